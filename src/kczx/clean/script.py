"""Traditional characters to simplified ones, and which script a text is written in."""

from __future__ import annotations

import re
from importlib import resources
from typing import NamedTuple

from kczx import lexicon
from kczx.spans import Aligned


@lexicon.cached
def script_characters() -> tuple[frozenset[str], frozenset[str]]:
    """Characters that only traditional text has, and those that only simplified text has (from OpenCC's tables)."""
    both = set(lexicon.words("clean/both_scripts.tsv"))
    folder = resources.files("opencc").joinpath("dictionary")

    def only(name: str) -> frozenset[str]:
        pairs = (line.split("\t") for line in folder.joinpath(name).read_text("utf-8").splitlines() if "\t" in line)
        return frozenset(k for k, values in pairs if len(k) == 1 and k not in values.split() and k not in both)

    return only("TSCharacters.txt"), only("STCharacters.txt")


class Script(NamedTuple):
    """The characters that one script alone has, and a pattern that finds them; what it finds beyond the basic plane may be none."""

    chars: frozenset[str]
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, chars: frozenset[str]) -> Script:
        """A class of the basic plane's characters is a table look-up, one that reaches beyond would be a walk through a list."""
        basic = "".join(sorted(char for char in chars if char <= "\uffff"))
        return cls(chars, re.compile(f"[{basic}\U00010000-\U0003ffff]"))

    def within(self, text: str) -> list[str]:
        """The characters of a text that this script alone has."""
        return [char for char in self.pattern.findall(text) if char in self.chars]


@lexicon.cached
def scripts() -> tuple[Script, Script]:
    """The traditional script and the simplified one."""
    traditional, simplified = script_characters()
    return Script.of(traditional), Script.of(simplified)


class Converter(NamedTuple):
    """OpenCC's characters as a table, those of them that traditional text alone has, the phrases for which that is not
    enough (ours among them), and their pattern."""

    table: dict[int, str]
    sure: dict[int, str]
    phrases: dict[str, str]
    phrase: re.Pattern[str]


@lexicon.cached
def _converter() -> Converter:
    folder = resources.files("opencc").joinpath("dictionary")

    def rows(name: str) -> dict[str, str]:
        pairs = (line.split("\t") for line in folder.joinpath(name).read_text("utf-8").splitlines() if "\t" in line)
        found = ((key, values.split()[0]) for key, values in pairs)
        return {key: value for key, value in found if len(key) == len(value)}

    phrases = rows("TSPhrases.txt")
    for word, kept in lexicon.rows("clean/kept.tsv", 2):
        phrases[word] = kept
    table = str.maketrans(rows("TSCharacters.txt"))
    sure = {code: char for code, char in table.items() if chr(code) in script_characters()[0]}
    return Converter(table, sure, phrases, re.compile(lexicon.alternation(phrases)))


def simplify(text: Aligned) -> tuple[Aligned, str]:
    """The text in simplified characters and its script: Hans, Hant or mixed.

    Only lines that hold a character of the traditional script alone are converted: 乾县 and 於幼军 stay what they are, also
    where a line of simplified text has a single traditional character.
    """
    traditional, simplified = scripts()
    old = len(traditional.within(text.text))
    if not old:
        return text, "Hans"
    new = len(simplified.within(text.text))
    table, sure, phrases, phrase = _converter()
    lines = text.text.split("\n")
    for number, line in enumerate(lines):
        here = len(traditional.within(line))
        if not here:
            continue
        if len(simplified.within(line)) > here:
            lines[number] = line.translate(sure)
            continue
        parts: list[str] = []
        at = 0
        for match in phrase.finditer(line):
            parts += (line[at : match.start()].translate(table), phrases[match[0]])
            at = match.end()
        lines[number] = "".join((*parts, line[at:].translate(table)))
    share = old / (old + new)
    return text.replace_text("\n".join(lines)), "Hant" if share > 0.9 else "Hans" if share < 0.02 else "mixed"


def forms(word: str) -> tuple[str, ...]:
    """The forms in which a word that somebody types may stand in simplified text: what a line of it alone would be, and what it
    is in a traditional text where its characters are of both scripts.

    >>> forms("學術"), forms("於是")
    (('学术',), ('於是', '于是'))
    """
    table, _, phrases, phrase = _converter()
    alone = simplify(Aligned.of(word))[0].text
    parts: list[str] = []
    at = 0
    for match in phrase.finditer(word):
        parts += (word[at : match.start()].translate(table), phrases[match[0]])
        at = match.end()
    return tuple(dict.fromkeys((alone, "".join((*parts, word[at:].translate(table))))))
