"""Entities across documents: the same person, body and event; years that another document tells; figures that disagree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from kczx import records
from kczx.link.facts import BODY, INDICATOR, NAMED, PERSON, Fact, facts, known_key, names, number, own_key
from kczx.link.names import LOCAL
from kczx.link.notebook import Notebook
from kczx.link.same_events import PLAIN, SHORTEST_NAME, Telling, Tellings
from kczx.link.series import Series
from kczx.link.spellings import SHARED, Spellings, are_one, keeps_first, person
from kczx.records import Document, Event, EventDate, IndicatorValue, Organization, Reference

EventPlace = tuple[bool, int, int]
"""Where the events of a key first stand: those with a name first; then document and event."""


def days_told(document: Document) -> Iterator[tuple[str, str]]:
    """Yield the names of a document's events, as they are known again, each with its day."""
    for event in document.events:
        if event.name and event.date and len(name := PLAIN.sub("", event.name)) >= SHORTEST_NAME:
            yield name, event.date.start


def lacking(document: Document) -> Iterator[str]:
    """Yield those of the events whose day is told without a year, so that another document may tell it."""
    for event in document.events:
        if event.name and event.date and event.date.edtf.startswith("XXXX"):
            yield PLAIN.sub("", event.name)


@dataclass(slots=True)
class Years:
    """The days that documents tell of named events, for those that tell them without a year; all in a file of the process's own."""

    notes: Notebook = field(default_factory=Notebook)

    def add(self, document: Document) -> None:
        """Remember what a document tells."""
        for name, day in days_told(document):
            self.notes.day(name, day, document.id)

    def needs_year(self, document: Document) -> bool:
        """Whether a document tells a named event's day without a year, so that another document may tell it."""
        return any(True for _ in lacking(document))

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
        place = self.count
        self.count += 1

        def body_key(body: Organization) -> str:
            known = names(body)
            return known_key(known, self.notes) if known else own_key(body.name, place)

        self.tell(place, document.id, facts(document, body_key))

    def tell(self, document: int, id: str, told: Iterable[Fact]) -> None:
        """Remember facts of a document, given its number in the run and its id."""
        notes = self.notes
        notes.document(document, id)
        for sort, key, place, kind, words, record in told:
            if sort in (PERSON, BODY):
                notes.entity(sort, key, kind, words, document, place)
            elif sort == INDICATOR:
                value = IndicatorValue.model_validate_json(record)
                self.indicators.add(key, words[0], value, (document, place))
            else:
                notes.telling(sort == NAMED, key, document, record)

    def record(self) -> records.Corpus:
        """The corpus's record, whole."""
        return records.Corpus(**{name: list(rows) for name, rows in self.sections()})  # type: ignore[arg-type]

    def sections(self) -> Iterator[tuple[str, Iterator[records.Record]]]:
        """Yield the corpus's lists one after the other, each with its records as they are asked for."""
        yield "people", self._people()
        yield "organizations", (body for _, body in self.bodies())
        yield "events", (event for _, event in self.placed_events())
        yield "indicators", (record for _, record in self.indicators.records())
        yield "conflicts", (record for _, record in self.indicators.conflicts())

    def events(self) -> Iterator[Telling]:
        """Yield each event once, with the numbers of the documents that tell it."""
        return (telling for _, telling in self._placed_events())

    def _placed_events(self) -> Iterator[tuple[EventPlace, Telling]]:
        for (named, _), tellings in groupby(self.notes.tellings(), itemgetter(0)):
            same, first = Tellings(), None
            for _, document, told in tellings:
                event = Event.model_validate_json(told)
                first = first or (not named, document, number(event.id))
                same.add(event, document)
            for telling in same.events():
                assert first is not None
                yield first, telling

    def bodies(self) -> Iterator[tuple[int, records.CorpusOrganization]]:
        """Yield each body with its number in the notebook."""
        for entity, _, kind in self.notes.entities(BODY):
            forms = self.notes.words(entity)
            name = max((form for form in forms if LOCAL.match(form) is None), key=len, default=forms[0])
            aliases = [form for form in forms if form != name]
            references = self.references(entity, "o")
            yield entity, records.CorpusOrganization(name=name, aliases=aliases, kind=kind, references=references)

    def placed_events(self) -> Iterator[tuple[EventPlace, records.CorpusEvent]]:
        """Yield each event once, with where those of its key first stand."""
        for first, told in self._placed_events():
            places = zip(told.places[::2], told.places[1::2], strict=True)
            references = [Reference(document=self.notes.id_of(document), id=f"e{place}") for document, place in places]
            yield first, records.CorpusEvent(
                kind=told.kind,  # type: ignore[arg-type]
                name=told.name, label=told.label, date=told.date, references=references,
            )  # fmt: skip

    def _people(self) -> Iterator[records.CorpusPerson]:
        """People by name; a name that is another's but for one character, with two of its titles, is that person misspelt."""
        spelt = Spellings(self._misspelt())
        for entity, key, _ in self.notes.entities(PERSON):
            same = spelt.of((entity, key))
            if same[0] == (entity, key):  # it is told where the first of its spellings is
                titles = [self.notes.words(one) for one, _ in same]
                references = [reference for one, _ in same for reference in self.references(one, "p")]
                yield person(spelt.right((entity, key))[1], [name for _, name in same], titles, references)

    def _misspelt(self) -> Iterator[tuple[tuple[int, str], tuple[int, str]]]:
        """Yield misspelt names with whom they mean; each with its number."""
        for first, *others in self.notes.alike(PERSON):
            one = self.notes.words(first[0])
            for other in others if len(one) >= SHARED else ():
                two = self.notes.words(other[0])
                if are_one(one, two):
                    times = len(self.notes.places(first[0])), len(self.notes.places(other[0]))
                    keeps = keeps_first(one, times[0], two, times[1])
                    yield (other, first) if keeps else (first, other)

    def references(self, entity: int, letter: str) -> list[Reference]:
        """Where an entity stands."""
        return [Reference(document=document, id=f"{letter}{number}") for document, number in self.notes.places(entity)]


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
