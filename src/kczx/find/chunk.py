"""Noun phrases over words: what stands before or behind a place of a text, unit by unit, and where a phrase ends.

A unit is a word of the dictionary with its class (tags.tsv, and classes.tsv where a word has one of its own), a whole thing
that was found before (a place, a person, a body), something in quotation marks or in brackets.  What a verb, a preposition or
a mark ends, no phrase crosses.  Bodies' names, what figures count and the names of events are phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kczx import lexicon, words

# fmt: off
NOMINAL = frozenset([
    "PLACE", "COUNTRY", "BODY", "PERSON", "QUOTED", "BOOK", "NAME", "NOUN", "ACT", "HUMAN", "OFFICE", "GENERIC", "NATIONAL",
    "LEVEL", "LATIN",
])
"""Classes that a noun phrase can end with."""
CLASSES = NOMINAL | frozenset([
    "BRACKET", "QUALITY", "ORDINAL", "SIDE", "VERB", "ADVERB", "PREPOSITION", "CONJUNCTION", "PARTICLE", "PRONOUN", "NUMBER",
    "MEASURE", "TIME", "IDIOM", "OTHER", "MARK",
])
# fmt: on
MODIFIER = NOMINAL | frozenset(["QUALITY", "ORDINAL", "SIDE"])
"""Classes that can stand within a noun phrase."""
ORDINAL = re.compile(r"第[一二三四五六七八九十百零〇两\d]+")
NUMBER = re.compile(r"[\d.,%:]+")
CLOSERS = {"”": "“", "’": "‘", "』": "『", "」": "「", "》": "《", "）": "（", ")": "("}
OPENERS = {opener: closer for closer, opener in CLOSERS.items()}
GROUP = {"“": "QUOTED", "‘": "QUOTED", "『": "QUOTED", "「": "QUOTED", "《": "BOOK", "（": "BRACKET", "(": "BRACKET"}
LONGEST_GROUP = 26
"""Characters between quotation marks or brackets that are read as one unit."""
SENTENCE = frozenset("。！？；!?;\n")


@dataclass(slots=True)
class Unit:
    """A unit of a phrase: half-open range and class."""

    start: int
    end: int
    kind: str


@lexicon.kept
def classes() -> tuple[dict[str, str], dict[str, str], dict[str, list[int]]]:
    """Tag → class, word → class, and the last two characters of those words → how long they are, the longest first.

    Raises LexiconError where a row names a class that there is none of.
    """
    tags = {row[0]: row[1] for row in lexicon.rows("find/tags.tsv", 2, CLASSES)}
    own = {row[0]: row[1] for row in lexicon.rows("find/classes.tsv", 2, CLASSES)}
    for name, forms, _ in lexicon.rows("find/places/countries.tsv", 3):
        for form in filter(None, (name, *forms.split(","))):
            own.setdefault(form, "COUNTRY")
    tails: dict[str, set[int]] = {}
    longest = max((len(word) for word in own if not words.known(word)), default=0)
    for word in own:
        if 1 < len(word) <= longest:
            tails.setdefault(word[-2:], set()).add(len(word))
    return tags, own, {tail: sorted(lengths, reverse=True) for tail, lengths in tails.items()}


class Reading:
    """A text, read in units from any place of it."""

    def __init__(
        self,
        text: str,
        cut: words.Words | None = None,
        closed: Iterable[tuple[int, int, str]] = (),
    ) -> None:
        self.text = text
        self.words = words.Words.of(text) if cut is None else cut
        self.bounds, self.step = self.words.bounds, self.words.step
        self.start, self.word = self.words.start, self.words.at
        self.tags, self.own, self.tails = classes()
        self.ending: dict[int, Unit] = {}
        self.beginning: dict[int, Unit] = {}
        self.left: dict[int, Unit] = {}  # what was read before a place
        for start, end, kind in closed:
            self.close(start, end, kind)

    def close(self, start: int, end: int, kind: str) -> None:
        """Take a range that something was found in as one unit from now on, unless a longer one ends or begins there."""
        unit = Unit(start, end, kind)
        if end not in self.ending or self.ending[end].start > start:
            self.ending[end] = unit
            self.left.pop(end, None)
        if start not in self.beginning or self.beginning[start].end < end:
            self.beginning[start] = unit

    def begins(self, at: int) -> bool:
        """Whether a word begins at a place (or the text ends there)."""
        return at in self.bounds

    def kind(self, word: str, tag: str) -> str:
        """The class of a word."""
        own = self.own.get(word)
        if own is not None:
            return own
        if tag == "eng":
            return "NUMBER" if NUMBER.fullmatch(word) else "LATIN"
        if tag == "x" and not "\u3400" <= word[0] <= "\u9fff":
            return "MARK"
        kind = self.tags.get(tag, "OTHER")
        if kind in ("PLACE", "NAME") and len(word) == 1:  # a character of many names
            return "NOUN"
        return "ORDINAL" if kind == "NUMBER" and word[0] == "第" else kind

    def before(self, at: int, first: int = 0) -> Unit | None:
        """The unit that ends at a place and begins at `first` or behind it; None where the text begins."""
        if at <= first:
            return None
        unit = self.left.get(at)
        if unit is None:
            unit = self.left[at] = self._before(at, 0)
        return unit if unit.start >= first else self._before(at, first)

    def _before(self, at: int, first: int) -> Unit:
        text = self.text
        closed = self.ending.get(at)
        if closed is not None and closed.start >= first:
            start = self.start(closed.start)
            if (
                first <= start < closed.start
                and self.step[start] == at
                and self.kind(text[start:at], self.words.tags[start]) == "PLACE"
            ):
                return Unit(start, at, "PLACE")  # 会宁县 is a word: 宁县 is no place in it
            return closed
        opener = CLOSERS.get(text[at - 1])
        if opener is not None:
            start = text.rfind(opener, max(first, at - LONGEST_GROUP - 2), at - 1)
            if start >= 0 and not SENTENCE.intersection(text[start:at]):
                return Unit(start, at, GROUP[opener])
            return Unit(at - 1, at, "MARK")
        for length in self.tails.get(text[at - 2 : at], ()):
            if length > at - first:
                continue
            kind = self.own.get(text[at - length : at])
            if kind is not None and (self.begins(at - length) or length > 2):
                return Unit(at - length, at, kind)
        start = self.start(at - 1)
        end = self.step[start]
        if end == at and start >= first:
            kind = self.kind(text[start:at], self.words.tags[start])
            if kind == "NUMBER" and text[start - 1 : start] == "第":
                return Unit(start - 1, at, "ORDINAL")
            return Unit(start, at, kind)
        start, end = max(start, first), min(end, at)
        last = words.cut(text[start:end])[-1]  # a part of a word, since something else was read behind it
        return Unit(start + last.start, end, self.kind(text[start + last.start : end], last.tag))

    def behind(self, at: int, last: int | None = None) -> Unit | None:
        """The unit that begins at a place and ends at `last` or before it; None where the text ends."""
        text = self.text
        last = len(text) if last is None else last
        if at >= last:
            return None
        closed = self.beginning.get(at)
        if closed is not None and closed.end <= last:
            return closed
        closer = OPENERS.get(text[at])
        if closer is not None:
            end = text.find(closer, at + 1, min(last, at + LONGEST_GROUP + 2)) + 1
            if end > 0 and not SENTENCE.intersection(text[at:end]):
                return Unit(at, end, GROUP[text[at]])
            return Unit(at, at + 1, "MARK")
        ordinal = ORDINAL.match(text, at, last) if text[at] == "第" else None
        if ordinal is not None:
            return Unit(*ordinal.span(), "ORDINAL")
        start = self.start(at)
        end = self.step[start]
        if start == at and end <= last:
            return Unit(at, end, self.kind(text[at:end], self.words.tags[at]))
        first = words.cut(text[at : min(end, last)])[0]
        return Unit(at, at + first.end, self.kind(text[at : at + first.end], first.tag))

    def back(self, at: int, first: int = 0) -> Iterator[Unit]:
        """The units before a place, from right to left."""
        while (unit := self.before(at, first)) is not None:
            yield unit
            at = unit.start

    def on(self, at: int, last: int | None = None) -> Iterator[Unit]:
        """The units behind a place, from left to right."""
        while (unit := self.behind(at, last)) is not None:
            yield unit
            at = unit.end

    def phrase_behind(self, at: int, last: int | None = None, *, of: bool = True) -> int:
        """Where the noun phrase that begins at a place ends; the place itself where none does.

        With `of`, a phrase goes on behind 的.

        >>> text = "88家科研单位共同发起"
        >>> text[3 : Reading(text).phrase_behind(3)]
        '科研单位'
        """
        end = open_ = at
        for unit in self.on(at, last):
            if unit.kind in NOMINAL:
                end = unit.end
            elif unit.kind == "CONJUNCTION" and end == unit.start and end > at:
                following = self.behind(unit.end, last)
                if following is None or following.kind not in MODIFIER:
                    break
            elif self.text[unit.start : unit.end] in "的之" and of and unit.start > at and open_ != unit.start:
                following = self.behind(unit.end, last)
                if following is None or following.kind not in MODIFIER:
                    break
                open_ = unit.end
            elif unit.kind == "VERB":
                noun = self.behind(unit.end, last)  # 获奖|学生|走上…, 加氢|站, but not 参加|会议
                if noun is None or noun.kind not in ("NOUN", "HUMAN", "OFFICE") or end != unit.start:
                    break
                if noun.end - noun.start > 1 and (end > at or self.kind_at(noun.end) != "VERB"):
                    break
                end = noun.start
            elif unit.kind not in MODIFIER:
                break
        return end

    def phrase_before(self, at: int, first: int = 0, *, of: bool = False) -> int:
        """Where the noun phrase that ends at a place begins; the place itself where none does.

        >>> text = "会议审议通过科研诚信报告3份"
        >>> text[Reading(text).phrase_before(12) : 12]
        '科研诚信报告'
        """
        begin = at
        for unit in self.back(at, first):
            if unit.kind in MODIFIER:
                begin = unit.start
            elif not (of and begin < at and self.text[unit.start : unit.end] == "的"):
                break
        return begin

    def kind_at(self, at: int) -> str | None:
        """The class of the unit that begins at a place."""
        unit = self.behind(at)
        return None if unit is None else unit.kind
