"""What the verbs and the single characters in a phrase before a number are: its verb, a part of it, a piece of a word."""

from __future__ import annotations

from kczx.find.figures.sentence import MEASURING, Sentence
from kczx.find.figures.tokens import HAN, tables


def holds_object(word: str) -> bool:
    """Whether a verb has its object in it: 输水, 加息."""
    known = tables()
    one = len(word) == 2 and word[1] in known.objects and not (word in known.plain or word in known.nominal)
    return one or (len(word) > 1 and word in known.objects)


def governs(sentence: Sentence, number: int, last: int, linked: bool) -> bool:
    """Whether the first word of a phrase that ends with the word `last` is its verb: 培训护林员, but not 培训人数, nor, before a
    link, 采购经理指数达."""
    known = tables()
    word = sentence.word(sentence.tokens[number])
    if word not in known.verbs or sentence.word(sentence.tokens[number + 1]) in known.metrics:
        return False
    if word not in known.nominal:
        return True
    if _object(sentence, number):
        return False  # 下拨|补助资金 has its verb already
    return not (linked and _measured(sentence, last))


def _measured(sentence: Sentence, number: int) -> bool:
    """Whether a word is a noun that measures."""
    return sentence.measures(number) or sentence.word(sentence.tokens[number])[-1] in MEASURING


def _object(sentence: Sentence, number: int) -> bool:
    """Whether a verb that does not go into nouns stands right before a word: 下拨|补助资金, 收到|申报项目."""
    if not number:
        return False
    before, word = sentence.tokens[number - 1], sentence.word(sentence.tokens[number - 1])
    if before.end != sentence.tokens[number].start or word in tables().edges:
        return False
    return word == "了" or (before.tag[0] == "v" and (before.kind == "X" or word in tables().verbs))


def modifies(sentence: Sentence, number: int, last: int, linked: bool) -> str | None:
    """Whether a verb before a noun is part of it: `part` of a longer phrase, the `object` of a verb before it, "" if it is
    the noun's verb, None where nothing speaks against it."""
    tokens, known = sentence.tokens, tables()
    token, word = tokens[number], sentence.word(tokens[number])
    size = token.end - token.start
    if size < 2 or tokens[number + 1].kind != "N":
        return (
            None
            if token.kind == "V" and token.tag != "v"
            else "part"
            if token.kind == "V" and _inner(sentence, number)
            else ""
        )
    if _object(sentence, number) and size == 2 and (token.kind == "V" or sentence.is_head(tokens[number + 1])):
        return "object" if number + 1 == last or sentence.is_head(tokens[last]) else ""
    if token.kind == "V" and token.tag != "v":
        return None
    if linked and word in known.nominal and _measured(sentence, last):
        return "part"  # 渔业|采购|景气|指数
    if token.kind == "V" and (_inner(sentence, number) or word not in known.verbs):
        return "part"
    return ""


def each(sentence: Sentence, number: int) -> bool:
    """Whether a word is what a rate is told for: 每|万|人口|拥有量."""
    tokens = sentence.tokens
    return number > 1 and tokens[number - 1].tag == "m" and sentence.word(tokens[number - 2]) == "每"


def piece(sentence: Sentence, number: int) -> bool:
    """Whether a single character at a phrase's beginning is the rest of a word that the dictionary lacks: 返|港|渔船."""
    token = sentence.tokens[number]
    before = sentence.tokens[number - 1] if number else None
    if token.end - token.start > 1 or before is None or before.end != token.start:
        return False
    if before.kind == "T" or (before.tag == "eng" and sentence.word(token) in "月年日"):
        return True  # 春节|档票房
    return before.end - before.start == 1 and before.tag[0] in "vgzx" and bool(HAN.fullmatch(sentence.word(before)))


def _inner(sentence: Sentence, number: int) -> bool:
    """Whether a verb before a noun is part of it: one of the table's, with a noun before it."""
    before = sentence.tokens[number - 1] if number else None
    return before is not None and before.kind in "NA" and sentence.word(sentence.tokens[number]) not in tables().verbs


def noun_like(sentence: Sentence, number: int) -> bool:
    return sentence.tokens[number].tag != "v" or sentence.word(sentence.tokens[number]) in tables().nominal


def country(sentence: Sentence, number: int) -> bool:
    """Whether 中 is the country's, before another's single character, and no place in something: 中越|列车, not 途中|老船."""
    before, token, following = sentence.tokens[max(0, number - 1)], *sentence.tokens[number : number + 2]
    loose = number == 0 or before.end < token.start or before.kind in "XT"
    return loose and sentence.word(token) == "中" and following.end - following.start == 1
