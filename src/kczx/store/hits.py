"""What a search found, as JSON Lines, CSV and Atom, and for a person to read; anybody's text is nothing but text in each."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from kczx.store.search import Hit
from kczx.store.views import FORMULA, MARK
from kczx.write.visible import visible_line

if TYPE_CHECKING:
    from rich.text import Text

FORMATS = ("table", "jsonl", "csv", "atom")
COLUMNS = (
    "question",
    "day",
    "kind",
    "title",
    "place",
    "people",
    "path",
    "article",
    "start",
    "end",
    "document",
    "documents",
    "snippet",
)
OPEN, SHUT = "[", "]"
"""What stands around the words that were looked for."""
TAG = "tag:kczx,2026:"
FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What no XML holds."""
EPOCH = "1970-01-01T00:00:00Z"
Told = tuple[str, Hit]
"""A hit, and the name of the saved question that it answers (none: empty)."""


def json_lines(found: Iterable[Told]) -> Iterator[bytes]:
    """A hit a line."""
    for name, hit in found:
        told = {"question": name, **asdict(hit)} if name else asdict(hit)
        yield json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def csv_lines(found: Iterable[Told], excel: bool = False) -> Iterator[bytes]:
    """A row a hit, the words marked; with `excel` as other tables for it: no text is a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    text.write(MARK if excel else "")
    writer.writerow(COLUMNS)
    for name, hit in found:
        told = asdict(hit) | {"question": name, "snippet": marked(hit)}
        row = [told[column] for column in COLUMNS]
        writer.writerow(
            [f"'{cell}" if excel and isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in row]
        )
        yield text.getvalue().encode("utf-8", "backslashreplace")
        text.seek(0)
        text.truncate()
    yield text.getvalue().encode()


def marked(hit: Hit, begin: str = OPEN, end: str = SHUT) -> str:
    """The snippet with its words marked.

    >>> marked(Hit("", "", "", "", None, "article", None, None, None, None, None, "", "云溪市科协", [(3, 5)]))
    '云溪市[科协]'
    """
    parts, at = [], 0
    for start, stop in hit.marks:
        parts += [hit.snippet[at:start], begin, hit.snippet[start:stop], end]
        at = stop
    return "".join([*parts, hit.snippet[at:]])


def text(found: Iterable[Told]) -> Iterator[Text]:
    """For a person: where and when, then the snippet."""
    from rich.text import Text

    for number, (name, hit) in enumerate(found):
        told = [hit.day or "–", hit.kind, hit.title or "", hit.place or "", hit.people or "", name]
        head = Text(("\n" if number else "") + visible_line("  ".join(filter(None, told))))
        head.stylize("bold", 0, len(head))
        yield head
        where = hit.path if hit.start is None else f"{hit.path}:{hit.start}"
        where += f" +{hit.documents - 1}" if hit.documents > 1 else ""
        yield Text(f"  {visible_line(where)}", "dim")
        line = Text("  ")
        at = 0
        for start, stop in hit.marks:
            line.append(visible_line(hit.snippet[at:start]))
            line.append(OPEN + visible_line(hit.snippet[start:stop]) + SHUT, "bold")
            at = stop
        line.append(visible_line(hit.snippet[at:]))
        yield line


def atom(found: Iterable[Told], title: str) -> Iterator[bytes]:
    """A feed (RFC 4287), the same bytes for the same hits: an entry is as new as its document."""
    entries = list(found)
    updated = max((hit.updated for _, hit in entries), default=EPOCH)
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>{_xml(TAG + 'feed/' + title)}</id>\n<title>{_xml(title)}</title>\n<updated>{updated}</updated>\n"
        "<author><name>kczx</name></author>\n<generator>kczx</generator>\n"
    ).encode()
    for name, hit in entries:
        told = hit.title or hit.snippet or hit.kind
        summary = "  ".join(filter(None, (hit.day, hit.place, hit.people)))
        shown = f"{escape(marked(hit, chr(1), chr(2)))}".replace("\x01", "<b>").replace("\x02", "</b>")
        yield (
            f"<entry>\n<id>{_xml(TAG + hit.id)}</id>\n<title>{_xml(told)}</title>\n<updated>{hit.updated}</updated>\n"
            f"<category term={quoteattr(_safe(hit.kind))}/>\n"
            + (f"<category term={quoteattr(_safe(name))}/>\n" if name else "")
            + (f"<summary>{_xml(summary)}</summary>\n" if summary else "")
            + f'<content type="html">{_xml(f"<p>{shown}</p><p>{escape(hit.path)}</p>")}</content>\n</entry>\n'
        ).encode()
    yield b"</feed>\n"


def _safe(text: str) -> str:
    return FORBIDDEN.sub("\ufffd", text)


def _xml(text: str) -> str:
    return escape(_safe(text))
