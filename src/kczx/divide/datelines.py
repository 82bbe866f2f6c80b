"""Datelines and bylines within a story's lines: who reported, from where, on which day.

新华社北京6月11日电（记者李明）, 央视网消息（新闻联播）：, 据《云南日报》报道，, （文/图 王素）.  They tell of the report, not of
what it reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kczx import lexicon, words
from kczx.divide.sentences import trimmed
from kczx.flow import Dateline, Reporter

HAN = "一-龥"
NUMERAL = "零〇○一二三四五六七八九"
DATE = (
    rf"(?:(?:(?:19|20)\d\d|[一二][{NUMERAL}]{{3}})年)?(?:(?:\d{{1,2}}|十?[{NUMERAL}十])月)?"
    rf"(?:\d{{1,2}}|[二三]?十?[{NUMERAL}十])日"
)
PARTS = re.compile(r"(?:(?P<year>[^年]{4})年)?(?:(?P<month>[^月]{1,2})月)?(?P<day>[^日]{1,3})日")
WORD = r"(?:专?电(?![子力话视信影器池动商网台气路])|讯(?![息问飞号])|消息(?!灵)|综合(?:消息|报[道导])|报[道导][称说]?|快讯)"
"""What a report calls itself, behind the medium's name, the place and the day."""
APART = r"(?=[\s:：，,(（\]】)）〕]|$)"
NOT_MEDIUM = re.compile(r"^[据由]|互联网|网络$|[全官外电内路水管渔]网$|(?:通|情|汇|申|预|举|海|战|捷|喜|警|简)报$")
NAME = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}·[{HAN}·]{{1,10}}")
ROLE = r"(?:首席|特约|特派|见习|实习|全媒体|[总分]?社)*(?:记者|通讯员|实习生|报道员|作者|编译)"
ROLE_BEGINS = re.compile(rf"(?:驻[^\s记]{{1,8}})?{ROLE}")
ROLES = re.compile(rf"[^\s、，,]{{0,12}}?({ROLE})[:：/]?")
CREDIT = r"(?:文|图|文/图|图/文|文/摄|图片|摄影|摄|供稿|撰稿|编辑|责编|责任编辑|校对|审核)"
TAKEN_FROM = re.compile(
    r"[(（]\s*(?:来源|稿源|原载|转自|据)[:：]?\s*《?(?P<name>[^\s()（）《》，。:：]{2,16})》?\s*[)）]$"
)
GIVEN = re.compile(rf"{CREDIT}[:：/]?")
CREDITS = re.compile(f"{ROLE}|{CREDIT}")
BETWEEN = re.compile(r"[\s、]+")
DEPARTMENTS = frozenset("处室办局厅委馆系部院")
"""What departments end with, and no names of people: 供稿：成教处、校办."""
TOKEN = re.compile(r"(?:文/图|图/文|文/摄|[^\s、，,/和（）()])++")


class Patterns(NamedTuple):
    """A dateline at a line's beginning, what was taken from another medium, and credits in brackets at a line's end."""

    head: re.Pattern[str]
    by: re.Pattern[str]
    taken: re.Pattern[str]
    tail: re.Pattern[str]
    medium: re.Pattern[str]
    unnamed: frozenset[str]


@lexicon.cached
def _patterns() -> Patterns:
    rows = lexicon.rows("divide/media.tsv", 2, choices=("name", "ending", "own", "other"))
    kinds = ("name", "ending", "own", "other")
    named = {kind: lexicon.alternation(word for word, where in rows if where == kind) for kind in kinds}
    medium = (
        rf"(?:《[^《》\n]{{2,12}}》|{named['name']}(?:客户端|微博|网站)?"
        rf"|[{HAN}A-Za-z]{{1,8}}?{named['ending']}|{named['own']})(?:海外版|社)?"
    )
    head = rf"""\s*[(（\[【〔]?\s*(?P<medium>{medium})(?:[/／](?:{medium}|[{HAN}]{{2,8}}(?:新闻|客户端)))?
        (?: \s*(?P<by>(?:驻[{HAN}]{{2,8}}?)?{ROLE})\s*(?P<who>[{HAN}·、\s]{{2,20}}?)\s*(?P<dated>{DATE})\s*{WORD}
          | \s*(?P<place>[{HAN}·]{{2,10}}?)?\s*(?P<date>{DATE})\s*(?:{WORD}|报{APART})
          | \s*(?P<from>[{HAN}]{{2,6}})[电讯](?=\s*(?:[(（][^()（）\n]{{0,12}}记者|[)）\]】]))
          | \s*{WORD}{APART} )
        (?:\s*[(（](?P<names>[^()（）\n]{{1,60}})[)）])?
        \s*[)）\]】〕]?\s*[:：]?\s*"""
    by = rf"""\s*(?:[(（\[【]\s*(?P<shut>(?:{medium})?\s*{ROLE}[^()（）【】\n。，]{{1,40}})[)）\]】]\s*
          | (?P<open>(?:{medium})?\s*{ROLE}[^\n。，,:：()（）]{{2,30}}?)报[道导](?=[\s:：]|$)\s*[:：]?\s*)"""
    taken = rf"""[另又]?据(?:{medium}|{named["other"]})?\s*(?:[{HAN}]{{2,6}}?(?={DATE}))?
        (?:{DATE})?(?:凌晨|早间|上午|下午|晚间|晚)?(?:援引[^，,。\n]{{2,20}}?)?的?(?:综合)?(?:报[道导]|消息|披露|电(?=[，,:：]))
        [称说]?[，,:：]?"""
    tail = rf"[(（]\s*(?:完|来源|稿源|原载|转自|据《|[^()（）\s]{{0,8}}{ROLE}|{CREDIT}[:：/\s])[^()（）\n。]{{0,60}}[)）]\s*$"
    unnamed = frozenset(word for word, where in rows if where in ("own", "other"))
    return Patterns(
        re.compile(head, re.VERBOSE),
        re.compile(by, re.VERBOSE),
        re.compile(taken, re.VERBOSE),
        re.compile(tail, re.MULTILINE),
        re.compile(medium),
        unnamed,
    )


def datelines(text: str, lines: Iterable[int], sentences: Iterable[int]) -> list[Dateline]:
    """The datelines of a text, left to right, none overlapping, by where its lines and its sentences begin.

    >>> [(d.publisher, d.day, d.end) for d in datelines("新华社北京6月11日电 会议召开。", [0], [0])]
    [('新华社', 'XXXX-06-11', 12)]
    """
    patterns = _patterns()
    starts = list(lines)
    heads = [match for start in starts if (match := patterns.head.match(text, start))]
    found = [_read(match) for match in heads if not NOT_MEDIUM.search(match["medium"])]
    behind = {dateline.end for dateline in found}
    for start in [*starts, *behind]:
        if match := patterns.by.match(text, start):
            name = "shut" if match["shut"] else "open"
            said = ROLE_BEGINS.split(match[name], maxsplit=1)[0].strip("《》 ")
            publisher = said if patterns.medium.fullmatch(said) and said not in patterns.unnamed else None
            found.append(Dateline(*match.span(), publisher, tuple(_names(text, *match.span(name)))))
    quoting = (start for start in sentences if text[start] in "另又据")
    taken = (match for start in quoting if (match := patterns.taken.match(text, start)))
    found += [Dateline(*match.span()) for match in taken]
    for match in patterns.tail.finditer(text):
        names = tuple(_names(text, match.start() + 1, match.end()))
        source = TAKEN_FROM.match(match[0].strip())
        found.append(Dateline(*match.span(), source["name"] if source else None, names))
    apart: list[Dateline] = []
    for dateline in sorted(found, key=lambda d: d.start):
        if not apart or dateline.start >= apart[-1].end:
            apart.append(dateline)
    return apart


def apart(sentences: Iterable[tuple[int, int]], datelines: list[Dateline], text: str) -> Iterator[tuple[int, int]]:
    """Sentences, with each dateline as one of its own, so that none holds words of the report and of what it reports."""
    if not datelines:
        yield from sentences
        return
    waiting = iter(datelines)
    dateline = next(waiting, None)
    for start, end in sentences:
        while dateline is not None and dateline.start < end:
            yield from trimmed(text, start, dateline.start)
            yield from trimmed(text, dateline.start, dateline.end)
            start = dateline.end
            dateline = next(waiting, None)
        yield from trimmed(text, start, end)


def _read(match: re.Match[str]) -> Dateline:
    """What a dateline at a line's beginning tells."""
    # What another medium reported is not this one's: 美国有线电视新闻网报道，
    taken = (
        match["date"] is None and match[0].rstrip(" ，：:").endswith(("报道", "报导")) and match[0][0] not in "(（[【〔"
    )
    publisher = None if taken or match["medium"] in _patterns().unnamed else match["medium"].strip("《》")
    text = match.string
    reporters: list[Reporter] = []
    place = match.span("place") if match["place"] else match.span("from") if match["from"] else None
    if match["who"]:
        name, place = _parted(match)
        reporters.append(Reporter(*name, "记者"))
    if match["names"] and CREDITS.search(match["names"]):
        reporters += _names(text, *match.span("names"))
    told = PARTS.fullmatch(match["date"] or match["dated"] or "")
    return Dateline(
        *match.span(),
        publisher,
        tuple(reporters),
        place,
        _edtf(told) if told else None,
    )


def _parted(match: re.Match[str]) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """A reporter's name and the place that stands right behind it."""
    start, end = match.span("who")
    who = match["who"]
    if gap := BETWEEN.search(who):
        return (start, start + gap.start()), (start + gap.end(), end)
    for length in (3, 2, 4):
        if len(who) > length + 1 and words.tag(who[length:]) in (
            "ns",
            "nr",
            "nrt",
        ):  # the dictionary takes 台北 for a name
            return (start, start + length), (start + length, end)
    if len(who) <= 3:
        return (start, end), None
    return (start, start + 3), (start + 3, end)


def _names(text: str, start: int, end: int) -> Iterator[Reporter]:
    """The names in a credit's brackets, each behind its role or another name: 本报记者李明、王素, 文/图 谭天."""
    said: str | None = None
    for match in TOKEN.finditer(text, start, end):
        at = match.start()
        if role := ROLES.match(text, at, match.end()) or GIVEN.match(text, at, match.end()):
            at, said = role.end(), (role[1] if role.re is ROLES else "")
        if said is not None and NAME.fullmatch(text, at, match.end()) and text[match.end() - 1] not in DEPARTMENTS:
            yield Reporter(at, match.end(), said or None)


def _number(text: str) -> int:
    """11, 十一, 二十, 二〇一九."""
    if text[0].isascii():
        return int(text)
    digits = [0 if char in "零〇○" else NUMERAL.index(char) - 2 for char in text if char != "十"]
    if "十" not in text:
        return int("".join(map(str, digits)))
    tens = digits[0] if text[0] != "十" else 1
    return 10 * tens + (digits[-1] if text[-1] != "十" else 0)


def _edtf(told: re.Match[str]) -> str | None:
    year, month, day = (_number(told[part]) if told[part] else None for part in ("year", "month", "day"))
    if day is None or not 1 <= day <= 31 or (month is not None and not 1 <= month <= 12):
        return None
    return f"{year or 'XXXX'}-{f'{month:02}' if month else 'XX'}-{day:02}"
