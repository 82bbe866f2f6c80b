"""Linked findings and events → a document's record."""

from __future__ import annotations

import re
from typing import Any

from kczx import records
from kczx.flow import Article, Cleaned, Entity, Findings, Linked
from kczx.write.figures import figures

Fields = dict[str, Any]
"""The fields of a record, as `records` has them."""
LEAD = re.compile(r"^(?:原标题|标题)[:：]\s*|^#{1,6}\s+|^\*\*(?=[^*]+\*\*$)|\*\*$")


def document(cleaned: Cleaned, linked: Linked, events: list) -> records.Document:  # type: ignore[type-arg]
    """The record of one document; `events` are the drafts that `relate` made."""
    source = cleaned.source
    articles = [findings.article for findings in linked.findings]
    first = articles[0] if articles else None
    fields = {
        "id": source.id,
        "path": source.path,
        "source_id": source.source_id,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "script": cleaned.script,
        "title": source.title or (first.first("section") or _title(first) if first else None),
        "publisher": next((a.publisher for a in articles if a.publisher), source.publisher),
        "published": _given_date(source.published) or (_page_date(articles) if first else None),
        "articles": [_article(article) for article in articles],
        "people": [_person(entity) for entity in linked.people],
        "organizations": [_organization(entity) for entity in linked.organizations],
        "places": [_place(entity) for entity in linked.places],
        "dates": [date for findings in linked.findings for date in _dates(linked, findings)],
        "figures": [figure for findings in linked.findings for figure in figures(linked, findings)],
        "events": [_event(f"e{number}", draft) for number, draft in enumerate(events, 1)],
        "notices": [{"code": r.code, "message": r.message, "span": r.span} for r in cleaned.remarks],
    }
    return records.Document.model_validate(fields)  # all at once, which takes a third of the time


def _title(article: Article) -> str | None:
    """The title, of whose lines each says something else."""
    lines = [article.text[zone.start : zone.end] for zone in article.zones if zone.kind == "title"]
    return LEAD.sub("", " ".join(dict.fromkeys(lines))) or None


def _given_date(published: str | None) -> str | None:
    return published if published and re.match(r"\d{4}-\d\d-\d\d", published) else None


def _page_date(articles: list[Article]) -> str | None:
    """The day of a document that tells it of all that it holds: on a line of the page, in its name, or of its one article."""
    first = articles[0]
    whole = first.basis in ("published", "heading", "file-name") or len(articles) == 1
    return first.published if whole or any(zone.kind == "meta" for zone in first.zones) else None


def _article(article: Article) -> Fields:
    running = [zone for zone in article.zones if zone.kind in ("text", "heading")]
    byline = next(
        (
            article.text[z.start : z.end]
            for z in article.zones
            if z.kind == "byline" and not re.match(r"\W*\d{4}", article.text[z.start : z.end])
        ),
        None,
    )
    return {
        "id": article.id,
        "title": _title(article),
        "byline": byline,
        "published": article.published,
        "spans": list(article.pieces),
        "text": "\n".join(article.text[zone.start : zone.end] for zone in running),
    }


def _mentions(entity: Entity) -> list[Fields]:
    return [{**article.where(m.start, m.end), "text": m.text} for article, m in entity.mentions]


def _person(entity: Entity) -> Fields:
    titles = [
        dict(organization=title.organization, position=title.position, **article.where(title.start, title.end))
        for article, title in entity.titles
    ]
    return {
        "id": entity.id,
        "name": entity.name,
        "aliases": entity.aliases,
        "mentions": _mentions(entity),
        "titles": titles,
    }


def _organization(entity: Entity) -> Fields:
    return {
        "id": entity.id,
        "name": entity.name,
        "aliases": entity.aliases,
        "kind": entity.kind,
        "parent": entity.parent,
        "mentions": _mentions(entity),
    }


def _place(entity: Entity) -> Fields:
    named = next((m.text for _, m in entity.mentions if len(m.text) > 1), entity.name)
    return {"id": entity.id, "name": named, "code": entity.code, "mentions": _mentions(entity)}


def _dates(linked: Linked, findings: Findings) -> list[Fields]:
    article = findings.article
    return [
        dict(
            **article.where(date.start, date.end), text=date.text, edtf=when.edtf, start=when.start, end=when.end,
            basis=when.basis,
        )
        for date, when in zip(findings.dates, linked.when[article.id], strict=True)
    ]  # fmt: skip


def _event(id: str, draft) -> Fields:  # type: ignore[no-untyped-def]
    article: Article = draft.article
    when = draft.when
    date = None
    if when is not None and when.edtf != "XXXX":
        first, _, last = when.edtf.partition("/")
        date = {"edtf": when.edtf, "start": first[:10], "end": (last or first)[:10]}
    people = [
        {"role": role, "type": "person", "ref": entity.id, "name": entity.name, "detail": detail}
        for role, entity, detail in draft.people
    ]
    bodies = [
        {"role": role, "type": "organization", "ref": entity.id, "name": entity.name, "detail": None}
        for role, entity in draft.bodies
    ]
    places = [
        {"role": role, "type": "place", "ref": entity and entity.id, "name": name, "detail": None}
        for role, entity, name in draft.places
    ]
    spans = sorted(set(draft.spans))
    return {
        "id": id,
        "kind": draft.kind,
        "name": draft.name,
        "label": draft.label,
        "status": "cancelled" if draft.cancelled else "planned" if draft.planned else "held",
        "date": date,
        "place": draft.place,
        "mode": draft.mode,
        "needs": _sought(draft, "needs"),
        "offers": _sought(draft, "offers"),
        "participants": people + bodies + places,
        "evidence": [{**article.where(a, b), "text": article.text[a:b]} for a, b in spans],
        "article": article.id,
        "rule": draft.rule,
    }


def _sought(draft, side: str) -> list[Fields]:  # type: ignore[no-untyped-def]
    article: Article = draft.article
    return [{**article.where(a, b), "text": article.text[a:b]} for a, b, which in draft.sides if which == side]
