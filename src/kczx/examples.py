"""Checks the examples beside the rules: every row of every `examples.txt`, read through the whole pipeline.

A row is a text with marks around what must be found: `由<figure value=88 unit=家>88家</figure>单位共同发起`.  Just these must be
found, with the values that are written: a miss, a part of a span and a second find all fail, and a row without marks must
yield nothing of its file's kind.  A row that begins with `!` is a known gap, and fails as soon as it passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from kczx import lexicon, records
from kczx.errors import ExampleError
from kczx.flow import Source
from kczx.pipeline import read

FILES = {
    "find/dates/examples.txt": "date",
    "find/figures/examples.txt": "figure",
    "find/places/examples.txt": "place",
    "find/organizations/examples.txt": "organization",
    "find/people/examples.txt": "person",
    "relate/examples.txt": "event",
}
"""The files of examples and the kind of mark that each holds."""
ATTRIBUTES = {
    "date": ("edtf", "basis"),
    "figure": ("value", "unit", "counted", "qualifier", "indicator"),
    "place": ("code", "name"),
    "organization": ("kind", "name"),
    "person": ("titles", "name"),
    "event": (
        "kind", "name", "date", "place", "status", "mode", "who", "organizer", "co_organizer", "supporter", "initiator", "chair",
        "attendee", "speaker", "awarder", "recipient", "signatory", "visitor", "host", "appointee", "publisher", "participant",
    ),
}  # fmt: skip
PADDING = (
    "这样做的好处大家都看得见，做起来却并不轻松，要有耐心，更要有恒心，不急不躁，一步一步往前走，路就会越走越宽，"
    "也就会越走越稳，凡事开头难，难的时候多想想为什么出发。"
)
"""Words in which nothing is to be found: a fragment on a line that they end is running text, and no menu or contact line."""
TAG = re.compile(r"<(?P<shut>/)?(?P<name>[a-z]+)(?P<rest>(?:[^<>\"]|\"[^\"]*\")*)>")
ATTRIBUTE = re.compile(r"\s+(?P<key>[a-z_]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\";<>]*))(?=\s|$)")
PUBLISHED = re.compile(r"\[(\d{4}-\d\d-\d\d)\] ")
ENDS = re.compile(r"[。！？；…!?;][”’」』）)]?$")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows there are, how many of them are known gaps, and what failed: file, line and what differs."""

    rows: int
    known_gaps: int
    failures: list[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """What must be found at [start, end) of a row's text, with the values that are written."""

    start: int
    end: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One example: its text without marks, when it came out, what must be found in it."""

    line: int
    gap: bool
    published: str | None
    text: str
    marks: list[Mark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """What the pipeline found: ranges of the source, all its values."""

    spans: list[tuple[int, int]]
    values: dict[str, str]


def check(lexicon_dir: Path | None = None) -> Outcome:
    """Check the package's examples and, with the folder's lexicons laid over, those of a user's folder.

    Raises ExampleError, with file and line, where a row cannot be parsed.
    """
    sources = [(name, resources.files("kczx").joinpath(name), kind) for name, kind in FILES.items()]
    texts = [(name, path.read_text("utf-8"), kind) for name, path, kind in sources if path.is_file()]
    lexicon.overlay(lexicon_dir)
    try:
        if lexicon_dir is not None:
            own = [(lexicon_dir / name, kind) for name, kind in FILES.items()]
            texts += [(str(path), path.read_text("utf-8-sig"), kind) for path, kind in own if path.is_file()]
        rows = [(name, kind, row) for name, text, kind in texts for row in parse(text, name, kind)]
        failures = [f"{name}:{row.line}: {why}" for name, kind, row in rows for why in _failures(row, kind)]
    finally:
        lexicon.overlay(None)
    return Outcome(len(rows), sum(row.gap for _, _, row in rows), failures)


def parse(text: str, name: str, kind: str) -> Iterator[Row]:
    """Yield the rows of a file of examples; `name` and the line are told where one cannot be parsed.

    >>> [(row.text, row.marks) for row in parse("由<figure unit=家>88家</figure>发起", "-", "figure")]
    [('由88家发起', [Mark(start=1, end=4, values={'unit': '家'})])]
    """
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# ") or line == "#":
            continue
        gap = line.startswith("!")
        body = line[gap:]
        published = PUBLISHED.match(body)
        try:
            plain, marks = _unmark(body[published.end() if published else 0 :], kind)
        except ValueError as error:
            raise ExampleError(f"{name}:{number}: {error}") from error
        yield Row(number, gap, published[1] if published else None, plain, marks)


def _unmark(body: str, kind: str) -> tuple[str, list[Mark]]:
    """A row's text and its marks, in the order in which they begin; ValueError where they do not fit together."""
    body = body.replace("\\n", "\n")
    plain, at = "", 0
    opened: list[tuple[int, dict[str, str]]] = []
    marks: list[Mark] = []
    for tag in TAG.finditer(body):
        plain += _literal(body[at : tag.start()])
        at = tag.end()
        if tag["name"] != kind:
            raise ValueError(f"<{tag['name']}> in a file of <{kind}>")
        if not tag["shut"]:
            opened.append((len(plain), _values(tag["rest"], kind)))
        elif not opened or tag["rest"]:
            raise ValueError(f"{tag[0]} closes nothing")
        else:
            start, values = opened.pop()
            if start == len(plain):
                raise ValueError(f"an empty <{kind}>")
            marks.append(Mark(start, len(plain), values))
    plain += _literal(body[at:])
    if opened:
        raise ValueError(f"<{kind}> is not closed")
    if not plain.strip():
        raise ValueError("a row without text")
    return plain, sorted(marks, key=lambda mark: (mark.start, -mark.end))


def _literal(text: str) -> str:
    if "<" in text or ">" in text:
        raise ValueError(f"no mark: {text}")
    return text


def _values(rest: str, kind: str) -> dict[str, str]:
    values: dict[str, str] = {}
    at = 0
    while (match := ATTRIBUTE.match(rest, at)) is not None:
        key = match["key"]
        if key not in ATTRIBUTES[kind] or key in values:
            raise ValueError(f"<{kind}> bears {key} once" if key in values else f"<{kind}> has no {key}")
        values[key] = match["plain"] if match["quoted"] is None else match["quoted"]
        at = match.end()
    if rest[at:].strip():
        raise ValueError(f"no attribute: {rest[at:].strip()}")
    return values


def _failures(row: Row, kind: str) -> list[str]:
    """What is wrong with a row; a known gap must fail, and is wrong where it does not."""
    differences = list(_differences(row, kind))
    if not row.gap:
        return differences
    return [] if differences else [f"a known gap passes now, take its ! away: {row.text}"]


def _differences(row: Row, kind: str) -> Iterator[str]:
    left = [one for one in _found(row, kind) if one.spans[0][0] < len(row.text)]
    unmet: list[Mark] = []
    for mark in row.marks:  # those that fit in full first, so that none takes another's find
        fitting = next((one for one in left if _covers(one, mark, kind) and not _wrong(mark, one)), None)
        if fitting is None:
            unmet.append(mark)
        else:
            left.remove(fitting)
    for mark in unmet:
        near = next((one for one in left if _covers(one, mark, kind)), None)
        words = row.text[mark.start : mark.end]
        if near is None:
            yield f"{kind} not found: {words}"
        else:
            left.remove(near)
            yield f"{words}: " + ", ".join(f"{key} is {got!r}, not {want!r}" for key, want, got in _wrong(mark, near))
    for one in left:
        start, end = one.spans[0]
        values = " ".join(f"{key}={value}" for key, value in one.values.items() if value)
        yield f"{kind} found without a mark: {row.text[start:end]} ({values})"


def _covers(found: Found, mark: Mark, kind: str) -> bool:
    """Whether a find is the marked one: the same characters, or for an event evidence that holds them."""
    if kind == "event":
        return any(start <= mark.start and mark.end <= end for start, end in found.spans)
    return (mark.start, mark.end) in found.spans


def _wrong(mark: Mark, found: Found) -> list[tuple[str, str, str]]:
    return [(k, want, found.values[k]) for k, want in mark.values.items() if not _equal(k, want, found.values[k])]


def _equal(key: str, want: str, got: str) -> bool:
    if key == "value":
        try:
            return float(want) == float(got)
        except ValueError:
            return False
    many = key not in ("edtf", "basis", "name", "kind", "date", "place", "code", "unit", "counted")
    return sorted(want.split(";")) == sorted(got.split(";")) if many else want == got


def _found(row: Row, kind: str) -> Iterator[Found]:
    """What the pipeline makes of a row: a single line is padded to running text, several are left as they are laid out."""
    text = row.text if "\n" in row.text else row.text + ("" if ENDS.search(row.text) else "。") + PADDING
    document = read(Source("-", text, published=row.published)).document
    if kind == "date":
        for date in document.dates:
            yield Found([date.span], {"edtf": date.edtf, "basis": date.basis})
    elif kind == "figure":
        for figure in document.figures:
            yield Found([figure.span], {key: _text(getattr(figure, key)) for key in ATTRIBUTES[kind]})
    elif kind == "event":
        for event in document.events:
            yield Found([mention.span for mention in event.evidence], _event(event))
    else:
        entities: Iterable[records.Person | records.Organization | records.Place] = {
            "person": document.people, "organization": document.organizations, "place": document.places,
        }[kind]  # fmt: skip
        for entity in entities:
            values = {key: _text(getattr(entity, key)) for key in ATTRIBUTES[kind] if key != "titles"}
            if isinstance(entity, records.Person):
                values["titles"] = ";".join(f"{title.organization or ''}{title.position}" for title in entity.titles)
            for mention in entity.mentions:
                yield Found([mention.span], values)


def _event(event: records.Event) -> dict[str, str]:
    values = {key: ";".join(p.name for p in event.participants if p.role == key) for key in ATTRIBUTES["event"][7:]}
    values |= {key: _text(getattr(event, key)) for key in ("kind", "name", "place", "status", "mode")}
    values["date"] = event.date.edtf if event.date else ""
    values["who"] = ";".join(p.name for p in event.participants if p.type == "person")
    return values


def _text(value: object) -> str:
    return "" if value is None else str(value)
