"""A document's findings → linked: entities over all its articles, dates with their years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Day

from kczx.flow import Entity, Findings, Linked, Source
from kczx.link.calendar import resolve
from kczx.link.employers import employed
from kczx.link.figure_owners import owners
from kczx.link.figure_times import times
from kczx.link.organizations import link_organizations
from kczx.link.people import link_people
from kczx.link.references import led_back


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
        for place in findings.places:
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


def _day(text: str | None) -> Day | None:
    try:
        return Day.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None
