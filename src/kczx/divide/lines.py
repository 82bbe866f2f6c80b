"""Tells a page's running text from its furniture: menus, link lists, other stories' headlines, counters, footers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon

FULL_DATE = re.compile(r"(?<!\d)(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}日)")
SHUT_DATE = re.compile(r"[\[(（【〔]?(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}日)[\])）】〕]?$")
SENTENCE = re.compile(r"[，。；：,;:]|\d{4}-\d|\d年")
WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
HOME = re.compile(r"\W*首页")
SPEAKER = re.compile(r"[^\s:：，,]{2,4}[:：]\S{4,}")
PAGE_DATE = re.compile(r"(?:发布|来源|时间|日期|作者|编辑|浏览|点击)\S{0,4}[:：]")
STOP = re.compile(r"[。！？；…](?![^“”]*”[^“”]*$)|[!;](?=\s|$)|[。！？；;]$")
COMMA = re.compile(r"[，,、：:]")
SEPARATORS = re.compile(r"[|｜>›»＞]|->|→")
CREDIT = re.compile(
    r"[(（\[【]?(?:本报|本网|本刊|通讯|特约|实习)?(?:来源|稿源|信息来源|供稿|撰稿|作者|记者|通讯员|文|图|摄影|摄|编辑|责编|责任编辑|审核|校对|核稿|撰文|发布者|发布人|录入)"
    r"(?:单位|部门|人)?(?:/\S{1,6})?[:：]"
)
SUPPLIED = re.compile(r"[(（][^（()）]{2,40}(?:供稿|报道|摄|撰稿|图|文)[^（()）]{0,20}[)）]$")
CONTACT = re.compile(r"(?:联\s*系\s*人|联系方式|联系电话|咨询电话)[:：]")
HEADLINE_RUN = 5
"""So many headlines on one line, set apart by spaces, are a list of links."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line [start, end) of the working text and what it is: text, short, meta, credit, date, noise."""

    start: int
    end: int
    kind: str


@lexicon.cached
def _furniture() -> re.Pattern[str]:
    rows = lexicon.rows("divide/noise.tsv", 2)
    start = lexicon.alternation(word for word, where in rows if where == "start")
    anywhere = lexicon.alternation(word for word, where in rows if where == "any")
    whole = lexicon.alternation(word for word, where in rows if where == "whole")
    return re.compile(rf"^\W*{start}|{anywhere}|^\W*{whole}\W*$")


def is_furniture(line: str) -> bool:
    """Whether a line holds the words of menus, feet and counters."""
    return bool(_furniture().search(line))


def lines(text: str) -> list[Line]:
    """The lines of a text that are not empty, each with its kind."""
    return [
        Line(match.start(), match.end(), _kind(match[0]))
        for match in re.finditer(r"[^\s\n][^\n]*[^\s\n]|[^\s\n]", text)
    ]


def _kind(line: str) -> str:
    length = len(line)
    tokens = line.split()
    if not WORD.search(line):
        return "noise"
    if len(tokens) > HEADLINE_RUN and "。" not in line and length > 100 and length / len(tokens) < 60:
        return "noise"
    if len(tokens) >= 4 and length > 40 and length / len(tokens) > 6 and not SENTENCE.search(line):
        return "noise"  # other stories' headlines
    if SHUT_DATE.match(line):
        return "date"
    if (
        length < 100
        and "，" not in line
        and "。" not in line
        and (FULL_DATE.match(line) or (PAGE_DATE.search(line) and FULL_DATE.search(line)))
    ):
        return "meta"
    sentence = bool(STOP.search(line)) and length > 8
    if not sentence and length < 200 and _furniture().search(line):
        return "noise"
    if CONTACT.search(line) and length < 80:
        return "noise"
    if length < 60 and (CREDIT.match(line) or SUPPLIED.match(line)):
        return "credit"
    if line.startswith("原标题") and length < 80:
        return "text"
    if sentence and length >= 12:
        return "text"
    if len(SEPARATORS.findall(line)) >= 2 or (SEPARATORS.search(line) and HOME.match(line)):
        return "meta" if FULL_DATE.search(line) and length < 60 else "noise"
    if FULL_DATE.search(line) and length < 120 and line.count("，") + line.count(",") < 2:
        return "meta"
    if len(tokens) >= 4 and max(map(len, tokens)) <= 8 and not COMMA.search(line):
        return "noise"
    if (length >= 24 and "，" in line) or (length >= 30 and line.count(",") > 1) or length >= 60:
        return "text"
    if SPEAKER.match(line) or (line.endswith(("，", ",", "、", "：", ":")) and length > 12):
        return "text"
    return "short"
