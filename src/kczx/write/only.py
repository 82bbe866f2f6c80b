"""Keeps some kinds of records, empties the lists of the others, and takes out the texts of articles."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from kczx.errors import OptionError

if TYPE_CHECKING:  # the command line completes the names below without loading the records
    from kczx.records import Document

KINDS = ("people", "organizations", "places", "dates", "figures", "events", "articles")
VIEWS = ("event_list", "office_list", "indicator_series", "part_list", "who_met_whom")
"""What a store shows of all documents together, a table each."""


def kinds(values: Collection[str]) -> frozenset[str]:
    """The kinds that comma-separated lists name, all where there are none; raises OptionError for any other name.

    >>> sorted(kinds(["people,events", "dates"]))
    ['dates', 'events', 'people']
    """
    named = [name.strip() for value in values for name in value.split(",")]
    for name in named:
        if name not in KINDS:
            raise OptionError(f"--only: {name!r} is none of {', '.join(KINDS)}")
    return frozenset(named or KINDS)


def only(document: Document, kept: frozenset[str]) -> Document:
    """The document with the lists of the other kinds empty.

    Of articles only the texts go, since events and spans refer to them.  Events keep the ids of those who took part, so that
    their records can be had from another run.
    """
    dropped: dict[str, object] = {kind: [] for kind in KINDS if kind not in kept}
    if "articles" in dropped:
        dropped["articles"] = [article.model_copy(update={"text": ""}) for article in document.articles]
    return document.model_copy(update=dropped) if dropped else document


def in_corpus(section: str, kept: frozenset[str]) -> bool:
    """Whether a list of the corpus is kept; indicators and conflicts are of figures."""
    return ("figures" if section in ("indicators", "conflicts") else section) in kept
