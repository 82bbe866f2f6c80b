"""Under which heading an event stands: the body's or place's whose paragraph tells it, else the one that its people, its
organizers and its place lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kczx import lexicon
from kczx.records import Document, Event
from kczx.write import ranks
from kczx.write.divisions import codes_of
from kczx.write.monthly.words import Words

ACTORS = (
    "organizer",
    "initiator",
    "publisher",
    "awarder",
    "co_organizer",
    "signatory",
    "visitor",
    "host",
    "participant",
)
"""The roles of bodies, those first whose event it is."""
OWNERS = frozenset(["organizer", "initiator", "publisher", "awarder"])
MUNICIPALITIES = frozenset(["11", "12", "31", "50"])
Kind = Literal["city", "society", "province", "rank", "other"]


@dataclass(frozen=True, slots=True)
class Home:
    """A section's kind, the heading there, what it is sorted by, and the rank of the weightiest who took part."""

    kind: Kind
    name: str = ""
    order: str = ""
    rank: int = ranks.NONE


def home(event: Event, label: str | None, document: Document, rank: int, words: Words) -> Home:
    """Where an event belongs that a document tells in the paragraph of a name, or of none, and in which `rank` took part."""
    codes = {place.name: place.code for place in document.places if place.code}
    if label is not None:
        return _labelled(label, codes, rank, words)
    section = next((row for row in words.sections if row["kind"] == "rank" and row["from"] <= rank <= row["to"]), None)
    if section is not None:
        return Home("rank", order=str(section["from"]), rank=rank)
    bodies = actors(event)
    for body in bodies:
        if is_society(body, words):
            return Home("society", body, body, rank)
    owners = [part.name for part in event.participants if part.role in OWNERS and part.type == "organization"]
    national = _national(words)
    if national is not None and any(map(ranks.is_national, owners)):
        return Home("rank", order=str(national["from"]), rank=rank)
    for body in owners:
        if words.association.fullmatch(body) and len(code := codes_of(body, codes)) == 2 and code not in MUNICIPALITIES:
            return _division(code, body, rank)
    for place in (event.place, *owners):
        if place and (code := codes_of(place, codes)):
            return _division(code, place, rank)
    return Home("other", rank=rank)


def where(event: Event, document: Document) -> str:
    """The city or the province of an event's place, or the place's own name."""
    codes = {place.name: place.code for place in document.places if place.code}
    code = codes_of(event.place or "", codes)
    return _division(code, event.place or "", ranks.NONE).name if code else event.place or ""


def _national(words: Words) -> Mapping[str, Any] | None:
    """The section of what national bodies do."""
    return next((row for row in words.sections if row["kind"] == "rank" and row.get("national")), None)


def actors(event: Event) -> list[str]:
    """The bodies that took part, those first whose event it is."""
    bodies = [part for part in event.participants if part.type == "organization" and part.role in ACTORS]
    return [part.name for part in sorted(bodies, key=lambda part: ACTORS.index(part.role))]


def is_society(body: str, words: Words) -> bool:
    """Whether a body is a national society, by the list of them or by its name."""
    return ranks.is_society(body) or bool(words.society.fullmatch(body) and not words.never.fullmatch(body))


def _labelled(label: str, codes: Mapping[str, str], rank: int, words: Words) -> Home:
    if is_society(label, words):
        return Home("society", label, label, rank)
    if (national := _national(words)) is not None and ranks.is_national(label):
        return Home("rank", order=str(national["from"]), rank=rank)
    code = codes_of(label, codes)
    if not code:
        return Home("other", label, label, rank)
    if words.association.fullmatch(label):
        return _division(code, label, rank)
    kind: Kind = "city" if len(code) > 2 or code in MUNICIPALITIES else "province"
    name = _divisions().get(code.ljust(6, "0"), "")
    if label in codes or label in (name, name[:-1]):  # a division itself: under its own name, be it a district's
        return Home(kind, name or label, code, rank)
    return Home(kind, label, code, rank)  # a body of its own, beside the division where it is


def _division(code: str, place: str, rank: int) -> Home:
    """The city in which a division lies, or the province where it is one."""
    names = _divisions()
    if len(code) == 2 and code not in MUNICIPALITIES:
        return Home("province", names.get(code + "0000", place), code, rank)
    city = code[:2] if code[:2] in MUNICIPALITIES else code[:4]
    known = names.get(city.ljust(6, "0"))
    return Home("city", known or names.get(code.ljust(6, "0"), place), city if known else code, rank)


@lexicon.cached
def _divisions() -> dict[str, str]:
    """The full name of each division, by its code; of several the first."""
    found: dict[str, str] = {}
    for code, name, *_ in lexicon.rows("find/places/places.tsv", 4):
        found.setdefault(code, name)
    return found
