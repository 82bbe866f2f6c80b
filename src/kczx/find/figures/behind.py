"""The noun phrase that begins behind a number."""

from __future__ import annotations

import re

from kczx.find.figures.sentence import Sentence
from kczx.find.figures.tokens import Token, tables

BRACKET = re.compile(r"[（(][一-龥、“”]{1,8}[）)](?![，,。；;]?[是为])")
NEAR = 9
"""Words of a clause with 的 that may stand before what is counted."""


def phrase_behind(sentence: Sentence, at: int, verb: bool = False) -> tuple[int, int] | None:
    """The noun phrase that begins at a place: up to the last noun before a verb, a mark or a number.

    With `verb` it may begin with any verb that has a noun behind it: 三位发布人.
    """
    number = sentence.beginning(at)
    if at < sentence.end and (number == len(sentence.tokens) or sentence.tokens[number].start != at):
        sentence.recut(at)
        number = sentence.beginning(at)
    object_at = _relative(sentence, number)
    if object_at is not None:
        number = object_at
    elif number < len(sentence.tokens) and sentence.tokens[number].kind in "DB":
        number += 1
    first = number
    last = head = -1
    if verb and number + 1 < len(sentence.tokens) and _agent(sentence, number):
        number += 1
    while number < len(sentence.tokens):
        token = sentence.tokens[number]
        following = sentence.tokens[number + 1] if number + 1 < len(sentence.tokens) else None
        word = sentence.word(token)
        if (token.kind not in "CL" and word in tables().predicates and word not in tables().heads) or (
            token.tag == "nr" and token.end - token.start == 1 and last >= first
        ):
            break
        if token.kind == "N":
            last = number
            if sentence.is_head(token) or (head >= first and _goes_on(sentence, token)):
                head = number
        elif token.kind in "AVF" or token.tag == "v":
            if not _leads(sentence, number, last >= first):
                break
        elif token.kind in "CL":
            if last != number - 1 or not _listed(sentence, number):
                break
        else:
            break
        if following is not None and following.start != token.end:
            break
        number += 1
    if last < first:
        return None
    last = head if head >= first else last  # 专家|进站: behind the last noun that is counted something is done
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    if object_at is not None and sentence.text[end : end + 1] == "、":
        return None
    if bracket := BRACKET.match(sentence.text, end, min(end + 12, sentence.end)):
        end = bracket.end()
    return sentence.checked(start, end)


def _relative(sentence: Sentence, number: int) -> int | None:
    """Where the object stands of a clause with 的 that begins with its verb: 推动产业升级的|重点项目."""
    if number + 2 >= len(sentence.tokens):
        return None
    token = sentence.tokens[number]
    if token.tag[0] != "v" or (token.tag != "v" and sentence.word(token) not in tables().verbs):
        return None
    for at in range(number + 1, min(number + NEAR, len(sentence.tokens) - 1)):
        kind, tag = sentence.tokens[at].kind, sentence.tokens[at].tag
        if kind == "D":
            return at + 1 if sentence.tokens[at + 1].kind in "NAV" else None
        if kind == "X" and (tag[0] != "v" or sentence.tokens[at - 1].kind != "C"):
            return None  # the verb's clause goes on with another: 侦察小组在城外的行动
    return None


def _agent(sentence: Sentence, number: int) -> bool:
    """Whether a verb and the noun behind it are one word for somebody or something: 发布人, 颁奖礼仪."""
    verb, noun = sentence.tokens[number : number + 2]
    ended = number + 2 >= len(sentence.tokens) or sentence.tokens[number + 2].kind != "D"
    return verb.tag == "v" and sentence.word(verb) not in tables().predicates and noun.kind == "N" and ended


def _leads(sentence: Sentence, number: int, inside: bool) -> bool:
    """Whether a modifier or a verb is followed by a noun of the same phrase."""
    token = sentence.tokens[number]
    if number + 1 >= len(sentence.tokens):
        return False
    following = sentence.tokens[number + 1]
    if token.kind == "F":
        return inside and following.kind == "N"
    if token.kind == "A":
        return following.kind in "NAV" or (following.kind == "D" and not inside)
    if not inside:
        return token.kind == "V" and following.kind in "NV"
    if token.tag != "vn" and token.kind in "XV" and sentence.is_head(sentence.tokens[number - 1]):
        return False
    while following.kind == "V" and number + 2 < len(sentence.tokens):
        number += 1
        following = sentence.tokens[number + 1]
    return following.kind == "N" and sentence.is_head(following)


def _goes_on(sentence: Sentence, token: Token) -> bool:
    """Whether a noun behind such a head still belongs to the phrase: 产业|集群, but not 专家|进站."""
    word = sentence.word(token)
    return token.tag == "n" and len(word) > 1 and word[-1] in tables().endings and word not in tables().verbs


def _listed(sentence: Sentence, number: int) -> bool:
    """Whether what follows 、 or 和 is another short noun, and the last of them ends there: 国家和地区, 省、自治区、直辖市."""
    tokens = sentence.tokens
    size = 0
    at = number + 1
    if sentence.word(tokens[number]) == "与" or (at < len(tokens) and tokens[at].tag[0] == "r"):
        return False
    while at < len(tokens) and tokens[at].kind in "NAV" and size <= 8:
        if tokens[at].tag in ("nr", "ns", "nt", "nrt") and sentence.word(tokens[at]) not in tables().heads:
            return False
        size += tokens[at].end - tokens[at].start
        at += 1
    if not size or size > 8 or tokens[at - 1].kind != "N":
        return False
    return at >= len(tokens) or tokens[at].kind in "XDLC" or (tokens[at].tag.startswith("v"))
