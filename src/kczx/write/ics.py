"""Events → a calendar (RFC 5545): whole days, each event once however many documents tell it, the same bytes for the same records.

Only what has a known day stands in a calendar; how many events have none is told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import BinaryIO

import icalendar

from kczx.records import Document, Event, Failure
from kczx.write.exchange import Shared, Titles, called, days, partial, shared, uid
from kczx.write.labels import Labels, labels
from kczx.write.terminal import complain
from kczx.write.visible import visible

MAKER = "-//kczx//kczx//ZH"
STATUS = {"held": "CONFIRMED", "planned": "TENTATIVE", "cancelled": "CANCELLED"}
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Entry:
    """What a calendar says of an event."""

    first: date
    last: date
    summary: str
    kind: str
    status: str
    place: str
    who: tuple[str, ...]
    source: str
    stamp: date

    @property
    def weight(self) -> int:
        """How much it tells."""
        return len(self.who) + bool(self.place)


def write_ics(
    documents: Iterable[Document], failures: list[Failure], sink: BinaryIO, corpus: Shared | None = None
) -> None:
    """Write the calendar; documents are asked for one by one, and of each only its dated events are kept."""
    words = labels("zh")
    entries: dict[Key, Entry] = {}
    left_out = 0
    for document in documents:
        if corpus is not None:
            corpus.add(document)
        titles = Titles()
        for event in document.events:
            entry = _entry(event, document, words, titles)
            left_out += entry is None
            if entry is not None:
                entries[document.id, event.id] = entry
    calendar = icalendar.Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    head, _, foot = calendar.to_ical().partition(b"END:VCALENDAR")
    sink.write(head)
    for key, told in _once(entries, corpus):
        sink.write(_component(key, told).to_ical())
    sink.write(b"END:VCALENDAR" + foot)
    if left_out:
        complain(f"{left_out} event{'s' * (left_out > 1)} without a known day left out of the calendar")


def _entry(event: Event, document: Document, words: Labels, titles: Titles) -> Entry | None:
    known = days(event.date)
    if known is None:
        return None
    roles: dict[str, list[str]] = {}
    for part in event.participants:
        roles.setdefault(part.role, []).append(part.name + (f"（{part.detail}）" if part.detail else ""))
    stamp = partial(document.published)
    spans = words.word("separator").join(
        f"{start}–{end}" for start, end in (mention.span for mention in event.evidence)
    )
    name = titles.of(document, event.evidence[0].span[0]) if event.evidence else document.title
    title = f"《{name}》" if name else ""
    return Entry(
        *known,
        called(event),
        words.kind(event.kind),
        STATUS[event.status],
        event.place or "",
        tuple(f"{words.role(role)}：{words.word('separator').join(names)}" for role, names in roles.items()),
        f"{title}{document.path}:{spans}",
        date.fromisoformat(stamp) if stamp and len(stamp) == len("2016-06-05") else known[0],
    )


def _once(entries: dict[Key, Entry], corpus: Shared | None) -> list[tuple[Key, list[Entry]]]:
    """Each event by the key of its first telling, with all that tell it on that day, the fullest first; in the order of days."""
    found: dict[Key, list[Entry]] = {}
    for keys in shared(corpus, "events"):
        days_: dict[tuple[date, date], list[Key]] = {}
        for key in keys:
            if key in entries:
                days_.setdefault((entries[key].first, entries[key].last), []).append(key)
        for same in days_.values():
            found[same[0]] = sorted((entries.pop(key) for key in same), key=lambda it: -it.weight)
    found |= {key: [entry] for key, entry in entries.items()}
    return sorted(found.items(), key=lambda it: (it[1][0].first, it[1][0].last, it[0]))


def _component(key: Key, told: list[Entry]) -> icalendar.Event:
    """The event of a calendar: its end is the day behind its last one."""
    entry = told[0]
    component = icalendar.Event()
    component.add("uid", f"{uid(*key)}@kczx")
    component.add("dtstamp", datetime.combine(min(it.stamp for it in told), time(), UTC))
    component.add("dtstart", entry.first)
    component.add("dtend", entry.last + timedelta(1) if entry.last < date.max else entry.last)
    component.add("summary", visible(entry.summary))
    component.add("status", entry.status)
    component.add("transp", "TRANSPARENT")  # it takes nobody's time
    component.add("categories", [entry.kind])
    if entry.place:
        component.add("location", visible(entry.place))
    component.add("description", visible("\n".join([*entry.who, *dict.fromkeys(it.source for it in told)])))
    return component
