"""Finds places: the gazetteer's provinces, cities and counties by full name, short form and customary abbreviation."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kczx import lexicon, words
from kczx.flow import Place

WORD_WITH_COUNTY = re.compile("[召公展打离分避张]开|[一-龥]和县")
"""召开|县 is not 开县, nor 小学和|县 和县."""
TRAVEL = r"(?<=[赴抵来在离至莅返])"
"""Verbs behind which one character can be a place: 赴京, 来芜, 在杭."""
COMMON = 60
"""Occurrences in jieba's corpus that make a string of two characters a word."""


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Forms and what they stand for: (full name, GB/T 2260 code)."""

    full: dict[str, tuple[str, str]]
    suffix: re.Pattern[str]  # the last character of full names, behind one that stands there in some name
    tails: dict[str, list[int]]  # the last two characters of full names → how long such names are, the longest first
    short: dict[str, tuple[str, str]]
    short_pattern: re.Pattern[str]
    single_pattern: re.Pattern[str]
    single: dict[str, tuple[str, str]]
    countries: re.Pattern[str]


@lexicon.cached
def gazetteer() -> Gazetteer:
    full: dict[str, tuple[str, str]] = {}
    short: dict[str, tuple[str, str]] = {}
    names: dict[str, str] = {}
    for code, name, forms, _ in lexicon.rows("find/places/places.tsv", 4):
        if name in ("城区", "郊区", "矿区", "东区", "南区", "北区", "西区", "新城区", "市中区"):
            continue
        full.setdefault(name, (name, code))
        names.setdefault(code, name)
        for form in filter(None, forms.split(",")):
            short.setdefault(form, (name, code))
    single = {
        char: (names[code], code)
        for char, code in reversed(lexicon.rows("find/places/abbreviations.tsv", 2))
        if len(char) == 1 and code in names
    }
    countries = [
        form
        for name, forms, _ in lexicon.rows("find/places/countries.tsv", 3)
        for form in (name, *forms.split(","))
        if len(form) > 1
    ]
    firsts = "".join(sorted({form[0] for form in short}))
    lengths: dict[str, set[int]] = {}
    for name in full:
        lengths.setdefault(name[-2:], set()).add(len(name))
    before: dict[str, str] = {}
    for tail in lengths:
        before[tail[1]] = before.get(tail[1], "") + tail[0]
    behind = "|".join(f"[{chars}]{last}" for last, chars in before.items())
    suffix = re.compile(f"[{''.join(before)}](?<=(?:{behind}))")
    tails = {tail: sorted(found, reverse=True) for tail, found in lengths.items()}
    return Gazetteer(
        full,
        suffix,
        tails,
        short,
        re.compile(f"(?=[{firsts}]){lexicon.alternation(short)}"),
        re.compile(f"{TRAVEL}[{''.join(single)}](?=[一-龥]{{2}})"),
        single,
        re.compile(lexicon.alternation(countries)),
    )


def find(text: str) -> Iterator[Place]:
    """Yield every place of a text, left to right, none overlapping; of several readings the longest.

    >>> [(p.text, p.name, p.code) for p in find("6月13日赴德清县,江西省科协来芜调研")]
    [('德清县', '德清县', '330521'), ('江西省', '江西省', '360000'), ('芜', '芜湖市', '340200')]
    """
    table = gazetteer()
    found: list[Place] = []
    for suffix in table.suffix.finditer(text):
        end = suffix.end()
        for length in table.tails.get(text[end - 2 : end], ()):
            start = end - length
            if start < 0:
                continue
            entry = table.full.get(text[start:end])
            if (
                entry is not None
                and not (end - start == 3 and _straddled(text, start, end - 1))
                and not (end - start == 2 and WORD_WITH_COUNTY.match(text, max(0, start - 1)))
            ):
                found.append(Place(start, end, text[start:end], "places/full", *entry))
                break
    # Full names go before short forms that overlap them: 会同|安徽省, not 同安.
    found = list(_apart(found))
    taken = {i for place in found for i in range(place.start, place.end)}
    for match in table.short_pattern.finditer(text):
        if match.start() not in taken and match.end() - 1 not in taken and not _straddled(text, *match.span()):
            found.append(Place(*match.span(), match[0], "places/short", *table.short[match[0]]))
    for match in table.single_pattern.finditer(text):
        if match.start() not in taken and not words.frequency(text[match.start() : match.start() + 2]):
            found.append(Place(*match.span(), match[0], "places/abbreviation", *table.single[match[0]]))
    yield from _apart(found)


def _straddled(text: str, start: int, end: int) -> bool:
    """Whether words lie across both ends of a supposed place: 隆重|庆祝 is no 重庆."""
    if start == 0:
        return False
    left, right = text[start - 1 : start + 1], text[end - 1 : end + 1]
    return words.frequency(left) > COMMON and words.frequency(right) > COMMON


def _apart(places: list[Place]) -> Iterator[Place]:
    """The places in the order of the text; of those that overlap, the one that begins first, and then the longest."""
    at = 0
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if place.start >= at:
            at = place.end
            yield place
