"""Anybody's text → text that is safe in a terminal: nothing in it moves the cursor or turns the line."""

from __future__ import annotations

import re
from collections.abc import Iterator

UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufff9-\ufffb"  # control characters but tab and line feed
    # What is shown as nothing (Default_Ignorable_Code_Point of Unicode 16): bidi controls, fillers, selectors, tags.
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    r"\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    r"\ud800-\udfff]"  # undecodable bytes of file names
)


def visible(text: str) -> str:
    r"""The text with control characters, terminal escapes and bidi controls written as escapes.

    >>> print(visible("a\x1b[31mb\u202ec"))
    a\x1b[31mb\u202ec
    """
    return UNSAFE.sub(_escape, text)


def visible_line(text: str) -> str:
    r"""The same for what must stay on one line, such as a file's name.

    >>> print(visible_line("two\nlines"))
    two\x0alines
    """
    return visible(text).replace("\n", r"\x0a").replace("\t", r"\x09")


def visible_json(text: str) -> str:
    r"""The same for JSON, which stays JSON: with its own escapes.

    >>> print(visible_json('"a\u202eb"'), visible_json("\U000e0101"))
    "a\u202eb" \udb40\udd01
    """
    return UNSAFE.sub(lambda match: "".join(f"\\u{unit:04x}" for unit in _units(match[0])), text)


def _units(char: str) -> Iterator[int]:
    """The UTF-16 code units of a character."""
    coded = char.encode("utf-16-be", "surrogatepass")
    return (int.from_bytes(coded[at : at + 2], "big") for at in range(0, len(coded), 2))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
