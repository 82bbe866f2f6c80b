"""Records → bytes: JSON written piece by piece, JSON Lines a document a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Protocol

from kczx.records import SCHEMA_VERSION, Corpus, Document, Failure, Record

IN_MEMORY = 64 * 1024 * 1024
"""Bytes of finished documents that wait in memory for an earlier one; beyond it they wait in a temporary file."""


Shape = Callable[[Document], Document]
"""What a document goes through before it is written, such as losing the kinds that nobody asked for."""


class Memory(Protocol):
    """What remembers documents across a run (`kczx.link.corpus.Corpus`)."""

    def add(self, document: Document) -> None: ...
    def needs_year(self, document: Document) -> bool: ...
    def with_years(self, document: Document) -> Document: ...
    def record(self) -> Corpus: ...


def json_lines(
    results: Iterable[Document | Failure], failures: list[Failure], shape: Shape = lambda d: d
) -> Iterator[bytes]:
    """Yield one line of JSON for each document, as it is done; failures are gathered in the list."""
    for result in results:
        if isinstance(result, Failure):
            failures.append(result)
        else:
            yield _json(shape(result)) + b"\n"


def json_document(
    results: Iterable[Document | Failure],
    memory: Memory,
    failures: list[Failure],
    version: str,
    shape: Shape = lambda d: d,
    shape_corpus: Callable[[Corpus], Corpus] = lambda c: c,
) -> Iterator[bytes]:
    """Yield the run's JSON piece by piece, indented by document.

    A document whose events lack a year that another may tell waits for the end of the run, and those behind it wait as
    bytes, so that the order of the input is kept.
    """
    head = {"kczx": version, "schema": SCHEMA_VERSION}
    yield (json.dumps(head, ensure_ascii=False)[:-1] + ', "documents": [').encode()
    separator = b"\n"
    waiting: list[Document | tuple[int, int]] = []
    with SpooledTemporaryFile(max_size=IN_MEMORY) as later:
        for result in results:
            if isinstance(result, Failure):
                failures.append(result)
                continue
            memory.add(result)
            if memory.needs_year(result):
                waiting.append(result)
            elif waiting:
                waiting.append(_put_by(later, _json(shape(result))))
            else:
                yield separator + _json(shape(result))
                separator = b",\n"
        for item in waiting:
            if isinstance(item, Document):
                yield separator + _json(shape(memory.with_years(item)))
            else:
                later.seek(item[0])
                yield separator + later.read(item[1])
            separator = b",\n"
    yield b'\n], "corpus": ' + _json(shape_corpus(memory.record()))
    yield b',\n"failures": ' + json.dumps([f.model_dump() for f in failures], ensure_ascii=False).encode() + b"}\n"


def _json(record: Record) -> bytes:
    return record.model_dump_json(by_alias=True).encode()


def _put_by(later: IO[bytes], data: bytes) -> tuple[int, int]:
    start = later.seek(0, 2)
    later.write(data)
    return start, len(data)
