"""What registers there are: the rows of `registers.toml`, checked, with those of the user behind them."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, fields
from importlib import resources
from pathlib import Path
from typing import Any, get_args

from kczx.errors import LexiconError
from kczx.records import EventKind, Role

TABLE = "store/registers.toml"
NAME = re.compile(r"[\w-]{1,60}")
KINDS = ("person", "organization", "place")
EACH = ("name", "office")
PATTERNS = ("named", "told", "behind", "offices", "body", "bodies", "not_members", "begun", "ended")
LISTS = {"events": get_args(EventKind), "roles": get_args(Role), "members": KINDS}


@dataclass(frozen=True, slots=True)
class Register:
    """A register: what it is called, which indicator counts its members, and by what they are known (see registers.toml)."""

    name: str
    title: str
    members: tuple[str, ...]
    title_en: str = ""
    figure: str = ""
    events: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    named: re.Pattern[str] | None = None
    told: re.Pattern[str] | None = None
    behind: re.Pattern[str] | None = None
    offices: re.Pattern[str] | None = None
    body: re.Pattern[str] | None = None
    bodies: re.Pattern[str] | None = None
    not_members: re.Pattern[str] | None = None
    begun: re.Pattern[str] | None = None
    ended: re.Pattern[str] | None = None
    each: str = ""

    def called(self, language: str) -> str:
        """What a reader of a language calls it."""
        return (self.title_en if language == "en" else "") or self.title


KEYS = frozenset(field.name for field in fields(Register)) - {"name"}


def registers(lexicon: Path | None = None, own: Path | None = None) -> dict[str, Register]:
    """The registers by name: the installed ones, then those of a lexicon's folder and of a file of the user's own.

    Raises LexiconError, with file, line and what is wrong, where a table cannot be read.

    >>> registers()["pilot_cities"].figure
    'pilot_cities'
    """
    found = read(resources.files("kczx").joinpath(TABLE).read_text("utf-8"), TABLE)
    for place in (lexicon and lexicon / TABLE, own):
        if place is not None and (place == own or place.is_file()):
            try:
                text = place.read_text("utf-8-sig")
            except (OSError, UnicodeDecodeError) as error:
                raise LexiconError(str(place), 0, str(error)) from error
            found |= read(text, str(place))
    return found


def read(text: str, path: str) -> dict[str, Register]:
    """The registers of a table.  Raises LexiconError, with the line, where it is none.

    >>> read('[a]\\ntitle = "甲"\\nmembers = ["city"]\\nbodies = "团$"', "a.toml")
    Traceback (most recent call last):
    kczx.errors.LexiconError: a.toml:3: [a] members: 'city' is none of person, organization, place
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise LexiconError(path, int(line[1]) if line else text.count("\n") + 1, str(error)) from error
    return {name: _register(name, told, text, path) for name, told in table.items()}


def _register(name: str, told: Any, text: str, path: str) -> Register:
    def wrong(why: str, key: str = "") -> LexiconError:
        return LexiconError(path, _line(text, name, key), f"[{name}] {key and key + ': '}{why}")

    if not isinstance(told, dict) or not NAME.fullmatch(name):
        raise wrong("is no register: [name], then its keys")
    found: dict[str, Any] = {}
    for key, value in told.items():
        if key not in KEYS:
            raise wrong(f"is none of {', '.join(sorted(KEYS))}", key)
        if key in LISTS:
            found[key] = tuple(value) if isinstance(value, list) else ()
            other = next((one for one in found[key] if one not in LISTS[key]), None)
            if other is not None or not found[key]:
                raise wrong(f"{value if other is None else other!r} is none of {', '.join(LISTS[key])}", key)
        elif not isinstance(value, str) or not value:
            raise wrong(f"{value!r} is no text", key)
        elif key in PATTERNS:
            try:
                found[key] = re.compile(value)
            except re.error as error:
                raise wrong(f"is no pattern: {error}", key) from error
        else:
            found[key] = value
    for key in ("title", "members"):
        if key not in found:
            raise wrong(f"{key} is missing")
    if found.get("each", EACH[0]) not in EACH:
        raise wrong(f"{found['each']!r} is none of {', '.join(EACH)}", "each")
    if ("events" in found) != ("roles" in found):
        raise wrong("events and roles belong together")
    if not {"events", "offices", "bodies"} & found.keys():
        raise wrong("nothing tells who is a member: events and roles, offices, or bodies")
    return Register(name, **found)


def _line(text: str, name: str, key: str) -> int:
    """The line on which a register begins, or one of its keys stands."""
    lines = text.split("\n")
    header = re.compile(rf"\s*\[\s*[\"']?{re.escape(name)}[\"']?\s*\]")
    first = next((number for number, line in enumerate(lines, 1) if header.match(line)), 1)
    for number, line in enumerate(lines[first:], first + 1):
        if line.lstrip().startswith("["):
            break
        if key and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line):
            return number
    return first
