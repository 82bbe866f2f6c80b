"""The event that somebody attends, chairs or speaks at, where its clause says no more of it than that."""

from __future__ import annotations

import re

from kczx.flow import Findings
from kczx.relate.clauses import inside_quotes
from kczx.relate.draft import Draft, named, of_clause
from kczx.relate.frames import tables
from kczx.relate.names import SAME, WHOLE, kind_of, name_of, name_start, noun_ends

LONGEST_NAME = 90
SPOKEN = re.compile(r"在(?P<name>[^，,。；;]{3,60}?)上(?:发表|作|致|讲|演讲|发言|以|就|围绕|强调|指出|表示|介绍|说)")
CHAIRED = re.compile(r"由[^，,。；;]{2,40}主持")
WHO = re.compile("[^，,。；;]的(?!会议|大会|仪式|活动)[^，,。；;]{2}")
"""Behind what somebody attends, before another predicate: it only tells who that is."""
AND = re.compile("并(?!购)|[，,、]")
"""Behind what somebody attends, before what he does there."""


def chaired(findings: Findings, a: int, b: int, number: int) -> Draft | None:
    """随后的航次总结会由副主任佘静主持: a named meeting that somebody chairs is an event."""
    article, text = findings.article, findings.article.text
    match = CHAIRED.search(text, a, b)
    ends = [e for e in noun_ends(text, a, match.start()) if e == match.start()] if match else []
    if not match or not ends:
        return None
    name, kind = name_of(text, name_start(findings, a, ends[0]), ends[0]), kind_of(text[a : ends[0]])
    dated = findings.within(findings.dates, article.sentences[number][0], ends[0])
    if dated and kind and not name:
        name = text[a : ends[0]].split("的")[-1]
    if name is not None and tables().words["opening"].fullmatch(name) is not None:
        return None  # 大会开幕式由甲主持: of the event told before
    if not name or not kind or (len(name) < 5 and not dated) or re.match(r"会议|[本此这该]", name):
        return None
    return of_clause(findings, tables().carriers["主持"], kind, name, a, b, number, (ends[0] - 1, b), match)


def attended(findings: Findings, a: int, b: int, number: int) -> Draft | None:
    """出席2019“绿色制造”巡回展示活动南昌站启动仪式: a named event that somebody attends is an event."""
    text, compiled = findings.article.text, tables()
    for verb in compiled.carrying.finditer(text, a, b):
        frame = compiled.carriers[verb[0]]
        if frame.group != "attend" or text[verb.end() : verb.end() + 1] in "的了":
            continue
        ends = [e for e in noun_ends(text, verb.end(), b) if e - verb.end() <= LONGEST_NAME]
        ends = next(([e] for e in ends if AND.match(text, e)), ends)
        if any(text[e : e + 1] == "的" for e in ends) and compiled.quick.search(text, a, verb.start()):
            continue  # 会见出席会议的|外宾
        if (
            ends
            and (further := compiled.quick.search(text, ends[-1], b))
            and WHO.search(text, ends[-1], further.start())
        ):
            continue  # 同来华出席峰会并访问的|总统|会谈
        if ends and not inside_quotes(text, a, b, verb.start()):
            first = name_start(findings, verb.end(), ends[-1])
            name, kind = name_of(text, first, ends[-1]), kind_of(text[verb.end() : ends[-1]])
            if name is not None and WHOLE.fullmatch(name):
                continue  # a sitting of the meeting told before
            if kind and name and len(name) > 4 and name not in SAME:
                draft = of_clause(findings, frame, kind, name, a, b, number, (verb.start(), ends[-1]), verb)
                return named(draft, name, ends[-1])
            if kind and compiled.words["held_for"].search(text, verb.end(), ends[-1]):  # 出席由商会主办的|午餐会
                return of_clause(findings, frame, kind, None, a, b, number, (verb.start(), ends[-1]), verb)
    return None


def spoken_at(findings: Findings, a: int, b: int, number: int) -> Draft | None:
    """在海峡茶业论坛上发表主旨讲话: a named event at which somebody speaks is an event."""
    text = findings.article.text
    for match in SPOKEN.finditer(text, a, b):
        first, end = match.span("name")
        ends = [stop for stop in (m.end() for m in tables().noun.finditer(text, first, end)) if stop == end]
        if ends and not inside_quotes(text, a, b, match.start()):
            name, kind = name_of(text, name_start(findings, first, end), end), kind_of(text[first:end])
            if kind and name and len(name) > 4 and name not in SAME:
                frame = tables().carriers["出席"]
                return of_clause(findings, frame, kind, name, a, b, number, (match.start(), match.end()), match)
    return None
