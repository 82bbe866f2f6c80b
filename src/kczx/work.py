"""What is done with one input: documents are read out of it, and each becomes a record or a failure.

The pipeline is loaded by the process that first reads a document, so that one which only has others do so does without it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date as Day
from pathlib import Path

from kczx import lexicon
from kczx.acquire import Options, from_text
from kczx.acquire.files import opened
from kczx.acquire.inputs import Found, Held
from kczx.acquire.select import Chosen
from kczx.errors import InputError, KczxError
from kczx.flow import Source
from kczx.kept import starts
from kczx.packed import packed
from kczx.records import Document, Failure

WARM = "2020年5月6日，科学技术协会在北京召开会议，88人出席。"
"""A text in which something of each kind is, so that all tables are there before the first document is timed."""


@dataclass(frozen=True, slots=True)
class Setting:
    """By what documents are read, and by which version; with `sources` each record has its source beside it (`Sourced`)."""

    version: str
    options: Options
    base_date: Day | None = None
    lexicon: Path | None = None
    sources: bool = False


def reader(setting: Setting) -> Callable[[Source | Held | Chosen], Iterator[bytes]]:
    """What a process does with each input: yields the results in it, packed.  Raises LexiconError."""
    with starts(setting.version):
        from kczx.pipeline import read

        lexicon.overlay(setting.lexicon)
        read(from_text(WARM))

    def work(unit: Source | Held | Chosen) -> Iterator[bytes]:
        return map(packed, results(unit, setting.options, setting.base_date, setting.sources))

    return work


def results(
    unit: Source | Held | Chosen, options: Options, base_date: Day | None, sources: bool = False
) -> Iterator[Document | Failure]:
    """Yield the record of each document of an input, and a failure for what cannot be read."""
    for found in opened(unit, options) if isinstance(unit, (Chosen, Held)) else (unit,):
        yield result(found, base_date, sources)


def result(found: Found, base_date: Day | None, sources: bool = False) -> Document | Failure:
    """The record of a document; a failure where it could not be had.  Raises LexiconError, which is no document's fault."""
    from kczx.pipeline import read
    from kczx.write.source import sourced

    if isinstance(found, tuple):
        return failure(*found)
    try:
        reading = read(found, base_date)
        return sourced(reading.document, reading.cleaned, reading.linked) if sources else reading.document
    except KczxError:
        raise
    except Exception as error:  # a bug of ours must not cost the user the rest of the batch; it is told, not hidden
        if os.environ.get("KCZX_DEBUG"):
            raise
        return Failure(path=found.path, error=type(error).__name__, message=f"internal error: {error}")


def failure(path: str, error: InputError) -> Failure:
    """The failure that an error is of."""
    return Failure(path=path, error=type(error).__name__, message=str(error))
