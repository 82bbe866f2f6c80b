"""Records → a DuckDB file: the flat tables, columns typed, appended so many rows at a time."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import closing
from typing import BinaryIO

import duckdb

from kczx.records import Document, Failure
from kczx.temporary import temporary_folder
from kczx.write.arrow import batches
from kczx.write.tables import Table, tables

TYPES = {"string": "varchar", "boolean": "boolean", "integer": "bigint", "number": "double"}
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1,
    "checkpoint_threshold": "1MB",  # little waits in memory for the file
    "memory_limit": "256MB",  # what the longest text takes in all its copies
    "autoinstall_known_extensions": False,
}
PIECE = 1024 * 1024


def write_duckdb(documents: Iterable[Document], failures: list[Failure], sink: BinaryIO) -> None:
    """Write the tables as a DuckDB database; it is made in a temporary folder and copied when it is whole.

    Columns of keys are `not null`; the keys themselves, which DuckDB keeps in memory, are not declared.
    """
    with temporary_folder() as folder:
        place = folder / "kczx.duckdb"
        with closing(duckdb.connect(str(place), config=SETTINGS | {"temp_directory": str(folder)})) as database:
            for table in tables().values():
                database.execute(_created(table))
            for name, batch in batches(documents, failures):
                database.register("batch", batch)
                database.execute(f'insert into "{name}" select * from batch')
                database.unregister("batch")
        with place.open("rb") as file:
            while piece := file.read(PIECE):
                sink.write(piece)


def _created(table: Table) -> str:
    columns = [
        f'"{column.name}" {TYPES[column.type]}{" not null" if column.name in table.key else ""}'
        for column in table.columns
    ]
    return f'create table "{table.name}" ({", ".join(columns)})'
