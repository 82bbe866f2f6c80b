"""What pages repeat at their upper and lower edges: running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter

from kczx.acquire.pdf.glyphs import Run

NUMBER = re.compile(r"[-—–·•\s]*(?:第?\s*\d{1,4}\s*页?|[ivxlIVXL]{1,6})(?:\s*[/／共]\s*共?\s*\d{1,4}\s*页?)?[-—–·•\s]*")
DIGITS = re.compile(r"\d+|\s+")
WORD = re.compile(r"[^\W\d_]{2}")
EDGE = 0.12
"""How much of a page's height its head and its foot take at most."""
ROWS = 3
"""Lines at either end among which a running head or a page number is."""


def without_furniture(pages: list[list[Run]], heights: list[float]) -> list[list[Run]]:
    """The pages' runs without page numbers, and without lines at an edge that other pages have at the same height."""
    edges = [_edge(runs, height) for runs, height in zip(pages, heights, strict=True)]
    told = Counter(key for edge in edges for key in {_key(run) for run in edge})
    often = max(2, len(pages) // 4)
    return [
        [
            run
            for run in runs
            if not (run in edge and ((told[_key(run)] >= often and WORD.search(str(run))) or _is_number(run, runs)))
        ]
        for runs, edge in zip(pages, edges, strict=True)
    ]


def _edge(runs: list[Run], height: float) -> list[Run]:
    """The runs of the first and of the last lines of a page, as far as they stand in its head or foot."""
    rows = sorted({round(run.middle / 4) for run in runs})
    first, last = set(rows[:ROWS]), set(rows[-ROWS:])
    return [
        run
        for run in runs
        if (run.middle < EDGE * height and round(run.middle / 4) in first)
        or (run.middle > (1 - EDGE) * height and round(run.middle / 4) in last)
    ]


def _key(run: Run) -> tuple[str, int]:
    """What of a line is the same on other pages: its words, and the height within a line's breadth."""
    return DIGITS.sub("#", str(run).strip()), round(run.middle / 12)


def _is_number(run: Run, runs: list[Run]) -> bool:
    """Whether a run is a page number: nothing stands beside it."""
    alone = not any(other is not run and abs(other.middle - run.middle) < run.size / 2 for other in runs)
    return alone and bool(NUMBER.fullmatch(str(run)))
