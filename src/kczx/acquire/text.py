"""Plain text, and what is no document at all."""

from __future__ import annotations

from collections.abc import Iterator

from kczx.acquire.inputs import Found, Input, digest
from kczx.acquire.kinds import Kind
from kczx.acquire.redecode import decoded
from kczx.errors import UnreadableFile, UnsupportedType
from kczx.flow import Source


def read_text(source: Input, kind: Kind) -> Iterator[Found]:
    """The text as it is."""
    data = source.take()
    text, encoding, remarks = decoded(data)
    if not text.strip():
        raise UnreadableFile("the file is empty")
    yield Source(source.path, text, digest(data), encoding, kind.media_type, remarks=remarks)


def refuse(source: Input, kind: Kind) -> Iterator[Found]:
    """Raises UnsupportedType, with what the table of kinds says that this is."""
    raise UnsupportedType(f"this is {kind.media_type}")
    yield  # a generator, as all readers are
