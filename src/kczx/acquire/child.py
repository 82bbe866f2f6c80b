"""Readers whose library can hang, crash or take all memory run in a process of their own, which costs one file at most."""

from __future__ import annotations

import atexit
import io
import os
import signal
import sys
from collections.abc import Callable, Iterator
from typing import Any

from kczx.acquire import alive
from kczx.acquire.inputs import Found, Input
from kczx.acquire.kinds import Kind
from kczx.errors import InputError, TooLarge, UnreadableFile
from kczx.process import Ended, Process, receive, send, streams

MEMORY = 1024 * 1024 * 1024
"""Bytes of address space of the process."""
Reader = Callable[[Input, Kind], Iterator[Found | Input]]


class Child(Process):
    """A process that reads one file after the other."""

    def __init__(self) -> None:
        super().__init__("kczx.acquire.child:serve")

    def ask(self, job: object) -> Iterator[Any]:
        """Yield what the process answers to a job; raises UnreadableFile where it ends before it is done."""
        try:
            self.send(job)
            while (answer := self.receive()) is not None:
                yield answer
        except Ended as error:
            raise _ended(error) from error


_idle: list[Child] = []


@atexit.register
def close_all() -> None:
    """End the processes that wait for work."""
    while _idle:
        child = _idle.pop()
        if child.owner == os.getpid():  # not in a fork
            child.close()


def apart(reader: str) -> Reader:
    """The reader of a name (`module:function`), to be run in a process of its own."""

    def read(source: Input, kind: Kind) -> Iterator[Found | Input]:
        file = _file(source) if kind.container else None
        data = None if file else source.take()
        fields = (source.path, source.name, source.options, source.charset, source.media_type, source.only)
        child = _child()
        done, error = False, None
        try:
            for answer in child.ask((reader, kind, fields, file, data, alive.allowed(len(data or b"")))):
                if isinstance(answer, InputError):
                    error = answer
                elif isinstance(answer, _Member):
                    yield source.member(
                        answer.name, io.BytesIO(answer.data), charset=answer.charset, published=answer.published
                    )
                else:
                    yield answer
            done = True
        finally:
            if done:
                _idle.append(child)
            else:
                child.close()
        if error is not None:
            raise error

    return read


def _child() -> Child:
    while _idle:
        child = _idle.pop()
        if child.owner == os.getpid():
            if child.process.poll() is None:
                return child
            child.close()
    return Child()


def _file(source: Input) -> str | None:
    """The path of an input that is a file of its own, so that it can be of any size."""
    name = getattr(source.stream, "name", None)
    return None if source.depth or not isinstance(name, str) else os.path.abspath(name)  # noqa: PTH100


class _Member:
    """A document within a document, such as what is attached to a mail."""

    def __init__(self, found: Input) -> None:
        self.name, self.data = found.name, found.stream.read()
        self.charset, self.published = found.charset, found.published


def serve() -> None:
    """What the process does: read jobs from stdin and answer on stdout until stdin ends."""
    source, sink = streams()
    _limit_memory()
    while True:
        try:
            job = receive(source)
        except EOFError:
            return
        for answer in _answers(*job):
            send(sink, answer)
        send(sink, None)


def _answers(
    reader: str, kind: Kind, fields: tuple[Any, ...], file: str | None, data: bytes | None, seconds: float
) -> Iterator[Any]:
    """What a reader yields, and the error with which it ends."""
    from kczx.acquire.files import reader_at, small_enough

    path, name, options, charset, media_type, only = fields
    alive.begin(seconds)
    try:
        with io.BytesIO(data) if data is not None else open(file or "", "rb") as stream:  # noqa: PTH123
            source = Input(path, name, stream, options, charset=charset, media_type=media_type, only=only)
            for found in reader_at(reader)(source, kind):
                alive.alive()
                yield _Member(found) if isinstance(found, Input) else small_enough(found, options)
    except MemoryError:
        yield TooLarge(f"reading it takes more than {MEMORY // 1024**2} MB of memory")
    except InputError as error:
        yield error
    except Exception as error:  # a library's own
        yield UnreadableFile(f"not what its format allows ({type(error).__name__}: {error})".replace(": )", ")"))
    finally:
        alive.end()


def _limit_memory() -> None:
    """Give this process its share of memory, and no file of it on the disk where it crashes."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _ended(error: Ended) -> UnreadableFile:
    if error.status and -error.status in (getattr(signal, "SIGPROF", 0), getattr(signal, "SIGALRM", 0)):
        return UnreadableFile("reading it takes too long; it was given up")
    return UnreadableFile(f"reading it takes too much memory, or its library failed ({error})")
