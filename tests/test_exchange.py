"""Calendars, JSON-LD and FollowTheMoney: what was written is read back by the libraries of those formats, and says the same."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import icalendar
import pytest
from pyld import jsonld

import kczx
from kczx.link.corpus import Corpus
from kczx.records import Document
from kczx.write.exchange import days
from kczx.write.ftm import write_ftm
from kczx.write.ics import write_ics
from kczx.write.jsonld import write_jsonld

NEWS = """2020年9月12日至13日，青年科技论坛在成都举行，中国科协党组书记高松林出席论坛并致辞。
9月15日，四川省科协主席林国栋在成都会见日本来宾。
近日，四川省科协在乐山举办培训班。
10月，四川省科协将在绵阳举办科普展览。
"""
PAPER = "2020年9月12日至13日，青年科技论坛在成都举行。论坛由四川省科协主办。"
HOSTILE = "9月15日，四川省科协在成都举办“</script><img src=x onerror=alert(1)>\u202e论坛;,\\n”。\x1b[31m"


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    return [
        kczx.read(text, path=path, published="2020-09-20") for text, path in ((NEWS, "news.txt"), (PAPER, "paper.txt"))
    ]


def calendar(documents: list[Document]) -> bytes:
    sink = io.BytesIO()
    write_ics(documents, [], sink, Corpus())
    return sink.getvalue()


def graph(documents: list[Document]) -> list[dict[str, Any]]:
    sink = io.BytesIO()
    write_jsonld(documents, [], sink, Corpus())
    assert b"<" not in sink.getvalue()
    return list(jsonld.expand(json.loads(sink.getvalue())))


def entities(documents: list[Document]) -> list[dict[str, Any]]:
    sink = io.BytesIO()
    write_ftm(documents, [], sink)
    return [json.loads(line) for line in sink.getvalue().splitlines()]


def test_a_calendar_holds_each_event_of_a_known_day_once(
    documents: list[Document], capsys: pytest.CaptureFixture[str]
) -> None:
    made = icalendar.Calendar.from_ical(calendar(documents))
    dated = [event for document in documents for event in document.events if days(event.date)]
    left_out = sum(len(document.events) for document in documents) - len(dated)
    assert capsys.readouterr().err == f"kczx: {left_out} events without a known day left out of the calendar\n"
    assert len(made.events) == len(dated) - 1  # the forum is told twice
    forum = made.events[0]
    assert (forum.start, forum.end) == (date(2020, 9, 12), date(2020, 9, 14))
    assert forum["summary"] == "青年科技论坛"
    assert forum["dtstamp"].to_ical() == b"20200920T000000Z"
    assert (str(forum["location"]), str(forum["status"])) == ("成都", "CONFIRMED")
    assert "高松林" in str(forum["description"])
    assert "news.txt:0–" in str(forum["description"]) and "paper.txt:0–" in str(forum["description"])


def test_a_second_calendar_is_the_same_and_is_read_back_equal(documents: list[Document]) -> None:
    made = calendar(documents)
    assert made == calendar(documents)
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    read = icalendar.Calendar.from_ical(made)
    assert icalendar.Calendar.from_ical(read.to_ical()) == read
    assert len({str(event["uid"]) for event in read.events}) == len(read.events)


def test_json_ld_expands_and_its_references_lead_to_nodes(documents: list[Document]) -> None:
    nodes = graph(documents)
    known = {node["@id"] for node in nodes}
    records = sum(
        1 + len(it.people) + len(it.organizations) + len(it.places) + len(it.events) for it in documents
    )  # those that are the same have one more
    assert len(nodes) >= len(known) == records
    schema = "https://schema.org/"
    [forum] = [it for it in nodes if it.get("@type") == [f"{schema}Event"] and f"{schema}performer" in it]
    assert [it["@value"] for it in forum[f"{schema}startDate"]] == ["2020-09-12"]
    assert {
        it["@id"] for it in forum[f"{schema}performer"] + forum[f"{schema}location"] + forum[f"{schema}subjectOf"]
    } <= known
    same = [node for node in nodes if f"{schema}sameAs" in node]
    assert forum["@id"] in {node["@id"] for node in same}
    assert all(it["@id"] in known for node in same for it in node[f"{schema}sameAs"])


def test_follow_the_money_lines_refer_to_each_other(documents: list[Document]) -> None:
    lines = entities(documents)
    schemata = {line["id"]: line["schema"] for line in lines}
    assert len(schemata) == len(lines)
    for line in lines:
        assert all(isinstance(value, str) and value for values in line["properties"].values() for value in values)
        for name, kinds in REFERENCES.items():
            assert all(schemata[value] in kinds for value in line["properties"].get(name, ()))
        assert all(line["properties"].get(name) for name in REQUIRED[line["schema"]])
    forums = [it["properties"] for it in lines if it["schema"] == "Event" and "involved" in it["properties"]]
    [forum] = [it for it in forums if "2020-09-12" in it["startDate"]]
    assert "speaker 高松林" in forum["summary"][0]
    assert any(it["schema"] == "Occupancy" for it in lines)


BODIES = ("Organization", "PublicBody", "Company")
REFERENCES = {
    "proof": ("Article",), "document": ("Article",), "holder": ("Person",), "post": ("Position",), "organization": BODIES,
    "parent": BODIES, "organizer": (*BODIES, "Person"), "involved": (*BODIES, "Person"), "resolved": (*BODIES, "Person"),
}  # fmt: skip
"""What FollowTheMoney 4 has properties refer to."""
REQUIRED = {
    "Article": ["fileName"], "Person": ["name"], "Organization": ["name"], "PublicBody": ["name"], "Company": ["name"],
    "Position": ["name"], "Occupancy": ["holder", "post"], "Event": ["name"], "Mention": ["document", "name"],
}  # fmt: skip


def test_hostile_text_is_text_in_all_of_them() -> None:
    document = kczx.read(HOSTILE, path="a\nBEGIN:VALARM", published="2020-09-20")
    made = calendar([document])
    assert b"\x1b" not in made and b"\nBEGIN:VALARM" not in made
    [event] = icalendar.Calendar.from_ical(made).events
    assert "onerror" in str(event["summary"])
    assert graph([document])
    assert entities([document])


def test_formats_are_found_by_their_endings(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from kczx.write.formats import by_ending, write

    document = kczx.read(PAPER, published="2020-09-20")
    for name in ("ics", "jsonld", "ftm"):
        assert by_ending(f".{name}") == name
        write(name, [document], [], str(tmp_path / f"out.{name}"), corpus=Corpus())
        assert (tmp_path / f"out.{name}").read_text("utf-8").count("青年科技论坛")
