"""Events told more than once become one, with every stretch of text that tells of it."""

from __future__ import annotations

import math
import re

from kczx.relate.again import (
    TOLD_OF,
    declared,
    of_others,
    own_act,
    same_appointment,
    same_award,
    same_election,
    same_unveiled,
    signed_again,
    signed_at_talks,
    talks_on_a_visit,
)  # fmt: skip
from kczx.relate.draft import Draft
from kczx.relate.frames import tables

GATHERINGS = frozenset(
    [
        "meeting",
        "founding",
        "launch",
        "training",
        "lecture",
        "exhibition",
        "competition",
        "signing",
        "unveiling",
        "award",
        "designation",
        "service",
        "other",
    ]
)
LETTER = ("speaker", "speaker")
"""Who does it, where a letter is sent."""
SAME_OBJECT = 12
"""Characters in one piece that two tellings of one act have in common: what was awarded, published, founded."""
LONGEST_PLAIN = 6
"""Characters of a name that many events have: 国庆招待会."""
NEAR = 200
"""Events of an article among which a second telling is looked for."""
TEAM = re.compile(r"调研组|考察组|考察团|代表团|一行|检查组|督导组|走访组|慰问组")
PLAIN = re.compile(r"[“”《》（）()\s·?？、，,‘’]|^(?:19|20)\d\d年?度?")
NTH = re.compile(r"第?([一二三四五六七八九十百\d]+)([届次期批场])(?!会议室)")
"""Which of a series an event is."""
ALIKE = 0.6
"""Share of the shorter name that two names of one event have in common, in one piece."""


def merge(drafts: list[Draft]) -> list[Draft]:
    """An article's events, each once.  What a headline tells counts where the text tells nothing like it."""
    kept: list[Draft] = []
    told = [draft for draft in drafts if not draft.headline]
    for draft in told:
        same = next((other for other in kept[-NEAR:] if _same(other, draft)), None)
        if same is None:
            kept.append(draft)
        else:
            _absorb(same, draft)
    for draft in (draft for draft in drafts if draft.headline):
        same = next((o for o in kept[:NEAR] if _same(o, draft)), None) or next(
            (o for o in kept[:NEAR] if o.kind == draft.kind), None
        )
        if same is not None:
            _absorb(same, draft)
        elif not kept:
            kept.append(draft)
    return kept


def _same(one: Draft, other: Draft) -> bool:
    dates = one.when is None or other.when is None or one.when.edtf[:10] == other.when.edtf[:10]
    dates = dates or _day_of_stay(one, other)
    if not dates:
        return not (one.own or other.own) and same_appointment(one, other)
    if declared(one, other):
        return True
    if one.name and other.name:
        if one.kind != other.kind and not (one.kind in GATHERINGS and other.kind in GATHERINGS):
            return False
        if one.held_by and other.held_by and one.held_by != other.held_by:
            return False  # 甲市召开防汛会, 乙市召开防汛会
        if _each_its_own(one, other):
            return False
        names = PLAIN.sub("", one.name), PLAIN.sub("", other.name)
        if one.gathering != other.gathering and names[0] not in names[1] and names[1] not in names[0]:
            return False  # 科学技术奖励大会, 科学技术进步奖
        return _alike(*names)
    if _bare(one, other):
        return True
    if talks_on_a_visit(one, other) or signed_at_talks(one, other):
        return True
    if one.kind != other.kind:
        return False
    if own_act(one, other) or same_election(one, other) or same_appointment(one, other) or same_award(one, other):
        return True
    if (
        not other.gathering
        and one.kind in TOLD_OF
        and 0 <= other.sentence - one.sentence <= 3
        and one.when is other.when
        and one.gathering
        and (other.people or not of_others(one, other))
    ):
        # The ceremony's own act: 签约仪式 … 林国栋、高松林代表双方签约.  What other bodies sign there is an act of its own.
        return True
    if (
        one.kind == "visit"
        and other.sentence - one.sentence <= 2
        and TEAM.search(other.article.text, other.spans[0][0], other.trigger[0])
    ):
        return not (one.name or other.name) and not other.people
    if same_unveiled(one, other) or signed_again(one, other):
        return True
    if one.kind == "reception" and _received_by_others(one, other):
        return False
    shared = {id(e) for _, e, _ in one.people} & {id(e) for _, e, _ in other.people}
    if (
        not one.gathering
        and not other.gathering
        and one.kind in TOLD_OF
        and one.article is other.article
        and one.sentence != other.sentence
    ):
        texts = [d.article.text[d.clause : d.spans[-1][1]] for d in (one, other)]
        if _share(texts[0], texts[1], SAME_OBJECT):
            return True
    return (
        bool(shared)
        and one.article is other.article
        and not (one.name or other.name)
        and (
            one.kind in ("visit", "reception", "instruction")
            or (one.kind == "other" and one.frame.subject == other.frame.subject == LETTER)
        )
    )


def _day_of_stay(stay: Draft, held: Draft) -> bool:
    """Whether what somebody came for is told again with its own day: 10日至12日，甲来访并参加庆典。|11日举行的庆典上，."""
    one, other = stay.when, held.when
    return bool(
        stay.frame.group == "attend"
        and held.gathering
        and one
        and other
        and (stay.name and held.name)
        and one.start
        and one.end
        and other.start
        and one.start < one.end
        and one.start <= other.start <= one.end
    )


def _bare(one: Draft, other: Draft) -> bool:
    """Whether a gathering is told again by no more than a bare noun: 第三届年会将举行。|会议定于5月6日召开."""
    return (
        one.gathering
        and other.gathering
        and one.kind == other.kind
        and not other.name
        and one.article is other.article
        and one.planned == other.planned
        and one.sentence < other.sentence
    )


def _each_its_own(one: Draft, other: Draft) -> bool:
    """Whether two bodies hold each its own event of a plain name: 驻甲国使馆举办招待会, 驻乙国使馆举办招待会."""
    if one.headline or other.headline or min(len(PLAIN.sub("", d.name or "")) for d in (one, other)) > LONGEST_PLAIN:
        return False
    first, second = ({id(body) for role, body in d.bodies if role == "organizer"} for d in (one, other))
    return bool(first and second) and not first & second


def _alike(one: str, other: str) -> bool:
    if not one or not other:
        return False
    first, second = ({match[2]: match[1] for match in NTH.finditer(name)} for name in (one, other))
    if any(second.get(what, number) != number for what, number in first.items()):
        return False  # 第二十次会议, 第六十次委员长会议
    if one in other or other in one:
        return min(len(one), len(other)) >= 3
    return _share(one, other, max(3, math.ceil(ALIKE * min(len(one), len(other)))))


def _share(one: str, other: str, length: int) -> bool:
    """Whether two texts have so many characters in common, in one piece."""
    if len(one) > len(other):
        one, other = other, one
    return any(one[i : i + length] in other for i in range(len(one) - length + 1))


def _received_by_others(one: Draft, other: Draft) -> bool:
    """Whether two receptions are of different hosts or guests, or of one who is host here and guest there."""
    if one.headline or other.headline:
        return False
    hosts = [{id(entity) for role, entity, _ in draft.people if role == "host"} for draft in (one, other)]
    guests = [{id(entity) for role, entity, _ in draft.people if role == "visitor"} for draft in (one, other)]
    if hosts[0] & guests[1] or hosts[1] & guests[0] or (hosts[0] and hosts[1] and not hosts[0] & hosts[1]):
        return True
    return bool(guests[0] and guests[1] and not guests[0] & guests[1])


def _looking_round(visit: Draft, draft: Draft) -> bool:
    """Whether those who visit somebody only look at something there: 来访甲大学。|随后参观了实验室."""
    return (
        visit.kind == draft.kind == "visit"
        and any(role == "host" for role, _ in visit.bodies)
        and tables().words["looks_round"].match(draft.article.text, draft.verb[0]) is not None
    )


def _absorb(into: Draft, draft: Draft) -> None:
    """Take over what the second telling adds."""
    longer = len(draft.name or "") > len(into.name or "") and (not draft.headline or not into.name)
    if longer and (draft.gathering or not into.gathering):
        into.name = draft.name
    if (into.kind, draft.kind) == ("meeting", "signing") and not into.gathering:
        into.kind = "signing"  # talks at which something is signed
    into.when = draft.when if draft.when and _day_of_stay(into, draft) else into.when or draft.when
    looking_round = _looking_round(into, draft)
    into.place, into.mode = into.place or (None if looking_round else draft.place), into.mode or draft.mode
    if not draft.headline:
        into.spans += draft.spans
    letter = draft.headline and into.frame.object[0] == "recipient"  # a headline may tell of two
    written = {role for role, _, _ in into.people} if letter else set()
    for role, entity, detail in draft.people:
        if role not in written and all(other is not entity for _, other, _ in into.people):
            into.people.append((role, entity, detail))
    told = {role for role, _ in into.bodies} if draft.headline else set()
    for role, body in draft.bodies:
        if role not in told and not looking_round and all(other is not body for _, other in into.bodies):
            into.bodies.append((role, body))
    known = {id(entity) if entity else name for _, entity, name in into.places}
    into.places += [row for row in draft.places if (id(row[1]) if row[1] else row[2]) not in known]
