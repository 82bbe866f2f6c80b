"""Gives titles to names by structure alone: chains before a name, titles behind it, labels, rows, verbs that give an office."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from kczx.find.people.chains import DEPUTY, Chain, chains, inherited, told, trimmed
from kczx.find.people.giving import appointees
from kczx.find.people.holders import Holders
from kczx.find.people.offices import office
from kczx.find.people.titles import Occurrence
from kczx.mentions import Organization, Person, Place, Title

ANNOUNCED = re.compile(r"(?:还有|分别是|分别为|包括|有|是|为)[:：]?[ \t　]?|[:：]")
NOTE = re.compile(r"[ \t　]?[（(][^（()）\n]{1,8}[）)]")
CLOSES = re.compile(r"[，,。；;\n]|$")
LINE_END = re.compile(r"[ \t　]*(?:\n|$|[|｜])")
NUMBERED = re.compile(r"(?:^|\n)\d{1,3}[ \t　、.．|｜]{1,4}$")
COLUMN = re.compile(r"[ \t　]*[|｜\t][ \t　|｜]*")
ROW_GAP = re.compile(r"[ \t　|｜]+$")
BOTH = re.compile("[两二三四五][校院市县省州会所国馆区村镇]$")
START = attrgetter("start")
NEXT_SENTENCE = 80
"""Characters between a chief and his deputy at most."""
UNNAMED = re.compile("负责人$|负责同志$|领导$")
ROW = frozenset("、，,和及与")
NEAR = re.compile(r"[、和与及，,\s]{0,2}")
ACADEMIES = ("科学院", "工程院", "学部")


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
    # 陈|校长, 陈|副校长 are surnames with a title, which the document's full names explain
    begins = {title.start for title in occurrences if title.position[0] not in "前原老代正"}  # 李正|书记 is a name
    names = [name for name in names if begins.isdisjoint(range(name.start + 1, name.end))]
    holders = Holders(text, names, organizations, places)
    left = _behind(holders, trimmed(text, holders.names, occurrences))
    rest = _forward(holders, list(chains(text, left)))
    employer: tuple[int, str | None] = (-1, None)
    for chain in rest:
        employer = _backward(holders, chain, employer)
    return [
        Person(name.start, name.end, name.text, name.rule, tuple(sorted(titles, key=START)), name.strong)
        if titles
        else name
        for name, titles in zip(holders.names, holders.titles, strict=True)
    ]


def _behind(holders: Holders, occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """Titles behind a name, 周明德院士, 湖南大学王某副校长; gives back the other ones."""
    text, left = holders.text, []
    ends = {name.end: number for number, name in enumerate(holders.names)}
    for number, name in enumerate(holders.names):
        note = NOTE.match(text, name.end)
        if note is not None:
            ends[note.end()] = number
            holders.tails[number] = note.end()
    bare = set(ends)
    row: str | None = None  # who employs those of a row: 某办公室|甲|主任、|乙|副主任
    row_end = -1
    for title in occurrences:
        at = title.start
        if at not in ends and text[at - 1 : at] == " " and holders.name_at(title.end) is None:
            at = len(text[:at].rstrip(" "))
        holder = ends.get(at)
        both = BOTH.search(text, max(0, title.begin - 2), title.start)
        if holder is None and both is not None and title.post and len(heads := holders.ended_by(both.start())) > 1:
            for head in heads:  # 甲与乙|两校|校长
                holders.give(head, [Title(None, title.position, title.start, title.end)])
            holders.tails[heads[-1]] = title.end
            continue
        if title.position[0] == "代" and title.employer is None and holder is not None and title.end in holders.at:
            left.append(replace(title, start=title.start + 1, begin=title.start + 1, position=title.position[1:]))
            continue  # 甲同志代|市长|乙|作报告
        served = at not in bare and "aide" in office(title.position).marks  # 罗某主席|特使 is somebody else
        if holder is None or not title.post or title.employer is not None or served:
            left.append(title)
            continue
        holders.tails[holder] = title.end
        ends[title.end] = holder  # 周明德教授院士
        if title.kind in ("address", "intro"):
            continue
        if title.kind == "office":
            holders.behind.add(holder)
        start = holders.names[holder].start
        of = start - 1 if text[start - 1 : start] in ("的", " ") else start
        body = holders.body_ends.get(of, title.owner)
        if body is not None and (title.position != "院士" or body[1].endswith(ACADEMIES)):
            holders.give(holder, [Title(body[1], title.position, body[0], title.end)])
            row = body[1]
        elif title.kind == "office" and text[start - 1 : start] in ROW and start - 1 == row_end and row is not None:
            row = inherited(row, title.position)
            holders.give(holder, [Title(row, title.position, title.start, title.end)])
        else:
            row = None
            holders.give(holder, [Title(None, title.position, title.start, title.end)])
        row_end = title.end
    return left


def _forward(holders: Holders, found: Sequence[Chain]) -> list[Chain]:
    """Chains before names, and a chain for the names of a list; gives back those that no name follows."""
    text, rest = holders.text, []
    last_end, employer = -3, None
    known: dict[str, str | None] = {}
    chiefs: dict[str, tuple[int, str]] = {}  # offices, where they were told last, and whose they are
    for chain in found:
        last = chain[-1]
        number = holders.name_at(last.end)
        if number is None:
            announced = ANNOUNCED.match(text, last.end)
            number = holders.at.get(announced.end()) if announced else None
            if (
                number is not None
                and announced
                and announced[0][0] not in "还分包:："
                and announced[0][-1] not in ":："
            ):
                number = None  # 会长是甲 tells of one person, and is read the other way round
            number = _beyond_body(holders, last.end) if number is None else number
        if number is None or (last.post and last.kind == "address"):
            rest.append(chain)
            continue
        chain = _one_holder(chain)
        near = 0 <= chain[0].begin - last_end <= 2 and NEAR.fullmatch(text, last_end, chain[0].begin)
        known = known if near else _chiefs(text, chain[0], chiefs)
        titles, employer = told(text, chain, employer if near else None, holders.organizations, known)
        known = {title.position: title.organization for title in titles}
        chiefs |= {title.position: (title.end, title.organization) for title in titles if title.organization}
        for one in holders.listed(number, alone="one" in office(last.position).marks):
            holders.give(one, titles)
            last_end = holders.tails[one]
    return rest


def _chiefs(text: str, title: Occurrence, chiefs: Mapping[str, tuple[int, str]]) -> dict[str, str | None]:
    """Whose the chief is whom a deputy that no body is told of follows on the line: 某市|市长|甲偕|副市长|乙."""
    office = DEPUTY.sub("", title.position)
    end, body = chiefs.get(office, (0, ""))
    if title.employer is not None or office == title.position or not body or title.begin - end > NEXT_SENTENCE:
        return {}
    return {} if "\n" in text[end : title.begin] else {office: body}


def _one_holder(chain: Chain) -> Chain:
    """A chain without those in charge of other bodies, whom nobody names: 某局负责人、|某院院长|甲."""
    last = max((n for n, title in enumerate(chain) if title.employer is not None), default=0)
    first = max((n for n, title in enumerate(chain[:last], 1) if UNNAMED.search(title.position)), default=0)
    return chain[first:]


def _beyond_body(holders: Holders, at: int) -> int | None:
    """中国工程院院士、东北林业大学|马某|教授: the name behind the next body, if a title stands behind it."""
    if holders.text[at : at + 1] not in ("、", " "):
        return None
    number = bisect_left(holders.starts, at)
    if number == len(holders.names) or not holders.titles[number]:
        return None
    begin, _ = holders.body_ends.get(holders.starts[number], (-1, ""))
    return number if begin == at + 1 else None


def _backward(holders: Holders, chain: Chain, employer: tuple[int, str | None]) -> tuple[int, str | None]:
    """Chains behind names: in brackets, behind a comma, in a row, given by a verb; the employer that goes on, and where."""
    text, begin, end = holders.text, chain[0].begin, chain[-1].end
    before = text[max(0, begin - 1) : begin]
    given: list[int] = []
    if before in ("（", "(") and text[end : end + 1] in ("）", ")"):
        given = holders.ended_by(begin - 1) or holders.ended_by(end + 1)  # the note may count as the name's own already
    elif before in ("，", ",") and CLOSES.match(text, end):
        given = [n for n in holders.ended_by(begin - 1)[-1:] if _begins(text, holders.starts[n])]
    elif before in (" ", "　", "|", "｜", "\t") and LINE_END.match(text, end):
        given, chain = _row(holders, chain)
    verb = not given
    given = given or appointees(holders, begin, end)
    if not given:
        return employer
    near = verb and employer[0] > 0 and not re.search(r"[。；;\n]", text[employer[0] : begin])
    titles, last = told(text, chain, employer[1] if near else None, holders.organizations)
    for number in given:
        holders.give(number, titles)
    return (end, last) if verb else employer


def _row(holders: Holders, chain: Chain) -> tuple[list[int], Chain]:
    """The name that begins a chain's row, and the chain with the body of the column between or behind as its employer."""
    text, begin = holders.text, chain[0].begin
    gap = ROW_GAP.search(text, max(0, begin - 12), begin)
    at = gap.start() if gap else begin
    body = holders.body_ends.get(at)
    if body is not None and chain[0].employer is None:
        gap = ROW_GAP.search(text, max(0, body[0] - 12), body[0])
        at = gap.start() if gap else body[0]
        chain = [replace(chain[0], begin=body[0], employer=body[1]), *chain[1:]]
    elif chain[0].employer is None and (behind := COLUMN.match(text, chain[-1].end)) is not None:
        own = next((o.text for o in holders.organizations if o.start == behind.end()), None)
        chain = [replace(chain[0], employer=own), *chain[1:]] if own else chain
    return [n for n in holders.ended_by(at)[-1:] if _begins(text, holders.starts[n])], chain


def _begins(text: str, at: int) -> bool:
    """Whether a row or a sentence begins at a place."""
    return at == 0 or text[at - 1] in "\n。；;：:|｜" or NUMBERED.search(text, max(0, at - 8), at) is not None
