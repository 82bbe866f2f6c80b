"""What a process of `kczx.workers` does: items come in, their results go out."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

from kczx.errors import KczxError
from kczx.process import receive, send, streams


def serve() -> None:
    """What a process does: items from stdin, their results to stdout, until stdin ends."""
    source, sink = streams()
    _be_the_first_to_go()
    function, setting, limit = receive(source)
    try:
        work = named(function)(setting)
    except KczxError as error:
        send(sink, error)
        return
    send(sink, None)
    with suppress(EOFError):
        while True:
            for job in receive(source):
                _wind(limit)
                try:
                    for result in work(job):
                        send(sink, result)
                except KczxError as error:
                    send(sink, error)
                    return
                except Exception as error:  # it costs this item alone
                    send(sink, (type(error).__name__, f"internal error: {error}"))
                send(sink, None)
            _wind(None)


def named(function: str) -> Callable[[Any], Callable[[Any], Iterator[bytes]]]:
    """The function of a name, `module:name`."""
    module, _, name = function.partition(":")
    found: Callable[[Any], Callable[[Any], Iterator[bytes]]] = getattr(import_module(module), name)
    return found


def _wind(limit: float | None) -> None:
    """Let this process end by itself where it hangs and nobody is left to end it."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0 if limit is None else 2 * limit + 60)


def _be_the_first_to_go() -> None:
    """Where memory runs out, let the system end this process and not its parent; where it crashes, leave no file of it."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    with suppress(OSError), Path("/proc/self/oom_score_adj").open("r+") as score:
        now = int(score.read())
        score.seek(0)
        score.write(str(min(1000, now + 300)))
