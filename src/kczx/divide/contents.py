"""Lists of contents: the titles of stories that stand below, which tell nothing twice and are nobody's title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from kczx.divide.lines import Line
from kczx.divide.outline import is_contents

ITEM = re.compile(
    r"^\s*(?:[（(]?\d{1,2}[)）.．、]|[一二三四五六七八九十]{1,3}[、.．]|第[一二三四五六七八九十\d]{1,3}[版页]|[●■◆▲★·•※])?\s*"
)
PAGE = re.compile(r"[\s.…·]*(?:第?\s*\d{1,3}\s*[版页]?|[（(]\s*\d{1,3}\s*[）)])?[\s；;。.]*$")
"""What stands behind a title in a list of contents: dots and a page's number."""
LEVEL = 2
MOST = 3
"""Lists that are looked at in one text."""
LONGEST_HEAD, LONGEST = 24, 120
CLOSING = frozenset(["meta", "date", "credit", "closed"])
STOP = re.compile(r"。.")


def without_contents(text: str, lines: list[Line], levels: list[int]) -> tuple[list[Line], list[int]]:
    """The lines with those of a list of contents as noise, and the levels with the titles that it lists as headings.

    Only a list of which at least half stands below again is one; where headings are marked, they need none.
    """
    if any(levels):
        return lines, levels
    short = (number for number, line in enumerate(lines) if line.end - line.start <= LONGEST_HEAD)
    heads = (number for number in short if is_contents(text[lines[number].start : lines[number].end]))
    for number in islice(heads, MOST):
        listed = _items(text, lines, number + 1)
        titles = _below(text, lines, listed)
        if titles and len(titles) * 2 >= len(listed):
            left_out = {number, *listed}
            told = [one._replace(kind="noise") if n in left_out else one for n, one in enumerate(lines)]
            return told, [LEVEL if n in titles else level for n, level in enumerate(levels)]
    return lines, levels


def _items(text: str, lines: Sequence[Line], first: int) -> list[int]:
    """The lines of the list that begins at a line: up to a sentence, or to the first that says what one before it did."""
    found: list[int] = []
    said: set[str] = set()
    for number in range(first, len(lines)):
        if lines[number].end - lines[number].start > LONGEST or lines[number].kind in CLOSING:
            break
        words = _bare(text, lines[number])
        if words in said or STOP.search(words):
            break
        said.add(words)
        found.append(number)
    return found


def _below(text: str, lines: Sequence[Line], listed: Sequence[int]) -> set[int]:
    """The lines behind a list that say what one of it says."""
    if not listed:
        return set()
    said = {_bare(text, lines[number]) for number in listed}
    short = (n for n in range(listed[-1] + 1, len(lines)) if lines[n].end - lines[n].start <= 2 * LONGEST)
    return {n for n in short if len(words := _bare(text, lines[n])) >= 4 and words in said}


def _bare(text: str, line: Line) -> str:
    """A title without its number, its page and its blanks."""
    return "".join(PAGE.sub("", ITEM.sub("", text[line.start : line.end], count=1)).split())
