"""Finds events sentence by sentence: an event's name with a verb that holds it, or a verb that is an event by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kczx.flow import Findings, Linked
from kczx.relate.acts import act
from kczx.relate.clauses import CONTINUING, HABIT, PLANNED, UNREAL, VAGUE, clauses, reported_from
from kczx.relate.dates import DAYS_LATER, later, told_date
from kczx.relate.draft import Draft, Scene
from kczx.relate.held import attended, chaired, held
from kczx.relate.places import told_place
from kczx.relate.triggers import rules

LIST_HEADING = re.compile(r"[^，,。；;:：]{2,14}[:：]")
ENUMERATION = re.compile(r"(?:分别|依次)?(?:为|是)(?=.{4})|包括|其中包括|即")
"""How a clause begins that only names those of whom the clause before it spoke."""
MODES = (
    ("hybrid", re.compile(r"线上线下|线上与线下|线上\+线下|线下线上")),
    ("televised", re.compile(r"电视电话会议|视频会议")),
    (
        "online",
        re.compile(
            r"线上(?:召开|举行|举办|形式|方式|会议)|网上(?:召开|举行)|云端|以视频|视频方式|视频形式|视频连线|网络直播"
        ),
    ),
    ("onsite", re.compile(r"线下(?:召开|举行|举办)")),
)
PROJECTS = re.compile(r"[\d一二两三四五六七八九十]+(?:个|项)(?:项目|合作|协议)?")
NUMBERED = re.compile(r"第[一二三四五六七八九十百\d]+[届次期]|(?:19|20)\d\d")
DECIDED = re.compile(r"(?:现|研究|会议|经[^，,。]{0,12})?决定[:：，,]?[^，,。；;]{0,8}$")
FORMAL = frozenset(["signing", "unveiling", "award", "appointment", "publication"])
"""Kinds that a body does as well as a person, so that its name suffices in an article that tells of an event."""


LONGEST_CLAUSE = 1000
"""Characters: what is longer was not written by people, and would take its time."""


def sentence_events(linked: Linked, findings: Findings, number: int, scene: Scene) -> Iterator[Draft]:
    """Yield the events that a sentence tells, left to right."""
    article = findings.article
    text = article.text
    start, end = article.sentences[number]
    zone = article.zone(start)
    if scene.line != zone.start:
        _enter(linked, findings, zone.start, zone.end, scene)
    limit = reported_from(text, start, end, speaker(findings, start))
    if scene.listed and zone.start == start:
        heading = LIST_HEADING.match(text, start, end)
        limit = max(limit, reported_from(text, heading.end(), end)) if heading else limit
        start = heading.end() if heading else start
    headline = zone.kind in ("title", "heading")
    parts = [(a, b) for a, b in clauses(text, start, min(limit, end)) if 1 < b - a < LONGEST_CLAUSE]
    holds, acts = rules().holding.search(text, start, end), rules().quick.search(text, start, end)
    if not holds and not acts and "主持" not in text[start:end]:
        if not scene.listed:
            return
        parts = []
    when, dated = told_date(linked, findings, start, end)
    goes_on = scene.main is not None and bool(CONTINUING.match(text[start : start + 20]))
    if not dated and scene.listed:
        when, dated = scene.when, scene.dated
    elif not dated and scene.main is not None and (after := DAYS_LATER.match(text, start)):
        when, dated = later(scene.main.when, after), True
    elif not dated and goes_on and scene.main is not None:
        when, dated = scene.main.when, True
    elif dated:
        scene.when, scene.dated = when, dated
    previous: Draft | None = None
    at = start
    for a, b in parts:
        draft = (
            ((held(findings, a, b, number) or attended(findings, a, b, number)) if holds else None)
            or chaired(findings, a, b, number)
            or (act(findings, a, b, number, dated, headline, scene) if acts else None)
        )
        if draft is None:
            continue
        if UNREAL.search(text, a, draft.trigger[0]) or HABIT.search(text, start, draft.trigger[0]):
            continue
        draft.planned = bool(PLANNED.search(text, a, draft.trigger[1]))
        own, own_dated = told_date(linked, findings, a, b)
        draft.when, draft.dated = (own, own_dated) if own_dated else (when, dated)
        draft.headline, draft.listed, draft.clause = headline, scene.subject, a
        if (
            previous is not None
            and draft.rule.startswith("act/")
            and _goes_on(previous, draft, findings, own_dated and previous.dated)
        ):
            previous.spans[-1] = (previous.spans[-1][0], b)
            if own_dated:
                previous.when, previous.dated = own, True
            continue
        if not (dated or headline) and not _belongs(findings, draft, a, zone.start, scene):
            continue
        last = b
        while (more := next((part for part in parts if part[0] in (last + 1, last + 2)), None)) and ENUMERATION.match(
            text, more[0]
        ):
            last = more[1]
        draft.spans = [(_lead(text, start if b - a < 10 else at, a, b), last)]
        draft.place = told_place(findings, a, b) or scene.place
        draft.mode = next((mode for mode, pattern in MODES if pattern.search(text, start, end)), None)
        yield draft
        previous, at = draft, b + 1


def speaker(findings: Findings, start: int) -> int | None:
    """Where the name that begins a line of a transcript ends."""
    if findings.article.zone(start).start != start:
        return None
    return next((p.end for p in findings.within(findings.people, start, start + 1)), None)


def _enter(linked: Linked, findings: Findings, start: int, end: int, scene: Scene) -> None:
    """Step into a line; a list's line begins with the place or the body that its items speak of."""
    article = findings.article
    scene.line, scene.subject, scene.place, scene.listed = start, None, None, False
    start = dateline.end if (dateline := article.dateline(start)) else start
    heading = LIST_HEADING.match(article.text, start, end)
    if heading is None or (
        article.text.find("；", start, end) < 0
        and article.text.find(";", start, end) < 0
        and not _date_follows(findings, heading.end())
    ):
        return
    for organization in findings.within(findings.organizations, start, heading.end()):
        if organization.end == heading.end() - 1:
            scene.subject = linked.entity[article.id, organization.start, "organization"]
            scene.listed = True
            return
    for place in findings.within(findings.places, start, heading.end()):
        if place.end == heading.end() - 1:
            scene.place, scene.listed = place.text, True
            return


def _date_follows(findings: Findings, at: int) -> bool:
    return bool(findings.within(findings.dates, at, at + 3)) or bool(VAGUE.match(findings.article.text, at))


def _goes_on(previous: Draft, draft: Draft, findings: Findings, own_dated: bool) -> bool:
    """Whether a clause only goes on with the event before it: 赴辽宁调研,考察…; 赴芜湖调研,现场开展服务."""
    if own_dated:
        return False
    follow = {"visit": {"visit", "service", "survey", "reception"}}
    if draft.kind not in follow.get(previous.kind, {previous.kind}):
        return False
    if re.match(r"并?[赴到]", findings.article.text[draft.spans[0][0] :]) and findings.within(
        findings.organizations, *draft.spans[0]
    ):
        return False
    subject = findings.within(findings.people, draft.spans[0][0], draft.trigger[0])
    return not subject or (previous.kind == draft.kind and previous.rule.startswith("act/"))


def _belongs(findings: Findings, draft: Draft, a: int, line: int, scene: Scene) -> bool:
    """Whether a clause without a date tells an event all the same: persons meet, or it goes on with the article's event."""
    if draft.rule.startswith(("hold/", "attend/", "chaired/")):
        if draft.name is None:
            return False
        mentions = (findings.organizations, findings.people, findings.places)
        return bool(NUMBERED.search(draft.name) or told_place(findings, a, draft.spans[0][1])) or any(
            findings.within(kind, a, draft.trigger[1]) for kind in mentions
        )
    acting = bool(findings.within(findings.people, a, draft.trigger[0] + 1))
    if DECIDED.search(findings.article.text, max(0, draft.trigger[0] - 24), draft.trigger[0]) and draft.kind in (
        "award",
        "appointment",
        "designation",
    ):
        return True
    if draft.kind == "appointment":
        acting = bool(findings.within(findings.people, a, draft.spans[0][1]))
    elif draft.kind in FORMAL and scene.main is not None:
        acting = acting or bool(findings.within(findings.organizations, a, draft.trigger[0] + 1))
    if (
        draft.kind == "signing"
        and scene.main is not None
        and PROJECTS.search(findings.article.text, a, draft.spans[0][1])
    ):
        return True
    if scene.main is None:
        return draft.kind == "reception" and bool(findings.within(findings.people, a, draft.spans[0][1]))
    return acting or findings.article.zone(scene.main.spans[0][0]).start == line


def _lead(text: str, at: int, a: int, b: int) -> int:
    """Where an event's evidence begins: with the sentence, unless that is far off."""
    start = at if a - at <= 120 and b - at <= 300 else a
    while start < a and text[start] in "，,；;。 、":
        start += 1
    return start
