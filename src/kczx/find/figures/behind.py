"""The noun phrase that begins behind a number."""

from __future__ import annotations

import re

from kczx.find.figures.modifying import NEAR, SUCH, agent, latin, listed, relative, summed
from kczx.find.figures.narrowed import PERSONS, Run, narrowed
from kczx.find.figures.sentence import Sentence
from kczx.find.figures.tokens import Token, tables
from kczx.find.figures.verbal import country
from kczx.find.figures.within import act_ends, another, inside, lead

BRACKET = re.compile(r"[（(][一-龥、“”]{1,8}[）)](?![，,。；;]?[是为])")
INCLUDING = re.compile("(?:包括|包含)[^，,。；;]{1,24}?在内的")
"""A clause before what is counted: 包括海草床在内的|湿地."""
PLAIN_AMOUNT = re.compile("[百千万亿]{1,3}[一-龥]{1,2}$")
EVENTS = frozenset("次场轮")
"""Measure words of what is done: 5次|空袭, 30场|产业对接."""
DESCRIPTIVE = frozenset("abilz")
"""Tags of adjectives, and of idioms, which describe: 原汁原味的|记录."""
WORKS = frozenset(["工程", "项目", "行动", "计划", "任务", "方案", "活动"])
"""Nouns for what is done to the noun before the verb before them."""
CASES = frozenset("起项例宗条种类份")
"""Measure words of what is told with a clause before it."""
AGENTS = frozenset(["家", "名", "位", "所", "户"])
"""Measure words of those who do something themselves: 9家电台|播出."""
LOCAL = frozenset(["两地", "三地", "各地", "境内"])
"""Ends of places whose things are counted."""
GOES_ON = frozenset(["n", "vn", "ng", "nt", "joined"])
"""Tags of nouns that go on behind a noun that is counted."""
INSIDE = frozenset(["里", "内", "中"])
ADVERB = frozenset(["不", "非"])


def phrase_behind(
    sentence: Sentence, at: int, verb: bool = False, measure: str = "", acts: bool = False, start: int | None = None
) -> tuple[int, int] | None:
    """The noun phrase that begins at a place: up to the last noun before a verb, a mark or a number.

    With `verb` it may begin with any verb that has a noun behind it: 三位发布人.  `measure` is the number's measure word: what
    名 counts are persons, what 次 counts is something done.  With `acts` the phrase may end with what is done: 军事|支持.
    """
    if (including := INCLUDING.match(sentence.text, at)) is not None and including.end() < sentence.end:
        at = including.end()
    number = sentence.beginning(at)
    if at < sentence.end and (number == len(sentence.tokens) or sentence.tokens[number].start != at):
        sentence.recut(at)
        number = sentence.beginning(at)
    if number + 2 < len(sentence.tokens) and sentence.word(sentence.tokens[number]) in SUCH:
        number += 1 + (sentence.tokens[number + 1].kind == "D")  # 40扇这样的|舱门
    if number + 1 < len(sentence.tokens) and PLAIN_AMOUNT.match(sentence.word(sentence.tokens[number])):
        number += sentence.tokens[number].tag == "m" and sentence.tokens[number + 1].kind == "N"  # 16台|百万千瓦|机组
    object_at = relative(sentence, number)
    if object_at is not None:
        number = object_at
    elif number < len(sentence.tokens) and sentence.tokens[number].kind in "DB":
        number += 1
    if (noun := summed(sentence, number)) is not None:
        number = noun
    before = "open" if start is None else lead(sentence, start)
    before = "verb" if before == "pivot" and measure in EVENTS else before  # 安排9次|护渔巡航任务
    run = _run(sentence, number, verb, measure, acts, before)
    if run is None:
        return None if verb else _last(sentence, number, measure)
    if (owned := _owned(sentence, run, measure)) is not None:
        run = owned
    run = narrowed(sentence, run, measure)
    start, end = sentence.tokens[run.first].start, sentence.tokens[run.last].end
    if object_at is not None and sentence.text[end : end + 1] == "、":
        return None
    if bracket := BRACKET.match(sentence.text, end, min(end + 12, sentence.end)):
        end = bracket.end()
    return sentence.checked(start, end)


def _run(
    sentence: Sentence, first: int, verb: bool = False, measure: str = "", acts: bool = False, before: str = "open"
) -> Run | None:
    """The noun phrase that begins with a word; `before` is what leads to its number."""
    tokens = sentence.tokens
    number = first
    last = head = counted = -1
    if verb and number + 1 < len(tokens) and agent(sentence, number):
        number += 1
    while number < len(tokens):
        token = tokens[number]
        word = sentence.word(token)
        if _ends(sentence, number, first, last, head):
            break
        if token.kind == "N":
            last = number
            if _counts(sentence, token, measure):
                head = counted = number
            elif head >= first and (token.tag in GOES_ON or _goes_on(sentence, token)):
                head = number
                counted = number if _goes_on(sentence, token) else counted
        elif word in ADVERB and last == number - 1 and number + 1 < len(tokens) and tokens[number + 1].tag[0] != "v":
            if not inside(sentence, number + 1, first, before) and tokens[number + 1].kind != "A":
                break  # 教育|不|规范|办学|行为
        elif (
            token.kind == "F"
            and word in INSIDE
            and last == number - 1 >= first
            and not (number + 1 < len(tokens) and country(sentence, number))
        ):
            break  # 10个专区|里
        elif token.kind in "AF":
            side = number == first and token.kind == "F" and len(word) > 1 and word not in tables().edges
            if not _leads(sentence, number, last >= first or side):
                break  # 中外|嘉宾 goes on
        elif token.kind == "V" or token.tag == "v":
            if not inside(sentence, number, first, before):
                break
        elif token.kind in "CL":
            if last != number - 1 or (item := listed(sentence, number)) is None:
                break
            if head not in (-1, last) and tokens[last].tag != "n":
                break
            number = last = item
            head = counted = last if head >= first else head
        elif token.kind == "D" and last < first < number:
            first = number + 1  # 重要的|项目
        elif number > first and (letters := latin(sentence, number)) is not None:
            number = last = head = counted = letters
        else:
            break
        number += 1
        if number < len(tokens) and tokens[number].start != tokens[number - 1].end:
            break
    ended = (
        number < len(tokens)
        and last == number - 1
        and measure not in AGENTS
        and act_ends(sentence, tokens[number], before)
    )
    if _act(sentence, number, measure, acts or head < first or ended) and (
        measure in EVENTS
        or last == number - 1 >= first
        or (acts and last >= first and _verbal(sentence, last + 1, number))
    ):
        return Run(first, number, number + 1)
    if last < first:
        return None
    if head < first < last and before in ("none", "pivot") and _attribute(sentence, last) and another(sentence, number):
        last -= 1  # 冬油菜|长势
    if first <= head < last or (first <= counted < head and _told(sentence, counted + 1, head, number, before)):
        last = counted if counted < head else head
    return Run(first, last, number)  # 专家|进站: behind the last noun that is counted something is done


def _told(sentence: Sentence, begin: int, last: int, stop: int, before: str) -> bool:
    """Whether the nouns behind one that is counted are told of it (用户|断电) or measured of it (航天员|状态|良好)."""
    if before not in ("none", "pivot") or sentence.tokens[last].tag == "nt":
        return False
    if not another(sentence, stop):
        return True
    return _attribute(sentence, last)


def _attribute(sentence: Sentence, number: int) -> bool:
    """Whether a noun is rather something of what is counted than counted itself: 长势, 产量."""
    return sentence.measures(number) or sentence.word(sentence.tokens[number]) in tables().attributes


def _counts(sentence: Sentence, token: Token, measure: str) -> bool:
    """Whether a noun is known to be counted, or one for persons whom 名 counts."""
    persons = measure in ("名", "位") and token.end - token.start > 1
    return sentence.is_head(token) or (persons and PERSONS.search(sentence.word(token)) is not None)


def _ends(sentence: Sentence, number: int, first: int, last: int, head: int) -> bool:
    """Whether a word ends the phrase: it begins a predicate, a name, or an honour that somebody is given."""
    tokens, known = sentence.tokens, tables()
    token, word = tokens[number], sentence.word(tokens[number])
    if token.kind not in "CL" and word in known.predicates and word not in known.heads:
        within = number == first and word in known.nominal and number + 1 < len(tokens)
        return not (
            within and tokens[number + 1].kind in "NA" and tokens[number + 1].start == token.end
        )  # 388个|脱贫|县
    if token.tag == "nr" and token.end - token.start == 1 and last >= first:
        return True
    if (
        token.tag == "ns"
        and token.end - token.start > 1
        and first <= head == last == number - 1
        and word not in known.heads
    ):
        return True  # 3项|成果|某省科学技术奖
    if (
        number > first
        and sentence.word(tokens[number + 1 : number + 2][0] if number + 1 < len(tokens) else token) in "了过"
    ):
        return True  # 面积|贡献了
    if head < first or last != number - 1:
        return False
    alone = number + 1 == len(tokens) or tokens[number + 1].kind != "N" or tokens[number + 1].start != token.end
    return (word[0] == "“" and alone) or (word[0] == "第" and token.tag == "m")


def _last(sentence: Sentence, number: int, measure: str) -> tuple[int, int] | None:
    """The noun that ends a clause of modifiers: 3起严重侵害儿童|事件; an unknown one of two or three characters: 两个|档口."""
    tokens = sentence.tokens[number:]
    if not tokens or len(tokens) > NEAR:
        return None
    end = next((i for i, token in enumerate(tokens) if token.tag == "x"), len(tokens))
    if measure in CASES and end > 1 and tokens[0].tag[0] in "vad" and sentence.is_head(tokens[end - 1]):
        start = end - 1
        while start > 1 and tokens[start - 1].kind == "A":
            start -= 1
        return sentence.checked(tokens[start].start, tokens[end - 1].end)
    if end in (2, 3) and all(token.end - token.start == 1 and token.tag[0] not in "vpducrf" for token in tokens[:end]):
        return tokens[0].start, tokens[end - 1].end
    return None


def _verbal(sentence: Sentence, number: int, stop: int) -> bool:
    """Whether nothing but verbal nouns stands in a range: 人道主义|救灾|援助."""
    tokens, verbs = sentence.tokens, tables().verbs
    return all(token.tag == "vn" and sentence.word(token) not in verbs for token in tokens[number:stop])


def _act(sentence: Sentence, number: int, measure: str, acts: bool) -> bool:
    """Whether a word is a verb that ends its clause or a part of a list: 5次|空袭, 30场产业|对接, 200万元军事|支持."""
    tokens = sentence.tokens
    if number >= len(tokens) or tokens[number].tag[0] != "v" or tokens[number].end - tokens[number].start < 2:
        return False
    word = sentence.word(tokens[number])
    named = measure in EVENTS or (acts and (tokens[number].tag == "vn" or word in tables().verbs))
    if not named or (word in tables().predicates and measure not in EVENTS):
        return False
    following = tokens[number + 1] if number + 1 < len(tokens) else None
    return following is None or following.kind in "CL" or following.tag == "x" or sentence.word(following) == "中"


def _owned(sentence: Sentence, run: Run, measure: str) -> Run | None:
    """The phrase behind 的, where the one before it is not what is counted: 两条平行的|隧洞, 五位文保领域的|代表."""
    tokens = sentence.tokens
    persons = measure in ("名", "位")
    if persons and sentence.measures(run.last):  # 4位平均年龄不到30岁的|小伙子
        ends = (i for i in range(run.stop, min(run.stop + NEAR, len(tokens))) if tokens[i].kind == "D")
        run = run._replace(stop=next(ends, run.stop))
    if run.stop >= len(tokens) or tokens[run.stop].kind != "D" or sentence.word(tokens[run.stop]) != "的":
        return None
    last = tokens[run.stop - 1]
    if persons and PERSONS.search(sentence.word(last)):
        return None
    quality = last.end - last.start > 2 and sentence.word(last)[-1] in "性型"  # 针对性、典型性的|建议
    local = sentence.word(last) in LOCAL or quality  # 沪杭两地的|渔村
    if (
        not persons
        and not local
        and (run.stop - run.first > 1 or last.tag[0] not in DESCRIPTIVE or sentence.is_head(last))
    ):
        return None
    run = _run(sentence, run.stop + 1, before="verb") or run
    return run if not persons or PERSONS.search(sentence.word(tokens[run.last])) else None


def _leads(sentence: Sentence, number: int, inside: bool) -> bool:
    """Whether a modifier or a verb is followed by a noun of the same phrase."""
    tokens, known = sentence.tokens, tables()
    if number + 1 >= len(tokens):
        return False
    token, following = tokens[number], tokens[number + 1]
    if token.kind == "F":
        return inside and following.kind == "N"
    if token.kind == "A":
        return following.kind in "NAV" or (
            not inside and (following.kind == "D" or latin(sentence, number + 1) is not None)
        )
    if not inside:
        return token.kind == "V" and following.kind in "NV"
    word = sentence.word(token)
    headed = sentence.is_head(tokens[number - 1])
    plain = word in known.nominal and word not in known.verbs  # 专家|示范|工作站
    plain = plain or (token.kind == "V" and sentence.word(following) in WORKS)  # 管网|改造|工程
    if token.tag != "vn" and not plain and token.kind in "XV" and headed:
        return False
    while following.kind in "AV" and following.tag[0] != "r" and number + 2 < len(tokens):
        number += 1
        following = tokens[number + 1]
    if following.kind != "N":
        return False
    return sentence.is_head(following) or (not headed and (plain or token.tag == "vn"))  # 重点|保护|植物


def _goes_on(sentence: Sentence, token: Token) -> bool:
    """Whether a noun behind such a head still belongs to the phrase: 产业|集群, but not 专家|进站."""
    word = sentence.word(token)
    if len(word) == 1:
        return word in tables().suffixes and word != "线"  # 无人|艇
    return token.tag == "n" and word[-1] in tables().endings and word not in tables().verbs
