"""Records → Parquet: a row for each document, nested as the JSON is, with a schema read off the models."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from types import NoneType, UnionType
from typing import Any, BinaryIO, Literal, Union, get_args, get_origin, get_type_hints

import pyarrow
import pyarrow.parquet

from kczx.records import Document, Failure, Record

GROUP = 64
"""Documents of a row group: more take memory and save no room."""

PLAIN = {str: pyarrow.string, bool: pyarrow.bool_, int: pyarrow.int64, float: pyarrow.float64}


def write_parquet(documents: Iterable[Document], failures: list[Failure], sink: BinaryIO) -> None:
    """Write documents as they come, so many at a time; of `failures`, which are no documents, there are no rows."""
    schema = pyarrow.schema([pyarrow.field(name, kind) for name, kind in _fields(Document)])
    with pyarrow.parquet.ParquetWriter(sink, schema, compression="zstd") as writer:
        remaining = iter(documents)
        while group := [document.model_dump() for document in islice(remaining, GROUP)]:
            writer.write_table(pyarrow.Table.from_pylist(group, schema))


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
