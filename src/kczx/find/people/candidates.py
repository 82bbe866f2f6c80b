"""Where names of people could stand, and what each would cost by its characters alone: one function a kind of name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kczx import lexicon
from kczx.find.people.model import DOUBLE, MARRIED, NAME, SINGLE, UNSEEN, Model, model

Option = tuple[float, int, str]
"""Cost, where the name ends, and the kind of name."""

REDOUBLED = 3.0
"""Cost of a given name's second character where it is the first one again: 莉莉, 晶晶."""
LOOKS = frozenset("黄白金红蓝乌青云水毛乐明时高满")
"""Surnames that are words of how something looks as well, which redoubled characters go on with: 黄|灿灿, 白|茫茫."""
ELEMENT = 6.0
"""Cost of a word of Tibetan, Mongol, Uyghur, Kazakh or Yi names."""
ELEMENTS = 5.0
"""Cost of such a name standing somewhere; ALONE of one that is a single word."""
ALONE = 9.0
JAPANESE = 13.0
"""Cost of a Japanese surname standing somewhere; BARE where no given name follows."""
BARE = 14.5
ENDINGS = {
    "郎": 3.5, "子": 3.2, "夫": 3.6, "男": 3.8, "雄": 4.0, "介": 4.0, "美": 4.2, "之": 4.2, "一": 4.0, "治": 4.4,
    "彦": 4.2, "江": 4.8, "枝": 4.8, "香": 4.8, "苗": 5.0, "太": 4.5, "二": 4.6, "三": 5.0, "纪": 5.2, "衣": 5.4,
}  # fmt: skip
"""Cost of characters in which Japanese given names end."""
COMMON = 7.5
"""Cost of a surname up to which it can be one of two."""
FAMOUS = 10.0
SHORT = 11.5
"""Cost of a name of known.tsv of three characters or more, and of two."""


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists of names and parts of names, by their first two characters."""

    known: dict[str, list[str]]
    japanese: dict[str, list[str]]
    alone: frozenset[str]  # Japanese surnames that can stand without a given name
    elements: dict[str, list[str]]
    single: frozenset[str]
    starts: frozenset[str]  # what names of the three begin with


@lexicon.cached
def lists() -> Lists:
    """known.tsv, japanese.tsv and elements.tsv, read once."""
    parts = _cells("elements.tsv", 2)
    known = _shelved(_cells("known.tsv", 1))
    tables = ("japanese.tsv", "japanese_more.tsv")
    japanese = _shelved(sorted({name for table in tables for name in _cells(table, 1) if len(name) > 1}))
    alone = frozenset(_cells("japanese.tsv", 1))
    elements = _shelved(name for name in parts if len(name) > 1)
    single = frozenset(name for name in parts if len(name) == 1)
    starts = frozenset().union(known, japanese, elements, (name[:2] for name in model().compound))
    return Lists(known, japanese, alone, elements, single, starts)


def _cells(table: str, columns: int) -> list[str]:
    return [name for row in lexicon.rows(f"find/people/{table}", columns) for name in row[0].split(",")]


def _shelved(names: Iterator[str] | list[str]) -> dict[str, list[str]]:
    shelves: dict[str, list[str]] = {}
    for name in names:
        shelves.setdefault(name[:2], []).append(name)
    return shelves


def is_han(char: str) -> bool:
    """Whether a character (or nothing) is a Chinese one, rare ones included.

    >>> is_han("䶮"), is_han("𬀩"), is_han("、"), is_han("")
    (True, True, False, False)
    """
    return "\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf" or char >= "\U00020000"


def listed(text: str, at: int) -> Iterator[Option]:
    """Names of known.tsv."""
    for name in lists().known.get(text[at : at + 2], ()):
        if text.startswith(name, at):
            yield (FAMOUS if len(name) > 2 else SHORT), at + len(name), "known"


def chinese(text: str, at: int, weights: Model) -> list[Option]:
    """A surname with one or two characters of a given name; also a husband's surname before the own."""
    found: list[Option] = []
    surname = weights.surnames.get(text[at])
    if surname is not None:
        found += _given(text, at + 1, surname, weights, "name")
        own = weights.surnames.get(text[at + 1 : at + 2])
        if own is not None and surname < COMMON and own < COMMON:
            found += _given(text, at + 2, surname + own + MARRIED, weights, "married")[1:]
    return found


def compound(text: str, at: int, weights: Model) -> list[Option]:
    """A surname of several characters with one or two of a given name."""
    found: list[Option] = []
    for size in (2, 3):
        surname = weights.compound.get(text[at : at + size])
        if surname is not None:
            found += _given(text, at + size, surname, weights, "name")
    return found


def _given(text: str, at: int, surname: float, weights: Model, kind: str) -> list[Option]:
    """One character of a given name, and two."""
    one, two = text[at : at + 1], text[at + 1 : at + 2]
    if not is_han(one):
        return []
    alone = (NAME + surname + SINGLE + weights.single.get(one, UNSEEN), at + 1, kind)
    if not is_han(two) or one + two in weights.address:
        return [alone]
    second = weights.second.get(two, UNSEEN)
    given = weights.first.get(one, UNSEEN) + (
        min(second, REDOUBLED) if one == two and text[at - 1] not in LOOKS else second
    )
    return [alone, (NAME + surname + DOUBLE + given, at + 2, kind)]


def japanese(text: str, at: int, weights: Model) -> Iterator[Option]:
    """A Japanese surname with one to four characters of a given name, or alone."""
    for surname in lists().japanese.get(text[at : at + 2], ()):
        if not text.startswith(surname, at):
            continue
        end = at + len(surname)
        if surname in lists().alone:
            yield BARE, end, "japanese surname"
        spent = JAPANESE
        for length in range(1, 5):
            char = text[end : end + 1]
            if not is_han(char) or text[end : end + 2] in weights.address:
                break
            end += 1
            inside = min(
                weights.first.get(char, UNSEEN), weights.second.get(char, UNSEEN), ENDINGS.get(char, UNSEEN) + 1
            )
            last = min(inside + 0.5, ENDINGS.get(char, UNSEEN))
            yield spent + last + (2.0, 0.0, 0.7, 2.5)[length - 1], end, "japanese"
            spent += inside


def elements(text: str, at: int) -> Iterator[Option]:
    """A name of words of a people's own language, written together or with a dot: 格桑卓嘎, 司马义·艾买提."""
    table = lists()
    paths = [(at, 0.0, 0)]
    while paths:
        here, spent, number = paths.pop()
        parts = [part for part in table.elements.get(text[here : here + 2], ()) if text.startswith(part, here)]
        if number and text[here : here + 1] in table.single:
            parts.append(text[here])
        for part in parts:
            end, cost = here + len(part), spent + ELEMENT
            yield (ELEMENTS if number else ALONE) + cost, end, "elements" if number else "element"
            if number < 4:
                paths.append((end, cost, number + 1))
                if text[end : end + 1] in DOTS and text[end : end + 1]:
                    paths.append((end + 1, cost - 2.0, number + 1))


DOTS = frozenset("·•・‧∙⋅")
JOINTS = re.compile(f"[{''.join(sorted(DOTS))}]|(?<=[一-龥])[-－‐–.．](?=[一-龥])")


def joints(text: str) -> frozenset[int]:
    """Where a dot stands, or a hyphen or a full stop of Latin script between two characters of foreign names: 萨努西-阿里."""
    foreign = model().foreign
    return frozenset(
        at
        for at in (match.start() for match in JOINTS.finditer(text))
        if text[at] in DOTS or (text[at - 1] in foreign and text[at + 1] in foreign)
    )


def beside_joints(text: str, marks: frozenset[int]) -> frozenset[int]:
    """Places in the words beside such a mark, where any character can be one of a foreign name."""
    places: set[int] = set()
    for at in marks:
        if at:
            here = at - 1
            while here >= max(0, at - 6) and is_han(text[here]):
                places.add(here)
                here -= 1
            if is_han(text[at + 1 : at + 2]):
                places.add(at + 1)
    return frozenset(places)
