"""The subject of a number: the noun phrase before the links and the changes that lead to it."""

from __future__ import annotations

import re

from kczx.find.figures.ahead import NAMED, phrase_ahead
from kczx.find.figures.links import strip
from kczx.find.figures.narrowed import PERSONS
from kczx.find.figures.sentence import Sentence
from kczx.find.figures.tokens import tables
from kczx.find.figures.verbal import holds_object

AROUND = frozenset(["r", "d", "p", "ns", "zg"])
"""Tags of what may stand before the noun that a clause begins with."""
LISTED = ("等", "共", "合计", "总计", "分别")
REACHED = re.compile("[达超破]")
LINK = re.compile("[达超破为是占至到过剩余降]")
REACHING = ("达", "超", "突", "逾", "过", "高")
"""What begins the words that make the noun before a number its subject."""
VICTIMS = re.compile(
    r"(?:近|约|超过?|至少|逾)?\d[\d.万]*[余多]?人(?:死亡|受伤|遇难|失踪|丧生|获救|被困|伤亡|死伤|身亡|牺牲|受困|受灾|感染|失联|撤离)"
)
SIDE = re.compile("[一-龥]{1,3}[军方]")
"""Who fights or talks, and is counted by nobody."""
EVENTS = frozenset(["场", "场次", "次", "期", "届", "轮"])
"""Measure words of what is done."""
MOVING = frozenset(["列", "架次", "班次", "班", "趟", "趟次", "艘次", "辆次", "航次", "车次"])
"""Measure words of what moves, which is the subject of its verb: 班列|开行90列."""
PRIZES = ("奖", "奖章", "勋章", "星章", "奖项", "称号")
"""What persons are counted by that have been given it."""
DONE = frozenset(["已", "已经", "均已", "累计", "共", "全部"])
"""Adverbs that a verb stands behind."""


def subject_ahead(sentence: Sentence, start: int, clause: int, kind: str, measure: str = "") -> tuple[int, int] | None:
    """The noun phrase before the links that lead to a place, in a clause that begins at `clause`, for a figure of a kind."""
    at, rest, weak = strip(sentence, clause, start)
    if not rest.strip():
        return None
    text = sentence.text
    listed = text.startswith(LISTED, at)
    between = text[at:start]
    if (
        (kind in ("unit", "rate") or measure in MOVING)
        and not ("从" in between or "由" in between)
        and (did := sentence.act(at, "X" if kind == "unit" else "XV")) is not None
        and (not holds_object(text[did:at]))
        and (kind != "rate" or sentence.tokens[sentence.ending(did)].tag == "d")
    ):
        at = strip(sentence, clause, did)[0]  # 大篷车累计行驶3.8万公里
        at -= text[at - 1] == "新" and sentence.edge(at - 1)  # 栈道|新|修建2公里
    acts = (
        kind in ("unit", "rate", "money")
        or REACHED.search(between) is not None
        or text[start : start + 12].find("人次") > 0
    )
    if text[at - 1] == "在" and kind in ("rate", "unit", "money") and sentence.edge(at - 1):
        within = phrase_ahead(sentence, at - 1 - (text[at - 2] in "将已仍均都也"), clause)
        return within if within and sentence.measuring(*within) else None  # 自给率在95%以上
    if text[at - 1] == "的" and ("占比" in between or (kind == "people" and "有" in between)):
        at -= 1  # 新兴产业的|占比普遍超过
    if text[at - 1] == "中" and "有" in between and sentence.edge(at - 1):
        at -= 1  # 获奖者中|有5人
    linked = kind == "rate" or LINK.search(between) is not None or text[start : start + 1] in REACHING
    phrase = phrase_ahead(sentence, at, clause, listed, acts or listed, kind, linked)
    if phrase is None and listed:
        phrase = phrase_ahead(sentence, at, clause, False, acts, kind, linked)
    if phrase is None:
        return None
    if (done := _done(sentence, phrase, clause)) is not None:
        phrase = done
    alone = text[slice(*phrase)]
    if SIDE.fullmatch(alone) or (kind == "unit" and alone in ("女子", "男子")):
        return None  # 击落乌军2架, 女子200米
    if alone.endswith("级别"):
        return None  # 最大级别|15万吨油轮
    if weak and kind == "people" and not (PERSONS.search(alone) or alone.endswith(PRIZES)):
        return None  # 会议室有200人
    if alone in ("全国", "全球", "全省", "全市", "全县", "世界", "日均", "月均", "年均"):
        return None
    last = sentence.at(phrase[1] - 1)
    verb = sentence.word(last) if last else ""
    if kind == "people" and between.startswith("等") and not (PERSONS.search(alone) or sentence.headed(phrase[1])):
        return None  # 流亡者马兰加等4人
    if (
        kind == "people"
        and not PERSONS.search(alone)
        and not alone.endswith(PRIZES)
        and VICTIMS.match(text, start) is not None
    ):
        return None  # 接连撞机12人死亡
    if kind == "people" and verb in tables().verbs and verb not in tables().metrics:
        return None  # 紧急组织167人
    known = tables()
    if kind == "classifier" and alone in known.verbs and measure not in EVENTS and phrase[0] - clause > 1:
        made = phrase_ahead(sentence, strip(sentence, clause, phrase[0])[0], clause)
        if made is not None and sentence.headed(made[1]):
            return made  # 挖掘机|共销售900台
        begin, end = sentence.beginning(clause), sentence.ending(phrase[0])
        if any(token.tag[0] != "v" for token in sentence.tokens[begin : end + 1]):
            return None
    if alone in known.verbs and (kind in ("people", "number", "unit") or alone not in known.nominal):
        return None  # 接待150人次, 动员2000亿: their verb
    return phrase


def _done(sentence: Sentence, phrase: tuple[int, int], clause: int) -> tuple[int, int] | None:
    """What something was done with, where a noun behind an adverb is its verb: 补贴|已核销8亿元."""
    number = sentence.beginning(phrase[0])
    tokens = sentence.tokens
    if number < 1 or tokens[number].end != phrase[1] or sentence.is_head(tokens[number]):
        return None
    before = tokens[number - 1]
    if before.end != phrase[0] or before.tag != "d" or sentence.word(before) not in DONE:
        return None
    found = phrase_ahead(sentence, before.start, clause)
    return found if found is not None and sentence.headed(found[1]) else None


def subject_before(sentence: Sentence, clause: int) -> tuple[int, int] | None:
    """The noun that the clause before begins with and tells of: 这样的渔场在去年大幅增加，全省已突破|600个."""
    earlier = sentence.elsewhere(clause - 2)
    tokens = earlier.tokens
    number = 0
    while number < len(tokens) and (tokens[number].kind in "TD" or tokens[number].tag in AROUND):
        number += 1
    first = number
    while number < len(tokens) and tokens[number].tag not in NAMED:
        within = number + 1 < len(tokens) and tokens[number].kind == "V" and tokens[number + 1].kind == "N"
        if not (within or tokens[number].kind in "NA"):
            break
        number += 1
    if (
        number == first
        or number + 1 >= len(tokens)
        or tokens[number].tag[0] not in "vpd"
        or not earlier.is_head(tokens[number - 1])
    ):
        return None
    return earlier.checked(tokens[first].start, tokens[number - 1].end)
