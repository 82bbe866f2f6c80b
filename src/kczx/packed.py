"""A document's record, or a failure, as compressed bytes: how results go from process to process and lie in a journal."""

from __future__ import annotations

import json
import re
import zlib
from dataclasses import dataclass

from kczx.records import Document, Failure
from kczx.sourced import Sourced

DOCUMENT, SOURCED, FAILURE = b"D", b"S", b"F"
PATH = re.compile(rb'\{"id":"[^"]+","path":("(?:[^"\\]|\\.)*+")')
ID = re.compile(rb'\{"id":"([^"]+)"')


def packed(result: Document | Failure) -> bytes:
    """The bytes of a result."""
    kind = FAILURE if isinstance(result, Failure) else SOURCED if isinstance(result, Sourced) else DOCUMENT
    return kind + zlib.compress(result.model_dump_json(by_alias=True).encode(), 1)


@dataclass(slots=True)
class Packed:
    """A document's record as JSON, which is read only where somebody asks for what is in it."""

    json: bytes
    sourced: bool = False

    @property
    def id(self) -> str:
        """The document's id."""
        match = ID.match(self.json)
        assert match is not None
        return match[1].decode()

    @property
    def path(self) -> str:
        """The document's path."""
        match = PATH.match(self.json)
        assert match is not None
        return str(json.loads(match[1]))

    def numbered(self, times: int) -> Packed:
        """The same with `-2` behind its id where it is the second of these bytes, and so on."""
        return self if times == 1 else Packed(ID.sub(rb'{"id":"\1-%d"' % times, self.json, count=1), self.sourced)

    def document(self) -> Document:
        """The record."""
        return (Sourced if self.sourced else Document).model_validate_json(self.json)


def unpacked(data: bytes) -> Packed | Failure:
    """The result that bytes are of."""
    json = zlib.decompress(data[1:])
    return Failure.model_validate_json(json) if failed(data) else Packed(json, data.startswith(SOURCED))


def failed(data: bytes) -> bool:
    """Whether the result that bytes are of is a failure."""
    return data.startswith(FAILURE)
