"""Very many documents: read by several processes, with a journal by which a run that was ended goes on.

Little is read in this process, since others take longer to begin than it does.  Inputs that are one document each go out unread,
what is packed is unpacked here; each is an item, known again by its path and what the system says of it, or by its bytes.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any

from kczx.acquire import from_text
from kczx.acquire.files import Unit, units
from kczx.acquire.inputs import Held
from kczx.acquire.select import Chosen
from kczx.errors import OptionError
from kczx.flow import Source
from kczx.jobs import Numbers, numbered, read_back, written
from kczx.journal import Journal
from kczx.packed import Packed, failed, packed, unpacked
from kczx.records import Document, Failure
from kczx.work import Setting, failure, results
from kczx.workers import Item, Workers

Result = Document | Failure | Packed
LITTLE, FEW = 1_000_000, 50
"""Bytes and inputs up to which no processes are begun."""
LIMIT = 1200.0
"""Seconds that a document may take where nothing else is said; the largest that is read takes less than a tenth of it."""
LONGEST = 1e8
"""Seconds beyond which a limit is none."""
READER = "kczx.work:reader"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a run is done: by how many processes (None: one for each core, none for little), within how many seconds for each
    document (None: LIMIT, 0: without end), in the order of the input or as it is done, and where its journal lies.  With
    `back` what a run has written is taken as it is.
    """

    processes: int | None = None
    limit: float | None = None
    ordered: bool = True
    journal: Path | None = None
    resume: bool = False
    back: bool = False
    reader: str = READER

    @property
    def asked(self) -> bool:
        """Whether somebody wants processes, however little there is."""
        return self.processes is not None or self.limit is not None


def texts(those: Iterable[str], setting: Setting, plan: Plan) -> Iterator[Document | Failure]:
    """Yield the records of texts, which have their numbers as paths, read by processes; some texts more are asked for in advance,
    from another thread.  Raises OptionError where one is no string.
    """

    def items() -> Iterator[Item]:
        for number, text in enumerate(those, 1):
            if not isinstance(text, str):
                raise OptionError(f"text {number}: a string is wanted, not {type(text).__name__}")
            source = from_text(text, str(number))
            yield Item(source.path, source, _size(source))

    return opened(result for _, found in _apart(items(), setting, plan) for result in found)


def many(
    paths: Iterable[str], setting: Setting, plan: Plan, progress: Callable[[str], None] | None = None
) -> Iterator[Result]:
    """Yield what `jobs.extract` yields, documents as they came from a process or as records.

    Raises LexiconError, OptionError where a journal cannot be gone on with, and OSError where there is no room for it.  The
    journal stays, for who has written all that is yielded to remove.
    """
    items = _items(paths, setting, plan.back)
    begun = plan.resume and plan.journal is not None and plan.journal.exists()
    alone = not sys.executable or bool(os.environ.get("KCZX_DEBUG"))
    if not (alone or plan.asked or begun):
        first, alone = _first(items)
        items = chain(first, items)
        del first
    number = Numbers()
    for item, found in _here(items, setting) if alone else _apart(items, setting, plan):
        if progress is not None:
            progress(item.name)
        for result in found:
            if isinstance(result, Failure) or item.job is None:
                yield result
            elif isinstance(result, Packed):
                yield result.numbered(number.of(result.id))
            else:
                yield numbered(result, number.of(result.id))


def apart(units: Iterable[Unit], setting: Setting, plan: Plan) -> Iterator[bytes]:
    """Yield the results of units, packed and without numbers behind ids, read by processes of this one's own."""
    for _, found in _worked(map(_item, units), setting, plan):
        yield from (result if isinstance(result, bytes) else packed(result) for result in found)


def opened(results: Iterable[Result]) -> Iterator[Document | Failure]:
    """The results with all records read."""
    return (result.document() if isinstance(result, Packed) else result for result in results)


def cores() -> int:
    """How many processes can work at once."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _here(items: Iterable[Item], setting: Setting) -> Iterator[tuple[Item, Iterable[Result]]]:
    for item in items:
        if item.known is None:
            yield item, results(item.job, setting.options, setting.base_date, setting.sources)
        else:
            yield item, item.known


def _apart(items: Iterator[Item], setting: Setting, plan: Plan) -> Iterator[tuple[Item, Iterable[Result]]]:
    for item, found in _worked(items, setting, plan):
        yield item, [unpacked(result) if isinstance(result, bytes) else result for result in found]


def _worked(items: Iterator[Item], setting: Setting, plan: Plan) -> Iterator[tuple[Item, Iterable[Any]]]:
    """Each item with its results as they came from a process, or as they were known."""
    with ExitStack() as stack:
        journal = None
        if plan.journal is not None:
            journal = Journal(plan.journal, told(setting), plan.resume)
            stack.callback(_dropped, journal)
            stack.enter_context(journal)
            items = map(partial(_looked_up, journal), items)

        def keep(item: Item, found: list[bytes]) -> None:
            if journal is not None and not any(map(failed, found)):  # what failed is tried again
                journal.add(item.key, found)

        limit = LIMIT if plan.limit is None else plan.limit or None
        if limit is not None and limit > LONGEST:
            limit = None  # no clock of the system's counts so far
        workers = Workers(items, plan.reader, setting, _lost, keep, plan.processes or cores(), limit)
        with workers:
            yield from workers.results(plan.ordered)


def _dropped(journal: Journal) -> None:
    """A journal in which there is nothing is of no use."""
    if not journal.held:
        journal.place.unlink(missing_ok=True)


def _lost(item: Item, error: str, message: str) -> bytes:
    return packed(Failure(path=item.name, error=error, message=message))


def _looked_up(journal: Journal, item: Item) -> Item:
    """The item with the results that an earlier run had of it."""
    if item.known is None:
        item.key = _key(item.job)
        item.known = journal.get(item.key)
    return item


def _first(items: Iterator[Item]) -> tuple[list[Item], bool]:
    """The first items, and whether they are all and little; behind what comes from a pipe none is waited for."""
    first: list[Item] = []
    size = 0
    for item in items:
        first.append(item)
        size += item.size
        if len(first) > FEW or size > LITTLE or item.alone:
            return first, False
    return first, True


def _items(paths: Iterable[str], setting: Setting, back: bool) -> Iterator[Item]:
    for path in paths:
        data = written(path) if back else None
        if data is not None:
            yield Item(path, known=list(read_back(data, path)))
            continue
        for unit in units([path], setting.options):
            yield _item(unit, alone=path == "-" and isinstance(unit, Source))


def _item(unit: Unit, alone: bool = False) -> Item:
    if isinstance(unit, tuple):
        return Item(unit[0], known=[failure(*unit)])
    return Item(unit.path, unit, _size(unit), alone=alone)


def _size(unit: Source | Held | Chosen) -> int:
    if isinstance(unit, Source):
        return len(unit.text.encode())
    if isinstance(unit, Held):
        return len(unit.data)
    try:
        return unit.place.stat().st_size
    except OSError:  # told where it is read
        return 0


def _key(unit: Source | Held | Chosen) -> bytes:
    """What tells an input from all others, and from itself once it has changed."""
    if isinstance(unit, Chosen):
        try:
            status = unit.place.stat()
            state = (status.st_size, status.st_mtime_ns)
        except OSError:
            state = (0, 0)
        told: tuple[object, ...] = ("file", unit.path, unit.member, *state)
    elif isinstance(unit, Held):
        told = ("member", unit.path, unit.charset, unit.media_type, unit.only, unit.published)
    else:
        told = ("row", unit.path, unit.id, unit.source_id, unit.title, unit.published, unit.publisher, unit.media_type)
    digest = blake2b(repr(told).encode("utf-8", "backslashreplace"), digest_size=16)
    if isinstance(unit, Held):
        digest.update(unit.data)
    elif isinstance(unit, Source):
        digest.update(unit.text.encode("utf-8", "backslashreplace"))
    return digest.digest()


def told(setting: Setting) -> dict[str, str]:
    """What the results depend on besides the inputs, by the names of the options."""
    options = setting.options
    rows = blake2b(digest_size=8)
    for table in sorted(setting.lexicon.rglob("*.tsv")) if setting.lexicon is not None else ():
        rows.update(table.relative_to(setting.lexicon or "").as_posix().encode() + table.read_bytes())
    return {
        "version": setting.version,
        "--base-date": str(setting.base_date),
        "--lexicon": rows.hexdigest() if setting.lexicon is not None else "None",
        "--max-bytes": str(options.max_bytes),
        "--text-field": options.text_field,
        "--id-field": options.id_field,
        "--date-field": options.date_field,
        "title field": options.title_field,
        "most characters": str(options.max_text),
        "sources": str(setting.sources),
    }
