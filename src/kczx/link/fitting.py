"""The year of a day that no day of publication tells, from a stated year beside it that only one reading fits.

11月25日, 举行2022年四季度发布会 is of 2022, 7月15日, 介绍2021年6月份情况 of 2021, 1月15日, 通报2021年12月份情况 of 2022, and
9月16日，2022…年会开幕 of 2022.  A year by itself (研究2025年工作思路) fits two, and one of something else (成立于1986年) none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kczx.flow import Article
from kczx.mentions import Date

TOLD_OF = re.compile(
    r"(?:介绍|发布|通报|公布|举行|举办|召开|总结|分析|部署|开展|组织|回顾|解读|审议|听取|研究|盘点|披露|公示|调度|启动)了?(?:关于|全[市省县区国])?$"
)
"""What stands right before a period that the day's event is about."""
NAMED = re.compile(
    r"[，,\s]{0,2}[“《]?(?P<year>(?:19|20)\d\d)年?+(?!\d|度|[上下]半年|[一二三四]季度)[^，,。；;\n]{2,40}"
    r"(?:会|展|赛|节|周|月|班|仪式|活动|论坛)[^，,。；;\n]{0,14}(?:开幕|举行|召开|举办|启动|闭幕|落幕|开赛|开班|开展|揭幕|拉开)"
)
"""An event with the year in its name, held on the day right before it."""
BEHIND = 3
"""Months at most between a period and the day on which something tells of it."""
AHEAD = 8
"""Dates behind a day among which its period is looked for: a sentence without end may hold thousands."""


def fitting_years(article: Article, dates: Sequence[Date]) -> dict[int, int]:
    """The years of days without one, by where in the article's text the day begins."""
    found: dict[int, int] = {}
    for number, date in enumerate(dates):
        month = date.first.month
        if date.first.year is not None or month is None or date.first.day is None or date.first.lunar:
            continue
        if match := NAMED.match(article.text, date.end):
            found[date.start] = int(match["year"])
            continue
        sentence = article.sentence(date.start)
        for period in dates[number + 1 : number + 1 + AHEAD]:
            if article.sentence(period.start) != sentence:
                break
            if period.first.day is None and TOLD_OF.search(article.text, max(0, period.start - 8), period.start):
                year = _after(period, month)
                if year is not None:
                    found[date.start] = year
                break
    return found


def _after(period: Date, month: int) -> int | None:
    """The year of a month that lies in a period or soon behind it."""
    first, last = period.first.month, period.last.month
    if period.first.year is None or first is None or last is None:
        return None
    if first <= month <= last + BEHIND:
        return period.first.year
    return period.first.year + 1 if month + 12 - last <= BEHIND else None
