"""What each step of a time makes of the stretch that the steps before it lead to: its month, its third Sunday, a holiday."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date as Day
from datetime import timedelta

from kczx.link import holidays
from kczx.link.counting import away, reach
from kczx.link.stretches import Stretch, days_from, month_size, months_of, one_day, years_of
from kczx.mentions import Step

Rule = Callable[[Step, Stretch | None, Stretch, Day], Stretch | None]
"""What a step makes of the stretch told so far (None at the beginning), of the year it lies in, and of the day it is read on."""


def _century(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    number = step.n or 1
    if step.kind == "centurythis":
        number = base.year // 100 + 1 + {"上": -1, "下": 1}.get(step.word[0], 0)
    return years_of(100 * (number - 1), 100 * number - 1, True) if 0 < number < 100 else None


def _decade(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    tens = step.n or 0
    start = tens if tens >= 1000 else at.first.year // 100 * 100 + tens if at else (1900 if tens >= 30 else 2000) + tens
    return years_of(start, start + 9, True)


def _age(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    """The beginning, middle or end of a century or decade."""
    if at is None:
        return None
    first, last = at.first.year // 10 * 10, at.last.year
    if "半叶" in step.word:
        middle = (first + last) // 2
        return years_of(first, middle, True) if step.word[0] in "上前" else years_of(middle + 1, last, True)
    size = 20 if last - first > 10 else 3
    match step.word[0]:
        case "初" | "早" | "前":
            return years_of(first, first + size - 1, True)
        case "末" | "后" | "晚":
            return years_of(last - size + 1, last, True)
    return years_of(first + 2 * size, first + 3 * size - 1, True) if size == 20 else years_of(first + 3, last - 3, True)


def _year_of(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    match step.kind:
        case "yearnamed":
            return years_of(base.year + (step.n or 0), stated=False)
        case "yearnth":
            return years_of(base.year + (step.n or 1) - 1)
    return years_of(step.n or 1, stated=True)


def _half(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    if step.kind == "half":
        return months_of(frame.first.year, *((1, 6) if step.word in "上前" else (7, 12)), frame.stated)
    here = 0 if base.month < 7 else 1
    here += {"上": -1, "下": 1}.get(step.word[0], 0)
    return months_of(base.year, 6 * here + 1, 6 * here + 6, False)


def _quarter(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    year, stated = frame.first.year, frame.stated
    match step.kind:
        case "quarterthis":
            number = (base.month - 1) // 3 + (step.n or 0)
            return months_of(base.year, 3 * number + 1, 3 * number + 3, False)
        case "quarters":
            return _counted(months_of(year, 1, 12, stated), step, 3)
        case "quarteredge":
            month = (at or frame).first.month if step.word == "初" else (at or frame).last.month
            return months_of(year, month, month, stated)
    number = step.n or 1
    last = step.m or number
    return months_of(year, 3 * number - 2, 3 * last, stated) if number <= last else None


def _counted(of: Stretch, step: Step, size: int) -> Stretch | None:
    """So many months from the beginning or the end of a year or a part of it; the third of its months."""
    count, year, first = (step.n or 1) * size, of.first.year, of.first.month
    last = of.last.month
    if count > last - first + 1:
        return None
    if step.word in ("前", "头", "首", "元"):
        return months_of(year, first, first + count - 1, of.stated)
    if step.word == "第":
        return months_of(year, first + count - 1, first + count - 1, of.stated)
    return months_of(year, last + 1 - count, last, of.stated)


def _season(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    """From the solar term that begins a season to the eve of the next one."""
    year, number = frame.first.year, "春夏秋冬".index(step.word)
    first = holidays.terms().get((year, "立" + step.word))
    last = holidays.terms().get((year + (number == 3), "立" + "夏秋冬春"[number]))
    if first is None or last is None:
        return months_of(year, 3 * number + 3, 3 * number + 5, frame.stated)
    return Stretch(first, last - timedelta(days=1), None, frame.stated)


def _year_edge(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    year = frame.first.year
    months = {
        "初": (1, 2),
        "伊始": (1, 1),
        "开年": (1, 1),
        "中": (6, 7),
        "前期": (1, 3),
        "中期": (4, 9),
        "后期": (10, 12),
    }
    return months_of(year, *months.get(step.word.removeprefix("岁"), (11, 12)), frame.stated)


def _month(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    year, stated = frame.first.year, frame.stated
    match step.kind:
        case "monthnamed":
            months = base.month + (step.n or 0) if at is None else base.month
            return months_of(base.year if at is None else year, months, months, stated)
        case "months":
            return _counted(at or frame, step, 1)
    return months_of(year, step.n or 1, step.n or 1, stated)


def _month_edge(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    month = at or months_of(base.year, base.month, base.month, False)
    parts = {
        "上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "上半月": (1, 15), "下半月": (16, 31),
        "初": (1, 5), "中": (10, 20), "底": (25, 31), "末": (25, 31),
    }  # fmt: skip
    first, last = parts[step.word if step.word in parts else step.word[-1]]
    return Stretch(
        month.first.replace(day=first), month.first.replace(day=min(last, month.last.day)), None, month.stated
    )


def _week(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    if step.kind == "weekthis":
        monday = base - timedelta(days=base.weekday())
        return days_from(monday, 7 * (step.n or 0), 7 * (step.n or 0) + 6)
    count = step.n or 1
    if step.word in ("首", "第", "前", "头"):
        monday = frame.first + timedelta(days=-frame.first.weekday() % 7)
        first = 1 if step.word in ("前", "头") else count
        return days_from(monday, 7 * (first - 1), 7 * count - 1, frame.stated)
    monday = frame.last - timedelta(days=frame.last.weekday())
    return days_from(monday, -7 * (count - 1), 6, frame.stated)


def _weekday(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    """上周三, the next Wednesday, this week's end, the third Sunday of a month."""
    match step.kind:
        case "weekend":
            monday = at.first if at else base - timedelta(days=base.weekday())
            return days_from(monday, 5, 6)
        case "dayweek":
            if step.word == "第":
                day = frame.first + timedelta(
                    days=((step.d or 1) - frame.first.isoweekday()) % 7 + 7 * ((step.n or 1) - 1)
                )
                return one_day(day, frame.stated) if day <= frame.last else None
            return one_day(frame.last - timedelta(days=(frame.last.isoweekday() - (step.d or 1)) % 7), frame.stated)
    if at is not None and at.first != at.last:
        return one_day(at.first + timedelta(days=(step.d or 1) - 1))
    return one_day(base + timedelta(days=((step.d or 1) - base.isoweekday() - 1) % 7 + 1))


def _day_of(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    if step.kind == "daynamed":
        if at is not None:  # 三年前的今天, 三个月前的今天, 两周前的今天
            size = (at.last - at.first).days
            if size < 7:
                return one_day(at.first + timedelta(days=base.weekday() if size else 0))
            number = at.first.month if size < 31 else base.month
            return one_day(Day(at.first.year, number, min(base.day, month_size(at.first.year, number))))
        return one_day(base + timedelta(days=step.n or 0))
    if step.kind == "days":
        of = at or days_from(base, 0, 10000)
        count = step.n or 1
        if step.word in ("第", "首"):
            return one_day(of.first + timedelta(days=count - 1), of.stated)
        if step.word in ("前", "头"):
            return days_from(of.first, 0, count - 1, of.stated)
        return days_from(of.last, 1 - count, 0, of.stated)
    month = at or months_of(base.year, base.month, base.month, False)
    while at is None and (step.n or 1) > month.last.day:
        month = months_of(month.first.year, month.first.month + 1, month.first.month + 1, False)
    return one_day(month.first.replace(day=step.n or 1), month.stated)


def _numbers(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    """2021-05-13, 5-13, 2021.05 in digits."""
    year = step.n if step.n is not None else frame.first.year
    month = step.m or 1
    if step.kind == "ym":
        return months_of(year, month, month, True)
    return one_day(Day(year, month, step.d or 1), step.n is not None or frame.stated)


def _holiday(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    match step.kind:
        case "holidayoff":
            off = None
            for name, ends in holidays.off().get(frame.first.year, {}).items():
                if ends[0] <= frame.first <= ends[1] and name:
                    off = ends
            return Stretch(*off, None, frame.stated) if off and step.word != "节期间" else at
        case "holidayday":
            if at is None:
                return None
            shift = (step.n or 1) - 1 if step.word == "第" else 0
            shift = {
                "前夕": -1,
                "前夜": -1,
                "前一天": -1,
                "前一日": -1,
                "翌日": 1,
                "次日": 1,
                "后一天": 1,
                "后一日": 1,
            }.get(step.word, shift)
            return at if step.word == "前后" else one_day(at.first + timedelta(days=shift), at.stated)
    found = holidays.days(step.rule, frame.first.year)
    return None if found is None else Stretch(*found, None, frame.stated)


def _clock(step: Step, at: Stretch | None, frame: Stretch, base: Day) -> Stretch | None:
    day = at or one_day(base)
    if step.kind == "part":
        return day
    return Stretch(
        day.first + timedelta(days=step.n or 0), day.last + timedelta(days=step.n or 0), step.time, day.stated
    )


RULES: dict[str, Rule] = {
    "century": _century, "centurythis": _century, "decade": _decade, "ageedge": _age,
    "year": _year_of, "yearonly": _year_of, "yearnamed": _year_of, "yearnth": _year_of, "half": _half, "halfthis": _half,
    "quarter": _quarter, "quartertwo": _quarter, "quarters": _quarter, "quarterthis": _quarter, "quarteredge": _quarter,
    "season": _season,
    "yearedge": _year_edge, "month": _month, "lunarmonth": _month, "months": _month, "monthnamed": _month, "monthedge": _month_edge,
    "weekthis": _week, "weeks": _week, "dayweek": _weekday, "weekday": _weekday, "weekend": _weekday,
    "day": _day_of, "lunarday": _day_of, "daynamed": _day_of, "days": _day_of, "ymd": _numbers, "ym": _numbers, "md": _numbers,
    "holiday": _holiday, "holidayoff": _holiday, "holidayday": _holiday, "part": _clock, "clock": _clock,
    "away": away, "reach": reach,
}  # fmt: skip
"""What each kind of step means."""
