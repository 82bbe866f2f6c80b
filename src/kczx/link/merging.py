"""A corpus whose facts are kept in parts, those of one key in one part: each part's rows, and all parts' rows as one corpus.

A row is a list that JSON can hold and that begins with its place: where what it tells of first stands in the whole run.  Rows of
a part come in the order of their places, so that those of all parts can be merged without holding them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from heapq import merge
from operator import itemgetter
from typing import Any

from kczx import records
from kczx.link.corpus import Corpus
from kczx.link.facts import PERSON
from kczx.link.spellings import Spellings, Spelt, are_one, keeps_first, person
from kczx.records import Record, Reference

Row = list[Any]
PEOPLE = "people"
SECTIONS: dict[str, type[Record]] = {
    "organizations": records.CorpusOrganization, "events": records.CorpusEvent,
    "indicators": records.Indicator, "conflicts": records.Conflict,
}  # fmt: skip
"""The corpus's lists whose records are whole in one part; people may be spelt otherwise in another one."""
SHORTEST = 3
"""Characters of a name in which one may be wrong."""


def rows(corpus: Corpus) -> Iterator[tuple[str, Row]]:
    """Yield the rows of a part, each with the name of the corpus's list."""
    for entity, name, _ in corpus.notes.entities(PERSON):
        references = [[reference.document, reference.id] for reference in corpus.references(entity, "p")]
        yield PEOPLE, [corpus.notes.first_place(entity), name, corpus.notes.words(entity), references]
    for entity, body in corpus.bodies():
        yield "organizations", [corpus.notes.first_place(entity), _json(body)]
    for place, event in corpus.placed_events():
        yield "events", [place, _json(event)]
    for section, told in (("indicators", corpus.indicators.records()), ("conflicts", corpus.indicators.conflicts())):
        for first, record in told:
            yield section, [first, _json(record)]


def shapes(row: Row) -> Iterator[tuple[str, Row]]:
    """Yield the forms that a name of somebody (a row of people) has with one character left open, and a row for `misspelt`."""
    place, name, titles, references = row
    for at in range(len(name) if len(name) >= SHORTEST else 0):
        shape = f"{name[:at]}?{name[at + 1 :]}"
        yield shape, [shape, place, at, name, titles, len(references)]


def misspelt(told: Iterable[Row]) -> Iterator[Row]:
    """Yield of all rows of some shapes, in any order: the place of the finding, then a misspelt name and who is meant."""
    groups: dict[str, list[Row]] = {}
    for shape, *row in told:
        groups.setdefault(shape, []).append(row)
    for group in groups.values():
        first, *others = sorted(group, key=itemgetter(0))
        place, at, name, titles, times = first
        for number, (there, _, other, others_titles, others_times) in enumerate(others):
            if are_one(titles, others_titles):
                names = [place, name], [there, other]
                keeps = keeps_first(titles, times, others_titles, others_times)
                wrong, right = reversed(names) if keeps else names
                yield [[place, at, number], wrong, right]


class Merged:
    """The corpus of all parts.  `parts` opens the rows of a list in each part, as often as it is asked; `found` are the rows of
    `misspelt` in all of them.
    """

    def __init__(self, parts: Callable[[str], Iterable[Iterator[Row]]], found: Iterable[Row]) -> None:
        self.parts = parts
        pairs = [(_spelt(wrong), _spelt(right)) for _, wrong, right in sorted(found, key=itemgetter(0))]
        self.spelt = Spellings(pairs)

    def sections(self) -> Iterator[tuple[str, Iterator[Record]]]:
        """Yield the corpus's lists one after the other, each with its records as they are asked for."""
        yield PEOPLE, self._people()
        for section, model in SECTIONS.items():
            yield section, (model.model_validate_json(row[1]) for row in self._rows(section))

    def _rows(self, section: str) -> Iterator[Row]:
        return merge(*self.parts(section), key=itemgetter(0))

    def _people(self) -> Iterator[records.CorpusPerson]:
        spelt = self.spelt
        several = {name for pair in spelt.meant.items() for name in pair}
        kept = {own: row for row in self._rows(PEOPLE) if (own := _own(row)) in several} if several else {}
        for row in self._rows(PEOPLE):
            own = _own(row)
            same = spelt.of(own)
            if same[0] == own:  # it is told where the first of its spellings is
                told = [row if name == own else kept[name] for name in same]
                references = [Reference(document=document, id=id) for one in told for document, id in one[3]]
                yield person(spelt.right(own)[1], [name for _, name in same], (one[2] for one in told), references)


def _spelt(name: Row) -> Spelt:
    return tuple(name[0]), name[1]


def _own(row: Row) -> Spelt:
    return _spelt(row[:2])


def _json(record: Record) -> str:
    return record.model_dump_json(by_alias=True)
