"""Finds dates: full and partial ones, intervals, weeks, holidays, and those told from another day (今年, 上周三, 当天下午)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kczx.find.dates.pattern import clock_time, joint, pattern, plain
from kczx.find.dates.points import BUILD
from kczx.find.dates.reading import clock
from kczx.find.dates.words import words
from kczx.flow import Date, Moment

TITLE = re.compile(r"《[^《》\n]{1,60}》")
EDGES = " \u3000的"
BOTH_ENDS = frozenset([
    "iso", "slash", "yearmonth", "full", "lunar", "thismonth", "monthpart", "year", "feast", "week", "weekday", "named", "namedin",
    "bare", "time", "quarter",
])  # fmt: skip
"""Kinds that may be either end of an interval."""


def find(text: str) -> Iterator[Date]:
    """Yield every date of a text, left to right, none overlapping; what the text leaves out stays None.

    >>> [(d.text, d.first.month, d.first.day, d.last.day) for d in find("6月5-7日赴辽宁,18日返京")]
    [('6月5-7日', 6, 5, 7), ('18日', None, 18, 18)]
    """
    grammar = pattern()
    titles = [match.span() for match in TITLE.finditer(text)]
    at = 0
    while (match := grammar.search(text, at)) is not None:
        at = max(match.end(), match.start() + 1)
        while titles and titles[0][1] <= match.start():
            titles.pop(0)
        if titles and titles[0][0] < match.start() < titles[0][1]:
            continue
        read = _read(match)
        if read is None and (simple := plain().match(text, match.start())) is not None:
            match, read = simple, _read(simple)
        if read is None:
            at = match.start() + 1 if match.lastgroup is None else max(match.start() + 1, _past(match))
            continue
        kind, first, last = read
        end = match.end()
        if kind in BOTH_ENDS and first == last and (between := joint().match(text, end)) is not None:
            other = grammar.match(text, between.end())
            behind = _read(other) if other is not None else None
            hour = clock_behind(text, between.end()) if first.time else None
            if hour is not None and (behind is None or behind[0] in ("bare", "time")):
                last, end = replace(first, time=hour[0]), hour[1]
            elif behind is not None and other is not None and behind[0] in BOTH_ENDS:
                last, end, kind = behind[2], other.end(), "interval"
        while text[end - 1] in EDGES:
            end -= 1
        at = max(at, end)
        yield Date(match.start(), end, text[match.start() : end], f"dates/{kind}", first, last)


def clock_behind(text: str, at: int) -> tuple[str, int] | None:
    """The time of the day that stands at a place, and where it ends: 今天9:30~11:30."""
    match = clock_time().match(text, at)
    time = clock(match[0]) if match else None
    return (time, match.end()) if match and time else None


def _past(match: re.Match[str]) -> int:
    """Where to go on when a match turned out to be none: behind its first digits, which are no date by themselves either."""
    digits = re.compile(r"\d+").match(match.string, match.start())
    return digits.end() if digits else match.start() + 1


def _read(match: re.Match[str]) -> tuple[str, Moment, Moment] | None:
    known = match.re.groupindex
    for kind, build in BUILD.items():
        if kind in known and match[kind]:
            if not _in_place(match, kind):
                return None
            moments = build(match)
            return None if moments is None else (kind, *moments)
    return None


def _in_place(match: re.Match[str], kind: str) -> bool:
    """Whether a word for a day stands where it means one: not 孩子的明天, 春节联欢晚会."""
    of = "day" if kind == "named" else "holiday" if kind == "feast" else ""
    if not of:
        return True
    known = words()
    text = match.string
    if known.behind[of].match(text, match.end()):
        return False
    if of == "day" and not match["npart2"] and not match["nbd"] and match["nm"][0] in "今明昨":
        return known.before[of].search(text[max(0, match.start() - 4) : match.start()]) is None
    return True
