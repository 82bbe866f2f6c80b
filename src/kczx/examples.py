"""Checks the examples beside the rules: every row of every `examples.txt`, read through the whole pipeline.

A row is a text with marks around what must be found: `由<figure value=36 unit=家>36家</figure>单位共同发起`.
Just these must be found, with the values that are written: a miss, a part of a span, a second find all fail, and a row
without marks must yield nothing of its file's kind.  A row that begins with `!` is a known gap, and fails as soon as it
passes.  `[2021-05-14] ` before a row is the day on which its text came out; `\\n` stands for a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import get_args

from kczx import lexicon, records
from kczx.errors import ExampleError
from kczx.flow import Source
from kczx.pipeline import read

FOLDERS = {
    "find/dates": "date", "find/figures": "figure", "find/places": "place", "find/organizations": "organization",
    "find/people": "person", "relate": "event",
}  # fmt: skip
"""Where a file of examples stands, and the kind of mark that it holds."""
ROLES = get_args(records.Role)
ATTRIBUTES = {
    "date": ("edtf", "basis"),
    "figure": ("value", "unit", "counted", "qualifier", "indicator", "as_of", "side"),
    "place": ("code", "name"),
    "organization": ("kind", "name"),
    "person": ("titles", "name"),
    "event": ("kind", "name", "label", "date", "place", "status", "mode", "who", "needs", "offers", *ROLES),
}
SETS = frozenset(
    ["titles", "who", "needs", "offers", *ROLES]
)  # values that are several, set apart by `;`, in any order
PADDING = (
    "这样做的好处大家都看得见，做起来却并不轻松，要有耐心，更要有恒心，不急不躁，一步一步往前走，"
    "路就会越走越宽，也就会越走越稳，凡事开头难，难的时候多想想为什么出发。"
)
"""Words in which nothing is to be found, at the end of a row so that a fragment is no menu, but running text."""
TAG = re.compile(r"<(?P<shut>/)?(?P<kind>[a-z]+)(?P<rest>(?:[^<>\"]|\"[^\"]*\")*)>")
ATTRIBUTE = re.compile(r"\s+(?P<key>[a-z_]+)=(?:\"(?P<quoted>[^\"]*)\"|(?P<plain>[^\s\";<>]*))(?=\s|$)")
PUBLISHED = re.compile(r"\[(\d{4}-\d\d-\d\d)\] ")
STOP = re.compile(r"[。！？；…!?;][”’」』）)]?$")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows there are, how many of them are known gaps, and what failed: file, line and what differs."""

    rows: int
    known_gaps: int
    failures: list[str]


@dataclass(frozen=True, slots=True)
class Mark:
    """What is to be found, or was: ranges of the row's text (of an event, all that tells of it) and its values."""

    spans: list[tuple[int, int]]
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One example: `gap` tells a known one, `published` when it came out; its text without marks, and the marks."""

    line: int
    gap: bool
    published: str | None
    text: str
    marks: list[Mark]


def check(lexicon_dir: Path | None = None) -> Outcome:
    """Check the package's examples and, its lexicons laid over, those of a folder; ExampleError tells of a bad row."""
    roots = [resources.files("kczx"), *([lexicon_dir] if lexicon_dir is not None else [])]
    files = [(root / folder / "examples.txt", kind) for root in roots for folder, kind in FOLDERS.items()]
    lexicon.overlay(lexicon_dir)
    try:
        texts = [(str(path), path.read_text("utf-8"), kind) for path, kind in files if path.is_file()]
        rows = [(name, kind, row) for name, text, kind in texts for row in parse(text, name, kind)]
        failures = [f"{name}:{row.line}: {why}" for name, kind, row in rows for why in _failures(row, kind)]
    finally:
        lexicon.overlay(None)
    return Outcome(len(rows), sum(row.gap for _, _, row in rows), failures)


def parse(text: str, name: str, kind: str) -> Iterator[Row]:
    """Yield the rows of a file of examples; ExampleError tells `name` and the line where one cannot be parsed.

    >>> [(row.text, row.marks) for row in parse("由<figure unit=家>36家</figure>发起", "-", "figure")]
    [('由36家发起', [Mark(spans=[(1, 4)], values={'unit': '家'})])]
    """
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("# ") or line == "#":
            continue
        gap = line.startswith("!")
        published = PUBLISHED.match(line, gap)
        try:
            plain, marks = _unmark(line[published.end() if published else gap :].replace("\\n", "\n"), kind)
        except ValueError as error:
            raise ExampleError(f"{name}:{number}: {error}") from error
        yield Row(number, gap, published[1] if published else None, plain, marks)


def _unmark(body: str, kind: str) -> tuple[str, list[Mark]]:
    """A row's text and its marks; ValueError where they do not fit together."""
    plain, at = "", 0
    opened: list[tuple[int, dict[str, str]]] = []
    marks: list[Mark] = []
    for tag in TAG.finditer(body):
        plain, at = plain + body[at : tag.start()], tag.end()
        if tag["kind"] != kind:
            raise ValueError(f"<{tag['kind']}> in a file of <{kind}>")
        if not tag["shut"]:
            opened.append((len(plain), _values(tag["rest"], kind)))
        elif not opened or tag["rest"] or opened[-1][0] == len(plain):
            raise ValueError(f"{tag[0]} closes nothing")
        else:
            start, values = opened.pop()
            marks.append(Mark([(start, len(plain))], values))
    plain += body[at:]
    if opened or re.search("[<>]", plain) or not plain.strip():
        raise ValueError(f"<{kind}> is not closed" if opened else f"no text with marks: {body}")
    return plain, marks


def _values(rest: str, kind: str) -> dict[str, str]:
    values, at = dict[str, str](), 0
    while (match := ATTRIBUTE.match(rest, at)) is not None:
        if match["key"] not in ATTRIBUTES[kind] or match["key"] in values:
            break
        values[match["key"]] = match["plain"] if match["quoted"] is None else match["quoted"]
        at = match.end()
    if rest[at:].strip():
        raise ValueError(f"no attribute of <{kind}>, or a second one:{rest[at:]}")
    return values


def _failures(row: Row, kind: str) -> list[str]:
    """What is wrong with a row; a known gap must fail, and is wrong where it does not."""
    differences = list(_differences(row, kind))
    passes = [] if differences else [f"a known gap passes now, take its ! away: {row.text}"]
    return passes if row.gap else differences


def _differences(row: Row, kind: str) -> Iterator[str]:
    left = [one for one in _found(row, kind) if one.spans[0][0] < len(row.text)]
    # Marks that fit in full take theirs first, so that none is left with the find of another.
    for mark in sorted(row.marks, key=lambda mark: all(_wrong(mark, one) for one in left if _covers(one, mark, kind))):
        near = sorted((one for one in left if _covers(one, mark, kind)), key=lambda one: len(_wrong(mark, one)))
        words = row.text[slice(*mark.spans[0])]
        if not near:
            yield f"{kind} not found: {words}"
        for one in near[:1]:
            left.remove(one)
            yield from (f"{words}: {k} is {one.values[k]!r}, not {mark.values[k]!r}" for k in _wrong(mark, one))
    for one in left:
        values = " ".join(f"{key}={value}" for key, value in one.values.items() if value)
        yield f"{kind} found without a mark: {row.text[slice(*one.spans[0])]} ({values})"


def _covers(found: Mark, mark: Mark, kind: str) -> bool:
    """Whether a find is the marked one: the same characters, or for an event evidence that holds them."""
    (first, last), *_ = mark.spans
    return any(a <= first and last <= b if kind == "event" else (a, b) == (first, last) for a, b in found.spans)


def _wrong(mark: Mark, found: Mark) -> list[str]:
    return [key for key, value in mark.values.items() if _plain(key, value) != _plain(key, found.values[key])]


def _plain(key: str, value: str) -> str | float | list[str]:
    if key == "value" and re.fullmatch(r"\d+(?:\.\d+)?", value):
        return float(value)
    return sorted(value.split(";")) if key in SETS else value


def _found(row: Row, kind: str) -> Iterator[Mark]:
    """What the pipeline makes of a row: a single line is padded to running text, several lines are left as they are."""
    text = row.text if "\n" in row.text else row.text + ("" if STOP.search(row.text) else "。") + PADDING
    document = read(Source("-", text, published=row.published)).document
    for one in getattr(document, "people" if kind == "person" else f"{kind}s"):
        told = {key: getattr(one, key, None) for key in ATTRIBUTES[kind]}
        if isinstance(one, records.Event):
            told |= {role: ";".join(p.name for p in one.participants if p.role == role) for role in ROLES}
            told["who"] = ";".join(dict.fromkeys(p.name for p in one.participants if p.type == "person"))
            told |= {side: ";".join(m.text for m in getattr(one, side)) for side in ("needs", "offers")}
            told["date"] = one.date.edtf if one.date else None
        elif isinstance(one, records.Person):
            told["titles"] = ";".join(f"{title.organization or ''}{title.position}" for title in one.titles)
        values = {key: "" if value is None else str(value) for key, value in told.items()}
        if isinstance(one, records.Event):
            yield Mark([evidence.span for evidence in one.evidence], values)
        elif isinstance(one, records.Date | records.Figure):
            yield Mark([one.span], values)
        else:
            yield from (Mark([mention.span], values) for mention in one.mentions)
