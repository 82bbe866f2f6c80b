"""Where text was read one byte off: how such a run may begin, how it may end, and which characters its bytes can be."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from kczx.clean.plausible import likelier, score, usual
from kczx.clean.readings import NOTE, readable, reads

HOLE = "\ufffd"
NOTED = re.compile(rf"(?:[?{HOLE}][(（]?|[(（])({NOTE})[)）]")
"""A note behind half a character: the half became a question mark, which may have swallowed the bracket, or nothing."""
WHOLE_NOTE = re.compile(rf"[(（]({NOTE})[)）]")
MARKED = re.compile(
    rf"[?{HOLE}]?(?P<mark>[；;？?！!，,。：:])(?![\x00-?\x7f\s，。；：？！、“”‘’（）《》—…\uff10-\uff5a]|$)"
    rf"|[?{HOLE}](?P<stop>[！!])(?=[?{HOLE}])"
)
"""A mark that may be two halves of two characters: 祝 ends in the byte with which ； begins, and 回 begins with its other."""
CUTS = frozenset("；？！，。：")
NO_PAIR = re.compile(r"[\x00-\x7f，。；：？！]")
FEW, DOUBT = 6, 12.0
"""So many characters tell whether a run can begin at a mark; how much less likely than as they stand they may be then."""
QUESTION = frozenset("?\ufffd")
HAN = re.compile("[\u3400-\u9fff]")
WIDE = dict(zip(";?!,:", "；？！，：", strict=True))
TAG = re.compile(r"/?[a-z]{1,8}\d?>")
"""What is left of a tag whose < was swallowed."""
LONGEST = 160
"""Characters of a run, which in Chinese text is never far from its end."""
PASSED = 3
"""Marks that a run may go on behind: each must be two halves."""


class Start(NamedTuple):
    """How a run begins: the range of the text, the trail byte of a character whose lead byte was lost before it (empty:
    none was), and the bytes with which it may begin, each with the character that told it."""

    start: int
    end: int
    trail: bytes
    firsts: tuple[tuple[bytes, str], ...]


class Ending(NamedTuple):
    """What ended a run: a single-byte character whose byte was a trail byte, a second note, or a cut that lost a byte, perhaps
    with the single-byte character behind it."""

    start: int
    end: int
    byte: bytes = b""
    note: str = ""
    swallowed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A damaged range [start, end) of a text, what it says, and for each restored character the range that it stands for.

    `trail` is the second byte of the first character, whose first was lost, and `lead` the first byte of the character at
    `open`, whose second was lost.
    """

    start: int
    end: int
    chars: tuple[str, ...]
    origins: tuple[tuple[int, int], ...]
    told: str = ""
    trail: bytes = b""
    lead: bytes = b""
    open: int = -1


def coded(char: str) -> bytes:
    """A character's GBK bytes; none where GBK has no place for it."""
    return char.encode("gbk", "ignore")


def paired(data: bytes) -> list[str]:
    """Bytes read two by two; a pair that GBK leaves undefined is a hole."""
    chars = [data[i : i + 2].decode("gbk", "replace") for i in range(0, len(data) - 1, 2)]
    return [char if len(char) == 1 else HOLE for char in chars]


def without_notes(text: str) -> str:
    """A text as it reads where notes are taken for nothing; those behind half a character leave its question mark."""
    return NOTED.sub("?", WHOLE_NOTE.sub("", text))


def by_note(text: str) -> Iterator[Start]:
    """The runs that may begin at notes behind two halves of two characters."""
    for match in NOTED.finditer(text):
        before = text[match.start() - 1] if match.start() else ""
        if text[match.start()] in "(（" and reads(before, match[1]):
            continue  # a note behind its character
        lead = coded(before)
        if len(lead) == 2 and (trails := trail_bytes(lead[1], match[1])):
            yield Start(match.start(), match.end(), b"", tuple((bytes([trail]), char) for trail, char in trails))


def by_mark(text: str) -> Iterator[Start]:
    """The runs that may begin at marks that are two halves of two characters."""
    for match in MARKED.finditer(text):
        if NOTED.match(text, match.start()):
            continue
        told = match["mark"] or match["stop"]
        mark = coded(WIDE.get(told, told))
        if match["mark"] and not _promising(mark[1:], text, match.end()):
            continue
        yield Start(match.start(), match.end(), mark[:1], ((mark[1:], ""),))


def _promising(byte: bytes, text: str, at: int) -> bool:
    """Whether a byte makes, with what follows it, common characters and likely words: a look before all is weighed."""
    if coded(text[at])[:1] not in _followers(byte):
        return False
    shown = text[at : at + FEW]
    if (cut := NO_PAIR.search(shown)) is not None:
        shown = shown[: cut.end() if cut[0] > "?" else cut.start()]
    chars = paired(byte + b"".join(map(coded, shown)))
    return score("", chars, "", False) + DOUBT > score("", shown, "", False)


@functools.cache
def _followers(lead: bytes) -> frozenset[bytes]:
    """The bytes that make a common character, or a mark, with a first byte."""
    return frozenset(byte for byte in (bytes([code]) for code in range(0x40, 0xFF)) if usual(paired(lead + byte)[0]))


def trail_bytes(lead: int, note: str) -> list[tuple[int, str]]:
    """The bytes that make, behind a lead byte, a character which can be read as a note says; with that character."""
    chars = [(char, char.encode("gbk")) for char in readable(note)]
    return [(code[1], char) for char, code in chars if code[0] == lead]


def readings(text: str, start: Start) -> Iterator[Reading]:
    """Everything that a run which begins so may say: each of its first bytes, each of its possible ends."""
    for places, raw, ending in _endings(text, start.end):
        places = [(start.start, start.end), *places, (ending.start, ending.end)]
        for first, noted in start.firsts:
            data = first + raw + ending.byte
            lead, known = data[-1:], readable(ending.note) if ending.note else []
            if ending.byte:
                chars, lead = paired(data), b""
            elif told := trail_bytes(data[-1], ending.note) if known else []:
                chars, lead = paired(data + bytes([max(told, key=lambda one: likelier(one[1]))[0]])), b""
            else:  # a pair that was dropped right before a note leaves its character to the note
                chars = [*paired(data), HOLE, *([max(known, key=likelier)] if known else [HOLE] * ending.swallowed)]
            if start.trail:
                chars.insert(0, HOLE)
                origins = [places[0], *_between(places, len(chars) - 1)]
            else:
                origins = _between(places, len(chars))
            at = len(chars) - 1 - (bool(known) or ending.swallowed)
            yield Reading(start.start, ending.end, tuple(chars), tuple(origins), noted, start.trail, lead, at)


def _between(places: list[tuple[int, int]], count: int) -> list[tuple[int, int]]:
    """The ranges of characters each of which has its bytes in two neighbouring places."""
    last = len(places) - 1
    return [(places[min(i, last)][0], places[min(i + 1, last)][1]) for i in range(count)]


def _endings(text: str, at: int) -> Iterator[tuple[list[tuple[int, int]], bytes, Ending]]:
    """For each way in which a run may end: the places of the characters that it had, their bytes, and its ending."""
    places: list[tuple[int, int]] = []
    raw = b""
    limit, passed = min(len(text), at + LONGEST), 0
    while at < limit:
        char = text[at]
        if (note := WHOLE_NOTE.match(text, at)) is not None and _fits(text[at - 1], note[1], raw):
            at = note.end()  # behind a pair of the wrong reading
            continue
        if (closing := NOTED.match(text, at)) is not None:
            yield places, raw, Ending(at, closing.end(), note=closing[1])
            return
        wide = WIDE.get(char, char)
        if char in QUESTION:  # half a character
            tag = TAG.match(text, at + 1)
            swallowed = char == "?" and bool(HAN.match(text, at + 1))  # else nothing would have ended the piece
            yield places, raw, Ending(at, tag.end() if tag else at + 1, swallowed=swallowed)
            return
        if wide in CUTS:  # a mark of the text, or two halves
            yield places, raw, Ending(at, at)
            passed += 1
            if passed > PASSED:
                return
        code = coded(wide)
        if len(code) == 2:
            places.append((at, at + 1))
            raw += code
            at += 1
        else:
            is_trail = bool(code) and 0x40 <= code[0] <= 0x7E
            yield places, raw, Ending(at, at + is_trail, byte=code if is_trail else b"")
            return
    yield places, raw, Ending(at, at)


def _fits(before: str, note: str, raw: bytes) -> bool:
    """Whether a note within a run stands behind a pair of the wrong reading, rather than behind half of one."""
    return reads(before, note) or not raw or not trail_bytes(raw[-1], note)
