"""Stretches that are counted from the day they are read on (三年前, 未来两周) and days of the lunar calendar."""

from __future__ import annotations

from datetime import date as Day
from datetime import timedelta

from kczx.link import lunar, moments
from kczx.link.stretches import Stretch, days_from, month_size, months_of, one_day, years_of
from kczx.mentions import Step


def _lengths(step: Step) -> list[tuple[str, int]]:
    return [(unit, int(many)) for unit, _, many in (part.partition(":") for part in step.rule.split())]


def _shifted(base: Day, lengths: list[tuple[str, int]], way: int) -> Day | None:
    """The day that lies so many years, months, weeks, days and hours away."""
    minutes = sum(many for unit, many in lengths if unit == "minute")
    day: Day | None = base
    for unit, many in (*lengths, ("day", minutes // 1440)):
        if unit == "workday":
            for _ in range(min(many, 5000)):
                day = day + timedelta(days=way) if day else None
                while day and day.weekday() > 4:
                    day += timedelta(days=way)
        elif unit in ("year", "month", "week", "day"):
            day = moments.shifted(day, unit, way * many) if day else None
    return day


def away(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    """三年前 is a year, 两个月后 a month, 四周后 a week, 十天前 a day; 二十几年前 up to ten years."""
    lengths, way = _lengths(step), -1 if step.word == "ago" else 1
    day = _shifted(base, lengths, way)
    if day is None:
        return None
    unit = lengths[-1][0]
    if unit == "year":
        count = lengths[0][1]
        more = way * 10 if step.d and count >= 10 and count % 10 == 0 else 0
        return years_of(min(day.year, day.year + more), max(day.year, day.year + more), True)
    if unit == "month":
        return months_of(day.year, day.month, day.month, True)
    if unit == "week":
        return days_from(day - timedelta(days=day.weekday()), 0, 6)
    return one_day(day)


def reach(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    """近三年, 未来两个月, 60日内; 前两周, 后三个月."""
    lengths = _lengths(step)
    unit, count = lengths[-1]
    if step.d:
        return None  # 近几年
    if step.word.startswith("whole") and len(lengths) == 1 and unit in ("day", "week", "month", "year"):
        way = -1 if step.word.endswith("-") else 1
        return _whole(unit, way * count, base)
    if step.word in ("past", "whole-"):
        begin = _shifted(base, lengths, -1)
        return Stretch(begin, base) if begin else None
    end = _shifted(base, lengths, 1)
    if end is None:
        return None
    return Stretch(base, end - timedelta(days=1) if unit in ("month", "year") and end > base else end)


def _whole(unit: str, count: int, base: Day) -> Stretch | None:
    """The days, weeks, months or years before or behind the one that a day lies in."""
    first, last = (count, -1) if count < 0 else (1, count)
    begins, ends = moments.shifted(base, unit, first), moments.shifted(base, unit, last)
    if begins is None or ends is None:
        return None
    if abs(count) == 1:  # 前1周 is the seven days before a day, 前两周 the two weeks before its own
        return days_from(begins, 0, -1 + (base - begins).days) if count < 0 else days_from(base, 1, (ends - base).days)
    match unit:
        case "week":
            return Stretch(begins - timedelta(days=begins.weekday()), ends + timedelta(days=6 - ends.weekday()))
        case "month":
            return Stretch(begins.replace(day=1), ends.replace(day=month_size(ends.year, ends.month)))
        case "year":
            return years_of(begins.year, ends.year)
    return Stretch(begins, ends)


def moon(steps: tuple[Step, ...], year: int) -> Stretch | None:
    """A month or day of the lunar calendar; where the tables do not reach, as if it were of the civil one."""
    month = steps[0]
    number = month.d if month.kind == "lunarmonth" and month.d else month.n or 1
    days = [step.n for step in steps[1:2] if step.kind in ("day", "lunarday")]
    found: tuple[Day, Day] | None
    if not days:
        found = lunar.month(year, number, month.word == "闰")
    else:
        day = lunar.day(year, number, days[0] or 1, month.word == "闰")
        found = None if day is None else (day, day)
    if found is None:
        if year in lunar.years():
            return None
        civil = months_of(year, number, number, True)
        return one_day(civil.first.replace(day=min(days[0] or 1, civil.last.day)), True) if days else civil
    return Stretch(*found)
