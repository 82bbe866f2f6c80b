"""What exchange formats have in common: names of records in other vocabularies, ids, and days that are known."""

from __future__ import annotations

import functools
import re
import tomllib
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from importlib import resources
from typing import Any, Protocol

from kczx.records import Document, Event, EventDate

DAY = re.compile(r"\d{4}-\d\d-\d\d")
PARTIAL = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


class Shared(Protocol):
    """What remembers documents and tells, behind the last, which events they share (kczx.link.corpus.Corpus)."""

    def add(self, document: Document) -> None: ...

    def sections(self) -> Iterable[tuple[str, Iterable[Any]]]: ...


@functools.cache
def table(*names: str) -> Mapping[str, str]:
    """A table of exchange.toml.

    >>> table("schema", "events")["lecture"]
    'EducationEvent'
    """
    found: Any = tomllib.loads(resources.files("kczx").joinpath("write/exchange.toml").read_text("utf-8"))
    for name in names:
        found = found[name]
    return dict(found)


def uid(document: str, record: str = "") -> str:
    """What a record is called outside: its document's id without the name of the hash, and its own.

    >>> uid("sha256:00ff", "e12")
    '00ff-e12'
    """
    return document.removeprefix("sha256:") + (f"-{record}" if record else "")


def days(when: EventDate | None) -> tuple[date, date] | None:
    """The first and last day of an event; nothing where either is not known.

    >>> days(EventDate(edtf="2016-05-31/2016-06-01", start="2016-05-31", end="2016-06-01"))
    (datetime.date(2016, 5, 31), datetime.date(2016, 6, 1))
    >>> days(EventDate(edtf="XXXX-05-31", start="XXXX-05-31", end="XXXX-05-31")), days(None)
    (None, None)
    """
    if when is None or not (DAY.fullmatch(when.start) and DAY.fullmatch(when.end)):
        return None
    first, last = date.fromisoformat(when.start), date.fromisoformat(when.end)
    return (first, last) if first <= last else None


def partial(text: str | None) -> str | None:
    """A day, a month or a year of which the year is known, as it is; nothing for anything else."""
    return text if text and PARTIAL.fullmatch(text) else None


def called(event: Event) -> str:
    """An event's name, else what a reader calls it, else its first sentence."""
    return event.name or event.label or (event.evidence[0].text if event.evidence else event.kind)


class Titles:
    """What a story is called that holds a character of a source, else its document."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[list[int], list[tuple[int, str | None]]]] = {}

    def of(self, document: Document, offset: int) -> str | None:
        if document.id not in self._known:
            told = sorted(
                (start, end, it.title or "") for it in document.articles for start, end in it.spans if it.title
            )
            self._known[document.id] = [start for start, _, _ in told], [(end, title) for _, end, title in told]
        starts, ends = self._known[document.id]
        at = bisect_right(starts, offset) - 1
        return ends[at][1] if at >= 0 and offset < ends[at][0] else document.title


def shared(corpus: Shared | None, section: str) -> Iterable[list[tuple[str, str]]]:
    """The records of a section (events, people, organizations) that are the same across documents, each as (document, id)."""
    for name, records in corpus.sections() if corpus is not None else ():
        for record in records:
            if name == section and len(record.references) > 1:
                yield list(dict.fromkeys((it.document, it.id) for it in record.references))
