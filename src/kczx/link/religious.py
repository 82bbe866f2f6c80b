"""Days of the Hebrew and the Islamic calendar as days of the civil one, by their arithmetic (Reingold and Dershowitz,
Calendrical Calculations): the Hebrew calendar as it is kept, the Islamic one in its tabular form, which the sight of the moon
may shift by a day, and as Saudi Arabia keeps it, by a table.
"""

from __future__ import annotations

from datetime import date as Day
from datetime import timedelta

from kczx import lexicon

HEBREW_EPOCH = -1373427
"""Ordinal of the day before the first of Tishri of the year 1, less the days that `_elapsed` counts too many."""
ISLAMIC_EPOCH = 227014
ADAR, TISHRI = 12, 7


def hebrew(year: int, month: int, day: int) -> Day | None:
    """A day of the Hebrew calendar (months from Nisan on, 12 the last Adar) as it falls in a civil year.

    >>> hebrew(2013, 7, 10), hebrew(2019, 12, 14)
    (datetime.date(2013, 9, 14), datetime.date(2019, 3, 21))
    """
    for own in (year + 3760, year + 3761):
        lengths = _hebrew_months(own)
        order = [7, 8, 9, 10, 11, *([13] if len(lengths) == 13 else []), 12, 1, 2, 3, 4, 5, 6]
        found = _new_year(own) + sum(lengths[: order.index(month)]) + day - 1
        if 0 < found < 3652059 and (civil := Day.fromordinal(found)).year == year:
            return civil
    return None


def islamic(year: int, month: int, day: int) -> Day | None:
    """A day of the tabular Islamic calendar as it falls, for the first time, in a civil year.

    >>> islamic(2013, 10, 1), islamic(2034, 9, 1)
    (datetime.date(2013, 8, 8), datetime.date(2034, 11, 12))
    """
    near = (year - 622) * 33 // 32
    for own in range(near - 1, near + 3):
        found = day + (59 * (month - 1) + 1) // 2 + (own - 1) * 354 + (3 + 11 * own) // 30 + ISLAMIC_EPOCH
        if 0 < found < 3652059 and (civil := Day.fromordinal(found)).year == year:
            return civil
    return None


@lexicon.cached
def _kept() -> dict[int, tuple[Day, tuple[int, ...]]]:
    """The first day of each Islamic year and the lengths of its months, as Saudi Arabia keeps them."""
    return {
        int(year): (Day.fromisoformat(first), tuple(30 if size == "0" else 20 + int(size) for size in sizes))
        for year, first, sizes in lexicon.rows("link/hijri.tsv", 3)
    }


def hijri(year: int, month: int, day: int) -> Day | None:
    """A day of the Islamic calendar of Saudi Arabia as it falls, for the first time, in a civil year; of the tabular one where the
    table does not reach.

    >>> hijri(2013, 1, 1), hijri(2013, 1, 10), hijri(1850, 1, 1) == islamic(1850, 1, 1)
    (datetime.date(2013, 11, 4), datetime.date(2013, 11, 13), True)
    """
    near = (year - 622) * 33 // 32
    for own in range(near - 1, near + 3):
        if own in _kept():
            first, sizes = _kept()[own]
            civil = first + timedelta(days=sum(sizes[: month - 1]) + day - 1)
            if civil.year == year:
                return civil
    return islamic(year, month, day)


def _elapsed(year: int) -> int:
    """Days from the epoch to the mean new moon that begins a Hebrew year, put off where it would be on a wrong weekday."""
    months = (235 * year - 234) // 19
    days = 29 * months + (12084 + 13753 * months) // 25920
    return days + ((3 * (days + 1)) % 7 < 3)


def _new_year(year: int) -> int:
    before, own, after = _elapsed(year - 1), _elapsed(year), _elapsed(year + 1)
    return HEBREW_EPOCH + own + (2 if after - own == 356 else 1 if own - before == 382 else 0)


def _hebrew_months(year: int) -> list[int]:
    """Lengths of a Hebrew year's months, from Tishri on."""
    size = _new_year(year + 1) - _new_year(year)
    leap = size > 360
    long, short = size % 10 == 5, size % 10 == 3
    return [30, 30 if long else 29, 29 if short else 30, 29, 30, *([30] if leap else []), 29, 30, 29, 30, 29, 30, 29]
