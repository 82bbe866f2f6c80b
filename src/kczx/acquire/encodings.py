"""Bytes → text: strict UTF-8, then GB18030, then Big5; UTF-16 by its byte order mark."""

from __future__ import annotations

import codecs
import re

from kczx.errors import EncodingError, InputError, UnsupportedType

BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
MAGIC = {
    b"%PDF-": "a PDF", b"PK\x03\x04": "a ZIP archive or an Office document", b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a PNG picture", b"\xff\xd8\xff": "a JPEG picture", b"GIF8": "a GIF picture",
    b"\xd0\xcf\x11\xe0": "an old Office document", b"\x7fELF": "a program", b"BZh": "a bzip2 archive",
    b"7z\xbc\xaf": "a 7z archive", b"Rar!": "a RAR archive", b"\xfd7zXZ": "an xz archive",
}  # fmt: skip
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
COMMON = re.compile("[\u4e00-\u9fff，。、；：“”]")
LEVEL1 = range(0xB0, 0xD8)


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file's bytes, without a byte order mark, and the encoding's name.

    Raises UnsupportedType where the bytes are no text, EncodingError where no encoding reads them.

    >>> decode("科协".encode("gb18030")), decode("科協".encode("big5")), decode("﻿科协".encode("utf-8"))
    (('科协', 'gb18030'), ('科協', 'big5'), ('科协', 'utf-8'))
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                raise EncodingError(f"a byte order mark says {encoding}, but byte {error.start} is none") from error
            if "\0" in text:
                raise UnsupportedType("the bytes are binary, not text")
            return text, encoding
    for magic, what in MAGIC.items():
        if data.startswith(magic):
            raise UnsupportedType(f"this is {what}, not text")
    if data.count(0) or len(CONTROL.findall(data[:65536])) > max(8, min(len(data), 65536) // 50):
        raise UnsupportedType("the bytes are binary, not text")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        first = error.start
    if _almost_utf8(data):  # GB18030 would read it, too, as nonsense
        raise EncodingError(f"this is UTF-8, but byte {first} is wrong")
    readings = []
    for encoding in ("gb18030", "big5"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((_sense(text, encoding), encoding, text))
    if not readings:
        raise EncodingError(f"not UTF-8 (byte {first} is wrong), and neither GB18030 nor Big5 reads it")
    # Big5 bytes mostly make GB18030 characters, too, but rare ones: GB18030 goes first unless Big5 makes better sense.
    best = readings[0] if len(readings) == 1 or readings[0][0] + 0.1 >= readings[1][0] else readings[1]
    return best[2], best[1]


def decode_as(data: bytes, *declared: str | None) -> tuple[str, str]:
    """The text of bytes whose encoding a header or the text itself declares, and the encoding that they are in.

    A byte order mark counts most, then UTF-8 where the bytes are that, then what is declared, unless another encoding makes
    clearly better sense.  A page with a few wrong bytes is read all the same, U+FFFD in their place, as browsers do.
    """
    if any(data.startswith(mark) for mark, _ in BOMS):
        return decode(data)
    if any(data.startswith(magic) for magic in MAGIC):
        raise UnsupportedType("the bytes are binary, not text")
    if (text := _strictly(data, "utf-8")) is not None:  # other bytes are UTF-8 by chance only where they are few
        return text, "utf-8"
    names = [name for name in map(_known, declared) if name and name != "utf-8"]
    readings = [(text, name) for name in (*names, "gb18030", "big5") if (text := _strictly(data, name)) is not None]
    if readings and not _almost_utf8(data):
        return max(readings, key=lambda reading: _sense(*reading) + 0.1 * (reading[1] in names))
    if _almost_utf8(data):
        return data.decode("utf-8", "replace"), "utf-8"
    try:
        return decode(data)
    except InputError:
        replaced = [(data.decode(name, "replace"), name) for name in [*names, "gb18030", "big5"]]
        best = min(replaced, key=lambda reading: reading[0].count("\ufffd"))
        if best[0].count("\ufffd") > max(4, len(best[0]) // 100):
            raise
        return best


def _known(label: str | None) -> str | None:
    """An encoding by the label that pages use: GB2312 and GBK are parts of GB18030; Latin-1 is said of anything."""
    try:
        name = codecs.lookup((label or "").strip().strip("\"'").removeprefix("x-")).name
    except LookupError:
        return None
    return {
        "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030", "utf-8": "utf-8", "big5": "big5", "cp950": "big5",
        "big5hkscs": "big5hkscs",
    }.get(name)  # fmt: skip


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _almost_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few: a file that was cut off amid a character, or damaged."""
    beyond = sum(1 for byte in data[:65536] if byte > 127)
    sound = [char for char in data[:65536].decode("utf-8", "ignore") if ord(char) > 127]
    return len(sound) >= 8 and sum(len(char.encode()) for char in sound) >= 0.9 * beyond


def _sense(text: str, encoding: str) -> float:
    """The share of a text's characters beyond ASCII that are common in Chinese text."""
    beyond = [char for char in text[:20000] if ord(char) > 127]
    if not beyond:
        return 0.0
    return sum(1 for char in beyond if _is_common(char, encoding)) / len(beyond)


def _is_common(char: str, encoding: str) -> bool:
    if char in "，。、；：「」『』（）《》“”！？　":
        return True
    coded = char.encode(encoding, "ignore")
    if len(coded) != 2:
        return False
    return 0xA4 <= coded[0] <= 0xC6 if encoding.startswith("big5") else coded[0] in LEVEL1 and coded[1] >= 0xA1
