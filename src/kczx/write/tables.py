"""Records as flat tables: one definition, read off the models, that CSV, Excel and SQLite share.

A table holds the records of one kind of all documents.  `document` is the id of the document that a row belongs to; records that
have an id of their own keep it, the others have a `number`, counted from 1.  Lists within a cell are joined by `|` (`\\|` is a bar
of an item's own), spans and dates have a column for each of their parts.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from types import NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from kczx.records import Document, Failure, Mention, Record, Span

Cell = str | bool | int | float | None
Type = Literal["string", "boolean", "integer", "number"]
Fields = dict[str, Any]
SPAN = get_args(Span)[0]
PLAIN: dict[Any, Type] = {bool: "boolean", int: "integer"}


class Column(NamedTuple):
    """A column: its name, the type of its cells, and how a cell is had from a record's fields."""

    name: str
    type: Type
    cell: Callable[[Fields], Cell]


class Reference(NamedTuple):
    """Columns that hold the key of another table's rows."""

    columns: tuple[str, ...]
    table: str
    key: tuple[str, ...]


class Table(NamedTuple):
    """A table: its columns, those of them that tell its rows apart, and the tables that it refers to."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]

    def row(self, *fields: Fields) -> tuple[Cell, ...]:
        """The cells of a record, whose fields may stand in several dictionaries, the last of which counts most."""
        told = functools.reduce(dict.__or__, fields)
        return tuple(column.cell(told) for column in self.columns)


def tables() -> dict[str, Table]:
    """All tables by name, in the order in which they are written: a table stands behind those that it refers to."""
    return {**_tables(), "failures": Table("failures", _columns(Failure), (), ())}


def rows(document: Document) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """The rows of a document, each with the name of its table."""
    known, fields = _tables(), document.model_dump()
    yield "documents", known["documents"].row(fields)
    for name in _lists(Document):
        of_document = {"document": document.id}
        for number, record in enumerate(fields[name], 1):
            yield name, known[name].row(of_document, {"number": number}, record)
            for inner, table in _inner(name).items():
                kind = name if inner in WHERE else inner
                owner = {"kind": kind, "ref": record["id"], _one(name): record["id"]}
                for place, part in enumerate(record[inner], 1):
                    yield table, known[table].row(of_document, owner, {"number": place}, part)


def failure_row(failure: Failure) -> tuple[Cell, ...]:
    """The row of an input that could not be read."""
    return tables()["failures"].row(failure.model_dump())


@functools.cache
def _tables() -> dict[str, Table]:
    whose = (_plain("document"), _plain("number", "integer"))
    of_document = Reference(("document",), "documents", ("id",))
    found = {"documents": Table("documents", _columns(Document), ("id",), ())}
    for name, model in _lists(Document).items():
        own = "id" in model.model_fields
        columns = (*(whose[:1] if own else whose), *_columns(model))
        article = (Reference(("document", "article"), "articles", ("document", "id")),)
        references = (of_document, *(article if "article" in model.model_fields else ()))
        found[name] = Table(name, columns, ("document", "id" if own else "number"), references)
    for name in _lists(Document):
        for inner, table in _inner(name).items():
            part, owner, references = _lists(_lists(Document)[name])[inner], ["kind", "ref"], (of_document,)
            if part is not Mention:
                owner = [_one(name)]
                references = (Reference(("document", *owner), name, ("document", "id")),)
            columns = (whose[0], *map(_plain, owner), whose[1], *_columns(part))
            found[table] = Table(table, columns, ("document", *owner, "number"), references)
    return found


WHERE = ("mentions", "evidence")
"""Lists of mentions that tell where a record stands: in the table of mentions under the record's kind, others (needs, offers) under
their own name."""


def _one(name: str) -> str:
    """What a record of a list is called: people → person."""
    return _lists(Document)[name].__name__.lower()


def _inner(name: str) -> dict[str, str]:
    """The lists within a kind's records, with the tables that they are kept in: all mentions in one."""
    return {inner: "mentions" if part is Mention else inner for inner, part in _lists(_lists(Document)[name]).items()}


@functools.cache
def _lists(model: type[Record]) -> dict[str, type[Record]]:
    """The lists of records that a model has, with the model of their items."""
    hints = {name: get_args(hint)[:1] for name, hint in get_type_hints(model).items() if get_origin(hint) is list}
    return {name: item for name, (item,) in hints.items() if isinstance(item, type) and issubclass(item, Record)}


def _columns(model: type[Record]) -> tuple[Column, ...]:
    hints = {name: hint for name, hint in get_type_hints(model).items() if name in model.model_fields}
    return tuple(column for name, hint in hints.items() for column in _columns_of(name, hint))


def _columns_of(name: str, hint: Any) -> Iterator[Column]:
    """The columns of a field: of a span and of a record one for each part."""
    kinds = (
        [kind for kind in get_args(hint) if kind is not NoneType] if get_origin(hint) in (Union, UnionType) else [hint]
    )
    kind = kinds[0]
    if kind == SPAN:
        for place, end in enumerate(("start", "end")):
            yield Column(f"{name}_{end}", "integer", lambda told, place=place: told[name] and told[name][place])  # type: ignore[misc]
    elif isinstance(kind, type) and issubclass(kind, Record):
        for column in _columns(kind):
            yield Column(
                f"{name}_{column.name}",
                column.type,
                lambda told, column=column: told[name] and column.cell(told[name]),  # type: ignore[misc]
            )
    elif get_origin(kind) is tuple:
        yield Column(name, "string", lambda told: told[name] and " ".join(f"{edge:g}" for edge in told[name]))
    elif get_origin(kind) is list:
        (item,) = get_args(kind)
        if item == SPAN:
            yield Column(name, "string", lambda told: "|".join(f"{start}-{end}" for start, end in told[name]))
        elif item is str:
            yield Column(name, "string", lambda told: joined(told[name]))
    else:
        yield _plain(name, "number" if float in kinds else PLAIN.get(kind, "string"))


def _plain(name: str, type: Type = "string") -> Column:
    return Column(name, type, lambda told: told[name])


def joined(items: list[str]) -> str | None:
    """The items of a list as one cell; nothing for none.

    >>> joined(["甲", "乙|丙"])
    '甲|乙\\\\|丙'
    """
    return "|".join(item.replace("\\", "\\\\").replace("|", "\\|") for item in items) or None
