"""The year of a month or day that is told without one, next to the day of publication."""

from __future__ import annotations

import calendar
import re
from datetime import date as Day

from kczx.flow import Article
from kczx.link.clock import day_in
from kczx.mentions import Date, Moment

MONTHS_AHEAD = 183
"""Days: a partial date further than this behind the day of publication is last year's."""


def year_before(moment: Moment, published: Day, dateline: bool) -> int:
    """The year that puts a partial date next to the day of publication: before it for a dateline, else within half a year."""
    day = moment.day or 1
    month = moment.month or 1
    if (month, day) == (2, 29):  # the last year that had it
        return next(year for year in range(published.year, 0, -1) if calendar.isleap(year))
    if (month, day) <= (published.month, published.day + 1):
        distance = (published - day_in(published.year, month, day)).days
        return published.year + (1 if distance > 330 and not dateline else 0)
    ahead = (day_in(published.year, month, day) - published).days
    return published.year - (1 if dateline or ahead > MONTHS_AHEAD else 0)


JUST = 60
"""Days for which something in force is news."""
TO_COME = re.compile(r"(?<![原曾])(?:将|拟|定于|预计|计划|有望|力争|预定|争取|确保|计划于|将于|自)[于在至到从自]?\Z")
IN_FORCE = re.compile(r"起(?:正式)?(?:施行|实施|执行|生效|启用|推行|开始)")


def is_to_come(article: Article, date: Date) -> bool:
    """Whether the words around a date say that its time is still to come: 将于11月1日, 11月1日起施行."""
    return bool(IN_FORCE.match(article.text, date.end)) or _is_planned(article, date)


def _is_planned(article: Article, date: Date) -> bool:
    found = TO_COME.search(article.text, max(0, date.start - 5), date.start)
    return found is not None and not found[0].endswith("自")


def year_ahead(article: Article, date: Date, moment: Moment, published: Day) -> int:
    """The year of a day still to come; what is in force for days or weeks when it is told is of this year: 自1月1日起施行."""
    day = day_in(published.year, moment.month or 1, moment.day or -1)
    just = (published - day).days <= JUST and not _is_planned(article, date)
    return published.year + (day < published and not just)


ANNOUNCED = re.compile(r"(?:公布|宣布|预告|预报|预计|通知|计划|安排|邀请|提醒|报名|定于|将|拟|将于)[^。！？\n]{0,60}\Z")
AHEAD = re.compile(r"[，,]?[^，,。；;！？\n]{0,16}?(?:将|拟|计划|准备|预计|有望|要)(?![领军])")


def is_announced(article: Article, date: Date) -> bool:
    """Whether what happens on a weekday is told beforehand: 省科协昨日公布安排，周日举办开放日."""
    text = article.text
    return is_to_come(article, date) or bool(
        ANNOUNCED.search(text, max(0, date.start - 64), date.start) or AHEAD.match(text, date.end)
    )
