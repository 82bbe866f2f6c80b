"""Who takes which part in an event by its own clause: subject, object, and those whom a mark names (由, 向, 应…邀请)."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from kczx import words
from kczx.flow import Entity, Findings
from kczx.relate.cast import Cast, Noun
from kczx.relate.draft import Draft
from kczx.relate.frames import tables

LISTED = re.compile("[、和与及]?(?:[一-龥]{2,4}[、和与及])?")
"""Between the names of a list, of which one may not be known as such."""
OPENED = re.compile("[为向在对同与给就赴到以将把]")
"""What opens a part that is no subject."""
GOING_TO = re.compile("(?:来到|走进|走入|前往|进入|深入|抵达|莅临)$")
ATTENDS = re.compile("出席|参加|列席")
BOTH = re.compile("代表(?:双方|三方|各方|两方|两地|两国|各自)")
"""Who signs for those told before: where they hold office says nothing."""
COMMA = re.compile("[，,](?!以及|及|和|与)")
"""Where a stretch of a clause ends, unless a list goes on."""
ALONGSIDE = "与同和"
STAFF = 36
"""Characters behind a body in which those of its people stand who do something."""
IN_NAME_OF = "代表"
MEETING = re.compile("[^，,。；;、的]{0,30}")
WELCOME = re.compile("[，,](?:热烈)?欢迎")
AHEAD = 60
"""Characters behind 欢迎 in which he is named who is welcomed."""
OF_OTHERS = re.compile("(?:共同|热烈)?(?:欢迎|迎接|邀请|期待|陪同|祝贺)")
"""How a clause begins whose object does something: 举行仪式，欢迎甲访问."""
AND = re.compile("(?:并|又|还)(?!购|网|列|轨|入)|后(?=[，,来赴前到转])|[，,](?=[为向])")
WITNESSING = frozenset(["见证", "出席", "陪同"])
"""Predicates of presence that take the persons before them from an act behind."""


def take_part(cast: Cast, draft: Draft) -> None:
    """Give an event the people and bodies of its own clause."""
    findings = cast.findings
    start, end = draft.spans[0][0], draft.spans[-1][1]
    verb = draft.verb[0]
    if not draft.gathering and _own_subject(cast, draft, start):
        start = draft.clause  # what stands before it belongs to others
    if draft.kind == "visit" and start > draft.spans[0][0]:
        _invited(cast, draft, draft.spans[0][0], start)
    start = _behind_saying(cast, draft, start)
    end = _welcoming(cast, draft, end)
    nouns = cast.nouns(start, end, employers=draft.kind == "signing" and not BOTH.search(cast.text, start, end))
    stretches = list(_stretches(findings, draft, start, end)) if nouns else []
    passive = any(part == "passive" for _, _, part in stretches)
    named = range(draft.named, draft.trigger[1]) if draft.gathering and draft.named >= 0 else range(0)
    prize = _prize(draft, start, end)
    for noun in nouns:
        if noun.person and noun.start in named:
            draft.honoured.append(noun.entity)  # 纪念李锡铭同志诞辰100周年座谈会
            continue
        if noun.start in prize:
            continue
        part = next(
            (
                part
                for a, b, part in stretches
                if (a <= noun.first < b or a <= noun.start < b) and not (part == "where" and noun.person)
            ),
            "",
        )
        role = _role(draft, noun, part, verb, passive)
        if role == "-" or (not noun.person and _stands_for(cast, draft, noun, start)):
            continue
        if noun.person:
            add_person(draft, noun.entity, role)
            if role == "attendee" and draft.gathering and ATTENDS.search(cast.text, noun.end, draft.trigger[1]):
                draft.present.append(noun.entity)
        else:
            add_body(draft, noun.entity, role)
        side = draft.doers if role == draft.frame.subject[not noun.person] else draft.done_to
        if part not in ("attendee", "host") and noun.entity not in side:
            side.append(noun.entity)
    if draft.kind == "appointment":  # 任命A为…,B为…: all whom the sentence gives an office
        for person in findings.within(findings.people, start, findings.article.sentences[draft.sentence][1]):
            if any(title.start > person.end for title in person.titles):
                add_person(draft, cast.person(person), "appointee")
    if draft.kind == "award":
        _named_winners(cast, draft, start)
    if draft.gathering and not draft.bodies and not draft.people and draft.verb[0] == draft.trigger[0]:
        _host(cast, draft, start)
    if draft.listed is not None and draft.listed not in (body for _, body in draft.bodies):
        draft.bodies.append(("organizer", draft.listed))


def _stands_for(cast: Cast, draft: Draft, noun: Noun, start: int) -> bool:
    """Whether a body takes no part itself: its people do (学会负责人出席), or somebody in its name (甲代表学会看望)."""
    verb = draft.verb[0]
    if draft.kind == "signing":
        return False
    if (
        draft.kind != "publication"  # whose spokesman speaks for it
        and noun.start not in draft.named_range
        and tables().words["office"].match(cast.text, noun.end) is not None
        and (draft.headline or noun.start > verb or cast.people(noun.end, verb))
    ):
        return True  # 会见海星联盟副主席: of whom no more is told; one who does something does it for it
    if draft.kind == "reception" and noun.start >= draft.trigger[1]:
        return _of_meeting(cast.text, noun)
    if noun.end >= verb:
        return False
    staff = tables().words["staff"].search(cast.text, noun.end, min(verb, noun.end + STAFF))
    if staff is not None and not tables().part.search(cast.text, noun.end, staff.start()):
        return True
    name = cast.text.rfind(IN_NAME_OF, start, noun.start)
    return (
        name > start
        and any(p.end == name for p in cast.people(start, name))
        and COMMA.search(cast.text, name, noun.start) is None
    )


def _of_meeting(text: str, noun: Noun) -> bool:
    """Whether a body only stands in the name of the meeting that others came for: 会见出席海星联盟年会的|外宾."""
    name = MEETING.match(text, noun.end)
    return name is not None and tables().noun.search(text, noun.end, name.end()) is not None


def _welcoming(cast: Cast, draft: Draft, end: int) -> int:
    """Where the guests end whom a ceremony welcomes in the next clause: 举行仪式，欢迎甲访问.  It is a reception then."""
    if not draft.gathering or draft.name or (match := WELCOME.match(cast.text, draft.trigger[1])) is None:
        return end
    draft.kind = "reception"
    people = cast.people(match.end(), match.end() + AHEAD)
    return people[0].end if people else end


def _invited(cast: Cast, draft: Draft, start: int, end: int) -> None:
    """Those who invite in a clause of their own are hosts: 应甲校长邀请，乙率团来访."""
    for a, b, part in _stretches(cast.findings, draft, start, end):
        nouns = cast.nouns(a, b) if part == "host" else ()
        people = any(noun.person for noun in nouns)
        for noun in nouns:
            if noun.person:
                add_person(draft, noun.entity, "host")
            elif not people:  # else it is where they hold office
                add_body(draft, noun.entity, "host")


def _own_subject(cast: Cast, draft: Draft, start: int) -> bool:
    """Whether a clause begins with its subject; it goes on with the one before it where that ends with a name of a list
    (省科协主席甲，省教育厅厅长|乙等颁奖)."""
    clause, verb = draft.clause, draft.verb[0]
    if cast.text[clause] in ALONGSIDE and start < clause and _one_row(cast, start, clause):
        return False  # 甲前往乙校，|与该校校长丙座谈
    if OF_OTHERS.match(cast.text, clause):
        return True
    listed = start < clause and any(noun.person and noun.end == clause - 1 for noun in cast.nouns(start, clause))
    bodies = cast.findings.within(cast.findings.organizations, clause, min(verb, clause + 3))
    return bool(bodies) and not listed


def _one_row(cast: Cast, start: int, end: int) -> bool:
    """Whether the persons of [start, end) stand in one list, so that they can be the subject of what follows."""
    people = [noun for noun in cast.nouns(start, end) if noun.person]
    return all(LISTED.fullmatch(cast.text, a.end, max(a.end, b.first)) for a, b in itertools.pairwise(people))


def _behind_saying(cast: Cast, draft: Draft, start: int) -> int:
    """Where those begin who can do something: behind 发言人甲宣布，, where another does it."""
    for match in tables().words["saying"].finditer(cast.text, start, draft.clause):
        if match.end() == draft.clause - 1 and cast.nouns(draft.clause, draft.verb[0]):
            return draft.clause
    return start


def _prize(draft: Draft, start: int, end: int) -> range:
    """Where the name of what is awarded stands: a body that it holds gave the prize its name and takes no part."""
    if draft.kind != "award" or draft.gathering or not draft.name:
        return range(0)
    at = draft.article.text.find(draft.name, start, end)
    return range(at, at + len(draft.name)) if at >= 0 else range(0)


def _host(cast: Cast, draft: Draft, start: int) -> None:
    """在海星公司举行揭牌仪式, where nobody else is told: the body at whose place it was."""
    for noun in cast.nouns(start, draft.verb[0]):
        if not noun.person and noun.end == draft.verb[0]:
            add_body(draft, noun.entity, "host")


def inherit(findings: Findings, draft: Draft, before: Draft | None) -> None:
    """Give an event without a subject of its own the one of the event told before it: 到博物馆调研；随后主持召开座谈会."""
    if before is None or before is draft or draft.sentence - before.sentence > 1 or before.headline != draft.headline:
        return
    frame, same = draft.frame, draft.sentence == before.sentence
    roles = [role for role, _, _ in draft.people] + [role for role, _ in draft.bodies]
    alongside = frame.subject == frame.object and findings.article.text[draft.clause] in ALONGSIDE
    if not alongside and (frame.subject[0] in roles or frame.subject[1] in roles):
        return  # 与乙座谈 has no subject, though 乙 takes the part of one
    if not _no_subject(findings, draft.clause, draft.verb[0], same):
        return
    persons = [entity for entity in before.doers if entity.type == "person"]
    if alongside and findings.article.text[before.clause] in ALONGSIDE:
        persons = persons[:1]  # 甲同乙出席仪式，|同丙座谈
    for entity in persons if frame.group in ("act", "attend") or frame.subject[0] == "chair" else []:
        if frame.subject[0] != "-":
            add_person(draft, entity, frame.subject[0])
            draft.doers.append(entity)
    if not persons and same and not draft.gathering and frame.subject[1] != "-":
        for entity in before.doers:
            add_body(draft, entity, frame.subject[1])
            draft.doers.append(entity)


def _no_subject(findings: Findings, start: int, end: int, same: bool) -> bool:
    """Whether only adverbs, a day, 他 and what marks open stand between a clause's beginning and its predicate; in another
    sentence than the subject's something must say that it goes on."""
    text, adverb, at, told = findings.article.text, tables().words["adverb"], start, same
    days = {date.start: date.end for date in findings.within(findings.dates, start, end)}
    while at < end:
        match = adverb.match(text, at, end)
        if match is not None:
            at, told = match.end(), True
        elif at in days:
            at = days[at]
        elif (name := tables().words["on_behalf"].match(text, at, end)) is not None:
            at = name.end()
        elif text[at] in "他她" and text[at + 1] != "们":
            at, told = at + 1, True
        elif text[at] in "，, 、（）":
            at += 1
        else:
            return told and at > start - 1 and bool(OPENED.match(text, at, end))
    return told


def _role(draft: Draft, noun: Noun, part: str, verb: int, passive: bool) -> str:
    """A noun's role: its mark's, or the frame's by where it stands; "-" for none."""
    frame, which = draft.frame, not noun.person
    if part in ("-", "where"):
        return "-"
    if part in ("subject", "passive"):
        return frame.subject[which]
    if part == "object":
        return frame.object[which]
    if part:
        return part
    before = noun.start < verb
    if draft.gathering and draft.kind == "reception" and noun.person and frame.group == "hold":
        if before and ATTENDS.match(draft.article.text, noun.end):
            return "attendee"  # 甲出席乙举行的宴会
        return "host" if before else "visitor" if noun.start > draft.trigger[1] else "attendee"
    if draft.gathering:
        if not noun.person and draft.kind == "signing" and noun.start in draft.named_range:
            return "signatory"  # 甲公司与乙大学合作签约仪式
        if not noun.person:
            if frame.group == "attend" and noun.start >= draft.trigger[1]:
                return frame.subject[True] if draft.article.text[draft.trigger[1]] == "的" else "-"  # 出席…会议的代表团
            if before and GOING_TO.search(draft.article.text, noun.start - 4, noun.start):
                return "host"  # 来到东湖小学开展科普活动
            return "organizer" if frame.group != "attend" or not before else frame.subject[True]
        behind = noun.start >= draft.trigger[1]
        return "attendee" if behind or frame.group != "hold" else frame.subject[False]
    return (frame.subject if before and not passive else frame.object)[which]


def _stretches(findings: Findings, draft: Draft, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The stretches of a clause that marks open and close, each with its part, the narrower ones first."""
    text, verb = findings.article.text, draft.verb[0]
    closed: list[tuple[int, int, str]] = []
    open_at: list[tuple[int, int, str]] = []  # a mark's number, where it ends, its part
    ends: dict[int, int] = {}
    compiled = tables()
    for opening in compiled.opening.finditer(text, start, end):
        at = opening.start()
        for mark in compiled.marks[opening[0]]:
            if at < ends.get(mark.number, 0) or (mark.only and draft.kind not in mark.only):
                continue
            match = mark.pattern.match(text, at, end)
            if match is None:
                continue
            ends[mark.number] = last = match.end()
            if mark.closed:
                if not at < verb < last or mark.part not in ("-", "subject"):
                    closed.append((at, last, mark.part))
            elif last <= verb and not _within_word(findings, at, last):
                open_at.append((mark.number, last, mark.part))
    if (
        not draft.gathering
    ):  # the nearest predicate: 在副市长见证下 is a mark, 副市长见证…签署 is a predicate of its own
        for match in compiled.part.finditer(text, start, verb):
            if (
                match[0] in WITNESSING
                and not any(a <= match.start() < b for a, b, _ in closed)
                and not compiled.words["meanwhile"].search(text, match.end(), verb)
                and not AND.search(text, match.end(), verb)  # 出席并揭牌: they do both
            ):
                yield start, match.start(), "attendee"
    yield from sorted(closed)
    opened = [(at, part) for _, at, part in sorted(open_at)]
    for goes_by in (opened, [row for row in opened if row[1] != "where"]):  # 为在京的甲颁奖: a person is where 为 leads
        for a, part in goes_by:
            last = min([other for other, _ in goes_by if other > a], default=verb)
            comma = COMMA.search(text, a, verb)
            yield a, min(last, comma.start() if comma else verb), part


def _within_word(findings: Findings, a: int, b: int) -> bool:
    """Whether a mark's characters are a part of a longer word (因为, 方向) or of a name."""
    for mentions in (findings.people, findings.organizations, findings.places):
        if any(m.start <= a < m.end for m in findings.within(mentions, a - 30, b)):
            return True
    word = findings.words.at(a)
    return (word.start, word.end) != (a, b) and words.tag(findings.article.text[word.start : word.end]) is not None


def _named_winners(cast: Cast, draft: Draft, start: int) -> None:
    """为获奖者甲、乙颁奖, and those of them whom the rest of the sentence names: 京外获奖者丙、丁在分会场参会."""
    text, last = cast.text, cast.article.sentences[draft.sentence][1]
    for match in tables().words["winner"].finditer(text, start, last):
        if match.end() < draft.verb[0] and not OPENED.search(text, start, match.start()):
            continue  # it is the subject: 得主甲为乙颁奖
        at = match.end()
        for noun in cast.nouns(at, last):
            if not noun.person or not LISTED.fullmatch(text, at, noun.start):
                break
            draft.people = [row for row in draft.people if row[1] is not noun.entity]
            draft.people.append(("recipient", noun.entity, None))
            at = noun.end


def add_person(draft: Draft, entity: Entity, role: str, detail: str | None = None) -> None:
    """Put a person into an event; a role says more than being there.  Whom an event's name honours is not at it."""
    if entity in draft.honoured:
        return
    for number, (known, other, old) in enumerate(draft.people):
        if other is entity and (known == role or role == "attendee"):
            if detail and not old:
                draft.people[number] = (known, other, detail)
            return
        if other is entity and known == "attendee" and entity not in draft.present:
            draft.people[number] = (role, entity, detail)
            return
    draft.people.append((role, entity, detail))


def add_body(draft: Draft, entity: Entity, role: str) -> None:
    """Put a body into an event, once."""
    if all(other is not entity for _, other in draft.bodies):
        draft.bodies.append((role, entity))
