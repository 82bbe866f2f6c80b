"""A moment told from another time → its first and last day: weeks, quarters, seasons, holidays, 三年前, 未来两个月."""

from __future__ import annotations

import calendar
from datetime import date as Day
from datetime import timedelta

from kczx.link import holidays, lunar
from kczx.mentions import Moment

Ends = tuple[Moment, Moment]
NEAR = 183
"""Days: a holiday without a year is the one that lies nearest to the day that it is told from."""


def of_day(day: Day, time: str | None = None) -> Moment:
    return Moment(day.year, day.month, day.day, time)


def day_of(moment: Moment) -> Day | None:
    """The day that a moment is, where it is one."""
    if moment.year is None or moment.month is None or moment.day is None or not 1 <= moment.year <= 9999:
        return None
    return Day(moment.year, moment.month, min(moment.day, calendar.monthrange(moment.year, moment.month)[1]))


def shifted(day: Day, unit: str, count: int) -> Day | None:
    """A day so many days, weeks, months or years later; None beyond the calendar."""
    try:
        if unit in ("day", "week"):
            return day + timedelta(days=count * (7 if unit == "week" else 1))
        months = day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1)
        year, month = divmod(months, 12)
        return Day(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError):
        return None


def week(moment: Moment, base: Day) -> Ends | None:
    """本周, 上周三: weeks begin with Monday."""
    monday = (
        shifted(base - timedelta(days=base.weekday()), "week", -(moment.weeks_back or 0))
        if base.toordinal() > 7
        else None
    )
    if monday is None or monday.year >= 9999:
        return None
    if moment.weekday:
        told = of_day(monday + timedelta(days=moment.weekday - 1), moment.time)
        return told, told
    return of_day(monday), of_day(monday + timedelta(days=6))


def weekday(moment: Moment, base: Day, to_come: bool) -> Ends | None:
    """周三 without a word for the week: the next one of what is still to come, else the last one."""
    days = ((moment.weekday or 1) - base.isoweekday()) % 7
    day = shifted(base, "day", days if to_come or not days else days - 7)
    return None if day is None else ((told := of_day(day, moment.time)), told)


def quarter(moment: Moment, base: Day) -> Ends:
    """本季度, 上季度."""
    number = base.year * 4 + (base.month - 1) // 3 - (moment.quarters_back or 0)
    year, part = divmod(number, 4)
    return Moment(year, 3 * part + 1), Moment(year, 3 * part + 3)


def away(moment: Moment, base: Day) -> Ends | None:
    """三年前 is a year, 两个月后 a month, 四周后 a week, 十天前 a day."""
    unit, count = moment.away or ("day", 0)
    day = shifted(base, unit, count)
    if day is None:
        return None
    if unit == "week":
        return week(Moment(weeks_back=0), day)
    told = {"year": Moment(day.year), "month": Moment(day.year, day.month), "day": of_day(day)}[unit]
    return told, told


def reach(moment: Moment, base: Day) -> Ends | None:
    """近三年 ends with the day it is told from, 未来两个月 begins with it."""
    unit, count = moment.reach or ("day", 0)
    day = shifted(base, unit, count)
    if day is None:
        return None
    if count < 0:
        return of_day(day), of_day(base)
    return of_day(base), of_day(day - timedelta(days=1) if unit in ("month", "year") else day)


def season(moment: Moment, year: int) -> Ends:
    first = {1: 3, 2: 6, 3: 9, 4: 12}[moment.season or 1]
    return Moment(year, first), Moment(year + (first == 12), (first + 1) % 12 + 1)


def nth(moment: Moment, year: int) -> Moment | None:
    """The third Sunday of a month; the first or last day of its second week, which begins with a Monday, or of a year's."""
    kind, count, more = moment.nth or ("day", 1, 0)
    first = Day(year, moment.month or 1, 1)
    last = Day(year, moment.month or 12, calendar.monthrange(year, moment.month or 12)[1])
    if kind == "weekday":
        found = holidays.nth_weekday(year, moment.month or 1, count, more)
    elif kind == "day":
        found = first + timedelta(days=count - 1) if count > 0 else last + timedelta(days=count + 1)
    else:
        monday = first + timedelta(days=-first.weekday() % 7)
        if count < 0:
            monday, count = last - timedelta(days=last.weekday()), count + 2
        found = monday + timedelta(days=7 * (count - 1) + (6 if more else 0))
    return None if found is None else of_day(found)


def holiday(moment: Moment, year: int) -> Ends | None:
    """A holiday of a year, with its days off where they are asked for."""
    if not 1 < year < 9999:
        return None
    ends = (holidays.days_off(moment.name, moment.holiday, year) if moment.off else None) or holidays.days(
        moment.holiday, year
    )
    if ends is None:
        return None
    if moment.nth:
        size = (ends[1] - ends[0]).days + 1
        days = [ends[0] + timedelta(days=number - 1 if number > 0 else size + number) for number in moment.nth[1:]]
        return of_day(days[0], moment.time), of_day(days[1], moment.time)
    if moment.shift:
        day = ends[0] + timedelta(days=moment.shift)
        return (told := of_day(day, moment.time)), told
    first = of_day(ends[0], moment.time if ends[0] == ends[1] else None)
    return first, first if ends[0] == ends[1] else of_day(ends[1])


def nearest_holiday(moment: Moment, base: Day) -> Ends | None:
    """A holiday without a year: the one nearest to a day."""
    found = [ends for year in (base.year - 1, base.year, base.year + 1) if (ends := holiday(moment, year)) is not None]
    return min(found, key=lambda ends: abs(((day_of(ends[0]) or base) - base).days), default=None)


def lunar_ends(moment: Moment, year: int) -> Ends | None:
    """A lunar month or day of a year as days of the civil calendar."""
    number = moment.month or 1
    if moment.day is not None:
        day = lunar.day(year, number, moment.day, moment.leap)
        return None if day is None else ((told := of_day(day, moment.time)), told)
    ends = lunar.month(year, number, moment.leap)
    return None if ends is None else (of_day(ends[0]), of_day(ends[1]))


def nearest_lunar(moment: Moment, base: Day) -> Ends | None:
    """The same without a year: the one nearest to a day."""
    found = [
        ends for year in (base.year - 1, base.year, base.year + 1) if (ends := lunar_ends(moment, year)) is not None
    ]
    return min(found, key=lambda ends: abs(((day_of(ends[0]) or base) - base).days), default=None)


def bounded(moment: Moment) -> Moment:
    """A moment whose day does not exceed its month; -1 is the month's last day."""
    if moment.year is None or moment.month is None or moment.day is None or not 1 <= moment.year <= 9999:
        return moment._replace(day=31) if moment.day == -1 else moment
    size = calendar.monthrange(moment.year, moment.month)[1]
    return moment._replace(day=size if moment.day == -1 else min(moment.day, size))
