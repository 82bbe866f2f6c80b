"""Text → sentences: where one ends, and where a list's item does."""

from __future__ import annotations

import re
from collections.abc import Iterator

END = re.compile(
    r"[。！？；!;…?\n](?:(?<=\n)\n*|(?:(?<!\?)[。！？；!;…]*|(?<=[吗呢么何吧]\?)|(?<=\?)(?=[\s”’）)]|$))[”’」』）)]*)"
)
"""A half-width question mark amid a sentence mostly stands for a lost middle dot: 中国?海峡."""


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The half-open ranges of a text's sentences and list items, without white space around them.

    >>> text = "6月3日,签约;近日,考察。他说:“好。”"
    >>> [text[a:b] for a, b in sentences(text)]
    ['6月3日,签约;', '近日,考察。', '他说:“好。”']
    """
    start = 0
    for end in [match.end() for match in END.finditer(text)]:
        if text[start].isspace() or text[end - 1].isspace():
            yield from trimmed(text, start, end)
        else:
            yield start, end
        start = end
    yield from trimmed(text, start, len(text))


def trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range without white space at its ends; none where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
