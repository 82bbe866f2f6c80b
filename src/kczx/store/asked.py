"""What a search asks for besides words: who, where, when, what kind; as conditions of SQL."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, fields
from typing import Any, get_args

from kczx.errors import OptionError
from kczx.records import EventKind, Role
from kczx.store.query import cleaned
from kczx.write.divisions import area
from kczx.write.selection import LAST, is_day

KINDS, ROLES = get_args(EventKind), get_args(Role)


def spelt(option: str, value: str) -> str:
    """A value as text, also where the system's language knows no characters but ASCII; raises OptionError where it is none.

    >>> spelt("--person", "\\udce5\\udc91\\udca8")
    '周'
    """
    if value.isascii():
        return value
    try:
        return value.encode("utf-8", "surrogateescape").decode("utf-8")
    except UnicodeError as error:
        raise OptionError(f"{option}: {value!r} is no text in UTF-8") from error


@dataclass(frozen=True, slots=True)
class Asked:
    """Several values of one question are alternatives, several questions must all be answered.

    With `records` events are looked for, else articles.  In an article a person, body or place must be named, and an event of the
    kind told; a person with a role must have it.
    """

    records: bool = False
    person: tuple[str, ...] = ()
    organization: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    since: str = ""
    until: str = ""

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self) if field.name != "records")

    def checked(self) -> Asked:
        """The same; raises OptionError where a value is none that there is."""
        for name, known in (("kind", KINDS), ("role", ROLES)):
            for value in getattr(self, name):
                if value not in known:
                    raise OptionError(f"--{name}: {value!r} is none of {', '.join(known)}")
        for name in ("since", "until"):
            if (value := getattr(self, name)) and not is_day(value):
                raise OptionError(f"--{name}: {value!r} is no day, month or year, such as 2021-05-13, 2021-05 or 2021")
        if self.since and self.until and self.since[: len(self.until)] > self.until:
            raise OptionError(f"--until: {self.until} is before {self.since}")
        for name in ("person", "organization", "place", "indicator"):
            if not all(value.strip() for value in getattr(self, name)):
                raise OptionError(f"--{name}: the value is empty")
            for value in getattr(self, name):
                spelt(f"--{name}", value)
        return self

    def conditions(self, database: sqlite3.Connection) -> tuple[list[str], list[Any]]:
        """The conditions on a report or an article `t` of a document `d`, and their values."""
        where: list[str] = []
        values: list[Any] = []
        for kind in ("person", "organization"):
            if names := getattr(self, kind):
                found = [id for name in names for id in entities(database, kind, name)]
                where.append(self._named(found))
                values += [*found, *(self.role if self.records else ())]
        if self.place:
            condition, more = self._placed(database)
            where.append(condition)
            values += more
        told = "exists (select 1 from reports r where r.document = t.document and r.article = t.article and {})"
        if self.kind:
            condition = f"kind in ({_marks(self.kind)})"
            where.append(f"t.{condition}" if self.records else told.format(f"r.{condition}"))
            values += self.kind
        if self.role and not (self.records and (self.person or self.organization)):
            part = f"exists (select 1 from participants p where p.report = {{}} and p.role in ({_marks(self.role)}))"
            where.append(part.format("t.id") if self.records else told.format(part.format("r.id")))
            values += self.role
        if self.indicator:
            within = (
                "exists (select 1 from evidence e where e.report = t.id and f.start >= e.start and f.start < e.end)"
            )
            within = within if self.records else "f.article = t.article"
            listed = _marks(self.indicator)
            where.append(
                f"exists (select 1 from figures f where f.document = t.document and f.indicator in ({listed}) and {within})"
            )
            values += self.indicator
        first, last = ("v.start_day", "v.end_day") if self.records else 2 * ("coalesce(t.published, d.published)",)
        if self.since or self.until:
            where.append(f"{first} < 'X'")
        if self.since:
            where.append(f"{last} || '{2 * LAST}' >= ?")
            values.append(self.since)
        if self.until:
            where.append(f"substr({first}, 1, ?) <= ?")
            values += (len(self.until), self.until)
        return where, values

    def _named(self, found: list[int]) -> str:
        """That one of the entities takes part in the event, or is named in the article."""
        if not self.records:
            return f"""(t.document, t.article) in (select m.document, m.article from entries e
            join mentions m on m.document = e.document and m.ref = e.ref where e.entity in ({_marks(found)}))"""
        role = f"and p.role in ({_marks(self.role)})" if self.role else ""
        return f"""t.id in (select p.report from entries e
        join participants p on p.document = e.document and p.ref = e.ref where e.entity in ({_marks(found)}) {role})"""

    def _placed(self, database: sqlite3.Connection) -> tuple[str, list[Any]]:
        areas = [area(form) for name in self.place for form in cleaned(name)]
        known = database.execute("select id, name, code from entities where kind = 'place'").fetchall()
        held = [id for id, name, code in known if any(one.holds(name, {name: code} if code else {}) for one in areas)]
        if not self.records:
            return self._named(held), held
        places = database.execute("select distinct place from events where place is not null").fetchall()
        codes: dict[str, str] = {name: code for _, name, code in known if code}
        told = [place for (place,) in places if any(one.holds(place, codes) for one in areas)]
        return f"(v.place_entity in ({_marks(held)}) or v.place in (select value from json_each(?)))", [
            *held,
            _json(told),
        ]


def entities(database: sqlite3.Connection, kind: str, name: str) -> list[int]:
    """The entities of a kind that bear a name, in either script."""
    names = cleaned(name)
    return [
        id
        for (id,) in database.execute(
            f"""select distinct n.entity from names n join entities e on e.id = n.entity
            where e.kind = ? and n.name in ({_marks(names)}) order by 1""",
            (kind, *names),
        )
    ]


def _json(values: list[str]) -> str:
    return json.dumps(values)


def _marks(values: tuple[str, ...] | list[int]) -> str:
    return ", ".join("?" * len(values))
