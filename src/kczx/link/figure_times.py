"""Of when figures are: what their own sentence tells, a day, a period, or a stretch up to the day of the report."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import date as Day
from datetime import timedelta
from typing import NamedTuple

from kczx import lexicon
from kczx.flow import DATELINE, Article, Findings, When
from kczx.link.edtf import first_day, last_day
from kczx.mentions import Date, Figure

BREAK = re.compile(r"[，,；;：:。！？\n]")
FROM = re.compile(r"(?:从|由)[^，,；;：:。]{0,8}$")
TO = re.compile(r"(?<!不)(?:至|到|为)[^，,；;：:。\d]{0,3}$")
"""What stands before the later of two values: 从2015年的72家增至."""
START = re.compile(r"(?:晚间?|夜间?|早|凌晨|上午|中午|下午|傍晚)?(?:起(?![来飞床降草身点源码诉义航步程拟跑初伏])|开始)")
"""2日晚起, 从1953年开始."""
SUMMED = re.compile("已|累计|共|连续|先后|陆续|多次|接连|袭击|持续")
"""What tells that a stretch that begins with 起 has lasted up to now: 自2015年起累计培训300人, but not 自即日起征收17%."""
LASTING = re.compile(r"(?:晚间?|凌晨|上午|下午)?(?:在[^，,。；;]{1,12})?(?:发生|爆发|遭遇?)")
OF_OTHER = re.compile("[^，,。；;：:]{1,10}?的")
"""What stands behind a time that tells of another noun: 四成来自去年底增发的国债."""
AND = re.compile(r"[、和及与]")
OF_BASE = re.compile(r"的(?:近|约|超|逾)?$")
NEAR = 16
"""Characters before a time or a figure that hold what says how it is meant."""
LONGEST = 300
"""Characters between a time and a figure that are looked at."""
AMONG = 12
"""Times before a figure in its sentence that are looked at: one without end may hold thousands."""
LISTED = 8
"""Times of a list that are looked through for what stands before the first."""
FAR = 30
"""Characters of a clause within which 以来 belongs to a time: 今年3月中旬发动大规模空袭以来."""
KINDS = ("base", "with", "than", "until", "now", "since", "record", "begun", "earlier", "formerly")


class Words(NamedTuple):
    """What stands before a time that is a base, before one that is a base by what stands behind it (`than`), and before the
    day up to which is counted; words for the day of the report; and what stands behind the beginning of a stretch, of a record,
    of somebody, and between a time and what was before it, in what follows or right before the figure."""

    base: re.Pattern[str]
    paired: re.Pattern[str]
    than: re.Pattern[str]
    until: re.Pattern[str]
    now: re.Pattern[str]
    since: re.Pattern[str]
    record: re.Pattern[str]
    begun: re.Pattern[str]
    earlier: re.Pattern[str]
    formerly: re.Pattern[str]


@lexicon.cached
def words() -> Words:
    """The table of words, compiled."""
    rows = lexicon.rows("link/figure_times.tsv", 2, choices=KINDS)
    base, paired, than, until, now, since, record, begun, earlier, formerly = (
        lexicon.alternation(word for word, kind in rows if kind == want) for want in KINDS
    )
    near = r"[^，,；;：:。、\n]"
    return Words(
        re.compile(rf"(?!比[例重率如值分价赛]|占比)(?:{base}){near}{{0,6}}$"),
        re.compile(rf"(?:{paired}){near}{{0,4}}$"),
        re.compile(rf"{near}{{0,6}}?(?:{than})"),
        re.compile(rf"(?:{until}){near}{{0,2}}$"),
        re.compile(rf"(?<![到至])(?:{now})(?!的?(?:为止|情况))"),
        re.compile(rf"{near}{{0,{FAR}}}?(?:{since})"),
        re.compile(rf"的?{near}{{0,3}}?(?:{record})"),
        re.compile(rf"[日号]?{near}{{0,10}}?(?:{begun})"),
        re.compile(earlier),
        re.compile(rf"(?:{formerly}){near}{{0,3}}$"),
    )


class Told(NamedTuple):
    """A time in a sentence: where it begins and ends, its number among the article's dates, None for a word such as 目前."""

    start: int
    end: int
    number: int | None


def times(findings: Findings, when: list[When], published: Day | None) -> list[When | None]:
    """Of when each figure of an article is, None where nothing tells it.

    `when` are the article's dates, resolved; `published` the day on which it came out.
    """
    if not findings.figures:
        return []
    reader = _Reader(findings, when, published)
    return [reader.time(figure) for figure in findings.figures]


class _Reader:
    """Looks for the times of an article's figures, one after another."""

    def __init__(self, findings: Findings, when: list[When], published: Day | None) -> None:
        self.article: Article = findings.article
        self.text = self.article.text
        self.dates: list[Date] = findings.dates
        self.starts = [date.start for date in self.dates]
        self.when = when
        self.now = [match.span() for match in words().now.finditer(self.text)]
        lines = [w.start for d, w in zip(self.dates, when, strict=True) if w.start and DATELINE.match(self.text, d.end)]
        told = lines[0] if lines else published.isoformat() if published else None
        self.report = told

    def time(self, figure: Figure) -> When | None:
        """The last time before a figure in its sentence that tells of it, else the first behind it in its clause."""
        start, end = self.article.sentences[self.article.sentence(figure.start)]
        for told in self._before(start, figure.start):
            if told.number is None:
                if self._grown_from(start, told.start, told.end, figure.start):
                    continue
                until = self._until(start, told.start)
                return self._day_of_report() if until is None else self._day_up_to(until)
            if (found := self._of(told.number, start, figure)) is not None:
                return found
        number = bisect_left(self.starts, figure.start)
        if number < len(self.dates) and self.starts[number] < min(end, figure.end + LONGEST):
            date = self.dates[number]
            own = (
                BREAK.search(self.text, figure.end, date.start) is None and OF_OTHER.match(self.text, date.end) is None
            )
            if own and not self._is_base(number, start) and self._since(date) is None:
                return self.when[number]
        return None

    def _before(self, start: int, at: int) -> list[Told]:
        """The times between the beginning of a sentence and a figure, the last one first."""
        last = bisect_left(self.starts, at)
        dates = range(max(bisect_left(self.starts, start), last - AMONG), last)
        found = [Told(self.dates[number].start, self.dates[number].end, number) for number in dates]
        last = bisect_left(self.now, (at, 0))
        for begin, end in self.now[max(bisect_left(self.now, (start, 0)), last - AMONG) : last]:
            if not any(told.start < end and begin < told.end for told in found):
                found.append(Told(begin, end, None))
        return sorted(found, reverse=True)

    def _of(self, number: int, start: int, figure: Figure) -> When | None:
        """What a date tells of a figure behind it, None where it tells of something else."""
        date, text = self.dates[number], self.text
        between = text[max(date.end, figure.start - LONGEST) : figure.start]
        known = words()
        if self._is_base(number, start) or (figure.unit == "倍" and OF_BASE.fullmatch(between)):
            return None
        if self._is_named(date) or known.earlier.search(between) or known.formerly.search(between):
            return None
        near = len(between) < LONGEST and BREAK.search(between) is None
        if near and self._grown_from(start, date.start, date.end, figure.start):
            return None
        if START.match(text, date.end):
            return self._stretch(number, start) if SUMMED.search(between) else self.when[number]
        since = self._since(date)
        if since is not None:
            return None if known.record.match(text, since) else self._stretch(number, start)
        begun = known.begun.match(text, date.end)
        past = self.report is None or (self.when[number].start or "") <= self.report
        if begun is not None and past and (text.startswith("的", begun.end()) or not near):
            return None
        until = self._until(start, date.start)
        if until is not None and (self._is_scene(date) or self._holds(date, until)):
            stretch = self._is_scene(date) or self.when[number].precision != "year"
            return self._day_up_to(until) if stretch else self._stretch(number, start)
        if LASTING.match(text, date.end) and SUMMED.search(between):
            return self._day_of_report()  # 6日发生的地震已致…
        return self._with_the_one_before(number)

    def _is_base(self, number: int, start: int) -> bool:
        """Whether something is only compared with a time: 比2015年, 与去年同期相比, 比8月、9月."""
        known = words()
        for _ in range(LISTED):
            if number and AND.fullmatch(self.text, self.dates[number - 1].end, self.dates[number].start):
                number -= 1
        date = self.dates[number]
        if known.base.search(self.text, max(start, date.start - NEAR), date.start) is not None:
            return True
        return known.paired.search(self.text, max(start, date.start - NEAR), date.start) is not None and (
            date.text.endswith("同期") or known.than.match(self.text, date.end) is not None
        )

    def _grown_from(self, start: int, begins: int, ends: int, at: int) -> bool:
        """Whether a figure is the later of two values, and a time before it that of the earlier one: 从2015年的72家增至."""
        return bool(
            TO.search(self.text, max(ends, at - NEAR), at) and FROM.search(self.text, max(start, begins - NEAR), begins)
        )

    def _since(self, date: Date) -> int | None:
        """Where the word ends that makes a time the beginning of a stretch: 2014年以来."""
        match = words().since.match(self.text, date.end)
        later = bisect_right(self.starts, date.start)
        if match is None or (later < len(self.starts) and self.starts[later] < match.end()):
            return None
        return match.end()

    def _until(self, start: int, at: int) -> int | None:
        """The number of the date up to which a sentence counts (-1: the day of the report), if it tells one before a place."""
        for told in self._before(start, at):
            if told.number is not None and words().until.search(self.text, max(start, told.start - NEAR), told.start):
                return told.number
            if told.number is None and self.text.startswith(("截", "到"), told.start):
                return -1
        return None

    def _is_scene(self, date: Date) -> bool:
        """Whether a day behind 截至 only tells of what is counted: 截至目前，28日的地震已致."""
        plain = date.first.day is not None and date.first == date.last
        return plain and BREAK.match(self.text, date.end) is None

    def _holds(self, date: Date, until: int) -> bool:
        """Whether a year behind 截至 is the one in which its day lies, and goes on: 截至10月6日，铁路今年运货."""
        up_to, moment = self._day_up_to(until), date.first
        if moment.month is not None or date.first != date.last or up_to is None:
            return False
        return moment.years_back == 0 or (moment.year is not None and (up_to.end or "").startswith(f"{moment.year}-"))

    def _is_named(self, date: Date) -> bool:
        """Whether a year stands in a name in quotation marks: “2023年第1号洪峰”."""
        opened = self.text.rfind("“", max(0, date.start - FAR), date.start)
        inside = opened >= 0 and self.text.find("”", opened, date.start) < 0
        return inside and date.first.month is None and "”" in self.text[date.end : date.end + FAR]

    def _day_up_to(self, until: int) -> When | None:
        return self.when[until] if until >= 0 else self._day_of_report()

    def _with_the_one_before(self, number: int) -> When | None:
        """A date, together with the one told right before it: 19日、20日 as both days; None where both are no stretch."""
        own = self.when[number]
        if number == 0 or AND.fullmatch(self.text, self.dates[number - 1].end, self.dates[number].start) is None:
            return own
        before = self.when[number - 1]
        if before.precision != own.precision or before.end is None or own.start is None or before.start is None:
            return own
        if Day.fromisoformat(before.end) + timedelta(days=1) != Day.fromisoformat(own.start):
            return None
        told = f"{before.edtf.partition('/')[0][:10]}/{own.edtf.rpartition('/')[2][:10]}"
        return When(told, before.start, own.end, own.basis, "span")

    def _stretch(self, number: int, start: int) -> When:
        """From a date up to the day of the report, or up to the one that its sentence tells."""
        own = self.when[number]
        begin = own.edtf.partition("/")[0][:10]
        until = self._until(start, self.dates[number].start)
        end = self.when[until].edtf.rpartition("/")[2] if until is not None and until >= 0 else self.report
        if "X" in begin or (end is not None and (own.start or "") > (last_day(end) or end)):
            return own
        if end is not None and begin == end[:4]:
            begin = f"{begin}-01-01"
        told = f"{begin}/{end or '..'}"
        return When(told, first_day(begin), last_day(end) if end else None, own.basis, "span")

    def _day_of_report(self) -> When | None:
        day = self.report
        return None if day is None else When(day, day, day, "published", "day")
