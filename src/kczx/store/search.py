"""Searching a store: in the articles' texts or in the records of events, by words and by what is known of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from kczx.store.asked import Asked
from kczx.store.index import plain
from kczx.store.query import Query

BEFORE, AFTER = 24, 56
"""Characters of a text that are shown before a hit and from its beginning on."""
MOST = 2**63 - 1
"""The greatest number that SQLite knows."""
Sort = Literal["rank", "day"]
TITLE = 4.0
"""How much more a word in a title, or in an event's name, counts."""


@dataclass(frozen=True, slots=True)
class Hit:
    """An article, or an event as a document tells it, that answers; `marks` are the places of the words in the snippet.

    `id` tells it from all others and stays the same as long as the document's bytes do.
    """

    id: str
    document: str
    path: str
    article: str
    day: str | None
    kind: str
    title: str | None
    place: str | None
    people: str | None
    start: int | None
    end: int | None
    updated: str
    snippet: str
    marks: list[tuple[int, int]]
    documents: int = 1


class Listing(NamedTuple):
    """How answers are listed: the best or the latest first (None: by rank where there are words, else by day), at most so many,
    `after` only of documents with a greater number, an event once or as `every` document tells it."""

    sort: Sort | None = None
    limit: int | None = None
    after: int = 0
    every: bool = False


WHOLE = Listing()


def search(database: sqlite3.Connection, query: Query, asked: Asked, listing: Listing = WHOLE) -> Iterator[Hit]:
    """Yield what answers."""
    chosen = choose(database, query, asked, listing)
    one = _record if asked.records else _article
    return (one(database, id, on, query) for id, on in chosen)


def choose(
    database: sqlite3.Connection, query: Query, asked: Asked, listing: Listing = WHOLE
) -> list[tuple[int, str | None]]:
    """Which rows `search` tells of, in its order, each with its day."""
    sort, limit, after, every = listing
    index = "record_index" if asked.records else "article_index"
    source = "reports" if asked.records else "articles"
    where, values = asked.conditions(database)
    ranked = False
    for number, expression in enumerate(query.expressions()):
        if number == 0:
            where.append(f"{index} match ?")
            ranked = True
        else:
            where.append(f"t.id in (select rowid from {index} where {index} match ?)")
        values.append(expression)
    for expression in query.against():
        where.append(f"t.id not in (select rowid from {index} where {index} match ?)")
        values.append(expression)
    if after:
        where.append("d.number > ?")
        values.append(after)
    day = "coalesce(v.start_day, t.start_day)" if asked.records else "coalesce(t.published, d.published)"
    joined = f"{index} cross join {source} t on t.id = {index}.rowid" if ranked else f"{source} t"
    joined += " left join events v on v.id = t.event" if asked.records else ""
    same = "replace(d.path, '/', char(1)), d.position, t.id"
    order = f"{day} is null, {day} desc, {same}"
    if ranked and sort != "day":
        order = f"bm25({index}, {TITLE}), {order}"
    event = "t.event" if asked.records else "null"
    rows = database.execute(
        f"""select t.id, {day} as day, {event} as event from {joined} join documents d on d.number = t.document
        where {" and ".join(where) or "true"} order by {order} limit ?""",
        (*values, -1 if limit is None or asked.records else min(limit, MOST)),
    )
    chosen: dict[int, tuple[int, str | None]] = {}  # an event that several documents tell is told once
    for id, on, event in rows:
        chosen.setdefault(-id if event is None or every else event, (id, on))
        if len(chosen) == limit:
            break
    return list(chosen.values())


def _article(database: sqlite3.Connection, id: int, day: str | None, query: Query) -> Hit:
    row = database.execute(
        f"""select t.*, {SHOWN} from articles t join documents d on d.number = t.document
        join files f on f.id = d.file where t.id = ?""",
        (id,),
    ).fetchone()
    snippet, marks = cut(row["text"], query.words)
    if not marks and query.words and row["title"]:
        titled, found = cut(row["title"], query.words)
        snippet, marks = (titled, found) if found else (snippet, marks)
    return Hit(
        f"{row['document_id']}/{row['article']}", row["document_id"], row["path"], row["article"], day, "article",
        row["title"] or row["document_title"], None, None, None, None, row["updated"], snippet, marks,
    )  # fmt: skip


def _record(database: sqlite3.Connection, id: int, day: str | None, query: Query) -> Hit:
    row = database.execute(
        f"""select t.*, {SHOWN}, (select group_concat(name, '、') from (select distinct name from participants
        where report = t.id and type = 'person')) as people,
        (select count(distinct document) from reports where event = t.event) as documents
        from reports t join documents d on d.number = t.document join files f on f.id = d.file where t.id = ?""",
        (id,),
    ).fetchone()
    told = database.execute("select text, start, end from evidence where report = ? order by start", (id,)).fetchall()
    chosen: Any = next((one for one in told if cut(one["text"], query.words)[1]), told[0] if told else None)
    snippet, marks = cut(chosen["text"] if chosen else "", query.words)
    start, end = (chosen["start"], chosen["end"]) if chosen else (None, None)
    return Hit(
        f"{row['document_id']}/{told[0]['start'] if told else row['record']}-{row['kind']}", row["document_id"], row["path"],
        row["article"], day, row["kind"], row["name"] or row["label"], row["place"], row["people"], start, end,
        row["updated"], snippet, marks, row["documents"],
    )  # fmt: skip


SHOWN = """d.id as document_id, d.path, d.title as document_title,
coalesce(case when length(d.published) = 10 then d.published || 'T00:00:00Z' end,
  strftime('%Y-%m-%dT%H:%M:%SZ', f.modified / 1000000000, 'unixepoch')) as updated"""


def cut(text: str, words: tuple[str, ...]) -> tuple[str, list[tuple[int, int]]]:
    """The stretch of a text around the first of the words, within a line, and where words are in it.

    >>> cut("云溪市科协召开年会", ("科协",))
    ('云溪市科协召开年会', [(3, 5)])
    """
    low = plain(text)
    found = [(at, -len(word)) for word in words if (at := low.find(plain(word))) >= 0]
    first = min(found)[0] if found else 0
    begin = max(text.rfind("\n", 0, first) + 1, first - BEFORE)
    end = text.find("\n", first)
    end = min(len(text) if end < 0 else end, first + AFTER)
    shown, low = text[begin:end], low[begin:end]
    marks: list[tuple[int, int]] = []
    at = 0
    while at < len(low):
        word = next((word for word in words if low.startswith(plain(word), at)), None)
        if word is not None:
            marks.append((at, at + len(word)))
        at += len(word or " ")
    before, after = "…" * (begin > text.rfind("\n", 0, first) + 1), "…" * (text[end : end + 1] not in ("", "\n"))
    return before + shown + after, [(start + len(before), stop + len(before)) for start, stop in marks]
