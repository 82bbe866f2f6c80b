"""What stands between a number and the noun that it counts: clauses with 的, lists that a noun sums up, letters."""

from __future__ import annotations

from kczx.find.figures.narrowed import PERSONS
from kczx.find.figures.sentence import Sentence
from kczx.find.figures.tokens import tables

NEAR = 14
"""Words of a clause with 的 that may stand before what is counted."""
MODAL = frozenset(["可能", "可以", "可", "能", "能够", "需", "需要", "应", "拟"])
PLACED = frozenset(["在", "于", "自", "往", "向"])
"""Prepositions right behind a verb, of the place where it is done."""
SUCH = frozenset(["这样", "这种", "那样", "类似", "如此"])


def relative(sentence: Sentence, number: int) -> int | None:
    """Where the object stands of a clause with 的 that begins with its verb or a preposition: 推动升级的|项目, 双方起草的|议案."""
    tokens = sentence.tokens
    if number + 2 >= len(tokens):
        return None
    if (sentence.word(tokens[number]) in MODAL or sentence.word(tokens[number]) == "新") and tokens[
        number + 1
    ].tag == "v":
        number += 1  # 可能停产的|船厂
    token = tokens[number]
    led = token.tag in ("p", "d")
    if not led and (token.tag[0] != "v" or (token.tag != "v" and sentence.word(token) not in tables().verbs)):
        return None
    inner = sentence.word(token) in tables().nominal or sentence.word(token) in tables().acts
    if (
        inner
        and tokens[number + 1].kind == "N"
        and tokens[number + 2].kind == "D"
        and sentence.is_head(tokens[number + 1])
    ):
        return None  # 170个表演项目|的比赛
    for at in range(number + 1, min(number + NEAR, len(tokens) - 1)):
        kind, tag = tokens[at].kind, tokens[at].tag
        if kind == "D":
            return at + 1 if tokens[at + 1].kind in "NAV" else None
        if tag == "p" and at == number + 1 and sentence.word(tokens[at]) in PLACED:
            continue  # 停靠在旧港的|渔船
        if tag in ("m", "q", "mq") or sentence.word(tokens[at]) == "等":
            continue  # 反映十年变迁的|曲目, 涉及渔业、林业等领域的|联盟
        if kind == "X" and not led and (tag[0] != "v" or tokens[at - 1].kind != "C"):
            return None  # the verb's clause goes on with another: 侦察小组在城外的行动
    return None


def summed(sentence: Sentence, number: int) -> int | None:
    """Where the noun stands that sums up a list with 等: 智能驾驶、车载芯片等|研发机构."""
    tokens = sentence.tokens
    first, listed = number, False
    while number + 1 < len(tokens) and number < first + NEAR:
        token = tokens[number]
        if token.kind == "L":
            listed = True
        elif sentence.word(token) == "等":
            return number + 1 if listed and tokens[number + 1].kind in "NAV" else None
        elif not (token.kind == "C" or _in_list(sentence, number)):
            return None
        number += 1
    return None


def _in_list(sentence: Sentence, number: int) -> bool:
    """Whether a word may stand in a list of modifiers: a noun, or a verb that ends its item (智能|驾驶、)."""
    token, following = sentence.tokens[number : number + 2]
    if sentence.word(token) in tables().predicates:
        return False
    return token.kind in "NAV" or (token.tag == "v" and sentence.word(following) in ("、", "等"))


def _person(word: str) -> bool:
    """Whether a noun is one for persons, or the character that makes one."""
    return len(word) == 1 or PERSONS.search(word) is not None


def agent(sentence: Sentence, number: int) -> bool:
    """Whether a verb and the noun behind it are one word for somebody or something: 发布人, 颁奖礼仪."""
    verb, noun = sentence.tokens[number : number + 2]
    ended = number + 2 >= len(sentence.tokens) or sentence.tokens[number + 2].kind != "D"
    known, word = tables(), sentence.word(verb)
    counted = _person(sentence.word(noun)) or sentence.is_head(noun)
    acts = word in known.predicates or ((word in known.plain or word in known.verbs) and not counted)
    return verb.tag == "v" and not acts and noun.kind == "N" and ended


def latin(sentence: Sentence, number: int) -> int | None:
    """The number of the noun that letters and digits inside a phrase lead to: 空客A320 NEO|飞机."""
    tokens = sentence.tokens
    if tokens[number].tag != "eng" or sentence.word(tokens[number]).isdigit():
        return None
    while number < len(tokens) and (tokens[number].tag == "eng" or sentence.word(tokens[number]).isspace()):
        number += 1
    return number if number < len(tokens) and tokens[number].kind == "N" and sentence.is_head(tokens[number]) else None


def listed(sentence: Sentence, number: int) -> int | None:
    """The last word of what follows 、 or 和, if it is another short noun: 国家和地区, 省、自治区、直辖市."""
    tokens = sentence.tokens
    size = 0
    at = number + 1
    if sentence.word(tokens[number]) == "与" or (at < len(tokens) and tokens[at].tag[0] == "r"):
        return None
    while at < len(tokens) and size <= 8:
        following = tokens[at + 1].kind if at + 1 < len(tokens) else ""
        if not (tokens[at].kind in "NA" or (tokens[at].kind == "V" and following == "N")):
            break
        if tokens[at].tag in ("nr", "ns", "nt", "nrt") and sentence.word(tokens[at]) not in tables().heads:
            return None
        size += tokens[at].end - tokens[at].start
        at += 1
    if not size or size > 8 or tokens[at - 1].kind != "N":
        return None
    if at < len(tokens) and tokens[at].kind not in "DLC" and not (tokens[at].kind == "X" and tokens[at].tag != "eng"):
        single = at == number + 2 and sentence.is_head(tokens[at - 1])
        if tokens[at].tag[0] != "v" and not single:  # 87个国家和地区|136座城市
            return None
    headed = (i for i in range(at - 1, number, -1) if sentence.is_head(tokens[i]))
    return next(headed, at - 1)
