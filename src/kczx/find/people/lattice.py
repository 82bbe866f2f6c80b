"""Reads a text as words and names at once: of all readings the cheapest, so that a name stands where no word reads better.

Every place where a name could begin proposes some (`candidates`); each costs what its characters and the words beside it say
(`model`), and the words of jieba's dictionary what their frequencies say (`dictionary`).  The least sum is the reading.  The
text is read from its end, so that the word behind a name is known when the name is weighed.
"""

from __future__ import annotations

from collections.abc import Iterable

from kczx import words
from kczx.dictionary import UNKNOWN, dictionary
from kczx.find.people.behind import Behind
from kczx.find.people.beside import (
    BETWEEN,
    OF_BODY,
    POST,
    TITLED,
    before,
    body_before,
    most,
)
from kczx.find.people.candidates import (
    COMMON,
    DOTS,
    Option,
    beside_joints,
    chinese,
    compound,
    elements,
    is_han,
    japanese,
    joints,
    listed,
    lists,
)
from kczx.find.people.characters import LAST, characters
from kczx.find.people.dictionary import DIVISIONS, NAMES, NEVER, ODD, OTHER, named, other_words
from kczx.find.people.model import DOUBLE, FOREIGN, MARRIED, NAME, SINGLE, UNSEEN, model
from kczx.find.people.reading import Name, Reading, occurrences

LONGEST = 10
"""Characters of a foreign name between two dots."""
REPEATED = 8.5
"""Cost of a name that the document has elsewhere."""
MOST_BEHIND = 3.5
"""What the word behind a name can say for it at most."""
FEW_SAY = -1.3
"""What must be said before a foreign name of two or three characters for it to be looked at, and before a longer one."""
NONE_SAYS = -3.0
ALIEN = 11.0
"""Cost of a character beside a dot that the table of foreign names does not have."""
JOINT = 1.0
"""Cost of a dot within a name; HYPHEN of a hyphen, which joins two places or two parties as well."""
HYPHEN = 3.0
BRIEF = 2.5
"""Further cost of a foreign name of two characters."""
SHORTEST = 4.0
"""Further cost of a last part of one character."""
PLACE = 5.0
"""Further cost of a foreign name that ends like a place's."""
PLACES = frozenset("山湖岛城郡河州省市县区镇村港湾峡洲邦")
NOT_FOREIGN = frozenset(["中国"])
"""“中国·上海”, “中国·杭州”: a dot that joins a country and its city."""


NOTHING: dict[str, float] = {}


HAN, LAST_HAN, RARE_HAN = 0x3400, 0x9FFF, 0x20000
"""Chinese characters stand from the first to the second, and from the third on; others are marks, letters and digits."""


class Lattice:
    """One text's readings, from its end to its beginning."""

    def __init__(self, text: str, known: Iterable[str] = ()) -> None:
        self.text = text
        self.size = len(text)
        self.model = model()
        self.lists = lists()
        self.known: dict[int, list[int]] = {}  # where names that the document has elsewhere stand
        for start, end in occurrences(text, known):
            self.known.setdefault(start, []).append(end)
        self.best = [0.0] * (self.size + 1)
        self.step = list(range(1, self.size + 1))
        self.tags = [UNKNOWN] * self.size
        # Behind a dot: what it costs to finish the foreign name, and where it ends.
        self.inner: dict[int, tuple[float, int]] = {}
        self.chosen: dict[int, Name] = {}
        self.behind = Behind(text, self.step, self.tags, self.chosen).weight
        self.joints = joints(text)
        self.dotted = beside_joints(text, self.joints)
        self.most = most()

    def read(self) -> Reading:
        text, size, best, step, tags = self.text, self.size, self.best, self.step, self.tags
        shelves, table, special = dictionary(), characters(), self.dotted.union(self.known)
        unknown, met = shelves.unknown, shelves.met
        first, last, single = table.first.get, table.last.get, table.single.get
        most_before, usual = self.most
        latin = {match.start(): match.end() for match in words.FOREIGN.finditer(text)}
        options: list[Option] = []
        own, after, at, run, second, third = NEVER, 0.0, size, 0, 0, 0
        ending = anywhere = going = NEVER  # of the foreign name that the character behind goes on with
        for char in map(ord, reversed(text)):  # from the end; the characters behind are `second` and `third`
            at -= 1
            if char < HAN or LAST_HAN < char < RARE_HAN:
                run, own, third, second = 0, NEVER, second, char if char < HAN else 0
                if at in latin:
                    step[at], tags[at] = latin[at], "eng"
                    after = best[latin[at]]
                best[at] = after = after + unknown
                continue
            price, tags[at], pairs, entries, either, names = table[char]
            least = after + price
            pair = pairs.get(second)
            if pair is not None:
                word, thirds, sizes = pair or met(char, second)
                if word is not None:
                    price = word[0]
                    if either and word[1] in NAMES:
                        price = named(text[at : at + 2], at + 2, options)
                    if price + best[at + 2] <= least:
                        least, step[at], tags[at] = price + best[at + 2], at + 2, word[1]
                if thirds and third and text[at + 2] in thirds:
                    for length in sizes:
                        end = at + length
                        if end > size:
                            break
                        word = entries.get(text[at:end])
                        if word is None:
                            continue
                        price = word[0]
                        if either and (word[1] in NAMES or price > ODD):
                            price = named(text[at:end], end, options)
                        if price + best[end] <= least:
                            least, step[at], tags[at] = price + best[end], end, word[1]
            wanted, foreign = bool(special) and at in special, False
            if names is None:
                run, own = 0, NEVER
                if not wanted:
                    best[at] = after = least
                    third, second = second, char
                    continue
            else:
                surname, abroad, begun = names
                if second in begun:
                    others, told = begun[second]
                    wanted = wanted or told
                    for other in others:
                        if text.startswith(other, at) and OTHER + best[at + len(other)] < least:
                            least, step[at], tags[at] = OTHER + best[at + len(other)], at + len(other), "nz"
                if surname < NEVER and second >= HAN:
                    limit = least + MOST_BEHIND + (most_before.get(text[at - 1], usual) if at else usual)
                    bound = limit - surname - NAME
                    if single(second, UNSEEN) + SINGLE + best[at + 2] < bound or (
                        third >= HAN
                        and (
                            second == third
                            or first(second, UNSEEN) + last(third, UNSEEN) + DOUBLE + best[at + 3] < bound
                            or (own < COMMON > surname and self._married(at, bound - own))
                        )
                    ):
                        options += chinese(text, at, self.model)
                own = surname
                if abroad is None:
                    run = 0
                else:
                    run += 1
                    begin, end_here, links, any_ = abroad
                    if run > 1:
                        going = links.get(second, anywhere) + min(ending + best[at + 2], going)
                        limit = least + MOST_BEHIND + (most_before.get(text[at - 1], usual) if at else usual)
                        foreign = FOREIGN + begin + going < limit
                    else:
                        going = NEVER
                    ending, anywhere = end_here, any_
            if wanted or foreign or options:
                name = self._cheapest(at, least, options, run if foreign else 0)
                options = []
                if name is not None:
                    self.chosen[at] = name
                    least -= name.score
                    step[at], tags[at] = name.end, "nr"
            best[at] = after = least
            third, second = second, char
        return Reading(words.Words(step, tags), self.chosen)

    def _married(self, at: int, bound: float) -> bool:
        """Whether a given name behind a husband's surname and the own one could be cheap enough."""
        text = self.text
        if at + 4 > self.size:
            return False
        given = self.model.first.get(text[at + 2], UNSEEN) + self.model.second.get(text[at + 3], UNSEEN)
        return MARRIED + DOUBLE + given + self.best[at + 4] < bound

    def _cheapest(self, at: int, least: float, options: list[Option], run: int) -> Name | None:
        """The cheapest name that begins here, if it is cheaper than every word.

        `run` is how many characters of foreign names stand here in a row, where they could be one.
        """
        text, weights, sums = self.text, self.model, self.best
        two, beside = text[at : at + 2], at in self.dotted
        if two in self.lists.starts:
            options += listed(text, at)
            options += japanese(text, at, weights)
            options += elements(text, at)
            options += compound(text, at, weights)
        options += [(REPEATED, end, "again") for end in self.known.get(at, ())]
        if beside:
            options += chinese(text, at, weights)
        most_before, usual = self.most
        most_said = most_before.get(text[at - 1], usual) if at else usual
        limit = NEVER * 10 if beside else least + most_said + MOST_BEHIND
        best = [
            (total - self.behind(end), end, kind) for cost, end, kind in options if (total := cost + sums[end]) < limit
        ]
        if not run and (not best or min(best)[0] - most_said >= least) and not beside:
            return None
        said = before(text, at, weights)
        if beside or (run > 1 and said > (FEW_SAY if run < 4 else NONE_SAYS)):
            best += self._foreign(at, best, limit if beside else least + said + OF_BODY)
        if not best or min(best)[0] - said - OF_BODY >= least:
            return None
        if said < TITLED and body_before(text, at, weights):
            best = [
                (
                    total - (OF_BODY if self.behind(end) >= POST and not words.frequency(text[at:end]) else 0.0),
                    end,
                    kind,
                )
                for total, end, kind in best
            ]
        elif said >= TITLED:
            best = [(total - (BETWEEN if self.behind(end) > 0 else 0.0), end, kind) for total, end, kind in best]
        total, end, kind = min(best)
        if text[end : end + 1] in DIVISIONS and text[at : end + 1] in other_words():
            return None  # 昌平|区委书记
        total -= said
        return Name(at, end, kind, round(least - total, 2), said, self.behind(end)) if total < least else None

    def _foreign(self, at: int, others: list[Option], limit: float) -> list[Option]:
        """Readings as a foreign name: a run of its characters, or several with dots between; their whole costs.

        `others` are the readings as another kind of name that begins here, which a part behind a dot can be as well; a reading
        that is dearer than the limit may be left out.
        """
        text, pairs, foreign, sums = self.text, self.model.pairs, self.model.foreign, self.best
        beside = at in self.dotted
        last = text[at]
        spent = pairs["^"].get(last, foreign.get(last, ALIEN))
        options: list[Option] = []
        inner = (NEVER, at)
        if beside and text[at : at + 2] in NOT_FOREIGN:
            return []
        for end in range(at + 1, min(at + LONGEST, self.size) + 1):
            links = pairs.get(last, NOTHING)
            total = spent + links.get("$", LAST) + sums[end]
            if FOREIGN + total - MOST_BEHIND < limit and (beside or end - at > 1):
                total -= self.behind(end)
                if end - at > 1:
                    further = BRIEF if end - at == 2 else 0.0
                    options.append((FOREIGN + total + further + (PLACE if last in PLACES else 0.0), end, "foreign"))
                inner = min(inner, (total + (SHORTEST if end - at == 1 else 0.0), end))
            following = text[end : end + 1]
            if end in self.joints:
                rest = self.inner.get(end + 1)
                if rest is not None:
                    whole = all(char in foreign for char in text[at:end])
                    part = (
                        min(spent, words.cost(text[at:end], NEVER) if whole else NEVER)
                        + (JOINT if following in DOTS else HYPHEN)
                        + rest[0]
                    )
                    options.append((FOREIGN + part, rest[1], "foreign"))
                    inner = min(inner, (part, rest[1]))
                break
            if not following or (following not in foreign and not (beside and is_han(following))):
                break
            link = links.get(following)
            spent += foreign.get(following, ALIEN) if link is None else link
            last = following
        if at - 1 in self.joints:
            self.inner[at] = min([inner, *((total, end) for total, end, _ in others)])
            return []
        return options


def read(text: str, known: Iterable[str] = ()) -> Reading:
    """The cheapest reading of a text; `known` are names that the document has elsewhere.

    >>> text = "省科协主席周启明指出，罗玉梅委员谈冷链下乡"
    >>> [text[n.start : n.end] for n in read(text).names]
    ['周启明', '罗玉梅']
    """
    return Lattice(text, known).read()
