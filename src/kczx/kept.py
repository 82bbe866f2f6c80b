"""What the command keeps for its next start, in a folder of the user's own: the code of the regular expressions that it compiled,
and the rows of its tables as they were parsed.

Without it half of the time that a small file takes goes there.  What is kept is data, read by `marshal` behind a digest and never
unpickled: for each pattern and its flags the numbers that `re` compiled it to, which `re` checks once more as it takes them back.
It holds as long as no file of the package has changed.  A file that is damaged, another user's, or in a folder where others
may write is passed over, as is everything else that goes wrong here: all is then made anew, as in a program that uses kczx as
a library.

The file's name bears kczx's version and Python's, so that neither reads what another one wrote.  The variable KCZX_CACHE names
another folder, or is `off`.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import importlib.util
import marshal
import os
import re
import stat
import sys
import tempfile
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

FOLDER = "KCZX_CACHE"
OFF = ("off", "0", "")
FORM = 3
"""Of the file, told by its name."""
MOST = 16 * 1024 * 1024
"""Bytes of a file that is begun anew: the user's own lexicons leave patterns that nobody asks for any more."""
DIGEST = 32
OTHERS_MAY_WRITE = stat.S_IWGRP | stat.S_IWOTH

Compiled = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]
"""What `re` makes of a pattern: flags, code, number of groups, their numbers by name, their names by number."""


def folder() -> Path | None:
    """Where a user's programs keep such things; None where that is not told, or where it is switched off."""
    told = os.environ.get(FOLDER)
    if told is not None:
        return None if told in OFF else Path(told)
    with contextlib.suppress(RuntimeError):  # nobody's home
        if sys.platform == "win32":
            return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "kczx" / "cache"
        if sys.platform == "darwin":
            return Path.home() / "Library" / "Caches" / "kczx"
        base = os.environ.get("XDG_CACHE_HOME", "")
        return (Path(base) if base.startswith("/") else Path.home() / ".cache") / "kczx"
    return None


def _own(path: Path, kind: Callable[[int], bool]) -> bool:
    """Whether a path is of a kind, the user's own, and nobody else may write to it."""
    told = path.lstat()
    if not hasattr(os, "geteuid"):
        return kind(told.st_mode)  # the user's folder is nobody else's by the system's own rules
    return kind(told.st_mode) and told.st_uid == os.geteuid() and not told.st_mode & OTHERS_MAY_WRITE


def _files(folder: str) -> Iterator[str]:
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _files(entry.path)
        elif not entry.name.endswith(".pyc"):
            told = entry.stat()
            yield f"{entry.path} {told.st_size} {told.st_mtime_ns}"


SOURCES = ("kczx", "jieba", "opencc")
"""The packages whose files tables are made from."""


@functools.cache
def _state() -> str:
    """What tells whether a file of them has changed."""
    places = [spec.origin for name in SOURCES if (spec := importlib.util.find_spec(name)) and spec.origin]
    files = sorted(file for place in places for file in _files(str(Path(place).parent)))
    return hashlib.blake2b("\n".join(files).encode()).hexdigest()


def _digest(data: bytes | memoryview) -> bytes:
    return hashlib.sha256(data).digest()


class Kept:
    """What one file keeps; `compile` is what `re` calls for a pattern that it has not met, `made` is for tables."""

    def __init__(self, path: Path, compiler: Any) -> None:
        self.path, self.compiler, self.compiled = path, compiler, compiler.compile
        self.known: dict[tuple[str, int], Compiled] | None = None
        self.new: dict[tuple[str, int], Compiled] = {}
        self.tables: dict[str, bytes] = {}
        self.read = 0  # tables that were in the file

    def compile(self, pattern: object, flags: int = 0) -> object:
        """A compiled pattern: out of the file, or as `re` compiles it (which is then kept)."""
        flags = int(flags)
        if type(pattern) is not str or flags & re.DEBUG:
            return self.compiled(pattern, flags)
        kept = self._patterns().get((pattern, flags))
        if kept is not None:
            whole, code, groups, numbers, names = kept
            return self.compiler._sre.compile(pattern, whole, array("I", code).tolist(), groups, numbers, names)
        parsed = self.compiler._parser.parse(pattern, flags)
        code, state = self.compiler._code(parsed, flags), parsed.state
        by_number: list[str | None] = [None] * state.groups
        for name, number in state.groupdict.items():
            by_number[number] = name
        whole, groups, numbers, names = flags | state.flags, state.groups - 1, dict(state.groupdict), tuple(by_number)
        self.new[pattern, flags] = (int(whole), array("I", map(int, code)).tobytes(), groups, numbers, names)
        return self.compiler._sre.compile(pattern, whole, code, groups, numbers, names)

    def made(self, name: str, build: Callable[[], T]) -> T:
        """What is built under a name out of the package's files, of what `marshal` knows alone; each time anew."""
        self._patterns()
        kept = self.tables.get(name)
        if kept is not None:
            found: T = marshal.loads(kept)
            return found
        result = build()
        self.tables[name] = marshal.dumps(result)  # type: ignore[arg-type]
        return result

    def _patterns(self) -> dict[tuple[str, int], Compiled]:
        if self.known is None:
            state, known, tables = self._read() or ("", {}, {})
            self.known, self.tables = (known, tables) if state == _state() else ({}, {})
            self.read = len(self.tables)
        return self.known

    def _read(self) -> Any:
        try:
            if not (_own(self.path.parent, stat.S_ISDIR) and _own(self.path, stat.S_ISREG)):
                return None
            data = self.path.read_bytes()
        except OSError:
            return None
        if len(data) > MOST or _digest(memoryview(data)[DIGEST:]) != data[:DIGEST]:
            return None
        return marshal.loads(memoryview(data)[DIGEST:])

    def write(self) -> None:
        """Keep what was made anew, beside what the file has; it appears whole or not at all."""
        if not self.new and len(self.tables) == self.read:
            return
        data = marshal.dumps((_state(), (self.known or {}) | self.new, self.tables))
        if len(data) > MOST:
            data = marshal.dumps((_state(), self.new, {}))
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _own(self.path.parent, stat.S_ISDIR):
                return
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".start-")  # the user's own, mode 0600
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_digest(data) + data)
                Path(name).replace(self.path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise


_current: Kept | None = None


def made(name: str, build: Callable[[], T]) -> T:
    """What is built under a name out of the package's files, of numbers, texts, tuples, lists, dicts and sets: as it was kept by an
    earlier run of the command, or built."""
    return build() if _current is None else _current.made(name, build)


@contextlib.contextmanager
def starts(version: str) -> Iterator[None]:
    """Take from the user's file what it keeps, while a command of kczx of a version runs, and put into it what was made anew."""
    global _current
    place = folder()
    kept = None if place is None else _kept(place, version)
    if kept is None:
        yield
        return
    kept.compiler.compile, _current = kept.compile, kept
    try:
        yield
    finally:
        kept.compiler.compile, _current = kept.compiled, None
        kept.write()


def _kept(place: Path, version: str) -> Kept | None:
    """What a folder keeps; None where this Python's `re` is not made as the ones known here are."""
    try:
        compiler: Any = importlib.import_module("re._compiler")
        sre = compiler._sre
        if array("I").itemsize != sre.CODESIZE or not all(map(callable, (compiler._parser.parse, compiler._code))):
            return None
        name = f"start{FORM}-{version}-{sys.implementation.cache_tag}-{sys.hexversion:x}-{sre.MAGIC}.bin"
    except (ImportError, AttributeError):
        return None
    return Kept(place / name, compiler)
