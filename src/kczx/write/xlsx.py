"""Records → an Excel workbook: a sheet for each table, the head frozen and filtered, texts never formulas or links."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from shutil import copyfileobj
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from kczx.records import Document, Failure
from kczx.temporary import temporary_folder
from kczx.write.tables import Cell, Table, failure_row, rows, tables

ROWS = 1_048_576
"""Rows of a sheet at most, the head among them; a table goes on on another."""
CHARACTERS = 32_767
"""Characters of a cell at most; a longer text is cut, which its end tells."""
CREATED = datetime(2000, 1, 1)
"""Told in place of the time of day, so that the same records give the same bytes."""
CUT = "…[cut]"
WIDTHS = {
    "text": 60,
    "name": 30,
    "title": 40,
    "path": 40,
    "message": 60,
    "position": 24,
    "organization": 30,
    "counted": 24,
}
WIDTH = 12


def write_xlsx(documents: Iterable[Document], failures: list[Failure], sink: BinaryIO) -> None:
    """Write the tables as a workbook, row by row: what is written is not held in memory, and what lies in files beside goes."""
    with temporary_folder() as folder:
        whole = folder / "whole"
        try:
            with whole.open("wb") as file:
                _write(documents, failures, file, folder)
        except FileCreateError as error:
            raise OSError(*error.args[0].args) if isinstance(error.args[0], OSError) else error from error
        with whole.open("rb") as file:
            copyfileobj(file, sink)


def _write(documents: Iterable[Document], failures: list[Failure], sink: BinaryIO, folder: Path) -> None:
    options = {
        "constant_memory": True,
        "tmpdir": str(folder),
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
        "nan_inf_to_errors": True,
    }
    with xlsxwriter.Workbook(sink, options) as workbook:
        workbook.set_properties({"created": CREATED})
        bold = workbook.add_format({"bold": True})
        sheets = {name: _Sheet(workbook, table, bold) for name, table in tables().items()}
        for document in documents:
            for name, row in rows(document):
                sheets[name].add(row)
        for failure in failures:
            sheets["failures"].add(failure_row(failure))


class _Sheet:
    """A table's sheet, and the further ones where it has more rows than a sheet holds."""

    def __init__(self, workbook: xlsxwriter.Workbook, table: Table, bold: xlsxwriter.format.Format) -> None:
        self.workbook, self.table, self.bold, self.number = workbook, table, bold, 0
        self._begin()

    def _begin(self) -> None:
        self.number += 1
        name = self.table.name if self.number == 1 else f"{self.table.name} {self.number}"
        self.sheet = self.workbook.add_worksheet(name)
        self.sheet.freeze_panes(1, 0)
        for place, column in enumerate(self.table.columns):
            self.sheet.set_column(place, place, WIDTHS.get(column.name, WIDTH))
        self.sheet.write_row(0, 0, [column.name for column in self.table.columns], self.bold)
        self.row = 1

    def add(self, row: tuple[Cell, ...]) -> None:
        if self.row == ROWS:
            self._begin()
        for place, cell in enumerate(row):
            if isinstance(cell, str):
                whole = cell if len(cell) <= CHARACTERS else cell[: CHARACTERS - len(CUT)] + CUT
                self.sheet.write_string(self.row, place, whole)
            elif isinstance(cell, bool):
                self.sheet.write_boolean(self.row, place, cell)
            elif cell is not None:
                self.sheet.write_number(self.row, place, cell)
        self.row += 1
