"""What a notice tells of a planned event on lines of its own: 培训时间：…, 会议地点：…."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kczx import lexicon
from kczx.flow import Findings, Linked
from kczx.relate.dates import told_date
from kczx.relate.draft import Draft
from kczx.relate.frames import tables

WITHIN = 40
"""Sentences below the event in which such lines stand."""
LONGEST_PLACE = 40
STOPS = re.compile("[，,。；;（(\\n]")


@lexicon.cached
def _line() -> re.Pattern[str]:
    """A line's beginning up to the colon: 3．会议地点：, with the groups `day` or `place`."""
    words = tables().words
    number = r"(?:[（(]?[\d一二三四五六七八九十]{1,2}[)）.．、]\s*)?"
    return re.compile(
        rf"{number}[^，,。；;：:]{{0,8}}?(?:(?P<day>{words['label_day'].pattern})|(?P<place>{words['label_place'].pattern}))\s*[：:]\s*"
    )


def lines_of_a_notice(linked: Linked, findings: Findings, drafts: Sequence[Draft]) -> None:
    """Give an article's first planned gathering the day and the place that lines below it tell, where its own words do not."""
    draft = next((draft for draft in drafts if draft.planned and draft.gathering), None)
    if draft is None or (draft.place is not None and draft.when is not None and draft.when.precision == "day"):
        return
    article = findings.article
    for start, end in article.sentences[draft.sentence + 1 : draft.sentence + 1 + WITHIN]:
        line = _line().match(article.text, start, end)
        if line is None or article.zone(start).start != start:
            continue
        if line["place"] and draft.place is None:
            stop = STOPS.search(article.text, line.end(), end)
            place = article.text[line.end() : stop.start() if stop else end].strip()
            draft.place = place if 1 < len(place) <= LONGEST_PLACE else None
        elif line["day"] and (draft.when is None or draft.when.precision != "day"):
            when, _ = told_date(linked, findings, line.end(), end)
            draft.when = when if when is not None and when.precision == "day" else draft.when
