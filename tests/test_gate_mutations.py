"""The gate must see what is told of a thing, not only that it was found: an output altered in one way breaks floors by far."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import gate
from kczx.records import Document, Event, Record
from scorer import WHAT

MARGIN = 0.05
Alter = Callable[[Document], Document]


def each(field: str, change: Callable[[Any], Record]) -> Alter:
    """Alter every record in a field of the document."""
    return lambda document: document.model_copy(update={field: [change(one) for one in getattr(document, field)]})


def put(**values: Any) -> Callable[[Any], Any]:
    """A copy of a record with other values."""
    return lambda record: record.model_copy(update=values)


def flip(event: Event) -> Event:
    return event.model_copy(update={"status": "held" if event.status == "planned" else "planned"})


def inner(field: str, change: Callable[[Any], Record]) -> Callable[[Any], Any]:
    """A copy of a record in which every record of a field is altered."""
    return lambda record: record.model_copy(update={field: [change(one) for one in getattr(record, field)]})


ALTERED: list[tuple[str, str, Alter]] = [
    ("every role is chair", "role kinds", each("events", inner("participants", put(role="chair")))),
    ("every role is organizer", "role kinds", each("events", inner("participants", put(role="organizer")))),
    ("every event is named xxx", "event names", each("events", put(name="xxx"))),
    ("no event is named", "event names", each("events", put(name=None))),
    ("no event has a place", "event places", each("events", put(place=None))),
    ("every event was elsewhere", "event places", each("events", put(place="南极洲"))),
    ("no event has its date", "event dates", each("events", put(date=None))),
    ("every event's status is flipped", "event status", each("events", flip)),
    ("every event is a meeting", "events", each("events", put(kind="meeting"))),
    ("every body is a company", "body kinds", each("organizations", put(kind="company"))),
    ("no figure has its qualifier", "qualifiers", each("figures", put(qualifier=None))),
    ("every figure is about", "qualifiers", each("figures", put(qualifier="about"))),
    ("no figure counts anything", "figures", each("figures", put(counted=None))),
    ("figures count half a clause", "figure words", each("figures", put(counted="本次活动一共举办的各类其他事情"))),
    ("no figure has an owner", "owners", each("figures", put(owner=None))),
    ("every figure is the same body's", "owners", each("figures", put(owner="某某协会"))),
    ("no title has its employer", "employers", each("people", inner("titles", put(organization=None)))),
    ("no document has a publisher", "header", put(publisher=None)),
    ("no document has a title", "header", put(title=None)),
    ("no document has a day", "header", put(published=None)),
]  # fmt: skip
"""What is altered, the measure that must see it, and how."""


@pytest.mark.parametrize(("what", "measure", "alter"), ALTERED, ids=[what for what, _, _ in ALTERED])
def test_an_altered_output_breaks_floors(what: str, measure: str, alter: Alter) -> None:
    floors = gate.floors()
    margins = {
        name: floors[name][measure] - gate.score_set(name, alter)[measure].f1
        for name in gate.SETS
        if measure in floors[name]
    }
    seen = [name for name, margin in margins.items() if margin > MARGIN]
    assert len(seen) > len(margins) / 2, margins


def test_every_measure_of_a_value_has_a_mutation() -> None:
    found_only = {"people", "titles", "organizations", "date texts", "dates", "figure values", "roles", "articles"}
    assert {measure for _, measure, _ in ALTERED} == set(WHAT) - found_only
