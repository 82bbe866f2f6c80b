"""Stretches of days: what the steps of a time (link/course.py) are made of."""

from __future__ import annotations

import calendar
from datetime import date as Day
from datetime import timedelta
from typing import NamedTuple


class Stretch(NamedTuple):
    """From a first to a last day; a time of the day where one is told; whether the year was."""

    first: Day
    last: Day
    time: str | None = None
    stated: bool = False


def month_size(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def one_day(day: Day, stated: bool = False) -> Stretch:
    return Stretch(day, day, None, stated)


def years_of(year: int, last: int | None = None, stated: bool = False) -> Stretch:
    return Stretch(Day(year or 1, 1, 1), Day(year if last is None else last, 12, 31), None, stated)


def months_of(year: int, first: int, last: int, stated: bool) -> Stretch:
    """Months of a year; 13 is the next year's first."""
    begin, end = year * 12 + first - 1, year * 12 + last - 1
    return Stretch(
        Day(begin // 12, begin % 12 + 1, 1),
        Day(end // 12, end % 12 + 1, month_size(end // 12, end % 12 + 1)),
        None,
        stated,
    )


def days_from(base: Day, first: int, last: int, stated: bool = False) -> Stretch:
    return Stretch(base + timedelta(days=first), base + timedelta(days=last), None, stated)
