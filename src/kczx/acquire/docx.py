"""Word documents (.docx) → text: paragraphs, tables by rows, text boxes, in the order of the document."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from kczx.acquire.inputs import Found, Input, digest
from kczx.acquire.kinds import Kind
from kczx.acquire.libraries import library
from kczx.errors import TooLarge, UnreadableFile
from kczx.flow import Source

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COPIES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What a program reads that does not know a text box: the same text once more."""
DELETED = frozenset([f"{W}del", f"{W}moveFrom", COPIES])


def read_docx(source: Input, kind: Kind) -> Iterator[Found]:
    """The text of a Word document, a line a paragraph and a line a table's row; spans count this text."""
    docx = library("docx", "docx")
    data = source.take()
    _small_enough(data, source.options.max_bytes)
    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise UnreadableFile(f"the Word document is cut off or damaged: {error}") from error
    text = "\n".join(_lines(body))
    if not text.strip():
        raise UnreadableFile("the Word document holds no text")
    yield Source(source.path, text, digest(data), "utf-8", kind.media_type)


def _small_enough(data: bytes, limit: int) -> None:
    """Raises TooLarge where the parts of the package, which is a ZIP archive, unpack to more than the limit."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(part.file_size for part in package.infolist() if part.filename.endswith((".xml", ".rels"))) > limit:
                raise TooLarge(f"its parts unpack to more than {limit} bytes (--max-bytes)")
    except zipfile.BadZipFile as error:
        raise UnreadableFile(f"the Word document is cut off or damaged: {error}") from error


def _lines(body: Any) -> Iterator[str]:
    """The paragraphs of an element, one by one; a table's row is one line, its cells set apart by tabs."""
    waiting = [body]
    while waiting:  # not by recursion: tables and text boxes may be nested to any depth
        element = waiting.pop()
        if element.tag == f"{W}p":
            text, inner = _paragraph(element)
            yield text
            waiting += reversed(inner)
        elif element.tag == f"{W}tr":
            cells = [
                [_paragraph(p)[0].strip() for p in cell.iterchildren(f"{W}p")]
                for cell in element.iterchildren(f"{W}tc")
            ]
            if any(
                cell.find(f"{W}tbl") is not None or len(" ".join(p)) > 60
                for cell, p in zip(element.iterchildren(f"{W}tc"), cells, strict=True)
            ):
                waiting += reversed(list(element))  # a table that lays out a page, not one of data
            else:
                yield "\t".join(" ".join(filter(None, cell)) for cell in cells)
        elif element.tag not in DELETED:
            waiting += reversed(list(element))


def _paragraph(paragraph: Any) -> tuple[str, list[Any]]:
    """A paragraph's text as it is shown, deletions left out, and the text boxes that hang on it."""
    parts: list[str] = []
    boxes: list[Any] = []
    waiting = list(reversed(list(paragraph)))
    while waiting:
        element = waiting.pop()
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag in (f"{W}tab", f"{W}ptab"):
            parts.append("\t")
        elif element.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif element.tag == f"{W}noBreakHyphen":
            parts.append("-")
        elif element.tag == f"{W}txbxContent":
            boxes.append(element)
        elif element.tag not in DELETED and element.tag != f"{W}pPr":
            waiting += reversed(list(element))
    return "".join(parts), boxes
