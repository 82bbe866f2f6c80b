"""Which records stay where somebody asks for some: by day, kind, person and place, in every format."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import kczx
from kczx.errors import OptionError
from kczx.records import Document, EventDate
from kczx.write import tables
from kczx.write.divisions import area
from kczx.write.selection import Selection, selection

TEXT = """江苏省科协召开学术年会
2021年5月13日，江苏省科协在南京召开江苏省科学技术学术年会，江苏省科协主席李明山出席会议，来自88家单位的代表参加。
2022年6月1日，云南省科协在昆明举行科普讲解大赛，云南省科协副主席王小川致辞，共有36名选手参赛。
"""


@pytest.fixture(scope="module")
def document() -> Document:
    found = kczx.read(TEXT, published="2022-06-03")
    assert [(event.kind, event.place, event.date.edtf if event.date else "") for event in found.events] == [
        ("meeting", "南京", "2021-05-13"), ("competition", "昆明", "2022-06-01"),
    ]  # fmt: skip
    return found


@pytest.mark.parametrize(
    ("asked", "days"),
    [
        ({}, ["2021-05-13", "2022-06-01"]),
        ({"since": "2022"}, ["2022-06-01"]),
        ({"since": "2021-05-13"}, ["2021-05-13", "2022-06-01"]),
        ({"since": "2021-05-14", "until": "2022-05"}, []),
        ({"until": "2021"}, ["2021-05-13"]),
        ({"until": "2021-05-12"}, []),
        ({"kinds": ["meeting"]}, ["2021-05-13"]),
        ({"kinds": ["visit", "meeting,competition"]}, ["2021-05-13", "2022-06-01"]),
        ({"kinds": ["visit"]}, []),
        ({"people": ["李明山"]}, ["2021-05-13"]),
        ({"people": ["李明山", "王小川"], "since": "2022"}, ["2022-06-01"]),
        ({"people": ["李明"]}, []),
        ({"places": ["江苏"]}, ["2021-05-13"]),
        ({"places": ["32", "云南省"]}, ["2021-05-13", "2022-06-01"]),
        ({"places": ["南京"], "kinds": ["competition"]}, []),
    ],
)
def test_events_are_selected(document: Document, asked: dict[str, Any], days: list[str]) -> None:
    kept = selection(**asked).of(document)
    assert [event.date.edtf for event in (kept.events if kept else ()) if event.date] == days


def test_what_belongs_to_an_event_stays_and_ids_do(document: Document) -> None:
    kept = selection(since="2022").of(document)
    assert kept is not None
    assert [person.name for person in kept.people] == ["王小川"]
    assert [body.name for body in kept.organizations] == ["云南省科协"]
    assert [place.name for place in kept.places] == ["昆明"]
    assert [date.edtf for date in kept.dates] == ["2022-06-01"]
    assert [figure.value for figure in kept.figures] == [36]
    assert [article.id for article in kept.articles] == [kept.events[0].article]
    for name in ("people", "organizations", "places", "dates", "figures", "events"):
        known = getattr(document, name)
        assert getattr(kept, name) == [record for record in known if record in getattr(kept, name)]
    for name, row in tables.rows(kept):  # what tables refer to is there
        if name == "participants":
            told = dict(zip([column.name for column in tables.tables()[name].columns], row, strict=True))
            assert told["ref"] in {None, *(one.id for one in kept.people), *(one.id for one in kept.organizations)}


@pytest.mark.parametrize(
    ("start", "end", "since", "until", "within"),
    [
        ("2021", "2021", "2021-05-01", "", True),
        ("2021", "2021", "", "2021-05-01", True),
        ("2021-05", "2021-05", "2021-05-31", "2021-05-31", True),
        ("2021-05-30", "2021-06-02", "2021-06", "2021-06", True),
        ("2021-05-30", "2021-06-02", "2021-06-03", "", False),
        ("2021-05-30", "2021-06-02", "", "2021-05-29", False),
        ("XXXX-05-30", "XXXX-05-30", "1900", "", False),
    ],
)
def test_days_overlap(start: str, end: str, since: str, until: str, within: bool) -> None:
    assert Selection(since, until)._within(EventDate(edtf=start, start=start, end=end)) == within


@pytest.mark.parametrize(
    ("asked", "place", "codes", "inside"),
    [
        ("江苏", "南京", {}, True),
        ("江苏", "江苏南京", {}, True),
        ("江苏省", "昆山市某厂", {}, True),
        ("南京", "江苏省", {}, False),
        ("南京", "上海南京东路", {}, False),
        ("3201", "南京市玄武区", {}, True),
        ("福建", "鼓楼区", {"鼓楼区": "350102"}, True),
        ("福建", "鼓楼区", {}, False),
        ("人民大会堂", "北京人民大会堂", {}, True),
        ("北京", "人民大会堂", {}, False),
        ("110000", "北京市海淀区", {}, True),
        ("东京", "日本东京", {}, True),
    ],
)
def test_divisions_hold_places(asked: str, place: str, codes: dict[str, str], inside: bool) -> None:
    assert area(asked).holds(place, codes) == inside


@pytest.mark.parametrize(
    "asked",
    [{"since": "20"}, {"since": "2021-13"}, {"until": "2021-05-32"}, {"since": "2022", "until": "2021"}, {"kinds": ["party"]}],
)  # fmt: skip
def test_what_cannot_be_asked_is_told(asked: dict[str, Any]) -> None:
    with pytest.raises(OptionError):
        selection(**asked)


def run(*arguments: str, folder: Path) -> bytes:
    return subprocess.run(
        [sys.executable, "-m", "kczx", "extract", "in", "-q", *arguments], cwd=folder, capture_output=True, check=True
    ).stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "in" / "b.txt").write_text("2020年3月2日，陕西省科协主席赵建军在西安主持召开工作会议。", "utf-8")
    return tmp_path


def test_every_format_holds_what_is_selected(folder: Path) -> None:
    asked = ("--person", "趙建軍")  # as the traditional script writes it
    whole = json.loads(run(*asked, folder=folder))
    assert [one["path"] for one in whole["documents"]] == ["in/b.txt"]
    assert [one["name"] for one in whole["corpus"]["people"]] == ["赵建军"]
    assert {ref["document"] for one in whole["corpus"]["people"] for ref in one["references"]} == {
        whole["documents"][0]["id"]
    }
    assert json.loads(run(*asked, "-f", "jsonl", folder=folder)) == whole["documents"][0]
    told = run(*asked, "-f", "summary", "--lang", "en", folder=folder).decode()
    assert "赵建军" in told and "李明山" not in told
    run(*asked, "-o", "a.db", folder=folder)
    with closing(sqlite3.connect(folder / "a.db")) as database:
        assert database.execute("select path from documents").fetchall() == [("in/b.txt",)]
        assert database.execute("pragma foreign_key_check").fetchall() == []


def test_only_takes_the_texts_out(folder: Path) -> None:
    for arguments, texts in ((("--only", "people"), False), (("--only", "people,articles"), True), ((), True)):
        for one in json.loads(run(*arguments, folder=folder))["documents"]:
            assert [bool(article["text"]) for article in one["articles"]] == [texts]
            assert one["articles"][0]["spans"] and one["people"]


@pytest.mark.parametrize(
    ("name", "value"),
    [("since", "2021-02-30"), ("until", "2021-13"), ("since", " "), ("people", [""]), ("places", [""])],
)
def test_what_is_no_day_and_what_is_empty_is_refused(name: str, value: Any) -> None:
    with pytest.raises(OptionError):
        selection(**{name: value})
