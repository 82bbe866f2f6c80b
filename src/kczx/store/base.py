"""The store's file: made, brought up to date, opened.

What is asked of a store goes by way of SQL; `open` gives the connection.  The schema has a number (`pragma user_version`), and
each file `NNN.sql` beside this one brings a store to its number.
"""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import resources
from pathlib import Path

from kczx.errors import OptionError, StoreError

APPLICATION = 0x6B637A78
"""`application_id` of a store's file: "kczx"."""
VARIABLE, NAME = "KCZX_STORE", "kczx.db"
"""Where a store lies if no option says so: what the environment's variable says, else a file of the working folder."""
SEARCHES = "searches.toml"
"""The file beside a store that saved questions stand in."""
PATIENCE = 30.0
"""Seconds for which another run's writing is waited for."""


def place(given: str | None) -> Path:
    """Where the store lies.

    >>> place("news.db").name
    'news.db'
    """
    return Path(given or os.environ.get(VARIABLE) or NAME)


def open(given: str | Path | None, write: bool = False) -> sqlite3.Connection:
    """A connection to a store, which is made where there is none if `write`.

    Rows can be asked for by their columns' names.  Transactions are the caller's (`begin`, `commit`).  Raises OptionError where
    there is no store, or where the file is another program's or a later version's.
    """
    where = place(str(given) if given is not None else None)
    if not write and not where.is_file():
        raise OptionError(f"{where}: there is no such store; kczx add PATH… makes one")
    try:
        database = sqlite3.connect(where, timeout=PATIENCE, isolation_level=None)
    except sqlite3.OperationalError as error:
        raise OptionError(f"{where}: {error}") from error
    try:
        _prepare(database, where, write)
    except sqlite3.DatabaseError as error:
        database.close()
        raise OptionError(f"{where}: {error}") from error
    except BaseException:
        database.close()
        raise
    database.row_factory = sqlite3.Row
    return database


@contextmanager
def troubles(given: str | Path | None) -> Iterator[None]:
    """Tell what goes wrong within with a store's file; raises StoreError."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(f"{place(str(given) if given is not None else None)}: {error}") from error


def own(given: str | Path | None) -> frozenset[tuple[int, int]]:
    """The files of a store (device and number), which are no documents."""
    return frozenset(filter(None, map(_identity, _names(given))))


def spare(given: str | Path | None, output: str | Path | None) -> None:
    """Raise OptionError where what a store answers would be written onto a file of it, also one that SQLite has yet to make."""
    target = None if output is None or str(output) in ("", "-") else Path(output)
    mine = own(given)
    if target is not None:
        places = {os.path.realpath(name) for name in _names(given)}
        if _identity(target) in mine or os.path.realpath(target) in places:
            raise OptionError(f"{output}: it is a file of the store, so nothing can be written to it")
    elif _identity(1) in mine:
        raise OptionError(
            f"{place(str(given) if given is not None else None)}: it is read, so nothing can be written to it"
        )


def _names(given: str | Path | None) -> list[Path]:
    """The names of a store's files, there or not; SQLite puts its own beside the file that a link leads to."""
    where = place(str(given) if given is not None else None)
    there = Path(os.path.realpath(where))
    found = [one.with_name(f"{one.name}{end}") for one in (where, there) for end in ("", "-wal", "-shm", "-journal")]
    return [*found, where.with_name(SEARCHES)]


def _identity(file: Path | int) -> tuple[int, int] | None:
    """Which file a path or a stream is (device and number), where it is one."""
    with suppress(OSError, ValueError):
        status = os.stat(file)  # noqa: PTH116 (a stream has no path)
        return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None
    return None


def _prepare(database: sqlite3.Connection, where: Path, write: bool) -> None:
    """Bring a file to the newest schema, where it is to be written; look whether it is a store of ours in any case."""
    database.execute("begin")  # what is asked now is of one moment
    (tables,) = database.execute("select count(*) from sqlite_master").fetchone()
    (application,) = database.execute("pragma application_id").fetchone()
    (version,) = database.execute("pragma user_version").fetchone()
    database.execute("commit")
    if (application != APPLICATION and tables) or (not tables and not write):
        raise OptionError(f"{where}: is there, and is no store of kczx")
    steps = migrations()
    if version > len(steps):
        raise OptionError(f"{where}: made by a later version of kczx (schema {version}, known are {len(steps)})")
    database.execute("pragma foreign_keys = on")
    database.execute("pragma cache_size = -65536")
    if not write:
        if version < len(steps):
            raise OptionError(f"{where}: of an earlier version of kczx; kczx add brings it up to date")
        return
    database.execute("pragma journal_mode = wal")
    database.execute("pragma synchronous = normal")
    if version == len(steps):
        return
    database.execute("begin immediate")
    try:
        (version,) = database.execute("pragma user_version").fetchone()  # another run may have been here first
        for number, step in enumerate(steps, 1):
            if number > version:
                for statement in _statements(step):
                    database.execute(statement)
                database.execute(f"pragma user_version = {number}")
        database.execute("commit")
    except BaseException:
        if database.in_transaction:
            database.execute("rollback")
        raise


def _statements(script: str) -> Iterator[str]:
    """The statements of a script, which are run within a transaction of the caller's.

    >>> list(_statements("select 1; -- one; two\\nselect ';';"))
    ['select 1;', " -- one; two\\nselect ';';"]
    """
    held = ""
    for piece in script.split(";")[:-1]:
        held += piece + ";"
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def migrations() -> list[str]:
    """The SQL that makes a store, then what brings an earlier one up to date, in their order."""
    folder = resources.files("kczx").joinpath("store")
    later = sorted(entry.name for entry in folder.iterdir() if entry.name[:3].isdigit() and entry.name.endswith(".sql"))
    return [folder.joinpath(name).read_text("utf-8") for name in ("schema.sql", *later)]
