"""Whether a verb beside a number belongs to the noun phrase there, or governs it, or tells of it: costs that are weighed.

A clause has one predicate.  Where a verb stands before the number (发布5项…), what follows to the clause's end is rather one
phrase; where the number begins its clause or a preposition leads it (在22个…), a predicate must come behind it.
"""

from __future__ import annotations

from kczx import lexicon
from kczx.find.figures.links import known as known_links
from kczx.find.figures.narrowed import PERSONS
from kczx.find.figures.sentence import MEASURING, Sentence
from kczx.find.figures.tokens import Token, tables

LEADS = {"verb": -1.5, "pivot": 0.5, "open": 0.0, "none": 0.5}
"""What stands before the number, and how much it speaks for a predicate behind it."""
PREDICATE, PLAIN, ACT, NOUN_TAG, LONE = 3.0, 1.5, -1.5, -1.0, 4.0
"""What a word says: one that begins predicates, a plain verb, a verbal noun, a verb that may be a noun, a character."""
PERSON, HEADED, FIRST, ALONE, ANOTHER = 1.5, 1.0, -1.5, 1.5, -1.5
"""What its place says: behind a noun for persons, behind another that is counted, right behind the number, before the
clause's end, before another predicate."""
CARRIED = frozenset(["了", "过", "着"])


@lexicon.cached
def pivots() -> frozenset[str]:
    """Verbs whose object does something itself: 组织|7名专家|进站."""
    return frozenset(lexicon.words("find/figures/pivots.tsv"))


def lead(sentence: Sentence, start: int) -> str:
    """What leads to the number at a place: a `verb`, a `pivot` (组织), 的 or a noun that a verb leads to (`open`), or `none`."""
    tokens = sentence.tokens
    number = sentence.ending(start)
    noun = listed = False
    while number >= 0:
        token = tokens[number]
        word = sentence.word(token)
        if token.tag[0] == "v" or word in CARRIED:
            if word in CARRIED and number and tokens[number - 1].tag[0] == "v":
                word = sentence.word(tokens[number - 1])
            if word in pivots():
                return "pivot"
            if word[-1] == "有":
                return "open"
            if token.kind == "V" and noun and word not in tables().verbs:
                number -= 1
                continue
            return "open" if noun and not listed else "verb"
        if token.tag == "p":
            return "open" if noun else "none"
        if token.kind == "D":
            return "open"
        noun = noun or token.kind in "NA"
        listed = listed or token.kind in "CL"
        number -= 1
    return "none"


def inside(sentence: Sentence, number: int, first: int, before: str) -> bool:
    """Whether a verb belongs to the phrase that begins with the word `first`; `before` is what leads to its number."""
    tokens, known = sentence.tokens, tables()
    token = tokens[number]
    word = sentence.word(token)
    following = tokens[number + 1] if number + 1 < len(tokens) else None
    if following is None or following.start != token.end or following.tag[0] in "rm":
        return False
    chained = following.kind == "X" and following.tag == "v" and following.end - following.start > 1
    if not (chained and inside(sentence, number + 1, first, before)) and following.kind not in "NAV":
        return False  # 搬迁|集中|安置|区
    single = token.end - token.start == 1
    last = tokens[number - 1]
    cost = LEADS[before] + (LONE if single and (number == first or last.end - last.start > 1) else 0.0)
    if word in known.predicates:
        cost += 0.0 if number == first and word in known.nominal else PREDICATE
    elif word in known.nominal or word in known.acts:
        cost += ACT if word not in known.verbs or word in known.nominal else 0.0
    elif word in known.plain:
        cost += PREDICATE
    else:
        cost += NOUN_TAG if token.tag == "vn" and word not in known.verbs else PLAIN
    if number == first:
        cost += FIRST if token.kind == "V" else FIRST / 2
    elif PERSONS.search(sentence.word(last)) is not None:
        cost += PERSON
    elif sentence.is_head(last):
        cost += HEADED
    cost += ANOTHER if another(sentence, number + 1) else {"none": ALONE, "pivot": ALONE / 2}.get(before, 0.0)
    return cost <= 0


def another(sentence: Sentence, number: int) -> bool:
    """Whether another predicate stands behind a word in its clause."""
    tokens, known = sentence.tokens, tables()
    for at in range(number, len(tokens)):
        token = tokens[at]
        following = tokens[at + 1].kind if at + 1 < len(tokens) and tokens[at + 1].start == token.end else ""
        if token.tag in ("d", "p") or (token.tag == "v" and (token.kind == "X" or following not in ("N", "A", "V"))):
            return True
        if sentence.word(token) in known.predicates:
            return True
    return False


def act_ends(sentence: Sentence, token: Token, before: str) -> bool:
    """Whether a verb at a clause's end is the noun that a verb before the number has as its object: 举办4场供需|对接."""
    word = sentence.word(token)
    known = tables()
    if token.end - token.start < 2 or word in known.predicates or word in known.plain:
        return False
    return before == "verb" and (token.tag == "vn" or word in known.nominal or word in known.acts)


GOVERNS = {"linked": 1.5, "plain": -1.0}
"""What stands between a phrase and the number behind it: a link (达, 超过) makes it a subject, nothing rather an object."""
VERB, BOTH, MEASURED, BEGINS, AFTER_PLACE = -1.0, 1.25, 3.0, -1.0, -0.5


def governed(sentence: Sentence, first: int, last: int, linked: bool) -> int:
    """The number of the word with which the object begins, where a verb of the phrase from `first` to `last` has the rest as its
    object: 渔港|调配|收割船40艘; `first` where none has."""
    tokens, known = sentence.tokens, tables()
    measured = sentence.measures(last) or sentence.word(tokens[last])[-1] in MEASURING
    acted = first > 0 and tokens[first - 1].end == tokens[first].start and tokens[first - 1].tag[0] == "v"
    person = PERSONS.search(sentence.word(tokens[last])) is not None
    for number in range(last - 1, first - 1, -1):
        token, word = tokens[number], sentence.word(tokens[number])
        verb, nominal = word in known.verbs, word in known.nominal or word in known.acts
        if not (verb or (word in known.plain and not nominal)) or token.kind not in "NVX":
            continue
        if tokens[number + 1].kind not in "NA" and not (tokens[number + 1].kind == "V" and number + 1 < last):
            continue
        if acted and (number > first or not verb or (nominal and not person)):
            continue  # 抓获|犯罪嫌疑人, 完成|建设任务, but 转移|安置|群众
        before = tokens[number - 1] if number > first else None
        if before is None and not linked and known_links().directions.get(word):
            return number + 1  # 增加|供水能力900立方米
        cost = GOVERNS["linked" if linked else "plain"] + (MEASURED if measured else 0.0)
        cost += BOTH if nominal else VERB
        if before is None or sentence.word(before) in known.verbs:
            cost += BEGINS
        elif before.tag in ("ns", "nt", "s") or sentence.word(before)[0] == "全":
            cost += AFTER_PLACE
        if cost < 0:
            return number + 1
    return first
