"""Takes out the ASCII commas that a tool wrote beside full-width marks: 出席,，参加,。 is 出席，参加。"""

from __future__ import annotations

import re

from kczx.spans import Aligned

BESIDE = re.compile(r",+(?=[，。、；])|(?<=[，。、；]),+")
TWICE = re.compile(r"(?<=[\u3400-\u9fff”》]),(?=,[\u3400-\u9fff“《])")
"""Two commas of which the second may have been a full-width one."""


def single_marks(text: Aligned) -> Aligned:
    """The text with one mark where a comma stands beside a full-width mark; so of two commas where others are doubled."""
    if not BESIDE.search(text.text):
        return text
    text = text.edit((*match.span(), "") for match in BESIDE.finditer(text.text))
    return text.edit((*match.span(), "") for match in TWICE.finditer(text.text))
