"""Tells what a file is: by its first bytes where they say so, else by the ending of its name."""

from __future__ import annotations

import re
from typing import NamedTuple

from kczx import lexicon
from kczx.own import is_own, is_own_feed, is_own_page, is_own_table

MAGIC = (
    (b"%PDF-", "pdf"), (b"PK\x03\x04", "zip"), (b"PK\x05\x06", "zip"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"), (b"{\\rtf", "rtf"), (b"WARC/1.", "warc"), (b"PAR1", "parquet"),
)  # fmt: skip
TAR = slice(257, 262)
HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?:(?!-->).){0,500}+-->\s*+)*+<(?:!doctype\s+html|html[\s>])",
    re.I | re.S,
)
MIME = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]{1,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}?MIME-Version:", re.I)
ROW = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{\s*"[^"\\]+"\s*:')
ROWS = re.compile(rb'(?:\xef\xbb\xbf)?\s*+\[\s*+\{\s*+"[^"\\]+"\s*+:')
HEAD = 4096
"""How many of a file's first bytes tell what it is."""


class Kind(NamedTuple):
    """The reader's name, and the media type (for `refused`: what the file is)."""

    reader: str
    media_type: str

    @property
    def container(self) -> bool:
        """Whether it holds documents instead of being one."""
        return self.reader in ("zip", "gzip", "bzip2", "xz", "tar", "warc", "jsonl", "json", "csv", "parquet")


TEXT = Kind("text", "text/plain")
OWN = Kind("refused", "what kczx extract wrote; kczx summary reads it")


@lexicon.cached
def _by_ending() -> dict[str, Kind]:
    return {ending: Kind(reader, media) for ending, reader, media in lexicon.rows("acquire/kinds.tsv", 3)}


def media_types() -> frozenset[str]:
    """The media types of what can be read as one document."""
    return frozenset(kind.media_type for kind in _by_ending().values() if kind.reader != "refused") - {"-"}


def kind_of(name: str, head: bytes = b"", media_type: str | None = None) -> Kind:
    """What a file is, by its first bytes, else by the media type that a header tells, else by its name.

    >>> kind_of("a.HTML").reader, kind_of("a.txt", b"%PDF-1.7").reader, kind_of("readme").reader
    ('html', 'pdf', 'text')
    """
    dot = name.rfind(".")
    named = _by_ending().get(name[dot:].lower() if dot >= 0 else "", TEXT)
    if media_type and (told := [kind for kind in _by_ending().values() if kind.media_type == media_type]):
        named = told[0]
    for magic, reader in MAGIC:
        if head.startswith(magic):
            if named.reader == reader or (reader == "zip" and named.reader in ("docx", "refused")):
                return named
            return _by_reader(reader)
    if is_own(head) or is_own_table(head) or is_own_page(head) or is_own_feed(head):
        return OWN
    if head[TAR] == b"ustar":
        return _by_reader("tar")
    if name == "-" and ROW.match(head):
        first, more, _ = head.partition(b"\n")
        return _by_reader("jsonl" if first.rstrip().endswith(b"}") or not more else "json")
    if name == "-" and ROWS.match(head):
        return _by_reader("json")
    if named.reader in ("text", "refused"):  # pages are saved as .txt, and as .doc to be opened by Word
        if HTML.match(head):
            return _by_reader("html")
        if MIME.match(head):
            return _by_reader("mail")
    return named


def _by_reader(reader: str) -> Kind:
    return next(kind for kind in _by_ending().values() if kind.reader == reader)
