"""Whom a verb gives an office: 选举甲为会长、乙为秘书长, 甲当选理事长, 甲，历任校长、院长."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kczx.find.people.attach import Attachment

LIFE = re.compile(r"曾任|历任|现任|先后任|先后担任|兼任|时任")
APPOINTED = re.compile(
    r"(?:等[\d一二三四五六七八九十]+[人名位])?(?:同志)?(?:曾任|历任|现任|先后任|先后担任|时任|当选为?|担任|出任|就任|受聘为|被聘为|连任|兼任|接任|任|为)(?:新一届|首任|新任|首届)?$"
)


def appointees(state: Attachment, begin: int) -> list[int]:
    """The names to which the verb right before a chain of titles gives it."""
    before = state.text[max(0, begin - 40) : begin]
    match = APPOINTED.search(before)
    if match is None:
        return []
    verb = begin - len(before) + match.start()
    given = state.ended_by(verb)
    if not given and LIFE.search(match[0]):
        last = state.last_before(verb, max(state.text.rfind("\n", 0, verb), 0))
        given = [] if last is None else [last]
    return given
