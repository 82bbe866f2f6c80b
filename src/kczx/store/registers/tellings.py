"""What documents tell that registers and series are made of: parts in events, offices, bodies, values; from records in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Protocol

from kczx.records import Document, Event, Figure, Mention, Person, Title
from kczx.store.registers.definitions import Register

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """Where something is told: the document, its path, the span and its text, and when that came out."""

    document: str
    path: str
    span: Span
    text: str
    published: str | None


@dataclass(frozen=True, slots=True)
class Part:
    """Somebody's part in a held event, as one document tells it; `key` is the same for the same one in all documents."""

    kind: str
    name: str | None
    day: str | None  # the first day of the event; None where that is not known
    role: str
    type: str
    key: str
    member: str
    evidence: tuple[tuple[Span, str], ...]
    source: Source


@dataclass(frozen=True, slots=True)
class Office:
    """A title that a document gives a person; `since` and `until` where an appointment tells the day."""

    key: str
    person: str
    organization: str | None
    position: str
    since: str | None
    until: str | None
    source: Source


@dataclass(frozen=True, slots=True)
class Body:
    """A body that a document names."""

    key: str
    name: str
    source: Source


@dataclass(frozen=True, slots=True)
class Value:
    """A value of an indicator, as one document tells it."""

    indicator: str
    unit: str | None
    value: float | int
    low: float | int | None
    high: float | int | None
    qualifier: str | None
    planned: bool
    as_of: str | None
    owner: str | None
    source: Source


class Tellings(Protocol):
    """What is told, for a register: by documents in memory (`Of`) or in a store (`kczx.store.registers.stored`)."""

    def parts(self, register: Register) -> Iterable[Part]:
        """The parts in held events of its kinds, in its roles."""

    def offices(self, register: Register, person: str = "") -> Iterable[Office]:
        """The titles whose position and body it asks for, of all or of one person."""

    def bodies(self, register: Register) -> Iterable[Body]:
        """The bodies with such a name, each document's once."""

    def values(self, indicator: str = "") -> Iterable[Value]:
        """The values of an indicator, or of all."""

    def organizations(self, document: str) -> Iterable[str]:
        """The names of all bodies of a document."""


def day_of(day: str | None) -> str | None:
    """A day as far as it is known; None where not even the year is.

    >>> day_of("2021-01-18"), day_of("XXXX-01-18"), day_of(None)
    ('2021-01-18', None, None)
    """
    return day if day and day[:4].isdigit() else None


class Of:
    """What documents in memory tell."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = list(documents)

    def parts(self, register: Register) -> Iterator[Part]:
        for document in self.documents:
            codes = {place.id: place.code or place.name for place in document.places}
            for event in document.events:
                if event.kind not in register.events or event.status != "held":
                    continue
                told = tuple((mention.span, mention.text) for mention in event.evidence)
                for part in event.participants:
                    if part.role in register.roles and part.type in register.members:
                        key = f"{part.type} {codes.get(part.ref or '', part.name)}"
                        yield Part(
                            event.kind, event.name, day_of(event.date.start if event.date else None), part.role, part.type, key,
                            part.name, told, self._source(document, event.evidence[0], event.article),
                        )  # fmt: skip

    def offices(self, register: Register, person: str = "") -> Iterator[Office]:
        for document in self.documents:
            appointments = [e for e in document.events if e.kind == "appointment" and e.status == "held"]
            for one in document.people:
                if person and person not in (one.name, *one.aliases):
                    continue
                for title in one.titles:
                    if holds(register, title.position, title.organization):
                        yield self._office(register, document, one, title, appointments)

    def bodies(self, register: Register) -> Iterator[Body]:
        for document in self.documents:
            for body in document.organizations if register.bodies else ():
                if register.bodies and register.bodies.search(body.name) and body.mentions:
                    yield Body(body.name, body.name, self._source(document, body.mentions[0]))

    def values(self, indicator: str = "") -> Iterator[Value]:
        for document in self.documents:
            for figure in document.figures:
                if figure.indicator and indicator in ("", figure.indicator):
                    source = self._source(document, figure)
                    yield Value(
                        figure.indicator, figure.unit, figure.value, figure.low, figure.high, figure.qualifier,
                        figure.planned, figure.as_of or source.published, figure.owner, source,
                    )  # fmt: skip

    def organizations(self, document: str) -> Iterator[str]:
        for one in self.documents:
            if one.id == document:
                yield from (name for body in one.organizations for name in (body.name, *body.aliases))

    def _office(
        self, register: Register, document: Document, person: Person, title: Title, appointments: list[Event]
    ) -> Office:
        source = self._source(document, title)
        if source.published is None:
            source = replace(source, published=_told_with(document, title.span))
        told = Office(person.name, person.name, title.organization, title.position, None, None, source)
        for event in appointments:
            if not any(p.ref == person.id and p.role == "appointee" for p in event.participants):
                continue
            names, evidence = [m.span for m in person.mentions], [(m.span, m.text) for m in event.evidence]
            day = event.date.start if event.date else None
            told = appointed(register, told, names, evidence, day)
        return told

    @staticmethod
    def _source(document: Document, where: Mention | Title | Figure, article: str | None = None) -> Source:
        span = where.span
        day = next(
            (a.published for a in document.articles if (a.id == article if article else _within(span, a.spans))),
            None,
        )
        text = where.position if isinstance(where, Title) else where.text
        return Source(document.id, document.path, span, text, day or document.published)


def _told_with(document: Document, span: Span) -> str | None:
    """The first day of the held events in whose sentences something stands, where its document tells no day of its own."""
    days = [
        event.date.start
        for event in document.events
        if event.date and event.status == "held" and _within(span, [mention.span for mention in event.evidence])
    ]
    return min((day for day in days if day_of(day)), default=None)


def _within(span: Span, spans: Iterable[Span]) -> bool:
    return any(start <= span[0] < end for start, end in spans)


def holds(register: Register, position: str, organization: str | None) -> bool:
    """Whether a register asks for an office: by its position, and its body where one is asked for."""
    if register.offices is None or register.offices.search(position) is None:
        return False
    return register.body is None or bool(organization and register.body.search(organization))


def appointed(
    register: Register, told: Office, names: Iterable[Span], evidence: Iterable[tuple[Span, str]], day: str | None
) -> Office:
    """An office with the day since or until when it is held, where it stands behind the person's name in a sentence that tells of
    the appointment; a sentence that tells of both an end and a beginning tells of neither here."""
    day, at, names = day_of(day), told.source.span[0], list(names)
    if day is None or register.begun is None or register.ended is None:
        return told
    for (start, end), text in evidence:
        if not start <= at < end or not any(start <= name[0] < at for name in names):
            continue
        begun, ended = (pattern.search(text) is not None for pattern in (register.begun, register.ended))
        if begun != ended:
            return replace(told, until=day) if ended else replace(told, since=day)
    return told
