"""What was read and done with a document's text → its record with the source beside it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kczx.flow import Cleaned, Layout, Linked
from kczx.records import Document
from kczx.sourced import Edit, Sourced, SourceText
from kczx.spans import Aligned


def sourced(document: Document, cleaned: Cleaned, linked: Linked) -> Sourced:
    """The document with its source."""
    source = cleaned.source
    whole = Aligned.of(source.text)
    shown = source.body or whole
    text = SourceText.model_construct(
        text=source.text,
        markup=[] if source.body is None else list(edits(whole, source.body)),
        repairs=list(edits(shown, cleaned.aligned)),
        lines=sorted(_lines(linked)),
        pages=[] if source.layout is None else list(_pages(source.layout)),
        rules=sorted(set(_rules(linked))),
    )
    return Sourced.model_construct(**dict(document), source=text)


def edits(below: Aligned, above: Aligned) -> Iterator[Edit]:
    """Yield the edits that lead from a text to one that was made of it, in order; both lead to the same source.

    >>> below = Aligned.of("學(xué)會開")
    >>> list(edits(below, below.edit([(1, 6, "")]).edit([(1, 2, "会")])))
    [(1, 7, '会')]
    """
    (starts, ends), (own, _) = _places(above), _places(below)
    at, first, new = 0, 0, ""  # what is done with, where the edit begins that is being gathered, and its text
    for char, start, end in zip(above.text, starts, ends, strict=True):
        low = bisect_left(own, start, at)
        high = bisect_left(own, end, low)
        if high == low + 1 and below.text[low] == char:
            if (first < low or new) and below.text[first:low] != new:
                yield first, low, new
            at, first, new = high, high, ""
        else:
            new += char
            at = max(at, high)
    if below.text[first:] != new:
        yield first, len(below.text), new


def _places(text: Aligned) -> tuple[Sequence[int], Sequence[int]]:
    """Where in the source each character begins and ends."""
    if text.starts is not None and text.ends is not None:
        return text.starts, text.ends
    first, last = text.shift, text.shift + len(text.text)
    return range(first, last), range(first + 1, last + 1)


def _lines(linked: Linked) -> Iterator[tuple[int, int, str]]:
    for findings in linked.findings:
        for zone in findings.article.zones:
            if zone.kind != "text" and zone.end > zone.start:
                yield *findings.article.span(zone.start, zone.end), zone.kind


def _pages(layout: Layout) -> Iterator[tuple[int, int]]:
    last = 0
    for at, page in enumerate(layout.pages):
        if page > last:
            yield at, page
            last = page


def _rules(linked: Linked) -> Iterator[tuple[int, int, str]]:
    for findings in linked.findings:
        span = findings.article.span
        for mentions in (findings.people, findings.organizations, findings.located, findings.dates, findings.figures):
            for mention in mentions:
                yield *span(mention.start, mention.end), mention.rule
