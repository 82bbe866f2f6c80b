"""Which pieces of a page are its article, and its headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kczx.acquire.html.credits import Shown, credits, time_of
from kczx.acquire.html.lines import ShownLine, lines_of, pieces_of
from kczx.acquire.html.page import Page, parts_of_title
from kczx.acquire.html.story import story
from kczx.acquire.html.text import Piece
from kczx.acquire.html.tokens import Token, elements
from kczx.acquire.html.tree import Element, tree

SHORTEST_TITLE = 8
REPEATED = 0.6
"""The share of a title's pairs of characters that its story has, where nothing else says whose title it is."""


@dataclass(frozen=True, slots=True)
class Article:
    """What was chosen: the pieces of the body, where visible text begins that was left out, the headline, and the day and the
    publisher that stand beside the body."""

    pieces: list[Piece]
    left_out: list[int]
    title: str | None
    published: str | None = None
    publisher: str | None = None


def article(source: str, tokens: Sequence[Token], told: Page) -> Article:
    """The article of a page."""
    pieces, texts = pieces_of(source, tokens)
    if not pieces:
        return Article([], [], None)
    numbers = {piece.start: number for number, piece in enumerate(pieces)}
    page = tree(texts, source, tokens, numbers)
    all_lines = lines_of(pieces, texts, page)
    lines = [line for line in all_lines if not _is_never(line.element)] or all_lines
    if not lines:
        return Article([], [], None)
    headline = _headline(lines, told)
    chosen = story(lines, headline)
    kept = {n for number in chosen for n in range(lines[number].first, lines[number].last)}
    title = lines[headline].text if headline is not None else told.title or _window(told, lines, chosen)
    shown = credits(Shown(lines, texts, page), headline, chosen)
    begin = pieces[lines[headline].first].start if headline is not None else 0
    end = pieces[lines[chosen[-1]].last - 1].end if chosen else 0
    return Article(
        [piece for number, piece in enumerate(pieces) if number in kept],
        [piece.start for number, piece in enumerate(pieces) if number not in kept],
        title,
        shown.published or time_of(tokens, begin, end),
        shown.publisher,
    )


def _window(told: Page, lines: Sequence[ShownLine], chosen: Sequence[int]) -> str | None:
    """The part of <title> that is the story's, where no line of the page is: what the story repeats, or all of a plain one."""
    if not chosen or not lines[chosen[0]].running:
        return None
    parts = parts_of_title(told)
    if len(parts) == 1 and len(parts[0]) >= SHORTEST_TITLE:
        return parts[0]
    story = "".join(lines[number].text for number in chosen)
    for part in parts[1:]:
        pairs = {part[i : i + 2] for i in range(len(part) - 1)}
        if len(part) >= SHORTEST_TITLE and sum(pair in story for pair in pairs) >= REPEATED * len(pairs):
            return part
    return None


def _headline(lines: Sequence[ShownLine], told: Page) -> int | None:
    """The line with the story's headline: what the page calls itself, else its one main heading."""
    for part in parts_of_title(told):
        found = [
            (line.linked, number)  # the same words may be a link in a list of other stories
            for number, line in enumerate(lines)
            if len(line.text) >= 6 and (line.text == part or (len(line.text) >= 10 and part.startswith(line.text)))
        ]
        if found:
            return min(found)[1]
    main = [number for number, line in enumerate(lines) if any(e.tag == "h1" for e in line.element.above())]
    return main[0] if len(main) == 1 and not lines[main[0]].linked else None


def _is_never(element: Element) -> bool:
    never = elements()["never"]
    return any(e.hidden or e.tag in never for e in element.above())
