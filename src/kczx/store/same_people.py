"""People whose names are another's but for one character, and who hold two of that one's offices: misspelt, and the same."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterator

from kczx.store.corrections import Corrections

SHORTEST = 3
"""Characters of a name that may be misspelt."""
OFFICES = 2


def misspelt(database: sqlite3.Connection, touched: set[str], told: Corrections) -> dict[str, str]:
    """Each name that is touched, alike, or alike to one that is → the name that is meant."""
    shapes: dict[str, list[str]] = defaultdict(list)
    for (name,) in database.execute("select distinct key from entries where kind = 'person' order by key"):
        for shape in _shapes(name):
            shapes[shape].append(name)
    held = _Held(database)
    near: dict[str, set[str]] = {}
    waiting = set(touched)
    while waiting:
        name = waiting.pop()
        near[name] = {
            other
            for shape in _shapes(name)
            if len(shapes[shape]) > 1 and len(held[name]) >= OFFICES
            for other in shapes[shape]
            if other != name and (name, other) not in told.different and len(held[name] & held[other]) >= OFFICES
        }
        waiting |= near[name] - near.keys()
    found: dict[str, str] = {}
    for group in _groups(near):
        meant = min(group, key=lambda name: (-len(held[name]), -_times(database, name), name))
        found |= dict.fromkeys(group, meant)
    return found


class _Held(dict[str, set[str]]):
    """The offices that people of a name hold, asked for once."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def __missing__(self, name: str) -> set[str]:
        found = self.database.execute(
            """select distinct coalesce(t.organization, '') || t.position from entries e
            join titles t on t.document = e.document and t.person = e.ref where e.kind = 'person' and e.key = ?""",
            (name,),
        )
        self[name] = {title for (title,) in found}
        return self[name]


def _shapes(name: str) -> list[str]:
    return [f"{name[:at]}?{name[at + 1 :]}" for at in range(len(name))] if len(name) >= SHORTEST else []


def _times(database: sqlite3.Connection, name: str) -> int:
    (times,) = database.execute("select count(*) from entries where kind = 'person' and key = ?", (name,)).fetchone()
    return int(times)


def _groups(near: dict[str, set[str]]) -> Iterator[set[str]]:
    """Those that lead to each other."""
    seen: set[str] = set()
    for start in sorted(near):
        group, new = set(), {start} - seen
        while new:
            group |= new
            new = {other for name in new for other in near[name]} - group
        seen |= group
        if group:
            yield group
