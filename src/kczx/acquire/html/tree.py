"""A page's tree, as a parser by the HTML standard (Lexbor, through resiliparse) builds it, with each piece in its place.

Each piece is handed to the parser with one character before it that stands for its number (from the planes for private use),
so that the tree tells of every element which pieces it holds, however wrongly the page nests its tags.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kczx.acquire.html.tokens import Token, elements
from kczx.acquire.libraries import library

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
    parse = library("resiliparse.parse.html", "html")
    page = parse.HTMLTree.parse(_marked(texts, source, tokens, numbers))
    root, owners = _elements(page, parse.NodeType, texts)
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


def _elements(page: object, types: object, texts: Sequence[str]) -> tuple[Element, list[Element]]:
    """The tree's elements with their measures, and the element of each piece."""
    root = Element("html", "", None, 0)
    owners = [root] * len(texts)
    body = page.body  # type: ignore[attr-defined]
    if body is None:
        return root, owners
    waiting: list[tuple[object, Element, bool]] = [(body, root, False)]
    while waiting:
        node, parent, linked = waiting.pop()
        if node.type == types.TEXT:  # type: ignore[attr-defined]
            for char in node.value:  # type: ignore[attr-defined]
                if FIRST <= ord(char) <= LAST and (number := ord(char) - FIRST) < len(texts):
                    owners[number] = parent
                    size = len(texts[number].strip())
                    for element in parent.above():
                        element.first = min(element.first, number)
                        element.last = max(element.last, number + 1)
                        element.length += size
                        element.linked += size if linked else 0
        elif node.type == types.ELEMENT:  # type: ignore[attr-defined]
            tag = node.tag  # type: ignore[attr-defined]
            style = (node.getattr("style") or "").replace(" ", "").lower()  # type: ignore[attr-defined]
            element = Element(tag, f"{node.class_name or ''} {node.id or ''}".lower().strip(), parent, len(texts))  # type: ignore[attr-defined]
            element.hidden = parent.hidden or "display:none" in style or node.hasattr("hidden")  # type: ignore[attr-defined]
            parent.inside.append(element)
            child = node.last_child  # type: ignore[attr-defined]
            while child is not None:
                waiting.append((child, element, linked or tag == "a"))
                child = child.prev_sibling if hasattr(child, "prev_sibling") else child.previous_sibling
    return root, owners
