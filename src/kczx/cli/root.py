"""The command `kczx` itself, to which each module of this folder adds its commands."""

from __future__ import annotations

import typer

from kczx.commands import Commands
from kczx.options import Version

app = typer.Typer(
    name="kczx", cls=Commands, no_args_is_help=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Chinese official news in; events, people with their titles, organizations, places, dates and figures out.",
    epilog="Exit status: 0 all was read, 1 some input failed, 2 wrong usage.",
)  # fmt: skip


@app.callback()
def options(version: Version = False) -> None: ...
