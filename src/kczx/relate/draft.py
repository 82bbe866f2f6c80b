"""Events in the making, and what a sentence stands in."""

from __future__ import annotations

from dataclasses import dataclass, field

from kczx.flow import Article, Entity, When


@dataclass(slots=True)
class Draft:
    """An event in the making."""

    kind: str
    name: str | None
    article: Article
    sentence: int
    spans: list[tuple[int, int]]
    trigger: tuple[int, int]
    rule: str
    clause: int = 0  # where the trigger's own clause begins
    when: When | None = None
    dated: bool = False
    planned: bool = False
    headline: bool = False
    place: str | None = None
    mode: str | None = None
    listed: Entity | None = None
    people: list[tuple[str, Entity, str | None]] = field(default_factory=list)
    bodies: list[tuple[str, Entity]] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """What a sentence stands in: its line's heading in a list, the events before it, the date that goes on."""

    main: Draft | None = None
    line: int = -1
    subject: Entity | None = None
    place: str | None = None
    listed: bool = False
    when: When | None = None
    dated: bool = False
