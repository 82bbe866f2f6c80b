"""Bytes → text: strict UTF-8, then GB18030, then Big5; UTF-16 by its byte order mark."""

from __future__ import annotations

import codecs
import re

from kczx.errors import EncodingError, InputError, UnsupportedType
from kczx.flow import Remark

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
LEVEL1 = range(0xB0, 0xD8)
REVISED = str.maketrans(
    {0xE78D: 0xFE10, 0xE78E: 0xFE12, 0xE78F: 0xFE11, **{0xE790 + i: 0xFE13 + i for i in range(7)}}
    | dict(zip((0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864), range(0x9FB4, 0x9FBC), strict=True))
)
"""What GB18030-2000, which Python knows, has in private use, and GB18030-2022 (and the WHATWG's table) as characters."""
PRIVATE = re.compile("[\ue78d-\ue864]")
CHINESE = ("gb18030", "big5")
MARGIN = 0.1
"""How much better Big5 must read than GB18030, which makes characters of most Big5 bytes, too, but rare ones."""
SHORT = 12
"""Characters of a text in which no byte may be wrong."""
CLOSE, SENSIBLE = 0.15, 0.6
BAD = 0.01
"""The share of a text's characters whose bytes may be wrong; they are read as U+FFFD."""
CODECS = {"gb18030": "gb18030", "big5": "big5hkscs"}
"""Python's codecs that come nearest to the WHATWG's decoders of these labels; the rest is in `_beyond`."""


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file's bytes, without a byte order mark, and the encoding's name (`gb18030` and `big5` as the WHATWG
    has them: with the euro sign at 80, with HKSCS and Windows' additions).  A few wrong bytes are read as U+FFFD.

    Raises UnsupportedType where the bytes are no text, EncodingError where no encoding reads them.

    >>> decode("科协".encode("gb18030")), decode("科協".encode("big5")), decode("﻿科协".encode("utf-8"))
    (('科协', 'gb18030'), ('科協', 'big5'), ('科协', 'utf-8'))
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            try:
                text = data.decode(encoding).removeprefix("\ufeff")
            except UnicodeDecodeError as error:
                text = data.decode(encoding, "replace").removeprefix("\ufeff")
                if len(text) < SHORT or text.count("\ufffd") > max(1, BAD * len(text)):
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
        return data.decode("utf-8", "replace"), "utf-8"
    readings = [(read, name) for name in CHINESE if (read := _strictly(data, name)) is not None]
    if not any(_sense(*reading) > SENSIBLE for reading in readings):  # GB18030 makes something of nearly any bytes
        lossy = [(_decoded(data, name, "kczx-replace"), name) for name in CHINESE]
        readings += [it for it in lossy if it[0].count("\ufffd") <= max(2, BAD * len(it[0]))]
    if not readings or not any(_sense(*reading) for reading in readings):
        raise EncodingError(f"not UTF-8 (byte {first} is wrong), and neither GB18030 nor Big5 reads it")
    return max(readings, key=lambda it: _sense(*it) + MARGIN * (it[1] == "gb18030"))


def reads_well(text: str) -> float:
    """The share of a text's characters beyond ASCII that are common in Chinese text of either script; what is lost is none."""
    return max(_sense(text, name) for name in CHINESE)


def doubts(text: str, encoding: str, data: bytes = b"") -> tuple[Remark, ...]:
    """What a reader of the decoded text should know: bytes that were wrong, and an encoding that is no more than likely."""
    told = []
    if lost := text.count("\ufffd"):
        told.append(Remark("bytes-replaced", f"{lost} bytes that are not {encoding} read as U+FFFD"))
    if encoding in CHINESE:
        (other,) = (name for name in CHINESE if name != encoding)
        sample = data[: data.rfind(b"\n", 0, 20000) + 1] or data[:20000]
        reading = _strictly(sample, other)
        if reading is not None and _sense(reading, other) + CLOSE > _sense(text, encoding):
            told.append(Remark("encoding-assumed", f"read as {encoding}; {other} makes sense of the bytes, too"))
    return tuple(told)


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
    readings = [(text, name) for name in (*names, *CHINESE) if (text := _strictly(data, name)) is not None]
    if readings and not _almost_utf8(data):
        return max(readings, key=lambda reading: _sense(*reading) + MARGIN * (reading[1] in names))
    if _almost_utf8(data):
        return data.decode("utf-8", "replace"), "utf-8"
    try:
        return decode(data)
    except InputError:
        replaced = [(_decoded(data, name, "kczx-replace"), name) for name in [*names, *CHINESE]]
        best = min(replaced, key=lambda reading: reading[0].count("\ufffd"))
        if best[0].count("\ufffd") > max(4, BAD * len(best[0])):
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
        "big5hkscs": "big5",
    }.get(name)  # fmt: skip


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return _decoded(data, encoding, "kczx-strict")
    except UnicodeDecodeError:
        return None


def _decoded(data: bytes, encoding: str, errors: str) -> str:
    text = data.decode(CODECS.get(encoding, encoding), errors if encoding in CODECS else errors.removeprefix("kczx-"))
    return text.translate(REVISED) if encoding == "gb18030" and PRIVATE.search(text) else text


def _beyond(error: UnicodeError) -> tuple[str, int]:
    """What the WHATWG's tables have and Python's codecs have not: Windows' euro sign at 80, its additions to Big5."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    data, at = error.object, error.start
    if error.encoding == "gb18030" and data[at] == 0x80:
        return "€", at + 1
    if error.encoding == "big5hkscs":
        try:
            return data[at : at + 2].decode("cp950"), at + 2
        except UnicodeDecodeError:
            pass
    raise error


def _beyond_or_replaced(error: UnicodeError) -> tuple[str, int]:
    try:
        return _beyond(error)
    except UnicodeDecodeError as wrong:
        return "\ufffd", wrong.start + 1  # the byte behind it may be one of ASCII


codecs.register_error("kczx-strict", _beyond)
codecs.register_error("kczx-replace", _beyond_or_replaced)


def _almost_utf8(data: bytes) -> bool:
    """Whether bytes are UTF-8 but for a few: a file that was cut off amid a character, or damaged."""
    beyond = sum(1 for byte in data[:65536] if byte > 127)
    sound = [char for char in data[:65536].decode("utf-8", "ignore") if ord(char) > 127]
    return len(sound) >= 4 and sum(len(char.encode()) for char in sound) >= 0.9 * beyond


def _sense(text: str, encoding: str) -> float:
    """The share of a text's characters beyond ASCII that are common in Chinese text."""
    beyond = [char for char in text[:20000] if ord(char) > 127]
    if not beyond:
        return 0.0
    return sum(1 for char in beyond if _is_common(char, encoding)) / len(beyond)


def _is_common(char: str, encoding: str) -> bool:
    if char in "，。、；：「」『』（）《》“”！？　":
        return True
    coded = char.encode(CODECS.get(encoding, encoding), "ignore")
    if len(coded) != 2:
        return False
    return 0xA4 <= coded[0] <= 0xC6 if encoding == "big5" else coded[0] in LEVEL1 and coded[1] >= 0xA1
