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
    traditional, simplified = script_characters()
    there = set(text.text)
    if traditional.isdisjoint(there):
        return text, "Hans"
    old, new = (sum(map(text.text.count, there & script)) for script in (traditional, simplified))
    table, sure, phrases, phrase = _converter()
    lines = text.text.split("\n")
    for number, line in enumerate(lines):
        if traditional.isdisjoint(line):
            continue
        if sum(map(line.count, simplified.intersection(line))) > sum(map(line.count, traditional.intersection(line))):
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
