"""Offices that leave their employer out → the only body told before that has such an officer: 某学会召开年会，|理事长|…致辞."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from kczx import lexicon
from kczx.flow import Entity, Findings, Linked
from kczx.link.people import Found, bare
from kczx.mentions import Organization, Title

LONGEST = 2000
"""Characters of a sentence, at most, in which 我校 is looked for."""
SENTENCES_BACK = 2
"""Sentences before that of an office in which its body may stand."""
MOST = 40
Stretch = tuple[int, int]
"""Bodies of a sentence that are looked at."""
PRONOUN = "organizations/pronoun"
BEFORE = "before"
OTHERS = re.compile("等")
"""Behind the bodies of a row that are told as some of many: 甲大学、乙研究所|等7家单位."""
ROW = ("、", "和", "与", "及")
OURS = re.compile("(?:我(?=[校院所会局厅市县区省])|本(?=[校院所]))")
"""Whose the page is: an officer told without his body is its own."""
HOLDS = re.compile(
    "[^，。；、和与]{0,12}?(?:召开|举行|举办|主办|承办|第[一二三四五六七八九十百\\d]{1,4}[届次]|年会|大会|会议)"
)
"""Behind a body that holds a meeting."""
HEADINGS = frozenset(["title", "section"])
CLEAR = re.compile(
    "(?:[原前副代]|前任|名誉|荣誉|常务|执行|首席|候任|新任|现任|第一|首任|兼职|驻会|专职|[一二三四]级|校|院|[局厅司]?机关)*"
)
"""What may stand before an office's word that makes it no other office: 名誉|理事长, but not 大会|主席."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """What the names of bodies end with that have an office, or which kinds of bodies; neither: that of the officer before."""

    endings: tuple[str, ...]
    placed: tuple[
        str, ...
    ]  # endings of bodies whose names begin with a place: a college by itself is a part of a university
    kinds: frozenset[str]

    def hold(self, findings: Findings, body: Organization, *names: str) -> bool:
        """Whether a body has the office that is told under some names."""
        if body.kind in self.kinds or any(name.endswith(self.endings) for name in names):
            return True
        at = body.start
        return body.text.endswith(self.placed) and bool(findings.within(findings.located, at, at + 1))


@lexicon.cached
def offices() -> dict[str, Bodies]:
    """Offices with the bodies that have them."""
    found = {}
    for word, bodies in lexicon.rows("link/offices.tsv", 2):
        told: dict[str, list[str]] = {}
        for body in bodies.split(",") if bodies != BEFORE else ():
            how, _, ending = body.rpartition(":")
            told.setdefault(how, []).append(ending)
        found[word] = Bodies(tuple(told.get("", ())), tuple(told.get("placed", ())), frozenset(told.get("kind", ())))
    return found


def employed(linked: Linked) -> None:
    """Give the people of a document the employers of those offices that name none."""
    told: dict[str, list[tuple[Title, Entity]]] = {}
    for entity in linked.people:
        for article, title in entity.titles:
            told.setdefault(article.id, []).append((title, entity))
    for findings in linked.findings:
        held = sorted(told.get(findings.article.id, ()), key=lambda one: one[0].start)
        if any(title.organization is None for title, _ in held):
            _article(findings, held, linked.entity)


def _article(findings: Findings, held: Sequence[tuple[Title, Entity]], found: Found) -> None:
    """The same for the titles of an article, in the order of the text."""
    article = findings.article
    taken = {title.start for title, _ in held if title.organization is not None}
    headings = [zone[:2] for zone in article.zones if zone.kind in HEADINGS][:MOST]
    last: tuple[int, str] | None = None  # the sentence of the officer told last, and his body
    for title, entity in held:
        sentence = article.sentence(title.start)
        body = title.organization
        if body is None and (bodies := _bodies(title.position)) is not None:
            if any(other.organization and other.position == title.position for _, other in entity.titles):
                continue
            if bodies.endings or bodies.kinds:
                body = _body(findings, title, bodies, taken, found, headings)
            elif last is not None and last[0] == sentence:
                body = last[1]
            if body is not None:
                entity.titles = [
                    (at, replace(one, organization=body) if one is title else one) for at, one in entity.titles
                ]
        if body is not None:
            last = sentence, body


def _followed(text: str, bodies: Sequence[Organization], by: re.Pattern[str]) -> set[int]:
    """Where those of some bodies end that something stands behind, and those before them in their row."""
    found: set[int] = set()
    behind = -1
    for body in reversed(bodies):
        if by.match(text, body.end) or (text[body.end : body.end + 1] in ROW and behind == body.end + 1):
            found.add(body.end)
            behind = body.start
    return found


def _bodies(position: str) -> Bodies | None:
    """The bodies that have an office."""
    known = offices()
    for at in range(len(position)):
        found = known.get(position[at:])
        if found is not None:
            return found if CLEAR.fullmatch(position, 0, at) else None
    return None


def _body(
    findings: Findings, title: Title, bodies: Bodies, taken: Collection[int], found: Found, headings: Sequence[Stretch]
) -> str | None:
    """The name of the only body that fits: of the office's own sentence before it, else of the sentences before, else of
    the headline.  One that holds a meeting there comes first, and one that employs somebody else only where no other fits."""
    article = findings.article
    number = article.sentence(title.start)
    stretches = [(article.sentences[number][0], title.start)]
    stretches += [article.sentences[at] for at in range(number - 1, max(-1, number - 1 - SENTENCES_BACK), -1)]
    stretches += [heading for heading in headings if heading[0] < stretches[-1][0]]
    employing: list[list[Candidate]] = []
    for start, end in stretches:
        if OURS.search(article.text, max(start, end - LONGEST), end):
            return None
        fit = list(_candidates(findings, start, end, bodies, found, row=start == stretches[0][0]))
        free = [one for one in fit if one.body.start not in taken]
        if free or (fit and start == stretches[0][0]):
            hosts = _followed(article.text, [one.body for one in free], HOLDS)
            holding = [one for one in free if one.body.end in hosts]
            return _only(holding or free or fit)
        employing.append(fit)
    return next((_only(fit) for fit in employing if fit), None)


class Candidate(NamedTuple):
    """A body that may have an officer, by the name that is told of it."""

    body: Organization
    whose: Entity
    name: str


def _only(fit: Sequence[Candidate]) -> str | None:
    """The name of the only body that is told, as told last."""
    return fit[-1].name if len({one.whose.id for one in fit}) == 1 else None


def _candidates(
    findings: Findings, start: int, end: int, bodies: Bodies, found: Found, *, row: bool
) -> Iterator[Candidate]:
    """The bodies of [start, end) that have an office; with `row` those also that are told as some of many."""
    article = findings.article
    near = findings.within(findings.organizations, start, end)[-MOST:]
    others = set() if row else _followed(article.text, near, OTHERS)
    for body in near:
        whose = found.get((article.id, body.start, "organization"))
        if whose is None or body.end in others:
            continue
        name = article.text[body.start : body.head] if body.head else body.text  # 某学会|第三届理事会
        if bodies.hold(findings, body, body.text, whose.name):
            name = whose.name if body.rule == PRONOUN or body.text in bare() else body.text
        elif not bodies.hold(findings, body, name, name):
            continue
        yield Candidate(body, whose, name)
