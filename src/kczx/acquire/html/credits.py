"""Publisher and day as a page shows them around its story: 来源：某报, a day in the foot, a link of the class `source`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from kczx import lexicon
from kczx.acquire.html.lines import ShownLine
from kczx.acquire.html.tokens import Token, attributes
from kczx.acquire.html.tree import Tree
from kczx.acquire.published import day

LONGEST = 120
"""Characters of a line that tells of the page."""
BEHIND = 12
"""Lines behind the story among which one that says so is looked for."""
SOURCE = re.compile(
    r"(?:来源|來源|稿源|文章来源|信息来源|来源于|發布單位|发布单位)\s*[:：]\s*"
    r"(?!\S{0,4}(?:[:：]|次数|日期|时间|時間))(?P<name>[^\s:：|｜,，()（）]{2,30}(?:[(（][^()（）\s]{1,8}[)）])?)"
)
LABELLED = re.compile(r"发布|發布|更新|发表|發表|刊登|录入|编辑|編輯|来源|來源")
DAY_ALONE = re.compile(
    r"\W*(?:19|20)\d\d[-./年]\s?\d{1,2}[-./月]\s?\d{1,2}日?\s*(?:\d{1,2}[:：]\d\d(?:[:：]\d\d)?)?\W*"
)
NO_NAME = re.compile(r"^\d|[年月日]\d|原创|未知|本站|评论|分享")
LABEL_ALONE = re.compile(r"(?:来源|來源|稿源)\s*[:：]$")
NAME = re.compile(r"(?:来源|來源)?\s*[:：]?\s*(?P<name>[^\s:：|｜,，。；]{2,24})")


@dataclass(frozen=True, slots=True)
class Credits:
    """The day and the publisher that stand around a story; None where none does."""

    published: str | None = None
    publisher: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A page's lines, the words of its pieces and its tree."""

    lines: Sequence[ShownLine]
    texts: Sequence[str]
    tree: Tree


def credits(shown: Shown, headline: int | None, chosen: Sequence[int]) -> Credits:
    """What the short lines between headline and text tell, be they links or in a poster's box, else those behind the text."""
    lines = shown.lines
    running = [number for number in chosen if lines[number].running]
    if not running:
        return Credits()
    first, last = running[0], running[-1]
    start = headline + 1 if headline is not None and headline < first else max(0, first - 4)
    between = [number for number in range(start, first) if len(lines[number].text) <= LONGEST]
    behind = [n for n in range(last + 1, min(len(lines), last + 1 + BEHIND)) if len(lines[n].text) <= LONGEST]
    told = [
        n for n in behind if LABELLED.search(lines[n].text) or (n == last + 1 and DAY_ALONE.fullmatch(lines[n].text))
    ]
    return Credits(
        next(filter(None, (day(lines[number].text) for number in [*between, *told])), None),
        next(chain(_labelled(lines, [*between, *behind]), _named(shown, between)), None),
    )


def time_of(tags: Sequence[Token], start: int, end: int) -> str | None:
    """The day of the first <time> in a range of the page."""
    times = (
        attributes(t).get("datetime", "")
        for t in tags
        if t.name == "time" and t.kind == "open" and start <= t.start < end
    )
    return next(filter(None, map(day, times)), None)


def _labelled(lines: Sequence[ShownLine], numbers: Sequence[int]) -> Iterator[str]:
    """The names behind a label, be they on the next line: 来源：⏎某报."""
    for number in numbers:
        said = lines[number].text
        if LABEL_ALONE.search(said) and number + 1 < len(lines) and len(lines[number + 1].text) <= LONGEST:
            said += lines[number + 1].text
        if match := SOURCE.search(said):
            yield match["name"]


def _named(shown: Shown, numbers: Sequence[int]) -> Iterator[str]:
    """The names in elements whose class or id says that they hold the publisher."""
    if not numbers:
        return
    first, last = shown.lines[numbers[0]].first, shown.lines[numbers[-1]].last
    for piece in range(first, last):
        for element in shown.tree.owners[piece].above():
            if element.first < first or element.last > last:
                break
            if any(word in element.name for word in _classes()):
                match = NAME.fullmatch("".join(shown.texts[element.first : element.last]).strip())
                if match and not NO_NAME.search(match["name"]):
                    yield match["name"]


@lexicon.cached
def _classes() -> tuple[str, ...]:
    return tuple(word for word, _ in lexicon.rows("acquire/html/classes.tsv", 2, choices=("publisher",)))
