"""Work spread over processes: what hangs or ends its process costs itself alone, and results come in the order of the work.

Each process is served by a thread, which takes the next items, sends them and waits for what comes back.  An item whose
process ends is tried once more in a new one, since the system ends processes for want of memory, too, which need not be that
item's fault; one that takes too long is not.  How much is in hand is bounded, so that memory stays flat however much there is.

Why no library: `concurrent.futures` and loky (3.7: of 40 jobs one of which ends its process, 34 are lost) break the whole pool
with one process, and know no time limit for a job that runs; pebble does both, but is LGPL, which a package under MIT may not
require; `multiprocessing` wants its caller's main module to be importable, which a notebook or a `python -c` is not.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Condition, Lock, Thread
from types import TracebackType
from typing import Any

from kczx.errors import Crashed, InputError, KczxError, TooSlow
from kczx.process import Ended, Process

ITEMS, SIZE = 32, 32 * 1024
"""Items that are sent to a process at once, and their size beyond which no further one is added."""
AHEAD = 1024
"""Items that may be in hand: at work, or done and waiting for an earlier one."""
WAITING = 64 * 1024 * 1024
"""Bytes of results that wait for an earlier one, beyond which nothing new is begun."""
GLANCE = 0.2
"""Seconds from one look at what takes too long to the next."""
STARTS = 3
"""Times that a process may end before it is ready."""
TRIES = 2
"""Times that an item may end its process."""


@dataclass(slots=True)
class Item:
    """One thing to do: what a process is told, about how large that is; `known` are the results where they are there already.

    With `alone` nothing is sent with it, since what follows may be long in coming.  `name` and `key` are for whoever asks
    which item a result is of.
    """

    name: str
    job: Any = None
    size: int = 0
    key: bytes = b""
    known: list[Any] | None = None
    alone: bool = False


@dataclass(slots=True)
class Seat:
    """A process's place: the process that has it now, when its item takes too long, and how often it gave an answer."""

    process: Process | None = None
    deadline: float | None = None
    answers: int = 0
    given_up: int | None = None  # the count of answers at which it was ended for taking too long


@dataclass(slots=True)
class Workers:
    """Processes that do items.  To be used in a `with`, whose end is theirs.

    `function` (`module:name`) is called in each process once with `setting`, and what it returns with each item's job, of which
    it yields the results as bytes.  `lost` makes a result of an item, the name of the error for which it has no other, and what
    that says; `keep` is told of each item's results as soon as they are there, in a thread.  `limit` is in seconds for each
    result.
    """

    items: Iterator[Item]
    function: str
    setting: object
    lost: Callable[[Item, str, str], bytes]
    keep: Callable[[Item, list[bytes]], None]
    processes: int = 1
    limit: float | None = None
    _done: SimpleQueue[Any] = field(default_factory=SimpleQueue)
    _door: Lock = field(default_factory=Lock)
    _room: Condition = field(default_factory=Condition)
    _number: int = 0
    _in_hand: int = 0
    _waiting: int = 0
    _over: bool = False
    _seats: list[Seat] = field(default_factory=list)
    _threads: list[Thread] = field(default_factory=list)
    _looked: float = 0.0

    def __enter__(self) -> Workers:
        for _ in range(max(1, self.processes)):
            seat = Seat()
            self._seats.append(seat)
            self._threads.append(Thread(target=self._serve, args=(seat,), daemon=True))
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End all processes; the threads end with them, but for one that waits for the next item of a slow pipe."""
        with self._room:
            self._over = True
            self._room.notify_all()
        for seat in self._seats:
            if (process := seat.process) is not None:
                process.kill()
        for thread in self._threads:
            thread.join(GLANCE if self._door.locked() else None)

    def results(self, ordered: bool = True) -> Iterator[tuple[Item, list[Any]]]:
        """Yield each item with its results, in the order of the items or as they are done.  Raises what ended the work."""
        early: dict[int, tuple[Item, list[Any]]] = {}
        following, left = 0, len(self._threads)
        while left:
            got = self._next()
            if got is None:
                left -= 1
            elif isinstance(got, BaseException):
                raise got
            else:
                number, item, results = got
                early[number if ordered else following] = item, results
            while following in early:
                item, results = early.pop(following)
                following += 1
                with self._room:
                    self._in_hand -= 1
                    self._waiting -= 0 if item.known else sum(map(len, results))
                    self._room.notify_all()
                yield item, results

    def _next(self) -> Any:
        """What a thread has to tell: an item's results, an error, None for its end."""
        while True:
            now = time.monotonic()
            if self.limit is not None and now - self._looked > GLANCE:
                self._looked = now
                for seat in self._seats:
                    process, deadline = seat.process, seat.deadline
                    if process is not None and deadline is not None and deadline < now:
                        seat.given_up = seat.answers
                        process.kill()
            with suppress(Empty):
                return self._done.get(timeout=GLANCE)

    def _serve(self, seat: Seat) -> None:
        """What a thread does."""
        stdin = (
            sys.stdin
        )  # held, since a thread that waits for it may outlive all else, and must not have it closed beneath it
        try:
            while batch := self._batch():
                self._do(seat, batch)
        except BaseException as error:
            self._done.put(error)
        finally:
            self._leave(seat)
            self._done.put(None)
            del stdin

    def _batch(self) -> list[tuple[int, Item]]:
        """The next items to do; none where there are no more."""
        batch: list[tuple[int, Item]] = []
        size = 0
        with self._door:
            while len(batch) < ITEMS and size < SIZE and self._may_begin(wait=not batch):
                item = next(self.items, None)
                if item is None:
                    break
                number = self._number
                self._number += 1
                with self._room:
                    self._in_hand += 1
                if item.known is None:
                    batch.append((number, item))
                    size += item.size
                else:
                    self._done.put((number, item, item.known))
                if item.alone:
                    break
        return batch

    def _may_begin(self, wait: bool) -> bool:
        def free() -> bool:
            return self._over or (self._in_hand < AHEAD and self._waiting < WAITING)

        with self._room:
            if wait:
                self._room.wait_for(free)
            return free() and not self._over

    def _do(self, seat: Seat, batch: list[tuple[int, Item]]) -> None:
        """Have a process do items, and others in its place where it ends."""
        left, tries = deque(batch), 0
        while left:
            results: list[bytes] = []
            try:
                process = seat.process or self._start(seat)
                process.send([item.job for _, item in left])
                while left:
                    results = []
                    while (answer := self._answer(seat, process)) is not None:
                        results.append(answer if isinstance(answer, bytes) else self.lost(left[0][1], *answer))
                    self._deliver(*left.popleft(), results)
                    tries = 0
            except Ended as ended:
                self._leave(seat)
                if self._over:
                    return
                tries += 1
                number, item = left[0]
                if seat.given_up == seat.answers:
                    error: InputError = TooSlow(f"it takes more than {self.limit:g} seconds (--timeout)")
                elif tries == TRIES:
                    error = Crashed(f"reading it ended the process that did so ({ended}), {TRIES} times")
                else:
                    continue
                left.popleft()
                self._deliver(number, item, [*results, self.lost(item, type(error).__name__, str(error))])
                tries = 0

    def _answer(self, seat: Seat, process: Process) -> bytes | tuple[str, str] | None:
        """The next result of the item that a process is at, or what went wrong; None behind the last.  Raises what ends it all."""
        seat.deadline = None if self.limit is None else time.monotonic() + self.limit
        answer: bytes | tuple[str, str] | BaseException | None = process.receive()
        seat.deadline = None
        seat.answers += 1
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _deliver(self, number: int, item: Item, results: list[bytes]) -> None:
        self.keep(item, results)
        with self._room:
            self._waiting += sum(map(len, results))
        self._done.put((number, item, results))

    def _start(self, seat: Seat) -> Process:
        """A process in this seat that is ready to work."""
        for left in reversed(range(STARTS)):
            process = seat.process = Process("kczx.worker:serve")
            if self._over:  # it came too late to be ended with the others
                process.kill()
            try:
                process.send((self.function, self.setting, self.limit))
                answer = process.receive()
            except Ended as ended:
                self._leave(seat)
                if self._over:
                    raise
                if not left:
                    raise KczxError(f"no process to read documents in can be started ({ended})") from ended
                continue
            if isinstance(answer, BaseException):
                raise answer
            return process
        raise AssertionError

    def _leave(self, seat: Seat) -> None:
        process, seat.process, seat.deadline = seat.process, None, None
        if process is not None:
            process.close()
