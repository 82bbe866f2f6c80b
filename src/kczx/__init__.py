"""kczx reads Chinese official news and gives back events, people, organizations, places, dates and figures.

    >>> import kczx
    >>> document = kczx.read("4月30日，中国科协党组书记林国栋在北京会见来宾。", published="2021-05-14")
    >>> [(person.name, person.titles[0].position) for person in document.people]
    [('林国栋', '党组书记')]

`read` takes a text, `read_path` a file or a folder, `read_all` gives a folder's records one by one; what they return is
told in `kczx.records`, what they raise in `kczx.errors`.  Importing this package loads none of its parts: each is loaded
when its name is first asked for.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from kczx.acquire.options import Options
    from kczx.errors import (
        Crashed,
        EncodingError,
        ExampleError,
        InputError,
        KczxError,
        LexiconError,
        MissingLibrary,
        OptionError,
        TooLarge,
        TooSlow,
        UnreadableFile,
        UnsupportedType,
    )
    from kczx.records import (
        Article,
        Conflict,
        ConflictValue,
        Corpus,
        CorpusEvent,
        CorpusOrganization,
        CorpusPerson,
        Date,
        Document,
        Event,
        EventDate,
        Extraction,
        Failure,
        Figure,
        Mention,
        Notice,
        Organization,
        Participant,
        Person,
        Place,
        Record,
        Reference,
        Title,
    )

__version__ = "0.1.0"
__all__ = [
    "Article",
    "Conflict",
    "ConflictValue",
    "Corpus",
    "CorpusEvent",
    "CorpusOrganization",
    "CorpusPerson",
    "Crashed",
    "Date",
    "Document",
    "EncodingError",
    "Event",
    "EventDate",
    "ExampleError",
    "Extraction",
    "Failure",
    "Figure",
    "InputError",
    "KczxError",
    "LexiconError",
    "Mention",
    "MissingLibrary",
    "Notice",
    "OptionError",
    "Options",
    "Organization",
    "Participant",
    "Person",
    "Place",
    "Record",
    "Reference",
    "Title",
    "TooLarge",
    "TooSlow",
    "UnreadableFile",
    "UnsupportedType",
    "__version__",
    "read",
    "read_all",
    "read_path",
]
ERRORS = frozenset(
    name for name in __all__ if name.endswith(("Error", "File", "Type", "Large", "Library", "Slow", "Crashed"))
)


def read(
    text: str,
    *,
    path: str = "-",
    published: str | date | None = None,
    title: str | None = None,
    base_date: str | date | None = None,
    lexicon: str | os.PathLike[str] | None = None,
) -> Document:
    """The record of one document whose text is in memory.

    `path` only names it in the record.  `published` is the day it came out and `base_date` the day to count from where
    the text tells no year, each a date or `YYYY-MM-DD`; the clock is never used.  Spans count the code points of `text`.
    `lexicon` is a folder of your own rows, laid out as kczx's (`find/people/titles.tsv`); it holds for the whole process
    until another call names another or none, so let no thread read with one while another reads without.

    Raises OptionError where `text` is no string or a day is none, LexiconError where a row of yours is wrong.

    >>> read("5月6日，湖南省科协在长沙举办培训班。", published="2020-05-08").dates[0].edtf
    '2020-05-06'
    """
    from kczx.acquire import from_text
    from kczx.acquire.published import given
    from kczx.errors import OptionError
    from kczx.pipeline import read as run

    for name, value in (("text", text), ("path", path), ("title", title)):
        if not isinstance(value, str) and not (name == "title" and value is None):
            raise OptionError(f"{name}: a string is wanted, not {type(value).__name__}")
    day, base = given(published, "published"), given(base_date, "base_date")
    _lay(lexicon)
    return run(from_text(text, path, published=day.isoformat() if day else None, title=title), base).document


def read_path(
    path: str | os.PathLike[str],
    *,
    base_date: str | date | None = None,
    options: Options | None = None,
    lexicon: str | os.PathLike[str] | None = None,
) -> Extraction:
    """The records of a file, of a folder's files in the order of their names, of an archive's members or a table's rows.

    `options` say which of them are read and how much (`kczx.Options`), `lexicon` is as for `read`.  What cannot be read is a
    row of `failures`.

    Raises UnreadableFile where there is no such path, OptionError where `base_date` is no day.

    >>> read_path("nothing.txt")
    Traceback (most recent call last):
    kczx.errors.UnreadableFile: nothing.txt: no such file
    """
    from kczx.errors import UnreadableFile
    from kczx.jobs import extraction

    name = _path(path)
    run = extraction(_read(name, base_date, options, lexicon), __version__)
    if not run.documents and [failure.path for failure in run.failures] == [name] and not os.path.lexists(name):
        raise UnreadableFile(f"{name}: {run.failures[0].message}")
    return run


def read_all(
    source: str | os.PathLike[str] | Iterable[str],
    *,
    base_date: str | date | None = None,
    options: Options | None = None,
    lexicon: str | os.PathLike[str] | None = None,
    jobs: int = 1,
    timeout: float | None = None,
) -> Iterator[Document | Failure]:
    """Yield, one by one, what `read_path` gathers of a path, or the record of each of some texts; memory stays flat.

    A string is a path, any other iterable gives texts, whose records have their numbers as paths.  No years are taken over
    from other documents, since those behind are not read yet.

    With more than one of `jobs`, or with a `timeout` (seconds for a document), processes read: one that ends over a document or
    takes too long is replaced, and the document is a Failure.  They end where all is read, or where the iterator is closed.

    Raises OptionError where `source` is neither, or `base_date` is no day; both before the first document is asked for.

    >>> [document.figures[0].value for document in read_all(["88家企业到会。", "26个城市入选。"])]
    [88, 26]
    >>> next(read_all("nothing.txt")).message
    'no such file'
    """
    from collections.abc import Iterable

    from kczx.errors import OptionError

    path = None
    if not isinstance(source, Iterable) or isinstance(source, (str, os.PathLike)):
        path = _path(source)
    elif isinstance(source, (bytes, dict)):
        raise OptionError(f"source: a path or texts are wanted, not {type(source).__name__}")
    if jobs != 1 or timeout is not None:
        return _by_processes(path, source, base_date, options, lexicon, jobs, timeout)  # type: ignore[arg-type]
    if path is not None:
        return _read(path, base_date, options, lexicon)
    return (read(text, path=str(number), base_date=base_date, lexicon=lexicon) for number, text in enumerate(source, 1))  # type: ignore[arg-type]


def _by_processes(
    path: str | None,
    source: Iterable[str],
    base_date: str | date | None,
    options: Options | None,
    lexicon: str | os.PathLike[str] | None,
    jobs: int,
    timeout: float | None,
) -> Iterator[Document | Failure]:
    from pathlib import Path

    from kczx.acquire import Options
    from kczx.acquire.published import given
    from kczx.bulk import Plan, many, opened, texts
    from kczx.errors import OptionError
    from kczx.work import Setting

    if jobs < 1:
        raise OptionError(f"jobs: {jobs} processes cannot read")
    _lay(lexicon)
    rows = None if lexicon is None else Path(lexicon)
    setting, plan = Setting(__version__, options or Options(), given(base_date, "base_date"), rows), Plan(jobs, timeout)
    return opened(many([path], setting, plan)) if path is not None else texts(source, setting, plan)


def _read(
    path: str, base_date: str | date | None, options: Options | None, lexicon: str | os.PathLike[str] | None
) -> Iterator[Document | Failure]:
    from kczx.acquire.published import given
    from kczx.jobs import extract

    _lay(lexicon)
    return extract([path], given(base_date, "base_date"), options=options)


def _path(path: object) -> str:
    from kczx.errors import OptionError

    if not isinstance(path, (str, os.PathLike)):
        raise OptionError(f"path: a string or a path is wanted, not {type(path).__name__}")
    return str(path)


def _lay(folder: str | os.PathLike[str] | None) -> None:
    from pathlib import Path

    from kczx import lexicon

    lexicon.overlay(None if folder is None else Path(folder))


def __getattr__(name: str) -> object:
    if name == "Options":
        return import_module("kczx.acquire.options").Options
    if name in __all__:
        return getattr(import_module("kczx.errors" if name in ERRORS else "kczx.records"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
