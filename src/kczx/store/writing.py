"""What is read of a file → the store, in place of what was read of it earlier; that stays where it cannot be read again."""

from __future__ import annotations

import sqlite3

from kczx.packed import Packed
from kczx.records import Document, Failure
from kczx.store import rows
from kczx.store.files import Input


class Writing:
    """A file whose documents come one by one; what was read of it earlier is dropped at the end, as far as it came again.

    Where there is something earlier, all of it is done whole or not at all.
    """

    def __init__(self, database: sqlite3.Connection, input: Input, run: int) -> None:
        self.database, self.input, self.run, self.failed, self.came = database, input, run, False, set[str]()
        row = database.execute("select id, path from files where place = ?", (input.place,)).fetchone()
        if row is None:
            unread = (input.place, input.path, -1, 0, "", "", run)
            row = database.execute(
                """insert into files (place, path, size, modified, hash, setting, run) values (?, ?, ?, ?, ?, ?, ?)
                returning id, path""",
                unread,
            ).fetchone()
        self.id, self.path = row
        told = database.execute("select number, path, position from documents where file = ?", (self.id,)).fetchall()
        self.earlier = {number: self._within(path) for number, path, _ in told}
        self.count = max((position for *_, position in told), default=-1) + 1
        if self.earlier:
            database.execute("savepoint reading")
        database.execute("delete from failures where file = ?", (self.id,))

    def _within(self, path: str) -> str:
        """Where in the file a document lies, under whatever path the file was asked for."""
        heads = [head for head in (self.path, self.input.path) if path.startswith(head)]
        return path[max(map(len, heads), default=0) :]

    def put(self, result: Document | Packed) -> None:
        record = result.json if isinstance(result, Packed) else result.model_dump_json(by_alias=True).encode()
        path = rows.put(self.database, record, self.id, self.count, self.run)
        self.came.add(self._within(path))
        self.count += 1

    def fail(self, failure: Failure) -> None:
        self.failed = True
        self.database.execute(
            "insert or replace into failures (path, file, error, message, run) values (?, ?, ?, ?, ?)",
            (failure.path, self.id, failure.error, failure.message, self.run),
        )

    def end(self, setting: str) -> None:
        """All of it is there; what failed, whole or in part, stays as it was read before, and is read again by the next run."""
        gone = [number for number, within in self.earlier.items() if not self.failed or within in self.came]
        rows.drop(self.database, gone)
        if self.failed:
            self.database.execute("update files set hash = '' where id = ?", (self.id,))
        else:
            input = self.input
            told = (input.path, input.size, input.modified, input.hash, setting, self.run, self.id)
            self.database.execute(
                "update files set path = ?, size = ?, modified = ?, hash = ?, setting = ?, run = ? where id = ?", told
            )
        if self.earlier:
            self.database.execute("release reading")
            self.earlier = {}

    def leave(self) -> None:
        """The run ends before the file does: what was read of it earlier stays."""
        if self.earlier and self.database.in_transaction:
            self.database.execute("rollback to reading")
