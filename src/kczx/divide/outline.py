"""Headings → stories: which of a file's headings begin an article, and which are a programme's, a column's or an article's own.

A heading is a story's where those beside it are, too: under the name of a programme or a newsletter, or where the texts below
them begin as reports do.  Numbered and short headings under an article's title are its parts.  Within a round-up (国内联播快讯)
each line in bold, or else each short line, that heads paragraphs is a story's title.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kczx import lexicon
from kczx.divide.lines import Line, is_furniture
from kczx.flow import BOLD, Cleaned

NUMBERED = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.．：:\s]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．\s]|第[一二三四五六七八九十\d]{1,3}[章节条部篇]|[ⅠⅡⅢⅣⅤ①-⑳]"
)
ISSUE = re.compile(
    r"(?:总?第?\s*[\d一二三四五六七八九十百]+\s*期|[（(]?(?:19|20)\d\d[-年./]?\d{0,2}[-月./]?\d{0,2}日?[)）]?)"
)
ISSUED = re.compile(
    r"第\s*[\d一二三四五六七八九十百]+\s*期|(?:19|20)\d\d年\s*\d{1,2}期|[（(]\s*(?:19|20)\d\d[-./年]?\d{1,2}[-./月]?\d{1,2}日?\s*[)）]\s*$"
    r"|^《[^》]+》\s*[（(]?(?:19|20)\d\d"
)
"""What an issue of something that comes out again and again has in its name: 第2期, (20230517)."""
REPORT = re.compile(
    r"(?:[^\n，。]{0,16}?\d{1,2}月\d{1,2}日|\d{1,2}日[，,上下晚]|[今昨]天|[今昨]日|近日|日前|近期|本报讯|[^\s，。]{2,8}(?:讯|电|消息)[\s（(:：]|记者|[^\n，。]{2,16}\d{1,2}日)"
)
"""How the text of a report begins."""
LONG_TITLE = 8
"""Characters: a heading as long as this says something, a shorter one names a part."""


@dataclass(slots=True)
class Section:
    """A heading (None: what stands before the first), the lines right below it, and the headings below it, by line number."""

    title: int | None
    level: int
    own: list[int] = field(default_factory=list)
    inner: list[Section] = field(default_factory=list)
    told: int = 0  # how many of its lines, and of those of the headings below it, are running text

    def lines(self) -> Iterator[int]:
        """All lines of a section behind its title, those of the headings below it among them."""
        yield from self.own
        for section in self.inner:
            if section.title is not None:
                yield section.title
            yield from section.lines()


@dataclass(slots=True)
class Story:
    """A story's title, the headings that it stands under (a round-up's, a programme's), and its lines, by line number."""

    title: int | None
    lines: list[int]
    above: list[int] = field(default_factory=list)
    listed: bool = False  # in a round-up, whose heading is the title of the whole


@lexicon.cached
def _words() -> dict[str, re.Pattern[str]]:
    kinds = ("collection", "contents", "roundup", "part")
    rows = lexicon.rows("divide/outline.tsv", 2, choices=kinds)
    return {kind: re.compile(lexicon.alternation(word for word, own in rows if own == kind)) for kind in kinds}


def levels(cleaned: Cleaned, lines: Sequence[Line]) -> list[int]:
    """Of each line the level of the heading that it is, BOLD for a line in bold, 0 for any other."""
    outline = cleaned.source.outline
    starts = [mark.start for mark in outline]
    found = []
    for line in lines if outline else ():
        place, _ = cleaned.aligned.span(line.start, line.start + 1)
        number = bisect_right(starts, place) - 1
        found.append(outline[number].level if number >= 0 and place < outline[number].end else 0)
    return found or [0] * len(lines)


def is_contents(title: str) -> bool:
    """Whether a line heads a list of the stories below: 【本期要闻】, 内容提要."""
    return bool(_words()["contents"].fullmatch(title.strip(" \t:：【】[]《》〔〕#*—-")))


class Outline:
    """A text's headings as a tree, and the stories that they are of."""

    def __init__(self, text: str, lines: Sequence[Line], levels: Sequence[int]) -> None:
        self.text, self.all, self.levels = text, lines, levels
        self.root = Section(None, 0)
        path = [self.root]
        for number, level in enumerate(levels):
            if 0 < level < BOLD:
                while path[-1].level >= level:
                    path.pop()
                section = Section(number, level)
                path[-1].inner.append(section)
                path.append(section)
            else:
                path[-1].own.append(number)
                for section in path if lines[number].kind == "text" else ():
                    section.told += 1

    def stories(self) -> list[Story]:
        """The stories, in the order of the text."""
        found = list(self._stories(self.root, [], True))
        return [part for story in found for part in self._round_up(story)]

    def words(self, number: int | None) -> str:
        """What a line says."""
        return "" if number is None else self.text[self.all[number].start : self.all[number].end]

    def _tells(self, numbers: Sequence[int]) -> bool:
        return any(self.all[number].kind == "text" for number in numbers)

    def _is(self, kind: str, title: str) -> bool:
        bare = ISSUE.sub("", title).strip(" \t:：【】[]《》〔〕（）()—-·")
        return any(match.end() == len(bare) for match in _words()[kind].finditer(bare)) and len(bare) <= 24

    def _stories(self, section: Section, above: list[int], collected: bool) -> Iterator[Story]:
        """The stories of a section; `collected` where what it stands in holds stories."""
        title = self.words(section.title)
        inner = [part for part in section.inner if not self._is_left_out(part, section)]
        if not inner:
            if section.title is not None or self._tells(section.own):
                yield Story(section.title, list(section.own), above)
            return
        below = above if section.title is None else [*above, section.title]
        named = section.title is None or self._is("collection", title) or bool(ISSUED.search(title))
        if self._holds_stories(section, inner, named, collected):
            if self._tells(section.own):
                yield Story(section.title, list(section.own), above)
                below = above
            elif section.title is None:
                below = [*above, *section.own]
            else:
                below = [*below, *section.own]
            for number, part in enumerate(inner):
                yield from self._stories(part, below if not number else [], named or collected)
        else:
            yield Story(section.title, list(section.lines()), above)

    def _holds_stories(self, section: Section, inner: list[Section], named: bool, collected: bool) -> bool:
        titles = [self.words(part.title) for part in inner]
        numbered = sum(bool(NUMBERED.match(title)) for title in titles)
        if numbered * 2 > len(titles) or all(_words()["part"].fullmatch(title) for title in titles):
            return False
        if self._tells(section.own) and not (named and section.title is not None):
            return section.title is None and self._reports(inner)
        if named and section.title is not None:
            return True
        if len(inner) == 1:
            return section.title is None or len(titles[0]) >= max(LONG_TITLE, len(self.words(section.title)))
        long = sum(len(title) for title in titles) >= LONG_TITLE * len(titles)
        return (section.title is None and long) or self._reports(inner) or (collected and long and named)

    def _reports(self, sections: list[Section]) -> bool:
        """Whether most texts below headings begin as reports do."""
        begun = 0
        for section in sections:
            first = next((n for n in section.lines() if self.all[n].kind == "text"), None)
            begun += first is not None and bool(REPORT.match(self.words(first)))
        return begun * 2 > len(sections)

    def _is_left_out(self, part: Section, of: Section) -> bool:
        """Whether a section is furniture, or a list of the stories that stand in those beside it."""
        if part.title is None:
            return False
        if is_furniture(self.words(part.title)):
            return not part.inner
        return of.told > part.told and is_contents(self.words(part.title))

    def _round_up(self, story: Story) -> list[Story]:
        """The stories of a round-up, or the story itself where it is none."""
        if story.title is None or not self._is("roundup", self.words(story.title)):
            return [story]
        heads = [n for n in story.lines if self.levels[n]] or [n for n in story.lines if self.all[n].kind == "short"]
        behind = {n: story.lines[i + 1] for i, n in enumerate(story.lines[:-1])}
        among = set(heads)
        heads = [n for n in heads if n in behind and behind[n] not in among]
        if not heads:
            return [story]
        place = {number: i for i, number in enumerate(story.lines)}
        first = place[heads[0]]
        lead = story.lines[:first]
        above = [*story.above, story.title]
        found = []
        if self._reads(lead):
            found.append(Story(story.title, lead, story.above))
            lead, above = [], []
        bounds = [*(place[head] for head in heads), len(story.lines)]
        for number, head in enumerate(heads):
            lines = story.lines[bounds[number] + 1 : bounds[number + 1]]
            found.append(Story(head, lead + lines if not number else lines, above if not number else [], True))
        return found

    def _reads(self, numbers: Sequence[int]) -> bool:
        """Whether lines tell more than a dateline does: 央视网消息（新闻联播）：."""
        return any(self.all[n].kind == "text" and len(self.words(n)) > 30 for n in numbers)
