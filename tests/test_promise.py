"""The one promise: every span leads to the characters of the source that its text was read from."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from opencc import OpenCC

from kczx import jobs
from kczx.acquire import acquire, from_text
from kczx.clean import clean
from kczx.clean.notes import drop_notes
from kczx.clean.width import plain_width
from kczx.flow import Source
from kczx.pipeline import read
from kczx.records import Document
from kczx.spans import Aligned

ROOT = Path(__file__).resolve().parents[1]
PATHS = [*sorted((ROOT / "seeds").glob("*.txt")), *sorted((ROOT / "tests" / "corpus").glob("*.txt"))]
SPACE = re.compile(r"\s+")


@functools.cache
def extracted(path: Path) -> tuple[str, Document]:
    (source,) = acquire([str(path)])
    assert isinstance(source, Source)
    return source.text, read(source).document


@functools.cache
def converter() -> OpenCC:
    return OpenCC("t2s")


def plain(text: str) -> str:
    """A text without what cleaning takes away and in the characters that it writes, white space apart."""
    aligned, _ = drop_notes(Aligned.of(text))
    converted: str = converter().convert(plain_width(aligned).text)
    return SPACE.sub("", converted)


def spans(document: Document) -> Iterator[tuple[str, tuple[int, int], str]]:
    """Everything in a record that says where it stands and how it reads."""
    for kind in ("people", "organizations", "places"):
        for entity in getattr(document, kind):
            for mention in entity.mentions:
                yield f"{kind}/{entity.name}", mention.span, mention.text
    for date in document.dates:
        yield "date", date.span, date.text
    for figure in document.figures:
        yield "figure", figure.span, figure.text
    for event in document.events:
        for mention in (*event.evidence, *event.needs, *event.offers):
            yield f"event/{event.rule}", mention.span, mention.text


def same(source: str, text: str) -> bool:
    return plain(source) == plain(text)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:8])
def test_every_span_leads_to_its_text(path: Path) -> None:
    source, document = extracted(path)
    repaired = [n.span for n in document.notices if n.code.startswith("mojibake") and n.span]
    checked = 0
    for what, (start, end), text in spans(document):
        assert 0 <= start < end <= len(source), what
        assert text == text.strip(), what
        if not any(first < end and start < last for first, last in repaired):
            assert same(source[start:end], text), (what, source[start:end], text)
            checked += 1
    assert checked


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:8])
def test_titles_articles_and_notices_lie_within_the_source(path: Path) -> None:
    source, document = extracted(path)
    found = [title.span for person in document.people for title in person.titles]
    found += [span for article in document.articles for span in article.spans]
    found += [notice.span for notice in document.notices if notice.span]
    assert all(0 <= start < end <= len(source) for start, end in found)
    for person in document.people:
        for title in person.titles:
            assert same(source[slice(*title.span)], title.position) or title.position[-1] in plain(
                source[slice(*title.span)]
            )


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:8])
def test_articles_hold_what_was_found_in_them(path: Path) -> None:
    _, document = extracted(path)
    ranges = [span for article in document.articles for span in article.spans]
    for what, (start, end), _ in spans(document):
        assert any(first <= start and end <= last for first, last in ranges) or "event" in what, (what, start, end)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:8])
def test_references_lead_to_entities(path: Path) -> None:
    _, document = extracted(path)
    people = {person.id: person.name for person in document.people}
    bodies = {body.id: body.name for body in document.organizations}
    places = {place.id: place.name for place in document.places}
    assert len(people) == len(document.people) and len(bodies) == len(document.organizations)
    for event in document.events:
        assert event.article in {article.id for article in document.articles}
        for participant in event.participants:
            known = {"person": people, "organization": bodies}.get(participant.type, {})
            if participant.type == "place":  # as the text has it, with what it lies in: 海东省海东市
                assert participant.ref is None or participant.name.endswith(places[participant.ref])
            else:
                assert participant.ref is None or known[participant.ref] == participant.name
    assert all(body.parent is None or body.parent in bodies for body in document.organizations)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem[:8])
def test_dates_begin_before_they_end(path: Path) -> None:
    _, document = extracted(path)
    for date in document.dates:
        assert (date.start is None) == (date.end is None)
        assert (date.start or "") <= (date.end or "")
    for event in document.events:
        assert event.date is None or "X" in event.date.edtf or event.date.start <= event.date.end


def test_the_same_text_gives_the_same_record() -> None:
    source = PATHS[1].read_text("utf-8")
    assert read(from_text(source)).document == read(from_text(source)).document


def test_cleaning_twice_changes_nothing() -> None:
    for path in PATHS:
        once = clean(from_text(path.read_text("utf-8"))).aligned.text
        assert drop_notes(plain_width(Aligned.of(once)))[0].text == once


TRADITIONAL_ONLY = ("001_", "f618")  # their notes stand behind traditional characters, on bytes of two of them
SCRIPTS = [path for path in PATHS if not path.stem.startswith(TRADITIONAL_ONLY)]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.stem[:8])
def test_traditional_script_reads_as_simplified(path: Path) -> None:
    traditional = OpenCC("s2t").convert(path.read_text("utf-8"))
    there, back = read(from_text(traditional)).document, read(from_text(converter().convert(traditional))).document
    assert there.script in ("Hant", "mixed")
    assert {person.name for person in there.people} == {person.name for person in back.people}
    assert [date.edtf for date in there.dates] == [date.edtf for date in back.dates]
    assert [figure.value for figure in there.figures] == [figure.value for figure in back.figures]
    assert [event.kind for event in there.events] == [event.kind for event in back.events]


def test_the_byte_order_mark_counts_for_no_span(tmp_path: Path) -> None:
    text = PATHS[0].read_text("utf-8")
    found = []
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "gb18030"):
        place = tmp_path / "a.txt"
        place.write_bytes(text.encode(encoding))
        (document,) = jobs.extract([str(place)])
        assert isinstance(document, Document)
        found.append([(what, span, words) for what, span, words in spans(document)])
    assert found[0] and all(other == found[0] for other in found)
