"""An article's text for a terminal, what was found in it coloured by kind."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from kczx.flow import PAGE_ZONES, Article, Findings, Linked
from kczx.mentions import Mention
from kczx.write.labels import Labels
from kczx.write.visible import visible, visible_line

STYLES = {
    "people": "bold magenta",
    "organizations": "blue underline",
    "places": "green",
    "dates": "cyan",
    "values": "bold yellow",
    "titles": "italic magenta",
}
"""Attributes differ as well as colours, so that most kinds can be told apart where NO_COLOR is set."""


def shown(linked: Linked, labels: Labels) -> Iterator[Text]:
    """Yield what to print: which colour is what, then each article."""
    yield Text("  ").join(Text(labels.word(kind), style) for kind, style in STYLES.items())
    for findings in linked.findings:
        article = findings.article
        title = visible_line(article.first("title") or "")
        head = "  ".join(part for part in (article.id, title, article.published) if part)
        yield Text.assemble(("\n── ", "dim"), (head, "bold"))
        yield coloured(findings)


def coloured(findings: Findings) -> Text:
    """The text of an article, line by line, with its mentions styled; of two that overlap the longer one is seen."""
    article = findings.article
    text = Text(article.text)
    for zone in article.zones:
        if zone.kind in PAGE_ZONES:
            text.stylize("dim", zone.start, zone.end)
        elif zone.kind in ("title", "heading"):
            text.stylize("bold", zone.start, zone.end)
    for start, end, kind in sorted(_marks(findings), key=lambda mark: mark[1] - mark[0]):
        text.stylize(STYLES[kind], start, end)
    return _safe(text, article)


def _marks(findings: Findings) -> Iterator[tuple[int, int, str]]:
    kinds: tuple[tuple[str, list[Mention]], ...] = (
        ("people", list(findings.people)),
        ("organizations", list(findings.organizations)),
        ("places", list(findings.places)),
        ("dates", list(findings.dates)),
        ("values", list(findings.figures)),
    )
    for kind, mentions in kinds:
        yield from ((mention.start, mention.end, kind) for mention in mentions)
    for person in findings.people:
        yield from ((title.start, title.end, "titles") for title in person.titles)


def _safe(text: Text, article: Article) -> Text:
    """The same with escapes made visible; that moves what lies behind them, so it is done piece by piece."""
    if visible(article.text) == article.text:
        return text
    pieces = text.divide(range(1, len(text)))
    for piece in pieces:
        piece.plain = visible(piece.plain)
    return Text("").join(pieces)
