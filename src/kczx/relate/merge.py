"""Events told more than once become one, with every stretch of text that tells of it."""

from __future__ import annotations

import math
import re

from kczx.relate.draft import Draft
from kczx.relate.frames import tables

AND_THEN = "并"
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
TOLD_OF = frozenset(["award", "publication", "signing", "unveiling", "founding", "launch", "designation"])
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
ALSO = re.compile("[还又]|另")
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
        return not (one.own or other.own) and _same_appointment(one, other)
    if _declared(one, other):
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
    if _talks_on_a_visit(one, other) or _signed_at_talks(one, other):
        return True
    if one.kind != other.kind:
        return False
    if _own_act(one, other) or _same_election(one, other) or _same_appointment(one, other) or _same_award(one, other):
        return True
    if (
        not other.gathering
        and one.kind in TOLD_OF
        and 0 <= other.sentence - one.sentence <= 3
        and one.when is other.when
        and one.gathering
        and (other.people or not _of_others(one, other))
    ):
        # The ceremony's own act: 签约仪式 … 林国栋、高松林代表双方签约.  What other bodies sign there is an act of its own.
        return True
    if (
        one.kind == "visit"
        and other.sentence - one.sentence <= 2
        and TEAM.search(other.article.text, other.spans[0][0], other.trigger[0])
    ):
        return not (one.name or other.name) and not other.people
    if _same_unveiled(one, other) or _signed_again(one, other):
        return True
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


def _each_its_own(one: Draft, other: Draft) -> bool:
    """Whether two bodies hold each its own event of a plain name: 驻甲国使馆举办招待会, 驻乙国使馆举办招待会."""
    if one.headline or other.headline or min(len(PLAIN.sub("", d.name or "")) for d in (one, other)) > LONGEST_PLAIN:
        return False
    first, second = ({id(body) for role, body in d.bodies if role == "organizer"} for d in (one, other))
    return bool(first and second) and not first & second


def _taking_part(draft: Draft) -> set[int]:
    return {id(entity) for _, entity, _ in draft.people} | {id(body) for _, body in draft.bodies}


def _own_act(ceremony: Draft, act: Draft) -> bool:
    """Whether a ceremony's own act is told, by nobody who was not there: 签约仪式在甲公司举行 … 张三、李四代表双方签约."""
    return (
        ceremony.gathering
        and not act.gathering
        and ceremony.kind in TOLD_OF
        and ceremony.kind not in ("award", "publication")
        and ceremony.article is act.article
        and _taking_part(act) <= _taking_part(ceremony)
    )


def _declared(gathering: Draft, act: Draft) -> bool:
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


def _talks_on_a_visit(visit: Draft, talks: Draft) -> bool:
    """Whether a visit's talks are told: 甲一行到访乙大学，副校长丙与甲座谈."""
    if visit.kind != "visit" or talks.kind != "meeting" or talks.gathering or visit.article is not talks.article:
        return False
    text = talks.article.text
    there = _taking_part(talks)
    if {id(body) for _, body in talks.bodies} - {id(body) for _, body in visit.bodies}:
        return False  # with another body than the one visited
    return (
        0 <= talks.sentence - visit.sentence <= 1
        and (not there or bool(there & _taking_part(visit)))
        and bool(tables().words["talks"].match(text, talks.verb[0]))
    )


def _signed_at_talks(talks: Draft, signing: Draft) -> bool:
    """Whether one sentence tells what those who talk sign: 甲与乙会谈，并签署协议."""
    return (
        (talks.kind, signing.kind) == ("meeting", "signing")
        and not (talks.gathering or signing.gathering)
        and talks.article is signing.article
        and talks.sentence == signing.sentence
        and signing.article.text[signing.clause] == AND_THEN
    )


def _same_award(one: Draft, other: Draft) -> bool:
    """Whether a clause without a subject of its own, next to an award, tells another of its winners: …；授予乙金锤奖."""
    return (
        one.kind == other.kind == "award"
        and not (one.gathering or other.gathering)
        and one.article is other.article
        and 0 <= other.sentence - one.spans_end() <= 1
        and other.verb[0] == other.clause
    )


def _same_election(one: Draft, other: Draft) -> bool:
    """Whether the next sentence tells more who were elected: 大会选举产生新一届理事会。甲当选理事长，乙当选秘书长."""
    if not one.kind == other.kind == "appointment" or one.article is not other.article:
        return False
    text = one.article.text
    return 0 <= other.sentence - one.spans_end() <= 1 and (
        not one.people or text[slice(*one.verb)][:2] == text[slice(*other.verb)][:2]
    )


def _same_appointment(one: Draft, other: Draft) -> bool:
    """Whether somebody's appointment is told again, in the decision's own words; who is appointed here and dismissed there
    is told of two."""
    if (
        not one.kind == other.kind == "appointment"
        or one.gathering
        or other.gathering
        or one.article is not other.article
    ):
        return False
    first, second = ({id(entity) for role, entity, _ in draft.people if role == "appointee"} for draft in (one, other))
    ends = [tables().words["dismissed"].search(draft.article.text, *draft.verb) is not None for draft in (one, other)]
    return bool(first) and ends[0] == ends[1] and first == second


def _signed_again(one: Draft, other: Draft) -> bool:
    """Whether a signing is told again by those who signed; what they also signed is another thing (双方还签署了…)."""
    return (
        one.kind == "signing"
        and one.article is other.article
        and len(_taking_part(one) & _taking_part(other)) > 1
        and not ALSO.search(other.article.text, other.clause, other.verb[0])
    )


def _same_unveiled(one: Draft, other: Draft) -> bool:
    """Whether the next sentences tell who unveiled what one told the unveiling of: 科技小院挂牌。…为小院揭牌."""
    if one.kind != "unveiling" or one.gathering or other.gathering or not 0 < other.sentence - one.sentence <= 2:
        return False
    text = other.article.text
    at = text.rfind("为", other.clause, other.verb[0])
    what = text[at + 1 : other.verb[0]][-2:] if at >= 0 else ""
    return bool(what) and what in text[one.spans[0][0] : one.verb[0]] and not other.bodies


def _of_others(ceremony: Draft, act: Draft) -> bool:
    """Whether bodies sign that the ceremony's telling does not name."""
    named = {id(body) for _, body in ceremony.bodies}
    return any(role == "signatory" and id(body) not in named for role, body in act.bodies)


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


def _absorb(into: Draft, draft: Draft) -> None:
    """Take over what the second telling adds."""
    if len(draft.name or "") > len(into.name or "") and not draft.headline and (draft.gathering or not into.gathering):
        into.name = draft.name
    if (into.kind, draft.kind) == ("meeting", "signing") and not into.gathering:
        into.kind = "signing"  # talks at which something is signed
    into.when = draft.when if draft.when and _day_of_stay(into, draft) else into.when or draft.when
    into.place, into.mode = into.place or draft.place, into.mode or draft.mode
    if not draft.headline:
        into.spans += draft.spans
    letter = draft.headline and into.frame.object[0] == "recipient"  # a headline may tell of two
    written = {role for role, _, _ in into.people} if letter else set()
    for role, entity, detail in draft.people:
        if role not in written and all(other is not entity for _, other, _ in into.people):
            into.people.append((role, entity, detail))
    told = {role for role, _ in into.bodies} if draft.headline else set()
    for role, body in draft.bodies:
        if role not in told and all(other is not body for _, other in into.bodies):
            into.bodies.append((role, body))
    known = {id(entity) if entity else name for _, entity, name in into.places}
    into.places += [row for row in draft.places if (id(row[1]) if row[1] else row[2]) not in known]
