"""What a rate is the rate of: the subject of a change, the part that a share is, the noun behind 的."""

from __future__ import annotations

import re

from kczx.find.figures.ahead import phrase_ahead
from kczx.find.figures.behind import phrase_behind
from kczx.find.figures.links import COMPARED, bare, change_start, strip
from kczx.find.figures.links import FROM as BY_NATURE
from kczx.find.figures.links import known as known_links
from kczx.find.figures.second import far
from kczx.find.figures.sentence import MEASURING, Sentence
from kczx.find.figures.subject import subject_ahead
from kczx.find.figures.tokens import tables
from kczx.find.figures.told import COMMA, JOIN, Range, Told, row

Answer = tuple[str | None, Range | None]
CHANGES = ("降幅", "增幅", "涨幅", "跌幅", "增速")
"""Changes that are nouns: what is told to shrink is they themselves, where another change stands behind them."""
TAIL = re.compile("(?:分别|均|都|也|已|将|仍|了|为|达到|达|约|近|超过|超|逾|高达|仅|至少|不到)+$")
SHARE = re.compile(r"(?:占|占到|约占|仅占)(?![比地据用有])[^，,；;：:。、]{1,24}?(?:的|(?<!的)(?<=[一-龥]{2}))$")
TIMES = ("月份", "季度", "年", "月", "同期", "半年")
LEVELS = re.compile("[省市州县区乡镇村]、[省市州县区乡镇村][两三四五]级")
TOWARD = ("对", "向", "从")
"""What leads to those with whom something is done: 对北岛、南岛出口分别增长8%、5%."""
SAYING = frozenset(["言论", "说法", "规定", "消息", "要求", "承诺", "声明", "提议", "问题"])
"""What tells of a rate and is no part of it: 提高到5%的言论."""
BARE_SHARES = ("占比", "比重", "总占比", "比例")
"""Shares that tell nothing of what: of what was counted last."""
COMMAS = ("，", ",", " ", "\u3000")
ENDS = "，,。；;、）) \n"
TOLD = re.compile(r"(?:为|达|达到|至|是|报)\s?\d[\d.,]*+点?[，,]$")
"""A value without a unit that ends the clause before: 指数为112.6点，"""


def rate(sentence: Sentence, start: int, end: int, clause: int, measure: str, told: Told) -> Answer:
    """What a rate at [start, end) is of, and where that stands; `clause` is where its clause begins."""
    text = sentence.text
    shared = SHARE.search(text, clause, start) if text[end : end + 1] == "的" and text[start - 1] != "的" else None
    if shared is not None and phrase_ahead(sentence, shared.start(), clause, True) is not None:
        pass  # 湿地、林地占全县面积40%的乡
    elif text[end : end + 1] == "的" and (
        (behind := phrase_behind(sentence, end, verb=True, start=start)) is not None
        and text[behind[1] - 2 : behind[1]] not in SAYING
    ):
        return text[slice(*behind)], behind
    if text[end : end + 1] == "的" and text[start - 1 : start] not in "，,、了" and sentence.did(start):
        return None, None  # 带来0.2个百分点的提振
    change_at = change_start(sentence, clause, start)
    if change_at < start:
        return _change(sentence, change_at, start, clause, told, measure)
    if (compared := COMPARED.search(text, max(clause, start - 20), start)) is not None:
        whose = subject_ahead(sentence, compared.start(), clause, "rate") or _before(
            sentence, clause, compared.start(), told
        )
        return (text[slice(*whose)], whose) if whose else (None, None)
    share = SHARE.search(text, clause, start)
    if share is not None and (
        text[start - 1] == "的" or not any(word in share[0] for word in ("比重", "比例", "份额"))
    ):
        told.share = text[share.start() : start].removesuffix("的") + "的比重"
        part = strip(sentence, clause, share.start())[0]
        whose = phrase_ahead(sentence, part, clause, True) or _before(sentence, clause, share.start(), told)
        whose = whose or phrase_ahead(sentence, start - (text[start - 1] == "的"), clause)
        return (told.say(text, whose), whose) if whose else (None, None)
    if text[start - 1 : start] == "的" and not BY_NATURE.search(text, clause, start):
        whose = phrase_ahead(sentence, start - 1, clause)
        return (text[slice(*whose)], whose) if whose else (None, None)
    behind = phrase_behind(sentence, end, start=start) if text[end : end + 1] != "以" else None
    if behind and (
        text[end : end + 1] == "的"
        or sentence.did(start)
        or _levied(sentence, start)
        or not strip(sentence, clause, start)[1].strip()
        or sentence.measuring(*behind)
    ):
        return text[slice(*behind)], behind
    if (each := respectively(sentence, clause, start, "", told)) is not None:
        return each
    ahead = subject_ahead(sentence, start, clause, "rate")
    if ahead is None and behind is not None:
        return text[slice(*behind)], behind
    if ahead is None and (whole := _before(sentence, clause, start, told)) is not None:
        deep = sentence.measuring(*whole) and text[end : end + 1] not in ENDS and "其中" not in text[clause - 3 : start]
        ahead = None if deep else whole  # 占6.6%, not 超六成深耕
    if ahead is None and (ahead := far(sentence, clause, start, start, "rate")) and _only_share(text, ahead, clause):
        ahead = told.near or told.metric or ahead
    return (told.say(text, ahead), ahead) if ahead else (None, None)


def _only_share(text: str, phrase: Range, clause: int) -> bool:
    """Whether a clause tells of a share and not of what."""
    return text[slice(*phrase)] in BARE_SHARES and 0 <= phrase[0] - clause <= 2


def _levied(sentence: Sentence, start: int) -> bool:
    """Whether a verb that takes an object stands right before a place: 对粮船征收|25%关税."""
    number = sentence.ending(start)
    return (
        number >= 0
        and sentence.tokens[number].end == start
        and sentence.word(sentence.tokens[number]) in tables().verbs
    )


def _change(sentence: Sentence, change_at: int, start: int, clause: int, told: Told, measure: str) -> Answer:
    """What a change is the change of, the change with it: 营业收入同比增长."""
    text = sentence.text
    change = TAIL.sub("", known_links().against.sub("", text[change_at:start].strip()))
    if "分别" in text[max(clause, change_at - 2) : start]:
        change = change.replace("分别", "")
        if (each := respectively(sentence, clause, change_at, change, told, start)) is not None:
            return each
    subject = subject_ahead(sentence, change_at, clause, "rate")
    if (
        subject is None
        and told.share
        and measure.endswith("百分点")
        and not strip(sentence, clause, change_at)[1].strip()
    ):
        return told.share + change, None
    if subject is None:
        subject = _before(sentence, clause, change_at, told) or (
            told.past if bare(sentence, clause, change_at) else None
        )
    if subject is None and not told.share:
        subject = far(sentence, clause, change_at, start, "change")
    if change.startswith(CHANGES) and (len(change) > 2 or subject is None):
        return change, subject
    if subject is None:
        return None, None
    what = told.say(text, subject)
    return (what.removesuffix("增速") if change.endswith("增长") else what) + change, subject


def respectively(
    sentence: Sentence, clause: int, at: int, change: str, told: Told, start: int | None = None
) -> Answer | None:
    """What each of some rates in a row is of, where as many things are named before 分别: A和B分别增长8%和5%."""
    start = at if start is None else start
    text = sentence.text
    count = row(text, start)
    each = "分别" in text[max(clause, at - 10) : start]
    named, rest, _ = strip(sentence, clause, at)
    if count < 2 or not (each or JOIN.search(rest)):
        return None
    if rest.strip():
        splits = ([part for part in mark.split(text[clause:named]) if part] for mark in (JOIN, COMMA))
        parts = next((parts for parts in splits if len(parts) == count), [])
        if any(part.endswith(TIMES) for part in parts) or LEVELS.search(text, clause, named):
            return None  # 增幅比8月份、9月份|分别回升; 省、县两级|到位率
        if text.startswith(("比", "较", "与", "同"), clause) or len(parts) != count or max(map(len, parts)) > 16:
            return None
        first = subject_ahead(sentence, clause + len(parts[0]), clause, "rate")
        parts[0] = text[slice(*first)] if first else parts[0]
        toward = text.startswith(TOWARD, clause)
        tail = _act(sentence, named) if toward else _tail(sentence, named - len(parts[-1]), named)
        parts[0] = parts[0][1:] if tail and toward and parts[0].startswith(TOWARD) else parts[0]
        parts = [part + ("" if _measures(part) or (tail and part.endswith(tail)) else tail) + change for part in parts]
        if not (each or all(_measures(part) for part in parts) or tail):
            return None
        told.queue = parts[1:]
        return parts[0], None
    if len(told.amounts) < count or not each:
        return None
    earliest, *others = told.amounts[-count:]
    told.queue = [what + change for what in others]
    return earliest + change, None


def _measures(words: str) -> bool:
    """Whether some words end with a noun that measures by themselves: 工业增加值."""
    return words[-2:] in tables().metrics or words[-1] in MEASURING


def _tail(sentence: Sentence, start: int, end: int) -> str:
    """What the last thing of a list measures, which is not told of the others: 西部地区|奖补比例."""
    number = sentence.ending(end)
    tokens = sentence.tokens
    if (
        number < 1
        or tokens[number].end != end
        or "占" in sentence.text[start:end]
        or not sentence.measuring(start, end)
    ):
        return ""
    before, word = tokens[number - 1], sentence.word(tokens[number])
    metric = word[2:] if word[:2] in tables().heads and word[2:] in tables().metrics else word  # 汽车|产量
    begin = end - len(metric)
    if len(word) < 2 or (begin == tokens[number].start and before.tag[0] == "v"):
        begin = before.start  # 参保|人数, but 设备|产量
    return sentence.text[begin:end] if begin > start else ""


def _act(sentence: Sentence, end: int) -> str:
    """What is done with each of a list, where a verbal noun ends it: 对北岛、南岛|出口."""
    number = sentence.ending(end)
    token = sentence.tokens[number]
    return sentence.word(token) if number > 0 and token.end == end and token.tag == "vn" else ""


def ended(sentence: Sentence, clause: int) -> Range | None:
    """The noun that ends the clause before, with nothing told of it yet: 新增发电量中，八成; 主体数量，同比增加4万家."""
    text, at = sentence.text, clause - 1
    among = text[at - 1] == "中"
    at -= among
    if at - 1 <= sentence.start:
        return None
    earlier = sentence.elsewhere(at - 1)
    found = phrase_ahead(earlier, at, earlier.first)
    return found if found is not None and earlier.measuring(*found) else None


def _before(sentence: Sentence, clause: int, at: int, told: Told) -> Range | None:
    """What the clause before told of, where this one names nothing: 指数为112.6点，环比|上涨1.3%."""
    if not bare(sentence, clause, at):
        return None
    if sentence.text[clause - 1 : clause] in COMMAS and clause > sentence.start:
        if (whole := ended(sentence, clause)) is not None:
            return whole
        value = TOLD.search(sentence.text, max(sentence.start, clause - 24), clause)
        if value is not None and value.start() > sentence.start:
            earlier = sentence.elsewhere(value.start() - 1)
            found = phrase_ahead(earlier, value.start(), earlier.first)
            if found is not None:
                return found
    return told.before()
