"""A process of its own for what may hang, crash or take all memory: jobs go in by its stdin, answers come back by its stdout."""

from __future__ import annotations

import json
import os
import pickle
import signal
import struct
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

BOOT = (
    "import json, sys; from importlib import import_module; sys.path[:] = json.loads(sys.argv[1]); "
    "module, _, name = sys.argv[2].partition(':'); getattr(import_module(module), name)()"
)
SIZE = struct.Struct(">Q")


class Ended(Exception):  # noqa: N818 (it is what happened to a process, whoever is to blame)
    """The process is no more; `status` is that with which it ended."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status

    def __str__(self) -> str:
        """How it ended: the name of the signal, or its exit status."""
        try:
            return signal.Signals(-self.status).name
        except ValueError:
            return f"status {self.status}"


class Process:
    """A process that runs a function (`module:name`), which begins with `streams`."""

    def __init__(self, function: str) -> None:
        own = str(Path(__file__).parents[1])
        paths = [path for path in sys.path if path and path != own]
        self.owner = os.getpid()
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-c", BOOT, json.dumps([own, *paths]), function],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def send(self, item: object) -> None:
        """Give it something; raises Ended where it is no more."""
        assert self.process.stdin is not None
        try:
            send(self.process.stdin, item)
        except OSError as error:
            raise Ended(self.process.wait()) from error

    def receive(self) -> Any:
        """The next thing that it gives; raises Ended where it ends before that."""
        assert self.process.stdout is not None
        try:
            return receive(self.process.stdout)
        except (OSError, EOFError) as error:
            raise Ended(self.process.wait()) from error

    def kill(self) -> None:
        """End it; who waits for its answer learns of it."""
        self.process.kill()

    def close(self) -> None:
        """End it, and let go of what belongs to it."""
        self.process.kill()
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:  # what was still to be written has nobody to read it
                    continue
        self.process.wait()


def streams() -> tuple[IO[bytes], IO[bytes]]:
    """In the process: where its jobs come from and where its answers go, which nothing else reads or prints to any more."""
    source, sink = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not print here
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's matter; this one ends with its pipe
    return source, sink


def send(sink: IO[bytes], item: object) -> None:
    """Write an item for `receive` to read."""
    data = pickle.dumps(item, pickle.HIGHEST_PROTOCOL)
    sink.write(SIZE.pack(len(data)))
    sink.write(data)
    sink.flush()


def receive(source: IO[bytes]) -> Any:
    """The next item; raises EOFError where there is none or only a part of it."""
    head = source.read(SIZE.size)
    if len(head) < SIZE.size:
        raise EOFError
    (size,) = SIZE.unpack(head)
    data = source.read(size)
    if len(data) < size:
        raise EOFError
    return pickle.loads(data)
