"""What stands before and behind a page's running text: its title, lines of the page, and what goes on without a full stop."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kczx.divide.lines import CAPTION, Line, is_furniture
from kczx.divide.publisher import BODIES, BODY

HAN = re.compile("[\u4e00-\u9fff]")
TAG = re.compile(r"【[^】]*】$|《[^》]*》$")
NO_TITLE = re.compile(
    r"[（(【\[]?\s{0,3}(?:(?:19|20)\d\d\s{0,3}年)?\s{0,3}(?:\d{1,2}\s{0,3}月份?)?\s{0,3}(?:总?第\s{0,3}\d{1,4}\s{0,3}期)?(?:[（(]总第?\s{0,3}\d{1,4}\s{0,3}期[）)])?\s{0,3}[）)】\]]?$"
)
"""A month or a number alone: of what an issue is, and no title."""
FIRST = re.compile(r"#\s+\S")
"""The mark of a page's own heading, where its layout is written in marks."""
OPEN = re.compile(r"[。！？；;…]")
ANNOUNCED = re.compile(r"如下|名单|附后|[:：]$")
"""What says that a list follows."""
OTHERS = re.compile(r"\W*(?:相关|推荐|延伸|更多|热门|热点|最新|新闻推荐|即日新闻|猜你喜欢|上一[篇条]|下一[篇条])")
"""What stands above other stories."""
FAR = 40
LONGEST_TITLE, SHORTEST_TITLE = 60, 6
HEADLINE = 50
"""Characters that the headlines of other stories do not have."""
LONGEST_HEADLINE = 100
"""Characters of a title that the text below repeats."""
TOLD, TOLD_NEXT = 0.5, 0.25
"""The share of a title's pairs of characters that the text below it has, at least; that of a line with nothing between."""
LOOKED_AT = 500
IN_TEXT = {"short": "heading", "number": "heading", "text": "text", "contact": "text"}


def begins(text: str, lines: Sequence[Line], body: Sequence[int]) -> int:
    """The line with which the running text begins: the first of its lines, or the next where that is its title."""
    first = body[0]
    for after in body[1:3]:
        line = lines[first]
        said = text[line.start : line.end]
        top = all(above.kind in ("noise", "meta", "date", "credit") for above in lines[:first])
        least = TOLD_NEXT if top else TOLD
        if OPEN.search(said) or len(said) > LONGEST_HEADLINE or said[-1] in ":：,，、":
            break
        if told_below(text, lines, first, after) < least:
            break
        first = after
    return first


def without_others(text: str, lines: Sequence[Line], body: Sequence[int]) -> list[int]:
    """The lines of running text without the headlines of other stories below the text that look like such: 甲市:某某成立."""
    kept = list(body)
    for number in range(kept[0] + 1, len(lines)):
        line = lines[number]
        if line.kind != "noise" or not OTHERS.match(text, line.start, line.end):
            continue
        below = [lines[n] for n in kept if n > number]
        if all(one.end - one.start < HEADLINE and "。" not in text[one.start : one.end] for one in below):
            return [n for n in kept if n < number]
    return kept


def lead(text: str, lines: Sequence[Line], first: int, given: str | None = None) -> list[tuple[int, str]]:
    """The lines before the running text that are the article's, with their zones: the title, the page's, and subtitles.

    `given` is the title that the page's own data tell, as the source writes it.
    """
    said = "".join((given or "").split())
    title = next((n for n in range(first) if said and _bare(text, lines[n]) == said), None)
    title = _title(text, lines, first) if title is None else title
    whole = _whole(text, lines, title, first) if title is not None else range(0)
    plain = not any(line.kind == "noise" for line in lines[:first])
    kept = []
    for number in range(max(0, first - FAR), first):
        kind = lines[number].kind
        if number in whole:
            kept.append((number, "title"))
        elif kind in ("meta", "date", "credit", "closed"):
            kept.append((number, "meta"))
        elif kind == "short" and title is not None and number > title and _issuers(text, lines, number):
            kept.append((number, "byline"))
        elif kind in IN_TEXT and (plain or kind != "short" or (title is not None and number > title)):
            kept.append((number, IN_TEXT[kind]))
    return kept


def _bare(text: str, line: Line) -> str:
    return "".join(text[line.start : line.end].split())


def _title(text: str, lines: Sequence[Line], first: int) -> int | None:
    """The number of the title's line: what the text repeats, else what stands right before it or before the page's dateline."""
    if text.startswith("原标题", lines[first].start):
        return None
    may_be = [
        number
        for number in range(first)
        if lines[number].kind in ("short", "text", "noise")
        and lines[number].end - lines[number].start >= SHORTEST_TITLE
        and not CAPTION.match(text, lines[number].start, lines[number].end)
        and not TAG.match(text, lines[number].start, lines[number].end)
        and HAN.search(text, lines[number].start, lines[number].end)
        and not NO_TITLE.match(text, lines[number].start, lines[number].end)
    ]
    if (marked := next((n for n in may_be if FIRST.match(text, lines[n].start)), None)) is not None:
        return marked
    may_be = [n for n in may_be if n == may_be[0] or not _issuers(text, lines, n)]
    above = next((n for n in range(first - 1, -1, -1) if lines[n].kind not in ("meta", "date", "credit")), None)
    for number in reversed(may_be[-FAR:]):
        line = lines[number]
        if line.kind == "noise" and is_furniture(text[line.start : line.end]):
            continue
        least = TOLD_NEXT if number == above else TOLD
        if line.end - line.start <= LONGEST_HEADLINE and told_below(text, lines, number, first) >= least:
            return number
    short = [number for number in may_be if lines[number].kind == "short"]
    dated = [number for number in range(first) if lines[number].kind in ("meta", "date", "credit")]
    anchor = dated[-1] if dated else first
    title = next((number for number in reversed(short) if number > anchor), short[-1] if short else None)
    return title if title is not None and lines[title].end - lines[title].start <= LONGEST_TITLE else None


def _issuers(text: str, lines: Sequence[Line], number: int) -> bool:
    """Whether a line names who issues the text, and nothing else, right above its day: 某市统计局　某调查队."""
    line = lines[number]
    dated = number + 1 < len(lines) and lines[number + 1].kind == "date"
    return dated and BODIES.match(text, line.start, line.end) is not None


def _whole(text: str, lines: Sequence[Line], title: int, first: int) -> range:
    """The lines of a title that stands on several: those right above that the text repeats, too, and those right below."""

    def beside(one: int, other: int) -> bool:
        between = text[lines[one].end : lines[other].start]
        return between.count("\n") < 2 and all(lines[n].kind == "short" for n in (one, other))

    start, end = title, title + 1
    while (
        start
        and beside(start - 1, start)
        and told_below(text, lines, start - 1, first) >= TOLD
        and not BODY.fullmatch(text, lines[start - 1].start, lines[start - 1].end)
    ):
        start -= 1
    while (
        end < first and beside(end - 1, end) and text[lines[end].start] not in "—-–" and not _issuers(text, lines, end)
    ):
        end += 1
    return range(start, end)


def told_below(text: str, lines: Sequence[Line], number: int, first: int) -> float:
    """The share of a line's pairs of characters that stand in the text that begins with another line."""
    said = "".join(HAN.findall(text[lines[number].start : lines[number].end]))
    pairs = {said[i : i + 2] for i in range(len(said) - 1)}
    below = text[lines[first].start : lines[first].start + LOOKED_AT]
    return sum(pair in below for pair in pairs) / len(pairs) if pairs else 0.0


def tail(text: str, lines: Sequence[Line], last: int) -> list[tuple[int, str]]:
    """The lines right behind the running text that are the article's, with their zones: entries of the list that it announces,
    whom to ask, bylines and credits."""
    kept: list[tuple[int, str]] = []
    ending = text[max(lines[last].start, lines[last].end - 30) : lines[last].end]
    listed, asked = bool(ANNOUNCED.search(ending)), False
    for number in range(last + 1, len(lines)):
        line = lines[number]
        dated = number + 1 < len(lines) and lines[number + 1].kind == "date"
        if line.kind == "noise" or (number > last + 8 and not listed):
            if kept or listed or OTHERS.match(text, line.start, line.end):
                break
        elif line.kind in ("credit", "date", "meta", "closed") or (line.kind == "short" and dated):
            kept.append((number, "byline"))
            listed = False
        elif line.kind == "contact" and (asked or text.startswith(("联", "咨", "报名", "会务"), line.start)):
            kept.append((number, "text"))
            asked = True
        elif line.kind == "short" and listed:
            kept.append((number, "text"))
    return kept
