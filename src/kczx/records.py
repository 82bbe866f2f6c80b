"""The records that kczx gives back: Pydantic models, frozen, with no field beyond those told here.

Spans are half-open ranges of code points in the decoded source (without a byte order mark).  Names and texts are in
simplified characters.  Fields with nothing to say are null or [], never missing.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SCHEMA_VERSION = "1"
EventKind = Literal[
    "meeting", "reception", "visit", "launch", "signing", "unveiling", "founding", "award", "appointment", "designation",
    "training", "lecture", "publication", "exhibition", "competition", "service", "survey", "instruction", "other",
]  # fmt: skip
Role = Literal[
    "organizer", "co_organizer", "supporter", "initiator", "chair", "attendee", "speaker", "awarder", "recipient",
    "signatory", "visitor", "host", "appointee", "publisher", "participant",
]  # fmt: skip
Qualifier = Literal["at_least", "about", "nearly", "more_than", "less_than"]
Basis = Literal["stated", "byline", "published", "heading", "file-name", "previous", "other-document", "none"]
Span = Annotated[tuple[int, int], Field(description="half-open range of code points in the decoded source")]

Id = Annotated[str, Field(pattern=r"^[a-z]\d{1,9}$", description="a letter for the kind and a number")]
Page = Annotated[int | None, Field(description="number of the page where the span begins, from 1; null without pages")]
Box = Annotated[
    tuple[float, float, float, float] | None,
    Field(
        description="left, top, right, bottom in points from the page's upper left corner, around the span's part on it"
    ),
]


class Record(BaseModel):
    """What all records have in common: they cannot be changed and hold no other fields."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_serialization_defaults_required=True,
        cache_strings="keys",  # what a run has read once it need not hold for records to come
    )  # fmt: skip


class Mention(Record):
    """Characters of the source that name something; `text` is their cleaned form."""

    span: Span
    text: str
    page: Page = None
    bbox: Box = None


class Title(Record):
    """An office or a rank: who employs (null where nothing tells), the position, where both stand."""

    organization: str | None
    position: str
    span: Span
    page: Page = None
    bbox: Box = None


class Person(Record):
    """A person of a document."""

    id: Id
    name: str
    aliases: list[str]
    mentions: list[Mention]
    titles: list[Title]


class Organization(Record):
    """A body of a document; `parent` is the id of the one that it belongs to."""

    id: Id
    name: str
    aliases: list[str]
    kind: str
    parent: str | None
    mentions: list[Mention]


class Place(Record):
    """A place with its GB/T 2260 code."""

    id: Id
    name: str
    code: str | None
    mentions: list[Mention]


class Date(Record):
    """A date as written, in EDTF (ISO 8601-2 level 1), its first and last day, and what gave the year."""

    span: Span
    text: str
    edtf: str
    start: str | None
    end: str | None
    basis: Basis
    page: Page = None
    bbox: Box = None


class Figure(Record):
    """A counted quantity: `value` in `unit`, what is counted, how exact, whose and when.

    A range (3~5个) has its ends in `low` and `high`, and the lower one as its value; `change` says whether the figure tells of a
    growth or a fall, by so much (增长2.4%) or to so much (增至930家); `planned` figures are aims and forecasts (力争达到50家);
    `side` says that what is counted is sought (征集难题35项) or offered (推介成果50项).
    """

    span: Span
    text: str
    value: float | int
    unit: str | None
    counted: str | None
    qualifier: Qualifier | None
    low: float | int | None
    high: float | int | None
    change: Literal["increase", "decrease"] | None
    planned: bool
    indicator: str | None
    as_of: str | None
    owner: str | None
    side: Literal["needs", "offers"] | None = None
    page: Page = None
    bbox: Box = None


class EventDate(Record):
    """When an event took place: EDTF, and its first and last day (or month, or year) as far as known."""

    edtf: str
    start: str
    end: str


class Participant(Record):
    """Who took part in an event and as what; `detail` is, for a speaker, the talk's title."""

    role: Role
    type: Literal["person", "organization", "place", "other"]
    ref: str | None
    name: str
    detail: str | None


class Event(Record):
    """Something that took place, is planned or was called off, with all the stretches of text that tell of it."""

    id: Id
    kind: EventKind
    name: str | None
    label: str | None  # what a reader calls it where it has no name: 林国栋会见高松林
    status: Literal["held", "planned", "cancelled"]
    date: EventDate | None
    place: str | None
    mode: Literal["onsite", "online", "hybrid", "televised"] | None
    participants: list[Participant]
    needs: list[Mention] = []  # what its sentences say that somebody seeks (需求, 难题), and offers (成果, 技术)
    offers: list[Mention] = []
    evidence: list[Mention]
    article: str
    rule: str


class Article(Record):
    """A story of a document; several spans where the layout tore it apart."""

    id: Id
    title: str | None
    byline: str | None
    published: str | None
    spans: list[Span]
    text: str


class Notice(Record):
    """Something that the reader should know of the source."""

    code: str
    message: str
    span: Span | None


class Document(Record):
    """Everything read out of one document."""

    id: str
    path: str
    source_id: str | None
    media_type: str
    encoding: str
    script: Literal["Hans", "Hant", "mixed"]
    title: str | None
    publisher: str | None
    published: str | None
    articles: list[Article]
    people: list[Person]
    organizations: list[Organization]
    places: list[Place]
    dates: list[Date]
    figures: list[Figure]
    events: list[Event]
    notices: list[Notice]


class Reference(Record):
    """Where an entity of the corpus stands in a document."""

    document: str
    id: str


class CorpusPerson(Record):
    """The same person across documents."""

    name: str
    aliases: list[str]
    titles: list[str]
    references: list[Reference]


class CorpusOrganization(Record):
    """The same body across documents."""

    name: str
    aliases: list[str]
    kind: str
    references: list[Reference]


class CorpusEvent(Record):
    """The same event across documents."""

    kind: EventKind
    name: str | None
    label: str | None
    date: EventDate | None
    references: list[Reference]


class ConflictValue(Record):
    """One document's value of an indicator."""

    value: float | int
    document: str
    span: Span
    text: str


class Conflict(Record):
    """An indicator for which different values are told of the same time, or of times that cannot be told apart."""

    indicator: str
    values: list[ConflictValue]


class IndicatorValue(Record):
    """One value of an indicator, planned or reached: of when and whose it is, and where it is told."""

    value: float | int
    low: float | int | None
    high: float | int | None
    qualifier: Qualifier | None
    planned: bool
    as_of: str | None
    owner: str | None
    document: str
    span: Span
    text: str


class Indicator(Record):
    """An indicator's values over time, the earlier first; those of no known time come last."""

    indicator: str
    unit: str | None
    values: list[IndicatorValue]


class Corpus(Record):
    """What the documents have in common, and where they disagree."""

    people: list[CorpusPerson]
    organizations: list[CorpusOrganization]
    events: list[CorpusEvent]
    indicators: list[Indicator]
    conflicts: list[Conflict]


class Failure(Record):
    """An input that could not be read."""

    path: str
    error: str
    message: str


class Extraction(Record):
    """The output of a run."""

    kczx: str
    schema_: Annotated[str, Field(alias="schema", serialization_alias="schema")]
    documents: list[Document]
    corpus: Corpus
    failures: list[Failure]

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)
