"""What `find` gives: mentions of the text's characters, each with what it says; offsets count those of `Article.text`.

Nothing changes a mention once it is made; they are not frozen, as each would cost three times as much to make.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(slots=True)
class Mention:
    """Characters of an article that name something, and the rule that says so."""

    start: int
    end: int
    text: str
    rule: str


class Moment(NamedTuple):
    """A point or a stretch of time as far as the text states it; what is not stated is None (or empty, or 0).

    What is told from another time counts backwards: 0 is 今年, 本月, 本周, 今天, 1 去年, 昨天, -1 明年, 明天.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None  # -1: the month's last
    time: str | None = None  # "15" or "15:30" or "15:30:00"
    season: int | None = None  # 1 spring to 4 winter
    weekday: int | None = None  # 1 Monday to 7 Sunday
    years_back: int | None = None  # counted from the article's own year
    quarters_back: int | None = None
    months_back: int | None = None
    weeks_back: int | None = None
    days_back: int | None = None
    anchor: str = ""  # what is counted from: "text" (当天, 同年: what was told last) or "news" (今天, 去年: the report)
    holiday: str = ""  # its rule, as find/dates/holidays.tsv has it
    name: str = ""  # the holiday's name
    off: bool = False  # the days off that belong to it
    shift: int = 0  # days behind the holiday's day: 春节前夕, 国庆假期第三天
    lunar: bool = False  # month and day are of the lunar calendar
    leap: bool = False  # the doubled month
    # ("week", 2, 0) the second week; ("weekday", 3, 7) the third Sunday; ("day", 1, 3) the first three days of a holiday
    nth: tuple[str, int, int] | None = None
    away: tuple[str, int] | None = None  # ("year", -3): 三年前
    reach: tuple[str, int] | None = None  # ("month", 2): 未来两个月
    same: bool = False  # 同期: the months told last
    loose: bool = False  # a quarter without its year: that of the report or the one before
    bare_clock: bool = False  # a time of the day by itself


class Step(NamedTuple):
    """One part of a time that is told from the whole to its parts: the year, its month, a day of that."""

    kind: str  # the row of find/dates/whole.tsv that it was read by
    n: int | None = None
    m: int | None = None
    d: int | None = None
    word: str = ""  # which of the kind's words: 上, 底, a unit
    rule: str = ""  # a holiday's rule
    time: str = ""  # "15:30"


class Course(NamedTuple):
    """A text that is a time and nothing else: its steps, those of the other end, and the side to which it is open."""

    first: tuple[Step, ...]
    last: tuple[Step, ...] = ()
    open: str = ""  # before (年底前), since (三月以来)
    again: bool = False  # `last` goes on from the other end, whose unit it may leave out: 周一到周三


@dataclass(slots=True)
class Date(Mention):
    """A date as written: from `first` to `last` (the same for a single day)."""

    first: Moment
    last: Moment
    course: Course | None = None


@dataclass(slots=True)
class Figure(Mention):
    """A counted quantity: value in `unit`, what is counted, how exact it is, the ends of a range, a change's direction,
    whether it is planned, and the body or the place whose it is (told by linking)."""

    value: float
    unit: str | None
    counted: str | None
    qualifier: str | None
    indicator: str | None = None
    low: float | None = None
    high: float | None = None
    change: str | None = None  # increase, decrease
    planned: bool = False
    owner: Organization | Place | None = None


@dataclass(slots=True)
class Place(Mention):
    """A place of the gazetteer: its full name and GB/T 2260 code (None where the table does not hold it)."""

    name: str
    code: str | None


@dataclass(slots=True)
class Organization(Mention):
    """A body: its kind (association, government, …), and where it begins with another body, that one's end."""

    kind: str
    head: int = 0


@dataclass(slots=True)
class Title:
    """An office: who employs (None where the text leaves it out), the position, and where both stand."""

    organization: str | None
    position: str
    start: int
    end: int


@dataclass(slots=True)
class Person(Mention):
    """A person's name and the titles told at this place."""

    titles: tuple[Title, ...] = ()
    strong: bool = True
