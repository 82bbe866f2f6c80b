"""The arguments and options of the commands: how each is written, checked and told of in `--help`."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kczx import __version__
from kczx.acquire.published import given
from kczx.errors import OptionError
from kczx.write.only import KINDS

SIZE = re.compile(r"(\d{1,12})\s*([kKmMgG]?)[iI]?[bB]?")


class Format(StrEnum):
    """What `extract` writes."""

    json = "json"
    jsonl = "jsonl"
    summary = "summary"
    csv = "csv"
    xlsx = "xlsx"
    parquet = "parquet"
    sqlite = "sqlite"


class Language(StrEnum):
    """What the summary's labels are written in."""

    zh = "zh"
    en = "en"


class Colour(StrEnum):
    """When there are colours."""

    always = "always"
    auto = "auto"
    never = "never"


def _day(value: str) -> date | None:
    try:
        return given(value, "")
    except OptionError as error:
        raise typer.BadParameter(str(error).removeprefix(": ")) from None


def _size(value: str | int) -> int:
    match = SIZE.fullmatch(str(value).strip())
    if not match:
        raise typer.BadParameter(f"{value!r} is no size, such as 300000, 20M or 1G")
    power: int = 1024 ** " KMG".index(match[2].upper() or " ")
    return int(match[1]) * power


def _kinds(begun: str) -> list[str]:
    """The kinds that a list of them, begun on the command line, may go on with."""
    before, comma, last = begun.rpartition(",")
    named = before.split(",")
    return [before + comma + kind for kind in KINDS if kind.startswith(last) and kind not in named]


def _version(asked: bool) -> None:
    if asked:
        print(f"kczx {__version__}")
        raise typer.Exit


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files, folders, patterns, archives, archive!member; - is stdin."),
]
PathsOrJson = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]", help="As for extract; none or - reads from stdin what extract has written."),
]
File = Annotated[str, typer.Argument(metavar="FILE", help="A document, or - for stdin.")]
Among = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATH", help="Tell which events there documents of PATH tell as well, and why they are the same."
    ),
]
Written = Annotated[Format | None, typer.Option("--format", "-f", help="[default: summary in a terminal, else json]")]
BaseDate = Annotated[
    date | None,
    typer.Option(metavar="YYYY-MM-DD", parser=_day, help="Day to count from where a text tells no year."),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KIND",
        autocompletion=_kinds,
        help="Of people, organizations, places, dates, figures, events: repeat, or a,b.",
    ),
]
Output = Annotated[
    str | None, typer.Option("--output", "-o", metavar="FILE", help="Write here; the file appears once it is complete.")
]
Lang = Annotated[Language | None, typer.Option(help="The summary's language; by default the locale's.")]
Color = Annotated[
    Colour, typer.Option("--color", help="Colours: auto means in a terminal, unless NO_COLOR is set, or FORCE_COLOR.")
]
Lexicon = Annotated[
    Path | None,
    typer.Option(
        metavar="DIR",
        exists=True,
        file_okay=False,
        help="Your own lexicon rows, laid out as kczx's: find/people/titles.tsv",
    ),
]
Include = Annotated[
    list[str] | None,
    typer.Option(
        metavar="PATTERN", help="Of folders and archives read only what matches: '*.html', '2021/*'. Repeat for more."
    ),
]
Exclude = Annotated[
    list[str] | None, typer.Option(metavar="PATTERN", help="Leave out files and folders that match. Repeat for more.")
]
Hidden = Annotated[bool, typer.Option("--hidden", help="Read files and folders whose names begin with a dot, too.")]
Links = Annotated[bool, typer.Option("--follow-links", help="Go into folders that are links, too.")]
MaxBytes = Annotated[
    int,
    typer.Option(
        metavar="SIZE",
        parser=_size,
        show_default=False,
        help="The most that a document may have: 300000, 20M.  [default: 256M]",
    ),
]
TextField = Annotated[str, typer.Option(metavar="NAME", help="The field of JSON Lines, CSV and Parquet with the text.")]
IdField = Annotated[str, typer.Option(metavar="NAME", help="The one with the id that comes back as source_id.")]
DateField = Annotated[str, typer.Option(metavar="NAME", help="The one with the day on which it was published.")]
All = Annotated[bool, typer.Option("--all", "-a", help="List everything in the summary, not the main things only.")]
Excel = Annotated[
    bool, typer.Option("--excel", help="CSV that Excel reads: it opens as UTF-8, and no text is a formula.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell on stderr what each document held.")]


Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")]
