"""Archives: members one by one, names in any encoding, and limits that a bomb meets."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
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
    before = 0
    for size in range(len(whole) // 2, len(whole) - 20, max(1, len(whole) // 25)):
        results = told(name, whole[:size])
        assert all(path.startswith(name) for path, _ in results)
        assert results[-1][1] in ("UnreadableFile", "UnsupportedType"), (size, results)
        sound = len([path for path, text in results if text not in ("UnreadableFile", "UnsupportedType")])
        assert sound >= before
        before = sound
    assert before >= 2 or name in ("x.zip", "x.gz")


WARC = {f"http://a.cn/{n}": made.html_page(TEXT * 3) for n in range(20)}
TAR = {f"{n}.txt": TEXT.encode() for n in range(20)}


@pytest.mark.parametrize(
    ("name", "whole", "kept"),
    [
        ("x.tar", made.tarred(TAR, "w")[:5420], 5),
        ("x.tar", made.tarred(TAR, "w")[:4096], 4),  # nothing but the end's mark is missing
        ("x.tar", made.tarred(TAR, "w")[:4600], 4),
        ("x.tar.gz", made.tarred(TAR)[:-20], 20),
        ("x.warc", made.web_archive(WARC, packed=False)[:-100], 19),
        ("x.warc.gz", made.web_archive(WARC)[:-100], 19),
        ("x.warc.gz", gzip.compress(made.web_archive(WARC, packed=False))[:-20], 19),
    ],
)
def test_what_is_whole_comes_out_of_an_archive_that_is_cut(name: str, whole: bytes, kept: int) -> None:
    results = told(name, whole)
    assert len(results) == kept + 1
    assert [text for _, text in results[:-1] if text == "UnreadableFile"] == []
    assert results[-1][1] == "UnreadableFile"


@pytest.mark.parametrize(
    ("name", "whole"), [("x.tar", made.tarred(TAR, "w")), ("x.warc", made.web_archive(WARC, packed=False))]
)
def test_one_wrong_bit_costs_one_member_at_most(name: str, whole: bytes) -> None:
    begin = whole.index(b"7.txt") if name == "x.tar" else whole.index(b"WARC/1.0", 7 * len(whole) // 20)
    for at in range(begin, begin + 160, 3):
        damaged = bytearray(whole)
        damaged[at] ^= 0x10
        results = told(name, bytes(damaged))
        assert len([path for path, text in results if text != "UnreadableFile"]) >= 18, (at, results)
        lost = 20 - len({path for path, text in results if text != "UnreadableFile"})
        assert lost == 0 or name == "x.warc" or any(text == "UnreadableFile" for _, text in results)


def test_a_size_that_no_archive_has() -> None:
    header = bytearray(made.tarred({"a.txt": TEXT.encode()}, "w")[:512])
    header[124:136] = b"\x80\0\0\0" + (2**62).to_bytes(8, "big")
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    data = bytes(header) + TEXT.encode()
    for name, archive in (("x.tar", data), ("x.zip", made.zipped({"y.tar": data})), ("x.tar.gz", gzip.compress(data))):
        assert [text for _, text in told(name, archive)] == ["UnreadableFile"]


def test_long_names_and_names_of_chinese_systems_in_tar() -> None:
    names = ["长" * 80 + "/b.txt", "c" * 90 + "/" + "d" * 200 + ".txt", "通告.txt"]
    for form, encoding in (
        (tarfile.PAX_FORMAT, "utf-8"),
        (tarfile.GNU_FORMAT, "utf-8"),
        (tarfile.GNU_FORMAT, "gb18030"),
    ):
        sink = io.BytesIO()
        with tarfile.open(fileobj=sink, mode="w", format=form, encoding=encoding) as archive:
            for name in names:
                info = tarfile.TarInfo(name)
                info.size = len(TEXT.encode())
                archive.addfile(info, io.BytesIO(TEXT.encode()))
        assert told("x.tar", sink.getvalue()) == [(f"x.tar!{name}", "中国科协") for name in names]


@pytest.mark.parametrize("long", [b"1" * 99_000, b"9" * 6 + b" path=" + b"a" * 500, b"0 path=x" * 9000])
def test_extended_headers_that_are_nonsense(long: bytes) -> None:
    info = tarfile.TarInfo("x")
    info.type, info.size = tarfile.XHDTYPE, len(long)
    sound = made.tarred({"a.txt": TEXT.encode()}, "w")
    data = info.tobuf() + long + b"\0" * (-len(long) % 512) + sound
    assert [text for _, text in told("x.tar", data)] == ["中国科协"]


@pytest.mark.parametrize(
    ("fields", "pack"),
    [
        (b"Transfer-Encoding: chunked\r\n", lambda body: b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body)),
        (b"Transfer-Encoding: chunked\r\n", lambda body: body),  # said to be, and put together already
        (b"Content-Encoding: gzip\r\n", gzip.compress),
        (b"Content-Encoding: gzip\r\n", lambda body: body),
        (b"Content-Encoding: deflate\r\n", zlib.compress),
        (b"Content-Encoding: deflate\r\n", lambda body: zlib.compress(body)[2:-4]),
    ],
)
def test_pages_as_servers_send_them(fields: bytes, pack: Callable[[bytes], bytes]) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + fields + b"\r\n" + pack(PAGE)
    record = (
        b"WARC/1.1\r\nwarc-type: response\r\nX-Folded: a\r\n b\r\nWARC-Target-URI: <http://a.cn/>\r\n"
        b"Content-Type: application/http;msgtype=response\r\nContent-Length: %d\r\n\r\n%b\r\n\r\n"
    ) % (len(block), block)
    assert told("x.warc", record * 2) == [("x.warc!http://a.cn/", "<!DO")] * 2


def test_a_directory_that_is_a_bomb() -> None:
    entry = b"PK\x01\x02" + bytes(24) + b"\2\0" + bytes(16) + b"a/"
    data = b"PK\x03\x04" + entry * 1_200_000
    end = b"PK\x05\x06" + bytes(4) + b"\xff" * 4 + struct.pack("<II", len(data) - 4, 4) + bytes(2)
    assert told("x.zip", data + end) == [("x.zip", "Exhausted")]


def test_encrypted_members() -> None:
    data = bytearray(made.zipped({"a.txt": TEXT.encode(), "b.txt": TEXT.encode()}))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert told("x.zip", bytes(data)) == [("x.zip!a.txt", "UnreadableFile"), ("x.zip!b.txt", "中国科协")]
