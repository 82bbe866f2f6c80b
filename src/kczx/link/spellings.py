"""People whose names differ by one character and who have two titles in common: one of them is misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kczx.records import CorpusPerson, Reference

SHARED = 2
"""Titles that two must have in common."""
Spelt = tuple[Any, str]
"""What a name is known by: where it stands among the others (a number, or a place), and the name."""


def are_one(one: Sequence[str], two: Sequence[str]) -> bool:
    """Whether people of almost one name with these titles are one person."""
    return len(set(one) & set(two)) >= SHARED


def keeps_first(one: Sequence[str], times: int, two: Sequence[str], others: int) -> bool:
    """Whether the first of two spellings is right: it has more titles, or as many and stands in no fewer places."""
    return (-len(one), -times) <= (-len(two), -others)


class Spellings:
    """Which names are of one person, out of pairs of a misspelt name and of the one that is meant; a later pair goes."""

    def __init__(self, pairs: Iterable[tuple[Spelt, Spelt]]) -> None:
        self.meant = dict(pairs)
        self.wrongly: dict[Spelt, list[Spelt]] = {}
        for wrong, right in self.meant.items():
            self.wrongly.setdefault(right, []).append(wrong)

    def right(self, name: Spelt) -> Spelt:
        """The name that is meant."""
        return self.meant.get(name, name)

    def of(self, name: Spelt) -> list[Spelt]:
        """All spellings of whom a name means, in their order."""
        right = self.right(name)
        return sorted(self.wrongly.get(right, []) + ([right] if right not in self.meant else []))


def person(
    name: str, spellings: Sequence[str], titles: Iterable[Iterable[str]], references: list[Reference]
) -> CorpusPerson:
    """The record of somebody under the right name, given the titles of each spelling."""
    aliases = [spelling for spelling in spellings if spelling != name]
    told = dict.fromkeys(title for each in titles for title in each)
    return CorpusPerson(name=name, aliases=aliases, titles=list(told), references=references)
