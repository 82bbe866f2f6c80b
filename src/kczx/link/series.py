"""Indicators across documents: each one's values over time, planned and reached, and those that contradict each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kczx.records import Conflict, ConflictValue, Document, Indicator, IndicatorValue


@dataclass(slots=True)
class Series:
    """The values of each indicator, in the order in which documents told them."""

    told: dict[str, tuple[str | None, list[IndicatorValue]]] = field(default_factory=dict)

    def add(self, document: Document) -> None:
        """Remember a document's indicators; a value is of the day that the document came out, where nothing tells another."""
        for figure in document.figures:
            if figure.indicator:
                value = IndicatorValue(
                    value=figure.value, low=figure.low, high=figure.high, qualifier=figure.qualifier, planned=figure.planned,
                    as_of=figure.as_of or document.published, owner=figure.owner, document=document.id, span=figure.span,
                    text=figure.text,
                )  # fmt: skip
                self.told.setdefault(figure.indicator, (figure.unit, []))[1].append(value)

    def records(self) -> Iterator[Indicator]:
        """Yield each indicator with its values, sorted by the end of the time that they are of."""
        for name, (unit, values) in self.told.items():
            yield Indicator(indicator=name, unit=unit, values=sorted(values, key=_time))

    def conflicts(self) -> Iterator[Conflict]:
        """Yield the indicators of which different values are told for the same time, or for times that cannot be told apart."""
        for name, (_, values) in self.told.items():
            disagreeing = [one for one in values if any(_contradict(one, other) for other in values)]
            if disagreeing:
                yield Conflict(
                    indicator=name,
                    values=[
                        ConflictValue(value=one.value, document=one.document, span=one.span, text=one.text)
                        for one in disagreeing
                    ],
                )


def _time(value: IndicatorValue) -> tuple[bool, str, bool]:
    """What a value is sorted by: the end of its time, reached before planned; unknown times last."""
    end = (value.as_of or "").rpartition("/")[2]
    return not end, end, value.planned


def _contradict(one: IndicatorValue, other: IndicatorValue) -> bool:
    """Whether two values cannot both be right: the same body's, both planned or both reached, of one time or of an unknown one."""
    if one.value == other.value or one.planned != other.planned:
        return False
    whose = one.owner == other.owner or one.owner is None or other.owner is None
    return whose and (one.as_of == other.as_of or one.as_of is None or other.as_of is None)
