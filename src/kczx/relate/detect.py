"""Finds events sentence by sentence, clause by clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kczx.flow import Findings, Linked
from kczx.relate.attending import SPOKEN, attended, chaired, spoken_at
from kczx.relate.belonging import bare, belongs, continues, only_a_part, said_before, summed_up, talk_at, talk_within
from kczx.relate.clauses import begins, clauses, goes_on, is_planned, is_vague, no_event, reported_from
from kczx.relate.dates import DAYS_LATER, later, told_date
from kczx.relate.draft import Draft, Scene
from kczx.relate.frames import tables
from kczx.relate.invited import nobody_yet
from kczx.relate.joined import several
from kczx.relate.places import place_of_subject, told_place
from kczx.relate.predicates import act, held
from kczx.relate.put_off import joined, put_off
from kczx.relate.times import (
    RESOLVED,
    arrived,
    day_ahead,
    decided,
    of_what_it_tells,
    other_year,
    over,
    own_day,
    still_to_come,
    to_come,
)  # fmt: skip

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
MODE_SIGN = re.compile("线[上下]|视频|电视|网[上络]|云端")
"""What each of them holds."""
SPEAKING = re.compile(r"在[^，,。；;]{3,60}?上(?:发表|作|致|演讲|讲话|发言|以|就|围绕|强调|指出)")
AHEAD = re.compile("[在于赴到]|前往|抵达|走进|深入")
ALSO = "并"
LONGEST_CLAUSE = 1000
"""Characters: what is longer was not written by people, and would take its time."""
SHORT_LEAD, LONG_LEAD = 120, 300
"""Characters between a sentence's beginning and the clause of its event, and to that clause's end."""


def sentence_events(linked: Linked, findings: Findings, number: int, scene: Scene) -> Iterator[Draft]:
    """Yield the events that a sentence tells, left to right."""
    article, compiled = findings.article, tables()
    text = article.text
    start, end = begins(findings, number), article.sentences[number][1]
    zone = article.zone(start)
    if scene.line != zone.start:
        _enter(linked, findings, zone.start, zone.end, scene)
    carries = [match.start() for match in compiled.carrying.finditer(text, start, end)]
    acts = [match.start() for match in compiled.quick.finditer(text, start, end)]
    if not carries and not acts and not scene.listed and not SPEAKING.search(text, start, end):
        return
    limit = reported_from(text, start, end, speaker(findings, start))
    if (
        limit < end
        and tables().words["spokesman"].search(text, start, limit)
        and _dated_talk(linked, findings, limit, end)
    ):
        limit = end  # 发言人介绍，纪念大会将于10月25日举行
    said = scene.talk == zone.start
    if limit < end:
        scene.talk = zone.start
    if scene.listed and zone.start == start:
        heading = LIST_HEADING.match(text, start, end)
        limit = max(limit, reported_from(text, heading.end(), end)) if heading else limit
        start = heading.end() if heading else start
    headline = zone.kind in ("title", "heading")
    parts = [(a, b) for a, b in clauses(text, start, min(limit, end), headline) if 1 < b - a < LONGEST_CLAUSE]
    parts = joined(text, parts)
    if acts and carries:
        parts = [piece for part in parts for piece in _doing_both(text, *part, acts, carries)]
    when, dated = told_date(linked, findings, start, _said_at(text, start, end))
    same_day = False  # of an event that has been
    if not dated and scene.listed:
        when, dated = scene.when, scene.dated
    elif not dated and scene.main is not None and (after := DAYS_LATER.match(text, start)):
        when, dated = later(scene.main.when, after), True
    elif not dated and scene.main is not None and goes_on(text, start):
        when, dated, same_day = scene.main.when, True, not scene.main.planned
    elif dated:
        scene.when, scene.dated = when, dated
    previous: Draft | None = None
    at = start
    modes, spoken = MODE_SIGN.search(text, start, end), dated and SPOKEN.search(text, start, end)
    for a, b in parts:
        carried = carries and bisect_left(carries, a) < bisect_left(carries, b)
        acting = acts and bisect_left(acts, a) < bisect_left(acts, b)
        if not (carried or acting or spoken):
            continue
        draft = (
            ((held(findings, a, b, number) or attended(findings, a, b, number)) if carried else None)
            or (chaired(findings, a, b, number) if carried else None)
            or (spoken_at(findings, a, b, number) if spoken else None)
            or (act(findings, a, b, number, dated, headline, scene) if acting else None)
        )
        if (
            draft is None
            or no_event(text, start, a, b, draft.trigger)
            or (said and said_before(findings, draft, start, dated))
            or (bare(draft) and scene.main is not None and scene.main.gathering)
        ):
            continue
        draft.days = tuple((told.start, told.end) for told in findings.within(findings.dates, a, b))
        draft.planned = is_planned(findings, a, draft.trigger, draft.named_range)
        draft.planned = draft.planned or still_to_come(findings, parts, a, draft)
        own, own_dated = own_day(linked, findings, draft, a, b, at)
        if not own_dated and a - at < SHORT_LEAD:
            own, own_dated = day_ahead(linked, findings, parts, a)
        if not (own_dated or dated) and (year := other_year(linked, findings, start, draft)):
            own, own_dated = year, True
        told = own_dated
        if not own_dated and previous is not None and previous.own and tables().words["adverb"].match(text, a, b):
            own, own_dated = previous.when, True  # 上月28日率团访问，|并签署协议
        draft.own = own_dated
        draft.when, draft.dated = (own, own_dated) if own_dated else (when, dated)
        if same_day and draft.planned and not own_dated:
            draft.when = None  # 访问期间，他还将出席…
        if of_what_it_tells(linked, findings, draft, start):
            draft.when, draft.dated, draft.own = None, is_vague(text, start, draft.verb[0]), False
        if not own_dated and (
            talk_within(draft, previous)
            or talk_at(draft, scene, zone.start, text, start, dated)
            or summed_up(text, start, draft)
            or only_a_part(text, start, draft, scene)
        ):
            continue
        if not headline and to_come(draft, article.published) and not decided(text, start, draft):
            draft.planned = True
        draft.headline, draft.listed = headline, scene.subject
        put_off(linked, findings, draft, end)
        nobody_yet(findings, draft)
        if (
            previous is not None
            and not draft.gathering
            and continues(previous, draft, findings, told and previous.dated)
        ):
            previous.spans[-1] = (previous.spans[-1][0], b)
            if own_dated:
                previous.when, previous.dated = own, True
            continue
        if not (dated or headline) and not belongs(findings, draft, a, start, zone.start, scene, previous):
            continue
        last = b
        while (more := next((part for part in parts if part[0] in (last + 1, last + 2)), None)) and (
            ENUMERATION.match(text, more[0]) or tables().words["welcomed_by"].match(text, more[0], more[1])
        ):
            last = more[1]
        first = _lead(text, start if b - a < 10 else at, a, b)
        if decider := next(
            (part for part in parts if part[1] == a - 1 and RESOLVED.search(text, part[1] - 2, part[1])), None
        ):
            first = min(first, decider[0])  # 省政府决定，|授予甲…奖
        draft.spans = [(first, last)]
        draft.held_by = place_of_subject(findings, a, draft.verb[0]) if draft.gathering else None
        draft.place = (
            told_place(findings, a, b, draft.kind)
            or _place_ahead(findings, draft.kind, first, a)
            or draft.held_by
            or scene.place
        )
        if over(text, start, end, draft):
            draft.when, draft.dated, draft.place = None, True, None  # of the way home
        if arrived(text, start, draft):
            draft.when, draft.dated = None, True  # of the way there
        if modes:
            draft.mode = next((mode for mode, pattern in MODES if pattern.search(text, start, end)), None)
        yield from several(draft)
        previous, at = draft, b + 1


def _doing_both(text: str, a: int, b: int, acts: list[int], carries: list[int]) -> list[tuple[int, int]]:
    """A clause as one, or two where it tells an act and what its doer attends or holds: 访问俄罗斯|并出席庆典."""
    for at in carries:
        if a < at < b and text[at - 1] == ALSO and any(a <= act < at - 1 for act in acts):
            return [(a, at - 1), (at - 1, b)]
    return [(a, b)]


def _place_ahead(findings: Findings, kind: str, first: int, a: int) -> str | None:
    """下午，在会展中心，代表团…: a place with a clause of its own before the predicate's."""
    text = findings.article.text
    return told_place(findings, first, a - 1, kind) if a > first + 3 and AHEAD.search(text, first, a) else None


def _dated_talk(linked: Linked, findings: Findings, start: int, end: int) -> bool:
    """Whether what a spokesman says tells what a body holds on some day."""
    first, last = findings.index(findings.dates, start), findings.index(findings.dates, end)
    days = any(when.precision == "day" for when in linked.when[findings.article.id][first:last])
    return days and tables().carrying.search(findings.article.text, start, end) is not None


def _said_at(text: str, start: int, end: int) -> int:
    """Where what somebody says begins in a sentence that goes on with an event, 会谈中，甲介绍|…: days told there are not its."""
    if not goes_on(text, start):
        return end
    said = tables().words["says_at_length"].search(text, start, end)
    return said.end() if said else end


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
    return bool(findings.within(findings.dates, at, at + 3)) or is_vague(findings.article.text, at, at + 4)


def _lead(text: str, at: int, a: int, b: int) -> int:
    """Where an event's evidence begins: with the sentence, unless that is far off."""
    start = at if a - at <= SHORT_LEAD and b - at <= LONG_LEAD else a
    while start < a and text[start] in "，,；;。 、":
        start += 1
    return start
