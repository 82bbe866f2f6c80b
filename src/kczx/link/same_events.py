"""Events that several documents tell: of one name on one day, or without a name, of one kind, day, place and people."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from kczx.records import Event, EventDate

PLAIN = re.compile(r"[“”《》（）()\s·?？、，,‘’]")
SHORTEST_NAME = 6
"""Characters of an event's name that make it a name and not just 工作会议."""
NUMBERED = re.compile(
    r"第[一二三四五六七八九十百\d]+[届次期]|[一二三四五六七八九十]+届[一二三四五六七八九十]+次|(?:19|20)\d\d"
)
"""What makes a name that of one event: told with two days of one month it is still one."""
NEAR = 31
"""Days between which a numbered event goes on."""
DOERS = frozenset(
    ["host", "visitor", "signatory", "appointee", "recipient", "publisher", "organizer", "chair", "speaker"]
)
"""Roles that tell an event without a name from another of its kind and day; of talks, who sits there."""
REASONS = (
    "told first",
    "the same name on the same day",
    "the same name of one event (numbered or in quotation marks); one of them tells no day",
    "the same name on the same day, told without the year",
    f"the same name of one event (numbered or in quotation marks), days no more than {NEAR} apart",
    "without a name: the same kind, day, people and bodies",
)
"""Why a telling is one with those before it."""
FIRST, DAY, NO_DAY, NO_YEAR, NEAR_DAY, PEOPLE = range(len(REASONS))
PAIR = 2
"""People and bodies at least by whom an event without a name is known again."""


@dataclass(slots=True)
class Telling:
    """An event and where it is told, two numbers a place (document, event)."""

    kind: str
    name: str | None
    label: str | None
    date: EventDate | None
    places: array[int] = field(default_factory=lambda: array("I"))
    reasons: array[int] = field(default_factory=lambda: array("B", (FIRST,)))  # of each place, by its number in REASONS

    def add(self, other: Telling, reason: int) -> None:
        """Take over where another telling of the same event stands and why, its longer name and its fuller date."""
        self.places.extend(other.places)
        self.reasons.append(reason)
        self.reasons.extend(other.reasons[1:])
        if len(other.name or "") > len(self.name or ""):
            self.name = other.name
        if self.date is None or ("X" in self.date.edtf and other.date is not None and "X" not in other.date.edtf):
            self.date = other.date


@dataclass(slots=True)
class Tellings:
    """What is remembered of events while documents stream by: by name and by who met whom, each by its day."""

    named: dict[str, dict[str, Telling]] = field(default_factory=dict)
    unnamed: dict[tuple[str, ...], Telling] = field(default_factory=dict)

    def add(self, event: Event, document: int) -> None:
        """Remember an event of a document."""
        told = Telling(event.kind, event.name, event.label, event.date, array("I", (document, int(event.id[1:]))))
        day = event.date.start if event.date else ""
        if event.name:
            if len(key := PLAIN.sub("", event.name)) >= SHORTEST_NAME:
                days = self.named.setdefault(key, {})
                _put(days, day or ("" if _proper(event.name) else f"?{document}"), told, DAY if day else NO_DAY)
        elif (people := _people(event)) and day and "X" not in day:
            _put(self.unnamed, (event.kind, day, *people), told, PEOPLE)

    def events(self) -> Iterator[Telling]:
        """Yield each event once: those with a name, and those without that more than one document tells."""
        for days in self.named.values():
            yield from _one_by_one(days)
        for told in self.unnamed.values():
            if len(set(told.places[::2])) > 1:
                yield told


def key_of(event: Event) -> str | None:
    """What the events have in common that may be one, with a name or without; None where an event is nobody else's."""
    if event.name:
        return key if len(key := PLAIN.sub("", event.name)) >= SHORTEST_NAME else None
    day = event.date.start if event.date else ""
    return "\n".join([event.kind, day, *people]) if day and "X" not in day and (people := _people(event)) else None


def together(told: Iterable[Telling], document: int, event: int) -> Iterator[tuple[int, int, str]]:
    """Yield where else, (document, event), an event of a document is told, each with why it is the same."""
    for telling in told:
        places = list(zip(telling.places[::2], telling.places[1::2], telling.reasons, strict=True))
        own = next((reason for *place, reason in places if place == [document, event]), None)
        for other, number, reason in places if own is not None else ():
            if other != document:
                yield other, number, REASONS[reason or own or FIRST]


def _put(
    into: dict[str, Telling] | dict[tuple[str, ...], Telling], key: str | tuple[str, ...], told: Telling, reason: int
) -> None:
    known = into.get(key)  # type: ignore[arg-type]
    if known is None:
        into[key] = told  # type: ignore[index]
    else:
        known.add(told, reason)


def _people(event: Event) -> list[str]:
    """Who tells an event from others: those who do it, two at least; a visitor with a place is enough."""
    doers = {p.name for p in event.participants if p.role in DOERS} or {p.name for p in event.participants}
    if len(doers) < PAIR and event.kind == "visit" and event.place:
        doers.add(event.place)
    return sorted(doers) if len(doers) >= PAIR else []


def _proper(name: str) -> bool:
    """Whether a name is that of one event: numbered or in quotation marks, and not 中央经济工作会议, which is held each year."""
    return NUMBERED.search(name) is not None or "“" in name


def _one_by_one(days: dict[str, Telling]) -> Iterator[Telling]:
    """The events of one name: one a day, what is told without a year or a day with the one that it can mean."""
    found: list[Telling] = []
    for told in sorted(days.values(), key=lambda told: _order(told.date)):
        day, proper = told.date.start if told.date else "", _proper(told.name or "")
        same = [(known, reason) for known in found if (reason := _meant(known, day, proper))]
        if len(same) == 1 or (same and proper):
            known, reason = same[-1]
            known.add(told, reason)
        else:
            found.append(told)
    return iter(found)


def _order(day: EventDate | None) -> tuple[bool, bool, str]:
    """Full days first, then those without a year, then none."""
    return day is None, day is not None and "X" in day.start, day.start if day else ""


def _meant(known: Telling, day: str, proper: bool) -> int:
    """Why a day may be that of an event told with another: no day at all, the same without its year, one near it; 0 where
    it may not."""
    start = known.date.start if known.date else ""
    if not day or not start:
        return NO_DAY * proper
    if "X" in day or "X" in start:
        return NO_YEAR * (day[4:] == start[4:])
    try:
        apart = abs((date.fromisoformat(day[:10]) - date.fromisoformat(start[:10])).days)
    except ValueError:  # only a month or a year is told
        return NEAR_DAY * (day[:7] == start[:7] and proper)
    return NEAR_DAY * (proper and apart <= NEAR)
