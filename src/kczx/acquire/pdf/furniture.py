"""What pages repeat at their upper and lower edges: running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from kczx.acquire.pdf.glyphs import Run

NUMBER = re.compile(r"[-—–·•\s]*(?:第?\s*\d{1,4}\s*页?|[ivxlIVXL]{1,6})(?:\s*[/／共]\s*共?\s*\d{1,4}\s*页?)?[-—–·•\s]*")
DIGITS = re.compile(r"\d+|\s+")
WORD = re.compile(r"[^\W\d_]{2}")
SENTENCE = re.compile("[。！？；，]")
EDGE = 0.12
"""How much of a page's height its head and its foot take at most."""
ROW, ROWS = 4.0, 3
"""Points within which characters are on a line, and lines at either end among which a running head or a number is."""
APART = 1.5
"""How far a head stands from the text, at least, in the distance of the text's lines."""


def without_furniture(pages: list[list[Run]], heights: list[float]) -> list[list[Run]]:
    """The pages' runs without page numbers, and without lines at an edge that other pages have at the same height."""
    edges = [_edge(runs, height) for runs, height in zip(pages, heights, strict=True)]
    told = Counter(key for edge in edges for key in {_key(run) for run in edge})
    often = max(2, len(pages) // 4)
    return [
        [
            run
            for run in runs
            if not (run in edge and ((told[_key(run)] >= often and _is_label(run)) or _is_number(run, runs)))
        ]
        for runs, edge in zip(pages, edges, strict=True)
    ]


def _edge(runs: list[Run], height: float) -> list[Run]:
    """The runs of a page's head and foot: lines near its edges that stand further from the text than its lines do apart."""
    rows = sorted({round(run.middle / ROW) * ROW for run in runs})
    if len(rows) < 2:
        return runs
    steps = sorted(below - above for above, below in pairwise(rows))
    apart = APART * steps[len(steps) // 4]  # the lines of a paragraph, and not the paragraphs, tell it
    head = [above for above, below in pairwise(rows[: ROWS + 1]) if below - above > apart and above < EDGE * height]
    foot = [
        below for above, below in pairwise(rows[-ROWS - 1 :]) if below - above > apart and below > (1 - EDGE) * height
    ]
    upper, lower = max(head, default=-1.0) + ROW / 2, min(foot, default=height) - ROW / 2
    return [run for run in runs if run.middle <= upper or run.middle >= lower]


def _key(run: Run) -> tuple[str, int]:
    """What of a line is the same on other pages: its words, and the height within a line's breadth."""
    return DIGITS.sub("#", str(run).strip()), round(run.middle / 12)


def _is_label(run: Run) -> bool:
    """Whether a run is words, but no sentence: sentences on several pages may differ in their figures alone."""
    return bool(WORD.search(str(run))) and not SENTENCE.search(str(run))


def _is_number(run: Run, runs: list[Run]) -> bool:
    """Whether a run is a page number: nothing stands beside it."""
    alone = not any(other is not run and abs(other.middle - run.middle) < run.size / 2 for other in runs)
    return alone and bool(NUMBER.fullmatch(str(run)))
