"""What was to be held and is not, or on another day: …活动取消, …顺延至9月30日办理."""

from __future__ import annotations

import re

from kczx.flow import Findings, Linked
from kczx.relate.clauses import CLAUSE_END, triggered
from kczx.relate.draft import Draft
from kczx.relate.frames import tables

SINCE = "起始"
"""How a clause ends that tells from when: 9月18日起."""
CLAUSES_ON = 3
"""Clauses from an event's own on in which that stands."""
WITH_OBJECT = frozenset(["取消", "中止"])
ITSELF = re.compile(
    "了?(?:举行|举办|召开|办理|进行|(?P<same>(?:本次|此次|该|这次|这一|原定的?)?(?:活动|会议|大会|比赛|展览|演出)))?(?:$|[（( 。])"
)
"""Behind 取消, where it is the event itself that is called off."""
DAY_WITHIN = 6
"""Characters behind 顺延至 in which the new day begins."""


def joined(text: str, parts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Clauses, one that begins by putting off, or by how long something lasts, joined to the one before that names it:
    …工作坊，|顺延至10月4日办理; 典礼5日起，|一连三天举行."""
    found: list[tuple[int, int]] = []
    for a, b in parts:
        off = tables().words["put_off"].match(text, a, b) or tables().words["called_off"].match(text, a, b)
        off = off or tables().words["lasting"].match(text, a, b)
        if off and found and found[-1][1] == a - 1 and (text[a - 2] in SINCE or not triggered(text, *found[-1])):
            a = found.pop()[0]
        found.append((a, b))
    return found


def put_off(linked: Linked, findings: Findings, draft: Draft, end: int) -> None:
    """Tell of a gathering that it is cancelled, or to come on another day, where its clause or the next say so."""
    text, stop = findings.article.text, draft.clause
    if not draft.gathering or draft.headline:
        return
    for _ in range(CLAUSES_ON):
        mark = CLAUSE_END.search(text, stop, end)
        stop = mark.end() if mark else end
        if mark is None or mark[0] in "。；;":
            break
    words = tables().words
    called_off = words["called_off"].search(text, draft.clause, stop)
    if called_off is not None and not _another(draft, *called_off.span()):
        draft.cancelled, draft.planned, draft.dated = True, False, True
    elif (later := words["put_off"].search(text, draft.clause, stop)) is not None:
        draft.planned = True
        first = findings.index(findings.dates, later.end())
        for date, when in zip(findings.dates[first:], linked.when[findings.article.id][first:], strict=True):
            if date.start <= later.end() + DAY_WITHIN and when.precision == "day":
                draft.when, draft.dated, draft.own = when, True, True
            break


def _another(draft: Draft, start: int, end: int) -> bool:
    """Whether what is called off by the words [start, end) is another thing than the event: 会议取消了|新闻发布会."""
    text = draft.article.text
    if text[start:end] not in WITH_OBJECT or draft.named >= end or start < draft.verb[0] < draft.trigger[1]:
        return False
    mark = CLAUSE_END.search(text, end)
    told = ITSELF.match(text, end, mark.start() if mark else len(text))
    return told is None or (draft.kind == "meeting" and told["same"] is not None)
