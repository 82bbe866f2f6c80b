"""Markup → its pieces of text and its tags, each with its place in the source, in one pass over any bytes.

Parsers build trees and forget where a character stood; every span of kczx leads to characters of the file.  So the pieces
are found here, by the rules of the HTML standard's tokenizer, and a parser is asked only which of them are the article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from kczx import lexicon

TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*+)
        (?P<attributes>(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')?+)*+)
        (?:>|\Z)""",
    re.VERBOSE,
)
OTHER = re.compile(r"<!--(?:>|->|.*?(?:--!?>|\Z))|<(?:[!?]|/(?![a-zA-Z]))[^>]*+(?:>|\Z)", re.DOTALL)
TEXT = re.compile(r"[^<]++")
ATTRIBUTE = re.compile(r"""(?<![^\s"'<>/=])([^\s"'<>/=]++)\s*+=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")


@lexicon.cached
def elements() -> dict[str, frozenset[str]]:
    """The names of elements by what they mean here: void, raw, line, never, inline."""
    kinds = ("void", "raw", "line", "never", "inline")
    rows = lexicon.rows("acquire/html/elements.tsv", 2, choices=kinds)
    return {kind: frozenset(name for name, own in rows if own == kind) for kind in kinds}


class Token(NamedTuple):
    """A piece [start, end) of the source: `text`, `open`, `close` or `raw` (all that such an element holds).

    `name` is the tag's in small letters, `attributes` the source of a tag's attributes.
    """

    kind: str
    name: str
    start: int
    end: int
    attributes: str = ""


def tokens(text: str) -> Iterator[Token]:
    """The pieces of a page, left to right; comments and declarations are passed over.

    >>> [(token.kind, token.name or "a<b 科协"[token.start:token.end]) for token in tokens("a<b 科协")]
    [('text', 'a'), ('open', 'b')]
    """
    raw = elements()["raw"]
    at, size = 0, len(text)
    while at < size:
        if match := TEXT.match(text, at):
            yield Token("text", "", at, match.end())
        elif match := TAG.match(text, at):
            name = match["name"].lower()
            if match["close"]:
                yield Token("close", name, at, match.end())
            else:
                yield Token("open", name, at, match.end(), match["attributes"])
                if name in raw and not match["attributes"].endswith("/"):
                    end = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.I).search(text, match.end())
                    last = end.start() if end else size
                    yield Token("raw", name, match.end(), last)
                    at = last
                    continue
        elif match := OTHER.match(text, at):
            pass
        else:  # a "<" that begins no tag
            yield Token("text", "", at, at + 1)
            at += 1
            continue
        at = match.end()


def attributes(token: Token) -> dict[str, str]:
    """A tag's attributes as they stand in the source, names in small letters; of two with a name the first counts."""
    found: dict[str, str] = {}
    for name, *values in ATTRIBUTE.findall(token.attributes):
        found.setdefault(name.lower(), next(filter(None, values), ""))
    return found
