"""On which days of a year a holiday falls, by its rule in find/dates/holidays.tsv; the days off that belong to it."""

from __future__ import annotations

from datetime import date as Day
from datetime import timedelta

from kczx import lexicon
from kczx.link import lunar, religious

Days = tuple[Day, Day]
CALENDARS = {"hebrew": religious.hebrew, "islamic": religious.islamic, "hijri": religious.hijri}
"""Calendars of other religions: year of the civil calendar, month, day → the day."""
TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip
"""The solar terms in the order of the civil year, two in each month."""


def days(rule: str, year: int) -> Days | None:
    """The first and last day of a holiday in a year, None where no table reaches so far.

    >>> days("lunar 8-15", 2023), days("nth 5 2 7", 2021)[0], days("easter 0", 2013)[0]
    ((datetime.date(2023, 9, 29), datetime.date(2023, 9, 29)), datetime.date(2021, 5, 9), datetime.date(2013, 3, 31))
    """
    kind, _, rest = rule.partition(" ")
    if kind == "lunar":
        month, day = (int(part) for part in rest.split("-"))
        found = lunar.day(year - (month == 12), month, day)  # 2024年除夕 is the eve of the lunar year 2024
    elif kind == "term":
        found = terms().get((year, rest))
    elif kind in ("easter", "orthodox"):
        return _around(easter(year) if kind == "easter" else orthodox_easter(year), rest)
    elif kind in CALENDARS:
        told, around = rest.split()
        month, day = (int(part) for part in told.split("-"))
        found = CALENDARS[kind](year, month, day)
        return None if found is None else _around(found, around)
    elif kind == "nth":
        month, which, weekday = (int(part) for part in rest.split()[:3])
        found = nth_weekday(year, month, which, weekday)
        if found and rest.endswith("but-easter") and found == easter(year) - timedelta(days=1):
            found -= timedelta(days=7)
    elif kind == "feast":
        return feasts().get((year, rest))
    else:
        ends = [Day(year, int(part[:2]), int(part[3:5])) for part in rule.split("..")]
        return ends[0], ends[-1]
    return None if found is None else (found, found)


def _around(base: Day, around: str) -> Days:
    """The days from so many before or behind a day to so many: -46..-1."""
    ends = [base + timedelta(days=int(days)) for days in around.split("..")]
    return ends[0], ends[-1]


def days_off(name: str, rule: str, year: int) -> Days | None:
    """The days off that were given for a holiday in a year; for two together where one follows the other: 中秋国庆."""
    both = sorted(ends for known, ends in off().get(year, {}).items() if known.removesuffix("节") in name)
    if len(both) == 2 and both[0][1] + timedelta(days=1) == both[1][0]:
        return both[0][0], both[1][1]
    for known, ends in off().get(year, {}).items():
        if known == name or ((found := days(rule, year)) is not None and ends[0] <= found[0] <= ends[1]):
            return ends
    return None


def nth_weekday(year: int, month: int, which: int, weekday: int) -> Day | None:
    """The second Sunday of May: nth_weekday(2021, 5, 2, 7); counted from the month's end where `which` is negative."""
    first = Day(year, month, 1)
    if which < 0:
        following = Day(year + month // 12, month % 12 + 1, 1)
        last = following - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7 - 7 * (which + 1))
    found = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (which - 1))
    return found if found.month == month else None


def easter(year: int) -> Day:
    """Easter Sunday of the western churches (the anonymous Gregorian algorithm, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return Day(year, f // 31, f % 31 + 1)


def orthodox_easter(year: int) -> Day:
    """Easter Sunday of the eastern churches (Meeus's Julian algorithm, as a day of the Gregorian calendar from 1900 to 2099)."""
    d = (19 * (year % 19) + 15) % 30
    e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
    return Day(year, (d + e + 114) // 31, (d + e + 114) % 31 + 1) + timedelta(days=13)


@lexicon.cached
def terms() -> dict[tuple[int, str], Day]:
    return {
        (int(year), name): Day(int(year), number // 2 + 1, int(day))
        for year, days in lexicon.rows("link/terms.tsv", 2)
        for number, (name, day) in enumerate(zip(TERMS, days.split(), strict=True))
    }


@lexicon.cached
def feasts() -> dict[tuple[int, str], Days]:
    return {
        (int(year), name): (Day.fromisoformat(first), Day.fromisoformat(last))
        for year, name, first, last in lexicon.rows("link/feasts.tsv", 4)
    }


@lexicon.cached
def off() -> dict[int, dict[str, Days]]:
    found: dict[int, dict[str, Days]] = {}
    for year, name, first, last in lexicon.rows("link/days_off.tsv", 4):
        known = found.setdefault(int(year), {})
        ends = (Day.fromisoformat(first), Day.fromisoformat(last))
        known[name] = (min(known[name][0], ends[0]), max(known[name][1], ends[1])) if name in known else ends
    return found
