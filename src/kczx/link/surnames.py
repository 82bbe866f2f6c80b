"""A surname with a title → the person whose full name the document tells: 陈校长 is 陈思远."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from kczx import lexicon, words
from kczx.flow import Entity, Findings
from kczx.mentions import Person

CHINESE = re.compile("[一-龥]{2,4}")
COMMON = 50
"""Occurrences in jieba's corpus that make the character before a surname and the surname one word: 长江|书记."""
WORDS = frozenset("任和于向从有后多第来曾时为常同由应兼代原正前")
"""Surnames that are, within a clause, rather a word: 甲|任|主任."""
MARKS = frozenset("，,。；;：:、！？!?（）()“”\n ")
NEAR = 60
"""Names before a surname with a title among which the one that it means is looked for."""
SHORT_BEHIND = re.compile("[经裁理工设编监书师会领]")
"""What behind 总 or 工 makes it the beginning of another title."""


@lexicon.cached
def addresses() -> tuple[tuple[str, str], ...]:
    return tuple((end, address) for end, address in lexicon.rows("link/addresses.tsv", 2))


@lexicon.cached
def compounds() -> frozenset[str]:
    return frozenset(row[0] for row in lexicon.rows("find/people/surnames.tsv", 2) if row[1] == "compound")


def surname(name: str) -> str | None:
    """A Chinese name's surname; None for foreign names.

    >>> surname("欧阳明"), surname("陈思远"), surname("古特雷斯·安")
    ('欧阳', '陈', None)
    """
    if not CHINESE.fullmatch(name):
        return None
    if name[:2] in compounds() and len(name) > 2:
        return name[:2]
    return name[0] if len(name) < 4 else None


def forms(family: str, entity: Entity) -> Iterator[tuple[str, bool]]:
    """What else somebody is called by surname and title; and whether that is said in full, not out of politeness."""
    for _, title in entity.titles:
        position = title.position
        for at in range(len(position) - 1):
            yield family + position[at:], position[at - 1 : at] != "副"
        for end, address in addresses():
            if position.endswith(end):
                yield family + address, True


def named_by_title(
    all_findings: Sequence[Findings], people: Sequence[Entity]
) -> Iterator[tuple[Findings, Person, Entity]]:
    """Yield the places where a surname with a title means one of the people, with whom it means.

    Where several have the surname and the office, it is the one who holds it in full, and of those the one told of last.
    """
    families: dict[str, list[Entity]] = {}
    for entity in people:
        family = surname(entity.name) if entity.titles else None
        if family is not None:
            families.setdefault(family, []).append(entity)
    known: dict[str, dict[str, list[tuple[Entity, bool]]]] = {}  # a surname → what is said with it → whom that may mean
    for findings in all_findings:
        text, end = findings.article.text, 0
        edges = {at for person in findings.people for at in (person.start, person.end)}
        for start, family in _surnames(findings, families):
            if start < end:
                continue
            if family not in known:
                known[family] = _known(family, families[family])
            said = next((form for form in known[family] if text.startswith(form, start)), None)
            if said is None:
                continue
            end = start + len(said)
            if end not in edges and _alone(text, start, end):
                entity = _meant(known[family][said], findings, start)
                yield findings, Person(start, end, said, "people/surname+title"), entity


def _surnames(findings: Findings, families: Iterable[str]) -> list[tuple[int, str]]:
    """Where the surnames stand outside the names of people, in the order of the text, compound ones first."""
    text, found = findings.article.text, []
    taken = {at for person in findings.people for at in range(person.start, person.end + 1)}
    for family in families:
        at = text.find(family)
        while at >= 0:
            if at not in taken:
                found.append((at, family))
            at = text.find(family, at + 1)
    return sorted(found, key=lambda place: (place[0], -len(place[1])))


def _known(family: str, people: Sequence[Entity]) -> dict[str, list[tuple[Entity, bool]]]:
    """What the people of a surname are called by it and a title, the longest first, and who that may be."""
    known: dict[str, list[tuple[Entity, bool]]] = {}
    for entity in people:
        for form, full in dict(forms(family, entity)).items():
            known.setdefault(form, []).append((entity, full))
    return dict(sorted(known.items(), key=lambda item: -len(item[0])))


def _alone(text: str, start: int, end: int) -> bool:
    """Whether neither the surname nor the address is a part of another word."""
    if start and text[start] in WORDS and text[start - 1] not in MARKS:
        return False
    if start and words.frequency(text[start - 1 : start + 1]) > COMMON:
        return False
    if end - start <= 3 and text[end - 1] in "总工" and SHORT_BEHIND.match(text, end):
        return False
    return not words.frequency(text[end - 2 : end + 1]) or not text[end : end + 1].isalpha()


def _meant(candidates: Sequence[tuple[Entity, bool]], findings: Findings, at: int) -> Entity:
    full = [entity for entity, exact in candidates if exact] or [entity for entity, _ in candidates]
    if len(full) == 1:
        return full[0]
    by_name = {entity.name: entity for entity in full}
    number = findings.index(findings.people, at)
    before = (by_name.get(person.text) for person in reversed(findings.people[max(0, number - NEAR) : number]))
    return next((entity for entity in before if entity is not None), full[0])
