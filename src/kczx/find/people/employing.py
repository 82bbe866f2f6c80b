"""What the lexicons tell of those who employ: what their names end with, what they and their envoys have to do with."""

from __future__ import annotations

import re

from kczx import lexicon


@lexicon.cached
def suffixes() -> tuple[frozenset[str], int]:
    found = {*lexicon.words("find/organizations/suffixes.tsv"), *lexicon.words("find/people/employer_ends.tsv")}
    return frozenset(found), max(map(len, found))


@lexicon.cached
def fields() -> frozenset[str]:
    """What organs have to do with."""
    return frozenset(lexicon.words("find/organizations/fields.tsv"))


@lexicon.cached
def armies() -> re.Pattern[str]:
    """A country of one character, alone or with its army: 俄, 以军, 美空军."""
    chars = "".join(lexicon.words("find/people/country_chars.tsv"))
    return re.compile(f"[{chars}](?:[陆海空]?军方?|方)?$")


def ends_like_body(text: str) -> bool:
    """Whether a phrase ends with what bodies and their parts end with: 新闻司, 领导小组; two characters may be all of it."""
    found, longest = suffixes()
    return any(
        text[-length:] in found for length in range(1, min(longest, len(text)) + 1) if length < len(text) or length > 1
    )


@lexicon.cached
def matters() -> tuple[tuple[str, ...], frozenset[str]]:
    """Ends of what may stand between an office and the one that serves it (总统|科技|助理); those of them that stand behind a
    place as well (联合国|也门|问题|特使)."""
    rows = lexicon.rows("find/people/matters.tsv", 2, frozenset(["place", "field"]))
    return tuple(word for word, _ in rows), frozenset(word for word, before in rows if before == "place")
