"""What kczx writes itself, so that it is never read as news: how its output begins, how unfinished files are named."""

from __future__ import annotations

import re

UNFINISHED = ".kczx-part"
"""The ending of a file that is being written; it gets its own name once it is complete."""
JOURNAL = ".kczx-journal"
"""The ending of the file beside an output that tells what an unfinished run has done; it is gone once the output is complete."""
RUN = re.compile(rb'(?:\xef\xbb\xbf)?\s*+\{\s*+"kczx"\s*+:\s*+"[^"]{1,40}"\s*+,\s*+"schema"\s*+:')
DOCUMENT = re.compile(
    rb'(?:\xef\xbb\xbf)?\s*+\{\s*+"id"\s*+:\s*+"sha256:[0-9a-f]{16}(?:-\d{1,9})?"\s*+,\s*+"path"\s*+:'
)
TABLE = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:id,path,source_id,media_type,|path,error,message\r|document,(?:id|number|kind|person|event),)"
)
"""The head of a table that kczx wrote as CSV."""

PAGE = "<!-- kczx: a page of what was found -->"
"""What stands at the head of a page that kczx wrote."""


def is_own_page(head: bytes) -> bool:
    """Whether a file's first bytes say that kczx wrote it, as a page.

    >>> is_own_page(b"<!doctype html>\\n<!-- kczx: a page of what was found -->"), is_own_page(b"<!doctype html>")
    (True, False)
    """
    return PAGE.encode() in head[:200]


FEED = re.compile(
    rb'<\?xml version="1\.0" encoding="utf-8"\?>\n<feed xmlns="http://www\.w3\.org/2005/Atom">\n<id>tag:kczx,\d{4}:feed/'
)
"""The head of a feed that kczx wrote."""


def is_own_feed(head: bytes) -> bool:
    """Whether a file's first bytes are the head of a feed that kczx wrote.

    >>> is_own_feed(b'<?xml version="1.0" encoding="utf-8"?>\\n<feed xmlns="http://www.w3.org/2005/Atom">\\n<id>urn:a</id>')
    False
    """
    return bool(FEED.match(head))


def is_own(head: bytes) -> bool:
    """Whether a file's first bytes say that kczx wrote it, as JSON or as JSON Lines, indented or not.

    >>> is_own(b'{"kczx": "0.1.0", "schema": "1"'), is_own(b'{"id": "7", "text": ""}')
    (True, False)
    """
    return bool(RUN.match(head) or DOCUMENT.match(head))


def is_own_table(head: bytes) -> bool:
    """Whether a file's first bytes are the head of a table that kczx wrote as CSV.

    >>> is_own_table(b"document,id,name,aliases\\r\\n"), is_own_table(b"id,text\\n")
    (True, False)
    """
    return bool(TABLE.match(head))


def is_unfinished(name: str) -> bool:
    """Whether a file of this name is one that kczx has not finished writing, or the journal of that."""
    return (name.startswith(".") and name.endswith(UNFINISHED)) or name.endswith(JOURNAL)
