"""Whom 代表团 and 一行 stand for, where an event names nobody else: those of the visit told before."""

from __future__ import annotations

from collections.abc import Sequence

from kczx.relate.clauses import CLAUSE_END
from kczx.relate.draft import Draft, add_body, add_person
from kczx.relate.frames import tables

NEAR = 6
"""Sentences between a visit and what else its people did."""
ELIDED = 2
"""Characters before a predicate in a clause that has no subject of its own."""
COMING = frozenset(["visit", "reception"])


def stand_in(drafts: Sequence[Draft]) -> None:
    """Give receptions and visits of a team its people: 甲率团来访。校长乙会见了代表团一行."""
    visit: Draft | None = None
    for draft in drafts:
        roles = {role for role, _, _ in draft.people} | {role for role, _ in draft.bodies}
        if draft.kind not in COMING or draft.gathering or draft.headline:
            continue
        if "visitor" in roles:
            visit = draft if draft.kind == "visit" else visit
        elif visit is not None and _near(visit, draft) and _team(draft):
            there = {id(entity) for role, entity, _ in draft.people if role != "speaker"}
            there |= {id(body) for _, body in draft.bodies}
            people = [entity for role, entity, _ in visit.people if role == "visitor" and id(entity) not in there]
            for entity in people:
                add_person(draft, entity, "visitor")
            for role, body in visit.bodies if not people else ():
                if role == "visitor" and id(body) not in there:
                    add_body(draft, body, "visitor")


def _near(visit: Draft, draft: Draft) -> bool:
    return (
        visit.article is draft.article
        and 0 <= draft.sentence - visit.sentence <= NEAR
        and visit.planned == draft.planned
    )


def _team(draft: Draft) -> bool:
    """Whether a team stands where its people would: behind 会见, before 参观."""
    text, (first, last) = draft.article.text, draft.verb
    if draft.kind == "reception":
        stop = CLAUSE_END.search(text, last)
        return tables().words["team"].search(text, last, stop.start() if stop else len(text)) is not None
    start = draft.clause if first - draft.clause > ELIDED else draft.spans[0][0]
    return tables().words["team"].search(text, start, first) is not None
