"""What nobody should have to read: each case ends with one clear error for one file, and the rest is read."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

import made
from kczx.acquire import Options, acquire, files
from kczx.acquire.inputs import Input
from kczx.errors import EncodingError, MissingLibrary, TooLarge, UnreadableFile, UnsupportedType
from kczx.flow import Source

NEWS = "5月13日，江苏省科协在南京召开学术年会。江苏省科协主席陈骏出席会议并致辞。\n"
PAGE = made.html_page(NEWS * 4)
SCAN = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]>>endobj
trailer<</Root 1 0 R>>
%%EOF"""
LONG = b"a" * 50_000_000
DEEP = b"<div>" * 100_000 + NEWS.encode() + b"</div>" * 100_000


@pytest.mark.parametrize(
    ("name", "data", "error", "says"),
    [
        ("cut.pdf", made.pdf(NEWS)[:900], UnreadableFile, "cut off or damaged"),
        ("cut.docx", made.word(NEWS)[:3000], UnreadableFile, "cut off or damaged"),
        ("cut.zip", made.zipped({"a.txt": NEWS.encode()})[:-30], UnreadableFile, "cut off or damaged"),
        ("cut.parquet", made.parquet_rows([{"text": NEWS}])[:-8], UnreadableFile, "cut off or damaged"),
        ("scan.pdf", SCAN, UnsupportedType, "needs OCR"),
        ("wrong.docx", b"PK\x03\x04" + b"x" * 100, UnreadableFile, "cut off or damaged"),
        ("wrong.txt", b"\xff\xff\xff\xff", EncodingError, "not UTF-8"),
        ("wrong.rtf", b"{\\rtf1 }", UnreadableFile, "no text"),
        ("empty.html", b"<html><body><script>x</script></body></html>", UnreadableFile, "no text"),
        ("empty.eml", b"Subject: a\r\nMIME-Version: 1.0\r\n\r\n", UnreadableFile, "neither"),
        ("empty.docx", made.word(""), UnreadableFile, "no text"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, UnsupportedType, ".docx"),
        ("book.xlsx", made.zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), UnsupportedType, "spreadsheet"),
        ("book.zip", made.zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), UnsupportedType, "Office"),
        ("style.css", b"p { color: red }", UnsupportedType, "style sheet"),
        ("picture.jpg", b"\xff\xd8\xff\xe0", UnsupportedType, "JPEG"),
        ("nul.txt", NEWS.encode() + b"\0", UnsupportedType, "binary"),
        ("long.txt", LONG, TooLarge, "characters"),
        ("long.txt", "科".encode() * 17_000_000, TooLarge, "characters"),
        ("long.md", LONG, TooLarge, "characters"),
        ("long.html", b"<html>" + LONG, TooLarge, "characters"),
        ("tags.html", b"<html>" + b"<b>x" * 5_000_000, TooLarge, "tags"),
        ("long.jsonl", b'{"text": "' + LONG + b'"}', TooLarge, "characters"),
        ("long.csv", b"text\n" + LONG + b"\n", TooLarge, "characters"),
    ],
)  # fmt: skip
def test_one_error_that_names_file_and_reason(
    name: str, data: bytes, error: type[Exception], says: str, tmp_path: Path
) -> None:
    (tmp_path / "0.txt").write_text(NEWS, "utf-8")
    (tmp_path / name).write_bytes(data)
    (tmp_path / "~.txt").write_text(NEWS, "utf-8")
    before, found, after = acquire([str(tmp_path)])
    assert isinstance(before, Source) and isinstance(after, Source)
    assert isinstance(found, tuple)
    assert found[0] == str(tmp_path / name)
    assert type(found[1]) is error
    assert says in str(found[1])


@pytest.mark.parametrize(
    ("name", "data", "holds"),
    [
        ("deep.html", DEEP, "江苏省科协"),
        ("nul.html", PAGE.replace("江苏".encode(), b"\0\0" + "江苏".encode()), "江苏省科协"),
        ("open.html", PAGE[: len(PAGE) // 2 + 300], "江苏"),
        ("half.html", PAGE.replace("陈骏".encode(), "陈骏".encode()[:-1]), "江苏省科协"),
        ("surrogate.html", PAGE.replace(b"</p>", b"&#xd800;&#55357;</p>"), "江苏省科协"),
        ("marks.html", PAGE.replace("江苏".encode(), "\u202e江\u200b苏\u2066".encode()), "江苏省科协"),
        ("escape.html", PAGE.replace("江苏".encode(), b"\x1b[31m" + "江苏".encode()), "江苏省科协"),
        ("page.txt", PAGE, "江苏省科协"),
        ("page.doc", PAGE, "江苏省科协"),
        ("page", PAGE, "江苏省科协"),
        ("paper.txt", made.pdf(NEWS), "江苏省科协"),
        ("word.zip", made.word(NEWS), "江苏省科协"),
        ("rich.doc", made.rich_text(NEWS), "江苏省科协"),
    ],
)
def test_what_is_read_all_the_same(name: str, data: bytes, holds: str, tmp_path: Path) -> None:
    from kczx.clean import clean

    (tmp_path / name).write_bytes(data)
    (found,) = acquire([str(tmp_path / name)])
    assert isinstance(found, Source), found
    assert holds in clean(found).aligned.text
    found.text.encode()


def test_a_forbidden_file_and_a_forbidden_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt", "d/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(NEWS, "utf-8")
    opened, scanned = Path.open, os.scandir

    def open_(self: Path, *args: object, **more: object) -> object:
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *args, **more)  # type: ignore[call-overload]

    def scandir(place: object) -> object:
        if str(place).endswith("d"):
            raise PermissionError(13, "Permission denied", str(place))
        return scanned(place)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", open_)  # root may read everything, so the system cannot be asked to refuse
    monkeypatch.setattr(os, "scandir", scandir)
    first, second, third = acquire([str(tmp_path)])
    assert isinstance(first, tuple) and (first[0], str(first[1])) == (str(tmp_path / "a.txt"), "Permission denied")
    assert isinstance(second, Source)
    assert isinstance(third, tuple) and (third[0], str(third[1])) == (str(tmp_path / "d"), "Permission denied")


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(NEWS, "utf-8")
    found = acquire([str(tmp_path)])
    assert isinstance(next(found), Source)
    (tmp_path / "b.txt").unlink()
    gone, last = found
    assert isinstance(gone, tuple) and (gone[0], str(gone[1])) == (str(tmp_path / "b.txt"), "no such file")
    assert isinstance(last, Source)


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "a.txt"
    place.write_text(NEWS, "utf-8")
    taken = Input.take

    def take(self: Input) -> bytes:
        data = taken(self)
        place.write_text(NEWS * 2, "utf-8")
        return data

    monkeypatch.setattr(Input, "take", take)
    ((path, error),) = acquire([str(tmp_path)])  # type: ignore[misc]
    assert (path, str(error)) == (str(place), "it changed while it was read")


@pytest.mark.parametrize(
    ("name", "data", "extra"),
    [
        ("a.pdf", made.pdf(NEWS, 1), "pdf"), ("a.docx", made.word(NEWS), "docx"),
        ("a.rtf", made.rich_text(NEWS), "rtf"),
        ("a.parquet", made.parquet_rows([{"text": NEWS}]), "parquet"),
    ],
)  # fmt: skip
def test_a_library_that_is_missing(
    name: str, data: bytes, extra: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(module: str) -> object:
        raise ModuleNotFoundError(f"No module named {module!r}")

    monkeypatch.setattr("kczx.acquire.libraries.import_module", missing)
    monkeypatch.setenv("KCZX_DEBUG", "1")  # read in this process
    (tmp_path / name).write_bytes(data)
    ((_, error),) = acquire([str(tmp_path)])  # type: ignore[misc]
    assert isinstance(error, MissingLibrary)
    assert f"pip install 'kczx[{extra}]'" in str(error)


def test_a_reader_that_fails_in_its_own_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def reader(source: Input, kind: object) -> Iterator[Source]:
        raise KeyError("word/styles.xml")
        yield

    monkeypatch.setattr(files, "_reader", lambda kind: reader)
    (tmp_path / "a.txt").write_text(NEWS, "utf-8")
    ((_, error),) = acquire([str(tmp_path)])  # type: ignore[misc]
    assert isinstance(error, UnreadableFile) and "KeyError" in str(error)
    monkeypatch.setenv("KCZX_DEBUG", "1")
    with pytest.raises(KeyError):
        list(acquire([str(tmp_path)]))


def test_nothing_of_it_reaches_the_terminal_raw(tmp_path: Path) -> None:
    """Names with line ends and escapes, and texts with escapes and marks that turn the line, over the whole command."""
    hostile = "\x1b[31m\x1b]0;title\x07\u202e\x9b"
    (tmp_path / "a\nb\x1b[2J.txt").write_text(NEWS.replace("陈骏", f"陈骏{hostile}"), "utf-8")
    (tmp_path / "c\n\x1b[2J.pdf").write_bytes(b"%PDF-1.7")
    (tmp_path / "d.zip").write_bytes(
        made.zipped({f"{hostile}\n.txt": b"", "e.html": PAGE.replace(b"</p>", hostile.encode() + b"</p>")})
    )
    command = [sys.executable, "-m", "kczx", "extract", str(tmp_path), "--format"]
    done = subprocess.run([*command, "summary"], capture_output=True, check=False)
    shown = (done.stdout + done.stderr).decode()
    assert done.returncode == 1
    assert not [char for char in shown if (ord(char) < 32 and char != "\n") or char in "\u202e\x9b\x7f"]
    done = subprocess.run([*command, "json"], capture_output=True, check=False)
    assert [len(json.loads(done.stdout)[kind]) for kind in ("documents", "failures")] == [2, 2]
    assert b"\x1b" not in done.stdout + done.stderr


def test_memory_is_asked_for_what_there_is_alone(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("中国科协在京召开会议。", "utf-8")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(text, "a.txt")
    tracemalloc.start()
    try:
        for path in (text, tmp_path / "a.zip"):
            tracemalloc.reset_peak()
            found = list(acquire([str(path)], Options(max_bytes=256 * 1024 * 1024)))
            assert [source.text for source in found if isinstance(source, Source)] == ["中国科协在京召开会议。"]
            assert tracemalloc.get_traced_memory()[1] < 32 * 1024 * 1024
    finally:
        tracemalloc.stop()
