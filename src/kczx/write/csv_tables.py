"""Records → CSV: a file for each table, with `datapackage.json` that tells their columns, keys and references.

CSV is that of RFC 4180 in UTF-8, the package a Tabular Data Package (https://specs.frictionlessdata.io/tabular-data-package/).
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO

from kczx.records import Document, Failure
from kczx.write.tables import Cell, Table, failure_row, rows, tables

PACKAGE = "datapackage.json"
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""
MARK = "\ufeff"
HEAD = b'{\n "name": "kczx"'
"""How the description of the tables begins."""
PIECE = 1024 * 1024


def write_folder(documents: Iterable[Document], failures: list[Failure], folder: Path, excel: bool = False) -> None:
    """Write the tables into an empty folder; `excel` as for `write_zip`."""
    with ExitStack() as files:
        sinks = {name: files.enter_context((folder / f"{name}.csv").open("wb")) for name in tables()}
        _write(documents, failures, sinks, excel)
    (folder / PACKAGE).write_bytes(package())


def write_zip(documents: Iterable[Document], failures: list[Failure], sink: BinaryIO, excel: bool = False) -> None:
    """Write the tables as a ZIP archive.

    With `excel` they begin with a byte order mark, without which Excel takes UTF-8 for another encoding, and texts that it
    would take for formulas have a `'` before them; numbers are left as they are.
    """
    with ExitStack() as files, zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        sinks = {name: files.enter_context(TemporaryFile()) for name in tables()}
        _write(documents, failures, sinks, excel)
        for name, file in sinks.items():
            file.seek(0)
            with archive.open(_entry(f"{name}.csv"), "w", force_zip64=True) as entry:
                while piece := file.read(PIECE):
                    entry.write(piece)
        archive.writestr(_entry(PACKAGE), package())


def is_own_folder(place: Path) -> bool:
    """Whether a folder is empty, or holds what an earlier run wrote there and nothing else."""
    if not place.is_dir():
        return False
    names = {entry.name for entry in place.iterdir()}
    own = names <= {PACKAGE, *(f"{name}.csv" for name in tables())}
    return not names or (own and PACKAGE in names and (place / PACKAGE).read_bytes().startswith(HEAD))


def _entry(name: str) -> zipfile.ZipInfo:
    """An entry without the time of day, so that the same records give the same bytes."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _write(documents: Iterable[Document], failures: list[Failure], sinks: Mapping[str, IO[bytes]], excel: bool) -> None:
    with ExitStack() as texts:
        writers = {name: texts.enter_context(_writer(sink, tables()[name], excel)) for name, sink in sinks.items()}
        for document in documents:
            for name, row in rows(document):
                writers[name](_inert(row) if excel else row)
        for failure in failures:
            row = failure_row(failure)
            writers["failures"](_inert(row) if excel else row)


@contextmanager
def _writer(sink: IO[bytes], table: Table, excel: bool) -> Iterator[Callable[[Iterable[Cell]], object]]:
    text = io.TextIOWrapper(sink, "utf-8", newline="", write_through=True)
    if excel:
        text.write(MARK)
    writer = csv.writer(text)
    writer.writerow([column.name for column in table.columns])
    yield writer.writerow
    text.detach()


def _inert(row: Iterable[Cell]) -> list[Cell]:
    """The cells, with texts that a spreadsheet would run made texts.

    >>> _inert(["=1+1", -2, "省科协"])
    ["'=1+1", -2, '省科协']
    """
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in row]


def package() -> bytes:
    """The description of the tables."""
    resources = [
        {
            "name": table.name,
            "path": f"{table.name}.csv",
            "profile": "tabular-data-resource",
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True},
            "schema": {
                "fields": [{"name": column.name, "type": column.type} for column in table.columns],
                **({"primaryKey": list(table.key)} if table.key else {}),
                "foreignKeys": [
                    {
                        "fields": list(reference.columns),
                        "reference": {"resource": reference.table, "fields": list(reference.key)},
                    }
                    for reference in table.references
                ],
                "missingValues": [""],
            },
        }
        for table in tables().values()
    ]
    told = {"name": "kczx", "profile": "tabular-data-package", "resources": resources}
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
