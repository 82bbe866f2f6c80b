"""What a run on a cluster reads: the files of paths and addresses, divided into partitions that depend on nothing but them."""

from __future__ import annotations

import glob
import io
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from fsspec.core import url_to_fs

from kczx.acquire.files import Unit, units_in, units_of
from kczx.acquire.inputs import Budget, Input
from kczx.acquire.options import Options
from kczx.acquire.select import Chosen, reason, select, wanted
from kczx.errors import InputError, OptionError, UnreadableFile

REMOTE = "://"
"""What an address has that a path has not."""
LEAST, MOST, FEW, MANY = 4_000_000, 64_000_000, 1000, 10_000
"""Bytes of a partition at least and, until there are MANY, at most; a run has about FEW where that lies between."""
FILES = 20_000
"""Files of a partition at most."""
STATES = ("mtime", "LastModified", "last_modified", "modificationTime", "ETag", "created")
"""Under which names file systems tell when a file was written, or which of its versions it is."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to be read: where it is, its path in records, the one member that is wanted of it, its size, and what tells it from
    itself once it has changed; or why it cannot be read.  `only` says that nothing else lies below the path that was given.
    """

    place: str
    path: str
    member: str | None = None
    size: int = 0
    state: str = ""
    error: InputError | None = None
    only: bool = False


@dataclass(frozen=True, slots=True)
class Partition:
    """Files that are read by one task, and the name of what is made of them."""

    number: int
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """Its name, which no worker has a part in."""
        return f"part-{self.number:05}"

    def told(self) -> dict[str, Any]:
        """What another run must find as it was, to go on with this one."""
        digest = blake2b(digest_size=8)
        for entry in self.entries:
            row = (entry.path, entry.member, entry.size, entry.state, str(entry.error))
            digest.update(repr(row).encode("utf-8", "backslashreplace"))
        size = sum(entry.size for entry in self.entries)
        return {"name": self.name, "files": len(self.entries), "bytes": size, "digest": digest.hexdigest()}


def partitions(paths: Iterable[str], options: Options, without: str | None = None) -> list[Partition]:
    """All files in the order in which they are read anywhere, divided by their sizes alone, but those of a folder or address.

    Raises OptionError for stdin.
    """
    every = (entry for path in paths for entry in _entries(path, options))
    entries = [entry for entry in every if without is None or not entry.place.startswith(f"{without}/")]
    total = sum(entry.size for entry in entries)
    most = max(LEAST, min(MOST, total // FEW), total // MANY)
    found: list[Partition] = []
    some: list[Entry] = []
    size = 0
    for entry in entries:
        if some and (size + entry.size > most or len(some) == FILES):
            found.append(Partition(len(found), tuple(some)))
            some, size = [], 0
        some.append(entry)
        size += entry.size
    return [*found, Partition(len(found), tuple(some))] if some else found


def opened(entry: Entry, options: Options) -> Iterator[Unit]:
    """What a file holds: documents to be read by another process, rows that are read already, and what cannot be read."""
    if entry.error is not None:
        yield entry.path, entry.error
        return
    units = _remote(entry, options) if REMOTE in entry.place else units_of(_chosen(entry), options)
    none = True
    for unit in units:
        none = False
        yield unit
    if none and entry.only:
        yield entry.path, UnreadableFile("there is nothing to read in it")


def _chosen(entry: Entry) -> Chosen:
    return Chosen(Path(entry.place), entry.path, entry.member)


def _entries(path: str, options: Options) -> Iterator[Entry]:
    if path == "-":
        raise OptionError("-: stdin cannot be read by a cluster")
    found = list(_addresses(path, options) if REMOTE in path else map(_local, select([path], options)))
    if not found:
        yield Entry(path, path, error=UnreadableFile("there is nothing to read in it"))
    elif len(found) == 1:
        [one] = found
        yield Entry(one.place, one.path, one.member, one.size, one.state, one.error, only=True)
    else:
        yield from found


def _local(found: Chosen | tuple[str, InputError]) -> Entry:
    if not isinstance(found, Chosen):
        return Entry(found[0], found[0], error=found[1])
    size, state = 0, ""
    with suppress(OSError, ValueError):  # told where it is read
        status = found.place.stat()
        size, state = status.st_size, str(status.st_mtime_ns)
    return Entry(str(found.place.absolute()), found.path, found.member, size, state)


def _addresses(address: str, options: Options) -> Iterator[Entry]:
    """The files below an address of another file system, or that it is a pattern of, by name."""
    try:
        files, top = url_to_fs(address)
        files.invalidate_cache()
        if files.isfile(top):
            found = {top: files.info(top)}
        elif glob.has_magic(top):
            found = {
                place: told for place, told in files.glob(top, detail=True).items() if told.get("type") != "directory"
            }
        else:
            found = files.find(top, detail=True)
    except (OSError, ValueError, ImportError) as error:
        yield Entry(address, address, error=UnreadableFile(reason(error)))
        return
    if not found:
        yield Entry(address, address, error=UnreadableFile("no such file"))
    for place in sorted(found, key=lambda place: place.split("/")):
        told, within = found[place], place.removeprefix(top).strip("/")
        if within and not glob.has_magic(top) and not wanted(within, options):
            continue
        state = next((str(told[name]) for name in STATES if told.get(name)), "")
        full = str(files.unstrip_protocol(place))
        yield Entry(full, full, size=told.get("size") or 0, state=state)


def _remote(entry: Entry, options: Options) -> Iterator[Unit]:
    """The same of a file that is read as it comes from another file system."""
    try:
        files, place = url_to_fs(entry.place)
        with files.open(place, "rb") as file:
            stream = io.BufferedReader(file)
            yield from units_in(Input(entry.path, place.rpartition("/")[2], stream, options, Budget(entry.size)))
    except InputError as error:
        yield entry.path, error
    except OSError as error:
        yield entry.path, UnreadableFile(reason(error))
