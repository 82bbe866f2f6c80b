"""What somebody types to search → what the index is asked.

Words are all wanted, `"…"` is one word with its spaces, `-word` is not wanted, `OR` stands between alternatives.  Any text is a
question: what is no such mark is a word, and every word is quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kczx.clean.marks import single_marks
from kczx.clean.script import forms
from kczx.clean.width import plain_width
from kczx.spans import Aligned
from kczx.store.index import phrase

TERM = re.compile(r'(?P<no>-?)"(?P<quoted>[^"]*)"?|(?P<word>[^\s"]+)')
GAP = re.compile(r"(?<=[一-鿿])\s+(?=[一-鿿])")
"""A space that cleaning takes out, most often."""
SPACE = re.compile(r"\s+")
AT_ONCE = 40
"""Words that the index is asked for at once; of more it is asked several times."""


@dataclass(frozen=True, slots=True)
class Query:
    """The words that are wanted, alternatives together, and those that are not; as they stand in cleaned text."""

    wanted: tuple[tuple[str, ...], ...] = ()
    unwanted: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.wanted or self.unwanted)

    @property
    def words(self) -> tuple[str, ...]:
        """All that may be marked in a text, the longest first."""
        return tuple(sorted({word for group in self.wanted for word in group}, key=lambda word: (-len(word), word)))

    def expressions(self) -> list[str]:
        """What the index is asked, each of which must be so."""
        groups = [_any(group) for group in self.wanted]
        return [" AND ".join(groups[at : at + AT_ONCE]) for at in range(0, len(groups), AT_ONCE)]

    def against(self) -> list[str]:
        """What the index is asked, none of which may be so."""
        return [_any(self.unwanted[at : at + AT_ONCE]) for at in range(0, len(self.unwanted), AT_ONCE)]


def query(text: str) -> Query:
    """The question that a text is.

    >>> query('學術年會 -青年 "open science" 会议 OR 论坛')
    Query(wanted=(('学术年会',), ('open science',), ('会议', '论坛')), unwanted=('青年',))
    """
    wanted: list[tuple[str, ...]] = []
    unwanted: list[str] = []
    alternative = False
    for match in TERM.finditer(text):
        word, no = match["word"], bool(match["no"])
        if word is None:
            word = match["quoted"]
        elif word == "OR":
            alternative = bool(wanted)
            continue
        elif len(word) > 1 and word[0] == "-":
            word, no = word[1:], True
        found = cleaned(word)
        if not found:
            continue
        if no:
            unwanted += found
        elif alternative:
            wanted[-1] += found
        else:
            wanted.append(found)
        alternative = False
    return Query(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(unwanted)))


def cleaned(word: str) -> tuple[str, ...]:
    """A word as it stands in cleaned text: in plain width, in simplified characters; more forms than one where a
    character may be either, or a space may have been taken out.

    >>> cleaned("科學技術"), cleaned("於是")
    (('科学技术',), ('於是', '于是'))
    """
    text, _ = single_marks(plain_width(Aligned.of(SPACE.sub(" ", word))))
    found = (spaced.strip() for form in forms(text.text) for spaced in (GAP.sub("", form), form))
    return tuple(form for form in dict.fromkeys(found) if form)


def _any(words: Iterable[str]) -> str:
    return "(" + " OR ".join(map(phrase, words)) + ")"
