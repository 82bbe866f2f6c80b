"""Who speaks, with which title, who chairs; and what was said or done elsewhere than at the event told."""

from __future__ import annotations

import re

from kczx import lexicon
from kczx.mentions import Person
from kczx.relate.cast import Cast
from kczx.relate.clauses import CLAUSE_END, near
from kczx.relate.draft import Draft, add_person
from kczx.relate.frames import tables

WHOSE_WITHIN = 8
"""Characters before what somebody only does (习近平主席提出的)."""
ADDRESSEE = 20
"""Characters between what leads to whom somebody speaks and his name."""
TITLE = re.compile(r"《(?P<title>[^《》]{2,60})》")
QUOTED = re.compile(r"“[^”]*”|《[^》]*》")


@lexicon.cached
def _talk() -> re.Pattern[str]:
    """What leads to the title of a talk, and that: 作题为《…》."""
    return re.compile(rf"{tables().words['talk_about'].pattern}[^“《，。]{{0,10}}[“《](?P<title>[^”》]{{2,60}})[”》]")


def addressed(text: str, start: int, at: int) -> bool:
    """Whether somebody who is named at `at` is only spoken to: 对|高松林一行来访表示欢迎."""
    return any(
        CLAUSE_END.search(text, led.end(), at) is None and "、" not in text[led.end() : at]
        for led in tables().words["speaks_to"].finditer(text, max(start, at - ADDRESSEE - 1), at)
    )


def of_other_talks(text: str, draft: Draft, start: int, end: int) -> bool:
    """Whether a sentence tells what was said elsewhere: to the press, or, of a gathering, at talks with others."""
    words = tables().words
    if words["to_press"].search(text, start, end):
        return True
    return draft.gathering and words["at_other_talks"].match(text, start, end) is not None


def of_another(text: str, draft: Draft, verb: re.Match[str], end: int) -> bool:
    """Whether a predicate of presence says that somebody was at something else: a reception before the meeting, a press
    conference behind it."""
    words = tables().words
    if words["attends"].match(verb[0]) is None or text[verb.end() : verb.end() + 1] == "的":
        return False
    stop = CLAUSE_END.search(text, verb.end(), end)
    other = words["other_occasion"].search(text, verb.end(), stop.start() if stop else end)
    if other is None or draft.kind == "reception" or other[0] in (draft.name or ""):
        return False
    return draft.gathering or draft.kind not in ("meeting", "visit")


def speak(cast: Cast, draft: Draft, people: list[Person], verb: int, end: int) -> None:
    """Give speakers the titles of their talks: one that stands near, or each his own (甲、乙分别作《…》《…》的报告)."""
    text = cast.text
    if len(people) > 1:
        titles = [match["title"] for match in TITLE.finditer(text, people[-1].end, end)]
        if len(titles) == len(people):
            for person, title in zip(people, titles, strict=True):
                add_person(draft, cast.person(person), "speaker", title)
            return
    detail = _talk().search(text, max(0, verb - 40), end) if len(people) < 3 else None
    join(cast, draft, people, "speaker", detail["title"] if detail else None)


def speaks(text: str, at: int, verb: re.Match[str]) -> bool:
    """Whether a predicate of speech is a person's that ends at `at`: not one in a phrase of its own far behind (加强交流),
    nor where the person only tells whose something is (习近平主席提出的倡议)."""
    between = QUOTED.sub("", text[at : verb.start()])
    words = tables().words
    whose = words["whose"].match(between) or near("whose_act", between, 0, len(between), WHOSE_WITHIN)
    if whose or words["both_do"].search(between) or words["hears"].search(between):
        return False
    return not (tables().words["nominal"].fullmatch(verb[0]) and ("，" in between or "," in between)) or bool(
        words["listing"].match(between)
    )


def join(cast: Cast, draft: Draft, people: list[Person], role: str, detail: str | None = None) -> None:
    for person in people:
        add_person(draft, cast.person(person), role, detail)


def chair(text: str, before: list[Person], start: int, end: int, people: list[Person]) -> list[Person]:
    """会议由X主持: the name before; 主持人为X: the one behind."""
    if text[start:end] == "主持人" and re.match(r"[是为:：]", text[end : end + 1]):
        return [p for p in people if p.start >= end][:1]
    at = len(before) - 1
    while at > 0 and text[before[at - 1].end : before[at - 1].end + 1] in "、和与及":
        at -= 1
    return before[max(at, 0) :]
