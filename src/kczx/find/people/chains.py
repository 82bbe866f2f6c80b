"""Titles in a row → chains, and a chain → titles with the employers that the text leaves out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kczx.find.people.titles import Occurrence, inherited
from kczx.flow import Organization, Person, Title

Chain = list[Occurrence]
JOINED = re.compile(r"(?:[、兼和及与暨]|以及|兼任|同时|\s){1,3}")
AFTER_NAME = re.compile(
    r"\s*(?:[（(][^（()）]{1,8}[）)])?(?:同志)?(?:当选为?|担任|出任|就任|连任|兼任|历任|现任|接任|任|为|[和与及、，,兼])?\s*"
)
REPORTED = frozenset(["office", "rank", "role"])
NO_EMPLOYER = frozenset(["rank", "role", "address", "intro", "honour"])


def trimmed(text: str, names: Sequence[Person], occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The titles that no name holds, with employers that no name reaches into."""
    starts = [name.start for name in names]
    found = []
    for title in occurrences:
        number = bisect_left(starts, title.end) - 1
        name = names[number] if number >= 0 else None
        if name is not None and name.end > title.start:
            continue
        if name is not None and name.end > title.begin:
            begin = AFTER_NAME.match(text, name.end).end()  # type: ignore[union-attr]  # it matches nothing as well
            own = text[begin : title.start] if begin < title.start else ""
            title = replace(title, employer=own or None, begin=begin if own else title.start)
        found.append(title)
    return found


def chains(text: str, occurrences: Sequence[Occurrence]) -> Iterator[Chain]:
    """Titles that stand in a row: 党组书记、常务副主席兼书记处第一书记."""
    chain: Chain = []
    for title in occurrences:
        if chain and JOINED.fullmatch(text, chain[-1].end, max(title.begin, chain[-1].end)) is None:
            yield chain
            chain = []
        chain.append(title)
    if chain:
        yield chain


def told(
    text: str, chain: Sequence[Occurrence], employer: str | None, organizations: Sequence[Organization]
) -> tuple[list[Title], str | None]:
    """A chain's titles with the employers that the text leaves out, and the employer that goes on."""
    found = []
    for number, title in enumerate(chain):
        own = title.employer
        if own is None and title.kind not in NO_EMPLOYER:
            own = inherited(employer, title.position)
        if title.employer is not None and title.kind == "office":
            employer = title.employer
        position = title.position
        if title.kind == "role" and own and number == len(chain) - 1 and "专家" in position:
            position, own = own + position, None
        if title.kind in REPORTED:
            found.append(Title(own, position, title.begin, title.end))
    return found, employer
