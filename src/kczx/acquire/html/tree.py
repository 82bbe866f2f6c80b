"""A page's tree, as a parser by the HTML standard (Lexbor, through selectolax) builds it, with each piece in its place.

Each piece is handed to the parser with one character before it that stands for its number (from the planes for private use),
so that the tree tells of every element which pieces it holds, however wrongly the page nests its tags.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from kczx.acquire.html.tokens import Token, elements

FIRST, LAST = 0xF0000, 0x10FFFD
DEEPEST = 200
"""Elements within each other that are handed on; a parser's time grows with the square of the depth."""


@dataclass(slots=True)
class Element:
    """An element: which pieces [first, last) it holds, and how many characters of them are links' texts."""

    tag: str
    name: str  # its class and id
    parent: Element | None
    first: int
    last: int = 0
    length: int = 0
    linked: int = 0
    hidden: bool = False
    inside: list[Element] = field(default_factory=list)

    def above(self) -> Iterator[Element]:
        """The elements that it lies in, from the inside out, itself first."""
        element: Element | None = self
        while element is not None:
            yield element
            element = element.parent


@dataclass(slots=True)
class Tree:
    """A page: its root, and the element that each piece lies in."""

    root: Element
    owners: list[Element]


def tree(texts: Sequence[str], source: str, tokens: Sequence[Token], numbers: dict[int, int]) -> Tree:
    """The tree of a page; `numbers` leads from a token's start to the number of its piece, `texts` holds the pieces' texts."""
    page = LexborHTMLParser(_marked(texts, source, tokens, numbers))
    root, owners = _elements(page.body, texts)
    return Tree(root, owners)


def _marked(texts: Sequence[str], source: str, tokens: Sequence[Token], numbers: dict[int, int]) -> str:
    """The page's markup with a mark before each piece, without scripts, and not too deep."""
    void = elements()["void"]
    parts: list[str] = []
    open_tags: list[str] = []
    for token in tokens:
        if token.kind == "text":
            number = numbers.get(token.start)
            if number is None or number > LAST - FIRST:
                parts.append(" ")
            else:
                parts.append(chr(FIRST + number) + html.escape(_unmarked(texts[number])))
        elif token.kind == "open" and token.name not in void:
            if len(open_tags) < DEEPEST:
                parts.append(source[token.start : token.end])
            open_tags.append(token.name)
        elif token.kind == "close":
            if token.name in open_tags[-20:]:  # what it leaves open the parser closes, too
                while open_tags.pop() != token.name:
                    pass
            if len(open_tags) < DEEPEST:
                parts.append(source[token.start : token.end])
        elif token.kind == "open":
            parts.append(source[token.start : token.end])
    return "".join(parts)


def _unmarked(text: str) -> str:
    return text if max(text, default="") < chr(FIRST) else "".join(char for char in text if ord(char) < FIRST)


def _elements(body: Any, texts: Sequence[str]) -> tuple[Element, list[Element]]:
    """The tree's elements with their measures, and the element of each piece."""
    root = Element("html", "", None, 0)
    owners = [root] * len(texts)
    waiting: list[tuple[Any, Element, bool]] = [(body, root, False)] if body is not None else []
    while waiting:
        node, parent, linked = waiting.pop()
        if node.tag == "-text":
            for char in node.text_content or "":
                if FIRST <= ord(char) <= LAST and (number := ord(char) - FIRST) < len(texts):
                    owners[number] = parent
                    size = len(texts[number].strip())
                    for element in parent.above():
                        element.first = min(element.first, number)
                        element.last = max(element.last, number + 1)
                        element.length += size
                        element.linked += size if linked else 0
        elif node.is_element_node:
            told = node.attributes
            style = (told.get("style") or "").replace(" ", "").lower()
            name = f"{told.get('class') or ''} {told.get('id') or ''}".lower().strip()
            element = Element(node.tag, name, parent, len(texts))
            element.hidden = parent.hidden or "display:none" in style or "hidden" in told
            parent.inside.append(element)
            child = node.last_child
            while child is not None:
                waiting.append((child, element, linked or node.tag == "a"))
                child = child.prev
    return root, owners
