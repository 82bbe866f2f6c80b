"""What a reader sees of a source, as paragraphs of escaped HTML, and where in it a span of the source lies."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from kczx.sourced import SourceText
from kczx.spans import Aligned
from kczx.write.visible import UNSAFE

LINE = re.compile(r"[^\n]+")
CONTROL = re.compile(rf"{UNSAFE.pattern}|[<&]")
"""What is not put into HTML as it is: what has a meaning there, and what nobody sees or what turns the line."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The text that is seen, the paragraphs in it as half-open ranges, the line ends that cleaning took out without a space in
    their place, and where its characters lie in the source."""

    text: str
    paragraphs: list[tuple[int, int]]
    joined: frozenset[int]
    aligned: Aligned

    @classmethod
    def of(cls, source: SourceText) -> Shown:
        """What is seen of a source.  A paragraph is a line, or several that cleaning joined to one."""
        aligned = Aligned.of(source.text).edit(source.markup)
        gone = [(start, end, new) for start, end, new in source.repairs if "\n" not in new]
        joined = [at for start, end, _ in gone for at in _breaks(aligned.text, start, end)]
        close = frozenset(at for start, end, new in gone if " " not in new for at in _breaks(aligned.text, start, end))
        return cls(aligned.text, list(_paragraphs(aligned.text, joined)), close, aligned)

    def html(self, start: int, end: int) -> str:
        """A paragraph as HTML; a line end that cleaning took out of a word stands in an element that is not shown."""
        breaks = sorted(at for at in _breaks(self.text, start, end) if at in self.joined)
        pieces = []
        for at in breaks:
            pieces += [paragraph(self.text[start:at]), "<i>\n</i>"]
            start = at + 1
        return "".join(pieces) + paragraph(self.text[start:end])

    def range(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of what is seen that the source's characters [start, end) are; empty where they are markup."""
        if self.aligned.starts is None:
            return start, end
        first = bisect_left(self.aligned.starts, start)
        return first, max(first, bisect_left(self.aligned.starts, end))

    def runs(self) -> Iterator[tuple[int, int]]:
        """Yield the places where what is seen goes on at another place of the source, and that place."""
        expected = 0
        starts = self.aligned.starts if self.aligned.starts is not None else ()
        for at, start in enumerate(starts):
            if start != expected:
                yield at, start
            expected = start + 1


def paragraph(text: str) -> str:
    r"""A stretch of text as HTML whose text content is that text, in which nothing is markup and nothing turns the line.

    A character that is not seen stands in an element of its own, which isolates it and names it; NUL, which no page can hold, is
    shown as its picture.

    >>> paragraph("a<b> \u202ec")
    'a&lt;b> <bdi data-c="U+202E">&#8238;</bdi>c'
    """
    return CONTROL.sub(_written, text)


def _written(match: re.Match[str]) -> str:
    char = match[0]
    if char in "<&":
        return "&lt;" if char == "<" else "&amp;"
    if char == "\r":  # of a line's end: a parser would make a line feed of it
        return "&#13;"
    code = ord(char)
    # The numbers from 80 to 9F mean other characters in HTML, and 0 none at all.
    shown = "␀" if not code else char if 0x80 <= code < 0xA0 or code < 0x20 or code == 0x7F else f"&#{code};"
    return f'<bdi data-c="U+{code:04X}">{shown}</bdi>'


def _breaks(text: str, start: int, end: int) -> Iterator[int]:
    at = text.find("\n", start, end)
    while at >= 0:
        yield at
        at = text.find("\n", at + 1, end)


def _paragraphs(text: str, joined: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of paragraphs: no line ends but those in `joined`, which are in order, no blank ones."""
    first = last = -1
    for line in LINE.finditer(text):
        if not line[0].strip():
            continue
        between = bisect_right(joined, line.start()) - bisect_left(joined, last)
        if first >= 0 and between and between >= text.count("\n", last, line.start()):
            last = line.end()
            continue
        if first >= 0:
            yield first, last
        first, last = line.span()
    if first >= 0:
        yield first, last
