"""Files → sources: each is read by the reader of its kind; what holds documents, such as an archive, is opened."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import cast

from kczx.acquire.inputs import Budget, Exhausted, Found, Held, Input
from kczx.acquire.kinds import Kind, kind_of
from kczx.acquire.options import Options
from kczx.acquire.select import Chosen, reason, select
from kczx.errors import InputError, KczxError, TooLarge, UnreadableFile, UnsupportedType
from kczx.flow import Source

Reader = Callable[[Input, Kind], Iterator[Found | Input]]
"""Yields documents, what cannot be read, and inputs to be read in their turn: an archive's members, a mail's attachments."""
Unit = Found | Chosen | Held
"""What a process can be given to do: a file or a member to be read, a row that is read already; or what cannot be read."""
READERS = {
    "text": "text:read_text", "markdown": "markdown:read_markdown", "html": "html:read_html", "mail": "mail:read_mail",
    "pdf": "pdf:read_pdf", "docx": "docx:read_docx", "rtf": "rtf:read_rtf",
    "jsonl": "rows:read_json_lines", "json": "rows:read_json", "csv": "rows:read_csv", "parquet": "rows:read_parquet",
    "zip": "archives:read_zip", "tar": "tar:read_tar", "gzip": "archives:read_packed",
    "bzip2": "archives:read_packed", "xz": "archives:read_packed", "warc": "warc:read_warc",
    "refused": "text:refuse",
}  # fmt: skip
"""Which module's function reads a kind; none is loaded before it is needed."""
APART = frozenset(["pdf", "docx", "rtf", "mail", "parquet"])
"""Kinds whose library some bytes can make hang, crash or take all memory."""


def acquire(paths: Iterable[str], options: Options | None = None) -> Iterator[Found]:
    """Yield the sources that the paths lead to; in place of one that cannot be read, its path and the reason.

    Each path is a file, a folder, a pattern, `archive!member`, or `-` for stdin.
    """
    return cast("Iterator[Found]", _all(paths, options or Options(), False))


def units(paths: Iterable[str], options: Options) -> Iterator[Unit]:
    """The same with files and members that are a document each left unread, for `opened` to read in another process."""
    return _all(paths, options, True)


def units_of(chosen: Chosen, options: Options) -> Iterator[Unit]:
    """The same of a file that was chosen already."""
    return _file(chosen, options, True)


def units_in(source: Input) -> Iterator[Unit]:
    """The same of a stream, whose bytes are taken where it is one document."""
    return _read(source, True)


def opened(unit: Chosen | Held, options: Options) -> Iterator[Found]:
    """Yield what is in a file or a member: most often one document."""
    found = _read(unit.input(options), False) if isinstance(unit, Held) else _file(unit, options, False)
    return cast("Iterator[Found]", found)


def _all(paths: Iterable[str], options: Options, hold: bool) -> Iterator[Unit]:
    for path in paths:
        none = True
        for found in _path(path, options, hold):
            none = False
            yield found
        if none:
            yield (path, UnreadableFile("there is nothing to read in it"))


def _path(path: str, options: Options, hold: bool) -> Iterator[Unit]:
    if path == "-":
        if sys.stdin is None:  # closed by the caller (`<&-`)
            yield "-", UnreadableFile("stdin is closed")
            return
        yield from _read(Input("-", "-", sys.stdin.buffer, options), hold)
        return
    for chosen in select([path], options):
        if isinstance(chosen, Chosen):
            yield from _file(chosen, options, hold)
        else:
            yield chosen


def read(source: Input) -> Iterator[Found]:
    """Yield the documents of a file or a member; what goes wrong is yielded, too, with the path that it concerns."""
    return cast("Iterator[Found]", _read(source, False))


def _read(source: Input, hold: bool) -> Iterator[Unit]:
    try:
        kind = kind_of(source.name, source.head(), source.media_type)
        if hold and not kind.container and kind.reader != "refused":
            yield Held.of(source)
            return
        for found in _reader(kind)(source, kind):
            if isinstance(found, Input):
                yield from _read(found, hold)
            else:
                if isinstance(found, Source) and found.published is None and source.published:
                    found = replace(found, published=source.published)
                yield small_enough(found, source.options)
    except Exhausted as error:
        if source.depth:
            raise  # it is the outermost archive that is left
        yield source.path, error
    except InputError as error:
        yield source.path, error
    except OSError as error:
        yield source.path, UnreadableFile(reason(error))
    except KczxError:
        raise
    except MemoryError:
        yield source.path, TooLarge("there is not memory enough to read it")
    except Exception as error:  # a library's, over bytes that its format does not allow: it costs this input alone
        if os.environ.get("KCZX_DEBUG"):
            raise
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        yield source.path, UnreadableFile(f"not what its format allows ({what})")


def small_enough(found: Found, options: Options) -> Found:
    """The document, or why it is not read where its text is too long."""
    if isinstance(found, Source) and len(found.body or found.text) > options.max_text:
        return found.path, TooLarge(
            f"its text has more than {options.max_text} characters; divide it into documents first"
        )
    return found


def _reader(kind: Kind) -> Reader:
    name = READERS[kind.reader]
    if kind.reader in APART and sys.executable and not os.environ.get("KCZX_DEBUG"):
        from kczx.acquire.child import apart

        return apart(name)
    return reader_at(name)


def reader_at(name: str) -> Reader:
    """The reader of a name, `module:function`."""
    module, _, function = name.partition(":")
    reader: Reader = getattr(import_module(f"kczx.acquire.{module}"), function)
    return reader


def _file(chosen: Chosen, options: Options, hold: bool) -> Iterator[Unit]:
    """A file; one that is written to while it is read is refused, since its text would be of no single state."""
    place = chosen.place
    try:
        if not place.exists():
            raise UnreadableFile("no such file")
        if not place.is_file():
            raise UnsupportedType("neither a file nor a folder")
        with place.open("rb") as stream:
            before = os.fstat(stream.fileno())
            if (before.st_dev, before.st_ino) in options.left_out:
                return
            source = Input(chosen.path, place.name, stream, options, Budget(before.st_size), only=chosen.member)
            whole = not kind_of(place.name, source.head()).container
            if whole and hold:
                yield chosen
                return
            if whole and before.st_size > options.max_bytes:
                raise TooLarge(f"{before.st_size} bytes, the limit is {options.max_bytes} (--max-bytes)")
            found = iter(list(_read(source, False))) if whole else _read(source, hold)
            after = os.fstat(stream.fileno())
            if whole and (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
                raise UnreadableFile("it changed while it was read")
            none = True
            for item in found:
                none = False
                yield item
            if none and chosen.member:
                raise UnreadableFile(f"there is no member {chosen.member}")
    except InputError as error:
        yield chosen.path, error
    except (OSError, ValueError) as error:
        yield chosen.path, UnreadableFile(reason(error))
