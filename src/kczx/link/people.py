"""People's mentions → entities: one name one person, their titles gathered, 他 led back, surname plus title."""

from __future__ import annotations

from dataclasses import replace

from kczx.flow import Article, Entity, Findings, Title

NEAR = 60
"""Bodies told before a bare word among which the one that it means is looked for."""
BARE = frozenset(
    [
        "学会",
        "协会",
        "研究会",
        "联合会",
        "基金会",
        "公司",
        "总公司",
        "集团",
        "学校",
        "大学",
        "学院",
        "医院",
        "研究所",
        "研究院",
        "所",
        "院",
        "校",
        "分会",
        "中心",
        "博物馆",
    ]
)
"""Words that stand for a body whose full name was told before."""


def link_people(all_findings: list[Findings]) -> tuple[list[Entity], dict[tuple[str, int, str], Entity]]:
    """The people of a document with their titles, and whom each mention names."""
    people: dict[str, Entity] = {}
    found: dict[tuple[str, int, str], Entity] = {}
    for findings in all_findings:
        for person in findings.people:
            person = (
                replace(person, titles=tuple(_employed(findings, title) for title in person.titles))
                if person.titles
                else person
            )
            entity = people.get(person.text)
            if entity is None:
                entity = people[person.text] = Entity(f"p{len(people) + 1}", person.text, "person")
            entity.mentions.append((findings.article, person))
            entity.titles += ((findings.article, title) for title in person.titles)
            found[findings.article.id, person.start, "person"] = entity
    for entity in people.values():
        entity.titles = _distinct(entity.titles)
    return list(people.values()), found


def _employed(findings: Findings, title: Title) -> Title:
    """学会副秘书长: a bare word means the body told last whose name ends so."""
    if title.organization is None or title.organization not in BARE:
        return title
    number = findings.index(findings.organizations, title.start)
    for organization in reversed(findings.organizations[max(0, number - NEAR) : number]):
        if organization.text.endswith(title.organization):
            return replace(title, organization=organization.text)
    return title


def _distinct(titles: list[tuple[Article, Title]]) -> list[tuple[Article, Title]]:
    """Each title once; one without its employer is left out where the same, or a fuller one, is told with it."""
    kept: list[tuple[Article, Title]] = []
    for article, title in titles:
        if any(t.position == title.position and t.organization == title.organization for _, t in kept):
            continue
        kept.append((article, title))
    return [
        (article, title)
        for article, title in kept
        if title.organization is not None
        or not any(
            t is not title and t.organization is not None and _fuller(t.position, title.position) for _, t in kept
        )
    ]


def _fuller(position: str, short: str) -> bool:
    """Whether a position is the one that a short address means: 党组书记, 第一书记 for 书记."""
    return position.endswith(short)
