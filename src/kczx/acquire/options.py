"""What the user may ask of reading: which files, how large, and which fields of rows hold what."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Options:
    """`include` and `exclude` are patterns with `*`, `?` and `[…]`, for what is found in folders and archives.

    A pattern with a `/` is for the path below the folder or within the archive, any other for the name alone; `exclude`
    is for folders, too.  `max_bytes` is the most that one file, member or row may have, `max_text` the most characters that its
    text may have, which cost about 0.5 KB of memory each while they are read.  `left_out` are files (device and number)
    that are not read, since they are written to.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    follow_links: bool = False
    max_bytes: int = 256 * MEBIBYTE
    max_text: int = 4 * MEBIBYTE
    text_field: str = "text"
    id_field: str = "id"
    date_field: str = "published"
    title_field: str = "title"
    left_out: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """How far an archive is unpacked, whatever is in it: bytes and members in all, archives within archives, and how many
    bytes one byte of it may become once `ratio_from` bytes have come out.  Text shrinks to a fifth, pages to a thirtieth;
    what shrinks to less than a two-hundredth was made to do harm.
    """

    total: int = 16 * 1024 * MEBIBYTE
    members: int = 1_000_000
    depth: int = 4
    ratio: int = 200
    ratio_from: int = 16 * MEBIBYTE


LIMITS = Limits()
