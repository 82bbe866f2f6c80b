"""The one file that knows jieba: words of a text and how likely a text is, from a private dictionary in memory.

jieba's own loading takes most of a second and writes a cache into the shared temporary folder.  Here its dictionary is read as
it lies in the package, in a sixth of that time, when a rule first asks; and rules ask only where they cannot tell by themselves.
"""

from __future__ import annotations

import functools
import importlib.util
import logging
import math
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jieba import Tokenizer

LONGEST = 12
"""Characters: the dictionary's few longer entries are sayings."""


@functools.cache
def _frequencies() -> dict[str, int]:
    """jieba's dictionary: word → how often its corpus had it.  Its lines are `word frequency tag`."""
    spec = importlib.util.find_spec("jieba")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("jieba is not installed")
    cells = (Path(spec.origin).parent / "dict.txt").read_text("utf-8").split()
    return dict(zip(cells[::3], map(int, cells[1::3]), strict=True))


@functools.cache
def _tokenizer() -> Tokenizer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's sources hold invalid escapes, and it imports pkg_resources
        # jieba asks pkg_resources for its dictionary's path, which is known here, and setuptools need not be there.
        hidden = sys.modules.setdefault("pkg_resources", None)  # type: ignore[arg-type]
        import jieba

        if hidden is None:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.WARNING)

    class Private(jieba.Tokenizer):  # type: ignore[misc]
        """jieba's tokenizer, with word candidates looked up in a dictionary that does not hold words' beginnings."""

        def get_DAG(self, sentence: str) -> dict[int, list[int]]:  # noqa: N802
            size, known = len(sentence), self.FREQ
            return {
                start: [
                    end - 1 for end in range(start + 1, min(size, start + LONGEST) + 1) if sentence[start:end] in known
                ]
                or [start]
                for start in range(size)
            }

    tokenizer = Private()
    tokenizer.FREQ = _frequencies()
    tokenizer.total = sum(tokenizer.FREQ.values())
    tokenizer.initialized = True
    return tokenizer


@functools.lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """A text's words, by jieba's dictionary alone (no guessing of unknown words).

    >>> tokens("高度重视科技创新")
    ('高度重视', '科技', '创新')
    """
    return tuple(_tokenizer().cut(text, HMM=False))


def frequency(word: str) -> int:
    """How often jieba's corpus had a word; 0 where it is none.

    >>> frequency("方面") > 0, frequency("怀进")
    (True, 0)
    """
    return _frequencies().get(word, 0)


def likelihood(text: str) -> float:
    """The natural logarithm of the probability of a text's likeliest split into words (0 for an empty text)."""
    if not text:
        return 0.0
    tokenizer = _tokenizer()
    route: dict[int, tuple[float, int]] = {}
    tokenizer.calc(text, tokenizer.get_DAG(text), route)
    return float(route[0][0]) if math.isfinite(route[0][0]) else -1e9
