"""Replaces look-alike characters by the plain ones and takes characters away that nobody sees."""

from __future__ import annotations

import re

from kczx import lexicon
from kczx.spans import Aligned

# Terminal escapes and control characters; soft hyphen, zero-width and direction marks, byte order marks in mid-text.
INVISIBLE = re.compile(
    "\x1b\\[[0-9;?]*[ -/]*[@-~]|\x1b\\][^\x07\x1b\n]*(?:\x07|\x1b\\\\)?|[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]|"
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+"
)

HIDDEN = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""How each of them begins."""
FULL_STOP = re.compile(r"(?<=\d)．(?=\d)")
"""A full-width stop within a number: ２．４."""
LONE_RETURN = re.compile(r"\r(?!\n)")
"""A line's end as old systems wrote it."""


@lexicon.cached
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    def char(cell: str) -> str:
        return chr(int(cell[2:], 16)) if cell.startswith("U+") else cell

    table = {char(old): char(new) for old, new in lexicon.rows("clean/width.tsv", 2)}
    return re.compile("[" + "".join(table) + "]"), table


def plain_width(text: Aligned) -> Aligned:
    """The text with plain letters, digits, radicals and spaces, and without invisible characters."""
    odd, table = _table()
    if odd.search(text.text):
        text = text.replace_text(FULL_STOP.sub(".", odd.sub(lambda match: table[match[0]], text.text)))
    if "\r" in text.text and LONE_RETURN.search(text.text):
        text = text.replace_text(LONE_RETURN.sub("\n", text.text))
    if HIDDEN.search(text.text):
        text = text.edit((*match.span(), "") for match in INVISIBLE.finditer(text.text))
    return text
