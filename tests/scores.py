"""Counts of what was right, wrong and missed, and how two texts are compared: what the scorer's parts share."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

IGNORED = dict.fromkeys(map(ord, "“”\"‘’'「」『』《》〈〉·•・‧?？ \u3000"))

Gold = dict[str, Any]


@dataclass(slots=True)
class Score:
    """How many were found, found wrongly and missed, and which."""

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def count(self, found: bool, name: str) -> None:
        """One that the gold asks for."""
        self.right += found
        if not found:
            self.missed.append(name)

    def judge(self, good: bool, name: str, *, wanted: bool = True, told: bool = True) -> None:
        """One value of something that was found: where it is not good, what was `wanted` is missed, what was `told` is wrong."""
        self.right += good
        if not good and wanted:
            self.missed.append(name)
        if not good and told:
            self.wrong.append(name)

    @property
    def asked(self) -> bool:
        """Whether there was anything to count."""
        return bool(self.right or self.wrong or self.missed)

    @property
    def precision(self) -> float:
        total = self.right + len(self.wrong)
        return self.right / total if total else 1.0

    @property
    def recall(self) -> float:
        total = self.right + len(self.missed)
        return self.right / total if total else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


Scores = dict[str, Score]


@functools.cache
def plain(text: str | None) -> str:
    """A text as it is compared: without white space, quotes and middle dots.  Remembered, as the gate scores often."""
    return "".join(unicodedata.normalize("NFKC", text or "").translate(IGNORED).lower().split())


def listed(value: Any) -> list[Any]:
    """The accepted values where the gold gives one or a list of them."""
    return value if isinstance(value, list) else [value]


def variants(value: str | list[str] | None) -> set[str]:
    """The accepted forms of a gold value that is a string or a list of them."""
    return {plain(text) for text in listed(value)}


def forms(name: str, aliases: Iterable[str] = ()) -> set[str]:
    """Every form of a name that is not empty."""
    return {plain(name), *map(plain, aliases)} - {""}


def names(entry: Gold) -> set[str]:
    """Every form of a gold entity's name."""
    return forms(entry["name"], entry.get("aliases") or [])


def bearers(name: str, gold: Gold) -> set[str]:
    """A name of the gold with the other forms of the person or body that bears it."""
    own = plain(name)
    return {own}.union(*(of for of in map(names, [*gold["persons"], *gold["organizations"]]) if own in of))
