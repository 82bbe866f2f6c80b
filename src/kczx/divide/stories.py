"""Articles as a file's headings tell them."""

from __future__ import annotations

from collections.abc import Sequence

from kczx.divide.draft import ArticleDraft
from kczx.divide.lines import Line, is_furniture
from kczx.divide.outline import Outline, Story
from kczx.flow import BOLD

ZONES = {
    "text": "text", "contact": "text", "short": "heading", "number": "heading", "date": "meta", "meta": "meta",
    "credit": "byline", "closed": "byline",
}  # fmt: skip


def told_by_headings(text: str, lines: Sequence[Line], levels: Sequence[int]) -> list[ArticleDraft] | None:
    """The articles of a text with headings; None where it has none, or none that is an article's title."""
    if not any(0 < level < BOLD for level in levels):
        return None
    outline = Outline(text, lines, levels)
    stories = outline.stories()
    if not any(story.title is not None for story in stories):
        return None
    return [draft for story in stories if (draft := _draft(outline, story)).parts]


def _draft(outline: Outline, story: Story) -> ArticleDraft:
    draft = ArticleDraft()
    for number in story.above:
        line = outline.all[number]
        if story.listed and number == story.above[-1]:
            draft.add(line, "section")
        elif outline.levels[number]:
            draft.add(line, "issue")
        elif line.kind in ("meta", "date", "credit"):
            draft.add(line, "meta")
    title = outline.words(story.title)
    if story.title is not None:
        draft.add(outline.all[story.title], "title")
    for number in story.lines:
        line = outline.all[number]
        if outline.words(number) == title:
            draft.add(line, "title")
        elif outline.levels[number] and line.kind != "text" and not is_furniture(outline.words(number)):
            draft.add(line, "heading")
        elif line.kind in ZONES:
            draft.add(line, ZONES[line.kind])
    return draft
