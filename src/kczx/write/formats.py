"""The formats: kczx's own, and those that other packages bring; each is loaded when it is asked for."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, BinaryIO

from kczx.errors import OptionError
from kczx.own import UNFINISHED
from kczx.write.terminal import output, sweep

if TYPE_CHECKING:  # the command line looks names up without loading the records
    from kczx.records import Document, Failure
    from kczx.write.exchange import Shared

RUN = ("json", "jsonl", "summary")
"""The formats that tell of a run as it goes, which the command line writes itself."""
MODULES = {
    "csv": "csv_tables", "xlsx": "xlsx", "parquet": "parquet", "sqlite": "sqlite", "duckdb": "duckdb",
    "ics": "ics", "jsonld": "jsonld", "ftm": "ftm",
}  # fmt: skip
"""The formats of tables and of exchange, each with its module here."""
TEXT = ("ics", "jsonld", "ftm")
"""Those of them that are text, which a terminal shows."""
LINKED = ("ics", "jsonld")
"""Those that tell what documents share."""
OWN = (*RUN, *MODULES)
ENDINGS = {
    ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".txt": "summary", ".zip": "csv", ".xlsx": "xlsx",
    ".parquet": "parquet", ".sqlite": "sqlite", ".sqlite3": "sqlite", ".db": "sqlite", ".duckdb": "duckdb", ".ddb": "duckdb",
    ".ics": "ics", ".jsonld": "jsonld", ".ftm": "ftm",
}  # fmt: skip


def known(name: str) -> bool:
    """Whether there is a format of this name, of kczx's or of another package's."""
    return name in OWN or name in brought()


def brought() -> list[str]:
    """The names of the formats that other packages bring."""
    from kczx.write import plugins

    return [name for name in plugins.names() if name not in OWN]


def by_ending(ending: str) -> str | None:
    """The format that an ending chooses."""
    if ending in ENDINGS:
        return ENDINGS[ending]
    from kczx.write import plugins

    return next((name for name in brought() if ending in plugins.writer(name).endings), None)


def write(
    format: str,
    documents: Iterable[Document],
    failures: list[Failure],
    target: str | None,
    excel: bool = False,
    flat: bool = False,
    corpus: Shared | None = None,
) -> None:
    """Write documents in a format of tables, or of another package's; `failures` grows while they are read, and is written
    behind them.  `corpus` remembers the documents for those formats that tell what they share.

    The file, or the folder of CSV or of flat Parquet, appears under its name once it is complete.  Raises OptionError where the
    target cannot be written, where the format's library is missing, or where an option is another format's.
    """
    if excel and format != "csv":
        raise OptionError("--excel is for csv")
    if flat and format != "parquet":
        raise OptionError("--flat is for parquet")
    in_folder = flat or (format == "csv" and target not in (None, "-") and Path(str(target)).suffix.lower() != ".zip")
    if target in (None, "-") and (flat or (sys.stdout.isatty() and format not in TEXT)):
        where = "-o FOLDER" if flat else "-o FOLDER or -o FILE.zip" if format == "csv" else f"-o FILE.{format}"
        raise OptionError(f"{format} is nothing that a {'pipe takes' if flat else 'terminal shows'}: give {where}")
    more: dict[str, Any] = {"excel": True} if excel else {}
    if format in LINKED:
        more["corpus"] = corpus
    if format not in MODULES:
        from kczx.write import plugins

        writer = plugins.writer(format).write
    else:
        module = _module(format)
        if in_folder:
            with _folder(Path(str(target)), module.is_own_folder) as place:
                module.write_folder(documents, failures, place, **more)
            return
        writer = getattr(module, "write_zip" if format == "csv" else f"write_{format}")
    with output(target) as sink:
        writer(documents, failures, sink, **more)


def writer_of(format: str) -> Callable[[Iterable[Document], list[Failure], BinaryIO], None]:
    """What writes documents in a format of tables to a file.  Raises OptionError where its library is missing."""
    writer: Callable[[Iterable[Document], list[Failure], BinaryIO], None] = getattr(_module(format), f"write_{format}")
    return writer


def _module(format: str) -> ModuleType:
    try:
        return importlib.import_module(f"kczx.write.{MODULES[format]}")
    except ImportError as error:
        raise OptionError(f"to write {format}, pip install 'kczx[{format}]' ({error})") from error


@contextmanager
def _folder(place: Path, is_own: Callable[[Path], bool]) -> Iterator[Path]:
    """An empty folder that gets its name once it is complete; what an earlier run wrote there is replaced."""
    place = Path(os.path.realpath(place))
    if place.exists() and not is_own(place):
        raise OptionError(f"{place}: is there, and not an earlier run's folder of tables")
    try:
        sweep(place)
        made = Path(tempfile.mkdtemp(f".{os.getpid()}{UNFINISHED}", f".{place.name[:40]}.", place.parent))
    except OSError as error:
        raise OptionError(f"{place}: {error.strerror}") from error
    try:
        mask = os.umask(0)
        os.umask(mask)
        made.chmod(0o777 & ~mask)
        yield made
        if place.exists():
            shutil.rmtree(place)
        made.rename(place)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
