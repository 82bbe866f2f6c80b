"""The sentences of a document that tell of events, in the source's own words: neighbours as one passage, each with the body or
place whose paragraph it stands in.

A newsletter puts a name before a paragraph (`乐山市：5月26日，……；6月1日，……`) or on a line of its own above several;
what follows is that body's, wherever it took place.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from kczx.records import Article, Document, Event, Mention
from kczx.write.monthly.no_days import begins_with_none

LABEL = re.compile(r"\s*([^\s，。；：、:,;!?！？]{2,24})[:：]\s*")
LINE = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]\s*)?([^\s，。；：、:,;!?！？]{2,24})\s*")
MARK = re.compile(
    r"\s*(?:\d{1,2}[.．](?=\D|\d{1,2}月)|\d{1,2}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳●◆■▪•·★☆◇□○*\-—])\s*(?=\S)"
)
"""What numbers or marks an item of a list."""
LONGEST = 400
"""Characters of a passage, beyond which a sentence begins another one."""
SHORT = 40
"""Characters of a line that may be a heading."""
FAR = 20_000
"""Characters behind the last sentence within which the next one is looked for."""
FEW = 8
"""Dates of a sentence that are looked at."""
MONTH = "月"
ENDS = " \t\n;；,，"
Spans = tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Passage:
    """Sentences of one document that stand together and tell of the same days."""

    document: Document
    label: str | None
    """The name that heads the paragraph, as it is written there."""
    first: str
    """The first sentence."""
    text: str
    spans: list[tuple[int, int]]
    events: list[Event]
    dated: bool
    """Whether the text begins with its month and day."""
    end: int | None = field(default=None, repr=False)
    begin: int | None = field(default=None, repr=False)


@dataclass(slots=True)
class _Unit:
    """A stretch of evidence and the events that it tells of."""

    mention: Mention
    events: list[Event]


def passages(document: Document) -> list[Passage]:
    """The passages of a document, in its order."""
    names = _names(document)
    found: list[Passage] = []
    for article in document.articles:
        found += _of_article(document, article, names)
    return found


def _of_article(document: Document, article: Article, names: frozenset[str]) -> Iterator[Passage]:
    heads = _Heads(article.text, names)
    cursor, open_ = 0, None
    dates = sorted((date.span[0], date.text) for date in document.dates if MONTH in date.text)
    for unit in _units(document, article):
        at = article.text.find(unit.mention.text, cursor, cursor + FAR)
        place = at if at >= 0 else None
        label, cut = heads.of(place) if place is not None else (None, 0)
        if mark := MARK.match(unit.mention.text, cut):
            cut = mark.end()
        text = unit.mention.text[cut:]
        dated = _begins_with_day(text, unit.mention.span, dates) or begins_with_none(text)
        if (
            open_ is not None
            and place is not None
            and not dated
            and not cut
            and _goes_on(open_, unit, place, article.text)
        ):
            open_.spans.append(unit.mention.span)
            open_.events += [event for event in unit.events if event not in open_.events]
            open_.end = place + len(unit.mention.text)
            assert open_.begin is not None
            open_.text = article.text[open_.begin : open_.end].strip(ENDS)
        else:
            if open_ is not None:
                yield open_
            shown = text.strip(ENDS)
            open_ = Passage(document, label, shown, shown, [unit.mention.span], list(unit.events), dated)
            if place is not None:
                open_.begin, open_.end = place + cut, place + len(unit.mention.text)
        cursor = place if place is not None else cursor
    if open_ is not None:
        yield open_


def _begins_with_day(text: str, span: tuple[int, int], dates: list[tuple[int, str]]) -> bool:
    """Whether a unit's text begins with a date, month and all, that stands there in the source."""
    first = bisect_left(dates, (span[0], ""))
    for start, word in dates[first : first + FEW]:
        if start >= span[1]:
            break
        if text.startswith(word):
            return True
    return False


def _units(document: Document, article: Article) -> list[_Unit]:
    """The evidence of an article's events in the source's order, each stretch once."""
    found: dict[tuple[int, int], _Unit] = {}
    for event in document.events:
        if event.article == article.id:
            for mention in event.evidence:
                found.setdefault(mention.span, _Unit(mention, [])).events.append(event)
    return [found[span] for span in sorted(found)]


def _goes_on(passage: Passage, unit: _Unit, place: int, text: str) -> bool:
    """Whether a unit follows on a passage: right behind it, in its paragraph, on its days."""
    if passage.end is None or place < passage.end or passage.begin is None:
        return False
    days = {event.date.edtf if event.date else "" for event in passage.events}
    between = text[passage.end : place]
    return (
        not between.strip(" \t")
        and place + len(unit.mention.text) - passage.begin <= LONGEST
        and not days.isdisjoint(event.date.edtf if event.date else "" for event in unit.events)
    )


def _names(document: Document) -> frozenset[str]:
    """The names of a document's bodies and divisions that may head a paragraph."""
    found: set[str] = set()
    for place in document.places:
        if place.code:
            found.update((place.name, *(mention.text for mention in place.mentions)))
    for body in document.organizations:
        if body.kind == "media":  # an agency's name before a story is a dateline
            continue
        found.update((body.name, *body.aliases, *(mention.text for mention in body.mentions)))
    return frozenset(found)


class _Heads:
    """What heads each paragraph of a text: a name before it, or on a line above it."""

    def __init__(self, text: str, names: frozenset[str]) -> None:
        self.starts: list[int] = []
        self.labels: list[tuple[str | None, int]] = []
        above, at = None, 0
        for line in text.split("\n"):
            match = LABEL.match(line)
            alone = LINE.fullmatch(line) if len(line) < SHORT else None
            if match and match[1] in names and len(line) > match.end():
                self._add(at, match[1], at + match.end())
            elif alone:
                above = alone[1] if alone[1] in names else None
                self._add(at, None, at)
            else:
                self._add(at, above, at)
            at += len(line) + 1

    def _add(self, start: int, label: str | None, begin: int) -> None:
        self.starts.append(start)
        self.labels.append((label, begin))

    def of(self, place: int) -> tuple[str | None, int]:
        """The name over what stands at a place, and how many characters of it are that name."""
        label, begin = self.labels[bisect_right(self.starts, place) - 1]
        return label, max(0, begin - place)
