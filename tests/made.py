"""Files of every kind made from a text: what the formats' tests read."""

from __future__ import annotations

import csv
import gzip
import html
import io
import json
import re
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import docx
import pyarrow
import pyarrow.parquet
import pylopdf_fonts_zh_cn
import typst

FONTS = Path(pylopdf_fonts_zh_cn.__file__).parent


def paragraphs(text: str) -> list[list[str]]:
    """The lines of each paragraph; an empty line ends one."""
    found: list[list[str]] = [[]]
    for line in text.splitlines():
        if line.strip():
            found[-1].append(line.strip())
        elif found[-1]:
            found.append([])
    return [lines for lines in found if lines]


PAGE = """<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>新闻</title><style>p {{ margin: 0 }}</style>
<script>var a = "<p>脚本里的王小明主席</p>";</script></head>
<body><div class="top"><ul><li><a href="/">首页</a></li><li><a href="/a">新闻中心</a></li>
<li><a href="/b">通知公告</a></li></ul></div>
<table><tr><td class="left"><div class="hot"><h3>热点新闻</h3><ul>
<li><a href="/1">某市召开防汛工作会议，市长刘某某出席</a></li><li><a href="/2">某学会举办年会</a></li>
<li><a href="/3">某省科技周开幕</a></li></ul></div></td>
<td><div class="content">
{body}
</div></td></tr></table>
<div class="foot"><p>版权所有 某某网站 京ICP备00000000号</p></div></body></html>
"""


def html_page(text: str) -> bytes:
    """A page with menus and headlines of other stories around the text; names are broken by tags."""
    body = "\n".join("<p>" + "<br>\n".join(map(_marked_up, lines)) + "</p>" for lines in paragraphs(text))
    return PAGE.format(body=body).encode()


def _marked_up(line: str) -> str:
    """The line with every seventh character in bold and every eleventh as a number."""
    return "".join(
        f"<b>{html.escape(char)}</b>" if i % 7 == 6 else f"&#{ord(char)};" if i % 11 == 10 else html.escape(char)
        for i, char in enumerate(line)
    )


def word(text: str) -> bytes:
    """A Word document, a paragraph a paragraph, lines broken as in the text."""
    document = docx.Document()
    for lines in paragraphs(text):
        paragraph = document.add_paragraph()
        for number, line in enumerate(lines):
            run = paragraph.add_run(line)
            if number < len(lines) - 1:
                run.add_break()
    sink = io.BytesIO()
    document.save(sink)
    return sink.getvalue()


def pdf(text: str, columns: int = 2, head: str = "科技通讯　2021年第5期") -> bytes:
    """A PDF of A4 pages in columns, with running heads and page numbers, set in Noto Serif SC."""
    source = f"""
#set page(paper: "a4", columns: {columns}, header: [{head}], footer: context align(center)[— #counter(page).display() —])
#set text(font: "Noto Serif SC", size: 9pt, lang: "zh")
#set par(justify: true, spacing: 1.6em)
"""
    for lines in paragraphs(text):
        source += "\n" + " \\\n".join(f"#{json.dumps(line, ensure_ascii=False)}" for line in lines) + "\n"
    return bytes(typst.compile(source.encode(), font_paths=[str(FONTS)]))  # type: ignore[misc]


def rich_text(text: str) -> bytes:
    """Rich text, characters beyond ASCII as escapes of UTF-16 code units."""
    units = [int.from_bytes(pair, "little", signed=True) for pair in _pairs(text.encode("utf-16-le"))]
    body = "".join(
        f"\\u{unit}?"
        if not 0 < unit < 128
        else "\\par\n"
        if unit == 10
        else f"\\'{unit:02x}"
        if chr(unit) in "\\{}"
        else chr(unit)
        for unit in units
    )
    return b"{\\rtf1\\ansi\\ansicpg936 " + body.encode() + b"}"


def _pairs(data: bytes) -> list[bytes]:
    return [data[i : i + 2] for i in range(0, len(data), 2)]


def mail(text: str, subject: str = "通讯") -> bytes:
    """A mail of plain text."""
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = subject, "a@example.org", "b@example.org"
    message.set_content(text, charset="utf-8")
    return message.as_bytes()


def saved_page(text: str) -> bytes:
    """A page saved whole (MHT), with a picture."""
    message = EmailMessage()
    message["Subject"] = "新闻"
    message.set_content(html_page(text).decode(), subtype="html", charset="utf-8", cte="quoted-printable")
    message.add_related(b"\x89PNG\r\n", "image", "png", cid="<a@b>")
    return message.as_bytes()


def markdown(text: str) -> bytes:
    """The text with a heading, a quotation and names in bold."""
    lines = [
        f"**{line[:3]}**{line[3:]}" if i % 3 == 2 and len(line) > 12 and not re.search(r"\s", line[:4]) else line
        for i, line in enumerate(text.splitlines())
    ]
    return "\n".join(lines).encode()


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP archive."""
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return sink.getvalue()


def tarred(members: dict[str, bytes], mode: str = "w:gz") -> bytes:
    """A tar archive, packed with gzip or as `mode` says."""
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return sink.getvalue()


def web_archive(pages: dict[str, bytes], media_type: str = "text/html", packed: bool = True) -> bytes:
    """A WARC file of responses, each packed by itself as crawlers do."""
    parts: list[bytes] = []
    for address, body in pages.items():
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
        block = head + body
        record = (
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{len(parts):012}>\r\n"
                f"WARC-Date: 2021-05-14T00:00:00Z\r\nWARC-Target-URI: {address}\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
            ).encode()
            + block
            + b"\r\n\r\n"
        )
        parts.append(gzip.compress(record) if packed else record)
    return b"".join(parts)


def json_rows(rows: list[dict[str, str]]) -> bytes:
    """JSON Lines."""
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


def comma_rows(rows: list[dict[str, str]], encoding: str = "utf-8") -> bytes:
    """CSV with a heading row."""
    sink = io.StringIO(newline="")
    table = csv.DictWriter(sink, list(rows[0]))
    table.writeheader()
    table.writerows(rows)
    return sink.getvalue().encode(encoding)


def parquet_rows(rows: list[dict[str, str]]) -> bytes:
    """A Parquet table."""
    sink = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(rows), sink)
    return sink.getvalue()
