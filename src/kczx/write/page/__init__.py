"""Records → a page that a person reads: the text with what was found in it, and what was found beside it.

One file that needs no network and no library.  Above 5 MB of text it is the index of a folder with a page for each document.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple
from urllib.parse import quote

from kczx.errors import OptionError
from kczx.own import is_own_page
from kczx.records import Corpus, Document, Failure
from kczx.sourced import Sourced
from kczx.write.exchange import Shared
from kczx.write.only import KINDS
from kczx.write.page.body import contents, section
from kczx.write.page.frame import framed
from kczx.write.page.shown import Shown
from kczx.write.page.tables import Tables
from kczx.write.visible import visible_line

MOST = 5_000_000
"""Bytes of text beyond which each document has a page of its own."""


class Beside(NamedTuple):
    """Where pages of single documents go: their folder's address as seen from the index, the index's as seen from them, and what
    makes the folder."""

    folder: str
    home: str
    make: Callable[[], Path]


def is_own_folder(place: Path) -> bool:
    """Whether all that a folder holds are pages that kczx wrote, so that it may be replaced; an empty one may be."""
    return place.is_dir() and all(entry.is_file() and _is_page(entry) for entry in place.iterdir())


def _is_page(place: Path) -> bool:
    with place.open("rb") as file:
        return is_own_page(file.read(200))


def write_page(
    documents: Iterable[Document],
    failures: list[Failure],
    sink: BinaryIO,
    corpus: Shared,
    language: str = "en",
    beside: Beside | None = None,
    most: int = MOST,
) -> None:
    """Write a run's page; `failures` is complete once all documents were read.

    With `beside`, where there is more text than `most` bytes, each document has a page of its own; without it all is written
    into one page.  Raises OptionError where a document comes
    without its source.
    """
    rest = iter(documents)
    first: list[Sourced] = []
    size = 0
    for document in rest:
        first.append(_sourced(document))
        size += len(first[-1].source.text.encode("utf-8", "surrogatepass"))
        if beside is not None and size > most and len(first) > 1:
            _write_folder(itertools.chain(first, map(_sourced, rest)), failures, sink, corpus, language, beside)
            return
    _write(sink, _page(first, failures, corpus, language))


def _sourced(document: Document) -> Sourced:
    if not isinstance(document, Sourced):
        raise OptionError(f"{document.path}: a page shows the source, and this record has none beside it")
    return document


def _page(
    documents: list[Sourced], failures: list[Failure], corpus: Shared | None, language: str, **more: object
) -> Iterator[str]:
    """Yield a page of documents with their texts."""
    tables = Tables()
    shown = [Shown.of(document.source) for document in documents]
    for document, seen in zip(documents, shown, strict=True):
        tables.add(document, document.source, seen)
        if corpus is not None:
            corpus.add(document)
    text = (
        piece
        for number, (document, seen) in enumerate(zip(documents, shown, strict=True))
        for piece in section(document, document.source, seen, number)
    )
    data = tables.finished(_told(corpus)) | {"failures": _failures(failures), **more}
    return framed(_title(documents, len(documents)), language, text, data)


def _told(corpus: Shared | None) -> Corpus:
    """What the corpus tells of all documents; of one of several, nothing."""
    if corpus is None:
        return Corpus(people=[], organizations=[], events=[], indicators=[], conflicts=[])
    sections: dict[str, Any] = {name: list(rows) for name, rows in corpus.sections()}
    return Corpus.model_construct(**sections)


def _write_folder(
    documents: Iterable[Sourced],
    failures: list[Failure],
    sink: BinaryIO,
    corpus: Shared,
    language: str,
    beside: Beside,
) -> None:
    """Write a page for each document as it comes, and the index of them."""
    folder = beside.make()
    tables = Tables()
    heads: list[Document] = []
    names = []
    for number, document in enumerate(documents, 1):
        names.append(f"{number:04}.html")
        heads.append(
            Document.model_construct(**{**dict(document), **{name: [] for name in (*KINDS, "notices")}, "source": None})
        )
        with (folder / names[-1]).open("wb") as page:
            _write(page, _page([document], [], None, language, index=quote(beside.home)))
        tables.add(document, document.source, Shown.of(document.source), told=True)
        corpus.add(document)
    pages = [f"{beside.folder}/{name}" if beside.folder else name for name in names]
    data = tables.finished(_told(corpus)) | {"failures": _failures(failures), "pages": [quote(page) for page in pages]}
    text = contents(zip(heads, map(quote, pages), strict=True))
    _write(sink, framed(_title(heads, len(names)), language, text, data))


def _failures(failures: list[Failure]) -> list[list[str]]:
    return [[visible_line(failure.path), visible_line(failure.message)] for failure in failures]


def _title(documents: Sequence[Document], count: int) -> str:
    """What a browser calls the page."""
    if not documents:
        return "kczx"
    first = visible_line(documents[0].title or documents[0].path)
    return f"{first} · kczx" if count == 1 else f"{first} +{count - 1} · kczx"


def _write(sink: BinaryIO, pieces: Iterable[str]) -> None:
    for piece in pieces:
        sink.write(piece.encode("utf-8", "surrogatepass"))
