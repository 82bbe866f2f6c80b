"""Whether a clause that tells of something tells an event of the article: what goes on with another, is said, or is nobody's."""

from __future__ import annotations

import re

from kczx.flow import Findings
from kczx.relate.clauses import goes_on
from kczx.relate.draft import Draft, Scene
from kczx.relate.frames import tables
from kczx.relate.names import NUMBERED, SAME
from kczx.relate.places import told_place

PROJECTS = re.compile(r"[\d一二两三四五六七八九十]+(?:个|项)(?:项目|合作|协议)?")
DECIDED = re.compile(r"(?:现|研究|会议|经[^，,。]{0,12})?决定[:：，,]?[^，,。；;]{0,8}$")
FORMAL = frozenset(["signing", "unveiling", "award", "appointment", "publication"])
"""Kinds that a body does as well as a person, so that its name suffices in an article that tells of an event."""
ELIDED = 2
"""Characters before a predicate in a clause that has no subject of its own."""
TALKS = 12
"""Sentences behind a meeting in which talks without a day and a title are held there."""
FOLLOWS = {
    "visit": {"visit", "service", "survey", "reception", "meeting"},
    "meeting": {"meeting", "reception"},
    "reception": {"reception", "meeting"},
    "lecture": {"lecture", "visit", "meeting"},
}
"""Kinds of an act that only goes on with the act before it."""


def continues(previous: Draft, draft: Draft, findings: Findings, own_dated: bool) -> bool:
    """Whether a clause only goes on with the event before it: 赴辽宁调研,考察…; 赴芜湖调研,现场开展服务."""
    if own_dated or draft.kind not in FOLLOWS.get(previous.kind, {previous.kind}):
        return False
    text, first = findings.article.text, draft.spans[0][0]
    if draft.kind == "designation" and any(
        findings.within(kind, draft.clause, draft.trigger[0]) for kind in (findings.organizations, findings.places)
    ):
        return False  # …获评…基地，又有丙馆|入选
    if re.match(r"并?[赴到]", text[first:]) and findings.within(findings.organizations, *draft.spans[0]):
        return False
    subject = findings.within(findings.people, first, draft.trigger[0])
    return not subject or (previous.kind == draft.kind and not previous.gathering)


def belongs(
    findings: Findings, draft: Draft, a: int, start: int, line: int, scene: Scene, previous: Draft | None
) -> bool:
    """Whether a clause without a date tells an event all the same: persons meet, or it goes on with the article's event."""
    text, b = findings.article.text, draft.spans[0][1]
    if draft.gathering:
        if draft.name is None:
            return False
        mentions = (findings.organizations, findings.people, findings.places)
        return bool(NUMBERED.search(draft.name) or told_place(findings, a, b)) or any(
            findings.within(kind, a, draft.trigger[1]) for kind in mentions
        )
    first = start if draft.verb[0] - a <= ELIDED else a  # 李某赴甲学会，|调研工作情况
    acting = bool(findings.within(findings.people, first, draft.trigger[0] + 1))
    if DECIDED.search(text, max(0, draft.trigger[0] - 24), draft.trigger[0]) and draft.kind in (
        "award",
        "appointment",
        "designation",
    ):
        return True
    if draft.frame.needs == "named":
        return scene.main is not None or bool(findings.within(findings.organizations, a, draft.trigger[0]))
    if draft.kind == "appointment" and draft.verb[0] == start and findings.within(findings.people, a, b):
        return True  # 任命甲为乙市市长
    if draft.kind == "appointment":
        acting = bool(findings.within(findings.people, a, b))
    elif draft.kind in FORMAL and scene.main is not None:
        acting = acting or bool(findings.within(findings.organizations, a, draft.trigger[0] + 1))
        acting = acting or tables().words["on_behalf"].match(text, a, b) is not None
    if draft.kind == "signing" and scene.main is not None and PROJECTS.search(text, a, b):
        return True
    if previous is not None and tables().words["adverb"].match(text, a, b):
        return True  # it goes on with the clause before: 会见了代表团，并代表学校签署协议
    if scene.main is None:
        if draft.kind in FORMAL and leading(findings, start):
            return bool(
                findings.within(findings.organizations, start, draft.trigger[0])
                or findings.within(findings.people, start, draft.trigger[0])
            )
        return draft.kind in ("reception", "meeting") and bool(findings.within(findings.people, a, b))
    return acting or findings.article.zone(scene.main.spans[0][0]).start == line


def talk_within(draft: Draft, previous: Draft | None) -> bool:
    """Whether an untitled talk was at the gathering that the sentence has just told of: 学会召开年会，甲|作学术报告."""
    untitled = draft.kind == "lecture" and draft.name is None and not draft.gathering
    return untitled and previous is not None and previous.gathering


def talk_at(draft: Draft, scene: Scene, line: int, text: str, start: int, dated: bool) -> bool:
    """Whether somebody's talk is one at the meeting that the article tells of: a part of it."""
    main = scene.main
    return (
        draft.kind == "lecture"
        and not draft.gathering
        and main is not None
        and main.gathering
        and not _another(text, start, draft.trigger[0], main)
        and (
            goes_on(text, start)
            or draft.article.zone(main.spans[0][0]).start == line
            or (not dated and draft.name is None and draft.sentence - main.sentence <= TALKS)
        )
    )


def summed_up(text: str, start: int, draft: Draft) -> bool:
    """Whether a sentence tells what was done over a long time, with no day for any of it: 今年以来，全市举办讲座上千场."""
    return not draft.headline and tables().words["since"].search(text, start, draft.verb[0]) is not None


def only_a_part(text: str, start: int, draft: Draft, scene: Scene) -> bool:
    """Whether a sentence tells what the article's gathering is made of: 论坛以开放为主题，将举办主论坛、五个平行论坛."""
    return (
        scene.main is not None
        and scene.main.gathering
        and draft.gathering
        and draft.trigger[0] == draft.verb[0]
        and tables().words["parted"].match(text, start) is not None
    )


def _another(text: str, start: int, end: int, main: Draft) -> bool:
    """Whether [start, end) names another gathering than the article's: 随后的院士讲坛上，."""
    return any(
        noun[0] not in SAME and noun[0] not in (main.name or "") for noun in tables().noun.finditer(text, start, end)
    )


def bare(draft: Draft) -> bool:
    """Whether no more than a bare noun tells what is held, which speaks of the event told before: 活动|次日收官."""
    return draft.gathering and not draft.name and draft.trigger[0] < draft.verb[0]


def said_before(findings: Findings, draft: Draft, start: int, dated: bool) -> bool:
    """Whether an act without a day still belongs to what somebody says in a sentence before of the same paragraph."""
    text = findings.article.text
    if draft.gathering or goes_on(text, start):
        return False
    if tables().words["past"].search(text, start, draft.trigger[0]):
        return True
    days = findings.within(findings.dates, start, draft.trigger[1])
    if any(told.first.month or told.first.day is not None or told.first.days_back is not None for told in days):
        return False
    return not dated and not findings.within(findings.people, start, draft.trigger[0])


def leading(findings: Findings, start: int, before: int = 0) -> bool:
    """Whether a sentence that begins at `start` is the first of an article's text, or has no more than so many `before` it."""
    article, told = findings.article, 0
    for first, _ in article.sentences[: article.sentence(start)]:
        told += article.zone(first).kind == "text" and not article.dateline(first)
        if told > before:
            return False
    return True
