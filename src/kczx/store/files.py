"""Which files a store knows, and which of them are as they were when they were read."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Literal

from kczx.acquire.select import Chosen
from kczx.store.corrections import TABLES
from kczx.work import Setting

PIECE = 1024 * 1024


@dataclass(frozen=True)
class Input:
    """A file (or one member of an archive) that is asked for, with what the system said of it when it was looked at."""

    chosen: Chosen
    place: str
    size: int
    modified: int
    identity: tuple[int, int]

    @classmethod
    def of(cls, chosen: Chosen) -> Input:
        """A file as it is now; one that cannot be looked at has no size."""
        place = os.fsencode(os.path.realpath(chosen.place)).decode("utf-8", "backslashreplace")
        if chosen.member is not None:
            place += f"!{chosen.member}"
        try:
            status = chosen.place.stat()
        except (OSError, ValueError):
            return cls(chosen, place, -1, 0, (0, 0))
        return cls(chosen, place, status.st_size, status.st_mtime_ns, (status.st_dev, status.st_ino))

    @property
    def there(self) -> bool:
        """Whether there was such a file."""
        return self.size >= 0

    @property
    def path(self) -> str:
        """Its path as it stands in records."""
        return self.chosen.path

    @property
    def asked(self) -> str:
        """Its path as it is asked for."""
        return str(self.chosen.place) + ("" if self.chosen.member is None else f"!{self.chosen.member}")

    @cached_property
    def hash(self) -> str:
        """What is in it, in few characters; nothing where it cannot be read."""
        found = blake2b(digest_size=16)
        try:
            with self.chosen.place.open("rb") as file:
                while piece := file.read(PIECE):
                    found.update(piece)
        except (OSError, ValueError):
            return ""
        return found.hexdigest()


def sorted_out(database: sqlite3.Connection, input: Input, setting: str) -> Literal["new", "changed", "unchanged"]:
    """Whether a file is there as it is: by its size and time, or else by what is in it."""
    row = database.execute(
        "select id, size, modified, hash, setting from files where place = ?", (input.place,)
    ).fetchone()
    if row is None:
        return "new"
    id, size, modified, hash, known = row
    if known != setting or not hash or input.size != size:
        return "changed"
    if input.modified == modified:
        return "unchanged"
    if input.hash != hash:
        return "changed"
    database.execute("update files set modified = ? where id = ?", (input.modified, id))
    return "unchanged"


def moved_from(database: sqlite3.Connection, input: Input) -> int | None:
    """The file of the same bytes that is no more where it was, if there is one: this one, before it was moved."""
    found = database.execute("select id, place from files where hash = ? order by place", (input.hash,)).fetchall()
    return next((id for id, place in found if input.hash and is_gone(place)), None)


def is_gone(place: str) -> bool:
    """Whether there is no such file any more, nor the archive that it is a member of."""
    inside = any(os.path.isfile(place[:at]) for at, char in enumerate(place) if char == "!")  # noqa: PTH113
    return not os.path.lexists(place) and not inside


def setting_of(setting: Setting) -> str:
    """What the reading of a document depends on besides its bytes, in few characters."""
    options = setting.options
    told = (
        setting.version, str(setting.base_date), options.max_bytes, options.max_text, options.text_field, options.id_field,
        options.date_field, options.title_field,
    )  # fmt: skip
    found = blake2b(repr(told).encode(), digest_size=8)
    folder = setting.lexicon
    for table in sorted(folder.rglob("*.tsv")) if folder is not None else ():
        name = table.relative_to(folder or Path()).as_posix()
        if name not in TABLES:  # these are of linking, not of reading
            found.update(name.encode() + table.read_bytes())
    return found.hexdigest()
