"""Formats that other packages bring: each an entry point of the group `kczx.formats`, loaded when it is asked for.

The entry point's name is the format's (`-f NAME`).  It leads to a module or to any other object that has what `Writer` tells.
kczx's own formats and endings come first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from importlib.metadata import EntryPoint, entry_points
from typing import BinaryIO, Protocol, cast

from kczx.errors import OptionError
from kczx.records import Document, Failure

GROUP = "kczx.formats"


class Writer(Protocol):
    """What a package brings."""

    endings: Collection[str]
    """The endings of files' names that choose the format, each with its dot: `(".ftm",)`."""

    def write(self, documents: Iterable[Document], failures: list[Failure], sink: BinaryIO) -> None:
        """Write a run's documents as bytes, one after the other as they come, holding none.

        `failures` is complete once all documents were read.  The file gets its name when `write` has returned; where it
        raises, there is none.
        """


def names() -> list[str]:
    """The names of the formats that the installed packages bring."""
    return sorted({point.name for point in entry_points(group=GROUP)})


def writer(name: str) -> Writer:
    """The writer of a format; raises OptionError where no package brings it, several do, or it cannot be loaded."""
    found = [point for point in entry_points(group=GROUP) if point.name == name]
    if not found:
        raise OptionError(f"{name}: no such format")
    if len({point.value for point in found}) > 1:
        raise OptionError(f"{name}: {' and '.join(sorted(map(_package, found)))} both bring a format of this name")
    return _loaded(found[0])


def _loaded(point: EntryPoint) -> Writer:
    try:
        found = point.load()
    except Exception as error:  # whatever a package's code does when it is loaded
        raise OptionError(
            f"{point.name}: {_package(point)} cannot be loaded ({type(error).__name__}: {error})"
        ) from error
    endings = getattr(found, "endings", None)
    if not callable(getattr(found, "write", None)) or isinstance(endings, str) or not isinstance(endings, Collection):
        raise OptionError(f"{point.name}: {_package(point)} has no `write` and `endings` at {point.value}")
    return cast(Writer, found)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist is not None else point.module
