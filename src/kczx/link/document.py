"""A document's findings → linked: entities over all its articles, dates with their years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date as Day
from itertools import pairwise

from kczx.flow import Entity, Findings, Linked, Source
from kczx.link.calendar import resolve
from kczx.link.employers import employed
from kczx.link.figure_owners import owners
from kczx.link.figure_times import times
from kczx.link.organizations import link_organizations
from kczx.link.people import link_people
from kczx.link.references import led_back
from kczx.mentions import Place

FULL = "places/full"
LONGEST = 40
"""Characters of a body's name before such a division, at most."""


def link(source: Source, all_findings: Sequence[Findings], base_date: Day | None = None) -> Linked:
    """The document's people, organizations and places, its dates resolved, and whose its figures are.

    `base_date` stands in where neither the article nor the document tells when it came out.
    """
    linked = Linked(list(all_findings))
    linked.people, people = link_people(linked.findings)
    linked.organizations, organizations = link_organizations(linked.findings)
    linked.places, places = _link_places(linked.findings)
    linked.entity = people | organizations | places
    for findings in linked.findings:
        led_back(findings, linked.entity)
        for figure, body in zip(findings.figures, owners(findings), strict=True):
            figure.owner = body
    employed(linked)
    for findings in linked.findings:
        article = findings.article
        published = _day(article.published) or _day(source.published) or base_date
        when = linked.when[article.id] = resolve(findings, published, article.basis or "published")
        linked.figure_times[article.id] = times(findings, when, published)
    return linked


def _link_places(all_findings: list[Findings]) -> tuple[list[Entity], dict[tuple[str, int, str], Entity]]:
    places: dict[tuple[str, str | None], Entity] = {}
    found: dict[tuple[str, int, str], Entity] = {}
    for findings in all_findings:
        for place in sorted((*findings.places, *_seats(findings)), key=lambda place: place.start):
            entity = places.get((place.name, place.code))
            if entity is None:
                entity = places[place.name, place.code] = Entity(
                    f"l{len(places) + 1}", place.name, "place", code=place.code
                )
            if place.text != place.name and place.text not in entity.aliases:
                entity.aliases.append(place.text)
            entity.mentions.append((findings.article, place))
            found[findings.article.id, place.start, "place"] = entity
    return list(places.values()), found


def _seats(findings: Findings) -> Iterator[Place]:
    """The divisions in bodies' names that are told with the one above them, 徐州市|鼓楼区|科协: they tell where the body is, while
    福建省 in 福建省政府 and 中山 in 中山大学 are its name alone."""
    located = findings.located
    for number, (above, place) in enumerate(pairwise(located), 1):
        if place.rule != FULL or place.code is None or above.code is None or above.end != place.start:
            continue
        below = located[number + 1] if number + 1 < len(located) else None
        if _holds(above.code, place.code) and not (
            below is not None and below.start == place.end and below.code and _holds(place.code, below.code)
        ):
            bodies = findings.within(findings.organizations, place.start - LONGEST, above.start + 1)
            if any(place.end < body.end for body in bodies):
                yield place


def _holds(above: str, code: str) -> bool:
    """Whether the division of one code of GB/T 2260 holds that of another."""
    return above != code and code.startswith(above.removesuffix("00").removesuffix("00"))


def _day(text: str | None) -> Day | None:
    try:
        return Day.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
