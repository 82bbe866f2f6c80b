"""Names that only the layout tells of: cells behind a label (校对：佟昕), a line that is one bracket full of names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kczx import lexicon, words
from kczx.find.people.employing import ends_like_body
from kczx.find.people.offices import is_title
from kczx.find.people.titles import Occurrence
from kczx.mentions import Person

GAP = re.compile(r"[ \t　]{0,4}[:：/／|｜丨][ \t　]{0,4}|[ \t　]{1,4}")
CELL = re.compile(r"(?P<name>[㐀-鿿]{2,4}|[㐀-鿿][ 　]{1,2}[㐀-鿿])(?=[\s　、，,；;/／|｜)）\]】]|$)")
NEXT = re.compile(r"[、，,/／]|[ \t　]{1,4}")
BRACKET = re.compile(r"[（(](?P<names>[^（()）\n]{2,40})[）)][ \t　]*(?=\n|$)")
INDENT = re.compile(r"(?:^|\n)[ \t　]*$")
DEPARTMENTS = frozenset("处室办局厅委馆系")
"""What departments end with, and no names of people: 供稿：|成教处、校办."""
MAKERS = frozenset(["label", "role"])


@lexicon.cached
def surnames() -> re.Pattern[str]:
    """Surnames, the longest first."""
    return re.compile(lexicon.alternation(row[0] for row in lexicon.rows("find/people/surnames.tsv", 2)))


def with_labelled(text: str, names: Sequence[Person], occurrences: Sequence[Occurrence]) -> list[Person]:
    """The names, with those that a label tells of; these go before shorter ones that begin alike.

    >>> from kczx.find.people.titles import find
    >>> line = "摄影：宣传科 审核：桂中流"
    >>> [name.text for name in with_labelled(line, [], list(find(line, [], [])))]
    ['桂中流']
    """
    told = {cell.start: cell for cell in (*_labelled(text, occurrences), *_bracketed(text))}
    names = [name for name in names if not (name.end - name.start < 5 and _department(text, name))]
    if not told:
        return names
    taken = {at for cell in told.values() for at in range(cell.start, cell.end)}
    longer = {n.start: n for n in names if n.start in told and n.end > told[n.start].end}  # 阿里木江·吐尔地
    kept = [name for name in names if name.start not in taken and name.end - 1 not in taken]
    return sorted([*kept, *{**told, **longer}.values()], key=lambda name: name.start)


def _labelled(text: str, occurrences: Sequence[Occurrence]) -> Iterator[Person]:
    """记者 冷月, 校对：佟昕、闻静: cells behind the word of somebody who made the page."""
    for title in occurrences:
        gap = GAP.match(text, title.end) if title.kind in MAKERS else None
        if gap is not None:
            yield from _cells(text, gap.end(), len(text))


def _bracketed(text: str) -> Iterator[Person]:
    """A line of its own in brackets that holds names and nothing else: （文晓渡 闵小秋）."""
    for line in BRACKET.finditer(text):
        if INDENT.search(text, max(0, line.start() - 12), line.start()) is None:
            continue
        cells = list(_cells(text, line.start("names"), line.end("names")))
        if cells and cells[-1].end == line.end("names"):
            yield from cells


def _cells(text: str, at: int, end: int) -> Iterator[Person]:
    while at < end:
        cell = CELL.match(text, at)
        if cell is None or not is_name(cell["name"].replace(" ", "").replace("　", "")):
            return
        yield Person(at, cell.end(), re.sub("[ 　]", "", cell["name"]), "people/label")
        separator = NEXT.match(text, cell.end())
        if separator is None:
            return
        at = separator.end()


def _department(text: str, name: Person) -> bool:
    """Whether a supposed name is a part of a body that fills a label's cell: 供稿：|宣传科."""
    cell = CELL.match(text, name.start)
    return (
        cell is not None
        and cell.end() == name.end
        and text[name.start - 1 : name.start] in (":", "：", "/", "／")
        and names_part(name.text)
    )


def names_part(cell: str) -> bool:
    """Whether a cell is a word of the dictionary with a body's end behind it: 宣传|科, but not 王建|军."""
    if cell[-1] in DEPARTMENTS:
        return True
    return ends_like_body(cell) and (len(cell) < 3 or bool(words.frequency(cell[:-1])))


def is_name(cell: str) -> bool:
    """Whether a cell can be a Chinese name: a surname with one or two characters behind it, and no body's end."""
    surname = surnames().match(cell)
    if surname is None or names_part(cell) or is_title(cell, 0, len(cell)):
        return False
    size = len(surname[0])
    return 1 <= len(cell) - size <= 2 or (size > 1 and len(cell) == 3)
