"""Runs of a page → columns in reading order, each a list of lines from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from kczx.acquire.pdf.glyphs import Run

GUTTER = 0.7
"""Blank width between columns, at least, in the usual size of the page's characters."""
NARROWEST = 8.0
"""Width of a column at least, in the same unit; narrower ones are a table's."""
FEWEST = 3
"""Lines that a column has at least."""
FILLED = 0.5
"""How much of a column's width its lines fill in the middle; a table's cells fill less."""
TIGHT = 2.5
"""Distance of a list's lines at most; the cells of a table of running text stand further apart."""

MOST = 60_000
"""Runs that are looked at in vain for columns to begin: behind so many the rest of a page is a table, or scattered."""


@dataclass(slots=True)
class SetLine:
    """Runs on one line of a column, and the edges of that column."""

    runs: list[Run]
    left: float
    right: float
    column: int = 0
    page: int = 0

    @property
    def top(self) -> float:
        return min(run.top for run in self.runs)

    @property
    def start(self) -> float:
        """Where its first character stands."""
        return self.runs[0].left

    @property
    def end(self) -> float:
        """Where its last character ends."""
        return self.runs[-1].right

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)


def in_order(runs: list[Run]) -> list[list[SetLine]]:
    """The columns of a page in the order in which they are read.

    Going down the page, a stretch where a blank gutter leaves lines on both sides is read column by column; a headline or a
    picture's caption across the gutter ends the stretch.
    """
    if not runs:
        return []
    runs = sorted(runs, key=lambda run: (run.top, run.left))
    unit = median(run.size for run in runs)
    columns: list[list[SetLine]] = []
    across: list[Run] = []
    at = looked = 0
    while at < len(runs):
        stretch = _stretch(runs, at, unit) if looked < MOST else []
        if not stretch:
            looked += len(runs) - at
            across.append(runs[at])
            at += 1
            continue
        if across:
            columns.append(_lines(across))
            across = []
        columns += [_lines(column) for column in stretch]
        at += sum(map(len, stretch))
    return [*columns, _lines(across)] if across else columns


def _stretch(runs: list[Run], at: int, unit: float) -> list[list[Run]]:
    """The columns of the longest stretch of runs from `at` on that a gutter divides; none where there is no gutter."""
    covered: list[tuple[float, float]] = []
    best, divided = 0, covered
    for end in range(at, len(runs)):
        covered = _joined(covered, (runs[end].left, runs[end].right), GUTTER * unit)
        if len(covered) > 1:
            best, divided = end + 1, covered
        elif end - at >= 2 * FEWEST and best == 0:
            break
        if len(covered) == 1 and best:
            break
    if not best:
        return []
    columns = [[run for run in runs[at:best] if left <= run.left <= right] for left, right in divided]
    kinds = set()
    for column, (left, right) in zip(columns, divided, strict=True):
        kinds.add(kind := _kind(_lines(column), right - left, unit))
        if kind == "cells":
            return []
    if "list" in kinds and "text" not in kinds:
        return []
    return columns


def _kind(lines: list[SetLine], width: float, unit: float) -> str:
    """What a column is: running text; a list of short lines, which may stand beside that; or a table's cells."""
    if len(lines) < FEWEST:
        return "cells"
    filled = median(line.end - line.start for line in lines)
    if width >= NARROWEST * unit and filled >= FILLED * width:
        return "text"
    step = median(below.top - line.top for line, below in pairwise(lines))
    return "list" if step < TIGHT * unit else "cells"


def _joined(covered: list[tuple[float, float]], new: tuple[float, float], gap: float) -> list[tuple[float, float]]:
    """Ranges of the page's width with one more; those nearer to each other than the gap become one."""
    found: list[tuple[float, float]] = []
    for left, right in sorted([*covered, new]):
        if found and left - found[-1][1] < gap:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _lines(runs: list[Run]) -> list[SetLine]:
    """The runs of a column as lines, from top to bottom."""
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    lines: list[SetLine] = []
    for run in sorted(runs, key=lambda run: run.middle):
        if lines and abs(run.middle - lines[-1].runs[0].middle) < 0.5 * max(run.size, lines[-1].size):
            lines[-1].runs.append(run)
        else:
            lines.append(SetLine([run], left, right))
    for line in lines:
        line.runs.sort(key=lambda run: run.left)
    return lines
