"""The figures of a digest: indicators and how they changed, growths and falls that its items tell, and what disagrees."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from kczx.records import Document, EventDate, Extraction, Figure, Indicator, IndicatorValue
from kczx.write.digest import thing
from kczx.write.labels import labels
from kczx.write.monthly.items import Told
from kczx.write.monthly.period import Period
from kczx.write.monthly.report import Item, Notes, Table
from kczx.write.monthly.words import Words

NEAR = 120
"""Characters between a growth and how much there is."""
Row = tuple[tuple[str, ...], tuple[int, ...]]


def changes(run: Extraction, period: Period, items: list[Told], notes: Notes, words: Words) -> Table:
    """A row for each value that an indicator has in the period, with what it was before, and for each change that items tell."""
    documents = {document.id: document for document in run.documents}
    told = {passage.document.id for it in items for passage in it.tellings}
    rows: list[Row] = []
    for indicator in run.corpus.indicators:
        for value, *others in _once(value for value in indicator.values if _within(value, period, told)):
            before = _before(indicator, value, period)
            cells = (
                labels("zh").indicator(indicator.indicator) + (f"（{value.owner}）" if value.owner else ""),
                (words["planned_figure"] if value.planned else "") + value.text,
                words.edtf(value.as_of) if value.as_of else "",
                _change(value, before, words),
            )
            places = [
                (documents[it.document], it.span) for it in (value, *others, before) if it and it.document in documents
            ]
            rows.append((cells, notes.all(places)))
    seen: set[tuple[str, ...]] = set()
    for document, figure in _with_levels(_changed(items)):
        cells = (
            "".join(filter(None, (figure.owner, _of_owner(figure)))),
            (words["planned_figure"] if figure.planned else "") + figure.text,
            words.edtf(figure.as_of) if figure.as_of else "",
            words["increase" if figure.change == "increase" else "decrease"] if figure.change else "",
        )
        if cells[0] and cells not in seen:
            seen.add(cells)
            rows.append((cells, notes.all([(document, figure.span)])))
    return Table(words.columns("figure_columns"), rows)


def _of_owner(figure: Figure) -> str:
    """What is counted, without whose it is where that begins it."""
    return (figure.counted or "").removeprefix(figure.owner or "")


def _with_levels(changed: Iterable[tuple[Document, Figure]]) -> Iterable[tuple[Document, Figure]]:
    """Growths and falls, before each what its document tells nearby of how much there is."""
    levels: dict[str, dict[tuple[str, str], list[Figure]]] = {}
    for document, figure in changed:
        if document.id not in levels:
            own = levels[document.id] = {}
            for it in document.figures:
                if not it.change and not it.indicator and it.counted:
                    own.setdefault(thing(it), []).append(it)
        for level in levels[document.id].get(thing(figure), ()):
            if abs(level.span[0] - figure.span[0]) <= NEAR:
                yield document, level
        yield document, figure


def conflicts(run: Extraction, period: Period, notes: Notes, words: Words) -> list[Item]:
    """An item for each indicator of which documents of the period tell different values."""
    documents = {document.id: document for document in run.documents}
    found = []
    for conflict in run.corpus.conflicts:
        known = [value for value in conflict.values if value.document in documents]
        if any(_of_period(documents[value.document], period) for value in known):
            text = words["list"].join(dict.fromkeys(value.text for value in known))
            places = [(documents[value.document], value.span) for value in known]
            found.append(Item(labels("zh").indicator(conflict.indicator) + words["colon"], text, notes.all(places)))
    return found


def _of_period(document: Document, period: Period) -> bool:
    return period.holds(document.published) or any(period.where(event.date) == "in" for event in document.events)


def _within(value: IndicatorValue, period: Period, told: set[str]) -> bool:
    if value.as_of is None:
        return value.document in told
    first, _, last = (part.partition("T")[0] for part in value.as_of.partition("/"))
    return period.where(EventDate(edtf=value.as_of, start=first, end=last or first)) == "in"


def _once(values: Iterable[IndicatorValue]) -> Iterable[list[IndicatorValue]]:
    """Values that several documents tell alike, together; one of which is not told whose it is goes with one of which it is."""
    found: dict[tuple[object, ...], list[list[IndicatorValue]]] = {}
    for value in values:
        alike = found.setdefault((value.value, value.planned, value.as_of, value.qualifier), [])
        same = next((it for it in alike if value.owner is None or it[0].owner in (None, value.owner)), None)
        if same is None:
            alike.append([value])
        else:
            same.insert(0 if same[0].owner is None else len(same), value)
    return [same for alike in found.values() for same in alike]


def _before(indicator: Indicator, value: IndicatorValue, period: Period) -> IndicatorValue | None:
    """The last value before the period, reached and of the same body."""
    if value.planned or not period.since:
        return None
    earlier = [
        it for it in indicator.values
        if it.as_of and it.as_of[: len(period.since)] < period.since and not it.planned and it.owner == value.owner
    ]  # fmt: skip
    return max(earlier, key=lambda it: it.as_of or "", default=None)


def _change(value: IndicatorValue, before: IndicatorValue | None, words: Words) -> str:
    if before is None or before.as_of is None:
        return ""
    by = value.value - before.value
    amount = words["increase"] + f"{by:,}" if by > 0 else words["decrease"] + f"{-by:,}" if by < 0 else words["same"]
    return words.put("than", words.edtf(before.as_of), before.text) + amount


def _changed(items: list[Told]) -> Iterable[tuple[Document, Figure]]:
    """The figures of items that tell of a growth or a fall."""
    known: dict[str, list[Figure]] = {}
    for it in items:
        document = it.passage.document
        if document.id not in known:
            known[document.id] = sorted((it for it in document.figures if it.change), key=lambda it: it.span)
        told = known[document.id]
        for start, end in it.passage.spans:
            for at in range(bisect_left(told, start, key=lambda it: it.span[0]), len(told)):
                if told[at].span[0] >= end:
                    break
                yield document, told[at]
