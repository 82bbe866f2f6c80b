"""Finds dates: full and partial ones, intervals, weeks, holidays, and those told from another day (今年, 上周三, 当天下午)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kczx.find.dates.pattern import grammar
from kczx.find.dates.points import BUILD
from kczx.find.dates.reading import clock
from kczx.find.dates.whole import course
from kczx.find.dates.words import words
from kczx.mentions import Date, Moment

TITLE = re.compile(r"《[^《》\n]{1,60}》")
COUNTED = re.compile("(?:进入|迎来|已是|来到)$")
"""What stands before the second day of something that goes on: 今天进入第二天."""
AND = re.compile(r"\s?[和与]\s?")
WITHIN = re.compile("之间")
"""2015年和2018年之间 is an interval, 2015年和2018年 two years."""
EDGES = " \u3000的"
BOTH_ENDS = frozenset([
    "iso", "slash", "yearmonth", "full", "lunar", "thismonth", "monthpart", "year", "feast", "week", "weekday", "named", "namedin",
    "bare", "time", "quarter",
])  # fmt: skip
"""Kinds that may be either end of an interval."""
COMPOSED = frozenset(["decade", "cent", "halfthis"])
"""Kinds that the grammar of whole texts reads more exactly."""
Found = tuple[str, int, Moment, Moment]
"""A date that was read: its kind, where it ends, its first and its last moment."""


def find(text: str) -> Iterator[Date]:
    """Yield every date of a text, left to right, none overlapping; what the text leaves out stays None.

    >>> [(d.text, d.first.month, d.first.day, d.last.day) for d in find("6月5-7日赴辽宁,18日返京")]
    [('6月5-7日', 6, 5, 7), ('18日', None, 18, 18)]
    """
    whole = text.strip()
    if (told := course(whole)) is not None:
        at = text.index(whole)
        ends = read_at(text, at)
        first, last = ends[2:] if ends and ends[1] == at + len(whole) else (Moment(), Moment())
        yield Date(at, at + len(whole), whole, "dates/whole", first, last, told)
        return
    rules = grammar()
    search, joint = rules.begins.search, rules.to.match
    titles = [match.span() for match in TITLE.finditer(text)]
    at = 0
    while (begin := search(text, at)) is not None:
        start = begin.start()
        at = start + 1
        while titles and titles[0][1] <= start:
            titles.pop(0)
        if titles and titles[0][0] < start:
            continue
        found = _read(text, start)
        if found is None:
            continue
        kind, end, first, last = found
        one = first == last or (kind in ("full", "firsts", "quarter", "year") and not rules.to.search(text, start, end))
        if kind in BOTH_ENDS and one and (between := joint(text, end)) is not None:
            behind = read_at(text, between.end())
            hour = clock_behind(text, start, end, between.end(), first.time) if first.time else None
            if hour is not None and (behind is None or behind[0] in ("bare", "time")):
                last, end = first._replace(time=hour[0]), hour[1]
            elif behind is not None and behind[0] in BOTH_ENDS:
                kind, end, last = "interval", behind[1], behind[3]
        elif kind in BOTH_ENDS and one and (between := AND.match(text, end)) is not None:
            behind = read_at(text, between.end())
            if behind is not None and behind[0] in BOTH_ENDS and (within := WITHIN.match(text, behind[1])) is not None:
                kind, end, last = "interval", within.end(), behind[3]
        while text[end - 1] in EDGES:
            end -= 1
        at = max(at, end)
        told = course(text[start:end]) if kind in COMPOSED else None
        yield Date(start, end, text[start:end], f"dates/{kind}", first, last, told)


def read_at(text: str, at: int) -> Found | None:
    """The date that begins at a place."""
    return None if grammar().begins.match(text, at) is None else _read(text, at)


def clock_behind(text: str, start: int, end: int, at: int, time: str) -> tuple[str, int] | None:
    """The time of the day that stands behind the joint of an interval, and where it ends: 今天9:30~11:30.

    Without a part of the day of its own it is of that of the first end [start, end), if it is then the later `time`.
    """
    rules = grammar()
    own = rules.part.match(text, at)
    match = rules.clock.match(text, own.end() if own else at)
    if match is None:
        return None
    parts = [own[0]] if own else [part[0] for part in rules.part.finditer(text, start, end)][-1:]
    told = clock(match[0], parts[0] if parts else None)
    if not own and (told is None or told < time):
        told = clock(match[0])
    return (told, match.end()) if told else None


def _read(text: str, at: int) -> Found | None:
    """The first kind of date that a place can be read as."""
    for kinds in grammar().kinds:
        match = kinds.match(text, at)
        if match is not None:
            kind = match.lastgroup or ""
            if _in_place(match, kind) and (ends := BUILD[kind](match)) is not None:
                return kind, match.end(), *ends
    return None


def _in_place(match: re.Match[str], kind: str) -> bool:
    """Whether a word for a day stands where it means one: not 孩子的明天, 春节联欢晚会."""
    of = "day" if kind == "named" else "holiday" if kind == "feast" else ""
    if not of:
        return True
    known = words()
    text = match.string
    if of == "day" and match["nm"] == "第二天" and COUNTED.search(text, max(0, match.start() - 3), match.start()):
        return False
    if known.behind[of].match(text, match.end()):
        return False
    if of == "day" and not match["npart2"] and not match["nbd"] and match["nm"][0] in "今明昨":
        return known.before[of].search(text[max(0, match.start() - 4) : match.start()]) is None
    return True
