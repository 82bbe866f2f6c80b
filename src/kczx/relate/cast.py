"""Whom an article names and who can do something: persons and bodies, in the order of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from kczx.flow import Entity, Findings, Linked
from kczx.mentions import Person
from kczx.relate.frames import tables
from kczx.relate.mentioned import in_site, mentioned_only

BOOK = re.compile("《[^《》\n]{2,80}》")
REPORT = frozenset(["organizations/dateline", "organizations/source"])
"""Rules of bodies that report."""
BY_REPORT = "据"
"""Before a body: it reports."""
POSTED = "驻"
"""Before a body: others are sent to it, 中国常驻联合国代表团."""
REST = re.compile("[^，,。；;：:、的和与及等由向对为将在签举率派赴到“”《》（）() ]{3,10}")
"""What may be the rest of a longer name behind a body's."""
JOINS, DASH = frozenset("·—"), "——"
AHEAD, BEHIND = 80, 8
"""Characters between a body and the name of who holds an office there."""


class Noun(NamedTuple):
    """A person or a body that the text names; `first` is where its own words begin, offices included."""

    first: int
    start: int
    end: int
    entity: Entity
    person: bool


class Cast:
    """The persons and bodies of an article, made once for all its events."""

    __slots__ = (
        "absent",
        "all",
        "all_starts",
        "article",
        "books",
        "findings",
        "free",
        "free_starts",
        "linked",
        "text",
        "waiting",
    )

    def __init__(self, linked: Linked, findings: Findings) -> None:
        self.linked, self.findings, self.article = linked, findings, findings.article
        self.text = findings.article.text
        self.books = [match.span() for match in BOOK.finditer(self.text)]
        self.absent = frozenset(
            p.start for p in findings.people if mentioned_only(linked, findings, p) or self._in_book(p.start, p.end)
        )
        self.waiting: tuple[int, str, list[Person]] = (-2, "", [])
        employing = _employing(findings)
        nouns = sorted(
            [*self._persons(), *self._bodies()],
            key=lambda noun: noun.start,
        )
        self.all = nouns
        self.free = [noun for noun in nouns if noun.person or noun.start not in employing]
        self.all_starts = [noun.start for noun in nouns]
        self.free_starts = [noun.start for noun in self.free]

    def nouns(self, start: int, end: int, employers: bool = False) -> Sequence[Noun]:
        """Those that [start, end) names; bodies that only stand in somebody's office are left out unless `employers` are
        asked for."""
        rows, starts = (self.all, self.all_starts) if employers else (self.free, self.free_starts)
        first = bisect_left(starts, start)
        return rows[first : bisect_left(starts, end, first)]

    def people(self, start: int, end: int) -> list[Person]:
        """Those of the people of [start, end) who can be present."""
        absent = self.absent
        return [
            person for person in self.findings.within(self.findings.people, start, end) if person.start not in absent
        ]

    def person(self, person: Person) -> Entity:
        """Who a name's person is."""
        return self.linked.entity[self.article.id, person.start, "person"]

    def _cut(self, start: int, end: int) -> bool:
        """Whether a name is only a part of one with a dot (买买提·|艾山江) or a dash (中国—|东盟)."""
        before, behind = self.text[max(0, start - 2) : start], self.text[end : end + 2]
        return (before[-1:] in JOINS and before != DASH) or (behind[:1] in JOINS and behind != DASH)

    def _longer(self, start: int, end: int) -> bool:
        """Whether a body only begins the name of another that is not known: 海星证券|先导产业基金."""
        rest = REST.match(self.text, end)
        if rest is None or tables().words["longer_end"].search(self.text, end + 1, rest.end()) is None:
            return False
        return not (
            tables().quick.search(self.text, end, rest.end())
            or tables().part.search(self.text, end, rest.end())
            or self.findings.within(self.findings.organizations, start + 1, rest.end())
        )

    def _in_book(self, start: int, end: int) -> bool:
        """Whether a name is a part of a title (《高松林谈气象》): it takes part in nothing."""
        return any(a < start and end < b and (a + 1, b - 1) != (start, end) for a, b in self.books)

    def _persons(self) -> Iterator[Noun]:
        entity, id = self.linked.entity, self.article.id
        for person in self.findings.people:
            start = person.start
            if start not in self.absent and not self._cut(start, person.end):
                first = min([start, *(title.start for title in person.titles)]) if person.titles else start
                yield Noun(first, start, person.end, entity[id, start, "person"], True)

    def _bodies(self) -> Iterator[Noun]:
        entity, id, dateline = self.linked.entity, self.article.id, self.article.dateline
        for body in self.findings.organizations:
            start = body.start
            if (
                body.rule not in REPORT
                and not dateline(start)
                and not self._in_book(start, body.end)
                and not in_site(self.text, body.end)
                and not self._cut(start, body.end)
                and not self.text.startswith((POSTED, BY_REPORT), start - 1)
                and not self._longer(start, body.end)
            ):
                yield Noun(start, start, body.end, entity[id, start, "organization"], False)


def _employing(findings: Findings) -> frozenset[int]:
    """Where the bodies begin that only stand in somebody's title."""
    return frozenset(
        body.start
        for person in findings.people
        for title in person.titles
        for body in findings.within(findings.organizations, title.start, title.end)
        if body.start - BEHIND <= person.start < body.start + AHEAD
    )
