"""Documents → the tables that a page's script reads: rows of numbers, every string once, spans as deltas.

A mark is four numbers: how many characters behind the start of the one before it begins, how long it is, the number of its kind and
rule, and the number of its row among those of its kind.  All marks of a document are one string: each number in digits of five
bits, the lowest first, all but the last with a sixth bit, written in base64's letters (as in source maps, without a sign).  Ranges
count the code points of what is seen of the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, get_args

from kczx.records import Corpus, Document, Event, EventKind, Figure, Role
from kczx.sourced import SourceText
from kczx.write.page.shown import Shown
from kczx.write.visible import visible_line

PERSON, OFFICE, BODY, PLACE, DATE, FIGURE, EVENT = range(7)
"""The kinds of marks, by the numbers that the script knows them by."""
FOLDERS = ("people", "", "organizations", "places", "dates", "figures", "")
"""What a kind's rules begin with."""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
SCORE = re.compile(r" \d+\.\d+$")
"""What a rule of people's names adds to its name: of no use to a reader, and other for each name."""
PARTS = ("", "person", "organization", "place")
"""Whose record one who took part has, by the numbers that the script knows them by; the first has none."""
STATUSES = ("held", "planned", "cancelled")
OFTEN = tuple(dict.fromkeys(("", *get_args(EventKind), *get_args(Role))))
"""Strings that come often, which get the short numbers; the first is that of none."""
Row = list[Any]
Mark = tuple[int, int, int, int]


class Numbered(dict[Hashable, int]):
    """Rows that are told once each, by their numbers."""

    def of(self, row: Hashable) -> int:
        return self.setdefault(row, len(self))


@dataclass(slots=True)
class Tables:
    """The tables of a page; documents are added one by one, the corpus of them last."""

    strings: Numbered = field(default_factory=lambda: Numbered({name: at for at, name in enumerate(OFTEN)}))
    rules: Numbered = field(default_factory=Numbered)
    dates: Numbered = field(default_factory=Numbered)
    figures: Numbered = field(default_factory=Numbered)
    offices: Numbered = field(default_factory=Numbered)
    people: list[Row] = field(default_factory=list)
    bodies: list[Row] = field(default_factory=list)
    places: Numbered = field(default_factory=Numbered)
    events: list[Row] = field(default_factory=list)
    documents: list[Row] = field(default_factory=list)
    refs: dict[tuple[str, str], int] = field(default_factory=dict)
    figure_at: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    def string(self, text: str | None) -> int:
        """The number of a string, 0 of none; what cannot be seen in it is written out."""
        return self.strings.of(visible_line(text or ""))

    def add(self, document: Document, source: SourceText, shown: Shown, told: bool = False) -> None:
        """Add a document; where its text is not on the page (`told`) without its marks, but with the words of its events."""
        number = len(self.documents)
        marks: list[Mark] = []
        rules = {(start, end, rule.partition("/")[0]): rule for start, end, rule in source.rules}
        boxes: dict[tuple[int, int], Row] = {}

        def mark(record: Any, kind: int, ref: int, rule: str = "") -> None:
            start, end = shown.range(*record.span)
            rule = rule or rules.get((*record.span, FOLDERS[kind]), "")
            if end > start:
                marks.append((start, end, self.rules.of((kind, SCORE.sub("", visible_line(rule)))), ref))
                if record.page is not None:
                    boxes[start, end] = [record.page, *(round(edge) for edge in record.bbox or ())]

        for person in document.people:
            ref = self.refs[document.id, person.id] = len(self.people)
            self.people.append([self.string(person.name), *map(self.string, person.aliases)])
            for mention in person.mentions:
                mark(mention, PERSON, ref)
            for title in person.titles:
                mark(title, OFFICE, self._office(ref, title.organization, title.position))
        for body in document.organizations:
            self.refs[document.id, body.id] = len(self.bodies)
            self.bodies.append([self.string(body.name), list(map(self.string, body.aliases)), self.string(body.kind)])
        for body in document.organizations:
            ref = self.refs[document.id, body.id]
            if (document.id, body.parent) in self.refs:
                self.bodies[ref].append(self.refs[document.id, body.parent or ""])
            for mention in body.mentions:
                mark(mention, BODY, ref)
        for place in document.places:
            ref = self.refs[document.id, place.id] = self.places.of((self.string(place.name), place.code or ""))
            for mention in place.mentions:
                mark(mention, PLACE, ref)
        for date in document.dates:
            mark(date, DATE, self.dates.of((self.string(date.edtf), self.string(date.basis))))
        for figure in document.figures:
            ref = self.figures.of(self._figure(figure, told))
            if figure.indicator:
                self.figure_at[document.id, figure.span[0]] = [number, shown.range(*figure.span)[0], ref]
            mark(figure, FIGURE, ref)
        for event in document.events:
            ref = self.refs[document.id, event.id] = len(self.events)
            self.events.append(self._event(document, event, number))
            for mention in event.evidence:
                mark(mention, EVENT, ref, event.rule)
            if told:
                self.events[ref].append([event.evidence[0].text[:80] if event.evidence else "", _first(event, shown)])
        self.documents.append(self._document(document, source, shown))
        if not told:
            marks.sort(key=lambda it: (it[0], -it[1]))
            self.documents[-1] += [_written(marks), self._text(document, source, shown)]
            if boxes:
                self.documents[-1].append([boxes.get(it[:2], 0) for it in marks])

    def _office(self, person: int, body: str | None, position: str) -> int:
        return self.offices.of((person, self.string(body), self.string(position)))

    def _figure(self, figure: Figure, told: bool) -> Hashable:
        row = (
            figure.value, self.string(figure.unit), self.string(figure.counted), self.string(figure.qualifier),
            self.string(figure.indicator), self.string(figure.as_of), self.string(figure.owner), self.string(figure.change),
            int(figure.planned), figure.low, figure.high,
        )  # fmt: skip
        last = len(row) if told else max((at for at, value in enumerate(row) if value not in (0, None)), default=0) + 1
        return (*row[:last], visible_line(figure.text)) if told else row[:last]

    def _event(self, document: Document, event: Event, number: int) -> Row:
        who: list[Row] = []
        for part in event.participants:
            ref = self.refs.get((document.id, part.ref or ""))  # what nobody asked for is not there
            kind = PARTS.index(part.type) if ref is not None and part.type in PARTS else 0
            more = [self.string(part.detail)] if part.detail or kind == PARTS.index("place") else []
            if kind == PARTS.index("place"):  # told as it stands there: of 云南昆明 the record is 昆明
                more.append(self.string(part.name))
            who.append([len(PARTS) * self.string(part.role) + kind, ref if kind else self.string(part.name), *more])
        days = [] if event.date is None else [event.date.edtf, event.date.start, event.date.end]
        days = days[:1] if len(set(days)) == 1 else days
        return [
            number, int(event.id[1:]), self.string(event.kind), visible_line(event.name or ""), visible_line(event.label or ""),
            STATUSES.index(event.status), list(map(self.string, days)),
            self.string(event.place), self.string(event.mode), int(event.article[1:]), who,
        ]  # fmt: skip

    def _document(self, document: Document, source: SourceText, shown: Shown) -> Row:
        notices = [
            [notice.code, visible_line(notice.message), *(shown.range(*notice.span) if notice.span else ())]
            for notice in document.notices
        ]
        told = (
            document.path,
            document.title,
            document.publisher,
            document.published,
            document.media_type,
            document.encoding,
        )
        return [*(visible_line(text or "") for text in told), document.script, len(source.text), notices]

    def _text(self, document: Document, source: SourceText, shown: Shown) -> Row:
        """What is told of a text: the gaps before its paragraphs, its repairs, its pages, how its places lie in the source, and
        the articles' titles and days."""
        gaps, last = [], 0
        for start, end in shown.paragraphs:
            gaps.append(start - last)
            last = end
        fixes: Row = []
        last = 0
        for start, end, new in source.repairs:
            fixes += [start - last, end - start, new]
            last = start
        runs: list[int] = []
        before = (0, 0)
        for run in shown.runs():
            runs += [run[0] - before[0], run[1] - before[1]]
            before = run
        pages = [[shown.range(at, at)[0], page] for at, page in source.pages]
        articles = [[self.string(one.title), self.string(one.published)] for one in document.articles]
        return [gaps, fixes, pages, runs, articles]

    def finished(self, corpus: Corpus) -> dict[str, Any]:
        """All tables, and what the corpus tells of several documents: who and what is the same, which figures disagree."""

        def same(told: Iterable[Any]) -> list[list[int]]:
            groups = ([self.refs.get((ref.document, ref.id), -1) for ref in one.references] for one in told)
            return [kept for group in groups if len(kept := sorted({ref for ref in group if ref >= 0})) > 1]

        conflicts = [
            [one.indicator, [self.figure_at[value.document, value.span[0]] for value in one.values]]
            for one in corpus.conflicts
        ]
        rows: Callable[[Numbered], list[Row]] = lambda table: [list(row) for row in table]  # type: ignore[call-overload]  # noqa: E731
        return {
            "strings": list(self.strings), "rules": rows(self.rules), "dates": rows(self.dates), "figures": rows(self.figures),
            "offices": rows(self.offices), "people": self.people, "bodies": self.bodies, "places": rows(self.places),
            "events": self.events, "documents": self.documents, "conflicts": conflicts,
            "same": [same(corpus.people), same(corpus.organizations), same(corpus.events)],
        }  # fmt: skip


def _first(event: Event, shown: Shown) -> int:
    return shown.range(*event.evidence[0].span)[0] if event.evidence else 0


def _written(marks: Iterable[Mark]) -> str:
    """Marks as a string.

    >>> _written([(2, 5, 0, 1), (40, 41, 33, 0)])
    'CDABmBBhBA'
    """
    letters, last = [], 0
    for start, end, kind, ref in marks:
        for number in (start - last, end - start, kind, ref):
            while number > 31:
                letters.append(LETTERS[32 | number & 31])
                number >>= 5
            letters.append(LETTERS[number])
        last = start
    return "".join(letters)
