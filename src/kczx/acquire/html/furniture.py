"""What within a story's element is none of it: boxes of other stories, menus, what asks the reader for something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from kczx import lexicon
from kczx.acquire.html.lines import STOP, ShownLine
from kczx.acquire.html.tree import Element

LINES_OF_LINKS = 3
"""So many links, a line each, one after the other, are a menu."""
KINDS = ("heading", "end", "line", "foot", "whole")
LONGEST_LABEL, LONGEST_FOOT = 40, 120
COUNTER = re.compile(r"\d{0,3}\s*/\s*\d{1,3}")
"""3/21, of a gallery."""
RIGHTS = re.compile(r"本[网站]|转载|轉載|摘编|镜像|所有|著作权|法律责任")
LITTLE_LEFT = 0.2
"""The share of the story behind a line at most for the line to be the story's end."""


def without_furniture(
    lines: Sequence[ShownLine], inside: list[int], values: Sequence[float], holder: Element
) -> list[int]:
    """The lines of the story's element without what is furniture there."""
    words = _words()
    left = list(accumulate((max(0.0, values[number]) for number in reversed(inside)), initial=0.0))[::-1]
    whole = left[0]
    dropped: set[int] = set()
    for at, number in enumerate(inside):
        line = lines[number]
        if is_foot(line):
            dropped.add(number)
        if number in dropped or len(line.text) > LONGEST_LABEL:
            continue
        if _asks(line) or words["whole"].fullmatch(line.text) or COUNTER.fullmatch(line.text):
            dropped.add(number)
            continue
        bare = line.text.strip(" ：:>》|·-【】[]<《")
        rest = left[at]
        if words["end"].match(bare):
            dropped.add(number)
            if rest < LITTLE_LEFT * whole:
                dropped.update(inside[at:])
        elif (match := words["heading"].match(bare)) and len(bare) <= len(match[0]) + 6:
            dropped.add(number)
            if rest < LITTLE_LEFT * whole:
                dropped.update(inside[at:])
                continue
            box = _box(lines, inside, at, holder)
            dropped.update(box)
    dropped |= _link_runs(lines, inside)
    return [number for number in inside if number not in dropped]


def is_foot(line: ShownLine) -> bool:
    """Whether a line is of the page's foot: whose it is, and who may copy it."""
    found = _words()["foot"].findall(line.text) if len(line.text) <= LONGEST_FOOT else []
    return len(found) > 1 or bool(found and (not line.running or RIGHTS.search(line.text)))


def _asks(line: ShownLine) -> bool:
    """Whether a line asks the reader for something; a sentence that only holds such a word does not."""
    found = _words()["line"].findall(line.text)
    return len(found) > 1 or bool(found and not line.running)


def _box(lines: Sequence[ShownLine], inside: list[int], at: int, holder: Element) -> list[int]:
    """The lines of the box that a heading begins: the largest element below the story's that begins with it, and what of
    links follows."""
    box = lines[inside[at]].element
    while box.parent is not None and box.parent is not holder and box.parent.first == box.first:
        box = box.parent
    end = at + 1
    while end < len(inside) and (
        any(e is box for e in lines[inside[end]].element.above()) or lines[inside[end]].linked
    ):
        end += 1
    return inside[at:end]


def _link_runs(lines: Sequence[ShownLine], inside: list[int]) -> set[int]:
    """Lines of links one after the other, three or more."""
    found: set[int] = set()
    run: list[int] = []
    for number in [*inside, -1]:
        if number >= 0 and lines[number].linked and not STOP.search(lines[number].text):
            run.append(number)
            continue
        if len(run) >= LINES_OF_LINKS:
            found.update(run)
        run = []
    return found


@lexicon.cached
def _words() -> dict[str, re.Pattern[str]]:
    rows = lexicon.rows("acquire/html/furniture.tsv", 2, choices=KINDS)
    return {kind: re.compile(lexicon.alternation(word for word, own in rows if own == kind)) for kind in KINDS}
