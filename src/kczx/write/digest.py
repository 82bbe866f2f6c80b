"""What a person is told first: events in order of time, people and bodies by weight, figures once each."""

from __future__ import annotations

from dataclasses import dataclass, field

from kczx.records import Document, Event, Extraction, Figure, Title

LEADING_ROLES = (
    "chair", "speaker", "visitor", "host", "awarder", "recipient", "signatory", "appointee", "publisher", "attendee",
    "organizer", "co_organizer", "initiator", "supporter", "participant",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event and the document that tells it."""

    event: Event
    document: Document

    @property
    def year(self) -> str:
        """`2021`, `XXXX` where the day is known and the year is not, or nothing."""
        return self.event.date.edtf[:4] if self.event.date else ""

    @property
    def day(self) -> str:
        """The date without its year, ranges shortened: `06-05/07`, `05-31/06-01`, `06`."""
        if self.event.date is None:
            return ""
        first, _, last = (part.partition("T")[0] for part in self.event.date.edtf.partition("/"))
        if not last or last == first:
            return first[5:]
        if last[:4] != first[:4]:
            return f"{first[5:]}/{last}"
        return f"{first[5:]}/{last[8:] if last[:7] == first[:7] else last[5:]}" if first[5:] else ""

    @property
    def weight(self) -> int:
        """How much there is to tell: a name and a place count most, then those who took part."""
        event = self.event
        persons = sum(participant.type == "person" for participant in event.participants)
        others = len(event.participants) - persons
        return (
            4 * bool(event.name)
            + 3 * bool(event.date)
            + 2 * min(persons, 4)
            + min(others, 2)
            + min(len(event.evidence), 3)
        )


@dataclass(slots=True)
class Known:
    """A person or an organization across the documents."""

    name: str
    aliases: list[str]
    mentions: int = 0
    documents: int = 0
    titles: list[Title] = field(default_factory=list)


@dataclass(slots=True)
class Counted:
    """A figure, once however often it is told."""

    figure: Figure
    documents: list[Document]
    times: int = 1


def events(run: Extraction) -> list[ToldEvent]:
    """The events in order of time, those without a year behind them, those without a date last.

    Of an event that several documents tell, the telling with most in it stands for all.
    """
    told = {
        (document.id, event.id): ToldEvent(event, document) for document in run.documents for event in document.events
    }
    for shared in run.corpus.events:
        keys = dict.fromkeys((reference.document, reference.id) for reference in shared.references)
        tellings = sorted((key for key in keys if key in told), key=lambda key: -told[key].weight)
        days: set[str] = set()
        tellings.sort(key=lambda key: not _when(told[key]))  # those without a day last: they stand only where all are
        for key in tellings:
            day = _when(told[key])
            if day in days or (days and not day):
                del told[key]
            days.add(day)
    return sorted(
        told.values(), key=lambda it: (not it.year, not it.year.isdigit(), it.event.date.start if it.event.date else "")
    )


def people(run: Extraction) -> list[Known]:
    """People across the documents, those named most often first, with their titles."""
    records = {(document.id, person.id): person for document in run.documents for person in document.people}
    found = []
    for known in run.corpus.people:
        own = [records[key] for reference in known.references if (key := (reference.document, reference.id)) in records]
        titles = {(title.organization, title.position): title for person in own for title in person.titles}
        mentions, documents = sum(len(person.mentions) for person in own), len({r.document for r in known.references})
        found.append(Known(known.name, known.aliases, mentions, documents, list(titles.values())))
    return sorted(found, key=lambda known: (-known.documents, -known.mentions, not known.titles))


def organizations(run: Extraction) -> list[Known]:
    """Organizations across the documents, those named most often first."""
    records = {(document.id, body.id): body for document in run.documents for body in document.organizations}
    found = []
    for known in run.corpus.organizations:
        own = [records[key] for reference in known.references if (key := (reference.document, reference.id)) in records]
        found.append(
            Known(
                known.name,
                known.aliases,
                sum(len(body.mentions) for body in own),
                len({r.document for r in known.references}),
            )
        )
    return sorted(found, key=lambda known: (-known.mentions, -known.documents))


def figures(run: Extraction) -> list[Counted]:
    """Figures that count something: indicators first, then those told most often, then the larger."""
    found: dict[tuple[object, ...], Counted] = {}
    for document in run.documents:
        for figure in document.figures:
            if not figure.indicator and (not figure.unit or not figure.counted):
                continue
            key = (figure.value, figure.unit, figure.indicator or figure.counted)
            if key in found:
                found[key].times += 1
                found[key].documents += [document] if document not in found[key].documents[-1:] else []
            else:
                found[key] = Counted(figure, [document])
    return sorted(
        found.values(), key=lambda it: (not it.figure.indicator, it.figure.indicator or "", -it.times, -it.figure.value)
    )


def _when(told: ToldEvent) -> str:
    return told.event.date.edtf if told.event.date else ""
