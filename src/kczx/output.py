"""Where a run's output goes: in which format, what of it, and that nothing which is read is written onto."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kczx.acquire.options import Options
from kczx.acquire.select import Chosen, select
from kczx.errors import OptionError
from kczx.own import is_own, is_own_page
from kczx.write import terminal
from kczx.write.formats import ENDINGS, by_ending

if TYPE_CHECKING:
    from kczx.bulk import Result
    from kczx.records import Document, Extraction, Failure
    from kczx.write.selection import Selection

HEAD = 4096
Identity = tuple[int, int]
"""Device and number: what a file is, under whatever name."""


def format_of(output: str | None, formats: Iterable[str] | None = None) -> str | None:
    """The format that the ending of a file's name says, None where it has none; raises OptionError for any other ending.

    It is one of `formats`, where they are told, else any that there is.

    >>> format_of("out.JSONL", ["json", "jsonl"]), format_of("out", ["json"]), format_of(None, ["json"])
    ('jsonl', None, None)
    """
    ending = Path(output or "").suffix.lower()
    if not ending or output is None or _is_device(output):
        return None
    kept = None if formats is None else frozenset(formats)
    found = by_ending(ending) if kept is None or ending in ENDINGS else None
    if found is None or (kept is not None and found not in kept):
        told = [known for known, format in ENDINGS.items() if kept is None or format in kept]
        raise OptionError(f"{output}: no format ends in {ending}; there is {', '.join(told)} (or say --format)")
    return found


def gathered(results: Iterable[Result], selected: Selection) -> Extraction:
    """A run whole, with what is selected of it."""
    from kczx import __version__
    from kczx.bulk import opened
    from kczx.jobs import extraction

    whole = extraction(opened(results), __version__)
    if not selected:
        return whole
    kept = [document for document in map(selected.of, whole.documents) if document is not None]
    return extraction([*kept, *whole.failures], __version__)


def write_records(
    results: Iterable[Result], format: str, kept: frozenset[str], selected: Selection, output: str | None,
    excel: bool, flat: bool, language: str = "en",
) -> None:  # fmt: skip
    """Write a run's documents in a format, with the kinds of records that are kept of what is selected."""
    from kczx import __version__
    from kczx.bulk import opened
    from kczx.link.corpus import Corpus, Years
    from kczx.write import formats
    from kczx.write.only import KINDS, in_corpus, only
    from kczx.write.stream import json_document, json_lines, whole

    def shape(document: Document) -> Document | None:
        chosen = selected.of(document)
        return None if chosen is None else only(chosen, kept)

    failures: list[Failure] = []
    if format not in formats.RUN or excel or flat:
        documents = whole(opened(results), Years(), failures, shape)
        formats.write(format, documents, failures, output, excel, flat, Corpus(), language)
        return
    with terminal.output(output) as sink:
        if format == "jsonl":
            as_it_is = len(kept) == len(KINDS) and not selected
            for line in json_lines(results, failures, None if as_it_is else shape):
                sink.write(line)
                if output in (None, "-"):
                    sys.stdout.flush()  # whoever reads the pipe has each document as it is done
            return
        chosen = Corpus() if selected else None
        pieces = json_document(
            opened(results), Corpus(), failures, __version__, shape, lambda section: in_corpus(section, kept), chosen
        )
        terminal.write(pieces, sink)


def spared(paths: Iterable[str], options: Options, output: str | None, lexicon: Path | None) -> Options:
    """The options with what is written to left out.

    Raises OptionError where the output would be written onto a file that is read: a path, a file of a folder or of a
    pattern, a row of one's own lexicon, under whatever name.  What an earlier run has written there may be replaced.
    """
    paths = list(paths)
    target, stream = _identity(output), _stream(1)
    if target is None and stream is None:
        return options
    named = {identity: path for path in paths if path != "-" and (identity := _identity(path))}
    if "-" in paths and (stdin := _stream(0)):
        named[stdin] = "-"
    for written in filter(None, (target, stream)):
        if written in named:
            raise OptionError(f"{output or named[written]}: it is read, so nothing can be written to it")
    if target and output and not _replaceable(output):
        if any(_identity(table) == target for table in (lexicon.rglob("*") if lexicon else ())):
            raise OptionError(f"{output}: it is a table of the lexicon, so nothing can be written to it")
        for chosen in select([path for path in paths if path != "-"], options):
            if isinstance(chosen, Chosen) and _identity(chosen.place) == target:
                raise OptionError(
                    f"{output}: it is read as {chosen.path}; write elsewhere, or leave it out (--exclude)"
                )
    return replace(options, left_out=options.left_out | frozenset(filter(None, (target, stream))))


def _replaceable(output: str) -> bool:
    """Whether nothing is lost where a file is replaced: it is empty, or an earlier run has written it."""
    try:
        with Path(output).open("rb") as file:
            head = file.read(HEAD)
    except OSError:
        return False
    return not head.strip() or is_own(head) or is_own_page(head)


def _identity(path: str | Path | None) -> Identity | None:
    """Which file a path leads to, where it leads to one."""
    try:
        status = os.stat(path) if path else None  # noqa: PTH116 (a path may be empty)
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if status and stat.S_ISREG(status.st_mode) else None


def _stream(number: int) -> Identity | None:
    """Which file stdin (0) or stdout (1) is, where it is one."""
    try:
        status = os.fstat(number)
    except OSError:  # closed by the caller
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _is_device(output: str) -> bool:
    place = Path(output)
    return place.exists() and not place.is_file()
