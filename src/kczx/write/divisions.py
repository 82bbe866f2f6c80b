"""Whether an event took place in the division that somebody asks for: 江苏 holds 南京市玄武区, and 江苏南京."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from kczx import lexicon

CODE = re.compile(r"\d{2}(?:\d{2}){0,2}")


@dataclass(frozen=True, slots=True)
class Area:
    """A place that is asked for: its name, and the codes (GB/T 2260) of the divisions that it may be, their zeros cut off."""

    name: str
    codes: tuple[str, ...]

    def holds(self, place: str, codes: Mapping[str, str]) -> bool:
        """Whether an event's place lies in it; `codes` are those that the document's places have, by name.

        A division is known by its code, a hall, a district abroad or any other place by its name, which the event's may hold.
        """
        return codes_of(place, codes).startswith(self.codes) if self.codes else self.name in place


def area(asked: str) -> Area:
    """What a name or a code asks for.

    >>> area("江苏").codes, area("3201").codes, area("110000").codes, area("人民大会堂").codes
    (('32',), ('3201',), ('11',), ())
    """
    if CODE.fullmatch(asked):
        return Area(asked, (_cut(asked),))
    return Area(asked, tuple(map(_cut, _divisions().get(asked, ()))))


def codes_of(place: str, known: Mapping[str, str]) -> str:
    """The code of the smallest division that a place begins with, its zeros cut off; empty where there is none.

    Divisions follow each other from the outer to the inner one (江苏南京, 杭州市桐庐县); of several of one name the one that lies
    in what stands before it is meant, else the one that `known` tells.

    >>> codes_of("江苏南京", {}), codes_of("南京市鼓楼区某校", {}), codes_of("鼓楼区", {"鼓楼区": "350102"}), codes_of("东京", {})
    ('3201', '320106', '350102', '')
    """
    if place in known:
        return _cut(known[place])
    found, at = "", 0
    while at < len(place):
        for end in range(min(len(place), at + _longest()), at + 1, -1):
            choices = [_cut(code) for code in _divisions().get(place[at:end], ()) if _cut(code).startswith(found)]
            told = _cut(known.get(place[at:end], ""))
            choices = [told] if told in choices else choices
            if len(choices) == 1:
                found, at = choices[0], end
                break
        else:
            break
    return found


def _cut(code: str) -> str:
    """A code without the pairs of zeros at its end, which stand for all that lies in it."""
    return re.sub(r"(?:00){1,2}$", "", code)


@lexicon.cached
def _divisions() -> dict[str, list[str]]:
    """The codes of the divisions that bear a name, or have it as their short form."""
    found: dict[str, list[str]] = {}
    for code, name, forms, _ in lexicon.rows("find/places/places.tsv", 4):
        for form in filter(None, (name, *forms.split(","))):
            if code not in (codes := found.setdefault(form, [])):
                codes.append(code)
    return found


@lexicon.cached
def _longest() -> int:
    return max(map(len, _divisions()))
