"""A text's names, by where they stand, and the titles that they have got so far."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kczx.mentions import Organization, Person, Place, Title

LIST = re.compile(r"[,，]{0,2}、[,，]{0,2}|[和与及]|以及|[ \t　]{1,4}")
"""What stands between two names that share a title."""
UNREAD = re.compile(r"、[一-龥]{2,3}(?:（[一-龥]{1,4}）)?、")
"""The same with a name that was not read as one: 云宏年、|厉无畏|、齐志英."""
TO_NAME = re.compile(r"(?:[（(][^（()）\n]{1,10}[）)])?[ \t　]{0,4}(?:[:：/|｜丨][ \t　]{0,4})?")
LIST_BACK = re.compile(r"(?:、|[和与及]|以及|[ \t　])$")


class Holders:
    """The names of a text and what they hold; `tails` tells where a name's own note and the titles behind it end."""

    def __init__(
        self, text: str, names: Sequence[Person], organizations: Sequence[Organization], places: Sequence[Place]
    ) -> None:
        self.text = text
        self.names = sorted(names, key=lambda name: name.start)
        self.starts = [name.start for name in self.names]
        self.at = {name.start: number for number, name in enumerate(self.names)}
        self.titles: list[list[Title]] = [[] for _ in self.names]
        self.tails = [name.end for name in self.names]
        self.behind: set[int] = set()  # names that have an office behind them
        self.body_ends = {place.end: (place.start, place.text) for place in places}
        self.body_ends |= {body.end: (body.start, body.text) for body in organizations}
        self.organizations = organizations

    def give(self, number: int, titles: Sequence[Title]) -> None:
        known = {(title.organization, title.position) for title in self.titles[number]}
        self.titles[number] += [title for title in titles if (title.organization, title.position) not in known]

    def name_at(self, at: int) -> int | None:
        """The number of the name that begins at a place, a note (兼), spaces and a colon passed over."""
        match = TO_NAME.match(self.text, at)
        return self.at.get(match.end() if match else at)

    def listed(self, number: int, *, alone: bool = False) -> Iterator[int]:
        """A name and those that go on its list: 云宏年、齐志英; with `alone`, for an office of one person, only itself."""
        yield number
        while not alone and number + 1 < len(self.names):
            link = UNREAD.match(self.text, self.tails[number])
            if link is None or self.at.get(link.end()) != number + 1:
                link = LIST.match(self.text, self.tails[number])
            if link is None or self.at.get(link.end()) != number + 1 or number in self.behind:
                return
            number += 1
            if number in self.behind:
                return
            yield number

    def ended_by(self, at: int) -> list[int]:
        """The names that end at a place, with those before them on one list."""
        number = bisect_left(self.starts, at) - 1
        found: list[int] = []
        while number >= 0 and at in (self.tails[number], self.names[number].end):
            found.append(number)
            link = LIST_BACK.search(self.text, max(0, self.starts[number] - 2), self.starts[number])
            if link is None:
                break
            at = link.start()
            number -= 1
        return found[::-1]

    def titled_row(self, numbers: list[int]) -> list[int]:
        """Names with those before them in a row whose items begin with titles: (选举)某大学教授|甲、某研究所研究员|乙."""
        rows = [numbers]
        while rows[-1]:
            first = rows[-1][0]
            start = self.starts[first]
            at = min((title.start for title in self.titles[first] if 0 <= start - title.end < 2), default=start)
            link = LIST_BACK.search(self.text, max(0, at - 2), at) if at < start else None
            before = self.ended_by(link.start()) if link is not None and link[0] != " " else []
            if not before or before[-1] >= first:
                break
            rows.append(before)
        return [number for row in reversed(rows) for number in row]

    def last_before(self, at: int, since: int) -> int | None:
        """The last name that begins in [since, at)."""
        number = bisect_left(self.starts, at) - 1
        return number if number >= 0 and self.starts[number] >= since else None

    def first_behind(self, at: int, until: int) -> int | None:
        """The first name that begins in [at, until)."""
        number = bisect_left(self.starts, at)
        return number if number < len(self.starts) and self.starts[number] < until else None
