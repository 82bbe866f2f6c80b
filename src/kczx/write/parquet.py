"""Records → Parquet: a row for each document, nested as the JSON is, with a schema read off the models; or the flat tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, BinaryIO, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow
import pyarrow.parquet

from kczx.records import Document, Failure, Record
from kczx.write.arrow import batches, schema
from kczx.write.tables import tables

GROUP = 192
"""Documents of a row group at most: more take memory and save no room."""
CHARACTERS = 500_000
"""Characters of articles after which a row group is closed, however few its documents are."""
STATISTICS = ["id", "path", "source_id", "publisher", "published"]
"""Columns whose least and greatest values are told: those of all columns, kept until the end, would take memory without end."""

CODEC = "zstd"
PLAIN = {str: pyarrow.string, bool: pyarrow.bool_, int: pyarrow.int64, float: pyarrow.float64}


def write_parquet(documents: Iterable[Document], failures: list[Failure], sink: BinaryIO) -> None:
    """Write documents as they come, so many at a time; of `failures`, which are no documents, there are no rows."""
    nested = pyarrow.schema([pyarrow.field(name, kind) for name, kind in _fields(Document)])
    with pyarrow.parquet.ParquetWriter(sink, nested, compression=CODEC, write_statistics=STATISTICS) as writer:
        for group in _groups(documents):
            writer.write_table(pyarrow.Table.from_pylist(group, nested))


def _groups(documents: Iterable[Document]) -> Iterator[list[dict[str, Any]]]:
    """The documents' fields, so many at a time."""
    group: list[dict[str, Any]] = []
    characters = 0
    for document in documents:
        group.append(document.model_dump())
        characters += sum(len(article.text) for article in document.articles)
        if len(group) == GROUP or characters >= CHARACTERS:
            yield group
            group, characters = [], 0
    if group:
        yield group


def write_folder(documents: Iterable[Document], failures: list[Failure], folder: Path) -> None:
    """Write the flat tables into an empty folder, a file for each."""
    with ExitStack() as files:
        writers = {
            name: files.enter_context(
                pyarrow.parquet.ParquetWriter(
                    folder / f"{name}.parquet", schema(table), compression=CODEC, write_statistics=list(table.key)
                )
            )
            for name, table in tables().items()
        }
        for name, batch in batches(documents, failures):
            writers[name].write_table(batch)


def is_own_folder(place: Path) -> bool:
    """Whether a folder is empty, or holds what an earlier run wrote there and nothing else."""
    if not place.is_dir():
        return False
    found = {entry.name for entry in place.iterdir()}
    return not found or (found == {f"{name}.parquet" for name in tables()} and all(map(_is_own, place.iterdir())))


def _is_own(file: Path) -> bool:
    try:
        told = pyarrow.parquet.read_schema(file).metadata or {}
    except (OSError, pyarrow.ArrowInvalid):
        return False
    return bool(told.get(b"kczx") == file.stem.encode())


def _fields(model: type[Record]) -> list[tuple[str, pyarrow.DataType]]:
    hints = get_type_hints(model)
    return [(name, _type(hints[name])) for name in model.model_fields]


def _type(hint: Any) -> pyarrow.DataType:
    if get_origin(hint) in (Union, UnionType):
        kinds = [kind for kind in get_args(hint) if kind is not NoneType]
        return pyarrow.float64() if float in kinds else _type(kinds[0])
    if get_origin(hint) is Literal:
        return pyarrow.string()
    if get_origin(hint) in (list, tuple):
        return pyarrow.list_(_type(get_args(hint)[0]))
    if hint in PLAIN:
        return PLAIN[hint]()
    return pyarrow.struct([pyarrow.field(name, kind) for name, kind in _fields(hint)])
