"""A day that the story before tells: 欢迎仪式后，甲同乙举行会谈, where another story told of the ceremony and of its day."""

from __future__ import annotations

from collections.abc import Sequence

from kczx.relate.draft import Draft
from kczx.relate.frames import tables


def carry_days(drafts: Sequence[Draft]) -> None:
    """Give talks that a sentence puts behind a ceremony the ceremony's day, if the same people were at it."""
    welcomes = [draft for draft in drafts if draft.kind == "reception" and draft.when is not None]
    for draft in drafts if welcomes else ():
        if draft.when is not None or draft.headline:
            continue
        start, end = draft.article.sentences[draft.sentence]
        if (line := draft.article.dateline(start)) is not None:
            start = line.end
        if tables().words["after_welcome"].match(draft.article.text, start, end) is None:
            continue
        there = {id(entity) for _, entity, _ in draft.people}
        for welcome in reversed(welcomes):
            if len(there & {id(entity) for _, entity, _ in welcome.people}) > 1:
                draft.when = welcome.when
                break
