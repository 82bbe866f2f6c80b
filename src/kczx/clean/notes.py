"""Takes out pinyin notes that stand in brackets behind a character: 科學(xué)技術(shù) is 科學技術."""

from __future__ import annotations

import re

from kczx.clean.readings import NOTE, reads
from kczx.spans import Aligned

BEHIND_CHARACTER = re.compile(rf"(?<=[\u3400-\u9fff])[(（]({NOTE})[)）]")


def drop_notes(text: Aligned) -> tuple[Aligned, int]:
    """The text without its notes, and how many there were.  A bracket whose syllable the character before it cannot be
    read as, such as (IEEE), (a) or (园区), stays."""
    found = [
        (*match.span(), "")
        for match in BEHIND_CHARACTER.finditer(text.text)
        if reads(text.text[match.start() - 1], match[1])
    ]
    return text.edit(found), len(found)
