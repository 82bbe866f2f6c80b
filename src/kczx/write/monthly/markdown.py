"""The digest in Markdown, its notes as footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kczx.write.exchange import Titles
from kczx.write.monthly.build import named
from kczx.write.monthly.report import Note, Report, Table
from kczx.write.monthly.words import Words, words
from kczx.write.visible import visible_line

MARKS = re.compile(r"[\\`*_\[\]<>#|~&$]|^[-+]|(?<=!)(?=\[)")
"""What Markdown would take for its own."""
LISTED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
"""A number that would begin a list."""


def markdown(report: Report) -> Iterator[str]:
    """The lines of a digest."""
    rows = words()
    yield f"# {safe(report.title)}\n"
    for section in report.sections:
        yield f"\n## {safe(section.heading)}\n"
        for group in section.groups:
            if group.name and group.items:
                yield f"\n### {safe(group.name)}\n"
            yield "\n" if group.items else ""
            for item in group.items:
                yield f"- {safe(item.lead + item.text)}{notes(item.notes)}\n"
        if section.table:
            yield from _table(section.table)
    if report.notes:
        yield "\n"
    titles = Titles()
    for note in report.notes:
        yield f"[^{note.number}]: {safe(cited(note, rows, titles))}\n"


def cited(note: Note, rows: Words, titles: Titles) -> str:
    """A note's words: the story and its document, and which of its source's characters."""
    return (
        named(note.document, rows, titles.of(note.document, note.span[0])) + rows["comma"] + rows.put("at", *note.span)
    )


def notes(numbers: tuple[int, ...]) -> str:
    return "".join(f"[^{number}]" for number in numbers)


def safe(text: str) -> str:
    """Anybody's text, on one line, with nothing in it that Markdown or a terminal obeys."""
    return LISTED.sub(r"\1\\\2", MARKS.sub(lambda match: f"\\{match[0]}", visible_line(text)))


def _table(table: Table) -> Iterator[str]:
    yield "\n| " + " | ".join(table.columns) + " |\n"
    yield "|" + "---|" * len(table.columns) + "\n"
    for cells, numbers in table.rows:
        last = [notes(numbers)] if numbers else []
        yield "| " + " | ".join([*map(safe, cells), *last]) + " |\n"
