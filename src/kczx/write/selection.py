"""Keeps the events that somebody asks for, with whatever their sentences tell, and drops documents without one.

An event is selected that answers every question (when, what kind, who, where); several answers to one question are
alternatives.  Of its document stay: the people and bodies that took part, whatever is named in its evidence (people, bodies,
places, dates, figures) with all its mentions, the bodies to which those that stay belong, its article, and the notices.  Ids stay
what they are, so that records of one run can be joined with those of another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TypeVar, get_args

from kczx.errors import OptionError
from kczx.records import Document, Event, EventDate, EventKind, Organization, Person, Place
from kczx.write.divisions import Area, area

EVENT_KINDS: tuple[str, ...] = get_args(EventKind)
DAY = re.compile(r"(?:1[89]|2[01])\d\d(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
"""A day, a month or a year."""
LAST = "-99"
"""Stands for the last month or day where only a year or a month is told."""
Spans = Sequence[tuple[int, int]]
R = TypeVar("R", Person, Organization, Place)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is asked for; nothing where nothing is asked.  `since` and `until` are YYYY, YYYY-MM or YYYY-MM-DD, both included."""

    since: str = ""
    until: str = ""
    kinds: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    places: tuple[Area, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.since or self.until or self.kinds or self.people or self.places)

    def of(self, document: Document) -> Document | None:
        """The document with what is selected of it, None where nothing is."""
        if not self:
            return document
        people = {person.id: person for person in document.people}
        codes = {place.name: place.code for place in document.places if place.code}
        events = [event for event in document.events if self._wanted(event, people, codes)]
        return _with(document, events) if events else None

    def _wanted(self, event: Event, people: dict[str, Person], codes: dict[str, str]) -> bool:
        return (
            (not self.kinds or event.kind in self.kinds)
            and (not (self.since or self.until) or self._within(event.date))
            and (not self.people or not self.people.isdisjoint(_names(event, people)))
            and (not self.places or (event.place is not None and any(a.holds(event.place, codes) for a in self.places)))
        )

    def _within(self, day: EventDate | None) -> bool:
        """Whether an event's days overlap those asked for; a day whose year nothing tells lies nowhere."""
        if day is None or not day.start[:4].isdigit() or not day.end[:4].isdigit():
            return False
        begun = not self.until or day.start[: len(self.until)] <= self.until
        return begun and day.end + 2 * LAST >= self.since


def selection(
    since: str | None = None,
    until: str | None = None,
    kinds: Iterable[str] = (),
    people: Iterable[str] = (),
    places: Iterable[str] = (),
) -> Selection:
    """What these values ask for; kinds may be lists with commas.

    Names are in simplified characters, as in the records; a place is a name or the code of a division (32, 3201, 320100).
    Raises OptionError where a value is no day, or no kind.

    >>> selection("2021-05", kinds=["meeting,visit"]).since
    '2021-05'
    """
    people, places = list(people), list(places)
    given = [
        ("--since", since),
        ("--until", until),
        *(("--person", n) for n in people),
        *(("--place", p) for p in places),
    ]
    for name, value in given:
        if value is not None and not value.strip():
            raise OptionError(f"{name}: the value is empty")
    for name, day in (("--since", since), ("--until", until)):
        if day and not is_day(day):
            raise OptionError(f"{name}: {day!r} is no day, month or year, such as 2021-05-13, 2021-05 or 2021")
    if since and until and since[: len(until)] > until:
        raise OptionError(f"--until: {until} is before {since}")
    named = frozenset(kind.strip() for value in kinds for kind in value.split(","))
    for kind in sorted(named.difference(EVENT_KINDS)):
        raise OptionError(f"--kind: {kind!r} is none of {', '.join(EVENT_KINDS)}")
    areas = tuple([area(place.strip()) for place in places])
    return Selection(since or "", until or "", named, frozenset(name.strip() for name in people), areas)


def is_day(text: str) -> bool:
    """Whether a text is a day, a month or a year that there is."""
    with suppress(ValueError):
        return DAY.fullmatch(text) is not None and bool(date.fromisoformat(text + "-01-01"[len(text) - 4 :]))
    return False


def _names(event: Event, people: dict[str, Person]) -> set[str]:
    """The names of the people who took part, with their other forms."""
    found: set[str] = set()
    for part in event.participants:
        if part.type == "person":
            found.add(part.name)
            if part.ref in people:
                found.update((people[part.ref].name, *people[part.ref].aliases))
    return found


def _with(document: Document, events: list[Event]) -> Document:
    """The document with these events and what belongs to them."""
    refs = {part.ref for event in events for part in event.participants}
    told = _merged(mention.span for event in events for mention in event.evidence)
    articles = {event.article for event in events}
    return document.model_copy(
        update={
            "articles": [article for article in document.articles if article.id in articles],
            "people": _kept(document.people, refs, told),
            "organizations": _bodies(document.organizations, refs, told),
            "places": _kept(document.places, refs, told),
            "dates": [date for date in document.dates if _stands(date.span, told)],
            "figures": [figure for figure in document.figures if _stands(figure.span, told)],
            "events": events,
        }
    )


def _kept(records: list[R], refs: Collection[str | None], told: Spans) -> list[R]:
    return [
        record
        for record in records
        if record.id in refs or any(_stands(mention.span, told) for mention in record.mentions)
    ]


def _bodies(bodies: list[Organization], refs: set[str | None], told: Spans) -> list[Organization]:
    """The bodies that stay, with those that they belong to."""
    known = {body.id: body for body in bodies}
    kept: set[str] = set()
    for body in _kept(bodies, refs, told):
        above: Organization | None = body
        while above is not None and above.id not in kept:
            kept.add(above.id)
            above = known.get(above.parent or "")
    return [body for body in bodies if body.id in kept]


def _merged(spans: Iterable[tuple[int, int]]) -> Spans:
    """The spans in order, those that touch as one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _stands(span: tuple[int, int], told: Spans) -> bool:
    """Whether a span begins in one of those that are told, which are in order and apart."""
    at = bisect_left(told, (span[0] + 1,)) - 1
    return at >= 0 and span[0] < told[at][1]
