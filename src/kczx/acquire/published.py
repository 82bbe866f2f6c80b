"""Reads the day on which something came out, as pages, mails and tables write it."""

from __future__ import annotations

import datetime
import re

from kczx.errors import OptionError

EARLIEST, LATEST = 1800, 2199
"""Years in which news came out; 0001 and 9999 are what some databases put for a day that they do not know."""
ISO = re.compile(r"\d{4}-\d\d-\d\d")
DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})(?!\d)|(\d\d)(\d\d)(?!\d))")


def day(text: str) -> str | None:
    """The first date of a text as YYYY-MM-DD.

    >>> day("发布时间：2021年5月3日 10:00"), day("2021-05-03T10:00:00+08:00"), day("20210503"), day("2021-13-01")
    ('2021-05-03', '2021-05-03', '2021-05-03', None)
    """
    for match in DAY.finditer(text):
        year, month, number = (int(part) for part in match.groups() if part)
        try:
            return datetime.date(year, month, number).isoformat()
        except ValueError:
            continue
    return None


def given(value: str | datetime.date | None, name: str) -> datetime.date | None:
    """A day that a caller gives, as a date or as YYYY-MM-DD.  Raises OptionError, with the option's name, for anything else.

    >>> given("2021-05-03", "base_date"), given(None, "base_date")
    (datetime.date(2021, 5, 3), None)
    """
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        value = value.date()
    if isinstance(value, str):
        try:
            value = datetime.date.fromisoformat(value if ISO.fullmatch(value) else "")
        except ValueError:
            raise OptionError(f"{name}: {value!r} is no day of the form YYYY-MM-DD") from None
    if not isinstance(value, datetime.date):
        raise OptionError(f"{name}: a date or YYYY-MM-DD is wanted, not {type(value).__name__}")
    if not EARLIEST <= value.year <= LATEST:
        raise OptionError(f"{name}: {value} is before {EARLIEST} or behind {LATEST}")
    return value
