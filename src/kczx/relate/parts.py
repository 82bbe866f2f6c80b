"""Who takes which part in an event by its own clause: subject, object, and those whom a mark names (由, 向, 应…邀请)."""

from __future__ import annotations

import re

from kczx.relate.cast import Cast, Noun
from kczx.relate.clauses import CLAUSE_END
from kczx.relate.company import company
from kczx.relate.designated import recipients
from kczx.relate.draft import Draft, add_body, add_person
from kczx.relate.frames import tables
from kczx.relate.honours import appointed, in_prize, named_winners, prize
from kczx.relate.stretches import COMMA, stretches
from kczx.relate.subjects import behind_saying, no_subject, own_subject

STAFF = 36
"""Characters behind a body in which those of its people stand who do something."""
IN_NAME_OF, OF = "代表", "来自"
GIVING, GIVEN_TO = "颁发", "给"
"""How a predicate begins behind which that stands which is given, and what leads to whom."""
THEME = 40
"""Characters behind a body in which a quotation ends that it stands in."""
FOUNDED = 4
"""Characters before a body in which stands that it is celebrated."""
OFFICE = 16
"""Characters of an office between a body and what was read of it."""
CHAIN = re.compile(r"[^，,。；;、的和与同及在对于由为向到赴率带访会等将\d《“（(]+")
MEETING = re.compile("[^，,。；;、的]{0,30}")
RECEIVING = ("recipient", "recipient")
"""The subject of 被评为: who stands behind 被 and 由 is the other side."""
AHEAD = 60
"""Characters behind 欢迎 in which he is named who is welcomed."""


def take_part(cast: Cast, draft: Draft) -> None:
    """Give an event the people and bodies of its own clause."""
    findings = cast.findings
    start, end = draft.spans[0][0], draft.spans[-1][1]
    verb = draft.verb[0]
    if not draft.gathering and own_subject(cast, draft, start):
        start = draft.clause  # what stands before it belongs to others
    if draft.kind == "visit" and start > draft.spans[0][0]:
        _invited(cast, draft, draft.spans[0][0], start)
    start = behind_saying(cast, draft, start)
    end = _welcoming(cast, draft, end)
    if not draft.gathering:
        start = _whom(cast, draft, start)
    nouns = cast.nouns(
        start, end, employers=draft.kind == "signing" and not tables().words["both"].search(cast.text, start, end)
    )
    opened = list(stretches(findings, draft, start, end)) if nouns else []
    passive = any(part == "passive" for _, _, part in opened)
    named = range(draft.named, draft.trigger[1]) if draft.gathering and draft.named >= 0 else range(0)
    named_after = prize(draft, start, end)
    for person in findings.within(findings.people, named.start, named.stop) if named else ():
        draft.honoured.append(cast.person(person))  # 纪念李锡铭同志诞辰100周年座谈会
    for noun in nouns:
        if noun.person and noun.start in named:
            continue
        if not noun.person and _only_named(cast.text, draft, noun):
            continue
        if noun.start in named_after or (not noun.person and noun.start in named and _celebrated(cast.text, noun)):
            continue
        part = next(
            (
                part
                for a, b, part in opened
                if (a <= noun.first < b or a <= noun.start < b) and not (part == "where" and noun.person)
            ),
            "",
        )
        role = _role(draft, noun, part, verb, passive)
        if role == "recipient" and noun.start < draft.clause and _others_subject(cast, draft):
            role = "-" if part or noun.person else draft.frame.object[True]
        if role == "organizer" and draft.kind == "reception" and _met(cast.text, start, noun.start, verb):
            role = "visitor"
        if role == "-" or (not noun.person and _stands_for(cast, draft, noun, start)):
            continue
        if noun.person:
            add_person(draft, noun.entity, role)
            if (
                role == "attendee"
                and draft.gathering
                and tables().words["attends"].search(cast.text, noun.end, draft.trigger[1])
            ):
                draft.present.append(noun.entity)
        else:
            add_body(draft, noun.entity, role)
        side = draft.doers if role == draft.frame.subject[not noun.person] else draft.done_to
        if part not in ("attendee", "host") and noun.entity not in side:
            side.append(noun.entity)
    if draft.kind == "appointment" or draft.gathering:
        appointed(cast, draft, start)
    if draft.kind == "award":
        named_winners(cast, draft, start)
    if draft.gathering and not draft.bodies and not draft.people and draft.verb[0] == draft.trigger[0]:
        _host(cast, draft, start)
    if draft.kind in ("designation", "award") and not draft.gathering:
        recipients(cast, draft)
    company(cast, draft)
    if draft.listed is not None and draft.listed not in (body for _, body in draft.bodies):
        draft.bodies.append(("organizer", draft.listed))


def _others_subject(cast: Cast, draft: Draft) -> bool:
    """Whether those who become something stand in a clause of their own: 甲部发布名单，|共有9人入选."""
    return (
        draft.kind == "designation"
        and draft.frame.subject == RECEIVING
        and not no_subject(cast.findings, draft.clause, draft.verb[0], True)
    )


def _stands_for(cast: Cast, draft: Draft, noun: Noun, start: int) -> bool:
    """Whether a body takes no part itself: its people do (学会负责人出席), or somebody in its name (甲代表学会看望)."""
    verb = draft.verb[0]
    if draft.kind == "signing":
        return False
    if draft.kind == "award" and (cast.text.endswith(OF, 0, noun.start) or in_prize(cast.text, noun.start, noun.end)):
        return True  # 来自甲大学的李明获奖
    if (
        draft.kind != "publication"  # whose spokesman speaks for it
        and noun.start not in draft.named_range
        and tables().words["office"].match(cast.text, noun.end) is not None
        and (draft.headline or noun.start > verb or cast.people(noun.end, verb))
    ):
        return True  # 会见海星联盟副主席: of whom no more is told; one who does something does it for it
    if draft.kind != "publication" and noun.start not in draft.named_range and _in_office(cast, noun):
        return True
    if draft.kind == "reception" and noun.start >= draft.trigger[1] and _of_meeting(cast.text, noun):
        return True
    if noun.end >= verb and (draft.gathering or draft.kind not in ("visit", "reception", "meeting")):
        return False
    last = verb if noun.end < verb else draft.spans[-1][1]
    if noun.end > verb and tables().words["posted_behind"].match(cast.text, noun.end) is not None:
        return True
    staff = tables().words["staff"].search(cast.text, noun.end, min(last, noun.end + STAFF))
    if staff is not None and not tables().part.search(cast.text, noun.end, staff.start()):
        return True
    name = cast.text.rfind(IN_NAME_OF, start, noun.start)
    return (
        name > start
        and any(p.end == name for p in cast.people(start, name))
        and COMMA.search(cast.text, name, noun.start) is None
    )


def _celebrated(text: str, noun: Noun) -> bool:
    """Whether a body in an event's name is what that is about: 庆祝|省总工会|成立60周年大会."""
    return tables().words["founded_end"].search(text, max(0, noun.start - FOUNDED), noun.start) is not None


def _only_named(text: str, draft: Draft, noun: Noun) -> bool:
    """Whether a body only stands in the name of another event of the sentence, in what an event is about (以“…”为主题), in
    what gives an award its name (海星大学|特聘教授聘书), or behind 参加 in a clause before (参加甲团审议，|看望乙)."""
    if not draft.gathering and any(noun.start in name for name in draft.others):
        return True
    if text[noun.end : noun.end + 1] != "”" or text[noun.start - 1 : noun.start] != "“":
        shut = text.find("”", noun.end, noun.end + THEME)
        if shut >= 0 and text.find("“", noun.end, shut) < 0 and tables().words["theme"].match(text, shut + 1):
            return True
    if draft.kind == "award" and text[draft.verb[0]] in GIVING and GIVEN_TO not in text[draft.verb[1] - 1 : noun.start]:
        stop = CLAUSE_END.search(text, noun.end)
        given = tables().words["certificate"].search(text, noun.end, stop.start() if stop else noun.end + THEME)
        if given is not None and draft.verb[1] <= noun.start:
            return True
    return (
        noun.end < draft.clause
        and tables().words["attends"].match(text, noun.start - len("参加"), noun.start) is not None
    )


def _met(text: str, start: int, at: int, verb: int) -> bool:
    """Whether a body is whom somebody met before he gave the dinner: 甲会见乙代表团并|举行午宴."""
    act = tables().quick.search(text, start, at)
    return act is not None and tables().words["and_then"].search(text, at, verb) is not None


def _in_office(cast: Cast, noun: Noun) -> bool:
    """Whether a body begins somebody's office that was not read as one: 海星大学国际与两岸交流中心主任|甲."""
    person = next((p for p in cast.people(noun.end, noun.end + OFFICE + 12) if p.start >= noun.end), None)
    if person is None or not person.titles:
        return False
    first = min(person.start, *(title.start for title in person.titles))
    if noun.end == first:
        return True  # 甲国议会|上院议长乙
    return (
        noun.end < first <= noun.end + OFFICE
        and CHAIN.fullmatch(cast.text, noun.end, first) is not None
        and not tables().words["causing"].search(cast.text, noun.end, first)
        and not tables().quick.search(cast.text, noun.end, first)
        and not tables().part.search(cast.text, noun.end, first)
    )


def _of_meeting(text: str, noun: Noun) -> bool:
    """Whether a body only stands in the name of the meeting that others came for: 会见出席海星联盟年会的|外宾."""
    name = MEETING.match(text, noun.end)
    return name is not None and tables().noun.search(text, noun.end, name.end()) is not None


def _welcoming(cast: Cast, draft: Draft, end: int) -> int:
    """Where the guests end whom a ceremony welcomes in the next clause: 举行仪式，欢迎甲访问.  It is a reception then."""
    if (
        not draft.gathering
        or draft.name
        or (match := tables().words["welcome"].match(cast.text, draft.trigger[1])) is None
    ):
        return end
    draft.kind = "reception"
    people = cast.people(match.end(), match.end() + AHEAD)
    return people[0].end if people else end


def _whom(cast: Cast, draft: Draft, start: int) -> int:
    """Where he begins who does something, where another welcomes or thanks him for it: 甲欢迎|乙率团来访."""
    if tables().words["thanks_behind"].match(cast.text, draft.verb[1]) and (
        to := next(tables().words["speaks_to"].finditer(cast.text, max(start, draft.clause), draft.verb[0]), None)
    ):
        return to.end()  # 甲对|乙率团来访表示欢迎
    for match in tables().words["for_it"].finditer(cast.text, max(start, draft.clause), draft.verb[0]):
        people = cast.people(match.end(), draft.verb[0])
        if people and min([people[0].start, *(title.start for title in people[0].titles)]) == match.end():
            return match.end()
    return start


def _invited(cast: Cast, draft: Draft, start: int, end: int) -> None:
    """Those who invite in a clause of their own are hosts: 应甲校长邀请，乙率团来访."""
    for a, b, part in stretches(cast.findings, draft, start, end):
        nouns = cast.nouns(a, b) if part == "host" else ()
        people = any(noun.person for noun in nouns)
        for noun in nouns:
            if noun.person:
                add_person(draft, noun.entity, "host")
            elif not people:  # else it is where they hold office
                add_body(draft, noun.entity, "host")


def _host(cast: Cast, draft: Draft, start: int) -> None:
    """在海星公司举行揭牌仪式, where nobody else is told: the body at whose place it was."""
    for noun in cast.nouns(start, draft.verb[0]):
        if not noun.person and noun.end == draft.verb[0]:
            add_body(draft, noun.entity, "host")


def _role(draft: Draft, noun: Noun, part: str, verb: int, passive: bool) -> str:
    """A noun's role: its mark's, or the frame's by where it stands; "-" for none."""
    frame, which = draft.frame, not noun.person
    if part in ("-", "where"):
        return "-"
    if draft.kind == "designation" and not draft.gathering and noun.start >= draft.trigger[1]:
        return "-"  # 甲馆入选|乙会试点单位: what it becomes bears its name
    if part in ("subject", "passive"):
        return frame.object[which] if frame.subject == RECEIVING and frame.object[which] else frame.subject[which]
    if part == "object":
        return (
            frame.subject[which] if draft.kind == "designation" and frame.subject == RECEIVING else frame.object[which]
        )
    if part:
        return part
    before = noun.start < verb
    if draft.gathering and draft.kind == "reception" and noun.person and frame.group == "hold":
        if before and tables().words["attends"].match(draft.article.text, noun.end):
            return "attendee"  # 甲出席乙举行的宴会
        return "host" if before else "visitor" if noun.start > draft.trigger[1] else "attendee"
    if draft.gathering:
        if not noun.person and draft.kind == "signing" and noun.start in draft.named_range:
            return "signatory"  # 甲公司与乙大学合作签约仪式
        if not noun.person:
            if frame.group == "attend" and noun.start >= draft.trigger[1]:
                return frame.subject[True] if draft.article.text[draft.trigger[1]] == "的" else "-"  # 出席…会议的代表团
            if before and tables().words["entering_end"].search(draft.article.text, noun.start - 4, noun.start):
                return "host"  # 来到东湖小学开展科普活动
            if before and tables().words["attends"].search(draft.article.text, noun.end, verb):
                return "attendee"  # 率代表团出席在乙市举行的|会议
            return "organizer" if frame.group != "attend" or not before else frame.subject[True]
        behind = noun.start >= draft.trigger[1]
        return "attendee" if behind or frame.group != "hold" else frame.subject[False]
    if (
        draft.kind == "visit"
        and before
        and not noun.person
        and tables().words["headed_end"].search(draft.article.text, draft.spans[0][0], noun.start)
    ):
        return frame.object[which]  # 李某赴甲学会、乙学会，|调研工作
    return (frame.subject if before and not passive else frame.object)[which]
