"""The formats: kczx's own, and those that other packages bring; each is loaded when it is asked for."""

from __future__ import annotations

import importlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
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
PAGE = "html"
"""The format that a person reads; it tells what documents share, too."""
SOURCED = frozenset([PAGE])
"""The formats that want each record with its source beside it (`kczx.sourced`)."""
OWN = (*RUN, PAGE, *MODULES)
ENDINGS = {
    ".html": PAGE, ".htm": PAGE,
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
    language: str = "en",
) -> None:
    """Write documents in a format of tables, as a page, or in another package's format; `failures` grows while they are read, and
    is written behind them.  `corpus` remembers the documents for those formats that tell what they share; a page wants
    documents with their sources (`SOURCED`), and is in a language.

    The file, or the folder of CSV or of flat Parquet, appears under its name once it is complete.  Raises OptionError where the
    target cannot be written, where the format's library is missing, or where an option is another format's.
    """
    if excel and format != "csv":
        raise OptionError("--excel is for csv")
    if flat and format != "parquet":
        raise OptionError("--flat is for parquet")
    if format == PAGE:
        assert corpus is not None
        _write_page(documents, failures, target, corpus, language)
        return
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


def _write_page(
    documents: Iterable[Document], failures: list[Failure], target: str | None, corpus: Shared, language: str
) -> None:
    """Write a page, and the folder of pages that it is the index of where there is much text.

    `report.html` is a file, with `report_files` beside it where that is wanted; a name without an ending is a folder, and in it
    `index.html`.  A pipe takes one page.
    """
    from kczx.write.page import Beside, is_own_folder, write_page

    if target in (None, "-"):
        if sys.stdout.isatty():
            raise OptionError(f"{PAGE} is nothing that a terminal shows: give -o FILE.html or -o FOLDER")
        with output(target) as sink:
            write_page(documents, failures, sink, corpus, language)
        return
    place = Path(str(target))
    with ExitStack() as stack:
        if place.suffix.lower() in ENDINGS or (place.exists() and not place.is_dir()):
            sink = stack.enter_context(output(target))
            files = place.with_name(f"{place.stem}_files")
            beside = Beside(files.name, f"../{place.name}", lambda: stack.enter_context(_folder(files, is_own_folder)))
        else:
            folder = stack.enter_context(_folder(place, is_own_folder))
            sink = stack.enter_context((folder / "index.html").open("wb"))
            beside = Beside("", "index.html", lambda: folder)
        write_page(documents, failures, sink, corpus, language, beside)


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
        raise OptionError(f"{place}: is there, and not a folder that an earlier run has written")
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
