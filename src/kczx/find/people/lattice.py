"""Reads a text as words and names at once: of all readings the cheapest, so that a name stands where no word reads better.

Every place where a surname or a character of foreign names stands proposes names; each costs what its characters and the words
beside it say (`model`), and the words of jieba's dictionary what their frequencies say.  The least sum is the reading.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

from kczx import words
from kczx.find.people.model import DOUBLE, FOREIGN, MARRIED, NAME, SINGLE, UNSEEN, Model, model
from kczx.words import Dictionary, Word

DOTS = frozenset("·•・‧∙⋅")
LONGEST = 10
"""Characters of a foreign name between two dots."""
MOST = 5.0
"""What the words before a name can say for it at most: a name that is dearer by more is not looked at."""
TAGS = {
    "v": 0.3, "d": 0.6, "p": 0.6, "c": 0.2, "t": 0.4, "r": 0.0, "f": -0.8, "m": -0.8, "q": -1.0, "n": -1.5, "a": -0.6,
    "i": 0.2, "l": 0.0, "b": -0.8, "s": -0.5, "u": -0.2, "x": 0.0, "e": -1.0, "y": -0.5, "z": 0.0, "j": -1.2, "k": -3.0,
}  # fmt: skip
"""Weight of a word behind a name that contexts.tsv does not hold, by the first letter of its tag."""
TAGS_BEFORE = {"n": -1.2, "v": -0.3, "t": 0.2, "d": -0.8, "a": -1.0, "m": -1.0, "i": -0.5, "l": -0.3}
PERSONS = frozenset("员师家手长者生工人兵将")
"""A noun that ends so is mostly somebody: 护林员, 魔术师."""


class Name(NamedTuple):
    """A name in a text: half-open range, what kind of model found it, and by how much it is cheaper than the words there."""

    start: int
    end: int
    kind: str
    score: float


@dataclass(slots=True)
class Reading:
    """The cheapest reading of a text: its words (a name is one of them, tagged `nr`) and the names alone."""

    words: list[Word]
    names: list[Name]


class Lattice:
    """One text's readings, from its end to its beginning."""

    def __init__(self, text: str, known: dict[str, float] | None = None) -> None:
        self.text = text
        self.size = len(text)
        self.table: Dictionary = words.dictionary()
        self.model: Model = model()
        self.known = known or {}
        self.heads = {name[:1] for name in self.known}
        self.best = [0.0] * (self.size + 1)
        self.step = list(range(1, self.size + 2))
        self.inner: dict[int, tuple[float, int]] = {}  # behind a dot: cost to finish the foreign name, and where it ends
        self.chosen: dict[int, Name] = {}
        self.follows: dict[int, float] = {}

    def read(self) -> Reading:
        text, size, table = self.text, self.size, self.table
        cost, reach, unknown, best, step = table.cost, table.reach, table.unknown, self.best, self.step
        surnames, foreign, dots = self.model.surnames, self.model.foreign, DOTS
        tags, entries = table.tags, []
        latin = {match.start(): match.end() for match in words.FOREIGN.finditer(text)}
        after = 0.0
        for at in range(size - 1, -1, -1):
            char = text[at]
            least = cost.get(char, unknown) + after
            longest = reach.get(text[at : at + 2])
            if longest is not None:
                for end in range(at + 2, min(at + longest, size) + 1):
                    word = text[at:end]
                    price = cost.get(word)
                    if price is None:
                        continue
                    if tags[word] in NAMES and (trusted := dictionary_name(word)) is not None:
                        entries.append((end, trusted))
                    elif price + best[end] <= least:
                        least, step[at] = price + best[end], end
            elif at in latin:
                least, step[at] = unknown + best[latin[at]], latin[at]
            if char in surnames or char in foreign or entries or char in self.heads:
                name = self._cheapest(at, char, least, entries)
                if entries:
                    entries = []
                if name is not None:
                    self.chosen[at] = name
                    least -= name.score
                    step[at] = name.end
            elif at and text[at - 1] in dots:
                self._foreign(at, 1e9)
            best[at] = after = least
        return self._path(latin)

    def _path(self, latin: dict[int, int]) -> Reading:
        found, names, at, tags = [], [], 0, self.table.tags
        while at < self.size:
            to = self.step[at]
            name = self.chosen.get(at)
            if name is not None:
                names.append(name)
            tag = "nr" if name is not None else "eng" if at in latin else tags.get(self.text[at:to], "x")
            found.append(Word(at, to, tag))
            at = to
        return Reading(found, names)

    def _cheapest(self, at: int, char: str, least: float, entries: list[tuple[int, float]]) -> Name | None:
        """The cheapest name that begins here, if it is cheaper than every word."""
        options = [(price - self._behind(end) + self.best[end], end, "dictionary") for end, price in entries]
        if char in self.model.surnames:
            options += self._chinese(at, self.model.surnames[char])
        for size in (2, 3):
            compound = self.model.compound.get(self.text[at : at + size])
            if compound is not None:
                options += self._given(at + size, compound, "name")
        for end in self._known(at):
            options.append((self.known[self.text[at:end]] - self._behind(end) + self.best[end], end, "known"))
        if char in self.model.foreign:
            options += self._foreign(at, least)
        if not options:
            return None
        total, end, kind = min(options)
        if total - MOST >= least:
            return None
        total -= self._before(at)
        return Name(at, end, kind, round(least - total, 2)) if total < least else None

    def _known(self, at: int) -> list[int]:
        if self.text[at] not in self.heads:
            return []
        return [end for end in range(at + 2, min(at + 16, self.size) + 1) if self.text[at:end] in self.known]

    def _chinese(self, at: int, surname: float) -> list[tuple[float, int, str]]:
        found = self._given(at + 1, surname, "name")
        own = self.model.surnames.get(self.text[at + 1 : at + 2])
        if own is not None and surname < 7.5 and own < 7.5:
            found += [
                option for option in self._given(at + 2, surname + own + MARRIED, "married") if option[1] == at + 4
            ]
        return found

    def _given(self, at: int, surname: float, kind: str) -> list[tuple[float, int, str]]:
        """Readings with one or two characters of a given name behind a surname."""
        text, found = self.text, []
        one = text[at : at + 1]
        if not "\u3400" <= one <= "\u9fff" and not one >= "\U00020000":
            return found
        base = NAME + surname
        found.append(
            (base + SINGLE + self.model.single.get(one, UNSEEN) - self._behind(at + 1) + self.best[at + 1], at + 1, kind)
        )
        two = text[at + 1 : at + 2]
        if "\u3400" <= two <= "\u9fff" or two >= "\U00020000":
            given = self.model.first.get(one, UNSEEN) + self.model.second.get(two, UNSEEN)
            found.append((base + DOUBLE + given - self._behind(at + 2) + self.best[at + 2], at + 2, kind))
        return found

    def _foreign(self, at: int, least: float) -> list[tuple[float, int, str]]:
        """Readings as a foreign name: a run of its characters, or several with dots between."""
        text, pairs, foreign = self.text, self.model.pairs, self.model.foreign
        spent = pairs["^"].get(text[at], foreign.get(text[at], UNSEEN))
        last = text[at]
        if last not in foreign:
            return []
        options, inner = [], (1e9, at)
        for end in range(at + 1, min(at + LONGEST, self.size) + 1):
            total = spent + pairs.get(last, NOTHING).get("$", LAST) - self._behind(end) + self.best[end]
            if end - at > 1:
                options.append((FOREIGN + total, end, "foreign"))
            inner = min(inner, (total, end))
            following = text[end : end + 1]
            if following in DOTS and following:
                rest = self.inner.get(end + 1)
                if rest is not None:
                    options.append((FOREIGN + spent + 1.0 + rest[0], rest[1], "foreign"))
                    inner = min(inner, (spent + 1.0 + rest[0], rest[1]))
                break
            if following not in foreign or not following:
                break
            spent += pairs.get(last, NOTHING).get(following, foreign[following])
            last = following
        if at and text[at - 1] in DOTS:
            self.inner[at] = inner
        return options

    def _behind(self, end: int) -> float:
        """What the word behind a name's end says for it."""
        weight = self.follows.get(end)
        if weight is None:
            weight = self.follows[end] = self._following(end)
        return weight

    def _following(self, end: int) -> float:
        if end >= self.size:
            return 0.3
        if end in self.chosen:
            return -2.5
        word = self.text[end : self.step[end]]
        behind = self.model.behind
        weight = behind.get(word)
        if weight is not None:
            return weight
        if not "\u4e00" <= word[0] <= "\u9fff":
            return 0.1 if not word[0].isalnum() else -1.0
        if len(word) > 2 and (weight := behind.get(word[:2])) is not None:
            return 0.7 * weight
        return TAGS.get(self.table.tags.get(word, "n")[0], 0.0)

    def _before(self, at: int) -> float:
        """What the words before a name's beginning say for it."""
        if at == 0:
            return 0.8
        text, before = self.text, self.model.before
        last = text[at - 1]
        if not "\u4e00" <= last <= "\u9fff":
            return before.get(last, 0.2)
        for size in (5, 4, 3, 2):
            if at >= size and (weight := before.get(text[at - size : at])) is not None:
                return weight
        tags = self.table.tags
        for size in (4, 3, 2):
            word = text[at - size : at] if at >= size else ""
            tag = tags.get(word)
            if tag is not None and self.table.counts[word] > 20:
                if tag[0] == "n" and word[-1] in PERSONS:
                    return 1.8
                return TAGS_BEFORE.get(tag[0], -0.6)
        return before.get(last, -1.2)


NOTHING: dict[str, float] = {}
LAST = 5.0
"""Cost of ending a foreign name behind a character that none in the tables ends with."""
NAMED = re.compile(r"[\u4e00-\u9fff]")


@functools.cache
def dictionary_name(word: str) -> float | None:
    """The cost of a word that jieba's dictionary takes for a name, or None where its characters are none of a name's.

    The tag is noisy: 花岗岩, 青少年 and 文明 have it as well.
    """
    table, weights = words.dictionary(), model()
    cost, count = table.cost[word], table.counts[word]
    surname = weights.surnames.get(word[0])
    if len(word) == 3 and surname is not None:
        characters = surname + weights.first.get(word[1], UNSEEN) + weights.second.get(word[2], UNSEEN)
        if characters < (PLAUSIBLE if count > RARE else PLAUSIBLE + 4):
            return min(cost, NAME + DOUBLE + characters)
    elif len(word) == 4 and word[:2] in weights.compound:
        characters = 6.0 + weights.first.get(word[2], UNSEEN) + weights.second.get(word[3], UNSEEN)
        if characters < PLAUSIBLE:
            return min(cost, NAME + DOUBLE + characters)
    if len(word) > 2 and all(char in weights.foreign for char in word):
        return cost + (1.0 if len(word) > 3 else 2.0)
    return None


NAMES = frozenset(["nr", "nrt", "nrfg"])
"""Tags of names in jieba's dictionary."""
PLAUSIBLE = 19.0
"""What the characters of a name in the dictionary may cost."""
RARE = 100
"""Entries that are rarer are mostly names of the news that jieba's dictionary was made from."""


def read(text: str, known: dict[str, float] | None = None) -> Reading:
    """The cheapest reading of a text; `known` are names that the document has elsewhere, with their costs.

    >>> text = "省科协主席周启明指出，罗玉梅委员谈冷链下乡"
    >>> [text[n.start : n.end] for n in read(text).names]
    ['周启明', '罗玉梅']
    """
    return Lattice(text, known).read()
