"""Text that was decoded wrongly as a whole, before it came here → what it was, where the characters still tell."""

from __future__ import annotations

import re
from typing import NamedTuple

from kczx import lexicon
from kczx.acquire.encodings import decode, decode_as, doubts, reads_well
from kczx.flow import Remark

SAMPLE = 4000
"""Characters by which the whole is judged."""
FEWEST = 12
"""Characters beyond ASCII below which nothing can be said."""
NONSENSE, SENSE = 0.7, 0.85
"""How well the text reads at most, and what comes out of it at least."""
MOST_LOST = 0.3
LOST = re.compile("\ufffd[\ufffd?]*")
"""Where bytes were lost: what wrote the text put a mark for them, and what of the character was left is no character."""
UNKNOWN = re.compile("[\ufffd€]")


EVERYDAY = 0.15
"""How many of a Chinese text's characters are those of any."""


class Wrong(NamedTuple):
    """A text's own encoding and that by which it was read."""

    own: str
    read_as: str


KINDS = (
    Wrong("utf-8", "gb18030"), Wrong("utf-8", "cp1252"), Wrong("utf-8", "latin-1"), Wrong("gb18030", "latin-1"),
    Wrong("gb18030", "cp1252"), Wrong("big5hkscs", "gb18030"), Wrong("utf-8", "big5hkscs"), Wrong("gb18030", "big5hkscs"),
)  # fmt: skip


class Decoded(NamedTuple):
    """A document's text, its bytes' encoding, and what the reader should know of both."""

    text: str
    encoding: str
    remarks: tuple[Remark, ...]


def decoded(data: bytes, *declared: str | None) -> Decoded:
    """The text of bytes, of which a header may declare the encoding; raises as `decode` does."""
    text, encoding = decode_as(data, *declared) if any(declared) else decode(data)
    told = doubts(text, encoding, data)
    if again := mended(text):
        text, wrong = again
        lost = text.count("\ufffd")
        what = f"{wrong.own} had been read as {wrong.read_as}; it is read again, {lost} characters are lost"
        told = (Remark("decoded-again", what),)
    return Decoded(text, encoding, told)


def mended(text: str) -> tuple[str, Wrong] | None:
    """The text as it was, and what was done to it; None where it reads well, or where no other reading does.

    >>> mended("湖南省科学技术协会在长沙召开学术年会".encode().decode("gb18030", "replace"))[0]
    '湖南省科学技术协会在长沙召开学术年会'
    >>> mended("湖南省科学技术协会在长沙召开学术年会") is None
    True
    """
    sample = text[:SAMPLE]
    if sum(1 for char in sample if ord(char) > 127) < FEWEST or reads_well(sample) > NONSENSE:
        return None
    for wrong in KINDS:
        again = _again(sample, wrong)
        if again is None or again.count("\ufffd") > MOST_LOST * len(again):
            continue
        sound = again.replace("\ufffd", "")
        if reads_well(sound) >= SENSE and _everyday(sound) >= max(EVERYDAY, 2 * _everyday(sample)):
            whole = _again(text, wrong)
            return None if whole is None else (whole, wrong)
    return None


@lexicon.cached
def _everyday_characters() -> frozenset[str]:
    return frozenset("".join(lexicon.words("acquire/everyday.tsv")))


def _everyday(text: str) -> float:
    """The share of a text's characters beyond ASCII of which any Chinese text is full."""
    beyond = [char for char in text if ord(char) > 127]
    return sum(1 for char in beyond if char in _everyday_characters()) / max(1, len(beyond))


def _again(text: str, wrong: Wrong) -> str | None:
    """The text in its own encoding; None where it cannot have been read by the other one."""
    pieces, at = [], 0
    try:
        for mark in UNKNOWN.finditer(text):
            pieces += [text[at : mark.start()].encode(wrong.read_as), b"\x80" if mark[0] == "€" else b"\xff"]
            at = mark.end()
        pieces.append(text[at:].encode(wrong.read_as))
    except UnicodeEncodeError:
        return None
    return LOST.sub("\ufffd", b"".join(pieces).decode(wrong.own, "replace"))
