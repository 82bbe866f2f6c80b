"""How long a reader may take from one step to the next: its process ends itself where that is exceeded."""

from __future__ import annotations

import signal
import time

from kczx.errors import TooLarge

STEP, STEP_PER_MEGABYTE = 10.0, 2.0
"""Seconds of processor time for one step, such as a page, and what a large file gets besides.  A hundred pages take about one
second, and so does a megabyte of rich text."""
WHOLE = 600
"""Seconds of processor time for a whole file."""
SLOW = 10
"""Times as long by the clock, for a machine that does much else."""
_begun: float | None = None
_step = STEP


def allowed(size: int) -> float:
    """Seconds for a step of reading a file of `size` bytes."""
    return min(STEP + STEP_PER_MEGABYTE * size / 1_000_000, WHOLE)


def begin(seconds: float) -> None:
    """From here on this process reads a file; a step that takes longer ends it with SIGPROF or SIGALRM."""
    global _begun, _step
    _begun, _step = time.process_time(), seconds
    _wind(_step)


def alive() -> None:
    """A step is done.  Raises TooLarge where the whole takes too long; does nothing in a process that only reads."""
    if _begun is None:
        return
    if time.process_time() - _begun > WHOLE:
        raise TooLarge(f"reading it takes more than {WHOLE} seconds")
    _wind(_step)


def end() -> None:
    """The file is read."""
    global _begun
    _begun = None
    _wind(0)


def _wind(seconds: float) -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, seconds)
        signal.setitimer(signal.ITIMER_REAL, seconds * SLOW)
