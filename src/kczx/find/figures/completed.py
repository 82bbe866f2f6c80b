"""Words that are told once for several figures, put back where a figure's own words say too little.

A clause may leave out what its sentence has told already: 小学组评出一等奖3名、二等奖5名; 其中本科及以上120人; 专利方面，申请590件.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from kczx import lexicon
from kczx.find.figures.links import strip
from kczx.find.figures.sentence import Sentence
from kczx.find.figures.told import Range, Told

AWARDED = re.compile(
    r"(?P<of>[一-龥“”]{2,16}?(?:项目|作品|[组类]|比赛|竞赛|赛项|单元|论文))(?:共|各|分别|已|还){0,2}"
    r"(?:评选出|评出|产生|颁出|设立|设置|设|获)(?:了)?$"
)
"""What prizes are given to, with the verb before them: 小学组评出."""
TOPIC = re.compile(r"(?P<topic>[一-龥]{2,4})方面[，,]$")
DEGREE = re.compile(r"(?:其中|，|,)*(?P<words>[一-龥\d]{1,8}(?:及以上|以上|以下))$")
EVERYWHERE = ("全国", "全省", "全市", "全县", "全区", "我国", "我省", "我市")
GENERAL = ("工业", "产业", "经济", "全国")
"""What is no owner of a value: 营业收入 behind 工业生产总值 is not that of 工业."""
CORE = 6
"""Characters of a noun that is told whole with a new modifier; of a longer one only its last two words."""


class Words(NamedTuple):
    """Nouns of something told before (增加值); words that tell which of it (本土); verbs that do (参赛); verbs
    that turn what they are said of into its contrary (减免); possession → its noun."""

    relational: frozenset[str]
    which: frozenset[str]
    selecting: frozenset[str]
    waiving: frozenset[str]
    possession: dict[str, str]


@lexicon.cached
def words() -> Words:
    """The table of words that say too little by themselves."""
    rows = lexicon.rows(
        "find/figures/completed.tsv", 3, choices=("relational", "which", "selecting", "waiving", "possession"), at=1
    )
    relational, which, selecting, waiving = (
        frozenset(word for word, kind, _ in rows if kind == wanted)
        for wanted in ("relational", "which", "selecting", "waiving")
    )
    return Words(
        relational, which, selecting, waiving, {word: noun for word, kind, noun in rows if kind == "possession"}
    )


def complete(sentence: Sentence, phrase: Range, clause: int, start: int, told: Told) -> str:
    """What is counted by the number at `start`, in words that say it without the clauses before it."""
    text = sentence.text
    what = told.say(text, phrase)
    known = words()
    if what.endswith("奖"):
        awarded = AWARDED.search(text, clause, phrase[0])
        if awarded is not None and not sentence.inside(awarded.start()):
            told.prize = awarded["of"].removeprefix("其中")
        return (told.prize or "") + what if not what.startswith(told.prize or " ") else what
    if what in known.relational and told.owner and phrase[0] - clause <= 2:
        return told.owner + what
    after = text[phrase[1] : start]
    if after in known.possession and phrase[1] <= start:
        return what + known.possession[after]
    before = sentence.at(phrase[0] - 1)
    if before is not None and sentence.word(before) in known.waiving and phrase[0] > clause:
        return sentence.word(before) + what
    if phrase[1] <= start and (topic := TOPIC.search(text, max(sentence.start, clause - 8), clause)) is not None:
        tokens = sentence.tokens[sentence.beginning(clause) : sentence.ending(phrase[1]) + 1]
        if tokens and all(token.tag[0] == "v" for token in tokens):
            return topic["topic"] + text[tokens[0].start : tokens[-1].end]  # 专利方面，受理申请590件
    return what


def which(sentence: Sentence, clause: int, at: int, told: Told) -> tuple[str, Range] | None:
    """What is counted where the clause only tells which of what was counted before: 其中本科及以上|7285人."""
    base, told.base = told.base or told.near, None
    if base is None:
        return None
    at, rest, _ = strip(sentence, clause, at)
    rest = rest.removeprefix("其中")
    degree = DEGREE.fullmatch(rest)
    if degree is None and rest not in words().which:
        return None
    told.base = base
    return (degree["words"] if degree else rest) + _core(sentence, base), (at - len(rest), at)


def _core(sentence: Sentence, base: Range) -> str:
    """The noun of what was counted last, without the words that tell which."""
    whole = sentence.text[slice(*base)]
    if len(whole) <= CORE:
        return whole
    parts = sentence.parts(*base)
    first = parts[-2] if len(parts) > 1 and parts[-1].end - parts[-2].start <= CORE else parts[-1]
    return sentence.text[first.start : base[1]]


def owner(sentence: Sentence, phrase: Range) -> str | None:
    """Whose a measured thing is: 高新技术产业 of 高新技术产业产值."""
    text = sentence.text
    begin, end = phrase
    if not sentence.measuring(begin, end):
        return None
    for word in EVERYWHERE:
        if text.startswith(word, begin):
            begin += len(word)
    noun = max((word for word in words().relational if text.endswith(word, begin, end)), key=len, default="")
    parts = sentence.parts(begin, end - len(noun))
    if not noun:
        parts = parts[:-1]
    while parts and (parts[-1].kind != "N" or parts[-1].tag == "j"):
        parts.pop()  # 水果|种植|面积
    whose = text[begin : parts[-1].end] if parts else ""
    return whose if len(whose) > 1 and whose not in GENERAL else None


def selected(sentence: Sentence, start: int) -> str:
    """The verb that tells which, before 的 and the number: 新增的|两个专项领域, 参赛的|36支队伍."""
    number = sentence.ending(start)
    tokens = sentence.tokens
    if number < 1 or tokens[number].end != start or sentence.word(tokens[number]) != "的":
        return ""
    word = sentence.word(tokens[number - 1])
    alone = number < 2 or tokens[number - 2].tag[0] != "v" or sentence.word(tokens[number - 2]) == "是"
    return word if alone and word in words().selecting else ""
