"""Takes out the ASCII commas that a writer of pinyin notes sets beside the marks it knows: 出席,，参加,。 is 出席，参加。"""

from __future__ import annotations

import re

from kczx.flow import Remark
from kczx.spans import Aligned

DOUBLED = re.compile(
    r"(?<=[一-龥”》）]),+[，。、；](?:,+(?=[一-龥“《（]))?|(?<=[一-龥”》）])[，。、；],+(?=[一-龥“《（])"
)

BESIDE = tuple(pair for mark in "，。、；" for pair in ("," + mark, mark + ","))


def single_marks(text: Aligned) -> tuple[Aligned, list[Remark]]:
    """The text with one mark where ASCII commas stand beside a full-width one, and where that was.

    >>> single_marks(Aligned.of("代表出席,，讲话,。"))[0].text
    '代表出席，讲话。'
    """
    found = list(DOUBLED.finditer(text.text)) if any(pair in text.text for pair in BESIDE) else []
    if not found:
        return text, []
    edits = [
        (comma.start() + at.start(), comma.start() + at.end(), "")
        for comma in found
        for at in COMMAS.finditer(comma[0])
    ]
    remarks = [Remark("mojibake-mark", "a comma beside a mark taken out", text.span(*match.span())) for match in found]
    return text.edit(edits), remarks


COMMAS = re.compile(",+")
