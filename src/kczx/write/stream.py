"""Records → bytes: JSON written piece by piece, JSON Lines a document a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import Protocol

from kczx.packed import Packed
from kczx.records import SCHEMA_VERSION, Document, Failure, Record

IN_MEMORY = 2 * 1024 * 1024
"""Bytes of finished documents that wait in memory for an earlier one; beyond it they wait in a temporary file."""


Shape = Callable[[Document], Document | None]
"""What a document goes through before it is written, such as losing the kinds that nobody asked for; None: it is left out."""


class Memory(Protocol):
    """What remembers documents across a run (`kczx.link.corpus.Years`)."""

    def add(self, document: Document) -> None: ...
    def needs_year(self, document: Document) -> bool: ...
    def with_years(self, document: Document) -> Document: ...


class Linking(Memory, Protocol):
    """What tells of them together in the end as well (`kczx.link.corpus.Corpus`)."""

    def sections(self) -> Iterator[tuple[str, Iterator[Record]]]: ...


def json_lines(
    results: Iterable[Document | Failure | Packed], failures: list[Failure], shape: Shape | None = None
) -> Iterator[bytes]:
    """Yield one line of JSON for each document, as it is done; failures are gathered in the list."""
    for result in results:
        if isinstance(result, Failure):
            failures.append(result)
        elif isinstance(result, Packed) and shape is None:
            yield result.json + b"\n"
        else:
            document = result.document() if isinstance(result, Packed) else result
            if (shaped := document if shape is None else shape(document)) is not None:
                yield _json(shaped) + b"\n"


def whole(
    results: Iterable[Document | Failure], memory: Memory, failures: list[Failure], shape: Shape = lambda d: d
) -> Iterator[Document]:
    """Yield the documents of a run as they are in the end; failures are gathered in the list.

    A document whose events lack a year that another may tell waits for the end of the run, and those behind it wait, too, so
    that the order of the input is kept; they wait as bytes, in a file where they are many.
    """
    waiting: list[tuple[bool, int, type[Document]]] = []  # whether it lacks a year, its size in bytes, and what it is
    with SpooledTemporaryFile(max_size=IN_MEMORY) as later:
        for result in results:
            if isinstance(result, Failure):
                failures.append(result)
                continue
            memory.add(result)
            lacking = memory.needs_year(result)
            if lacking or waiting:
                waiting.append((lacking, later.write(_json(result)), type(result)))
            elif (shaped := shape(result)) is not None:
                yield shaped
        later.seek(0)
        for lacking, size, kind in waiting:
            document = kind.model_validate_json(later.read(size))
            if (shaped := shape(memory.with_years(document) if lacking else document)) is not None:
                yield shaped


def json_document(
    results: Iterable[Document | Failure],
    memory: Linking,
    failures: list[Failure],
    version: str,
    shape: Shape = lambda d: d,
    told: Callable[[str], bool] = lambda section: True,
    chosen: Linking | None = None,
) -> Iterator[bytes]:
    """Yield the run's JSON piece by piece, indented by document; `told` says which of the corpus's lists are wanted.

    The corpus is that of all documents, or, where there is one to fill, of `chosen`: the documents that are written.
    """
    yield json_head(version)
    for number, document in enumerate(whole(results, memory, failures, shape)):
        yield (b",\n" if number else b"\n") + _json(document)
        if chosen is not None:
            chosen.add(document)
    yield from json_rest((memory if chosen is None else chosen).sections(), failures, told)


def json_head(version: str) -> bytes:
    """What stands before the documents in a run's JSON."""
    head = {"kczx": version, "schema": SCHEMA_VERSION}
    return (json.dumps(head, ensure_ascii=False)[:-1] + ', "documents": [').encode()


def json_rest(
    sections: Iterable[tuple[str, Iterable[Record]]], failures: Iterable[Failure], told: Callable[[str], bool]
) -> Iterator[bytes]:
    """Yield what stands behind them: the corpus's lists, of which `told` says which are wanted, and the failures."""
    yield b'\n], "corpus": {'
    for number, (section, rows) in enumerate(sections):
        yield f'{", " if number else ""}"{section}": ['.encode()
        for place, row in enumerate(rows if told(section) else ()):
            yield (b", " if place else b"") + _json(row)
        yield b"]"
    yield b'},\n"failures": ' + json.dumps([f.model_dump() for f in failures], ensure_ascii=False).encode() + b"}\n"


def _json(record: Record) -> bytes:
    return record.model_dump_json(by_alias=True).encode()
