"""The words between what is counted and its number: links (达, 共有), and words of change (同比增长) with their direction."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon
from kczx.find.figures.quantity import rules
from kczx.find.figures.sentence import Sentence

FROM = re.compile(r"(?:是|为|达到?|相当于|由|从|只有|仅有|[升增降减]至)[^，,；;：:。、]{1,16}的$")
WHEN = re.compile(r"(?<=[到至为])(?:[^，,；;：:。、]{1,12}的|最高|最低|目前|现在|如今)?(?:约|近|超过|超)?$")
"""What may stand between words of change and the value that was reached: 增加到|2021年的."""
FOR_YEARS = re.compile(r"(?:已经?)?连续第?[\d一二三四五六七八九十两]{1,3}(?:个?月|个?季度|年|天|周)(?:来)?$")
"""How long something has stood at a value: 连续8年保持在."""
ON_DAY = re.compile(r"(?<=[一-龥])(?<![月年至到从自在于])\d{1,2}日$")
"""The day between a subject and what it did: 鱼价|3日|下跌."""
DAYS = frozenset("天日年月周晚午晨前今季末初期")
"""What ends the words for times that may stand between a subject and its number: 客流量|今天|预计超."""
AGAINST = re.compile(r"(?:(?:同比|环比|比|较|同)[^，,；;：:。、比较]{1,12}|[与同][^，,；;：:。、比较与同]{1,12}相比)$")
"""What a change is measured against: 比2015年, 较裸地."""
COMPARED = re.compile(
    r"(?:(?:对比|相比|比|较)[^，,；;：:。、]{1,14}(?P<by>[高低快慢多少])出?了?|(?P<over>[高低快慢多少])[于出][^，,；;：:。、\d]{2,18})$"
)
"""A comparison: 比上年同期高, 较全省平均快, 高于全国水平."""
BY = {"高": "increase", "快": "increase", "多": "increase", "低": "decrease", "慢": "decrease", "少": "decrease"}
BARE = frozenset(
    [
        "其中",
        "日均",
        "月均",
        "年均",
        "月份",
        "当年",
        "当月",
        "全年",
        "单月",
        "该",
        "当季",
        "季度",
        "同期",
        "仅",
        "另",
        "另外",
    ]
)
"""Words that name nothing that could be counted, beside those of time."""


@dataclass(frozen=True, slots=True)
class Words:
    """Links between what is counted and its number; words of change with their direction; what a price is told for (每盎司); what
    a change is measured against, which is no part of it (比上届|增长)."""

    link: re.Pattern[str]
    weak: re.Pattern[str]
    change: re.Pattern[str]
    directions: dict[str, str]
    direction: re.Pattern[str]
    to: re.Pattern[str]
    each: re.Pattern[str]
    against: re.Pattern[str]


@lexicon.cached
def known() -> Words:
    """The links and the words of change."""
    table = lexicon.rows("find/figures/links.tsv", 2, choices=("weak", ""))
    links = lexicon.alternation(word for word, _ in table)
    weak = lexicon.alternation(word for word, kind in table if kind)
    rows = lexicon.rows("find/figures/changes.tsv", 2, choices=("increase", "decrease", ""))
    directions: dict[str, str] = dict(rows)  # type: ignore[arg-type]
    changes = lexicon.alternation(directions)
    units = lexicon.alternation(
        word for word, measure in rules().measures.items() if measure.kind in ("unit", "people")
    )
    plain = lexicon.alternation(word for word, direction in directions.items() if direction)
    return Words(
        re.compile(rf"(?:(?:{links}|[(（]|\[\d{{1,2}}\])\s?)$"),
        re.compile(rf"{weak}$"),
        re.compile(
            rf"(?:{changes})(?:分别|均|都|也|已|将|仍|了|率|为|达到|达|约|近|超过|超|逾|高达|幅度|仅|至少|不到|\s){{0,3}}$"
        ),
        directions,
        re.compile(plain),
        re.compile(rf"{plain}(?:到|至|为)$"),
        re.compile(rf"每(?:{units})$"),
        re.compile(
            rf"(?:^|(?<=[幅速]))(?:比|较|与|同)[^，,；;：:。、比较]{{1,14}}?(?:相比)?(?=(?:实际|名义|日均)?(?:{plain}))"
        ),
    )


def direction(text: str, floor: int, at: int) -> str | None:
    """Whether the words right before a number say that something grew or fell by it, or to it (由184家增至930家)."""
    before = text[max(floor, at - 20) : at]
    words = known()
    match = words.change.search(before, max(0, len(before) - 14)) or words.to.search(before)
    if match is None:
        compared = COMPARED.search(before)
        return BY[compared["by"] or compared["over"]] if compared else None
    found = words.direction.match(match[0])
    return words.directions[found[0]] if found else None


def reached(text: str, start: int, end: int) -> bool:
    """Whether nothing but a change stands between two figures: 72家增至415家."""
    between = WHEN.sub("", text[start:end].strip("，, ")) if end - start <= 20 else ""
    return known().to.fullmatch(between) is not None


def change_start(sentence: Sentence, floor: int, at: int) -> int:
    """Where the words of a change right before a place begin, what it is measured against with them: 比上年同比增长."""
    text, start = sentence.text, at
    while (match := known().change.search(text, floor, at)) is not None and match.end() == at:
        at = match.start()
    against = AGAINST.search(text, max(floor, at - 16), at) if at < start else None
    if against is not None:
        begin = against.start() - (text[against.start() - 1] in "相对")
        if not sentence.edge(begin):
            return at  # 合同|额 is nothing that a change is measured against
        at = begin
        while (match := known().change.search(text, floor, at)) is not None and match.end() == at:
            at = match.start()
    return at


def strip(sentence: Sentence, floor: int, at: int) -> tuple[int, str, bool]:
    """Where the links before a number begin, what stands before them in the clause, and whether one of them is weak."""
    text = sentence.text
    weak = False
    while at > floor:
        if (
            source := FROM.search(text, max(floor, at - 16), at) or FOR_YEARS.search(text, max(floor, at - 12), at)
        ) is not None and sentence.edge(source.start()):
            at = source.start()
            continue
        if (each := known().each.search(text, max(floor, at - 4), at)) is not None and sentence.edge(each.start()):
            at = each.start()
            continue
        number = sentence.ending(at)
        if number > 0 and sentence.tokens[number].end == at and _time(sentence, number, floor):
            at = sentence.tokens[number].start  # 客流量|今天|预计
            continue
        if (day := ON_DAY.search(text, max(floor, at - 4), at)) is not None and sentence.edge(day.start()):
            at = day.start()
            continue
        match = known().link.search(text, max(floor, at - 8), at)
        if match is None or match.end() != at or match.start() == at:
            break
        if at - match.start() == 1 and not sentence.edge(match.start()):
            break  # 时长 is no 长
        weak = weak or bool(known().weak.fullmatch(match[0].strip()))
        at = match.start()
    while at > floor and text[at - 1].isspace():
        at -= 1
    return at, text[floor:at], weak


def _time(sentence: Sentence, number: int, floor: int) -> bool:
    """Whether a word is a time with a noun before it."""
    token, before = sentence.tokens[number], sentence.tokens[number - 1]
    return token.kind == "T" and sentence.word(token)[-1] in DAYS and before.kind == "N" and before.start >= floor


def bare(sentence: Sentence, floor: int, at: int) -> bool:
    """Whether what stands in the clause before a number and its links names nothing: 其中，三季度|增长4.5%."""
    at, rest, _ = strip(sentence, floor, at)
    if not rest.strip():
        return True
    first, last = sentence.beginning(floor), sentence.ending(at)
    return (
        all(
            token.kind == "T"
            or token.tag in ("m", "mq", "d", "f", "eng", "c")
            or sentence.word(token) in BARE
            or not sentence.word(token).strip()
            for token in sentence.tokens[first : last + 1]
        )
        and last >= first
    )
