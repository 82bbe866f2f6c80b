"""One item an event: which passage tells it, who else does, and where it belongs.

Events that documents share, and events that one passage tells, hang together.  Of all their passages as few are printed as tell
every event once, the fuller first; all are cited.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from kczx.records import Event, EventDate, Extraction
from kczx.write import ranks
from kczx.write.monthly.homes import Home, home
from kczx.write.monthly.no_days import has_no_day
from kczx.write.monthly.passages import LONGEST, Passage, passages
from kczx.write.monthly.period import Period, Where
from kczx.write.monthly.words import Words

Key = tuple[str, str]
"""A document's id and an event's."""
BRIEF = 12
"""Characters that a sentence has at least to stand for an event among the highlights."""


@dataclass(frozen=True, slots=True)
class Told:
    """An item: the passage that is printed, the events that it tells, all passages that tell them, and where it belongs."""

    passage: Passage
    events: tuple[Event, ...]
    tellings: tuple[Passage, ...]
    home: Home
    where: Where
    papers: int

    @property
    def date(self) -> EventDate | None:
        """The day of the first event that has one."""
        return next((event.date for event in self.events if event.date and not has_no_day(event)), None)

    @property
    def order(self) -> tuple[str, str, int]:
        """What items of one heading are sorted by: their days, then where they stand."""
        date = self.date
        return (date.start if date else "", self.passage.document.path, self.passage.spans[0][0])

    @property
    def status(self) -> str:
        """Its status where all who tell it agree that it was not held, else `held`."""
        told = {event.status for event in self.events}
        return "held" if "held" in told else "cancelled" if "cancelled" in told else "planned"


def told(run: Extraction, period: Period, words: Words, only: Collection[Key] | None = None) -> list[Told]:
    """The items of a period, and those that may belong to it; with `only` those of these events."""
    wanted = _wanted(run, period)
    if only is not None:
        wanted = {key: place for key, place in wanted.items() if key in only}
    same = _same(run, wanted)
    people = ranks.of_people(run)
    rank: dict[Key, int] = {}
    for document in run.documents:
        for event in document.events:
            if (key := (document.id, event.id)) in wanted:
                rank[same[key]] = min(rank.get(same[key], ranks.NONE), ranks.of_event(event, document.id, people))
    found: list[Told] = []
    for group in _together(run, wanted, same):
        found += _items(group, wanted, same, rank, words)
    return _at_home(found)


def _at_home(items: list[Told]) -> list[Told]:
    """The items in the order of their sources; one that belongs nowhere belongs where the one before of its story and day does."""
    items.sort(key=lambda it: (it.passage.document.path, it.passage.document.id, it.passage.spans[0][0]))
    last: dict[tuple[str, str, str | None], Home] = {}
    found = []
    for it in items:
        date = it.date
        story = (it.passage.document.id, it.events[0].article, date.edtf if date else None)
        if it.home.kind == "other" and not it.home.name and not it.passage.dated and story in last:
            it = replace(it, home=last[story])
        elif it.home.kind != "other":
            last[story] = it.home
        found.append(it)
    return found


def _wanted(run: Extraction, period: Period) -> dict[Key, Where]:
    """The events of a period, those that a report of it tells late, and those of which nobody knows."""
    wanted: dict[Key, Where] = {}
    for document in run.documents:
        places: dict[str, Where] = {
            event.id: "unknown" if has_no_day(event) else period.where(event.date) for event in document.events
        }
        inside = sum(place == "in" for place in places.values())
        dated = sum(place != "unknown" for place in places.values())
        report = inside > 0 and 2 * inside >= dated  # what tells mostly of other months is none of this one's reports
        fresh = report if document.published is None else report or period.holds(document.published)
        for event, place in places.items():
            if place == "in" or (place == "before" and report) or (place == "unknown" and fresh):
                wanted[document.id, event] = place
    return wanted


def _same(run: Extraction, wanted: dict[Key, Where]) -> dict[Key, Key]:
    """Of each wanted event the one that stands for it among those that are the same across documents."""
    same = {key: key for key in wanted}
    for shared in run.corpus.events:
        keys = [key for it in shared.references if (key := (it.document, it.id)) in wanted]
        same.update((key, same[keys[0]]) for key in keys[1:])
    return same


def _together(run: Extraction, wanted: dict[Key, Where], same: dict[Key, Key]) -> list[list[Passage]]:
    """The passages of wanted events, those in one list that tell of the same events, directly or by another."""
    parent: dict[Key, Key] = {key: key for key in same.values()}

    def root(key: Key) -> Key:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    held: list[tuple[Passage, Key]] = []
    for document in run.documents:
        for passage in passages(document):
            keys = [same[key] for event in passage.events if (key := (document.id, event.id)) in wanted]
            for key in keys[1:]:
                parent[root(key)] = root(keys[0])
            if keys:
                held.append((passage, keys[0]))
    groups: dict[Key, list[Passage]] = {}
    for passage, key in held:
        groups.setdefault(root(key), []).append(passage)
    return list(groups.values())


def _items(
    group: list[Passage], wanted: dict[Key, Where], same: dict[Key, Key], rank: dict[Key, int], words: Words
) -> Iterator[Told]:
    """As few of the passages as tell every event once."""
    tells = [
        dict.fromkeys(same[key] for event in it.events if (key := (it.document.id, event.id)) in wanted) for it in group
    ]
    left = set[Key]().union(*tells)
    while left:
        number = max(range(len(group)), key=lambda at: (_worth(group[at], len(left.intersection(tells[at]))), -at))
        passage, new = group[number], left.intersection(tells[number])
        for it, keys in zip(group, tells, strict=True):  # a sentence that goes on about them tells nothing else
            if (
                not it.dated
                and it.document is passage.document
                and len(it.text) <= len(passage.text)
                and not new.isdisjoint(keys)
            ):
                new |= left.intersection(keys)
        left -= new
        events = tuple(event for event in passage.events if same.get((passage.document.id, event.id)) in new)
        tellings = [it for it, keys in zip(group, tells, strict=True) if not new.isdisjoint(keys)]
        tellings.sort(key=lambda it: it is not passage)
        where = [wanted[passage.document.id, event.id] for event in events]
        homes = [
            home(it, passage.label, passage.document, rank[same[passage.document.id, it.id]], words) for it in events
        ]
        yield Told(
            passage,
            events,
            tuple(tellings),
            min(homes, key=lambda it: (it.rank, it.kind == "other")),
            min(where, key=("in", "before", "unknown", "elsewhere").index),
            len({it.document.id for it in tellings}),
        )


def _worth(passage: Passage, events: int) -> int:
    """What a passage tells that is not told yet: an event is worth as much as a few words more."""
    return events and 30 * events + min(len(passage.text), LONGEST)
