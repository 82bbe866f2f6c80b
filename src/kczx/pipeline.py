"""The stages in their order: Source → clean → divide → find → link → relate → records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from kczx.clean import clean
from kczx.divide import divide
from kczx.find import find
from kczx.flow import Cleaned, Linked, Source
from kczx.link import link
from kczx.records import Document
from kczx.relate import Draft, relate
from kczx.write.document import document


@dataclass(frozen=True, slots=True)
class Reading:
    """What each stage made of a document: for those who want to look behind the records."""

    cleaned: Cleaned
    linked: Linked
    events: list[Draft]
    document: Document


def read(source: Source, base_date: Day | None = None) -> Reading:
    """Everything that is in one document."""
    cleaned = clean(source)
    linked = link(source, [find(article) for article in divide(cleaned)], base_date)
    events = relate(linked)
    return Reading(cleaned, linked, events, document(cleaned, linked, events))
