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
ROW = frozenset("、和与及")
LONGEST_ROW = 12
"""Names of a row whose relatives are told of."""
IN_NAME_OF = "代表"
OFFICE = 30
"""Characters behind 特使 in which he is named."""
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
    if _sent(findings, person) or _in_whose_name(findings, first) or _in_row(findings, person):
        return True
    if words["studied_end"].search(article.text, max(0, first - STUDIED), first):
        return True
    entity = linked.entity[article.id, person.start, "person"]
    return entity.mentions[0][1].rule == "people/label" or any(
        title.position in REPORTERS for _, title in entity.titles
    )


def _sent(findings: Findings, person: Person) -> bool:
    """Whether somebody only tells whose envoy he is who is named behind: 高松林主席特使|林国栋."""
    envoy = tables().words["envoy"].match(findings.article.text, person.end)
    return envoy is not None and any(
        other.start == envoy.end() or any(title.start <= envoy.end() <= title.end for title in other.titles)
        for other in findings.within(findings.people, envoy.end(), envoy.end() + OFFICE)
    )


def _in_row(findings: Findings, person: Person) -> bool:
    """Whether a row of names begins with somebody at whose end that stands which makes them only mentioned: 甲、|乙的家属."""
    at = person.end
    for _ in range(LONGEST_ROW):
        if findings.article.text[at : at + 1] not in ROW:
            break
        other = next(iter(findings.within(findings.people, at + 1, at + 2)), None)
        if other is None or other.titles:
            return False
        at = other.end
    return at > person.end and tables().words["mentioned"].match(findings.article.text, at) is not None


def _in_whose_name(findings: Findings, first: int) -> bool:
    """Whether another acts for him whose name, or office, begins at `first`: 高松林代表|林国栋."""
    name = first - len(IN_NAME_OF)
    return findings.article.text.startswith(IN_NAME_OF, name) and any(
        other.end == name for other in findings.within(findings.people, name - 12, name)
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
