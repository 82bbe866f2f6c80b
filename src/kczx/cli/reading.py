"""The commands that read: extract and summary, show, text, explain, schema and check."""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kczx.acquire.options import Options
from kczx.acquire.select import offsets
from kczx.cli.root import app
from kczx.errors import OptionError
from kczx.help import Command
from kczx.options import (
    All,
    Among,
    BaseDate,
    Color,
    Colour,
    DateField,
    Excel,
    Exclude,
    File,
    Flat,
    Hidden,
    IdField,
    Include,
    Jobs,
    Kinds,
    Lang,
    Language,
    Lexicon,
    Links,
    MaxBytes,
    On,
    Only,
    Output,
    Paths,
    PathsOrJson,
    People,
    Places,
    Quiet,
    Resume,
    Since,
    TextField,
    Timeout,
    Unordered,
    Until,
    Verbose,
    Written,
    asked,
)  # fmt: skip
from kczx.output import format_of, gathered, spared, write_records
from kczx.run import Run
from kczx.write import terminal
from kczx.write.formats import SOURCED
from kczx.write.labels import language

if TYPE_CHECKING:
    from kczx.records import Extraction
    from kczx.write.selection import Selection

MOST = Options().max_bytes


@app.command(cls=Command)
def extract(
    paths: Paths, format: Written = None,
    only: Only = None, since: Since = None, until: Until = None, kind: Kinds = None, person: People = None, place: Places = None,
    base_date: BaseDate = None, output: Output = None, lang: Lang = None, lexicon: Lexicon = None,
    include: Include = None, exclude: Exclude = None, hidden: Hidden = False, follow_links: Links = False,
    max_bytes: MaxBytes = MOST, text_field: TextField = "text", id_field: IdField = "id", date_field: DateField = "published",
    excel: Excel = False, flat: Flat = False, jobs: Jobs = None, timeout: Timeout = None, unordered: Unordered = False,
    resume: Resume = False, on: On = None, show_all: All = False, color: Color = Colour.auto, quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:  # fmt: skip
    """Read documents and write what is in them."""
    if format is None:
        seen = output is None and sys.stdout.isatty()
        format = "jsonl" if on else format_of(output) or ("summary" if seen else "json")
    reading = Options(
        include=tuple(include or ()), exclude=tuple(exclude or ()), hidden=hidden, follow_links=follow_links,
        max_bytes=max_bytes, text_field=text_field, id_field=id_field, date_field=date_field,
    )  # fmt: skip
    if on is not None:
        selected = _selected(lexicon, since, until, kind, person, place)
        run = Run(paths, reading, base_date, lexicon, output, jobs, timeout, unordered, resume, verbose)
        if excel or flat or unordered or verbose:
            raise OptionError("--on: a cluster's run has no --excel, --flat, --unordered and --verbose")
        run.elsewhere(on, format, _kept(only), selected, not quiet)
        raise typer.Exit(1 if run.failed else 0)
    reading, kept = spared(paths, reading, output, lexicon), _kept(only)
    selected = _selected(lexicon, since, until, kind, person, place)
    run = Run(
        paths, reading, base_date, lexicon, output, jobs, timeout, unordered, resume, verbose, sources=format in SOURCED
    )
    with run.kept():
        with terminal.progress(not quiet, partial(offsets, paths, reading)) as begin:
            if format == "summary":
                whole = gathered(run.results(begin), selected)
            else:
                spoken = lang or language(os.environ)
                write_records(run.results(begin), format, kept, selected, output, excel, flat, spoken)
        if format == "summary":
            _print_summary(whole, kept, output, lang, show_all, color)
    raise typer.Exit(1 if run.failed else 0)


@app.command(cls=Command)
def summary(
    paths: PathsOrJson = None,
    only: Only = None, since: Since = None, until: Until = None, kind: Kinds = None, person: People = None, place: Places = None,
    base_date: BaseDate = None, output: Output = None, lang: Lang = None, lexicon: Lexicon = None,
    include: Include = None, exclude: Exclude = None, hidden: Hidden = False, follow_links: Links = False,
    max_bytes: MaxBytes = MOST, text_field: TextField = "text", id_field: IdField = "id", date_field: DateField = "published",
    jobs: Jobs = None, timeout: Timeout = None,
    show_all: All = False, color: Color = Colour.auto, quiet: Quiet = False, verbose: Verbose = False,
) -> None:  # fmt: skip
    """Tell what is in documents, for a person to read."""
    reading = Options(
        include=tuple(include or ()), exclude=tuple(exclude or ()), hidden=hidden, follow_links=follow_links,
        max_bytes=max_bytes, text_field=text_field, id_field=id_field, date_field=date_field,
    )  # fmt: skip
    format_of(output, ["summary"])
    if not paths and (sys.stdin is None or sys.stdin.isatty()):
        raise OptionError("give paths, or pipe in what kczx extract has written")
    paths = paths or ["-"]
    reading, kept = spared(paths, reading, output, lexicon), _kept(only)
    selected = _selected(lexicon, since, until, kind, person, place)
    run = Run(paths, reading, base_date, lexicon, output, jobs, timeout, verbose=verbose, back=True)
    with run.kept(), terminal.progress(not quiet, partial(offsets, paths, reading)) as begin:
        whole = gathered(run.results(begin), selected)
    _print_summary(whole, kept, output, lang, show_all, color)
    raise typer.Exit(1 if run.failed else 0)


@app.command(cls=Command)
def show(
    file: File, base_date: BaseDate = None, lang: Lang = None, lexicon: Lexicon = None, color: Color = Colour.auto
) -> None:
    """Show a text with what was found in it in colours."""
    from kczx.jobs import readings
    from kczx.write.labels import labels
    from kczx.write.show import shown

    _overlay(lexicon)
    words = labels(lang or language(os.environ))
    for reading in readings(file, base_date):
        terminal.look(None, lambda console, linked=reading.linked: shown(linked, words), color.value)  # type: ignore[misc]


@app.command(cls=Command)
def text(file: File) -> None:
    """Print the decoded source, whose characters spans count."""
    from kczx.jobs import sources

    with terminal.output(None) as sink:
        for source in sources(file):
            sink.write(source.text.encode())


@app.command(cls=Command)
def explain(
    file: File,
    offset: Annotated[int, typer.Argument(min=0, help="A character of the source, counted from 0, as in a span.")],
    among: Among = None, base_date: BaseDate = None, lexicon: Lexicon = None, color: Color = Colour.auto,
) -> None:  # fmt: skip
    """Tell which rule found what is at an offset."""
    from kczx.jobs import elsewhere, readings
    from kczx.write.explain import explained

    _overlay(lexicon)
    told = elsewhere(file, among, base_date) if among else None
    for reading in readings(file, base_date):
        if offset >= len(reading.cleaned.source.text):
            raise OptionError(f"{file} has {len(reading.cleaned.source.text)} characters, there is none at {offset}")
        terminal.look(
            None,
            lambda console, it=reading: explained(it.cleaned, it.linked, it.events, offset, told),  # type: ignore[misc]
            color.value,
        )


@app.command(cls=Command)
def schema(
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write a file for each record here.")] = None,
    sql: Annotated[bool, typer.Option("--sql", help="Print the SQL that makes a store instead.")] = False,
) -> None:
    """Print the JSON Schema of what extract writes."""
    from kczx.write.schemas import schemas, serialized

    if sql:
        from kczx.store.base import migrations

        with terminal.output(None) as sink:
            sink.write("\n".join(migrations()).encode())
        return
    if out is None:
        with terminal.output(None) as sink:
            sink.write(serialized(schemas()["extraction"]))
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, content in schemas().items():
        (out / f"{name}.json").write_bytes(serialized(content))


@app.command(cls=Command)
def check(lexicon: Lexicon = None) -> None:
    """Run all rules' examples, with your own rows or not."""
    from kczx import examples

    outcome = examples.check(lexicon)
    for failure in outcome.failures:
        terminal.complain(failure)
    print(f"{outcome.rows} examples, {len(outcome.failures)} failures")
    raise typer.Exit(1 if outcome.failures else 0)


def _kept(only: list[str] | None) -> frozenset[str]:
    from kczx.write.only import kinds

    return kinds(only or ())


def _selected(lexicon: Path | None, *values: Any) -> Selection:
    _overlay(lexicon)  # places are those of its rows, too
    return asked(*values)


def _overlay(folder: Path | None) -> None:
    if folder is not None:
        from kczx import lexicon

        lexicon.overlay(folder)


def _print_summary(
    whole: Extraction, kept: frozenset[str], output: str | None, lang: Language | None, show_all: bool, color: Colour
) -> None:
    from kczx.write.labels import labels
    from kczx.write.summary import summary as sections

    words = labels(lang or language(os.environ))
    terminal.look(output, lambda console: sections(whole, words, kept, console.width, show_all), color.value)
