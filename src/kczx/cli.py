"""The command line: parses arguments and prints; everything else is loaded by the command that needs it."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from typer.core import TyperGroup

from kczx import __version__
from kczx.errors import KczxError, LexiconError, OptionError
from kczx.write import terminal
from kczx.write.labels import language

if TYPE_CHECKING:
    from kczx.records import Document, Extraction, Failure

DAY = re.compile(r"\d{4}-\d\d-\d\d")
PIPE_CLOSED = 128 + 13  # what a shell reports of a program that SIGPIPE ends


class Format(StrEnum):
    """What `extract` writes."""

    json = "json"
    jsonl = "jsonl"
    summary = "summary"


class Language(StrEnum):
    """What the summary's labels are written in."""

    zh = "zh"
    en = "en"


class Commands(TyperGroup):
    """The commands, with kczx's own errors told in a line; exit status 2 where the user asked for what cannot be."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Nobody reads any more (`| head`): what is still buffered goes nowhere, and quietly.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(PIPE_CLOSED) from None
        except KczxError as error:
            terminal.complain(str(error))
            raise typer.Exit(2 if isinstance(error, (LexiconError, OptionError)) else 1) from None
        except OSError as error:
            terminal.complain(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error))
            raise typer.Exit(1) from None


app = typer.Typer(
    name="kczx", cls=Commands, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Chinese official news in; events, people with their titles, organizations, places, dates and figures out.",
    epilog="Exit status: 0 all was read, 1 some input failed, 2 wrong usage.",
)  # fmt: skip


def _day(value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value if DAY.fullmatch(value) else "")
    except ValueError:
        raise typer.BadParameter(f"{value!r} is no day of the form YYYY-MM-DD") from None


def _kinds(values: list[str] | None) -> list[str]:
    from kczx.write.only import kinds

    try:
        return sorted(kinds(values or []))
    except OptionError as error:
        raise typer.BadParameter(str(error)) from None


def _version(asked: bool) -> None:
    if asked:
        print(f"kczx {__version__}")
        raise typer.Exit


Paths = Annotated[list[str], typer.Argument(metavar="PATH...", help="Files or folders; .jsonl holds a document a row; - is stdin.")]
BaseDate = Annotated[
    str | None, typer.Option(metavar="YYYY-MM-DD", callback=_day, help="Day to count from where a text tells no year.")
]
Only = Annotated[
    list[str] | None,
    typer.Option(metavar="KIND", callback=_kinds, help="Keep people, organizations, places, dates, figures, events; repeat, or a,b."),
]
Output = Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here; the file appears when complete.")]
Lang = Annotated[Language | None, typer.Option(help="The summary's language; by default the locale's.")]
Lexicon = Annotated[
    Path | None, typer.Option(metavar="DIR", help="Your own lexicon rows, laid out as in kczx (find/people/titles.tsv).")
]
All = Annotated[bool, typer.Option("--all", "-a", help="List everything in the summary, not the main things only.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell on stderr what each document held.")]


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")] = False,
) -> None: ...


@app.command()
def extract(
    paths: Paths, format: Annotated[Format | None, typer.Option("--format", "-f", help="[default: summary in a terminal, else json]")] = None,
    only: Only = None, base_date: BaseDate = None, output: Output = None, lang: Lang = None, lexicon: Lexicon = None,
    show_all: All = False, quiet: Quiet = False, verbose: Verbose = False,
) -> None:  # fmt: skip
    """Read documents and write what is in them."""
    if format is None:
        rows = output is not None and output.endswith((".jsonl", ".ndjson"))
        seen = output is None and sys.stdout.isatty()
        format = Format.jsonl if rows else Format.summary if seen else Format.json
    failed: list[Failure] = []
    with terminal.progress(not quiet) as begin:
        results = _results(paths, base_date, lexicon, begin, verbose, failed)
        if format is Format.summary:
            whole = _gathered(results)
        else:
            _write(results, format, frozenset(only or ()), output)
    if format is Format.summary:
        _print_summary(whole, frozenset(only or ()), output, lang, show_all)
    raise typer.Exit(1 if failed else 0)


@app.command()
def summary(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH...]", help="As for extract; none or - reads kczx's JSON from stdin.")] = None,
    only: Only = None, base_date: BaseDate = None, output: Output = None, lang: Lang = None, lexicon: Lexicon = None,
    show_all: All = False, quiet: Quiet = False, verbose: Verbose = False,
) -> None:  # fmt: skip
    """Tell what is in documents, or in what extract has written, for a person to read."""
    failed: list[Failure] = []
    if paths and paths != ["-"]:
        with terminal.progress(not quiet) as begin:
            whole = _gathered(_results(paths, base_date, lexicon, begin, verbose, failed))
    elif not paths and sys.stdin.isatty():
        raise typer.BadParameter("give paths, or pipe in what kczx extract has written")
    else:
        from kczx.jobs import read_back

        whole = read_back(sys.stdin.buffer.read(), __version__)
    _print_summary(whole, frozenset(only or ()), output, lang, show_all)
    raise typer.Exit(1 if failed else 0)


@app.command()
def show(file: Annotated[str, typer.Argument(metavar="FILE", help="A document, or - for stdin.")],
         base_date: BaseDate = None, lang: Lang = None, lexicon: Lexicon = None) -> None:  # fmt: skip
    """Show a document's text with what was found in it coloured by kind."""
    from kczx.jobs import readings
    from kczx.write.labels import labels
    from kczx.write.show import shown

    _overlay(lexicon)
    words = labels(lang or language(os.environ))
    for reading in readings(file, base_date):
        terminal.look(None, lambda console, linked=reading.linked: shown(linked, words))  # type: ignore[misc]


@app.command()
def explain(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A document.")],
    offset: Annotated[int, typer.Argument(min=0, help="A character of the source, counted from 0, as in a span.")],
    base_date: BaseDate = None, lexicon: Lexicon = None,
) -> None:  # fmt: skip
    """Tell which rule made what is found at a place of a document, and on what words."""
    from kczx.jobs import readings
    from kczx.write.explain import explained

    _overlay(lexicon)
    for reading in readings(file, base_date):
        if offset >= len(reading.cleaned.source.text):
            raise OptionError(f"{file} has {len(reading.cleaned.source.text)} characters, there is none at {offset}")
        terminal.look(None, lambda console, it=reading: explained(it.cleaned, it.linked, it.events, offset))  # type: ignore[misc]


@app.command()
def schema(out: Annotated[Path | None, typer.Option(metavar="DIR", help="Write a file for each record here.")] = None) -> None:
    """Print the JSON Schema of what extract writes."""
    from kczx.write.schemas import schemas, serialized

    if out is None:
        with terminal.output(None) as sink:
            sink.write(serialized(schemas()["extraction"]))
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, content in schemas().items():
        (out / f"{name}.json").write_bytes(serialized(content))


@app.command()
def check(lexicon: Lexicon = None) -> None:
    """Run every rule's examples against the lexicons, with your own rows laid over them."""
    from kczx import examples

    outcome = examples.check(lexicon)
    for failure in outcome.failures:
        terminal.complain(failure)
    print(f"{outcome.rows} examples, {len(outcome.failures)} failures")
    raise typer.Exit(1 if outcome.failures else 0)


def _overlay(folder: Path | None) -> None:
    if folder is not None:
        from kczx import lexicon

        lexicon.overlay(folder)


def _results(
    paths: Iterable[str], base_date: object, lexicon: Path | None, begin: Callable[[str], None], verbose: bool, failed: list[Failure]
) -> Iterator[Document | Failure]:
    """What the run yields; failures are told as they come."""
    from kczx.jobs import extract as run
    from kczx.records import Failure

    _overlay(lexicon)
    for result in run(paths, base_date if isinstance(base_date, date) else None, begin):
        if isinstance(result, Failure):
            failed.append(result)
            terminal.complain(f"{result.path}: {result.message}")
        elif verbose:
            from kczx.write.only import KINDS

            held = ", ".join(f"{len(getattr(result, kind))} {kind}" for kind in KINDS)
            terminal.complain(f"{result.path}: {result.encoding}, {result.script}, {len(result.articles)} articles, {held}")
            for notice in result.notices:
                terminal.complain(f"{result.path}: {notice.code}: {notice.message}")
        yield result


def _gathered(results: Iterable[Document | Failure]) -> Extraction:
    from kczx.jobs import extraction

    return extraction(results, __version__)


def _write(results: Iterable[Document | Failure], format: Format, kept: frozenset[str], output: str | None) -> None:
    from kczx.link.corpus import Corpus
    from kczx.write.only import only, only_corpus
    from kczx.write.stream import json_document, json_lines

    failures: list[Failure] = []
    if format is Format.jsonl:
        pieces = json_lines(results, failures, lambda document: only(document, kept))
    else:
        pieces = json_document(
            results, Corpus(), failures, __version__, lambda document: only(document, kept), lambda corpus: only_corpus(corpus, kept)
        )
    with terminal.output(output) as sink:
        terminal.write(pieces, sink)


def _print_summary(whole: Extraction, kept: frozenset[str], output: str | None, lang: Language | None, show_all: bool) -> None:
    from kczx.write.labels import labels
    from kczx.write.summary import summary as sections

    words = labels(lang or language(os.environ))
    terminal.look(output, lambda console: sections(whole, words, kept, console.width, show_all))


def main() -> None:
    """The command `kczx`."""
    try:
        app(prog_name="kczx")
    except Exception as error:
        if os.environ.get("KCZX_DEBUG"):
            raise
        terminal.complain(f"internal error, please report it: {type(error).__name__}: {error} (KCZX_DEBUG=1 tells more)")
        sys.exit(1)
