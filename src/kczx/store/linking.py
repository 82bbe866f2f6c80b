"""What documents have in common: which people, bodies and places are the same, as far as something of them has changed.

`touched` holds the keys of whatever came or went.  Around each of them all that may be the same is taken together and linked anew,
in the order of the documents' paths, so that it does not matter in which order documents came.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kczx.link.names import LOCAL
from kczx.store.corrections import Corrections, corrections
from kczx.store.parts import ORDER, marks, parts
from kczx.store.same_people import misspelt


@dataclass(slots=True)
class Entry:
    """A person, a body or a place of a document."""

    document: int
    ref: str
    name: str
    subkind: str | None
    code: str | None
    key: str
    entity: int | None
    names: list[str] = field(default_factory=list)


def link(database: sqlite3.Connection) -> None:
    """Link all people, bodies and places that were touched, within the transaction that is open."""
    told = corrections(database)
    changed: set[int] = set()
    for kind in ("person", "place"):
        for keys in _alike(database, kind, told):
            changed |= _linked(database, kind, keys, told)
    changed |= _bodies(database, told)
    _parents(database, changed)
    database.execute("delete from entities where not exists (select 1 from entries where entity = entities.id)")
    database.execute("delete from touched where kind in ('person', 'place', 'organization')")


def entries(database: sqlite3.Connection, kind: str, keys: Iterable[str]) -> list[Entry]:
    """The entries of a kind that have one of the keys, in the order of the documents."""
    found: list[Entry] = []
    for some in parts(keys):
        found += [
            Entry(*row)
            for row in database.execute(
                f"""select e.document, e.ref, e.name, e.subkind, e.code, e.key, e.entity from entries e
                join documents d on d.number = e.document where e.kind = ? and e.key in ({marks(some)}) order by {ORDER}, e.ref""",
                (kind, *some),
            )
        ]
    return found


def _alike(database: sqlite3.Connection, kind: str, told: Corrections) -> Iterator[dict[str, str]]:
    """Yield the keys that are touched, with those that mean the same: key → the key that counts."""
    touched = {key for (key,) in database.execute("select key from touched where kind = ?", (kind,))}
    for some in list(parts(touched)):  # what was taken for one with it, or still is
        touched |= {
            key
            for (key,) in database.execute(
                f"""select distinct e.key from entries e join entities n on n.id = e.entity where n.kind = ? and n.id in
                (select entity from names where name in ({marks(some)})
                union select id from entities where key in ({marks(some)}))""",
                (kind, *some, *some),
            )
        }
    same = dict.fromkeys(touched, "")
    if kind == "person":
        same = misspelt(database, touched, told)
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for key in touched | same.keys():
        counts = told.same.get((kind, same.get(key) or key), same.get(key) or key)
        groups[counts][key] = counts
    for counts, group in groups.items():
        group.setdefault(counts, counts)
        for key in told.meant(kind, counts):
            group.setdefault(key, counts)
    yield from (groups[counts] for counts in sorted(groups))


def _linked(database: sqlite3.Connection, kind: str, group: dict[str, str], told: Corrections) -> set[int]:
    """Make one entity of the entries of a group of keys; of people with an office that is told apart, another."""
    (counts,) = set(group.values())
    found = entries(database, kind, group)
    apart = told.apart(database, kind, counts, found)
    changed: set[int] = set()
    divided: dict[str, list[Entry]] = defaultdict(list)
    for entry in found:
        divided[apart.get((entry.document, entry.ref), counts)].append(entry)
    for key, part in divided.items():
        name = counts if kind == "person" else min((e.name for e in part), key=lambda name: (-len(name), name))
        changed |= one(database, kind, key, name, part)
    return changed


def one(database: sqlite3.Connection, kind: str, key: str, name: str, part: list[Entry]) -> set[int]:
    """Make entries one entity of this key and name; the entities that had to do with it before or have now."""
    row = database.execute(
        "select id, name, subkind, code from entities where kind = ? and key = ?", (kind, key)
    ).fetchone()
    subkind, code = part[0].subkind, part[0].code
    if row is None:
        told = (kind, name, subkind, code, key)
        id = database.execute(
            "insert into entities (kind, name, subkind, code, key) values (?, ?, ?, ?, ?)", told
        ).lastrowid
        assert id is not None
    else:
        id = row["id"]
        if tuple(row)[1:] != (name, subkind, code):
            told_now = (name, subkind, code, id)
            database.execute("update entities set name = ?, subkind = ?, code = ? where id = ?", told_now)
    moved = [(id, entry.document, entry.ref) for entry in part if entry.entity != id]
    database.executemany("update entries set entity = ? where document = ? and ref = ?", moved)
    others = {entry.entity for entry in part if entry.entity not in (None, id)}
    for entity in (id, *others):
        database.execute("delete from names where entity = ?", (entity,))
        database.execute(
            """insert into names select distinct name, entity from (select e.name, e.entity from entries e where e.entity = :id
            union select a.name, e.entity from entries e join aliases a on a.document = e.document and a.ref = e.ref
            where e.entity = :id)""",
            {"id": entity},
        )
    return {id, *(other for other in others if other is not None)}


def _bodies(database: sqlite3.Connection, told: Corrections) -> set[int]:
    """Link the bodies that have a name in common with one that was touched, directly or by way of others."""
    waiting = {key for (key,) in database.execute("select key from touched where kind = 'organization'")}
    changed: set[int] = set()
    while waiting:
        group = _connected(database, waiting.pop(), told)
        waiting -= group
        divided: dict[str, list[Entry]] = defaultdict(list)
        bears: dict[str, str] = {}
        for entry in _by_form(database, group):
            if ("organization", entry.name) in told.literal:
                divided[f"={entry.name}"].append(entry)
                continue
            names = [told.same.get(("organization", name), name) for name in entry.names]
            known = (bears[name] for name in names if len(name) > 3 and name in bears)
            key = next(known, names[0])
            for name in names:
                bears.setdefault(name, key)
            divided[key].append(entry)
        for key, part in divided.items():
            full = {entry.name for entry in part if LOCAL.match(entry.name) is None} or {part[0].name}
            changed |= one(database, "organization", key, min(full, key=lambda name: (-len(name), name)), part)
    return changed


def _connected(database: sqlite3.Connection, start: str, told: Corrections) -> set[str]:
    """All keys of bodies that lead to a key and to each other."""
    found, new = {start}, {start}
    while new:
        near: set[str] = {
            key for one in new for key in told.meant("organization", told.same.get(("organization", one), one))
        }
        near |= {told.same[("organization", one)] for one in new if ("organization", one) in told.same}
        for some in parts(new):
            near |= {
                key
                for (key,) in database.execute(
                    f"""select distinct o.key from forms f join forms o on o.document = f.document and o.ref = f.ref
                    where f.key in ({marks(some)})""",
                    some,
                )
            }
        new = near - found
        found |= new
    return found


def _by_form(database: sqlite3.Connection, keys: set[str]) -> list[Entry]:
    """The bodies that bear one of the names, in the order of the documents, each with all its names."""
    database.execute("create temp table if not exists asked (key text primary key) without rowid")
    database.execute("delete from asked")
    database.executemany("insert into asked values (?)", [(key,) for key in keys])
    found: dict[tuple[int, str], Entry] = {}
    for *row, form in database.execute(
        f"""select e.document, e.ref, e.name, e.subkind, e.code, e.key, e.entity, f.key
        from asked a cross join forms f on f.key = a.key join entries e on e.document = f.document and e.ref = f.ref
        join documents d on d.number = e.document order by {ORDER}, cast(substr(e.ref, 2) as integer), f.place"""
    ):
        found.setdefault((row[0], row[1]), Entry(*row)).names.append(form)
    return list(found.values())


def _parents(database: sqlite3.Connection, changed: set[int]) -> None:
    """Tell the bodies of which something changed, and those that belong to them, whose they are: as most documents say."""
    asked = set(changed)
    for some in parts(changed):
        asked |= {
            entity
            for (entity,) in database.execute(
                f"""select e.entity from entries p join entries e on e.document = p.document and e.parent = p.ref
                where p.entity in ({marks(some)})""",
                some,
            )
        }
    for some in parts(asked):
        above: dict[int, Counter[tuple[str, int]]] = defaultdict(Counter)
        for entity, key, parent in database.execute(
            f"""select e.entity, n.key, n.id from entries e join entries p on p.document = e.document and p.ref = e.parent
            join entities n on n.id = p.entity
            where e.kind = 'organization' and e.entity in ({marks(some)}) and n.id <> e.entity""",
            some,
        ):
            above[entity][key, parent] += 1
        best = {e: min(found, key=lambda told: (-found[told], told[0]))[1] for e, found in above.items()}
        database.executemany("update entities set parent = ? where id = ?", [(best.get(e), e) for e in some])
