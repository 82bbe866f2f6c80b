"""Finds counted quantities: the value, its unit, what is counted, how exact it is.

Ordinals, dates, telephone numbers, postcodes, list marks and the vague 一个, 一批 are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kczx.find.figures.counted import CHANGE, CLASSIFIERS, CLAUSE, counted
from kczx.find.figures.words import rules
from kczx.find.numerals import numeral
from kczx.flow import Figure, Mention

QUALIFIERS = {
    "近": "nearly", "将近": "nearly", "约": "about", "大约": "about", "约有": "about", "左右": "about", "上下": "about",
    "超过": "more_than", "超": "more_than", "逾": "more_than", "突破": "more_than", "多达": None, "高达": None,
    "不足": "less_than", "不到": "less_than", "以下": "less_than", "以内": "less_than",
    "至少": "at_least", "不少于": "at_least", "不低于": "at_least", "以上": "at_least", "余": "at_least", "多": "at_least",
}  # fmt: skip
DIGIT_CONTEXT = re.compile(
    r"(?:电话|传真|邮编|编码|热线|号码|账号|编号|[QＱ]{2}|ISBN|ISSN|NO|No|[A-Za-z/_-])[.:：]?\s*$"
)
NOT_BEFORE = frozenset("第几某每")


def find(text: str, taken: Sequence[Mention]) -> Iterator[Figure]:
    """Yield every counted quantity of a text, left to right, none overlapping another or a mention already `taken` (dates).

    >>> [(f.text, f.value, f.unit, f.counted) for f in find("由36家单位共同发起", [])]
    [('36家', 36.0, '家', '单位')]
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
        what = counted(text, match, clause, unit, metric)
        if unit not in CLASSIFIERS:
            change = CHANGE.search(text[clause:start])
            if what and not change:
                metric = what
        qualifier = _qualifier(match)
        end = match.end("after") if match["after"] else match.end()
        sentence = text[max(0, start - 80) : end + 80]
        indicator = next(
            (
                name
                for name, measure, kind, context in compiled.indicators
                if unit and measure.fullmatch(unit) and what and kind.search(what) and context.search(sentence)
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
            what or None,
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
