"""What the lexicons of organizations make: known bodies, suffixes, the words that no name goes through."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon

CONJUNCTIONS = "和与及暨同"
CONJUNCTION = re.compile(f"[{CONJUNCTIONS}]")


@dataclass(frozen=True, slots=True)
class Suffix:
    kind: str
    mode: str
    banned: re.Pattern[str] | None
    not_behind: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What the lexicons make."""

    known: re.Pattern[str]
    kinds: dict[str, str]
    suffix: re.Pattern[str]
    suffixes: dict[str, Suffix]
    stops: re.Pattern[str]
    weak: frozenset[str]
    generic: frozenset[str]


@lexicon.cached
def rules() -> Rules:
    kinds: dict[str, str] = {}
    for name, forms, kind in lexicon.rows("find/organizations/organs.tsv", 3):
        for form in (name, *filter(None, forms.split(","))):
            kinds.setdefault(form, kind)
    for name in lexicon.words("find/organizations/societies.tsv"):
        kinds.setdefault(name, "association")
    suffixes = {
        row[0]: Suffix(row[1], row[2], re.compile(row[3]) if row[3] else None, row[4])
        for row in lexicon.rows("find/organizations/suffixes.tsv", 5)
        if row[2] != "never"
    }
    plain: list[str] = []
    guarded: dict[str, list[str]] = {}  # by their first characters: words that are none behind or before some others
    weak = set()
    for word, strength, before, behind in lexicon.rows("find/organizations/stops.tsv", 4, ("strong", "weak")):
        if before or behind:
            pattern = (f"(?<![{before}])" if before else "") + word + (f"(?![{behind}])" if behind else "")
            guarded.setdefault(word[0], []).append(pattern)
        else:
            plain.append(word)
        if strength == "weak":
            weak.add(word)
    options = [f"(?={first}){'|'.join(sorted(found, key=len, reverse=True))}" for first, found in guarded.items()]
    shelves = [options[i : i + 12] for i in range(0, len(options), 12)]
    firsts = list(guarded)
    shelved = [
        f"{lexicon.first_of(firsts[12 * i : 12 * i + 12])}(?:{'|'.join(f'(?:{option})' for option in shelf)})"
        for i, shelf in enumerate(shelves)
    ]
    return Rules(
        re.compile(lexicon.alternation(kinds)),
        kinds,
        re.compile(lexicon.alternation(suffixes)),
        suffixes,
        re.compile(
            f"{lexicon.first_of([*plain, *guarded, *CONJUNCTIONS])}"
            f"(?:{'|'.join([lexicon.alternation(plain), *shelved, CONJUNCTION.pattern])})"
        ),
        frozenset(weak),
        frozenset(lexicon.words("find/organizations/generic.tsv")),
    )
