"""Counted stretches of time in a text that is a time and nothing else: 三年前, 两个半月以内, 未来一周, 36天5小时后."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kczx import lexicon
from kczx.errors import LexiconError
from kczx.find.dates.reading import TWO_COUNTS, number
from kczx.mentions import Step

TABLE = "find/dates/lengths.tsv"
GRAINS = {"year": 30, "month": 50, "week": 60, "workday": 70, "day": 70, "minute": 90, "second": 90}
HALVES = {
    "year": ("month", 6),
    "month": ("day", 15),
    "week": ("day", 3),
    "day": ("minute", 720),
    "minute": ("second", 30),
}
WAYS = ("ago", "later", "past", "coming", "whole-", "whole+", "within")
VAGUE = "几多余"
LONGEST = 999
"""Years of a stretch; 2035年前 is before a year."""


@dataclass(frozen=True, slots=True)
class Lengths:
    """How an amount is written, its units, and the words before and behind stretches with the way that they count."""

    amount: re.Pattern[str]
    before: re.Pattern[str]
    behind: re.Pattern[str]
    units: dict[str, tuple[str, int]]
    ways: dict[tuple[str, str], str]


@lexicon.cached
def lengths() -> Lengths:
    """Raises LexiconError where a row's unit or way is none."""
    units: dict[str, tuple[str, int]] = {}
    ways: dict[tuple[str, str], str] = {}
    for what, word, told, many in lexicon.rows(TABLE, 4):
        if told not in (GRAINS if what == "unit" else WAYS) or what not in ("unit", "before", "behind"):
            raise LexiconError(TABLE, 0, f"{what} {word}: {told!r} is none")
        if what == "unit":
            units[word] = told, int(many or 1)
        else:
            ways[what, word] = told
    count = r"\d{1,4}|[一二两俩三仨四五六七八九十百千]{1,6}"
    unit = lexicon.alternation(units)
    side = {where: lexicon.alternation(w for s, w in ways if s == where) for where in ("before", "behind")}
    return Lengths(
        re.compile(
            rf"\s?(?:(?P<n>{count})\s?(?P<vague>[{VAGUE}])?(?P<ge>个)?(?P<half>半)?|(?P<only>半)个?)\s?(?P<unit>{unit})(?P<more>[多半])?[又零]?"
        ),
        re.compile(side["before"]),
        re.compile(rf"(?:{side['behind']})(?!天|日|年)"),
        units,
        ways,
    )


def stretch(text: str, at: int, end: int) -> Iterator[tuple[Step, int]]:
    """The counted stretches that begin at a place, each with where it ends."""
    known = lengths()
    before = known.before.match(text, at, end)
    if before is not None and (found := _amounts(text, before.end(), end)):
        amounts, to = found
        way = known.ways["before", before[0]]
        tail = re.compile("(?:之?内|里|间|中|以?来)?").match(text, to, end)
        if way in ("past", "coming") and tail:
            to = tail.end()
        yield _step(way, amounts), to
    if found := _amounts(text, at, end):
        amounts, to = found
        behind = known.behind.match(text, to, end)
        if behind is not None:
            yield _step(known.ways["behind", behind[0]], amounts), behind.end()


def grain(step: Step) -> int:
    """How fine a time so far away is: three years ago is a year."""
    return max(GRAINS[amount.split(":")[0]] for amount in step.rule.split())


def _step(way: str, amounts: list[tuple[str, int]]) -> Step:
    vague = any(unit == "vague" for unit, _ in amounts)
    told = " ".join(f"{unit}:{many}" for unit, many in amounts if unit != "vague")
    return Step("away" if way in ("ago", "later") else "reach", word=way, rule=told, d=1 if vague else None)


def _amounts(text: str, at: int, end: int) -> tuple[list[tuple[str, int]], int] | None:
    """两年三个月 as [("year", 2), ("month", 3)], and where it ends."""
    known = lengths()
    found: list[tuple[str, int]] = []
    while (match := known.amount.match(text, at, end)) is not None:
        unit, times = known.units[match["unit"]]
        count = number(match["n"].replace("俩", "两")) if match["n"] else 0
        if count is None or (match["n"] or "").startswith("0") or (unit == "year" and count > LONGEST):
            return None
        if TWO_COUNTS.match(match["n"] or ""):
            return None
        half = match["half"] or match["only"] or match["more"] == "半"
        if match["unit"] in ("月", "月份") and not (match["ge"] or match["only"] or match["n"] in "两俩仨"):
            return None  # 三月前 is before March
        if count:
            found.append((unit, count * times))
        if half:
            found.append(("minute", times // 2) if unit == "minute" and times > 1 else HALVES.get(unit, ("second", 0)))
        if match["vague"] or match["more"] == "多":
            found.append(("vague", 1))
        at = match.end()
    return (found, at) if found else None
