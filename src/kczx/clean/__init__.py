"""Source → Cleaned: what damaged the text is undone, and every character still knows its place in the source."""

from __future__ import annotations

import re

from kczx.clean.lines import mend_lines
from kczx.clean.marks import single_marks
from kczx.clean.mojibake import repair
from kczx.clean.notes import drop_notes
from kczx.clean.script import simplify
from kczx.clean.width import plain_width
from kczx.flow import Cleaned, Remark, Source
from kczx.spans import Aligned

__all__ = ["clean"]

DAY = re.compile(r"\d{4}-\d\d-\d\d")


def clean(source: Source) -> Cleaned:
    """The source's working text: repaired, without notes, in plain width, lines joined, in simplified characters.

    >>> clean(Source("-", "中國科學(xué)技術(shù)協(xié)會４ 月 30 日召開")).aligned.text
    '中国科学技术协会4月30日召开'
    """
    text, remarks = repair(source.body or Aligned.of(source.text))
    remarks[:0] = source.remarks
    if source.published is not None and not DAY.match(source.published):
        remarks.append(Remark("published-ignored", f"“{source.published[:40]}” is no date (YYYY-MM-DD)"))
    text, notes = drop_notes(text)
    if notes:
        remarks.append(Remark("notes-dropped", f"{notes} pinyin notes taken out"))
    text, doubled = single_marks(plain_width(text))
    remarks += doubled
    text, script = simplify(text)
    text = mend_lines(text)
    return Cleaned(source, text, script, tuple(remarks))
