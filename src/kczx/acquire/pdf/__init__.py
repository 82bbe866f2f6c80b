"""PDF → text in reading order, every character with its page and its box."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Any

from kczx.acquire.alive import alive
from kczx.acquire.inputs import SURROGATE, Found, Input, digest
from kczx.acquire.kinds import Kind
from kczx.acquire.libraries import library
from kczx.acquire.pdf.furniture import without_furniture
from kczx.acquire.pdf.glyphs import UNKNOWN, Run, drawn, runs
from kczx.acquire.pdf.named import lost, named
from kczx.acquire.pdf.order import SetLine, in_order
from kczx.errors import TooLarge, UnreadableFile, UnsupportedType
from kczx.flow import Layout, Source

NOWHERE = (0.0, 0.0, 0.0, 0.0)
READABLE = 0.5
"""The share of characters that must be known; fonts that tell no characters leave the rest to OCR."""


def read_pdf(source: Input, kind: Kind) -> Iterator[Found]:
    """The text of a PDF; spans count it, and `page` and `bbox` tell where on the pages they stand.

    Raises UnreadableFile where the file is damaged or encrypted, UnsupportedType where it holds pictures of text only.
    """
    pdfium, raw = library("pypdfium2", "pdf"), library("pypdfium2.raw", "pdf")
    data = source.take()
    pages: list[list[Run]] = []
    heights: list[float] = []
    missing, count, most = 0, 0, source.options.max_text
    try:
        with pdfium.PdfDocument(data) as document:
            for number in range(len(document)):
                with _page(document, number) as page:
                    pages.append(runs(drawn(page, raw)))
                    heights.append(page.get_height())
                    missing += lost(page, raw)
                alive()
                count += sum(len(run.text) for run in pages[-1])
                if count > most:
                    raise TooLarge(f"its text has more than {most} characters; divide it into documents first")
    except pdfium.PdfiumError as error:
        what = "it is encrypted" if "assword" in str(error) else f"the PDF is cut off or damaged: {error}"
        raise UnreadableFile(what) from error
    known = _known(pages)
    if missing or not known:
        other = list(named(data))
        alive()
        if sum(len(glyphs) for glyphs, _ in other) > len(known):
            pages, heights = [runs(glyphs) for glyphs, _ in other], [height for _, height in other]
            known = _known(pages)
    if not known or known.count(UNKNOWN) > READABLE * len(known):
        why = "pictures of text only" if not known else "fonts that do not tell which characters they show"
        raise UnsupportedType(f"the PDF holds {why}; it needs OCR first")
    lines: list[SetLine] = []
    for number, page in enumerate(without_furniture(pages, heights), 1):
        for column in in_order(page):
            for line in column:
                line.page, line.column = number, len(lines)
            lines += column
    text, layout = _text(lines)
    yield Source(source.path, text, digest(data), "utf-8", kind.media_type, layout=layout)


def _known(pages: list[list[Run]]) -> list[str]:
    return [char for page in pages for run in page for char in run.text if char != " "]


class _page:  # noqa: N801 (used as a statement)
    """A page that is closed behind its use; pypdfium2's own objects close with the document."""

    def __init__(self, document: Any, number: int) -> None:
        self.page = document[number]

    def __enter__(self) -> Any:
        return self.page

    def __exit__(self, *error: object) -> None:
        self.page.close()


def _text(lines: list[SetLine]) -> tuple[str, Layout]:
    """The lines as paragraphs: one that fills its column goes on in the next line, unless that is indented."""
    parts: list[str] = []
    pages, edges = array("i"), array("f")

    def add(char: str, page: int, box: tuple[float, float, float, float]) -> None:
        parts.append(SURROGATE.sub("\ufffd", char))
        pages.append(page)
        edges.extend(box)

    pitch = _pitch(lines)
    before = None
    for line in lines:
        for char in _between(before, line, pitch) if before else "":
            add(char, 0, NOWHERE)
        before = line
        for number, run in enumerate(line.runs):
            if number:
                add(" ", 0, NOWHERE)
            for char, box in zip(run.text, run.boxes, strict=True):
                add(char, line.page, box)
    return "".join(parts), Layout(pages, edges)


def _pitch(lines: list[SetLine]) -> float:
    """The usual distance from line to line, in the size of the characters."""
    steps = [
        (line.top - before.top) / line.size
        for before, line in pairwise(lines)
        if (before.column, before.page) == (line.column, line.page) and line.top > before.top
    ]
    return median(steps) if steps else 1.5


def _between(before: SetLine, line: SetLine, pitch: float) -> str:
    """What stands between two lines: nothing or a space within a paragraph, else one line end, or two at a wider gap."""
    same_column = (before.column, before.page) == (line.column, line.page)
    step = (line.top - before.top) / line.size if same_column else pitch
    goes_on = (
        before.end > before.right - 1.2 * before.size
        and line.start < line.left + 0.6 * line.size
        and abs(before.size - line.size) < 0.15 * line.size
        and 0 < step < 1.35 * pitch
    )
    if not goes_on:
        return "\n\n" if step > 1.35 * pitch else "\n"
    last, first = before.runs[-1].text[-1], line.runs[0].text[0]
    return " " if last.isascii() and first.isascii() and last.isalnum() and first.isalnum() else ""
