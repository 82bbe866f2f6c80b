"""A document's record with its source beside it, for what shows or keeps the text as well: the page, the store."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from kczx.records import Document, Record

Edit = Annotated[tuple[int, int, str], Field(description="a half-open range and what stands in its place")]


class SourceText(Record):
    """The decoded source, whose characters spans count, and what was done to it.

    `markup` edits lead from `text` to what a reader sees of it (none: all of it), `repairs` from that to the cleaned text, so
    they count the characters of what is seen.  `lines` are those that are no running text (title, heading, byline …), `pages`
    the places where a page begins, with its number, `rules` those by which mentions were found; their ranges are spans.
    """

    text: str
    markup: list[Edit] = Field(default_factory=list)
    repairs: list[Edit] = Field(default_factory=list)
    lines: list[tuple[int, int, str]] = Field(default_factory=list)
    pages: list[tuple[int, int]] = Field(default_factory=list)
    rules: list[tuple[int, int, str]] = Field(default_factory=list)


class Sourced(Document):
    """A document with its source.  It is a `Document` wherever one is wanted; what is written as JSON or tables never is one."""

    source: SourceText
