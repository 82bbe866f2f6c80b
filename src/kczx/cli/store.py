"""The commands of a store, which remembers documents: add and export."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path

import typer

from kczx import __version__
from kczx.acquire.options import Options
from kczx.acquire.select import offsets
from kczx.cli.root import app
from kczx.errors import OptionError
from kczx.help import Command
from kczx.options import (
    BaseDate,
    DateField,
    Excel,
    Exclude,
    Flat,
    Hidden,
    IdField,
    Include,
    Jobs,
    Kinds,
    Lexicon,
    Links,
    MaxBytes,
    Output,
    Paths,
    People,
    Places,
    Prune,
    Quiet,
    Relink,
    Since,
    Store,
    Tables,
    TextField,
    Timeout,
    Until,
    Written,
    asked,
)  # fmt: skip
from kczx.write import terminal
from kczx.write.labels import language
from kczx.write.only import VIEWS, kinds

MOST = Options().max_bytes


@app.command(cls=Command)
def add(
    paths: Paths, store: Store = None, prune: Prune = False, relink: Relink = False,
    base_date: BaseDate = None, lexicon: Lexicon = None,
    include: Include = None, exclude: Exclude = None, hidden: Hidden = False, follow_links: Links = False,
    max_bytes: MaxBytes = MOST, text_field: TextField = "text", id_field: IdField = "id", date_field: DateField = "published",
    jobs: Jobs = None, timeout: Timeout = None, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Put documents into a store, which remembers them; unchanged ones are skipped."""
    from kczx.bulk import Plan
    from kczx.store import base
    from kczx.store.add import Run
    from kczx.store.add import add as into
    from kczx.work import Setting

    reading = Options(
        include=tuple(include or ()), exclude=tuple(exclude or ()), hidden=hidden, follow_links=follow_links,
        max_bytes=max_bytes, text_field=text_field, id_field=id_field, date_field=date_field,
    )  # fmt: skip
    setting = Setting(__version__, reading, base_date, lexicon)
    with base.troubles(store), terminal.progress(not quiet, partial(offsets, paths, reading)) as begin:
        run = Run(setting, Plan(jobs, timeout), tuple(paths) if prune else (), relink, terminal.fail, begin)
        done = into(store, paths, run)
    if not quiet:
        terminal.complain(str(done))
    raise typer.Exit(1 if done.failed else 0)


@app.command(cls=Command)
def export(
    tables: Tables = None, store: Store = None, format: Written = None,
    since: Since = None, until: Until = None, kind: Kinds = None, person: People = None, place: Places = None,
    output: Output = None, lexicon: Lexicon = None, excel: Excel = False, flat: Flat = False,
) -> None:  # fmt: skip
    """Write what is in a store, in any format."""
    from kczx import lexicon as words
    from kczx.output import format_of, write_records
    from kczx.store import base, documents, views

    base.spare(store, output)
    if lexicon is not None:
        words.overlay(lexicon)
    selected = asked(since, until, kind, person, place)
    shown = [name for name in tables or () if name in VIEWS]
    if shown and (len(tables or ()) > 1 or kind or person or place or flat):
        raise OptionError(f"{shown[0]}: a view is written by itself, with --since and --until at most")
    ending = Path(output or "").suffix.lower()
    if shown:
        format = format or {".jsonl": "jsonl", ".ndjson": "jsonl"}.get(ending, "csv")
    format = format or format_of(output) or "json"
    with base.troubles(store), documents.opened(store) as database:
        if shown:
            if format not in ("csv", "jsonl"):
                raise OptionError(f"{shown[0]}: a view is written as csv or jsonl")
            found = views.rows(database, shown[0], since, until)
            pieces = views.as_csv(*found, excel) if format == "csv" else views.as_json_lines(*found)
            with terminal.output(output) as sink:
                terminal.write(pieces, sink)
            return
        results = documents.results(database, sources=format == "html")
        if format == "summary":
            raise OptionError("summary: kczx export -f jsonl | kczx summary")
        write_records(results, format, kinds(tables or ()), selected, output, excel, flat, language(os.environ))
