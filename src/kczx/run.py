"""A run of `extract` or `summary`: what it yields, what is told of it, and what is left where it is ended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from kczx import __version__
from kczx.acquire.options import Options
from kczx.errors import LexiconError, OptionError
from kczx.write import terminal

if TYPE_CHECKING:
    from kczx.bulk import Result
    from kczx.records import Failure
    from kczx.write.selection import Selection


@dataclass(slots=True)
class Run:
    """What is read and how; `failed` grows while results are asked for.  With `back` what a run has written is taken as it is,
    with `sources` records have their sources beside them."""

    paths: list[str]
    options: Options
    base_date: date | None = None
    lexicon: Path | None = None
    output: str | None = None
    jobs: int | None = None
    timeout: float | None = None
    unordered: bool = False
    resume: bool = False
    verbose: bool = False
    back: bool = False
    sources: bool = False
    failed: list[Failure] = field(default_factory=list)

    @property
    def journal(self) -> Path | None:
        """Where the journal lies; none for what goes to a pipe or a device, or comes from stdin and is not there again."""
        from kczx.journal import beside

        if self.output in (None, "-") or "-" in self.paths or self.back:
            return None
        assert self.output is not None
        place = Path(self.output)
        return beside(self.output) if place.is_file() or place.is_dir() or not place.exists() else None

    def results(self, begin: Callable[[str], None]) -> Iterator[Result]:
        """What the run yields; failures are told as they come."""
        from kczx import lexicon
        from kczx.bulk import Plan, many
        from kczx.jobs import EarlierFailure
        from kczx.packed import Packed
        from kczx.records import Failure
        from kczx.work import Setting

        lexicon.overlay(self.lexicon)
        plan = Plan(self.jobs, self.timeout, not self.unordered, self.journal, self.resume, self.back)
        setting = Setting(__version__, self.options, self.base_date, self.lexicon, self.sources)
        for result in many(self.paths, setting, plan, begin):
            if isinstance(result, EarlierFailure):
                pass
            elif isinstance(result, Failure):
                self.failed.append(result)
                terminal.complain(f"{result.path}: {result.message}")
            elif self.verbose:
                terminal.describe(result.document() if isinstance(result, Packed) else result)
            yield result

    def elsewhere(self, on: str, format: str, kept: frozenset[str], selected: Selection, shown: bool) -> None:
        """Have a cluster do the run, and write into the folder or address that is the output."""
        from itertools import accumulate

        from kczx import lexicon
        from kczx.bulk import Plan
        from kczx.cluster.engine import address
        from kczx.cluster.inputs import Partition
        from kczx.cluster.run import Order, extract
        from kczx.work import Setting

        where = address(on)
        if self.output is None or self.output == "-":
            raise OptionError("--on writes a folder: give it by --output")
        lexicon.overlay(self.lexicon)
        setting = Setting(__version__, self.options, self.base_date, self.lexicon)
        plan = Plan(self.jobs or 1, self.timeout)
        order = Order(self.paths, self.output, format, setting, plan, kept, selected, self.resume)
        with ExitStack() as stack:

            def begin(parts: list[Partition]) -> Callable[[int], None]:
                ends = list(accumulate((part.told()["bytes"] for part in parts), initial=0))
                offsets = dict(zip((part.name for part in parts), ends, strict=False)), ends[-1]
                show = stack.enter_context(terminal.progress(shown, lambda: offsets))
                return lambda number: show(parts[number].name)

            self.failed += extract(order, where, begin, terminal.complain)
        for failure in self.failed:
            terminal.complain(f"{failure.path}: {failure.message}")

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Tell how to go on where a run is ended before it is done; once it is done nothing of it is left but its output."""
        if self.resume and (self.output is None or self.output == "-"):
            raise OptionError("--resume goes on with a file: give it by --output")
        journal = self.journal
        if journal is not None and journal.exists() and not self.resume:
            terminal.complain(
                f"{journal}: of a run that was ended; it is begun anew, --resume would have gone on with it"
            )
        try:
            yield
        except BaseException as error:
            if isinstance(error, OSError) and error.filename is None and self.output is not None:
                error.filename = self.output
            if journal is not None and journal.exists() and not isinstance(error, (LexiconError, OptionError)):
                terminal.complain(
                    f"what is done is kept in {journal}; the same command with --resume goes on from there"
                )
            raise
        if journal is not None:
            journal.unlink(missing_ok=True)
