"""Where the command `kczx` begins: what asks for nothing but the version need not wait for the command line's library."""

from __future__ import annotations

import sys

from kczx import __version__


def main() -> None:
    """The command `kczx`."""
    if sys.argv[1:] == ["--version"] and sys.stdout is not None:
        try:
            print(f"kczx {__version__}", flush=True)
        except OSError:  # a full disk, a closed pipe: told as everywhere else
            pass
        else:
            return
    from kczx.cli import main as whole

    whole()
