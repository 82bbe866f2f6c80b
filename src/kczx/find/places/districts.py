"""Which of several divisions of one name a text means: 南京市|鼓楼区 is not 福州市鼓楼区."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kczx.find.places.gazetteer import gazetteer
from kczx.mentions import Place


def told_apart(places: Sequence[Place]) -> list[Place]:
    """The places of an article, in its order, those of shared names with the code that tells them apart, or None.

    What stands directly before tells most (the city, the province), then the place told last, then the next one.
    """
    codes = gazetteer().divisions
    found = list(places)
    for number, place in enumerate(places):
        choices = codes.get(place.name, ())
        if len(choices) > 1:
            others = [*reversed(found[max(0, number - NEAR) : number]), *places[number + 1 : number + 1 + NEAR]]
            found[number] = replace(place, code=code_among(choices, [o.code for o in others if o.name != place.name]))
    return found


def at_home(text: str, places: Sequence[Place]) -> list[Place]:
    """The places of an article, with its own city for one character of its name in the line that the city heads: 宁德市：专家来|宁.

    Who goes there (赴) goes elsewhere.
    """
    found: list[Place] = []
    home: Place | None = None
    for place in places:
        line = text.rfind("\n", 0, place.start) + 1
        if HEADS.fullmatch(text, line, place.start) and text.startswith((":", "："), place.end):
            home = place
        elif home is not None and home.start < line:
            home = None
        own = home is not None and place.rule == ABBREVIATION and place.text in home.name[:-1]
        if home is not None and own and text[place.start - 1] != "赴":
            place = replace(place, name=home.name, code=home.code)
        found.append(place)
    return found


HEADS = re.compile(r"\s*")
ABBREVIATION = "places/abbreviation"
NEAR = 40
"""Places before and behind that are asked."""


def code_among(choices: Sequence[str], neighbours: Sequence[str | None]) -> str | None:
    """The only one of some codes that lies where a neighbour lies, the nearest first: in its city, else in its province."""
    for near in neighbours:
        if near is None:
            continue
        prefix = region(near)
        inside = [code for code in choices if code.startswith(prefix)]
        if len(inside) == 1:
            return inside[0]
    return None


def region(code: str) -> str:
    """The first digits that a division shares with what lies in it, or with its neighbours: 35 of 福建, 3501 of 福州."""
    return code[:2] if (code[2:4] in ("00", "01", "02") and code[:2] in CITIES) or code[2:4] == "00" else code[:4]


CITIES = frozenset(["11", "12", "31", "50"])
"""Provinces that are one city."""


def contains(outer: str | None, inner: str) -> bool:
    """Whether a division lies in another by their codes.

    >>> contains("620000", "620500"), contains("110000", "110105"), contains("620500", "620000")
    (True, True, False)
    """
    if outer is None or outer == inner:
        return False
    digits = 2 if outer.endswith("0000") else 4 if outer.endswith("00") else 6
    return digits < 6 and inner.startswith(outer[:digits])
