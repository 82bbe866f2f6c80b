"""What documents say that bodies seek and offer, side by side.  The two meet by the words that were asked for and no others."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from kczx.store.asked import Asked
from kczx.store.query import Query
from kczx.store.search import SHOWN, Hit, cut

SIDES = ("needs", "offers")
DAY = "coalesce(v.start_day, t.start_day, d.published)"
TOLD = f"""
select s.side, s.start, s."end", s.text, t.kind, coalesce(t.name, t.label) as title, t.place, t.article, {DAY} as day, {SHOWN},
  (select group_concat(name, '、') from (select distinct name from participants where report = t.id)) as who,
  replace(d.path, '/', char(1)) as walked, d.position, s.rowid as number
from sought s join reports t on t.id = s.report left join events v on v.id = t.event
join documents d on d.number = t.document join files f on f.id = d.file where {{}}"""
COUNTED = f"""
select x.side, x.start, x."end", x.text || coalesce(x.counted, '') as text, 'figure', null, null, x.article,
  coalesce(x.as_of, d.published), {SHOWN}, x.owner, replace(d.path, '/', char(1)), d.position, x.id
from figures x join documents d on d.number = x.document join files f on f.id = d.file
where x.side is not null and not exists (select 1 from reports r join sought s on s.report = r.id
  where r.document = x.document and s.start <= x.start and x.start < s."end") and {{}}"""


def sought(
    database: sqlite3.Connection, words: dict[str, Query], asked: Asked, limit: int | None = None
) -> Iterator[Hit]:
    """Yield what is sought, then what is offered, the latest first; of each side what holds all of its words.

    `kind` of a hit is its side, `title` the event that tells it, `people` who takes part there.  Figures that no event's sentence
    holds (推介50项先导技术) are told where nothing else than words and days is asked for.
    """
    where, values = asked.conditions(database)
    for side in SIDES:
        if side not in words:
            continue
        query, rows = words[side], _rows(database, side, where, values, asked)
        count = 0
        for row in rows:
            snippet, marks = cut(row["text"], query.words)
            if not _holds(row["text"], query):
                continue
            yield Hit(
                f"{row['document_id']}/{row['start']}-{side}", row["document_id"], row["path"], row["article"] or "", row["day"],
                side, row["title"], row["place"], row["who"], row["start"], row["end"], row["updated"], snippet, marks,
            )  # fmt: skip
            count += 1
            if count == limit:
                break


def _rows(
    database: sqlite3.Connection, side: str, where: list[str], values: list[Any], asked: Asked
) -> list[sqlite3.Row]:
    sql, given = TOLD.format(" and ".join(["s.side = ?", *where])), [side, *values]
    if not any((asked.person, asked.organization, asked.place, asked.kind, asked.role, asked.indicator)):
        days = [
            f"coalesce(x.as_of, d.published) {sign} ?"
            for sign, day in ((">=", asked.since), ("<=", asked.until))
            if day
        ]
        sql += " union all " + COUNTED.format(" and ".join(["x.side = ?", *days]))
        given += [side, *(day for day in (asked.since, asked.until and asked.until + "~") if day)]
    cursor = database.cursor()
    cursor.row_factory = sqlite3.Row
    found = cursor.execute(
        f"select * from ({sql}) order by day is null, day desc, walked, position, start, number", given
    )
    once = {(row["document_id"], row["start"]): row for row in reversed(found.fetchall())}
    return list(reversed(once.values()))


def _holds(text: str, query: Query) -> bool:
    """Whether a text holds every word of a question, and none that is not wanted."""
    low = text.lower()
    return all(any(word.lower() in low for word in group) for group in query.wanted) and not any(
        word.lower() in low for word in query.unwanted
    )
