"""A stream of bytes with its name, and how much of it may be read."""

from __future__ import annotations

import hashlib
import io
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO, Protocol

from kczx.acquire.kinds import HEAD
from kczx.acquire.options import LIMITS, Limits, Options
from kczx.errors import InputError, TooLarge, UnreadableFile
from kczx.flow import Source

Found = Source | tuple[str, InputError]
"""A document, or the path of what cannot be read and the reason."""
SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a character: no encoding can write it, so it becomes U+FFFD, which is as long."""
PIECE = 1 << 20
"""Bytes that are asked for at once."""
DAMAGE = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError)
"""What the libraries raise where an archive is cut off or damaged."""


class Exhausted(TooLarge):
    """An archive unpacks to more than it may; what is left of it stays unread."""


@dataclass(slots=True)
class Budget:
    """How much has come out of an archive (and of those within it) so far; `packed` is the size of the outermost."""

    packed: int | None = None
    limits: Limits = LIMITS
    unpacked: int = 0
    members: int = 0

    def spend(self, amount: int) -> None:
        """Count unpacked bytes; raises Exhausted where they are too many."""
        self.unpacked += amount
        limits = self.limits
        if self.unpacked > limits.total:
            raise Exhausted(f"more than {limits.total} bytes unpacked; the rest is left unread")
        if self.packed is not None and self.unpacked > max(limits.ratio_from, limits.ratio * self.packed):
            raise Exhausted(f"{self.packed} bytes unpack to more than {limits.ratio} times as many: an archive bomb")

    def enter(self, depth: int) -> None:
        """Count a member; raises Exhausted where they are too many or lie too deep."""
        self.members += 1
        if self.members > self.limits.members:
            raise Exhausted(f"more than {self.limits.members} members; the rest is left unread")
        if depth > self.limits.depth:
            raise Exhausted(f"more than {self.limits.depth} archives within each other")


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int = -1, /) -> bytes: ...


class Counted(io.RawIOBase):
    """A stream whose bytes are counted as they are read."""

    def __init__(self, stream: Readable, budget: Budget) -> None:
        self.stream, self.budget = stream, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            # Of a damaged archive `read1` gives what comes before the damage, which `read` does not.
            data = getattr(self.stream, "read1", self.stream.read)(len(buffer))
        except DAMAGE as error:
            raise UnreadableFile(f"cut off or damaged: {error}") from error
        self.budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


class Stretch(io.RawIOBase):
    """The next bytes of a stream, so many as a header tells; `told` says whether a reader has met the end too early."""

    def __init__(self, stream: Readable, size: int) -> None:
        self.stream, self.size, self.left, self.told = stream, size, size, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        self.told = True
        data = self.stream.read(min(len(buffer), self.left))
        if self.left and not data:
            raise UnreadableFile("the archive is cut off within it")
        self.told = False
        buffer[: len(data)] = data
        self.left -= len(data)
        return len(data)

    def padded(self, block: int) -> int:
        """The size with what fills the last block."""
        return -(-self.size // block) * block

    def skip(self, block: int = 1) -> bool:
        """Go to the stretch's end, with what fills its last block; whether there was as much."""
        self.left += self.padded(block) - self.size
        try:
            while self.left and (data := self.stream.read(min(self.left, 65536))):
                self.left -= len(data)
        except UnreadableFile:
            if not self.told:
                raise
        return not self.left


@dataclass(slots=True)
class Input:
    """A file or a member of an archive: its path in records, the name that tells its kind, and its bytes.

    `charset` and `media_type` are what a header said of it, `published` the day on which what it lies in came out; `only` is
    the one member that is wanted of it.
    """

    path: str
    name: str
    stream: io.BufferedReader | BinaryIO
    options: Options = field(default_factory=Options)
    budget: Budget = field(default_factory=Budget)
    depth: int = 0
    charset: str | None = None
    media_type: str | None = None
    only: str | None = None
    published: str | None = None

    def head(self) -> bytes:
        """The first bytes, still to be read."""
        return head_of(self.stream)

    def take(self) -> bytes:
        """All bytes.  Raises TooLarge, and UnreadableFile where there is nothing but white space."""
        limit = self.options.max_bytes
        data = at_most(self.stream, limit + 1)
        if len(data) > limit:
            raise TooLarge(f"more than {limit} bytes, which is the limit (--max-bytes)")
        if not data.strip():
            raise UnreadableFile("the file is empty")
        return data

    def member(self, name: str, stream: Readable, counted: bool = True, **headers: str | None) -> Input:
        """What lies in this archive under a name; `counted` where its bytes are unpacked only now."""
        self.budget.enter(self.depth + 1)
        only = None if self.only is None else self.only.removeprefix(name).removeprefix("!") or None
        raw = Counted(stream, self.budget if counted else Budget())
        return replace(
            self, path=f"{self.path}!{name}", name=name, stream=io.BufferedReader(raw, 65536), depth=self.depth + 1,
            only=only, charset=headers.get("charset"), media_type=headers.get("media_type"),
            published=headers.get("published") or self.published,
        )  # fmt: skip

    def asked(self, name: str) -> bool:
        """Whether a member is the one that was named, or lies in its way."""
        return self.only is None or self.only == name or self.only.startswith(f"{name}!")


@dataclass(frozen=True, slots=True)
class Held:
    """A file or a member that is one document, with its bytes, to be read elsewhere; its fields are those of `Input`."""

    path: str
    name: str
    data: bytes
    depth: int = 0
    charset: str | None = None
    media_type: str | None = None
    only: str | None = None
    published: str | None = None

    @classmethod
    def of(cls, source: Input) -> Held:
        """Take an input's bytes.  Raises TooLarge, and UnreadableFile where there is nothing but white space."""
        return cls(
            source.path, source.name, source.take(), source.depth, source.charset, source.media_type, source.only,
            source.published,
        )  # fmt: skip

    def input(self, options: Options) -> Input:
        """The input again, to be read."""
        stream = io.BufferedReader(io.BytesIO(self.data))
        return Input(
            self.path, self.name, stream, options, depth=self.depth, charset=self.charset, media_type=self.media_type,
            only=self.only, published=self.published,
        )  # fmt: skip


Members = Iterator[Input | tuple[str, InputError]]


def head_of(stream: BinaryIO | io.BufferedReader) -> bytes:
    """The first bytes of a stream, still to be read."""
    if isinstance(stream, io.BufferedReader):
        return stream.peek(HEAD)[:HEAD]
    if not stream.seekable():
        return b""
    data = stream.read(HEAD)
    stream.seek(-len(data), io.SEEK_CUR)
    return data


def at_most(stream: Readable, size: int) -> bytes:
    """The bytes of a stream, no more than a number; read in pieces, so that memory is asked for what there is alone."""
    pieces: list[bytes] = []
    while size > 0 and (piece := stream.read(min(size, PIECE))):
        pieces.append(piece)
        size -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def digest(data: bytes) -> str:
    """A document's id, from its bytes."""
    return "sha256:" + hashlib.sha256(data).hexdigest()[:16]


def from_text(text: str, path: str = "-", **details: str | None) -> Source:
    """A source of text that is in memory already."""
    own = digest(text.encode("utf-8", "surrogatepass"))
    return Source(path, SURROGATE.sub("\ufffd", text), own, **details)  # type: ignore[arg-type]
