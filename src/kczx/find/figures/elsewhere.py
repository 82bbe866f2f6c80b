"""What a figure counts, where its own words do not say it: the subject that is told elsewhere in its clause or before it."""

from __future__ import annotations

import re

from kczx.find.figures.ahead import phrase_ahead
from kczx.find.figures.completed import EVERYWHERE
from kczx.find.figures.links import strip
from kczx.find.figures.narrowed import PERSONS
from kczx.find.figures.sentence import Sentence
from kczx.find.figures.subject import REACHED
from kczx.find.figures.told import Range, Told

NAMED = re.compile(r"(?<=[一-龥])(?:[一-龥·]{2,4}、){1,9}[一-龥·]{2,4}等$")
"""Names in a row that a number of persons sums up."""
PLACED = frozenset(["ns", "s", "d", "m", "r", "j", "q", "x"])
"""Tags of what may stand before a number that begins to tell of the noun behind it."""
TOOK_PLACE = re.compile(
    r"(?:已经?|共|累计|先后|连续)(?:在[^，,。；;、]{1,8})?(?:已|共|累计|成功|连续)*"
    r"(?:举办|举行|开展|召开)了?(?:约|近|超过?)?$"
)
"""What stands between what was held and how often: 已在各县举办."""


def held(sentence: Sentence, clause: int, start: int) -> Range | None:
    """What has been held so many times, where it stands before its verb: 系列讲座|已在各县举办|20场."""
    if (verb := TOOK_PLACE.search(sentence.text, clause, start)) is None:
        return None
    found = phrase_ahead(sentence, verb.start(), clause)
    return found if found is not None and sentence.headed(found[1]) else None


def native(text: str, told: Told) -> tuple[str | None, Range | None]:
    """Who is counted by where they come from, if that is told of those before: 东岛籍船员9人、西岛籍|4人."""
    noun = text[slice(*told.near)].rpartition("籍")[2] if told.near else ""
    return (noun, told.near) if noun else (None, None)


def goes_on(sentence: Sentence, clause: int, start: int) -> bool:
    """Whether a clause names nothing but a place and tells what the clause before is about: ，全国已突破."""
    text = sentence.text
    return (
        text[clause - 1 : clause] in "，,"
        and clause - sentence.start > 2
        and (
            REACHED.search(text, clause, start + 2) is not None
            or (text[start - 1] == "有" and bare_place(sentence, strip(sentence, clause, start)[0]))
        )
    )


def bare_place(sentence: Sentence, start: int) -> bool:
    """Whether nothing but places, times and adverbs stands in the clause before a number: 山东|6000万亩|冬小麦."""
    return all(
        token.kind in "TFCL"
        or token.tag in PLACED
        or sentence.word(token) in EVERYWHERE
        or sentence.word(token) == "在"
        for token in sentence.tokens[: sentence.ending(start) + 1]
    )


def titled(sentence: Sentence, at: int, end: int) -> Range | None:
    """The noun for persons before their names: 志愿者|张可、刘一诺、唐小满等9人."""
    first, last = sentence.beginning(at), sentence.ending(end)
    if not any(token.tag == "nr" and token.kind == "X" for token in sentence.tokens[first : last + 1]):
        return None
    for place in (at, at + 1, at + 2):
        token = sentence.at(place - 1)
        if token is not None and token.end <= at + 2 and PERSONS.search(sentence.word(token)):
            return phrase_ahead(sentence, token.end, sentence.first)
    return None
