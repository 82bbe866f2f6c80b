"""How plausible restored text is: common characters, and the places where bytes must be missing."""

from __future__ import annotations

from importlib import resources

from kczx import lexicon, words
from kczx.clean.script import script_characters

SPLIT_COST = 12.0
"""What must be gained (in log-probability) to believe that a pair is missing: found by corrupting news text, see
tests/test_mojibake.py; lower, sound characters are taken for holes, higher, holes for sound characters."""


@lexicon.cached
def _simplified() -> dict[str, str]:
    lines = resources.files("opencc").joinpath("dictionary/TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {old: new.split()[0] for old, new in pairs if old not in new.split()}


def is_traditional(char: str) -> bool:
    """Whether a character has another form in simplified script."""
    return char in _simplified()


def commonness(char: str) -> float:
    """1 for a character of the first level of GB 2312 or the traditional form of one, 0.5 for the second level, else 0.

    >>> commonness("務"), commonness("獎"), commonness("唏"), commonness("韽")
    (1.0, 1.0, 0.5, 0.0)
    """
    coded = _simplified().get(char, char).encode("gb2312", "ignore")
    if len(coded) != 2:
        return 0.0
    return 1.0 if 0xB0 <= coded[0] <= 0xD7 or coded[0] in (0xA1, 0xA3) else 0.5 if 0xD8 <= coded[0] <= 0xF7 else 0.0


def usual(char: str) -> tuple[bool, int]:
    """The key that puts the likelier of two characters of one reading last: the tool annotates traditional ones."""
    return is_traditional(char), words.frequency(_simplified().get(char, char))


def in_traditional(text: str) -> bool:
    """Whether a stretch of text is written in traditional characters throughout."""
    traditional, simplified = script_characters()
    return sum(char in traditional for char in text) >= 3 and simplified.isdisjoint(text)


def missing(before: str, chars: list[str], after: str, traditional: bool) -> list[int]:
    """Which of the restored characters are the two halves of a dropped pair's neighbours rather than characters.

    A character that is such a half fits neither the word before it nor the one behind it: the text is far likelier cut in
    two at its place.  So is a simplified character amid traditional text.  What is a hole already is passed over.
    """
    simple = _simplified()
    plain = "".join(simple.get(char, char) for char in chars)
    left, right = ("".join(simple.get(char, char) for char in text) for text in (before, after))
    found: list[int] = []
    start = 0
    for i, char in enumerate(plain):
        if char == "\ufffd":
            start = i + 1
            continue
        if commonness(chars[i]) == 0.0 or (traditional and chars[i] in script_characters()[1]):
            found.append(i)
            start = i + 1
            continue
        head = (left if not start else "") + plain[start:i]
        if not "\u4e00" <= char <= "\u9fff":
            continue
        tail = (plain[i + 1 :] + right).split("\ufffd")[0][:8]
        gain = words.likelihood(head) + words.likelihood(tail) - words.likelihood(head + char + tail)
        if gain > SPLIT_COST:
            found.append(i)
            start = i + 1
    return found
