"""People's mentions → entities: one name one person, their titles gathered; short names and surnames with a title led back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kczx import lexicon
from kczx.flow import Article, Entity, Findings
from kczx.link.surnames import named_by_title
from kczx.mentions import Person, Title

MOST = 300
"""Different titles of one person that are compared with each other."""
NEAR = 60
"""Bodies told before a bare word among which the one that it means is looked for."""
LEAST = frozenset(["作者"])
"""Titles that say nothing of somebody who has another one."""
NEWLY = ("新任", "现任", "时任")
"""What may stand before an office that is told without it elsewhere."""
DOT = re.compile("[·•・‧∙⋅]")
Found = dict[tuple[str, int, str], Entity]


@lexicon.cached
def bare() -> frozenset[str]:
    """Words that stand for a body whose full name was told before."""
    return frozenset(lexicon.words("link/bare.tsv"))


def link_people(all_findings: list[Findings]) -> tuple[list[Entity], Found]:
    """The people of a document with their titles, and whom each mention names."""
    people: dict[str, Entity] = {}
    found: Found = {}
    short = bare()
    whole = _whole({person.text for findings in all_findings for person in findings.people})
    for findings in all_findings:
        for person in findings.people:
            if any(title.organization in short for title in person.titles):
                person = replace(person, titles=tuple(_employed(findings, title) for title in person.titles))
            name = whole.get(person.text, person.text)
            entity = people.get(name)
            if entity is None:
                entity = people[name] = Entity(f"p{len(people) + 1}", name, "person")
            if person.text != name and person.text not in entity.aliases:
                entity.aliases.append(person.text)
            entity.mentions.append((findings.article, person))
            entity.titles += ((findings.article, title) for title in person.titles)
            found[findings.article.id, person.start, "person"] = entity
    _by_title(all_findings, list(people.values()), found)
    for entity in people.values():
        entity.titles = _distinct(entity.titles)
    return list(people.values()), found


def _by_title(all_findings: Sequence[Findings], people: Sequence[Entity], found: Found) -> None:
    """Add the mentions by surname and title."""
    order = {findings.article.id: number for number, findings in enumerate(all_findings)}
    touched: dict[str, Entity] = {}
    added: dict[str, list[Person]] = {}
    for findings, person, entity in named_by_title(all_findings, people):
        added.setdefault(findings.article.id, []).append(person)
        if person.text not in entity.aliases:
            entity.aliases.append(person.text)
        entity.mentions.append((findings.article, person))
        found[findings.article.id, person.start, "person"] = entity
        touched[entity.id] = entity
    for findings in all_findings:
        if more := added.get(findings.article.id):
            findings.people = sorted([*findings.people, *more], key=lambda one: one.start)
    for entity in touched.values():
        entity.mentions.sort(key=lambda mention: (order[mention[0].id], mention[1].start))


def _whole(names: set[str]) -> dict[str, str]:
    """Short names → the only longer one that they mean: 克里 → 约翰·克里, 高市 → 高市早苗."""
    longer: dict[str, set[str]] = {}
    for name in names:
        parts = DOT.split(name)
        if len(parts) > 1:
            for short in _ends(name, parts[:MOST_PARTS]):
                longer.setdefault(short, set()).add(name)
        elif len(name) == 4:
            longer.setdefault(name[:2], set()).add(name)
    return {
        short: next(iter(whole))
        for short, whole in longer.items()
        if short in names and len(whole) == 1 and len(short) > 1
    }


MOST_PARTS = 12
"""Parts of a name with dots that are looked at: a longer one is nobody's."""


def _ends(name: str, parts: list[str]) -> Iterator[str]:
    """What a name with dots is without its first parts: 克里 of 约翰·克里."""
    at = 0
    for part in parts[:-1]:
        at += len(part) + 1
        yield name[at:]


def _employed(findings: Findings, title: Title) -> Title:
    """学会副秘书长: a bare word means the body told last whose name ends so."""
    if title.organization is None or title.organization not in bare():
        return title
    number = findings.index(findings.organizations, title.start)
    for organization in reversed(findings.organizations[max(0, number - NEAR) : number]):
        head = organization.head and findings.article.text[organization.start : organization.head]
        for name in (organization.text, head):  # 某省林学会|第三届理事会
            if name and name.endswith(title.organization):
                return replace(title, organization=name)
    return title


def _distinct(titles: list[tuple[Article, Title]]) -> list[tuple[Article, Title]]:
    """Each title once; one that another one tells more fully is left out."""
    told: dict[tuple[str | None, str], tuple[Article, Title]] = {}
    positions = {title.position for _, title in titles}
    for article, title in titles:
        if title.position.startswith(NEWLY) and title.position[len(NEWLY[0]) :] in positions:
            title = replace(title, position=title.position[len(NEWLY[0]) :])
        told.setdefault((title.organization, title.position), (article, title))
    kept = list(told.values())[:MOST]
    fullest = [(article, title) for article, title in kept if not any(_fuller(t, title) for _, t in kept)]
    more = [(article, title) for article, title in fullest if title.position not in LEAST]
    return more or fullest


def _fuller(full: Title, short: Title) -> bool:
    """Whether a title is the one that a shorter form means: 省科协党组书记 for 书记, 某镇某村党支部书记 for 某村党支部书记."""
    words, short_words = (full.organization or "") + full.position, (short.organization or "") + short.position
    if short.organization is None:
        return (
            full is not short
            and words != short_words
            and full.position.endswith(short.position)
            and (full.organization is not None or full.position != short.position)
        )
    return full.position == short.position and words != short_words and words.endswith(short_words)
