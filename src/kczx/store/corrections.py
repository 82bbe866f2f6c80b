"""What the user says of who is the same: rows of `link/same.tsv` and `link/different.tsv` in a folder of their own.

They are kept in the store, so that a later run without the folder does not lose them, and take effect at the next run.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kczx import lexicon
from kczx.link.names import known

if TYPE_CHECKING:
    from kczx.store.linking import Entry

TABLES = ("link/same.tsv", "link/different.tsv")
KINDS = ("person", "organization")
Row = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Corrections:
    """`same`: (kind, key) → the key that counts; `literal`: bodies whose names mean nobody else; `offices`: (person, words)."""

    same: dict[tuple[str, str], str] = field(default_factory=dict)
    literal: frozenset[tuple[str, str]] = frozenset()
    different: frozenset[tuple[str, str]] = frozenset()
    offices: tuple[tuple[str, str], ...] = ()

    def meant(self, kind: str, counts: str) -> list[str]:
        """The keys for which another counts."""
        return [key for (of, key), other in self.same.items() if of == kind and other == counts]

    def apart(
        self, database: sqlite3.Connection, kind: str, name: str, found: Iterable[Entry]
    ) -> dict[tuple[int, str], str]:
        """Those people of a name who have an office that only another of that name has → another key."""
        words = sorted(told for of, told in self.offices if of == name) if kind == "person" else []
        apart: dict[tuple[int, str], str] = {}
        for entry in found if words else ():
            held = database.execute(
                "select coalesce(organization, '') || position from titles where document = ? and person = ?",
                (entry.document, entry.ref),
            )
            titles = " ".join(title for (title,) in held)
            if (word := next((word for word in words if word in titles), None)) is not None:
                apart[entry.document, entry.ref] = f"{name} ({word})"
        return apart


def corrections(database: sqlite3.Connection) -> Corrections:
    """What the store has been told."""
    same: dict[tuple[str, str], str] = {}
    literal, offices, different = set(), [], set()
    for table, kind, name, other in database.execute(
        "select tsv, kind, name, other from corrections order by 1, 2, 3, 4"
    ):
        keys = [known(one) if kind == "organization" else one for one in (name, other)]
        if table == TABLES[0]:
            counts = same.get((kind, keys[0]), keys[0])
            for key in [other for (of, other), by in same.items() if of == kind and by == keys[1]] + [keys[1]]:
                if key != counts:
                    same[kind, key] = counts
        elif kind == "organization":
            literal |= {(kind, name), (kind, other)}
        else:
            offices.append((name, other))
            different |= {(name, other), (other, name)}
    return Corrections(same, frozenset(literal), frozenset(different), tuple(offices))


def tell(database: sqlite3.Connection) -> None:
    """Take over the rows of the folder that is laid over kczx's own; what they are about is linked anew."""
    rows = {(table, *row) for table in TABLES for row in lexicon.rows(table, 3, KINDS, 0, _wrong)}
    held = {tuple(row) for row in database.execute("select tsv, kind, name, other from corrections")}
    database.executemany("delete from corrections where tsv = ? and kind = ? and name = ? and other = ?", held - rows)
    database.executemany("insert into corrections values (?, ?, ?, ?)", rows - held)
    for _, kind, *names in rows ^ held:
        for name in names:
            key = known(name) if kind == "organization" else name
            database.execute("insert or ignore into touched values (?, ?)", (kind, key))


def _wrong(row: tuple[str, ...]) -> str | None:
    if not (row[1] and row[2]):
        return "a kind and two names are wanted"
    return "the two names are one" if row[1] == row[2] else None
