"""Reads a text that is a time and nothing else, part by part from the whole to the finest, by the grammar of whole.tsv."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kczx import lexicon
from kczx.errors import LexiconError
from kczx.find.dates import lengths
from kczx.find.dates.pattern import filled, table_parts
from kczx.find.dates.reading import WEEKDAYS, clock, number, year_of
from kczx.find.dates.words import words
from kczx.mentions import Course, Step

TABLE = "find/dates/whole.tsv"
LONGEST = 48
"""Characters of a time and nothing else."""
ANY, FINEST = 0, 90
FILLERS = "的 \u3000"
ANCHORED = frozenset(
    ["yearnamed", "monthnamed", "weekthis", "quarterthis", "halfthis", "daynamed", "away", "ymd", "ym", "aside"]
)
"""Kinds at the other end of an interval that take nothing from the first end."""
FROM = re.compile(r"(?:自从|自打|从|自|由|打)\s?")
ABOUT = re.compile(r"(?:大约|大概|约|差不多|将近|接近)\s?")
UNTIL = re.compile(r"(?:截至|截止到?|直到|直至|至|到)\s?")
SINCE = re.compile(r"(?:以来|开始|起|之后|以后|过后|后|至今|到现在|到今天|到目前)(?:为止)?$")
BEFORE = re.compile(r"(?:之前|以前|前)$")
LOOSE = re.compile(r"(?:左右|前后|上下|许|期间|的时候|时候|之间|之内|以内|内|间|里|为止|止|中)$")
TO = re.compile(r"(?:起|开始)?\s?(?:[-–—―－~～〜至到]{1,2}|直到|和|与)\s?")
AND = re.compile(r"\s?(?:[、，,]|和|及)\s?")
NUMBER_AT_END = re.compile(r"(?:\d{1,4}|[〇零○一二两三四五六七八九十]{1,4})$")
UNIT_AT_BEGIN = re.compile(r"(?:\d{1,4}|[〇零○一二两三四五六七八九十]{1,4})\s?(世纪|年代|年|月|日|号|点|时|周)")
MIDNIGHT = 24


@dataclass(frozen=True, slots=True)
class Row:
    """A kind of part: the grains that it begins and ends with, the kinds that it stands behind, and its pattern."""

    kind: str
    first: int
    last: int
    behind: frozenset[str]
    pattern: re.Pattern[str]


@lexicon.cached
def table() -> tuple[Row, ...]:
    """Raises LexiconError where a row's grain is no number, or its pattern none."""
    found = []
    for kind, first, last, behind, pattern in lexicon.rows(TABLE, 5):
        try:
            found.append(
                Row(kind, int(first), int(last), frozenset(behind.split()), re.compile(filled(pattern, table_parts())))
            )
        except (KeyError, ValueError, re.error) as error:
            raise LexiconError(TABLE, 0, f"{kind}: {error}") from error
    return tuple(found)


@lexicon.cached
def grains() -> dict[str, tuple[int, int]]:
    return {row.kind: (row.first, row.last) for row in table()}


def course(text: str) -> Course | None:
    """What a text tells that is a time and nothing else; None where it is something else."""
    if not 1 < len(text) <= LONGEST:
        return None
    prefix, about = FROM.match(text), ABOUT.match(text)
    start = prefix.end() if prefix else about.end() if about else 0
    for steps in _times(text, start, len(text)):
        return Course(steps, open="since" if prefix else "")
    if (found := _interval(text, start)) is not None:
        return found
    until = UNTIL.match(text)
    for pattern, bound in ((SINCE, "since"), (BEFORE, "before"), (LOOSE, "")):
        tail = pattern.search(text, start)
        if tail and tail.start() > start:
            for steps in _times(text, start, tail.start()):
                return Course(steps, open=bound)
            if not bound and (found := _interval(text[: tail.start()], start)) is not None:
                return found
    if until and not prefix:
        tail = LOOSE.search(text, until.end())
        for steps in _times(text, until.end(), tail.start() if tail else len(text)):
            return Course(steps)
    return None


def _times(text: str, at: int, end: int, interval: bool = False) -> Iterator[tuple[Step, ...]]:
    """The readings of a stretch of the text as one time."""
    for steps in _parts(text, at, end, ANY, "", interval):
        if steps and (done := _with_clock(steps)) is not None:
            yield done


def _parts(text: str, at: int, end: int, grain: int, before: str, interval: bool) -> Iterator[tuple[Step, ...]]:
    if at >= end:
        yield ()
        return
    if before and text[at] in FILLERS:
        yield from _parts(text, at + 1, end, grain, before, interval)
    for row in table():
        if row.first and row.first <= grain:
            continue
        if row.behind and (before or "-") not in row.behind and not (interval and not before and "~" in row.behind):
            continue
        match = row.pattern.match(text, at, end)
        if match is None or match.end() == at or (step := _step(row.kind, match)) is None:
            continue
        kind = "" if row.kind == "aside" and not before else row.kind
        for rest in _parts(text, match.end(), end, row.last or grain, kind, interval):
            yield (step, *rest)
    if not before:
        for step, to in lengths.stretch(text, at, end):
            if step.kind == "reach":
                if to == end:
                    yield (step,)
                continue
            for rest in _parts(text, to, end, lengths.grain(step), "away", interval):
                yield (step, *rest)


def _step(kind: str, match: re.Match[str]) -> Step | None:
    """What a part says: its numbers, its word with what the tables know of it."""
    groups = match.groupdict()
    word = groups.get("w") or groups.get("w2") or ""
    told = {name: groups.get(name) or groups.get(f"{name}2") for name in ("n", "m", "d")}
    values = {name: number(text) for name, text in told.items()}
    if any(text and values[name] is None for name, text in told.items() if kind not in ("era", "clockto", "clockpast")):
        return None
    step = Step(kind, values["n"], values["m"], values["d"], word)
    known = words()
    if day := groups.get("wd"):
        step = step._replace(n=step.n, d={"正": 1, "冬": 11, "腊": 12}.get(day) or WEEKDAYS[day])
    match kind:
        case "clock":
            return step._replace(time=groups["t"] or "")
        case "clockto" | "clockpast" | "clockfives":
            return _relative_clock(step, groups)
        case "era":
            year = year_of(match[0], None)[0]
            return None if year is None else Step("year", year)
        case "yearshort":
            year = step.n or 0
            return Step("year", year + (1911 if year > 99 else 2000 if year < 50 else 1900))
        case "ymd" if step.n is not None and step.n < 100:
            return step._replace(n=step.n + (2000 if step.n < 50 else 1900))
        case "yearnamed" | "monthnamed" | "quarterthis" | "weekthis" | "daynamed":
            named = known.named.get(word)
            return step._replace(n=named.offset if named else 0, rule=named.anchor if named else "news")
        case "holiday":
            return step._replace(rule=known.holidays[word][0])
    return step


def _relative_clock(step: Step, groups: dict[str, str | None]) -> Step | None:
    """三点差五分, 差一刻三点; 三点搭一, 三点三个字: fives of minutes."""
    told = groups.get("m") or ""
    minutes = 15 * (number(told[0]) or 1) if told.endswith("刻") else step.m
    if minutes is None or step.n is None or step.n > MIDNIGHT:
        return None
    total = step.n * 60 + minutes * {"clockfives": 5, "clockpast": 1, "clockto": -1}[step.kind]
    return Step("clock", time=f"{total // 60 % 24}:{total % 60:02}")


def _with_clock(steps: tuple[Step, ...]) -> tuple[Step, ...] | None:
    """The steps with the clock read by the part of the day before it: 下午3点 is 15, 晚上12点 the next day's first hour."""
    last = steps[-1]
    if last.kind != "clock":
        return steps
    part = last.word
    before = steps[:-1]
    known = words().parts
    if before and before[-1].kind == "part":
        part, before = before[-1].word, before[:-1]
    elif before and before[-1].kind == "daynamed" and before[-1].word[-1] in known:
        part = before[-1].word[-1]
    elif part:
        part = "下午" if part[0] in "pP" else "上午"
    read = _clock(last.time, part)
    return None if read is None else (*before, read)


def _clock(text: str, part: str) -> Step | None:
    time = clock(text, part)
    if time is None:
        return None
    hour, late = int(time[:2]), words().parts.get(part, 0)
    if hour == MIDNIGHT or (hour == MIDNIGHT // 2 and late in (12, 24) and part not in ("下午", "午后")):
        return Step("clock", n=1, time="00" + time[2:], word=part, rule=text)
    return Step("clock", time=time, word=part, rule=text)


def _interval(text: str, start: int) -> Course | None:
    """A time with both its ends; the other end takes what it leaves out from the first, the first its unit from the other."""
    for joint in TO.finditer(text, start + 1):
        if joint.end() >= len(text) or (joint[0].strip() in ("和", "与") and not text.endswith(("之间", "间"))):
            continue
        end = len(text)
        if tail := re.compile("之?间$|止$|为止$|期间$").search(text, joint.end()):
            end = tail.start()
        for last in _times(text, joint.end(), end, True):
            left = text[start : joint.start()]
            for told in (left, _with_unit(left, text[joint.end() :])):
                for first in _times(told, 0, len(told), True):
                    return Course(first, *_other_end(first, last))
    items = AND.split(text[start:])
    if len(items) > 1 and all(items):
        days = [item if item[-1] in "日号" else f"{item}日" for item in items]
        firsts, *others = (next(_times(day, 0, len(day)), None) for day in days)
        if (
            firsts
            and firsts[-1].kind == "day"
            and all(o and len(o) == 1 and o[0].kind == "day" for o in others)
            and others[-1]
        ):
            return Course(firsts, *_other_end(firsts, others[-1]))
    return None


def _with_unit(left: str, right: str) -> str:
    """The first end with the unit that the other one bears: 3-5月."""
    unit = UNIT_AT_BEGIN.match(right)
    return left + unit[1] if unit and NUMBER_AT_END.search(left) else left


def _other_end(first: tuple[Step, ...], last: tuple[Step, ...]) -> tuple[tuple[Step, ...], str, bool]:
    """The other end's steps behind those of the first that are coarser."""
    begin = last[0]
    if begin.kind in ANCHORED:
        return last, "", begin.rule == "text"
    if begin.kind == "clock" and first[-1].kind == "clock" and first[-1].word and not begin.word:
        read = _clock(begin.rule, first[-1].word)
        if read is not None and (read.time > first[-1].time or read.n):
            last = (read, *last[1:])
    known = grains()
    grain = known[begin.kind][0]
    if begin.kind == "weekday" and first[0].kind == "weekthis":
        grain = 61
    kept = tuple(
        step
        for step in first
        if step.kind in known and known[step.kind][1] < grain and step.kind not in ("aside", "part")
    )
    return (*kept, *last), "", not kept
