"""The day on which a text came out, by everything that tells it: lines of the page, headings, the file's name; never the clock.

What comes first in this order counts: an article's byline, a line of the page (发布时间：2021-05-14), what the page's data tell,
an agency's dateline, the name of the issue that it stands in (《科技周刊》（20230424）) or a line that is nothing but a day, and
the file's name and folders.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from posixpath import basename, splitext

from kczx.activities import activity_year
from kczx.divide.lines import Line
from kczx.flow import Cleaned, Dateline, Issue, Zone
from kczx.records import Basis

DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:\s?[-./年]\s?(\d{1,2})\s?[-./月]\s?(\d{1,2})(?!\d)日?|(\d\d)(\d\d)(?!\d))"
    r"|(?:发布|更新|发表)\S{0,4}[:：]\s*(\d\d)-(\d\d)-(\d\d)(?!\d)"
)
OF_MINGUO = re.compile(
    r"(?:民国\s?(\d{2,3})|(?<![\d.])(1[0-3]\d))"
    r"(?:\s?年\s?(1[0-2]|0?[1-9])\s?月\s?(3[01]|[12]\d|0?[1-9])\s?日|(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\d.]))"
)
"""A day of the calendar of the Republic of China, in words or as an agency's code: 113年10月23日, 1131023."""
DAY_FIRST = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\d/])")
"""A day as Hong Kong and Macao write it: 25/06/2013."""
NUMBERS = re.compile(r"\d\d")
LABEL = re.compile(r"发布|来源|时间|日期|\d{1,2}:\d\d")
BEFORE_ISSUE = re.compile(r"(?:[（(\[【〔]|^\W*|^[^\s，。]{2,16}\s)\s*(?:《[^《》\n]{1,20}》\s*)?[（(]?\s*$")
BEHIND_ISSUE = re.compile(r"\s*(?:星期[一二三四五六日天])?\s*(?:\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?\s*[)）\]】〕]?\s*$")
IN_NAME = re.compile(
    r"(?<![0-9A-Za-z])[A-Za-z]{0,12}((?:19|20)\d\d)(?:(\d\d)(\d\d)|([-_.])(\d{1,2})\4(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?![0-9A-Za-z])"
)
IN_FOLDERS = re.compile(r"(?:^|/)((?:19|20)\d\d)(?:/(\d{1,2})/(\d{1,2})|/?(\d\d)/?(\d\d)|[-_](\d\d)[-_/](\d\d))(?=/)")
YEAR = re.compile(
    r"((?:19|20)\d\d)\s*年?\s*(?:第\s*(\d{1,2})\s*期|度.{0,40}(?:公告|公示|通告|通知|名单|决定|月报|简报|总结|报告))"
)
"""The year of an issue, 2023年第2期, or of what is given notice of, 2021年度…公告."""
LONGEST = 80
"""Characters of a line that names an issue."""
FIRST = 3
"""Lines at a text's beginning and end among which one that is nothing but a day tells of the whole."""
TABLES = frozenset([".jsonl", ".ndjson", ".json", ".csv", ".tsv", ".parquet"])
"""Files of many documents, whose name tells nothing of each."""
EARLIEST, LATEST = 1949, 2049
"""Years that a file's name tells; other numbers of eight digits are no days."""


def day_of(match: re.Match[str]) -> str | None:
    """The day of a match as YYYY-MM-DD; None where the calendar has none."""
    year, month, day = (int(part) for part in match.groups() if part and part.isdigit())
    try:
        return datetime.date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return None


def own(text: str, zones: Sequence[Zone]) -> tuple[str, Basis] | None:
    """The day that an article's byline, or else a line of the page, tells; of several one that says what it is."""
    kinds: tuple[tuple[str, Basis], ...] = (("byline", "byline"), ("meta", "published"))
    for kind, basis in kinds:
        found = [
            (not LABEL.search(text, zone.start, zone.end), day)
            for zone in zones
            if zone.kind == kind
            for day in _told(text, zone.start, zone.end)
        ]
        if found:
            return min(found, key=lambda pair: pair[0])[1], basis
    return None


def dated(datelines: Sequence[Dateline], text: str) -> tuple[str, Basis] | None:
    """The day of an agency's dateline, the year (and month) of which it tells itself, or a whole day of the text that fits it
    (14日电, and 2025/1/14 or 1140114), or what the story is about (9月20日讯, and 2024年全国科普日)."""
    days = [line.day for line in datelines if line.day]
    day = next((day for day in days if "X" not in day), None)
    if day is None and days:
        day = _fitting(days[0], text)
    if day is None and days and (year := activity_year(text)) is not None and "XX-XX" not in days[0]:
        day = _real(year, int(days[0][5:7]), int(days[0][8:]))
    return (day, "byline") if day else None


def _fitting(partial: str, text: str) -> str | None:
    """The last of the whole days that a text tells, where a dateline's day (XXXX-10-23, XXXX-XX-23) may be that."""
    last = max(_told(text, 0, len(text)), default="")
    return last if last and last[8:] == partial[8:] and partial[5:7] in ("XX", last[5:7]) else None


def _told(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the whole days that a part of a text tells, then those of the calendar of the Republic of China."""
    for match in DAY.finditer(text, start, end):
        if day := day_of(match):
            yield day
    for match in DAY_FIRST.finditer(text, start, end):
        of_month, month, year = map(int, match.groups())
        if day := _real(year, month, of_month):
            yield day
    for match in OF_MINGUO.finditer(text, start, end):
        year, month, of_month = (int(part) for part in match.groups() if part)
        if day := _real(1911 + year, month, of_month):
            yield day


def _real(year: int, month: int, day: int) -> str | None:
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


class Issues:
    """The days that a document tells of all that stands in it."""

    def __init__(self, cleaned: Cleaned, lines: Sequence[Line], levels: Sequence[int]) -> None:
        text = cleaned.aligned.text
        shown = [number for number, line in enumerate(lines) if line.kind != "noise"]
        ends = {*shown[:FIRST], *shown[-FIRST:]}
        telling = [
            (line.start, text[line.start : line.end], bool(levels[number]) or number in ends)
            for number, line in enumerate(lines)
            if line.end - line.start < LONGEST and NUMBERS.search(text, line.start, line.end)
        ]
        self.days: list[tuple[int, str]] = [
            (start, day) for start, said, sure in telling if (sure or "《" in said) and (day := _issue(said))
        ]
        first = next((number for number, line in enumerate(lines) if line.kind == "text"), len(lines))
        page = (line for line in lines[:first] if line.kind in ("meta", "date"))
        above = (day_of(match) for line in page for match in DAY.finditer(text, line.start, line.end))
        self.page = next(filter(None, above), None)
        self.file = _of_file(cleaned.source.path)
        self.alone = self.days[0][1] if len({day for _, day in self.days}) == 1 else None
        self.years = [told for _, said, sure in telling if sure and (told := _year(said))]
        self.only = self.years[0] if len(set(self.years)) == 1 else None

    def of(self, start: int) -> tuple[str, Basis] | None:
        """The day of the article whose first line begins at `start`, and what told it."""
        number = bisect_right(self.days, start, key=lambda told: told[0]) - 1
        if number >= 0:
            return self.days[number][1], "heading"
        if self.alone:
            return self.alone, "heading"
        if self.page:  # a newsletter's masthead
            return self.page, "heading"
        return (self.file, "file-name") if self.file else None

    def year(self, title: str | None) -> Issue | None:
        """The year in an article's title, else the one in the name of the issue that it stands in."""
        own = _year(title) if title else None
        return own or self.only


def _year(line: str) -> Issue | None:
    match = YEAR.search(line) if len(line) < LONGEST else None
    return Issue(int(match[1]), int(match[2]) if match[2] else None) if match else None


def _issue(line: str) -> str | None:
    """The day of a line that is a day, or the name of an issue of that day: 《科技周刊》（20230424）, 20230321 19:00."""
    for match in DAY.finditer(line):
        if BEFORE_ISSUE.search(line[: match.start()]) and BEHIND_ISSUE.match(line, match.end()):
            return day_of(match)
    return None


def _of_file(path: str) -> str | None:
    """The day in a file's name, else in its folders: t20230321_12.html, 2023/03/21/a.txt."""
    stem, suffix = splitext(path.replace("\\", "/"))
    if suffix.lower() in TABLES:
        return None
    found = [*_days(IN_NAME, basename(stem)), *reversed(list(_days(IN_FOLDERS, f"{stem}/")))]
    return next(filter(None, found), None)


def _days(pattern: re.Pattern[str], text: str) -> Iterator[str | None]:
    for match in pattern.finditer(text):
        if EARLIEST <= int(match[1]) <= LATEST:
            yield day_of(match)
