"""The commands that ask a store for lists and numbers: register and series."""

from __future__ import annotations

import os
from contextlib import closing
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kczx.cli.root import app
from kczx.errors import OptionError
from kczx.help import Command
from kczx.options import Color, Colour, Lang, Lexicon, Output, Store
from kczx.write import terminal
from kczx.write.labels import labels, language


class Shape(StrEnum):
    """How a list is written."""

    table = "table"
    csv = "csv"
    json = "json"


def _day(value: str) -> str:
    try:
        date.fromisoformat(value + "-01-01"[len(value) - 4 :] if len(value) in (4, 7) else value)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day, month or year, such as 2021-05-13, 2021-05 or 2021") from None
    return value


def _simplified(name: str) -> str:
    from kczx.clean.script import simplify
    from kczx.spans import Aligned

    return simplify(Aligned.of(name.strip()))[0].text


ShapeOption = Annotated[
    Shape, typer.Option("--format", "-f", help="A table for a person, CSV, or JSON with all sources.")
]
AsOf = Annotated[
    str | None, typer.Option(metavar="DAY", parser=_day, help="Who was one on a day, in a month or a year.")
]
Person = Annotated[str | None, typer.Option(metavar="NAME", parser=_simplified, help="Only rows of a person.")]
Organization = Annotated[
    str | None, typer.Option(metavar="NAME", parser=_simplified, help="Only rows with this in the body's name.")
]
Own = Annotated[
    Path | None,
    typer.Option("--registers", metavar="FILE", exists=True, dir_okay=False, help="A file with registers of your own."),
]


@app.command(cls=Command)
def register(
    name: Annotated[str | None, typer.Argument(metavar="[NAME]", help="A register; none lists those there are.")] = None,
    store: Store = None, as_of: AsOf = None, person: Person = None, organization: Organization = None,
    format: ShapeOption = Shape.table, output: Output = None, registers: Own = None, lexicon: Lexicon = None,
    lang: Lang = None, color: Color = Colour.auto,
) -> None:  # fmt: skip
    """List who a figure counts, or who held which office, each with its source."""
    from kczx.store import base
    from kczx.store.registers import definitions, written
    from kczx.store.registers.members import fill
    from kczx.store.registers.stored import Stored

    base.spare(store, output)
    known = definitions.registers(lexicon, registers)
    if name is not None and name not in known:
        raise OptionError(f"{name}: there is no such register; there are {', '.join(known)}")
    words = labels(lang or language(os.environ))
    with base.troubles(store), closing(base.open(store)) as database:
        asked = [known[name]] if name is not None else list(known.values())
        filled = [fill(one, Stored(database), as_of, person or "", organization or "") for one in asked]
    if format == Shape.csv:
        rows = written.register_rows(filled[0]) if name is not None else written.registers_rows(filled)
        _write(output, written.as_csv(*rows))
    elif format == Shape.json:
        told = [written.register_json(one) for one in filled]
        _write(output, written.as_json(told[0] if name is not None else told))
    elif name is not None:
        terminal.look(output, lambda console: written.register_table(filled[0], words), color.value)
    else:
        terminal.look(output, lambda console: written.registers_table(filled, words), color.value)


@app.command(cls=Command)
def series(
    indicator: Annotated[str | None, typer.Argument(metavar="[INDICATOR]", help="An indicator; none tells of all.")] = None,
    store: Store = None, format: ShapeOption = Shape.table, output: Output = None,
    lang: Lang = None, color: Color = Colour.auto,
) -> None:  # fmt: skip
    """List an indicator's values over time, those planned apart from those reached."""
    from kczx.store import base
    from kczx.store.registers import written
    from kczx.store.registers.series import series as lines_of
    from kczx.store.registers.stored import Stored

    base.spare(store, output)
    words = labels(lang or language(os.environ))
    with base.troubles(store), closing(base.open(store)) as database:
        told = list(Stored(database).values())
    lines = lines_of(value for value in told if indicator in (None, value.indicator))
    if indicator is not None and not lines:
        there = ", ".join(sorted({value.indicator for value in told})) or "none"
        raise OptionError(f"{indicator}: no document tells of it; of these indicators some do: {there}")
    if format == Shape.csv:
        _write(output, written.as_csv(*written.series_rows(lines)))
    elif format == Shape.json:
        _write(output, written.as_json(written.series_json(lines)))
    else:
        terminal.look(output, lambda console: written.series_table(lines, words), color.value)


def _write(output: str | None, content: bytes) -> None:
    with terminal.output(output) as sink:
        sink.write(content)
