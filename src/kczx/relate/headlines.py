"""The day of what only a headline tells: that of the first sentence below it."""

from __future__ import annotations

from collections.abc import Sequence

from kczx.flow import PAGE_ZONES, Findings, Linked
from kczx.relate.clauses import begins
from kczx.relate.dates import told_date
from kczx.relate.draft import Draft

ABOVE = ("title", "heading")
INSTRUCTION = "instruction"
"""The kind of what somebody orders after something happened, of which the text tells first."""


def days_below(linked: Linked, findings: Findings, drafts: Sequence[Draft]) -> None:
    """Give events that a headline tells without a day the one that the text's first sentence tells."""
    for draft in drafts:
        if not draft.headline or draft.when is not None or draft.dated or draft.kind == INSTRUCTION:
            continue
        number = _below(findings, draft.sentence)
        if number is None:
            continue
        when, _ = told_date(linked, findings, begins(findings, number), findings.article.sentences[number][1])
        if when is not None and when.precision == "day":
            draft.when = when


def _below(findings: Findings, number: int) -> int | None:
    """The first sentence of the text below a headline; None where another headline stands between."""
    article = findings.article
    own = article.zone(article.sentences[number][0]).start
    for below in range(number + 1, len(article.sentences)):
        start, end = article.sentences[below]
        zone, line = article.zone(start), article.dateline(start)
        if zone.kind in ABOVE and zone.start != own:
            return None
        if zone.kind not in PAGE_ZONES and zone.kind not in ABOVE and not (line and line.end >= end - 1):
            return below
    return None
