"""Headings and lines in bold: what a file's markup says of a line, handed on with the text that has no marks any more."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kczx.flow import BOLD, Mark
from kczx.spans import Aligned

LINE = re.compile(r"[^\s][^\n]*")
LONGEST = 200
"""Characters of a line in bold that may head something."""


def outline(body: Aligned, headings: Sequence[Mark], bold: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    """The marks of a body's lines; headings and bold stretches are ranges of the source, each list left to right.

    >>> list(outline(Aligned.of("会议\\n召开 了\\n学会"), [Mark(0, 2, 1)], [(3, 5), (6, 7), (8, 9)]))
    [Mark(start=0, end=2, level=1), Mark(start=3, end=7, level=9)]
    """
    if not headings and not bold:
        return
    heads, begins = [mark.start for mark in headings], [start for start, _ in bold]
    for match in LINE.finditer(body.text):
        start, end = body.span(*match.span())
        number = bisect_right(heads, start) - 1
        if number >= 0 and start < headings[number].end:
            yield Mark(start, end, headings[number].level)
        elif len(match[0]) <= LONGEST and _covered(body, *match.span(), begins, bold):
            yield Mark(start, end, BOLD)


def _covered(body: Aligned, start: int, end: int, begins: Sequence[int], bold: Sequence[tuple[int, int]]) -> bool:
    """Whether every character that shows stands in one of the stretches."""
    for at in range(start, end):
        if not body.text[at].isspace():
            place, _ = body.span(at, at + 1)
            number = bisect_right(begins, place) - 1
            if number < 0 or place >= bold[number][1]:
                return False
    return True
