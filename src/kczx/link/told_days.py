"""Days and months told from another day, or as the day of a month alone: 当天, 昨日, 本月13日, 18日."""

from __future__ import annotations

import calendar
import re
from dataclasses import replace
from datetime import date as Day
from datetime import timedelta

from kczx.flow import Article
from kczx.link import moments
from kczx.link.clock import Clock
from kczx.link.moments import bounded
from kczx.link.years import is_to_come
from kczx.mentions import Date, Moment
from kczx.records import Basis

SPOKEN = re.compile("我|[说道表示][，,：:]")
"""What stands before 昨天 where somebody speaks, on the day of the story."""


def counted_day(article: Article, date: Date, moment: Moment, clock: Clock) -> tuple[Moment, Basis]:
    """当天, 同日: the last day told; 今天, 昨日: counted from the dateline, else from the last day told, else from the page's."""
    base = (clock.news or clock.first) if moment.anchor == "news" else clock.day_at(article, date)
    paper = moment.anchor == "news" and (moment.days_back or 0) > 0 and clock.news is None
    if paper and clock.published is not None and not SPOKEN.search(article.text, max(0, date.start - 4), date.start):
        base = None  # 昨日 is told from the day of the paper, 今天 from that of the story
    basis: Basis = "previous"
    if moment.day is not None:  # 今(18)日: the report's own day
        base = None
    if base is None and clock.partial is not None and clock.published is None:
        month, day = clock.partial
        day -= moment.days_back or 0
        return moment._replace(month=month if day > 0 else None, day=day if day > 0 else None), "none"
    if base is None:
        base, basis = clock.published, clock.basis
    if base is None:
        return moment, "none"
    if moment.day is not None:
        own, _ = bare_day(article, date, moment._replace(days_back=None), replace(clock, day=None, partial=None))
        return own, basis
    told = moments.shifted(base, "day", -(moment.days_back or 0))
    if told is None:
        return moment, "none"
    day_told = told
    return moment._replace(year=day_told.year, month=day_told.month, day=day_told.day), basis


def this_month(moment: Moment, clock: Clock) -> tuple[Moment, Basis]:
    """本月13日: of the month of the dateline or of publication, else of the last day told."""
    base = clock.news or clock.of_month or clock.published or clock.day
    if moment.anchor == "text":
        base = clock.month or clock.day or base
    if base is None:
        return moment, "none"
    month = base.year * 12 + base.month - 1 - (moment.months_back or 0)
    basis: Basis = clock.basis if base is clock.published else "previous"
    return bounded(moment._replace(year=month // 12, month=month % 12 + 1)), basis


def bare_day(article: Article, date: Date, moment: Moment, clock: Clock) -> tuple[Moment, Basis]:
    """18日: of the month last told, else of the month that ends with the day of publication, or of the one that the article tells
    elsewhere of a day with that number (本月25日), if that is nearer."""
    day = moment.day or 1
    ahead = is_to_come(article, date)
    told, published = clock.day, clock.published
    over = ahead and told is not None and published is not None and told.replace(day=1) < published.replace(day=1)
    if (beside := clock.within(article, date, day)) is not None:
        return moments.of_day(beside, moment.time), "previous"
    if told is not None and not over and not clock.is_past(article, date):
        return bounded(moment._replace(year=told.year, month=told.month)), "previous"
    if clock.partial is not None:
        return moment._replace(month=clock.partial[0]), "none"
    if published is not None:
        base = published
        if ahead and day < published.day:
            base = moments.shifted(published.replace(day=1), "month", 1) or published
        elif not ahead and day > published.day:
            base = _month_before(published)
        while day > calendar.monthrange(base.year, base.month)[1]:
            base = _month_before(base)  # 29日 in a report of March
        elsewhere = clock.days.get(day)
        if elsewhere is not None and abs(elsewhere - published) < abs(base.replace(day=day) - published):
            return moments.of_day(elsewhere, moment.time), clock.basis
        return bounded(moment._replace(year=base.year, month=base.month)), clock.basis
    return moment, "none"


def _month_before(day: Day) -> Day:
    return day.replace(day=1) - timedelta(days=1) if day.toordinal() > 31 else day
