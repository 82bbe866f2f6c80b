"""How Chinese characters are read: the pinyin table that tells a note from a bracket."""

from __future__ import annotations

import unicodedata

from kczx import lexicon

TONED = "āáǎàēéěèêếềīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿɡ"
NOTE = f"[a-z{TONED}]{{1,6}}"
"""What may stand in a note: one syllable, with or without its tone."""


def toneless(syllable: str) -> str:
    """A syllable without its tone mark (ü stays).

    >>> toneless("lǚ"), toneless("xué")
    ('lü', 'xue')
    """
    marks = "\u0300\u0301\u0304\u030c\u0302"
    plain = unicodedata.normalize("NFD", syllable.replace("ɡ", "g"))
    return unicodedata.normalize("NFC", "".join(char for char in plain if char not in marks))


@lexicon.kept
def characters() -> dict[str, str]:
    """For each syllable, with its tone and without, the characters that can be read so, in their order."""
    found: dict[str, set[str]] = {}
    for reading, chars in lexicon.rows("clean/pinyin.tsv", 2):
        found.setdefault(reading, set()).update(chars)
        found.setdefault(toneless(reading), set()).update(chars)
    return {reading: "".join(sorted(chars)) for reading, chars in found.items()}


def reads(char: str, note: str) -> bool:
    """Whether a character can be read as a note says; a wrong tone is forgiven, as notes err there.

    >>> reads("學", "xué"), reads("學", "xue"), reads("园", "xué")
    (True, True, False)
    """
    table = characters()
    note = note.replace("ɡ", "g")
    return char in table.get(note, "") or char in table.get(toneless(note), "")


def readable(note: str) -> list[str]:
    """The characters that a note may belong to: those read exactly so, else those of another tone."""
    note = note.replace("ɡ", "g")
    return list(characters().get(note) or characters().get(toneless(note), ""))


@lexicon.cached
def _all_known() -> frozenset[str]:
    return frozenset().union(*characters().values())


def known(char: str) -> bool:
    """Whether the table has any reading of a character.

    >>> known("學"), known("\u4dae")
    (True, False)
    """
    return char in _all_known()
