"""What a reader calls an event that has no name of its own, made from its predicate and those who take part."""

from __future__ import annotations

import re
from typing import get_args

from kczx import lexicon, records
from kczx.flow import Entity
from kczx.relate.clauses import CLAUSE_END
from kczx.relate.draft import Draft
from kczx.relate.frames import KINDS, tables

PART = re.compile(r"\{(?P<part>[a-z_]+)\}")
SIDES = "sides"
PARTS = frozenset([*get_args(records.Role), "place", "act", "clause", SIDES])
HELD = "/held"
NAMES = 2
"""How many of those who take a part are named."""
SHORT, LONGEST = 4, 40
"""Characters of a predicate that is told as it stands, and of the words of a clause."""
EDGE = re.compile(r"^[，,、\s]+|[，,、\s]+$|(?:说|称|指出|表示|强调|宣布)$")
GAPS = frozenset("_…()")
OF_DAYS = tuple("于在自从至到")
"""What stands before a day and goes with it."""


@lexicon.cached
def _templates() -> dict[str, list[str]]:
    """The templates of each kind.  Raises LexiconError, with file and line, where a row is wrong."""
    found: dict[str, list[str]] = {}
    for kind, template in lexicon.rows("relate/labels.tsv", 2, check=_wrong):
        found.setdefault(kind, []).append(template)
    return found


def label(draft: Draft) -> str | None:
    """The label of an event without a name; None where its parts do not suffice for one.

    A reception of 怀进鹏 by 林国栋 is 林国栋会见怀进鹏.
    """
    if draft.name is not None:
        return None
    for template in _templates().get(draft.kind + HELD * draft.gathering, ()):
        parts = {name: _part(draft, name) for name in PART.findall(template)}
        if all(parts.values()) and len(set(parts.values())) == len(parts):
            return template.format_map(parts)
    return None


def _part(draft: Draft, name: str) -> str | None:
    if name == "place":
        return draft.place
    if name == "act":
        return _act(draft)
    if name == "clause":
        return _clause(draft)
    role = "attendee" if name == SIDES else name
    people = [entity for told, entity, _ in draft.people if told == role]
    entities = people or [body for told, body in draft.bodies if told == role]
    return _several(entities) if name != SIDES or len(entities) > 1 else None


def _several(entities: list[Entity]) -> str | None:
    """甲, 甲、乙, 甲、乙等."""
    names = list(dict.fromkeys(entity.name for entity in entities))
    return "、".join(names[:NAMES]) + "等" * (len(names) > NAMES) or None


def _act(draft: Draft) -> str | None:
    """The predicate in a word: 调研 of 赴温州民营企业调研."""
    words = draft.article.text[slice(*draft.verb)]
    found = [match for match in tables().words["act"].finditer(words) if match.end() >= len(words) - SHORT]
    whole = not set(draft.frame.words) & GAPS and len(words) <= SHORT
    return found[-1][0] if found else words if whole else None


def _clause(draft: Draft) -> str | None:
    """The words of the clause, or of it up to the predicate's end where it is long, without the days that it tells; only
    where something is its subject or somebody of the event is named in it."""
    text, verb = draft.article.text, draft.verb
    last = draft.article.sentences[draft.sentence][1]
    stop = CLAUSE_END.search(text, verb[1], last)
    for end in (stop.start() if stop else last, verb[1]):
        told, subject = text[draft.clause : end], verb[0] - draft.clause
        for first, last in reversed(draft.days):
            if draft.clause <= first and last <= end:
                first -= text[first - 1 : first] in OF_DAYS
                told = told[: first - draft.clause] + told[last - draft.clause :]
                subject -= (last - first) * (last <= verb[0])
        told = EDGE.sub("", told)
        while (match := tables().words["leading"].match(told)) is not None and match.end() < len(told):
            told = told[match.end() :]
        names = [entity.name for _, entity, _ in draft.people] + [body.name for _, body in draft.bodies]
        if len(told) <= LONGEST and (subject > 1 or any(name in told for name in names)):
            return told
    return None


def _wrong(row: tuple[str, ...]) -> str | None:
    kind, template = row
    if kind.removesuffix(HELD) not in KINDS:
        return f"{kind!r} is not one of {', '.join(KINDS)}"
    unknown = [name for name in PART.findall(template) if name not in PARTS]
    if unknown or not PART.search(template) or set(PART.sub("", template)) & set("{}"):
        return f"{template!r} is not made of words and of {', '.join(sorted(PARTS))} in {{ }}"
    return None
