"""How much an office weighs, and with it who holds it and what he takes part in: rows of ranks.tsv, the weightiest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from kczx import lexicon
from kczx.records import Event, Extraction, Title

NONE = 9
"""The rank of whoever has no office that a row tells."""
OFFICIAL = frozenset(["party", "government", "association"])
ACADEMIES = frozenset(["中国科学院", "中国工程院"])
LEVELS = {"PROVINCE": "province", "CITY": "prefecture"}
MOST_BODY = 40
"""Characters of a body's name at most that rows are tried on."""


def rank(title: Title) -> int:
    """The rank of an office, from 1; NONE where no row tells it, or where it is a former one.

    >>> office = lambda body, position: Title(organization=body, position=position, span=(0, 1))
    >>> rank(office("国务院", "副总理")), rank(office("科技部", "部长")), rank(office("科技部", "副部长"))
    (1, 2, 3)
    >>> rank(office("湖南省委", "书记")), rank(office("湖南省", "原省长")), rank(office("长沙市", "副市长"))
    (4, 9, 6)
    """
    return _rank(f"{(title.organization or '')[:MOST_BODY]}\t{title.position[:MOST_BODY]}")


@lexicon.remembered
def _rank(office: str) -> int:
    body, _, position = office.partition("\t")
    for weight, whose, what in _rows():
        if what.fullmatch(position) and (is_national(body) if whose is None else whose.fullmatch(body)):
            return weight
    return NONE


@lexicon.cached
def _rows() -> list[tuple[int, re.Pattern[str] | None, re.Pattern[str]]]:
    """The rows: rank, the body's pattern (None for a national body), the position's."""
    found = []
    for weight, body, position in lexicon.rows("write/ranks.tsv", 3, check=_wrong):
        pattern = body
        for word, level in LEVELS.items():
            if body.startswith(word):
                pattern = _divisions(level) + body.removeprefix(word)
        found.append((int(weight), None if body == "NATIONAL" else re.compile(pattern), re.compile(position)))
    return found


def _wrong(row: tuple[str, ...]) -> str | None:
    if not row[0].isdigit() or not 0 < int(row[0]) <= NONE:
        return f"{row[0]!r} is no rank from 1 to {NONE}"
    for cell in row[1:]:
        try:
            re.compile(cell)
        except re.error as error:
            return f"{cell!r}: {error}"
    return None


def _divisions(level: str) -> str:
    names = [
        form
        for _, name, forms, own in lexicon.rows("find/places/places.tsv", 4)
        if own == level
        for form in filter(None, (name, *forms.split(",")))
    ]
    return lexicon.alternation(dict.fromkeys(names))


def is_national(body: str) -> bool:
    """Whether a body is one of the Party or the State, or a national association.

    >>> is_national("科学技术部"), is_national("中国科协"), is_national("某市科技局")
    (True, True, False)
    """
    return body in _national() and not is_society(body)


@lexicon.cached
def _national() -> frozenset[str]:
    rows = lexicon.rows("find/organizations/organs.tsv", 3)
    bodies = [(name, *forms.split(",")) for name, forms, kind in rows if kind in OFFICIAL or name in ACADEMIES]
    return frozenset(form for body in bodies for form in body if form)


def is_society(body: str) -> bool:
    """Whether a body is a national society.

    >>> is_society("中国数学会"), is_society("中国科协"), is_society("江苏省数学会")
    (True, False, False)
    """
    return body in _societies()


@lexicon.cached
def _societies() -> frozenset[str]:
    return frozenset(lexicon.words("find/organizations/societies.tsv"))


def of_people(run: Extraction) -> Mapping[tuple[str, str], int]:
    """The rank of every person of a run's documents, (document, id), by all the offices that any document tells."""
    own = {
        (document.id, person.id): min(map(rank, person.titles), default=NONE)
        for document in run.documents
        for person in document.people
    }
    for shared in run.corpus.people:
        keys = [key for reference in shared.references if (key := (reference.document, reference.id)) in own]
        best = min((own[key] for key in keys), default=NONE)
        own.update(dict.fromkeys(keys, best))
    return own


def of_event(event: Event, document: str, people: Mapping[tuple[str, str], int]) -> int:
    """The rank of the first among those who took part in an event."""
    parts: Iterable[int] = (people.get((document, part.ref or ""), NONE) for part in event.participants)
    return min(parts, default=NONE)
