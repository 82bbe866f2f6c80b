"""The part of a page that is its text: HTML that reads, searches and prints without any script."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from kczx.records import Document
from kczx.sourced import SourceText
from kczx.write.page.shown import Shown, paragraph
from kczx.write.visible import visible_line

TITLES = ("title", "section")
CLASSES = {
    "title": "title",
    "section": "title",
    "heading": "heading",
    "byline": "byline",
    "meta": "meta",
    "issue": "meta",
}
LANGUAGES = {"Hant": "zh-Hant"}


def section(document: Document, source: SourceText, shown: Shown, number: int) -> Iterator[str]:
    """Yield a document as a section: a heading, then its text, a block a paragraph.

    A paragraph has no end tag, which is not needed, and no line end behind it, which would be of its text.  What is of no article
    (menus, links, other pages' headlines) has a class of its own.
    """
    language = LANGUAGES.get(document.script, "zh-Hans")
    title = document.title or document.path
    again = bool(shown.paragraphs) and _bare(shown.text[slice(*shown.paragraphs[0])]) == _bare(title)
    name = ' class="again"' if again else ""
    kind = "document titled" if again else "document"
    heading = f'<h2 lang="{language}"{name}>{paragraph(visible_line(title))}</h2>'
    yield f'<section class="{kind}" id="d{number + 1}"><header>{heading}</header>'
    yield f'<div class="text" lang="{language}">'
    lines = {shown.range(start, end)[0]: kind for start, end, kind in source.lines}
    pieces = sorted(shown.range(*span) for article in document.articles for span in article.spans)
    starts = [start for start, _ in pieces]
    titled = False
    for start, end in shown.paragraphs:
        kind = next((lines[at] for at in range(start, end) if at in lines), "") if lines else ""
        at = bisect_right(starts, end - 1) - 1
        inside = at >= 0 and pieces[at][1] > start
        tag = "p"
        if inside and kind in (*TITLES, "heading"):  # no level is left out, for those who go from heading to heading
            titled = titled or kind in TITLES
            tag = "h4" if titled and kind == "heading" else "h3"
        name = CLASSES.get(kind, "") if inside else "outside"
        yield f"<{tag}{f' class={name}' if name else ''}>{shown.html(start, end)}{'' if tag == 'p' else f'</{tag}>'}"
    yield "</div></section>\n"


def contents(documents: Iterable[tuple[Document, str]]) -> Iterator[str]:
    """Yield a list of documents with the addresses of their pages: what an index holds in the place of a text."""
    yield '<section class="document contents"><ol>'
    for document, address in documents:
        language = LANGUAGES.get(document.script, "zh-Hans")
        facts = [visible_line(fact) for fact in (document.published, document.publisher, document.path) if fact]
        title = paragraph(visible_line(document.title or document.path))
        yield f'<li><a lang="{language}" href="{address}">{title}</a><p>{paragraph(" · ".join(facts))}</p></li>\n'
    yield "</ol></section>"


def _bare(text: str) -> str:
    return "".join(text.split()).strip("#*")
