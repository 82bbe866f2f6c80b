"""What a document tells a corpus: its people, bodies, events and indicators, each as a small row with the key by which other
documents' rows are known to be of the same; rows of one key are all that must come together, wherever they are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from kczx.link.names import LOCAL, beyond, known
from kczx.link.notebook import Notebook
from kczx.link.same_events import key_of
from kczx.records import Document, Event, IndicatorValue, Organization

PERSON, BODY, NAMED, UNNAMED, INDICATOR = "person", "organization", "named event", "event", "indicator"


class Fact(NamedTuple):
    """`sort` is one of those above, `number` the record's own in its document (of figures the place among them), `words` are a
    person's titles, a body's forms, an indicator's unit, `told` is an event or a value as JSON.
    """

    sort: str
    key: str
    number: int
    kind: str = ""
    words: Sequence[str | None] = ()
    told: str = ""


def facts(document: Document, body_key: Callable[[Organization], str]) -> Iterator[Fact]:
    """Yield what a document tells, in its order; `body_key` finds the key of a body, which depends on those told before."""
    for person in document.people:
        titles = [(title.organization or "") + title.position for title in person.titles]
        yield Fact(PERSON, person.name, number(person.id), words=titles)
    for body in document.organizations:
        yield Fact(BODY, body_key(body), number(body.id), body.kind, forms(body))
    for event in document.events:
        if (same := key_of(event)) is not None:
            yield Fact(NAMED if event.name else UNNAMED, same, number(event.id), told=_bare(event))
    for place, figure in enumerate(document.figures):
        if figure.indicator:
            value = IndicatorValue(
                value=figure.value, low=figure.low, high=figure.high, qualifier=figure.qualifier, planned=figure.planned,
                as_of=figure.as_of or document.published, owner=figure.owner, document=document.id, span=figure.span,
                text=figure.text,
            )  # fmt: skip
            yield Fact(INDICATOR, figure.indicator, place, words=(figure.unit,), told=value.model_dump_json())


def forms(body: Organization) -> list[str]:
    """The names that a document calls a body, without those of one term, where it has others."""
    return beyond([body.name, *body.aliases])


def names(body: Organization) -> list[str]:
    """The names by which a body is known in other documents: 省科协 is another one there."""
    return [known(form) for form in forms(body) if LOCAL.match(form) is None]


def own_key(name: str, document: int) -> str:
    """The key of a body without such names, which is its document's alone."""
    return f"{document} {name}"


def known_key(names: Sequence[str], notes: Notebook) -> str:
    """The key of a body of these names: that of the first who bore one of more than three characters, else the first name.

    What was asked once is answered so for ever, so that each row of names need be asked but once, in the documents' order.
    """
    known = (notes.key_of(name) for name in names if len(name) > 3)
    key = next((key for key in known if key is not None), names[0])
    for name in names:
        notes.bears(name, key)
    return key


def number(id: str) -> int:
    """12 of `p12`."""
    return int(id[1:])


def _bare(event: Event) -> str:
    """An event as JSON, without the stretches of text that tell of it."""
    return event.model_copy(update={"evidence": []}).model_dump_json()
