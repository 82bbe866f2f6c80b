"""What a run remembers does not grow with its documents: neither what JSON's corpus is made of, nor what tables wait for."""

from __future__ import annotations

import os
import tracemalloc
from collections.abc import Callable, Iterator

import pytest

import kczx
from kczx.link.corpus import Corpus, Years
from kczx.records import Document
from kczx.write import stream
from kczx.write.sqlite import write_sqlite

FEW, MANY = 400, 2000
TEXT = "2021年5月{}日，第三届{}茶叶科技论坛在南京召开，江苏省科协主席李{}出席会议，{}家单位参加。"


@pytest.fixture(scope="module")
def read() -> Document:
    return kczx.read(TEXT.format(13, "甲", "明山", 88))


def documents(read: Document, count: int) -> Iterator[Document]:
    """Documents of which each has names of its own."""
    for number in range(count):
        told = read.model_dump_json().replace("李明山", f"李明山{number}").replace("茶叶", f"茶叶{number}")
        told = told.replace("江苏省科协", f"江苏省科协第{number}学会")
        yield Document.model_validate_json(told).model_copy(update={"id": f"sha256:{number:016x}"})


def as_json(found: Iterator[Document]) -> None:
    for _ in stream.json_document(found, Corpus(), [], "0"):
        pass


def as_table(found: Iterator[Document]) -> None:
    with open(os.devnull, "wb") as sink:  # noqa: PTH123
        write_sqlite(stream.whole(found, Years(), []), [], sink)


@pytest.mark.parametrize("write", [as_json, as_table])
def test_memory_is_flat(read: Document, write: Callable[[Iterator[Document]], None]) -> None:
    write(documents(read, FEW))
    peaks = []
    for count in (FEW, MANY):
        tracemalloc.start()
        write(documents(read, count))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    grown = (peaks[1] - peaks[0]) / (MANY - FEW)
    assert grown < 1000, f"{grown:.0f} bytes a document"  # what libraries remember of strings; a record has thousands
