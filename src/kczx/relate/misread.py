"""Whether the words of a predicate are none: a part of a name, the end of one word and the beginning of the next."""

from __future__ import annotations

from kczx.flow import Findings
from kczx.relate.frames import tables


def within_name(findings: Findings, start: int, end: int) -> bool:
    """Whether a predicate's words are a part of a body's or a person's name, or of an office: 四级调研员, 发展研究中心."""
    text, team = findings.article.text, tables().words["visitors"]
    for body in findings.within(findings.organizations, start - 40, end):
        if body.start <= start < body.end and (end <= body.end or body.start < start):
            # within it, or over its end: 总工|会商|定, but 某学会|服务团走进|…
            return end <= body.end or not team.fullmatch(text[start : body.end])
    for person in findings.within(findings.people, start - 4, end + 40):
        if person.start <= start < person.end or any(t.start <= start and end <= t.end for t in person.titles):
            return True
    return False


def across_words(findings: Findings, start: int, end: int) -> bool:
    """Whether a predicate of two characters is the end of one word and the beginning of another (公开|通报, 交通|车流), or is
    within one (地下水)."""
    if end - start != 2:
        return False
    one = findings.words.at(start)
    if one.start < start and one.end >= end and one.end - one.start < 4:
        return one.tag.startswith("n")
    return one.start < start and one.end == start + 1 and findings.words.at(one.end).end > end


def asked_about(text: str, a: int, b: int, start: int, end: int) -> bool:
    """Whether a predicate stands within what somebody asks or hears about: 询问食堂开展养老服务情况, 听取关于举办活动的报告."""
    return any(told.start() < start and end <= told.end() for told in tables().words["about"].finditer(text, a, b))
