"""A store → the documents' records, in the order of their paths, whatever came first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kczx.link.corpus import Years
from kczx.link.notebook import Notebook
from kczx.packed import Packed
from kczx.records import Document, Failure
from kczx.store import base
from kczx.store.parts import ORDER
from kczx.store.rows import unpacked, with_source

LAST = "-99"
"""Stands for the last month or day where only a year or a month is told."""


def documents(
    where: str | Path | None, since: str | None = None, until: str | None = None, sources: bool = False
) -> Iterator[Document]:
    """Yield the record of each document, with the years that other documents tell of its events.

    With `since` and `until` (YYYY, YYYY-MM or YYYY-MM-DD, both included) those that came out then, and those that tell an event
    of then; with `sources` each has its source beside it (`Sourced`).  Raises OptionError where there is no store.
    """
    with opened(where) as database:
        years = Years(_Days(database))
        for packed in packed_documents(database, since, until, sources):
            document = packed.document()
            yield years.with_years(document) if years.needs_year(document) else document


@contextmanager
def opened(where: str | Path | None) -> Iterator[sqlite3.Connection]:
    """A store to be read, as it is now: what is added meanwhile is not seen."""
    database = base.open(where)
    try:
        database.execute("begin")
        yield database
    finally:
        database.close()


def results(database: sqlite3.Connection, sources: bool = False) -> Iterator[Packed | Failure]:
    """Yield all that a run over the same files yields: the records as they were read, then what could not be read."""
    yield from packed_documents(database, sources=sources)
    yield from failures(database)


def packed_documents(
    database: sqlite3.Connection, since: str | None = None, until: str | None = None, sources: bool = False
) -> Iterator[Packed]:
    """Yield the records as they were read, as JSON, with their sources beside them or not."""
    asked = {"since": since or "", "until": until or "", "most": (until or "") + 2 * LAST, "any": not (since or until)}
    chosen = database.execute(
        f"""select d.number, d.id from documents d where :any
        or (d.published >= :since and (:until = '' or substr(d.published, 1, length(:until)) <= :until))
        or exists (select 1 from reports r join events e on e.id = r.event where r.document = d.number
          and e.end_day || '{2 * LAST}' >= :since and e.start_day < 'X'
          and (:until = '' or substr(e.start_day, 1, length(:until)) <= :until))
        order by {ORDER}""",
        asked,
    ).fetchall()
    for number, id in chosen:
        (record,) = database.execute("select json from records where document = ?", (number,)).fetchone()
        found = unpacked(record, id)
        yield with_source(database, number, found) if sources else found


def failures(database: sqlite3.Connection) -> list[Failure]:
    """What could not be read when it was last looked at."""
    found = database.execute("select path, error, message from failures order by replace(path, '/', char(1))")
    return [Failure(path=path, error=error, message=message) for path, error, message in found]


class _Days(Notebook):
    """The days of named events, as the store's reports tell them."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def days(self, name: str) -> list[tuple[str, str]]:
        return self._database.execute(
            """select r.start_day, case count(distinct d.id) when 1 then max(d.id) else '' end
            from reports r join documents d on d.number = r.document where r.plain = ? and r.start_day is not null
            group by r.start_day""",
            (name,),
        ).fetchall()
