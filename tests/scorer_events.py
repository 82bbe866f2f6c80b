"""The scorer's part for events: which event is which of the gold's, and what is told of those that were found."""

from __future__ import annotations

import functools
from difflib import SequenceMatcher

from kczx.records import Document, Event, Participant
from scores import Gold, Score, Scores, bearers, forms, listed, plain, variants

NEAR = 0.6
"""How much of the shorter evidence two events must share to be the same."""


@functools.cache
def overlap(gold: str, told: str) -> float:
    """The share of the shorter text that the two have in common as one piece.  Remembered, as the gate scores often."""
    if gold in told or told in gold:
        return 1.0
    size = SequenceMatcher(None, gold, told, autojunk=False).find_longest_match().size
    return size / max(1, min(len(gold), len(told)))


def match_events(gold: Gold, document: Document, scores: Scores) -> None:
    """Score events one to one by evidence and kind; one that tells again what was told is wrong."""
    events: list[Gold] = gold["events"]
    entities = {entity.id: forms(entity.name, entity.aliases) for entity in document.people}
    entities |= {entity.id: forms(entity.name, entity.aliases) for entity in document.organizations}
    told = [[forms(p.name) | entities.get(p.ref or "", set()) for p in event.participants] for event in document.events]
    ranked = []
    for i, entry in enumerate(events):
        for j, event in enumerate(document.events):
            near = max(
                (_near(one, plain(e.text)) for one in variants(entry["evidence"]) for e in event.evidence), default=0.0
            )
            if near >= NEAR:
                people = len(set().union(*told[j]) & {plain(name) for name in _wanted(entry)})
                dated = (event.date.start if event.date else None) in listed(entry["start"])
                kind = event.kind in entry["kind"]
                ranked.append((kind, dated, people, not entry.get("optional"), near, -i, -j))
    pairs: dict[int, tuple[int, bool]] = {}
    used: dict[int, int] = {}
    for kind, _, _, _, _, i, j in sorted(ranked, reverse=True):
        if -i not in pairs and -j not in used:
            pairs[-i] = (-j, kind)
            used[-j] = -i
    for i, entry in enumerate(events):
        if entry.get("optional"):
            continue
        j, kind = pairs.get(i, (-1, False))
        scores["events"].judge(kind, _text(entry)[:60], told=False)
        if j >= 0:
            _match_event(gold, entry, document.events[j], told[j], scores)
    for j, event in enumerate(document.events):
        if j not in used or (not events[used[j]].get("optional") and not pairs[used[j]][1]):
            scores["events"].wrong.append(f"{event.kind}: {event.evidence[0].text[:50] if event.evidence else ''}")


def _near(gold: str, told: str) -> float:
    return overlap(gold, told) if min(8, len(gold)) <= len(told) <= 400 else 0.0


def _text(entry: Gold) -> str:
    return plain(listed(entry["evidence"])[0])


def _wanted(entry: Gold) -> set[str]:
    return {name for people in entry["roles"].values() for name in people}


def _match_event(gold: Gold, entry: Gold, event: Event, told: list[set[str]], scores: Scores) -> None:
    """The date, place, name, status and roles of an event that was found."""
    text = _text(entry)[:40]
    start, end = (event.date.start, event.date.end) if event.date else (None, None)
    good = start in listed(entry["start"]) and end in listed(entry["end"])
    scores["event dates"].judge(good, f"{start}/{end}: {text}")
    _match_roles(gold, entry, event.participants, told, scores)
    if entry.get("status"):
        scores["event status"].judge(event.status == entry["status"], f"{event.status}: {text}")
    if entry.get("name"):
        good = any(_same_event_name(plain(name), plain(event.name)) for name in listed(entry["name"]))
        scores["event names"].judge(good, f"{entry['name']}: {event.name}", told=bool(event.name))
    if entry.get("place"):
        place = plain(event.place)
        good = bool(place) and any(one in place or place in one for one in variants(entry["place"]))
        scores["event places"].judge(good, f"{entry['place']}: {event.place} in {text}", told=bool(place))


def _same_event_name(gold: str, told: str) -> bool:
    """The same name, give or take a word of three characters at one of its ends."""
    return bool(gold and told) and (
        gold == told or ((gold in told or told in gold) and abs(len(gold) - len(told)) <= 3)
    )


def _match_roles(
    gold: Gold, entry: Gold, participants: list[Participant], told: list[set[str]], scores: Scores
) -> None:
    """Who took part, as (event, name) pairs, and as what, where the gold has the whole vocabulary (`role_kinds`)."""
    text = _text(entry)
    have = set().union(*told)
    for name in sorted({plain(name) for name in _wanted(entry)}):
        own = bearers(name, gold)
        hit = bool(own & have) or any(_same_name(name, other) for other in have)
        scores["roles"].count(hit, f"{name} in {text[:40]}")
        kinds = {role for role, people in entry["roles"].items() if name in map(plain, people)}
        as_what = {p.role for p, other in zip(participants, told, strict=True) if other & own}
        if as_what and gold.get("role_kinds"):
            good = bool(kinds & as_what) or "participant" in kinds
            scores["role kinds"].judge(good, f"{name} {sorted(kinds)}: {sorted(as_what)} in {text[:40]}")
    people = [*_wanted(entry), *(entry.get("roles_optional") or [])]
    known = set().union(*(bearers(name, gold) for name in people))
    evidence = "".join(plain(one) for one in listed(entry["evidence"]))
    _wrong_roles(participants, told, known, evidence, text, scores["roles"])


def _wrong_roles(
    participants: list[Participant], told: list[set[str]], known: set[str], evidence: str, text: str, score: Score
) -> None:
    """A name that neither the gold gives nor the evidence holds is wrong."""
    for participant, own in zip(participants, told, strict=True):
        if not any(form in evidence or any(_same_name(form, other) for other in known) for form in own):
            score.wrong.append(f"{participant.name} in {text[:40]}")


def _same_name(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 3 and (one.endswith(other) or other.endswith(one)))
