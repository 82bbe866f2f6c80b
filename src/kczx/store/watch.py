"""Folders whose files go into a store as they come, and saved questions that are asked again as they do.

What is read is decided by looking through the folders: at the start, which catches what came meanwhile, then every some seconds and
whenever the system says that something has changed there.  A file is read once its size and its time stand still.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kczx.acquire.select import Chosen, select
from kczx.errors import OptionError
from kczx.records import Failure
from kczx.store import base, saved
from kczx.store.add import Added, Run, add
from kczx.store.documents import opened
from kczx.store.files import Input
from kczx.store.hits import Told
from kczx.store.search import Listing

UNFINISHED = (".part", ".tmp", ".crdownload", ".download", ".partial")
"""How names end that programs give to files which they are still writing."""
TICK = 250
"""Milliseconds after which the system's news are asked for again."""
State = tuple[int, int]
"""A file's size and time."""
Push = Callable[[list[Told]], bool]
"""What takes new answers; False leaves them new."""


@dataclass(slots=True)
class Watched:
    """Folders that are watched.  `settle` are the seconds that a file must stand still; `left_out` are paths that are not read."""

    store: str | None
    folders: list[str]
    run: Run
    settle: float = 2.0
    left_out: frozenset[str] = frozenset()
    waiting: dict[str, tuple[State, float]] = field(default_factory=dict)
    known: dict[str, State] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)

    def look(self) -> Added | None:
        """Put into the store what stands still and is new or changed; None where there is nothing of the kind."""
        now = time.monotonic()
        there: dict[str, Input] = {}
        refused: dict[str, Failure] = {}
        for chosen in select(self.folders, self.run.setting.options):
            if not isinstance(chosen, Chosen):
                path, why = chosen
                refused[path] = Failure(path=path, error=type(why).__name__, message=str(why))
            elif not chosen.path.lower().endswith(UNFINISHED):
                input = Input.of(chosen)
                if input.there and input.place not in self.left_out:
                    there[input.place] = input
        ready = [input for place, input in there.items() if self._stands(place, (input.size, input.modified), now)]
        failed = [failure for path, failure in refused.items() if path not in self.refused]
        self.refused = set(refused)
        for failure in failed:  # told once, not at each look
            self.run.told(failure)
        gone = self.known.keys() - there.keys()
        first = not self.known
        for place in gone:
            del self.known[place]
        self.waiting = {place: since for place, since in self.waiting.items() if place in there}
        if not ready and not (self.run.prune and (gone or first)):
            return Added(failed=len(failed)) if failed else None
        done = add(self.store, [input.asked for input in ready], self.run)
        for input in ready:
            self.known[input.place] = (input.size, input.modified)
            del self.waiting[input.place]
        done.failed += len(failed)
        return done

    def _stands(self, place: str, state: State, now: float) -> bool:
        if self.known.get(place) == state:
            return False
        before, since = self.waiting.get(place, (None, now))
        if before != state:
            since = now
            self.waiting[place] = (state, now)
        return now - since >= self.settle

    @property
    def patience(self) -> float | None:
        """Seconds after which a file may stand still that does not do so yet; None where there is no such file."""
        if not self.waiting:
            return None
        return max(0.01, min(since for _, since in self.waiting.values()) + self.settle - time.monotonic())


def watch(
    watched: Watched, names: list[str], push: Push, poll: float, once: bool, kept: saved.Kept | None = None
) -> Iterator[Added]:
    """Yield what each look at the folders has done; in between new answers to the saved questions (all, if none is named) are
    pushed.

    With `once` it ends when all that is there has been given the time to stand still.  Raises OptionError where a folder is none,
    or a question.
    """
    for folder in watched.folders:
        if not Path(folder).is_dir():
            raise OptionError(f"{folder}: is no folder")
    base.open(watched.store, write=True).close()
    for name in names:
        saved.question(watched.store, name)
    kept = kept or saved.Kept(watched.store)
    wake = None if once else _waker(watched.folders, poll)
    while True:
        if (done := watched.look()) is not None:
            yield done
        tell(watched.store, names, push, kept)
        if watched.patience is not None:
            time.sleep(watched.patience)
            if once:
                if (done := watched.look()) is not None:
                    yield done
                tell(watched.store, names, push, kept)
                return
        elif once:
            return
        else:
            assert wake is not None
            wake()


def tell(store: str | None, names: list[str], push: Push, kept: saved.Kept | None = None) -> None:
    """Push the answers that are new since they were last pushed."""
    found: list[Told] = []
    with opened(store) as database:
        last = saved.last(database)
        questions = (kept or saved.Kept(store))()
        asked = {name: questions[name] for name in names or questions if name in questions}
        for name, question in asked.items():
            if (after := saved.seen(database, saved.pushed(name))) < last:
                found += question.answers(database, name, Listing("day", after=after))
    if push(found) and last:
        for name in asked:
            saved.told(store, saved.pushed(name), last)


def answers(store: str | None, names: list[str], most: int, kept: saved.Kept | None = None) -> list[Told]:
    """All answers to the saved questions, the latest first, no more than so many: the same for the same documents."""
    with opened(store) as database:
        questions = (kept or saved.Kept(store))()
        found = [
            told
            for name in names or sorted(questions)
            if name in questions
            for told in questions[name].answers(database, name, Listing("day"))
        ]
    found.sort(key=lambda told: (told[1].updated, told[1].day or "", told[1].id, told[0]), reverse=True)
    return found[:most]


def _waker(folders: list[str], poll: float) -> Callable[[], None]:
    """What returns once something in the folders has changed, as far as the system tells, at the latest after `poll` seconds."""
    try:
        import watchfiles
    except ImportError:
        return lambda: time.sleep(poll)
    changes = watchfiles.watch(
        *folders, watch_filter=None, rust_timeout=TICK, yield_on_timeout=True, debounce=400, step=100
    )
    next(changes)  # from here on, before the folders are first looked through, nothing is overlooked

    def wake() -> None:
        until = time.monotonic() + poll
        while not next(changes) and time.monotonic() < until:
            pass

    return wake
