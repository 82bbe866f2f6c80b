"""How likely characters are a person's name, and what the words beside them say: costs, in natural units, from tables.

A cost is minus the natural logarithm of a probability, as in `kczx.words`; so a reading of a text as words and one as names can
be compared by their sums.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from kczx import lexicon
from kczx.errors import LexiconError

NAME = 5.4
"""Cost of a person's name in Chinese characters standing somewhere: about five names in a thousand words."""
DOUBLE = 0.25
"""Cost of a given name of two characters, about 78 of 100; SINGLE of one."""
SINGLE = 1.6
FOREIGN = 9.0
"""Cost of a foreign name standing somewhere."""
MARRIED = 5.0
"""Further cost of a husband's surname before the own one."""
RAREST = 10.5
"""Cost of the rarest surnames that are hardly ever another word: small tables make them rarer than they are."""
UNSEEN = 14.0
"""Cost of a character that the tables do not have."""
ELSEWHERE = 3.5
"""Further cost of a character at a place of a given name where the tables hardly have it."""
SMOOTH = 0.35
"""Share of the single character's probability in that of a pair."""


@dataclass(frozen=True, slots=True)
class Model:
    """Costs of surnames, given names (first of two, second of two, alone), foreign pairs, and weights of contexts."""

    surnames: dict[str, float]
    compound: dict[str, float]
    firsts: frozenset[str]  # characters that compound surnames begin with
    first: dict[str, float]
    second: dict[str, float]
    single: dict[str, float]
    text: dict[str, float]  # a character's cost in running text
    pairs: dict[str, dict[str, float]]  # for each character (^ begins a name): next character ($ ends it) → cost
    foreign: dict[str, float]  # a character anywhere in a foreign name
    before: dict[str, float]
    behind: dict[str, float]
    owned: dict[str, float]  # behind a name and 的
    place: dict[str, float]  # before what may be a town's name
    only: frozenset[str]  # surnames that are hardly ever a word by themselves
    sizes_before: dict[str, tuple[int, ...]]  # how long the words of `before` are, by their last characters
    prefixes: frozenset[str]  # words that an office can begin with
    bodies: frozenset[str]  # what bodies end with
    lands: frozenset[str]  # characters that names of places end with
    address: frozenset[str]  # words behind a name that are no given name themselves: 先生, 老师


@lexicon.cached
def model() -> Model:
    """The tables, read once.  Raises LexiconError for a row that is none."""
    return Model(*_fields())


@lexicon.kept
def _fields() -> tuple[Any, ...]:
    surnames = {
        row[0]: _number(row[1], "surname_weights.tsv") for row in lexicon.rows("find/people/surname_weights.tsv", 2)
    }
    for name, further in lexicon.rows("find/people/unlikely_surnames.tsv", 2):
        surnames[name] = surnames.get(name, 11.0) + _number(further, "unlikely_surnames.tsv")
    kinds = lexicon.rows("find/people/surnames.tsv", 2)
    for name, kind in kinds:
        if len(name) == 1:
            surnames.setdefault(name, 11.0)
        if kind == "only":
            surnames[name] = min(surnames[name], RAREST)
    compound = {name: 8.5 for name, _ in kinds if len(name) > 1}
    for parts, people in lexicon.rows("find/people/elements.tsv", 2):
        if people == "彝":  # 沙马古竹: a clan's name, and a given name in Chinese
            compound |= dict.fromkeys(parts.split(","), 9.5)
    first: dict[str, float] = {}
    second, single, text = first.copy(), first.copy(), first.copy()
    for char, *costs in lexicon.rows("find/people/given.tsv", 5):
        first[char], second[char], single[char], text[char] = (_number(cost, "given.tsv") for cost in costs)
    for char in first:  # the tables are small: a character of one place is rarely impossible at another
        most = min(first[char], second[char], single[char]) + ELSEWHERE
        for table in (first, second, single):
            table[char] = min(table[char], most)
    for char, least, place in lexicon.rows("find/people/unlikely.tsv", 3):
        for table in (second, single) if place == "last" else (first, second, single):
            table[char] = max(table.get(char, 0.0), _number(least, "unlikely.tsv"))
    sides: dict[str, dict[str, float]] = {side: {} for side in SIDES}
    for word, side, cell in lexicon.rows("find/people/contexts.tsv", 3, SIDES):
        sides[side][word.replace("\\n", "\n")] = _number(cell, "contexts.tsv")
    before, behind = sides["before"], sides["behind"]
    for head, kind, post in lexicon.rows("find/people/titles.tsv", 3):
        if kind in TITLE_BEFORE:
            before[head] = max(TITLE_BEFORE[kind], before.get(head, 0.0))
        if post:
            behind[head] = 3.5 if kind == "address" else 3.0
    only = frozenset(name for name, kind in kinds if kind == "only")
    address = frozenset(word for word, weight in behind.items() if len(word) == 2 and weight >= ADDRESS)
    firsts = frozenset(name[0] for name in compound)
    sizes: dict[str, set[int]] = {}
    for word in before:
        if len(word) > 1:
            sizes.setdefault(word[-1], set()).add(len(word))
    sizes_before = {last: tuple(sorted(found, reverse=True)) for last, found in sizes.items()}
    prefixes = frozenset(lexicon.words("find/people/title_prefixes.tsv"))
    bodies = frozenset(end for end in lexicon.words("find/organizations/suffixes.tsv") if 1 < len(end) < 5)
    lands = frozenset("".join(lexicon.words("find/people/place_ends.tsv")))
    chars = (surnames, compound, firsts, first, second, single, text)
    return (
        *chars,
        *_foreign(),
        before,
        behind,
        sides["owned"],
        sides["place"],
        only,
        sizes_before,
        prefixes,
        bodies,
        lands,
        address,
    )


SIDES = ("before", "behind", "owned", "place")
"""Where a word of contexts.tsv stands; `place` tells before a foreign name that it is rather a town's."""
ADDRESS = 1.9
"""Weight from which a word of two characters behind a name is told to be no given name."""
TITLE_BEFORE = {"office": 4.5, "rank": 4.2, "role": 3.8, "honour": 3.0, "intro": 3.0}
"""Weight of a title's word before a name, by its kind in titles.tsv."""


def _foreign() -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    counts: dict[str, Counter[str]] = {}
    for table in ("transliteration.tsv", "transliteration_by_hand.tsv"):
        for char, following, count in lexicon.rows(f"find/people/{table}", 3):
            counts.setdefault(char, Counter())[following] += int(_number(count, table))
    single: Counter[str] = Counter()
    for nexts in counts.values():
        single.update(nexts)
    whole = sum(single.values())
    chances = {char: (count + 0.5) / whole for char, count in single.items()}
    for char in "".join(lexicon.words("find/people/transliteration_characters.tsv")):
        chances.setdefault(char, 0.5 / whole)
    pairs = {
        char: {
            other: -math.log((1 - SMOOTH) * count / sum(nexts.values()) + SMOOTH * chances[other])
            for other, count in nexts.items()
        }
        for char, nexts in counts.items()
    }
    return pairs, {char: -math.log(SMOOTH * chance) for char, chance in chances.items()}


def _number(cell: str, name: str) -> float:
    try:
        return float(cell)
    except ValueError as error:
        raise LexiconError(f"find/people/{name}", 0, f"{cell!r} is no number") from error
