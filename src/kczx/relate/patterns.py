"""Words of a table's cell → a regular expression: alternatives, gaps, and what must not stand beside them."""

from __future__ import annotations

import functools
import itertools
import re
import sys
from collections.abc import Iterable, Iterator

from kczx import lexicon

Cell = tuple[str, str, str]
"""The words of a table's cell, and what must not stand before and behind them."""
SIGNS = "(…_!"
GAPS = (("……", "[^，,。；;：:]{0,70}?"), ("…", "[^，,。；;：:]{0,30}?"), ("_", "[^，,。；;：:]"))


def expression(words: str, before: str = "", behind: str = "") -> str:
    """The regular expression of a cell: `|` between alternatives, groups in `( )`, `…` for up to 30 characters of a clause,
    `……` for up to 70, `_` for one, `!( )` for what must not follow; `before` and `behind` are what must not stand beside.

    Raises ValueError where a cell cannot be read.

    >>> expression("(赴|到)…调研|座谈", "迟", "会")
    '(?:(?<!迟)(?:(?:赴|到)[^，,。；;：:]{0,30}?调研|座谈)(?!会))'
    """
    if not words or re.search(r"\s|\|\||^\||\|$|\(\||\|\)|\(\)|^[…_]|[\[\]{}*+?\\^$.]", words):
        raise ValueError(f"no words, an empty alternative, or a sign that is none of | ( ) … _ !: {words!r}")
    depths = list(itertools.accumulate((char == "(") - (char == ")") for char in words))
    if min(depths) < 0 or depths[-1]:
        raise ValueError(f"a bracket without its other one: {words!r}")
    text = re.escape(words)
    for sign in "|()":
        text = text.replace("\\" + sign, sign)
    text = text.replace("!(", "(?!").replace("(", "(?:").replace("(?:?!", "(?!")
    for gap, pattern in GAPS:
        text = text.replace(gap, pattern)
    not_before = "".join(f"(?<!{re.escape(word)})" for word in _alternatives(before))
    not_behind = f"(?!{lexicon.alternation(_alternatives(behind))})" if behind else ""
    return f"(?:{not_before}(?:{text}){not_behind})"


def options(words: str) -> list[str]:
    """The alternatives of a cell's words, groups kept whole.

    >>> options("(赴|到)…调研|座谈")
    ['(赴|到)…调研', '座谈']
    """
    found, depth, start = [], 0, 0
    for i, char in enumerate(words + "|"):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            found.append(words[start:i])
            start = i + 1
    return found


def beginnings(option: str) -> set[str]:
    """With which two characters an alternative can begin, or with which one, where anything may follow it.

    >>> sorted(beginnings("(赴|前往)…调研")), beginnings("座谈会")
    (['前往', '赴'], {'座谈'})
    """
    if option.startswith("("):
        return {found for inner in options(option[1 : _closing(option)]) for found in beginnings(inner)}
    return {option[:2] if len(option) > 1 and option[1] not in SIGNS else option[:1]}


class Shelves(dict[str, "re.Pattern[str] | None"]):
    """Two characters → what can begin with them, compiled when a text first has them: most of what a table holds, no document
    needs.  None where nothing can."""

    def __init__(self, cells: Iterable[Cell], edge: str) -> None:
        super().__init__()
        self.edge = edge
        self.told: dict[str, list[tuple[int, Cell]]] = {}
        told = ((option, before, behind) for words, before, behind in cells for option in options(words))
        for number, cell in enumerate(told):
            for start in beginnings(cell[0]):
                self.told.setdefault(start, []).append((number, cell))

    def __missing__(self, two: str) -> re.Pattern[str] | None:
        found: re.Pattern[str] | None = None
        if two in self.told:
            told = sorted({*self.told[two], *self.told.get(two[:1], ())})
            found = re.compile("|".join(expression(*cell) + self.edge for _, cell in told))
        elif len(two) > 1:
            found = self[two[:1]]
        self[two] = found
        return found


class AnyOf:
    """Many cells, of whose alternatives those are tried where a text has the characters with which they can begin.

    >>> AnyOf([("签约|签署", "", "者"), ("(赴|到)…调研", "", "")]).search("代表团到签约者处调研")[0]
    '到签约者处调研'
    """

    def __init__(self, cells: Iterable[Cell], edge: str = "") -> None:
        """`edge` is what must stand behind each of them, as a part of a pattern."""
        self._edge, self._cells = edge, list(cells)
        self._shelves = Shelves(self._cells, edge)
        # A search leaps to characters of a class; what they are together with the next is asked there.
        ones, twos = ([start for start in self._shelves.told if len(start) == size] for size in (1, 2))
        beside = [f"(?<={_class(ones)})"] * bool(ones) + [f"(?={_class(two[1] for two in twos)})"] * bool(twos)
        self._begins = re.compile(f"{_class(start[0] for start in self._shelves.told)}(?:{'|'.join(beside)})")

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first of them that fits at a place."""
        if self._begins.match(text, start, end) is None:
            return None
        pattern = self._shelves[text[start : start + 2]]
        return None if pattern is None else pattern.match(text, start, end)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first place where one fits."""
        begins, shelves = self._begins.search, self._shelves
        while (first := begins(text, start, end)) is not None:
            start = first.start()
            pattern = shelves[text[start : start + 2]]
            if pattern is not None and (found := pattern.match(text, start, end)) is not None:
                return found
            start += 1
        return None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All places where one fits, none within another."""
        while (found := self.search(text, start, end)) is not None:
            yield found
            start = found.end()

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """One that is all of a text."""
        return self._whole.fullmatch(text)

    @property
    def pattern(self) -> str:
        """All of them as a part of another pattern."""
        return f"(?:{'|'.join(expression(*cell) for cell in self._cells) or '(?!)'}){self._edge}"

    @functools.cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


def _class(chars: Iterable[str]) -> str:
    """A class of characters; of none, what nothing matches."""
    return f"[{''.join(sorted(map(re.escape, set(chars))))}]".replace("[]", "(?!)")


def _alternatives(cell: str) -> list[str]:
    return [word for word in cell.split("|") if word]


def _closing(option: str) -> int:
    depth = 0
    for i, char in enumerate(option):
        depth += (char == "(") - (char == ")")
        if not depth:
            return i
    return len(option)
