"""Names behind offices of states abroad that no other table would read: 某国总理|松科|。, 外长|奥云额尔登|表示."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kczx import lexicon, words
from kczx.find.people.beside import TITLED
from kczx.find.people.candidates import is_han
from kczx.find.people.dictionary import NAMES, other_words
from kczx.find.people.model import model
from kczx.find.people.reading import Name

LONGEST = 7
"""Characters of such a name."""
STRETCH = 48
"""Characters before an office in which the state is named."""
SAID = 0.5
"""What the word behind must say for a name to have ended."""
FREQUENT, WORD = 20, 300
"""Occurrences in jieba's corpus from which a word of all its characters, or of some of them, is no name's."""
ENDED = frozenset("。，、；：“”（()）,的等")
BREAK = re.compile("[。；！？\n]")
PLACES = frozenset(["ns", "nrt", "nr", "nz", "nrfg"])


@lexicon.cached
def offices() -> re.Pattern[str]:
    """Those of abroad_offices.tsv."""
    return re.compile(
        lexicon.alternation(
            word for (row,) in lexicon.rows("find/people/abroad_offices.tsv", 1) for word in row.split(",")
        )
    )


@lexicon.cached
def countries() -> re.Pattern[str]:
    """Names of countries, without China."""
    rows = lexicon.rows("find/places/countries.tsv", 3)
    return re.compile(
        lexicon.alternation(
            form for name, forms, code in rows if code != "CN" for form in [name, *forms.split(",")] if len(form) > 1
        )
    )


def officers(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """Yield what stands between an office and what ends a name, where a country is named before."""
    taken = {at for name in names for at in range(name.start, name.end)}
    for office in offices().finditer(text):
        at = office.end()
        if at in taken or at >= len(text) or office.start() in taken:
            continue
        start = max([max(0, at - STRETCH), *(stop.end() for stop in BREAK.finditer(text, max(0, at - STRETCH), at))])
        end = _end(text, at)
        if end and taken.isdisjoint(range(at, end)) and countries().search(text, start, office.start()):
            yield Name(at, end, "office", TITLED, TITLED)


def _end(text: str, at: int) -> int:
    """Where the name ends that begins at a place; 0 where none does."""
    known = model().behind
    for end in range(at + 2, min(at + LONGEST, len(text)) + 1):
        if not is_han(text[end - 1]):
            return 0
        if text[end : end + 1] in ENDED or any(known.get(text[end : end + size], 0.0) >= SAID for size in (2, 3, 4)):
            return end if _foreign(text[at:end]) else 0
    return 0


def _foreign(word: str) -> bool:
    """Whether a word can be somebody's name abroad: hardly a character that those do not have, and no common word."""
    weights = model()
    if (
        word in other_words()
        or word in weights.address
        or (words.frequency(word) > FREQUENT and words.tag(word) not in NAMES)
    ):
        return False
    odd = sum(char not in weights.foreign for char in word)
    if odd > max(0, len(word) - 3) or word[0] not in weights.foreign:
        return False
    return not any(
        words.frequency(word[i : i + size]) > WORD and words.tag(word[i : i + size]) not in PLACES
        for size in (2, 3)
        for i in range(len(word) - size + 1)
    )
