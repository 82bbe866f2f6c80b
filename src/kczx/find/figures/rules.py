"""Finds counted quantities: the value, its unit, what is counted, how exact it is, a range's ends, a change's direction.

Ordinals, dates, telephone numbers, postcodes, list marks, names and the vague 一个, 一批 are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kczx.find.figures.counted import counted
from kczx.find.figures.guards import is_figure
from kczx.find.figures.indicators import indicator, planned
from kczx.find.figures.links import direction, reached
from kczx.find.figures.quantity import MINUTES, SMALL_MONEY, Rules, rules
from kczx.find.figures.sentence import Sentence
from kczx.find.figures.tokens import STOPS, Cut
from kczx.find.figures.told import Told
from kczx.find.numerals import HAN, numeral
from kczx.mentions import Figure, Mention
from kczx.words import Words

FIRST = frozenset(HAN + "0123456789")
"""Characters that numbers begin with."""
JOINED = re.compile(r"[和与及、,，]$")
DEGREES = frozenset(["摄氏度", "℃", "度", "°C"])
BELOW = re.compile(r"(?:零下|负|(?<![\d\w.])[-−－])$")
"""What tells before a temperature that it is below zero."""
DIRECT = ("，", ",", "（", " ", "\u3000")
"""What stands behind a figure where the next one may go on with what it counts."""
CLAUSES = re.compile(r"[，,；;：:]")
SAME_SENTENCE = re.compile(r"(?:[^。；;！？\n\d]{0,20}[，,](?:其中)?|[，,、（(])[^，,。；;！？\n\d]{0,6}")


def find(text: str, taken: Sequence[Mention], words: Words | None = None) -> Iterator[Figure]:
    """Yield every counted quantity of a text, left to right, none overlapping another or a mention already `taken` (dates).

    `words` are the text's words where they are known already.

    >>> [(f.text, f.value, f.unit, f.counted) for f in find("由36家单位共同发起", [])]
    [('36家', 36.0, '家', '单位')]
    """
    compiled = rules()
    marked = bytearray(len(text) + 1)
    for idiom in compiled.set_phrases.finditer(text):
        marked[idiom.start() : idiom.end()] = b"\1" * len(idiom[0])
    for mention in taken:
        marked[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    cut = Cut(text, words)
    sentence: Sentence | None = None
    pending: Figure | None = None
    told = Told()
    last, at = 0, 0
    search, quantity = compiled.begins.search, compiled.quantity.match
    while (place := search(text, at)) is not None:
        at = place.start() + 1
        if marked[at - 1] and text[at - 1] in FIRST:
            continue
        match = quantity(text, at - 1)
        if match is None:
            continue
        at = match.end()
        begin = _begin(match)
        if any(marked[begin : match.end()]):
            at = max(begin + 1, min(at, _free(marked, begin, match.end())))
            continue
        if sentence is None or not sentence.holds(begin):
            sentence = Sentence(cut, begin)
        if (stop := STOPS.search(text, last, begin)) is not None:
            told.forget(stop[0])
        figure, kind = _figure(match, compiled)
        if figure is None or not is_figure(sentence, match, figure, kind):
            at = max(begin + 1, match.end("number"), match.end("scale"))
            continue
        floor = max(last, sentence.start)
        if kind == "group":
            what, phrase = figure.unit, None
        else:
            if told.queue and not JOINED.fullmatch(text[last : match.start()].strip() or "x"):
                told.queue.clear()
            told.direct = text[last : last + 1] in DIRECT or (
                kind == "rate" and _alone(text, last, match.start(), told.near)
            )
            what, phrase = counted(
                sentence,
                min(match.start(), figure.start),
                match.end(),
                kind,
                match["measure"] or match["measure0"] or "",
                floor,
                told,
            )
        if what is None and pending is not None and reached(text, pending.end, match.start()):
            what = pending.counted  # 由72家增至415家
        if phrase is not None and kind not in ("classifier", "people"):
            told.metric = phrase
        told.near, told.unit = phrase, match["measure"] or match["measure0"] or ""
        if kind == "rate":
            told.amounts.clear()
        elif what is not None:
            told.amounts.append(what)
        figure = _with(
            figure,
            what,
            indicator(figure, what, text, floor),
            direction(text, floor, match.start()) or figure.change,
            planned(text, sentence.start, figure),
        )
        if pending is not None:
            joined = pending.counted is None or what is None
            between = text[pending.end : match.start()].strip()
            if joined and JOINED.fullmatch(between or "x") and (between not in "，," or figure.unit == pending.unit):
                pending = replace(pending, counted=pending.counted or (what if pending.unit != "%" else None))
                figure = replace(figure, counted=what or pending.counted)
            elif what is None and kind != "money" and figure.unit == pending.unit and SAME_SENTENCE.fullmatch(between):
                figure = replace(figure, counted=pending.counted)  # 征集难题326项，已破解118项
            yield pending
        pending, last, at = figure, figure.end, max(at, figure.end)
    if pending is not None:
        yield pending


def _alone(text: str, last: int, at: int, near: tuple[int, int] | None) -> bool:
    """Whether the figure before is the only one of the clause before, and counts what stands behind it: 300名船东到会，增长"""
    return near is not None and near[0] >= last and len(CLAUSES.findall(text, last, at)) == 1


def _with(figure: Figure, what: str | None, indicator: str | None, change: str | None, planned: bool) -> Figure:
    """A figure with what it counts, the indicator that it is of, whether something grew by it, and whether it is planned."""
    start, end, text, rule = figure.start, figure.end, figure.text, figure.rule
    value, unit, low, high = figure.value, figure.unit, figure.low, figure.high
    return Figure(start, end, text, rule, value, unit, what, figure.qualifier, indicator, low, high, change, planned)


def _free(marked: bytearray, start: int, end: int) -> int:
    """The first place behind what is marked."""
    at = end
    while at > start and not marked[at - 1]:
        at -= 1
    return at


def _begin(match: re.Match[str]) -> int:
    for part in ("currency", "whole", "vague", "number"):
        if match[part]:
            return match.start(part)
    raise AssertionError("a quantity has a number")  # pragma: no cover


def _figure(match: re.Match[str], compiled: Rules) -> tuple[Figure | None, str]:
    """The figure that a match of the pattern tells, without what it counts, and the kind of its measure word."""
    start = _begin(match)
    qualifier = _qualifier(match, compiled)
    change = None
    low = high = None
    end = match.end()
    if match["after"]:
        end = match.start("after")
    if match["whole"]:
        value, high = _share(match, match["share"]), _share(match, match["share2"])
        unit: str | None = "%"
        kind = "rate"
    elif match["vague"]:
        value, qualifier = numeral(match["scale"]), "at_least"
        unit, kind = _measured(compiled, match["measure0"])
    else:
        value = _value(match)
        unit, kind = _measured(compiled, match["measure"])
        if match["per"] and unit:
            unit += match["per"]
        high = numeral(match["to"]) if match["to"] else None
        if match["group"]:
            unit, kind = match["noun"], "group"
            end = match.end("noun")
        if value is None and match["number"] and (pair := _pair(match["number"])) is not None:
            value, high = pair
        if (
            high is not None
            and value is not None
            and match["to"]
            and match["to"][-1:] in "万亿"
            and value < 1e4 <= high
        ):
            scaled = value * (numeral("一" + match["to"][-1]) or 1)  # 3-5万, but 2000到20万
            value = scaled if scaled < high or value < 100 else value
        if value is not None and match["coins"]:
            value = _with_coins(value, match["coins"])
        if value is not None and match["minutes"] and (minutes := numeral(match["minutes"])) is not None:
            value = round(value + minutes / MINUTES, 4)  # 1小时30分
        if value is not None and match["half"]:
            value += 0.5
            if len(match["half"]) > 1:
                unit, kind = "小时", "unit"  # 1个半|小时
        if match["measure"] == "番" and value is not None:
            value, unit = 2.0**value, "倍"
    if value is None:
        return None, kind
    if match["measure"] in ("成", "折") and unit != "倍":
        value, high, unit = _tenths(match, value), None if high is None else high * 10, "%"
    if high is not None:
        if high <= value:
            return None, kind
        low = value
    if match["currency"] and not match["whole"]:
        money = compiled.measures[match["currency"]].unit
        unit, kind = (money, "money") if unit in (None, "元", money) else (unit, kind)
        start = match.start("currency")
    if unit in DEGREES and (below := BELOW.search(match.string, 0, start)) is not None:
        value, low, high, start = -value, _opposite(high), _opposite(low), below.start()
    text = match.string[start:end].rstrip()
    rule = f"figures/{match['measure'] or match['measure0'] or match['group'] or ('share' if match['whole'] else 'number')}"
    return (
        Figure(start, start + len(text), text, rule, value, unit, None, qualifier, None, low, high, change),
        kind,
    )


def _opposite(value: float | None) -> float | None:
    return None if value is None else -value


def _measured(compiled: Rules, word: str | None) -> tuple[str | None, str]:
    measure = compiled.measures.get(word or "")
    return (measure.unit, measure.kind) if measure else (None, "number")


def _share(match: re.Match[str], number: str | None) -> float | None:
    """百分之三十, 千分之七, 五分之三 in percent."""
    share = numeral(number) if number else None
    whole = re.sub(r"\s", "", match["whole"]).removesuffix("分之")
    base = 1.0
    if set(whole) <= set("百千万"):
        for unit in whole:
            base *= numeral(unit) or 1
    else:
        base = numeral(whole) or 0.0
    return None if share is None or not base else round(share * 100 / base, 10)


def _pair(number: str) -> tuple[float, float] | None:
    """三五, 七八百, 二三十万: two digits in a row are about so many, with what follows them."""
    if len(number) < 2:
        return None
    low, high = numeral(number[0] + number[2:]), numeral(number[1:])
    return (low, high) if low is not None and high is not None and 0 < low < high <= 3 * low else None


def _tenths(match: re.Match[str], value: float) -> float:
    """六成 and 六成五, 八折, 七五折, 75折: in percent."""
    number = match["number"]
    if match["measure"] == "折" and value > 10:
        return value
    if number == "半" and match["measure"] == "折":
        return 50.0
    if number == "半" or match["half"]:
        return value * 10
    return round(value * 10, 6)


def _with_coins(value: float, coins: str) -> float:
    for number, part in re.findall(r"([^角毛分]{1,2})([角毛分])", coins):
        value += (numeral(number) or 0) * SMALL_MONEY[part]
    return round(value, 2)


def _value(match: re.Match[str]) -> float | None:
    value = 0.5 if match["number"] == "半" else numeral(match["number"])
    if value is not None and match["myriad"]:
        value = float(round(value * (numeral("一" + match["myriad"]) or numeral(match["myriad"]) or 1), 6))
    return value


def _qualifier(match: re.Match[str], compiled: Rules) -> str | None:
    for part in ("before", "after", "odd0", "odd", "odd2", "odd3", "odd4"):
        word = match[part]
        if word and (told := compiled.qualifiers.get(word)):
            return told
    return None
