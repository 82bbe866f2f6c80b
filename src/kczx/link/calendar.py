"""Moments → days: the year of a partial date, 当天 and 今年, and their EDTF form."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date as Day
from datetime import timedelta

from kczx.flow import DATELINE, Article, Date, Findings, Moment, When
from kczx.records import Basis

NAMED_YEAR = re.compile(r"(?<![\d.\-/年])(20\d\d)(?=[“《（(]|[一-龥])(?!年)")
UNTIL = re.compile("(?:[至到]|截至|截止|延续到|持续到)$")
MONTHS_AHEAD = 183
"""Days: a partial date further than this behind the day of publication is last year's."""
YEARS_LATE = 2
"""Years that a page must be younger than the names of its events, before the names are believed."""


@dataclass(slots=True)
class Clock:
    """What an article tells of its own time, while its dates are read one by one."""

    published: Day | None
    basis: Basis
    heading: int | None  # the year in the names of the article's events, where it is not the year of publication
    stated: dict[tuple[int, int], int]  # month and day that are somewhere told with their year
    year: int | None = None  # the year of the last full date
    told: int | None = None  # the year last told, be it by itself (2023年): what 上年 counts from
    day: Day | None = None  # the last day told
    partial: tuple[int, int] | None = None  # the last month and day told, where no year is known
    news: Day | None = None  # the dateline's day
    first: Day | None = None  # the first day told, if the article came out within days of it
    sentence: int = -1  # where the last stated year stands


def resolve(findings: Findings, published: Day | None, basis: Basis) -> list[When]:
    """The dates of an article, resolved in the order of the text.

    `published` is the day on which the article (or, failing that, the document) came out; `basis` says which of them.
    """
    article = findings.article
    dates = findings.dates
    clock = Clock(published, basis, _heading_year(article, dates, published), _stated(dates))
    return [_resolve(article, date, clock) for date in dates]


def _stated(dates: list[Date]) -> dict[tuple[int, int], int]:
    return {
        (d.first.month, d.first.day): d.first.year
        for d in dates
        if d.first.year is not None and d.first.month is not None and d.first.day is not None
    }


def _heading_year(article: Article, dates: list[Date], published: Day | None) -> int | None:
    """The year that the names of an article's events bear (2019“绿色制造”), where the page came out years later."""
    if published is None:
        return None
    named = Counter(int(year) for year in NAMED_YEAR.findall(article.text))
    years = [year for year in named if year <= published.year]
    text = [d for d in dates if d.first.year == published.year and article.zone(d.start).kind == "text"]
    if not years or text or max(years) > published.year - YEARS_LATE:
        return None
    year, count = named.most_common(1)[0]
    return year if count >= 2 and len(years) == 1 else None


def _resolve(article: Article, date: Date, clock: Clock) -> When:
    first, basis = _place(article, date, date.first, clock)
    last, _ = _place(article, date, date.last, clock) if date.last is not date.first else (first, basis)
    if last.year is None and first.year is not None:
        last = replace(last, year=first.year)
    if last.month is None and first.month is not None:
        last = replace(last, month=first.month, year=first.year)
    if first.year and last.year and last.month and first.month and (last.year, last.month) < (first.year, first.month):
        last = replace(last, year=first.year + 1) if date.last.year is None else last
    _remember(article, date, first, clock)
    return _written(first, last, basis)


def _place(article: Article, date: Date, moment: Moment, clock: Clock) -> tuple[Moment, Basis]:
    """A moment with its year, month and day as far as anything tells them, and what told the year."""
    if moment.days_back is not None:
        return _counted_day(moment, clock)
    if moment.months_back is not None:
        return _this_month(moment, clock)
    if moment.day is not None and moment.month is None:
        return _bare_day(moment, clock)
    if moment.day == -1 and moment.month:
        moment = replace(moment, day=31)
    if moment.year is not None:
        return _bounded(moment), "stated"
    own = _own_year(clock) or ((article.issue.year, "heading") if article.issue else None)
    if date.text.startswith("上年") and clock.told is not None:
        own = clock.told, "previous"
    if moment.years_back is not None or moment.month is None:
        if own is None:
            return _bounded(moment), "none"
        return _bounded(replace(moment, year=own[0] - (moment.years_back or 0))), own[1]
    if moment.day is not None and (moment.month, moment.day) in clock.stated:
        return replace(moment, year=clock.stated[moment.month, moment.day]), "previous"
    if clock.year is not None and clock.sentence == article.sentence(date.start):
        return _bounded(replace(moment, year=clock.year)), "previous"
    if clock.heading is not None:
        return _bounded(replace(moment, year=clock.heading)), "heading"
    if clock.news is not None and clock.published is not None and clock.news.year != clock.published.year:
        return _bounded(replace(moment, year=clock.news.year)), "previous"
    if clock.published is not None:
        dateline = bool(DATELINE.match(article.text, date.end))
        return _bounded(replace(moment, year=_year_before(moment, clock.published, dateline))), clock.basis
    if article.issue is not None and moment.month and (year := article.issue.of(moment.month)):
        return _bounded(replace(moment, year=year)), "heading"
    if clock.year is not None:
        return _bounded(replace(moment, year=clock.year)), "previous"
    later = sorted(set(clock.stated.values()))
    if len(later) == 1:
        return _bounded(replace(moment, year=later[0])), "previous"
    return moment, "none"


def _year_before(moment: Moment, published: Day, dateline: bool) -> int:
    """The year that puts a partial date next to the day of publication: before it for a dateline, else within half a year."""
    day = moment.day or 1
    month = moment.month or 1
    if (month, day) == (2, 29):  # the last year that had it
        return next(year for year in range(published.year, 0, -1) if calendar.isleap(year))
    if (month, day) <= (published.month, published.day + 1):
        distance = (published - _day(published.year, month, day)).days
        return published.year + (1 if distance > 330 and not dateline else 0)
    ahead = (_day(published.year, month, day) - published).days
    return published.year - (1 if dateline or ahead > MONTHS_AHEAD else 0)


def _own_year(clock: Clock) -> tuple[int, Basis] | None:
    """The year that 今年 means."""
    if clock.heading is not None:
        return clock.heading, "heading"
    if clock.news is not None:
        return clock.news.year, "previous"
    if clock.published is not None:
        return clock.published.year, clock.basis
    if clock.year is not None:
        return clock.year, "previous"
    return (max(clock.stated.values()), "previous") if clock.stated else None


def _counted_day(moment: Moment, clock: Clock) -> tuple[Moment, Basis]:
    """当天, 同日: the last day told; 今天, 昨日: counted from the dateline, else from the last day told, else from the page's."""
    base = (clock.news or clock.first) if moment.anchor == "news" else clock.day
    basis: Basis = "previous"
    if base is None and clock.partial is not None:
        month, day = clock.partial
        day -= moment.days_back or 0
        return replace(moment, month=month if day > 0 else None, day=day if day > 0 else None), "none"
    if base is None:
        base, basis = clock.published, clock.basis
    if base is None:
        return moment, "none"
    day_told = base - timedelta(days=moment.days_back or 0)
    return replace(moment, year=day_told.year, month=day_told.month, day=day_told.day), basis


def _this_month(moment: Moment, clock: Clock) -> tuple[Moment, Basis]:
    """本月13日: of the month of the dateline or of publication, else of the last day told."""
    base = clock.news or clock.published or clock.day
    if base is None:
        return moment, "none"
    month = base.year * 12 + base.month - 1 - (moment.months_back or 0)
    basis: Basis = clock.basis if base is clock.published else "previous"
    return _bounded(replace(moment, year=month // 12, month=month % 12 + 1)), basis


def _bare_day(moment: Moment, clock: Clock) -> tuple[Moment, Basis]:
    """18日: of the month last told, else of the month that ends with the day of publication."""
    day = moment.day or 1
    if clock.day is not None:
        return _bounded(replace(moment, year=clock.day.year, month=clock.day.month)), "previous"
    if clock.partial is not None:
        return replace(moment, month=clock.partial[0]), "none"
    if clock.published is not None:
        base = clock.published if day <= clock.published.day else clock.published.replace(day=1) - timedelta(days=1)
        return _bounded(replace(moment, year=base.year, month=base.month)), clock.basis
    return moment, "none"


def _remember(article: Article, date: Date, moment: Moment, clock: Clock) -> None:
    if moment.year is not None and not date.text.startswith("上年"):
        clock.told = moment.year
    running = article.zone(date.start).kind in ("text", "title", "heading")
    # What lasts until a day, or is still to come, is not the day that 当天 means.
    if UNTIL.search(article.text, max(0, date.start - 3), date.start) or _to_come(moment, clock.published):
        running = False
    if moment.year is not None and moment.month is not None and moment.day is not None and running:
        clock.day = _day(moment.year, moment.month, moment.day)
        clock.partial = None
        if clock.first is None and clock.published is not None and abs((clock.published - clock.day).days) <= 7:
            clock.first = clock.day
        if DATELINE.match(article.text, date.end):
            clock.news = clock.day
    elif moment.month is not None and moment.day is not None and running:
        clock.partial = (moment.month, moment.day)
    if date.first.year is not None and date.first.month is not None and running:
        clock.year, clock.sentence = date.first.year, article.sentence(date.start)


def _to_come(moment: Moment, published: Day | None) -> bool:
    if published is None or moment.year is None or moment.month is None or moment.day is None:
        return False
    return (_day(moment.year, moment.month, moment.day) - published).days > 0


def _day(year: int, month: int, day: int) -> Day:
    return Day(year, month, min(day, calendar.monthrange(year, month)[1]))


def _bounded(moment: Moment) -> Moment:
    """A moment whose day does not exceed its month."""
    if moment.year is None or moment.month is None or moment.day is None:
        return moment
    return replace(moment, day=min(moment.day, calendar.monthrange(moment.year, moment.month)[1]))


def _written(first: Moment, last: Moment, basis: Basis) -> When:
    start, end = _edtf(first), _edtf(last)
    if first.half or first.quarter:
        months = (
            (6 * first.half - 5, 6 * first.half)
            if first.half
            else (3 * (first.quarter or 1) - 2, 3 * (first.quarter or 1))
        )
        year = f"{first.year:04}" if first.year else "XXXX"
        start, end = f"{year}-{months[0]:02}", f"{year}-{months[1]:02}"
    edtf = start if start == end else f"{start[:10]}/{end[:10]}"
    precision = "day" if first.day else "month" if first.month or first.half or first.quarter else "year"
    return When(edtf, _first_day(start), _last_day(end), basis, precision)


def _edtf(moment: Moment) -> str:
    """A moment in EDTF: 2021-05-13, 2016-06, XXXX-01-18, 2021-01-18T15."""
    if moment.year is None and moment.month is None:
        return f"XXXX-XX-{moment.day:02}" if moment.day else "XXXX"
    text = f"{moment.year:04}" if moment.year is not None else "XXXX"
    if moment.month is not None:
        text += f"-{moment.month:02}"
        if moment.day is not None:
            text += f"-{moment.day:02}" + (f"T{moment.time}" if moment.time else "")
    return text


def _first_day(edtf: str) -> str | None:
    if not edtf or "X" in edtf:
        return None
    return (edtf[:10] + "-01-01"[len(edtf[:10]) - 4 :])[:10] if len(edtf) < 10 else edtf[:10]


def _last_day(edtf: str) -> str | None:
    if not edtf or "X" in edtf:
        return None
    if len(edtf) == 4:
        return f"{edtf}-12-31"
    if len(edtf) == 7:
        return f"{edtf}-{calendar.monthrange(int(edtf[:4]), int(edtf[5:7]))[1]:02}"
    return edtf[:10]
