"""Who is honoured and who is given an office: winners by name, those elected, and what only gives a prize its name."""

from __future__ import annotations

from kczx.relate.cast import Cast
from kczx.relate.draft import Draft, add_person
from kczx.relate.frames import tables
from kczx.relate.subjects import LISTED, OPENED

PRIZE = 24
"""Characters of a prize's name on either side of a body's in it."""


def named_winners(cast: Cast, draft: Draft, start: int) -> None:
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


def appointed(cast: Cast, draft: Draft, start: int) -> None:
    """任命甲为…，乙、丙为…: all whom the sentence gives an office, those before them in a row as well."""
    text, last = cast.text, cast.article.sentences[draft.sentence][1]
    if draft.gathering:  # 第一次理事会选举甲为理事长
        electing = tables().words["electing"].search(text, draft.trigger[1], draft.spans[-1][1])
        if electing is None:
            return
        start = electing.end()
    after = last  # where the office of the next one begins who is given one
    chosen = False
    for person in reversed(cast.people(start, last)):
        chosen = any(title.start > person.end for title in person.titles) or (
            chosen and LISTED.fullmatch(text, person.end, after) is not None
        )
        if chosen:
            add_person(draft, cast.person(person), "appointee")
        after = min([person.start, *(title.start for title in person.titles)])


def prize(draft: Draft, start: int, end: int) -> range:
    """Where the name of what is awarded stands: a body that it holds gave the prize its name and takes no part."""
    if draft.kind not in ("award", "lecture") or draft.gathering or not draft.name:
        return range(0)
    at = draft.article.text.find(draft.name, start, end)
    return range(at, at + len(draft.name)) if at >= 0 else range(0)


def in_prize(text: str, start: int, end: int) -> bool:
    """Whether [start, end) is a part of a prize's name in quotation marks: “甲学会青年创新奖”."""
    opened = text.rfind("“", max(0, start - PRIZE), start)
    shut = text.find("”", end, end + PRIZE)
    return opened >= 0 and text.find("”", opened, start) < 0 < shut and text[shut - 1] == "奖"
