"""What the tables say of each character: as a word, as what longer words begin with, as a surname, in foreign names."""

from __future__ import annotations

from typing import NamedTuple

from kczx import lexicon, words
from kczx.find.people.candidates import lists
from kczx.find.people.dictionary import DIVISIONS, other_words
from kczx.find.people.model import model

ONLY = 3.0
"""Further cost of a surname as a word by itself, where its character hardly ever is one: 袁, 殷."""


class Begun(NamedTuple):
    """What else begins with two characters: places and bodies that jieba's dictionary does not hold, listed names."""

    others: tuple[str, ...]
    listed: bool


class Character(NamedTuple):
    """A character's cost and tag as a word, the pairs and the words that it begins (as in `words.Shelf`), its cost as a
    surname, whether foreign names have it, whether either, and what else begins with it, by the second character."""

    cost: float
    tag: str
    pairs: dict[int, words.Pair]
    words: dict[str, words.Entry]
    surname: float | None
    abroad: bool
    either: bool
    begun: dict[int, Begun]


class Characters(dict[int, Character]):
    """The characters by their code points, each looked up in the tables when it is met."""

    def __init__(self) -> None:
        super().__init__()
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
        surname, abroad = weights.surnames.get(char), char in weights.foreign
        cost = shelf.cost + (ONLY if char in weights.only and (surname is not None or abroad) else 0.0)
        found = Character(
            cost, shelf.tag, shelf.pairs, shelf.words, surname, abroad, abroad or surname is not None, begun
        )
        if found.either or begun or shelf.words:
            self[code] = found  # of the others there can be a million
        return found


@lexicon.cached
def characters() -> Characters:
    """The table, as the lexicons are laid now."""
    return Characters()
