"""Takes out the ASCII commas that a tool wrote beside full-width marks: 出席,，参加,。 is 出席，参加。"""

from __future__ import annotations

import re

from kczx.spans import Aligned

BESIDE = re.compile(r",+(?=[，。、；])|(?<=[，。、；]),+")


def single_marks(text: Aligned) -> Aligned:
    """The text with one mark where a comma stands beside a full-width mark."""
    return text.edit((*match.span(), "") for match in BESIDE.finditer(text.text))
