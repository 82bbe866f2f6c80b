"""Word documents (.docx) → text: paragraphs, tables by rows, text boxes, in the order of the document, then its notes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from kczx.acquire.inputs import DAMAGE, Found, Input, at_most, digest
from kczx.acquire.kinds import Kind
from kczx.acquire.libraries import library
from kczx.errors import TooLarge, UnreadableFile
from kczx.flow import Source

MAIN, NOTES = "word/document.xml", ("word/footnotes.xml", "word/endnotes.xml")
RELATIONS = "_rels/.rels"
WRAPPERS = frozenset(["sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo", "AlternateContent", "Choice"])
"""Elements that say something of what they hold: content controls, insertions, what newer programs read."""
LEFT_OUT = frozenset(["del", "moveFrom", "Fallback", "rt", "pPr", "rPr", "sdtPr", "sectPr"])
"""Deletions, the same text once more for older programs, phonetic guides, properties."""
MARKS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
LONG = 60
"""Characters of a cell that make its table one that lays out a page."""


def read_docx(source: Input, kind: Kind) -> Iterator[Found]:
    """The text of a Word document, a line a paragraph and a line a table's row; spans count this text."""
    etree = library("lxml.etree", "docx")
    data = source.take()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            main = _main(package, etree)
            lines = list(_lines(_part(package, main, etree, source.options.max_bytes)))
            for notes in NOTES:
                if notes in package.namelist():
                    lines += _notes(_part(package, notes, etree, source.options.max_bytes))
    except (*DAMAGE, KeyError, NotImplementedError, etree.XMLSyntaxError) as error:
        raise UnreadableFile(f"the Word document is cut off or damaged: {error}") from error
    text = "\n".join(lines)
    if not text.strip():
        raise UnreadableFile("the Word document holds no text")
    yield Source(source.path, text, digest(data), "utf-8", kind.media_type)


def _main(package: zipfile.ZipFile, etree: Any) -> str:
    """The name of the part with the text: the usual one, or what the package says."""
    if MAIN in package.namelist():
        return MAIN
    for relation in _part(package, RELATIONS, etree, 1_000_000):
        if str(relation.get("Type")).endswith("/officeDocument"):
            return str(relation.get("Target")).lstrip("/")
    raise UnreadableFile("the Word document holds no text")


def _part(package: zipfile.ZipFile, name: str, etree: Any, limit: int) -> Any:
    """The tree of a part; raises TooLarge where it unpacks to more than the limit."""
    with package.open(name) as part:
        data = at_most(part, limit + 1)
    if len(data) > limit:
        raise TooLarge(f"its parts unpack to more than {limit} bytes (--max-bytes)")
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _name(element: Any) -> str:
    """An element's name without its namespace, of which there are two; nothing for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _inside(element: Any) -> Iterator[Any]:
    """The elements in another one, those in content controls and the like among them."""
    waiting = list(reversed(element))
    while waiting:
        inner = waiting.pop()
        if _name(inner) in WRAPPERS:
            waiting += reversed(inner)
        else:
            yield inner


def _notes(tree: Any) -> Iterator[str]:
    """The footnotes' or endnotes' text, without the line that Word draws above them."""
    for note in tree:
        if not any(key.endswith("}type") for key in note.keys()):  # noqa: SIM118 (not a dictionary)
            yield from _lines(note)


def _lines(body: Any) -> Iterator[str]:
    """The paragraphs of an element, one by one; a table's row is one line, its cells set apart by tabs."""
    waiting = [body]
    while waiting:  # not by recursion: tables and text boxes may be nested to any depth
        element = waiting.pop()
        name = _name(element)
        if name == "p":
            text, inner = _paragraph(element)
            yield text
            waiting += reversed(inner)
        elif name == "tr":
            cells = [list(_inside(cell)) for cell in _inside(element) if _name(cell) == "tc"]
            texts = [[_paragraph(p)[0].strip() for p in cell if _name(p) == "p"] for cell in cells]
            nested = any(_name(inner) == "tbl" for cell in cells for inner in cell)
            if nested or any(len(" ".join(text)) > LONG for text in texts):
                waiting += reversed(element)  # a table that lays out a page, not one of data
            else:
                yield "\t".join(" ".join(filter(None, text)) for text in texts)
        elif name not in LEFT_OUT:
            waiting += reversed(element)


def _paragraph(paragraph: Any) -> tuple[str, list[Any]]:
    """A paragraph's text as it is shown, deletions and hidden text left out, and the text boxes that hang on it."""
    parts: list[str] = []
    boxes: list[Any] = []
    waiting = list(reversed(paragraph))
    while waiting:
        element = waiting.pop()
        name = _name(element)
        if name == "t":
            parts.append(element.text or "")
        elif name in MARKS:
            parts.append(MARKS[name])
        elif name == "txbxContent":
            boxes.append(element)
        elif name not in LEFT_OUT and not (name == "r" and _hidden(element)):
            waiting += reversed(element)
    return "".join(parts), boxes


def _hidden(run: Any) -> bool:
    for properties in run:
        if _name(properties) == "rPr":
            for it in properties:
                if _name(it) == "vanish":
                    return not any(str(value).lower() in ("0", "false", "off") for value in it.attrib.values())
    return False
