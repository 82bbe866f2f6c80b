"""A document's record → the rows of a store, and out of it again."""

from __future__ import annotations

import json
import sqlite3
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable
from typing import Any

from kczx.link.names import LOCAL, beyond, known
from kczx.link.same_events import PLAIN, SHORTEST_NAME, key_of
from kczx.packed import ID, Packed
from kczx.records import Event
from kczx.store.index import indexed

Fields = dict[str, Any]
SOURCE = b',"source":{'
"""What stands in a record before its source."""
KINDS = (("person", "people"), ("organization", "organizations"), ("place", "places"))
INTO = {
    "documents": "id hash file path position source_id media_type encoding script title publisher published run",
    "articles": "document article title byline published text",
    "entries": "document ref kind name subkind code parent key",
    "forms": "key document ref place",
    "aliases": "document ref name",
    "mentions": "document start end ref article text page",
    "titles": "document person organization organization_ref position start end",
    "dates": "document article text edtf start_day end_day basis start end",
    "figures": (
        "document article value low high unit counted qualifier change planned indicator as_of owner owner_ref side text start end"
    ),
    "reports": "document record article kind name label status edtf start_day end_day place place_ref mode rule plain same",
    "participants": "report document role type ref name detail",
    "evidence": "report start end text",
    "sought": "report side start end text",
}
"""The columns that are filled, by table."""
SQL = {
    table: 'insert or ignore into {} ("{}") values ({})'.format(
        table, '", "'.join(columns.split()), ", ".join("?" * len(columns.split()))
    )
    for table, columns in INTO.items()
}


def put(database: sqlite3.Connection, record: bytes, file: int, position: int, run: int) -> str:
    """Put a document's record, which is JSON, into the store; its path."""
    at = record.rfind(SOURCE)  # within a text its quotation marks would be escaped
    source = None if at < 0 else record[at + len(SOURCE) - 1 : -1]
    record = record if at < 0 else record[:at] + b"}"
    told: Fields = json.loads(record)
    hash = told["id"].partition("-")[0]
    if hash != told["id"]:  # the second of these bytes in its run; which it is in the store is told of all together
        record = ID.sub(b'{"id":"%b"' % hash.encode(), record, count=1)
    head = (told["source_id"], told["media_type"], told["encoding"], told["script"], told["title"], told["publisher"])
    whole = (hash, hash, file, told["path"], position, *head, told["published"], run)
    number = database.execute(SQL["documents"], whole).lastrowid
    assert number is not None
    database.execute("insert into records values (?, ?)", (number, zlib.compress(record, 1)))
    if source is not None:
        database.execute("insert into sources values (?, ?)", (number, zlib.compress(source, 1)))
    article_of = _articles(database, number, told)
    _entries(database, number, hash, told, article_of)
    refs = {name: body["id"] for body in reversed(told["organizations"]) for name in (*body["aliases"], body["name"])}
    database.executemany(
        SQL["titles"],
        [
            (number, person["id"], title["organization"], refs.get(title["organization"]), title["position"], *title["span"])
            for person in told["people"]
            for title in person["titles"]
        ],
    )  # fmt: skip
    database.executemany(
        SQL["dates"],
        [
            (number, article_of(d["span"][0]), d["text"], d["edtf"], d["start"], d["end"], d["basis"], *d["span"])
            for d in told["dates"]
        ],
    )
    database.executemany(SQL["figures"], [_figure(number, f, article_of, refs) for f in told["figures"]])
    places = {p["name"]: p["id"] for p in reversed(told["places"])}
    for event in told["events"]:
        _event(database, number, hash, event, places)
    path: str = told["path"]
    return path


def _articles(database: sqlite3.Connection, number: int, told: Fields) -> Callable[[int], str | None]:
    """Put the articles; what tells in which of them a character of the source lies."""
    for article in told["articles"]:
        row = (number, article["id"], article["title"], article["byline"], article["published"], article["text"])
        at = database.execute(SQL["articles"], row).lastrowid
        texts = (at, indexed(article["title"]), indexed(article["text"]))
        database.execute("insert into article_index (rowid, title, text) values (?, ?, ?)", texts)
    spans = sorted((*span, article["id"]) for article in told["articles"] for span in article["spans"])
    starts = [span[0] for span in spans]

    def article_of(at: int) -> str | None:
        place = bisect_right(starts, at) - 1
        return spans[place][2] if place >= 0 and at < spans[place][1] else None

    return article_of


def _entries(
    database: sqlite3.Connection, number: int, hash: str, told: Fields, article_of: Callable[[int], str | None]
) -> None:
    for kind, group in KINDS:
        for entry in told[group]:
            names = [entry["name"], *entry.get("aliases", ())]
            keys = [entry.get("code") or entry["name"]]
            if kind == "organization":
                full = [known(name) for name in beyond(names) if LOCAL.match(name) is None]
                keys = list(dict.fromkeys(full)) or [f"{hash} {entry['name']}"]  # 省科协 is another in another document
            row = (number, entry["id"], kind, entry["name"], entry.get("kind"), entry.get("code"), entry.get("parent"))
            database.execute(SQL["entries"], (*row, keys[0]))
            database.execute("insert or ignore into touched values (?, ?)", (kind, keys[0]))
            if kind == "organization":
                database.executemany(SQL["forms"], [(k, number, entry["id"], i) for i, k in enumerate(keys)])
            if kind == "place":
                names += [mention["text"] for mention in entry["mentions"]]
            database.executemany(SQL["aliases"], [(number, entry["id"], name) for name in set(names[1:]) - {names[0]}])
            database.executemany(
                SQL["mentions"],
                [(number, *m["span"], entry["id"], article_of(m["span"][0]), m["text"], m["page"]) for m in entry["mentions"]],
            )  # fmt: skip


def _figure(number: int, f: Fields, article_of: Callable[[int], str | None], refs: Fields) -> tuple[Any, ...]:
    exact = [None if f[name] is None else float(f[name]) for name in ("value", "low", "high")]
    told = (f["unit"], f["counted"], f["qualifier"], f["change"], f["planned"], f["indicator"], f["as_of"], f["owner"])
    return (number, article_of(f["span"][0]), *exact, *told, refs.get(f["owner"]), f["side"], f["text"], *f["span"])


def _event(database: sqlite3.Connection, number: int, hash: str, event: Fields, places: Fields) -> None:
    same = key_of(Event.model_validate({**event, "evidence": []}))
    key = f"{hash}/{event['id']}" if same is None else f"{'named' if event['name'] else 'people'}\n{same}"
    plain = PLAIN.sub("", event["name"] or "")
    date = event["date"] or {"edtf": None, "start": None, "end": None}
    row = (
        number, event["id"], event["article"], event["kind"], event["name"], event["label"], event["status"],
        date["edtf"], date["start"], date["end"], event["place"], places.get(event["place"]), event["mode"], event["rule"],
        plain if len(plain) >= SHORTEST_NAME else None, key,
    )  # fmt: skip
    report = database.execute(SQL["reports"], row).lastrowid
    database.execute("insert or ignore into touched values ('event', ?)", (key,))
    database.executemany(
        SQL["participants"],
        [(report, number, p["role"], p["type"], p["ref"], p["name"], p["detail"]) for p in event["participants"]],
    )
    database.executemany(SQL["evidence"], [(report, *e["span"], e["text"]) for e in event["evidence"]])
    both = [(side, told) for side in ("needs", "offers") for told in event[side]]
    database.executemany(SQL["sought"], [(report, side, *told["span"], told["text"]) for side, told in both])
    database.execute(
        "insert into record_index (rowid, name, text) values (?, ?, ?)", (report, *map(indexed, searched(event)))
    )


def searched(event: Fields) -> tuple[str, str]:
    """The texts by which an event is found: what it is called; who took part, where, and the sentences that tell of it."""
    parts = [part for p in event["participants"] for part in (p["name"], p["detail"]) if part]
    told = [event["place"] or "", *parts, *(evidence["text"] for evidence in event["evidence"])]
    return event["name"] or event["label"] or "", "\n".join(filter(None, told))


def drop(database: sqlite3.Connection, numbers: Iterable[int]) -> None:
    """Take documents out; what they had in common with others is linked anew."""
    for number in numbers:
        articles = database.execute("select id, title, text from articles where document = ?", (number,)).fetchall()
        for id, title, text in articles:
            database.execute(
                "insert into article_index (article_index, rowid, title, text) values ('delete', ?, ?, ?)",
                (id, indexed(title), indexed(text)),
            )
        record = json.loads(record_of(database, number))
        ids = dict(database.execute("select record, id from reports where document = ?", (number,)).fetchall())
        for event in record["events"]:
            database.execute(
                "insert into record_index (record_index, rowid, name, text) values ('delete', ?, ?, ?)",
                (ids[event["id"]], *map(indexed, searched(event))),
            )
        database.execute(
            """insert or ignore into touched select kind, key from entries where document = :number
            union select 'organization', key from forms where document = :number
            union select 'event', same from reports where document = :number""",
            {"number": number},
        )
        database.execute("delete from documents where number = ?", (number,))


def unpacked(record: bytes, id: str) -> Packed:
    """A document's record as it is kept, under its id in the store, which has `-2` behind it for a second one of the same bytes."""
    found = Packed(zlib.decompress(record))
    return found if found.id == id else Packed(ID.sub(b'{"id":"%b"' % id.encode(), found.json, count=1))


def with_source(database: sqlite3.Connection, number: int, found: Packed) -> Packed:
    """A document's record with its source beside it."""
    row = database.execute("select json from sources where document = ?", (number,)).fetchone()
    return (
        found if row is None else Packed(found.json[:-1] + SOURCE[:-1] + zlib.decompress(row[0]) + b"}", sourced=True)
    )


def record_of(database: sqlite3.Connection, number: int) -> bytes:
    """A document's record, as it was read."""
    (packed,) = database.execute("select json from records where document = ?", (number,)).fetchone()
    return zlib.decompress(packed)
