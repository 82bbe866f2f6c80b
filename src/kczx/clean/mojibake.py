"""Puts runs of text right that a tool read one byte off.

The tool wrote pinyin notes behind two GBK bytes wherever it found them, also where they belonged to two characters:
務 is 84 D5, 獎 ends in 84, 者 begins with D5, so `獲獎者馬小飛` got `(wù)` into the middle of 者.  What followed was then read
in the wrong pairs up to the next single-byte character, whose byte was taken for a trail byte: `獲獎?wù)唏R小飛`.

A run is put right by finding the byte that the question mark stands for (the character that the note belongs to tells it),
encoding the run again and reading it in the right pairs.  Pairs that GBK leaves undefined were dropped by the tool; where the
restored text shows that one is missing, the two characters that it took part in become U+FFFD, and a remark says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kczx.clean.plausible import commonness, in_traditional, is_traditional, missing, usual
from kczx.clean.readings import NOTE, readable
from kczx.flow import Remark
from kczx.spans import Aligned

HOLE = "\ufffd"
START = re.compile(rf"[?\ufffd][(（]?({NOTE})[)）]")
STRADDLING_NOTE = re.compile(rf"[(（]{NOTE}[)）]")
LONGEST_RUN = 400
"""Characters; a run goes on to the next single-byte character, which in Chinese text is never far."""


@dataclass(frozen=True, slots=True)
class Ending:
    """What ended a run: a single-byte character whose byte was taken for a trail byte, a second note, or a loss."""

    start: int
    end: int
    byte: bytes = b""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A damaged range [start, end) of a text, what it says, and for each restored character the range that it stands for."""

    start: int
    end: int
    text: str
    origins: tuple[tuple[int, int], ...]

    @property
    def whole(self) -> bool:
        """Whether nothing of it was lost."""
        return HOLE not in self.text


def repair(text: Aligned) -> tuple[Aligned, list[Remark]]:
    """The text with its shifted runs put right, and a remark for each of them (spans in the source)."""
    found = list(runs(text.text))
    if not found:
        return text, []
    remarks = []
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for run in found:
        parts += (text.text[at : run.start], run.text)
        starts += (*range(at, run.start), *(origin[0] for origin in run.origins))
        ends += (*range(at + 1, run.start + 1), *(origin[1] for origin in run.origins))
        at = run.end
        remarks.append(
            Remark(
                "mojibake-repaired" if run.whole else "mojibake-hole",
                f"read one byte off: now “{run.text}”" + ("" if run.whole else ", bytes are missing at each \ufffd"),
                text.span(run.start, run.end),
            )
        )
    parts.append(text.text[at:])
    starts += range(at, len(text))
    ends += range(at + 1, len(text) + 1)
    return text.realign("".join(parts), starts, ends), remarks


def runs(text: str) -> Iterator[Run]:
    """Every damaged run of a text, left to right.  Sound text has none: without a note that fits, nothing is touched."""
    at = 0
    while match := START.search(text, at):
        run = _restore(text, match)
        if run is None:
            at = match.end()
        else:
            yield run
            at = run.end


def _restore(text: str, match: re.Match[str]) -> Run | None:
    before = _bytes(text[match.start() - 1]) if match.start() else b""
    candidates = _trail_bytes(before[1], match[1]) if len(before) == 2 else []
    if not candidates:
        return None
    at, ending = _shifted(text, match.end())
    raw = b"".join(_bytes(text[i]) for i in at)
    # Only the first character depends on which byte was lost.
    follower = raw[:1] or ending.byte
    best, _ = max(candidates, key=lambda candidate: _score(candidate[0], candidate[1], follower))
    restored = bytes([best]) + raw
    if ending.byte:
        chars = _pairs(restored + ending.byte)
    elif ending.note and (trails := _trail_bytes(restored[-1], ending.note)):
        chars = _pairs(restored + bytes([max(trails, key=lambda trail: commonness(trail[1]))[0]]))
    elif ending.note:  # a pair is missing right before the note: the note alone tells its character
        known = max(readable(ending.note), key=usual, default=HOLE)
        chars = [*_pairs(restored[:-1]), HOLE, known]
    else:
        chars = [*_pairs(restored[:-1]), HOLE]
    origins = [(match.start(), match.end()), *((i, i + 1) for i in at), (ending.start, ending.end)]
    spans = [
        (origins[min(i, len(origins) - 1)][0], origins[min(i + 1, len(origins) - 1)][1]) for i in range(len(chars))
    ]
    before_run, after_run = text[max(0, match.start() - 40) : match.start()], text[ending.end : ending.end + 40]
    traditional = in_traditional(before_run + after_run)
    for i in missing(before_run[-8:], chars, after_run[:8], traditional):
        chars[i] = HOLE
    return Run(match.start(), ending.end, "".join(chars), tuple(spans))


def _shifted(text: str, at: int) -> tuple[list[int], Ending]:
    """Where the characters stand that were read one byte off, from `at` on, and what ended them."""
    found: list[int] = []
    limit = min(len(text), at + LONGEST_RUN)
    while at < limit:
        if (note := STRADDLING_NOTE.match(text, at)) is not None:  # behind a pair of the wrong reading
            at = note.end()
        elif (closing := START.match(text, at)) is not None:
            return found, Ending(at, closing.end(), note=closing[1])
        elif len(coded := _bytes(text[at])) == 2:
            found.append(at)
            at += 1
        elif coded and 0x40 <= coded[0] <= 0x7E:
            return found, Ending(at, at + 1, byte=coded)
        else:
            return found, Ending(at, at + (text[at] in "?\ufffd"))
    return found, Ending(at, at)


def _trail_bytes(lead: int, note: str) -> list[tuple[int, str]]:
    """The bytes that make, behind a lead byte, a character which can be read as a note says; with that character."""
    chars = [(char, char.encode("gbk")) for char in readable(note)]
    return [(coded[1], char) for char, coded in chars if coded[0] == lead]


def _score(byte: int, annotated: str, follower: bytes) -> float:
    """How likely a byte was lost: the tool's notes belong to traditional characters, and texts are made of common ones."""
    first = _pairs(bytes([byte]) + follower)
    return 2 * is_traditional(annotated) + commonness(annotated) + (3 * commonness(first[0]) if first else 0)


def _bytes(char: str) -> bytes:
    """A character's GBK bytes; none where GBK has no place for it."""
    return char.encode("gbk", "ignore")


def _pairs(data: bytes) -> list[str]:
    """Bytes read two by two; a pair that GBK leaves undefined is a hole."""
    chars = [data[i : i + 2].decode("gbk", "replace") for i in range(0, len(data) - 1, 2)]
    return [char if len(char) == 1 else HOLE for char in chars]
