"""The words of a text with their tags, and how likely a text is, by jieba's dictionary.

The likeliest path through the dictionary is found by the same rule as jieba's (`lcut(HMM=False)`): words' frequencies alone, no
guessing of unknown words.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from dataclasses import dataclass

from kczx.dictionary import UNKNOWN, dictionary

FOREIGN = re.compile(r"[A-Za-z0-9.%+#&_-]*[A-Za-z0-9][A-Za-z0-9.%+#&_-]*")
"""Letters and digits stand together, as one word."""
MARKS = 0x2E80
"""Characters below are letters, digits and marks, which the dictionary's words do not begin with."""


@dataclass(slots=True)
class Word:
    """A word of a text: half-open range, and jieba's part-of-speech tag (`x` for marks and unknown characters)."""

    start: int
    end: int
    tag: str


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
