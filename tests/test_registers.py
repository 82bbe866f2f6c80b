"""Registers: who a figure counts and who held which office, from records in memory and from a store alike."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import kczx
from kczx.acquire.options import Options
from kczx.errors import LexiconError
from kczx.records import Document
from kczx.store import base
from kczx.store.add import Run, add
from kczx.store.registers.definitions import Register, read, registers
from kczx.store.registers.members import Filled, fill
from kczx.store.registers.stored import Stored
from kczx.store.registers.tellings import Of
from kczx.store.registers.written import as_csv, coverage, register_json, register_rows, register_table
from kczx.work import Setting
from kczx.write.labels import labels

ROOT = Path(__file__).parents[1]
TEXTS = {
    "2021-06-10": (
        "6月5日，省科协召开年度工作会议。省科协主席林国栋出席会议。目前已有36个科技示范试点城市。"
        "会上，省科协将安徽芜湖、江西赣州、合肥高新区列为首批科技示范试点城市。"
        "6月5日，教授李春生、研究员王丽华荣获第五届海星科技奖。"
        "林国栋为海星发展咨询委员会高松林院士、陈国华女士颁发聘书，为海星创新联合体理事长周明德颁发证书。"
    ),
    "2021-07-02": "7月1日，芜湖市被省科协确定为科技示范试点城市。省科协主席林国栋说，明年拟将苏州列为试点城市。",
    "2022-03-04": "3月3日，省科协召开全委会，选举周立伟为省科协主席。大会由省科协副主席林国栋主持。",
}


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [kczx.read(text, path=f"{day}.txt", published=day) for day, text in TEXTS.items()]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the same texts, each told with its day by a row of JSON Lines, and one with the seeds."""
    folder = tmp_path_factory.mktemp("store")
    rows = [json.dumps({"id": day, "text": text, "published": day}, ensure_ascii=False) for day, text in TEXTS.items()]
    (folder / "texts.jsonl").write_text("\n".join(rows), "utf-8")
    add(folder / "kczx.db", [str(folder / "texts.jsonl")], Run(Setting("test", Options())))
    add(folder / "seeds.db", [str(ROOT / "seeds")], Run(Setting("test", Options())))
    return folder


def names(filled: Filled) -> list[str]:
    return [member.name for member in filled.members]


def both(name: str, documents: list[Document], store: Path, **asked: str) -> tuple[Filled, Filled]:
    with closing(base.open(store / "kczx.db")) as database:
        return fill(registers()[name], Of(documents), **asked), fill(registers()[name], Stored(database), **asked)


def test_cities_are_members_once_each_and_planned_ones_are_not(documents: list[Document], store: Path) -> None:
    for filled in both("pilot_cities", documents, store):
        assert names(filled) == ["安徽芜湖", "江西赣州", "合肥高新区"]
        first = filled.members[0]
        assert (first.since, first.documents, first.kind) == ("2021-06-05", 2, "place")
        assert filled.of is not None
        assert (filled.of.value, coverage(filled, labels("en"))) == (36, "3 of 36 named")


def test_every_member_has_the_sentence_that_names_it(documents: list[Document], store: Path) -> None:
    texts = {document.id: TEXTS[document.path[:10]] for document in documents}
    for name in ("pilot_cities", "laureates", "advisers", "offices"):
        filled = fill(registers()[name], Of(documents))
        assert filled.members
        for member in filled.members:
            for source in member.sources:
                assert texts[source.document][slice(*source.span)].endswith(source.text[-4:])


def test_laureates_and_advisers_are_those_named(documents: list[Document], store: Path) -> None:
    for filled in both("laureates", documents, store):
        assert sorted(names(filled)) == ["李春生", "王丽华"]
    for filled in both("advisers", documents, store):
        assert [(m.name, m.detail) for m in filled.members] == [
            ("高松林", "海星发展咨询委员会"),
            ("陈国华", "海星发展咨询委员会"),
        ]
    for filled in both("alliance_officers", documents, store):
        assert [(m.name, m.position) for m in filled.members] == [("周明德", "理事长")]


def test_an_appointment_tells_since_when_an_office_is_held(documents: list[Document], store: Path) -> None:
    for filled in both("offices", documents, store, person="周立伟"):
        assert [(m.position, m.since, m.until) for m in filled.members] == [("主席", "2022-03-03", None)]
    for filled in both("offices", documents, store, person="林国栋"):
        assert [(m.position, m.since, m.first, m.last) for m in filled.members] == [
            ("主席", None, "2021-06-10", "2021-07-02"),
            ("副主席", None, "2022-03-04", "2022-03-04"),
        ]


def test_an_office_ends_where_a_sentence_tells_of_its_end_alone() -> None:
    ended = kczx.read("6月5日，省人大常委会决定免去周立伟的省科技厅厅长职务。", published="2021-06-10")
    told = fill(registers()["offices"], Of([ended]), person="周立伟").members
    assert [(m.position, m.since, m.until) for m in told] == [("厅长", None, "2021-06-05")]


def test_as_of_a_day_later_members_are_left_out(documents: list[Document], store: Path) -> None:
    for filled in both("pilot_cities", documents, store, as_of="2021-06-04"):
        assert not filled.members
    for filled in both("pilot_cities", documents, store, as_of="2021-06"):
        assert len(filled.members) == 3
    for filled in both("offices", documents, store, as_of="2021"):
        assert "周立伟" not in names(filled)


def test_seeds_name_so_many_and_nobody_else(store: Path) -> None:
    with closing(base.open(store / "seeds.db")) as database:
        told = {name: fill(one, Stored(database)) for name, one in registers().items()}
    counts = {name: len({m.name for m in one.members}) for name, one in told.items()}
    assert (counts["pilot_cities"], counts["laureates"], counts["alliance_officers"], counts["advisers"]) == (
        4,
        10,
        3,
        2,
    )
    assert (counts["alliance_members"], counts["service_teams"]) == (0, 0)
    assert coverage(told["alliance_members"], labels("en")) == "0 of 88 named (also told: 71)"


OWN = """
[stations]
title = "工作站"
members = ["organization"]
bodies = "工作站$"
"""


def test_registers_of_ones_own_stand_beside_the_installed_ones(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store/registers.toml").write_text(OWN, "utf-8")
    (tmp_path / "more.toml").write_text(OWN.replace("stations", "posts"), "utf-8")
    known = registers(tmp_path, tmp_path / "more.toml")
    assert {"pilot_cities", "stations", "posts"} <= set(known)
    document = kczx.read("6月5日，海星公司院士工作站揭牌。", published="2021-06-10")
    assert isinstance(known["stations"], Register)
    assert all(name.endswith("工作站") for name in names(fill(known["stations"], Of([document]))))


@pytest.mark.parametrize(
    ("change", "line", "why"),
    [
        (('members = ["organization"]', 'members = ["firm"]'), 4, "'firm' is none of person, organization, place"),
        (('bodies = "工作站$"', 'bodies = "("'), 5, "is no pattern"),
        (('bodies = "工作站$"', 'body = "站"'), 2, "nothing tells who is a member"),
        (('bodies = "工作站$"', 'events = ["award"]'), 2, "events and roles belong together"),
        (('title = "工作站"', "title = 3"), 3, "3 is no text"),
        (('title = "工作站"', 'called = "工作站"'), 3, "is none of"),
        (('title = "工作站"\n', ""), 2, "title is missing"),
        (("[stations]", "[stations"), 2, ""),
    ],
)  # fmt: skip
def test_a_wrong_row_is_told_with_its_line(change: tuple[str, str], line: int, why: str) -> None:
    with pytest.raises(LexiconError) as caught:
        read(OWN.replace(*change), "own.toml")
    assert str(caught.value).startswith(f"own.toml:{line}:")
    assert why in str(caught.value)


def test_a_register_is_written_as_csv_json_and_a_table(documents: list[Document]) -> None:
    filled = fill(registers()["pilot_cities"], Of(documents))
    rows = list(csv.DictReader(io.StringIO(as_csv(*register_rows(filled)).decode(), newline="")))
    assert [row["member"] for row in rows] == names(filled)
    assert rows[0]["since"] == "2021-06-05"
    told = register_json(filled)
    assert told["coverage"]["named"] == 3
    assert len(told["members"][0]["sources"]) == 2
    assert str(next(iter(register_table(filled, labels("zh"))))) == "试点城市  36 个中点名 3 个"


def command(*arguments: str, code: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "kczx", *arguments], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == code, done.stderr
    return done.stdout if code == 0 else done.stderr


def test_the_command_lists_registers_and_one_of_them(store: Path) -> None:
    where = str(store / "kczx.db")
    assert "3 of 36 named" in command("register", "--store", where, "--lang", "en")
    assert json.loads(command("register", "pilot_cities", "--store", where, "-f", "json"))["coverage"]["of"] == 36
    assert command("register", "laureates", "--store", where, "-f", "csv").count("\n") == 3
    assert "周立伟" in command("register", "offices", "--person", "周立偉", "--store", where)
    assert "there is no such register" in command("register", "nothing", "--store", where, code=2)
    assert "no day" in command("register", "offices", "--as-of", "soon", "--store", where, code=2)
