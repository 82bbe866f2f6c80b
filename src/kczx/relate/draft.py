"""Events in the making, and what a sentence stands in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kczx.flow import Article, Entity, Findings, When
from kczx.relate.frames import Frame


@dataclass(slots=True)
class Draft:
    """An event in the making."""

    kind: str
    name: str | None
    article: Article
    sentence: int
    spans: list[tuple[int, int]]
    trigger: tuple[int, int]  # the predicate and, of what is held, its name's end
    rule: str
    frame: Frame
    verb: tuple[int, int]  # the predicate alone
    gathering: bool = field(init=False)  # whether a name tells it, as of something that people come to
    clause: int = 0  # where the predicate's own clause begins
    when: When | None = None
    dated: bool = False
    own: bool = False  # whether its own clause tells its day
    planned: bool = False
    cancelled: bool = False
    invited: bool = False  # whether others are only asked to come to it
    headline: bool = False
    place: str | None = None
    held_by: str | None = None  # the place that is its subject
    mode: str | None = None
    listed: Entity | None = None
    people: list[tuple[str, Entity, str | None]] = field(default_factory=list)
    bodies: list[tuple[str, Entity]] = field(default_factory=list)
    places: list[tuple[str, Entity | None, str]] = field(default_factory=list)  # those that take part, by their text
    doers: list[Entity] = field(default_factory=list)  # who is its subject
    label: str | None = None  # what a reader calls it where it has no name
    days: tuple[tuple[int, int], ...] = ()  # where its clause tells days
    named: int = -1  # where its name begins
    others: tuple[range, ...] = ()  # where the names of its sentence's other events stand
    honoured: list[Entity] = field(default_factory=list)  # whom its name holds
    present: list[Entity] = field(default_factory=list)  # of whom it is told that they came, whatever else they did
    done_to: list[Entity] = field(default_factory=list)
    sides: Sequence[tuple[int, int, str]] = ()  # what its sentences say is sought and offered: needs, offers
    known: set[int] = field(
        default_factory=set, repr=False, compare=False
    )  # the people, as many as `counted` rows hold
    counted: int = field(default=0, repr=False, compare=False)

    @property
    def named_range(self) -> range:
        """Where its name stands; empty where that is not told."""
        return range(self.named, self.named + len(self.name)) if self.name and self.named >= 0 else range(0)

    def spans_end(self) -> int:
        """The number of the last sentence that tells of it."""
        return self.article.sentence(self.spans[-1][0])

    def __post_init__(self) -> None:
        self.gathering = self.frame.gathering


@dataclass(slots=True)
class Scene:
    """What a sentence stands in: its line's heading in a list, the events before it, the date that goes on."""

    main: Draft | None = None
    received: Draft | None = None  # the last reception told
    talks: Draft | None = None  # the last at which people met without a gathering's name
    opened: Draft | None = None  # the last meeting told that has a name
    visited: Draft | None = None  # the last visit told
    talk: int = -1  # where the paragraph begins in which somebody was quoted
    last: Draft | None = None
    line: int = -1
    subject: Entity | None = None
    place: str | None = None
    listed: bool = False
    when: When | None = None
    dated: bool = False


def named(draft: Draft, name: str | None, end: int) -> Draft:
    """The draft, told where its name begins that ends at `end`."""
    if name is not None and draft.article.text.endswith(name, 0, end):
        draft.named = end - len(name)
    return draft


def of_clause(
    findings: Findings,
    frame: Frame,
    kind: str,
    name: str | None,
    a: int,
    b: int,
    number: int,
    trigger: tuple[int, int],
    verb: re.Match[str],
) -> Draft:
    """An event that the clause [a, b) of a sentence tells by a predicate."""
    told = f"{frame.group}/{kind}/{verb[0][:6]}"
    return Draft(kind, name, findings.article, number, [(a, b)], trigger, told, frame, verb.span(), clause=a)


def add_person(draft: Draft, entity: Entity, role: str, detail: str | None = None) -> None:
    """Put a person into an event; a role says more than being there.  Whom an event's name honours is not at it."""
    if entity in draft.honoured:
        return
    if len(draft.people) != draft.counted:
        draft.known, draft.counted = {id(other) for _, other, _ in draft.people}, len(draft.people)
    for number, (known, other, old) in enumerate(draft.people) if id(entity) in draft.known else ():
        if other is entity and (known == role or role == "attendee"):
            if detail and not old:
                draft.people[number] = (known, other, detail)
            return
        if other is entity and known == "attendee" and entity not in draft.present:
            draft.people[number] = (role, entity, detail)
            return
    draft.people.append((role, entity, detail))
    draft.known.add(id(entity))
    draft.counted += 1


def add_body(draft: Draft, entity: Entity, role: str) -> None:
    """Put a body into an event, once."""
    if all(other is not entity for _, other in draft.bodies):
        draft.bodies.append((role, entity))
