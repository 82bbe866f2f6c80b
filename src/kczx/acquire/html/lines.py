"""A page's pieces of text and the lines that a browser makes of them, each with the element that it stands in."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kczx.acquire.html.text import Piece
from kczx.acquire.html.tokens import Token, elements
from kczx.acquire.html.tree import Element, Tree

STOP = re.compile(r"[。！？；…]")


@dataclass(slots=True)
class ShownLine:
    """Pieces [first, last) that a browser shows on one line, or as one paragraph."""

    first: int
    last: int
    text: str
    element: Element
    linked: bool = False

    @property
    def running(self) -> bool:
        """Whether it reads as a sentence rather than as a label or a headline."""
        return not self.linked and (bool(STOP.search(self.text)) or self.text.count("，") > 1) and len(self.text) >= 10


def pieces_of(source: str, tokens: Sequence[Token]) -> tuple[list[Piece], list[str]]:
    """The pieces of text that are not blank, with the words that they show."""
    pieces: list[Piece] = []
    texts: list[str] = []
    lines = elements()["line"]
    breaks, verbatim = True, 0
    for token in tokens:
        if token.kind == "text":
            text = source[token.start : token.end]
            if not text.isspace():
                pieces.append(Piece(token.start, token.end, breaks, verbatim > 0))
                texts.append(html.unescape(text))
                breaks = False
            elif not breaks and pieces and not verbatim:
                pieces.append(Piece(token.start, token.end, False))  # the blank between two words in tags of their own
                texts.append(" ")
        elif token.name in lines:
            breaks = True
        if token.name == "pre":
            verbatim = verbatim + 1 if token.kind == "open" else max(0, verbatim - 1)
    return pieces, texts


def lines_of(pieces: Sequence[Piece], texts: Sequence[str], page: Tree) -> list[ShownLine]:
    lines: list[ShownLine] = []
    linked = 0
    for number, piece in enumerate(pieces):
        owner = page.owners[number]
        is_link = any(element.tag == "a" for element in owner.above())
        if piece.breaks or not lines:
            lines.append(ShownLine(number, number, "", owner))
            linked = 0
        line = lines[-1]
        line.last = number + 1
        line.text += texts[number]
        linked += len(texts[number].strip()) if is_link else 0
        line.linked = linked * 2 > len(line.text.strip())
        line.element = _common(line.element, owner)
    for line in lines:
        line.text = " ".join(line.text.split())
    return [line for line in lines if line.text]


def _common(one: Element, other: Element) -> Element:
    """The innermost element that holds both."""
    if one is other:
        return one
    above = {id(element) for element in one.above()}
    return next((element for element in other.above() if id(element) in above), one)
