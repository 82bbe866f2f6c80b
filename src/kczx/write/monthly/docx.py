"""The digest as a Word document, set as GB/T 9704-2012 has it for official documents, or in a house's own styles.

A4, margins of 37, 35, 28 and 26 mm, 22 lines of 28 characters: 仿宋 of 16 points on lines of 28, the title in 小标宋 of 22,
first headings in 黑体, second ones in 楷体, page numbers outside.  Fonts and sizes are rows of sections.toml.  Of a template its
styles, its page and its heads and feet are taken, and what it says is left out.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

from rich.cells import cell_len

from kczx.errors import OptionError
from kczx.write.monthly.report import Report, Table
from kczx.write.monthly.words import Words, words
from kczx.write.visible import visible_line

CLOCK = (1980, 1, 1, 0, 0, 0)
"""The time of a file's parts: none, so that the same digest is the same file."""
TWENTIETHS = 20
"""Of a point, in which Word counts."""
NARROW, WIDE = 6, 40
"""Columns of a terminal's width that a table's column counts for at least and at most."""
TITLE, FIRST, SECOND, BODY, NOTE = "Title", "Heading 1", "Heading 2", "Normal", "footnote text"


def docx(report: Report, template: Path | None = None) -> bytes:
    """The file.  Raises OptionError where the library is missing or the template cannot be read."""
    try:
        import docx as library
        from docx.opc.exceptions import PackageNotFoundError
    except ImportError as error:
        raise OptionError(f"to write docx, pip install 'kczx[docx]' ({error})") from error
    try:
        document = library.Document(str(template) if template else None)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, PackageNotFoundError) as error:
        raise OptionError(f"--template {template}: no Word document ({error})") from error
    rows = words()
    if template:
        _emptied(document)
    else:
        _laid_out(document, rows)
    _styles(document, rows, template is not None)
    document.core_properties.title, document.core_properties.author = visible_line(report.title), ""
    _written(document, report, rows)
    made = io.BytesIO()
    document.save(made)
    return _timeless(made.getvalue())


def _written(document: Any, report: Report, rows: Words) -> None:
    document.add_paragraph(visible_line(report.title), style=TITLE)
    for section in report.sections:
        document.add_paragraph(visible_line(section.heading), style=FIRST)
        for group in section.groups:
            if group.items and group.name:
                document.add_paragraph(visible_line(group.name), style=SECOND)
            for item in group.items:
                _noted(document.add_paragraph(visible_line(item.lead + item.text), style=BODY), item.notes)
        if section.table:
            _table(document, section.table)
    if report.notes:
        document.add_paragraph(rows["notes"], style=FIRST)
    numbers = {id: number for number, id in enumerate(dict.fromkeys(note.document.id for note in report.notes), 1)}
    for note in report.notes:  # the table of sources tells which document has which number
        text = rows.put("short", numbers[note.document.id], *note.span)
        document.add_paragraph(f"[{note.number}] {text}", style=NOTE)


def _noted(paragraph: Any, numbers: tuple[int, ...]) -> None:
    """The notes' numbers, raised, behind a paragraph."""
    if numbers:
        paragraph.add_run("".join(f"[{number}]" for number in numbers)).font.superscript = True


def _table(document: Any, table: Table) -> None:
    made = document.add_table(rows=1, cols=len(table.columns))
    if "Table Grid" in [style.name for style in document.styles]:
        made.style = "Table Grid"
    for cell, name in zip(made.rows[0].cells, table.columns, strict=True):
        cell.paragraphs[0].style, cell.paragraphs[0].text = NOTE, visible_line(name)
    made.autofit = False
    for cells, numbers in table.rows:
        row = made.add_row().cells
        for cell in row:
            cell.paragraphs[0].style = NOTE
        for cell, text in zip(row, cells, strict=False):
            cell.paragraphs[0].text = visible_line(text)
        _noted(row[-1].paragraphs[0], numbers)

    widths = _widths(table, document.sections[0])
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width


def _widths(table: Table, section: Any) -> list[int]:
    """The columns' widths, in proportion to the longest of their texts, within bounds."""
    columns = [
        [name, *(cells[at] for cells, _ in table.rows if at < len(cells))] for at, name in enumerate(table.columns)
    ]
    longest = [max(map(cell_len, texts)) for texts in columns]
    shares = [min(max(length + 3, NARROW), WIDE) for length in longest]
    whole = section.page_width - section.left_margin - section.right_margin
    return [int(whole * share / sum(shares)) for share in shares]


def _laid_out(document: Any, rows: Words) -> None:
    """The page: A4, its margins, the grid of lines, and page numbers outside."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section, form = document.sections[0], rows.docx
    section.page_width, section.page_height = Mm(210), Mm(297)
    top, bottom, left, right = map(Mm, form["margins"])
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = top, bottom, left, right
    section.footer_distance = bottom - Mm(7) - Pt(14)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    grid = OxmlElement("w:docGrid")
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(form["line"] * TWENTIETHS))
    section._sectPr.append(grid)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        _page_number(footer.paragraphs[0], side, rows)


def _page_number(paragraph: Any, side: str, rows: Words) -> None:
    """— 1 —, at the outer side, one character in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, side.upper())
    form = paragraph.paragraph_format
    form.first_line_indent, form.left_indent, form.right_indent = Pt(0), Pt(14), Pt(14)
    run = paragraph.add_run(f"{rows['dash']} ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)
    inner = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    inner.append(text)
    field.append(inner)
    last = paragraph.add_run(f" {rows['dash']}")
    paragraph._p.append(last._r)
    for one in (run, last):
        one.font.size = Pt(14)


def _styles(document: Any, rows: Words, own: bool) -> None:
    """The styles; of a template only those that it does not have."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    known = {style.name for style in document.styles}
    form = rows.docx
    for name, key in ((BODY, "body"), (TITLE, "title"), (FIRST, "heading"), (SECOND, "subheading"), (NOTE, "small")):
        if name in known and own:
            continue
        style = (
            document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, True)
        )
        family, size = form[key]
        _font(style, family, size, form["latin"])
        layout = style.paragraph_format
        layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(form["line"])
        layout.space_before = layout.space_after = Pt(0)
        _indent(style, 0 if key in ("title", "small") else 2, size)
        if key == "title":
            layout.alignment, layout.line_spacing = WD_ALIGN_PARAGRAPH.CENTER, Pt(form["line"] + 7)
            layout.space_after = Pt(form["line"])
        elif key == "small":
            layout.line_spacing = Pt(form["line"] - 10)
            _free(style)
        elif key == "body":
            _spaced(style, document, rows)
            layout.alignment, layout.widow_control = WD_ALIGN_PARAGRAPH.JUSTIFY, False
        else:
            layout.alignment, layout.keep_with_next = WD_ALIGN_PARAGRAPH.LEFT, True


def _font(style: Any, family: str, size: int, latin: str) -> None:
    """A style's fonts: `w:eastAsia` is what Chinese characters are set in, which the library does not write."""
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size, style.font.bold, style.font.italic = latin, Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    properties = style.element.get_or_add_rPr()
    fonts = properties.rFonts
    for name in list(fonts.attrib):
        if "Theme" in name:
            del fonts.attrib[name]
    fonts.set(qn("w:eastAsia"), family)
    fonts.set(qn("w:hAnsi"), latin)
    for tag in ("w:spacing", "w:kern"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    outline = style.element.find(qn("w:pPr"))
    for old in outline.findall(qn("w:pBdr")) if outline is not None else ():
        outline.remove(old)


def _free(style: Any) -> None:
    """A style whose lines are its own, not those of the page's grid."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    free = OxmlElement("w:snapToGrid")
    free.set(qn("w:val"), "0")
    style.element.pPr.find(qn("w:spacing")).addprevious(free)


def _spaced(style: Any, document: Any, rows: Words) -> None:
    """So many characters a line as the standard has: sixteen points are a little too wide for that.  (A grid of characters would
    say it as well, but LibreOffice gives a character that is wider than its cell two of them.)"""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    section = document.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) / Pt(1) * TWENTIETHS
    closer = OxmlElement("w:spacing")
    closer.set(qn("w:val"), str(int(width // rows.docx["characters"]) - rows.docx["body"][1] * TWENTIETHS))
    style.element.rPr.find(qn("w:sz")).addprevious(closer)  # the order is the schema's


def _indent(style: Any, characters: int, size: int) -> None:
    """The first line's indent, in characters."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.paragraph_format.first_line_indent = Pt(characters * size)
    style.element.pPr.ind.set(qn("w:firstLineChars"), str(characters * 100))


def _emptied(document: Any) -> None:
    """A template without what it says; its page, heads and feet stay."""
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)


def _timeless(data: bytes) -> bytes:
    """The same parts, of no time."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name in read.namelist():
            part = zipfile.ZipInfo(name, CLOCK)
            part.compress_type, part.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            written.writestr(part, read.read(name))
    return made.getvalue()
