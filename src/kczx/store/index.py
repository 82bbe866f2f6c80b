"""Text → what SQLite's index is given, and words → what it is asked, so that any words are found wherever they stand.

A line becomes its overlapping pairs of characters, the last character by itself: 科技周 is 科技, 技周, 周.  Words of two characters
and more are then a phrase of pairs, one character is the beginning of a pair; nothing is missed, and nothing across a line's end is
found.  Latin marks and spaces, which the index would drop, stand there as characters of a plane that no text uses.
"""

from __future__ import annotations

from itertools import chain

PLANE = 0xF0000
SURROGATES = range(0xD800, 0xE000)
KEPT = {code: chr(PLANE + code) for code in (*range(128), *SURROGATES) if code != ord("\n") and not chr(code).isalnum()}
"""Each character that the index would drop or not take → one that it keeps."""


def indexed(text: str | None) -> str:
    """The pairs of a text, with spaces between them.

    >>> indexed("科技周\\n开幕")
    '科技 技周 周 开幕 幕'
    """
    lines = plain(text or "").translate(KEPT).split("\n")
    return " ".join([" ".join(map(str.__add__, line, chain(line[1:], ("",)))) for line in lines])


def phrase(word: str) -> str:
    """What finds a word; it holds no line's end.

    >>> phrase("科技周"), phrase("周")
    ('"科技 技周"', '"周"*')
    """
    shown = plain(word).translate(KEPT)
    if len(shown) == 1:
        return f'"{shown}"*'
    return '"' + " ".join(shown[at : at + 2] for at in range(len(shown) - 1)) + '"'


def plain(text: str) -> str:
    """A text in small letters, each of which is one character still; so are hit and text compared."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)
