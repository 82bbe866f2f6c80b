"""Which pieces of a page are its article, and its headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kczx.acquire.html.lines import Line, lines_of, pieces_of
from kczx.acquire.html.page import Page, parts_of_title
from kczx.acquire.html.story import story
from kczx.acquire.html.text import Piece
from kczx.acquire.html.tokens import Token, elements
from kczx.acquire.html.tree import Element, tree
from kczx.acquire.published import day

LONGEST_DATELINE = 120


@dataclass(frozen=True, slots=True)
class Article:
    """What was chosen: the pieces of the body, where visible text begins that was left out, the headline, and the day that
    stands between headline and body."""

    pieces: list[Piece]
    left_out: list[int]
    title: str | None
    published: str | None = None


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
    said = parts_of_title(told)
    return Article(
        [piece for number, piece in enumerate(pieces) if number in kept],
        [piece.start for number, piece in enumerate(pieces) if number not in kept],
        lines[headline].text if headline is not None else said[0] if told.title else None,
        _day_below(lines, headline, chosen),
    )


def _day_below(lines: Sequence[Line], headline: int | None, chosen: Sequence[int]) -> str | None:
    """The day on a short line between the headline and the story's first sentence, be it a link or in a poster's box."""
    if headline is None or headline not in chosen:
        return None
    first = next((number for number in chosen if number > headline and lines[number].running), headline)
    between = (line.text for line in lines[headline + 1 : first] if len(line.text) <= LONGEST_DATELINE)
    return next(filter(None, map(day, between)), None)


def _headline(lines: Sequence[Line], told: Page) -> int | None:
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
