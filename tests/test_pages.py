"""Web pages of many layouts: the body is kept, menus and teasers stay out, and title, publisher and day are told.

Beside each page of `pages/` lies what is on it: `body`, `furniture`, and `neutral` text that may come through or not (headline,
dateline, credits).
"""

from __future__ import annotations

import functools
import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

import kczx
from kczx.acquire import acquire
from kczx.flow import Source
from kczx.records import Document

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
KEPT, LEAKED = 0.98, 0.02
DIVIDED = 0.85
"""What of a body articles hold at least: `divide` leaves out lines such as 联系人：…, and the days of a list's entries."""
SHORT = 12
"""Characters of a text that may stand in another one, too."""
IDS = [path.stem for path in PAGES]


@functools.cache
def gold(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return found


@functools.cache
def source(path: Path) -> Source:
    (found,) = acquire([str(path)])
    assert isinstance(found, Source), found
    return found


@functools.cache
def document(path: Path) -> Document:
    (found,) = kczx.read_path(path).documents
    return found


def bare(text: str | None) -> str:
    return re.sub(r"\s+", "", text or "")


def measure(text: str, told: dict[str, Any], shape: Any = bare) -> tuple[float, float, list[str], list[str]]:
    """The share of the body's characters that a text holds, the share of it that is none of the page's own story, and both."""
    rest, kept, missed = shape(text), 0, []
    body = sorted((shape(line) for line in told["body"] if shape(line)), key=len, reverse=True)
    neutral = sorted((shape(line) for line in told["neutral"] if shape(line)), key=len, reverse=True)
    long, short = [b for b in body if len(b) > SHORT], [b for b in body if len(b) <= SHORT]
    for line, counts in [*((b, True) for b in long), *((n, False) for n in neutral), *((b, True) for b in short)]:
        pieces = [line] if line in rest or not counts else re.findall(r"[^。；，]+[。；，]?", line)
        for piece in pieces:
            if piece in rest:
                rest = rest.replace(piece, "\0", 1)
                kept += len(piece) if counts else 0
            elif counts:
                missed.append(piece)
    leaked = [piece for piece in rest.split("\0") if piece]
    whole = sum(map(len, body))
    return kept / whole, sum(map(len, leaked)) / whole, missed, leaked


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_the_body_is_kept_and_furniture_left_out(path: Path) -> None:
    body = source(path).body
    assert body is not None
    kept, leaked, missed, extra = measure(body.text, gold(path))
    assert kept >= KEPT, missed
    assert leaked <= LEAKED, extra


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_articles_hold_the_body(path: Path) -> None:
    """What `divide` makes of it, in simplified characters."""
    convert = OpenCC("t2s").convert
    text = "\n".join(f"{a.title or ''}\n{a.byline or ''}\n{a.text}" for a in document(path).articles)
    kept, leaked, missed, extra = measure(
        text, gold(path), lambda line: bare(convert(line)).replace("「", "“").replace("」", "”")
    )
    assert kept >= DIVIDED, missed
    assert leaked <= LEAKED, extra


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_title_and_day(path: Path) -> None:
    told = gold(path)
    if told["title"]:
        assert bare(document(path).title or "") in bare(told["title"])
        assert document(path).published in (told["published"], None)


NAMELESS = frozenset(["video"])
"""Pages whose story names nobody."""


@pytest.mark.parametrize("path", PAGES, ids=IDS)
def test_spans_lead_to_the_markup(path: Path) -> None:
    """A mention's characters stand in the page in their order, between them only markup, blanks and entities."""
    text = source(path).text
    mentions = [m for kind in ("people", "organizations") for e in getattr(document(path), kind) for m in e.mentions]
    assert bool(mentions) == (path.stem not in NAMELESS)
    for mention in mentions:
        piece = text[slice(*mention.span)]
        shown = bare(OpenCC("t2s").convert(html.unescape(re.sub(r"<[^>]*>", "", piece))))
        assert shown == bare(mention.text), (piece, mention.text)


def main() -> None:
    """Print the shares of each page."""
    for path in PAGES:
        kept, leaked, missed, extra = measure(getattr(source(path).body, "text", ""), gold(path))
        print(
            f"{path.stem:12} kept {kept:.3f}  leaked {leaked:.3f}",
            missed[:5] or "",
            [piece[:60] for piece in extra[:5]] or "",
        )


if __name__ == "__main__":
    main()
