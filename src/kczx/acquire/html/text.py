"""Pieces of markup → running text whose every character leads to the source: entities, white space, line ends."""

from __future__ import annotations

import html
import re
from array import array
from collections.abc import Iterable
from typing import NamedTuple

from kczx.spans import Aligned

ENTITY = re.compile(r"&(?:#[0-9]{1,8}+|#[xX][0-9a-fA-F]{1,7}+|[a-zA-Z][a-zA-Z0-9]{1,31}+);?")
PIECE = re.compile(
    rf"(?P<space>(?:[ \t\n\f\r]|&(?:#9|#10|#13|#32|#x20|#x0?[9ad]);)++)|(?P<entity>{ENTITY.pattern})|[^ \t\n\f\r&]++|&"
)
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—·"
GAP = re.compile("(?<=[\u3400-\u9fff])\xa0(?=[\u3400-\u9fff])")
SENTENCE = re.compile("[，。；]")
DAY = re.compile(r"[\[(（]?(?:19|20)\d\d[-./]\d")
SEGMENT_BEFORE, SEGMENT_AFTER = re.compile("[\u3400-\u9fff]*$"), re.compile("[\u3400-\u9fff]*")


class Piece(NamedTuple):
    """Text [start, end) of the source; `breaks` where a line ends before it, `verbatim` where its white space counts."""

    start: int
    end: int
    breaks: bool
    verbatim: bool = False


def running_text(source: str, pieces: Iterable[Piece]) -> Aligned:
    """The text of pieces as a browser shows it, a line a block, each character with its range of the source.

    White space is one space, none at a line's ends nor where a line of the file ends between Chinese characters.

    >>> told = running_text("<p>科&nbsp;协，<b>怀</b>进鹏", [Piece(3, 12, True), Piece(15, 16, False), Piece(20, 22, False)])
    >>> told.text, told.span(0, 2), told.span(3, 6)
    ('科协，怀进鹏', (3, 11), (15, 22))
    """
    parts: list[str] = []
    starts, ends = array("l"), array("l")

    def add(text: str, start: int, end: int) -> None:
        parts.append(text)
        if len(text) == end - start:
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(text))
            ends.extend([end] * len(text))

    space: tuple[int, int] | None = None  # white space that was met and is not yet written
    for piece in pieces:
        if piece.breaks:
            if parts:
                add("\n", ends[-1], ends[-1])
            space = None
        elif parts and not space and _wide(parts[-1][-1]) and DAY.match(source, piece.start, piece.end):
            add(" ", ends[-1], ends[-1])  # a list's headline and its day, which the page sets apart by its style
        if piece.verbatim:
            add(source[piece.start : piece.end].replace("\r\n", "\n "), piece.start, piece.end)
            continue
        for match in PIECE.finditer(source, piece.start, piece.end):
            start, end = match.span()
            if match["space"]:
                space = space or (start, end)
                continue
            text = match[0]
            if match["entity"]:
                text = html.unescape(text)
                if text == match[0]:
                    text = match[0]
            if not text:
                continue
            if space and parts and parts[-1][-1] != "\n":
                wide = _wide(parts[-1][-1]) and _wide(text[0])
                if not (wide and "\n" in source[slice(*space)]):
                    add(" ", *space)
            space = None
            add(text, start, end)
    return without_gaps(Aligned("".join(parts), starts, ends))


def without_gaps(aligned: Aligned) -> Aligned:
    """The text without no-break spaces inside words: 科&nbsp;协."""
    return aligned.edit(
        (*match.span(), "") for match in GAP.finditer(aligned.text) if _inside_word(aligned.text, match.start())
    )


def _wide(char: str) -> bool:
    return bool(re.match(f"[{WIDE}]", char))


def _inside_word(text: str, at: int) -> bool:
    """Whether a no-break space between two Chinese characters stands in a word, 科&nbsp;协, and not between two names or, on a
    line without punctuation, between two labels."""
    before = SEGMENT_BEFORE.search(text, max(0, at - 8), at)
    after = SEGMENT_AFTER.match(text, at + 1, min(len(text), at + 9))
    lengths = [len(segment[0]) for segment in (before, after) if segment]
    if 1 in lengths:  # no name, and no label, has one character
        return True
    line = text[max(0, at - 200) : at + 1].rpartition("\n")[2] + text[at + 1 : at + 200].split("\n", 1)[0]
    if not SENTENCE.search(line):
        return False
    return not all(2 <= length <= 4 for length in lengths)
