"""Who is only mentioned: in the name of a document, a day, a place or a meeting, or by somebody who speaks of others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kczx.flow import Article, Findings, Linked
from kczx.mentions import Person
from kczx.relate.clauses import reported_from
from kczx.relate.frames import tables

REPORTERS = frozenset(["记者", "通讯员", "编辑", "责编", "摄影", "特约记者"])
DIRECTLY = 8
"""Characters behind somebody's office in which the predicate stands of what he himself says."""
SITE = re.compile("[^，,。；;、的和与及赴到在往参走瞻来为向对于前《》“”（）]{0,7}?")
"""What stands between a body and the kind of place that has its name: 红军|会宁会师|旧址."""
STUDIED = 6
"""Characters before somebody in which stands that others learn what he said."""
BACK = 12
"""Sentences of a paragraph before one in which somebody may have begun to speak."""


def mentioned_only(linked: Linked, findings: Findings, person: Person) -> bool:
    """习近平总书记重要讲话精神: a name in the name of a document is nobody's presence; nor is the reporter's."""
    article, words = findings.article, tables().words
    if words["mentioned"].match(article.text, person.end) or article.dateline(person.start):
        return True
    if words["photo"].match(article.text, person.end) or in_site(article.text, person.end):
        return True
    first = min([person.start, *(title.start for title in person.titles)])
    if words["studied_end"].search(article.text, max(0, first - STUDIED), first):
        return True
    entity = linked.entity[article.id, person.start, "person"]
    return entity.mentions[0][1].rule == "people/label" or any(
        title.position in REPORTERS for _, title in entity.titles
    )


def in_site(text: str, end: int) -> bool:
    """Whether a name that ends at `end` begins a place's: 红军会宁会师旧址."""
    between = SITE.match(text, end)
    last = between.end() if between else end
    site = tables().words["site"].search(text, end, last + 12)
    if site is None or SITE.fullmatch(text, end, site.start()) is None:
        return False
    return not tables().quick.search(text, end, site.start()) and not tables().part.search(text, end, site.start())


def spoken_of(findings: Findings, people: Sequence[Person], start: int) -> list[Person]:
    """Those of a sentence's people, but not those of whom somebody speaks who began to before it in its paragraph: they have
    their office behind the name, 前不久，高松林总统宣布…."""
    article = findings.article
    named = [person for person in people if tables().words["honoured"].match(article.text, person.end)]
    if not named or not _in_talk(article, start):
        return list(people)
    first = named[0]
    if first.start <= start + 1 and len(named) == 1 and _says(article.text, first.end, people):
        return list(people)  # it goes on with another speaker
    return [person for person in people if person not in named]


def _says(text: str, at: int, people: Sequence[Person]) -> bool:
    verb = tables().part.search(text, at, at + DIRECTLY)
    return verb is not None and not any(at <= person.start < verb.start() for person in people)


def _in_talk(article: Article, start: int) -> bool:
    """Whether somebody has begun to speak in a sentence's paragraph before it."""
    zone, number = article.zone(start), article.sentence(start)
    for before in range(number - 1, max(-1, number - 1 - BACK), -1):
        a, b = article.sentences[before]
        if a < zone.start:
            return False
        if reported_from(article.text, a, b) < b:
            return True
    return False
