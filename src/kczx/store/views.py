"""The views of a store as tables: in an order that does not depend on what came first, between two days if somebody asks."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator, Sequence

from kczx.store.documents import LAST

DAYS = {"event_list": "day", "indicator_series": "as_of", "part_list": "day", "who_met_whom": "day"}
NUMBERS = frozenset(["id", "event", "report", "entity"])
"""Columns with numbers that another store has otherwise."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How a cell begins that a spreadsheet takes for a formula."""
MARK = "\ufeff"


def rows(
    database: sqlite3.Connection, view: str, since: str | None = None, until: str | None = None
) -> tuple[list[str], Iterator[Sequence[str | int | float | None]]]:
    """The columns of a view, and its rows."""
    told = database.execute(f"select name, type from pragma_table_info('{view}')").fetchall()
    columns = [name for name, type in told if name not in NUMBERS or (name == "event" and type.lower() == "text")]
    if view == "who_met_whom":
        columns = [name for name, _ in told]
    listed = ", ".join(f'"{name}"' for name in columns)
    day, where = DAYS.get(view), ""
    if day is not None and (since or until):
        where = f"""where {day} < 'X' and {day} || '{2 * LAST}' >= :since
        and (:until = '' or substr({day}, 1, length(:until)) <= :until)"""
    asked = {"since": since or "", "until": until or ""}
    found = database.execute(f"select distinct {listed} from {view} {where} order by {listed}", asked)
    return columns, map(tuple, found)


def as_csv(columns: list[str], found: Iterator[Sequence[str | int | float | None]], excel: bool) -> Iterator[bytes]:
    """The rows as CSV; `excel` as for the other tables: with a mark before them, and no text that is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    text.write(MARK if excel else "")
    writer.writerow(columns)
    for row in found:
        writer.writerow(
            [f"'{cell}" if excel and isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in row]
        )
        yield text.getvalue().encode()
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def as_json_lines(columns: list[str], found: Iterator[Sequence[str | int | float | None]]) -> Iterator[bytes]:
    """The rows as JSON Lines."""
    return (json.dumps(dict(zip(columns, row, strict=True)), ensure_ascii=False).encode() + b"\n" for row in found)
