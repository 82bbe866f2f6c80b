"""Days that there are none of (5月32日, 2月30日): whatever else a text leads to, nobody knows when such an event took place."""

from __future__ import annotations

import re
from calendar import monthrange

from kczx.records import Event

DAY = re.compile(r"(?<![\d.])(?:(\d{4})\s*年\s*)?(\d{1,2})\s*月\s*(\d{1,3})(?=\s*[日号])")
LEAP = 2000
"""Stands for a year that is not told: in some years there is a 29th of February."""


def is_none(match: re.Match[str]) -> bool:
    """Whether a day is none.

    >>> [is_none(DAY.match(text)) for text in ("5月32日", "2月30日", "2月29日", "2019年2月29日", "13月1日", "9月30日")]
    [True, True, False, True, True, False]
    """
    year, month, day = int(match[1] or LEAP), int(match[2]), int(match[3])
    return not (1 <= month <= 12 and year > 0 and 1 <= day <= monthrange(year, month)[1])


def begins_with_none(text: str) -> bool:
    """Whether a sentence begins with such a day."""
    match = DAY.match(text)
    return match is not None and is_none(match)


def has_no_day(event: Event) -> bool:
    """Whether all sentences of an event that tell a day tell such a one first."""
    told = [is_none(match) for mention in event.evidence if (match := DAY.search(mention.text))]
    return bool(told) and all(told)
