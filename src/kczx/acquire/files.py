"""Paths → sources: files, folders in a stable order, stdin, and JSON Lines, a document a row."""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from kczx.acquire.encodings import decode
from kczx.errors import EncodingError, InputError, TooLarge, UnreadableFile, UnsupportedType
from kczx.flow import Source

LIMIT = 256 * 1024 * 1024
"""Bytes; a text file beyond it is taken for something else."""
ROWS = frozenset([".jsonl", ".ndjson"])
SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a character: no encoding can write it, so it becomes U+FFFD, which is as long."""


def acquire(paths: Iterable[str]) -> Iterator[Source | tuple[str, InputError]]:
    """Yield the sources that the paths lead to; in place of one that cannot be read, its path and the reason.

    A folder is walked in the order of names, hidden files left out; `-` is stdin.
    """
    for path in paths:
        if path == "-":
            yield from _attempt("-", lambda: [_source("-", sys.stdin.buffer.read())])
            continue
        place = Path(path)
        try:
            is_folder = place.is_dir()
        except (OSError, ValueError) as error:
            yield _name(place), UnreadableFile(str(error))
            continue
        if is_folder:
            yield from _folder(place)
        else:
            yield from _file(place)


def from_text(text: str, path: str = "-", **details: str | None) -> Source:
    """A source of text that is in memory already."""
    digest = _digest(text.encode("utf-8", "surrogatepass"))
    return Source(path, SURROGATE.sub("\ufffd", text), digest, **details)  # type: ignore[arg-type]


def _folder(folder: Path) -> Iterator[Source | tuple[str, InputError]]:
    try:
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except OSError as error:
        yield _name(folder), UnreadableFile(error.strerror or str(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir():
            if not entry.is_symlink():
                yield from _folder(entry)
        else:
            yield from _file(entry)


def _file(place: Path) -> Iterator[Source | tuple[str, InputError]]:
    if place.suffix.lower() in ROWS:
        yield from _rows(place)
    else:
        yield from _attempt(_name(place), lambda: [_source(_name(place), _bytes(place))])


def _name(place: Path) -> str:
    """A path as it is told in records; bytes of it that are no text are written as `\\xff`."""
    return os.fsencode(place).decode("utf-8", "backslashreplace")


def _attempt(path: str, read: object) -> Iterator[Source | tuple[str, InputError]]:
    try:
        yield from read()  # type: ignore[operator]
    except InputError as error:
        yield path, error
    except OSError as error:
        yield path, UnreadableFile(error.strerror or str(error))


def _bytes(place: Path) -> bytes:
    if not place.exists():
        raise UnreadableFile("no such file")
    if not place.is_file():
        raise UnsupportedType("neither a file nor a folder")
    size = place.stat().st_size
    if size > LIMIT:
        raise TooLarge(f"{size} bytes, the limit is {LIMIT}")
    return place.read_bytes()


def _source(path: str, data: bytes) -> Source:
    if not data.strip():
        raise UnreadableFile("the file is empty")
    text, encoding = decode(data)
    if not text.strip():
        raise UnreadableFile("the file is empty")
    return Source(path, text, _digest(data), encoding)


def _digest(data: bytes) -> str:
    return "sha256:" + hashlib.sha256(data).hexdigest()[:16]


def _rows(place: Path) -> Iterator[Source | tuple[str, InputError]]:
    """The rows of a JSON Lines file: {"id", "text", "published", "title"}, of which only `text` is needed."""
    try:
        with place.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    path = f"{_name(place)}:{number}"
                    try:
                        yield _row(_name(place), line)
                    except InputError as error:
                        yield path, error
    except OSError as error:
        yield _name(place), UnreadableFile(error.strerror or str(error))


def _row(path: str, line: bytes) -> Source:
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise EncodingError(f"the row is not UTF-8 (byte {error.start} is wrong)") from error
    except (ValueError, RecursionError) as error:
        raise UnsupportedType(f"the row is not JSON: {error}") from error
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        raise UnsupportedType('the row has no "text"')
    if not row["text"].strip():
        raise UnreadableFile("the row's text is empty")

    def cell(name: str) -> str | None:
        value = row.get(name)
        return None if value is None else SURROGATE.sub("\ufffd", str(value))

    return from_text(row["text"], path, source_id=cell("id"), published=cell("published"), title=cell("title"))
