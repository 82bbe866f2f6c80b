"""Who goes along: those whom a clause behind an act names with a predicate of company (甲会见乙，丙在座), and only there."""

from __future__ import annotations

from collections.abc import Sequence

from kczx.mentions import Person
from kczx.relate.cast import Cast
from kczx.relate.draft import Draft, add_person
from kczx.relate.frames import tables
from kczx.relate.subjects import LISTED

IN_COMPANY = frozenset(["visit", "reception", "meeting", "signing", "survey", "unveiling"])
STOPS = frozenset("，,。；;")
ETC = 4
"""Characters between the last of them and the predicate: 等, 等人, 一同."""


def company(cast: Cast, draft: Draft) -> None:
    """Give an act those of whom the rest of its sentence says that they were in company, up to the next act."""
    if draft.gathering or draft.headline or draft.kind not in IN_COMPANY:
        return
    text, at = cast.text, draft.spans[-1][1]
    end = cast.article.sentences[draft.sentence][1]
    for verb in tables().words["company"].finditer(text, at, end):
        if text[verb.end() : verb.end() + 1] not in STOPS or tables().quick.search(text, at, verb.start()):
            continue
        for person in beside(cast, cast.people(at, verb.start()), verb.start()):
            add_person(draft, cast.person(person), "attendee")


def beside(cast: Cast, people: Sequence[Person], at: int) -> list[Person]:
    """The row of people that ends right before a predicate at `at`."""
    row: list[Person] = []
    stop = at
    for person in reversed(people):
        between = cast.text[person.end : stop]
        if not (LISTED.fullmatch(between) if row else len(between) <= ETC and STOPS.isdisjoint(between)):
            break
        row.append(person)
        stop = min([person.start, *(title.start for title in person.titles)])
    return row[::-1]


def along(cast: Cast, people: Sequence[Person], start: int, end: int) -> list[Person]:
    """Those of a sentence's people of whom it says that they were in company, whatever the others did."""
    found: list[Person] = []
    for verb in tables().words["company"].finditer(cast.text, start, end):
        found += beside(cast, [person for person in people if person.end <= verb.start()], verb.start())
    return found
