"""Compares what the pipeline found in a document with gold that people wrote.

A name counts once a document, a date and a figure at each mention, an event where its evidence and its kind agree; the
dates and roles of an event count where the event was found.  Gold that is `optional` counts neither way.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from kczx.records import Document, Event

WHAT = ("people", "titles", "organizations", "dates", "figures", "events", "event dates", "roles")
IGNORED = dict.fromkeys(map(ord, "“”\"‘’'「」『』《》〈〉·•・‧?？ \u3000"))

Gold = dict[str, Any]


@dataclass(slots=True)
class Score:
    """How many were found, found wrongly and missed, and which."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def count(self, found: bool, name: str) -> None:
        """One that the gold asks for."""
        self.right += found
        if not found:
            self.missed.append(name)

    @property
    def precision(self) -> float:
        total = self.right + len(self.wrong)
        return self.right / total if total else 1.0

    @property
    def recall(self) -> float:
        total = self.right + len(self.missed)
        return self.right / total if total else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Scores = dict[str, Score]


def plain(text: str | None) -> str:
    """A text as it is compared: without white space, quotes and middle dots."""
    return "".join(unicodedata.normalize("NFKC", text or "").translate(IGNORED).lower().split())


def variants(value: str | list[str]) -> set[str]:
    """The accepted forms of a gold value that is a string or a list of them."""
    return {plain(text) for text in ([value] if isinstance(value, str) else value)}


def names(entry: Gold) -> set[str]:
    """Every form of a gold entity's name."""
    return {plain(entry["name"]), *map(plain, entry.get("aliases") or [])}


def match_names(gold: list[Gold], found: list[tuple[str, list[str]]], score: Score) -> dict[int, int]:
    """Score names; for each gold entry that was found, the number of the entity."""
    pairs: dict[int, int] = {}
    used: set[int] = set()
    for number, entry in enumerate(gold):
        hits = [i for i, (name, aliases) in enumerate(found) if names(entry) & {plain(name), *map(plain, aliases)}]
        used.update(hits)
        if hits:
            pairs[number] = hits[0]
        if not entry.get("optional"):
            score.count(bool(hits), entry["name"])
    score.wrong += [name for i, (name, _) in enumerate(found) if i not in used]
    return pairs


def match_titles(gold: Gold, document: Document, pairs: dict[int, int], score: Score) -> None:
    bodies = [names(entry) for entry in gold["organizations"]]

    def forms(title: str | list[str]) -> set[str]:
        """A title as the gold has it, and under the other names of its employer."""
        own = variants(title)
        return own | {
            other + text[len(name) :]
            for text in own
            for body in bodies
            for name in body
            if text.startswith(name)
            for other in body
        }

    for number, entry in enumerate(gold["persons"]):
        wanted = [forms(title) for title in entry.get("titles") or []]
        allowed = [forms(title) for title in entry.get("titles_optional") or []]
        if entry.get("optional"):
            continue
        told = document.people[pairs[number]].titles if number in pairs else []
        have = {(plain(title.organization), plain(title.position)) for title in told}
        for accepted in wanted:
            found = any(_same_title(accepted, body, position, bodies) for body, position in have)
            score.count(found, f"{entry['name']}: {max(accepted, key=len)}")
        if wanted or allowed:
            score.wrong += [
                f"{entry['name']}: {body}{position}"
                for body, position in sorted(have)
                if not any(_same_title(accepted, body, position, bodies) for accepted in wanted + allowed)
            ]


def _same_title(accepted: set[str], body: str, position: str, bodies: list[set[str]]) -> bool:
    if body + position in accepted or (not body and position in accepted):
        return True
    if body:  # the gold may leave the employer out, or tell more of it
        return position in accepted or any(text.endswith(body + position) for text in accepted)
    known = set().union(*bodies)
    return any(text.endswith(position) and text[: -len(position)] in known for text in accepted)


def match_dates(gold: list[Gold], document: Document, score: Score) -> None:
    left = [(plain(date.text), date.edtf) for date in document.dates]
    _match_mentions(gold, left, lambda entry, value: value in _values(entry["edtf"]), score)


def match_figures(gold: list[Gold], document: Document, score: Score) -> None:
    left = [
        (plain(figure.text), (float(figure.value), plain(figure.unit), plain(figure.counted)))
        for figure in document.figures
    ]

    def same(entry: Gold, told: tuple[float, str, str]) -> bool:
        value, unit, counted = told
        units, of = variants(entry["unit"] or []), plain(entry.get("of"))
        near = abs(value - float(entry["value"])) <= 1e-9 * max(1.0, abs(value))
        same_of = not of or (bool(counted) and (of in counted or counted in of or of[-2:] == counted[-2:]))
        return near and (not units or unit in units) and same_of

    _match_mentions(gold, left, same, score)


def _values(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _match_mentions(gold: list[Gold], left: list[tuple[str, Any]], same: Any, score: Score) -> None:
    """Score mentions one to one by text and value; one with the right text and another value is wrong and missed."""
    free = {
        text for entry in gold if entry.get("optional") for text in variants([entry["text"], *entry.get("texts", [])])
    }
    for entry in gold:
        if not entry.get("optional"):
            texts = variants([entry["text"], *entry.get("texts", [])])
            hit = next((row for row in left if row[0] in texts and same(entry, row[1])), None)
            score.count(hit is not None, entry["text"])
            if hit is not None:
                left.remove(hit)
    score.wrong += [f"{text} {value}" for text, value in left if text not in free]


def overlap(gold: str, told: str) -> float:
    """The share of the shorter text that the two have in common as one piece."""
    if gold in told or told in gold:
        return 1.0
    size = SequenceMatcher(None, gold, told, autojunk=False).find_longest_match().size
    return size / max(1, min(len(gold), len(told)))


def match_events(gold: Gold, document: Document, scores: Scores) -> None:
    events: list[Gold] = gold["events"]
    told = [[plain(mention.text) for mention in event.evidence] for event in document.events]
    ranked = []
    for i, entry in enumerate(events):
        for j, event in enumerate(document.events):
            near = max(
                (overlap(e, t) for e in variants(entry["evidence"]) for t in told[j] if 8 <= len(t) <= 400), default=0.0
            )
            if near >= 0.6:
                day = event.date.start if event.date else None
                ranked.append(
                    (event.kind in entry["kind"], day in _days(entry["start"]), not entry.get("optional"), near, -i, -j)
                )
    pairs: dict[int, tuple[int, bool]] = {}
    used: set[int] = set()
    for kind, _, _, _, i, j in sorted(ranked, reverse=True):
        if -i not in pairs and -j not in used:
            pairs[-i] = (-j, kind)
            used.add(-j)
    for i, entry in enumerate(events):
        j, kind = pairs.get(i, (-1, False))
        if entry.get("optional"):
            continue
        text = max(variants(entry["evidence"]), key=len)
        scores["events"].count(kind, text[:60])
        if j >= 0:
            if not kind:
                scores["events"].wrong.append(f"{document.events[j].kind} for {text[:50]}")
            _match_event(gold, entry, document, document.events[j], scores)
    scores["events"].wrong += [
        f"{e.kind}: {e.evidence[0].text[:50]}" for j, e in enumerate(document.events) if j not in used
    ]


def _days(value: str | list[str | None] | None) -> list[str | None]:
    return value if isinstance(value, list) else [value]


def _match_event(gold: Gold, entry: Gold, document: Document, event: Event, scores: Scores) -> None:
    """The date and the roles of an event that was found."""
    text = max(variants(entry["evidence"]), key=len)
    start, end = (event.date.start, event.date.end) if event.date else (None, None)
    good = start in _days(entry["start"]) and end in _days(entry["end"])
    scores["event dates"].count(good, text[:40])
    if not good:
        scores["event dates"].wrong.append(f"{start}/{end}: {text[:40]}")
    entities = {person.id: {plain(person.name), *map(plain, person.aliases)} for person in document.people}
    entities |= {body.id: {plain(body.name), *map(plain, body.aliases)} for body in document.organizations}
    told = [{plain(p.name)} | entities.get(p.ref or "", set()) for p in event.participants]
    have = set().union(*told)
    known = [names(e) for e in (*gold["persons"], *gold["organizations"])]

    def forms(name: str) -> set[str]:
        return {plain(name)}.union(*(entity for entity in known if plain(name) in entity))

    wanted = {name for people in entry["roles"].values() for name in people}
    for name in sorted(wanted):
        scores["roles"].count(any(_same_name(a, b) for a in forms(name) for b in have), f"{name} in {text[:40]}")
    allowed = set().union(*(forms(name) for name in (*wanted, *(entry.get("roles_optional") or []))))
    evidence = "".join(variants(entry["evidence"]))
    for participant, own in zip(event.participants, told, strict=True):
        if not any(form in evidence or any(_same_name(form, other) for other in allowed) for form in own):
            scores["roles"].wrong.append(f"{participant.name} in {text[:40]}")


def _same_name(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) > 3 and (one.endswith(other) or other.endswith(one)))


def score(gold: Gold, document: Document, scores: Scores) -> None:
    """Add a document to the scores."""
    pairs = match_names(gold["persons"], [(p.name, p.aliases) for p in document.people], scores["people"])
    match_titles(gold, document, pairs, scores["titles"])
    match_names(gold["organizations"], [(o.name, o.aliases) for o in document.organizations], scores["organizations"])
    match_dates(gold["dates"], document, scores["dates"])
    match_figures(gold["figures"], document, scores["figures"])
    match_events(gold, document, scores)
