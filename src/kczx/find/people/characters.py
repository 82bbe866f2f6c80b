"""What the tables say of each character: as a word, as what longer words begin with, as a surname, in foreign names."""

from __future__ import annotations

from kczx import lexicon, words
from kczx.dictionary import Entry, Pair, Unmet, dictionary
from kczx.find.people.candidates import lists
from kczx.find.people.dictionary import DIVISIONS, NEVER, other_words
from kczx.find.people.model import model

LAST = 5.0
"""Cost of ending a foreign name behind a character that none in the tables ends with."""
ONLY = 3.0
"""Further cost of a surname as a word by itself, where its character hardly ever is one: 袁, 殷."""


# Plain tuples, since they are unpacked for every character of a text (as in `kczx.words`).
Begun = tuple[tuple[str, ...], bool]
"""What else begins with two characters: places and bodies that jieba's dictionary does not hold; whether listed names do."""
Abroad = tuple[float, float, dict[int, float], float]
"""What a character costs in foreign names: as the first, as the last, before each other one, and anywhere."""
Named = tuple[float, Abroad | None, dict[int, Begun]]
"""What a character can be in names: its cost as a surname (NEVER where it is none), what it costs in foreign names if they have
it, and what else begins with it, by the second character."""
Character = tuple[float, str, dict[int, Pair | Unmet], dict[str, Entry], bool, Named | None]
"""A character's cost and tag as a word, the pairs and words that it begins (as in `dictionary.Shelf`), whether it is a surname or
foreign names have it, and what it can be in names, if anything."""


class Characters(dict[int, Character]):
    """The characters by their code points, each looked up in the tables when it is met.

    `first`, `last` and `single` are what it costs as the first and the second of a given name of two, and as one alone.
    """

    def __init__(self) -> None:
        super().__init__()
        weights = model()
        self.first = {ord(char): cost for char, cost in weights.first.items()}
        self.last = {ord(char): cost for char, cost in weights.second.items()}
        self.single = {ord(char): cost for char, cost in weights.single.items()}
        self.others: dict[str, list[str]] = {}
        for name in other_words():
            if name[-1] not in DIVISIONS:
                self.others.setdefault(name[0], []).append(name)
        self.listed: dict[str, list[str]] = {}
        for two in lists().starts:
            self.listed.setdefault(two[0], []).append(two)

    def __missing__(self, code: int) -> Character:
        char, weights = chr(code), model()
        cost, tag, pairs, known = dictionary()[code]
        others: dict[str, list[str]] = {}
        for name in self.others.get(char, ()):
            if not words.known(name):
                others.setdefault(name[1], []).append(name)
        listed = {two[1] for two in self.listed.get(char, ())}
        begun = {ord(second): (tuple(others.get(second, ())), second in listed) for second in others.keys() | listed}
        surname, abroad = weights.surnames.get(char, NEVER), self._abroad(char)
        in_names = abroad is not None or surname < NEVER
        cost += ONLY if in_names and char in weights.only else 0.0
        named = (surname, abroad, begun) if in_names or begun else None
        found = cost, tag, pairs, known, in_names, named
        if named is not None or pairs or known:
            self[code] = found  # of the others there can be a million
        return found

    @staticmethod
    def _abroad(char: str) -> Abroad | None:
        weights = model()
        anywhere, links = weights.foreign.get(char), weights.pairs.get(char, {})
        if anywhere is None:
            return None
        before = {ord(other): cost for other, cost in links.items() if other != "$"}
        return (weights.pairs["^"].get(char, anywhere), links.get("$", LAST), before, anywhere)


@lexicon.cached
def characters() -> Characters:
    """The table, as the lexicons are laid now."""
    return Characters()
