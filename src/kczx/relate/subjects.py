"""Whose subject a clause has: its own, that of the clause before it, or that of somebody who only tells of it."""

from __future__ import annotations

import itertools
import re

from kczx.flow import Findings
from kczx.relate.cast import Cast
from kczx.relate.clauses import CLAUSE_END
from kczx.relate.draft import Draft, add_body, add_person
from kczx.relate.frames import tables

LISTED = re.compile("[、和与及]?(?:[一-龥]{2,4}[、和与及])?")
"""Between the names of a list, of which one may not be known as such."""
OPENED = re.compile("[为向在对同与给就赴到以将把]")
"""What opens a part that is no subject."""
ALONGSIDE, AND = "与同和", "并"


def own_subject(cast: Cast, draft: Draft, start: int) -> bool:
    """Whether a clause begins with its subject; it goes on with the one before it where that ends with a name of a list
    (省科协主席甲，省教育厅厅长|乙等颁奖)."""
    clause, verb = draft.clause, draft.verb[0]
    if cast.text[clause] in ALONGSIDE and start < clause and _one_row(cast, start, clause):
        return False  # 甲前往乙校，|与该校校长丙座谈
    if tables().words["of_others"].match(cast.text, clause):
        return True
    listed = start < clause and any(noun.person and noun.end == clause - 1 for noun in cast.nouns(start, clause))
    bodies = cast.findings.within(cast.findings.organizations, clause, min(verb, clause + 3))
    return bool(bodies) and not listed


def _one_row(cast: Cast, start: int, end: int) -> bool:
    """Whether the persons of [start, end) stand in one list, so that they can be the subject of what follows."""
    people = [noun for noun in cast.nouns(start, end) if noun.person]
    return all(LISTED.fullmatch(cast.text, a.end, max(a.end, b.first)) for a, b in itertools.pairwise(people))


def behind_saying(cast: Cast, draft: Draft, start: int) -> int:
    """Where those begin who can do something: behind 发言人甲宣布，, where another does it."""
    for match in tables().words["saying"].finditer(cast.text, start, draft.verb[0]):
        if (
            match.end() < draft.clause
            and CLAUSE_END.match(cast.text, match.end())
            and not cast.nouns(match.end(), draft.clause)
            and cast.nouns(draft.clause, draft.verb[0])
        ):
            return draft.clause  # 发言人甲宣布，|经双方商定，|乙将同丙举行对话
        if any(noun.person and noun.first == match.end() for noun in cast.nouns(match.end(), draft.verb[0])):
            return match.end()  # 总统甲表示|乙来访…
    return start


def leave_done_to(draft: Draft, before: Draft | None) -> None:
    """Take from what somebody holds the bodies to whom he did what his sentence tells before: 拜会甲大学，|并举办校友会."""
    if before is not None and draft.gathering and before.sentence == draft.sentence and before.clause < draft.clause:
        draft.bodies = [
            row
            for row in draft.bodies
            if row[0] != "organizer" or row[1] not in before.done_to or row[1] in before.doers
        ]


def inherit(findings: Findings, draft: Draft, before: Draft | None) -> None:
    """Give an event without a subject of its own the one of the event told before it: 到博物馆调研；随后主持召开座谈会."""
    if before is None or before is draft or draft.sentence - before.sentence > 1 or before.headline != draft.headline:
        return
    frame, same = draft.frame, draft.sentence == before.sentence
    roles = [role for role, _, _ in draft.people] + [role for role, _ in draft.bodies]
    text = findings.article.text
    first = draft.clause + (text[draft.clause] == AND)
    alongside = frame.subject == frame.object and text[first] in ALONGSIDE
    if not alongside and (frame.subject[0] in roles or frame.subject[1] in roles):
        return  # 与乙座谈 has no subject, though 乙 takes the part of one
    if not no_subject(findings, draft.clause, draft.verb[0], same):
        return
    persons = [entity for entity in before.doers if entity.type == "person"]
    if alongside and text[before.clause] in ALONGSIDE:
        persons = persons[:1]  # 甲同乙出席仪式，|同丙座谈
    for entity in persons if frame.group in ("act", "attend") or frame.subject[0] == "chair" else []:
        if frame.subject[0] != "-":
            add_person(draft, entity, frame.subject[0])
            draft.doers.append(entity)
    if not persons and same and not draft.gathering and frame.subject[1] != "-":
        for entity in before.doers:
            add_body(draft, entity, frame.subject[1])
            draft.doers.append(entity)


def no_subject(findings: Findings, start: int, end: int, same: bool) -> bool:
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
