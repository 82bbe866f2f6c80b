"""What a person is told first: events in order of time, people and bodies by weight, figures once each."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from kczx.records import Document, Event, Extraction, Figure, Title
from kczx.write import ranks, weights

LEADING_ROLES = (
    "chair", "speaker", "visitor", "host", "awarder", "recipient", "signatory", "appointee", "publisher", "attendee",
    "organizer", "co_organizer", "initiator", "supporter", "participant",
)  # fmt: skip
GREW = re.compile(
    "(?:同比|环比|比?(?:上年|去年|上月|上季度)(?:同期)?|较(?:上年|去年|上月)(?:同期)?)?"
    "(?:实际|累计|净)?(?:增长|增加|提高|提升|上升|上涨|扩大|下降|下跌|降低|减少|回落)(?:率|幅度)?$"
)
"""How what is counted ends where it is a growth or a fall."""


@dataclass(frozen=True, slots=True)
class ToldEvent:
    """An event and the document that tells it."""

    event: Event
    document: Document
    rank: int = ranks.NONE
    """Of the first among those who took part."""
    papers: int = 1
    """Documents that tell it."""

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
        """How much there is to tell, and of whom."""
        return weights.of_event(self.event, self.rank, self.papers)


@dataclass(slots=True)
class Known:
    """A person or an organization across the documents."""

    name: str
    aliases: list[str]
    mentions: int = 0
    documents: int = 0
    events: int = 0
    """In which they took part."""
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
    people = ranks.of_people(run)
    told = {
        (document.id, event.id): ToldEvent(event, document, ranks.of_event(event, document.id, people))
        for document in run.documents
        for event in document.events
    }
    for shared in run.corpus.events:
        keys = dict.fromkeys((reference.document, reference.id) for reference in shared.references)
        tellings = sorted((key for key in keys if key in told), key=lambda key: -told[key].weight)
        days: dict[str, tuple[str, str]] = {}
        tellings.sort(key=lambda key: not _when(told[key]))  # those without a day last: they stand only where all are
        for key in tellings:
            day = _when(told[key])
            kept = days.get(day) or (next(iter(days.values())) if days and not day else None)
            if kept is None:
                days[day] = key
                continue
            first, other = told[kept], told.pop(key)
            papers = first.papers + (other.document.id != first.document.id)
            told[kept] = replace(first, rank=min(first.rank, other.rank), papers=papers)
    return sorted(
        told.values(), key=lambda it: (not it.year, not it.year.isdigit(), it.event.date.start if it.event.date else "")
    )


def people(run: Extraction) -> list[Known]:
    """People across the documents, the weightiest first, with their titles, the highest first."""
    records = {(document.id, person.id): person for document in run.documents for person in document.people}
    taken = _taken(run)
    found: list[tuple[int, Known]] = []
    for known in run.corpus.people:
        keys = [key for reference in known.references if (key := (reference.document, reference.id)) in records]
        own = [records[key] for key in keys]
        titles = _offices({(title.organization, title.position): title for person in own for title in person.titles})
        mentions, documents = sum(len(person.mentions) for person in own), len({r.document for r in known.references})
        events = sum(taken.get(key, 0) for key in keys)
        weight = (
            weights.up_to("people", "document", "documents", documents)
            + weights.up_to("people", "event", "events", events)
            + weights.by_rank("people", min(map(ranks.rank, titles), default=ranks.NONE))
            + weights.table("people")["titled"] * bool(titles)
        )
        found.append((weight, Known(known.name, known.aliases, mentions, documents, events, titles)))
    return [known for _, known in sorted(found, key=lambda it: (-it[0], -it[1].documents, -it[1].mentions))]


def _offices(titles: dict[tuple[str | None, str], Title]) -> list[Title]:
    """A person's offices, the highest first, none of which only says a part of another (总书记 beside 中共中央总书记)."""
    whole = {title: (title.organization or "") + title.position for title in titles.values()}
    kept = [
        title
        for title, text in whole.items()
        if title.organization or not any(other.endswith(text) for it, other in whole.items() if it is not title)
    ]
    return sorted(kept, key=ranks.rank)


def organizations(run: Extraction) -> list[Known]:
    """Organizations across the documents, the weightiest first: those that took part in most, and national ones."""
    records = {(document.id, body.id): body for document in run.documents for body in document.organizations}
    taken, rows = _taken(run), weights.table("organizations")
    found: list[tuple[int, Known]] = []
    for known in run.corpus.organizations:
        keys = [key for reference in known.references if (key := (reference.document, reference.id)) in records]
        mentions, documents = (
            sum(len(records[key].mentions) for key in keys),
            len({r.document for r in known.references}),
        )
        events = sum(taken.get(key, 0) for key in keys)
        names = (known.name, *known.aliases)
        weight = (
            weights.up_to("organizations", "document", "documents", documents)
            + weights.up_to("organizations", "event", "events", events)
            + rows["national"] * any(map(ranks.is_national, names))
            + rows["society"] * any(map(ranks.is_society, names))
        )
        found.append((weight, Known(known.name, known.aliases, mentions, documents, events)))
    return [known for _, known in sorted(found, key=lambda it: (-it[0], -it[1].documents, -it[1].mentions))]


def _taken(run: Extraction) -> Counter[tuple[str, str]]:
    """In how many events each person and body took part, by document and id."""
    return Counter(
        (document.id, ref)
        for document in run.documents
        for event in document.events
        for ref in {part.ref for part in event.participants if part.ref}
    )


def figures(run: Extraction) -> list[Counted]:
    """Figures that count something, the weightiest first: indicators, then those of which is told whose and of when they are."""
    found: dict[tuple[object, ...], Counted] = {}
    for document in run.documents:
        for figure in document.figures:
            if not figure.indicator and (not figure.unit or not figure.counted or weights.is_trivial(figure)):
                continue
            key = (figure.value, figure.unit, figure.indicator or _plain(figure))
            if key in found:
                found[key].times += 1
                found[key].documents += [document] if document not in found[key].documents[-1:] else []
            else:
                found[key] = Counted(figure, [document])
    ordered = sorted(
        found.values(),
        key=lambda it: (
            not it.figure.indicator,
            it.figure.indicator or "",
            -weights.of_figure(it.figure, len({document.id for document in it.documents})),
        ),
    )
    return _levels_first(ordered)


def _levels_first(ordered: list[Counted]) -> list[Counted]:
    """The figures, before each growth or fall the levels of the same thing that would come behind it."""
    levels: dict[tuple[str, str], list[Counted]] = {}
    for it in ordered:
        if not it.figure.change:
            levels.setdefault(thing(it.figure), []).append(it)
    found: dict[int, Counted] = {}
    for it in ordered:
        if it.figure.change:
            found.update((id(level), level) for level in levels.get(thing(it.figure), ()))
        found.setdefault(id(it), it)
    return list(found.values())


def thing(figure: Figure) -> tuple[str, str]:
    """What a figure is of and whose, be it how much there is or by how much it grew (企业同比增长 beside 企业)."""
    return figure.owner or "", figure.indicator or GREW.sub("", _plain(figure))


def _plain(figure: Figure) -> str:
    """What is counted, without whose it is before it: 国家电网固定资产投资 of 国家电网 is 固定资产投资."""
    return (figure.counted or "").removeprefix(figure.owner or "")


def _when(told: ToldEvent) -> str:
    return told.event.date.edtf if told.event.date else ""
