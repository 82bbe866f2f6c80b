"""Paths → files: folders in a stable order, patterns, and what is left out of them."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from kczx.acquire.kinds import kind_of
from kczx.acquire.options import Options
from kczx.errors import InputError, UnreadableFile
from kczx.own import is_unfinished

Refused = tuple[str, InputError]
"""What cannot be read, and why."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A file to be read, its path as it is told in records, and the one member of it that is wanted (None: all)."""

    place: Path
    path: str
    member: str | None = None


def select(paths: Iterable[str], options: Options) -> Iterator[Chosen | Refused]:
    """Yield each file that the paths lead to, in order; for one that leads nowhere, the reason.

    A folder is walked by name, depth first.  A file that the user names is not asked whether it matches a pattern;
    `archive!member` names a member of an archive.
    """
    for path in paths:
        place = Path(path)
        try:
            if not path:
                yield path, UnreadableFile("an empty path names no file; the working folder is .")
            elif place.is_dir():
                yield from _folder(place, options)
            elif not os.path.lexists(place) and glob.has_magic(path):
                yield from _matching(path, options)
            elif not os.path.lexists(place) and (archive := _archive(path)):
                yield Chosen(Path(archive), name(Path(archive)), path[len(archive) + 1 :])
            else:
                yield Chosen(place, name(place))
        except (OSError, ValueError) as error:
            yield name(place), UnreadableFile(reason(error))


def offsets(paths: Iterable[str], options: Options) -> tuple[dict[str, int], int]:
    """The path of each file that `select` yields → the bytes of those before it; and the bytes of all."""
    found: dict[str, int] = {}
    total = 0
    for chosen in select(paths, options):
        if isinstance(chosen, Chosen):
            found.setdefault(chosen.path, total)
            with suppress(OSError, ValueError):  # told where it is read
                total += chosen.place.stat().st_size
    return found, total


def _matching(pattern: str, options: Options) -> Iterator[Chosen | Refused]:
    """The files that a pattern matches and those in the folders that it matches, each once."""
    seen: set[str] = set()
    for found in expanded(pattern, options):
        for chosen in select([found], options) if isinstance(found, str) else [found]:
            where = chosen.path if isinstance(chosen, Chosen) else chosen[0]
            if where not in seen:
                seen.add(where)
                yield chosen
    if not seen:
        yield name(Path(pattern)), UnreadableFile("no file matches this pattern")


def expanded(pattern: str, options: Options) -> Iterator[str | Refused]:
    """The paths that a pattern matches, by name, as a shell has it: `**` is any number of folders, links not among them."""
    parts = [part for part in re.split(r"(?<=/)", pattern) if part]
    waiting: list[tuple[str, int, frozenset[tuple[int, int]]]] = [("", 0, frozenset())]
    while waiting:
        base, at, above = waiting.pop()
        if at == len(parts):
            if os.path.lexists(base):
                yield base
            continue
        part = parts[at].rstrip("/")
        last = at + 1 == len(parts)
        if not part or not glob.has_magic(part):
            waiting.append((base + parts[at], at + 1, above))
            continue
        entries: list[tuple[str, bool, bool]] = []
        try:
            status = os.stat(base or ".")  # noqa: PTH116 (a path that ends with a stroke is a folder)
            with os.scandir(base or ".") as scanned:
                entries = sorted(
                    (entry.name, is_folder(entry), entry.is_symlink())
                    for entry in scanned
                    if not is_unfinished(entry.name)
                )
        except (FileNotFoundError, NotADirectoryError):  # nothing of that name is there
            continue
        except OSError as error:
            yield name(Path(base)), UnreadableFile(reason(error))
            continue
        entries = [entry for entry in entries if options.hidden or part.startswith(".") or not entry[0].startswith(".")]
        found: list[tuple[str, int]] = []
        if part == "**":
            own = (status.st_dev, status.st_ino)
            if own in above:  # a circle of links
                continue
            above |= {own}
            found += [] if last else [(base, at + 1)]
            for entry, folder, link in entries:
                if folder and (not link or options.follow_links):
                    found.append((f"{base}{entry}/", at))
                elif last and not folder:
                    found.append((base + entry, at + 1))
        else:
            for entry, folder, link in entries:
                if folder and link and above and not options.follow_links:
                    continue  # below a `**`, which goes by no link
                if (last or folder) and fnmatchcase(entry, part):
                    found.append((base + entry + ("" if last else "/"), at + 1))
        waiting += [(path, step, above) for path, step in reversed(found)]


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry is a folder, or a link to one; a link that leads in a circle or nowhere is a file that fails."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _archive(path: str) -> str | None:
    """The file at the beginning of an `archive!member` path."""
    ends = [at for at, char in enumerate(path) if char == "!"]
    return next((path[:end] for end in ends if Path(path[:end]).is_file()), None)


def wanted(within: str, options: Options, container: bool = False) -> bool:
    """Whether what is at `within` (a path below a folder or in an archive) is asked for.

    A container, such as a folder or an archive, need not match `include`: what is in it may.
    """
    parts = [part for part in within.split("/") if part not in ("", ".")]
    if not options.hidden and any(part.startswith(".") and part != ".." for part in parts):
        return False
    above = ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]
    if any(_matches(path, options.exclude) for path in above):
        return False
    return container or not options.include or _matches(above[-1], options.include)


def _matches(path: str, patterns: Iterable[str]) -> bool:
    own = path.rpartition("/")[2]
    return any(fnmatchcase(path if "/" in pattern else own, pattern) for pattern in patterns)


def name(place: Path) -> str:
    """A path as it is told in records; bytes of it that are no text are written as `\\xff`."""
    try:
        return os.fsencode(place).decode("utf-8", "backslashreplace")
    except UnicodeEncodeError:  # half of a character: no file has such a name
        return str(place).encode("utf-8", "backslashreplace").decode()


def reason(error: Exception) -> str:
    """What the system says is wrong, without the path, which is told anyway."""
    if isinstance(error, FileNotFoundError):
        return "no such file"
    return (isinstance(error, OSError) and error.strerror) or str(error)


def _folder(top: Path, options: Options) -> Iterator[Chosen | Refused]:
    """The files below a folder.  With each place waits which folders (device, number) it lies in: circles of links end."""
    waiting: list[tuple[Path, frozenset[tuple[int, int]]]] = [(top, frozenset())]
    while waiting:
        place, above = waiting.pop()
        try:
            if not place.is_dir():
                yield Chosen(place, name(place))
                continue
            status = place.stat()
            own = (status.st_dev, status.st_ino)
            if own in above or (place != top and place.is_symlink() and not options.follow_links):
                continue
            with os.scandir(place) as entries:
                inside = [(place / entry.name, is_folder(entry)) for entry in entries if not is_unfinished(entry.name)]
        except OSError as error:
            yield name(place), UnreadableFile(reason(error))
            continue
        chosen = [
            entry
            for entry, folder in inside
            if wanted(entry.relative_to(top).as_posix(), options, folder or kind_of(entry.name).container)
        ]
        waiting += [(entry, above | {own}) for entry in sorted(chosen, key=lambda entry: entry.name, reverse=True)]
