"""Finds counted quantities: the value, its unit, what is counted, how exact it is.

Ordinals, dates, telephone numbers, postcodes, list marks and the vague 一个, 一批 are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kczx import lexicon
from kczx.find.numerals import numeral
from kczx.flow import Figure, Mention

ARABIC = r"(?<!\d[,，])\d{1,3}(?:[,，  ]\d{3}){1,6}(?![\d年月])|\d++(?:\.\d++)?"
DIGITS = "一二两三四五六七八九十百千万亿〇零"
CHINESE = rf"(?<![{DIGITS}])[{DIGITS}]++"
QUALIFIERS = {
    "近": "nearly", "将近": "nearly", "约": "about", "大约": "about", "约有": "about", "左右": "about", "上下": "about",
    "超过": "more_than", "超": "more_than", "逾": "more_than", "突破": "more_than", "多达": None, "高达": None,
    "不足": "less_than", "不到": "less_than", "以下": "less_than", "以内": "less_than",
    "至少": "at_least", "不少于": "at_least", "不低于": "at_least", "以上": "at_least", "余": "at_least", "多": "at_least",
}  # fmt: skip
CHANGE = re.compile(
    r"(?:同比|环比|比上年|较上年|较去年|比去年|(?:较|比)(?:去年|上年)同期|年均)?(?:分别)?(?:增长|下降|提高|增加|减少|上升|回落|降低|增幅|降幅|提升|增|降)(?:率|了|到|至|为|达|约|近|超过|高达)*$"
)
TRAILING = re.compile(
    r"(?:(?:分别|总共|共计|合计|累计|总计|已经|已|均|全部|又|再|还|约|近|达到|达|高达|多达|为|是|有|共有|共|计|超过|超|逾|突破|仅|占|增至|增加到|增长到|降至"
    r"|提高到|上升到|降到|减至|下降到|减少到|升至|从|由|当初的|最初的|不少于|不低于|不足|不到|至少|等|了|到|至|各|将近|大约|新增|评出|选出|产生|收到|发放|赠送|送去|实到|应到|扩大到|扩大至|增加至|提升至|提高至|提升到|扩至|降为|发展到|增长至|跃升至|攀升至|缩减至|压缩到|压减到)+|[,，、:：(（]|\s)+$"
)
AGED = re.compile(r"\d+岁(?:以上|以下)?的?|组成的|规模的")
BEFORE = re.compile(r".*(?:入驻|其中|[一二三四五六]是|组织|邀请|举办|召开|开展|完成|实现|拥有|建成)(?=.{2})")
CLAUSE = re.compile(r"[，,；;。：:！？\n]")
OPEN_END = re.compile(r"[，,；;。：:！？\n、]|[（(](?![^（()）]{1,8}[）)][一-龥])|[）)](?=[，,；;。：:！？\n、]|$)|$")
DIGIT_CONTEXT = re.compile(
    r"(?:电话|传真|邮编|编码|热线|号码|账号|编号|[QＱ]{2}|ISBN|ISSN|NO|No|[A-Za-z/_-])[.:：]?\s*$"
)
NOT_BEFORE = frozenset("第几某每")
CLASSIFIERS = frozenset(
    "款味版堂课节轮宗起例首则个家名位项场类支所件条种套张篇部台座只头辆艘架枚株户间幅份册批期门对队组处"
)


@dataclass(frozen=True, slots=True)
class Rules:
    """What the lexicons make: the quantity pattern, unit forms, heads and boundaries of counted phrases, indicators."""

    quantity: re.Pattern[str]
    units: dict[str, str]
    heads: re.Pattern[str]
    boundaries: re.Pattern[str]
    set_phrases: re.Pattern[str]
    indicators: tuple[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]


@lexicon.cached
def rules() -> Rules:
    measures = lexicon.rows("find/figures/measures.tsv", 2)
    heads = lexicon.alternation(lexicon.words("find/figures/heads.tsv"))
    quantity = re.compile(
        rf"""
        (?=[\d将大约近超逾突不至多高百{DIGITS}])
        (?P<before>将近|大约|约有|近|约|超过|超|逾|突破|不足|不到|至少|不少于|不低于|多达|高达)?\s?
        (?:(?P<percent>百分之(?P<pn>{CHINESE}(?:点{CHINESE})?|(?:{ARABIC})))
          |(?P<number>(?<![\d.A-Za-z/-])(?:{ARABIC})(?:\s?[十百千万亿]+)?|{CHINESE})
           (?:(?P<odd>余|多|来)?(?P<myriad>[万亿]+)?(?P<odd2>余|多)?\s?
             (?:(?P<measure>{lexicon.alternation(row[0] for row in measures)})(?P<odd3>多|余)?
               |(?P<group>大)(?P<noun>{heads}|[一-龥]{{2}})
               |(?P<none>(?<=[万亿])(?=[一-龥，。、；,;）)]|$)))))
        (?P<after>左右|上下|以上|以下|以内)?
        """,
        re.VERBOSE,
    )
    indicators = tuple(
        (name, re.compile(measure or ""), re.compile(counted or ""), re.compile(context or ""))
        for name, measure, counted, context in lexicon.rows("find/figures/indicators.tsv", 4)
    )
    boundaries = lexicon.alternation(lexicon.words("find/figures/boundaries.tsv"))
    return Rules(
        quantity,
        {row[0]: row[1] or row[0] for row in measures},
        re.compile(heads),
        re.compile(boundaries),
        re.compile(lexicon.alternation(lexicon.words("find/figures/set_phrases.tsv"))),
        indicators,
    )


def find(text: str, taken: Sequence[Mention]) -> Iterator[Figure]:
    """Yield every counted quantity of a text, left to right, none overlapping another or a mention already `taken` (dates).

    >>> [(f.text, f.value, f.unit, f.counted) for f in find("由88家单位共同发起", [])]
    [('88家', 88.0, '家', '单位')]
    """
    compiled = rules()
    marked = bytearray(len(text) + 1)
    for phrase in compiled.set_phrases.finditer(text):
        marked[phrase.start() : phrase.end()] = b"\1" * len(phrase[0])
    for mention in taken:
        marked[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    last = 0
    metric = ""  # what the last amount measured: what a growth rate behind it speaks of
    for match in compiled.quantity.finditer(text):
        start = match.start("percent") if match["percent"] else match.start("number")
        if any(marked[start : match.end()]) or not _counts(text, match, start):
            continue
        value = _value(match)
        if value is None:
            continue
        if match["group"]:
            unit: str | None = match["noun"]
        elif match["percent"]:
            unit = "%"
        else:
            unit = compiled.units.get(match["measure"] or "") or None
        clause = max((m.end() for m in CLAUSE.finditer(text, max(0, start - 60), start)), default=max(0, start - 60))
        clause = max(clause, last)
        counted = _counted(text, match, clause, unit, metric)
        if unit not in CLASSIFIERS:
            change = CHANGE.search(text[clause:start])
            if counted and not change:
                metric = counted
        qualifier = _qualifier(match)
        end = match.end("after") if match["after"] else match.end()
        sentence = text[max(0, start - 80) : end + 80]
        indicator = next(
            (
                name
                for name, measure, kind, context in compiled.indicators
                if unit and measure.fullmatch(unit) and counted and kind.search(counted) and context.search(sentence)
            ),
            None,
        )
        end = match.end("measure") if match["after"] and match["measure"] else end
        last = end
        yield Figure(
            start,
            end,
            text[start:end],
            f"figures/{match['measure'] or match['group'] or 'number'}",
            value,
            unit,
            counted or None,
            qualifier,
            indicator,
        )


def _counts(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a match is a quantity at all, and not an ordinal, a name's part, an identifier or a vague 一个."""
    number = match["number"] or ""
    if match["percent"]:
        return True
    if text.startswith("一体", match.end()) or match["noun"] in (
        "精神",
        "报告",
        "代表",
        "以来",
        "召开",
        "闭幕",
        "开幕",
    ):
        return False
    before = text[start - 1 : start] if start else ""
    if (before in NOT_BEFORE and before) or (before == "届" and match["measure"] == "次"):
        return False
    if before == "前" and match["measure"] in ("位", "名"):
        return False
    if match["measure"] == "期" and re.match("工程|临床|项目|建设|规划|改造|试验", text[match.end() : match.end() + 2]):
        return False
    if before == "数" and not number[0].isdigit():
        return False
    if before == "一" or (before and before in "十百千万亿两二三四五六七八九" and not number[0].isdigit()):
        return False
    following = text[match.end() : match.end() + 1]
    if match["group"]:
        return number not in ("一", "十", "百", "千", "万", "亿") and not (match["noun"] or "").startswith(
            ("会", "赛", "学", "奖", "队", "家", "众")
        )
    if number in ("一", "万一") or (number == "万" and match["measure"] in ("方", "分")):
        return False
    if not number[0].isdigit():
        if match["none"] is not None and not match["measure"]:
            return number not in ("万", "亿", "千万", "百万", "亿万")
        if match["measure"] in ("项", "名", "位", "种", "个", "家", "支", "次", "场") or len(number) > 1:
            return not (match["measure"] in ("方面",) and number == "一") and not (
                match["measure"] == "期" or (match["measure"] == "次" and following in "全中会代")
            )
        if number in ("百", "千", "万", "十"):
            return match["measure"] in ("余", "名", "个", "家", "位", "项", "人", "场", "次") or bool(match["odd"])
        return (
            match["measure"]
            not in (
                "期",
                "节",
                "代",
                "部",
                "本",
                "道",
                "门",
                "头",
                "台",
                "处",
                "座",
                "份",
                "例",
                "套",
                "间",
                "队",
                "对",
                "双",
                "方",
            )
            or following not in "会中级门人"
        )
    if DIGIT_CONTEXT.search(text[max(0, start - 6) : start]):
        return False
    if match["measure"] in ("期", "号", "批") and before in "第总":
        return False
    return match["measure"] != "部" or following not in "门分委"


def _value(match: re.Match[str]) -> float | None:
    if match["percent"]:
        whole, _, part = match["pn"].partition("点")
        value = numeral(whole)
        if value is None or not part:
            return value
        digits = "".join(str(int(numeral(char) or 0)) for char in part)
        return float(f"{int(value)}.{digits}")
    value = numeral(match["number"])
    if value is not None and match["myriad"]:
        value = float(round(value * (numeral("一" + match["myriad"]) or 1), 6))
    return value


def _qualifier(match: re.Match[str]) -> str | None:
    for word in (
        match["before"],
        match["after"],
        match["odd"] and "余",
        match["odd2"] and "余",
        match["odd3"] and "余",
    ):
        if word and QUALIFIERS.get(word):
            return QUALIFIERS[word]
    return None


def _counted(text: str, match: re.Match[str], clause: int, unit: str | None, metric: str) -> str:
    """What a figure counts: the noun phrase behind it, else the one before it; for a rate, what it is the rate of."""
    start = match.start("percent") if match["percent"] else match.start("number")
    if match["group"]:
        return match["noun"]
    before = text[clause:start]
    rate = unit in ("%", "‰", "个百分点", "倍")
    if rate and CHANGE.search(before):
        change = TRAILING.sub("", before)
        alone = len(change) <= 6 or re.match("同比|环比|[比较](?:上年|去年|上届|上一届|同期)", change)
        return metric + change if alone else change
    if not rate and unit not in ("元", "美元", "欧元"):
        behind = _behind(text, match.end())
        # 人 or 立方米 is a noun by itself: what follows it is what is counted only where it is a noun.
        if behind and (unit in CLASSIFIERS or rules().heads.search(behind)):
            return behind
    elif unit in ("元", "美元", "欧元"):
        behind = _behind(text, match.end())
        if behind and rules().heads.search(behind) and not TRAILING.search(before):
            return behind
    phrase = TRAILING.sub("", before)
    if not phrase and metric and before.strip():
        return metric
    if (
        not phrase and clause > 1 and CLAUSE.match(text[clause - 1])
    ):  # 等千余家 after a list: the phrase stands before the mark
        earlier = max(
            (m.end() for m in CLAUSE.finditer(text, max(0, clause - 40), clause - 1)), default=max(0, clause - 40)
        )
        phrase = TRAILING.sub("", text[earlier : clause - 1])
    tail = re.split(r"[，,；;。：:\n“”（）()]", phrase)[-1] or phrase
    for boundary in BEFORE.finditer(tail):
        tail = tail[boundary.end() :] or tail
        break
    if len(tail) > 12 and not rules().heads.search(tail):
        tail = tail[-4:]
    tail = re.sub("^(?:以上|以下|以内|左右|开始|、)+", "", tail)
    return tail[-24:].lstrip("的了等和与及、先后")


def _behind(text: str, at: int) -> str:
    """The noun phrase that begins at a place: to its last head noun, within marks and words that begin something else."""
    compiled = rules()
    age = AGED.match(text, at)
    at = age.end() if age else at
    if text[at : at + 1] in "的之" and at < len(text):
        at += 1
    stop = OPEN_END.search(text, at, at + 40)
    end = stop.start() if stop else min(len(text), at + 40)
    if (number := re.search(r"的?\d", text[at:end])) is not None:
        end = at + number.start()
    quote = text.find("“", at, end)
    if quote >= 0:  # nothing inside quotation marks ends the phrase
        close = text.find("”", quote)
        stop = OPEN_END.search(text, close + 1, close + 30) if close >= 0 else stop
        end = stop.start() if stop and close >= 0 else end
    phrase = text[at:end]
    inside = {i for head in compiled.heads.finditer(phrase) for i in range(head.start(), head.end())}
    for boundary in compiled.boundaries.finditer(phrase):
        if boundary.start() in inside or (boundary[0] == "等" and phrase[boundary.start() - 1] in "高中初平"):
            continue
        if boundary.start() and phrase.count("“", 0, boundary.start()) == phrase.count("”", 0, boundary.start()):
            if boundary.start() < 2 and not compiled.heads.fullmatch(phrase[: boundary.start()]):
                continue
            phrase = phrase[: boundary.start()]
            break
        if not boundary.start():
            return ""
    of = phrase.find("的")
    if of > 0 and compiled.heads.search(phrase[:of]) and not phrase.startswith("“"):
        phrase = phrase[:of]
    heads = [head.end() for head in compiled.heads.finditer(phrase)]
    if heads and not phrase.endswith(("）", ")", "”")):
        phrase = phrase[: heads[-1]]
    return phrase.strip()
