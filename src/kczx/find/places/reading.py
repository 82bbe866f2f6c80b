"""Whether a supposed place is what the characters say: its reading against the words that jieba's dictionary knows.

Where the place is a word of the text's reading, nothing is doubted.  Else what is around it is split into words twice, once
freely and once with the place as a word of its own; where the free reading is much likelier, the characters belong to other
words (隆重|庆祝 is no 重庆, 振兴|县域 no 兴县).
"""

from __future__ import annotations

import re
from collections.abc import Container

from kczx import words
from kczx.dictionary import dictionary

HAN = re.compile("[一-龥]")
WINDOW = 6
"""Characters on each side that are split into words."""
LONGEST = 5
"""Characters of the longest words whose beginning is looked for."""
RARE = 17.0
"""The cost (minus the natural logarithm of the probability) of a place that the dictionary does not know."""
SMALL = 2.0
"""How much dearer than the free one a reading with the place may be."""
UNSURE = 14.7
"""The least cost of a place that may also be two words: 和县, which the dictionary has 390 times."""
ALONE = 20000
"""Occurrences of a character that mostly is a word by itself: 在, 和."""
COMMON = 50
"""Occurrences in jieba's corpus that make a string a word."""


def stands(
    text: str, start: int, end: int, sure: bool, known: Container[str] = (), bounds: Container[int] = ()
) -> bool:
    """Whether the characters [start, end) can be a place's name.  `bounds` are the places where the text's words begin and end.

    A `sure` one is doubted only where a word of the dictionary lies across one of its ends; another (和县) also where its
    characters are likelier words by themselves.  A word that ends with the place behind a `known` one (广西南宁) is no doubt.

    >>> stands("隆重庆祝", 1, 3, True), stands("前往重庆祝贺", 2, 4, True), stands("小学和县中学", 2, 4, False)
    (False, True, False)
    """
    if sure and ((start in bounds and end in bounds) or not _crossed(text, start, end)):
        return True
    first, last = _around(text, start, end)
    cut = words.cut(text[first:last])
    if sure and not any(
        (
            (word.start + first < start < word.end + first)
            and not (word.end + first >= end and text[word.start + first : start] in known)
        )
        or (start < word.start + first < end < word.end + first)
        for word in cut
    ):
        return True
    free = _cost(text[first:last], cut)
    own = max(words.cost(text[start:end], RARE), 0.0 if sure else UNSURE)
    placed = own - words.likelihood(text[first:start]) - words.likelihood(text[end:last])
    return placed <= free + SMALL


def _around(text: str, start: int, end: int) -> tuple[int, int]:
    """The Chinese characters around [start, end), a few on each side."""
    first, last = start, end
    while first > 0 and start - first < WINDOW and HAN.match(text, first - 1):
        first -= 1
    while last < len(text) and last - end < WINDOW and HAN.match(text, last):
        last += 1
    return first, last


def _cost(text: str, cut: list[words.Word]) -> float:
    unknown = dictionary().unknown
    return sum(words.cost(text[word.start : word.end], unknown) for word in cut)


def _crossed(text: str, start: int, end: int) -> bool:
    """Whether a word of the dictionary lies across an end of [start, end), other than one that begins with all of it."""
    pair = dictionary().pair
    for at in range(max(0, start - LONGEST), end):
        begun = pair(text[at : at + 2]) if at != start else None
        if begun is None:
            continue
        word, _, lengths = begun
        edge = start if at < start else end
        if word is not None and at + 2 > edge:
            return True
        for length in lengths:
            if at + length > edge and words.frequency(text[at : at + length]):
                return True
    return False


def begun(text: str, start: int, end: int) -> str | None:
    """What the word of the likeliest reading that begins with all of [start, end) has behind it: 石 of 大理|石.

    >>> begun("大理石地面", 0, 2), begun("新疆棉花", 0, 2)
    ('石', None)
    """
    pair, size = dictionary().pair(text[start : start + 2]), end - start
    if pair is None or not any(length > size and words.frequency(text[start : start + length]) for length in pair[2]):
        return None
    _, last = _around(text, start, end)
    word = words.cut(text[start:last])[0]
    return text[end : start + word.end] or None


def begins_word(text: str, at: int, length: int, known: Container[str]) -> bool:
    """Whether a longer word, common or `known`, begins at a place than the `length` characters there: 街头 for 街."""
    if length == 0 and words.frequency(text[at : at + 1]) >= ALONE:
        return True
    if any(text[at:to] in known for to in range(at + length + 1, at + LONGEST)):
        return True
    longest = at + words.longest(text[at : at + 2])
    return any(words.frequency(text[at:to]) >= COMMON for to in range(longest, at + max(length, 1), -1))


def ends_word(text: str, at: int) -> bool:
    """Whether a common word of several characters, or a word by itself such as 在, ends before a place in the text."""
    return words.frequency(text[at - 1 : at]) >= ALONE or any(
        words.frequency(text[start:at]) >= COMMON for start in range(max(0, at - LONGEST), at - 1)
    )


def alone(text: str, at: int, before: frozenset[str], clear: bool) -> str | None:
    """The tag of the word behind the character at a place, where that character is a word by itself behind one of the
    words `before` ("" at the end of the clause); None where it is none.

    Where it is a `clear` one, the word before may be taken for another, longer one: 座谈|会在|京.
    """
    first, last = _around(text, at, at + 1)
    cut = words.cut(text[first:last])
    number = next(i for i, word in enumerate(cut) if word.end + first > at)
    start = cut[number].start + first
    if cut[number].end + first > at + 1:  # 在京举行 is one word in the dictionary
        return cut[number].tag if clear and text[start:at] in before else None
    if start == at and number:
        start = cut[number - 1].start + first
    verb = text[start:at]
    if verb not in before and not (clear and verb[-1:] in before):
        return None
    if not clear and words.frequency(text[at - 1 : at + 1]):  # 返青
        return None
    return cut[number + 1].tag if number + 1 < len(cut) else ""
