"""The one file that reads jieba's dictionary: the words of a text with their tags, and how likely a text is.

jieba's own loading takes most of a second, writes a cache into the shared temporary folder and edits what other threads see.
Here its dictionary is read as it lies in the package, when a rule first asks, and the likeliest path through it is found by
the same rule as jieba's (`lcut(HMM=False)`): words' frequencies alone, no guessing of unknown words.
"""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import math
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kczx.kept import made

FOREIGN = re.compile(r"[A-Za-z0-9.%+#&_-]*[A-Za-z0-9][A-Za-z0-9.%+#&_-]*")
"""Letters and digits stand together, as one word."""
MARKS = 0x2E80
"""Characters below are letters, digits and marks, which the dictionary's words do not begin with."""
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


@dataclass(slots=True)
class Word:
    """A word of a text: half-open range, and jieba's part-of-speech tag (`x` for marks and unknown characters)."""

    start: int
    end: int
    tag: str


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


def cost(word: str, otherwise: float) -> float:
    """The cost of a word of the dictionary, or another number where it holds none."""
    entry = dictionary().entry(word)
    return otherwise if entry is None else entry[0]


def tag(word: str) -> str | None:
    """The tag of a word of the dictionary."""
    entry = dictionary().entry(word)
    return None if entry is None else entry[1]


def frequency(word: str) -> int:
    """How often jieba's corpus had a word; 0 where it is none.

    >>> frequency("方面") > 0, frequency("怀进")
    (True, 0)
    """
    entry = dictionary().entry(word)
    return 0 if entry is None else entry[2]


def known(word: str) -> bool:
    """Whether the dictionary has a word.

    >>> known("方面"), known("怀进")
    (True, False)
    """
    return dictionary().has(word)


def longest(two: str) -> int:
    """How long the longest word is that begins with two characters; 0 where none does."""
    pair = dictionary().pair(two)
    if pair is None:
        return 0
    _, _, sizes = pair
    return sizes[-1] if sizes else 2


class Words:
    """The words of a text: `starts` are the places where they begin, in order, `bounds` the same with the text's end.

    `step` and `tags` tell for each place at which a word begins where it ends, and its tag.
    """

    __slots__ = ("bounds", "starts", "step", "tags")

    def __init__(self, step: list[int], tags: list[str]) -> None:
        starts, at, size = [], 0, len(step)
        while at < size:
            starts.append(at)
            at = step[at]
        self.step, self.tags, self.starts = step, tags, starts
        self.bounds = {size, *starts}

    @classmethod
    def of(cls, text: str) -> Words:
        """The likeliest split of a text (as `cut`)."""
        step, tags, _ = _steps(text)
        return cls(step, tags)

    def start(self, place: int) -> int:
        """Where the word begins that holds a character."""
        return self.starts[bisect_right(self.starts, place) - 1]

    def at(self, place: int) -> Word:
        """The word that holds a character."""
        start = self.start(place)
        return Word(start, self.step[start], self.tags[start])


def cut(text: str) -> list[Word]:
    """The likeliest split of a text into words, by jieba's dictionary; letters and digits in a row are one word.

    >>> text = "高度重视科技创新ABC"
    >>> [text[word.start : word.end] for word in cut(text)]
    ['高度重视', '科技', '创新', 'ABC']
    """
    step, tags, _ = _steps(text)
    found, at, size = [], 0, len(text)
    while at < size:
        found.append(Word(at, step[at], tags[at]))
        at = step[at]
    return found


def _steps(text: str) -> tuple[list[int], list[str], float]:
    """Of each place of a text, where the likeliest word ends that begins there, and its tag; and what the text costs."""
    shelves = dictionary()
    unknown, size = shelves.unknown, len(text)
    latin: dict[int, int] | None = None
    best = [0.0] * (size + 1)
    step = list(range(1, size + 1))
    tags = [UNKNOWN] * size
    after, at, second, third = 0.0, size, 0, 0
    for char in map(ord, reversed(text)):  # from the end; the characters behind are `second` and `third`
        at -= 1
        if char < MARKS:
            if latin is None:
                latin = {match.start(): match.end() for match in FOREIGN.finditer(text)}
            if at in latin:
                step[at], tags[at] = latin[at], "eng"
                after = best[latin[at]]
            least = after + unknown
        else:
            price, tags[at], pairs, words = shelves[char]
            least = after + price
            pair = pairs.get(second)
            if pair is not None:
                word, thirds, sizes = pair or shelves.met(char, second)
                if word is not None and (total := word[0] + best[at + 2]) <= least:
                    least, step[at], tags[at] = total, at + 2, word[1]
                if thirds and third and text[at + 2] in thirds:
                    for length in sizes:
                        end = at + length
                        if end > size:
                            break
                        word = words.get(text[at:end])
                        if word is not None and (total := word[0] + best[end]) <= least:
                            least, step[at], tags[at] = total, end, word[1]
        best[at] = after = least
        second, third = char, second
    return step, tags, best[0]


@functools.lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """A text's words.

    >>> tokens("高度重视科技创新")
    ('高度重视', '科技', '创新')
    """
    return tuple(text[word.start : word.end] for word in cut(text))


def likelihood(text: str) -> float:
    """The natural logarithm of the probability of a text's likeliest split into words (0 for an empty text)."""
    return -_steps(text)[2]
