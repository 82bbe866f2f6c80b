"""Puts runs of text right that a tool read one byte off.

The tool wrote pinyin notes behind two GBK bytes wherever it found them, also where they belonged to two characters:
務 is 84 D5, 獎 ends in 84, 者 begins with D5, so `獲獎者馬小飛` got `(wù)` into the middle of 者.  It cut the text there, and at
every mark that it knew, also where the mark's bytes were two halves (祝 ends in the byte with which ； begins, 回 begins with
its other).  Each piece was read alone, in pairs from its first byte on: a piece that began in the middle of a character reads
wrong up to the next cut, or to a single byte that is taken for a trail byte, `獲獎?wù)唏R小飛`.

One decoder puts it right.  Every place where such a run may begin gives readings, one for each byte that may be lost there and
each place where the run may end; the likeliest is taken where the text with it, as words, is likelier than the text as it
stands.  A character of which a byte is lost is told by the words beside it, or else becomes U+FFFD, and a remark says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kczx.clean.plausible import in_traditional, is_traditional, missing, score, told_by_words, with_lead, with_trail
from kczx.clean.script import scripts
from kczx.clean.shifted import HOLE, QUESTION, Reading, Start, by_mark, by_note, readings, without_notes
from kczx.flow import Remark
from kczx.spans import Aligned

CONTEXT, BEHIND = 40, 8
"""Characters before and behind a run that are looked at with it."""
RIVALS = 3
"""Later beginnings within a run that may explain it better."""
NEAR = 40
"""Characters on both sides that tell whether a text is in traditional script."""
TOLD, NEARLY = 20.0, 40.0
"""How much likelier a text becomes where words tell a lost character; how much less likely than the best a reading may be
before they do."""
MARGIN = 8.0
"""What a reading must gain, in log-probability, over a text that has nothing but a mark where it is to begin."""
LOST = 14.0
"""What half a character costs that stands in a text as a question mark."""


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
    """Every damaged run of a text, left to right.  Sound text has none: what reads better as it stands is not touched."""
    begun = [*by_note(text)]
    if scripts()[0].within(text):  # the tool annotated traditional text
        begun += by_mark(text)
    begun.sort()
    at, before = 0, ""
    for number, start in enumerate(begun):
        if start.start < at:
            continue
        before = (before + text[at : start.start])[-CONTEXT:]
        at = start.start
        gain, run = _restored(text, start, before)
        if run is None:
            continue
        within = (other for other in begun[number + 1 : number + 1 + RIVALS] if other.start < run.end)
        if any(_restored(text, other, text[max(0, other.start - CONTEXT) : other.start])[0] > gain for other in within):
            continue  # the damage begins behind what looked like its beginning
        yield run
        before, at = before + run.text, run.end


def _restored(text: str, start: Start, before: str) -> tuple[float, Run | None]:
    """What a run that may begin at a place says, and how much likelier the text is with it; None where it reads as well
    without."""
    found = list(readings(text, start))
    end = max(reading.end for reading in found) + BEHIND
    traditional = in_traditional(text[max(0, start.start - NEAR) : start.start] + text[end : end + NEAR])
    before = without_notes(before)
    behind = {reading.end: without_notes(text[reading.end : end]) for reading in found}
    asked = text[start.start] in QUESTION and start.end - start.start > bool(start.trail)
    broken = (
        asked or not text[start.start : start.end].isascii()
    )  # a note with its tone that nothing there is read like
    standing = text[start.start + asked if start.trail else start.end : end]
    stands = score(before, "", without_notes(standing), False) - LOST * (asked if start.trail else broken)
    stands += MARGIN if start.trail and not asked else 0.0
    scored = [(score(before, reading.chars, behind[reading.end], traditional), reading) for reading in found]
    most = max(gain for gain, _ in scored)
    if most + TOLD * (1 + bool(start.trail)) <= stands:
        return most - stands, None
    filled = [_filled(one, before, behind[one.end], traditional) for gain, one in scored if gain >= most - NEARLY]
    best, reading = max(filled, key=lambda pair: pair[0])
    gain = best - stands
    if gain <= 0:
        return gain, None
    chars = list(reading.chars)
    for i in missing(before[-8:], chars, behind[reading.end][:8], traditional):
        chars[i] = HOLE
    if chars.count(HOLE) == len(chars) > 2:
        return 0.0, None  # a reading of which nothing is left is none
    return gain, Run(reading.start, reading.end, "".join(chars), reading.origins)


def _filled(reading: Reading, before: str, after: str, traditional: bool) -> tuple[float, Reading]:
    """A reading with the characters of which a byte was lost, as far as words tell them, and its score."""
    chars = list(reading.chars)
    if reading.lead:
        at = reading.open
        behind = "".join(chars[at + 1 :]) + after
        chars[at] = told_by_words(before + "".join(chars[:at]), with_lead(reading.lead), behind, traditional, "")
    if reading.trail:
        behind = "".join(chars[1:]) + after
        chars[0] = told_by_words(before, with_trail(reading.trail), behind, traditional, "。")
    return score(before, chars, after, traditional) + 2 * is_traditional(reading.told), replace(
        reading, chars=tuple(chars)
    )
