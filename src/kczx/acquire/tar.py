"""Tar archives → their members as they come; what is damaged or cut off costs what lies there, and is told."""

from __future__ import annotations

import re
import tarfile

from kczx.acquire.encodings import decode
from kczx.acquire.inputs import Input, Members, Stretch
from kczx.acquire.kinds import Kind, kind_of
from kczx.acquire.select import wanted
from kczx.errors import InputError, UnreadableFile, UnsupportedType

BLOCK = 512
LONGEST = 64 * 1024
"""Bytes of a long name, or of what extends a header, at most."""
FILES = frozenset([tarfile.REGTYPE, tarfile.AREGTYPE, tarfile.CONTTYPE, tarfile.GNUTYPE_SPARSE])
WITHOUT_BYTES = frozenset(
    [tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE]
)
"""Kinds of members that hold nothing, whatever size they tell."""
EXTENSIONS = frozenset([tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE])
FIELD = re.compile(rb"(\d{1,6}) ([^=\n]{1,200})=")


def read_tar(source: Input, kind: Kind) -> Members:
    """The members of a tar archive.  Where a header is damaged, what comes behind the next sound one is read."""
    stream = source.stream
    told: dict[str, bytes] = {}  # what the next member's extension tells of it
    at, lost, ended = 0, False, False
    while block := stream.read(BLOCK):
        at += len(block)
        if len(block) < BLOCK and not ended:
            yield source.path, UnreadableFile("the tar archive is cut off")
            return
        if not block.strip(b"\0"):
            ended = True
            continue
        try:
            info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        except tarfile.TarError:
            if not lost and not ended:
                yield source.path, UnreadableFile(f"damaged at byte {at - len(block)}; what lies there is lost")
            lost = True
            continue
        lost = ended = False
        size = int(told["size"]) if told.get("size", b"").isdigit() else info.size
        content = Stretch(stream, 0 if info.type in WITHOUT_BYTES else max(0, size))
        at += content.padded(BLOCK)
        if info.type in EXTENSIONS:
            told |= _extension(info.type, content.read(min(content.left, LONGEST)) or b"")
        else:
            name = _name(told.get("path") or info.name.encode("utf-8", "surrogateescape"))
            if info.type in FILES and not info.isdir() and _asked(source, name):
                if info.type == tarfile.GNUTYPE_SPARSE or any(field.startswith("GNU.sparse") for field in told):
                    yield f"{source.path}!{name}", UnsupportedType("a sparse file")
                else:
                    yield source.member(name, content, counted=False)
            told = {} if info.type not in (tarfile.XGLTYPE, tarfile.GNUTYPE_LONGLINK) else told
        if not content.skip(BLOCK):
            if not content.told:
                yield source.path, UnreadableFile("the tar archive is cut off")
            return
    if not ended and not lost:
        yield source.path, UnreadableFile("the tar archive is cut off: the mark of its end is missing")


def _extension(kind: bytes, data: bytes) -> dict[str, bytes]:
    """The fields of a header's extension: a long name, or lines of `length field=value`."""
    if kind == tarfile.GNUTYPE_LONGNAME:
        return {"path": data.rstrip(b"\0")}
    fields: dict[str, bytes] = {}
    at = 0
    while match := FIELD.match(data, at):
        end = at + int(match[1])
        fields[match[2].decode("utf-8", "replace")] = data[match.end() : end - 1]
        at = max(end, match.end())
    return fields


def _name(name: bytes) -> str:
    """A member's name; archives made on Chinese systems have it in GBK."""
    try:
        text = decode(name)[0] if name else ""
    except InputError:
        text = name.decode("utf-8", "backslashreplace")
    return text.removeprefix("./")


def _asked(source: Input, name: str) -> bool:
    return source.asked(name) if source.only else wanted(name, source.options, kind_of(name).container)
