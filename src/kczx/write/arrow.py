"""The flat tables as Arrow's: their schemas, and their rows so many at a time, for Parquet and DuckDB."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

import pyarrow

from kczx.records import Document, Failure
from kczx.write.tables import Cell, Table, failure_row, rows, tables

WAITING = 1_000_000
"""What waits of all tables together before the fullest one is handed on: characters, and so many a row."""
ROW = 100
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
    waiting = 0
    for name, row in chain(
        (told for document in documents for told in rows(document)),
        (("failures", failure_row(one)) for one in failures),
    ):
        waiting += gathered[name].add(row)
        if waiting > WAITING:
            name, fullest = max(gathered.items(), key=lambda item: item[1].weight)
            waiting -= fullest.weight
            yield name, fullest.taken()
    for name, batch in gathered.items():
        if batch.rows:
            yield name, batch.taken()


@dataclass(slots=True)
class _Batch:
    """The rows of a table that wait to be enough."""

    schema: pyarrow.Schema
    rows: list[tuple[Cell, ...]] = field(default_factory=list)
    weight: int = 0

    def add(self, row: tuple[Cell, ...]) -> int:
        """Take a row; what it weighs."""
        self.rows.append(row)
        weight = ROW + sum([len(cell) for cell in row if isinstance(cell, str)])
        self.weight += weight
        return weight

    def taken(self) -> pyarrow.Table:
        """The rows that waited."""
        columns = [
            pyarrow.array(cells, kind.type)
            for cells, kind in zip(zip(*self.rows, strict=True), self.schema, strict=True)
        ]
        self.rows, self.weight = [], 0
        return pyarrow.Table.from_arrays(columns, schema=self.schema)
