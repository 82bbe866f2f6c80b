"""The gold itself: its words are those of the records, the names in it are known to it, its evidence stands in the text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import gate
from kczx.acquire import from_text
from kczx.clean import clean
from kczx.records import EventKind, Qualifier, Role
from scores import Gold, listed, names, plain

BODY_KINDS = {
    "government", "party", "association", "research", "education", "media", "company", "international", "military",
}  # fmt: skip
FIGURE = {"text", "texts", "value", "unit", "of", "qualifier", "owner", "indicator", "optional"}
EVENT = {
    "kind", "name", "start", "end", "place", "status", "evidence", "roles", "roles_optional", "optional",
}  # fmt: skip


def faults(gold: Gold, text: str) -> Iterator[str]:
    """Yield what cannot be right in the gold of a document."""
    known = set().union(*map(names, [*gold["persons"], *gold["organizations"]]))
    for body in gold["organizations"]:
        yield from (f"body kind {kind}" for kind in listed(body.get("kind", "government")) if kind not in BODY_KINDS)
    for figure in gold["figures"]:
        yield from (f"{figure['text']}: field {field}" for field in figure.keys() - FIGURE)
        qualifiers = {*get_args(Qualifier), None}
        yield from (f"{figure['text']}: {word}" for word in listed(figure["qualifier"]) if word not in qualifiers)
        yield from (f"owner {owner}" for owner in listed(figure.get("owner")) if owner and plain(owner) not in known)
    for event in gold["events"]:
        told = listed(event["evidence"])[0]
        yield from (f"{told}: field {field}" for field in event.keys() - EVENT)
        yield from (f"{told}: kind {kind}" for kind in event["kind"] if kind not in get_args(EventKind))
        yield from (f"{told}: role {role}" for role in event["roles"] if role not in get_args(Role))
        yield from (f"not in the text: {one}" for one in listed(event["evidence"]) if plain(one) not in text)
        if not event.get("optional"):
            people = [
                *(name for people in event["roles"].values() for name in people),
                *event.get("roles_optional", []),
            ]
            yield from (f"{told}: nobody is called {name}" for name in people if plain(name) not in known)
            if event.get("status") not in ("held", "planned"):
                yield f"{told}: status {event.get('status')}"


@pytest.mark.parametrize("name", list(gate.SETS))
def test_the_gold_of_a_set_is_sound(name: str) -> None:
    for gold, document in gate.read_set(name):
        source = from_text(Path(document.path).read_text("utf-8"))
        assert list(faults(gold, plain(clean(source).aligned.text))) == [], gold["doc"]
        assert gold["role_kinds"] is True


def test_a_fault_is_seen() -> None:
    person = {"name": "陈骏"}
    good = {"kind": ["meeting"], "evidence": "学会召开会议", "status": "held", "roles": {"chair": ["陈骏"]}}
    bad = good | {"kind": ["party"], "roles": {"boss": ["李明"]}, "status": "over", "evidence": "学会不开会"}
    figure = {"text": "9人", "qualifier": "around", "owner": "学会"}
    gold = {"persons": [person], "organizations": [{"name": "协会", "kind": "club"}], "figures": [figure]}
    assert list(faults({**gold, "organizations": [], "figures": [], "events": [good]}, "学会召开会议")) == []
    assert list(faults({**gold, "events": [bad]}, "学会召开会议")) == [
        "body kind club",
        "9人: around",
        "owner 学会",
        "学会不开会: kind party",
        "学会不开会: role boss",
        "not in the text: 学会不开会",
        "学会不开会: nobody is called 李明",
        "学会不开会: status over",
    ]
