"""How plausible restored text is: common characters, and the places where bytes must be missing."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import resources

from kczx import lexicon, words
from kczx.clean.script import script_characters
from kczx.dictionary import dictionary

SPLIT_COST = 12.0
"""What must be gained (in log-probability) to believe that a pair is missing: found by corrupting news text, see
tests/test_mojibake.py; lower, sound characters are taken for holes, higher, holes for sound characters."""


SURNAME = 2.0
"""How much likelier a surname is in news than the dictionary tells."""
MARKS = frozenset("，。、；：？！“”‘’《》〈〉（）【】「」『』—…·")
CLOSERS = dict(zip("“‘《〈（【「『", "”’》〉）】」』", strict=True))
LONGEST = 4
"""Characters of a word that may tell a lost one."""
COUNTED = MARKS | frozenset(",.;:?!")
MARK = 12.0
"""How much likelier a mark is than a character that no word has, which is what the dictionary takes it for."""
HOLE = 8.0
"""The same for a hole, which may be any character."""
BEFORE, NEAR = 10, 6
"""Characters that are read as words before restored ones, and on each side of one of which a byte was lost."""
CLEAR, BOUND, LOOSE = 3.0, 3.0, 1.5
"""How much likelier than the next a character must be, and with the words beside it than alone, to be told by them; and
how little the words may say for any character where a mark is to stand there."""


@lexicon.cached
def _simplified() -> dict[str, str]:
    lines = resources.files("opencc").joinpath("dictionary/TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {old: new.split()[0] for old, new in pairs if old not in new.split()}


@lexicon.cached
def _surnames() -> frozenset[str]:
    return frozenset(word for word, _ in lexicon.rows("find/people/surnames.tsv", 2))


@lexicon.cached
def _plain() -> dict[int, str]:
    return str.maketrans(_simplified())


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


@lexicon.cached
def _first_forms() -> frozenset[str]:
    """Of each simplified character the traditional one that it mostly is."""
    lines = resources.files("opencc").joinpath("dictionary/STCharacters.txt").read_text("utf-8").splitlines()
    return frozenset(line.split("\t")[1].split()[0] for line in lines if "\t" in line)


def likelier(char: str) -> tuple[bool, int, bool]:
    """The key that puts the likelier of two characters of one reading last: the tool annotates traditional ones."""
    return is_traditional(char), words.frequency(_simplified().get(char, char)), char in _first_forms()


def usual(char: str) -> bool:
    """Whether a character is a common one, or a mark of Chinese text."""
    return char in MARKS or ("\u4e00" <= char <= "\u9fff" and commonness(char) == 1.0)


@lexicon.kept
def _characters() -> tuple[dict[int, str], dict[int, str]]:
    """The characters of texts by their first byte and by their second."""
    leads: dict[int, str] = {}
    trails: dict[int, str] = {}
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            char = bytes([lead, trail]).decode("gbk", "ignore")
            if len(char) == 1 and (char in MARKS or ("\u4e00" <= char <= "\u9fff" and commonness(char))):
                leads[lead] = leads.get(lead, "") + char
                trails[trail] = trails.get(trail, "") + char
    return leads, trails


def with_lead(byte: bytes) -> str:
    """The characters of which a first byte can be."""
    return _characters()[0].get(byte[0], "")


def with_trail(byte: bytes) -> str:
    """The characters of which a second byte can be."""
    return _characters()[1].get(byte[0], "")


def score(before: str, chars: Sequence[str], after: str, traditional: bool) -> float:
    """How likely a text is: what stands before and behind restored characters, and they; simplified ones amid traditional
    text count as holes."""
    odd = script_characters()[1] if traditional else frozenset()
    text = (before[-BEFORE:] + "".join("\ufffd" if char in odd else char for char in chars) + after).translate(_plain())
    return words.likelihood(text) + MARK * sum(char in COUNTED for char in text) + HOLE * text.count("\ufffd")


@lexicon.remembered
def _forms(candidates: str) -> tuple[tuple[str, str], ...]:
    """Those of some characters that may be told by words, each with its simplified form."""
    return tuple(
        (char, char.translate(_plain()))
        for char in candidates
        if char not in MARKS and (not is_traditional(char) or char in _first_forms())
    )


def told_by_words(before: str, candidates: str, after: str, traditional: bool, mark: str) -> str:
    """Which of some characters stands between two texts, where the words that it makes with them leave no doubt; where no
    word needs any of them, the mark that closes what is open, or else another; or a hole."""
    marks = (_closing(before), "" if before[-1:] in MARKS else mark)
    odd = script_characters()[1] if traditional else frozenset()
    before, after = before[-NEAR:].translate(_plain()), after[:NEAR].translate(_plain())
    apart = words.likelihood(before) + words.likelihood(after)
    sides = ((left, right) for left in range(LONGEST) for right in range(LONGEST - left) if left + right)
    beside = {(before[len(before) - left :], after[:right]) for left, right in sides if left <= len(before)}
    shelves = dictionary()
    found = []
    for char, plain in _forms(candidates):
        if char in odd:
            continue
        alone = -shelves[ord(plain)][0]
        joined = any(shelves.entry(head + plain + tail) is not None for head, tail in beside)
        gain = words.likelihood(before + plain + after) - apart if joined else alone
        found.append((gain, gain - alone, char))
    found.sort(reverse=True)
    if any(bound > LOOSE for _, bound, _ in found):
        _, bound, best = found[0]
        clear = len(found) == 1 or found[0][0] - found[1][0] >= CLEAR
        return best if clear and bound > BOUND else "\ufffd"
    return next((mark for mark in marks if mark and mark in candidates), "\ufffd")


def _closing(before: str) -> str:
    """The mark that closes what was opened last in a text and is open still; empty where nothing is."""
    waiting: list[str] = []
    for char in before:
        if char in CLOSERS:
            waiting.append(CLOSERS[char])
        elif waiting and char == waiting[-1]:
            waiting.pop()
    return waiting[-1] if waiting else ""


def in_traditional(text: str) -> bool:
    """Whether a stretch of text is written in traditional characters: what another run left there may look simplified."""
    traditional, simplified = script_characters()
    old = sum(char in traditional for char in text)
    return old >= 3 and old >= 5 * sum(char in simplified for char in text)


def _in_word(text: str, at: int) -> bool:
    """Whether a character is part of a longer word."""
    start = max(0, at - NEAR)
    return any(
        word.start <= at - start < word.end and word.end - word.start > 1 for word in words.cut(text[start : at + NEAR])
    )


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
        if (commonness(chars[i]) == 0.0 and not _in_word(plain, i)) or (
            traditional and chars[i] in script_characters()[1]
        ):
            found.append(i)
            start = i + 1
            continue
        head = (left if not start else "") + plain[start:i]
        if not "\u4e00" <= char <= "\u9fff":
            continue
        tail = (plain[i + 1 :] + right).split("\ufffd")[0][:8]
        gain = words.likelihood(head) + words.likelihood(tail) - words.likelihood(head + char + tail)
        if gain > SPLIT_COST + (SURNAME if char in _surnames() else 0.0):
            found.append(i)
            start = i + 1
    return found
