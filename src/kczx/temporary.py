"""A folder for what is written before it is whole; what killed runs left of theirs is removed where the next one makes its own.

Whoever has such a folder keeps a lock on a file in it, which the system takes from a process that ends: so a folder whose lock
can be had is nobody's any more, whichever machine or container the process was of.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PREFIX, LOCK = "kczx-", "lock"


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """An empty folder, which is gone behind the `with`."""
    _sweep()
    with tempfile.TemporaryDirectory(prefix=PREFIX) as name:
        folder = Path(name)
        number = os.open(folder / f"{LOCK}-", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _locked(number)
            (folder / f"{LOCK}-").replace(folder / LOCK)  # under this name it has always been locked
            (folder / "own").mkdir()
            yield folder / "own"
        finally:
            os.close(number)


def _sweep() -> None:
    """Remove this user's folders whose lock can be had."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if entry.name.startswith(PREFIX) and entry.is_dir(follow_symlinks=False) and _left(Path(entry.path)):
                shutil.rmtree(entry.path, ignore_errors=True)


def _left(folder: Path) -> bool:
    """Whether a folder is this user's, and the process that made it is no more."""
    if not hasattr(os, "geteuid") or folder.lstat().st_uid != os.geteuid():
        return False
    try:
        number = os.open(folder / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:  # it is only being made, or none of these
        return False
    try:
        return _locked(number)
    finally:
        os.close(number)


def _locked(number: int) -> bool:
    """Lock a file; whether it is locked now.  Raises nothing where the system has no locks: nothing is swept there."""
    try:
        import fcntl

        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (ImportError, OSError):
        return False
    return True
