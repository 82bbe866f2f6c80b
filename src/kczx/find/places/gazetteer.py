"""The tables of places, compiled: divisions at home by full name, short form and abbreviation; what lies abroad."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kczx import lexicon
from kczx.errors import LexiconError

EFFECTS = ("apart", "part", "feature", "street", "people", "line")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Forms and what they stand for.

    `divisions`: a division's full name → its codes (several where districts of several cities bear it);
    `short`: short form → (full name, code); `abroad`: a country's or a city's name → its customary one;
    `single`: one character → (full name, code).
    """

    divisions: dict[str, tuple[str, ...]]
    suffix: re.Pattern[str]  # the last character of full names, behind one that stands there in some name
    tails: dict[str, list[int]]  # the last two characters of full names → how long such names are, the longest first
    short: dict[str, tuple[str, str]]
    abroad: dict[str, str]
    cities: frozenset[str]  # those of them that are cities
    names: lexicon.Finder  # short forms and names abroad
    single: dict[str, tuple[str, str]]
    single_pattern: re.Pattern[str]
    clear: frozenset[str]  # the characters that are hardly ever anything else behind 赴, 在
    doubtful: frozenset[str]  # short forms that are also words
    surnames: frozenset[str]
    sounds: frozenset[str]  # characters that foreign names are written with
    generic: frozenset[str]  # names that are words of every city: 郊区


@lexicon.cached
def gazetteer() -> Gazetteer:
    """The tables of this folder.  Raises LexiconError where a row has no code or no country."""
    divisions, suffix, tails, short, abroad, cities, single, single_pattern, *rest = _tables()
    return Gazetteer(
        divisions,
        re.compile(suffix),
        tails,
        short,
        abroad,
        cities,
        lexicon.Finder([*short, *abroad]),
        single,
        re.compile(single_pattern),
        *rest,
    )


@lexicon.kept
def _tables() -> tuple[Any, ...]:
    """The same, with patterns as they are written and without the finder."""
    divisions: dict[str, list[str]] = {}
    short: dict[str, tuple[str, str]] = {}
    names: dict[str, str] = {}
    for code, name, forms, _ in lexicon.rows("find/places/places.tsv", 4):
        if not re.fullmatch(r"\d{6}", code):
            raise LexiconError("find/places/places.tsv", 0, f"{code!r} is no code of six digits")
        divisions.setdefault(name, [])
        if code not in divisions[name]:
            divisions[name].append(code)
        names.setdefault(code, name)
        for form in filter(None, forms.split(",")):
            short.setdefault(form, (name, code))
    abbreviations = lexicon.rows("find/places/abbreviations.tsv", 3)
    single = {
        char: (names[code], code) for char, code, _ in reversed(abbreviations) if len(char) == 1 and code in names
    }
    abroad: dict[str, str] = {}
    cities = {
        form for name, forms, *_ in lexicon.rows("find/places/cities.tsv", 4) for form in (name, *forms.split(","))
    }
    for name, forms, *_ in (
        *lexicon.rows("find/places/countries.tsv", 3),
        *lexicon.rows("find/places/cities.tsv", 4),
        *lexicon.rows("find/places/regions.tsv", 2),
    ):
        for form in (name, *forms.split(",")):
            if len(form) > 1 and form not in divisions:
                abroad.setdefault(form, name)
    lengths: dict[str, set[int]] = {}
    for name in divisions:
        lengths.setdefault(name[-2:], set()).add(len(name))
    before: dict[str, str] = {}
    for tail in lengths:
        before[tail[1]] = before.get(tail[1], "") + tail[0]
    behind = "|".join(f"[{chars}]{last}" for last, chars in before.items())
    return (
        {name: tuple(codes) for name, codes in divisions.items()},
        f"[{''.join(before)}](?<=(?:{behind}))",
        {tail: sorted(found, reverse=True) for tail, found in lengths.items()},
        short,
        abroad,
        frozenset(cities),
        single,
        f"[{''.join(single)}](?<=[{''.join(travel())}].)",
        frozenset(char for char, _, word in abbreviations if not word),
        frozenset(lexicon.words("find/places/doubtful.tsv")),
        frozenset(lexicon.words("find/people/surnames.tsv")),
        frozenset("".join(lexicon.words("find/people/transliteration.tsv"))),
        frozenset(lexicon.words("find/places/generic.tsv")),
    )


@lexicon.cached
def travel() -> dict[str, frozenset[str]]:
    """The last character of a verb behind which one character can be a place → the verbs: 赴京, 前来|京."""
    found: dict[str, set[str]] = {}
    for verb in lexicon.words("find/places/travel.tsv"):
        found.setdefault(verb[-1], set()).add(verb)
    return {last: frozenset(verbs) for last, verbs in found.items()}


@lexicon.cached
def behind() -> re.Pattern[str]:
    """What stands behind a place's name and makes it a part of another name; groups by the second cell of followers.tsv."""
    table: dict[str, list[str]] = {effect: [] for effect in EFFECTS}
    for word, effect in lexicon.rows("find/places/followers.tsv", 2, EFFECTS):
        table[effect].append(word)
    return re.compile(
        "|".join(f"(?P<{effect}>{lexicon.alternation(table[effect])})" for effect in EFFECTS if table[effect])
    )
