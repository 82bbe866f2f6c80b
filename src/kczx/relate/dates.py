"""When a stretch of text says that something was: its own date, 近日, 两天后."""

from __future__ import annotations

import re
from datetime import date, timedelta

from kczx.flow import DATELINE, Findings, Linked, When
from kczx.relate.clauses import is_vague, of_a_thing, quoted, triggered
from kczx.relate.frames import tables

DAYS = {
    char: value
    for value, chars in enumerate(("一", "两二", "三", "四", "五", "六", "七", "八", "九", "十"), 1)
    for char in chars
}
DAYS_LATER = re.compile(
    r"(?P<days>[一两二三四五六七八九十]|\d{1,2})[天日]之?(?P<way>[后前])|(?P<next>翌日|次日|第二天)"
)
FEAST = "dates/feast"
"""The rule of holidays: the day told beside one is meant more exactly."""
EVE = re.compile("前夕|节前|来临|到来|将至|临近|将近")
"""With a feast that was still to come: no day is told."""
NOWADAYS = re.compile("今[天日]的")
THEN = re.compile(r"(?:原定|原订|原计划|原拟|原|始于|自|从|截至|截止|比|较)(?:于|在)?$")
UNTIL = re.compile(r"(?:持续|展出|延续|开放|展期)(?:举行|举办|展出|开放)?[到至]$")
"""Before a time at which what is going on ends: 展览持续展出至|10月底."""
OF_ANOTHER = re.compile(r"[^，,。；;的]{2,12}的(?!会议|大会)")


def told_date(linked: Linked, findings: Findings, start: int, end: int) -> tuple[When | None, bool]:
    """The date that a stretch of text tells, and whether it tells one at all (近日 is one without a value)."""
    text = findings.article.text
    best: When | None = None
    dateline = _day_of_dateline(linked, findings, start)
    spare: When | None = None
    eve = False
    resolved = linked.when[findings.article.id]
    first = findings.index(findings.dates, start)
    dates = findings.within(findings.dates, start, end)
    inside = [(start + a, start + b) for a, b in quoted(text, start, end)] if dates else []
    for number, told in enumerate(dates, first):
        if any(a < told.start < b for a, b in inside) or (told.start == start and NOWADAYS.match(text, start)):
            continue
        if UNTIL.search(text, max(start, told.start - 6), told.start):
            continue
        if tables().words["in_force"].match(text, told.end):
            continue  # 自7月1日|起施行
        when = resolved[number]
        if when.precision == "day" and DATELINE.match(text, told.end):
            dateline = when
        elif of_a_thing(findings, told.end, end):
            if when.precision == "day" and not triggered(text, start, told.start):
                spare = spare or when  # 5月1日出版的杂志发表文章, and not 公布5月1日拍摄的图像
        elif when.precision == "day" and told.rule == FEAST and _eve(findings, told.start, told.end + 3, when):
            eve = True
        elif when.precision == "day" and told.rule == FEAST and number + 1 < first + len(dates):
            spare = spare or when  # 元旦小长假运输|12月30日启动
        elif when.precision == "day":
            if not _of_another(findings, told.start, told.end, end):
                return when, True
            spare = spare or when
        elif when.precision == "month" and best is None and told.rule != "dates/first":
            best = when if not _of_another(findings, told.start, told.end, end) else None
    if dateline is not None:
        return dateline, True
    if eve or is_vague(text, start, end):
        return None, True
    if best is None and spare is not None:
        return spare, True
    return best, best is not None


def _eve(findings: Findings, start: int, end: int, when: When) -> bool:
    """Whether a feast of this year was still to come: 春节前夕; of a year before only the year counts."""
    article = findings.article
    now = not article.published or not when.start or article.published[:4] <= when.start[:4]
    return now and EVE.search(article.text, start, end) is not None


def _day_of_dateline(linked: Linked, findings: Findings, start: int) -> When | None:
    """The day of the dateline right before a stretch of text: 新华社武汉6月11日电|会议开幕."""
    dateline = findings.article.dateline(start - 1) if start else None
    if dateline is None or dateline.day is None:
        return None
    first = findings.index(findings.dates, dateline.start)
    told = linked.when[findings.article.id][first : findings.index(findings.dates, dateline.end)]
    return next((when for when in told if when.precision == "day"), None)


def _of_another(findings: Findings, start: int, at: int, end: int) -> bool:
    """Whether a date [start, at) belongs to a predicate that only tells which thing is meant (5月8日动工的引水工程)."""
    text = findings.article.text
    if THEN.search(text, max(0, start - 4), start) and (text[start - 1], text[at : at + 1]) != ("从", "起"):
        return True
    match = OF_ANOTHER.match(text, at, end)
    return bool(
        match and tables().quick.search(text, at, match.end() - 1) and tables().quick.search(text, match.end(), end)
    )


def later(when: When | None, match: re.Match[str]) -> When | None:
    """两天后, 翌日: so many days after the event told last."""
    if when is None or when.start is None or when.precision != "day":
        return None
    days = 1 if match["next"] else DAYS[match["days"]] if match["days"] in DAYS else int(match["days"])
    day = (date.fromisoformat(when.start) + timedelta(days=days if match["way"] != "前" else -days)).isoformat()
    return When(day, day, day, "previous", "day")
