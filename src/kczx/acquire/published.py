"""Reads the day on which something came out, as pages, mails and tables write it."""

from __future__ import annotations

import datetime
import re

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
