"""Takes out pinyin notes that stand in brackets behind a character: 科學(xué)技術(shù) is 科學技術."""

from __future__ import annotations

import re

from kczx.clean.readings import NOTE, known, reads
from kczx.spans import Aligned

BEHIND_CHARACTER = re.compile(rf"[(（](?<=[\u3400-\u9fff\U00020000-\U0003ffff].) ?({NOTE}) ?[)）]")
BEHIND_BYTE = re.compile(rf"[(（](?<=([\u3400-\u9fff])([@-~]).)({NOTE})[)）]")
SPACE = re.compile(r" (?=[\u3400-\u9fff，。、；：！？“”])")


def drop_notes(text: Aligned) -> tuple[Aligned, int]:
    """The text without its notes, and how many there were.  A bracket whose syllable the character before it cannot be
    read as, such as (IEEE), (a) or (园区), stays.  Where the notes' writer put a space behind each, it goes with the note."""
    found = [
        match.span()
        for match in BEHIND_CHARACTER.finditer(text.text)
        if _is_note(text.text[match.start() - 1], match[1])
    ]
    behind = [match.span() for match in BEHIND_BYTE.finditer(text.text) if _is_across(*match.groups())]
    found = sorted(found + behind) if behind else found
    spaced = sum(SPACE.match(text.text, end) is not None for _, end in found)
    glued = sum("\u3400" <= text.text[end : end + 1] <= "\u9fff" for _, end in found)
    wide = spaced > 1 and spaced > glued
    ends = [end + (wide and SPACE.match(text.text, end) is not None) for _, end in found]
    return text.edit((start, end, "") for (start, _), end in zip(found, ends, strict=True)), len(found)


def _is_note(char: str, note: str) -> bool:
    """Whether a bracket tells how a character is read; of a rare one, 朱䶮(yǎn), its writer tells what no table has."""
    return reads(char, note) or (not known(char) and not note.isascii())


def _is_across(char: str, letter: str, note: str) -> bool:
    """Whether a note with its tone is that of the bytes between a character and the letter behind it: 普洱e(jǔ)家."""
    if note.isascii():
        return False
    pair = char.encode("gbk", "ignore")[1:] + letter.encode()
    found = pair.decode("gbk", "ignore")
    return len(found) == 1 and reads(found, note)
