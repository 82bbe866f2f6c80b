"""The cluster itself: a scheduler somewhere, or processes of this machine, to which tasks are handed a few at a time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice
from typing import Any

from kczx import __version__
from kczx.bulk import cores
from kczx.errors import KczxError, OptionError
from kczx.temporary import temporary_folder

NAME = "dask"
AT_ONCE = 512
"""Tasks that the scheduler knows of at once."""
TRIES = 3
"""Times that a task is begun anew whose worker ended, beyond those of the scheduler's own."""
PATIENCE = 60.0
"""Seconds within which a scheduler must answer and have a worker."""


def address(on: str) -> str | None:
    """The scheduler's address that `--on` tells; None for a cluster of this machine's.  Raises OptionError for another engine.

    >>> address("dask"), address("dask:tcp://10.0.0.7:8786")
    (None, 'tcp://10.0.0.7:8786')
    """
    name, colon, told = on.partition(":")
    if name != NAME or (colon and not told.strip()):
        raise OptionError(
            f"--on: {on!r} is no engine: there is {NAME}, on this machine, and {NAME}:ADDRESS of a scheduler"
        )
    return told.strip() or None


class Engine:
    """A cluster that does tasks."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def each(
        self, function: Callable[..., None], jobs: Iterable[tuple[Any, ...]], done: Callable[[int], None] | None = None
    ) -> None:
        """Have a function called with each job's arguments; `done` is told the number of each that is done.

        Raises what a task raises, and KczxError where workers end again and again.
        """
        from distributed import KilledWorker, as_completed

        waiting = enumerate(jobs)
        at_work: dict[Any, tuple[int, tuple[Any, ...], int]] = {}

        def begin(number: int, job: tuple[Any, ...], tries: int) -> Any:
            future = self.client.submit(function, *job, pure=False)
            at_work[future.key] = number, job, tries
            return future

        first = [begin(number, job, 0) for number, job in islice(waiting, AT_ONCE)]
        futures = as_completed(first, loop=self.client.loop)
        for future in futures:
            number, job, tries = at_work.pop(future.key)
            error = future.exception()
            if error is None:
                if done is not None:
                    done(number)
                if (following := next(waiting, None)) is not None:
                    futures.add(begin(*following, 0))
            elif isinstance(error, KilledWorker) and tries < TRIES:
                futures.add(begin(number, job, tries + 1))
            elif isinstance(error, KilledWorker):
                raise KczxError(f"workers end again and again ({error.last_worker.address}, at {function.__name__})")
            else:
                raise error


@contextmanager
def engine(address: str | None) -> Iterator[Engine]:
    """The cluster at an address, or one of this machine's with a worker for each core, which ends with it.

    Raises OptionError where there is none, or where its workers have another kczx.
    """
    try:
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise OptionError(f"--on dask: pip install 'kczx[dask]' ({error})") from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what happens is told in kczx's own words
    with ExitStack() as stack:
        if address is None:
            own = stack.enter_context(temporary_folder())
            cluster = LocalCluster(
                n_workers=cores(), threads_per_worker=1, dashboard_address=None, memory_limit=0, local_directory=str(own),
                silence_logs=logging.CRITICAL,
            )  # fmt: skip
            stack.enter_context(cluster)
        try:
            client = stack.enter_context(
                Client(cluster if address is None else address, timeout=PATIENCE, set_as_default=False)
            )
            client.wait_for_workers(1, timeout=PATIENCE)
            versions: dict[str, str] = client.run(_version)
        except ModuleNotFoundError as error:
            raise OptionError(f"dask:{address}: its workers have not what kczx needs ({error})") from error
        except (OSError, TimeoutError) as error:
            raise OptionError(f"dask:{address}: no scheduler with workers answers there ({error})") from error
        for worker, version in sorted(versions.items()):
            if version != __version__:
                raise OptionError(f"{worker}: has kczx {version}, not {__version__}")
        yield Engine(client)


def _version() -> str:
    return __version__
