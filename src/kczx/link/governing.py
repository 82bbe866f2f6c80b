"""The place that 省, 市 or 县 means where a name leaves it out: 绍兴市：省科协来访 tells of 浙江省."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kczx import lexicon
from kczx.flow import Findings
from kczx.mentions import Place

NEAR = 6
"""Places before a name that leaves its place out, which are asked."""
LINES = 12
"""Lines that the item of a round-up has at most."""

LEVELS = {"省": "province", "市": "prefecture", "县": "county", "区": "county", "州": "prefecture", "旗": "county"}
MUNICIPALITIES = frozenset(["11", "12", "31", "50"])
HEADING = re.compile(r"[^，。,；,;:：]{2,12}[:：]")
VISITED = re.compile("[赴到往抵访]$|走进$|来自$|前往$")
"""Before the name of a place that is not the article's own."""


@lexicon.cached
def _divisions() -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Full place name → (level, code), and code → full name."""
    levels: dict[str, tuple[str, str]] = {}
    codes: dict[str, str] = {}
    for code, name, _, level in lexicon.rows("find/places/places.tsv", 4):
        levels.setdefault(name, (level, code))
        codes.setdefault(code, name)
    return levels, codes


def item(findings: Findings, at: int) -> int | None:
    """Where the item of a round-up begins that a place of the text stands in: the last line before that a place or a body heads
    (绍兴市：); None where there is none before the next heading."""
    article = findings.article
    line = article.zone(at)
    for _ in range(LINES):
        if line.kind != "text":
            return None
        if _heading(findings, line.start, line.end) or _body_heads(findings, line.start):
            return line.start
        if not line.start:
            return None
        line = article.zone(line.start - 1)
    return None


def _heading(findings: Findings, start: int, end: int) -> list[Place]:
    """The places in what a line has before its colon, where it begins with one."""
    heading = HEADING.match(findings.article.text, start, end)
    if heading is None:
        return []
    places = list(findings.within(findings.located, start, heading.end()))
    return places if places and not findings.article.text[start : places[0].start].strip(" \u3000") else []


def _body_heads(findings: Findings, start: int) -> bool:
    """Whether a line begins with a body's name and a colon."""
    return any(
        findings.article.text.startswith((":", "："), body.end)
        for body in findings.within(findings.organizations, start, start + 1)
    )


def governing_place(findings: Findings, at: int, level: str) -> tuple[str | None, bool]:
    """The province, city or county that 省, 市 or 县 means at a place of the text: the one that heads its line, else the last
    one told before in that line, else before it, but in no other item of a round-up; and whether that is sure."""
    article = findings.article
    line = article.zone(at)
    for place in _heading(findings, line.start, min(line.end, at))[:1]:
        if (name := _above(place, level)) is not None:
            return name, True
    for place in _before(findings, at):
        if (name := _above(place, level)) is not None:
            near = place.start >= line.start and LEVELS[level] == "province"
            return name, near and not VISITED.search(article.text, max(0, place.start - 2), place.start)
    return None, False


def _before(findings: Findings, at: int) -> Iterator[Place]:
    """The places before a place of the text, the nearest first, without those of other items."""
    number = findings.index(findings.located, at)
    own = item(findings, at)
    line = findings.article.zone(at)
    for place in reversed(findings.located[max(0, number - NEAR) : number]):
        if place.start >= line.start or item(findings, place.start) in (None, own):
            yield place


def _above(place: Place, level: str) -> str | None:
    """The division of a level that a place is, or lies in."""
    levels, codes = _divisions()
    own, code = levels.get(place.name, ("", place.code or ""))
    code = place.code or code
    if not code:
        return None
    wanted, city = LEVELS[level], code[:2] in MUNICIPALITIES
    if wanted == "province":
        return None if city else codes.get(code[:2] + "0000")
    if own == wanted or (wanted == "prefecture" and city):
        return codes.get(code[:2] + "0000") if city else place.name
    if wanted == "prefecture" and own == "county":
        return place.name if place.name.endswith("市") else codes.get(code[:4] + "00")
    return None
