"""What reading a text by words and names gives: the words, and the names among them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kczx import lexicon
from kczx.words import Words


@dataclass(slots=True)
class Name:
    """A name in a text: half-open range, the kind of name, by how much it is cheaper than the words there, and what of that
    the words before and behind it say."""

    start: int
    end: int
    kind: str
    score: float
    before: float = 0.0
    behind: float = 0.0


def own(name: Name) -> float:
    """What a name's characters alone say for it."""
    return name.score - name.before - name.behind


class Reading:
    """The cheapest reading of a text: its words (a name is one of them, tagged `nr`) and the names alone."""

    def __init__(self, words: Words, chosen: dict[int, Name]) -> None:
        self.words = words
        self.names = [name for at, name in reversed(chosen.items()) if at in words.bounds]


def occurrences(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where the names stand in a text, in order, of those that begin at one place the longest first."""
    return lexicon.Finder(names).every(text)
