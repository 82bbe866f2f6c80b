"""What a figure counts: the noun phrase behind it, else the one before it; for a rate, what it is the rate of; else nothing."""

from __future__ import annotations

import re

from kczx.find.figures.ahead import phrase_ahead
from kczx.find.figures.behind import phrase_behind
from kczx.find.figures.completed import complete, owner, selected, which
from kczx.find.figures.elsewhere import NAMED, bare_place, goes_on, held, native, titled
from kczx.find.figures.links import bare, change_start, strip
from kczx.find.figures.rates import Answer, ended, rate, respectively
from kczx.find.figures.second import far, second
from kczx.find.figures.sentence import Sentence
from kczx.find.figures.subject import subject_ahead, subject_before
from kczx.find.figures.tokens import tables
from kczx.find.figures.told import Told
from kczx.find.numerals import HAN

CLAUSE = re.compile(r"[，,；;：:\s]")
DISTANT = re.compile(r"(?:(?<![差间])距离?|相距|间隔)[^，,；;：:。、]{1,30}$")
"""What a distance is told from: 距离县城约64公里."""
FORMED = re.compile("组成的")
VALUED = re.compile(
    r"(?:均|都|各)?(?:约|近|为|在|达到?|超过?|逾|不足|不到|不低于)?\d[\d.,]*[万亿]?[余多]?[一-龥%]{0,4}?(?:以上|以下|左右)?的"
)
"""The value of what measures a thing, before the thing itself."""
AGED = re.compile(r"\d{1,3}岁(?:以上|以下|及以上)?的?")
AROUND = ("范围", "以内", "之内", "以外", "开外", "长", "宽", "高", "深", "厚", "重")
"""What follows a measure that only describes: 1公里范围内的企业, 300米长的花灯."""
DONE = re.compile(
    r"[，,](?:目前|现在|现|至今|迄今|今年|去年|全国|全市|全省|已经?|共|累计|先后|就)*"
    r"(?:建成|建立|设立|成立|认定|培育|新建|收到|完成|发布|出台|签订|颁发|发放)了?"
    r"(?:约|近|超过?|逾|不少于|至少)?$"
)
"""What was done to what the clause before names: 布局离岸基地，目前已建成."""
VISITS = re.compile("(?!中外)[一-龥]{2}(?:人次|场次)")
"""Times that something was done by people: 70万|参观人次."""
POPULATION = "人口"
"""A measure word that is counted itself: 14亿多人口."""
ASPECTS = frozenset(["方面", "大方面"])
"""Measure words of what a list before them is about, which they do not count: 简化手续、优化流程等5方面."""
HELD = frozenset(["场", "场次", "次", "期", "届", "站"])
AIMS = (
    *("目标", "水平", "标准", "纪录", "门槛", "要求", "大关", "量级", "关口", "台阶"),
    *("低位", "高位", "低点", "高点", "新高", "新低", "峰值", "红线", "上限", "下限"),
)
"""What a value is told as, which counts nothing."""
RESULTS = ("成绩", "佳绩", "好成绩")
DURATIONS = frozenset(["小时", "个小时", "分钟", "秒", "课时", "学时"])
DEEP = frozenset(["地下", "地面", "水下", "海底", "高空", "空中", "井下", "离地"])
LINKING = frozenset("到达至为破")
"""What ends a link to a value: 总值达到|6万亿元."""
HAVING = ("有", "共有", "现有", "拥有")
"""Verbs between one who has something and how much."""
LENGTHS = DURATIONS | {
    "岁",
    "米",
    "厘米",
    "毫米",
    "公里",
    "千米",
    "海里",
    "℃",
    "度",
    "摄氏度",
    "天",
    "方面",
    "大方面",
    "千伏",
    "毫秒",
}
"""Measure words of what describes the noun behind it, and measures something else."""
ENDED = ("", "，", ",", "。", "；", ";", "、", "）", ")", "\n", "和")
SAME = re.compile(r"[户亩人年][均]$")


def counted(
    sentence: Sentence, start: int, end: int, kind: str, measure: str, floor: int, told: Told
) -> tuple[str | None, tuple[int, int] | None]:
    """What a figure at [start, end) of a sentence counts, and where the phrase stands that a rate may go on with.

    `end` lies behind the words that tell how exact it is (600字左右).
    `floor` is where the figure before it ends; `told` what the figures before it in the sentence have told.
    """
    text = sentence.text
    marks = (m.end() for m in CLAUSE.finditer(text, max(sentence.start, floor), start))
    clause = max(marks, default=max(sentence.start, floor))
    if told.queue:
        return told.queue.pop(0), None
    among = told.near if kind == "classifier" and text[start - 1 : start] == "中" else None
    if among and among[1] == start - 1 and phrase_behind(sentence, end, measure=measure, start=start) is None:
        return told.say(text, among), among  # 9家渔会中|4家
    if kind == "rate":
        return rate(sentence, start, end, clause, measure, told)
    if kind == "number" and (visits := VISITS.match(text, end)) is not None:
        return visits[0], visits.span()
    if measure == POPULATION:
        return POPULATION, None
    if measure == "次":
        return _times(sentence, start, end, clause, kind)
    if (formed := FORMED.match(text, end) if kind == "people" else AGED.match(text, end)) is not None:
        end = formed.end()
    if kind == "session":
        behind = phrase_behind(sentence, end, start=start)
        if behind and sentence.headed(behind[1]) and text[behind[1] : behind[1] + 1] in ENDED:
            return text[slice(*behind)], behind  # 举办3届科普大赛
    if kind in ("classifier", "number") or formed:
        behind = phrase_behind(sentence, end, measure=measure, start=start)
        if behind:
            what, place = _unmeasured(sentence, end, behind)
            return (selected(sentence, start) + what if what else None), place
    if kind == "unit" and DISTANT.search(text, max(clause, start - 32), start):
        return None, None
    if kind == "unit" and measure in ("米", "公里", "千米", "海里") and _beneath(sentence, start):
        return None, None
    change = change_start(sentence, clause, start)
    if change < start and (average := SAME.search(text, clause, change)) is not None:
        return text[average.start() : start], (average.start(), start)  # 户均|增收
    if kind != "number" and (each := respectively(sentence, clause, change, "", told, start)) is not None:
        return each
    lasts = measure in DURATIONS and text[end : end + 1] != "的"
    if lasts and text[end : end + 1] in ("后", "前"):
        return None, None  # 点火10分钟后
    behind = _measured(sentence, start, end, kind == "unit") if kind in ("unit", "money") and not lasts else None
    if behind is not None and measure in ("岁", "亩", "公顷"):
        behind = _unmeasured(sentence, end, behind)[1]  # 40岁以下船东|占比
    if behind is not None and text[end] == "的" and text[behind[1] - 2 : behind[1]] in AIMS:
        behind = None  # 水位达到9米的|目标
    by = behind is not None and text[start - 1] == "以" and text[end] == "的" and sentence.edge(start - 1)
    if by and behind is not None and text[slice(*behind)] in RESULTS:
        behind, change = None, start - 1  # 票款|以9万元的成绩
    described = text[end : end + 1] == "的"  # 直径35米的玻璃球, but 地下150米的工厂
    compared = described and not (text[start].isdigit() or text[start] in HAN)  # 投入超过50亿元的城市
    reached = text[start - 1 : start] in LINKING and strip(sentence, clause, start)[0] < start
    if behind is not None and sentence.did(start) and not compared and not reached:
        return text[slice(*behind)], behind
    if (part := which(sentence, clause, change, told)) is not None:
        told.words[part[1]] = part[0]
        return part
    ahead = subject_ahead(sentence, change, clause, kind, measure) if measure not in ASPECTS else None
    if ahead is not None and kind == "people" and text[ahead[1] - 1] == "籍":
        return native(text, told)
    if measure == "岁" and ahead is not None and not sentence.measuring(*ahead) and behind is None:
        return None, None  # 男篮|18岁以下组
    if ahead is None and measure in HELD:
        ahead = held(sentence, clause, start)
    if lasts and ahead is not None and ahead[1] == start and not sentence.measuring(*ahead):
        last = sentence.at(start - 1)
        if last is not None and last.kind == "N":
            return None, None  # 瞭望台|24小时|值守
    acted = ahead is not None and kind == "classifier" and text[slice(*ahead)] in tables().verbs
    if (
        (ahead is None or acted)
        and kind in ("classifier", "number")
        and measure not in ASPECTS
        and (behind := phrase_behind(sentence, end, verb=True, start=start))
    ):
        return text[slice(*behind)], behind
    if (
        (ahead is None or acted)
        and behind is None
        and measure not in LENGTHS
        and (other := second(sentence, start, end, kind, measure)) is not None
        and (kind == "classifier" or text[other[1] - 2 : other[1]] not in AIMS)
    ):
        return text[slice(*other)], other
    alone = ahead is not None and ahead[1] == start and behind is not None and sentence.headed(behind[1])
    alone = alone or (ahead is not None and text[ahead[1] : start] in HAVING)  # 全县有90万亩|盐碱地
    told_before = ahead is not None and (
        compared or sentence.measuring(*ahead) or (sentence.headed(ahead[1]) and not described and not alone)
    )  # 基地|10万千瓦|电站 has its noun behind the number
    if behind is not None and not told_before:
        return text[slice(*behind)], behind
    if ahead is None and kind == "people" and (named := NAMED.search(text, clause, start)) is not None:
        ahead = titled(sentence, named.start(), named.end())
    if (
        ahead is None
        and kind == "classifier"
        and (did := DONE.search(text, clause - 1, start)) is not None
        and told.near is None
    ):
        earlier = sentence.elsewhere(did.start() - 1)
        ahead = phrase_ahead(earlier, did.start(), earlier.first)  # 布局离岸基地，目前已建成9家
        ahead = ahead if ahead and earlier.headed(ahead[1]) else None
    if ahead is None and change < start and text[clause - 1 : clause] in "，," and bare(sentence, clause, change):
        ahead = None if told.near else ended(sentence, clause)
    if ahead is None and told.near is None and kind in ("classifier", "unit") and goes_on(sentence, clause, start):
        ahead = subject_before(sentence, clause)
    if ahead is None and clause < start and bare(sentence, clause, change):
        ahead = (
            told.before()
            if kind in ("unit", "money")
            else told.again(measure, "其中" in text[max(0, clause - 3) : start])
        )
        if ahead is None and not lasts:
            ahead = far(sentence, clause, change, start, kind)
    elif ahead is None and not lasts:
        ahead = far(sentence, clause, change, start, kind)
    elif ahead is not None:
        told.words[ahead] = complete(sentence, ahead, clause, start, told)
        told.owner = owner(sentence, ahead) or told.owner
    return (told.say(text, ahead), ahead) if ahead else (None, None)


def _verbal(sentence: Sentence, start: int) -> bool:
    """Whether a verb stands right before a place that may be a noun as well: 检修|260公里线路."""
    token = sentence.at(start - 1)
    return token is not None and token.end == start and token.kind == "V"


def _beneath(sentence: Sentence, start: int) -> bool:
    """Whether a length tells how deep or high something is: 地下|700米的实验室."""
    token = sentence.at(start - 1)
    return token is not None and token.end == start and sentence.word(token) in DEEP


def _times(sentence: Sentence, start: int, end: int, clause: int, kind: str) -> Answer:
    """What was done so many times: the act behind the number, the noun before it where nothing is behind it."""
    text = sentence.text
    if (leading := sentence.at(end)) is not None and leading.tag == "p":
        return None, None  # 两次|向社会公开征求意见
    behind = phrase_behind(sentence, end, measure="次", start=start)
    if behind is not None:
        return text[slice(*behind)], behind
    following = sentence.at(end)
    if following is not None and following.tag != "x" and following.kind not in "LCB":
        return None, None  # 曾两次|向法院提起诉讼
    ahead = subject_ahead(sentence, start, clause, kind)
    return (text[slice(*ahead)], ahead) if ahead else (None, None)


def _unmeasured(sentence: Sentence, end: int, behind: tuple[int, int]) -> Answer:
    """A phrase behind a measure word without the noun at its end that measures it: 58种|产品|产量实现增长."""
    text = sentence.text
    at, stop = behind
    number = sentence.ending(stop)
    last = sentence.tokens[number]
    metrics = tables().metrics
    if sentence.word(last)[-2:] in metrics and text[end : end + 1] == "的":
        return None, None  # 每小时2400盘的效率
    if text[stop - 2 : stop] in metrics and text[at : stop - 2][-2:] in tables().heads:
        return text[at : stop - 2], (at, stop - 2)
    if (valued := VALUED.match(text, stop)) is not None and sentence.measures(number):
        other = phrase_behind(sentence, valued.end())
        if other is not None:
            return text[slice(*other)], other  # 6个总投资约9亿元的|港口
    before = sentence.tokens[number - 1]
    told = sentence.measures(number) or (stop - last.start > 2 and text[stop - 1] in "量额率")
    if told and before.start >= at and before.end == last.start and sentence.is_head(before) and before.kind == "N":
        return text[at : before.end], (at, before.end)  # 9座水库|蓄水量
    return text[at:stop], behind


def _measured(sentence: Sentence, start: int, end: int, measured: bool) -> tuple[int, int] | None:
    """The noun right behind an amount of it: 420公里|光缆, 20亿元|专项额度, 390万公里的|管网."""
    text = sentence.text
    if text[end : end + 1] in ("", "以") or text[start - 1 : start] in AROUND:
        return None
    if text.startswith(AROUND, end) and not sentence.inside(end + 1):
        return None  # 300米|长, but 300亩|高标准农田
    behind = phrase_behind(sentence, end, acts=True, start=start)
    if behind is None or text[behind[1] - 1] in "内里":
        return None
    first = sentence.tokens[sentence.beginning(behind[0])]
    if first.tag in ("l", "i") and first.end == behind[1]:
        return None  # 翻了一番
    verb = (first.tag == "v" or first.kind == "V") and first.end < behind[1]
    verb = verb and (sentence.word(first) in tables().verbs or first.kind != "V")  # 3亿元|护渔专项资金
    if verb:
        return None  # 投资6500亿元|建设工程
    if sentence.headed(behind[1]):
        return behind
    following = sentence.at(behind[1])
    stops = (
        following is None
        or following.tag == "x"
        or following.kind in "XT"
        or sentence.word(following) in tables().attributes
    )
    leads = (
        sentence.did(start)
        or text[end] == "的"
        or text[start - 1] in "有着"
        or _verbal(sentence, start)
        or (measured and (text[start - 1] == "的" or bare_place(sentence, start)))
    )
    return behind if stops and leads else None
