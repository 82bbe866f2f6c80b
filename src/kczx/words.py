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
import sys
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


Entry = tuple[float, str]
"""Of a word: its cost (minus the natural logarithm of its probability) and its tag."""
Pair = tuple[Entry | None, tuple[int, ...]]
"""Of two characters: their entry as a word, and how long the longer words are that begin with them."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """jieba's dictionary: how often it had each word, the words' entries, what begins with two characters, and the cost of a
    character that is no word."""

    counts: dict[str, int]
    entries: dict[str, Entry]
    pairs: dict[str, Pair]
    unknown: float


@functools.cache
def dictionary() -> Dictionary:
    """The dictionary, read once.  Its lines are `word frequency tag`.  Raises ModuleNotFoundError without jieba."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    cells = (Path(spec.origin).parent / "dict.txt").read_text("utf-8").split()
    words, counts, tags = cells[::3], list(map(int, cells[1::3])), map(sys.intern, cells[2::3])
    whole = math.log(sum(counts))
    entries = dict(zip(words, zip((whole - log for log in map(math.log, counts)), tags, strict=True), strict=True))
    lengths: dict[str, int] = {}  # a bit for each length
    for word in words:
        if len(word) > 2:
            lengths[word[:2]] = lengths.get(word[:2], 0) | 1 << len(word)
    told = {
        bits: tuple(size for size in range(bits.bit_length()) if bits >> size & 1) for bits in set(lengths.values())
    }
    pairs: dict[str, Pair] = {two: (entries.get(two), told[bits]) for two, bits in lengths.items()}
    for word in words:
        if len(word) == 2 and word not in pairs:
            pairs[word] = (entries[word], ())
    return Dictionary(dict(zip(words, counts, strict=True)), entries, pairs, whole)


def cost(word: str, otherwise: float) -> float:
    """The cost of a word of the dictionary, or another number where it holds none."""
    entry = dictionary().entries.get(word)
    return otherwise if entry is None else entry[0]


def tag(word: str) -> str | None:
    """The tag of a word of the dictionary."""
    entry = dictionary().entries.get(word)
    return None if entry is None else entry[1]


def longest(two: str) -> int:
    """How long the longest word is that begins with two characters; 0 where none does."""
    pair = dictionary().pairs.get(two)
    return 0 if pair is None else pair[1][-1] if pair[1] else 2


UNKNOWN = "x"
"""The tag of marks and of characters that are no words."""


def cut(text: str) -> list[Word]:
    """The likeliest split of a text into words, by jieba's dictionary; letters and digits in a row are one word.

    >>> text = "高度重视科技创新ABC"
    >>> [text[word.start : word.end] for word in cut(text)]
    ['高度重视', '科技', '创新', 'ABC']
    """
    table = dictionary()
    entry, pair, unknown = table.entries.get, table.pairs.get, table.unknown
    size = len(text)
    foreign = {match.start(): match.end() for match in FOREIGN.finditer(text)}
    best = [0.0] * (size + 1)
    step = list(range(1, size + 2))
    tags = [UNKNOWN] * size
    after = 0.0
    for at in range(size - 1, -1, -1):
        char = text[at]
        if char < "\u2e80":
            if at in foreign:
                step[at], tags[at] = foreign[at], "eng"
                after = best[foreign[at]]
            best[at] = after = after + unknown
            continue
        own = entry(char)
        if own is None:
            least = unknown + after
        else:
            least, tags[at] = own[0] + after, own[1]
        begun = pair(text[at : at + 2])
        if begun is not None:
            word, lengths = begun
            if word is not None and word[0] + best[at + 2] <= least:
                least, step[at], tags[at] = word[0] + best[at + 2], at + 2, word[1]
            for length in lengths:
                end = at + length
                if end > size:
                    break
                word = entry(text[at:end])
                if word is not None and word[0] + best[end] <= least:
                    least, step[at], tags[at] = word[0] + best[end], end, word[1]
        best[at] = after = least
    found, at = [], 0
    while at < size:
        found.append(Word(at, step[at], tags[at]))
        at = step[at]
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
    unknown = dictionary().unknown
    return -sum(cost(text[word.start : word.end], unknown) for word in cut(text))
