"""What several of the store's modules ask with: the order of documents, and lists of values so many at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T", str, int)
ORDER = "replace(d.path, '/', char(1)), d.position, d.number"
"""The order of documents (as `d`): as folders are walked, whatever came first."""
BATCH = 500


def parts(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in order, so many at a time as SQL takes."""
    ordered = sorted(values)
    return (ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH))


def marks(some: list[T]) -> str:
    """As many question marks as there are values.

    >>> marks(["甲", "乙"])
    '?, ?'
    """
    return ", ".join("?" * len(some))
