"""The values that flow between the stages; the records that leave kczx are in `records`.

Offsets in mentions count the characters of `Article.text`; `Article.span` leads them back to the source.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, Required, TypedDict, TypeVar

from kczx.mentions import Date, Figure, Mention, Organization, Person, Place, Title
from kczx.spans import Aligned
from kczx.words import Words

if TYPE_CHECKING:  # a record costs pydantic's start-up, which --help need not pay
    from kczx.records import Basis

DATELINE = re.compile(r"\s*(?:电|讯|消息)(?![子力话视信影器池动商])")
"""新华社北京6月11日电: the day of the report, and not 6月11日电子学会.  Looked for behind a date."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the reader should know of, with the range of the source that it concerns."""

    code: str
    message: str
    span: tuple[int, int] | None = None


Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge in points (1/72 inch), counted from the page's upper left corner."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where on its page each character of a text stands: the page's number from 1, and four edges for each."""

    pages: array[int]
    edges: array[float]

    def place(self, start: int, end: int) -> tuple[int, Box] | None:
        """The page on which the characters [start, end) begin, and the box around those of them that it holds."""
        shown = [at for at in range(start, end) if self.pages[at]]
        if not shown:  # only line ends, which stand nowhere
            return None
        page = self.pages[shown[0]]
        boxes = [self.edges[4 * at : 4 * at + 4] for at in shown if self.pages[at] == page]
        left, top, right, bottom = zip(*boxes, strict=True)
        edges = (min(left), min(top), max(right), max(bottom))
        return page, tuple(round(edge, 2) for edge in edges)


BOLD = 9
"""The level of a mark that is no heading, but a line in bold."""


class Mark(NamedTuple):
    """What the layout makes of the source's characters [start, end): a heading of a level from 1 to 6, or a line in bold."""

    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Source:
    """One document as it was read: its decoded text (without a byte order mark) and where it came from.

    `body` is what of the text is the document's own, markup taken out (None: all of the text is), `left_out` holds the
    places in the text where visible words begin that are not of the body, `layout` where on pages the text stands, `outline`
    its headings and lines in bold, left to right.
    """

    path: str
    text: str
    id: str = ""
    encoding: str = "utf-8"
    media_type: str = "text/plain"
    source_id: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    body: Aligned | None = None
    left_out: Sequence[int] = ()
    layout: Layout | None = None
    outline: Sequence[Mark] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A source's working text, the script it was written in (ISO 15924 or `mixed`) and what was repaired."""

    source: Source
    aligned: Aligned
    script: str
    remarks: tuple[Remark, ...] = ()


PAGE_ZONES = frozenset(["meta", "byline", "section", "issue"])
"""Kinds of lines that tell of the page rather than of the story: their numbers count clicks, and nobody acts there."""


class Zone(NamedTuple):
    """A line of an article: `title`, `heading`, `section` (the title of a round-up that it stands in), `issue` (what that
    stands in), `meta` (what the page tells of it), `byline`, `text`."""

    start: int
    end: int
    kind: str


class Reporter(NamedTuple):
    """Who reported, by the name at [start, end) of the article's text, and as what: 记者, 通讯员 (None where nothing tells)."""

    start: int
    end: int
    role: str | None


@dataclass(frozen=True, slots=True)
class Dateline:
    """What a story's characters [start, end) tell of the report itself: 新华社北京6月11日电(记者李明), 据《云南日报》报道，.

    It is no part of a sentence: who is named in it takes part in no event, and it is no evidence.  `place` is a range of the
    article's text; `day` is EDTF (XXXX-06-11 where the year is not told, XXXX-XX-11 without the month).
    """

    start: int
    end: int
    publisher: str | None = None
    reporters: tuple[Reporter, ...] = ()
    place: tuple[int, int] | None = None
    day: str | None = None


class Issue(NamedTuple):
    """The year of the issue that an article stands in, and its number (2023年第2期); without one, of what a notice is of."""

    year: int
    number: int | None

    def of(self, month: int) -> int | None:
        """The year of a month that the text tells without one; a notice of a year (2021年度…公告) tells that of its second half."""
        if self.number is None:
            return self.year if month > 6 else None
        return self.year - 1 if self.number <= 2 and month > 10 else self.year


class Where(TypedDict, total=False):
    """The fields by which a record tells where it stands."""

    span: Required[tuple[int, int]]
    page: int
    bbox: Box


@dataclass(frozen=True, slots=True)
class Article:
    """A story: its text, put together again from the pieces that the layout made of it."""

    id: str
    aligned: Aligned
    zones: tuple[Zone, ...]
    pieces: tuple[tuple[int, int], ...]  # in the source
    published: str | None = None
    publisher: str | None = None
    sentences: tuple[tuple[int, int], ...] = ()
    layout: Layout | None = None
    datelines: tuple[Dateline, ...] = ()
    basis: Basis | None = None  # what told when it came out
    issue: Issue | None = None
    zone_starts: tuple[int, ...] = field(init=False)
    sentence_starts: tuple[int, ...] = field(init=False)
    dateline_starts: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "zone_starts", tuple([zone.start for zone in self.zones]))
        object.__setattr__(self, "sentence_starts", tuple([start for start, _ in self.sentences]))
        object.__setattr__(self, "dateline_starts", tuple([dateline.start for dateline in self.datelines]))

    @property
    def text(self) -> str:
        """The article's working text; mentions never cross one of its line ends."""
        return self.aligned.text

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The range of the source that the characters [start, end) stand for."""
        return self.aligned.span(start, end)

    def where(self, start: int, end: int) -> Where:
        """The same, as the fields of a record: with its page and box where the source has pages."""
        span = self.aligned.span(start, end)
        placed = None if self.layout is None else self.layout.place(*span)
        return {"span": span} if placed is None else {"span": span, "page": placed[0], "bbox": placed[1]}

    def zone(self, at: int) -> Zone:
        """The line that holds a character."""
        return self.zones[max(0, bisect_right(self.zone_starts, at) - 1)]

    def dateline(self, at: int) -> Dateline | None:
        """The dateline or byline that holds a character."""
        number = bisect_right(self.dateline_starts, at) - 1
        return self.datelines[number] if number >= 0 and at < self.datelines[number].end else None

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds a character."""
        return max(0, bisect_right(self.sentence_starts, at) - 1)

    def first(self, kind: str) -> str | None:
        """The text of the first line of a kind."""
        return next((self.text[zone.start : zone.end] for zone in self.zones if zone.kind == kind), None)


M = TypeVar("M", bound=Mention)


@dataclass(slots=True)
class Findings:
    """All mentions of an article, each list in the order of the text.

    `places` are those that stand by themselves, `located` also those inside the names of people and bodies; `words` are those
    by which all was found.
    """

    article: Article
    words: Words
    dates: list[Date] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    organizations: list[Organization] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    located: list[Place] = field(default_factory=list)
    starts: dict[int, list[int]] = field(default_factory=dict, repr=False)

    def within(self, mentions: Sequence[M], start: int, end: int) -> Sequence[M]:
        """Those of a list of mentions that begin in [start, end)."""
        if not mentions:
            return mentions
        starts = self.starts.get(id(mentions)) or self._starts(mentions)
        first = bisect_left(starts, start)
        return mentions[first : bisect_left(starts, end, first)]

    def index(self, mentions: Sequence[M], at: int) -> int:
        """The number of the first mention of a list that begins at a place or behind it."""
        return bisect_left(self.starts.get(id(mentions)) or self._starts(mentions), at)

    def _starts(self, mentions: Sequence[M]) -> list[int]:
        """Where the mentions of a list begin: of one of the six above, which do not change once they are found."""
        starts = self.starts[id(mentions)] = [mention.start for mention in mentions]
        return starts


@dataclass(slots=True)
class Entity:
    """What several mentions name: a person, an organization or a place of a document."""

    id: str
    name: str
    type: str  # person, organization, place
    aliases: list[str] = field(default_factory=list)
    mentions: list[tuple[Article, Mention]] = field(default_factory=list)
    titles: list[tuple[Article, Title]] = field(default_factory=list)
    kind: str = ""
    parent: str | None = None
    code: str | None = None


class When(NamedTuple):
    """A date of an article, resolved: EDTF, first and last day where the year is known, what gave the year, precision."""

    edtf: str
    start: str | None
    end: str | None
    basis: str
    precision: str  # day, month, year; time for a clock by itself, span for longer or vaguer stretches


@dataclass(slots=True)
class Linked:
    """A document's findings with what they refer to.

    `entity` leads from an article's id and a mention's first character to the entity; `when` is parallel to each
    article's dates, `figure_times` to its figures; `figure_sides` tells of figures that count what is sought or offered.
    """

    findings: list[Findings]
    people: list[Entity] = field(default_factory=list)
    organizations: list[Entity] = field(default_factory=list)
    places: list[Entity] = field(default_factory=list)
    entity: dict[tuple[str, int, str], Entity] = field(default_factory=dict)
    when: dict[str, list[When]] = field(default_factory=dict)
    figure_times: dict[str, list[When | None]] = field(default_factory=dict)
    figure_sides: dict[tuple[str, int], str] = field(default_factory=dict)
