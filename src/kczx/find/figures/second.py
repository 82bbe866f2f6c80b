"""The second reading of what a figure counts, where the closer one found nothing: the noun with which its stretch ends.

A number with its measure word is a modifier; what it modifies ends the stretch behind it, before the next predicate, number
or mark.  Of a clause with 的 that tells of it, only what stands behind 的 is counted: 17名常驻北岛的|船医.
"""

from __future__ import annotations

from kczx.find.figures.ahead import phrase_ahead
from kczx.find.figures.narrowed import MANNER, PERSONS
from kczx.find.figures.sentence import LONGEST, Sentence
from kczx.find.figures.tokens import Token, tables
from kczx.find.figures.told import Range
from kczx.find.figures.verbal import holds_object
from kczx.find.figures.within import inside, lead, pivots
from kczx.find.numerals import HAN

ACTS = frozenset(["项", "次", "场", "轮", "起", "个"])
"""Measure words whose noun may be an act: 3000项|测试验证."""
DESCRIBED = frozenset(["公斤"])
"""Units that tell, before 级, of a class of contests: 60公斤级."""
MODAL = frozenset(["可", "能", "可以", "能够"])
ASPECTS = frozenset(["了", "过", "着", "为", "成", "于", "在", "到"])
"""What a verb that is a predicate is followed by."""
AGAINST = frozenset(["由", "从", "比", "较", "与", "同", "按", "以"])
"""What leads to what something was before, or is measured against."""
STOPPING = frozenset(["的", "使", "让", "令", "把", "向", "对"])
"""What a subject does not reach across."""
COMMAS = ("，", ",")
CLAUSES_BEFORE = 2
REACHES = frozenset("达超突降升增减跌涨预保稳将有迈跨缩扩")
"""What verbs begin with that tell what a value has come to."""
COUNTS = ("classifier", "people", "number", "session")
"""Kinds of what counts rather than measures."""
AMOUNTS = ("数", "数量", "总量", "规模", "人次", "销量", "产量", "存量", "订单量")
"""What a noun ends with that tells how many there are."""
COMPARING = ("高于", "低于", "高出", "多于", "少于", "比", "较", "占")
"""What begins a clause that compares with another value."""
SHARES = ("率", "比", "比例", "比重", "增速", "增幅", "降幅", "涨幅", "跌幅", "份额", "浓度", "强度", "指数")
"""What a noun that a rate is the value of ends with."""
NO_MEASURE = frozenset(
    [
        "力量",
        "质量",
        "能量",
        "大量",
        "少量",
        "消费",
        "免费",
        "收费",
        "浪费",
        "价值",
        "估值",
        "多数",
        "少数",
        "位数",
        "无数",
    ]
)
"""Nouns that end as if they measured."""
TIMES = frozenset(["月份", "年底", "月底", "年末", "月末", "今年以来", "盘中", "当年", "同期", "去年同期", "上年同期"])
MOST = 22
"""Words that are read behind a number."""
INSIDE = frozenset(["里", "内", "中"])
LEVELS = frozenset("省市州县区乡镇村人营楼图")
"""Nouns of one character that are counted."""
EVERYWHERE = frozenset(["全国", "全球", "全省", "全市", "全县", "世界", "中央", "地方", "国内", "国外"])
WITHIN = frozenset("里内中上")
PREDICATES = frozenset(["d", "p", "r", "c", "u", "y", "t", "l", "i"])
"""Tags of what begins a predicate behind a noun."""


def second(sentence: Sentence, start: int, end: int, kind: str, measure: str) -> Range | None:
    """The noun that a figure at [start, end) modifies, if the words behind it end with one."""
    tokens = sentence.tokens
    first = sentence.beginning(end)
    if first >= len(tokens) or tokens[first].start != end:
        return None
    if sentence.text.startswith("级", end):
        if measure in DESCRIBED:
            return None
        first += 1
    owned = first < len(tokens) and tokens[first].kind in "DB"
    first += owned
    while first < len(tokens) and tokens[first].kind == "T":
        first += 1  # 9名|此前|失联人员
    stop = _stop(sentence, first)
    if stop <= first:
        return None
    before = lead(sentence, start)
    amount = kind in ("unit", "money")
    behind = _clause(sentence, first, amount)
    if behind is not None and (owned or not amount):
        first, stop = behind, _predicate(sentence, behind, _stop(sentence, behind), before)
    elif tokens[first].tag[0] in "vp" and tokens[first].kind != "N":
        if tokens[first].tag != "p" and inside(sentence, first, first, before):
            noun = _noun(sentence, first, _predicate(sentence, first, stop, before), kind, measure)
            if noun is not None or amount:
                return noun
        if kind == "money" and stop == first + 1 and tokens[first].kind == "V" and before == "verb":
            return tokens[first].start, tokens[first].end  # 给予5000万元|补助
        if amount or (before != "verb" and sentence.word(tokens[first]) not in MODAL):
            return None  # 18名|参加了
        if any(sentence.word(token) in ASPECTS | pivots() for token in tokens[first + 1 : stop]):
            return None  # 7家|升级为中心
    else:
        stop = _predicate(sentence, first, stop, before)
    return _noun(sentence, first, stop, kind, measure)


def _stop(sentence: Sentence, first: int) -> int:
    """The number of the word that ends the stretch: a mark, a number, or a gap."""
    tokens = sentence.tokens
    number = first
    while number < min(len(tokens), first + MOST):
        token = tokens[number]
        if number > first and token.start != tokens[number - 1].end:
            break
        if token.kind in "LB" or (token.tag == "x" and token.kind == "X") or _figure(sentence, token):
            break
        number += 1
    return number


def _figure(sentence: Sentence, token: Token) -> bool:
    """Whether a word is a number."""
    return token.tag == "m" or (token.tag == "eng" and sentence.word(token)[0].isdigit())


def _clause(sentence: Sentence, first: int, amount: bool) -> int | None:
    """Where the noun stands behind a clause with 的 that begins with a verb, a preposition, a place or, for what is no amount, an
    adjective: 20首|反映十年历程的|曲目."""
    tokens = sentence.tokens
    token = tokens[first]
    verbal = token.tag[0] in "vp" and token.kind != "N"
    if not (verbal or token.tag == "d" or (not amount and (token.kind in "AF" or token.tag == "ns"))):
        return None
    for number in range(first + 1, min(len(tokens) - 1, first + MOST)):
        token = tokens[number]
        if token.kind == "D":
            return number + 1
        if token.tag == "x" and token.kind == "X":
            return None
        if not verbal and (token.tag[0] in "dpv" or token.kind in "LC"):
            return None
    return None


def _predicate(sentence: Sentence, first: int, stop: int, before: str) -> int:
    """The number of the word with which something is told of the noun: 16个区|也将."""
    tokens, known = sentence.tokens, tables()
    number = first
    while number < stop:
        token, word = tokens[number], sentence.word(tokens[number])
        if word == "被" and number + 2 < stop and tokens[number + 1].tag[0] == "v" and tokens[number + 2].kind == "N":
            number += 2
            continue  # 被扣押|人员
        if token.kind == "D" or word in known.predicates or word in MANNER:
            return number
        if number > first and (word in pivots() or word == "来" or (token.kind == "F" and word in INSIDE)):
            return number  # 30场|对接活动|助力企业
        if token.tag in PREDICATES and (token.kind not in "NAV" or token.tag in ("l", "i")) and word not in known.heads:
            return number
        if token.tag[0] == "v" and token.kind != "N" and not inside(sentence, number, first, before):
            return number if number > first else first
        number += 1
    return stop


def _noun(sentence: Sentence, first: int, stop: int, kind: str, measure: str) -> Range | None:
    """The noun phrase that ends a stretch."""
    tokens, known = sentence.tokens, tables()
    last = stop - 1
    while last >= first and (tokens[last].kind in "FT" or sentence.word(tokens[last]) in known.attributes):
        last -= 1
    if stop < len(tokens) and _figure(sentence, tokens[stop]) and holds_object(sentence.word(tokens[last])):
        last -= 1  # 万亩灌区|供水7000万立方米
    if last < first:
        return None
    token = tokens[last]
    act = token.kind == "V" and measure in ACTS and token.tag == "vn"
    if token.kind != "N" and not act:
        return None
    begin = last
    while begin > first and tokens[begin - 1].end == tokens[begin].start:
        before = tokens[begin - 1]
        within = before.kind == "T" and begin - 1 > first and before.end - before.start == 1  # 农田|春|耕作
        within = within or (before.kind == "F" and begin - 1 == first and before.end - before.start > 1)  # 中外|人员
        if not within and (
            before.kind not in "NAV" or before.tag in ("d", "p") or sentence.word(before) in known.edges
        ):
            break
        begin -= 1
    if begin < last and tokens[begin].kind == "V" and tokens[begin].tag == "v" and begin > first:
        begin += 1
    start, end = tokens[begin].start, token.end
    if sentence.text[end - 1] in WITHIN and end - start > 2:
        end -= 1
    word = sentence.text[start:end]
    if kind in ("people", "number") and not PERSONS.search(word):
        return None
    alone = end - start == 1
    if alone and not (stop == first + 1 and (word in LEVELS or word in known.heads)):
        return None
    if all(token.tag == "ns" for token in tokens[begin : last + 1]) or word in EVERYWHERE:
        return None
    if end - start > LONGEST or word in known.edges or word in known.predicates or not word[0].isalpha():
        return None
    return None if sentence.measuring(start, end) and not alone else (start, end)


def far(sentence: Sentence, clause: int, at: int, start: int, kind: str) -> Range | None:
    """The noun that measures and that the number at `start` is told of, whose links begin at `at`, though adverbs, a verb or
    what it was before stand between (参与率由去年的8%逐步|升至): in the clause that begins at `clause`, else as the
    subject of one before it that nothing
    else is told of.  A `rate` is of a share, an amount (`unit`, `money`) of none; a `change` is of either."""
    text = sentence.text
    if text.startswith(COMPARING, clause) and kind != "change":
        return None
    found, bare = _measure(sentence, clause, at)
    told = kind in ("rate", "change") or not _does(sentence, clause, start)
    if found is None and bare and told and (clause < start or not (text[start].isdigit() or text[start] in HAN)):
        found = _earlier(sentence, clause, kind)
    if found is None or (kind in COUNTS and not text.endswith(AMOUNTS, *found)):
        return None
    if kind != "change" and (kind == "rate") is not text.endswith(SHARES, *found):
        return None
    return found


def _does(sentence: Sentence, clause: int, start: int) -> bool:
    """Whether a clause tells what was done rather than what something amounts to: 额外提供|21亿美元."""
    tokens = sentence.tokens[sentence.beginning(clause) : sentence.ending(start) + 1]
    verbs = (token for token in tokens if token.tag == "v" and token.kind == "X" and token.end - token.start > 1)
    return any(sentence.word(token)[0] not in REACHES for token in verbs)


def _earlier(sentence: Sentence, clause: int, kind: str) -> Range | None:
    """What one of the clauses before is about."""
    for _ in range(CLAUSES_BEFORE):
        while clause - 2 > sentence.start and sentence.text[clause - 2] in COMMAS:
            clause -= 1  # ,,
        if sentence.text[clause - 1 : clause] not in COMMAS or clause - 2 <= sentence.start:
            return None
        sentence = sentence.elsewhere(clause - 2)
        clause, stop = sentence.first, clause - 1
        found, bare = _subject(sentence, stop, kind)
        if found is not None or not bare:
            return found
    return None


def _measuring(sentence: Sentence, token: Token) -> bool:
    """Whether a noun measures: 失业率, 出口额, and neither 力量 nor 两位数."""
    word, metrics = sentence.word(token), tables().metrics
    return word in metrics or word[-2:] in metrics or (word[-1] in "量额率值费数" and word[-2:] not in NO_MEASURE)


def _measure(sentence: Sentence, clause: int, at: int) -> tuple[Range | None, bool]:
    """The last noun that measures in a clause, if nothing else is named behind it; and whether the clause names nothing."""
    tokens = sentence.tokens
    first, number = sentence.beginning(clause), sentence.ending(at)
    named = any_noun = False
    while number >= first:
        token, word = tokens[number], sentence.word(tokens[number])
        if token.tag in ("p", "zg") and word in AGAINST:
            named = False
        elif token.kind in "NV" and not _time_like(token, word):
            if token.kind == "N" and _measuring(sentence, token) and not named:
                return phrase_ahead(sentence, token.end, clause), False
            placed = token.tag in ("ns", "s") or word in ("等地", "地区", "大部地区")
            named = named or (token.kind == "N" and not placed)
            any_noun = any_noun or (token.kind == "N" and not placed)
        elif word == "的" and token.end == at:
            pass  # 由2013年的|25%
        elif (token.kind in "LC" and word != "或") or word in STOPPING:
            return None, False
        number -= 1
    return None, not any_noun


def _subject(sentence: Sentence, stop: int, kind: str) -> tuple[Range | None, bool]:
    """The noun that measures with which a clause begins, before its predicate; and whether the clause names nothing."""
    tokens = sentence.tokens
    last = sentence.ending(stop)
    named = False
    for number in range(last + 1):
        token, word = tokens[number], sentence.word(tokens[number])
        if token.kind == "N" and not _time_like(token, word):
            named = True
            after = number + 1
            after += after <= last and sentence.word(tokens[after]) in MANNER
            following = tokens[after] if after <= last else None
            told = following is None or following.tag[0] in "vdpmx" or following.kind in "XT" or following.tag == "eng"
            if kind == "rate" and not word.endswith(SHARES):
                continue  # 贸易额占总值的|比重
            if told and _measuring(sentence, token):
                return phrase_ahead(sentence, token.end, sentence.first), False
    return None, not named


def _time_like(token: Token, word: str) -> bool:
    """Whether a noun tells a time, or how a predicate holds."""
    return token.tag[0] == "t" or word in TIMES or word in MANNER
