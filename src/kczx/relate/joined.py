"""Several events that one predicate holds: 召开工作会议和座谈会."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from kczx.relate.clauses import quoted
from kczx.relate.draft import Draft
from kczx.relate.frames import tables
from kczx.relate.names import SAME, SEVERAL, kind_of

JOINED = re.compile("和|与|以及|及")
SHORTEST = 5
"""Characters of each name at least: 论坛和展览 is one thing in two words."""


def several(draft: Draft) -> Iterator[Draft]:
    """Yield an event, or each of those whose names stand joined as its own."""
    names = _parts(draft.name) if draft.name and draft.named >= 0 else []
    if names == [draft.name] or not names:
        yield draft
        return
    at = draft.named
    for name in names:
        start = at + (draft.name or "").index(name, at - draft.named)
        yield replace(
            draft, name=name, kind=kind_of(name) or draft.kind, named=start, spans=list(draft.spans), people=[], bodies=[],
            places=[], doers=[], honoured=[], present=[], done_to=[],
        )  # fmt: skip
        at = start + len(name)


def _parts(name: str) -> list[str]:
    """The names that one holds: those before 和 that end with a noun of events, and what is behind it."""
    inside = quoted(name, 0, len(name))
    ends = {match.end() for match in tables().noun.finditer(name)} | {
        match.end() + 1 for match in tables().noun.finditer(name) if name[match.end() : match.end() + 1] in ("”", "》")
    }
    for joint in JOINED.finditer(name):
        first, second = name[: joint.start()], name[joint.end() :]
        if (
            joint.start() in ends
            and len(name) in ends
            and min(len(first), len(second)) >= SHORTEST
            and not any(s <= joint.start() < e for s, e in inside)
            and second not in SAME
            and not tables().words["opening_end"].search(first)
        ):
            if SEVERAL.match(second) or tables().words["leading"].match(second):
                return [first]  # 论坛及400多场活动
            return [first, *_parts(second)]
    return [name]
