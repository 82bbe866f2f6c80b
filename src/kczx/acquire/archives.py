"""Archives → their members, one by one and in memory: ZIP, tar, gzip, bzip2, xz, WARC."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import replace
from typing import Any

from kczx.acquire.docx import read_docx
from kczx.acquire.encodings import decode
from kczx.acquire.inputs import DAMAGE, Counted, Found, Input, Members
from kczx.acquire.kinds import Kind, kind_of, media_types
from kczx.acquire.libraries import library
from kczx.acquire.select import wanted
from kczx.errors import EncodingError, UnreadableFile, UnsupportedType

OPENERS: dict[str, Callable[[Any], Any]] = {
    "gzip": lambda stream: gzip.GzipFile(fileobj=stream), "bzip2": bz2.BZ2File, "xz": lzma.LZMAFile
}  # fmt: skip
TARS = frozenset(["tgz", "tbz2", "txz"])
OFFICE = frozenset(["[Content_Types].xml", "mimetype"])
WORD = "word/document.xml"
RECORDS = frozenset(["response", "resource", "conversion"])
CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.I)
WARNING = re.compile(r"WARNING: ([^\n]+)")
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
    stream = source.stream if source.stream.seekable() else io.BytesIO(source.take())
    with intact("ZIP archive"), zipfile.ZipFile(stream) as archive:
        if OFFICE & (names := set(archive.namelist())):
            if WORD not in names:
                raise UnsupportedType("this is an Office document, but not of Word")
            stream.seek(0)
            yield from read_docx(replace(source, stream=stream), kind_of(".docx"))
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


def _zip_name(info: zipfile.ZipInfo) -> str:
    """A member's name; a ZIP made on Chinese Windows has it in GBK, which the library takes for the IBM PC's characters."""
    if info.flag_bits & UTF8_NAME or info.filename.isascii():
        return info.filename
    try:
        return decode(info.filename.encode("cp437"))[0]
    except (EncodingError, UnsupportedType, UnicodeEncodeError):
        return info.filename


def read_tar(source: Input, kind: Kind) -> Members:
    """The members of a tar archive, as they come."""
    with intact("tar archive"), tarfile.open(fileobj=source.stream, mode="r|") as archive:
        for info in archive:
            name = info.name.removeprefix("./").encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
            if not info.isfile() or not _asked(source, name):
                continue
            if info.issparse():
                yield f"{source.path}!{name}", UnsupportedType("a sparse file")
            elif (member := archive.extractfile(info)) is not None:
                yield source.member(name, member, counted=False)


def read_packed(source: Input, kind: Kind) -> Members:
    """What a gzip, bzip2 or xz file holds: one file, named as it is without the ending."""
    stem, _, ending = source.name.rpartition(".")
    name = f"{stem}.tar" if ending.lower() in TARS else stem or source.name
    source.budget.enter(source.depth)
    inner = io.BufferedReader(Counted(OPENERS[kind.reader](source.stream), source.budget), 65536)
    yield replace(source, name=name, stream=inner, depth=source.depth + 1)


def read_warc(source: Input, kind: Kind) -> Members:
    """The pages and documents of a web archive, by their address; pictures, scripts and redirections are passed over."""
    errors = library("warcio.exceptions", "warc").ArchiveLoadFailed
    readable = media_types()
    records = library("warcio.archiveiterator", "warc").ArchiveIterator(source.stream)
    told = io.StringIO()  # the library writes what it finds wrong to stderr
    while True:
        try:
            with redirect_stderr(told):
                record = next(records, None)
        except errors as error:
            raise UnreadableFile(f"the web archive is cut off or damaged: {error}") from error
        if record is None:
            break
        http = record.http_headers
        status = (http.get_statuscode() or "") if http else "200"
        header = (http or record.rec_headers).get_header("Content-Type") or ""
        media_type = header.partition(";")[0].strip().lower()
        address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<>")
        if record.rec_type in RECORDS and media_type in readable and status.startswith("2") and source.asked(address):
            charset = CHARSET.search(header)
            stream = record.content_stream()
            yield source.member(address, stream, charset=charset[1] if charset else None, media_type=media_type)
    if wrong := WARNING.search(told.getvalue()):
        raise UnreadableFile(f"the web archive is damaged: {wrong[1].strip()}; what lies there may be missing")


def _asked(source: Input, name: str) -> bool:
    return source.asked(name) if source.only else wanted(name, source.options, kind_of(name).container)
