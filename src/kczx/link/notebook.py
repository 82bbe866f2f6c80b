"""What is remembered of many documents, in a file of the process's own: names, where they stand, days, tellings of events.

It is an SQLite database without a name, which nobody else sees and which is gone with the process; of it no more than `CACHE` is
held in memory, however many documents there are.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

CACHE = 256
"""Kilobytes of the file that are held in memory."""
TABLES = """
pragma journal_mode = off;
pragma synchronous = off;
pragma temp_store = file;
pragma cache_size = -{cache};
begin;
create table document (number integer primary key, id text);
create table entity (number integer primary key, sort text, key text, kind text, unique (sort, key));
create table word (number integer primary key, entity integer, word text, unique (entity, word));
create table place (entity integer, document integer, id integer);
create table form (name text primary key, key text) without rowid;
create table day (name text, day text, document text, primary key (name, day)) without rowid;
create table telling (number integer primary key, named integer, key text, document integer, event text);
"""


class Notebook:
    """The tables, asked and filled; documents, entities and words come back in the order in which they came."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._database.executescript(TABLES.format(cache=CACHE))
        self._asked = False

    def document(self, number: int, id: str) -> None:
        """Remember a document's id."""
        self._database.execute("insert into document values (?, ?)", (number, id))

    def entity(self, sort: str, key: str, kind: str, words: Iterable[str | None], document: int, id: int) -> None:
        """Remember that an entity of a sort (person, organization) with a key stands in a document, with words to it."""
        row = self._database.execute("select number from entity where sort = ? and key = ?", (sort, key)).fetchone()
        if row is None:
            told = (sort, key, kind)
            number = self._database.execute("insert into entity (sort, key, kind) values (?, ?, ?)", told).lastrowid
        else:
            (number,) = row
        self._database.executemany(
            "insert or ignore into word (entity, word) values (?, ?)", [(number, word) for word in words]
        )
        self._database.execute("insert into place values (?, ?, ?)", (number, document, id))

    def key_of(self, name: str) -> str | None:
        """The key of the body that first bore a name."""
        row = self._database.execute("select key from form where name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    def bears(self, name: str, key: str) -> None:
        """Remember whose a name is, where it is nobody's yet."""
        self._database.execute("insert or ignore into form values (?, ?)", (name, key))

    def day(self, name: str, day: str, document: str) -> None:
        """Remember the day that a document tells of an event of a name; that several tell it, is told by no document at all."""
        self._database.execute(
            "insert into day values (?, ?, ?) on conflict do update set document = '' where document <> excluded.document",
            (name, day, document),
        )

    def days(self, name: str) -> list[tuple[str, str]]:
        """The days of an event of a name, each with the document that tells it, empty where several do."""
        return self._database.execute("select day, document from day where name = ?", (name,)).fetchall()

    def telling(self, named: bool, key: str, document: int, event: str) -> None:
        """Remember that a document tells an event (as JSON); those of one key may be one event."""
        self._database.execute(
            "insert into telling (named, key, document, event) values (?, ?, ?, ?)", (named, key, document, event)
        )

    def tellings(self) -> Iterator[tuple[tuple[int, str], int, str]]:
        """Yield what was told, of one (named, key) after the other, as they first came, those with a name before the others."""
        return (
            ((named, key), document, event)
            for named, key, document, event in self._database.execute(
                """select named, key, document, event from
                (select *, min(number) over (partition by named, key) as first from telling)
                order by named desc, first, number"""
            )
        )

    def entities(self, sort: str) -> Iterator[tuple[int, str, str]]:
        """Yield the number, key and kind of each entity of a sort."""
        if not self._asked:
            self._asked = True
            self._database.execute("create index place_of on place (entity, document, id)")
        return iter(
            self._database.execute("select number, key, kind from entity where sort = ? order by number", (sort,))
        )

    def alike(self, sort: str) -> Iterator[list[tuple[int, str]]]:
        """Yield the entities of a sort, number and key, whose keys of three characters and more differ by the same one of them."""
        self._database.execute("drop table if exists shape")
        self._database.execute("create table shape (number integer primary key, shape text, entity integer, key text)")
        told = self._database.execute("select number, key from entity where sort = ? order by number", (sort,))
        self._database.executemany(
            "insert into shape (shape, entity, key) values (?, ?, ?)",
            (
                (f"{key[:at]}?{key[at + 1 :]}", number, key)
                for number, key in told
                if len(key) > 2
                for at in range(len(key))
            ),
        )
        found = self._database.execute(
            """select shape, entity, key from
            (select *, min(number) over same as first, count(*) over same as times from shape window same as (partition by shape))
            where times > 1 order by first, number"""
        )
        for _, group in groupby(found, itemgetter(0)):
            yield [(entity, key) for _, entity, key in group]

    def words(self, entity: int) -> list[str]:
        """The words that go with an entity."""
        found = self._database.execute("select word from word where entity = ? order by number", (entity,))
        return [word for (word,) in found]

    def places(self, entity: int) -> list[tuple[str, int]]:
        """Where an entity stands: the document's id, and its own number there."""
        return self._database.execute(
            """select document.id, place.id from place join document on document.number = place.document
            where entity = ? order by place.document, place.id""",
            (entity,),
        ).fetchall()

    def first_place(self, entity: int) -> tuple[int, int]:
        """Where an entity first stands: the document's number, and its own there."""
        found = self._database.execute(
            "select document, id from place where entity = ? order by document, id limit 1", (entity,)
        ).fetchone()
        return int(found[0]), int(found[1])

    def id_of(self, document: int) -> str:
        """A document's id."""
        (found,) = self._database.execute("select id from document where number = ?", (document,)).fetchone()
        return str(found)
