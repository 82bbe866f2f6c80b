"""What a page tells of itself: title, publisher, and the day on which it came out."""

from __future__ import annotations

import datetime
import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kczx import lexicon
from kczx.acquire.html.tokens import Token, attributes
from kczx.acquire.published import day

SPACE = re.compile(r"\s+")
SEPARATOR = re.compile(r"\s*[_|｜丨]+\s*|\s+[-–—»>]+\s+|\s*(?:--|——)\s*|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])")
"""What stands between a story's title and the names of column and site in <title>."""
POWERED = re.compile(r"powered by", re.I)
CREATED = re.compile(r"""\bvar\s+ct\s*=\s*["'](\d{10})["']""")
ACCOUNT = re.compile(r"""\bnickname\s*=\s*(?:htmlDecode\()?["']([^"'\n]{1,40})["']""")
CHINA = datetime.timezone(datetime.timedelta(hours=8))
LONGEST_SITE = 24
UNTITLED = re.compile(r"(?:无标题|未命名|untitled|index|document|新建)", re.I)


@dataclass(slots=True)
class Page:
    """A page's own words on itself; None where it does not tell."""

    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    site: str | None = None
    window: str | None = None  # what <title> holds: the story's title, mostly with the site's name
    changed: str | None = None  # the day of a change


def page(source: str, pieces: Iterable[Token]) -> Page:
    """What <meta> tags, JSON-LD and <title> tell; the first that tells something counts."""
    told = Page()
    name = ""
    for token in pieces:
        if token.kind == "open":
            name = attributes(token).get("type", "").lower() if token.name == "script" else token.name
            if token.name == "meta":
                _take(told, _meta(token))
        elif token.kind == "raw" and token.name == "title":
            told.window = told.window or _plain(source[token.start : token.end])
        elif token.kind == "raw" and name == "application/ld+json":
            _take(told, _linked_data(source[token.start : token.end]))
        elif token.kind == "raw" and name not in ("style", "title"):
            _take(told, _account(source, token.start, token.end))
    told.published = told.published or told.changed
    return told


def parts_of_title(told: Page) -> list[str]:
    """What may be the story's title, by the page's own data, the likeliest first."""
    said = [told.title] if told.title else []
    if told.window and not UNTITLED.match(told.window):
        said += [told.window, *sorted(filter(None, SEPARATOR.split(told.window)), key=len, reverse=True)]
    return list(dict.fromkeys(part.strip() for part in said if part))


def site_of(told: Page) -> str | None:
    """The site's name: as the page's data has it, else what stands last in <title> behind the story's, and ends as sites do.

    >>> site_of(Page(window="学会召开年会_学会动态_江苏科技网")), site_of(Page(window="企业快讯--两家船厂合并重组"))
    ('江苏科技网', None)
    """
    if told.site:
        return told.site
    parts = [part for part in SEPARATOR.split(told.window or "") if part]
    last = parts[-1] if len(parts) > 1 else ""
    return last if _sites().search(last) and len(last) <= LONGEST_SITE and not POWERED.match(last) else None


def _take(told: Page, fields: Iterable[tuple[str, str]]) -> None:
    for field, value in fields:
        value = _plain(value)
        if field in ("published", "changed"):
            value = day(value) or ""
        if value and len(value) < 300 and getattr(told, field) is None:
            setattr(told, field, value)


@lexicon.cached
def _fields() -> dict[str, str]:
    kinds = ("title", "published", "changed", "publisher", "site")
    return dict(lexicon.rows("acquire/html/meta.tsv", 2, choices=kinds))  # type: ignore[arg-type]


@lexicon.cached
def _sites() -> re.Pattern[str]:
    return re.compile(f"{lexicon.alternation(word for word, _ in lexicon.rows('acquire/html/sites.tsv', 2))}$")


def _meta(token: Token) -> Iterator[tuple[str, str]]:
    told = attributes(token)
    field = _fields().get((told.get("name") or told.get("property") or told.get("itemprop") or "").lower())
    if field:
        yield field, told.get("content", "")


def _linked_data(text: str) -> Iterator[tuple[str, str]]:
    """What schema.org's words in JSON-LD tell of an article."""
    try:
        waiting: list[Any] = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += reversed(item)
        elif isinstance(item, dict):
            waiting += reversed([value for key, value in item.items() if key == "@graph"])
            if "headline" in item or "datePublished" in item:
                publisher = item.get("publisher")
                name = publisher.get("name") if isinstance(publisher, dict) else publisher
                for field, value in (
                    ("title", item.get("headline")),
                    ("published", item.get("datePublished")),
                    ("publisher", name),
                ):
                    if isinstance(value, str):
                        yield field, value


def _account(source: str, start: int, end: int) -> Iterator[tuple[str, str]]:
    """What a public account's page sets in its scripts: `var ct = "1620957600"` (seconds since 1970), `nickname`."""
    if (seconds := CREATED.search(source, start, end)) and (name := ACCOUNT.search(source, start, end)):
        moment = datetime.datetime.fromtimestamp(int(seconds[1]), CHINA)
        yield "published", moment.date().isoformat()
        yield "publisher", name[1]


def _plain(text: str) -> str:
    return SPACE.sub(" ", html.unescape(text)).strip()
