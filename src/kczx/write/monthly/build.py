"""Puts a run's items under their headings, in the order of sections.toml."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, Literal

from kczx.records import Document, Extraction
from kczx.write.divisions import codes_of
from kczx.write.labels import labels
from kczx.write.monthly import homes
from kczx.write.monthly.figures import changes, conflicts
from kczx.write.monthly.highlights import highlights
from kczx.write.monthly.items import Told, told
from kczx.write.monthly.once import once
from kczx.write.monthly.period import Period
from kczx.write.monthly.report import Group, Item, Notes, Report, Section, Table
from kczx.write.monthly.words import Words, words

By = Literal["place", "organization", "kind"]
PLACED = ("city", "society", "province", "other")
"""The sections of headings, in the order in which those of what came in late follow each other."""


def report(
    run: Extraction, period: Period, by: By | None = None, only: Collection[tuple[str, str]] | None = None
) -> Report:
    """The digest of a period: in the staff's form or, with `by`, with a section for each place, body or kind of event.

    `run` holds all documents, also those of other months, out of which figures are compared.  With `only` it tells of these
    events, each by its document and id.
    """
    return _Builder(run, period, by, words(), only).report()


def late(rows: Words) -> int:
    """Days before the period that are told where they came in late."""
    return next((int(row["days"]) for row in rows.sections if row["kind"] == "late"), 0)


class _Builder:
    def __init__(
        self, run: Extraction, period: Period, by: By | None, rows: Words, only: Collection[tuple[str, str]] | None
    ) -> None:
        self.run, self.period, self.by, self.words = run, period, by, rows
        self.notes = Notes()
        items = sorted(once(told(run, period, rows, only)), key=lambda it: it.order)
        self.items = [it for it in items if it.where == "in"]
        self.late = [it for it in items if it.where == "before"]
        self.undated = [it for it in items if it.where == "unknown"]
        self.documents = {document.id: document for document in run.documents}

    def report(self) -> Report:
        sections, number = [], 0
        for row in self.words.sections:
            for section in self.section(row):
                if section:
                    if row.get("numbered", True):
                        number += 1
                        section.heading = self.words.put("number", self.words.numeral(number)) + section.heading
                    sections.append(section)
        return Report(self.title(), sections, self.notes.notes)

    def title(self) -> str:
        since, until = self.period.since, self.period.until
        if since == until:
            return self.words["title"].replace("{period}", self.words.day(since))
        ends = (self.words.day(since) if since else "") + self.words["to"] + (self.words.day(until) if until else "")
        return self.words["title_range"].replace("{period}", ends)

    def section(self, row: Mapping[str, Any]) -> Iterable[Section]:
        kind, heading = str(row["kind"]), str(row["heading"])
        if self.by is not None and kind in (*PLACED, "rank"):
            if kind == "other":  # where the staff's form ends, the other begins
                yield from self.sorted_by(self.by)
        elif kind == "highlights":
            yield Section(heading, [Group("", self.highlights(row))])
        elif kind == "rank":
            listed = [it for it in self.items if it.home.kind == "rank" and it.home.order == str(row["from"])]
            yield Section(heading, [Group("", [self.item(it) for it in listed])])
        elif kind in PLACED:
            yield Section(heading, self.groups(it for it in self.items if it.home.kind == kind))
        elif kind == "late":
            yield Section(heading, self.groups(self.late))
        elif kind == "figures":
            yield Section(heading, table=changes(self.run, self.period, self.items, self.notes, self.words))
        elif kind == "open":
            disagreeing = Group(self.words["conflicts"], conflicts(self.run, self.period, self.notes, self.words))
            undated = Group(self.words["undated"], [self.item(it, it.home.name) for it in self.by_home(self.undated)])
            yield Section(heading, self.numbered([group for group in (disagreeing, undated) if group.items]))
        elif kind == "sources":
            yield Section(heading, table=self.sources())

    def highlights(self, row: Mapping[str, Any]) -> list[Item]:
        fit = [it for it in self.items if it.home.rank <= row["rank"]]
        return [
            Item(self.lead(it, brief.dated), brief.first, self.notes.all([(brief.document, brief.spans[0])]))
            for it, brief in highlights(fit, row["most"])
        ]

    def item(self, it: Told, name: str = "") -> Item:
        places = [(passage.document, span) for passage in it.tellings for span in passage.spans]
        lead = self.words.put("lead", name) if name else ""
        return Item(lead + self.lead(it, it.passage.dated), it.passage.text, self.notes.all(places))

    def lead(self, it: Told, dated: bool) -> str:
        """The day, where the text does not begin with it."""
        several = self.period.first[:4] != self.period.last[:4]
        dated = dated and not several
        told = [self.words.days(it.date, several or it.where == "unknown")] if it.date and not dated else []
        told += [self.words[it.status]] if it.status != "held" and told else []
        return self.words.put("lead", self.words["comma"].join(told)) if told else ""

    def groups(self, items: Iterable[Told]) -> list[Group]:
        """Items under the headings of their cities, societies and provinces."""
        found: dict[tuple[str, str], Group] = {}
        for it in self.by_home(items):
            found.setdefault((it.home.kind, it.home.name), Group(it.home.name)).items.append(self.item(it))
        return self.numbered(list(found.values()))

    def numbered(self, groups: list[Group]) -> list[Group]:
        """The groups, with numbers before the names of those that have one."""
        for number, group in enumerate([group for group in groups if group.name], 1):
            group.name = self.words.put("subnumber", self.words.numeral(number)) + group.name
        return groups

    def by_home(self, items: Iterable[Told]) -> list[Told]:
        return sorted(items, key=lambda it: (*_section(it), it.home.order, it.home.name, *it.order))

    def sorted_by(self, by: By) -> Iterable[Section]:
        """A section for each place, body or kind, the fullest first; divisions before other places, in the order of their codes."""
        kinds = labels("zh")
        name: Callable[[Told], str] = {
            "place": lambda it: it.home.name if it.home.kind in ("city", "province") else self.place(it),
            "organization": lambda it: next(iter([body for event in it.events for body in homes.actors(event)]), ""),
            "kind": lambda it: kinds.kind(it.events[0].kind),
        }[by]
        found: dict[str, list[Told]] = {}
        for it in self.by_home(self.items) if by == "place" else self.items:
            found.setdefault(name(it) or self.words["all"], []).append(it)
        codes = {heading: codes_of(heading, {}) if by == "place" else "" for heading in found}
        order = sorted(found, key=lambda it: (it == self.words["all"], not codes[it], codes[it], -len(found[it])))
        for heading in order:
            yield Section(heading, [Group("", [self.item(it) for it in found[heading]])])

    def place(self, it: Told) -> str:
        """The city of an event that stands elsewhere than under a city."""
        return next((homes.where(event, it.passage.document) for event in it.events if event.place), "")

    def sources(self) -> Table:
        """The documents that are cited, and how often."""
        cited = Counter(note.document.id for note in self.notes.notes)
        rows: list[tuple[tuple[str, ...], tuple[int, ...]]] = []
        for id, count in cited.items():
            it = self.documents[id]
            rows.append(((str(len(rows) + 1), named(it, self.words, it.title), it.published or "", str(count)), ()))
        return Table(self.words.columns("source_columns"), rows)


def named(document: Document, rows: Words, title: str | None) -> str:
    """What a document is called: a title, who published it, and its path."""
    parts = [rows.put("article", title)] if title else []
    parts += [document.publisher] if document.publisher else []
    return rows["comma"].join([*parts, document.path])


def _section(it: Told) -> tuple[int]:
    return (PLACED.index(it.home.kind) if it.home.kind in PLACED else -1,)
