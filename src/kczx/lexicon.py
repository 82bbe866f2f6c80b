"""Lexicons: words as data.  Tables are TSV files beside the code that uses them; a user's folder may add rows.

A table has comment lines (`# …`), then rows of tab-separated cells.  A user's folder repeats the package's layout
(`find/people/titles.tsv`) and its rows come after the installed ones.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable, Collection, Iterable
from importlib import resources
from pathlib import Path
from typing import TypeVar

from ahocorasick_rs import AhoCorasick, Implementation

from kczx.errors import LexiconError
from kczx.kept import made

T = TypeVar("T")
_overlay: Path | None = None
_caches: list[Callable[[], None]] = []


def overlay(folder: Path | None) -> None:
    """Lay a folder of the user's own rows over the installed lexicons, or take it away; compiled rules are made anew."""
    global _overlay
    if folder == _overlay:
        return
    if folder is not None and not folder.is_dir():
        raise LexiconError(str(folder), 0, "no such folder")
    if folder is not None:
        for table in sorted(folder.rglob("*.tsv")):
            if not resources.files("kczx").joinpath(table.relative_to(folder).as_posix()).is_file():
                raise LexiconError(str(table), 0, "there is no such table to add rows to")
    _overlay = folder
    for clear in _caches:
        clear()


def cached(build: Callable[[], T]) -> Callable[[], T]:
    """Remember what a function builds out of lexicons, until another folder is laid over them."""
    wrapped = functools.cache(build)
    _caches.append(wrapped.cache_clear)
    return wrapped


def kept(build: Callable[[], T]) -> Callable[[], T]:
    """The same for what is made of numbers, texts, tuples, lists, dicts and sets alone: the command keeps it for its next start."""
    name = f"{build.__module__}.{build.__qualname__}"
    return cached(functools.wraps(build)(lambda: made(name, build) if _overlay is None else build()))


def remembered(answer: Callable[[str], T]) -> Callable[[str], T]:
    """Remember what a function that asks lexicons answered to the last words that it was given, as long as `cached` does."""
    wrapped = functools.lru_cache(MOST_REMEMBERED)(answer)
    _caches.append(wrapped.cache_clear)
    return wrapped


MOST_REMEMBERED = 4096

Check = Callable[[tuple[str, ...]], str | None]
"""What is wrong with a row's cells, or None."""


def rows(
    name: str, columns: int = 1, choices: Collection[str] = (), at: int = 1, check: Check | None = None
) -> list[tuple[str, ...]]:
    """The rows of a table, `columns` cells each; a row may leave out cells at its end, which are then empty.

    Raises LexiconError, with path and line, where a row has more cells than the table, an empty first cell, or where the
    cell `at` (the second, if nothing else is told) is none of the `choices` (where there are any), or what `check` tells.
    """

    def installed() -> list[tuple[str, ...]]:
        text = resources.files("kczx").joinpath(name).read_text("utf-8")
        return list(_parse(text, name, columns, choices, at, check))

    asked = f"{name} {columns} {at} {sorted(choices)} {check and (check.__module__, check.__qualname__)}"
    found = made(asked, installed)
    if _overlay is not None and (own := _overlay / name).is_file():
        try:
            text = own.read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise LexiconError(str(own), 0, str(error)) from error
        found += _parse(text, str(own), columns, choices, at, check)
    return found


def words(name: str) -> list[str]:
    """The first cells of a table."""
    return [row[0] for row in rows(name, 9)]


def _parse(
    text: str, name: str, columns: int, choices: Collection[str], at: int = 1, check: Check | None = None
) -> Iterable[tuple[str, ...]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# ") or line == "#":
            continue
        cells = tuple(cell.strip() for cell in line.split("\t"))
        if len(cells) > columns:
            raise LexiconError(name, number, f"{len(cells)} cells, {columns} expected")
        if not cells[0]:
            raise LexiconError(name, number, "the first cell is empty")
        if choices and (cells[at] if len(cells) > at else "") not in choices:
            where = "a second cell (behind a tab)" if at == 1 else f"cell {at + 1}"
            told = f"{cells[at]!r} is" if len(cells) > at else f"{where} is missing; it must be"
            raise LexiconError(name, number, f"{told} {'none' if len(cells) > at else 'one'} of {', '.join(choices)}")
        whole = cells + ("",) * (columns - len(cells))
        if check is not None and (wrong := check(whole)) is not None:
            raise LexiconError(name, number, wrong)
        yield whole


class Finder:
    """Finds the words of a lexicon in a text, all in one pass however many they are (Aho and Corasick's automaton)."""

    def __init__(self, entries: Iterable[str]) -> None:
        # The automaton that is built for few words by default takes minutes for one of ten thousand characters.
        self._automaton = AhoCorasick(
            dict.fromkeys(filter(None, entries)), store_patterns=False, implementation=Implementation.ContiguousNFA
        )

    def every(self, text: str) -> list[tuple[int, int]]:
        """Every word wherever it stands, as half-open ranges in order, of those that begin at one place the longest first.

        >>> Finder(["学会", "学会会员", "会员"]).every("学会会员")
        [(0, 4), (0, 2), (2, 4)]
        """
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return sorted(((at, end) for _, at, end in found), key=lambda place: (place[0], -place[1]))

    def longest(self, text: str) -> list[tuple[int, int]]:
        """The longest word at each place where one begins, in order, as half-open ranges; they may overlap.

        >>> Finder(["学会", "学会会员", "会员"]).longest("学会会员大会")
        [(0, 4), (2, 4)]
        """
        # Matches come in the order of their ends: of those that begin at one place the longest is the last.
        return sorted(
            {at: end for _, at, end in self._automaton.find_matches_as_indexes(text, overlapping=True)}.items()
        )


def alternation(entries: Iterable[str]) -> str:
    """A regular expression that matches the longest of the words, as a prefix tree (so that a thousand words stay quick).

    >>> alternation(["学会", "学院", "大学"])
    '(?:大学|学[会院])'
    >>> re.match(alternation("甲 乙 丙 丁 戊 己 庚 辛 壬癸 壬癸子".split()), "壬癸子丑")[0]
    '壬癸子'
    """
    words = list(entries)
    return _alternation(words) if len(words) < FEW else made("\n".join(words), lambda: _alternation(words))


def _alternation(words: Iterable[str]) -> str:
    tree: dict[str, dict[str, object]] = {}
    for entry in words:
        node: dict[str, dict[str, object]] = tree
        for char in entry:
            node = node.setdefault(char, {})  # type: ignore[assignment]
        node[""] = {}
    if len(tree) < FEW:
        return _branch(tree)
    # A branch is searched from its first option to its last: shelves of options, each with a look-ahead, shorten the way.
    chars = sorted(tree)
    size = max(FEW, math.isqrt(len(chars)))
    shelves = [{char: tree[char] for char in chars[i : i + size]} for i in range(0, len(chars), size)]
    return f"(?:{first_of(tree)}(?:{'|'.join(first_of(shelf) + _branch(shelf) for shelf in shelves)}))"


def first_of(words: Iterable[str]) -> str:
    """A look-ahead for the words' first characters: where it fails, and it mostly does, no branch is tried."""
    return f"(?=[{''.join(sorted({re.escape(word[0]) for word in words if word}))}])"


FEW = 8
"""Branches that are tried as fast as a look-ahead is."""


def _branch(tree: dict[str, dict[str, object]]) -> str:
    final = "" in tree
    singles = [char for char in sorted(tree) if char and set(tree[char]) == {""}]
    longer = [char for char in sorted(tree) if char and set(tree[char]) != {""}]
    options = [re.escape(char) + _branch(tree[char]) for char in longer]  # type: ignore[arg-type]
    if len(singles) == 1:
        options.append(re.escape(singles[0]))
    elif singles:
        options.append("[" + "".join(map(re.escape, singles)) + "]")
    if not options:
        return ""
    if len(options) == 1 and not final:
        return options[0]
    return "(?:" + "|".join(options) + ")" + ("?" if final else "")
