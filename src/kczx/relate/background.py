"""Events of other years that a report of today mentions: 2013年4月，他曾来到这里看望乡亲."""

from __future__ import annotations

from collections.abc import Sequence

from kczx.flow import Article
from kczx.relate.draft import Draft

OF_THE_NEWS = frozenset(["byline", "heading"])
"""What tells the day of the news, by its basis."""
YEARS = 1
"""How many years before the article's own an event may lie to be of what it reports."""


def reported(article: Article, drafts: Sequence[Draft]) -> list[Draft]:
    """The events that an article reports, without those of years before that it tells as background.

    A byline and an issue have the day of their news.  A page may come out years later, and a file be named so: where most of
    its events lie in other years, it is about them, and all are kept; so they are where nothing tells when it came out.
    """
    if article.published is None:
        return list(drafts)
    year = int(article.published[:4])
    far = [_far(draft, year) for draft in drafts]
    dated = sum(draft.when is not None and draft.when.start is not None for draft in drafts)
    if article.basis not in OF_THE_NEWS and sum(far) * 2 >= dated:
        return list(drafts)
    return [draft for draft, is_far in zip(drafts, far, strict=True) if not is_far]


def _far(draft: Draft, year: int) -> bool:
    when = draft.when
    return (
        when is not None and when.start is not None and abs(int(when.start[:4]) - year) > YEARS and not draft.headline
    )
