"""Registers and series as a person reads them, as CSV and as JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kczx.store.registers.members import Filled, Member
from kczx.store.registers.series import Line, Point, sparkline
from kczx.store.registers.tellings import Source, Value
from kczx.write.labels import Labels
from kczx.write.visible import visible_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

MEMBER = [
    "register", "member", "kind", "detail", "organization", "position", "since", "until", "first", "last", "documents",
    "document", "path", "start", "end", "text",
]  # fmt: skip
"""The columns of a register; `document` to `text` are its first source."""
REGISTER = ["register", "title", "members", "figure", "value", "qualifier", "as_of", "planned"]
POINT = [
    "indicator", "as_of", "value", "low", "high", "unit", "qualifier", "planned", "owner", "disputed", "documents",
    "document", "path", "published", "start", "end", "text",
]  # fmt: skip
SIGNS = {"at_least": "≥", "about": "≈", "nearly": "<≈", "more_than": ">", "less_than": "<"}


def coverage(filled: Filled, labels: Labels) -> str:
    """How many of those that a figure counts are named.

    4 of 26 named; 3 named, total not told.
    """
    named, of = len(filled.members), filled.of
    if of is None:
        return labels.word("named_only").replace("#", f"{named:,}")
    told = labels.word("named_of").replace("#", f"{named:,}").replace("~", _amount(of))
    others = labels.word("separator").join(f"{value:,}" for value in filled.otherwise)
    return told + (labels.word("otherwise").replace("#", others) if others else "")


def register_table(filled: Filled, labels: Labels) -> Iterator[RenderableType]:
    """A register for a person: how full it is, the values of its figure, its members."""
    from rich.text import Text

    yield Text(f"{filled.register.called(labels.language)}  ", "bold").append(coverage(filled, labels), "not bold")
    for value in filled.values:
        planned = f" {labels.word('planned')}" if value.planned else ""
        told = f"  {_day(value.as_of, labels)}  {_amount(value)}{planned}  {value.owner or ''}".rstrip()
        yield Text(told, "cyan").append(f"  {_place(value.source)}", "dim")
    if filled.undated:
        yield Text("  " + labels.word("left_out").replace("#", f"{filled.undated:,}"), "dim")
    if not filled.members:
        return
    offices = filled.register.each == "office"
    table = _table(labels, ["member", "as_what", "since", *(["until", "told"] if offices else []), "source"])
    for one in filled.members:
        days = [one.until or "", _between(one)] if offices else []
        more = f" +{one.documents - 1}" if one.documents > 1 else ""
        cells = [one.name, one.detail or "", one.since or "", *days, _place(one.sources[0]) + more]
        table.add_row(*map(_text, cells))
    yield table


def registers_table(all: Sequence[Filled], labels: Labels) -> Iterator[RenderableType]:
    """Which registers there are, and how full."""
    table = _table(labels, ["register", "called", "full"])
    for one in all:
        table.add_row(*map(_text, (one.register.name, one.register.called(labels.language), coverage(one, labels))))
    yield table


def series_table(lines: Sequence[Line], labels: Labels) -> Iterator[RenderableType]:
    """Indicators over time for a person."""
    from rich.text import Text

    for line in lines:
        title = Text(f"{labels.indicator(line.indicator)}  ", "bold").append(sparkline(line.reached), "green")
        yield title.append(f"  {line.indicator}" if labels.indicator(line.indicator) != line.indicator else "", "dim")
        table = _table(labels, ["as_of", "value", "owner", "source"])
        for points, planned in ((line.reached, ""), (line.planned, f" {labels.word('planned')}")):
            for point in points:
                sign = " ≠" if point.disputed else ""
                more = f" +{len(point.sources) - 1}" if len(point.sources) > 1 else ""
                value = f"{_amount(point.value)}{line.unit or ''}{planned}{sign}"
                cells = (
                    _day(point.value.as_of, labels),
                    value,
                    point.value.owner or "",
                    _place(point.sources[0]) + more,
                )
                table.add_row(*map(_text, cells))
        yield table


def register_rows(filled: Filled) -> tuple[list[str], list[list[Any]]]:
    """A register's columns and rows, one a member."""
    return MEMBER, [
        [
            filled.register.name, one.name, one.kind, one.detail, one.organization, one.position, one.since, one.until,
            one.first, one.last, one.documents, *_cells(one.sources[0]),
        ]
        for one in filled.members
    ]  # fmt: skip


def registers_rows(all: Iterable[Filled]) -> tuple[list[str], list[list[Any]]]:
    """The columns and rows of what registers there are."""
    return REGISTER, [
        [
            one.register.name, one.register.title, len(one.members), one.register.figure or None, of and of.value,
            of and of.qualifier, of and of.as_of, of and of.planned,
        ]
        for one in all
        for of in [one.of]
    ]  # fmt: skip


def series_rows(lines: Iterable[Line]) -> tuple[list[str], list[list[Any]]]:
    """The columns of series, and a row for each source of each value."""
    rows = []
    for line in lines:
        for point in (*line.reached, *line.planned):
            v, documents = point.value, len({source.document for source in point.sources})
            head = [
                line.indicator,
                v.as_of,
                v.value,
                v.low,
                v.high,
                v.unit,
                v.qualifier,
                v.planned,
                v.owner,
                point.disputed,
            ]
            rows += [
                [*head, documents, source.document, source.path, source.published, *source.span, source.text]
                for source in point.sources
            ]
    return POINT, rows


def as_csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Rows as CSV (RFC 4180, UTF-8); true and false are 1 and 0, nothing is an empty cell.

    >>> as_csv(["a", "b"], [["甲", True], ["x,y", None]]).decode()
    'a,b\\r\\n甲,1\\r\\n"x,y",\\r\\n'
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(columns)
    writer.writerows([int(cell) if isinstance(cell, bool) else cell for cell in row] for row in rows)
    return text.getvalue().encode()


def register_json(filled: Filled) -> dict[str, Any]:
    """A register as JSON has it, with all sources of each member."""
    of = filled.of
    return {
        "register": filled.register.name,
        "title": filled.register.title,
        "coverage": {"named": len(filled.members), "of": of and of.value, "as_of": of and of.as_of, "otherwise": filled.otherwise},
        "figure": [_value(value) | {"sources": [_source(value.source)]} for value in filled.values],
        "members": [
            {
                "name": one.name, "kind": one.kind, "detail": one.detail, "organization": one.organization,
                "position": one.position, "since": one.since, "until": one.until, "first": one.first, "last": one.last,
                "sources": [_source(source) for source in one.sources],
            }
            for one in filled.members
        ],
    }  # fmt: skip


def series_json(lines: Iterable[Line]) -> list[dict[str, Any]]:
    """Series as JSON has them, planned values apart from those reached."""

    def told(point: Point) -> dict[str, Any]:
        return _value(point.value) | {"disputed": point.disputed, "sources": [_source(s) for s in point.sources]}

    return [
        {
            "indicator": line.indicator, "unit": line.unit, "reached": [told(point) for point in line.reached],
            "planned": [told(point) for point in line.planned],
        }
        for line in lines
    ]  # fmt: skip


def as_json(told: Any) -> bytes:
    """JSON for people and programs: indented, in UTF-8."""
    return json.dumps(told, ensure_ascii=False, indent=2).encode() + b"\n"


def _value(value: Value) -> dict[str, Any]:
    return {
        "value": value.value, "low": value.low, "high": value.high, "qualifier": value.qualifier, "planned": value.planned,
        "as_of": value.as_of, "owner": value.owner,
    }  # fmt: skip


def _source(source: Source) -> dict[str, Any]:
    return {
        "document": source.document, "path": source.path, "span": list(source.span), "text": source.text,
        "published": source.published,
    }  # fmt: skip


def _cells(source: Source) -> list[Any]:
    return [source.document, source.path, *source.span, source.text]


def _amount(value: Value) -> str:
    """A value as a reader writes it: ≥26, 3–5.

    >>> source = Source("", "", (0, 1), "", None)
    >>> _amount(Value("a", None, 3, 3, 5, None, False, None, None, source))
    '3–5'
    """
    if value.low is not None and value.high is not None:
        return f"{value.low:,}–{value.high:,}"
    return f"{SIGNS.get(value.qualifier or '', '')}{value.value:,}"


def _day(day: str | None, labels: Labels) -> str:
    return day or labels.word("undated")


def _between(member: Member) -> str:
    first, last = member.first or "", member.last or ""
    return first if first == last else f"{first}–{last}"


def _place(source: Source) -> str:
    return f"{source.path}:{source.span[0]}"


def _text(cell: str) -> Text:
    from rich.text import Text

    return Text(visible_line(cell))


def _table(labels: Labels, columns: Sequence[str]) -> Table:
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for name in columns:
        table.add_column(labels.word(name), overflow="fold")
    return table
