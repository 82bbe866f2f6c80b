"""Anybody's text → text that is safe in a terminal: nothing in it moves the cursor or turns the line."""

from __future__ import annotations

import re

UNSAFE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters but tab and line feed, C1 among them
    r"\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # bidi controls, invisible ones
    r"\U000e0000-\U000e007f"  # tags
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


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
