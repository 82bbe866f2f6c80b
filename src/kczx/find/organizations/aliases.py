"""Finds bodies by the short forms that the text itself gives them: 香港某大学（某大）… 某大|校长, 澳门某某大学 … 澳某大|副校长."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kczx import lexicon, words
from kczx.find.chunk import Reading
from kczx.find.places.gazetteer import gazetteer
from kczx.mentions import Organization

RULE = "organizations/alias "
"""Begins the rule of such a mention; the name that the form stands for is the rest of it."""
DEFINED = re.compile(
    r"[（(](?P<told>(?:以下|下称|下文|又称|英文|中文)?(?:简称|统称)?为?[:：]?)[“\"「]?(?P<alias>[一-龥A-Za-z]{2,12})[”\"」]?[）)]"
)
LETTERS = re.compile("[A-Z]{3,10}")
UNIVERSITY = re.compile("(?P<place>香港|澳门|台湾)(?P<own>[一-龥]{0,6})大学")
PLACE_CHAR = {"香港": "港", "澳门": "澳", "台湾": "台"}
LEGAL = re.compile("(?:股份|集团)?有限(?:责任)?公司$")
BRANDED = 4
"""Characters of a company's brand with what it makes."""
SHORTEST = 2


def aliases(reading: Reading, bodies: Sequence[Organization]) -> list[Organization]:
    """The places where the short forms stand that the text gives to its bodies, none within a body or across a word's end."""
    text = reading.text
    whole: dict[str, Organization] = {}
    for alias, body in (*_defined(text, bodies), *_universities(bodies), *_companies(bodies)):
        whole.setdefault(alias, body)
    if not whole:
        return []
    taken = {at for body in bodies for at in range(body.start, body.end)}
    found = []
    for start, end in lexicon.Finder(whole).longest(text):
        if taken.isdisjoint(range(start, end)) and _alone(reading, start, end):
            body = whole[text[start:end]]
            found.append(Organization(start, end, text[start:end], RULE + body.text, body.kind))
            taken.update(range(start, end))
    return found


def _defined(text: str, bodies: Iterable[Organization]) -> Iterator[tuple[str, Organization]]:
    """Short forms in brackets right behind a body's name."""
    for body in bodies:
        match = DEFINED.match(text, body.end)
        if match is None or match["alias"] == body.text:
            continue
        if "称" in match["told"] or LETTERS.fullmatch(match["alias"]) or shortens(match["alias"], body.text):
            yield match["alias"], body


def shortens(alias: str, name: str) -> bool:
    """Whether a form is made of a name's characters as short forms are, and is no place or other part of it.

    >>> shortens("北科协", "北疆省科学技术协会"), shortens("北疆", "北疆大学"), shortens("党委", "北疆省教育厅")
    (True, False, False)
    """
    rest = iter(name)
    if len(alias) < SHORTEST or len(alias) >= len(name) or not all(char in rest for char in alias):
        return False
    table = gazetteer()
    return alias not in table.short and alias not in table.divisions and (alias not in name or alias[-1] == name[-1])


def _universities(bodies: Iterable[Organization]) -> Iterator[tuple[str, Organization]]:
    """What universities of Hong Kong, Macao and Taiwan are called: 港某大, 某大; 澳大."""
    for body in bodies:
        match = UNIVERSITY.fullmatch(body.text)
        if match is None:
            continue
        yield PLACE_CHAR[match["place"]] + match["own"][:1] + "大", body
        if match["own"]:
            yield match["own"][0] + "大", body


def _companies(bodies: Iterable[Organization]) -> Iterator[tuple[str, Organization]]:
    """What companies are called once their name in law was told: 浙江锐驰检测技术有限公司 … 锐驰检测|总经理."""
    table = gazetteer()
    for body in bodies:
        legal = LEGAL.search(body.text) if body.kind == "company" else None
        if legal is None:
            continue
        own = body.text[: legal.start()]
        place = next((own[:size] for size in (3, 2) if own[:size] in table.divisions or own[:size] in table.short), "")
        own = own[len(place) :]
        if len(own) > BRANDED and place and not words.frequency(own[:BRANDED]):
            yield own[:BRANDED], body


def _alone(reading: Reading, start: int, end: int) -> bool:
    """Whether no word lies across an end of [start, end), and no letter beside it."""
    text = reading.text
    if text[start].isascii():
        return not (text[start - 1 : start].isascii() and text[start - 1 : start].isalnum()) and not (
            text[end : end + 1].isascii() and text[end : end + 1].isalnum()
        )
    left, right = text[start - 1 : start + 1] if start else "", text[end - 1 : end + 1]
    if end - start > SHORTEST:
        return True
    return not words.frequency(left) and not (words.frequency(right) and reading.word(end - 1).end > end)
