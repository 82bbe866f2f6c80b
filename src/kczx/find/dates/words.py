"""What the lexicons of dates make: words told from another time, parts of a day, holidays, and where such a word is no date."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon
from kczx.errors import LexiconError

UNITS = ("day", "part", "week", "month", "quarter", "year", "now")
SHIFT = r"-?\d+(?:\.\.-?\d+)?"
RULE = re.compile(
    r"\d\d-\d\d(?:\.\.\d\d-\d\d)?|lunar \d+-\d+|term \S+|nth \d+ -?\d \d(?: but-easter)?|feast \S+"
    rf"|(?:easter|orthodox|(?:hebrew|islamic|hijri) \d+-\d+) {SHIFT}"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A word for a time: its unit, how many units later, and what it counts from (`news` or `text`)."""

    unit: str
    offset: int
    anchor: str


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of dates as they are asked for."""

    named: dict[str, Named]
    parts: dict[str, int]
    holidays: dict[str, tuple[str, ...]]
    eras: dict[str, int]
    before: dict[str, re.Pattern[str]]
    behind: dict[str, re.Pattern[str]]

    @property
    def running(self) -> list[str]:
        """The names of holidays that are read in a running text."""
        return [name for name, (_, *marks) in self.holidays.items() if "whole" not in marks]

    @property
    def spoken(self) -> list[str]:
        """The words for times that are read in a running text: 现在 and the like are none."""
        return [word for word, named in self.named.items() if named.unit != "now"]

    def of(self, *units: str) -> str:
        """A pattern of the words with these units."""
        return lexicon.alternation(word for word, named in self.named.items() if named.unit in units)


def _era(row: tuple[str, ...]) -> str | None:
    return None if re.fullmatch(r"\d{3,4}", row[1]) else f"{row[1]!r} is no year"


@lexicon.cached
def words() -> Words:
    """Raises LexiconError where a row has a unit or a side that is none."""
    table = lexicon.rows("find/dates/words.tsv", 4, choices=UNITS)
    contexts = lexicon.rows("find/dates/contexts.tsv", 3, choices=("before", "behind"))

    def side(which: str, kind: str) -> re.Pattern[str]:
        found = lexicon.alternation(word for word, where, of in contexts if where == which and of == kind)
        return re.compile(f"{found}$" if which == "before" else found)

    for name, rule, _ in lexicon.rows("find/dates/holidays.tsv", 3):
        if not RULE.fullmatch(rule):
            raise LexiconError("find/dates/holidays.tsv", 0, f"{name}: {rule!r} is no rule")
    return Words(
        {word: Named(unit, int(offset or 0), anchor or "news") for word, unit, offset, anchor in table},
        {word: int(hours or 0) for word, hours in lexicon.rows("find/dates/parts.tsv", 2)},
        {name: (rule, *marks.split()) for name, rule, marks in lexicon.rows("find/dates/holidays.tsv", 3)},
        {name: int(first or 0) for name, first in lexicon.rows("find/dates/eras.tsv", 2, check=_era)},
        {kind: side("before", kind) for kind in ("day", "holiday")},
        {kind: side("behind", kind) for kind in ("day", "holiday")},
    )
