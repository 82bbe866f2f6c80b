"""What `--help` prints: the arguments as a person types them, in Chinese where the locale is Chinese."""

from __future__ import annotations

import functools
import os
import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from importlib import resources
from typing import Any

from typer.core import TyperCommand, TyperGroup

from kczx.write.labels import language

TYPE = re.compile(r" <[a-z]+(?: range|\[[a-z]+\])?>$")
"""The type that the command line's library tells of an argument."""
SQUARE = re.compile(r"  \[(?P<notes>[^\]]*)\]$")
"""What it adds to a help text: [default: auto], [x>=0; required]."""
DEFAULT = "default: "
WORD = re.compile(r"[!-~]+ ?|.[，。；：、！？）”]?")
"""What a line of Chinese is not broken within."""


@functools.cache
def _chinese() -> dict[str, str]:
    """The library's and the options' English → Chinese; nothing where the locale is another."""
    if language(os.environ) != "zh":
        return {}
    return dict(tomllib.loads(resources.files("kczx").joinpath("write/help.toml").read_text("utf-8")))


def told(text: str) -> str:
    """A help text in the locale's language, without what says nothing to a person."""
    table = _chinese()
    match = SQUARE.search(text)
    notes = match["notes"].split("; ") if match is not None and text not in table else []
    plain = text[: match.start()] if match is not None and notes else text
    kept = [
        note.replace(DEFAULT, table.get(DEFAULT, DEFAULT)) for note in notes if note != "required" and "=" not in note
    ]
    return table.get(plain, plain) + (f"  [{'; '.join(kept)}]" if kept else "")


def width(text: str) -> int:
    """Columns of a terminal that a text takes.

    >>> width("a会")
    3
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, columns: int) -> Iterator[str]:
    """The lines of a text in so many columns; Chinese breaks anywhere but before a mark.

    >>> list(wrapped("只读 *.txt，其余不读。", 12))
    ['只读 *.txt，', '其余不读。']
    """
    line = ""
    for word in WORD.findall(text):
        if line and width(line + word.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += word
    yield line.rstrip()


class Formatter(TyperGroup.context_class.formatter_class):  # type: ignore[misc, name-defined]
    """The library's layout with other words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        args = re.sub(r"[{}]", "", args).replace("offset", "OFFSET")
        args = re.sub(r"\[(\[[A-Z]+\])\]", r"\1", args)  # the library puts brackets around what may be left out
        super().write_usage(prog, args, _chinese().get("Usage: ", prefix))

    def write_heading(self, heading: str) -> None:
        super().write_heading(_chinese().get(heading, heading))

    def write_text(self, text: str) -> None:
        indent = " " * self.current_indent
        self.write("".join(f"{indent}{line}\n" for line in wrapped(told(text), self.width - self.current_indent)))

    def write_dl(self, rows: Sequence[tuple[str, str]], *arguments: Any, **more: Any) -> None:
        named = [(TYPE.sub("", first).replace("offset", "OFFSET"), told(second)) for first, second in rows]
        column = min(30, max(len(first) for first, _ in named)) + 2
        indent = " " * self.current_indent
        for first, second in named:
            lines = list(wrapped(second, max(10, self.width - column - self.current_indent)))
            if len(first) > column - 2:
                self.write(f"{indent}{first}\n")
                first = ""
            self.write(f"{indent}{first:{column}}{lines[0]}".rstrip() + "\n")
            self.write("".join(f"{indent}{'':{column}}{line}\n" for line in lines[1:]))


class Context(TyperGroup.context_class):  # type: ignore[misc, valid-type]
    formatter_class = Formatter


class Unhurried:
    """A command that takes arguments which are not there as they are, and all of them while a shell asks what a word could go on
    with: to turn them into what they stand for its library loads pydantic, for which help and completion need not wait.
    """

    def get_params(self, context: Any) -> list[Any]:
        parameters: list[Any] = super().get_params(context)  # type: ignore[misc]
        for parameter in parameters:
            if "process_value" not in vars(parameter):
                parameter.process_value = functools.partial(_taken, parameter, parameter.process_value)
        return parameters


def _taken(parameter: Any, turned: Callable[[Any, Any], Any], context: Any, value: Any) -> Any:
    if context.resilient_parsing:
        return value
    if value is None and not parameter.required and not parameter.multiple and parameter.nargs != -1:
        return None if parameter.callback is None else parameter.callback(context, parameter, None)
    return turned(context, value)


class Command(Unhurried, TyperCommand):
    """A command whose help is laid out here."""

    context_class = Context
