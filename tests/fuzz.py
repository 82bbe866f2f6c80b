"""Any bytes at all: what the pipeline makes of them is records or a failure, with spans in range and in order; records come
back from their JSON as they were, and every view of them can be printed.

    python tests/fuzz.py --seconds 3600      prints how many inputs were tried, and the slowest

Inputs are files of every kind, cut, joined, and with bytes changed, and bytes out of nowhere.  An error that a library raises
over such bytes becomes a failure row; one that kczx's own lines raise is a bug, and is raised here.
"""

from __future__ import annotations

import argparse
import functools
import hashlib
import io
import json
import os
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, Verbosity, given, seed, settings
from hypothesis import strategies as st

import made
from kczx.acquire import Options
from kczx.acquire.files import read
from kczx.acquire.inputs import Budget, Input
from kczx.clean import clean
from kczx.divide import divide
from kczx.flow import Article, Source
from kczx.jobs import extraction
from kczx.pipeline import read as whole
from kczx.records import Document
from kczx.spans import Aligned
from kczx.write.labels import labels
from kczx.write.show import shown
from kczx.write.summary import summary

PACKAGE = str(Path(sys.modules["kczx"].__file__ or "").parent)
PAGES = Path(__file__).parent / "pages"
CORPUS = Path(__file__).parent / "corpus"
MARKS = [
    "，",
    "。",
    "、",
    "；",
    "：",
    "“",
    "”",
    "《",
    "》",
    "（",
    "）",
    "\n",
    " ",
    "\u3000",
    "·",
    "—",
    "1",
    "二",
    "在",
    "和",
    "的",
]
NEWS = (
    "中国科协办公厅\n[2021-05-14]\n\n5月13日，江苏省科协在南京召开学术年会。江苏省科协主席陈骏出席会议并致辞，"
    "来自全国的88家单位、225.32万人次参加会议。\n会议由科學(xué)技術(shù)协会主办。\n\n上一篇：某市召开会议\n"
)
ENDINGS = (
    "txt", "html", "shtml", "pdf", "docx", "rtf", "eml", "mht", "md", "zip", "tar", "tar.gz", "gz", "bz2", "xz", "warc",
    "warc.gz", "jsonl", "csv", "tsv", "parquet", "doc", "dat",
)  # fmt: skip
HOSTILE = [
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"<", b"<!--", b"-->", b"<p", b"</p>", b"<div>" * 300, b"&#0;",
    b"&#xd800;", b"&nbsp", b"<script>", b"<![CDATA[", b"<table><tr><td>", b"\x1b[31m", b"\xed\xa0\x80", b"PK\x03\x04",
    b"%PDF-1.7", b"\x1f\x8b\x08", b"WARC/1.0\r\n", b"{\\rtf1", b"\r\n\r\n", b"\n", b'"', b",", b"=", b"'", b"\\u-10179?",
    b"\\bin99999 ", b"MIME-Version: 1.0\r\n", b"Content-Length: 99999999\r\n", b"**", b"[](", b"|", b"- 1 -",
    *(text.encode() for text in ("\u202e", "（", "“", "5月13日，", "[2021-05-14]\n", "科學(xué)", "獲獎?wù)唏R", "𠮷", "学")),
]  # fmt: skip
LIMIT = 2 * 1024 * 1024


@functools.cache
def samples() -> list[bytes]:
    """A file of every kind."""
    rows = [{"text": NEWS, "id": str(n), "published": "2021-05-14"} for n in range(3)]
    page = made.html_page(NEWS)
    alone = [
        NEWS.encode(),
        NEWS.encode("gbk"),
        NEWS.encode("utf-16"),
        page,
        made.word(NEWS),
        made.pdf(NEWS),
        made.rich_text(NEWS),
    ]
    alone += [made.mail(NEWS), made.saved_page(NEWS), made.markdown(NEWS)]
    alone += [path.read_bytes() for path in sorted(PAGES.glob("*.html"))]
    inner = {
        "甲.html": page,
        "a/b.txt": NEWS.encode(),
        "c.pdf": made.pdf(NEWS, 1),
        "d.zip": made.zipped({"e.md": b"# x"}),
    }
    packed = [made.zipped(inner), made.tarred(inner), made.tarred(inner, "w"), made.tarred(inner, "w:xz")]
    packed += [
        made.web_archive({"https://example.org/": page}),
        made.web_archive({"https://example.org/": page}, packed=False),
    ]
    return [
        *alone,
        *packed,
        made.json_rows(rows),
        made.comma_rows(rows),
        made.comma_rows(rows, "gbk"),
        made.parquet_rows(rows),
    ]


@functools.cache
def texts() -> list[str]:
    """News of the test corpus."""
    return [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))]


@st.composite
def running(draw: st.DrawFn) -> str:
    """Text made of pieces of news, cut anywhere, with marks between them."""
    parts = []
    for _ in range(draw(st.integers(1, 12))):
        text = draw(st.sampled_from(texts()))
        at = draw(st.integers(0, len(text)))
        parts += [text[at : at + draw(st.integers(0, 90))] * draw(st.integers(1, 3)), draw(st.sampled_from(MARKS))]
    return "".join(parts)


@st.composite
def inputs(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file's name and its bytes."""
    ending = draw(st.sampled_from(ENDINGS))
    if draw(st.integers(0, 2)) == 0:
        return "a.txt", draw(running()).encode()
    if draw(st.integers(0, 9)) == 0:
        return f"a.{ending}", draw(st.binary(max_size=400))
    if draw(st.integers(0, 4)) == 0:
        return f"a.{ending}", b"".join(draw(st.lists(st.sampled_from(HOSTILE) | st.binary(max_size=9), max_size=40)))
    data = bytearray(draw(st.sampled_from(samples())))
    for _ in range(draw(st.integers(0, 6))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 60))
        match draw(st.integers(0, 5)):
            case 0:
                data[at : at + length] = draw(st.binary(max_size=12))
            case 1:
                data[at:at] = draw(st.sampled_from(HOSTILE)) * draw(st.integers(1, 5))
            case 2:
                del data[at:]
            case 3:
                del data[at : at + length]
            case 4:
                data[at:at] = data[max(0, at - length * 9) : at]
            case _:
                other = draw(st.sampled_from(samples()))
                data[at:] = other[draw(st.integers(0, len(other))) :]
    return f"a.{ending}", bytes(data)


@dataclass
class Tally:
    """What came of the inputs so far."""

    inputs: int = 0
    documents: int = 0
    failures: Counter[str] = field(default_factory=Counter)
    slowest: tuple[float, str, int] = (0.0, "", 0)


def in_order(aligned: Aligned, size: int) -> None:
    """The characters' ranges lie in the source, and none begins before the one before it."""
    last = 0
    for at in range(len(aligned)):
        start, end = aligned.span(at, at + 1)
        assert 0 <= start <= end <= size, (at, start, end, size)
        assert start >= last, (at, start, last)
        last = start


def check(name: str, data: bytes, tally: Tally) -> None:
    """Read a file and look at every span; raises where kczx itself goes wrong."""
    began = time.process_time()
    source = Input(name, name, io.BufferedReader(io.BytesIO(data)), Options(max_bytes=LIMIT), Budget(len(data)))
    tally.inputs += 1
    try:
        for found in read(source):
            if isinstance(found, Source):
                tally.documents += 1
                check_document(found)
            else:
                assert found[0].startswith(name) and str(found[1]), found
                tally.failures[type(found[1]).__name__] += 1
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        if isinstance(error, AssertionError) or frame.filename.startswith(PACKAGE):
            place = Path(tempfile.gettempdir()) / f"kczx-fuzz-{hashlib.sha256(data).hexdigest()[:8]}-{name}"
            place.write_bytes(data)
            error.add_note(f"the input is kept as {place}")
            raise
        tally.failures["of a library"] += 1
    taken = time.process_time() - began
    if taken > tally.slowest[0]:
        tally.slowest = (taken, name, len(data))


def check_document(source: Source) -> None:
    size = len(source.text)
    source.text.encode()
    if source.body is not None:
        in_order(source.body, size)
    if source.layout is not None:
        assert len(source.layout.pages) == size and len(source.layout.edges) == 4 * size
    cleaned = clean(source)
    in_order(cleaned.aligned, size)
    for remark in cleaned.remarks:
        assert remark.span is None or 0 <= remark.span[0] <= remark.span[1] <= size
    for article in divide(cleaned):
        check_article(article, size)
    reading = whole(source)
    check_record(reading.document, size)
    for language in ("en", "zh"):
        words = labels(language)
        for _ in summary(extraction([reading.document], "0"), words, (), 80, everything=True):
            pass
        for _ in shown(reading.linked, words):
            pass


def check_record(document: Document, size: int) -> None:
    written = document.model_dump_json(by_alias=True)
    assert Document.model_validate_json(written) == document
    in_range(json.loads(written), size)


def in_range(told: object, size: int) -> None:
    """Every `span` of a record lies in the source."""
    if isinstance(told, list):
        for item in told:
            in_range(item, size)
    elif isinstance(told, dict):
        for key, value in told.items():
            spans = value if key == "spans" else [value] if key == "span" and value is not None else []
            assert all(0 <= start < end <= size for start, end in spans), (key, value, size)
            in_range(value, size)


def check_article(article: Article, size: int) -> None:
    for first, last in article.pieces:
        assert 0 <= first < last <= size
    for zone in article.zones:
        in_order(article.aligned.slice(zone.start, zone.end), size)
    for start, end in article.sentences:
        assert 0 <= start < end <= len(article.text)
        where = article.where(start, end)
        assert 0 <= where["span"][0] <= where["span"][1] <= size


def fuzz(seconds: float, first: int = 0) -> Tally:
    """Try inputs for so many seconds."""
    samples(), texts()  # made before Hypothesis watches for chance
    os.environ["KCZX_DEBUG"] = "1"  # errors of libraries come out as they are, so that ours can be told from them
    tally = Tally()
    began = time.monotonic()
    number = first
    try:
        while time.monotonic() - began < seconds:

            @seed(number)
            @settings(
                max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck),
                phases=[Phase.generate], report_multiple_bugs=False, verbosity=Verbosity.quiet,
            )  # fmt: skip
            @given(inputs())
            def attempt(given_input: tuple[str, bytes]) -> None:
                check(*given_input, tally)

            attempt()
            number += 1
    finally:
        del os.environ["KCZX_DEBUG"]
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--first", type=int, default=0, help="the number of the first run, which decides on its inputs")
    options = parser.parse_args()
    tally = fuzz(options.seconds, options.first)
    print(f"{tally.inputs} inputs, {tally.documents} documents, failures {dict(tally.failures)}")
    print("slowest: {:.2f} s CPU for {}, {} bytes".format(*tally.slowest))


if __name__ == "__main__":
    main()
