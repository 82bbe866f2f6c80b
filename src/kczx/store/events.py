"""Events that several documents tell: each report's event, as far as reports that may be of one have come or gone."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from kczx.link.same_events import Telling, Tellings
from kczx.records import Event, EventDate, Participant
from kczx.store.parts import ORDER


def link(database: sqlite3.Connection) -> None:
    """Link the reports that were touched, within the transaction that is open."""
    keys = [key for (key,) in database.execute("select key from touched where kind = 'event' order by key")]
    for key in keys:
        reports = database.execute(
            f"""select r.*, d.hash from reports r join documents d on d.number = r.document where r.same = ?
            order by {ORDER}, cast(substr(r.record, 2) as integer)""",
            (key,),
        ).fetchall()
        for told, some in _together(database, reports):
            _put(database, told, some)
    database.execute("delete from events where not exists (select 1 from reports where event = events.id)")
    database.execute("delete from touched where kind = 'event'")


def _together(
    database: sqlite3.Connection, reports: list[sqlite3.Row]
) -> Iterator[tuple[Telling | None, list[sqlite3.Row]]]:
    """Yield the reports of each event, the first to tell it first, and what they tell together."""
    if len(reports) < 2:
        yield from ((None, [report]) for report in reports)
        return
    numbers = {number: place for place, number in enumerate(dict.fromkeys(report["document"] for report in reports))}
    at = {(numbers[report["document"]], int(report["record"][1:])): report for report in reports}
    same = Tellings()
    for report in reports:
        same.add(_event(database, report), numbers[report["document"]])
    for told in same.events():
        places = zip(told.places[::2], told.places[1::2], strict=True)
        yield told, [at.pop(place) for place in sorted(places)]
    yield from ((None, [report]) for report in at.values())


def _event(database: sqlite3.Connection, report: sqlite3.Row) -> Event:
    """A report as far as it says which event it tells."""
    found = database.execute("select role, type, ref, name, detail from participants where report = ?", (report["id"],))
    parts = [
        Participant.model_construct(role=role, type=type, ref=ref, name=name, detail=detail)
        for role, type, ref, name, detail in found
    ]
    date = None
    if report["edtf"] is not None:
        date = EventDate.model_construct(edtf=report["edtf"], start=report["start_day"], end=report["end_day"])
    return Event.model_construct(
        id=report["record"], kind=report["kind"], name=report["name"], label=report["label"], status=report["status"],
        date=date, place=report["place"], mode=report["mode"], participants=parts, evidence=[], article=report["article"],
        rule=report["rule"],
    )  # fmt: skip


def _put(database: sqlite3.Connection, told: Telling | None, reports: list[sqlite3.Row]) -> None:
    """Make the reports one event, which is known by the first of them."""
    first = reports[0]
    key = f"{first['hash']}/{first['record']}"
    date = (first["edtf"], first["start_day"], first["end_day"])
    name = first["name"]
    if told is not None:
        name = told.name
        date = (told.date.edtf, told.date.start, told.date.end) if told.date is not None else (None, None, None)
    told_as = {report["status"] for report in reports}
    status = next(known for known in ("held", "cancelled", "planned") if known in told_as)
    placed = next((report for report in reports if report["place"] is not None), first)
    entity = database.execute(
        "select entity from entries where document = ? and ref = ?", (placed["document"], placed["place_ref"])
    ).fetchone()
    mode = next((report["mode"] for report in reports if report["mode"] is not None), None)
    row = (first["kind"], name, first["label"], status, *date, placed["place"], entity and entity[0], mode)
    known = database.execute("select id from events where key = ?", (key,)).fetchone()
    if known is None:
        number = database.execute(
            """insert into events (kind, name, label, status, edtf, start_day, end_day, place, place_entity, mode, key)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (*row, key),
        ).lastrowid
    else:
        number = known[0]
        database.execute(
            """update events set kind = ?, name = ?, label = ?, status = ?, edtf = ?, start_day = ?, end_day = ?, place = ?,
            place_entity = ?, mode = ? where id = ?""",
            (*row, number),
        )
    moved = [(number, report["id"]) for report in reports if report["event"] != number]
    database.executemany("update reports set event = ? where id = ?", moved)
