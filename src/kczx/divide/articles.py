"""Cleaned → articles: headings, datelines and bylines found, what the layout tore apart put together again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator

from kczx.divide import publisher
from kczx.divide.around import begins, lead, tail, without_others
from kczx.divide.contents import without_contents
from kczx.divide.datelines import apart, datelines
from kczx.divide.draft import ArticleDraft
from kczx.divide.lines import Line, lines
from kczx.divide.newsletter import openings
from kczx.divide.outline import levels
from kczx.divide.published import Issues, dated, own
from kczx.divide.sentences import sentences
from kczx.divide.stories import told_by_headings
from kczx.flow import Article, Cleaned, Zone
from kczx.spans import join

MID_SENTENCE = re.compile(r"[^，。；：、,;“”]{1,10}[；;]|[，。；、）)”]|[的了和与及并而]")
"""How a piece begins that is the rest of something else."""
BODY = re.compile(
    r"(?:[部处室厅局院社办网委校站馆所司报组团]|[协学究合员进商金事]会|中心|公司|集团|政府|科协)(?:[（(](?:印章|公章|盖章|章|代章|代)[）)])?\s*$"
)
"""How a byline ends, which names a body; a bare date behind any other short line belongs to a heading."""
NEAR = 12
"""Articles before a piece without a heading among which the one that it belongs to is looked for."""
ZONES = {
    "text": "text",
    "contact": "text",
    "number": "heading",
    "credit": "byline",
    "closed": "byline",
    "title": "title",
}


def divide(cleaned: Cleaned) -> list[Article]:
    """The articles of a document, in the order in which they begin; at least one where there is any running text."""
    text = cleaned.aligned.text
    all_lines = lines(text)
    all_lines, of_lines = without_contents(text, all_lines, levels(cleaned, all_lines))
    issues = Issues(cleaned, all_lines, of_lines)
    drafts = told_by_headings(text, all_lines, of_lines)
    if drafts is None:
        drafts = list(_drafts(text, all_lines, cleaned.source.title))
        _reunite(text, drafts)
    page = publisher.of_issue(text, all_lines) or publisher.of_foot(text, all_lines)
    drafts = [draft for draft in drafts if draft.parts]
    alone = len(drafts) == 1
    return [_article(cleaned, f"a{number}", draft, issues, page, alone) for number, draft in enumerate(drafts, 1)]


def _drafts(text: str, all_lines: list[Line], title: str | None) -> Iterator[ArticleDraft]:
    """The articles as the layout shows them: closed by a byline and a date, or opened by a heading and a dateline."""
    body = [i for i, line in enumerate(all_lines) if line.kind == "text"]
    if not body:  # headings only: keep what is no furniture
        draft = ArticleDraft(
            [(line, "title" if line.kind == "short" else "meta") for line in all_lines if line.kind != "noise"]
        )
        if draft.parts:
            yield draft
        return
    body = without_others(text, all_lines, body)
    first = begins(text, all_lines, body)
    draft = ArticleDraft()
    for i, kind in lead(text, all_lines, first, title):
        draft.add(all_lines[i], kind)
    closings, opened = _closings(text, all_lines, body), openings(text, all_lines, [first, *body])
    for i in range(first, body[-1] + 1):
        line = all_lines[i]
        if line.kind == "noise" or (line.kind == "short" and i in closings):
            if i in closings:
                draft.add(line, "byline")
            continue
        if i in closings:
            draft.add(line, "byline")
            yield draft
            draft = ArticleDraft()
        elif line.kind in ("meta", "date") and draft.has("text") and _opens(all_lines, i):
            heading = draft.parts.pop() if draft.parts[-1][1] == "heading" else None
            yield draft
            draft = ArticleDraft([(heading[0], "title")] if heading else [])
            draft.add(line, "meta")
        elif i in opened and draft.has("text"):
            yield draft
            draft = ArticleDraft([(line, "title")])
        elif line.kind == "short":
            draft.add(line, "heading" if draft.has("text") or draft.has("title") else "title")
        else:
            kind = "title" if text.startswith("原标题", line.start) else line.kind
            draft.add(line, ZONES.get(kind, "meta"))
    for i, kind in tail(text, all_lines, body[-1]):
        draft.add(all_lines[i], kind)
    if draft.parts:
        yield draft


def _closings(text: str, all_lines: list[Line], body: list[int]) -> set[int]:
    """The lines of bylines and bracketed dates that close articles within the text, and the bylines before them."""
    found = {i for i, line in enumerate(all_lines) if line.kind == "closed" and body[0] < i < body[-1]}
    for i, line in enumerate(all_lines):
        if line.kind == "date" and body[0] < i and all_lines[i - 1].kind == "short":
            before = all_lines[i - 1]
            if BODY.search(text, before.start, before.end):
                found |= {i, i - 1}
    return found


def _opens(all_lines: list[Line], i: int) -> bool:
    """Whether a dateline amid the text opens another article: a heading stands right before it."""
    return all_lines[i - 1].kind == "short"


def _reunite(text: str, drafts: list[ArticleDraft]) -> None:
    """Give a piece without a heading back to the article that was cut off.

    A newsletter's column breaks off and goes on elsewhere: the rest then closes with the byline, and what follows the cut
    (another article that begins in mid-sentence, its own beginning on an earlier page) took the cut article's heading.
    """
    for broken in [
        draft for draft in drafts if draft.has("byline") and not draft.has("title") and not draft.has("heading")
    ]:
        if broken is drafts[0]:
            continue
        best: tuple[int, ArticleDraft, int] | None = None
        number = drafts.index(broken)
        for draft in drafts[max(0, number - NEAR) : number]:
            cut = next(
                (
                    number
                    for number, (line, kind) in enumerate(draft.parts)
                    if kind == "text"
                    and number > 1
                    and draft.parts[number - 1][1] == "text"
                    and MID_SENTENCE.match(text, line.start, line.end)
                ),
                None,
            )
            if cut is None or not (draft.has("title") or draft.has("heading")):
                continue
            shared = _shared(text, draft.parts[:cut], broken.parts)
            if shared > _shared(text, draft.parts[cut:], broken.parts) and (best is None or shared > best[0]):
                best = (shared, draft, cut)
        if best is not None:
            _, draft, cut = best
            rest = ArticleDraft(draft.parts[cut:])
            draft.parts = draft.parts[:cut] + broken.parts
            drafts[drafts.index(broken)] = rest
            drafts.sort(key=lambda d: d.parts[0][0].start)


def _shared(text: str, some: list[tuple[Line, str]], others: list[tuple[Line, str]]) -> int:
    """How much two pieces have in common: quoted names and three-character strings, each counted once."""

    def grams(parts: list[tuple[Line, str]]) -> Counter[str]:
        found: Counter[str] = Counter()
        for line, kind in parts:
            if kind != "byline":
                piece = text[line.start : line.end]
                found.update({piece[i : i + 3] for i in range(len(piece) - 2)})
        return found

    return len(grams(some).keys() & grams(others).keys())


def _article(cleaned: Cleaned, id: str, draft: ArticleDraft, issues: Issues, page: str | None, alone: bool) -> Article:
    aligned = join([cleaned.aligned.slice(line.start, line.end) for line, _ in draft.parts])
    zones, at = [], 0
    for line, kind in draft.parts:
        zones.append(Zone(at, at + line.end - line.start, kind))
        at += line.end - line.start + 1
    text = aligned.text
    whole = list(sentences(text))
    told = datelines(
        text, [zone.start for zone in zones if zone.kind in ("text", "heading")], [start for start, _ in whole]
    )
    title = next((text[zone.start : zone.end] for zone in zones if zone.kind == "title"), cleaned.source.title)
    given = cleaned.source.published
    day, basis = (
        own(text, zones)
        or ((given, "published") if given else None)
        or dated(told, text)
        or issues.of(draft.parts[0][0].start)
        or (None, None)
    )
    return Article(
        id,
        aligned,
        tuple(zones),
        tuple(_pieces(cleaned, draft)),
        day,
        publisher.of_lines(text, zones)
        or next((dateline.publisher for dateline in told if dateline.publisher), None)
        or cleaned.source.publisher
        or page
        or (publisher.of_byline(text, zones) if alone else None),  # a single article's byline speaks for the whole
        tuple(apart(whole, told, text)),
        cleaned.source.layout,
        tuple(told),
        basis,
        issues.year(title),
    )


def _pieces(cleaned: Cleaned, draft: ArticleDraft) -> Iterator[tuple[int, int]]:
    """The ranges of the source that hold the article; lines next to each other make one."""
    start = end = None
    before = 0
    for line, _ in draft.parts:
        first, last = cleaned.aligned.span(line.start, line.end)
        if start is None or end is None or _apart(cleaned, (before, line.start), (end, first)):
            if start is not None and end is not None:
                yield start, end
            start = first
        before, end = line.end, last
    if start is not None and end is not None:
        yield start, end


def _apart(cleaned: Cleaned, gap: tuple[int, int], places: tuple[int, int]) -> bool:
    """Whether anything but line ends and markup stands between two lines: a gap of the working text, and of the source."""
    if places[1] < places[0] or cleaned.aligned.text[slice(*gap)].strip():
        return True
    if cleaned.source.body is None:
        return bool(cleaned.source.text[slice(*places)].strip())
    left_out = cleaned.source.left_out
    return bisect_left(left_out, places[0]) < bisect_left(left_out, places[1])
