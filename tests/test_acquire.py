"""What users point at: every encoding, every kind of file, and what cannot be read."""

from __future__ import annotations

import codecs
import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest

from kczx.acquire import Options, acquire, from_text
from kczx.acquire.encodings import decode
from kczx.acquire.redecode import decoded
from kczx.errors import EncodingError, InputError, TooLarge, UnreadableFile, UnsupportedType
from kczx.flow import Source

SIMPLE = "中国科协党组书记怀进鹏出席会议并致辞，会议由“科创中国”联合体主办。\n"
TRADITIONAL = "中國科學技術協會在北京召開會議，來自全國的代表出席了會議，並聽取了報告。\n"


def sources(*paths: Path | str) -> list[Source | tuple[str, InputError]]:
    return list(acquire([str(path) for path in paths]))


def texts(*paths: Path | str) -> list[str]:
    return [found.text if isinstance(found, Source) else type(found[1]).__name__ for found in sources(*paths)]


@pytest.mark.parametrize(
    ("text", "written", "told"),
    [
        (SIMPLE, "utf-8", "utf-8"),
        (SIMPLE, "utf-8-sig", "utf-8"),
        (SIMPLE, "gb18030", "gb18030"),
        (SIMPLE, "gbk", "gb18030"),
        ("科协", "gb2312", "gb18030"),
        (SIMPLE + "𠮷㐀", "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        (TRADITIONAL, "big5", "big5"),
        ("科協", "big5", "big5"),
        (TRADITIONAL, "utf-8", "utf-8"),
        (SIMPLE, "utf-16", "utf-16"),
        (SIMPLE, "utf-32", "utf-32"),
        ("Only ASCII, 2021.\n", "ascii", "utf-8"),
        ("Only ASCII.", "utf-16", "utf-16"),
        ("a\tb\r\nc\x0cd\x1b", "utf-8", "utf-8"),  # white space and escapes are text
    ],
)
def test_encodings(text: str, written: str, told: str) -> None:
    assert decode(text.encode(written)) == (text, told)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)  # fmt: skip
def test_byte_order_marks(mark: bytes, encoding: str) -> None:
    text, told = decode(mark + SIMPLE.encode(encoding))
    assert text == SIMPLE
    assert (mark + SIMPLE.encode(encoding)).decode(told).removeprefix("\ufeff") == text  # as a reader of spans would


PRICE = "湖南省科协介绍，项目投资€500万元，会议在长沙召开，来自全国的代表参加了会议。\n"
HONGKONG = "香港科學會會長林志明在山裏的科普館主持會議，着重說明了啓動計劃，聽取並審議了報告。\n"
TAIWAN = HONGKONG.replace("着", "著").replace("啓", "啟")


@pytest.mark.parametrize(
    ("data", "text", "encoding", "codes"),
    [
        ((SIMPLE * 3).encode()[:-2], SIMPLE * 2 + SIMPLE[:-2] + "\ufffd", "utf-8", ["bytes-replaced"]),  # amid a character
        (SIMPLE.encode() + b"\xff" + SIMPLE.encode(), SIMPLE + "\ufffd" + SIMPLE, "utf-8", ["bytes-replaced"]),
        (codecs.BOM_UTF8 + (SIMPLE * 3).encode()[:-2], SIMPLE * 2 + SIMPLE[:-2] + "\ufffd", "utf-8", ["bytes-replaced"]),
        (codecs.BOM_UTF16_LE + SIMPLE.encode("utf-16-le")[:-1], SIMPLE[:-1] + "\ufffd", "utf-16", ["bytes-replaced"]),
        (SIMPLE.encode("gbk")[:-2], SIMPLE[:-2] + "\ufffd", "gb18030", ["bytes-replaced"]),
        (SIMPLE.encode("gbk") + b"\xff\n", SIMPLE + "\ufffd\n", "gb18030", ["bytes-replaced"]),
        (PRICE.encode("gbk", "backslashreplace").replace(b"\\u20ac", b"\x80"), PRICE, "gb18030", []),
        (HONGKONG.encode("big5hkscs"), HONGKONG, "big5", []),
        (TAIWAN.encode("cp950"), TAIWAN, "big5", []),
        (TRADITIONAL.encode("big5") * 3 + b"\xff\n", TRADITIONAL * 3 + "\ufffd\n", "big5", ["bytes-replaced"]),
        (b"\xfe\x59\xa6\xd9" + SIMPLE.encode("gbk"), "\u9fb4\ufe10" + SIMPLE, "gb18030", []),
    ],
)  # fmt: skip
def test_what_windows_writes_and_what_lost_a_byte(data: bytes, text: str, encoding: str, codes: list[str]) -> None:
    assert decode(data) == (text, encoding)
    assert [remark.code for remark in decoded(data).remarks] == codes


@pytest.mark.parametrize(
    ("own", "read_as"),
    [("utf-8", "gbk"), ("utf-8", "latin-1"), ("utf-8", "cp1252"), ("gbk", "latin-1"), ("gbk", "cp1252"), ("gbk", "big5hkscs")],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["\ufffd", "?"])
def test_a_text_that_was_read_wrongly_as_a_whole(own: str, read_as: str, mark: str) -> None:
    wrong = (SIMPLE * 4).encode(own).decode(read_as, "replace").replace("\ufffd", mark)
    assert wrong != SIMPLE * 4
    again = decoded(wrong.encode())
    assert [remark.code for remark in again.remarks] == ["decoded-again"]
    sound = {char for char in again.text if char not in "\ufffd?"}
    assert sound <= set(SIMPLE)
    assert len(sound) > 0.6 * len(set(SIMPLE))


@pytest.mark.parametrize(
    "text",
    [
        SIMPLE,
        TRADITIONAL,
        "Only ASCII, 2021.\n",
        "Café Müller à Genève, señor Ñandú.\n",
        "囧囍槑兲烎嫑嘦\n",
        "か゚にほんごのぶんしょう。\n",
    ],
)
def test_what_reads_as_it_is_stays(text: str) -> None:
    for encoded in (text * 5, text):
        assert decoded(encoded.encode()).text == encoded


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", UnsupportedType),
        (b"%PDF-1.7\n", UnsupportedType),
        (b"PK\x03\x04\x14\x00", UnsupportedType),
        (gzip.compress(SIMPLE.encode()), UnsupportedType),
        (b"\x7fELF\x02\x01", UnsupportedType),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", UnsupportedType),
        (b"text\x00more", UnsupportedType),
        (bytes(range(1, 9)) * 10, UnsupportedType),
        (SIMPLE.encode("utf-16-le"), (UnsupportedType, EncodingError)),  # no mark
        (codecs.BOM_UTF8 + b"\x00\x00", UnsupportedType),
        (codecs.BOM_UTF8 + "科协".encode("gbk"), EncodingError),
        (codecs.BOM_UTF16_LE + b"\x00\xd8", EncodingError),  # half of a surrogate pair
        (codecs.BOM_UTF16_LE + "科".encode("utf-16-le") + b"a", EncodingError),
        (b"\xff\xff\xff\xff", EncodingError),
        ("é".encode("latin-1") * 40, EncodingError),
    ],
)
def test_what_is_no_text(data: bytes, error: type[InputError] | tuple[type[InputError], ...]) -> None:
    with pytest.raises(error):
        decode(data)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnreadableFile),
        (b" \r\n\t ", UnreadableFile),
        (codecs.BOM_UTF8, UnreadableFile),
        ("　　\n".encode(), UnreadableFile),
    ],
)
def test_empty_files(tmp_path: Path, data: bytes, error: type[InputError]) -> None:
    place = tmp_path / "a.txt"
    place.write_bytes(data)
    assert [(found[0], type(found[1])) for found in sources(place) if isinstance(found, tuple)] == [(str(place), error)]


def test_a_source_knows_its_file(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_bytes(codecs.BOM_UTF8 + SIMPLE.encode())
    (source,) = sources(place)
    assert isinstance(source, Source)
    assert (source.path, source.text, source.encoding, source.media_type) == (str(place), SIMPLE, "utf-8", "text/plain")
    assert (source.source_id, source.title, source.published) == (None, None, None)
    assert source.id.startswith("sha256:") and len(source.id) == len("sha256:") + 16


def test_the_same_bytes_have_the_same_id_and_others_another(tmp_path: Path) -> None:
    for name, text in (("a", SIMPLE), ("b", SIMPLE), ("c", TRADITIONAL)):
        (tmp_path / name).write_text(text, "utf-8")
    ids = [found.id for found in sources(tmp_path) if isinstance(found, Source)]
    assert ids[0] == ids[1] != ids[2]


def test_folders_are_walked_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c/z.md", "c/y", ".hidden", ".git/x", "c/.z", "10.txt", "9.txt", "甲.txt"):
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(f"{name}的内容", "utf-8")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    found = [found.path for found in sources(tmp_path) if isinstance(found, Source)]
    assert found == [str(tmp_path / name) for name in ("10.txt", "9.txt", "a.txt", "b.txt", "c/y", "c/z.md", "甲.txt")]


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    ((path, error),) = acquire([str(tmp_path)])  # type: ignore[misc]
    assert (path, type(error)) == (str(tmp_path), UnreadableFile)


def test_one_bad_file_does_not_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "1.txt").write_text(SIMPLE, "utf-8")
    (tmp_path / "2.png").write_bytes(b"\x89PNG\r\n")
    (tmp_path / "3.txt").write_bytes(b"")
    (tmp_path / "4.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "5.txt").write_text(TRADITIONAL, "big5")
    assert texts(tmp_path) == [SIMPLE, "UnsupportedType", "UnreadableFile", "UnreadableFile", TRADITIONAL]


@pytest.mark.parametrize("path", ["no/such/file", "no/such.jsonl", "", "\0", "a" * 5000])
def test_paths_that_lead_nowhere(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert [found for found in texts(path) if found != "UnreadableFile"] == []


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert texts(tmp_path / "pipe") == ["UnsupportedType"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_forbidden_file(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text(SIMPLE, "utf-8")
    place.chmod(0)
    assert texts(place) == ["UnreadableFile"]
    place.chmod(0o600)
    tmp_path.chmod(0)
    try:
        assert texts(tmp_path) == ["UnreadableFile"]
    finally:
        tmp_path.chmod(0o700)


def test_a_file_beyond_the_limit(tmp_path: Path) -> None:
    place = tmp_path / "a.txt"
    place.write_text(SIMPLE, "utf-8")
    (found,) = acquire([str(place)], Options(max_bytes=10))
    assert isinstance(found, tuple)
    assert (found[0], type(found[1])) == (str(place), TooLarge)


@pytest.mark.parametrize("name", [b"a\nb.txt", b"a b.txt", b"-", b"[red].txt", b"\xff\xfe.txt", "甲乙.txt".encode()])
def test_odd_names(tmp_path: Path, name: bytes) -> None:
    place = tmp_path / os.fsdecode(name)
    try:
        place.write_text(SIMPLE, "utf-8")
    except OSError:
        pytest.skip("the file system refuses the name")
    (source,) = sources(place)
    assert isinstance(source, Source)
    assert source.text == SIMPLE
    assert source.path.encode() == os.fsencode(tmp_path) + b"/" + name.replace(b"\xff\xfe", b"\\xff\\xfe")


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (SIMPLE.encode(), SIMPLE),
        (SIMPLE.encode("gbk"), SIMPLE),
        (b"", "UnreadableFile"),
        (b"\x00\x01", "UnsupportedType"),
    ],
)
def test_stdin(monkeypatch: pytest.MonkeyPatch, data: bytes, found: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert texts("-") == [found]


ROWS = [
    '{"id": "n1", "text": "中国科协召开会议。", "published": "2021-05-14", "title": "会议"}',
    "",
    '{"text": "中国科协\\n召开会议。", "id": 7, "extra": [1]}',
    '{"text": ""}',
    '{"id": "n4"}',
    '{"text": 5}',
    '["text"]',
    '{"text": "没有结',
    "null",
    "[" * 100_000,
    '{"text": "\\ud83d半个"}',
    '{"text": "最后一行"}',
]


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize("name", ["a.jsonl", "A.JSONL", "a.ndjson"])
def test_json_lines(tmp_path: Path, name: str, mark: bytes) -> None:
    place = tmp_path / name
    place.write_bytes(mark + "\n".join(ROWS).encode())
    found = sources(place)
    rows = [(s.source_id, s.text, s.published, s.title) for s in found if isinstance(s, Source)]
    assert rows == [
        ("n1", "中国科协召开会议。", "2021-05-14", "会议"),
        ("7", "中国科协\n召开会议。", None, None),
        (None, "\ufffd半个", None, None),
        (None, "最后一行", None, None),
    ]
    assert {s.path for s in found if isinstance(s, Source)} == {str(place)}
    failures = [(f[0].rpartition(":")[2], type(f[1]).__name__) for f in found if isinstance(f, tuple)]
    assert failures == [
        ("4", "UnreadableFile"), ("5", "UnsupportedType"), ("6", "UnsupportedType"), ("7", "UnsupportedType"),
        ("8", "UnsupportedType"), ("9", "UnsupportedType"), ("10", "UnsupportedType"),
    ]  # fmt: skip


def test_json_lines_in_another_encoding_fail_by_row(tmp_path: Path) -> None:
    place = tmp_path / "a.jsonl"
    row = json.dumps({"text": SIMPLE}, ensure_ascii=False)
    place.write_bytes(row.encode("gbk") + b"\n" + row.encode() + b"\n")
    assert texts(place) == ["EncodingError", SIMPLE]


@pytest.mark.parametrize("text", ["", "科协", "科\x00协", "\ud800科", "a" * 1000])
def test_from_text_keeps_the_length(text: str) -> None:
    source = from_text(text)
    assert len(source.text) == len(text)
    source.text.encode()
