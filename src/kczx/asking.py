"""The arguments and options of the commands that ask a store."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer


class Where(StrEnum):
    """What is searched."""

    text = "text"
    records = "records"


class Sorting(StrEnum):
    """What comes first."""

    rank = "rank"
    day = "day"


Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[WORD]", help='All are wanted; "a phrase", -unwanted, a OR b. Simplified or traditional.'),
]
In = Annotated[
    Where | None, typer.Option("--in", help="Articles' texts, or the records of events. [default: text, with words]")
]
Named = Annotated[
    list[str] | None, typer.Option("--person", metavar="NAME", help="Who is named, or took part. Repeat for more.")
]
Bodies = Annotated[
    list[str] | None, typer.Option("--organization", metavar="NAME", help="Which body. Repeat for more.")
]
Spots = Annotated[
    list[str] | None,
    typer.Option("--place", metavar="PLACE", help="Which place or division: 江苏, 3201. Repeat for more."),
]
Roles = Annotated[
    list[str] | None, typer.Option(metavar="ROLE", help="As what they took part, such as speaker: repeat, or a,b.")
]
Indicators = Annotated[
    list[str] | None, typer.Option(metavar="NAME", help="Where there is a figure of an indicator: repeat, or a,b.")
]
Needs = Annotated[
    str | None,
    typer.Option(
        metavar="WORDS", help="What is sought, with these words; beside it what is offered, by them or --offers."
    ),
]
Offers = Annotated[
    str | None, typer.Option(metavar="WORDS", help="What is offered, with these words. Nothing else is compared.")
]
Order = Annotated[
    Sorting | None, typer.Option("--sort", help="The best or the latest first. [default: rank, with words]")
]
Answered = Annotated[
    str | None, typer.Option("--format", "-f", metavar="<table|jsonl|csv|atom>", help="[default: table]")
]
Save = Annotated[str | None, typer.Option(metavar="NAME", help="Save the question in searches.toml beside the store.")]
Saved = Annotated[str | None, typer.Option(metavar="NAME", help="Ask a saved question.")]
New = Annotated[bool, typer.Option("--new", help="Only what was added since the last --new.")]
List = Annotated[
    str | None,
    typer.Option("--list", metavar="FILE.csv", help="Ask the questions of a file, one a row."),
]
Earliest = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="From this day, month or year on: 2021-05.")
]
Latest = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Up to this day, month or year.")]
Folders = Annotated[
    list[str], typer.Argument(metavar="DIR", help="Folders to be watched, with all that is below them.")
]
Once = Annotated[bool, typer.Option("--once", help="Look once and end, as cron wants it.")]
Settle = Annotated[
    float,
    typer.Option(
        metavar="SECONDS", min=0, show_default=False, help="Wait until a file stands still so long.  [default: 2]"
    ),
]
Poll = Annotated[
    float,
    typer.Option(
        metavar="SECONDS", min=0.05, show_default=False, help="Look again after so long at the latest.  [default: 30]"
    ),
]
SavedToo = Annotated[
    list[str] | None,
    typer.Option(
        "--saved", metavar="NAME", help="Tell what is new to this saved question; by default to all. Repeat for more."
    ),
]
Feed = Annotated[str | None, typer.Option(metavar="FILE.atom", help="Keep the latest answers there, as an Atom feed.")]
RunCommand = Annotated[
    str | None, typer.Option("--run", metavar="COMMAND", help="Run this with new answers, JSON Lines, on its stdin.")
]
