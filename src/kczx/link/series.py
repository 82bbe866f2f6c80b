"""Indicators across documents: each one's values over time, planned and reached, and those that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

from kczx.records import Conflict, ConflictValue, Indicator, IndicatorValue

Place = tuple[int, int]
"""Document and place among its figures."""
ANY = object()
"""Whoever or whenever it is."""


@dataclass(slots=True)
class Series:
    """The values of each indicator, in the order in which documents told them."""

    told: dict[str, tuple[Place, str | None, list[IndicatorValue]]] = field(default_factory=dict)

    def add(self, indicator: str, unit: str | None, value: IndicatorValue, place: Place) -> None:
        """Remember a value; it is of the day that the document came out, where nothing tells another."""
        self.told.setdefault(indicator, (place, unit, []))[2].append(value)

    def records(self) -> Iterator[tuple[Place, Indicator]]:
        """Yield each indicator with its values, sorted by the end of the time that they are of, and where it first stands."""
        for name, (place, unit, values) in self.told.items():
            yield place, Indicator(indicator=name, unit=unit, values=sorted(values, key=_time))

    def conflicts(self) -> Iterator[tuple[Place, Conflict]]:
        """Yield the indicators of which different values are told for the same time, or for times that cannot be told apart."""
        for name, (place, _, values) in self.told.items():
            told = _Told(values)
            if disagreeing := [one for one in values if told.otherwise(one)]:
                yield (
                    place,
                    Conflict(
                        indicator=name,
                        values=[
                            ConflictValue(value=one.value, document=one.document, span=one.span, text=one.text)
                            for one in disagreeing
                        ],
                    ),
                )


def _time(value: IndicatorValue) -> tuple[bool, str, bool]:
    """What a value is sorted by: the end of its time, reached before planned; unknown times last."""
    end = (value.as_of or "").rpartition("/")[2]
    return not end, end, value.planned


class _Told:
    """The values of an indicator by whose they are and of when, at most two for each, so that none is held against all."""

    def __init__(self, values: list[IndicatorValue]) -> None:
        self.by: dict[tuple[object, ...], set[float]] = {}
        for one in values:
            for key in product([one.planned], (one.owner, ANY), (one.as_of, ANY)):
                if len(told := self.by.setdefault(key, set())) < 2:
                    told.add(one.value)

    def otherwise(self, one: IndicatorValue) -> bool:
        """Whether a value is told that contradicts one: the same body's, both planned or both reached, of one time or of an unknown
        one."""
        owners = (ANY,) if one.owner is None else (one.owner, None)
        times = (ANY,) if one.as_of is None else (one.as_of, None)
        return any(self.by.get(key, set()) - {one.value} for key in product([one.planned], owners, times))
