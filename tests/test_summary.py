"""The summary's lines: never too wide, every kind told, each event once."""

from __future__ import annotations

import tomllib
from itertools import permutations
from pathlib import Path
from typing import get_args

import pytest
from rich.cells import cell_len
from rich.text import Text

import kczx
from kczx.jobs import extraction
from kczx.records import Corpus, Document, EventKind, Extraction, Role
from kczx.write.digest import events, figures
from kczx.write.labels import labels
from kczx.write.only import KINDS
from kczx.write.summary import fit, flow, summary

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def seeds() -> Extraction:
    return kczx.read_path(ROOT / "seeds")


def lines(run: Extraction, language: str = "en", width: int = 80, everything: bool = False) -> list[str]:
    told = summary(run, labels(language), KINDS, width, everything)
    return [line for text in told for line in text.plain.split("\n")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 80, 100])
@pytest.mark.parametrize("everything", [False, True])
def test_no_line_is_too_wide(seeds: Extraction, language: str, width: int, everything: bool) -> None:
    assert max(cell_len(line) for line in lines(seeds, language, width, everything)) <= width


def test_it_tells_what_was_read_and_what_not(seeds: Extraction) -> None:
    failed = seeds.model_copy(update={"failures": [kczx.Failure(path="坏.txt", error="EncodingError", message="why")]})
    head = lines(failed)[0]
    assert head.startswith("kczx  5 documents · ")
    assert head.endswith("1 unreadable")
    assert any("坏.txt  why" in line for line in lines(failed))


@pytest.mark.parametrize(
    "told",
    [
        "04-30",
        "“科创中国”联合体成立大会",
        "怀进鹏",
        "中国科协党组书记、常务副主席、书记处第一书记",
        "中国科学技术协会",
        "88家",
        "71家",
    ],
)
def test_the_main_things_are_there(seeds: Extraction, told: str) -> None:
    assert told in "\n".join(lines(seeds))


def test_a_conflict_names_both_sources(seeds: Extraction) -> None:
    text = lines(seeds)
    at = next(number for number, line in enumerate(text) if line.strip() == "founding units")
    assert "88家" in text[at + 1]
    assert "000_2a9ea7e1e45ce374.txt:" in text[at + 1]
    assert "71家" in text[at + 2]
    assert "001_99532756a9d00d77.txt:" in text[at + 2]


def test_events_stand_in_the_order_of_time(seeds: Extraction) -> None:
    years = [line.strip() for line in lines(seeds, everything=True) if line.strip() in ("2016", "2021")]
    assert years == ["2016", "2021"]


def test_of_long_lists_the_first_are_told_and_all_on_demand(seeds: Extraction) -> None:
    assert "--all lists everything" in lines(seeds)
    assert len(lines(seeds, everything=True)) > len(lines(seeds))
    assert "--all lists everything" not in lines(seeds, everything=True)


def test_nothing_at_all() -> None:
    empty = Corpus(people=[], organizations=[], events=[], indicators=[], conflicts=[])
    run = Extraction(kczx="0", schema_="1", documents=[], corpus=empty, failures=[])
    assert lines(run) == ["kczx  0 documents · 0 articles"]


def test_what_looks_like_markup_is_text() -> None:
    document: Document = kczx.read(
        "[bold]中国科协[/bold]党组书记怀进鹏:smile:出席会议。", title="[red]题:warning:[/red]"
    )
    empty = Corpus(people=[], organizations=[], events=[], indicators=[], conflicts=[])
    run = Extraction(kczx="0", schema_="1", documents=[document], corpus=empty, failures=[])
    assert "[red]题:warning:[/red]" in "\n".join(lines(run))


def test_every_kind_and_role_has_its_label_in_both_languages() -> None:
    tables = tomllib.loads((ROOT / "src/kczx/write/labels.toml").read_text("utf-8"))
    for language in ("zh", "en"):
        assert set(tables[language]["kinds"]) == set(get_args(EventKind))
        assert set(tables[language]["roles"]) == set(get_args(Role))
        assert {n.removesuffix("_plural") for n in tables["en"]["words"]} == set(tables["zh"]["words"])
    assert set(tables["zh"]["indicators"]) == set(tables["en"]["indicators"])


@pytest.mark.parametrize(
    ("text", "columns", "wanted"),
    [("怀进鹏", 6, "怀进鹏"), ("怀进鹏", 5, "怀进…"), ("怀进鹏", 4, "怀…"), ("abc", 2, "a…")],
)
def test_fit(text: str, columns: int, wanted: str) -> None:
    assert fit(Text(text), columns).plain == wanted


def test_flow_breaks_between_names() -> None:
    pieces = [(2, Text(name)) for name in ("甲乙", "丙丁", "戊己", "庚辛", "壬癸")]
    assert [line.plain for line in flow(pieces, 10)] == ["甲乙  丙丁", "戊己  庚辛  壬癸"]


TOLD = "2020年6月30日，“未来之光”联合体成立大会在长沙召开。"


@pytest.mark.parametrize("texts", [[TOLD, TOLD], [TOLD + "这是第一篇。", TOLD + "这是第二篇。", TOLD + "这是第三篇。"]])
def test_an_event_that_several_files_tell_is_told_once(texts: list[str], tmp_path: Path) -> None:
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    run = kczx.read_path(tmp_path)
    assert len({document.id for document in run.documents}) == len(texts)
    assert "\n".join(lines(run)).count("“未来之光”联合体成立大会") == 1


def test_of_an_events_tellings_each_day_is_told_once() -> None:
    texts = [TOLD, TOLD.replace("6月30日", "6月29日"), TOLD.replace("2020年6月30日，", ""), TOLD]
    run = extraction((kczx.read(text, path=f"{n}") for n, text in enumerate(texts)), "0")
    for order in permutations(run.documents):
        told = events(run.model_copy(update={"documents": list(order)}))
        assert [it.day for it in told if it.event.name == "“未来之光”联合体成立大会"] == ["06-29", "06-30"]


def test_the_weightiest_come_first() -> None:
    """Whoever has the higher office, whoever took part in more, and what is whose before what anybody has."""
    told = (
        "2020年6月30日，长沙市副市长林国栋在长沙出席会议。林国栋说，会议重要。林国栋表示满意。\n"
        "2020年6月30日，科技部部长高松林在长沙会见来宾。\n"
        "截至2020年6月，全国学会会员达到430万人。会场有3个展台。"
    )
    run = extraction([kczx.read(told, path="a")], "0")
    text = "\n".join(lines(run))
    assert text.index("高松林  ") < text.index("林国栋  ")
    assert "展台" not in text or text.index("430万人") < text.index("展台")


def test_nobody_is_named_twice_in_an_event_and_no_office_is_a_part_of_another() -> None:
    told = "2020年6月30日，湖南省科协主席林国栋在长沙主持召开科普工作会议并讲话。主席林国栋强调了科普。"
    text = "\n".join(lines(extraction([kczx.read(told, path="a")], "0")))
    events_, _, people_ = text.partition("─ People")
    assert events_.count("林国栋") == 1
    assert "湖南省科协主席" in people_ and "；主席" not in people_


def test_levels_come_before_growths_and_numbers_of_provinces_are_no_key_figures() -> None:
    text = "湖东市科普经费投入比上年增加2000万元，湖东市科普经费投入达3亿元。活动覆盖31个省。"
    told = [it.figure.text for it in figures(extraction([kczx.read(text)], "0"))]
    assert told == ["3亿元", "2000万元"]


@pytest.mark.parametrize(("verb", "planned"), [("将提升至", True), ("将逐步提高到", True), ("已提升至", False)])
def test_what_will_rise_is_planned(verb: str, planned: bool) -> None:
    [figure] = kczx.read(f"湖东市电网覆盖率{verb}88%。").figures
    assert figure.planned is planned
