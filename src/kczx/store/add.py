"""Documents into a store: what is unchanged is skipped, what has changed replaced, and all is linked in the end.

What is read goes in by transactions of some documents each, and a file counts as read once all of it is there.  So a run that is
ended, however it is, leaves a whole store, and the next one goes on.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from kczx import lexicon
from kczx.acquire.options import Options
from kczx.acquire.select import Chosen, select
from kczx.bulk import Plan, many
from kczx.errors import OptionError
from kczx.records import Failure
from kczx.store import base, corrections, events, linking, rows
from kczx.store.files import Input, is_gone, moved_from, setting_of, sorted_out
from kczx.store.parts import ORDER
from kczx.store.writing import Writing
from kczx.work import Setting

COMMIT = 100
"""Documents after which what is read is kept, whatever happens."""


@dataclass(slots=True)
class Added:
    """What a run has done, counted: files read for the first time, read anew, skipped, dropped; documents; inputs that failed."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    dropped: int = 0
    documents: int = 0
    failed: int = 0

    def __str__(self) -> str:
        told = [("new", self.new), ("changed", self.changed), ("unchanged", self.unchanged), ("dropped", self.dropped)]
        files = ", ".join(f"{count:,} {name}" for name, count in told if count or name == "new")
        return f"files: {files}; {self.documents:,} documents read, {self.failed:,} failed"


class Run(NamedTuple):
    """What a run of `add` is asked for; below the paths of `prune` what is gone is dropped; `told` is called with each failure,
    `progress` with each path as it is begun."""

    setting: Setting
    plan: Plan = Plan()
    prune: tuple[str, ...] = ()
    relink: bool = False
    told: Callable[[Failure], None] = lambda failure: None
    progress: Callable[[str], None] | None = None


def add(where: str | Path | None, paths: Iterable[str], run: Run) -> Added:
    """Put the documents that paths lead to into a store, which is made where there is none.

    Raises OptionError where a path is stdin, which cannot be known again, and LexiconError.
    """
    paths = list(paths)
    if "-" in paths:
        raise OptionError("-: what comes from stdin has no name by which it is known again; give a file")
    lexicon.overlay(run.setting.lexicon)
    done = Added()
    database = base.open(where, write=True)
    try:
        options = replace(run.setting.options, left_out=run.setting.options.left_out | base.own(where))
        with transaction(database):
            started = (_now(), run.setting.version, setting_of(run.setting))
            number = database.execute("insert into runs (started, kczx, options) values (?, ?, ?)", started).lastrowid
            assert number is not None
            if run.setting.lexicon is not None:
                corrections.tell(database)
            if run.relink:
                _touch_all(database)
        wanted = list(_wanted(database, paths, options, run, done, number))
        _read(database, wanted, replace(run.setting, options=options, sources=True), run, done, number)
        with transaction(database):
            if run.prune:
                done.dropped += _prune(database, run.prune)
            link(database)
            database.execute("update runs set finished = ? where id = ?", (_now(), number))
        database.execute("pragma analysis_limit = 400")
        database.execute("pragma optimize")
    finally:
        database.close()
    return done


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """What is done within is done whole or not at all."""
    database.execute("begin immediate")
    try:
        yield
    except BaseException:
        database.execute("rollback")
        raise
    database.execute("commit")


def link(database: sqlite3.Connection) -> None:
    """Link what was touched, and number documents of the same bytes, in the order of their paths."""
    database.execute(
        f"""update documents set id = n.id from (select d.number, d.hash || case row_number() over same when 1 then ''
        else '-' || row_number() over same end as id from documents d where d.hash in
        (select hash from documents group by hash having count(*) > 1 union select hash from documents where id <> hash)
        window same as (partition by d.hash order by {ORDER})) n
        where n.number = documents.number and n.id <> documents.id"""
    )
    linking.link(database)
    events.link(database)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _touch_all(database: sqlite3.Connection) -> None:
    database.execute(
        """insert or ignore into touched select distinct kind, key from entries union select 'organization', key from forms
        union select 'event', same from reports"""
    )


def _wanted(
    database: sqlite3.Connection, paths: list[str], options: Options, run: Run, done: Added, number: int
) -> Iterator[Input]:
    """Yield the files that are to be read: those that are not there as they are."""
    seen: set[str] = set()
    setting = setting_of(run.setting)
    for chosen in select(paths, options):
        if not isinstance(chosen, Chosen):
            done.failed += 1
            run.told(Failure(path=chosen[0], error=type(chosen[1]).__name__, message=str(chosen[1])))
            continue
        input = Input.of(chosen)
        if input.place in seen or input.identity in options.left_out:
            continue
        seen.add(input.place)
        if not input.there:  # why it cannot be read is told in its turn
            yield input
            continue
        known = sorted_out(database, input, setting)
        if known == "unchanged":
            done.unchanged += 1
            continue
        if known == "new":
            done.new += 1
            if (before := moved_from(database, input)) is not None:  # it lay elsewhere
                database.execute("update files set place = ?, hash = '' where id = ?", (input.place, before))
                done.dropped += 1  # what was read of it stays until it is read here
        else:
            done.changed += 1
        yield input


def _read(
    database: sqlite3.Connection, wanted: list[Input], setting: Setting, run: Run, done: Added, number: int
) -> None:
    """Read the files and put what is in them into the store."""
    by_path = {input.path: input for input in wanted}
    told = setting_of(run.setting)
    writing: Writing | None = None
    waiting = 0
    database.execute("begin immediate")
    try:
        for result in many([input.asked for input in wanted], setting, run.plan, run.progress):
            path = result.path
            input = _input(by_path, path)
            if isinstance(result, Failure):
                done.failed += 1
                run.told(result)
                if not input.there:
                    continue
            if writing is None or writing.input is not input:
                if writing is not None:
                    writing.end(told)
                writing = Writing(database, input, number)
            if isinstance(result, Failure):
                writing.fail(result)
            else:
                done.documents += 1
                writing.put(result)
                waiting += 1
            if waiting >= COMMIT and not writing.earlier:
                database.execute("commit")
                database.execute("begin immediate")
                waiting = 0
        if writing is not None:
            writing.end(told)
    except BaseException:
        if writing is not None:
            writing.leave()
        raise
    finally:
        if database.in_transaction:
            database.execute("commit")


def _input(by_path: dict[str, Input], path: str) -> Input:
    """The file that a result is of: its own path, or one before a `!` or a `:` of it, the longest."""
    for end in (len(path), *(at for at in range(len(path) - 1, 0, -1) if path[at] in "!:")):
        if (found := by_path.get(path[:end])) is not None:
            return found
    raise AssertionError(f"{path} is of no file that was asked for")


def _drop_files(database: sqlite3.Connection, ids: list[int]) -> int:
    for id in ids:
        rows.drop(database, [n for (n,) in database.execute("select number from documents where file = ?", (id,))])
        database.execute("delete from files where id = ?", (id,))
    return len(ids)


def _prune(database: sqlite3.Connection, paths: Iterable[str]) -> int:
    """Drop files that lay where the paths lead to and are there no more; a folder that is not there itself tells of nothing."""
    tops = [os.path.realpath(path) for path in paths]
    gone = [
        id
        for id, place in database.execute("select id, place from files").fetchall()
        if any(
            (place == top and Path(top).parent.is_dir())
            or (place.startswith(top.rstrip("/") + "/") and Path(top).is_dir())
            for top in tops
        )
        and is_gone(place)
    ]
    return _drop_files(database, gone)
