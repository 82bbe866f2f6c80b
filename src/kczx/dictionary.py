"""jieba's dictionary as it lies in the package: read when a rule first asks for it, shelf by shelf.

jieba's own loading takes most of a second, writes a cache into the shared temporary folder and edits what other threads see.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import math
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kczx.kept import made

UNKNOWN = "x"
"""The tag of marks and of characters that are no words."""
SPACE = ord(" ")
COUNT = re.compile(r" (\d+) ")
SUMS = {"7197c3211ddd98962b036cdf40324d1e": 60_101_967}
"""The sums of the frequencies of dictionaries known here (jieba 0.42.1), by how the SHA-256 digests of their bytes begin: they need
not be added up at every start."""
SAME_FIRST = re.compile(r"^(.).*\n(?:\1.*\n)*", re.MULTILINE)
"""Lines of the dictionary whose words begin with the same character; of those, lines whose second character is the same."""
SAME_SECOND = re.compile(r"^.(.).*\n(?:.\1.*\n)*", re.MULTILINE)

# Plain tuples: what is unpacked for every character of a text costs a third of what one with names does.  Those of words and of
# pairs hold no containers, so that the garbage collector does not walk through them.
Entry = tuple[float, str, int]
"""A word of the dictionary: its cost (minus the natural logarithm of its probability), tag, and how often jieba had it."""
Pair = tuple[Entry | None, str, tuple[int, ...]]
"""Two characters: their entry as a word, the third characters of longer words, and how long these are."""
Unmet = tuple[()]
"""Stands for a pair that was not asked for yet: of the dictionary's 190,000 a text has a few thousand."""
UNMET: Unmet = ()
Shelf = tuple[float, str, dict[int, Pair | Unmet], dict[str, Entry]]
"""What begins with a character: its own cost and tag as a word, the pairs by their second character, and the words that begin with
pairs that were asked for."""


Index = tuple[int, dict[str, list[tuple[int, int]]]]
"""The sum of the dictionary's frequencies, and where in its text the lines stand whose words begin with a character."""


def indexed(text: str, total: int | None = None) -> Index:
    """The index of a dictionary's text, whose last line is ended; `total` is the sum of its frequencies where that is known.

    >>> indexed("一 5 m\\n一个 3 m\\n二 2 m\\n")
    (10, {'一': [(0, 13)], '二': [(13, 19)]})
    """
    places: dict[str, list[tuple[int, int]]] = {}
    for match in SAME_FIRST.finditer(text):
        places.setdefault(match[1], []).append(match.span())
    return sum(map(int, COUNT.findall(text))) if total is None else total, places


class Dictionary(dict[int, Shelf]):
    """jieba's dictionary: a shelf for each character (its code point) that words begin with, made when it is asked for, and so is
    each of its pairs (`met`).

    `unknown` is the cost of a character that is no word.
    """

    def __init__(self, text: str, index: Index | None = None) -> None:
        super().__init__()
        self._text, (total, self._places) = text, index or indexed(text)
        self.unknown = math.log(total)
        self.empty: Shelf = (self.unknown, UNKNOWN, {}, {})
        self._begun: dict[str, str] = {}
        self._unmet: dict[int, dict[int, str]] = {}  # the lines of pairs that were not asked for

    def __missing__(self, code: int) -> Shelf:
        lines = self._lines(chr(code))
        if not lines:
            return self.empty
        return self.setdefault(code, self._shelf(code, lines))  # another thread may have been faster

    def _lines(self, first: str) -> str:
        """The lines of words that begin with a character."""
        lines = self._begun.get(first)
        if lines is None:
            places = self._places.get(first)
            if places is None:
                return ""
            lines = self._begun[first] = "".join(self._text[start:end] for start, end in places)
        return lines

    def _shelf(self, code: int, lines: str) -> Shelf:
        unmet: dict[int, str] = {}
        for match in SAME_SECOND.finditer(lines):
            second = ord(match[1])
            unmet[second] = unmet.get(second, "") + match[0]
        words: dict[str, Entry] = {}
        cost, tag, _ = self._read(unmet.pop(SPACE, ""), words).get(chr(code), (self.unknown, UNKNOWN, 0))
        self._unmet[code] = unmet
        return cost, tag, dict.fromkeys(unmet, UNMET), words

    def _read(self, lines: str, words: dict[str, Entry]) -> dict[str, Entry]:
        """The words of some lines, put among others."""
        cells, whole = lines.split(), self.unknown
        for word, cell, tag in zip(cells[::3], cells[1::3], cells[2::3], strict=True):
            count = int(cell)
            words[word] = (whole - math.log(count), sys.intern(tag), count)
        return words

    def met(self, first: int, second: int) -> Pair:
        """Make a pair of the shelf of its first character, and the words that begin with it."""
        _, _, pairs, words = self[first]
        lines = self._unmet[first].get(second)
        if lines is None and (made := pairs[second]):
            return made  # by another thread, since it was asked for
        found = self._read(lines or "", {})
        words |= found
        two, thirds, bits = chr(first) + chr(second), "", 0
        for word in found:
            size = len(word)
            if size > 2:
                thirds, bits = thirds + word[2], bits | 1 << size
        pair = pairs[second] = (found.get(two), "".join(dict.fromkeys(thirds)), lengths(bits))
        self._unmet[first].pop(second, None)
        return pair

    def entry(self, word: str) -> Entry | None:
        """The entry of a word; None where it is none (or empty)."""
        if not word:
            return None
        _, _, pairs, words = self[ord(word[0])]
        if len(word) > 1 and pairs.get(ord(word[1])) == UNMET:
            self.met(ord(word[0]), ord(word[1]))
        return words.get(word)

    def pair(self, two: str) -> Pair | None:
        """What begins with two characters; None where nothing does (or they are fewer)."""
        if len(two) < 2:
            return None
        first, second = ord(two[0]), ord(two[1])
        pair = self[first][2].get(second)
        return self.met(first, second) if pair == UNMET else pair or None

    def has(self, word: str) -> bool:
        """Whether a word is there, asked of the lines as they are: a table's rows need no shelves."""
        lines = self._lines(word[:1])
        return lines.startswith(f"{word} ") or f"\n{word} " in lines

    def everything(self) -> Iterator[tuple[str, Entry]]:
        """All words with their entries: for tables that are made from them."""
        for first in self._places:
            yield from self._read(self._lines(first), {}).items()


@functools.lru_cache(maxsize=1024)
def lengths(bits: int) -> tuple[int, ...]:
    """The numbers of the bits that are set.

    >>> lengths(0b11000)
    (3, 4)
    """
    return tuple(size for size in range(bits.bit_length()) if bits >> size & 1)


@functools.cache
def dictionary() -> Dictionary:
    """The dictionary, read once.  Its lines are `word frequency tag`.  Raises ModuleNotFoundError without jieba."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    data = (Path(spec.origin).parent / "dict.txt").read_bytes()
    text = data.decode() if data.endswith(b"\n") else data.decode() + "\n"
    return Dictionary(
        text, made("words.dictionary", lambda: indexed(text, SUMS.get(hashlib.sha256(data).hexdigest()[:32])))
    )
