"""The words of a sentence around its numbers, and what is asked of them by the phrases on either side."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kczx.find.figures.tokens import Cut, Token, tables

WINDOW = 120
"""Characters on either side that are read: no phrase reaches further."""
LONGEST = 24
"""Characters of a phrase; what is longer is a clause that was not understood."""


MEASURING = frozenset("量额值率数度积费价")
"""Last characters of nouns that measure."""


class Sentence:
    """The words of the clause around a place, for as many questions as there are numbers in it, and where its sentence begins."""

    __slots__ = ("_cut", "_ends", "_starts", "end", "first", "start", "text", "tokens")

    def __init__(self, cut: Cut, at: int) -> None:
        far = max(0, at - WINDOW)
        stops, marks = cut.stops, cut.marks
        number = bisect_left(stops, at) - 1
        self.start = stops[number] + 1 if number >= 0 and stops[number] >= far else far
        number = bisect_left(marks, at)
        self.first = max(self.start, marks[number - 1] + 1) if number else self.start
        self.end = min(at + WINDOW, marks[number] if number < len(marks) else len(cut.text))
        self._cut = cut
        self.text = cut.text
        self._read(cut.tokens(self.first, self.end))

    def _read(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self._starts = [token.start for token in tokens]
        self._ends = [token.end for token in tokens]

    def holds(self, at: int) -> bool:
        """Whether a place lies in the clause, with enough of it behind the place."""
        return self.first <= at < self.end and (at + LONGEST <= self.end or self.end - self.first < WINDOW)

    def at(self, place: int) -> Token | None:
        """The word that holds a place."""
        number = bisect_right(self._starts, place) - 1
        return self.tokens[number] if number >= 0 and place < self.tokens[number].end else None

    def beginning(self, at: int) -> int:
        """The number of the first word that begins at a place or behind it."""
        return bisect_left(self._starts, at)

    def ending(self, at: int) -> int:
        """The number of the last word that ends at a place or before it; -1 where none does."""
        return bisect_right(self._ends, at) - 1

    def elsewhere(self, at: int) -> Sentence:
        """The words of the clause around another place."""
        return Sentence(self._cut, at)

    def parts(self, start: int, end: int) -> list[Token]:
        """The words of a range, which may lie outside the clause."""
        return self._cut.tokens(start, end)

    def recut(self, at: int) -> None:
        """Read the words anew, with an edge at a place: a number, or a link before one, ends there."""
        self._read([*self._cut.tokens(self.first, at), *self._cut.tokens(at, self.end)])

    def edge(self, at: int) -> bool:
        """Whether a word begins at a place."""
        number = bisect_left(self._starts, at)
        return number < len(self.tokens) and self._starts[number] == at

    def measures(self, number: int) -> bool:
        """Whether a word is a noun that measures: 海拔, 宽度."""
        word = self.word(self.tokens[number])
        return word in tables().metrics or word[-2:] in tables().metrics

    def inside(self, place: int) -> bool:
        """Whether a place lies within a word."""
        token = self.at(place)
        return token is not None and token.start < place

    def measuring(self, start: int, end: int) -> bool:
        """Whether a phrase ends with a noun that measures."""
        return self.text[max(start, end - 2) : end] in tables().metrics or self.text[end - 1] in MEASURING

    def act(self, at: int, kinds: str = "X") -> int | None:
        """Where a verb of some kinds begins that ends at a place, if a word stands before it in the sentence."""
        number = self.ending(at)
        if number < 1 or self.tokens[number].end != at:
            return None
        token = self.tokens[number]
        plain = token.tag == "v" and token.kind in kinds and token.end - token.start > 1
        return token.start if plain and self.tokens[number - 1].end == token.start else None

    def did(self, at: int) -> bool:
        """Whether a verb stands right before a place, perhaps with 了 or 首批 behind it: 控制了, 投入首批."""
        number = self.ending(at)
        if number < 0 or at - self.tokens[number].end > 1:
            return False
        token = self.tokens[number]
        if token.tag == "m" and number:
            number -= 1
            token = self.tokens[number]
        word = self.word(token)
        named = (
            number and self.tokens[number - 1].kind == "N" and self.tokens[number - 1].end == token.start
        )  # 经费|投入
        return (
            word == "了"
            or (token.tag[0] == "v" and token.kind == "X" and token.end - token.start > 1)
            or (word in tables().verbs and not named)
        )

    def is_head(self, token: Token) -> bool:
        """Whether a word is a noun that is known to be counted or to measure, or ends with one."""
        word = self.word(token)
        known = tables()
        if word in known.counted or word[-2:] in known.counted or token.tag == "joined":
            return True
        thing = token.tag == "n" and token.kind == "N" and len(word) > 1 and word[-1] in known.endings
        return thing and word[0] not in "全便" and word not in known.verbs and word not in known.predicates

    def headed(self, end: int) -> bool:
        """Whether the word that ends at a place is a noun that is known to be counted."""
        number = self.ending(end)
        return number >= 0 and self.tokens[number].end == end and self.is_head(self.tokens[number])

    def word(self, token: Token) -> str:
        """A word's characters."""
        return self.text[token.start : token.end]

    def checked(self, start: int, end: int) -> tuple[int, int] | None:
        """The range, unless it is too long for a phrase, too short or no noun."""
        phrase = self.text[start:end]
        if end - start > LONGEST or (end - start < 2 and phrase not in tables().heads) or phrase in tables().edges:
            return None
        return start, end
