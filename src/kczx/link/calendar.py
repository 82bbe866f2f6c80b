"""Moments → days: the year of a partial date, 当天 and 今年, and their EDTF form."""

from __future__ import annotations

from datetime import date as Day

from kczx.activities import activity_year
from kczx.flow import DATELINE, Article, Findings, When
from kczx.link import course, moments
from kczx.link.clock import (
    Clock,
    heading_year,
    numbered_days,
    remember,
    report_month,
    stated_days,
    subject_year,
)
from kczx.link.edtf import open_ended, written
from kczx.link.fitting import fitting_years
from kczx.link.moments import Ends, bounded, day_of
from kczx.link.told_days import bare_day, counted_day, this_month
from kczx.link.years import is_announced, is_to_come, year_ahead, year_before
from kczx.mentions import Date, Moment
from kczx.records import Basis


def resolve(findings: Findings, published: Day | None, basis: Basis) -> list[When]:
    """The dates of an article, resolved in the order of the text.

    `published` is the day on which the article (or, failing that, the document) came out; `basis` says which of them.
    """
    article = findings.article
    dates = findings.dates
    clock = Clock(published, basis, heading_year(article, dates, published), stated_days(dates))
    clock.days = numbered_days(dates, published)
    clock.of_month, clock.subject = report_month(article, published), subject_year(article, published)
    if published is None:
        clock.fitting = fitting_years(article, dates)
        clock.activity = activity_year(article.text)
    return [_resolve(article, date, clock) for date in dates]


def _resolve(article: Article, date: Date, clock: Clock) -> When:
    read_on = clock.news or clock.published
    if date.course is not None and read_on is not None and (ends := course.told(date.course, read_on)):
        return open_ended(ends.first, ends.last, "stated" if ends.stated else clock.basis)
    first, end, basis = _ends(article, date, date.first, clock)
    last = end
    if date.rule == "dates/months" and (date.first.month or 1) <= (date.last.month or 1):
        _, last, basis = _ends(article, date, date.last, clock)  # 1—11月 in a report of December
        first = first._replace(year=last.year)
    elif date.last != date.first:
        if first.year is not None:
            clock.told = first.year  # 2022年12月28日至次年1月8日
        other = date.last
        if first.year is not None and _of_one_year(date.first, other):
            crossed = (other.month or 0) < (first.month or 0)
            other = other._replace(year=first.year + crossed, years_back=None)
        begins = day_of(first)
        if begins is not None and other == Moment(day=other.day, time=other.time):
            later = moments.shifted(begins, "month", (other.day or 1) < begins.day) or begins
            other = other._replace(year=later.year, month=later.month)  # 今天起至31日
        _, last, _ = _ends(article, date, other, clock, begins)
    if last.year is None and first.year is not None and last.month is not None:
        last = last._replace(year=first.year)
    if last.month is None and first.month is not None and last.year is None:
        last = last._replace(month=first.month, year=first.year)
    if first.year and last.year and last.month and first.month and (last.year, last.month) < (first.year, first.month):
        last = last._replace(year=first.year + 1) if date.last.year is None else last
    last = bounded(last)
    remember(article, date, first, clock)
    of_days = day_of(first), day_of(last)
    if of_days[0] is not None and of_days[1] is not None and of_days[0] < of_days[1] and date.text[-1] in "日号":
        clock.span, clock.span_sentence = (of_days[0], of_days[1]), article.sentence(date.start)
    if first.month is not None:
        clock.months = (first.month, last.month or first.month)
    vague = date.first.reach is not None or date.first.bare_clock or date.first.season is not None
    return written(first, last, basis, vague)


def _ends(
    article: Article, date: Date, moment: Moment, clock: Clock, after: Day | None = None
) -> tuple[Moment, Moment, Basis]:
    """The first and last moment of what a date tells, and what told its year.

    `after` is the day on which an interval begins, of which this is the other end.
    """
    base, basis = _base(moment, clock)
    if moment.reach and (said := clock.base_at(article, date)) is not None:
        base, basis = said, "previous"
    told: Ends | None = None
    if moment.holiday or moment.lunar:
        return _feast(moment, clock, after)
    if moment.season is not None or moment.nth is not None:
        year, basis = (moment.year, "stated") if moment.year is not None else _own_year(clock, moment) or (None, "none")
        year = None if year is None else year - (moment.years_back or 0)
        if moment.months_back is not None and base is not None:
            month = this_month(moment, clock)[0]
            year, moment = month.year, moment._replace(month=month.month)
        if year is None or not 1 < year < 9998:
            return (blank := Moment(year)), blank, "none"
        if moment.season is not None:
            return (*moments.season(moment, year), basis)
        found = moments.nth(moment, year)
        return (found, found, basis) if found else ((blank := Moment(year, moment.month)), blank, basis)
    if moment.weeks_back is not None or moment.quarters_back is not None or moment.away or moment.reach:
        if base is None:
            return (blank := Moment()), blank, "none"
        if date.rule == "dates/weekday" and moment.weekday and date.first == date.last:
            told = moments.weekday(moment, base, is_announced(article, date))
        elif moment.weeks_back is not None:
            told = moments.week(moment, base)
        elif moment.quarters_back is not None:
            told = moments.quarter(moment, base)
        else:
            told = moments.away(moment, base) if moment.away else moments.reach(moment, base)
        return (*told, basis) if told else ((blank := Moment()), blank, "none")
    if moment.same and clock.months is not None:
        one, basis = _place(article, date, moment._replace(same=False), clock)
        return one._replace(month=clock.months[0]), one._replace(month=clock.months[1]), basis
    one, basis = _place(article, date, moment, clock)
    return one, one, basis


def _of_one_year(first: Moment, last: Moment) -> bool:
    """Whether the other end of an interval tells a month, and no year but the first one's: 下半年, 8月28日至9月1日."""
    plain = not (last.holiday or last.lunar or last.nth or last.season)
    counted = last.months_back is not None or last.days_back is not None or last.weeks_back is not None
    return (
        plain and not counted and last.month is not None and last.year is None and last.years_back == first.years_back
    )


def _base(moment: Moment, clock: Clock) -> tuple[Day | None, Basis]:
    """The day that a moment is counted from: the report's, or the one told last (次日, 两天后)."""
    later = moment.away is not None and moment.away[0] == "day" and moment.away[1] > 0
    if (moment.anchor == "text" or later) and clock.day is not None:
        return clock.day, "previous"
    if clock.news is not None:
        return clock.news, "previous"
    if clock.published is not None:
        return clock.published, clock.basis
    return clock.day, "previous" if clock.day else "none"


def _feast(moment: Moment, clock: Clock, after: Day | None) -> tuple[Moment, Moment, Basis]:
    """A holiday or a lunar day: of the year that is told, else the one nearest to the report."""
    of_year = moments.holiday if moment.holiday else moments.lunar_ends
    nearest = moments.nearest_holiday if moment.holiday else moments.nearest_lunar
    year: int | None = moment.year
    basis: Basis = "stated"
    if year is None and moment.years_back is not None:
        own = _own_year(clock, moment)
        year, basis = (own[0] - moment.years_back, own[1]) if own else (None, "none")
    found: Ends | None = None
    if year is not None:
        found = of_year(moment, year)
    elif after is not None:
        basis = "previous"
        found = next(
            (e for y in (after.year, after.year + 1) if (e := of_year(moment, y)) and (day_of(e[0]) or after) >= after),
            None,
        )
    elif moment.years_back is None:
        base, basis = _base(moment._replace(anchor=""), clock)
        if base is None and clock.year is not None:
            found, basis = of_year(moment, clock.year), "previous"
        elif base is not None:
            found = nearest(moment, base)
    if found is None:
        plain = moment.holiday[:5] if moment.holiday[:1].isdigit() else ""
        blank = Moment(year, int(plain[:2]), int(plain[3:])) if plain else Moment(year)
        return blank, blank, basis if year is not None else "none"
    return (*found, basis)


def _place(article: Article, date: Date, moment: Moment, clock: Clock) -> tuple[Moment, Basis]:
    """A moment with its year, month and day as far as anything tells them, and what told the year."""
    if moment.days_back is not None:
        return counted_day(article, date, moment, clock)
    if moment.months_back is not None:
        return this_month(moment, clock)
    if moment.day is not None and moment.month is None:
        return bare_day(article, date, moment, clock)
    if moment.year is not None:
        return bounded(moment), "stated"
    own = _own_year(clock, moment) or ((article.issue.year, "heading") if article.issue else None)
    if date.text.startswith("上年") and clock.told is not None:
        own = clock.told, "previous"
    if clock.subject is not None and (date.rule == "dates/yearpart" or moment.loose or date.text.startswith("上年")):
        own = clock.subject, "heading"
    if (
        moment.loose
        and own is not None
        and clock.news is None
        and clock.heading is None
        and clock.published is not None
    ):
        ahead = (moment.month or 1) - clock.published.month
        own = own[0] - (1 if ahead > 3 else 0), own[1]  # 四季度 in a report of January
    if moment.years_back is not None or moment.month is None:
        if own is None:
            return bounded(moment), "none"
        return bounded(moment._replace(year=own[0] - (moment.years_back or 0))), own[1]
    if moment.day is not None and (moment.month, moment.day) in clock.stated:
        return moment._replace(year=clock.stated[moment.month, moment.day]), "previous"
    if clock.year is not None and clock.sentence == article.sentence(date.start):
        return bounded(moment._replace(year=clock.year)), "previous"
    if clock.heading is not None:
        return bounded(moment._replace(year=clock.heading)), "heading"
    if clock.news is not None and clock.published is not None and clock.news.year != clock.published.year:
        return bounded(moment._replace(year=clock.news.year)), "previous"
    if clock.published is not None:
        dateline = bool(DATELINE.match(article.text, date.end))
        if is_to_come(article, date):
            year = year_ahead(article, date, moment, clock.published)
            return bounded(moment._replace(year=year)), clock.basis
        return bounded(moment._replace(year=year_before(moment, clock.published, dateline))), clock.basis
    if date.start in clock.fitting:
        return bounded(moment._replace(year=clock.fitting[date.start])), "previous"
    if article.issue is not None and moment.month and (of_issue := article.issue.of(moment.month)):
        return bounded(moment._replace(year=of_issue)), "heading"
    if clock.activity is not None and (clock.year or 0) < clock.activity:
        return bounded(moment._replace(year=clock.activity)), "heading"
    if clock.year is not None:
        return bounded(moment._replace(year=clock.year)), "previous"
    later = sorted(set(clock.stated.values()))
    if len(later) == 1:
        return bounded(moment._replace(year=later[0])), "previous"
    return moment, "none"


def _own_year(clock: Clock, moment: Moment) -> tuple[int, Basis] | None:
    """The year that 今年 means; for 同年 and 次年 the one told last."""
    if moment.anchor == "text" and clock.told is not None:
        return clock.told, "previous"
    if clock.heading is not None:
        return clock.heading, "heading"
    if clock.news is not None:
        return clock.news.year, "previous"
    if clock.published is not None:
        return clock.published.year, clock.basis
    if clock.year is not None:
        return clock.year, "previous"
    return (max(clock.stated.values()), "previous") if clock.stated else None
