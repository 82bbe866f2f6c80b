"""What bodies seek and what they offer, as sentences tell it: 征集|企业焊接技术难题35项, 推介|50项先导技术."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from kczx import lexicon
from kczx.flow import Findings, Linked
from kczx.relate.draft import Draft
from kczx.relate.patterns import expression

SIDES = ("needs", "offers", "never")
PAIRS = (("“", "”"), ("《", "》"), ("（", "）"), ("(", ")"))
LONGEST = 44
"""Characters from what opens it to the end of what is sought or offered."""
STOPS = re.compile(r"[，,。；;：:！？!?\n]")
LEADING = re.compile("[了的出到等对为向在、 ]+")
"""What stands between what opens it and its own words."""
SHORTEST = 2
"""Characters before the noun at least: 发布技术需求 does not tell what is sought."""


class Told(NamedTuple):
    """What is sought or offered: the article's characters [start, end)."""

    start: int
    end: int
    side: str


class Row(NamedTuple):
    """A row of the table: what opens it, and the noun at its end."""

    side: str
    opens: re.Pattern[str]
    noun: re.Pattern[str]


def _wrong(row: tuple[str, ...]) -> str | None:
    if row[0] not in SIDES:
        return f"{row[0]!r} is none of {', '.join(SIDES)}"
    for cell in row[1 : 2 if row[0] == "never" else 3]:
        try:
            expression(cell)
        except ValueError as error:
            return str(error)
        if set(cell) & set("()…_"):
            return f"{cell!r} is not made of words and |"
    return None


@lexicon.cached
def _table() -> tuple[re.Pattern[str], tuple[Row, ...], re.Pattern[str]]:
    """Where any noun of the table begins, the rows, and what cannot stand within."""
    rows, nouns, never = [], [], []
    for side, opens, words, before, behind in lexicon.rows("relate/sides.tsv", 5, check=_wrong):
        if side == "never":
            never += opens.split("|")
            continue
        longest = sorted(words.split("|"), key=len, reverse=True)
        nouns += longest
        rows.append(
            Row(
                side,
                re.compile(lexicon.alternation(opens.split("|"))),
                re.compile(expression("|".join(longest), before, behind)),
            )
        )
    return re.compile(lexicon.alternation(nouns)), tuple(rows), re.compile(lexicon.alternation(never))


def told(findings: Findings) -> Iterator[Told]:
    """Yield what an article's running text says that somebody seeks or offers, left to right, none within another."""
    text = findings.article.text
    any_noun, rows, _ = _table()
    last = 0
    for hit in any_noun.finditer(text):
        if hit.start() < last or findings.article.zone(hit.start()).kind != "text":
            continue
        for row in rows:
            one = _one(findings, row, hit.start(), last)
            if one is not None:
                last = one.end
                yield one
                break


def _one(findings: Findings, row: Row, at: int, last: int) -> Told | None:
    """What a row reads that has its noun at a place."""
    text = findings.article.text
    noun = row.noun.match(text, at)
    if noun is None:
        return None
    first = max(last, at - LONGEST)
    stop = max((match.end() for match in STOPS.finditer(text, first, at)), default=first)
    opening = None
    for match in row.opens.finditer(text, stop, at):
        opening = match
    if opening is None:
        return None
    leading = LEADING.match(text, opening.end(), at)
    start = leading.end() if leading else opening.end()
    end = noun.end()
    for figure in findings.within(findings.figures, end, end + 1):
        end = figure.end  # 技术难题|35项
    counted = bool(findings.within(findings.figures, start, end))
    if at - start < SHORTEST and not counted:
        return None
    if _table()[2].search(text, start, at) or any(
        text.count(a, start, end) != text.count(b, start, end) for a, b in PAIRS
    ):
        return None
    return Told(start, end, row.side)


def put_sides(linked: Linked, drafts: Iterable[Draft]) -> None:
    """Give events what their sentences say is sought and offered, and figures the side of what they count."""
    by_article: dict[str, list[Told]] = {}
    for findings in linked.findings:
        found = list(told(findings))
        by_article[findings.article.id] = found
        for one in found:
            for figure in findings.within(findings.figures, one.start, one.end):
                what = findings.article.text[one.start : figure.start if figure.end == one.end else one.end]
                if figure.counted and what.endswith(figure.counted[-2:]):
                    linked.figure_sides[findings.article.id, figure.start] = one.side
    for draft in drafts:
        draft.sides = [one for one in by_article[draft.article.id] if any(a <= one.start < b for a, b in draft.spans)]
