"""The one file that reads jieba's dictionary: the words of a text with their tags, and how likely a text is.

jieba's own loading takes most of a second, writes a cache into the shared temporary folder and edits what other threads see.
Here its dictionary is read as it lies in the package, when a rule first asks, and the likeliest path through it is found by
the same rule as jieba's (`lcut(HMM=False)`): words' frequencies alone, no guessing of unknown words.
"""

from __future__ import annotations

import functools
import importlib.util
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

FOREIGN = re.compile(r"[A-Za-z0-9.%+#&_-]*[A-Za-z0-9][A-Za-z0-9.%+#&_-]*")
"""Letters and digits stand together, as one word."""


class Word(NamedTuple):
    """A word of a text: half-open range, and jieba's part-of-speech tag (`x` for marks and unknown characters)."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Dictionary:
    """jieba's dictionary.

    `cost` is minus the natural logarithm of a word's probability, `reach` the length of the longest word that begins with
    two characters, `unknown` the cost of a character that is no word.
    """

    counts: dict[str, int]
    tags: dict[str, str]
    cost: dict[str, float]
    reach: dict[str, int]
    unknown: float


@functools.cache
def dictionary() -> Dictionary:
    """The dictionary, read once.  Its lines are `word frequency tag`.  Raises ModuleNotFoundError without jieba."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    cells = (Path(spec.origin).parent / "dict.txt").read_text("utf-8").split()
    words, counts, tags = cells[::3], list(map(int, cells[1::3])), cells[2::3]
    whole = math.log(sum(counts))
    cost = dict(zip(words, (whole - log for log in map(math.log, counts)), strict=True))
    longer = sorted((word for word in words if len(word) > 1), key=len)
    reach = dict(
        zip((word[:2] for word in longer), map(len, longer), strict=True)
    )  # of several, the longest comes last
    return Dictionary(dict(zip(words, counts, strict=True)), dict(zip(words, tags, strict=True)), cost, reach, whole)


def cut(text: str) -> list[Word]:
    """The likeliest split of a text into words, by jieba's dictionary; letters and digits in a row are one word.

    >>> [("高度重视科技创新ABC"[w.start : w.end], w.tag) for w in cut("高度重视科技创新ABC")]
    [('高度重视', 'i'), ('科技', 'n'), ('创新', 'v'), ('ABC', 'eng')]
    """
    table = dictionary()
    cost, reach, unknown, tags = table.cost, table.reach, table.unknown, table.tags
    size = len(text)
    foreign = {match.start(): match.end() for match in FOREIGN.finditer(text)}
    best = [0.0] * (size + 1)
    step = list(range(1, size + 2))
    after = 0.0
    for at in range(size - 1, -1, -1):
        least = cost.get(text[at], unknown) + after
        longest = reach.get(text[at : at + 2])
        if longest is not None:
            for end in range(at + 2, min(at + longest, size) + 1):
                known = cost.get(text[at:end])
                if known is not None and known + best[end] <= least:
                    least, step[at] = known + best[end], end
        elif at in foreign:
            least, step[at] = unknown + best[foreign[at]], foreign[at]
        best[at] = after = least
    found, at = [], 0
    while at < size:
        to = step[at]
        found.append(Word(at, to, "eng" if at in foreign else tags.get(text[at:to], "x")))
        at = to
    return found


@functools.lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """A text's words.

    >>> tokens("高度重视科技创新")
    ('高度重视', '科技', '创新')
    """
    return tuple(text[word.start : word.end] for word in cut(text))


def frequency(word: str) -> int:
    """How often jieba's corpus had a word; 0 where it is none.

    >>> frequency("方面") > 0, frequency("怀进")
    (True, 0)
    """
    return dictionary().counts.get(word, 0)


def likelihood(text: str) -> float:
    """The natural logarithm of the probability of a text's likeliest split into words (0 for an empty text)."""
    table = dictionary()
    return -sum(table.cost.get(text[word.start : word.end], table.unknown) for word in cut(text))
