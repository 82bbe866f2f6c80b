"""Entities across documents: the same person, body and event; years that another document tells; figures that disagree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from kczx import records
from kczx.link.names import LOCAL, shortened
from kczx.link.notebook import Notebook
from kczx.link.same_events import PLAIN, SHORTEST_NAME, Telling, Tellings, key_of
from kczx.link.series import Series
from kczx.records import Document, Event, EventDate, Reference


@dataclass(slots=True)
class Years:
    """The days that documents tell of named events, for those that tell them without a year; all in a file of the process's own."""

    notes: Notebook = field(default_factory=Notebook)

    def add(self, document: Document) -> None:
        """Remember what a document tells."""
        for event in document.events:
            if event.name and event.date and len(name := PLAIN.sub("", event.name)) >= SHORTEST_NAME:
                self.notes.day(name, event.date.start, document.id)

    def needs_year(self, document: Document) -> bool:
        """Whether a document tells a named event's day without a year, so that another document may tell it."""
        return any(event.date and event.date.edtf.startswith("XXXX") and event.name for event in document.events)

    def with_years(self, document: Document) -> Document:
        """The document with the years that other documents tell of the same events."""
        years: dict[str, str] = {}
        for event in document.events:
            if event.date and event.date.edtf.startswith("XXXX-") and event.name:
                told = {
                    day[:4]
                    for day, by in self.notes.days(PLAIN.sub("", event.name))
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


@dataclass(slots=True)
class Corpus(Years):
    """What is remembered of documents while they stream by: names, titles, dates and indicators, no texts.

    All but the indicators is written down in a file, so that memory stays flat.
    """

    count: int = 0
    indicators: Series = field(default_factory=Series)

    def add(self, document: Document) -> None:
        """Remember what a document tells."""
        Years.add(self, document)
        number, notes = self.count, self.notes
        self.count += 1
        notes.document(number, document.id)
        for person in document.people:
            titles = [(title.organization or "") + title.position for title in person.titles]
            notes.entity("person", person.name, "", titles, number, _number(person.id))
        for body in document.organizations:
            forms = [body.name, *body.aliases]
            names = [shortened(form) for form in forms if LOCAL.match(form) is None]
            own = names[0] if names else f"{number} {body.name}"  # 省科协 is another body in another document
            known = (notes.key_of(name) for name in names if len(name) > 3)
            key = next((key for key in known if key is not None), own)
            for name in names:
                notes.bears(name, key)
            notes.entity("organization", key, body.kind, forms, number, _number(body.id))
        for event in document.events:
            if (same := key_of(event)) is not None:
                notes.telling(bool(event.name), same, number, _bare(event))
        self.indicators.add(document)

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

    def events(self) -> Iterator[Telling]:
        """Yield each event once, with the numbers of the documents that tell it."""
        for _, tellings in groupby(self.notes.tellings(), itemgetter(0)):
            same = Tellings()
            for _, document, event in tellings:
                same.add(Event.model_validate_json(event), document)
            yield from same.events()

    def _organizations(self) -> Iterator[records.CorpusOrganization]:
        for entity, _, kind in self.notes.entities("organization"):
            forms = self.notes.words(entity)
            name = max((form for form in forms if LOCAL.match(form) is None), key=len, default=forms[0])
            aliases = [form for form in forms if form != name]
            references = self._references(entity, "o")
            yield records.CorpusOrganization(name=name, aliases=aliases, kind=kind, references=references)

    def _events(self) -> Iterator[records.CorpusEvent]:
        for told in self.events():
            places = zip(told.places[::2], told.places[1::2], strict=True)
            references = [
                Reference(document=self.notes.id_of(document), id=f"e{number}") for document, number in places
            ]
            yield records.CorpusEvent(
                kind=told.kind,  # type: ignore[arg-type]
                name=told.name, label=told.label, date=told.date, references=references,
            )  # fmt: skip

    def _people(self) -> Iterator[records.CorpusPerson]:
        """People by name; a name that is another's but for one character, with two of its titles, is that person misspelt."""
        spelt = self._misspelt()
        wrongly: dict[tuple[int, str], list[tuple[int, str]]] = {}
        for wrong, right in spelt.items():
            wrongly.setdefault(right, []).append(wrong)
        for number, key, _ in self.notes.entities("person"):
            told = spelt.get((number, key), (number, key))
            same = sorted(wrongly.get(told, []) + ([told] if told not in spelt else []))
            if same[0] != (number, key):  # it is told where the first of its spellings is
                continue
            name = told[1]
            titles = dict.fromkeys(title for one, _ in same for title in self.notes.words(one))
            references = [reference for one, _ in same for reference in self._references(one, "p")]
            aliases = [spelling for _, spelling in same if spelling != name]
            yield records.CorpusPerson(name=name, aliases=aliases, titles=list(titles), references=references)

    def _misspelt(self) -> dict[tuple[int, str], tuple[int, str]]:
        """Whom a misspelt name means; each with its number."""
        found: dict[tuple[int, str], tuple[int, str]] = {}
        for first, *others in self.notes.alike("person"):
            one = self.notes.words(first[0])
            for other in others if len(one) > 1 else ():
                two = self.notes.words(other[0])
                if len(set(one) & set(two)) > 1:
                    more = (-len(one), -len(self.notes.places(first[0])))
                    less = (-len(two), -len(self.notes.places(other[0])))
                    keep, wrong = (first, other) if more <= less else (other, first)
                    found[wrong] = keep
        return found

    def _references(self, entity: int, letter: str) -> list[Reference]:
        return [Reference(document=document, id=f"{letter}{number}") for document, number in self.notes.places(entity)]


def _bare(event: Event) -> str:
    """An event as JSON, without the stretches of text that tell of it."""
    return event.model_copy(update={"evidence": []}).model_dump_json()


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
