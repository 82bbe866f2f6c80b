"""What a run has done so far, in a file beside its output, so that another run goes on after it, whatever ended it.

The first line says what it is and, as JSON, by which options documents were read; then come records: a head (a key that tells an
item by what is in it, the checksum and the size of what follows) and the item's results.  What was not written to its end
is dropped.  Nothing in it is ever executed: results are compressed JSON.
"""

from __future__ import annotations

import json
import os
import struct
import time
import zlib
from collections.abc import Iterable
from pathlib import Path
from threading import Lock
from types import TracebackType

from kczx.errors import OptionError
from kczx.own import JOURNAL

HEAD = b"kczx journal "
RECORD = struct.Struct(">16sIQ")
RESULT = struct.Struct(">I")
LONGEST = 255 - len(JOURNAL)
"""Bytes of a file's name, beyond which its journal's name begins with a part of it."""

WAIT = 3.0
"""Seconds for which a lock is waited for: a run that was killed as it began a process leaves it for a moment."""


def beside(output: str) -> Path:
    """Where the journal of an output lies."""
    place = Path(os.path.realpath(output))
    name = place.name
    while len(os.fsencode(name)) > LONGEST:
        name = name[:-1]
    return place.with_name(name + JOURNAL)


class Journal:
    """A run's journal, to be used in a `with`; `told` holds what results depend on, by option.

    With `resume` what is there is gone on with.  Raises OptionError where other options made it, where another run writes it
    now, and where there can be no such file.
    """

    def __init__(self, place: Path, told: dict[str, str], resume: bool) -> None:
        self.place, self.lock = place, Lock()
        self.places: dict[bytes, int] = {}
        self.added = 0
        try:
            self.number = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        except OSError as error:
            raise OptionError(f"{place}: {error.strerror}") from error
        try:
            self._own()
            self.end = self._index(told) if resume and os.fstat(self.number).st_size else 0
            os.ftruncate(self.number, self.end)
            if not self.end:
                self._append(HEAD + json.dumps(told, sort_keys=True).encode() + b"\n")
        except BaseException:
            os.close(self.number)
            raise

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self.lock:
            os.close(self.number)
            self.number = -1

    @property
    def held(self) -> int:
        """How many items there are."""
        return len(self.places) + self.added

    def add(self, key: bytes, results: Iterable[bytes]) -> None:
        """Remember an item's results, from any thread; once the run has ended there is nothing to remember."""
        body = b"".join(RESULT.pack(len(result)) + result for result in results)
        with self.lock:
            if self.number >= 0:
                self._append(RECORD.pack(key, zlib.crc32(body), len(body)) + body)
                self.added += 1

    def get(self, key: bytes) -> list[bytes] | None:
        """The results of an item that an earlier run has done, None of any other."""
        place = self.places.get(key)
        if place is None:
            return None
        with self.lock:
            _, body = self._record(place)
        results, at = [], 0
        while at < len(body):
            (size,) = RESULT.unpack_from(body, at)
            at += RESULT.size + size
            results.append(body[at - size : at])
        return results

    def _own(self) -> None:
        """Keep others from writing it as long as it is open."""
        try:
            import fcntl
        except ImportError:  # where there is no such lock
            return
        until = time.monotonic() + WAIT
        while True:
            try:
                fcntl.flock(self.number, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > until:
                    raise OptionError(f"{self.place}: another run writes it") from None
                time.sleep(0.1)
                continue
            except OSError:  # a file system without locks
                return
            return

    def _index(self, told: dict[str, str]) -> int:
        """Learn what is there; returns where that ends."""
        first = self._read(0, len(HEAD) + 65536)
        line, _, _ = first.partition(b"\n")
        try:
            made: dict[str, str] = json.loads(line.removeprefix(HEAD)) if line.startswith(HEAD) else {}
        except ValueError:
            made = {}
        for name in told:
            if made.get(name) != told[name]:
                raise OptionError(
                    f"{self.place}: made with another {name} ({made.get(name)}, not {told[name]}); "
                    "begin anew without --resume"
                )
        at, size = len(line) + 1, os.fstat(self.number).st_size
        while at < size:
            try:
                key, body = self._record(at)
            except ValueError:  # it was not written to its end
                break
            self.places[key] = at
            at += RECORD.size + len(body)
        return at

    def _record(self, at: int) -> tuple[bytes, bytes]:
        """The key and the results that stand at a place; raises ValueError where they do not."""
        head = self._read(at, RECORD.size)
        if len(head) < RECORD.size:
            raise ValueError("cut off")
        key, checksum, size = RECORD.unpack(head)
        if at + RECORD.size + size > os.fstat(self.number).st_size:
            raise ValueError("cut off")
        body = self._read(at + RECORD.size, size)
        if zlib.crc32(body) != checksum:
            raise ValueError("damaged")
        return key, body

    def _read(self, at: int, size: int) -> bytes:
        os.lseek(self.number, at, os.SEEK_SET)
        pieces = []
        while size and (piece := os.read(self.number, min(size, 1 << 20))):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def _append(self, data: bytes) -> None:
        """Write behind all that is whole; raises OSError with the file's name where the disk is full."""
        try:
            os.lseek(self.number, self.end, os.SEEK_SET)
            left = memoryview(data)
            while left:
                left = left[os.write(self.number, left) :]
        except OSError as error:
            error.filename = str(self.place)
            raise
        self.end += len(data)
