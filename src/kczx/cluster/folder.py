"""The folder that a run on a cluster writes, wherever it lies: files that appear whole, and files whose lines are in lots.

A file is written under a temporary name and moved to its own; a task that is done twice writes the same bytes twice.  A file in
lots begins with the size of an index, then the index (which lot lies where), then the lots, each packed by itself: who needs the
lines of one reads no others.
"""

from __future__ import annotations

import gzip
import io
import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from secrets import token_hex
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, cast

from fsspec.core import url_to_fs

from kczx.acquire.inputs import Stretch
from kczx.own import UNFINISHED

SIZE = struct.Struct(">Q")
IN_MEMORY = 256 * 1024
"""Bytes of a lot that wait in memory until its file is written; beyond it they wait in a temporary file."""
BLOCK = 512 * 1024
"""Bytes that are asked for at once, where asking takes long."""
Line = list[Any]


@dataclass(frozen=True)
class Folder:
    """A folder at an absolute path or an address; names in it have `/` between their parts."""

    address: str

    @cached_property
    def _at(self) -> tuple[Any, str]:
        files, root = url_to_fs(self.address)
        return files, root.rstrip("/")

    def place(self, name: str) -> str:
        """A file's path, as its file system has it."""
        return f"{self._at[1]}/{name}" if name else self._at[1]

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        return bool(self._at[0].exists(self.place(name)))

    def names(self, within: str = "") -> set[str]:
        """The names of what lies directly in the folder, or in one within it."""
        files = self._at[0]
        files.invalidate_cache()
        try:
            found = files.ls(self.place(within), detail=False)
        except FileNotFoundError:
            return set()
        return {str(place).rstrip("/").rpartition("/")[2] for place in found}

    def make(self, name: str = "") -> None:
        """Make a folder, where there is none."""
        self._at[0].makedirs(self.place(name), exist_ok=True)

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it, where there is one."""
        with suppress(FileNotFoundError):
            self._at[0].rm(self.place(name), recursive=True)

    @contextmanager
    def new(self, name: str) -> Iterator[BinaryIO]:
        """What is written here appears under the name once it is complete."""
        files = self._at[0]
        within, stroke, own = name.rpartition("/")
        unfinished = self.place(f"{within}{stroke}.{own}.{token_hex(6)}{UNFINISHED}")
        try:
            with files.open(unfinished, "wb") as sink:
                yield cast(BinaryIO, sink)
            files.mv(unfinished, self.place(name))
        except BaseException:
            with suppress(FileNotFoundError):
                files.rm(unfinished)
            raise

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A file to be read."""
        with self._at[0].open(self.place(name), "rb", block_size=BLOCK) as file:
            yield file

    @contextmanager
    def lots(self, name: str) -> Iterator[Lots]:
        """A new file in lots."""
        lots = Lots()
        try:
            yield lots
            with self.new(name) as sink:
                lots.write(sink)
        finally:
            lots.close()

    def lines(self, name: str, lot: str) -> Iterator[Line]:
        """Yield the lines of a lot; none where the file has no such lot."""
        with self.open(name) as file:
            (size,) = SIZE.unpack(file.read(SIZE.size))
            index: dict[str, tuple[int, int]] = json.loads(file.read(size))
            if lot in index:
                at, length = index[lot]
                file.seek(SIZE.size + size + at)
                with gzip.GzipFile(fileobj=io.BufferedReader(Stretch(file, length))) as lines:
                    yield from map(json.loads, lines)


class Lots:
    """Lines in lots, until their file is written."""

    def __init__(self) -> None:
        self.held: dict[str, tuple[SpooledTemporaryFile[bytes], gzip.GzipFile]] = {}

    def add(self, lot: str, line: Line) -> None:
        """Put a line behind the others of a lot."""
        if lot not in self.held:
            file = SpooledTemporaryFile[bytes](max_size=IN_MEMORY)
            self.held[lot] = file, gzip.GzipFile("", "wb", 1, file, 0)
        self.held[lot][1].write(json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")

    def write(self, sink: IO[bytes]) -> None:
        """Write them all."""
        index, at = {}, 0
        for lot, (file, packer) in self.held.items():
            packer.close()
            index[lot] = at, (size := file.tell())
            at += size
        told = json.dumps(index).encode()
        sink.write(SIZE.pack(len(told)) + told)
        for file, _ in self.held.values():
            file.seek(0)
            while piece := file.read(BLOCK):
                sink.write(piece)

    def close(self) -> None:
        """Let go of them."""
        for file, packer in self.held.values():
            packer.close()
            file.close()


def lot_of(key: str, lots: int) -> str:
    """Which of so many lots holds what has a key, on whatever machine."""
    return str(int.from_bytes(blake2b(key.encode("utf-8", "backslashreplace"), digest_size=4).digest()) % lots)
