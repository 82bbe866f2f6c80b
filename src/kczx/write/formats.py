"""The formats of tables: each is a writer of finished documents, loaded when it is asked for."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from kczx.errors import OptionError
from kczx.own import UNFINISHED
from kczx.records import Document, Failure
from kczx.write.csv_tables import is_own_folder, write_folder
from kczx.write.terminal import output

WRITERS = {
    "csv": "csv_tables:write_zip", "xlsx": "xlsx:write_xlsx", "parquet": "parquet:write_parquet", "sqlite": "sqlite:write_sqlite",
}  # fmt: skip


def write(
    format: str, documents: Iterable[Document], failures: list[Failure], target: str | None, excel: bool = False
) -> None:
    """Write documents as csv, xlsx, parquet or sqlite; `failures` grows while they are read, and is written behind them.

    The file, or the folder of CSV, appears under its name once it is complete.  `excel` is for CSV alone.  Raises OptionError
    where the target cannot be written, or where the format's library is missing.
    """
    if excel and format != "csv":
        raise OptionError("--excel is for csv")
    if target in (None, "-") and sys.stdout.isatty():
        where = "-o FOLDER or -o FILE.zip" if format == "csv" else f"-o FILE.{format}"
        raise OptionError(f"{format} is nothing that a terminal shows: give {where}")
    module, function = WRITERS[format].split(":")
    try:
        writer = getattr(importlib.import_module(f"kczx.write.{module}"), function)
    except ImportError as error:
        raise OptionError(f"to write {format}, pip install 'kczx[{format}]' ({error})") from error
    more = {"excel": excel} if format == "csv" else {}
    if format == "csv" and target and target != "-" and Path(target).suffix.lower() != ".zip":
        with _folder(Path(target)) as place:
            write_folder(documents, failures, place, excel)
        return
    with output(target) as sink:
        writer(documents, failures, sink, **more)


@contextmanager
def _folder(place: Path) -> Iterator[Path]:
    """An empty folder that gets its name once it is complete; what an earlier run wrote there is replaced."""
    place = Path(os.path.realpath(place))
    if place.exists() and not is_own_folder(place):
        raise OptionError(f"{place}: is there, and not an earlier run's folder of tables")
    try:
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
