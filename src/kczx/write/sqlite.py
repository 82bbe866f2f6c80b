"""Records → an SQLite file: the flat tables with their keys, one transaction, the same bytes for the same records."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from typing import BinaryIO

from kczx.records import Document, Failure
from kczx.temporary import temporary_folder
from kczx.write.tables import Table, failure_row, rows, tables

TYPES = {"string": "text", "boolean": "integer", "integer": "integer", "number": "real"}
PIECE = 1024 * 1024


def write_sqlite(documents: Iterable[Document], failures: list[Failure], sink: BinaryIO) -> None:
    """Write the tables as an SQLite database; it is made in a temporary folder and copied when it is whole."""
    with temporary_folder() as folder:
        place = folder / "kczx.db"
        with closing(sqlite3.connect(place)) as database:
            database.execute("pragma journal_mode = off")
            database.execute("pragma synchronous = off")
            for table in tables().values():
                database.execute(_created(table))
            into = {name: _into(table) for name, table in tables().items()}
            for document in documents:
                for name, row in rows(document):
                    database.execute(into[name], row)
            database.executemany(into["failures"], map(failure_row, failures))
            database.commit()
        with place.open("rb") as file:
            while piece := file.read(PIECE):
                sink.write(piece)


def _created(table: Table) -> str:
    columns = [f'"{column.name}" {TYPES[column.type]}' for column in table.columns]
    keys = [f"primary key ({_listed(table.key)})"] if table.key else []
    references = [
        f'foreign key ({_listed(reference.columns)}) references "{reference.table}" ({_listed(reference.key)})'
        for reference in table.references
    ]
    return f'create table "{table.name}" ({", ".join([*columns, *keys, *references])})'


def _into(table: Table) -> str:
    return f'insert into "{table.name}" values ({", ".join("?" * len(table.columns))})'


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
