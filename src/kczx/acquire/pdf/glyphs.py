"""PDF pages → their characters with boxes, and runs of them on one line, as PDFium finds them."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

UPRIGHT = 0.1
"""Radians by which a character may be turned; a watermark is turned more."""
UNKNOWN, DASH = "\ufffd", "—"
MANY = 6
"""Gaps of a run that tell how far apart its letters are set."""
NO_CHARACTER = frozenset([0, 2, 0xFFFE, 0xFFFF])


@dataclass(slots=True, eq=False)
class Run:
    """Characters side by side on one line: the edges of the whole in points from the page's upper left corner, and of each."""

    left: float
    top: float
    right: float
    bottom: float
    size: float
    text: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    @property
    def middle(self) -> float:
        """The height at which the line stands."""
        return (self.top + self.bottom) / 2

    def add(self, char: str, box: tuple[float, float, float, float]) -> None:
        """Put a character at the end."""
        self.text.append(char)
        self.boxes.append(box)
        self.left, self.top = min(self.left, box[0]), min(self.top, box[1])
        self.right, self.bottom = max(self.right, box[2]), max(self.bottom, box[3])

    def __str__(self) -> str:
        return "".join(self.text)


Glyph = tuple[str, tuple[float, float, float, float], float]
"""A character, its box and its font's size."""


def runs(glyphs: Iterable[Glyph]) -> list[Run]:
    """The runs of a page's characters, in the order in which the file draws them.

    A run ends where the line does or where more than a character's width is blank.
    """
    found: list[Run] = []
    for char, box, size in glyphs:
        run = found[-1] if found else None
        middle = (box[1] + box[3]) / 2
        gap = box[0] - run.right if run else 0.0
        if run is None or abs(middle - run.middle) > 0.4 * size or not -0.5 * size < gap < 1.2 * size:
            if char == " ":
                continue
            found.append(Run(*box, size))
        found[-1].add(char, box)
    return [_spaced(run) for run in found if str(run).strip()]


def _spaced(run: Run) -> Run:
    """The run with a space where more is blank than there is between all its letters."""
    gaps = [after[0] - before[2] for before, after in pairwise(run.boxes)]
    usual = max(0.0, median(gaps)) if len(gaps) >= MANY else 0.0
    pairs = zip(gaps, pairwise(run.text), strict=True)
    wide = [" " not in pair and gap - usual > _blank(*pair) * run.size for gap, pair in pairs]
    if not any(wide):
        return run
    text, boxes = run.text[:1], run.boxes[:1]
    for char, box, is_wide in zip(run.text[1:], run.boxes[1:], wide, strict=True):
        if is_wide:
            text.append(" ")
            boxes.append((boxes[-1][2], box[1], box[0], box[3]))
        text.append(char)
        boxes.append(box)
    run.text, run.boxes = text, boxes
    return run


def _blank(before: str, char: str) -> float:
    """How much of the font's size must be blank between two characters to be a space."""
    return 0.18 if before.isascii() and char.isascii() else 0.6


def drawn(page: Any, raw: Any) -> Iterator[Glyph]:
    """The characters that a page draws, without those drawn twice (for a bolder look) and those of a watermark; `raw` is
    pypdfium2's raw interface."""
    left, _, _, upper = page.get_cropbox()
    text_page = page.get_textpage()
    try:
        glyphs, turned = _read(text_page.raw, text_page.count_chars(), raw, left, upper)
    finally:
        text_page.close()
    some_turned = sum(turned) * 2 < len(turned)
    seen: set[tuple[str, int, int]] = set()
    for glyph, is_turned in zip(glyphs, turned, strict=True):
        if is_turned and some_turned:
            continue
        char, (x, y, _, _), _ = glyph
        at = (round(x / 2), round(y / 2))
        if char != " " and any((char, at[0] + i, at[1] + j) in seen for i in (-1, 0, 1) for j in (-1, 0, 1)):
            continue
        seen.add((char, *at))
        yield glyph


def _read(text_page: Any, count: int, raw: Any, left: float, upper: float) -> tuple[list[Glyph], list[bool]]:
    """All characters of a page that are not white space made up by PDFium, and whether each is turned."""
    glyphs: list[Glyph] = []
    turned: list[bool] = []
    box = raw.FS_RECTF()
    high = 0
    for i in range(count):
        code = raw.FPDFText_GetUnicode(text_page, i)
        if raw.FPDFText_IsGenerated(text_page, i) == 1 or code in NO_CHARACTER:
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00) if high else ord(UNKNOWN)
        high = 0
        if not raw.FPDFText_GetLooseCharBox(text_page, i, ctypes.byref(box)):
            continue
        char = UNKNOWN if raw.FPDFText_HasUnicodeMapError(text_page, i) == 1 else chr(code)
        if char.isspace() or ord(char) < 0x20:
            char = " "
        edges = (box.left - left, upper - box.top, box.right - left, upper - box.bottom)
        if not all(map(math.isfinite, edges)):
            continue
        size = max(1.0, min(raw.FPDFText_GetFontSize(text_page, i), edges[3] - edges[1]) or edges[3] - edges[1])
        angle = raw.FPDFText_GetCharAngle(text_page, i)
        middle = (edges[0] + edges[2]) / 2
        if char == DASH and edges[2] - edges[0] > 1.6 * size:  # 破折号, which fonts draw as one
            glyphs.append((char, (edges[0], edges[1], middle, edges[3]), size))
            edges = (middle, *edges[1:])
            turned.append(False)
        glyphs.append((char, edges, size))
        turned.append(UPRIGHT < angle < 2 * math.pi - UPRIGHT)
    return glyphs, turned
