"""What an article tells of its own time, while its dates are read one by one: the report's day, the day told last, years."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date as Day
from datetime import timedelta

from kczx.flow import DATELINE, Article
from kczx.link import moments
from kczx.mentions import Date, Moment
from kczx.records import Basis

NAMED_YEAR = re.compile(r"(20(?<![\d.\-/年]..)\d\d)(?=[“《（(]|[一-龥])(?!年)")
UNTIL = re.compile("(?:[至到]|截至|截止|延续到|持续到)$")
SINCE = re.compile("(?:起|以来|之?前|之?后|以前|以后)(?!草|飞|床|身|诉|重|点|往|来|去|行|排|线|端|夕)")
BEGUN = re.compile("(?:自|自从|从)$")
YEARLY = re.compile("(?:每年|每逢|历年|逢年|年年|每届|往年)(?:的|在|于|从|自|都)?$")
"""What stands before a day that comes again each year."""
LASTS = re.compile("[^，,。；;：:]{0,16}?以来")
"""What lasts since a day or until it is no scene that 当天 could mean."""
SAYS = re.compile(r"[^，,。；;：:\n]{0,16}?(?:称|表示|说(?!明)|报道|消息|公布|发布|通报|宣布|声明|数据)")
PLANNED = re.compile(r"(?:将|会(?!议)|拟|计划|届时)[于在]?$")
"""What stands before 同日 and 当晚 where they mean the day of something still to come."""
OF_MONTH = re.compile(r"((?:19|20)\d\d)\s?年\s?(1[0-2]|0?[1-9])\s?月(?!\s?\d)")
MONTHLY = re.compile("月报|月刊|月度|大事记|工作动态|工作简报")
OF_YEAR = re.compile(
    r"((?:19|20)\d\d)年(?!\s?\d)度?[^\n，。]{0,24}?(?:公报|年报|年度报告|质量报告|决算|年鉴|工作总结|(?<!工作)报告)"
)
TITLE = 80
"""Characters of a text within which its title stands."""
LONG_AGO = 60
"""Days: what happened before is history to a report."""
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
    day_sentence: int = -1  # where it stands
    scene: Day | None = (
        None  # the last day of something that happens then, be it still to come: what 当晚 and 次日 mean beside it
    )
    scene_sentence: int = -1
    partial: tuple[int, int] | None = None  # the last month and day told, where no year is known
    span: tuple[Day, Day] | None = (
        None  # the last interval of days told, be it still to come: 9月14日至16日（14日报到）
    )
    span_sentence: int = -1
    month: Day | None = None  # the first day of the month told last: what 当月 means
    of_month: Day | None = None  # the month that a monthly report is of: what 本月 means
    subject: int | None = None  # the year that a communique or yearly report is of: what 年末 and 上年 are told from
    days: dict[int, Day] = field(default_factory=dict)  # days that one month only is told of, by their number
    said: Day | None = None  # the last day on which somebody told something (国防部16日称): what 过去一天 counts from
    said_sentence: int = -1  # where it stands
    news: Day | None = None  # the dateline's day
    months: tuple[int, int] | None = None  # the months told last: what 同期 means
    first: Day | None = None  # the first day told, if the article came out within days of it
    sentence: int = -1  # where the last stated year stands
    activity: int | None = (
        None  # the year in the names of what the article tells of, where nothing says when it came out
    )
    fitting: dict[int, int] = field(
        default_factory=dict
    )  # years of days, by where they begin, that a year beside them tells

    def is_past(self, article: Article, date: Date) -> bool:
        """Whether the day told last is history to a report of now, told in another sentence: 17日 is not of its month."""
        if self.day is None or self.published is None or self.first is None:
            return False
        old = (self.published - self.day).days > LONG_AGO
        return old and article.sentence(date.start) != self.day_sentence

    def day_at(self, article: Article, date: Date) -> Day | None:
        """The day that 当晚 and 次日 are told from: of the sentence that they stand in, else the day told last."""
        beside = article.sentence(date.start) == self.scene_sentence
        if self.scene is not None and not beside and self.published is not None and self.scene > self.published:
            beside = PLANNED.search(article.text, max(0, date.start - 6), date.start) is not None
        return self.scene if self.scene is not None and beside else self.day

    def within(self, article: Article, date: Date, day: int) -> Day | None:
        """The day with a number that lies in the interval told before it in its sentence."""
        if self.span is None or article.sentence(date.start) != self.span_sentence:
            return None
        return next((told for told in days_of(*self.span) if told.day == day), None)

    def base_at(self, article: Article, date: Date) -> Day | None:
        """The day on which somebody said what a sentence tells, where it tells that day: 16日称，过去一天."""
        return self.said if article.sentence(date.start) == self.said_sentence else None


def days_of(first: Day, last: Day) -> list[Day]:
    """The days of a stretch, of a month at most."""
    return [first + timedelta(days=number) for number in range(min((last - first).days, 31) + 1)]


def numbered_days(dates: list[Date], published: Day | None) -> dict[int, Day]:
    """The days that an article tells with their month, by their number; none that two months are told of.

    Without a year they are of that of publication, 本月25日 is of its month.
    """
    found: dict[int, set[Day]] = {}
    for date in dates:
        told = date.first
        if published is None or told.day is None or told.day < 1 or told.lunar or told.years_back or told.holiday:
            continue
        month = published.month if told.months_back == 0 and told.anchor != "text" else told.month
        if month is not None:
            found.setdefault(told.day, set()).add(day_in(told.year or published.year, month, told.day))
    return {number: next(iter(days)) for number, days in found.items() if len(days) == 1}


def report_month(article: Article, published: Day | None) -> Day | None:
    """The first day of the month that a monthly report is of, which came out in the month behind it."""
    told = OF_MONTH.search(article.text, 0, TITLE) if published is not None else None
    if told is None or published is None or not MONTHLY.search(article.text, 0, TITLE):
        return None
    behind = published.year * 12 + published.month - int(told[1]) * 12 - int(told[2])
    return Day(int(told[1]), int(told[2]), 1) if behind == 1 else None


def subject_year(article: Article, published: Day | None) -> int | None:
    """The year that a communique or yearly report is of, which came out in the year behind it: 2021年统计公报."""
    told = OF_YEAR.search(article.text, 0, TITLE)
    return int(told[1]) if told is not None and published is not None and int(told[1]) == published.year - 1 else None


def stated_days(dates: list[Date]) -> dict[tuple[int, int], int]:
    return {
        (d.first.month, d.first.day): d.first.year
        for d in dates
        if d.first.year is not None and d.first.month is not None and d.first.day is not None
    }


def heading_year(article: Article, dates: list[Date], published: Day | None) -> int | None:
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


def remember(article: Article, date: Date, moment: Moment, clock: Clock) -> None:
    if moment.year is not None and not date.text.startswith("上年"):
        clock.told = moment.year
    running = article.zone(date.start).kind in ("text", "title", "heading")
    # What lasts until a day, or is still to come, is not the day that 当天 means.
    until = UNTIL.search(article.text, max(0, date.start - 3), date.start) or SINCE.match(article.text, date.end)
    day = moments.day_of(moment)
    if BEGUN.search(article.text, max(0, date.start - 2), date.start) and LASTS.match(article.text, date.end):
        return  # 自4月8日临时停火以来
    if date.first.reach is not None:  # 过去一周 is no scene
        return
    if YEARLY.search(article.text, max(0, date.start - 5), date.start):
        return  # 每年4月第四周: no month that anything is told of
    if day is not None and date.first == date.last and SAYS.match(article.text, date.end):
        clock.said, clock.said_sentence = day, article.sentence(date.start)
    if moment.year is not None and moment.month is not None and date.first.month is not None:
        clock.month = day_in(moment.year, moment.month, 1)
    if running and not until and day is not None and not date.first.bare_clock:
        clock.scene, clock.scene_sentence = day, article.sentence(date.start)
    if until or _to_come(moment, clock.published):
        running = False
    if date.first.bare_clock:
        return
    if moment.year is not None and moment.month is not None and moment.day is not None and running:
        clock.day = day_in(moment.year, moment.month, moment.day)
        clock.day_sentence = article.sentence(date.start)
        clock.partial = None
        told = date.first
        counted = (told.anchor == "news" and told.days_back is not None) or told.weeks_back is not None or told.away
        if (
            not counted
            and clock.first is None
            and clock.published is not None
            and abs((clock.published - clock.day).days) <= 7
        ):
            clock.first = clock.day
        if DATELINE.match(article.text, date.end) or (
            date.first.anchor == "news" and date.first.month and clock.news is None
        ):
            clock.news = _report_day(date, clock.day)  # 新华社6月11日电, 今天（6月11日）
    elif moment.month is not None and moment.day is not None and running:
        clock.partial = (moment.month, moment.day)
    if date.first.year is not None and date.first.month is not None and running:
        clock.year, clock.sentence = date.first.year, article.sentence(date.start)


def _report_day(date: Date, day: Day) -> Day:
    """The day of the report: of 昨天（6月11日） the day after."""
    named = re.match(r"昨|前|明|后", date.text)
    later = {"昨": 1, "前": 2, "明": -1, "后": -2}[named[0]] if named and date.first.anchor == "news" else 0
    return moments.shifted(day, "day", later) or day


def _to_come(moment: Moment, published: Day | None) -> bool:
    if published is None or moment.year is None or moment.month is None or moment.day is None:
        return False
    return (day_in(moment.year, moment.month, moment.day) - published).days > 0


def day_in(year: int, month: int, day: int) -> Day:
    size = calendar.monthrange(year, month)[1]
    return Day(year, month, size if day < 1 else min(day, size))
