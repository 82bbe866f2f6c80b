"""Whether a second telling is of an act told before: a ceremony's own, the talks of a visit, an election, an award."""

from __future__ import annotations

import re

from kczx.relate.draft import Draft
from kczx.relate.frames import tables
from kczx.relate.times import RESOLVED

AND_THEN = "并"
TOLD_OF = frozenset(["award", "publication", "signing", "unveiling", "founding", "launch", "designation"])
"""Kinds of acts for which a ceremony is held."""
DECIDED = 4
"""Characters before a clause in which stands that another has decided what it tells."""
ALSO = re.compile("[还又]|另")


def taking_part(draft: Draft) -> set[int]:
    return {id(entity) for _, entity, _ in draft.people} | {id(body) for _, body in draft.bodies}


def own_act(ceremony: Draft, act: Draft) -> bool:
    """Whether a ceremony's own act is told, by nobody who was not there: 签约仪式在甲公司举行 … 张三、李四代表双方签约."""
    return (
        ceremony.gathering
        and not act.gathering
        and ceremony.kind in TOLD_OF
        and ceremony.kind not in ("award", "publication")
        and ceremony.article is act.article
        and taking_part(act) <= taking_part(ceremony)
    )


def declared(gathering: Draft, act: Draft) -> bool:
    """Whether somebody declares open at a gathering what it is for: 启动仪式举行 … 甲宣布活动启动."""
    return (
        gathering.gathering
        and act.kind == "launch"
        and act.frame.group in ("act", "open")
        and gathering.article is act.article
        and gathering.spans[0][0] < act.spans[0][0]
        and act.when in (None, gathering.when)
        and tables().words["declared"].search(act.article.text, act.clause, act.verb[0]) is not None
    )


def talks_on_a_visit(visit: Draft, talks: Draft) -> bool:
    """Whether a visit's talks are told: 甲一行到访乙大学，副校长丙与甲座谈."""
    if visit.kind != "visit" or talks.kind != "meeting" or talks.gathering or visit.article is not talks.article:
        return False
    text = talks.article.text
    there = taking_part(talks)
    if {id(body) for _, body in talks.bodies} - {id(body) for _, body in visit.bodies}:
        return False  # with another body than the one visited
    return (
        0 <= talks.sentence - visit.sentence <= 1
        and (not there or bool(there & taking_part(visit)))
        and bool(tables().words["talks"].match(text, talks.verb[0]))
    )


def signed_at_talks(talks: Draft, signing: Draft) -> bool:
    """Whether one sentence tells what those who talk sign: 甲与乙会谈，并签署协议."""
    return (
        (talks.kind, signing.kind) == ("meeting", "signing")
        and not (talks.gathering or signing.gathering)
        and talks.article is signing.article
        and talks.sentence == signing.sentence
        and signing.article.text[signing.clause] == AND_THEN
    )


def same_award(one: Draft, other: Draft) -> bool:
    """Whether a clause without a subject of its own, next to an award, tells another of its winners: …；授予乙金锤奖."""
    return (
        one.kind == other.kind == "award"
        and not (one.gathering or other.gathering)
        and one.article is other.article
        and 0 <= other.sentence - one.spans_end() <= 1
        and other.verb[0] == other.clause
        and not RESOLVED.search(one.article.text, max(0, other.clause - DECIDED), other.clause)
    )


def same_election(one: Draft, other: Draft) -> bool:
    """Whether the next sentence tells more who were elected: 大会选举产生新一届理事会。甲当选理事长，乙当选秘书长."""
    if not one.kind == other.kind == "appointment" or one.article is not other.article:
        return False
    text = one.article.text
    return 0 <= other.sentence - one.spans_end() <= 1 and (not one.people or text[one.verb[0]] == text[other.verb[0]])


MOST_PEOPLE = 200
"""People of an appointment that may be told again."""


def same_appointment(one: Draft, other: Draft) -> bool:
    """Whether somebody's appointment is told again, in the decision's own words; who is appointed here and dismissed there
    is told of two."""
    if (
        not one.kind == other.kind == "appointment"
        or one.gathering
        or other.gathering
        or one.article is not other.article
        or max(len(one.people), len(other.people)) > MOST_PEOPLE
    ):
        return False
    first, second = ({id(entity) for role, entity, _ in draft.people if role == "appointee"} for draft in (one, other))
    ends = [tables().words["dismissed"].search(draft.article.text, *draft.verb) is not None for draft in (one, other)]
    return bool(first) and ends[0] == ends[1] and first == second


def signed_again(one: Draft, other: Draft) -> bool:
    """Whether a signing is told again by those who signed; what they also signed is another thing (双方还签署了…)."""
    return (
        one.kind == "signing"
        and one.article is other.article
        and len(taking_part(one) & taking_part(other)) > 1
        and not ALSO.search(other.article.text, other.clause, other.verb[0])
    )


def same_unveiled(one: Draft, other: Draft) -> bool:
    """Whether the next sentences tell who unveiled what one told the unveiling of: 科技小院挂牌。…为小院揭牌."""
    if one.kind != "unveiling" or one.gathering or other.gathering or not 0 < other.sentence - one.sentence <= 2:
        return False
    text = other.article.text
    at = text.rfind("为", other.clause, other.verb[0])
    what = text[at + 1 : other.verb[0]][-2:] if at >= 0 else ""
    return bool(what) and what in text[one.spans[0][0] : one.verb[0]] and not other.bodies


def of_others(ceremony: Draft, act: Draft) -> bool:
    """Whether bodies sign that the ceremony's telling does not name."""
    named = {id(body) for _, body in ceremony.bodies}
    return any(role == "signatory" and id(body) not in named for role, body in act.bodies)
