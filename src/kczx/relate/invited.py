"""Who is only invited to what is still to come: 甲邀请乙出席第三届茶业大会."""

from __future__ import annotations

import re

from kczx.flow import Findings
from kczx.relate.draft import Draft

INVITES = re.compile("(?<![应受被])(?:邀请|诚邀)(?![函赛了到])")
INVITED = re.compile("[应受][^，,。；;]{0,40}$")
"""Before 邀请: he comes who is asked, 应甲邀请."""
BETWEEN = re.compile("[^，,。；;、的]{0,4}$")
"""What may stand between somebody and what he does: 甲|当面|邀请."""
HIMSELF = re.compile("(?:[他她]|[中双两我]方)[^，,。；;、的]{0,4}$")


def invited(findings: Findings, draft: Draft) -> int | None:
    """Where the words end by which a person or a side only asks others to what it is told that they attend."""
    text = findings.article.text
    if not draft.gathering or draft.frame.group != "attend":
        return None
    for match in INVITES.finditer(text, draft.clause, draft.verb[0]):
        before = text[draft.clause : match.start()]
        if INVITED.search(before):
            continue
        people = findings.within(findings.people, draft.clause, match.start())
        if HIMSELF.search(before) or (people and BETWEEN.fullmatch(text[people[-1].end : match.start()])):
            return match.end()
    return None


def nobody_yet(findings: Findings, draft: Draft) -> None:
    """Let what somebody is only invited to be still to come: nobody is told to be at it, and its day only behind the words
    that invite."""
    asked = invited(findings, draft)
    if asked is None:
        return
    draft.invited = draft.planned = draft.dated = True
    if not any(asked <= start for start, _ in draft.days):
        draft.when, draft.own = None, False
