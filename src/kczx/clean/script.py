"""Traditional characters to simplified ones, and which script a text is written in."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib import resources

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


@lexicon.cached
def _converter() -> tuple[dict[int, str], re.Pattern[str], Callable[[str], str]]:
    """OpenCC's characters as a table, the phrases for which that is not enough, and OpenCC itself."""
    from opencc import OpenCC  # loaded only for texts that need it

    folder = resources.files("opencc").joinpath("dictionary")
    rows = {
        name: [line.split("\t") for line in folder.joinpath(name).read_text("utf-8").splitlines() if "\t" in line]
        for name in ("TSCharacters.txt", "TSPhrases.txt")
    }
    table = {
        ord(key): values.split()[0]
        for key, values in rows["TSCharacters.txt"]
        if len(key) == 1 == len(values.split()[0])
    }
    phrases = re.compile(lexicon.alternation(key for key, _ in rows["TSPhrases.txt"]))
    return table, phrases, OpenCC("t2s").convert


def simplify(text: Aligned) -> tuple[Aligned, str]:
    """The text in simplified characters and its script: Hans, Hant or mixed.

    Only lines that hold a character of the traditional script alone are converted: 乾县 and 於幼军 stay what they are.
    """
    traditional, simplified = script_characters()
    there = set(text.text)
    if traditional.isdisjoint(there):
        return text, "Hans"
    old, new = (sum(map(text.text.count, there & script)) for script in (traditional, simplified))
    table, phrases, convert = _converter()
    lines = text.text.split("\n")
    for number, line in enumerate(lines):
        if not traditional.isdisjoint(line):
            if phrases.search(line):
                converted = convert(line)
                line = converted if len(converted) == len(line) else line
            # Most lines hold none of OpenCC's phrases: its characters alone give the same, thirty times as fast.
            lines[number] = line.translate(table)
    share = old / (old + new)
    return text.replace_text("\n".join(lines)), "Hant" if share > 0.9 else "Hans" if share < 0.02 else "mixed"
