"""Whose a figure is and of when, told by its own clause or what the clause goes on with, and its record."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from typing import Any

from kczx.flow import Findings, Linked
from kczx.mentions import Date, Figure

Fields = dict[str, Any]
BREAK = re.compile(r"[，,；;：:。！？\n]")
COMPARED = re.compile(r"(?:比|较|与|同|超过|高于|低于|相当于|是)[^，,；;：:。]{0,6}$")
"""What stands before a day that a figure is only compared with: 比2015年, 是2012年底的2.8倍."""
SINCE = re.compile(r"(?:从|由)[^，,；;：:。]{0,8}$")
TO = re.compile(r"(?:至|到|为)[^，,；;：:。\d]{0,3}$")
"""What stands before the later of two values: 从2015年的72家增至."""


def figures(linked: Linked, findings: Findings) -> list[Fields]:
    """The figures of an article as fields of their records."""
    article = findings.article
    when = linked.when[article.id]
    dates = [date.start for date in findings.dates]
    found = []
    for figure in findings.figures:
        start, end = article.sentences[article.sentence(figure.start)]
        told = _day(article.text, findings.dates, dates, start, end, figure)
        value = number(figure.value)
        if value is None:
            continue
        as_of = None if told is None else when[told].edtf
        whose = None if figure.owner is None else linked.entity[article.id, figure.owner.start, "organization"].name
        begins = None if told is None else when[told].start
        found.append(
            dict(
                **article.where(figure.start, figure.end),
                text=figure.text,
                value=value,
                unit=figure.unit,
                counted=figure.counted,
                qualifier=figure.qualifier,
                low=None if figure.low is None else number(figure.low),
                high=None if figure.high is None else number(figure.high),
                change=figure.change,
                planned=figure.planned or bool(begins and article.published and begins > article.published),
                indicator=figure.indicator,
                as_of=as_of,
                owner=whose,
            )
        )
    return found


def _day(text: str, dates: list[Date], starts: list[int], start: int, end: int, figure: Figure) -> int | None:
    """The number of the date that a figure is of: the last before it in its sentence that it is not compared with, else the first
    behind it in its clause."""
    at = figure.start
    to = TO.search(text, start, at) is not None
    number = bisect_left(starts, at) - 1
    while number >= 0 and starts[number] >= start:
        day = dates[number]
        near = BREAK.search(text, day.end, at) is None
        compared = near and COMPARED.search(text, start, day.start) is not None
        since = near and to and SINCE.search(text, start, day.start) is not None
        if not compared and not since:
            return number
        number -= 1
    number = bisect_left(starts, at)
    if number < len(starts) and starts[number] < end and BREAK.search(text, figure.end, starts[number]) is None:
        return number
    return None


def number(value: float) -> int | float | None:
    """A value as JSON's readers take it: whole numbers beyond 64 bits as floating-point ones, none beyond those.

    >>> number(88.0), number(2.5), number(1e30), number(float("inf"))
    (88, 2.5, 1e+30, None)
    """
    if not abs(value) <= sys.float_info.max:
        return None
    return int(value) if value == int(value) and abs(value) < 2**63 else float(value)
