"""Archives → their members, one by one and in memory: ZIP, and files packed with gzip, bzip2 or xz."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import struct
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, BinaryIO

from kczx.acquire.encodings import decode
from kczx.acquire.inputs import DAMAGE, Counted, Exhausted, Found, Input, Members
from kczx.acquire.kinds import Kind, kind_of
from kczx.acquire.options import MEBIBYTE
from kczx.acquire.select import wanted
from kczx.errors import EncodingError, UnreadableFile, UnsupportedType

OPENERS: dict[str, Callable[[Any], Any]] = {
    "gzip": lambda stream: gzip.GzipFile(fileobj=stream), "bzip2": bz2.BZ2File, "xz": lzma.LZMAFile
}  # fmt: skip
TARS = frozenset(["tgz", "tbz2", "txz"])
OFFICE = frozenset(["[Content_Types].xml", "mimetype"])
WORD = "word/document.xml"
TAIL, DIRECTORY = 66_000, 48 * MEBIBYTE
"""Bytes at the end of an archive among which its directory is told of, and the most that the directory may have."""
UTF8_NAME = 0x800
ENCRYPTED = 0x1


@contextmanager
def intact(what: str) -> Iterator[None]:
    """Tell of damage as UnreadableFile."""
    try:
        yield
    except DAMAGE as error:
        raise UnreadableFile(f"the {what} is cut off or damaged: {error}") from error
    except NotImplementedError as error:
        raise UnsupportedType(f"the {what} is packed in a way that is not known here: {error}") from error


def read_zip(source: Input, kind: Kind) -> Iterator[Found | Input]:
    """The members of a ZIP archive; of one that is an Office document under another name, that document."""
    stream = source.stream if source.stream.seekable() else io.BufferedReader(io.BytesIO(source.take()))
    if (size := _directory(stream)) > DIRECTORY:
        raise Exhausted(f"its directory has {size} bytes, {DIRECTORY} at most; it is left unread")
    with intact("ZIP archive"), zipfile.ZipFile(stream) as archive:
        if OFFICE & (names := set(archive.namelist())):
            if WORD not in names:
                raise UnsupportedType("this is an Office document, but not of Word")
            stream.seek(0)
            yield replace(source, name=f"{source.name}.docx", stream=stream)
            return
        for info in archive.infolist():
            name = _zip_name(info)
            if info.is_dir() or not _asked(source, name):
                continue
            try:
                if info.flag_bits & ENCRYPTED:
                    raise UnreadableFile("it is encrypted")
                with intact("member"), archive.open(info) as member:
                    yield source.member(name, member)
            except (UnreadableFile, UnsupportedType) as error:
                yield f"{source.path}!{name}", error


def _directory(stream: BinaryIO | io.BufferedReader) -> int:
    """The size of a ZIP archive's directory, which the library reads whole; 0 where the archive has none."""
    end = stream.seek(0, io.SEEK_END)
    start = stream.seek(max(0, end - TAIL))
    tail = stream.read(TAIL)
    stream.seek(0)
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        return 0
    size, offset = struct.unpack_from("<II", tail, at + 12)
    if size == 0xFFFFFFFF or offset == 0xFFFFFFFF:
        wide = tail.rfind(b"PK\x06\x06", 0, at)
        if wide >= 0 and wide + 56 <= len(tail):
            (size,) = struct.unpack_from("<Q", tail, wide + 40)
    return min(int(size), start + at)


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name; a ZIP made on Chinese Windows has it in GBK, which the library takes for the IBM PC's characters."""
    if info.flag_bits & UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        return decode(info.filename.encode("cp437"))[0]
    except (EncodingError, UnsupportedType, UnicodeEncodeError):
        return info.filename


def read_packed(source: Input, kind: Kind) -> Members:
    """What a gzip, bzip2 or xz file holds: one file, named as it is without the ending."""
    stem, _, ending = source.name.rpartition(".")
    name = f"{stem}.tar" if ending.lower() in TARS else stem or source.name
    source.budget.enter(source.depth)
    inner = io.BufferedReader(Counted(OPENERS[kind.reader](source.stream), source.budget), 65536)
    yield replace(source, name=name, stream=inner, depth=source.depth + 1)


def _asked(source: Input, name: str) -> bool:
    return source.asked(name) if source.only else wanted(name, source.options, kind_of(name).container)
