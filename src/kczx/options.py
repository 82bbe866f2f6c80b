"""The arguments and options of the commands: how each is written, checked and told of in `--help`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kczx import __version__
from kczx.acquire.published import given
from kczx.errors import OptionError
from kczx.write.formats import OWN, brought, known
from kczx.write.only import KINDS, VIEWS

if TYPE_CHECKING:
    from kczx.write.selection import Selection

SIZE = re.compile(r"(\d{1,12})\s*([kKmMgG]?)[iI]?[bB]?")


class Language(StrEnum):
    """What the summary's labels are written in."""

    zh = "zh"
    en = "en"


class Colour(StrEnum):
    """When there are colours."""

    always = "always"
    auto = "auto"
    never = "never"


class By(StrEnum):
    """What a digest has a section for each of."""

    place = "place"
    organization = "organization"
    kind = "kind"


def asked(
    since: str | None, until: str | None, kinds: list[str] | None, people: list[str] | None, places: list[str] | None
) -> Selection:
    """What the options of those names select; names may be in traditional characters.  Raises OptionError where one is wrong."""
    from kczx.write.selection import selection

    return selection(since, until, kinds or (), map(_simplified, people or ()), map(_simplified, places or ()))


def _simplified(name: str) -> str:
    from kczx.clean.script import simplify
    from kczx.spans import Aligned

    return simplify(Aligned.of(name.strip()))[0].text


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


def _format(value: str | None) -> str | None:
    if value is not None and not known(value):
        raise typer.BadParameter(f"{value!r} is not one of {', '.join((*OWN, *brought()))}")
    return value


def _formats(begun: str) -> list[str]:
    return [name for name in (*OWN, *brought()) if name.startswith(begun)]


def _event_kinds(begun: str) -> list[str]:
    from kczx.write.selection import EVENT_KINDS

    return _listed(begun, EVENT_KINDS)


def _tables(begun: str) -> list[str]:
    return [name for name in (*KINDS, *VIEWS) if name.startswith(begun)]


def _kinds(begun: str) -> list[str]:
    return _listed(begun, KINDS)


def _listed(begun: str, names: Iterable[str]) -> list[str]:
    """What a list of names, begun on the command line, may go on with."""
    before, comma, last = begun.rpartition(",")
    named = before.split(",")
    return [before + comma + name for name in names if name.startswith(last) and name not in named]


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
Written = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        callback=_format,
        autocompletion=_formats,
        help=f"{', '.join(OWN)}  [default: summary in a terminal, else json]",
    ),
]
BaseDate = Annotated[
    date | None,
    typer.Option(metavar="YYYY-MM-DD", parser=_day, help="Day to count from where a text tells no year."),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KIND",
        autocompletion=_kinds,
        help="Of people, organizations, places, dates, figures, events, articles' texts: repeat, or a,b.",
    ),
]
Since = Annotated[
    str | None, typer.Option(metavar="DAY", help="Only events of this day, month or year and later: 2021-05.")
]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Only events of this day, month or year and earlier.")]
Kinds = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KIND", autocompletion=_event_kinds, help="Only events of a kind, such as meeting: repeat, or a,b."
    ),
]
People = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Only events in which somebody took part. Repeat for more.")
]
Places = Annotated[
    list[str] | None,
    typer.Option(metavar="PLACE", help="Only events in a place or division: 江苏, 3201. Repeat for more."),
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
Flat = Annotated[bool, typer.Option("--flat", help="Parquet as a folder of the tables that CSV has, without nesting.")]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        "-j",
        metavar="N",
        min=1,
        help="Read with so many processes; by default one for each core, for little none.",
    ),
]
Timeout = Annotated[
    float | None,
    typer.Option(metavar="SECONDS", min=0, help="Give up a document that takes longer; by default 1200, 0 is never."),
]
Unordered = Annotated[
    bool, typer.Option("--unordered", help="Write documents as they are done, not in the order of the input.")
]
Resume = Annotated[
    bool, typer.Option("--resume", help="Go on where a run with the same --output was ended, whatever ended it.")
]
On = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="ENGINE", help="Have a cluster read: dask is one on this machine, dask:ADDRESS a scheduler's."
    ),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Tell on stderr what each document held.")]

Store = Annotated[
    str | None,
    typer.Option("--store", metavar="FILE", help="The store; by default $KCZX_STORE, else kczx.db of this folder."),
]
Prune = Annotated[
    bool, typer.Option("--prune", help="Drop files from the store that are gone from where PATH leads to.")
]
Relink = Annotated[
    bool, typer.Option("--relink", help="Link everything anew: who and what is the same across documents.")
]
Tables = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TABLE]", autocompletion=_tables,
        help="people, events, … as for --only, or one of the store's views: event_list, office_list, indicator_series, part_list, "
        "who_met_whom.",
    ),
]  # fmt: skip
Limit = Annotated[int | None, typer.Option(metavar="N", min=1, help="No more than so many.")]
Version = Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")]
PathsOrStore = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[PATH]", help="As for extract, or what it has written; none tells of what is in the store."
    ),
]
OfSaved = Annotated[str | None, typer.Option("--saved", metavar="NAME", help="Only what answers a saved question.")]
Month = Annotated[str | None, typer.Option(metavar="YYYY-MM", help="The month, or the year, to report: 2021-05.")]
PeriodStart = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="Report from this day, month or year on.")
]
PeriodEnd = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Report up to this day, month or year.")]
Grouped = Annotated[
    By | None, typer.Option("--by", help="A section for each of them, in place of the report's usual ones.")
]
DigestForm = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="<md|html|docx>", help="[default: by the ending of --output, else md]"),
]
Template = Annotated[
    Path | None, typer.Option("--template", metavar="FILE", help="A Word document whose styles and page are taken.")
]
