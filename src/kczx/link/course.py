"""A time that is told from the whole to its parts (find/dates/whole.tsv) → its first and last day."""

from __future__ import annotations

from datetime import date as Day
from typing import NamedTuple

from kczx.link import moments
from kczx.link.counting import moon
from kczx.link.narrowing import RULES
from kczx.link.stretches import Stretch, month_size, one_day, years_of
from kczx.mentions import Course, Moment, Step

LONG_OVER = 120
"""Days: a day of this year that lies further back is not meant by somebody who asks for it."""


class Told(NamedTuple):
    """The ends of a course (None where it is open), and whether its year was told."""

    first: Moment | None
    last: Moment | None
    stated: bool


def told(course: Course, base: Day) -> Told | None:
    """The ends of a course, None where no calendar has them.

    >>> told(Course((Step("year", 2024), Step("months", 2, word="前"))), Day(2024, 5, 1))[:2]
    (Moment(year=2024, month=1, ...), Moment(year=2024, month=2, ...))
    """
    try:
        first = walk(course.first, base)
        last = first if first is None or not course.last else _other_end(course, first, base)
    except (ValueError, OverflowError):
        return None
    if first is None or last is None or last.last < first.first:
        return None
    begins, ends = _moments(first._replace(last=last.last) if not course.last else first), _moments(last)
    if course.last and first.time is None and last.time is None:
        begins = ends = _moments(Stretch(first.first, last.last))
    start, end = begins[0], ends[1]
    if course.open == "before":
        if last.last < base:
            return Told(None, end, first.stated)
        start = moments.of_day(base)
    elif course.open == "since":
        if first.first >= base:
            return Told(start, None, first.stated)
        start, end = moments.of_day(first.first), moments.of_day(base)
    return Told(start, end, first.stated)


def walk(steps: tuple[Step, ...], base: Day, before: Stretch | None = None) -> Stretch | None:
    """The stretch that the steps lead to; of the year to come where none was told and this year's is long over."""
    found = _walk(steps, base, before, 0)
    kinds = {step.kind for step in steps}
    if found is None or before is not None or found.stated or kinds & SETTLED:
        return found
    over = (base - found.last).days
    if over > (0 if "holiday" in kinds else LONG_OVER) and kinds & YEARLY:
        return _walk(steps, base, before, 1) or found
    return found


def _walk(steps: tuple[Step, ...], base: Day, before: Stretch | None, years: int) -> Stretch | None:
    at = before
    of_moon = any(step.kind in ("lunar", "lunarmonth", "lunarday", "fullmoon") for step in steps)
    for number, step in enumerate(steps):
        if step.kind in ("aside", "lunar"):
            continue
        frame = at or years_of(base.year + years)
        if of_moon and step.kind in ("month", "lunarmonth", "fullmoon"):
            at = moon(steps[number:], frame.first.year)
            at = at._replace(stated=frame.stated) if at else None
        elif (
            of_moon
            and step.kind in ("day", "lunarday")
            and number
            and steps[number - 1].kind in ("month", "lunarmonth", "fullmoon")
        ):
            continue
        else:
            at = RULES[step.kind](step, at, frame, base)
        if at is None:
            return None
    return at


def _other_end(course: Course, first: Stretch, base: Day) -> Stretch | None:
    """The other end of an interval: it does not lie before the first one."""
    kinds = [step.kind for step in course.last]
    if kinds[0] == "daynamed" and course.last[0].word[-1:] in "在时刻":
        return walk(course.last, base)
    if kinds[0] in ("clock", "part"):
        last = _walk(course.last, first.first, one_day(first.first), 0)
    else:
        of = first.last if course.again and course.last[0].rule == "text" else first.first if course.again else base
        last = _walk(course.last, of, None, 0)
    if (
        last is None
        or last.last > first.first
        or (last.first == first.first and (last.time or "99") >= (first.time or ""))
    ):
        return last
    by = next((BUMPS[kind] for kind in kinds if kind in BUMPS), None)
    if by is None or last.stated != first.stated:
        return last
    bumped = [moments.shifted(day, *by) for day in (last.first, last.last)]
    return Stretch(bumped[0], bumped[1], last.time, last.stated) if bumped[0] and bumped[1] else None


BUMPS = {
    "month": ("year", 1), "md": ("year", 1), "holiday": ("year", 1), "day": ("month", 1), "weekday": ("week", 1),
    "clock": ("day", 1), "part": ("day", 1),
}  # fmt: skip
"""How much later an other end is, that would lie before the first: 10月至3月, 28日到3日."""
YEARLY = frozenset(["month", "md", "holiday", "lunarmonth", "fullmoon"])
"""Kinds that somebody who tells no year means of the next one, where this year's is long over."""
SETTLED = frozenset(
    ["year", "yearnamed", "yearnth", "ymd", "ym", "yearonly", "away", "century", "centurythis", "decade"]
)


def _moments(stretch: Stretch) -> tuple[Moment, Moment]:
    """The ends as moments, as coarse as they can be told."""
    first, last, time, _ = stretch
    if first == last:
        return (moment := moments.of_day(first, time)), moment
    if first.day == 1 and last.day == month_size(last.year, last.month):
        if first.month == 1 and last.month == 12:
            return Moment(first.year), Moment(last.year)
        return Moment(first.year, first.month), Moment(last.year, last.month)
    return moments.of_day(first, time), moments.of_day(last, time)
