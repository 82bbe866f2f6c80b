"""The same as `tellings` reads out of records, out of a store by SQL."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from kczx.store.parts import ORDER, marks
from kczx.store.parts import parts as batches
from kczx.store.registers.definitions import Register
from kczx.store.registers.tellings import Body, Office, Part, Source, Span, Value, appointed, day_of, holds

PUBLISHED = "coalesce((select a.published from articles a where a.document = d.number and a.article = {}), d.published)"
"""The day on which an article came out, else that of its document."""
NEAR = "(select m.article from mentions m where m.document = t.document and m.ref = t.person and m.start {} limit 1)"
ARTICLE = f"coalesce({NEAR.format('>= t.start order by m.start')}, {NEAR.format('< t.start order by m.start desc')})"
"""The article in which a title stands: that of the name behind it, else before it."""
PARTS = f"""
select r.id as report, r.kind as kind, r.name as event, coalesce(e.start_day, r.start_day) as day, p.role as role, p.type as type,
  p.name as told, n.name as known, x.entity as entity, d.id as document, d.path as path,
  {PUBLISHED.format("r.article")} as published
from reports r join documents d on d.number = r.document join participants p on p.report = r.id
left join events e on e.id = r.event
left join entries x on x.document = p.document and x.ref = p.ref left join entities n on n.id = x.entity
where r.status = 'held' and r.kind in (%s) and p.role in (%s) and p.type in (%s) order by {ORDER}, r.id, p.rowid"""
TOLD_WITH = """(select min(e.start_day) from reports r join events e on e.id = r.event join evidence v on v.report = r.id
  where r.document = t.document and r.status = 'held' and v.start <= t.start and t.start < v."end" and e.start_day < 'X')"""
"""The day of the first held event in whose sentences a title stands."""
OFFICES = f"""
select t.document as number, t.person as ref, t.start as start, t."end" as "end", t.position as position,
  coalesce(b.name, t.organization) as organization, n.id as entity, n.name as person, d.id as document, d.path as path,
  coalesce({PUBLISHED.format(ARTICLE)}, {TOLD_WITH}) as published
from titles t join documents d on d.number = t.document join entries x on x.document = t.document and x.ref = t.person
join entities n on n.id = x.entity
left join entries o on o.document = t.document and o.ref = t.organization_ref left join entities b on b.id = o.entity
where t.id in (%s) order by {ORDER}, t.start"""
TITLES = """
select t.id as id, t.position as position, coalesce(b.name, t.organization) as organization from titles t
left join entries o on o.document = t.document and o.ref = t.organization_ref left join entities b on b.id = o.entity
"""
OF_PERSON = """
join entries x on x.document = t.document and x.ref = t.person where x.entity in (select entity from names where name = ?)"""
APPOINTMENTS = """
select p.document as number, p.ref as ref, r.id as report, coalesce(e.start_day, r.start_day) as day,
  v.start as start, v."end" as "end", v.text as text
from reports r join participants p on p.report = r.id and p.role = 'appointee' join evidence v on v.report = r.id
left join events e on e.id = r.event where r.kind = 'appointment' and r.status = 'held' order by r.id, v.start"""
BODIES = f"""
select n.id as entity, n.name as name, d.id as document, d.path as path, m.start as start, m."end" as "end", m.text as text,
  {PUBLISHED.format("m.article")} as published
from entities n join entries x on x.entity = n.id join documents d on d.number = x.document
join mentions m on m.document = x.document and m.ref = x.ref
  and m.start = (select min(f.start) from mentions f where f.document = x.document and f.ref = x.ref)
where n.id in (%s) order by {ORDER}, m.start"""
VALUES = f"""
select f.*, d.id as id, d.path as path, {PUBLISHED.format("f.article")} as published from figures f
join documents d on d.number = f.document where %s order by {ORDER}, f.start"""


Appointment = tuple[str | None, list[tuple[Span, str]]]
"""The day and the evidence of one."""


class Stored:
    """What a store's documents tell."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database

    def parts(self, register: Register) -> Iterator[Part]:
        asked = [list(register.events), list(register.roles), list(register.members)]
        rows = self._rows(PARTS % tuple(map(marks, asked)), [value for some in asked for value in some])
        evidence = self._evidence({row["report"] for row in rows})
        for row in rows:
            if not (told := evidence.get(row["report"])):
                continue
            name = row["told"] if row["type"] == "place" else row["known"] or row["told"]
            yield Part(
                row["kind"], row["event"], day_of(row["day"]), row["role"], row["type"],
                f"{row['type']} {row['entity'] or row['told']}", name, told,
                Source(row["document"], row["path"], *told[0], row["published"]),
            )  # fmt: skip

    def offices(self, register: Register, person: str = "") -> Iterator[Office]:
        told = self._rows(TITLES + OF_PERSON, [person]) if person else self._rows(TITLES, [])
        ids = [row["id"] for row in told if holds(register, row["position"], row["organization"])]
        rows = [row for some in batches(ids) for row in self._rows(OFFICES % marks(some), some)]
        appointments = self._appointments()
        for row in rows:
            source = Source(row["document"], row["path"], (row["start"], row["end"]), row["position"], row["published"])
            office = Office(
                f"person {row['entity']}", row["person"], row["organization"], row["position"], None, None, source
            )
            given = appointments.get((row["number"], row["ref"]), [])
            names = self._names(row["number"], row["ref"]) if given else []
            for day, evidence in given:
                office = appointed(register, office, names, evidence, day)
            yield office

    def bodies(self, register: Register) -> Iterator[Body]:
        pattern = register.bodies
        known = self._rows("select id, name from entities where kind = 'organization'", [])
        ids = [row["id"] for row in known if pattern is not None and pattern.search(row["name"])]
        for some in batches(ids):
            for row in self._rows(BODIES % marks(some), some):
                source = Source(row["document"], row["path"], (row["start"], row["end"]), row["text"], row["published"])
                yield Body(f"organization {row['entity']}", row["name"], source)

    def values(self, indicator: str = "") -> Iterator[Value]:
        where, asked = ("f.indicator = ?", [indicator]) if indicator else ("f.indicator is not null", [])
        for row in self._rows(VALUES % where, asked):
            source = Source(row["id"], row["path"], (row["start"], row["end"]), row["text"], row["published"])
            yield Value(
                row["indicator"], row["unit"], _number(row["value"]), row["low"] and _number(row["low"]),
                row["high"] and _number(row["high"]), row["qualifier"], bool(row["planned"]), row["as_of"] or row["published"],
                row["owner"], source,
            )  # fmt: skip

    def organizations(self, document: str) -> Iterator[str]:
        sql = """select x.name from entries x join documents d on d.number = x.document
        where d.id = ? and x.kind = 'organization' union
        select a.name from aliases a join entries x on x.document = a.document and x.ref = a.ref
        join documents d on d.number = x.document where d.id = ? and x.kind = 'organization' order by 1"""
        return (row["name"] for row in self._rows(sql, [document, document]))

    def _rows(self, sql: str, asked: Iterable[Any]) -> list[sqlite3.Row]:
        cursor = self.database.cursor()
        cursor.row_factory = sqlite3.Row
        return cursor.execute(sql, tuple(asked)).fetchall()

    def _evidence(self, reports: Iterable[int]) -> dict[int, tuple[tuple[Span, str], ...]]:
        found: dict[int, list[tuple[Span, str]]] = defaultdict(list)
        for some in batches(reports):
            sql = f'select report, start, "end", text from evidence where report in ({marks(some)}) order by report, start'
            for row in self._rows(sql, some):
                found[row["report"]].append(((row["start"], row["end"]), row["text"]))
        return {report: tuple(told) for report, told in found.items()}

    def _appointments(self) -> dict[tuple[int, str], list[Appointment]]:
        """By document and person, the day and the evidence of each appointment."""
        found: dict[tuple[int, str], dict[int, Appointment]] = defaultdict(dict)
        for row in self._rows(APPOINTMENTS, []):
            told = found[row["number"], row["ref"]].setdefault(row["report"], (row["day"], []))
            told[1].append(((row["start"], row["end"]), row["text"]))
        return {key: list(told.values()) for key, told in found.items()}

    def _names(self, document: int, ref: str) -> list[Span]:
        rows = self._rows('select start, "end" from mentions where document = ? and ref = ?', [document, ref])
        return [(row["start"], row["end"]) for row in rows]


def _number(value: float) -> float | int:
    """What a store keeps as a real number, as it was told.

    >>> _number(26.0), _number(2.5)
    (26, 2.5)
    """
    return int(value) if value.is_integer() else value
