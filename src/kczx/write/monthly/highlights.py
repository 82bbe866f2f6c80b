"""What a digest tells first: the weightiest items, each in the sentence that names its event."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kczx.write import weights
from kczx.write.monthly.items import BRIEF, Told
from kczx.write.monthly.once import plain
from kczx.write.monthly.passages import Passage

BARE = re.compile(
    r"(?:分别)?(?:出席|参加|主持)了?(?:本次|此次|开幕|启动|揭牌|签约)*(?:会议|大会|活动|仪式|座谈会?|论坛|式)?"
    r"(?:并(?:致辞|讲话|作?讲话|发言))?[。；;]?$"
)
"""How a sentence ends that only tells who was there, or who was in the chair."""


def highlights(items: Iterable[Told], most: int) -> list[tuple[Told, Passage]]:
    """At most so many of the items by weight, in order of time, each with the telling whose first sentence stands for it.

    An item of which only is told who was there comes after all others, and no sentence is told twice.
    """
    found: dict[str, tuple[Told, Passage]] = {}
    told = [(it, brief(it)) for it in items]
    for it, passage in sorted(told, key=lambda it: (is_bare(it[1].first, it[0]), -weight(it[0]))):
        found.setdefault(plain(passage.first), (it, passage))
    return sorted(list(found.values())[:most], key=lambda it: it[0].order)


def weight(it: Told) -> int:
    """That of its weightiest event."""
    return max(weights.of_event(event, it.home.rank, it.papers) for event in it.events)


def brief(it: Told) -> Passage:
    """The telling that stands for an item: one that names the event, the shortest that begins with its day, else its own."""
    own = plain(it.passage.text)
    fit = [it.passage]
    for other in it.tellings:
        if other is not it.passage and len(other.first) >= BRIEF and plain(other.text) != own:
            fit += [other] if other.dated or _names(other.first, it) else []
    return min(
        fit,
        key=lambda passage: (
            is_bare(passage.first, it),
            not _names(passage.first, it),
            1 if passage is it.passage else 0 if passage.dated else 2,
            len(passage.first),
        ),
    )


def is_bare(sentence: str, it: Told) -> bool:
    """Whether a sentence only tells who was there (某人、某人出席。) or in the chair (某人主持会议。)."""
    return not _names(sentence, it) and BARE.search(sentence.strip()) is not None


def _names(sentence: str, it: Told) -> bool:
    return any(event.name is not None and event.name in sentence for event in it.events)
