"""Reads a text as words and names at once: of all readings the cheapest, so that a name stands where no word reads better.

Every place where a name could begin proposes some (`candidates`); each costs what its characters and the words beside it say
(`model`), and the words of jieba's dictionary what their frequencies say (`dictionary`).  The least sum is the reading.  The
text is read from its end, so that the word behind a name is known when the name is weighed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kczx import lexicon, words
from kczx.find.people.candidates import DOTS, Option, chinese, elements, is_han, japanese, listed, lists
from kczx.find.people.dictionary import NAMES, NEVER, ODD, OTHER, further_words, readings
from kczx.find.people.model import FOREIGN, NAME, SINGLE, UNSEEN, Model, model
from kczx.find.people.reading import Name, Reading

LONGEST = 10
"""Characters of a foreign name between two dots."""
MOST = 8.0
"""What the words before a name can say for it at most: a name that is dearer by more is not looked at."""
REPEATED = 8.5
"""Cost of a name that the document has elsewhere."""
MOST_BEHIND = 3.5
"""What the word behind a name can say for it at most."""
BARELY = NAME - MOST - MOST_BEHIND
"""What a surname and a name's standing somewhere cost at least, after all that can be said for it."""
FEW_SAY = -1.3
"""What must be said before a foreign name of two or three characters for it to be looked at, and before a longer one."""
NONE_SAYS = -3.0
ALIEN = 11.0
"""Cost of a character beside a dot that the table of foreign names does not have."""
JOINT = 1.0
"""Cost of a dot within a name."""
BRIEF = 2.5
"""Further cost of a foreign name of two characters."""
ONLY = 3.0
"""Further cost of a surname as a word by itself, where its character hardly ever is one: 袁, 殷."""
SHORTEST = 4.0
"""Further cost of a last part of one character."""
PLACE = 5.0
"""Further cost of a foreign name that ends like a place's."""
PLACES = frozenset("山湖岛城郡河州省市县区镇村港湾峡洲")
LAST = 5.0
"""Cost of ending a foreign name behind a character that none in the tables ends with."""
TAGS = {
    "v": 0.3, "d": 0.6, "p": 0.6, "c": 0.2, "t": 0.4, "r": 0.0, "f": -0.8, "m": -0.8, "q": -1.0, "n": -1.5, "a": -0.6,
    "i": 0.2, "l": 0.0, "b": -0.8, "s": -0.5, "u": -0.2, "x": 0.0, "e": -1.0, "y": -0.5, "z": 0.0, "j": -1.2, "k": -3.0,
}  # fmt: skip
"""Weight of a word behind a name that contexts.tsv does not hold, by the first letter of its tag."""
TAGS_BEFORE = {"n": -1.2, "v": -0.3, "t": 0.2, "d": -0.8, "a": -1.0, "m": -1.0, "i": -0.5, "l": -0.3}
PERSONS = frozenset("员师家手长者生工人兵将")
"""A noun that ends so is mostly somebody: 护林员, 魔术师."""
NOT_FOREIGN = frozenset(["中国"])
"""“中国·上海”, “中国·杭州”: a dot that joins a country and its city."""


def is_foreign(word: str) -> bool:
    """Whether a name of the dictionary is written with the characters of foreign names alone, and by no Chinese surname's rule."""
    weights = model()
    foreign = all(char in weights.foreign for char in word)
    return foreign and not (len(word) in (2, 3) and word[0] in weights.surnames and words.tag(word) != "nrt")


DOT = re.compile(f"[{''.join(sorted(DOTS))}]")
NOTHING: dict[str, float] = {}


Traits = tuple[float | None, bool, float]
"""Of a character: its cost as a surname, whether foreign names have it, its further cost as a word by itself."""
PLAIN: Traits = (None, False, 0.0)


@lexicon.cached
def characters() -> dict[str, Traits]:
    """What the tables say of single characters; compound surnames' first ones are looked at like surnames."""
    weights = model()
    chars = weights.surnames.keys() | weights.foreign.keys()
    return {
        char: (weights.surnames.get(char), char in weights.foreign, ONLY if char in weights.only else 0.0)
        for char in chars
    }


class Lattice:
    """One text's readings, from its end to its beginning."""

    def __init__(self, text: str, known: Iterable[str] = ()) -> None:
        self.text = text
        self.size = len(text)
        self.table = words.dictionary()
        self.model: Model = model()
        self.lists = lists()
        self.known: dict[str, list[str]] = {}
        for name in known:
            self.known.setdefault(name[:2], []).append(name)
        self.best = [0.0] * (self.size + 1)
        self.step = list(range(1, self.size + 2))
        self.tags = [words.UNKNOWN] * self.size
        self.inner: dict[
            int, tuple[float, int]
        ] = {}  # behind a dot: cost to finish the foreign name, and where it ends
        self.chosen: dict[int, Name] = {}
        self.follows: dict[int, float] = {}
        self.dotted = self._beside_dots()
        self.starts = self.lists.starts | self.known.keys() if self.known else self.lists.starts

    def read(self) -> Reading:
        text, size, best, step, chosen = self.text, self.size, self.best, self.step, self.chosen
        table, weights = self.table, self.model
        entry, pair, unknown = table.entries.get, table.pairs.get, table.unknown
        tags = self.tags
        others, starts, dotted, traits = further_words(), self.starts, self.dotted, characters().get
        first, second, single = weights.first.get, weights.second.get, weights.single.get
        latin = {match.start(): match.end() for match in words.FOREIGN.finditer(text)}
        entries: list[Option] = []
        after, run = 0.0, 0
        for at in range(size - 1, -1, -1):
            char = text[at]
            if char < "\u3400":
                run = 0
                if at in latin:
                    step[at], tags[at] = latin[at], "eng"
                    after = best[latin[at]]
                best[at] = after = after + unknown
                continue
            two = text[at : at + 2]
            own = entry(char)
            if own is None:
                least = unknown + after
            else:
                least, tags[at] = own[0] + after, own[1]
            surname, abroad, alone = traits(char, PLAIN)
            least += alone
            run = run + 1 if abroad else 0
            begun = pair(two)
            if begun is not None:
                word, lengths = begun
                if word is not None:
                    price = word[0]
                    if word[1] in NAMES and (abroad or surname is not None):
                        named, price = readings(two)
                        if named < NEVER:
                            entries.append(
                                (named, at + 2, "dictionary foreign" if abroad and is_foreign(two) else "dictionary")
                            )
                    if price + best[at + 2] <= least:
                        least, step[at], tags[at] = price + best[at + 2], at + 2, word[1]
                for length in lengths:
                    end = at + length
                    if end > size:
                        break
                    word = entry(text[at:end])
                    if word is None:
                        continue
                    price = word[0]
                    if (abroad or surname is not None) and (word[1] in NAMES or price > ODD):
                        whole = text[at:end]
                        named, price = readings(whole)
                        if named < NEVER:
                            entries.append(
                                (named, end, "dictionary foreign" if abroad and is_foreign(whole) else "dictionary")
                            )
                    if price + best[end] <= least:
                        least, step[at], tags[at] = price + best[end], end, word[1]
            if two in others:
                for other in others[two]:
                    if text.startswith(other, at) and OTHER + best[at + len(other)] < least:
                        least, step[at], tags[at] = OTHER + best[at + len(other)], at + len(other), "nz"
            wanted = run > 1 or two in starts or bool(entries) or at in dotted
            if surname is not None and not wanted and at + 1 < size:
                one = text[at + 1]
                bound = least - surname - BARELY
                wanted = single(one, UNSEEN) + SINGLE + best[at + 2] < bound if at + 2 <= size else False
                if not wanted and at + 3 <= size:
                    wanted = first(one, UNSEEN) + second(text[at + 2], UNSEEN) + best[at + 3] < bound
            if wanted:
                name = self._cheapest(at, least, entries, run)
                if entries:
                    entries = []
                if name is not None:
                    chosen[at] = name
                    least -= name.score
                    step[at], tags[at] = name.end, "nr"
            best[at] = after = least
        return Reading(size, step, tags, chosen)

    def _beside_dots(self) -> frozenset[int]:
        """Places in the words beside a dot, where any character can be one of a foreign name."""
        places: set[int] = set()
        for dot in DOT.finditer(self.text):
            at = dot.start()
            if at:
                here = at - 1
                while here >= max(0, at - 6) and is_han(self.text[here]):
                    places.add(here)
                    here -= 1
                if is_han(self.text[at + 1 : at + 2]):
                    places.add(at + 1)
        return frozenset(places)

    def _cheapest(self, at: int, least: float, options: list[Option], run: int) -> Name | None:
        """The cheapest name that begins here, if it is cheaper than every word.

        `run` is how many characters of foreign names stand here in a row.
        """
        text, char, weights = self.text, self.text[at], self.model
        two = text[at : at + 2]
        if char in weights.surnames or char in weights.firsts:
            options += chinese(text, at, weights)
        if two in self.lists.known:
            options += listed(text, at)
        if two in self.lists.japanese:
            options += japanese(text, at, weights)
        if two in self.lists.elements:
            options += elements(text, at)
        for name in self.known.get(two, ()):
            if text.startswith(name, at):
                options.append((REPEATED, at + len(name), "again"))
        best = [(cost - self._behind(end) + self.best[end], end, kind) for cost, end, kind in options]
        if at in self.dotted or (run > 1 and self._before(at) > (FEW_SAY if run < 4 else NONE_SAYS)):
            best += self._foreign(at, best)
        if not best:
            return None
        if min(best)[0] - MOST >= least:
            return None
        before = self._before(at)
        if before >= TITLED:
            best = [(total - (BETWEEN if self._behind(end) > 0 else 0.0), end, kind) for total, end, kind in best]
        total, end, kind = min(best)
        total -= before
        return Name(at, end, kind, round(least - total, 2), before, self._behind(end)) if total < least else None

    def _foreign(self, at: int, others: list[Option]) -> list[Option]:
        """Readings as a foreign name: a run of its characters, or several with dots between; their whole costs.

        `others` are the readings as another kind of name that begins here, which a part behind a dot can be as well.
        """
        text, pairs, foreign = self.text, self.model.pairs, self.model.foreign
        beside = at in self.dotted
        last = text[at]
        spent = pairs["^"].get(last, foreign.get(last, ALIEN))
        options: list[Option] = []
        inner = (NEVER, at)
        if beside and text[at : at + 2] in NOT_FOREIGN:
            return []
        for end in range(at + 1, min(at + LONGEST, self.size) + 1):
            total = spent + pairs.get(last, NOTHING).get("$", LAST) - self._behind(end) + self.best[end]
            if end - at > 1:
                further = BRIEF if end - at == 2 else 0.0
                options.append((FOREIGN + total + further + (PLACE if last in PLACES else 0.0), end, "foreign"))
            inner = min(inner, (total + (SHORTEST if end - at == 1 else 0.0), end))
            following = text[end : end + 1]
            if following and following in DOTS:
                rest = self.inner.get(end + 1)
                if rest is not None:
                    whole = all(char in foreign for char in text[at:end])
                    part = min(spent, words.cost(text[at:end], NEVER) if whole else NEVER) + JOINT + rest[0]
                    options.append((FOREIGN + part, rest[1], "foreign"))
                    inner = min(inner, (part, rest[1]))
                break
            if not following or (following not in foreign and not (beside and is_han(following))):
                break
            spent += pairs.get(last, NOTHING).get(following, foreign.get(following, ALIEN))
            last = following
        if at and text[at - 1] in DOTS:
            self.inner[at] = min([inner, *((total, end) for total, end, _ in others)])
            return []
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
            return NEXT_NAME
        word = self.text[end : self.step[end]]
        behind = self.model.behind
        weight = behind.get(word)
        if word == "、" and end + 1 in self.chosen:
            return LISTED
        if weight is not None:
            return weight
        if word.isspace():
            if end + 1 < self.size and self.text[end + 1].isspace():
                return COLUMN
            return behind[SPACE]
        if not is_han(word[0]):
            return 0.1 if not word[0].isalnum() else -1.0
        if len(word) > 2 and (weight := behind.get(word[:2])) is not None:
            return 0.7 * weight
        return TAGS.get(self.tags[end][0], 0.0)

    def _before(self, at: int) -> float:
        """What the words before a name's beginning say for it."""
        if at == 0:
            return 0.8
        text, before = self.text, self.model.before
        last = text[at - 1]
        if not is_han(last):
            if last in ":：" and at > 1 and (labelled := self._before(at - 1)) > TITLED - 1.5:
                return labelled  # 负责人：成羽
            return before.get(SPACE if last.isspace() and last != "\n" else last, 0.2)
        for size in (5, 4, 3, 2):
            if at >= size and (weight := before.get(text[at - size : at])) is not None:
                return weight
        for size in (4, 3, 2):
            word = text[at - size : at] if at >= size else ""
            tag = words.tag(word)
            if tag is not None and self.table.counts[word] > 20:
                if tag[0] == "n" and word[-1] in PERSONS:
                    return 1.8
                return TAGS_BEFORE.get(tag[0], -0.6)
        return before.get(last, -1.2)


LISTED = 2.6
"""Weight of a list mark and another name behind a name."""
COLUMN = 2.0
"""Weight of several spaces behind a name: a table's column."""
SPACE = "\\s"
"""How contexts.tsv writes a space."""
TITLED = 3.8
"""Weight of a title's word before a name."""
BETWEEN = 2.5
"""Further weight of a title before a name and a mark, or a verb that persons go with, behind it: 主任|高峰|，."""
NEXT_NAME = 0.0
"""Weight of a name right behind another: only lists whose marks were lost have that."""


def read(text: str, known: Iterable[str] = ()) -> Reading:
    """The cheapest reading of a text; `known` are names that the document has elsewhere.

    >>> text = "省科协主席周启明指出，罗玉梅委员谈冷链下乡"
    >>> [text[n.start : n.end] for n in read(text).names]
    ['周启明', '罗玉梅']
    """
    return Lattice(text, known).read()
