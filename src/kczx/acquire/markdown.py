"""Markdown → running text: its marks taken out, every character leading to the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kczx.acquire.encodings import decode
from kczx.acquire.inputs import Found, Input, digest
from kczx.acquire.kinds import Kind
from kczx.acquire.published import day
from kczx.errors import TooLarge, UnreadableFile
from kczx.flow import Source
from kczx.spans import Aligned

FRONT = re.compile(r"\A---[ \t]*\n(?P<fields>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
FIELD = re.compile(r"""^(title|date|source|publisher)[ \t]*:[ \t]*["']?([^\n]*?)["']?[ \t]*$""", re.MULTILINE)
LINE_MARKS = re.compile(
    r"""^[ \t]*(?:
        (?:>[ \t]*)++                        # a quotation
      | \#{1,6}[ \t]+                        # a heading
      | [-*+][ \t]+(?:\[[ xX]\][ \t]+)?      # a list's item, perhaps with a box
      | \|(?=[^\n]*\|[ \t]*$)                # a table's row
      | (?:=|-|\*|_){3,}[ \t]*$              # a line across, or below a heading
      | \|?[ \t]*:?-{2,}:?[ \t]*\|[-:| \t]*$ # the line below a table's head
      | (?:`{3,}|~{3,})[^\n]*$               # code begins or ends
      | \[[^\]\n]{1,80}\]:[ \t]*\S+[^\n]*$   # where a link leads
    )""",
    re.VERBOSE | re.MULTILINE,
)
HEADING_END = re.compile(r"(?<=\S)[ \t]+#+[ \t]*$", re.MULTILINE)
ROW_END = re.compile(r"^[ \t]*\|[^\n]*?([ \t]*\|[ \t]*)$", re.MULTILINE)
IMAGE = re.compile(r"!\[[^\]\n]{0,200}\](?:\([^()\n]{0,2000}\)|\[[^\]\n]{0,80}\])")
LINK = re.compile(r"(\[)[^\[\]\n]{1,300}(\](?:\((?:[^()\n]|\([^()\n]{0,300}\)){0,2000}\)|\[[^\]\n]{0,80}\]))")
AUTOLINK = re.compile(r"<(?:https?|mailto):[^<>\s]{1,2000}>")
TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,500}>|<!--.*?(?:-->|\Z)", re.DOTALL)
EMPHASIS = re.compile(
    r"(\*\*\*|\*\*|\*|~~|`)(?=\S)([^*`\n]{1,300}?)(?<=\S)\1|(?<!\w)(__|_)(?=\S)([^_\n]{1,300}?)(?<=\S)\3(?!\w)"
)
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


def read_markdown(source: Input, kind: Kind) -> Iterator[Found]:
    """A Markdown file; `title`, `date` and `source` are read from the block of fields that it may begin with."""
    data = source.take()
    text, encoding = decode(data)
    if len(text) > source.options.max_text:
        raise TooLarge(f"its text has more than {source.options.max_text} characters; divide it into documents first")
    fields: dict[str, str] = {}
    if front := FRONT.match(text):
        fields = {name: value for name, value in FIELD.findall(front["fields"]) if value}
    body = plain(text)
    if not body.text.strip():
        raise UnreadableFile("the file is empty")
    yield Source(
        source.path, text, digest(data), encoding, kind.media_type, title=fields.get("title"),
        published=day(fields.get("date", "")), publisher=fields.get("publisher") or fields.get("source"), body=body,
    )  # fmt: skip


def plain(text: str) -> Aligned:
    """The text without Markdown's marks.

    >>> plain("# 会议\\n- **王素**[主席](http://a.cn/_x_)出席\\n").text
    '会议\\n王素主席出席\\n'
    """
    aligned = Aligned.of(text)
    for mark in (FRONT, IMAGE, TAG):
        aligned = aligned.edit((*match.span(), "") for match in mark.finditer(aligned.text))
    aligned = aligned.edit((*match.span(1), "") for match in ROW_END.finditer(aligned.text))
    for mark in (LINE_MARKS, HEADING_END):
        aligned = aligned.edit((*match.span(), "") for match in mark.finditer(aligned.text))
    aligned = aligned.edit(
        (*match.span(group), "") for match in LINK.finditer(aligned.text) for group in (1, 2)
    )  # fmt: skip
    aligned = aligned.edit((*match.span(), "") for match in AUTOLINK.finditer(aligned.text))
    for _ in range(2):  # bold within italic
        edits = []
        for match in EMPHASIS.finditer(aligned.text):
            inner = match.span(2) if match[1] else match.span(4)
            edits += [(match.start(), inner[0], ""), (inner[1], match.end(), "")]
        aligned = aligned.edit(edits)
    return aligned.edit((*match.span(), "") for match in ESCAPE.finditer(aligned.text))
