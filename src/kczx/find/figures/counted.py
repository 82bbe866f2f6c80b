"""What a figure counts: the noun phrase behind it, else the one before it; for a rate, what it is the rate of; else nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon
from kczx.find.figures.ahead import phrase_ahead
from kczx.find.figures.behind import phrase_behind
from kczx.find.figures.sentence import Sentence
from kczx.find.figures.tokens import tables

CLAUSE = re.compile(r"[，,；;：:\s]")
FROM = re.compile(r"(?:是|为|达到?|相当于|由|从)[^，,；;：:。、]{1,12}的$")
RATES = ("降幅", "增幅", "涨幅", "跌幅", "增速")
"""Changes that are nouns: what is told to shrink is they themselves, where another change stands behind them."""
AGAINST = re.compile(r"(?:比|较|同)[^，,；;：:。、比较]{1,12}$")
"""What a change is measured against: 比2015年, 较裸地."""
AGAINST_FIRST = re.compile(r"^(?:较|与)[^，,；;：:。、比较]{1,12}?(?=提高|增长|增加|提升|上升|下降|降低|减少|回落)")
DISTANT = re.compile(r"(?:距离?|相距|间隔)[^，,；;：:。、]{0,12}$")
"""What a distance is told from: 距离县城约64公里."""
FORMED = re.compile("组成的")
AGED = re.compile(r"\d{1,3}岁(?:以上|以下|及以上)?的?")
PERSONS = re.compile("[员者家师生工手兵民士众客友人长户]$|代表$|教授$|专家$|干部$|领队$")
SHARE = re.compile(r"(?:占|占到|约占|占比|仅占)[^，,；;：:。、]{1,24}的$")


@dataclass(frozen=True, slots=True)
class Words:
    """Links between what is counted and its number; words of change with their direction."""

    link: re.Pattern[str]
    weak: re.Pattern[str]
    change: re.Pattern[str]
    directions: dict[str, str]
    direction: re.Pattern[str]
    to: re.Pattern[str]


@lexicon.cached
def known() -> Words:
    table = lexicon.rows("find/figures/links.tsv", 2, choices=("weak", ""))
    links = lexicon.alternation(word for word, _ in table)
    weak = lexicon.alternation(word for word, kind in table if kind)
    rows = lexicon.rows("find/figures/changes.tsv", 2, choices=("increase", "decrease", ""))
    directions: dict[str, str] = dict(rows)  # type: ignore[arg-type]
    changes = lexicon.alternation(directions)
    plain = lexicon.alternation(word for word, direction in directions.items() if direction)
    return Words(
        re.compile(rf"(?:(?:{links}|[(（])\s?)$"),
        re.compile(rf"{weak}$"),
        re.compile(rf"(?:{changes})(?:分别|了|率|为|达到|达|约|近|超过|超|逾|高达|幅度|仅|至少|不到|\s){{0,3}}$"),
        directions,
        re.compile(plain),
        re.compile(rf"{plain}(?:到|至|为)$"),
    )


def direction(text: str, floor: int, at: int) -> str | None:
    """Whether the words right before a number say that something grew or fell by it, or to it (由184家增至930家)."""
    before = text[max(floor, at - 14) : at]
    words = known()
    match = words.change.search(before) or words.to.search(before)
    if match is None:
        return None
    found = words.direction.match(match[0])
    return words.directions[found[0]] if found else None


def reached(text: str, start: int, end: int) -> bool:
    """Whether nothing but a change stands between two figures: 72家增至415家."""
    return end - start <= 8 and known().to.fullmatch(text[start:end].strip("，, ")) is not None


def counted(
    sentence: Sentence, start: int, end: int, kind: str, floor: int, metric: tuple[int, int] | None
) -> tuple[str | None, tuple[int, int] | None]:
    """What a figure at [start, end) of a sentence counts, and where the phrase stands that a rate may go on with.

    `end` lies behind the words that tell how exact it is (600字左右).
    `floor` is where the figure before it ends; `metric` what was measured before in the same sentence.
    """
    text = sentence.text
    marks = (m.end() for m in CLAUSE.finditer(text, max(sentence.start, floor), start))
    clause = max(marks, default=max(sentence.start, floor))
    if kind == "rate":
        return _rate(sentence, start, end, clause, metric)
    if (formed := FORMED.match(text, end) if kind == "people" else AGED.match(text, end)) is not None:
        end = formed.end()
    if kind in ("classifier", "number") or formed:
        behind = phrase_behind(sentence, end)
        if behind:
            return text[slice(*behind)], behind
    if kind == "unit" and DISTANT.search(text, max(clause, start - 14), start):
        return None, None
    change = _change(text, clause, start)
    ahead = _ahead(sentence, change, clause, kind)
    if ahead is None and kind in ("classifier", "number") and (behind := phrase_behind(sentence, end, verb=True)):
        return text[slice(*behind)], behind
    if ahead is None and kind in ("unit", "money") and text[end : end + 1] not in ("", "以"):
        behind = phrase_behind(sentence, end)
        if behind and sentence.headed(behind[1]):
            return text[slice(*behind)], behind
    if ahead is None and metric and not _stripped(sentence, clause, change)[1].strip() and clause < start:
        ahead = metric
    return (text[slice(*ahead)], ahead) if ahead else (None, None)


def _change(text: str, floor: int, at: int) -> int:
    """Where the words of a change right before a place begin, what it is measured against with them: 比上年同比增长."""
    start = at
    while (match := known().change.search(text, floor, at)) is not None and match.end() == at:
        at = match.start()
    if at < start and (against := AGAINST.search(text, max(floor, at - 14), at)) is not None:
        at = against.start()
        while (match := known().change.search(text, floor, at)) is not None and match.end() == at:
            at = match.start()
    return at


def _rate(
    sentence: Sentence, start: int, end: int, clause: int, metric: tuple[int, int] | None
) -> tuple[str | None, tuple[int, int] | None]:
    text = sentence.text
    if text[end : end + 1] == "的" and (behind := phrase_behind(sentence, end, verb=True)) is not None:
        return text[slice(*behind)], behind
    change_at = _change(text, clause, start)
    if change_at < start:
        subject = _ahead(sentence, change_at, clause, "rate")
        if subject is None and not _stripped(sentence, clause, change_at)[1].strip():
            subject = metric
        change = re.sub(
            "(?:分别|了|为|达到|达|约|近|超过|超|逾|高达|仅|至少|不到)+$",
            "",
            AGAINST_FIRST.sub("", text[change_at:start].strip()),
        )
        if change.startswith(RATES) and len(change) > 2:
            return change, subject
        if subject is None:
            return None, None
        return text[slice(*subject)] + change, subject
    if (share := SHARE.search(text, clause, start)) is not None:
        whose = phrase_ahead(sentence, share.start(), clause) or phrase_ahead(sentence, start - 1, clause)
        return (text[slice(*whose)], whose) if whose else (None, None)
    if text[start - 1 : start] == "的" and not FROM.search(text, clause, start):
        whose = phrase_ahead(sentence, start - 1, clause)
        return (text[slice(*whose)], whose) if whose else (None, None)
    behind = phrase_behind(sentence, end) if text[end : end + 1] != "以" else None
    if behind and (text[end : end + 1] == "的" or not _stripped(sentence, clause, start)[1].strip()):
        return text[slice(*behind)], behind
    ahead = _ahead(sentence, start, clause, "rate")
    if ahead is None and behind is not None:
        return text[slice(*behind)], behind
    if ahead is None and not _stripped(sentence, clause, start)[1].strip():
        ahead = metric  # 占6.6%
    return (text[slice(*ahead)], ahead) if ahead else (None, None)


def _stripped(sentence: Sentence, floor: int, at: int) -> tuple[int, str, bool]:
    """Where the links before a number begin, what stands before them in the clause, and whether one of them is weak."""
    text = sentence.text
    weak = False
    while at > floor:
        if (source := FROM.search(text, max(floor, at - 16), at)) is not None:
            at = source.start()
            continue
        match = known().link.search(text, max(floor, at - 8), at)
        if match is None or match.end() != at or match.start() == at:
            break
        if at - match.start() == 1 and not sentence.edge(match.start()):
            break  # 时长 is no 长
        weak = weak or bool(known().weak.fullmatch(match[0].strip()))
        at = match.start()
    while at > floor and text[at - 1].isspace():
        at -= 1
    return at, text[floor:at], weak


def _ahead(sentence: Sentence, start: int, clause: int, kind: str) -> tuple[int, int] | None:
    at, rest, weak = _stripped(sentence, clause, start)
    if not rest.strip():
        return None
    listed = sentence.text[at:start].startswith(("等", "共", "合计", "总计", "分别"))
    if kind == "unit" and (did := sentence.act(at)) is not None:  # 大篷车累计行驶3.8万公里
        at = _stripped(sentence, clause, did)[0]
    phrase = phrase_ahead(
        sentence, at, clause, listed, kind in ("unit", "rate") or sentence.text[start : start + 12].find("人次") > 0
    )
    if phrase is None:
        return None
    alone = sentence.text[slice(*phrase)]
    if weak and kind == "people" and not PERSONS.search(alone):
        return None  # 会议室有200人
    if alone in ("全国", "全球", "全省", "全市", "全县", "世界"):
        return None
    last = sentence.at(phrase[1] - 1)
    verb = sentence.text[last.start : last.end] if last else ""
    if kind == "people" and verb in tables().verbs and verb not in tables().metrics:
        return None  # 紧急组织167人
    if alone in tables().verbs and (kind == "people" or alone not in tables().nominal or kind == "number"):
        return None  # 接待150人次, 动员2000亿: their verb
    return phrase
