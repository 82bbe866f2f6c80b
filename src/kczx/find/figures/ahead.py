"""The noun phrase that ends before a number, and before the links and changes that lead to the number."""

from __future__ import annotations

import re

from kczx.find.figures.sentence import LONGEST, Sentence
from kczx.find.figures.tokens import tables
from kczx.find.figures.verbal import country, each, governs, holds_object, modifies, noun_like, piece
from kczx.find.figures.within import governed, pivots

WITHIN = frozenset("内里中上")
"""What ends a place or a time in which something is told to be: no noun that is counted ends so."""
MARKED = frozenset("，,；;：:。、 \n")
NAMED = frozenset(["ns", "nt", "nr", "t", "s"])
PROPER = frozenset(["ns", "t"])
ASIDE = re.compile(r"[（(](?![与含不其以简下])[一-龥、“”]{1,8}[）)]$")
COUNTED_LEVELS = frozenset(["省区", "省份", "市州", "地市", "区县"])
"""Nouns that the number before them counts."""
SIDES = frozenset("东西南北中")
HAN_NUMBER = re.compile("[一二三四五六七八九十百千万]{1,4}")
SHARES = frozenset(["比例", "比重", "占比", "人数", "数量", "份额"])
"""Nouns that measure what a clause with 的 tells: 居民参加体检的|比例."""
SINCE = frozenset(["以来", "期间", "以后", "之后", "之前", "之间", "首日"])
"""What ends the words that tell when, before what is counted."""
ACHIEVED = frozenset(["实现", "完成", "取得", "获得", "位于", "处于", "地处", "感受"])
GRADED = re.compile(
    "(?:(?:[一二三四五六七八九十]{1,3}、){1,3}|[国省市州县区乡镇村](?:、[国省市州县区乡镇村]){1,4})?[一二两三四五六七八九十]{1,3}[类级等线]$"
)
"""Grades before a noun: 一、二类苗, 市、县、乡三级平台."""
LEVELS = frozenset("国省市州县区乡镇村")
LONG = 14
"""Characters of a phrase that is told without the quotation that it begins with."""
CLAUSE = 20
"""Characters of such a clause."""


def phrase_ahead(
    sentence: Sentence,
    at: int,
    floor: int,
    listed: bool = False,
    acts: bool = False,
    kind: str = "",
    linked: bool = True,
) -> tuple[int, int] | None:
    """The noun phrase that ends at a place and begins at `floor` or behind it; of a list the last item, or all (`listed`).

    With `acts` it may end with what was done: 展览占地, 大篷车行驶; of money (`kind`) only where another verb stands before it.
    """
    number = sentence.ending(at)
    if number < 0 or sentence.tokens[number].end != at:
        if not sentence.first < at < sentence.end:
            return None
        sentence.recut(at)
        number = sentence.ending(at)
    aside = None
    if sentence.tokens[number].kind == "B" and number:  # 投入强度(与生产总值之比)为1.74%
        number -= 1
        aside = at if ASIDE.search(sentence.text, sentence.tokens[number].end, at) else None
        at = sentence.tokens[number].end
    last = number
    tokens = sentence.tokens
    token = tokens[last]
    whole = acts and token.tag[0] in "vn" and holds_object(sentence.word(token))
    if (
        whole
        and (token.kind != "N" or len(tables().objects & {sentence.word(token)}))
        and kind in ("unit", "rate", "money")
    ):
        return token.start, at  # 输水586亿立方米
    acted = (
        acts
        and token.tag[0] == "v"
        and token.kind != "N"
        and last > 0
        and tokens[last - 1].kind in ("NL" if listed else "N")
    )
    if acted and kind == "money":
        acted = last > 1 and tokens[last - 2].kind == "X" and tokens[last - 2].tag[0] == "v"
    if not (token.kind == "N" or acted or (token.kind == "V" and noun_like(sentence, last))):
        return None
    number = _trimmed(sentence, _begun(sentence, last, floor, listed, acted, linked), last, at, linked)
    if not acted and (inner := governed(sentence, number, last, linked)) > number:
        number = _trimmed(sentence, inner, last, at, linked)
    if sentence.text[at - 1] in WITHIN:
        return None  # 区域内, 比赛中
    if number and sentence.word(tokens[number - 1]) in tables().adjuncts and not sentence.measures(last):
        verb = next((i for i in range(number, last + 1) if tokens[i].kind == "V" or tokens[i].tag[0] == "v"), None)
        if verb is None and not holds_object(sentence.word(tokens[last])):
            return None  # 距地球400公里, 由现行20亿元
        verb = last if verb is None else verb
        number = _trimmed(sentence, verb, last, at)  # 经港口|出口|货物
    toward = number > 0 and sentence.word(tokens[number - 1]) == "对"
    if toward and number == last and tokens[last].tag in ("ns", "j", "nt", "nz"):
        return None  # 对东盟|增长3%
    if all(tokens[i].tag in PROPER and not sentence.is_head(tokens[i]) for i in range(number, last + 1)):
        return None  # a place or a person is not what is counted
    behind = sentence.text[floor - 1 : floor]
    if floor > sentence.first and tokens[number].start == floor and behind not in MARKED:
        lists = (i + 1 for i in range(number, last) if tokens[i].kind in "CL")
        number = _trimmed(sentence, next(lists, number), last, at)  # 8张单人床、长凳6条: what the number before counts
    if at - tokens[number].start > LONGEST:  # a list that is too long: its last item
        lists = (
            i
            for i in range(last - 1, number - 1, -1)
            if tokens[i].kind in "CL" or sentence.word(tokens[i]) in tables().adjuncts
        )
        number = next(lists, number - 1) + 1
    start = tokens[number].start
    if (graded := GRADED.search(sentence.text, max(floor, start - 10), start)) is not None:
        start = graded.start()  # 一、二类|苗
    if sentence.text[start:at] in SHARES and number > 1 and sentence.word(tokens[number - 1]) == "的":
        start = _clause(sentence, number - 1, floor)
    return sentence.checked(start, aside or at)


def _begun(sentence: Sentence, last: int, floor: int, listed: bool, acted: bool, linked: bool) -> int:
    """The number of the first word that may belong to the phrase that ends with a word."""
    tokens, known = sentence.tokens, tables()
    number = last
    while number >= 0 and tokens[number].start >= floor:
        token = tokens[number]
        word = sentence.word(token)
        if number < last and token.end != tokens[number + 1].start:
            break
        if token.kind in "CL":
            within = number and tokens[number - 1].kind == "V" and tokens[number + 1].kind == "V"  # 研究与试验|经费
            if number == 0 or not (within or _together(sentence, number, last, listed)):
                break
        elif number < last and token.kind == "X" and word in known.edges:
            break
        elif number == last:
            if not acted and token.kind not in "NAV":
                break
        elif (
            token.kind in "XV"
            and token.tag[0] in "vn"
            and sentence.word(tokens[number + 1]) in known.metrics
            and word not in ACHIEVED
            and word not in pivots()
        ):
            pass  # 死亡|人数
        elif token.tag == "v" and word in known.nominal and number < last and tokens[number + 1].kind in "CL":
            pass  # 投诉、|举报和咨询
        elif (
            token.kind in "XV"
            and token.tag[0] == "v"
            and (part := modifies(sentence, number, last, linked)) is not None
        ):
            if not part:
                break
            if part == "object":
                return number  # 安排|运行|经费
        elif token.kind not in "NAVFB":
            break
        number -= 1
    return number + 1


def _together(sentence: Sentence, number: int, last: int, listed: bool) -> bool:
    """Whether what stands on both sides of 和 or 、 is counted together: 投诉、举报和咨询, 机械和器材制造业."""
    tokens = sentence.tokens
    before = tokens[number - 1]
    if listed and before.kind in "NV":
        return True
    if sentence.word(before) in LEVELS and sentence.word(tokens[number + 1]) in LEVELS:
        return True  # 省、市、县|三级平台
    if before.end != tokens[number].start or before.tag in NAMED or sentence.word(tokens[number]) in ("与", "或"):
        return False
    if number + 1 == last and sentence.measures(last) and not sentence.measures(number - 1):
        return False  # 航班和|航程
    word = sentence.word(before)
    act = before.kind == "X" and before.tag == "v" and word in tables().nominal
    return (before.kind in "NV" or act) and word not in tables().edges and len(word) > 1


def _trimmed(sentence: Sentence, number: int, last: int, at: int, linked: bool = False) -> int:
    """The number of the phrase's first word: what a phrase cannot begin with is left off."""
    tokens, known = sentence.tokens, tables()
    since = (i for i in range(last - 1, number - 1, -1) if sentence.word(tokens[i]) in SINCE)
    number = next(since, number - 1) + 1  # 春运|以来|客流量
    while number < last and at - tokens[number + 1].start > 1:
        token, word = tokens[number], sentence.word(tokens[number])
        quoted = word[0] == "“" and last - number > 1 and at - token.start > LONG
        if not (
            quoted
            or (token.kind in "CLTFB" and not (token.kind == "F" and (word[-1] == "部" or country(sentence, number))))
            or token.tag[0] == "r"
            or each(sentence, number)
            or (token.tag == "m" and word[0] == "第" and word[-1] in "届次批轮期")
            or governs(sentence, number, last, linked)
            or word in known.edges
            or word == "年度"
            or piece(sentence, number)
        ):
            break
        number += 1
    before = tokens[number - 1] if number else None
    if before is not None and before.end == tokens[number].start and number < last:
        number = _whole(sentence, number)
        before = tokens[number - 1] if number else None
    if (
        sentence.word(tokens[number]) == "大"
        and before is not None
        and before.tag in ("m", "eng")
        and before.end == tokens[number].start
    ):
        return number - 1  # 三|大|关键|利率
    return number


def _whole(sentence: Sentence, number: int) -> int:
    """The number of the word with which a phrase begins whose first word was cut off from what stands before it."""
    before, token = sentence.tokens[number - 1 : number + 1]
    word, ahead = sentence.word(token), sentence.word(before)
    if word in LEVELS or word in COUNTED_LEVELS:
        return number + (before.tag in ("m", "eng"))  # 9省区|进出口, 五国|贸易额
    if before.tag == "m" and HAN_NUMBER.fullmatch(ahead) and token.end - token.start == 1:
        return number - 1  # 十八|湾|村
    side = ahead in SIDES and before.kind == "F" and token.end - token.start == 1 and token.tag in ("j", "ns", "n")
    return number - side  # 西|渝|高铁


def _clause(sentence: Sentence, number: int, floor: int) -> int:
    """Where a clause with 的 begins that ends with a word: 居民参加体检|的比例."""
    at = sentence.beginning(floor)
    tokens = sentence.tokens
    while at < number and (
        tokens[at].kind in "TF" or tokens[at].tag[0] in "rcm" or sentence.word(tokens[at]) in ("其中", "全省", "全市")
    ):
        at += 1
    near = tokens[number].end - tokens[at].start <= CLAUSE and all(token.tag != "eng" for token in tokens[at:number])
    return tokens[at].start if near else tokens[number + 1].start
