"""Why something was found: the rule, the words that it went by, the lines of the lexicons that hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from typing import Protocol

from rich.table import Table
from rich.text import Text

from kczx.flow import Article, Cleaned, Findings, Linked
from kczx.mentions import Date, Figure, Mention, Organization, Person, Place
from kczx.write.visible import visible_line

AROUND = 24
"""Characters shown before and after a place."""
TABLES_SHOWN = 6


class AnyEvent(Protocol):
    """What an event in the making tells of itself (`kczx.relate.Draft`)."""

    kind: str
    name: str | None
    article: Article
    spans: list[tuple[int, int]]
    trigger: tuple[int, int]
    rule: str


def explained(
    cleaned: Cleaned,
    linked: Linked,
    events: Iterable[AnyEvent],
    offset: int,
    elsewhere: Callable[[str, int], Iterable[tuple[str, str, str]]] | None = None,
) -> Iterator[Text | Table]:
    """Yield what is known of a character of the source: each mention and event that covers it, and, where `elsewhere` tells
    that of a document's id and an offset, which other documents tell the event as well (event, path, reason)."""
    yield _place(cleaned, offset)
    inside = [f for f in linked.findings if any(start <= offset < end for start, end in f.article.pieces)]
    count = 0
    for findings in inside:
        for mention in _covering(findings, offset):
            count += 1
            yield _table(_told(linked, findings, mention))
    for event in events:
        if any(_within(event.article, start, end, offset) for start, end in event.spans):
            count += 1
            yield _table(_event(event, offset))
    for name, path, reason in elsewhere(cleaned.source.id, offset) if elsewhere else ():
        yield _table([("told also", f"{name}  in {visible_line(path)}"), ("because", reason)])
    if not inside:
        yield Text("\nin no article: a menu, links or another page's headlines; nothing is looked for here", "yellow")
    elif not count:
        yield Text(f"\nin article {inside[0].article.id}, but nothing was found here", "yellow")


def _place(cleaned: Cleaned, offset: int) -> Text:
    source = cleaned.source.text
    start, end = max(0, offset - AROUND), offset + AROUND
    text = Text(f"{visible_line(cleaned.source.path)}:{offset}  ", "dim")
    text.append(_line(source[start:offset]), "none")
    text.append(_line(source[offset]), "bold reverse")
    return text.append(_line(source[offset + 1 : end]), "none")


def _within(article: Article, start: int, end: int, offset: int) -> bool:
    first, last = article.span(start, end)
    return first <= offset < last


def _covering(findings: Findings, offset: int) -> Iterator[Mention]:
    article = findings.article
    kinds: list[Iterable[Mention]] = [findings.people, findings.organizations, findings.places]
    for mentions in (*kinds, findings.dates, findings.figures):
        for mention in mentions:
            ranges = [(mention.start, mention.end)]
            if isinstance(mention, Person):
                ranges += [(title.start, title.end) for title in mention.titles]
            if any(_within(article, start, end, offset) for start, end in ranges):
                yield mention


def _told(linked: Linked, findings: Findings, mention: Mention) -> Iterator[tuple[str, str]]:
    article = findings.article
    start, end = article.span(mention.start, mention.end)
    kind = type(mention).__name__.lower()
    yield kind, f"{mention.text}  [{start}, {end})"
    yield "rule", mention.rule
    yield "context", article.text[max(0, mention.start - AROUND) : mention.end + AROUND]
    entity = linked.entity.get((article.id, mention.start, kind))
    if entity is not None and entity.name != mention.text and not isinstance(mention, Place):
        yield "stands for", f"{entity.name} ({entity.id})"
    words = [mention.text]
    match mention:
        case Person(titles=titles):
            for title in titles:
                words_there = article.text[title.start : title.end]
                yield "title", f"{title.position}  of  {title.organization or 'nobody told'}:  {words_there}"
                words.append(title.position)
        case Organization(kind=body):
            yield "kind", body
        case Place(name=name, code=code):
            yield "place", f"{name}  GB/T 2260 {code}" if code else name
        case Figure():
            words += [word for word in (mention.unit, mention.counted) if word]
            exact = f"  ({mention.qualifier})" if mention.qualifier else ""
            yield "value", f"{mention.value:g} {mention.unit or ''}{exact}  of  {mention.counted or 'nothing told'}"
            if mention.indicator:
                yield "indicator", mention.indicator
        case Date():
            when = linked.when[article.id][findings.dates.index(mention)]
            yield "resolved", f"{when.edtf}  the year from: {when.basis}"
        case _:
            pass
    yield from _lexicon(mention.rule.partition("/")[0], words)


def _event(event: AnyEvent, offset: int) -> Iterator[tuple[str, str]]:
    text = event.article.text
    yield "event", f"{event.kind}  {event.name or ''}"
    yield "rule", event.rule
    yield "words", text[event.trigger[0] : event.trigger[1]]
    for start, end in event.spans:
        if _within(event.article, start, end, offset):
            first, last = event.article.span(start, end)
            yield "evidence", f"{text[start:end]}  [{first}, {last})"


def _lexicon(kind: str, words: list[str]) -> Iterator[tuple[str, str]]:
    """Lines of the kind's tables whose word stands in what was found, the longest first."""
    folder = resources.files("kczx").joinpath("find", kind)
    if not folder.is_dir():
        return
    found: list[tuple[str, str]] = []
    for table in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not table.name.endswith(".tsv"):
            continue
        for number, line in enumerate(table.read_text("utf-8").splitlines(), 1):
            cells = [] if line.startswith("#") else [cell for cells in line.split("\t") for cell in cells.split(",")]
            held = [cell for cell in cells if cell in words or (len(cell) > 1 and any(cell in text for text in words))]
            if held:
                found.append((max(held, key=len), f"find/{kind}/{table.name}:{number}"))
    longest = [
        (word, where) for word, where in found if not any(word in other != word for other, _ in found) or word in words
    ]
    for count, (word, where) in enumerate(sorted(longest, key=lambda it: -len(it[0]))[:TABLES_SHOWN]):
        yield ("" if count else "lexicon"), f"{word}  {where}"


def _table(pairs: Iterable[tuple[str, str]]) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="dim", min_width=10)
    table.add_column(overflow="fold")
    for number, (name, value) in enumerate(pairs):
        if number == 0:
            table.add_row()
        table.add_row(Text(name), Text(_line(value), "bold" if number == 0 else ""))
    return table


def _line(text: str) -> str:
    """A stretch of text on one line, its line ends told apart from what else cannot be seen."""
    return visible_line(text.replace("\n", "⏎"))
