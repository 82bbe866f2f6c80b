"""The noun phrase that ends before a number."""

from __future__ import annotations

from kczx.find.figures.sentence import Sentence
from kczx.find.figures.tokens import HAN, tables

WITHIN = frozenset("内里中上")
"""What ends a place or a time in which something is told to be: no noun that is counted ends so."""
PROPER = frozenset(["ns", "t"])


def phrase_ahead(
    sentence: Sentence, at: int, floor: int, listed: bool = False, verb: bool = False
) -> tuple[int, int] | None:
    """The noun phrase that ends at a place and begins at `floor` or behind it; of a list the last item, or all (`listed`).

    With `verb` it may end with what was done: 展览占地, 大篷车行驶.
    """
    number = sentence.ending(at)
    if number < 0 or sentence.tokens[number].end != at:
        if not sentence.first < at < sentence.end:
            return None
        sentence.recut(at)
        number = sentence.ending(at)
    if sentence.tokens[number].kind == "B" and number:  # 投入强度(与生产总值之比)为1.74%
        number -= 1
        at = sentence.tokens[number].end
    last = number
    token = sentence.tokens[last]
    acted = verb and token.tag[0] == "v" and number and sentence.tokens[number - 1].kind == "N"
    if not (token.kind == "N" or acted or (token.kind == "V" and _noun_like(sentence, last))):
        return None
    while number >= 0 and sentence.tokens[number].start >= floor:
        token = sentence.tokens[number]
        if number < last and token.end != sentence.tokens[number + 1].start:
            break
        if token.kind in "CL":
            if not listed or number == 0 or sentence.tokens[number - 1].kind not in "NV":
                break
        elif token.tag == "v" and number < last and sentence.word(sentence.tokens[number + 1]) in tables().metrics:
            pass  # 死亡人数
        elif number < last and _modifies(sentence, number):
            number -= 1
            break  # 安排|运行|经费
        elif number < last:
            if token.kind not in "NAVFB" or (token.kind == "V" and token.tag == "v" and not _inner(sentence, number)):
                break
        elif not acted and token.kind not in "NAV":
            break
        number -= 1
    number += 1
    while (number < last and at - sentence.tokens[number + 1].start > 1) and (
        sentence.tokens[number].kind in "CLTFB"
        or sentence.tokens[number].tag[0] == "r"
        or _governs(sentence, number)
        or sentence.word(sentence.tokens[number]) in tables().edges
        or _piece(sentence, number)
    ):
        number += 1
    if sentence.text[at - 1] in WITHIN:
        return None  # 区域内, 比赛中
    if number and sentence.word(sentence.tokens[number - 1]) in tables().adjuncts and not sentence.measures(last):
        return None  # 距地球400公里, 由现行20亿元
    if all(
        sentence.tokens[i].tag in PROPER and not sentence.is_head(sentence.tokens[i]) for i in range(number, last + 1)
    ):
        return None  # a place or a person is not what is counted
    return sentence.checked(sentence.tokens[number].start, at)


def _governs(sentence: Sentence, number: int) -> bool:
    """Whether the phrase's first word is the verb of what follows: 培训护林员, but not 培训人数."""
    known = tables()
    if (
        sentence.word(sentence.tokens[number]) not in known.verbs
        or sentence.word(sentence.tokens[number + 1]) in known.metrics
    ):
        return False
    before = sentence.tokens[number - 1] if number else None
    if sentence.word(sentence.tokens[number]) not in known.nominal:
        return True
    return before is None or before.tag[0] != "v" or before.kind != "X"  # 下拨|补助资金 has its verb already


def _modifies(sentence: Sentence, number: int) -> bool:
    """Whether a verb right behind another is part of the noun behind it: 安排运行经费, 签订合作协议."""
    if number == 0:
        return False
    token, before = sentence.tokens[number], sentence.tokens[number - 1]
    pair = token.tag == "v" and before.tag[0] == "v" and token.kind == "X" and before.end == token.start
    return (
        pair
        and token.end - token.start == before.end - before.start == 2
        and sentence.is_head(sentence.tokens[number + 1])
    )


def _piece(sentence: Sentence, number: int) -> bool:
    """Whether a single character at a phrase's beginning is the rest of a word that the dictionary lacks: 返|港|渔船."""
    token = sentence.tokens[number]
    before = sentence.tokens[number - 1] if number else None
    return (
        token.end - token.start == 1
        and before is not None
        and before.end == token.start
        and (
            before.kind == "T"  # 春节|档票房
            or (
                before.end - before.start == 1
                and before.tag[0] in "vgzx"
                and bool(HAN.fullmatch(sentence.word(before)))
            )
        )
    )


def _inner(sentence: Sentence, number: int) -> bool:
    """Whether a verb before a noun is part of it: one of the table's, with a noun before it."""
    before = sentence.tokens[number - 1] if number else None
    return before is not None and before.kind in "NA" and sentence.word(sentence.tokens[number]) not in tables().verbs


def _noun_like(sentence: Sentence, number: int) -> bool:
    return sentence.tokens[number].tag != "v" or sentence.word(sentence.tokens[number]) in tables().nominal
