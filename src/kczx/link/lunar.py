"""The Chinese lunar calendar: a lunar month and day as a day of the civil calendar, by a table of the years 1900 to 2100."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day
from datetime import timedelta

from kczx import lexicon


@dataclass(frozen=True, slots=True)
class Year:
    """A lunar year: its first day, the month that is doubled (0: none), and its months' lengths in order."""

    first: Day
    leap: int
    lengths: tuple[int, ...]


@lexicon.cached
def years() -> dict[int, Year]:
    rows = lexicon.rows("link/lunar.tsv", 4)
    return {
        int(year): Year(
            Day.fromisoformat(first), int(leap), tuple(20 + int(n or 0) if n == "9" else 30 for n in months)
        )
        for year, first, leap, months in rows
    }


def month(year: int, number: int, leap: bool = False) -> tuple[Day, Day] | None:
    """The first and last day of a lunar month, None where the year has none or the table ends before it.

    >>> month(2023, 2, leap=True)
    (datetime.date(2023, 3, 22), datetime.date(2023, 4, 19))
    """
    table = years().get(year)
    if table is None or not 1 <= number <= 12 or (leap and table.leap != number):
        return None
    index = number - 1 + (1 if table.leap and (number > table.leap or leap) else 0)
    first = table.first + timedelta(days=sum(table.lengths[:index]))
    return first, first + timedelta(days=table.lengths[index] - 1)


def day(year: int, number: int, of_month: int, leap: bool = False) -> Day | None:
    """A day of a lunar month; the thirtieth of a month of 29 days is its last.

    >>> day(2023, 8, 15), day(2023, 12, 30)
    (datetime.date(2023, 9, 29), datetime.date(2024, 2, 9))
    """
    found = month(year, number, leap)
    if found is None or not 1 <= of_month <= 30:
        return None
    return min(found[0] + timedelta(days=of_month - 1), found[1])
