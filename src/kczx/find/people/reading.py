"""What reading a text by words and names gives: the names, and the words when they are asked for."""

from __future__ import annotations

from typing import NamedTuple

from kczx.words import Word


class Name(NamedTuple):
    """A name in a text: half-open range, the kind of name, by how much it is cheaper than the words there, and what of that
    the words before and behind it say."""

    start: int
    end: int
    kind: str
    score: float
    before: float = 0.0
    behind: float = 0.0


class Reading:
    """The cheapest reading of a text: its words (a name is one of them, tagged `nr`) and the names alone."""

    def __init__(self, size: int, step: list[int], tags: list[str], chosen: dict[int, Name]) -> None:
        self.size, self.step, self.tags = size, step, tags
        self.names: list[Name] = []
        at = 0
        while at < size:
            if at in chosen:
                self.names.append(chosen[at])
            at = step[at]

    @property
    def words(self) -> list[Word]:
        """The words, in order."""
        step, tags, found, at = self.step, self.tags, [], 0
        while at < self.size:
            found.append(Word(at, step[at], tags[at]))
            at = step[at]
        return found
