"""Archives: members one by one, names in any encoding, and limits that a bomb meets."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import made
from kczx.acquire import Options, acquire
from kczx.acquire.files import read
from kczx.acquire.inputs import Budget, Found, Input
from kczx.acquire.options import Limits
from kczx.flow import Source

TEXT = "中国科协主席王素在北京召开会议。\n"
PAGE = made.html_page(TEXT * 3)
SMALL = Limits(total=200_000, members=20, depth=3, ratio=50, ratio_from=50_000)


def opened(name: str, data: bytes, limits: Limits = Limits()) -> list[Found]:  # noqa: B008 (it cannot be changed)
    stream = io.BufferedReader(io.BytesIO(data))
    return list(read(Input(name, name, stream, Options(), Budget(len(data), limits))))


def told(name: str, data: bytes, limits: Limits = Limits()) -> list[tuple[str, str]]:  # noqa: B008
    """What comes of an archive: a path and a text's beginning, or a path and what is wrong."""
    return [
        (found.path, found.text.strip()[:4]) if isinstance(found, Source) else (found[0], type(found[1]).__name__)
        for found in opened(name, data, limits)
    ]


FILES = {
    "a.txt": TEXT.encode(),
    "乙/b.txt": TEXT.encode("gbk"),
    "乙/p.html": PAGE,
    "c.png": b"\x89PNG\r\n",
    "e.txt": b"",
}
INSIDE = [
    ("a.txt", "中国科协"),
    ("乙/b.txt", "中国科协"),
    ("乙/p.html", "<!DO"),
    ("c.png", "UnsupportedType"),
    ("e.txt", "UnreadableFile"),
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.zip", made.zipped(FILES)), ("x.tar", made.tarred(FILES, "w")), ("x.tar.gz", made.tarred(FILES)),
        ("x.tgz", made.tarred(FILES)), ("x.tar.bz2", made.tarred(FILES, "w:bz2")), ("x.tar.xz", made.tarred(FILES, "w:xz")),
        ("x", made.zipped(FILES)), ("x.dat", made.tarred(FILES)),
    ],
)  # fmt: skip
def test_members(name: str, data: bytes) -> None:
    assert told(name, data) == [(f"{name}!{member}", text) for member, text in INSIDE]


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("bz2", bz2.compress), ("xz", lzma.compress)])
def test_one_packed_file(ending: str, pack: Callable[[bytes], bytes]) -> None:
    assert told(f"a.txt.{ending}", pack(TEXT.encode())) == [(f"a.txt.{ending}", "中国科协")]
    assert (
        told(f"a.jsonl.{ending}", pack(made.json_rows([{"text": TEXT}] * 2))) == [(f"a.jsonl.{ending}", "中国科协")] * 2
    )


def test_archives_within_archives() -> None:
    inner = made.tarred({"b.zip": made.zipped({"c.html": PAGE, "d.jsonl": made.json_rows([{"text": TEXT}])})})
    assert told("x.zip", made.zipped({"a.tar.gz": inner, "z.txt": TEXT.encode()})) == [
        ("x.zip!a.tar.gz!b.zip!c.html", "<!DO"), ("x.zip!a.tar.gz!b.zip!d.jsonl", "中国科协"), ("x.zip!z.txt", "中国科协"),
    ]  # fmt: skip


def test_names_of_chinese_windows() -> None:
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        archive.writestr(zipfile.ZipInfo("通知公告.txt".encode("gbk").decode("cp437")), TEXT)
    data = bytearray(sink.getvalue())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):  # as if the names were not said to be UTF-8
        at = data.index(mark) + (6 if mark[2] == 3 else 8)
        data[at : at + 2] = b"\x00\x00"
    plain = "通知公告.txt".encode("gbk").decode("cp437").encode()
    raw = "通知公告.txt".encode("gbk")
    assert plain in data
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w") as archive:
        info = zipfile.ZipInfo("x" * len(raw))
        archive.writestr(info, TEXT)
    assert told("x.zip", sink.getvalue().replace(b"x" * len(raw), raw)) == [("x.zip!通知公告.txt", "中国科协")]


def test_web_archives() -> None:
    body = made.web_archive({"https://a.cn/1.html": PAGE, "https://a.cn/2": PAGE})
    empty = made.web_archive({"https://a.cn/3": b""})
    moved = made.web_archive({"https://a.cn/6": PAGE}, packed=False).replace(b"200 OK", b"302 No")
    other = made.web_archive({"https://a.cn/x.css": b"p { color: red }"}, "text/css")
    pdf = made.web_archive({"https://a.cn/4": made.pdf(TEXT, 1)}, "application/pdf", packed=False)
    latin = made.web_archive(
        {"https://a.cn/5": made.html_page(TEXT * 3).decode().replace("utf-8", "x").encode("gbk")},
        "text/html; charset=gbk",
    )
    assert told("x.warc.gz", body + other + latin) == [
        ("x.warc.gz!https://a.cn/1.html", "<!DO"), ("x.warc.gz!https://a.cn/2", "<!DO"), ("x.warc.gz!https://a.cn/5", "<!DO"),
    ]  # fmt: skip
    assert told("x.warc", pdf) == [("x.warc!https://a.cn/4", "科技通讯")]  # one page: its head is on no other
    assert [found.encoding for found in opened("x.warc.gz", latin) if isinstance(found, Source)] == ["gb18030"]
    assert told("x.warc", moved) == []
    assert told("x.warc.gz", empty) == [("x.warc.gz!https://a.cn/3", "UnreadableFile")]


ZEROS = b" " * 10_000_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("ratio.zip", made.zipped({"a.txt": ZEROS})),
        ("ratio.gz", gzip.compress(ZEROS)),
        ("ratio.tar.gz", made.tarred({"a.txt": ZEROS, "b.txt": TEXT.encode()})),
        ("nested.zip", made.zipped({"a.zip": made.zipped({"b.zip": made.zipped({"c.txt": ZEROS})})})),
        ("total.zip", made.zipped({f"{n}.txt": bytes(range(256)) * 60 + str(n).encode() for n in range(15)})),
        ("members.zip", made.zipped({f"{n}.txt": TEXT.encode() for n in range(30)})),
        ("members.tar", made.tarred({f"{n}.txt": TEXT.encode() for n in range(30)}, "w")),
        ("depth.zip", made.zipped({"a.zip": made.zipped({"b.zip": made.zipped({"c.zip": made.zipped({"d.txt": b"x"})})})})),
        ("rows.jsonl.gz", gzip.compress(b'{"text": "' + ZEROS + b'"}\n')),
        ("warc.warc.gz", gzip.compress(made.web_archive({"https://a.cn/": ZEROS}, packed=False))),
    ],
)  # fmt: skip
def test_bombs(name: str, data: bytes) -> None:
    """An archive that is too much ends with one failure under its own name; what came before it is kept."""
    results = told(name, data, SMALL)
    assert results[-1] == (name, "Exhausted")
    assert [path for path, text in results[:-1] if text == "Exhausted"] == []


def test_what_follows_a_bomb_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(made.zipped({"a.txt": b" " * 60_000_000}))
    (tmp_path / "b.txt").write_text(TEXT, "utf-8")
    bomb, text = acquire([str(tmp_path)])
    assert isinstance(bomb, tuple) and "bomb" in str(bomb[1]) and isinstance(text, Source)


def test_a_word_document_that_is_a_bomb() -> None:
    document = made.zipped({"word/document.xml": ZEROS, "[Content_Types].xml": b"<x/>"})
    stream = io.BufferedReader(io.BytesIO(document))
    ((_, error),) = read(Input("a.docx", "a.docx", stream, Options(max_bytes=1_000_000)))  # type: ignore[misc]
    assert type(error).__name__ == "TooLarge"


def test_no_member_is_written_to_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = made.zipped(
        {"../../evil.txt": TEXT.encode(), "/etc/evil": TEXT.encode(), "c:\\evil.txt": TEXT.encode(), **FILES}
    )
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert [path for path, _ in told("x.zip", data)][:3] == [
        "x.zip!../../evil.txt",
        "x.zip!/etc/evil",
        "x.zip!c:\\evil.txt",
    ]
    assert list(tmp_path.iterdir()) == []


def test_links_and_devices_in_tar_are_passed_over() -> None:
    sink = io.BytesIO()
    with tarfile.open(fileobj=sink, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE):
            info = tarfile.TarInfo(f"x{kind.decode()}")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert told("x.tar", sink.getvalue()) == []


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("x.zip", made.zipped(FILES)),
        ("x.tar.gz", made.tarred(FILES)),
        ("x.tar", made.tarred(FILES, "w")),
        ("x.gz", gzip.compress(PAGE * 9)),
    ],
)
def test_archives_that_are_cut_off(name: str, whole: bytes) -> None:
    """What came before the cut is kept, and the rest is one failure or a member's."""
    for size in range(len(whole) // 2, len(whole) - 20, max(1, len(whole) // 25)):
        results = told(name, whole[:size])
        assert all(path.startswith(name) for path, _ in results)
        if not name.endswith(".tar"):
            assert results[-1][1] in ("UnreadableFile", "UnsupportedType"), (size, results)


def test_encrypted_members() -> None:
    data = bytearray(made.zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert told("x.zip", bytes(data)) == [("x.zip!a.txt", "UnreadableFile"), ("x.zip!b.txt", "中国科协")]
