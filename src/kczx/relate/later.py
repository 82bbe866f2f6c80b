"""Sentences that go on with an event: who they say was there, spoke, chaired; which bodies held it."""

from __future__ import annotations

import re
from collections.abc import Collection

from kczx.mentions import Person
from kczx.relate.bodies import guests, organizers
from kczx.relate.cast import Cast
from kczx.relate.clauses import CLAUSE_END, begins, goes_on, near, reported_from
from kczx.relate.company import along
from kczx.relate.detect import speaker
from kczx.relate.draft import Draft, add_person
from kczx.relate.frames import tables
from kczx.relate.mentioned import spoken_of
from kczx.relate.misread import within_name
from kczx.relate.speakers import addressed, chair, join, of_another, of_other_talks, speak, speaks

LED_WITHIN, LISTED_WITHIN = 8, 12
"""Characters before what says who led a team, and before 的有 behind a predicate."""
LIST_STOPS = "；;"
TABLE_ROW = re.compile(r"[^\s]{2,4}\s")
ACTS = frozenset(
    [
        "other",
        "publication",
        "launch",
        "founding",
        "designation",
        "award",
        "instruction",
        "appointment",
        "survey",
        "service",
    ]
)
"""Kinds of acts at which nobody need be: who speaks of one later was not at it."""
ETC = re.compile("(?:教授|先生|女士|博士|院士|校长|院长)?等?[^，,。；;与同和]{0,8}(?=[与同和])")
"""Between the last of a row of names and with whom they speak."""
MEETINGS = frozenset(["visit", "reception", "meeting", "instruction", "appointment"])
"""Kinds of acts that no body holds."""
DECLARED = 40
"""Characters behind 宣布 in which that stands which begins."""
HONOURED = {"award": "recipient", "designation": "recipient", "appointment": "appointee"}
"""Kinds of events at which those of a list are honoured, and in which role."""
LONGEST_EVIDENCE = 400
TEAM_AHEAD = 24
"""Characters at a sentence's beginning in which a team is named whose members it tells."""


def go_on(cast: Cast, number: int, draft: Draft, apart: Collection[int] = ()) -> bool:
    """Give an event the people whom a later sentence puts into it, save those `apart` (by id) where they only were there;
    whether it did."""
    findings, article, text = cast.findings, cast.article, cast.text
    end = article.sentences[number][1]
    start = begins(findings, number)
    compiled = tables()
    there = findings.within(findings.people, start, end)
    if not there and not compiled.organizing.search(text, start, end) and not cast.nouns(start, end):
        return False
    if of_other_talks(text, draft, start, end):
        return False
    zone = article.zone(start)
    if _listed_on(cast, number, draft, start, end, there):
        return True
    if zone.kind == "heading" and TABLE_ROW.match(text[start:end]):  # a row of a table: name, office
        for person in there[:1]:
            add_person(draft, cast.person(person), "speaker" if person.rule == "people/row" else "attendee")
        return bool(there)
    limit = reported_from(text, start, end, speaker(findings, start))
    people = spoken_of(findings, cast.people(start, limit), start)
    role = _members(draft, text, start)
    if role is not None:
        beside = along(cast, people, start, end)
        for person in people:
            add_person(draft, cast.person(person), "attendee" if person in beside else role)
        if people:
            draft.spans.append((start, end))
        return bool(people)
    waiting = _waiting(cast, number, people, start, end)
    did = bool(people) and _present(cast, draft, people, start, limit, end, apart, waiting)
    if limit < end and zone.start == start and people and people[0].start == start and not did:
        add_person(draft, cast.person(people[0]), "speaker")
        did = True
    if draft.gathering or draft.kind not in MEETINGS:
        did = organizers(cast, draft, start, limit) or did
    did = guests(cast, draft, start, limit) or did
    if did and limit >= end and end - start <= LONGEST_EVIDENCE:
        draft.spans.append((start, end))
    return did


def _behind_etc(text: str, at: int, end: int) -> int:
    """Where what somebody does begins behind a row of names: behind 等有关人员."""
    etc = ETC.match(text, at, end)
    return etc.end() if etc else at


def is_letter(draft: Draft) -> bool:
    """Whether an event is that somebody wrote to others."""
    return draft.kind == "other" and draft.frame.object[0] == "recipient"


def _senders(draft: Draft) -> bool:
    """Whether many wrote who are only named later: 多国领导人致电…."""
    return is_letter(draft) and not draft.doers


def _of_others(cast: Cast, draft: Draft, person: Person) -> bool:
    """Whether somebody who says something is not of the bodies that signed."""
    bodies = {id(body) for _, body in draft.bodies}
    titles = [noun for t in person.titles for noun in cast.nouns(t.start, t.end, employers=True)]
    return not any(id(noun.entity) in bodies for noun in titles)


def _listed_on(cast: Cast, number: int, draft: Draft, start: int, end: int, there: Collection[Person]) -> bool:
    """Whether a sentence only goes on with the list that the one before it opened: 出席会议的有：甲；|乙；|丙."""
    before, role, _ = cast.waiting
    if not role or before not in (number - 1, number) or not there or tables().part.search(cast.text, start, end):
        return False
    cast.waiting = (number, role if cast.text[end - 1] in LIST_STOPS else "", [])
    join(cast, draft, cast.people(start, end), role)
    draft.spans.append((start, end))
    return True


def _waiting(cast: Cast, number: int, people: list[Person], start: int, end: int) -> list[Person]:
    """Those of a list before a semicolon who wait for their predicate, 市长甲等领导；|公司总经理乙出席; a sentence that ends so
    and has none lets its own wait."""
    before, _, waiting = cast.waiting
    if people and cast.text[end - 1] in LIST_STOPS and not tables().part.search(cast.text, start, end):
        cast.waiting = (number, "", [*(waiting if before == number - 1 else []), *people])
        return []
    return waiting if before == number - 1 else []


def members(text: str, start: int) -> bool:
    """Whether a sentence that begins at `start` says who belongs to a team: 厦门大学代表团成员包括…."""
    found = tables().words["members"].search(text, start, start + TEAM_AHEAD)
    return found is not None and CLAUSE_END.search(text, start, found.start()) is None


def _members(draft: Draft, text: str, start: int) -> str | None:
    """The role of those of a list that says who those told before are: 他们是…, 代表团成员包括…."""
    words = tables().words
    if draft.kind in ("visit", "survey") and (members(text, start) or near("led", text, start, len(text), LED_WITHIN)):
        return "visitor"
    if (they := words["they"].match(text, start)) is not None:
        if draft.kind in HONOURED:
            return HONOURED[draft.kind]
        before = text[text.rfind("。", 0, max(0, start - 1)) + 1 : start]
        speaking = [verb for verb in tables().part.finditer(before) if tables().parts[verb[0]].subject[0] == "speaker"]
        return "speaker" if speaking or tables().words["lecturers"].match(they[0]) else "attendee"
    return None


def _present(
    cast: Cast,
    draft: Draft,
    people: list[Person],
    start: int,
    limit: int,
    end: int,
    apart: Collection[int],
    waiting: list[Person],
) -> bool:
    """Those whom predicates of presence name: a predicate takes those that stand before it and behind the predicate before;
    where there are none its subject is left out, and they are that one's."""
    text, compiled, did = cast.text, tables(), False
    inviting = [
        match.span() for match in compiled.words["inviting"].finditer(text, start, limit)
    ]  # they need not be there
    charged = [match.span() for match in compiled.words["charged"].finditer(text, start, limit)]
    people = [p for p in people if not any(a < p.start < b for a, b in inviting)] if inviting else people
    at = start
    subject: list[Person] = []
    hits: list[int] | None = None
    letter = is_letter(draft)
    for verb in compiled.part.finditer(text, start, limit):
        role = compiled.parts[verb[0]].subject[0]
        if role in ("attendee", "chair") and (behind := near("listed_behind", text, verb.end(), limit, LISTED_WITHIN)):
            listed = [p for p in people if p.start >= behind.end()]
            join(cast, draft, listed, role)
            if text[end - 1] in LIST_STOPS:
                cast.waiting = (cast.article.sentence(start), role, [])
            return bool(listed) or did
        if compiled.words["declared"].fullmatch(verb[0]) and compiled.carrying.search(
            text, verb.end(), min(limit, verb.end() + DECLARED)
        ):
            if CLAUSE_END.match(text, verb.end()):
                continue  # 发言人甲宣布，乙将举行…
            role = "attendee"  # 甲宣布展览开幕
        if within_name(cast.findings, *verb.span()):
            continue  # 国际交流部
        if any(a < verb.start() < b for a, b in charged):
            continue  # 委托甲副主席向代表大会作说明
        if of_another(text, draft, verb, limit):
            subject = [p for p in people if at <= p.start < verb.start()] or subject
            at = verb.end()
            continue  # 甲参加会见|并出席大会
        if text[verb.end() : verb.end() + 1] == "的" and role not in ("attendee", "signatory"):
            continue
        if hits is None:
            hits = [match.end() for match in compiled.quick.finditer(text, start, limit)]
            hits += [match.end() for match in compiled.carrying.finditer(text, start, limit)]
        edge = max([at, *(stop for stop in hits if stop <= verb.start() and _told_since(people, stop, verb.start()))])
        chosen = [p for p in people if edge <= p.start < verb.start()]
        if role == "speaker" and chosen and not speaks(text, chosen[-1].end, verb):
            continue
        if role == "chair" and draft.kind == "reception" and compiled.words["opening_of"].match(text, verb.end()):
            continue  # 甲主持开幕式 tells nothing of the dinner
        if role == "chair":
            chosen = chair(text, chosen or subject, verb.start(), verb.end(), people) if people else []
        chosen = chosen or subject
        if not chosen and (verb[0] in ("出席", "参加", "签字") or "主办" in text[start:limit]):
            chosen = [p for p in people if p.start > verb.end()]
        if role == "speaker":  # 林国栋对高松林一行来访表示欢迎: who is spoken to does not speak
            chosen = [p for p in chosen if not addressed(text, start, p.start)] or chosen[:1]
        if (
            role == "speaker"
            and not draft.gathering
            and draft.kind in ACTS
            and not _senders(draft)
            and compiled.words["saying"].fullmatch(verb[0])
        ):
            there = {id(entity) for _, entity, _ in draft.people}
            chosen = [p for p in chosen if id(cast.person(p)) in there]
        if (
            role == "speaker"
            and draft.kind == "signing"
            and not draft.gathering
            and not goes_on(text, start)
            and compiled.words["saying"].fullmatch(verb[0])
        ):
            there = {id(entity) for _, entity, _ in draft.people}
            chosen = [p for p in chosen if id(cast.person(p)) in there or not _of_others(cast, draft, p)]
        if role == "speaker" and compiled.words["saying"].fullmatch(verb[0]) and not goes_on(text, start):
            there = {id(entity) for _, entity, _ in draft.people}
            chosen = [
                p for p in chosen if id(cast.person(p)) in there or not compiled.words["honoured"].match(text, p.end)
            ]  # 前不久，甲总统提出…
        if letter and role == "attendee":  # nobody is at a letter
            role, chosen = "speaker", chosen if _senders(draft) else []
        if letter:
            sent_to = {id(entity) for known, entity, _ in draft.people if known == "recipient"}
            chosen = [p for p in chosen if id(cast.person(p)) not in sent_to]
        if role == "host" and draft.kind not in ("visit", "reception"):
            role = "attendee"
        if role == "speaker" and draft.planned and compiled.words["saying"].fullmatch(verb[0]) and not is_letter(draft):
            chosen = []  # nobody has spoken at what is still to come
        if role == "speaker" and draft.kind == "visit" and compiled.words["nominal"].fullmatch(verb[0]) and chosen:
            hosting = compiled.words["hosts_talk"].match(
                text, _behind_etc(text, chosen[-1].end, verb.start()), verb.start()
            )
            role = "host" if hosting is not None else role  # 校长甲与代表团一行进行了交流
        if role == "attendee" and apart:
            chosen = [p for p in chosen if id(cast.person(p)) not in apart]
        if waiting and role == "attendee" and chosen and chosen[0] is people[0]:
            chosen, waiting = [*waiting, *chosen], []
        if role == "speaker":
            speak(cast, draft, chosen, verb.start(), min(limit + 40, end))
        else:
            join(cast, draft, chosen, role)
        did = did or bool(chosen)
        subject, at = chosen, verb.end()
    return did


def _told_since(people: list[Person], start: int, end: int) -> bool:
    """Whether a person is named in [start, end)."""
    return any(start <= person.start < end for person in people)
