"""The commands that ask a store: search, and watch, which asks again as documents come."""

from __future__ import annotations

import math
import os
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from kczx import __version__
from kczx.acquire.options import Options
from kczx.asking import (
    Answered,
    Bodies,
    Earliest,
    Feed,
    Folders,
    In,
    Indicators,
    Latest,
    List,
    Named,
    Needs,
    New,
    Offers,
    Once,
    Order,
    Poll,
    Roles,
    RunCommand,
    Save,
    Saved,
    SavedToo,
    Settle,
    Sorting,
    Spots,
    Where,
    Words,
)
from kczx.cli.root import app
from kczx.errors import OptionError
from kczx.help import Command
from kczx.options import (
    BaseDate,
    Color,
    Colour,
    DateField,
    Excel,
    Exclude,
    Hidden,
    IdField,
    Include,
    Jobs,
    Kinds,
    Lexicon,
    Limit,
    Links,
    MaxBytes,
    Output,
    Prune,
    Quiet,
    Store,
    TextField,
    Timeout,
)
from kczx.write import terminal

if TYPE_CHECKING:
    from kczx.store.asked import Asked
    from kczx.store.hits import Told
    from kczx.store.search import Sort

MOST = Options().max_bytes
FEW = 20
"""Hits that are shown where nobody says how many; in a file or a pipe all."""
YEAR = 366 * 24 * 60 * 60


@app.command(cls=Command, context_settings={"ignore_unknown_options": True})
def search(
    words: Words = None, within: In = None, person: Named = None, organization: Bodies = None, place: Spots = None,
    kind: Kinds = None, role: Roles = None, indicator: Indicators = None, since: Earliest = None, until: Latest = None,
    needs: Needs = None, offers: Offers = None,
    sort: Order = None, limit: Limit = None, format: Answered = None, output: Output = None, excel: Excel = False,
    store: Store = None, save: Save = None, saved: Saved = None, new: New = False, list_: List = None, color: Color = Colour.auto,
) -> None:  # fmt: skip
    """Search a store: words, "a phrase", -unwanted, OR; in either script."""
    from kczx.store import base, documents
    from kczx.store import saved as kept
    from kczx.store.asked import Asked, spelt
    from kczx.store.listed import listed
    from kczx.store.search import Listing

    base.spare(store, output)
    named = {"person": person, "organization": organization, "place": place}
    parted = {"kind": kind, "role": role, "indicator": indicator}
    records = within == Where.records if within is not None else bool(kind or role) and not words
    values = {name: tuple(value or ()) for name, value in named.items()}
    values |= {name: tuple(_parted(value)) for name, value in parted.items()}
    values = {name: tuple(spelt(f"--{name}", one) for one in told) for name, told in values.items()}
    words = [spelt("WORD", word) for word in words or ()]
    save, saved, needs, offers = (
        None if told is None else spelt(f"--{name}", told)
        for name, told in (("save", save), ("saved", saved), ("needs", needs), ("offers", offers))
    )
    filters = Asked(records=records, since=since or "", until=until or "", **values).checked()
    asked = kept.Question(" ".join(words), filters)
    sides = {"needs": needs if needs is not None else offers, "offers": offers if offers is not None else needs}
    if needs is not None or offers is not None:
        if asked.words or sort or save or saved or new or list_:
            raise OptionError("--needs, --offers: with --person … --until, --limit and --format alone")
        _side_by_side(sides, filters, limit, _form(format, output), output, excel, store, color)
        return
    if sum(map(bool, (asked.words or asked.asked, saved, list_))) > 1:
        raise OptionError("a question, --saved and --list: one at a time")
    if new and limit is not None:
        raise OptionError("--new with --limit: what is not shown would count as told; give one of them")
    if new and saved is None:
        raise OptionError("--new tells what is new to a saved question: name it by --saved")
    if save is not None:
        if not (asked.words or asked.asked):
            raise OptionError("--save: there is no question to be saved")
        kept.save(store, save, asked)
    questions = (
        [(saved, kept.question(store, saved))] if saved is not None else list(listed(list_)) if list_ else [("", asked)]
    )
    form = _form(format, output)
    few = limit is None and form == "table" and output is None and not new
    limit = FEW if few else limit
    with base.troubles(store), documents.opened(store) as database:
        after, last = (kept.seen(database, saved), kept.last(database)) if new and saved is not None else (0, 0)
        sorting: Sort | None = None if sort is None else "day" if sort == Sorting.day else "rank"
        listing = Listing(sorting, limit, after)
        found = chain.from_iterable(one.answers(database, name, listing) for name, one in questions)
        _write(found, form, saved or asked.words or "kczx", output, excel, color)
        if few:
            counts = [one.count(database) for _, one in questions]
            if (shown := sum(min(count, FEW) for count in counts)) < sum(counts):
                terminal.complain(f"{shown:,} of {sum(counts):,}; --limit for more")
    if new and saved is not None:
        with base.troubles(store):
            kept.told(store, saved, last)


def _side_by_side(
    sides: dict[str, str | None], filters: Asked, limit: int | None, form: str, output: str | None, excel: bool,
    store: str | None, color: Colour,
) -> None:  # fmt: skip
    """What is sought and what is offered; with the words of one side alone both by them."""
    from kczx.store import base, documents
    from kczx.store.needs import sought
    from kczx.store.query import query

    words = {side: query(told or "") for side, told in sides.items()}
    limit = limit or (FEW if form == "table" and output is None else None)
    with base.troubles(store), documents.opened(store) as database:
        found = (("", hit) for hit in sought(database, words, replace(filters, records=True), limit))
        _write(found, form, "kczx", output, excel, color)


def _parted(values: list[str] | None) -> list[str]:
    return [one.strip() for value in values or () for one in value.split(",")]


def _form(format: str | None, output: str | None) -> str:
    from kczx.store.hits import FORMATS

    ending = Path(output or "").suffix.lower().lstrip(".")
    form = format or {"atom": "atom", "xml": "atom", "csv": "csv", "jsonl": "jsonl", "txt": "table"}.get(
        ending, "table"
    )
    if form not in FORMATS:
        raise OptionError(f"--format: {form!r} is none of {', '.join(FORMATS)}")
    return form


def _write(found: Iterable[Told], form: str, title: str, output: str | None, excel: bool, color: Colour) -> None:
    from kczx.store import hits

    if excel and form != "csv":
        raise OptionError("--excel is for csv")
    if form == "table":
        terminal.look(output, lambda console: hits.text(found), color.value)
        return
    pieces = hits.json_lines(found) if form == "jsonl" else hits.csv_lines(found, excel)
    if form == "atom":
        pieces = hits.atom(found, title)
    with terminal.output(output) as sink:
        terminal.write(pieces, sink)


@app.command(cls=Command)
def watch(
    folders: Folders, store: Store = None, once: Once = False, settle: Settle = 2.0, poll: Poll = 30.0,
    saved: SavedToo = None, feed: Feed = None, command: RunCommand = None, prune: Prune = False,
    base_date: BaseDate = None, lexicon: Lexicon = None,
    include: Include = None, exclude: Exclude = None, hidden: Hidden = False, follow_links: Links = False,
    max_bytes: MaxBytes = MOST, text_field: TextField = "text", id_field: IdField = "id", date_field: DateField = "published",
    jobs: Jobs = None, timeout: Timeout = None, quiet: Quiet = False,
) -> None:  # fmt: skip
    """Put files into a store as they come, and tell what is new to saved questions."""
    from kczx.bulk import Plan
    from kczx.store import base, pushed
    from kczx.store.add import Run
    from kczx.store.asked import spelt
    from kczx.store.saved import Kept
    from kczx.store.watch import Watched
    from kczx.store.watch import watch as watching
    from kczx.work import Setting

    if feed is not None:
        base.spare(store, feed)
    reading = Options(
        include=tuple(include or ()), exclude=tuple(exclude or ()), hidden=hidden, follow_links=follow_links,
        max_bytes=max_bytes, text_field=text_field, id_field=id_field, date_field=date_field,
    )  # fmt: skip
    run = Run(
        Setting(__version__, reading, base_date, lexicon), Plan(jobs, timeout), tuple(folders) if prune else (),
        told=terminal.fail,
    )  # fmt: skip
    for name, seconds in (("--settle", settle), ("--poll", poll)):
        if not (math.isfinite(seconds) and seconds <= YEAR):
            raise OptionError(f"{name}: {seconds} seconds never pass; at most {YEAR:,}")
    if feed:
        pushed.checked(feed, store)
    left_out = frozenset([os.path.realpath(feed)] if feed else [])
    saved = [spelt("--saved", name) for name in saved or ()]
    kept = Kept(store)
    push = pushed.Pushed(store, saved, feed, command, kept=kept)
    failed = 0
    with base.troubles(store):
        for done in watching(Watched(store, folders, run, settle, left_out), saved, push, poll, once, kept):
            failed += done.failed
            if not quiet:
                terminal.complain(str(done))
    raise typer.Exit(1 if failed or push.failed else 0)
