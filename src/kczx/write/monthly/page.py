"""The digest as one page of HTML: no script, nothing loaded, every text escaped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from importlib import resources

from kczx.write.exchange import Titles
from kczx.write.monthly.markdown import cited
from kczx.write.monthly.report import Report, Table
from kczx.write.monthly.words import words
from kczx.write.visible import visible_line

HEAD = (
    '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
)


def page(report: Report) -> Iterator[str]:
    """The page in pieces."""
    rows = words()
    style = resources.files("kczx").joinpath("write/monthly/page.css").read_text("utf-8")
    yield f"{HEAD}<title>{safe(report.title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n<main>\n"
    yield f"<h1>{safe(report.title)}</h1>\n"
    for section in report.sections:
        yield f"<section>\n<h2>{safe(section.heading)}</h2>\n"
        for group in section.groups:
            if group.items:
                yield f"<h3>{safe(group.name)}</h3>\n" if group.name else ""
                yield "<ul>\n"
                for item in group.items:
                    lead = f'<span class="lead">{safe(item.lead)}</span>' if item.lead else ""
                    yield f"<li>{lead}{safe(item.text)}{_notes(item.notes)}</li>\n"
                yield "</ul>\n"
        if section.table:
            yield from _table(section.table)
        yield "</section>\n"
    if report.notes:
        yield f"<section>\n<h2>{safe(rows['notes'])}</h2>\n<ol>\n"
        titles = Titles()
        for note in report.notes:
            yield f'<li id="n{note.number}">{safe(cited(note, rows, titles))}</li>\n'
        yield "</ol>\n</section>\n"
    yield "</main>\n</body>\n</html>\n"


def safe(text: str) -> str:
    """Anybody's text as the page shows it."""
    return escape(visible_line(text))


def _notes(numbers: tuple[int, ...]) -> str:
    return "".join(f'<sup><a href="#n{number}">[{number}]</a></sup>' for number in numbers)


def _table(table: Table) -> Iterator[str]:
    yield (
        "<table>\n<thead><tr>"
        + "".join(f'<th scope="col">{safe(name)}</th>' for name in table.columns)
        + "</tr></thead>\n"
    )
    yield "<tbody>\n"
    for cells, numbers in table.rows:
        last = f"<td>{_notes(numbers)}</td>" if numbers else ""
        yield "<tr>" + "".join(f"<td>{safe(cell)}</td>" for cell in cells) + last + "</tr>\n"
    yield "</tbody>\n</table>\n"
