"""Stories one behind the other without marks: where a short line amid the text is the title of the next."""

from __future__ import annotations

from collections.abc import Sequence

from kczx.divide.around import SHORTEST_TITLE, TOLD, told_below
from kczx.divide.lines import Line
from kczx.divide.outline import NUMBERED, REPORT

SURE = 0.75
"""The share of a lone title's pairs of characters that the text below it has."""


def openings(text: str, lines: Sequence[Line], body: Sequence[int]) -> set[int]:
    """The short lines that begin another story: the text below begins as reports do and says what they say.

    One such line may be a heading within a story; it counts behind a line that closed the story before it, beside others
    like it, or where the text says nearly all of it.
    """
    found = [
        number
        for number in range(body[0] + 1, body[-1])
        if lines[number].kind == "short" and _is_title(text, lines, number) and _is_report(text, lines, number + 1)
    ]
    if not _is_report(text, lines, body[0]):
        return {number for number in found if lines[number - 1].kind in ("credit", "closed")}
    share = {number: told_below(text, lines, number, number + 1) for number in found}
    several = len(found) > 1
    return {n for n in found if several or share[n] >= SURE or lines[n - 1].kind in ("credit", "closed")}


def _is_title(text: str, lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    long = line.end - line.start >= SHORTEST_TITLE and not NUMBERED.match(text, line.start, line.end)
    return long and told_below(text, lines, number, number + 1) >= TOLD


def _is_report(text: str, lines: Sequence[Line], number: int) -> bool:
    return lines[number].kind == "text" and bool(REPORT.match(text, lines[number].start, lines[number].end))
