"""The one file that knows jieba: words of a text and how likely a text is, from a private dictionary in memory.

The dictionary takes most of a second to load, so nothing is loaded until a rule asks, and rules ask only where they cannot
tell by themselves.  jieba's own cache in the shared temporary folder is neither read nor written.
"""

from __future__ import annotations

import functools
import logging
import math
import warnings
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jieba import Tokenizer


@functools.cache
def _tokenizer() -> Tokenizer:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's sources hold invalid escapes, and it imports pkg_resources
        import jieba

    jieba.setLogLevel(logging.WARNING)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
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
    return int(_tokenizer().FREQ.get(word, 0))


def likelihood(text: str) -> float:
    """The natural logarithm of the probability of a text's likeliest split into words (0 for an empty text)."""
    if not text:
        return 0.0
    tokenizer = _tokenizer()
    route: dict[int, tuple[float, int]] = {}
    tokenizer.calc(text, tokenizer.get_DAG(text), route)
    return float(route[0][0]) if math.isfinite(route[0][0]) else -1e9
