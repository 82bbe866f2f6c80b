"""The questions of a CSV file, one a row."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from kczx.errors import OptionError
from kczx.store.asked import Asked
from kczx.store.saved import LISTS, Question, told_in

COLUMNS = ("words", "name", "in", *(one.name for one in fields(Asked) if one.name != "records"))
"""The columns that there are: as in `searches.toml`, and a name, which is the reader's own."""


def listed(path: str) -> Iterator[tuple[str, Question]]:
    """Yield the questions of a file, each with its words.  A file without a head has one column, the words.

    Raises OptionError, with the file and the line, where one makes no sense.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            rows = [(reader.line_num, row) for row in reader if any(cell.strip() for cell in row)]
    except (OSError, ValueError, csv.Error) as error:
        raise OptionError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    if not rows:
        raise OptionError(f"{path}: there is no question in it")
    line, head = rows[0][0], [cell.strip().lower() for cell in rows[0][1]]
    if len(head) > 1 or head[0] in COLUMNS:
        for column in head:
            if column not in COLUMNS or head.count(column) > 1:
                why = "stands there twice" if column in COLUMNS else f"is none of {', '.join(COLUMNS)}"
                raise OptionError(f"{path}:{line}: the column {column!r} {why}")
        rows = rows[1:]
    else:
        head = ["words"]
    for line, row in rows:
        if any(cell.strip() for cell in row[len(head) :]):
            raise OptionError(f"{path}:{line}: more cells than columns")
        told: dict[str, str | list[str]] = {}
        for column, cell in zip(head, row, strict=False):
            if column != "name" and (value := cell.strip()):
                told[column] = [one.strip() for one in value.split(";")] if column in LISTS else value
        question = told_in(f"{path}:{line}", told)
        if not (question.words or question.asked):
            raise OptionError(f"{path}:{line}: there is no question")
        yield question.words or " ".join(_values(question.asked)), question


def _values(asked: Asked) -> Iterator[str]:
    for one in fields(asked):
        value = getattr(asked, one.name)
        if one.name != "records":
            yield from [value] if isinstance(value, str) and value else value
