"""Records → FollowTheMoney: a line an entity, a document after the other, for the tools of OpenAleph and OpenSanctions.

That model has neither roles nor offsets: `summary` and `notes` tell them in words, `proof` is the document.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from kczx.records import Document, Event, Failure, Mention, Organization, Person
from kczx.write.exchange import called, partial, table, uid

Line = dict[str, Any]


def write_ftm(documents: Iterable[Document], failures: list[Failure], sink: BinaryIO) -> None:
    """Write the lines of one document after the other."""
    for document in documents:
        for line in lines(document):
            sink.write((json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))


def lines(document: Document) -> Iterator[Line]:
    """The entities of one document, and the mentions of its people and bodies."""
    article = _id(document)
    yield _entity(
        article,
        "Article",
        title=document.title,
        fileName=document.path,
        publishedAt=partial(document.published),
        publisher=document.publisher,
        mimeType=document.media_type,
        encoding=document.encoding,
        language="zho",
        bodyText="\n\n".join(text for it in document.articles if (text := it.text.strip())),
    )
    for body in document.organizations:
        yield _body(body, document)
        yield from _mentions(body.mentions, body.id, document)
    bodies = {form: body.id for body in document.organizations for form in (body.name, *body.aliases)}
    for person in document.people:
        yield _entity(
            _id(document, person.id),
            "Person",
            name=person.name,
            alias=person.aliases,
            position=list(dict.fromkeys((title.organization or "") + title.position for title in person.titles)),
            proof=article,
        )
        yield from _offices(person, bodies, document)
        yield from _mentions(person.mentions, person.id, document)
    yield from (_event(event, document) for event in document.events)


def _body(body: Organization, document: Document) -> Line:
    return _entity(
        _id(document, body.id),
        table("ftm", "bodies").get(body.kind, "Organization"),
        name=body.name,
        alias=body.aliases,
        classification=body.kind,
        parent=_id(document, body.parent) if body.parent else None,
        proof=_id(document),
    )


def _offices(person: Person, bodies: dict[str, str], document: Document) -> Iterator[Line]:
    """Each office once: the post, and that the person holds it."""
    for number, (body, position) in enumerate(dict.fromkeys((it.organization, it.position) for it in person.titles), 1):
        post = _id(document, f"{person.id}-post{number}")
        employer = _id(document, bodies[body]) if body in bodies else None
        yield _entity(post, "Position", name=(body or "") + position, organization=employer)
        yield _entity(
            _id(document, f"{person.id}-held{number}"),
            "Occupancy",
            holder=_id(document, person.id),
            post=post,
            proof=_id(document),
        )


def _mentions(mentions: list[Mention], record: str, document: Document) -> Iterator[Line]:
    """The forms under which something is named, each once: the model has no place for where."""
    for number, name in enumerate(dict.fromkeys(mention.text for mention in mentions), 1):
        yield _entity(
            _id(document, f"{record}-m{number}"),
            "Mention",
            document=_id(document),
            resolved=_id(document, record),
            name=name,
        )


def _event(event: Event, document: Document) -> Line:
    parts: dict[str, list[str]] = {"organizer": [], "involved": []}
    for part in event.participants:
        if part.ref is not None and part.type != "place":  # a place is nobody there: `summary` tells of it
            key = table("ftm", "roles").get(part.role, "involved")
            parts[key].append(_id(document, part.ref))
    told = [f"{part.role} {part.name}" + (f" ({part.detail})" if part.detail else "") for part in event.participants]
    start, end = (partial(event.date.start), partial(event.date.end)) if event.date else (None, None)
    return _entity(
        _id(document, event.id),
        "Event",
        name=called(event),
        startDate=start,
        endDate=end if end != start else None,
        location=event.place,
        summary="; ".join([event.kind, event.status, *told]),
        description=[mention.text for mention in event.evidence],
        notes=[f"{document.path}:{mention.span[0]}-{mention.span[1]}" for mention in event.evidence],
        organizer=list(dict.fromkeys(parts["organizer"])),
        involved=list(dict.fromkeys(parts["involved"])),
        proof=_id(document),
    )


def _id(document: Document, record: str = "") -> str:
    return f"kczx-{uid(document.id, record)}"


def _entity(id: str, schema: str, **properties: str | list[str] | None) -> Line:
    """An entity with those properties that have a value, each a list."""
    listed = {name: [value] if isinstance(value, str) else value for name, value in properties.items() if value}
    return {"id": id, "schema": schema, "properties": listed}
