"""The day of an event and whether it is still to come, by its own clause and the ones before it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kczx.flow import Findings, Linked, When
from kczx.relate.clauses import is_planned, is_vague
from kczx.relate.dates import FEAST, told_date
from kczx.relate.draft import Draft
from kczx.relate.frames import tables

TOLD_WHEN = re.compile(r"[于在自从至到将拟]$")
"""What stands right before the time at which something happens."""
OPENS_CLAUSE = re.compile("[，,；;于在自从]")
OPENS_PART = re.compile("[在向与同为对给]")
"""How a clause begins that has no subject, but a part that a mark opens."""
WILL = "将"
CLAUSES_BACK = 3
"""Clauses before an event in which what is said of the time to come still holds for it."""
RESOLVED = re.compile("决定|宣布")


def own_day(linked: Linked, findings: Findings, draft: Draft, a: int, b: int, at: int) -> tuple[When | None, bool]:
    """The day that an event's clause tells; a day behind its words is another thing's where one stands before it
    (10月4日，他检查|国庆节期间安全工作), and so is a longer time that a name bears (8月16日，市里召开|上半年形势发布会)."""
    own, own_dated = told_date(linked, findings, a, b)
    if own_dated and (stretch := _season(findings, draft, a)) is not None:
        days = [w for w in _days_behind(linked, findings, draft, stretch) if w.precision == "day"]
        return (days[0] if days else None), True
    last = draft.trigger[1] if draft.gathering else draft.verb[0]
    if (
        own_dated
        and own is not None
        and (not told_date(linked, findings, a, last)[1] or (own.precision != "day" and _in_name(findings, a, b)))
    ):
        before, _ = told_date(linked, findings, at, a)
        if before is not None and before.precision == "day":
            return before, True
    return own, own_dated


def _season(findings: Findings, draft: Draft, a: int) -> int | None:
    """Where the only day of a clause before its predicate ends, where it is a feast from which a season has its name:
    国庆|黄金周运输启动."""
    dates = findings.within(findings.dates, a, draft.verb[0])
    if len(dates) != 1 or dates[0].rule != FEAST or draft.gathering:
        return None
    return dates[0].end if tables().words["season"].match(findings.article.text, dates[0].end) else None


def _days_behind(linked: Linked, findings: Findings, draft: Draft, at: int) -> list[When]:
    """The times told behind `at` in an event's sentence."""
    first = findings.index(findings.dates, at)
    last = findings.index(findings.dates, findings.article.sentences[draft.sentence][1])
    return linked.when[findings.article.id][first:last]


def _in_name(findings: Findings, a: int, b: int) -> bool:
    """Whether the first time of a clause is told of a thing, and not of what happens: 召开上半年形势发布会, but not 定于9月召开."""
    dates = findings.within(findings.dates, a, b)
    return bool(dates) and not TOLD_WHEN.search(findings.article.text, a, dates[0].start)


def day_ahead(linked: Linked, findings: Findings, parts: list[tuple[int, int]], a: int) -> tuple[When | None, bool]:
    """The day that the clause right before one at `a` tells, where it tells nothing else: …，19日，省残联举行了…."""
    number = next((i for i, part in enumerate(parts) if part[0] == a), 0)
    if number:
        first, last = parts[number - 1]
        dates = findings.within(findings.dates, first, last)
        if dates and dates[-1].rule == FEAST and number > 1:
            return None, False  # 17日，春节前夕，|…: the day stands before it
        if dates and last - first <= dates[-1].end - dates[0].start + 4:
            return told_date(linked, findings, first, last)
    return None, False


def other_year(linked: Linked, findings: Findings, start: int, draft: Draft) -> When | None:
    """The year, not the article's own, that a sentence tells of an event before its predicate: 1987年，他带课题组考察…,
    第十二届年会2022年举办."""
    article = findings.article
    first, last = findings.index(findings.dates, start), findings.index(findings.dates, draft.verb[0])
    told = list(zip(findings.dates[first:last], linked.when[article.id][first:last], strict=True))
    if any(when.precision in ("day", "month") for _, when in told):
        return None
    for date, when in reversed(told):
        if when.precision != "year" or not when.start or when.start[:4] == (article.published or "")[:4]:
            continue
        if date.start <= start + 1 or OPENS_CLAUSE.match(article.text, date.start - 1):
            return when
        if date.start not in draft.named_range and draft.named_range and draft.named_range.stop <= date.start:
            return when
    return None


def to_come(draft: Draft, published: str | None) -> bool:
    """Whether an event's day is after the one on which the article came out."""
    when = draft.when
    if not published or when is None or when.start is None:
        return False
    reach = {"day": 10, "month": 7, "year": 4}.get(when.precision)
    return reach is not None and when.start[:reach] > published[:reach]


def still_to_come(findings: Findings, parts: list[tuple[int, int]], a: int, draft: Draft) -> bool:
    """Whether a clause without a subject goes on with what one before it says will be: 将增加供给，推出新品，|并举办活动."""
    text = findings.article.text
    number = next(i for i, part in enumerate(parts) if part[0] == a)
    elided = draft.verb[0] - a <= 2 or tables().words["adverb"].match(text, a, draft.verb[0])
    if not elided and not OPENS_PART.match(text, a):
        return False
    at = a
    for first, last in reversed(parts[max(0, number - CLAUSES_BACK) : number]):
        if at - last > 1 or findings.within(findings.dates, at, last):
            return False
        if WILL in text[first:last]:
            return is_planned(findings, first, (last, last))
        if any(findings.within(kind, first, first + 2) for kind in (findings.people, findings.organizations)):
            return False  # it has a subject of its own
        at = first
    return False


def over(text: str, start: int, end: int, draft: Draft) -> bool:
    """Whether a sentence tells of an event only that somebody comes from it: 结束出席峰会后回到北京."""
    return any(told.start() < draft.verb[0] < told.end() for told in tables().words["ended"].finditer(text, start, end))


def arrived(text: str, start: int, draft: Draft) -> bool:
    """Whether the day before an event is only the one on which somebody came there: 8日晚，甲乘机抵达乙市，|出席峰会."""
    return (
        draft.frame.group == "attend"
        and not draft.own
        and tables().words["arriving"].search(text, start, draft.clause) is not None
    )


def within_a_trip(told: Sequence[Draft]) -> None:
    """Leave a meeting without a day that a sentence tells with a visit of several days:
    3日至7日，甲赴乙国出席峰会并|进行国事访问."""
    for draft in told:
        when = draft.when
        if draft.frame.group == "attend" and when is not None and when.precision == "day" and when.start != when.end:
            others = [other for other in told if other is not draft and other.when is when]
            if any(other.kind == "visit" or other.frame.group == "attend" for other in others):
                draft.when, draft.dated = None, True


def of_what_it_tells(linked: Linked, findings: Findings, draft: Draft, start: int) -> bool:
    """Whether the time told with an act stands behind its predicate and is that of what it is about: 公布|一季度数据, or, behind
    近日, of what that will be: 近日，市里出台办法，|将于7月1日起施行."""
    article, when = findings.article, draft.when
    if when is None or draft.headline:
        return False
    first, last = findings.index(findings.dates, start), findings.index(findings.dates, draft.verb[0])
    before = [told for told in linked.when[article.id][first:last] if told.precision != "year"]
    line = article.dateline(start - 1) if start else None
    if before or (line is not None and line.day is not None):
        return False
    if is_vague(article.text, start, draft.verb[0]):
        return True
    behind = findings.within(findings.dates, draft.verb[1], article.sentences[draft.sentence][1])
    return (
        not draft.gathering
        and when.precision != "day"
        and bool(behind)
        and TOLD_WHEN.search(article.text, draft.verb[1], behind[0].start) is None
    )


def decided(text: str, start: int, draft: Draft) -> bool:
    """Whether what a body decided is the event, and its day the one from which that holds: 决定自7月28日起恢复…资格."""
    return draft.kind == "other" and bool(RESOLVED.search(text, start, draft.verb[0]))
