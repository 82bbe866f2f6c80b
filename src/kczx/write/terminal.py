"""Where output goes: bytes to stdout or to a file, Rich only where a person looks, progress on stderr."""

from __future__ import annotations

import codecs
import errno
import io
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast

from kczx.errors import OptionError
from kczx.own import UNFINISHED
from kczx.write.visible import visible, visible_json, visible_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.progress import Progress

    from kczx.records import Document, Failure

WIDEST = 100
"""Columns of a summary at most, however wide the terminal is; lines longer than that are hard to follow."""
PATIENCE = 0.7
"""Seconds after which a run shows its progress; Rich is not loaded for a shorter one."""


def complain(message: str) -> None:
    """One line on stderr."""
    with suppress(OSError, AttributeError):  # stderr may be closed, or absent
        sys.stderr.write(f"kczx: {visible_line(message)}\n")
        sys.stderr.flush()


def fail(failure: Failure) -> None:
    """On stderr what could not be read, and why."""
    complain(f"{failure.path}: {failure.message}")


def describe(document: Document) -> None:
    """On stderr what a document held, and what the reader should know of it."""
    kinds = ("articles", "people", "organizations", "places", "dates", "figures", "events")
    held = ", ".join(f"{len(getattr(document, kind))} {kind}" for kind in kinds)
    complain(f"{document.path}: {document.encoding}, {document.script}, {held}")
    for notice in document.notices:
        complain(f"{document.path}: {notice.code}: {notice.message}")


@contextmanager
def output(path: str | None) -> Iterator[BinaryIO]:
    """What bytes are written to: stdout, or a file that appears under its name once it is complete.

    Raises OptionError where there can be no such file.
    """
    if path is None or path == "-":
        guarded = sys.stdout.isatty()
        yield cast(BinaryIO, _Guard(sys.stdout.buffer)) if guarded else sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    place = Path(os.path.realpath(path))  # a link stays, and what it leads to is written
    if place.is_dir():
        raise OptionError(f"{path}: is a folder")
    if place.is_symlink():
        raise OptionError(f"{path}: a link that leads in a circle")
    if place.exists() and not place.is_file():  # a device or a named pipe cannot be replaced
        with place.open("wb") as device:
            yield device
        return
    if place.exists() and not os.access(place, os.W_OK):
        raise OptionError(f"{path}: {os.strerror(errno.EACCES)}")
    try:
        sweep(place)
        handle, name = tempfile.mkstemp(f".{os.getpid()}{UNFINISHED}", f".{place.name[:40]}.", place.parent)
    except OSError as error:
        raise OptionError(f"{path}: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).chmod(_mode(place))
        Path(name).replace(place)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class _Guard:
    """A terminal that JSON and texts are written to: what it would obey, or not show, arrives as JSON writes it."""

    def __init__(self, sink: BinaryIO) -> None:
        self.sink, self.decoder = sink, codecs.getincrementaldecoder("utf-8")("backslashreplace")

    def write(self, data: bytes) -> int:
        text = self.decoder.decode(data).replace("\r\n", "\n")  # as CSV ends its lines
        self.sink.write(visible_json(text).encode("utf-8", "backslashreplace"))
        return len(data)


def _mode(place: Path) -> int:
    """The mode of the file that is replaced, else that of a new one."""
    if place.exists():
        return stat.S_IMODE(place.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def sweep(place: Path) -> None:
    """Remove what runs left that were killed while they wrote to the same place."""
    with os.scandir(place.parent) as entries:
        left = [e.name for e in entries if e.name.startswith(f".{place.name[:40]}.") and e.name.endswith(UNFINISHED)]
    for name in left:
        number = name.removesuffix(UNFINISHED).rpartition(".")[2]
        if number.isdigit() and not _runs(int(number)):
            unfinished = place.parent / name
            if unfinished.is_dir():
                shutil.rmtree(unfinished, ignore_errors=True)
            else:
                unfinished.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    if sys.platform == "win32":  # where asking would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):  # another user's, or nothing that can be asked for
        return True
    return True


def write(pieces: Iterable[bytes], sink: BinaryIO) -> None:
    """Write pieces as they come.  The first waits for the second, so that a run that cannot begin writes nothing."""
    held = b""
    for number, piece in enumerate(pieces):
        if number == 0:
            held = piece
            continue
        sink.write(held + piece if held else piece)
        held = b""
    sink.write(held)


def look(
    path: str | None,
    render: Callable[[Console], Iterable[RenderableType]],
    colour: Literal["always", "auto", "never"] = "auto",
) -> None:
    """Print for a person: with colours in a terminal, as plain UTF-8 text of 80 columns anywhere else.

    `always` and, where nothing is said, the variable FORCE_COLOR ask for colours in a pipe, too; `never` and NO_COLOR for none.
    """
    from rich.console import Console
    from rich.text import Text

    asked = colour == "always" or (colour == "auto" and bool(os.environ.get("FORCE_COLOR")))
    options: dict[str, Any] = {"markup": False, "emoji": False, "highlight": False}
    options |= {"no_color": True} if colour == "never" else {"no_color": False} if colour == "always" else {}
    if path is None and sys.stdout.isatty():
        with suppress(AttributeError):
            sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        console = Console(soft_wrap=False, **options)
        if console.width > WIDEST:
            console = Console(width=WIDEST, **options)
        for part in render(console):
            console.print(guarded(part))
        return
    text = io.StringIO()
    if asked:
        console = Console(file=text, width=80, force_terminal=True, color_system="standard", **options)
    else:
        console = Console(file=text, width=80, color_system=None, force_terminal=False, **options)
    for part in render(console):
        console.print(guarded(part), soft_wrap=isinstance(part, Text))
    lines = (line.rstrip() for line in text.getvalue().splitlines())
    with output(path) as sink:
        sink.write("".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace"))


def guarded(part: RenderableType) -> RenderableType:
    """What is to be printed, with nothing in it that a terminal obeys but its colours."""
    from rich.console import ConsoleOptions
    from rich.segment import Segment

    class Guarded:
        def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Segment]:
            for segment in console.render(part, options):
                yield segment if segment.control else Segment(visible(segment.text), segment.style)

    return Guarded()


@contextmanager
def progress(wanted: bool, offsets: Callable[[], tuple[dict[str, int], int]]) -> Iterator[Callable[[str], None]]:
    """What to call with the path of each input when it begins: shows on stderr what is read, the share of the bytes that is
    done and the time that is left, if that takes long.  `offsets` is asked once for where each file begins and for the end."""
    if not (wanted and sys.stderr is not None and sys.stderr.isatty()):
        yield lambda path: None
        return
    begun, count, bar = time.monotonic(), 0, None
    begins: dict[str, int] = {}

    def show(path: str) -> None:
        nonlocal count, bar, begins
        count += 1
        if bar is None:
            if time.monotonic() - begun < PATIENCE:
                return
            begins, total = offsets()
            bar = _bar()
            bar.start()
            bar.add_task("", total=total or None)
        file = path
        while file not in begins and "!" in file:  # a member of an archive
            file = file.rpartition("!")[0]
        told = f"{count:,}  {visible_line(path)}"
        bar.update(bar.task_ids[0], completed=begins.get(file), description=told)

    try:
        yield show
    finally:
        if bar is not None:
            bar.stop()


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.table import Column

    told = TextColumn(
        "{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis", ratio=1)
    )
    console = Console(stderr=True, markup=False, emoji=False, highlight=False, no_color=True)
    columns = (BarColumn(24), TaskProgressColumn(), TimeRemainingColumn(), told)
    return Progress(*columns, console=console, transient=True, expand=True)
