"""The report: sections of headings, items and notes, made out of a run's records.

An item is one passage of one source; every event of the period is one item, however many documents tell it, and all that
tell it are cited.  Nothing but passages, figures, names of documents and the headings' words is in it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kczx.records import Document


@dataclass(frozen=True, slots=True)
class Note:
    """Where something stands: a document and characters of its source."""

    number: int
    document: Document
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Item:
    """A passage: what is put before it where it does not tell its day itself, its text, and its notes' numbers."""

    lead: str
    text: str
    notes: tuple[int, ...]


@dataclass(slots=True)
class Group:
    """Items under a heading of their own, or under none."""

    name: str
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """Rows of cells, each with notes' numbers in its last one."""

    columns: list[str]
    rows: list[tuple[tuple[str, ...], tuple[int, ...]]]


@dataclass(slots=True)
class Section:
    """A heading, with its number where it has one, and what stands under it."""

    heading: str
    groups: list[Group] = field(default_factory=list)
    table: Table | None = None

    def __bool__(self) -> bool:
        return bool(any(group.items for group in self.groups) or (self.table and self.table.rows))


@dataclass(slots=True)
class Report:
    """A digest, to be written in any form."""

    title: str
    sections: list[Section]
    notes: list[Note]


@dataclass(slots=True)
class Notes:
    """Gives out notes' numbers, one for each place, in the order in which they are asked for."""

    notes: list[Note] = field(default_factory=list)
    numbers: dict[tuple[str, tuple[int, int]], int] = field(default_factory=dict)

    def of(self, document: Document, span: tuple[int, int]) -> int:
        key = (document.id, span)
        if key not in self.numbers:
            self.numbers[key] = len(self.notes) + 1
            self.notes.append(Note(len(self.notes) + 1, document, span))
        return self.numbers[key]

    def all(self, places: Iterable[tuple[Document, tuple[int, int]]]) -> tuple[int, ...]:
        """The numbers of several places, those that stand side by side as one."""
        found: list[tuple[Document, tuple[int, int]]] = []
        for document, span in places:
            if found and found[-1][0].id == document.id and found[-1][1][1] == span[0]:
                found[-1] = (document, (found[-1][1][0], span[1]))
            elif (document, span) not in found:
                found.append((document, span))
        return tuple(dict.fromkeys(self.of(document, span) for document, span in found))
