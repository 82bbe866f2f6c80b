"""Events that a name tells: 召开…会议, …大会在北京举行, 出席…仪式, …会由某某主持."""

from __future__ import annotations

import re

from kczx.flow import Findings
from kczx.relate.clauses import inside_quotes
from kczx.relate.draft import Draft
from kczx.relate.triggers import kind_of, name_of, noun_ends, rules

CHAIRED = re.compile(r"由[^，,。；;]{2,40}主持")
BETWEEN = 34
"""Characters between an event's name and the verb that says it is held."""

SAME = frozenset(["活动", "会议", "大会", "仪式", "论坛", "比赛", "大赛", "年会", "展览", "培训"])
"""Bare nouns that speak of the event told before rather than of another one."""


def held(findings: Findings, a: int, b: int, number: int) -> Draft | None:
    """召开2019“绿色制造”年度推进会议; 长三角集成电路联盟成立大会在上海举行."""
    article, text, compiled = findings.article, findings.article.text, rules()
    verbs = list(compiled.holding.finditer(text, a, b))
    # 走进 and 启动 may stand within a name (启动仪式暨走进…直播课|举行): the plain verbs go first.
    verbs.sort(key=lambda verb: compiled.parts[verb[0]] == "subject" or verb[0] == "走进")
    for verb in verbs:
        if compiled.noun.match(text, verb.start()):
            continue  # 启动 in 启动仪式
        if compiled.parts[verb[0]] == "attend" or inside_quotes(text, a, b, verb.start()):
            continue
        attributive = text[verb.end() : verb.end() + 1] == "的"
        ends = [] if attributive else [e for e in noun_ends(text, verb.end(), b) if e - verb.end() <= 90]
        if ends and verb[0] != "走进" and compiled.parts[verb[0]] == "hold":
            name = name_of(text, verb.end(), ends[-1])
            kind = kind_of(text[verb.end() : ends[-1]])
            if (
                kind
                and (name or verb[0] in ("召开", "举行", "举办"))
                and not (verb[0] in ("开展", "组织开展") and kind in ("training",) and not name)
            ):
                return Draft(kind, name, article, number, [(a, b)], (verb.start(), ends[-1]), f"hold/{verb[0]}…{kind}")
        if attributive or verb[0] in ("主办", "承办", "协办") or (verb[0] in ("开展", "组织开展") and verb.end() < b):
            continue
        before = [e for e in noun_ends(text, a, verb.start()) if verb.start() - e <= BETWEEN]
        if before and not re.search(r"[上中]$|由[^，,]*$", text[before[-1] : verb.start()]):
            first = _name_start(findings, a, before[-1])
            name, kind = name_of(text, first, before[-1]), kind_of(text[first : before[-1]])
            if name is None and findings.within(findings.dates, article.sentences[number][0], verb.start()):
                bare = text[first : before[-1]].strip("，, ")
                name = _named_before(text, first, before[-1]) or (None if bare in SAME else bare)
            if kind == "other" and compiled.parts[verb[0]] == "subject":
                kind = "launch"
            if kind and name:
                return Draft(
                    kind, name, article, number, [(a, b)], (before[-1] - 1, verb.end()), f"hold/{kind}…{verb[0]}"
                )
    return None


def _named_before(text: str, start: int, end: int) -> str | None:
    """The name that a bare noun stands for: 年会 after 第二十七届中国科协年会 was told."""
    found = re.findall(
        rf"第[一二三四五六七八九十百\d]+[届次][^，,。；;：:“”]{{0,20}}{re.escape(text[start:end])}", text[:start]
    )
    return max(found, key=len) if found else None


def _name_start(findings: Findings, a: int, end: int) -> int:
    """Where an event's name that ends at `end` begins: behind dates at the clause's beginning."""
    start = a
    for told in findings.within(findings.dates, a, end):
        following = findings.article.text[told.end : told.end + 1]
        if told.rule not in ("dates/year", "dates/years") and following not in "“" and told.end < end - 3:
            start = max(start, told.end)
    return start


def chaired(findings: Findings, a: int, b: int, number: int) -> Draft | None:
    """随后的航次总结会由副主任佘静主持: a named meeting that somebody chairs is an event."""
    article, text = findings.article, findings.article.text
    match = CHAIRED.search(text, a, b)
    ends = [e for e in noun_ends(text, a, match.start()) if e == match.start()] if match else []
    if not ends:
        return None
    name, kind = name_of(text, _name_start(findings, a, ends[0]), ends[0]), kind_of(text[a : ends[0]])
    dated = findings.within(findings.dates, article.sentences[number][0], ends[0])
    if dated and kind and not name:
        name = text[a : ends[0]].split("的")[-1]
    if not name or not kind or (len(name) < 5 and not dated) or re.match(r"会议|[本此这该]", name):
        return None
    return Draft(kind, name, article, number, [(a, b)], (ends[0] - 1, b), f"chaired/{kind}")


def attended(findings: Findings, a: int, b: int, number: int) -> Draft | None:
    """出席2019“绿色制造”巡回展示活动南昌站启动仪式: a named event that somebody attends is an event."""
    article, text, compiled = findings.article, findings.article.text, rules()
    for verb in compiled.holding.finditer(text, a, b):
        if compiled.parts[verb[0]] != "attend" or text[verb.end() : verb.end() + 1] in "的了":
            continue
        ends = [e for e in noun_ends(text, verb.end(), b) if e - verb.end() <= 90]
        if ends:
            name, kind = name_of(text, verb.end(), ends[-1]), kind_of(text[verb.end() : ends[-1]])
            if kind and name and len(name) > 5:
                return Draft(kind, name, article, number, [(a, b)], (verb.start(), ends[-1]), f"attend/{verb[0]}")
    return None
