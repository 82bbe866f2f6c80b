"""Rich text (.rtf) → text."""

from __future__ import annotations

from collections.abc import Iterator

from kczx.acquire.inputs import SURROGATE, Found, Input, digest
from kczx.acquire.kinds import Kind
from kczx.acquire.libraries import library
from kczx.errors import UnreadableFile
from kczx.flow import Source


def read_rtf(source: Input, kind: Kind) -> Iterator[Found]:
    """The text of a rich text file, a line a paragraph; spans count this text."""
    striprtf = library("striprtf.striprtf", "rtf")
    data = source.take()
    # Beyond ASCII the format writes escapes, in the code page that it names; where it names none, Chinese programs mean GBK.
    text = SURROGATE.sub("\ufffd", striprtf.rtf_to_text(data.decode("latin-1"), encoding="gb18030", errors="replace"))
    if not text.strip():
        raise UnreadableFile("the rich text file holds no text")
    yield Source(source.path, text, digest(data), "utf-8", kind.media_type)
