"""Searching a store: nothing is missed, nothing false is found, any string is a question, and anybody's text stays text."""

from __future__ import annotations

import csv
import io
import json
import random
import re
import xml.etree.ElementTree as Tree
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kczx import __version__
from kczx.acquire.options import Options
from kczx.cli import app
from kczx.errors import OptionError
from kczx.store import base, saved
from kczx.store.add import Run, add
from kczx.store.asked import Asked
from kczx.store.index import plain
from kczx.store.query import Query, cleaned, query
from kczx.store.search import Hit, Listing, search
from kczx.work import Setting

TEXTS = {
    "a.txt": "2021年3月5日，云溪市科学技术协会主席周远航在云溪市会见青禾市水利学会理事长林海生一行。",
    "b.txt": "雲溪市科學(xué)技術(shù)協(xié)會主席周遠航３月 ８日出席“月、报”與月报發布會。於是大家学习DNA与Open Science。",
    "c.txt": "2022年6月1日，“智汇云溪”第三届学术年会在云溪市举行。\n省科协副主席林海生出席会议并致辞。",
    "d.txt": "=cmd|calc 青禾市\x1b[31m召开\u202e青年工作会议，<b>88</b>家单位参加。\U00020000\U0001f600𠮷野家",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    add(folder / "kczx.db", [str(folder)], Run(Setting(__version__, Options())))
    return folder / "kczx.db"


def found(store: Path, text: str, **asked: object) -> list[Hit]:
    database = base.open(store)
    try:
        return list(search(database, query(text), Asked(**asked)))  # type: ignore[arg-type]
    finally:
        database.close()


def files(store: Path, text: str, **asked: object) -> str:
    return "".join(sorted(Path(hit.path).stem for hit in found(store, text, **asked)))


def articles(store: Path) -> list[tuple[str, str, str]]:
    database = base.open(store)
    rows = database.execute(
        "select d.path, coalesce(a.title, ''), a.text from articles a join documents d on d.number = a.document"
    )
    return [(Path(path).stem, title, text) for path, title, text in rows]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("科学技术协会", "ab"), ("科學技術協會", "ab"), ("周遠航", "ab"), ("云溪", "abc"), ("溪", "abc"),
        ("月报", "b"), ("月、报", "b"), ("報", "b"), ("科协", "c"), ("云溪 -周远航", "c"),
        ("林海生 OR 青年", "acd"), ("林海生 会见", "a"), ('"云溪 市"', "abc"), ("“智汇云溪”", "c"), ("dna", "b"),
        ('"open science"', "b"), ('"open  sciences"', ""), ("３月８日", "b"), ("於是", "b"), ("于是", "b"),
        ("市水", "a"), ("举行省科协", ""), ("-云溪", "d"), ("", "abcd"), ("OR", "abcd"),
        ('"', "abcd"), ("科协 OR", "c"), ("𠮷野", "d"),
    ],
)  # fmt: skip
def test_words(store: Path, words: str, wanted: str) -> None:
    assert files(store, words) == wanted


def test_every_stretch_of_every_text_is_found_where_it_stands_and_nowhere_else(store: Path) -> None:
    told = articles(store)
    chance = random.Random(7)
    asked = 0
    for _, title, text in told:
        for line in filter(None, [*text.split("\n"), title]):
            for _ in range(40):
                at = chance.randrange(len(line))
                word = line[at : at + chance.randint(1, 12)].strip()
                if not word or '"' in word or cleaned(word) != (word,):
                    continue
                asked += 1
                wanted = "".join(sorted(s for s, t, x in told if plain(word) in plain(t) or plain(word) in plain(x)))
                assert files(store, f'"{word}"') == wanted, word
    assert asked > 100


def strings() -> Iterator[str]:
    """What people and programs type: every kind of character, the index's own words and marks."""
    chance = random.Random(11)
    parts = ["科协", "AND", "OR", "NOT", "NEAR(", '"', "-", "*", ":", "^", "(", ")", "{", "title:", "\\", "\0",
             "'", ";", "%", "_", " ",
             "\u3000", "\n", "\ud800", "\U0010ffff", "\U0001f600", "𠮷", "é", "ß", "İ", "--", "\x1b", "\u202e", "月"]  # fmt: skip
    for _ in range(500):
        yield "".join(chance.choice(parts) for _ in range(chance.randint(0, 9)))
        yield "".join(chr(chance.choice((chance.randrange(0x250), chance.randrange(0x3000, 0xA000), chance.randrange(0x110000))))
                      for _ in range(chance.randint(0, 9)))  # fmt: skip
    for part in parts:
        yield part * 3000
        yield f"{part} " * 3000


def test_any_string_is_a_question(store: Path) -> None:
    database = base.open(store)
    for text in strings():
        for records in (False, True):
            for hit in search(database, query(text), Asked(records=records), Listing(limit=2)):
                assert hit.path


def test_what_is_asked_of_people_places_and_days(store: Path) -> None:
    assert files(store, "", person=("周遠航",)) == "ab"
    assert files(store, "", organization=("云溪市科协",)) == "ab"[: len(files(store, "", organization=("云溪市科协",)))]
    assert files(store, "", records=True, kind=("reception",), person=("林海生",), role=("visitor",)) == "a"
    assert files(store, "", records=True, kind=("reception",), person=("林海生",), role=("host",)) == ""
    assert files(store, "", records=True, since="2022-06", until="2022") == "c"
    assert files(store, "学术年会", records=True) == "c"
    [hit] = found(store, "会见", records=True)
    text = TEXTS["a.txt"]
    assert hit.start is not None and text[hit.start : hit.end].startswith(text[:4]) and hit.day == "2021-03-05"
    assert [hit.snippet[a:b] for a, b in hit.marks] == ["会见"]
    for wrong in ({"kind": ("party",)}, {"role": ("guest",)}, {"since": "yesterday"}, {"person": (" ",)}):
        with pytest.raises(OptionError):
            Asked(**wrong).checked()


def run(store: Path, *arguments: str) -> str:
    done = CliRunner().invoke(app, ["search", "--store", str(store), *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_formats_hold_hostile_text_as_text(store: Path) -> None:
    for form in ("table", "jsonl"):
        assert not re.search("[\x1b\u202e]", run(store, "青禾市", "-f", form)) or form == "jsonl"
    assert "[88]" in run(store, "88")
    row = next(csv.DictReader(io.StringIO(run(store, "calc", "-f", "csv", "--excel").removeprefix("\ufeff"))))
    assert row["snippet"].startswith("'=")
    feed = Tree.fromstring(run(store, "青年", "-f", "atom"))
    content = feed.findtext("{*}entry/{*}content")
    assert content is not None and "&lt;b&gt;" in content and "<b>青年</b>" in content
    lines = [json.loads(line) for line in run(store, "云溪", "-f", "jsonl").splitlines()]
    assert {Path(line["path"]).stem for line in lines} == set("abc")
    assert run(store, "云溪", "-青年", "-f", "atom") == run(store, "云溪", "-青年", "-f", "atom")


def test_saved_questions(store: Path) -> None:
    run(store, "会见", "--person", "周远航", "--save", "周 的会见")
    run(store, "--kind", "reception,visit", "--save", "met")
    assert saved.question(store, "周 的会见") == saved.Question("会见", Asked(person=("周远航",)))
    assert saved.question(store, "met").asked == Asked(records=True, kind=("reception", "visit"))
    file = saved.beside(store)
    file.write_text("# mine\n" + file.read_text("utf-8") + "\n# the end\n", "utf-8")
    run(store, "年会", "--save", "met")
    assert saved.question(store, "met") == saved.Question("年会")
    text = file.read_text("utf-8")
    assert text.startswith("# mine\n") and text.endswith("# the end\n") and text.count("[") == 3
    assert run(store, "--saved", "周 的会见", "-f", "jsonl").count("\n") == 1
    assert run(store, "--saved", "周 的会见", "--new", "-f", "jsonl").count("\n") == 1
    assert run(store, "--saved", "周 的会见", "--new", "-f", "jsonl") == ""
    (store.parent / "new").mkdir()
    (store.parent / "new" / "f.txt").write_text(TEXTS["a.txt"].replace("5日", "6日"), "utf-8")
    add(store, [str(store.parent / "new")], Run(Setting(__version__, Options())))
    assert "f.txt" in run(store, "--saved", "周 的会见", "--new", "-f", "jsonl")
    listed = store.parent / "q.csv"
    listed.write_text("name,words\n1,青年\n2,DNA\n", "utf-8")
    assert [json.loads(line)["question"] for line in run(store, "--list", str(listed), "-f", "jsonl").splitlines()] == [
        "青年",
        "DNA",
    ]
    for wrong in ("x = 1", "[a]\nword = 'b'", "[a]\nkind = 'party'", "[a]\nin = 'x'", "[a", "[a]\nwords = 1"):
        file.write_text(wrong, "utf-8")
        with pytest.raises(OptionError, match=r"searches\.toml"):
            saved.questions(store)
    file.unlink()


def test_a_question_is_read_as_it_is_meant() -> None:
    assert query("a b OR c -d") == Query((("a",), ("b", "c")), ("d",))
    assert query("a -") == Query((("a",), ("-",)))
