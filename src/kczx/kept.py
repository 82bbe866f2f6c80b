"""What the command keeps for its next start: the code of the regular expressions that it compiled, in a folder of the user's own.

Compiling the patterns takes half of the time that a small file takes.  What is kept is data, read by `marshal` behind a digest
and never unpickled: for each pattern and its flags the numbers that `re` compiled it to, which `re` checks once more as it takes
them back.  A file that is damaged, another user's, or in a folder where others may write is passed over, as is everything
else that goes wrong here: the patterns are then compiled, as in a program that uses kczx as a library.

The file's name bears kczx's version and Python's, so that neither reads what another one wrote.  The variable KCZX_CACHE names
another folder, or is `off`.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import marshal
import os
import re
import stat
import sys
import tempfile
from array import array
from collections.abc import Callable
from pathlib import Path
from typing import Any

from kczx import __version__

FOLDER = "KCZX_CACHE"
OFF = ("off", "0", "")
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


class Patterns:
    """The patterns of one file; `compile` is what `re` calls for a pattern that it has not met."""

    def __init__(self, path: Path, compiler: Any) -> None:
        self.path, self.compiler, self.compiled = path, compiler, compiler.compile
        self.known: dict[tuple[str, int], Compiled] | None = None
        self.new: dict[tuple[str, int], Compiled] = {}

    def compile(self, pattern: object, flags: int = 0) -> object:
        """A compiled pattern: out of the file, or as `re` compiles it (which is then kept)."""
        flags = int(flags)
        if type(pattern) is not str or flags & re.DEBUG:
            return self.compiled(pattern, flags)
        if self.known is None:
            self.known = self._read()
        kept = self.known.get((pattern, flags))
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

    def _read(self) -> dict[tuple[str, int], Compiled]:
        try:
            if not (_own(self.path.parent, stat.S_ISDIR) and _own(self.path, stat.S_ISREG)):
                return {}
            data = self.path.read_bytes()
        except OSError:
            return {}
        if len(data) > MOST or hashlib.blake2b(data[DIGEST:], digest_size=DIGEST).digest() != data[:DIGEST]:
            return {}
        found: dict[tuple[str, int], Compiled] = marshal.loads(memoryview(data)[DIGEST:])
        return found

    def write(self) -> None:
        """Keep what was compiled anew, beside what the file has; it appears whole or not at all."""
        if not self.new:
            return
        data = marshal.dumps((self.known or {}) | self.new)
        if len(data) > MOST:
            data = marshal.dumps(self.new)
        with contextlib.suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not _own(self.path.parent, stat.S_ISDIR):
                return
            handle, name = tempfile.mkstemp(dir=self.path.parent, prefix=".start-")  # the user's own, mode 0600
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.blake2b(data, digest_size=DIGEST).digest() + data)
                Path(name).replace(self.path)
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise


@contextlib.contextmanager
def patterns() -> Any:
    """Take patterns from the user's file while a command runs, and put into it those that were compiled anew."""
    place = folder()
    kept = None if place is None else _patterns(place)
    if kept is None:
        yield
        return
    kept.compiler.compile = kept.compile
    try:
        yield
    finally:
        kept.compiler.compile = kept.compiled
        kept.write()


def _patterns(place: Path) -> Patterns | None:
    """The patterns in a folder; None where this Python's `re` is not made as the ones known here are."""
    try:
        compiler: Any = importlib.import_module("re._compiler")
        sre = compiler._sre
        if array("I").itemsize != sre.CODESIZE or not all(map(callable, (compiler._parser.parse, compiler._code))):
            return None
        name = f"start-{__version__}-{sys.implementation.cache_tag}-{sys.hexversion:x}-{sre.MAGIC}.bin"
    except (ImportError, AttributeError):
        return None
    return Patterns(place / name, compiler)
