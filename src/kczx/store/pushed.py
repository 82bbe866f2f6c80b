"""Where new answers go: to stdout as JSON Lines, into a feed, to a command."""

from __future__ import annotations

import shlex
import subprocess
import sys
from dataclasses import dataclass
from os.path import realpath
from pathlib import Path

from kczx.errors import OptionError
from kczx.own import is_own_feed
from kczx.store import base, saved
from kczx.store.hits import Told, atom, json_lines
from kczx.store.watch import answers
from kczx.write import terminal

MOST = 500
"""Entries of a feed."""


def checked(feed: str, store: str | None) -> str:
    """The place of a feed; raises OptionError where something else would be lost: only an earlier feed is written onto."""
    place = Path(realpath(feed))
    at = base.place(store)
    own = [at, *(at.with_name(at.name + more) for more in ("-wal", "-shm", "-journal")), saved.beside(store)]
    if place in [Path(realpath(one)) for one in own]:
        raise OptionError(f"--feed: {feed}: is of the store itself; write elsewhere")
    if place.is_file():
        try:
            with place.open("rb") as file:
                head = file.read(200)
        except OSError as error:
            raise OptionError(f"--feed: {feed}: {error.strerror}") from error
        if head and not is_own_feed(head):
            raise OptionError(f"--feed: {feed}: is there, and is no feed of kczx; write elsewhere, or remove it")
    return feed


@dataclass(slots=True)
class Pushed:
    """Called with new answers.  The feed holds the latest answers to all the questions, whether they are new or not."""

    store: str | None
    names: list[str]
    feed: str | None = None
    command: str | None = None
    failed: bool = False
    kept: saved.Kept | None = None

    def __call__(self, found: list[Told]) -> bool:
        """Whether the answers were taken; those that were not are new again the next time."""
        lines = b"".join(json_lines(found))
        if self.feed is not None:
            self._feed()
        if found and self.command is not None and not self._run(lines):
            self.failed = True
            return False
        if found:
            with terminal.output(None) as sink:
                sink.write(lines)
            sys.stdout.flush()
        return True

    def _feed(self) -> None:
        pieces = b"".join(atom(answers(self.store, self.names, MOST, self.kept), ", ".join(self.names) or "kczx"))
        place = Path(self.feed or "")
        if not place.is_file() or place.read_bytes() != pieces:  # what has not changed wakes nobody
            with terminal.output(self.feed) as sink:
                sink.write(pieces)

    def _run(self, lines: bytes) -> bool:
        command = shlex.split(self.command or "")
        try:
            done = subprocess.run(command, input=lines, check=False, stdout=2)
        except OSError as error:
            terminal.complain(f"--run: {error.filename or command[0]}: {error.strerror}")
            return False
        if done.returncode:
            terminal.complain(f"--run: {command[0]}: exit status {done.returncode}; what it was told is told again")
        return not done.returncode
