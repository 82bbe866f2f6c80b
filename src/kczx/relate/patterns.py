"""Words of a table's cell → a regular expression: alternatives, gaps, and what must not stand beside them."""

from __future__ import annotations

import functools
import itertools
import re
import sys
from collections.abc import Iterable, Iterator

from kczx import lexicon

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


def firsts(words: str) -> set[str]:
    """The characters with which a cell's words can begin.

    >>> sorted(firsts("(赴|到)…调研|座谈"))
    ['到', '座', '赴']
    """
    found: set[str] = set()
    depth, start = 0, 0
    for i, char in enumerate(words + "|"):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            option = words[start:i]
            if option.startswith("("):
                close = _closing(option)
                found |= firsts(option[1:close])
            elif option:
                found.add(option[0])
            start = i + 1
    return found


class AnyOf:
    """Many (words, expression), each tried where a text has a character with which its words can begin.

    What begins with a character is compiled when a text first has it: most of what a table holds, no document needs.

    >>> any_of = AnyOf([("签约", "签约(?!者)"), ("(赴|到)…调研", "(?:赴|到).{0,9}调研")])
    >>> any_of.search("代表团到签约者处调研")[0]
    '到签约者处调研'
    """

    def __init__(self, cells: Iterable[tuple[str, str]]) -> None:
        self._by_first: dict[str, list[str]] = {}
        self._compiled: dict[str, re.Pattern[str]] = {}
        told = []
        for words, pattern in cells:
            told.append(pattern)
            for char in firsts(words):
                self._by_first.setdefault(char, []).append(pattern)
        self._first = re.compile(f"[{''.join(map(re.escape, self._by_first))}]" if self._by_first else "(?!)")
        self.pattern = f"(?:{'|'.join(told or ['(?!)'])})"

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first expression that fits at a place."""
        return self._at(text, start, end) if start < end and text[start : start + 1] in self._by_first else None

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first place where one fits."""
        for first in self._first.finditer(text, start, end):
            if found := self._at(text, first.start(), end):
                return found
        return None

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All places where one fits, none within another."""
        for first in self._first.finditer(text, start, end):
            if first.start() >= start and (found := self._at(text, first.start(), end)):
                yield found
                start = found.end()

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The expression that is all of a text."""
        return self._whole.fullmatch(text)

    def _at(self, text: str, start: int, end: int) -> re.Match[str] | None:
        char = text[start]
        pattern = self._compiled.get(char)
        if pattern is None:
            pattern = self._compiled[char] = re.compile("|".join(self._by_first[char]))
        return pattern.match(text, start, end)

    @functools.cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern)


def _alternatives(cell: str) -> list[str]:
    return [word for word in cell.split("|") if word]


def _closing(option: str) -> int:
    depth = 0
    for i, char in enumerate(option):
        depth += (char == "(") - (char == ")")
        if not depth:
            return i
    return len(option)
