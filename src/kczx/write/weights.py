"""How much the things of a summary weigh: the rows of weights.toml."""

from __future__ import annotations

import functools
import math
import re
import tomllib
from importlib import resources
from typing import Any

from kczx.records import Event, Figure


@functools.cache
def table(kind: str) -> dict[str, Any]:
    """The rows of a kind."""
    found: dict[str, Any] = tomllib.loads(resources.files("kczx").joinpath("write/weights.toml").read_text("utf-8"))[
        kind
    ]
    return found


def by_rank(kind: str, rank: int) -> int:
    """What a rank adds.

    >>> by_rank("people", 1) > by_rank("people", 6) > by_rank("people", 9)
    True
    """
    ranks: list[int] = table(kind)["ranks"]
    return ranks[rank - 1] if rank <= len(ranks) else 0


def up_to(kind: str, each: str, most: str, number: int) -> int:
    """What so many things add, those beyond the most nothing."""
    rows = table(kind)
    return int(rows[each] * min(number, rows[most]))


def of_event(event: Event, rank: int, papers: int) -> int:
    """The weight of an event in which somebody of a rank took part, and which so many documents tell."""
    rows = table("events")
    people = sum(part.type == "person" for part in event.participants)
    return int(
        rows["name"] * bool(event.name)
        + rows["date"] * bool(event.date)
        + up_to("events", "person", "people", people)
        + up_to("events", "body", "bodies", len(event.participants) - people)
        + up_to("events", "telling", "tellings", len(event.evidence))
        + up_to("events", "paper", "papers", papers - 1)
        + by_rank("events", rank)
        + rows["unnamed"] * (not event.name and not event.participants)
    )


def is_trivial(figure: Figure) -> bool:
    """Whether a figure only says how many divisions there are, which is no key figure: 31个省, 9个县区."""
    return re.fullmatch(table("figures")["trivial"]["pattern"], figure.counted or "") is not None


def of_figure(figure: Figure, papers: int) -> float:
    """The weight of a figure that so many documents tell; of those alike the larger weighs a little more."""
    rows, own = table("figures"), bool(figure.owner or figure.indicator)
    unit, whole, counted = (re.compile(rows[name]["pattern"]) for name in ("units", "whole", "counted"))
    return float(
        rows["indicator"] * bool(figure.indicator)
        + rows["owner"] * bool(figure.owner)
        + rows["as_of"] * bool(figure.as_of)
        + rows["change"] * bool(figure.change)
        + up_to("figures", "paper", "papers", papers - 1)
        + rows["small"] * (not own and abs(figure.value) < rows["few"] and not unit.fullmatch(figure.unit or ""))
        + rows["weighty"] * bool(unit.fullmatch(figure.unit or ""))
        + rows["scope"] * any(map(whole.match, filter(None, (figure.owner, figure.counted))))
        + rows["plain"] * (not own and bool(counted.fullmatch(figure.counted or "")))
        + min(math.log10(abs(figure.value) + 1), 12) / 100
    )
