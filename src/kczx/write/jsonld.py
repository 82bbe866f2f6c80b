"""Records → JSON-LD in the words of schema.org, a document after the other; the context stands inside, nothing is to be fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from kczx.records import Document, Event, Failure, Organization, Person, Place
from kczx.write.exchange import Shared, called, partial, shared, table, uid

SCHEMA = "https://schema.org/"
CONTEXT = {"@vocab": SCHEMA, **{name: {"@type": "@id"} for name in ("eventAttendanceMode", "eventStatus", "sameAs")}}
Node = dict[str, Any]


def write_jsonld(
    documents: Iterable[Document], failures: list[Failure], sink: BinaryIO, corpus: Shared | None = None
) -> None:
    """Write one object whose graph has a node for each record; behind the last document, which records are the same."""
    sink.write(f'{{"@context": {_json(CONTEXT)}, "@graph": ['.encode())
    first = True
    for node in _nodes(documents, corpus):
        sink.write((("" if first else ",") + "\n" + _json(node)).encode("utf-8", "backslashreplace"))
        first = False
    sink.write(b"\n]}\n")


def _nodes(documents: Iterable[Document], corpus: Shared | None) -> Iterator[Node]:
    for document in documents:
        if corpus is not None:
            corpus.add(document)
        yield from nodes(document)
    for section in ("people", "organizations", "events"):
        for (document_id, record), *others in shared(corpus, section):
            yield {"@id": _id(document_id, record), "sameAs": [_id(*other) for other in others]}


def nodes(document: Document) -> Iterator[Node]:
    """The nodes of one document: the article, then its people, bodies, places and events."""
    yield _full(
        {
            "@id": _id(document.id),
            "@type": "NewsArticle",
            "headline": document.title,
            "publisher": {"@type": "Organization", "name": document.publisher} if document.publisher else None,
            "datePublished": partial(document.published),
            "identifier": document.source_id,
            "inLanguage": {"Hans": "zh-Hans", "Hant": "zh-Hant"}.get(document.script, "zh"),
            "additionalProperty": _property("path", document.path),
        }
    )
    yield from (_person(person, document) for person in document.people)
    yield from (_body(body, document) for body in document.organizations)
    yield from (_place(place, document) for place in document.places)
    places = {place.name: place.id for place in document.places}
    yield from (_event(event, document, places) for event in document.events)


def _person(person: Person, document: Document) -> Node:
    bodies = {form: body.id for body in document.organizations for form in (body.name, *body.aliases)}
    employers = dict.fromkeys(title.organization for title in person.titles if title.organization)
    return _full(
        {
            "@id": _id(document.id, person.id),
            "@type": "Person",
            "name": person.name,
            "alternateName": person.aliases,
            "jobTitle": [(title.organization or "") + title.position for title in person.titles],
            "hasOccupation": [{"@type": "Occupation", "name": title.position} for title in person.titles],
            "worksFor": [
                {"@id": _id(document.id, bodies[name])} if name in bodies else {"@type": "Organization", "name": name}
                for name in employers
            ],
        }
    )


def _body(body: Organization, document: Document) -> Node:
    return _full(
        {
            "@id": _id(document.id, body.id),
            "@type": table("schema", "bodies").get(body.kind, "Organization"),
            "name": body.name,
            "alternateName": body.aliases,
            "parentOrganization": {"@id": _id(document.id, body.parent)} if body.parent else None,
        }
    )


def _place(place: Place, document: Document) -> Node:
    code = {"@type": "PropertyValue", "propertyID": "GB/T 2260", "value": place.code}
    return _full(
        {
            "@id": _id(document.id, place.id),
            "@type": "AdministrativeArea" if place.code else "Place",
            "name": place.name,
            "identifier": code if place.code else None,
        }
    )


def _event(event: Event, document: Document, places: dict[str, str]) -> Node:
    parts: dict[str, list[Node]] = {}
    told: list[Node] = [_property("kind", event.kind), _property("status", event.status)]
    for part in event.participants:
        who: Node = {"@id": _id(document.id, part.ref)} if part.ref else {"@type": "Thing", "name": part.name}
        parts.setdefault(table("schema", "roles")[part.role], []).append(who)
        told.append(_full({**_property(part.role, who), "description": part.detail}))
    told += [_property("edtf", event.date.edtf)] if event.date else []
    told += [_property("span", f"{mention.span[0]}-{mention.span[1]}") for mention in event.evidence]
    mode = table("schema", "modes").get(event.mode or "")
    where: Node | None = {"@type": "Place", "name": event.place} if event.place else None
    return _full(
        {
            "@id": _id(document.id, event.id),
            "@type": table("schema", "events").get(event.kind, "Event"),
            "name": called(event),
            "description": [mention.text for mention in event.evidence],
            "startDate": partial(event.date.start) if event.date else None,
            "endDate": partial(event.date.end) if event.date else None,
            "eventStatus": f"{SCHEMA}EventScheduled",
            "eventAttendanceMode": SCHEMA + mode if mode else None,
            "location": {"@id": _id(document.id, places[event.place])} if event.place in places else where,
            **parts,
            "subjectOf": {"@id": _id(document.id)},
            "additionalProperty": told,
        }
    )


def _id(document: str, record: str = "") -> str:
    return f"urn:kczx:{uid(document, record)}"


def _property(name: str, value: Any) -> Node:
    return {"@type": "PropertyValue", "name": name, "value": value}


def _full(node: Node) -> Node:
    """A node without what is not told."""
    return {name: value for name, value in node.items() if value not in (None, [])}


def _json(value: Any) -> str:
    """JSON that may stand in a page's script element as well."""
    return (
        json.dumps(value, ensure_ascii=False)
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
    )
