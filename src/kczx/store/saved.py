"""Saved questions: a table each of `searches.toml` beside the store, so that they can be read, shared and kept as text."""

from __future__ import annotations

import json
import re
import sqlite3
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path

from kczx.errors import OptionError
from kczx.store import base
from kczx.store.asked import Asked
from kczx.store.hits import Told
from kczx.store.query import query
from kczx.store.search import WHOLE, Listing, choose, search
from kczx.write import terminal

TABLE = re.compile(r"^\[[^\n]*\n(?:[^\n\[][^\n]*(?:\n|\Z))*", re.MULTILINE)
"""A table of the file, from its head to the next one's or to an empty line."""
LISTS = ("person", "organization", "place", "kind", "role", "indicator")


@dataclass(frozen=True, slots=True)
class Question:
    """Words and what else is asked for."""

    words: str = ""
    asked: Asked = field(default_factory=Asked)

    def answers(self, database: sqlite3.Connection, name: str = "", listing: Listing = WHOLE) -> Iterator[Told]:
        """Yield what answers it, under its name."""
        return ((name, hit) for hit in search(database, query(self.words), self.asked, listing))

    def count(self, database: sqlite3.Connection) -> int:
        """How many answers there are."""
        return len(choose(database, query(self.words), self.asked))


def beside(store: str | Path | None) -> Path:
    """Where the saved questions of a store stand."""
    return base.place(str(store) if store is not None else None).with_name(base.SEARCHES)


def questions(store: str | Path | None) -> dict[str, Question]:
    """All saved questions by name.  Raises OptionError, with the file and why, where one makes no sense."""
    file = beside(store)
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise OptionError(f"{file}: {error}") from error
    return {name: told_in(f"{file}: [{name}]", one) for name, one in told.items()}


@dataclass(slots=True)
class Kept:
    """The saved questions, asked for again and again: where the file makes no sense for a while, as it made sense last."""

    store: str | Path | None
    told: Callable[[str], None] = terminal.complain
    good: dict[str, Question] | None = None
    troubled: str = ""

    def __call__(self) -> dict[str, Question]:
        """The questions; raises OptionError where they never made sense."""
        try:
            self.good = questions(self.store)
            self.troubled = ""
        except OptionError as error:
            if self.good is None:
                raise
            if self.troubled != str(error):
                self.troubled = str(error)
                self.told(f"{error}; the questions stay as they were until then")
        return self.good


def question(store: str | Path | None, name: str) -> Question:
    """A saved question; raises OptionError where there is none of this name."""
    found = questions(store)
    if name not in found:
        known = f"there are {', '.join(sorted(found))}" if found else "kczx search --save NAME saves one"
        raise OptionError(f"{name}: no saved question of this name; {known}")
    return found[name]


def save(store: str | Path | None, name: str, asked: Question) -> None:
    """Save a question under a name, in the place of an earlier one of this name; what else stands in the file stays."""
    if not name.strip():
        raise OptionError("--save: the name is empty")
    before = questions(store).get(name)  # a file that makes no sense is not written onto
    file = beside(store)
    text = file.read_text("utf-8") if file.exists() else "# Questions to a kczx store: kczx search --saved NAME\n"
    lines = [f"[{_quoted(name)}]"]
    if asked.words:
        lines.append(f"words = {_quoted(asked.words)}")
    for one in fields(asked.asked):
        value = getattr(asked.asked, one.name)
        if value and one.name == "records":
            lines.append('in = "records"')
        elif value:
            shown = _quoted(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"
            lines.append(f"{one.name} = {shown}")
    block = "\n".join(lines) + "\n"
    found = next((part for part in TABLE.findall(text) if _named(part) == name), None)
    whole = text.replace(found, block, 1) if found is not None else text.rstrip("\n") + "\n\n" + block
    try:
        tomllib.loads(whole)
    except ValueError as error:
        raise OptionError(
            f"{file}: [{name}] is written there in a way that only a person can change ({error})"
        ) from error
    with terminal.output(str(file)) as sink:
        sink.write(whole.encode())
    if before != asked and base.place(str(store) if store is not None else None).is_file():
        database = base.open(store, write=True)  # to another question nothing was told yet
        try:
            database.execute("delete from searches where name in (?, ?)", (name, pushed(name)))
        finally:
            database.close()


def pushed(name: str) -> str:
    """Under which name it is remembered what `watch` pushed: apart from what `search --new` has told."""
    return f"watch {name}"


def seen(database: sqlite3.Connection, name: str) -> int:
    """The number of the last document that was there when a question's new answers were told."""
    row = database.execute("select seen from searches where name = ?", (name,)).fetchone()
    return 0 if row is None else int(row[0])


def last(database: sqlite3.Connection) -> int:
    """The greatest number that a document has had."""
    row = database.execute("select seq from sqlite_sequence where name = 'documents'").fetchone()
    return 0 if row is None else int(row[0])


def told(store: str | Path | None, name: str, number: int) -> None:
    """Remember up to which document a question's answers were told."""
    database = base.open(store, write=True)
    try:
        database.execute("insert or replace into searches values (?, ?)", (name, number))
    finally:
        database.close()


def told_in(where: str, told: object) -> Question:
    """A question as a table tells it; raises OptionError, with where it stands, if it makes no sense."""
    known = {one.name for one in fields(Asked)} - {"records"}
    if not isinstance(told, dict):
        raise OptionError(f'{where}: a table is wanted, such as words = "科协"')
    for name in told:
        if name not in known | {"words", "in"}:
            raise OptionError(f"{where}: {name} is none of words, in, {', '.join(sorted(known))}")
    values: dict[str, object] = {}
    for name in known & told.keys():
        value = told[name]
        if name in LISTS and isinstance(value, str):
            value = [value]
        if name in LISTS and isinstance(value, list) and all(isinstance(one, str) for one in value):
            values[name] = tuple(value)
        elif name not in LISTS and isinstance(value, str):
            values[name] = value
        else:
            raise OptionError(f"{where}: {name} is no text{' and no list of texts' if name in LISTS else ''}")
    words, place = told.get("words", ""), told.get("in", "text")
    if not isinstance(words, str) or place not in ("text", "records"):
        raise OptionError(f"{where}: words are a text, in is text or records")
    try:
        return Question(words, Asked(records=place == "records", **values).checked())  # type: ignore[arg-type]
    except OptionError as error:
        raise OptionError(f"{where}: {error}") from error


def _named(part: str) -> str | None:
    """The name of a table; nothing where it cannot be read by itself."""
    try:
        return next(iter(tomllib.loads(part)), None)
    except ValueError:
        return None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
