"""Web pages → sources: the article of a page, its title, publisher and day; spans count the characters of the markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from kczx.acquire.encodings import decode_as
from kczx.acquire.html.article import Article, article
from kczx.acquire.html.page import Page, page, site_of
from kczx.acquire.html.text import running_text
from kczx.acquire.html.tokens import tokens
from kczx.acquire.inputs import Found, Input, digest
from kczx.acquire.kinds import Kind
from kczx.errors import TooLarge, UnreadableFile
from kczx.flow import Remark, Source

CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w-]{2,30})""", re.I)
MOST_TOKENS = 1_000_000
"""Tags and pieces of text; a large page has some ten thousand."""
LOOKED_AT = 8192
"""Bytes in which a page's <meta> is looked for; the standard says 1,024, and pages put scripts before it."""


def read_html(source: Input, kind: Kind) -> Iterator[Found]:
    """A page's article.  Raises UnreadableFile where the page shows no text at all."""
    data = source.take()
    declared = CHARSET.search(data[:LOOKED_AT])
    text, encoding = decode_as(data, source.charset, declared[1].decode() if declared else None)
    pieces = list(islice(tokens(text), MOST_TOKENS))
    shown = sum(token.end - token.start for token in pieces if token.kind == "text")
    if len(pieces) == MOST_TOKENS or shown > source.options.max_text:
        raise TooLarge(f"the page has more than {source.options.max_text} characters or {MOST_TOKENS} tags")
    told = page(text, pieces)
    found = article(text, pieces, told)
    body = running_text(text, found.pieces)
    if not body.text.strip():
        raise UnreadableFile("the page shows no text")
    remarks = []
    if lost := text.count("\ufffd"):
        remarks.append(Remark("bytes-replaced", f"{lost} bytes that are not {encoding} read as U+FFFD"))
    yield Source(
        source.path, text, digest(data), encoding, kind.media_type, title=found.title,
        published=told.published or found.published, publisher=_publisher(told, found), body=body, left_out=found.left_out,
        remarks=tuple(remarks),
    )  # fmt: skip


def _publisher(told: Page, found: Article) -> str | None:
    """Who brought a page out: by its own data, a line beside the story, its site's name; no story's headline."""
    return next(
        (name for name in (told.publisher, found.publisher, site_of(told)) if name and name != found.title), None
    )
