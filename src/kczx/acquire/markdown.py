"""Markdown → running text: its marks and its HTML taken out, every character leading to the file; headings told apart."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from kczx.acquire.html.text import ENTITY, without_gaps
from kczx.acquire.html.tokens import elements
from kczx.acquire.inputs import Found, Input, digest
from kczx.acquire.kinds import Kind
from kczx.acquire.outline import LONGEST, outline
from kczx.acquire.published import day
from kczx.acquire.redecode import decoded
from kczx.errors import TooLarge, UnreadableFile
from kczx.flow import Mark, Source
from kczx.spans import Aligned

FRONT = re.compile(
    r"\A(?P<mark>---|\+\+\+)[ \t]*\n(?P<fields>.*?)^(?:(?P=mark)|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE
)
FIELD = re.compile(
    r"""^["']?(?P<name>[a-zA-Z_-]{2,20}|[\u4e00-\u9fff]{2,4})["']?[ \t]*[:：=][ \t]*["']?(?P<value>[^\n]*+)$""",
    re.MULTILINE,
)
FIELDS = {
    "title": "title", "标题": "title", "標題": "title", "date": "date", "published": "date", "pubdate": "date",
    "publish_date": "date", "publishdate": "date", "created": "date", "日期": "date", "发布时间": "date", "发布日期": "date",
    "source": "source", "publisher": "source", "来源": "source", "來源": "source", "site": "site", "发布单位": "source",
}  # fmt: skip
"""What the names of fields mean; the first of a kind counts."""
FENCE = re.compile(r"^[ \t]{0,3}(`{3,}|~{3,})[^\n]*\n.*?(?:^[ \t]{0,3}\1[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^ {0,3}(?P<marks>#{1,6})[ \t]+(?P<title>[^\s#][^\n]*)$", re.MULTILINE)
UNDERLINE = re.compile(r"^ {0,3}(=|-)\1+[ \t]*$", re.MULTILINE)
LINED = re.compile(r"[ \t]*+(?![-*+>|#]|\d+[.)])\S")
"""What may begin the line that a row of === or --- makes a heading of: no item, quotation or row of a table."""
LINE_MARKS = re.compile(
    r"""^[ \t]*+(?:
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
ROW_END = re.compile(r"^[ \t]*+\|(?:[^\n]*[^ \t\n])?([ \t]*\|[ \t]*)$", re.MULTILINE)
IMAGE = re.compile(r"!\[[^\]\n]{0,200}\](?:\([^()\n]{0,2000}\)|\[[^\]\n]{0,80}\])")
LINK = re.compile(r"(\[)[^\[\]\n]{1,300}(\](?:\((?:[^()\n]|\([^()\n]{0,300}\)){0,2000}\)|\[[^\]\n]{0,80}\]))")
AUTOLINK = re.compile(r"<(?:https?|mailto):[^<>\s]{1,2000}>")
TAG = re.compile(
    r"""<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]{0,15})
        (?:\s++[a-zA-Z_:@][a-zA-Z0-9_:.-]*+(?:\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=]++))?+)*+\s*+/?>""",
    re.VERBOSE,
)
UNSHOWN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|template)\b[^<>]{0,2000}>.*?(?:</(?P=raw)\s*>|\Z)", re.S | re.I
)
EMPHASIS = re.compile(
    r"(\*\*\*|\*\*|\*|~~|`)(?=\S)([^*`\n]{1,300}?)(?<=\S)\1|(?<!\w)(__|_)(?=\S)([^_\n]{1,300}?)(?<=\S)\3(?!\w)"
)
ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")
IN_BOLD = frozenset(["strong", "b"])


class Plain(NamedTuple):
    """A text without Markdown's marks, and its headings and lines in bold."""

    body: Aligned
    outline: tuple[Mark, ...]


def read_markdown(source: Input, kind: Kind) -> Iterator[Found]:
    """A Markdown file; `title`, `date` and `source` are read from the block of fields that it may begin with."""
    data = source.take()
    text, encoding, remarks = decoded(data)
    if len(text) > source.options.max_text:
        raise TooLarge(f"its text has more than {source.options.max_text} characters; divide it into documents first")
    fields: dict[str, str] = {}
    if front := FRONT.match(text):
        for name, written in FIELD.findall(front["fields"]):
            value = written.strip().rstrip("\"'")
            if value and (kind_of_field := FIELDS.get(name.lower())):
                fields.setdefault(kind_of_field, value)
    told = plain(text)
    if not told.body.text.strip():
        raise UnreadableFile("the file is empty")
    yield Source(
        source.path, text, digest(data), encoding, kind.media_type, title=fields.get("title"),
        published=day(fields.get("date", "")), publisher=fields.get("source") or fields.get("site"), body=told.body,
        outline=told.outline, remarks=remarks,
    )  # fmt: skip


def plain(text: str) -> Plain:
    """The text without Markdown's marks and HTML's tags.

    >>> plain("# 会议\\n- **王素**[主席](http://a.cn/_x_)出席<br>学会&amp;协会\\n").body.text
    '会议\\n王素主席出席\\n学会&协会\\n'
    """
    headings = list(_headings(text))
    aligned = Aligned.of(text)
    for mark in (FRONT, UNSHOWN, IMAGE):
        aligned = aligned.edit((*match.span(), "") for match in mark.finditer(aligned.text))
    aligned, more, bold = _untagged(aligned)
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
            if (match[1] or match[3]) in ("**", "***", "__"):
                bold.append(aligned.span(*inner))
        aligned = aligned.edit(edits)
    aligned = aligned.edit((*match.span(), "") for match in ESCAPE.finditer(aligned.text))
    body = without_gaps(aligned.edit(_characters(aligned.text)))
    return Plain(body, tuple(outline(body, sorted(headings + more), _apart(bold))))


def _headings(text: str) -> Iterator[Mark]:
    """The headings that Markdown marks: `## …`, and lines with === or --- below; none within code and the block of fields."""
    front = FRONT.match(text)
    at = front.end() if front else 0
    code = [match.span() for match in FENCE.finditer(text, at)]
    found = [Mark(*match.span("title"), len(match["marks"])) for match in HEADING.finditer(text, at)]
    for match in UNDERLINE.finditer(text, at):
        end = match.start() - 1
        start = text.rfind("\n", at, max(at, end)) + 1
        if start < end <= start + LONGEST and LINED.match(text, start, end):
            found.append(Mark(start, end, 1 if match[1] == "=" else 2))
    fences = [start for start, _ in code]
    for mark in found:
        number = bisect_right(fences, mark.start) - 1
        if number < 0 or mark.start >= code[number][1]:
            yield mark


def _untagged(aligned: Aligned) -> tuple[Aligned, list[Mark], list[tuple[int, int]]]:
    """The text without tags, a line ending where a block does, and what HTML's headings and bold elements hold."""
    known = elements()
    names = frozenset().union(*(known[kind] for kind in ("void", "line", "never", "inline", "raw")))
    edits, headings, bold = [], [], []
    opened: dict[str, int] = {}
    for match in TAG.finditer(aligned.text):
        name = match["name"].lower()
        if name not in names:
            continue
        edits.append((*match.span(), "\n" if name in known["line"] else ""))
        level = int(name[1]) if name[0] == "h" and name[1:].isdigit() else 0
        if not level and name not in IN_BOLD:
            continue
        if not match["close"]:
            opened[name] = match.end()
        elif (start := opened.pop(name, match.start())) < match.start():
            span = aligned.span(start, match.start())
            headings += [Mark(*span, level)] if level else []
            bold += [] if level else [span]
    return aligned.edit(edits), headings, bold


def _characters(text: str) -> Iterator[tuple[int, int, str]]:
    """The characters that entities stand for: &nbsp; &amp; &#183;."""
    for match in ENTITY.finditer(text):
        char = html.unescape(match[0])
        if char != match[0]:
            yield (*match.span(), char)


def _apart(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that overlap made one."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
