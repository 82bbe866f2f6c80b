"""Text → what SQLite's index is given, and words → what it is asked, so that any words are found wherever they stand.

A line becomes its overlapping pairs of characters, the last character by itself: 科技周 is 科技, 技周, 周.  Words of two characters
and more are then a phrase of pairs, one character is the beginning of a pair; nothing is missed, and nothing across a line's end is
found.  Marks, spaces and pictures, which the index would drop, stand there as characters of planes that no text uses.
"""

from __future__ import annotations

from itertools import chain

PLANE = 0xF0000

LAST = 0xFFFD
NEXT, RARE = 0x100000, range(0x20000, 0x2A6E0)
"""Where those beyond the basic plane stand, but for rare Chinese characters, which the index knows."""


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


class _Kept(dict[int, str]):
    """Each character, but a line's end, as one that the index keeps; filled as characters come."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if not (char == "\n" or "一" <= char <= "鿿" or "a" <= char <= "z" or "0" <= char <= "9"):
            char = chr(PLANE + code) if code <= LAST else char if code in RARE else chr(NEXT + code % 0x10000)
        self[code] = char
        return char


KEPT = _Kept()
