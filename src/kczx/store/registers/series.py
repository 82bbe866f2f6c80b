"""Indicators over time: each value once, with all who tell it; planned values apart from those reached."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kczx.store.registers.tellings import Source, Value

BARS = "▁▂▃▄▅▆▇█"


@dataclass(slots=True)
class Point:
    """A value of a time and a body: all the sources that tell it, and whether another value is told of the same."""

    value: Value
    sources: list[Source] = field(default_factory=list)
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator's points: those reached, then those planned, each in the order of their times; unknown times come last."""

    indicator: str
    unit: str | None
    reached: list[Point]
    planned: list[Point]


def series(values: Iterable[Value]) -> list[Line]:
    """The lines of all indicators, in the order of their names."""
    found: dict[str, dict[tuple[object, ...], Point]] = {}
    for one in values:
        key = (one.planned, one.as_of, one.owner, one.value, one.low, one.high, one.qualifier)
        point = found.setdefault(one.indicator, {}).setdefault(key, Point(one))
        if one.source not in point.sources:
            point.sources.append(one.source)
    return [_line(indicator, list(points.values())) for indicator, points in sorted(found.items())]


def _line(indicator: str, points: list[Point]) -> Line:
    for point in points:
        point.disputed = any(_against(point.value, other.value) for other in points)
    ordered = sorted(points, key=_time)
    unit = next((point.value.unit for point in ordered if point.value.unit), None)
    return Line(
        indicator, unit,
        [point for point in ordered if not point.value.planned], [point for point in ordered if point.value.planned],
    )  # fmt: skip


def _against(one: Value, other: Value) -> bool:
    """Whether two values contradict each other: both planned or both reached, of one time or of an unknown one, and of one body
    or of nobody told."""
    return (
        one.planned == other.planned
        and one.value != other.value
        and (one.as_of == other.as_of or one.as_of is None or other.as_of is None)
        and (one.owner == other.owner or one.owner is None or other.owner is None)
    )


def end(as_of: str | None) -> str:
    """The end of the time that a value is of; empty where that is not known.

    >>> end("2021-01/2021-03"), end("2021"), end(None), end("XXXX-03")
    ('2021-03', '2021', '', '')
    """
    last = (as_of or "").rpartition("/")[2]
    return last if last[:4].isdigit() else ""


def _time(point: Point) -> tuple[bool, str, float]:
    last = end(point.value.as_of)
    return not last, last, point.value.value


def sparkline(points: Sequence[Point]) -> str:
    """The values of known times as bars, the last one of each time; empty where there are not two times.

    >>> sparkline([])
    ''
    """
    by_time = {last: point.value.value for point in points if (last := end(point.value.as_of))}
    if len(by_time) < 2:
        return ""
    low, high = min(by_time.values()), max(by_time.values())
    scale = (len(BARS) - 1) / ((high - low) or 1)
    return "".join(BARS[round((value - low) * scale)] for value in by_time.values())
