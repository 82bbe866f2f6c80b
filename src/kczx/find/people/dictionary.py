"""Which entries of jieba's dictionary are names of people: its tags are noisy, so characters and frequencies decide.

花岗岩, 青少年 and 文明 are tagged as names there, 关颖珊 as an idiom.  The rare entries with a surname are mostly people of the
news that the dictionary was made from; a frequent one must have the characters of a name.
"""

from __future__ import annotations

import functools

from kczx import lexicon, words
from kczx.dictionary import dictionary
from kczx.find.people.candidates import Option, lists
from kczx.find.people.model import DOUBLE, NAME, UNSEEN, model

NAMES = frozenset(["nr", "nrt", "nrfg"])
"""Tags of names in jieba's dictionary."""
NEVER = 1e6
"""Cost of a reading that is none."""
ODD = 13.8
"""Cost of a word that jieba's corpus had 60 times; rarer ones may be names with a wrong tag."""
DIVISIONS = frozenset("省市县区州盟旗镇乡")
"""What full names of divisions end with: their words tell that they are none of a person's (泉州|市委 is left to be read)."""
OTHER = 10.0
"""Cost of a place that the gazetteer knows."""
RARE = 100
"""Occurrences in jieba's corpus up to which an entry is rare."""


@functools.cache
def readings(word: str) -> tuple[float, float]:
    """The costs of an entry of jieba's dictionary as a name and as another word; NEVER where it is none."""
    weights, entry, size = model(), dictionary().entry(word), len(word)
    if entry is None:
        return NEVER, NEVER
    cost, tag, count = entry
    if word in other_words():
        return NEVER, (cost if word[-1] in DIVISIONS else min(cost, OTHER))
    if word in lists().known.get(word[:2], ()):
        return NEVER, (NEVER if size > 2 else max(cost, OTHER) + 2.5)  # known.tsv proposes it
    if word[1:] in weights.address:
        return NEVER, NEVER  # 李|先生
    surname = weights.surnames.get(word[0])
    if tag not in NAMES:
        if all(char in weights.foreign for char in word):
            return cost + (3.0 if tag in ("ns", "nz", "x") else 5.0), cost
        most = 5.6 if tag == "ns" else 8.9
        if surname is None or surname > most or size != 3 or odds(word) > 0.0:
            return NEVER, cost
        return min(cost + 0.5, cost_of_three(word)), cost + 1.0
    if size == 3 and surname is not None and tag != "nrt":
        against = odds(word)
        if against < (2.0 if count <= RARE else -1.5 if count < 10 * RARE else -3.0):
            return min(cost, cost_of_three(word)), NEVER
        if count <= RARE and against < 6.0:
            return cost + 1.0, cost
        return (cost + 3.0, cost) if against < 4.0 and count < 5 * RARE else (NEVER, cost)
    if size == 2 and surname is not None:
        return cost + (1.0 if count < 60 else 2.5 if count < 4 * RARE or tag == "nrt" else 5.0), cost + (
            1.0 if count < 60 else 0.0
        )
    if size == 4 and word[:2] in weights.compound and not words.frequency(word[2:]):
        return cost, NEVER
    if all(char in weights.foreign for char in word):
        return cost + (2.0 if size > 3 else 2.5), cost + (1.0 if size > 3 else 0.5)
    if size > 3 and words.tag(word[:3]) in NAMES and readings(word[:3])[1] == NEVER:
        return NEVER, NEVER  # 邓小平理论: a name with other words behind
    return NEVER, cost


def named(word: str, end: int, options: list[Option]) -> float:
    """What an entry of the dictionary costs as a word; what it costs as a name is added to the options."""
    person, price = readings(word)
    if person < NEVER:
        options.append((person, end, "dictionary foreign" if is_foreign(word) else "dictionary"))
    return price


def is_foreign(word: str) -> bool:
    """Whether a name of the dictionary is written with the characters of foreign names alone, and by no Chinese surname's rule."""
    weights = model()
    foreign = all(char in weights.foreign for char in word)
    return foreign and not (len(word) in (2, 3) and word[0] in weights.surnames and words.tag(word) != "nrt")


def odds(word: str) -> float:
    """How much likelier three characters are elsewhere than in a name (natural logarithm); a word inside speaks against it."""
    weights = model()
    against = weights.second.get(word[2], UNSEEN) - weights.text.get(word[2], UNSEEN)
    against += weights.first.get(word[1], UNSEEN) - weights.text.get(word[1], UNSEEN)
    against += 0.5 * (weights.surnames[word[0]] - 6.0)
    for part, most in ((word[:2], 60), (word[1:], 500)):
        if words.frequency(part) > most and words.tag(part) not in NAMES:
            against += 2.0
    return against


def cost_of_three(word: str) -> float:
    """What a name of three characters costs by its characters."""
    weights = model()
    given = weights.first.get(word[1], UNSEEN) + weights.second.get(word[2], UNSEEN)
    return NAME + DOUBLE + weights.surnames[word[0]] + given


TABLES = (
    ("find/places/countries.tsv", 3, slice(0, 2)),
    ("find/places/places.tsv", 4, slice(1, 3)),
    ("find/places/cities.tsv", 4, slice(0, 2)),
    ("find/places/regions.tsv", 2, slice(0, 2)),
    ("find/organizations/shorts.tsv", 3, slice(0, 2)),
)
"""Tables of places and of bodies without a suffix: their columns, and those that hold names."""


@lexicon.kept
def other_words() -> frozenset[str]:
    """Words that look like names and are none: those of not_names.tsv, places and bodies of the lexicons."""
    names = {word for row in lexicon.rows("find/people/not_names.tsv") for word in row[0].split(",")}
    for table, columns, cells in TABLES:
        for row in lexicon.rows(table, columns):
            names.update(form for cell in row[cells] for form in cell.split(","))
    return frozenset(name for name in names if len(name) > 1)
