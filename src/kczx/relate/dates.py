"""When a stretch of text says that something was: its own date, 近日, 两天后."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kczx.flow import DATELINE, Findings, Linked, When
from kczx.relate.clauses import VAGUE, quoted

DAYS = {
    char: value
    for value, chars in enumerate(("一", "两二", "三", "四", "五", "六", "七", "八", "九", "十"), 1)
    for char in chars
}
DAYS_LATER = re.compile(r"(?P<days>[一两二三四五六七八九十]|\d{1,2})[天日]之?(?P<way>[后前])")


def told_date(linked: Linked, findings: Findings, start: int, end: int) -> tuple[When | None, bool]:
    """The date that a stretch of text tells, and whether it tells one at all (近日 is one without a value)."""
    text = findings.article.text
    best: When | None = None
    dateline = _day_of_dateline(linked, findings, start)
    resolved = linked.when[findings.article.id]
    first = findings.index(findings.dates, start)
    dates = findings.within(findings.dates, start, end)
    inside = [(start + a, start + b) for a, b in quoted(text, start, end)] if dates else []
    for number, told in enumerate(dates, first):
        if any(a < told.start < b for a, b in inside):
            continue
        when = resolved[number]
        if when.precision == "day" and DATELINE.match(text, told.end):
            dateline = when
            continue
        if when.precision == "day":
            return when, True
        if when.precision == "month" and best is None and told.rule != "dates/first":
            best = when
    if dateline is not None:
        return dateline, True
    if VAGUE.search(text, start, end):
        return None, True
    return best, best is not None


def _day_of_dateline(linked: Linked, findings: Findings, start: int) -> When | None:
    """The day of the dateline right before a stretch of text: 新华社武汉6月11日电|会议开幕."""
    dateline = findings.article.dateline(start - 1) if start else None
    if dateline is None or dateline.day is None:
        return None
    first = findings.index(findings.dates, dateline.start)
    told = linked.when[findings.article.id][first : findings.index(findings.dates, dateline.end)]
    return next((when for when in told if when.precision == "day"), None)


def later(when: When | None, match: re.Match[str]) -> When | None:
    """两天后: so many days after the event told last."""
    if when is None or when.start is None or when.precision != "day":
        return None
    days = DAYS[match["days"]] if match["days"] in DAYS else int(match["days"])
    day = (date.fromisoformat(when.start) + timedelta(days=days if match["way"] == "后" else -days)).isoformat()
    return When(day, day, day, "previous", "day")
