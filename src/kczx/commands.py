"""How the command line begins and ends: errors in one form, signals, and streams that take nothing any more."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from typing import Any

from typer.core import TyperGroup

from kczx.errors import KczxError, LexiconError, OptionError
from kczx.help import Context, Unhurried
from kczx.write import terminal

PREFIXES = re.compile(r"^(?:Value error, |Invalid value: )+")
"""What libraries put before their messages."""
PIPE_CLOSED = 128 + 13  # what a shell reports of a program that SIGPIPE ends


class Commands(Unhurried, TyperGroup):
    """The commands; whatever goes wrong is told in one line, exit status 2 where the user asked for what cannot be."""

    context_class = Context

    def main(self, *arguments: Any, **more: Any) -> Any:
        try:
            sys.exit(super().main(*arguments, **(more | {"standalone_mode": False})))
        except BrokenPipeError:
            _unflushed()  # nobody reads any more (`| head`)
            sys.exit(PIPE_CLOSED)
        except KczxError as error:
            terminal.complain(str(error))
            sys.exit(2 if isinstance(error, (LexiconError, OptionError)) else 1)
        except OSError as error:
            terminal.complain(f"{error.filename or 'output'}: {error.strerror or error}")
            _unflushed()
            sys.exit(1)
        except Exception as error:
            if type(error).__name__ == "NoArgsIsHelpError":  # kczx alone: the library prints the help
                error.show()  # type: ignore[attr-defined]
                sys.exit(2)
            if (
                type(error).__module__ == "sqlite3"
            ):  # what a run remembers, and a database that it writes, lie in temporary files
                terminal.complain(f"temporary files: {error}")
                sys.exit(1)
            if told := _usage(error):
                terminal.complain(told)
                sys.exit(2)
            raise


def _usage(error: Exception) -> str | None:
    """What the user asked for that cannot be, as WHAT: WHY (hint), out of an error of the command line's library."""
    message = getattr(error, "format_message", None)
    if message is None:
        return None
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "kczx"
    told = PREFIXES.sub("", getattr(error, "message", "") or message())
    if told.startswith("Input should") or " is not a valid " in told:  # the library's versions differ here
        told = "not of the form that is wanted"
    name = getattr(error, "option_name", None)
    parameter = getattr(error, "param", None)
    if name is not None:
        what, why = name, "no such option"
    elif type(error).__name__ == "MissingParameter" and parameter is not None:
        what, why = parameter.metavar or parameter.name, "is missing"
    elif parameter is not None:
        what, why = max(parameter.opts, key=len), told
    else:
        what, why = told.rstrip("."), ""
    return f"{what}{': ' if why else ''}{why.rstrip('.')} ({command} --help tells of all)"


def _unflushed() -> None:
    """Drop what stdout could not take, so that the interpreter's end does not complain once more."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _ended(number: int, frame: object) -> None:
    sys.exit(128 + number)


def clean_up_when_ended() -> None:
    """Let SIGTERM and SIGHUP end the program as Ctrl-C does, so that no unfinished file stays."""
    for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):
        if signal.getsignal(number) is signal.SIG_DFL:  # under nohup a hangup is ignored, and stays so
            signal.signal(number, _ended)
