"""The command that writes the monthly digest."""

from __future__ import annotations

import sys
from functools import partial

import typer

from kczx.acquire.options import Options
from kczx.acquire.select import offsets
from kczx.cli.root import app
from kczx.errors import OptionError
from kczx.help import Command
from kczx.options import (
    BaseDate,
    By,
    DateField,
    DigestForm,
    Exclude,
    Grouped,
    Hidden,
    IdField,
    Include,
    Jobs,
    Lexicon,
    Links,
    MaxBytes,
    Month,
    OfSaved,
    Output,
    PathsOrStore,
    PeriodEnd,
    PeriodStart,
    Quiet,
    Store,
    Template,
    TextField,
    Timeout,
    Verbose,
)  # fmt: skip
from kczx.output import gathered, spared
from kczx.run import Run
from kczx.write import terminal

MOST = Options().max_bytes


@app.command(cls=Command)
def digest(
    paths: PathsOrStore = None, month: Month = None, since: PeriodStart = None, until: PeriodEnd = None,
    by: Grouped = None, saved: OfSaved = None, format: DigestForm = None, template: Template = None, output: Output = None,
    store: Store = None, base_date: BaseDate = None, lexicon: Lexicon = None,
    include: Include = None, exclude: Exclude = None, hidden: Hidden = False, follow_links: Links = False,
    max_bytes: MaxBytes = MOST, text_field: TextField = "text", id_field: IdField = "id", date_field: DateField = "published",
    jobs: Jobs = None, timeout: Timeout = None, quiet: Quiet = False, verbose: Verbose = False,
) -> None:  # fmt: skip
    """Write the report of a month out of the sources' own sentences, all cited."""
    from kczx.lexicon import overlay
    from kczx.store import base, digested
    from kczx.write.monthly.build import late, report
    from kczx.write.monthly.formats import form, written
    from kczx.write.monthly.period import period
    from kczx.write.monthly.words import words
    from kczx.write.selection import Selection

    form_ = form(format, output, template)
    asked = period(month, since, until, late(words()))
    if form_ == "docx" and output in (None, "-") and sys.stdout.isatty():
        raise OptionError("docx is nothing that a terminal shows: give -o FILE.docx")
    if paths and (store or saved):
        raise OptionError(f"{'--store' if store else '--saved'}: it is of a store, not of paths; give one or the other")
    reading = Options(
        include=tuple(include or ()), exclude=tuple(exclude or ()), hidden=hidden, follow_links=follow_links,
        max_bytes=max_bytes, text_field=text_field, id_field=id_field, date_field=date_field,
    )  # fmt: skip
    only, failed = None, False
    if paths:
        reading = spared(paths, reading, output, lexicon)
        run = Run(paths, reading, base_date, lexicon, output, jobs, timeout, verbose=verbose, back=True)
        with run.kept(), terminal.progress(not quiet, partial(offsets, paths, reading)) as begin:
            whole = gathered(run.results(begin), Selection())
        failed = bool(run.failed)
    else:
        base.spare(store, output)
        overlay(lexicon)
        with base.troubles(store):
            whole = digested.whole(store, asked.first, asked.last)
            only = digested.asked(store, saved, whole) if saved is not None else None
    made = report(whole, asked, By(by).value if by else None, only)
    if not made.notes:
        terminal.complain("nothing is told of that time")
        if failed:  # an earlier report is not replaced by an empty one
            raise typer.Exit(1)
    with terminal.output(output) as sink:
        for piece in written(made, form_, template):
            sink.write(piece)
    raise typer.Exit(1 if failed else 0)
