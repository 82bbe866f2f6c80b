"""Figures as the fields of their records."""

from __future__ import annotations

import sys
from typing import Any

from kczx.flow import Findings, Linked
from kczx.mentions import Place

Fields = dict[str, Any]


def figures(linked: Linked, findings: Findings) -> list[Fields]:
    """The figures of an article as fields of their records."""
    article = findings.article
    found = []
    for figure, told in zip(findings.figures, linked.figure_times[article.id], strict=True):
        value = number(figure.value)
        if value is None:
            continue
        kind = "place" if isinstance(figure.owner, Place) else "organization"
        whose = None if figure.owner is None else linked.entity[article.id, figure.owner.start, kind].name
        begins = None if told is None else told.start
        found.append(
            dict(
                **article.where(figure.start, figure.end),
                text=figure.text,
                value=value,
                unit=figure.unit,
                counted=figure.counted,
                qualifier=figure.qualifier,
                low=None if figure.low is None else number(figure.low),
                high=None if figure.high is None else number(figure.high),
                change=figure.change,
                planned=figure.planned or bool(begins and article.published and begins > article.published),
                indicator=figure.indicator,
                as_of=None if told is None else told.edtf,
                owner=whose,
                side=linked.figure_sides.get((article.id, figure.start)),
            )
        )
    return found


def number(value: float) -> int | float | None:
    """A value as JSON's readers take it: whole numbers from 2^53 as floating-point ones, none beyond those.

    >>> number(88.0), number(2.5), number(2.0**60), number(float("inf"))
    (88, 2.5, 1.152921504606847e+18, None)
    """
    if not abs(value) <= sys.float_info.max:
        return None
    return int(value) if value == int(value) and abs(value) < 2**53 else float(value)
