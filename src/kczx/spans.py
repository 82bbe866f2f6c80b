"""The only offset arithmetic in kczx: a working text whose every character knows its place in the source.

Stages change text by `Aligned.edit`; edits compose, so a span found in the last working text leads back to the decoded
source however often the text was changed in between.  Where nothing was changed no arrays are stored.
"""

from __future__ import annotations

import functools
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Edit = tuple[int, int, str]
"""Half-open range of the working text and what takes its place."""


@dataclass(frozen=True, slots=True)
class Aligned:
    """A working text and, for each of its characters, the half-open range of the source that it stands for.

    >>> text = Aligned.of("學(xué)會").edit([(1, 6, "")]).edit([(0, 1, "学"), (1, 2, "会")])
    >>> text.text, text.span(0, 2), text.span(1, 2)
    ('学会', (0, 7), (6, 7))
    """

    text: str
    starts: array[int] | None = None
    ends: array[int] | None = None
    shift: int = 0  # where no arrays are stored: the source offset of the first character

    @classmethod
    def of(cls, text: str) -> Aligned:
        """The text as it is, each character standing for itself."""
        return cls(text)

    def __len__(self) -> int:
        return len(self.text)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the source that the working characters [start, end) stand for."""
        if not 0 <= start < end <= len(self.text):
            raise IndexError(f"no span [{start}, {end}) in a text of {len(self.text)}")
        if self.starts is None or self.ends is None:
            return start + self.shift, end + self.shift
        return self.starts[start], self.ends[end - 1]

    def slice(self, start: int, end: int) -> Aligned:
        """The part [start, end), still leading to the same source."""
        if self.starts is None or self.ends is None:
            return Aligned(self.text[start:end], shift=self.shift + start)
        return Aligned(self.text[start:end], self.starts[start:end], self.ends[start:end])

    def edit(self, edits: Iterable[Edit]) -> Aligned:
        """The text after the edits (in order, not overlapping).

        A replacement as long as what it replaces keeps the characters one to one; any other stands, each character of it,
        for the whole range that it replaces.
        """
        changes = list(edits)
        if not changes:
            return self
        old_starts, old_ends = self._arrays()
        starts, ends, at = array("l"), array("l"), 0
        parts: list[str] = []
        for start, end, new in changes:
            if start < at:
                raise ValueError(f"edit [{start}, {end}) overlaps one before it or is out of order")
            parts += (self.text[at:start], new)
            starts += old_starts[at:start]
            ends += old_ends[at:start]
            if len(new) == end - start:
                starts += old_starts[start:end]
                ends += old_ends[start:end]
            elif new:
                first, last = (old_starts[start], old_ends[end - 1]) if end > start else [self._place(start)] * 2
                starts += array("l", [first]) * len(new)
                ends += array("l", [last]) * len(new)
            at = end
        parts.append(self.text[at:])
        starts += old_starts[at:]
        ends += old_ends[at:]
        return Aligned("".join(parts), starts, ends)

    def replace_text(self, text: str) -> Aligned:
        """Another text of the same length, character for character."""
        if len(text) != len(self.text):
            raise ValueError("the new text has another length")
        return Aligned(text, self.starts, self.ends, self.shift)

    def realign(self, text: str, starts: Sequence[int], ends: Sequence[int]) -> Aligned:
        """A text whose characters stand for given ranges of *this* working text (overlaps allowed, never backwards)."""
        old_starts, old_ends = self._arrays()
        return Aligned(text, array("l", [old_starts[i] for i in starts]), array("l", [old_ends[i - 1] for i in ends]))

    def _place(self, at: int) -> int:
        """Where in the source the working text's place `at` lies, the end of the text included."""
        starts, ends = self._arrays()
        return starts[at] if at < len(starts) else ends[-1] if ends else self.shift

    def _arrays(self) -> tuple[array[int], array[int]]:
        if self.starts is not None and self.ends is not None:
            return self.starts, self.ends
        first, last = self.shift, self.shift + len(self.text)
        return _counting(first, last), _counting(first + 1, last + 1)


COUNTED = 1 << 16


@functools.cache
def _counted() -> array[int]:
    return array("l", range(COUNTED))


def _counting(first: int, last: int) -> array[int]:
    """The numbers from `first` up to `last`: cut out of ready ones, where they are small, as that copies memory."""
    return _counted()[first:last] if last <= COUNTED else array("l", range(first, last))


def join(pieces: Sequence[Aligned], separator: str = "\n") -> Aligned:
    """Pieces of one source as one text; a separator stands for nothing (an empty range after the piece before it)."""
    if len(pieces) == 1:
        return pieces[0]
    starts, ends = array("l"), array("l")
    for number, piece in enumerate(pieces):
        if number:
            place = ends[-1] if ends else pieces[0]._place(0)
            starts += array("l", [place]) * len(separator)
            ends += array("l", [place]) * len(separator)
        piece_starts, piece_ends = piece._arrays()
        starts += piece_starts
        ends += piece_ends
    return Aligned(separator.join(piece.text for piece in pieces), starts, ends)
