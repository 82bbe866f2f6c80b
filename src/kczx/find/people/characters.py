"""What the tables say of each character: as a word, as what longer words begin with, as a surname, in foreign names."""

from __future__ import annotations

from typing import NamedTuple

from kczx import lexicon, words
from kczx.find.people.candidates import lists
from kczx.find.people.dictionary import DIVISIONS, NEVER, other_words
from kczx.find.people.model import model

LAST = 5.0
"""Cost of ending a foreign name behind a character that none in the tables ends with."""
ONLY = 3.0
"""Further cost of a surname as a word by itself, where its character hardly ever is one: 袁, 殷."""


class Begun(NamedTuple):
    """What else begins with two characters: places and bodies that jieba's dictionary does not hold, listed names."""

    others: tuple[str, ...]
    listed: bool


class Abroad(NamedTuple):
    """What a character costs in foreign names: as the first, as the last, before each other one, and anywhere."""

    first: float
    last: float
    before: dict[int, float]
    anywhere: float


class Named(NamedTuple):
    """What a character can be in names: its cost as a surname (NEVER where it is none), what it costs in foreign names if they
    have it, and what else begins with it, by the second character."""

    surname: float
    abroad: Abroad | None
    begun: dict[int, Begun]


class Character(NamedTuple):
    """A character's cost and tag as a word, the pairs and the words that it begins (as in `words.Shelf`), whether it is a
    surname or foreign names have it, and what it can be in names, if anything."""

    cost: float
    tag: str
    pairs: dict[int, words.Pair]
    words: dict[str, words.Entry]
    either: bool
    named: Named | None


class Characters(dict[int, Character]):
    """The characters by their code points, each looked up in the tables when it is met.

    `first`, `last` and `single` are what it costs as the first and the second of a given name of two, and as one alone.
    """

    def __init__(self) -> None:
        super().__init__()
        weights = model()
        self.first = {ord(char): cost for char, cost in weights.first.items()}
        self.last = {ord(char): cost for char, cost in weights.second.items()}
        self.single = {ord(char): cost for char, cost in weights.single.items()}
        self.others: dict[str, list[str]] = {}
        for name in other_words():
            if name[-1] not in DIVISIONS:
                self.others.setdefault(name[0], []).append(name)
        self.listed: dict[str, list[str]] = {}
        for two in lists().starts:
            self.listed.setdefault(two[0], []).append(two)

    def __missing__(self, code: int) -> Character:
        char, weights, shelf = chr(code), model(), words.dictionary()[code]
        others: dict[str, list[str]] = {}
        for name in self.others.get(char, ()):
            if name not in shelf.words:
                others.setdefault(name[1], []).append(name)
        listed = {two[1] for two in self.listed.get(char, ())}
        begun = {
            ord(second): Begun(tuple(others.get(second, ())), second in listed) for second in others.keys() | listed
        }
        surname, abroad = weights.surnames.get(char, NEVER), self._abroad(char)
        in_names = abroad is not None or surname < NEVER
        cost = shelf.cost + (ONLY if in_names and char in weights.only else 0.0)
        named = Named(surname, abroad, begun) if in_names or begun else None
        found = Character(cost, shelf.tag, shelf.pairs, shelf.words, in_names, named)
        if named is not None or shelf.words:
            self[code] = found  # of the others there can be a million
        return found

    @staticmethod
    def _abroad(char: str) -> Abroad | None:
        weights = model()
        anywhere, links = weights.foreign.get(char), weights.pairs.get(char, {})
        if anywhere is None:
            return None
        before = {ord(other): cost for other, cost in links.items() if other != "$"}
        return Abroad(weights.pairs["^"].get(char, anywhere), links.get("$", LAST), before, anywhere)


@lexicon.cached
def characters() -> Characters:
    """The table, as the lexicons are laid now."""
    return Characters()
