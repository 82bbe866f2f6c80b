"""Resolved moments → EDTF, with first and last day: 2021-05-13, 2016-06, 2021-01/2021-06, XXXX-01-18, 2021-01-18T15."""

from __future__ import annotations

import calendar
from datetime import date as Day

from kczx.flow import When
from kczx.mentions import Moment
from kczx.records import Basis

LONGEST = 31
"""Days of a stretch that may still be called a day: beyond, it is a span."""


def written(first: Moment, last: Moment, basis: Basis, vague: bool = False) -> When:
    """What is known of a time from its first to its last moment; `vague` where it tells no day by itself (近三年, 下午3时)."""
    start, end = edtf(first), edtf(last)
    told = start if start == end else f"{start}/{end}" if "T" in start and "T" in end else f"{start[:10]}/{end[:10]}"
    begins, ends = first_day(start), last_day(end)
    precision = "day" if first.day else "month" if first.month else "year"
    if precision == "day" and begins and ends and (Day.fromisoformat(ends) - Day.fromisoformat(begins)).days > LONGEST:
        precision = "span"
    return When(told, begins, ends, basis, "span" if vague else precision)


def open_ended(first: Moment | None, last: Moment | None, basis: Basis) -> When:
    """What is known of a time that has no first or no last moment: ../2021-12, 2022-09/.."""
    if first is not None and last is not None:
        return written(first, last, basis)
    if last is not None:
        end = edtf(last)[:10]
        return When(f"../{end}", None, last_day(end), basis, "span")
    start = edtf(first)[:10] if first is not None else ""
    return When(f"{start}/..", first_day(start), None, basis, "span")


def edtf(moment: Moment) -> str:
    """A moment in EDTF."""
    if moment.year is None and moment.month is None:
        return f"XXXX-XX-{moment.day:02}" if moment.day else "XXXX"
    text = f"{moment.year:04}" if moment.year is not None else "XXXX"
    if moment.month is not None:
        text += f"-{moment.month:02}"
        if moment.day is not None:
            text += f"-{moment.day:02}" + (f"T{moment.time}" if moment.time else "")
    return text


def first_day(text: str) -> str | None:
    """The first day of a moment in EDTF, None where its year is not known."""
    if not text or "X" in text:
        return None
    return (text[:10] + "-01-01"[len(text[:10]) - 4 :])[:10] if len(text) < 10 else text[:10]


def last_day(text: str) -> str | None:
    """The last day of a moment in EDTF."""
    if not text or "X" in text:
        return None
    if len(text) == 4:
        return f"{text}-12-31"
    if len(text) == 7:
        return f"{text}-{calendar.monthrange(int(text[:4]), int(text[5:7]))[1]:02}"
    return text[:10]
