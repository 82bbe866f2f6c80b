"""Indicators that tables name, and whether a figure is planned or reached."""

from __future__ import annotations

import re
from typing import NamedTuple

from kczx import lexicon
from kczx.find.figures.links import direction, known
from kczx.mentions import Figure

AROUND = 80
"""Characters on either side of a figure in which an indicator's context may stand."""
AIM = re.compile(r"[^，,；;。、]{0,8}(?:目标|预期)")
"""What tells behind a number that it is aimed at: 5%左右的增长目标."""


class Indicator(NamedTuple):
    """An indicator: its name, the units that it is counted in, what is counted, and what must stand around it."""

    name: str
    unit: re.Pattern[str]
    counted: re.Pattern[str]
    context: re.Pattern[str]


@lexicon.cached
def indicators() -> tuple[Indicator, ...]:
    """The rows of the table; raises LexiconError where a cell is no regular expression."""
    rows = lexicon.rows("find/figures/indicators.tsv", 4, check=_wrong)
    return tuple(Indicator(name, *map(re.compile, cells)) for name, *cells in rows)


def _wrong(cells: tuple[str, ...]) -> str | None:
    """Why a row is none: a cell is no regular expression, or there is neither a unit nor a word."""
    for cell in cells[1:]:
        try:
            re.compile(cell)
        except re.error as error:
            return f"{cell!r} is no regular expression: {error}"
    return None if any(cells[1:]) else "an indicator needs a unit or words"


def indicator(figure: Figure, what: str | None, text: str, floor: int) -> str | None:
    """The name of the indicator that a figure is a value of; what something grew or fell by is none.

    `floor` is where the figure before it ends.
    """
    if not what or not figure.unit:
        return None
    around = None
    for row in indicators():
        if row.unit.pattern and row.unit.fullmatch(figure.unit) is None:
            continue
        if row.counted.search(what) is None:
            continue
        around = around or text[max(0, figure.start - AROUND) : figure.end + AROUND]
        if row.context.search(around) is not None:
            before = text[max(floor, figure.start - 14) : figure.start]
            by = direction(text, floor, figure.start) and known().to.search(before) is None
            return None if by and figure.unit not in ("%", "‰") else row.name
    return None


@lexicon.cached
def plans() -> tuple[re.Pattern[str], dict[str, str]]:
    """Words that tell what is planned or reached, and which each of them tells."""
    rows = lexicon.rows("find/figures/plans.tsv", 2, choices=("planned", "reached", "neither"))
    kinds = {row[0]: row[1] for row in rows}
    return re.compile(lexicon.alternation(kinds)), kinds


def planned(text: str, start: int, figure: Figure) -> bool:
    """Whether a figure is told as an aim or a forecast by the last such word before it in its sentence, which begins at `start`."""
    pattern, kinds = plans()
    told = [kind for word in pattern.findall(text, start, figure.start) if (kind := kinds[word]) != "neither"]
    return told[-1] == "planned" if told else AIM.match(text, figure.end) is not None
