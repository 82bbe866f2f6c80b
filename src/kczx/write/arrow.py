"""The flat tables as Arrow's: their schemas, and their rows so many at a time, for Parquet and DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyarrow

from kczx.records import Document, Failure
from kczx.write.tables import Cell, Table, failure_row, rows, tables

ROWS = 4096
"""Rows of a batch at most."""
CHARACTERS = 4_000_000
"""Characters after which a batch is closed, however few its rows are: articles may be long."""
TYPES = {
    "string": pyarrow.string(), "boolean": pyarrow.bool_(), "integer": pyarrow.int64(), "number": pyarrow.float64(),
}  # fmt: skip


def schema(table: Table) -> pyarrow.Schema:
    """The schema of a table, with the columns of its key not null, and its name."""
    columns = [
        pyarrow.field(column.name, TYPES[column.type], nullable=column.name not in table.key)
        for column in table.columns
    ]
    return pyarrow.schema(columns, {"kczx": table.name})


def batches(documents: Iterable[Document], failures: Iterable[Failure]) -> Iterator[tuple[str, pyarrow.Table]]:
    """Yield the rows of all tables as they come, each time some rows of one table, with its name."""
    gathered = {table.name: _Batch(schema(table)) for table in tables().values()}
    for document in documents:
        for name, row in rows(document):
            if gathered[name].add(row):
                yield name, gathered[name].taken()
    for failure in failures:
        if gathered["failures"].add(failure_row(failure)):
            yield "failures", gathered["failures"].taken()
    for name, batch in gathered.items():
        if batch.rows:
            yield name, batch.taken()


@dataclass(slots=True)
class _Batch:
    """The rows of a table that wait to be enough."""

    schema: pyarrow.Schema
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    characters: int = 0

    def add(self, row: tuple[Cell, ...]) -> bool:
        """Take a row; whether there are enough."""
        self.rows.append(row)
        self.characters += sum([len(cell) for cell in row if isinstance(cell, str)])
        return len(self.rows) >= ROWS or self.characters >= CHARACTERS

    def taken(self) -> pyarrow.Table:
        """The rows that waited."""
        columns = [
            pyarrow.array(cells, kind.type)
            for cells, kind in zip(zip(*self.rows, strict=True), self.schema, strict=True)
        ]
        self.rows, self.characters = [], 0
        return pyarrow.Table.from_arrays(columns, schema=self.schema)
