"""Words of a table's cell → a regular expression: alternatives, gaps, and what must not stand beside them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kczx import lexicon

SHELF = 12
"""First characters that a search tries one after the other."""
GAPS = (("……", "[^，,。；;：:]{0,70}?"), ("…", "[^，,。；;：:]{0,30}?"), ("_", "[^，,。；;：:]"))


def expression(words: str, before: str = "", behind: str = "") -> str:
    """The regular expression of a cell: `|` between alternatives, groups in `( )`, `…` for up to 30 characters of a clause,
    `……` for up to 70, `_` for one, `!( )` for what must not follow; `before` and `behind` are what must not stand beside.

    Raises ValueError where a cell cannot be read.

    >>> expression("(赴|到)…调研|座谈", "迟", "会")
    '(?:(?<!迟)(?:(?:赴|到)[^，,。；;：:]{0,30}?调研|座谈)(?!会))'
    """
    if not words or re.search(r"\s|\|\||^\||\|$|\(\||\|\)|\(\)|^[…_]|[\[\]{}*+?\\^$.]", words):
        raise ValueError(f"no words, an empty alternative, or a sign that is none of | ( ) … _ !: {words!r}")
    text = re.escape(words)
    for sign in "|()":
        text = text.replace("\\" + sign, sign)
    text = text.replace("!(", "(?!").replace("(", "(?:").replace("(?:?!", "(?!")
    for gap, pattern in GAPS:
        text = text.replace(gap, pattern)
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"{error}: {words!r}") from error
    not_before = "".join(f"(?<!{re.escape(word)})" for word in _alternatives(before))
    not_behind = f"(?!{lexicon.alternation(_alternatives(behind))})" if behind else ""
    return f"(?:{not_before}(?:{text}){not_behind})"


def firsts(words: str) -> set[str]:
    """The characters with which a cell's words can begin.

    >>> sorted(firsts("(赴|到)…调研|座谈"))
    ['到', '座', '赴']
    """
    found: set[str] = set()
    depth, start = 0, 0
    for i, char in enumerate(words + "|"):
        depth += (char == "(") - (char == ")")
        if char == "|" and not depth:
            option = words[start:i]
            if option.startswith("("):
                close = _closing(option)
                found |= firsts(option[1:close])
            elif option:
                found.add(option[0])
            start = i + 1
    return found


def any_of(cells: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """One pattern of many (words, expression), the expressions shelved by the characters with which they can begin, so that
    a place of the text tries only those that may fit there.

    >>> any_of([("签约", "签约(?!者)"), ("(赴|到)…调研", "(?:赴|到).{0,9}调研")]).search("代表团到签约者处调研")[0]
    '到签约者处调研'
    """
    by_first: dict[str, list[str]] = {}
    for words, pattern in cells:
        for char in sorted(firsts(words)):
            by_first.setdefault(char, []).append(pattern)
    chars = sorted(by_first) or ["\0"]
    shelves = [chars[i : i + SHELF] for i in range(0, len(chars), SHELF)]
    return re.compile(
        lexicon.first_of(chars)
        + "(?:"
        + "|".join(
            lexicon.first_of(shelf)
            + "(?:"
            + "|".join(f"(?={re.escape(char)})(?:{'|'.join(by_first.get(char, ['(?!)']))})" for char in shelf)
            + ")"
            for shelf in shelves
        )
        + ")"
    )


def _alternatives(cell: str) -> list[str]:
    return [word for word in cell.split("|") if word]


def _closing(option: str) -> int:
    depth = 0
    for i, char in enumerate(option):
        depth += (char == "(") - (char == ")")
        if not depth:
            return i
    return len(option)
