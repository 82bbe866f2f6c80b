"""What the lexicons of organizations make: known bodies, suffixes, fields of organs, what the parts of a name cost."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from kczx import lexicon
from kczx.errors import LexiconError
from kczx.find.chunk import CLASSES

KINDS = frozenset(
    [
        "government",
        "party",
        "association",
        "research",
        "education",
        "media",
        "company",
        "international",
        "military",
        "team",
    ]
)
NEEDS = frozenset(
    [
        "word",
        "anchor",
        "place",
        "both",
        "field",
        "body",
        "team",
        "modifier",
        "local",
        "never",
        "brand",
        "seat",
        "alone",
        "media",
    ]
)
DOUBTFUL = "find/organizations/doubtful.tsv"
KNOWN = ("find/organizations/organs.tsv", "find/organizations/shorts.tsv")
"""Tables of bodies by name; both may tell several forms of one."""


@dataclass(frozen=True, slots=True)
class Suffix:
    """What a name ends with: the body's kind, what must stand before (suffixes.tsv), what must not follow or precede."""

    kind: str
    needs: str
    banned: re.Pattern[str] | None
    not_behind: str
    person: bool


@dataclass(frozen=True, slots=True)
class Cost:
    """What a unit costs as a name's first, within it, and left out right before it."""

    first: float
    within: float
    out: float


@dataclass(frozen=True, slots=True)
class Rules:
    """What the lexicons make."""

    known: lexicon.Finder
    kinds: dict[str, str]
    suffix: lexicon.Finder
    suffixes: dict[str, Suffix]
    fields: frozenset[str]
    longest_field: int
    costs: dict[str, Cost]
    sports: frozenset[str]
    countries: frozenset[str]
    links: frozenset[str]
    linking: frozenset[str]
    sounds: frozenset[str]
    branches: tuple[str, ...]
    classes: frozenset[str]
    apart: frozenset[str]
    heads: frozenset[str]
    doubtful: dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]]
    industries: frozenset[str]
    last: frozenset[str]
    aims: frozenset[str]
    aimed: frozenset[str]


@lexicon.cached
def rules() -> Rules:
    """Raises LexiconError where a row holds a kind, a need, a class or a cost that there is none of."""
    kinds: dict[str, str] = {}
    for table in KNOWN:
        for name, forms, kind in lexicon.rows(table, 3):
            if kind not in KINDS:
                raise LexiconError(table, 0, f"{name}: {kind!r} is none of {', '.join(sorted(KINDS))}")
            for form in (name, *filter(None, forms.split(","))):
                kinds.setdefault(form, kind)
    for name in lexicon.words("find/organizations/societies.tsv"):
        kinds.setdefault(name, "association")
    suffixes: dict[str, Suffix] = {}
    table = "find/organizations/suffixes.tsv"
    for name, kind, needs, banned, behind, person in lexicon.rows(table, 6, KINDS):
        if needs not in NEEDS:
            raise LexiconError(table, 0, f"{name}: {needs!r} is none of {', '.join(sorted(NEEDS))}")
        try:
            suffixes[name] = Suffix(kind, needs, re.compile(banned) if banned else None, behind, bool(person))
        except re.error as error:
            raise LexiconError(table, 0, f"{name}: {banned!r}: {error}") from error
    fields = frozenset(lexicon.words("find/organizations/fields.tsv"))
    parts: dict[str, list[str]] = {
        "sport": [],
        "country": [],
        "link": [],
        "sound": [],
        "branch": [],
        "head": [],
        "industry": [],
        "last": [],
        "aim": [],
        "aimed": [],
        "class": [],
        "apart": [],
    }
    for word, part in lexicon.rows("find/organizations/parts.tsv", 2, frozenset(parts)):
        parts[part].append(word)
    return Rules(
        lexicon.Finder(kinds),
        kinds,
        lexicon.Finder(suffixes),
        suffixes,
        fields,
        max(map(len, fields)),
        _costs(),
        frozenset(parts["sport"]),
        frozenset(parts["country"]),
        frozenset(parts["link"]),
        frozenset([*parts["link"], *parts["apart"]]),
        frozenset("".join(parts["sound"])),
        tuple(parts["branch"]),
        frozenset(parts["class"]),
        frozenset(parts["apart"]),
        frozenset(parts["head"]),
        _doubtful(),
        frozenset(parts["industry"]),
        frozenset(parts["last"]),
        frozenset(parts["aim"]),
        frozenset(parts["aimed"]),
    )


def _doubtful() -> dict[str, tuple[re.Pattern[str] | None, re.Pattern[str] | None]]:
    found = {}
    for name, before, behind in lexicon.rows(DOUBTFUL, 3):
        try:
            found[name] = (
                re.compile(f"(?:{before})$") if before else None,
                re.compile(behind) if behind else None,
            )
        except re.error as error:
            raise LexiconError(DOUBTFUL, 0, f"{name}: {error}") from error
    return found


def _costs() -> dict[str, Cost]:
    table, found = "find/organizations/costs.tsv", {}
    for kind, *cells in lexicon.rows(table, 4):
        if kind not in CLASSES | {"FIELD"}:
            raise LexiconError(table, 0, f"{kind!r} is no class")
        try:
            found[kind] = Cost(*(math.inf if cell == "-" else float(cell) for cell in cells))
        except ValueError as error:
            raise LexiconError(table, 0, f"{kind}: {error}") from error
    return found
