"""Which lines of a page are its story: the element in which running text outweighs links, less the furniture within it.

Libraries that extract a page's main text (tests/bench/bench_pages.py measures two) drop short paragraphs and take
teasers along, since Chinese portals set sentences of other stories beside every story.  Here each line speaks for the elements
that it lies in, a sentence for them, a link or a teaser against them, and the element with most in its favour holds the story.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate

from kczx.acquire.html.furniture import is_foot, without_furniture
from kczx.acquire.html.lines import ShownLine
from kczx.acquire.html.tree import Element

DATED = re.compile(r"(?:19|20)\d\d\s?[-./年]\s?\d{1,2}\s?[-./月]\s?\d{1,2}")
TEASER_LENGTH = 260
"""Characters that an element holds at most which shows a headline and a sentence of another story."""
LITTLE = 60
"""Characters of running text that are no story yet."""
SHORTEST_HEADLINE, LONGEST_HEADLINE = 10, 60
NO_HEADLINE = re.compile(r"[。；|｜>＞»›]|[:：]$|首页|位置|登录|^[\d\W]+$")
MAIN, SHORTER, BESIDE = 0.6, 0.65, 0.1
"""How much of the text a main column holds at least, how long lines beside it are at most, in its lines' length, and how much
of the text must stand there."""
FEWEST_ENTRIES = 3
NEAR = 4
"""Lines before and behind one among which a sentence must end for it to be part of one."""
FAR = 3
"""How many times as much text must stand elsewhere for what follows the headline not to be its story."""


def story(lines: Sequence[ShownLine], headline: int | None) -> list[int]:
    """The numbers of the story's lines, of its headline and of the dateline below that; all lines where there is no story."""
    told = Scores(lines, _values(lines, headline, teasers=-1.0))
    holder, best = _holder(told, headline is not None)
    if best < LITTLE:  # perhaps a list: its entries are all that the page tells
        entries = Scores(lines, _values(lines, headline, teasers=1.0))
        listed = _list(entries, _holder(entries, False)[0])
        if entries.favour(listed) >= LITTLE:
            told, holder = entries, listed
        elif headlines := _headlines(lines):
            return headlines
        elif best <= 0:
            return list(range(len(lines)))
    inside = [number for number, line in enumerate(lines) if _within(line, holder)]
    if headline is not None:
        inside = [number for number in inside if number > headline]
    body = without_furniture(lines, inside, told.values, holder)
    if best >= LITTLE:
        body = _trimmed(lines, body, told.values)
    if not body:
        return list(range(len(lines)))
    return sorted({*_head(lines, headline, body[0]), *body})


def _values(lines: Sequence[ShownLine], headline: int | None, teasers: float) -> list[float]:
    """How much each line speaks for the elements that it lies in."""
    values = []
    for number, line in enumerate(lines):
        length = float(len(line.text))
        if headline is not None and number <= headline:
            values.append(0.0 if number == headline else -length)
        elif is_foot(line):
            values.append(-length)
        elif line.linked:
            values.append(-length if teasers < 0 else 0.0)
        elif not line.running and not _in_running_text(lines, number):
            values.append(-0.2 * length)
        else:
            values.append(length * (teasers if _is_teaser(line) else 1.0))
    return values


def _in_running_text(lines: Sequence[ShownLine], at: int) -> bool:
    """Whether a line without a mark is part of a paragraph that <br> or the layout breaks at every line's end."""
    if len(lines[at].text) < 4:
        return False
    near = range(max(0, at - NEAR), min(len(lines), at + NEAR + 1))
    return any(lines[n].running and _side_by_side(lines[n], lines[at]) for n in near)


def _is_teaser(line: ShownLine) -> bool:
    """Whether a sentence stands in a small element that begins with a link: another story's headline and its first words."""
    if MORE.search(line.text):
        return True
    if len(line.text) > TEASER_LENGTH:
        return False
    box = line.element
    for element in line.element.above():
        if element.length > TEASER_LENGTH:
            break
        box = element
    return box.linked > 0 and box.length <= TEASER_LENGTH and _begins_with_link(box)


def _begins_with_link(box: Element) -> bool:
    inner = box
    while inner.inside and inner.tag != "a":
        first = next((e for e in inner.inside if e.length), None)
        if first is None or first.first > box.first:
            return False
        inner = first
    return inner.tag == "a"


MORE = re.compile(r"[\[【(（]?(?:详细|更多|查看|阅读全文|全文|详情)[\]】)）]?\W*$")


def _holder(told: Scores, headed: bool) -> tuple[Element, float]:
    """The element with most in its favour, the smallest of several, and how much that is."""
    sums: dict[int, float] = {}
    known: dict[int, Element] = {}
    for line, value in zip(told.lines, told.values, strict=True):
        for element in line.element.above():
            sums[id(element)] = sums.get(id(element), 0.0) + value
            known[id(element)] = element
    best = max(sums, key=lambda key: (sums[key], -known[key].length))
    opening = next((line for line, value in zip(told.lines, told.values, strict=True) if value > 0), None)
    if headed and opening is not None:  # the story that the headline is of begins below it, however short it is
        near = max((id(e) for e in opening.element.above()), key=lambda key: (sums[key], -known[key].length))
        best = near if sums[best] < FAR * sums[near] else best
    speaking = (n for n, line in enumerate(told.lines) if told.values[n] > 0 and _within(line, known[best]))
    return _main_column(known[best], told, next(speaking, None) if headed else None), sums[best]


def _main_column(holder: Element, told: Scores, first: int | None) -> Element:
    """The element, or the one within it that holds most of its text, where what stands beside that is of shorter lines:
    notices and teasers without links in a column of their own.  The line `first` must be in it."""
    whole, chosen, inner = told.favour(holder), holder, holder
    while inner.inside:
        inner = max(inner.inside, key=told.favour)
        own = told.favour(inner)
        if own < MAIN * whole or (first is not None and not _within(told.lines[first], inner)):
            break
        beside = told.favour(chosen) - own
        if beside >= BESIDE * whole and told.usual(holder, inner) <= SHORTER * told.usual(inner):
            chosen = inner
    return chosen


def _within(line: ShownLine, element: Element) -> bool:
    return element.first <= line.first and line.last <= element.last


def _list(told: Scores, holder: Element) -> Element:
    """The element whose entries (its children of one kind) tell most."""
    best, most = holder, 0.0
    waiting = [holder]
    while waiting:
        element = waiting.pop()
        waiting += element.inside
        kinds: dict[tuple[str, str], list[float]] = {}
        for inner in element.inside:
            if inner.length:
                kinds.setdefault((inner.tag, inner.name), []).append(told.favour(inner))
        for entries in kinds.values():
            if len(entries) >= FEWEST_ENTRIES and sum(entries) > most:
                best, most = element, sum(entries)
    return best


def _headlines(lines: Sequence[ShownLine]) -> list[int]:
    """The lines of the longest list of links that are headlines, on a page that is nothing but lists."""
    values = [float(len(line.text)) if line.linked and len(line.text) >= SHORTEST_HEADLINE else 0.0 for line in lines]
    *_, root = lines[0].element.above()
    told = Scores(lines, values)
    holder = _list(told, root)
    return [n for n, line in enumerate(lines) if _within(line, holder)] if holder is not root else []


class Scores:
    """Lines with what each says, summed up, so that any element's share is had at once: it holds a stretch of lines."""

    def __init__(self, lines: Sequence[ShownLine], values: Sequence[float]) -> None:
        self.lines, self.values = lines, values
        self.starts = [line.first for line in lines]
        self.sums = list(accumulate((max(0.0, value) for value in values), initial=0.0))
        self.squares = list(accumulate((max(0.0, value) ** 2 for value in values), initial=0.0))

    def favour(self, element: Element) -> float:
        """What the lines in an element say in its favour."""
        return self._between(self.sums, element)

    def usual(self, element: Element, without: Element | None = None) -> float:
        """The length of the line in which a character of an element mostly stands, leaving out those of another one."""
        sums, squares = self._between(self.sums, element), self._between(self.squares, element)
        if without is not None:
            sums, squares = sums - self._between(self.sums, without), squares - self._between(self.squares, without)
        return squares / sums if sums > 0.5 else 0.0

    def _between(self, totals: Sequence[float], element: Element) -> float:
        return totals[bisect_left(self.starts, element.last)] - totals[bisect_left(self.starts, element.first)]


def _trimmed(lines: Sequence[ShownLine], body: list[int], values: Sequence[float]) -> list[int]:
    """The body from its first sentence to its last, with the headings and signatures that stand by them."""
    running = [at for at, number in enumerate(body) if values[number] > 0]
    if not running:
        return body
    first, last = running[0], running[-1]
    while (
        first
        and not (above := lines[body[first - 1]]).linked
        and (_side_by_side(above, lines[body[first]]) or _heads(above, lines[body[first]]))
    ):
        first -= 1
    while (
        last + 1 < len(body)
        and not lines[body[last + 1]].linked
        and _side_by_side(lines[body[last]], lines[body[last + 1]])
    ):
        last += 1
    return body[first : last + 1]


def _side_by_side(one: ShownLine, other: ShownLine) -> bool:
    """Whether two lines are paragraphs of the same element."""
    return one.element is other.element or (
        one.element.parent is other.element.parent and one.element.tag == other.element.tag
    )


def _heads(line: ShownLine, below: ShownLine) -> bool:
    """Whether a line is the heading of a part of the story, beside the paragraphs of that part."""
    return line.element.parent is below.element.parent and line.element.tag in ("h2", "h3", "h4", "h5", "h6")


def _head(lines: Sequence[ShownLine], headline: int | None, first: int) -> list[int]:
    """The headline, and the dateline between it and the body.

    Where the page does not say what its headline is, the line above the dateline, or above the body, may be.
    """
    if headline is not None and headline < first:
        rest = [n for n in range(headline + 1, first) if lines[n].element is lines[headline].element]  # broken by <br>
        return [headline, *rest, *(n for n in range(headline + 1, first) if _is_dateline(lines[n]))]
    head = [n for n in range(max(0, first - 3), first) if _is_dateline(lines[n])]
    above = min([first, *head])
    while above and len(head) < 4 and _may_be_headline(lines[above - 1]):
        head.append(above - 1)
        above -= 1
        if (
            not above or lines[above - 1].element is not lines[above].element
        ):  # broken in two by <br>, it is in one element
            break
    return head


def _may_be_headline(line: ShownLine) -> bool:
    text = line.text
    return not line.linked and 4 <= len(text) <= LONGEST_HEADLINE and not NO_HEADLINE.search(text)


def _is_dateline(line: ShownLine) -> bool:
    return bool(DATED.search(line.text)) and not line.linked and len(line.text) < 120
