"""The command line: parses arguments and prints; everything else is loaded by the command that needs it."""

from __future__ import annotations

import gc
import os
import sys

from kczx import __version__
from kczx.cli import asking, digest, reading, registers, store
from kczx.cli.root import app
from kczx.commands import clean_up_when_ended
from kczx.kept import starts
from kczx.write import terminal

__all__ = ["app", "asking", "digest", "main", "reading", "registers", "store"]


def main() -> None:
    """The command `kczx`."""
    gc.set_threshold(
        100_000, 50, 50
    )  # start-up makes objects that stay; looking through them again and again takes a tenth
    if sys.stdout is None:  # closed by the caller (`>&-`)
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
    clean_up_when_ended()
    try:
        with starts(__version__):
            app(prog_name="kczx")
    except Exception as error:
        if os.environ.get("KCZX_DEBUG"):
            raise
        terminal.complain(
            f"internal error: {type(error).__name__}: {error} (KCZX_DEBUG=1 tells more; please report it)"
        )
        sys.exit(1)
