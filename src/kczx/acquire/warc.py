"""Web archives (WARC, ISO 28500) → the pages and documents in them, by their address."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from kczx.acquire.inputs import Exhausted, Input, Members, Stretch, at_most
from kczx.acquire.kinds import Kind, media_types
from kczx.errors import InputError, TooLarge, UnreadableFile, UnsupportedType

RECORDS = frozenset([b"response", b"resource", b"conversion"])
VERSION = b"WARC/"
LONGEST, MOST = 16 * 1024, 256 * 1024
"""Bytes of a header's line, and of all of a header."""
CHARSET = re.compile(r"charset=[\"']?([\w-]+)", re.I)
STATUS = re.compile(rb"HTTP/\d[\d.]* +2\d\d\b")
CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")
WINDOWS = {b"gzip": 16 + zlib.MAX_WBITS, b"x-gzip": 16 + zlib.MAX_WBITS, b"deflate": zlib.MAX_WBITS}
Fields = dict[bytes, bytes]


def read_warc(source: Input, kind: Kind) -> Members:
    """The pages and documents of a web archive; pictures, scripts and redirections are passed over.

    Where it is damaged, what comes behind the next record's first line is read.
    """
    stream, lost = source.stream, False
    while line := stream.readline(LONGEST):
        if not line.strip():
            continue
        fields = _fields(stream) if line.startswith(VERSION) else None
        length = (fields or {}).get(b"content-length", b"")
        if fields is None or not (length.isdigit() and len(length) < 16):
            if not lost:
                yield source.path, UnreadableFile("the web archive is damaged; what lies there is lost")
            lost = True
            continue
        lost = False
        record = Stretch(stream, int(length))
        if fields.get(b"warc-type", b"").lower() in RECORDS:
            yield from _record(source, fields, record)
        if not record.skip():
            if not record.told:
                yield source.path, UnreadableFile("the web archive is cut off")
            return


def _record(source: Input, fields: Fields, record: Stretch) -> Members:
    """What a record holds, if it is a page or a document that is asked for."""
    address = fields.get(b"warc-target-uri", b"").decode("utf-8", "backslashreplace").strip("<> ")
    body = cast(BinaryIO, io.BufferedReader(record))
    try:
        http: Fields = {}
        if fields.get(b"content-type", b"").replace(b" ", b"").lower().startswith(b"application/http"):
            if not STATUS.match(body.readline(LONGEST)):
                return
            http = _fields(body) or {}
            fields = fields | {b"content-type": http.get(b"content-type", b"")}
        header = fields.get(b"content-type", b"").decode("latin-1")
        media_type = header.partition(";")[0].strip().lower()
        if media_type not in media_types() or not source.asked(address):
            return
        charset = CHARSET.search(header)
        data = _content(body, http, source.options.max_bytes)
        yield source.member(
            address, io.BytesIO(data), charset=charset[1] if charset else None, media_type=media_type
        )  # fmt: skip
    except Exhausted:  # the whole archive is too much
        raise
    except InputError as error:
        yield f"{source.path}!{address}", error


def _fields(stream: BinaryIO) -> Fields | None:
    """A header's fields up to its empty line, by name in lower case; None where that is missing or far away."""
    fields: Fields = {}
    name, size = b"", 0
    while line := stream.readline(LONGEST):
        size += len(line)
        if not line.strip():
            return fields
        if size > MOST:
            return None
        if line[:1] not in b" \t":  # else the line before goes on, in a field of no use here
            name, _, value = line.partition(b":")
            fields.setdefault(name.strip().lower(), value.strip())
    return None


def _content(body: BinaryIO, http: Fields, limit: int) -> bytes:
    """The bytes that a server sent, put together and unpacked; raises TooLarge where they are more than the limit."""
    data = at_most(body, limit + 1)
    if len(data) <= limit and b"chunked" in http.get(b"transfer-encoding", b"").lower():
        data = b"".join(_chunks(data))
    for coding in reversed(http.get(b"content-encoding", b"").lower().replace(b" ", b"").split(b",")):
        if coding in WINDOWS and len(data) <= limit:
            data = _unpacked(data, coding, limit)
        elif coding not in (b"", b"identity", b"utf-8") and coding not in WINDOWS:
            raise UnsupportedType(f"it is packed as {coding.decode('latin-1')[:20]}, which is not read")
    if len(data) > limit:
        raise TooLarge(f"more than {limit} bytes, which is the limit (--max-bytes)")
    return data


def _chunks(data: bytes) -> Iterator[bytes]:
    """The pieces of a body in chunks; all of it where it is in none, as some archives have it."""
    at = 0
    while match := CHUNK.match(data, at):
        size = int(match[1], 16)
        if not size:
            return
        yield data[match.end() : match.end() + size]
        at = match.end() + size
    if at == 0:
        yield data


def _unpacked(data: bytes, coding: bytes, limit: int) -> bytes:
    """A packed body; one that its server said to be packed and that is not, as it is."""
    if coding != b"deflate" and not data.startswith(b"\x1f\x8b"):
        return data
    for window in (WINDOWS[coding], -zlib.MAX_WBITS):  # deflate with its head, and as some servers send it
        try:
            return zlib.decompressobj(window).decompress(data, limit + 1)
        except zlib.error:
            continue
    raise UnreadableFile("its packing is damaged")
