"""Whose figures are: the body that tells, in their own sentence, what it has or has done; else the place whose they are."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from kczx import lexicon
from kczx.flow import Findings
from kczx.mentions import Figure, Organization, Place

ABBREVIATION = re.compile(r"\s?[（(](?:简称)?([A-Z]{2,8})[）)]")
"""The letters behind a body's name that stand for it."""


PARTNERS = ("与", "和", "同", "及", "、", "向", "对", "给")
"""What stands before a body that is not alone, or is not the one who does it."""
CLAUSE = re.compile("[，,；;：:]")
LONGEST = 10
"""Characters of a noun phrase behind the name of the body that it belongs to."""
LETTERS = re.compile(r"(?<![A-Za-z])[A-Z]{2,8}(?![A-Za-z])")
LED = re.compile(r"\s*(?:其中|截至|截止到?|目前|如今|现在|至今|到|据[^，,]{2,8})?[\s，,]*")
"""What may stand before the place with which a clause begins."""
EVERYWHERE = re.compile("全[市省县区州境域]|境内|市域|县域")
"""What says again, behind a place, that the whole of it is meant."""
FAR = 50
"""Bodies before a short name that it may stand for."""


class Subject(NamedTuple):
    """Who stands in a text: half-open range and the body, None for a person."""

    start: int
    end: int
    body: Organization | None


class Words(NamedTuple):
    """What begins right behind a body's name where it tells what it has (目前拥有, 自2015年成立以来，引进) or, in the same
    clause, has done (日前下拨); the short names with which a clause begins that stand for a body named before (学会现有), with
    the ends of the names that each may stand for; what is told of others; what stands before one of several bodies."""

    owning: re.Pattern[str]
    doing: re.Pattern[str]
    short: re.Pattern[str]
    ends: dict[str, tuple[str, ...]]
    other: re.Pattern[str]
    about: re.Pattern[str]
    partner: re.Pattern[str]


@lexicon.cached
def words() -> Words:
    """The table of words, compiled."""
    kinds = ("owns", "does", "then", "when", "short", "other", "about", "with")
    rows = lexicon.rows("link/figure_owners.tsv", 3, choices=kinds, at=1)
    owns, does, then, when, short, other, about, partner = (
        lexicon.alternation(w for w, kind, _ in rows if kind == want) for want in kinds
    )
    owns = rf"(?:(?!有[关生望力效序些])(?:{owns}))"
    since = r"自[^，,。；;]{2,16}?(?:以来|起|后)[，,]?"
    where = r"在[^，,。；;]{1,16}?(?=拥有|设有|建有|布局|建成)"
    place = rf"在[^，,。；;]{{1,16}}?(?=(?:{then}|{when})*+(?:{does}|{owns}))"
    term = r"[前上下]?[一二三四半\d]{1,2}个?(?:月|季度|年)(?:来|份)?"
    owning = rf"\s?(?:{then}|{since}|{where}|{term})*+{owns}(?!的)"
    return Words(
        re.compile(owning),
        re.compile(rf"\s?(?:{then}|{when}|{since}|{place}|{term})*+(?:{owns}|{does})(?!的)"),
        re.compile(rf"(?:(?<![一-龥])|(?<=[目当]前)|(?<=[今去]年))[该我本]?(?P<short>{short})(?={owning})"),
        {word: tuple(ends.split(",")) if ends else (word,) for word, kind, ends in rows if kind == "short"},
        re.compile(other),
        re.compile(about),
        re.compile(rf"(?:{partner})$"),
    )


NEAR = 300
"""Characters before a figure in which the place is told whose it is."""


def owners(findings: Findings) -> list[Organization | Place | None]:
    """The body or, where none is, the place whose each figure is.

    Of an indicator it is the sentence's first body; else the last before the figure in its sentence, if that tells what it has
    or has done and nobody else stands between: 学会现有会员300人，分支机构12个.
    """
    if not findings.figures:
        return []
    article, text = findings.article, findings.article.text
    subjects = sorted(_subjects(findings), key=lambda subject: subject.start)
    starts = [subject.start for subject in subjects]
    bodies = [body for body in findings.organizations if body.kind != "media"]
    places = [body.start for body in bodies]
    found: list[Organization | Place | None] = []
    for figure in findings.figures:
        start, end = article.sentences[article.sentence(figure.start)]
        if figure.indicator:
            first = bisect_left(places, start)
            first_body = bodies[first] if first < len(places) and places[first] < end else None
            found.append(first_body or _place(findings, figure, start, starts))
            continue
        number = bisect_left(starts, figure.start) - 1
        subject = subjects[number] if number >= 0 and starts[number] >= start else None
        own = subject is not None and subject.body is not None and _has(text, subject, figure.counted, figure.start)
        own_body = subject.body if own and subject is not None else None
        found.append(own_body or _place(findings, figure, start, starts))
    return found


def _place(findings: Findings, figure: Figure, start: int, subjects: list[int]) -> Place | None:
    """The division with which the clause of a figure begins, where it has what is counted: 湖东县|有渔港8座; `start` is where the
    sentence begins, `subjects` where bodies and people stand."""
    text, known = findings.article.text, words()
    counted = figure.counted or ""
    start = max(start, figure.start - NEAR)
    clause = max((mark.end() for mark in CLAUSE.finditer(text, start, figure.start)), default=start)
    told = [place for place in findings.within(findings.places, clause, figure.start) if place.code is not None]
    if not told:  # 广东出口额2万亿元，增长4%: of what the clause before tells
        earlier = findings.within(findings.places, start, clause)
        named = (place for place in reversed(earlier) if place.code is not None and counted.startswith(place.text))
        return next(named, None)
    if not counted:
        return None
    number = len(told) - 1
    place = told[number]
    if bisect_left(subjects, place.end) != bisect_left(subjects, figure.start):
        return None  # somebody else stands between
    while number and told[number - 1].end == told[number].start:
        number -= 1
    before = told[number].start
    for date in reversed(findings.within(findings.dates, clause, before)):
        if text[date.end : before].strip() not in ("", "，"):
            break
        before = date.start
    if before != clause and LED.fullmatch(text, clause, before) is None:
        return None
    rest = counted[place.end - place.start :]
    if rest and text.startswith(counted, place.start):
        return place if len(rest) <= LONGEST and "、" not in rest and known.about.search(rest) is None else None
    at = EVERYWHERE.match(text, place.end)
    end = at.end() if at else place.end
    has = text.startswith(counted, end) or known.owning.match(text, end) or known.doing.match(text, end)
    return place if has else None


def _subjects(findings: Findings) -> Iterator[Subject]:
    """Yield who stands in an article: bodies but media, people, and short names that begin a clause (学会) as the body that they
    stand for: the last before them whose name ends so."""
    for person in findings.people:
        yield Subject(person.start, person.end, None)
    bodies = [body for body in findings.organizations if body.kind != "media"]
    abbreviated: dict[str, Organization] = {}
    for body in bodies:
        yield Subject(body.start, body.end, body)
        if (letters := ABBREVIATION.match(findings.article.text, body.end)) is not None:
            abbreviated.setdefault(letters[1], body)
    for match in LETTERS.finditer(findings.article.text) if abbreviated else ():
        if (named := abbreviated.get(match[0])) is not None and match.start() > named.end + 1:
            yield Subject(*match.span(), named)
    places = [body.start for body in bodies]
    for match in words().short.finditer(findings.article.text):
        last = bisect_left(places, match.start())
        before = (
            body
            for body in reversed(bodies[max(0, last - FAR) : last])
            if body.text.endswith(words().ends[match["short"]])
        )
        if (stood := next(before, None)) is not None:
            yield Subject(*match.span(), stood)


def _has(text: str, subject: Subject, counted: str | None, at: int) -> bool:
    """Whether a body is told to have what is counted: right behind its name, before the counted noun, or within its phrase
    (省渔业局|船只数量); not one of several: 与林学会签约."""
    known = words()
    if known.partner.search(text, max(0, subject.start - 2), subject.start) is not None:
        return False
    rest = (counted or "")[subject.end - subject.start :]
    if rest and text.startswith(counted or "", subject.start):
        return len(rest) <= LONGEST and "、" not in rest and known.about.search(rest) is None
    if known.other.search(text, subject.end, at) is not None:
        return False
    if known.owning.match(text, subject.end) is not None:
        return True
    if CLAUSE.search(text, subject.end, at) is None and known.doing.match(text, subject.end) is not None:
        return True
    return bool(counted) and text.startswith(counted or "", subject.end) and subject.end + len(counted or "") <= at
