"""Entities across documents: the same person, body and event; years that another document tells; figures that disagree."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from kczx import records
from kczx.records import ConflictValue, Document, EventDate, Reference

PLAIN = re.compile(r"[“”《》（）()\s·?？、，,‘’]")
SHORTEST_NAME = 6
"""Characters of an event's name that make it a name and not just 工作会议."""


@dataclass(slots=True)
class Corpus:
    """What is remembered of documents while they stream by: names, titles, dates and indicators, no texts."""

    people: dict[str, list[tuple[str, str, list[str]]]] = field(default_factory=dict)
    organizations: dict[str, list[tuple[str, str, list[str], str]]] = field(default_factory=dict)
    events: dict[str, list[tuple[str, str, records.Event]]] = field(default_factory=dict)
    indicators: dict[str, list[ConflictValue]] = field(default_factory=dict)
    forms: dict[str, str] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Remember what a document tells."""
        for person in document.people:
            titles = [(title.organization or "") + title.position for title in person.titles]
            self.people.setdefault(person.name, []).append((document.id, person.id, titles))
        for body in document.organizations:
            key = next(
                (self.forms[form] for form in (body.name, *body.aliases) if form in self.forms and len(form) > 3),
                body.name,
            )
            for form in (body.name, *body.aliases):
                self.forms.setdefault(form, key)
            self.organizations.setdefault(key, []).append((document.id, body.id, [body.name, *body.aliases], body.kind))
        for event in document.events:
            if event.name and len(key := PLAIN.sub("", event.name)) >= SHORTEST_NAME:
                self.events.setdefault(key, []).append((document.id, event.id, event))
        for figure in document.figures:
            if figure.indicator:
                self.indicators.setdefault(figure.indicator, []).append(
                    ConflictValue(value=figure.value, document=document.id, span=figure.span, text=figure.text)
                )

    def needs_year(self, document: Document) -> bool:
        """Whether a document tells a named event's day without a year, so that another document may tell it."""
        return any(event.date and event.date.edtf.startswith("XXXX") and event.name for event in document.events)

    def with_years(self, document: Document) -> Document:
        """The document with the years that other documents tell of the same events."""
        years: dict[str, str] = {}
        for event in document.events:
            if event.date and event.date.edtf.startswith("XXXX-") and event.name:
                told = {
                    other.date.start[:4]
                    for id, _, other in self.events.get(PLAIN.sub("", event.name), [])
                    if id != document.id
                    and other.date
                    and other.date.start[4:] == event.date.start[4:]
                    and other.date.start[:4].isdigit()
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
        """The corpus's record."""
        return records.Corpus(
            people=self._people(),
            organizations=[
                records.CorpusOrganization(
                    name=rows[0][2][0], aliases=_distinct(form for row in rows for form in row[2])[1:], kind=rows[0][3],
                    references=[Reference(document=row[0], id=row[1]) for row in rows],
                )
                for rows in self.organizations.values()
            ],
            events=[
                records.CorpusEvent(
                    kind=rows[0][2].kind, name=max((row[2].name or "" for row in rows), key=len),
                    date=next((row[2].date for row in rows if row[2].date and "X" not in row[2].date.edtf), rows[0][2].date),
                    references=[Reference(document=row[0], id=row[1]) for row in rows],
                )
                for rows in self.events.values()
            ],
            conflicts=[
                records.Conflict(indicator=indicator, values=values)
                for indicator, values in self.indicators.items()
                if len({value.value for value in values}) > 1
            ],
        )  # fmt: skip

    def _people(self) -> list[records.CorpusPerson]:
        """People by name; a name that is another's but for one character, with two of its titles, is that person misspelt."""
        titles = {name: {title for row in rows for title in row[2]} for name, rows in self.people.items()}
        spelt: dict[str, str] = {}
        by_shape: dict[str, list[str]] = {}
        for name in self.people:
            for i in range(len(name)):
                by_shape.setdefault(name[:i] + "?" + name[i + 1 :], []).append(name)
        for names in by_shape.values():
            for name in names[1:]:
                if len(name) > 2 and len(titles[name] & titles[names[0]]) >= 2 and name != names[0]:
                    keep, other = sorted((names[0], name), key=lambda n: (-len(titles[n]), -len(self.people[n])))
                    spelt[other] = keep
        merged: dict[str, list[tuple[str, str, list[str]]]] = {}
        aliases: dict[str, list[str]] = {}
        for name, rows in self.people.items():
            keep = spelt.get(name, name)
            merged.setdefault(keep, []).extend(rows)
            if keep != name:
                aliases.setdefault(keep, []).append(name)
        return [
            records.CorpusPerson(
                name=name, aliases=aliases.get(name, []), titles=_distinct(title for row in rows for title in row[2]),
                references=[Reference(document=row[0], id=row[1]) for row in rows],
            )
            for name, rows in merged.items()
        ]  # fmt: skip


def _distinct(items: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(items))


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
