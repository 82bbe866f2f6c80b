"""Tables → sources, a document a row and a row at a time: JSON Lines, JSON, CSV, Parquet."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from kczx.acquire.encodings import BOMS, decode, decode_as
from kczx.acquire.inputs import SURROGATE, Found, Input, at_most, from_text
from kczx.acquire.kinds import Kind
from kczx.acquire.libraries import library
from kczx.acquire.published import day
from kczx.errors import EncodingError, InputError, TooLarge, UnreadableFile, UnsupportedType
from kczx.flow import Remark, Source

SAMPLE = 1024 * 1024
"""Bytes of a CSV file by which its encoding is told."""
OPENING = re.compile(r"\s*+\[?\s*+")
SEPARATOR = re.compile(r"\s*+,?\s*+(?:\]\s*+)?+")
BATCH = 64
"""Rows of a Parquet file that are in memory at once."""


def read_json_lines(source: Input, kind: Kind) -> Iterator[Found]:
    """The rows of a JSON Lines file: objects, of which only the text's field is needed."""
    limit = source.options.max_bytes
    number = 0
    while line := source.stream.readline(limit + 1):
        number += 1
        if len(line) > limit:
            while line and not line.endswith(b"\n"):
                line = source.stream.readline(limit)
            yield f"{source.path}:{number}", TooLarge(f"the row has more than {limit} bytes (--max-bytes)")
        elif line.strip():
            yield from _attempt(source, number, lambda line=line: _object(line))


def read_json(source: Input, kind: Kind) -> Iterator[Found]:
    """The objects of a JSON file, one after the other: those of an array, a single one, or several on any lines."""
    text, _ = decode(source.take())
    decoder, number = json.JSONDecoder(), 0
    at = match.end() if (match := OPENING.match(text)) else 0
    while at < len(text):
        number += 1
        try:
            item, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError) as error:
            where = f"{source.path}:{number}" if number > 1 else source.path
            yield where, UnsupportedType(f"{_not_json(error)}; the rest is left unread")
            return
        yield from _attempt(source, number, lambda item=item: _row(item))
        separator = SEPARATOR.match(text, at)
        at = separator.end() if separator else at


def _object(line: bytes) -> Mapping[str, Any]:
    try:
        return _row(json.loads(line.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        raise EncodingError(f"the row is not UTF-8 (byte {error.start} is wrong)") from error
    except (ValueError, RecursionError) as error:
        raise UnsupportedType(_not_json(error)) from error


def _not_json(error: ValueError | RecursionError) -> str:
    return (
        f"not JSON at character {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else "no JSON that is read"
    )


def _row(row: object) -> Mapping[str, Any]:
    if not isinstance(row, dict):
        raise UnsupportedType("the row is no JSON object")
    return row


def read_csv(source: Input, kind: Kind) -> Iterator[Found]:
    """The rows of a CSV or TSV file with a heading row, in any encoding that text may have.

    The file is parsed as bytes (Latin-1 characters) and each cell decoded by itself: in UTF-8, GB18030 and Big5 no byte of
    a longer character is a comma, a quote or a line end, and a wrong byte costs its row alone.
    """
    options = source.options
    sample = source.stream.read(SAMPLE)
    if not sample.strip():
        raise UnreadableFile("the file is empty")
    encoding, rest = _encoding(sample), io.BufferedReader(_Again(sample, source.stream))
    if encoding in ("utf-16", "utf-32"):
        rest = io.BufferedReader(
            _Again(
                codecs.BOM_UTF8 + _transcoded(sample + at_most(source.stream, options.max_bytes), encoding),
                io.BytesIO(),
            )
        )
        encoding = "utf-8"
    lines = io.TextIOWrapper(rest, "latin-1", newline="")
    heading_line = sample.lstrip().split(b"\n", 1)[0]
    delimiter = max(b",", b"\t", b";", key=heading_line.count).decode()
    csv.field_size_limit(options.max_bytes)
    rows = csv.reader(lines, delimiter=delimiter)
    number = 1
    heading = [_cell(cell, encoding).removeprefix("\ufeff").strip() for cell in next(rows)]
    _must_hold(heading, options.text_field)
    while True:
        number += 1
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:  # a quote that is never closed takes all that follows
            yield f"{source.path}:{number}", UnsupportedType(f"the row is not CSV: {error}; the rest is left unread")
            return
        if cells:
            yield from _attempt(
                source, number,
                lambda cells=cells: {
                    name: _cell(cell, encoding) for name, cell in zip(heading, cells, strict=False)
                },
            )  # fmt: skip


def read_parquet(source: Input, kind: Kind) -> Iterator[Found]:
    """The rows of a Parquet file, of which only the fields in use are read."""
    parquet = library("pyarrow.parquet", "parquet")
    errors = library("pyarrow", "parquet").ArrowException
    options = source.options
    stream = source.stream if source.depth == 0 and source.stream.seekable() else io.BytesIO(source.take())
    number = 0
    try:
        table = parquet.ParquetFile(stream, buffer_size=1024 * 1024, pre_buffer=False)  # a page at a time
        names = table.schema_arrow.names
        _must_hold(names, options.text_field)
        fields = {options.text_field, options.id_field, options.date_field, options.title_field}
        for batch in table.iter_batches(batch_size=BATCH, columns=[name for name in names if name in fields]):
            for row in batch.to_pylist():
                number += 1
                yield from _attempt(source, number, lambda row=row: row)
    except MemoryError:
        raise
    except (errors, OSError) as error:
        raise UnreadableFile(f"the Parquet file is cut off or damaged: {str(error).splitlines()[0]}") from error


def _attempt(source: Input, number: int, read: Any) -> Iterator[Found]:
    """The document of a row, or why there is none."""
    try:
        yield _source(source, read())
    except InputError as error:
        yield f"{source.path}:{number}", error


def _source(source: Input, row: Mapping[str, Any]) -> Source:
    options = source.options
    text = row.get(options.text_field)
    if not isinstance(text, str):
        raise UnsupportedType(f'the row has no "{options.text_field}" that is text')
    if not text.strip():
        raise UnreadableFile("the row's text is empty")
    if len(text) > options.max_bytes:
        raise TooLarge(f"the row's text has more than {options.max_bytes} characters (--max-bytes)")

    def cell(name: str) -> str | None:
        value = row.get(name)
        return None if value is None or value == "" else SURROGATE.sub("\ufffd", str(value))

    published = cell(options.date_field)
    came_out = day(published) if published else None
    found = from_text(
        text, source.path, source_id=cell(options.id_field), title=cell(options.title_field), published=came_out
    )
    if published and came_out is None:
        return replace(found, remarks=(Remark("published-unread", f"{published[:40]!r} is not read as a day"),))
    return found


def _must_hold(names: Iterable[str], field: str) -> None:
    """Raises UnsupportedType, with the fields that there are, where the text's is missing."""
    names = list(names)
    if field not in names:
        raise UnsupportedType(f'no field "{field}" (--text-field); there is {", ".join(names[:20]) or "none"}')


def _encoding(sample: bytes) -> str:
    """The encoding of a table, by its first bytes up to a line's end; a few wrong bytes are for their rows to tell."""
    if any(sample.startswith(mark) for mark, _ in BOMS):
        return decode(sample[: len(sample) // 4 * 4])[1]
    return decode_as(sample[: sample.rfind(b"\n") + 1] or sample)[1]


def _transcoded(data: bytes, encoding: str) -> bytes:
    try:
        return data.decode(encoding).encode()
    except UnicodeDecodeError as error:
        raise EncodingError(f"a byte order mark says {encoding}, but byte {error.start} is none") from error


def _cell(cell: str, encoding: str) -> str:
    try:
        return cell.encode("latin-1").decode(encoding)
    except UnicodeDecodeError as error:
        raise EncodingError(f"the row is not {encoding} (byte {error.start} of a cell is wrong)") from error


class _Again(io.RawIOBase):
    """A stream whose first bytes were read already."""

    def __init__(self, first: bytes, rest: Any) -> None:
        self.first, self.rest = io.BytesIO(first), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self.first.read(len(buffer)) or self.rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
