"""Entities across documents: the same person, body and event; years that another document tells; figures that disagree."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field

from kczx import records
from kczx.link.names import LOCAL, shortened
from kczx.link.same_events import PLAIN, SHORTEST_NAME, Tellings
from kczx.link.series import Series
from kczx.records import Document, EventDate, Reference


@dataclass(slots=True)
class Known:
    """What is remembered of an entity: its forms or titles, and where it stands, two numbers a place (document, entity)."""

    words: dict[str, None] = field(default_factory=dict)
    places: array[int] = field(default_factory=lambda: array("I"))
    kind: str = ""


@dataclass(slots=True)
class KnownEvent:
    """The days of what bears a name: each leads to the document that tells it, "" where several do."""

    days: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Corpus:
    """What is remembered of documents while they stream by: names, titles, dates and indicators, no texts."""

    documents: list[str] = field(default_factory=list)
    people: dict[str, Known] = field(default_factory=dict)
    organizations: dict[str, Known] = field(default_factory=dict)
    events: dict[str, KnownEvent] = field(default_factory=dict)
    tellings: Tellings = field(default_factory=Tellings)
    indicators: Series = field(default_factory=Series)
    forms: dict[str, str] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Remember what a document tells."""
        number = len(self.documents)
        self.documents.append(document.id)
        for person in document.people:
            known = self.people.setdefault(person.name, Known())
            known.words.update(((title.organization or "") + title.position, None) for title in person.titles)
            known.places.extend((number, _number(person.id)))
        for body in document.organizations:
            names = [shortened(form) for form in (body.name, *body.aliases) if LOCAL.match(form) is None]
            own = names[0] if names else f"{number} {body.name}"  # 省科协 is another body in another document
            key = next((self.forms[name] for name in names if name in self.forms and len(name) > 3), own)
            for name in names:
                self.forms.setdefault(name, key)
            known = self.organizations.setdefault(key, Known(kind=body.kind))
            known.words.update(dict.fromkeys([body.name, *body.aliases]))
            known.places.extend((number, _number(body.id)))
        for event in document.events:
            self.tellings.add(event, number)
            if event.name and len(key := PLAIN.sub("", event.name)) >= SHORTEST_NAME:
                self._add_event(self.events.setdefault(key, KnownEvent()), event, number)
        self.indicators.add(document)

    def _add_event(self, known: KnownEvent, event: records.Event, number: int) -> None:
        if event.date:
            document = self.documents[number]
            known.days[event.date.start] = document if known.days.get(event.date.start, document) == document else ""

    def needs_year(self, document: Document) -> bool:
        """Whether a document tells a named event's day without a year, so that another document may tell it."""
        return any(event.date and event.date.edtf.startswith("XXXX") and event.name for event in document.events)

    def with_years(self, document: Document) -> Document:
        """The document with the years that other documents tell of the same events."""
        years: dict[str, str] = {}
        for event in document.events:
            if event.date and event.date.edtf.startswith("XXXX-") and event.name:
                known = self.events.get(PLAIN.sub("", event.name))
                told = {
                    day[:4]
                    for day, by in (known.days.items() if known else ())
                    if by != document.id and day[4:] == event.date.start[4:] and day[:4].isdigit()
                }
                if len(told) == 1:
                    years[event.date.start[4:]] = told.pop()
        if not years:
            return document
        year = next(iter(years.values()))
        return document.model_copy(
            update={
                "dates": [_dated(date, years) for date in document.dates],
                "events": [
                    event.model_copy(update={"date": _with_year(event.date, year)})
                    if event.date and event.date.start[4:] in years and event.date.edtf.startswith("XXXX")
                    else event
                    for event in document.events
                ],
            }
        )

    def record(self) -> records.Corpus:
        """The corpus's record, whole."""
        return records.Corpus(**{name: list(rows) for name, rows in self.sections()})  # type: ignore[arg-type]

    def sections(self) -> Iterator[tuple[str, Iterator[records.Record]]]:
        """Yield the corpus's lists one after the other, each with its records as they are asked for."""
        yield "people", self._people()
        yield "organizations", self._organizations()
        yield "events", self._events()
        yield "indicators", self.indicators.records()
        yield "conflicts", self.indicators.conflicts()

    def _organizations(self) -> Iterator[records.CorpusOrganization]:
        for known in self.organizations.values():
            name = max(
                (form for form in known.words if LOCAL.match(form) is None), key=len, default=next(iter(known.words))
            )
            aliases = [form for form in known.words if form != name]
            references = self._references(known.places, "o")
            yield records.CorpusOrganization(name=name, aliases=aliases, kind=known.kind, references=references)

    def _events(self) -> Iterator[records.CorpusEvent]:
        for told in self.tellings.events():
            yield records.CorpusEvent(
                kind=told.kind,  # type: ignore[arg-type]
                name=told.name, label=told.label, date=told.date, references=self._references(told.places, "e"),
            )  # fmt: skip

    def _people(self) -> Iterator[records.CorpusPerson]:
        """People by name; a name that is another's but for one character, with two of its titles, is that person misspelt."""
        spelt: dict[str, str] = {}
        by_shape: dict[str, list[str]] = {}
        for name in self.people:
            for i in range(len(name)):
                by_shape.setdefault(name[:i] + "?" + name[i + 1 :], []).append(name)
        for names in by_shape.values():
            for name in names[1:]:
                one, other = self.people[names[0]], self.people[name]
                if len(name) > 2 and len(one.words.keys() & other.words.keys()) >= 2 and name != names[0]:
                    keep, wrong = sorted(
                        (names[0], name), key=lambda n: (-len(self.people[n].words), -len(self.people[n].places))
                    )
                    spelt[wrong] = keep
        merged: dict[str, list[str]] = {}
        for name in self.people:
            merged.setdefault(spelt.get(name, name), []).append(name)
        for name, spellings in merged.items():
            titles = dict.fromkeys(title for spelling in spellings for title in self.people[spelling].words)
            references = [
                reference for spelling in spellings for reference in self._references(self.people[spelling].places, "p")
            ]
            aliases = [spelling for spelling in spellings if spelling != name]
            yield records.CorpusPerson(name=name, aliases=aliases, titles=list(titles), references=references)

    def _references(self, places: array[int], letter: str) -> list[Reference]:
        return [
            Reference(document=self.documents[document], id=f"{letter}{number}")
            for document, number in zip(places[::2], places[1::2], strict=True)
        ]


def _number(id: str) -> int:
    """12 of `p12`."""
    return int(id[1:])


def _with_year(date: EventDate, year: str) -> EventDate:
    return EventDate(
        edtf=date.edtf.replace("XXXX", year), start=date.start.replace("XXXX", year), end=date.end.replace("XXXX", year)
    )


def _dated(date: records.Date, years: dict[str, str]) -> records.Date:
    year = years.get(date.edtf[4:10]) if date.edtf.startswith("XXXX") else None
    if year is None:
        return date
    edtf = date.edtf.replace("XXXX", year)
    return date.model_copy(update={"edtf": edtf, "start": edtf[:10], "end": edtf[:10], "basis": "other-document"})
