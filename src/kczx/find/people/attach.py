"""Gives titles to names by structure alone: chains before a name, titles behind it, labels, rows, verbs that give an office."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kczx.find.people.chains import Chain, chains, told, trimmed
from kczx.find.people.giving import appointees
from kczx.find.people.titles import Occurrence
from kczx.flow import Organization, Person, Place, Title

LIST = re.compile(r"、|[和与及]|以及|[ \t　]{1,4}")
"""What stands between two names that share a title."""
TO_NAME = re.compile(r"[ \t　]{0,4}(?:[:：][ \t　]{0,4})?")
ANNOUNCED = re.compile(r"(?:还有|分别是|分别为|包括|有|是|为)[:：]?|[:：]")
NOTE = re.compile(r"[ \t　]?[（(][^（()）\n]{1,24}[）)]")
CLOSES = re.compile(r"[，,。；;\n]|$")


class Attachment:
    """One text's names and the titles that they have got so far."""

    def __init__(
        self, text: str, names: Sequence[Person], organizations: Sequence[Organization], places: Sequence[Place]
    ) -> None:
        self.text = text
        self.names = sorted(names, key=lambda name: name.start)
        self.starts = [name.start for name in self.names]
        self.at = {name.start: number for number, name in enumerate(self.names)}
        self.titles: list[list[Title]] = [[] for _ in self.names]
        self.tails = [name.end for name in self.names]  # where a name's own note and the titles behind it end
        self.behind: set[int] = set()  # names that have an office behind them
        self.body_ends = {place.end: (place.start, place.text) for place in places}
        self.body_ends |= {body.end: (body.start, body.text) for body in organizations}
        self.organizations = organizations

    def give(self, number: int, titles: Sequence[Title]) -> None:
        known = {(title.organization, title.position) for title in self.titles[number]}
        self.titles[number] += [title for title in titles if (title.organization, title.position) not in known]

    def name_at(self, at: int) -> int | None:
        """The number of the name that begins at a place, spaces and a colon passed over."""
        match = TO_NAME.match(self.text, at)
        return self.at.get(match.end() if match else at)

    def listed(self, number: int) -> Iterator[int]:
        """A name and those that go on its list: 云宏年、齐志英."""
        yield number
        while number + 1 < len(self.names):
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
        while number >= 0 and self.tails[number] == at:
            found.append(number)
            link = re.search(
                r"(?:、|[和与及]|以及|[ \t　])$", self.text[max(0, self.starts[number] - 3) : self.starts[number]]
            )
            if link is None:
                break
            at = self.starts[number] - len(link[0])
            number -= 1
        return found[::-1]

    def last_before(self, at: int, since: int) -> int | None:
        """The last name that stands between two places."""
        number = bisect_left(self.starts, at) - 1
        return number if number >= 0 and self.starts[number] >= since else None


def attach(
    text: str,
    names: Sequence[Person],
    occurrences: Sequence[Occurrence],
    organizations: Sequence[Organization],
    places: Sequence[Place],
) -> list[Person]:
    """The names, in the order of the text, each with the titles that are told of it at its place.

    >>> from kczx.find.people.titles import find
    >>> text, body = "海南省科协主席林国栋、副主席高松林出席", Organization(0, 5, "海南省科协", "", "association")
    >>> names = [Person(7, 10, "林国栋", ""), Person(14, 17, "高松林", "")]
    >>> people = attach(text, names, list(find(text, [body], [])), [body], [])
    >>> [[f"{t.organization}|{t.position}" for t in p.titles] for p in people]
    [['海南省科协|主席'], ['海南省科协|副主席']]
    """
    state = Attachment(text, names, organizations, places)
    left = _behind(state, trimmed(text, state.names, occurrences))
    rest = _forward(state, list(chains(text, left)))
    for chain in rest:
        _backward(state, chain)
    return [
        replace(name, titles=tuple(sorted(titles, key=lambda title: title.start)))
        for name, titles in zip(state.names, state.titles, strict=True)
    ]


def _behind(state: Attachment, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """Titles behind a name, 周明德院士, 湖南大学王某副校长; gives back the other ones."""
    text, left = state.text, []
    ends = {name.end: number for number, name in enumerate(state.names)}
    for number, name in enumerate(state.names):
        note = NOTE.match(text, name.end)
        if note is not None and len(note[0]) <= 8:
            ends[note.end()] = number
            state.tails[number] = note.end()
    for title in occurrences:
        at = title.start
        if at not in ends and text[at - 1 : at] == " " and state.name_at(title.end) is None:
            at = len(text[:at].rstrip(" "))
        holder = ends.get(at)
        if holder is None or not title.post or title.employer is not None:
            left.append(title)
            continue
        state.tails[holder] = title.end
        ends[title.end] = holder  # 周明德教授院士
        if title.kind == "address":
            continue
        if title.kind == "office":
            state.behind.add(holder)
        start = state.names[holder].start
        of = start - 1 if text[start - 1 : start] in ("的", " ") else start
        body = state.body_ends.get(of)
        if body is not None and _employs(title, body[1]):
            state.give(holder, [Title(body[1], title.position, body[0], title.end)])
        else:
            state.give(holder, [Title(None, title.position, title.start, title.end)])
    return left


def _forward(state: Attachment, found: Sequence[Chain]) -> list[Chain]:
    """Chains before names, and a chain for the names of a list; gives back those that no name follows."""
    text, rest = state.text, []
    last_end, employer = -3, None
    for chain in found:
        last = chain[-1]
        number = state.name_at(last.end)
        if number is None:
            announced = ANNOUNCED.match(text, last.end)
            number = state.name_at(announced.end()) if announced else None
            if number is None:
                number = _beyond_body(state, last.end)
        if number is None or (last.post and last.kind == "address"):
            rest.append(chain)
            continue
        between = text[last_end : chain[0].begin] if 0 <= chain[0].begin - last_end <= 2 else "。"
        near = re.fullmatch(r"[、和与及，,\s]*", between)
        titles, employer = told(text, chain, employer if near else None, state.organizations)
        for one in state.listed(number):
            state.give(one, titles)
            last_end = state.tails[one]
    return rest


def _employs(title: Occurrence, body: str) -> bool:
    """Whether a body before a name can be the employer of the title behind it: an academy of its members."""
    return title.position != "院士" or body.endswith(("科学院", "工程院"))


def _beyond_body(state: Attachment, at: int) -> int | None:
    """中国工程院院士、东北林业大学|马某|教授: the name behind the next body, if a title stands behind it."""
    if state.text[at : at + 1] not in ("、", " "):
        return None
    number = bisect_left(state.starts, at)
    if number == len(state.names) or not state.titles[number]:
        return None
    begin, _ = state.body_ends.get(state.starts[number], (-1, ""))
    return number if begin == at + 1 else None


def _backward(state: Attachment, chain: Chain) -> None:
    """Chains behind names: in brackets, behind a comma, in a row, given by a verb."""
    text, begin, end = state.text, chain[0].begin, chain[-1].end
    before = text[max(0, begin - 2) : begin]
    given: list[int] = []
    if before[-1:] in ("（", "(") and text[end : end + 1] in ("）", ")"):
        given = state.ended_by(begin - 1) or state.ended_by(end + 1)  # the note may count as the name's own already
    elif before[-1:] in ("，", ",") and CLOSES.match(text, end):
        given = [n for n in state.ended_by(begin - 1)[-1:] if _begins_line(text, state.starts[n])]
    elif before[-1:] in (" ", "　", "|", "｜", "\t") and re.match(r"[ \t　]*(?:\n|$|[|｜])", text[end:]):
        line = text.rfind("\n", 0, begin) + 1
        row = re.compile(r"[ \t　|｜]+$").search(text, line, begin)
        number = state.at.get(line)
        if row is not None and number is not None and state.tails[number] == row.start():
            given = [number]
    if not given:
        given = appointees(state, begin)
    if given:
        titles, _ = told(text, chain, None, state.organizations)
        for number in given:
            state.give(number, titles)


def _begins_line(text: str, at: int) -> bool:
    return at == 0 or text[at - 1] in "\n。；;：: "
