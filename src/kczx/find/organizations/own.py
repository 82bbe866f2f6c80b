"""Names of their own within bodies' names, which the dictionary does not hold or takes for other words."""

from __future__ import annotations

import re

from kczx import lexicon, words
from kczx.find.chunk import MODIFIER, Reading, Unit, classes
from kczx.find.organizations.words import rules
from kczx.find.places.gazetteer import gazetteer

CALLED = ("企业", "公司", "机构", "商", "巨头", "媒体", "智库")
"""What goes before a company's name and is none of it: 零售商|塔吉特公司."""
BRANDED = frozenset(["VERB", "ADVERB", "MEASURE", "SIDE"])
"""What a company's own name can look like."""
RARE = 300
"""Occurrences in the dictionary's corpus below which a word may be a name."""
LIGHT = frozenset(
    "已将曾均拟获称议吁到赴在与和同向对从由为是有以将把被给让使请要会可应去来进出往至抵访率携邀的了着过等及或不都也还又"
)
"""Characters too common for a company's own name."""
DIGITS = frozenset("0123456789一两三")
NO_TOWN = frozenset("全各本该此我省市县区两三几多同某个座")
"""What before 州, 镇 or 乡 is no town's name."""
NOUNS = frozenset(["NOUN", "ACT", "FIELD", "HUMAN", "NAME", "QUALITY", "GENERIC"])
"""What else it can look like."""
SINGLE = frozenset(["NOUN", "NAME", "OTHER", "QUALITY", "MEASURE"])
"""Classes of the characters that an unknown name is made of."""


NUMERALS = frozenset("一二三四五六七八九十百零〇○0123456789")
NUMBERED = re.compile("第[一二三四五六七八九十百零〇○0-9]{2,5}$")
COUNTED = re.compile("(?<![第一二三四五六七八九十百])[一二三四五六七八九十百]{1,4}届$")
TERMED = ("人大", "人民代表大会", "政协", "党委", "纪委", "委员会")
"""Bodies that are counted by their terms without 第."""


def numbered(text: str, start: int, at: int, first: int) -> Unit | None:
    """The number or term that ends at a place before a suffix at `start`: 第|一|〇|二|研究所, 某市|十六届|人大."""
    match = None
    if text[at - 1] == "届" and text.startswith(TERMED, start):
        match = COUNTED.search(text, max(first, at - 5), at)
    elif text[at - 1] in NUMERALS:
        match = NUMBERED.search(text, max(first, at - 7), at)
    return Unit(match.start(), at, "ORDINAL") if match is not None else None


@lexicon.remembered
def clause(word: str) -> bool:
    """Whether a word of four characters is an adverb or a verb with a verb, whatever the dictionary takes it for.

    >>> clause("热烈祝贺"), clause("科学普及")
    (True, False)
    """
    tags, own, _ = classes()
    first, last = words.tag(word[:2]) or "", words.tag(word[2:]) or ""
    adverbial = (own.get(word[:2]) or tags.get(first)) in ("ADVERB", "VERB") or first == "a"
    verbal = (own.get(word[2:]) or tags.get(last)) == "VERB"
    return adverbial and verbal and min(words.frequency(word[:2]), words.frequency(word[2:])) > RARE


def run(reading: Reading, unit: Unit, first: int, owned: bool) -> Unit | None:
    """A name that the dictionary does not hold, of which it makes characters: 五|粮|液, 伊拉斯|莫|斯."""
    text = reading.text
    if unit.end - unit.start > 1 or text[unit.start] in LIGHT or unit.kind not in SINGLE | BRANDED | {"NUMBER"}:
        return None
    left = reading.before(unit.start, first)
    pair = left is not None and left.end - left.start == 1 and not set(text[left.start : unit.end]) & (LIGHT | DIGITS)
    if left is not None and {left.kind, unit.kind} == {"NUMBER", "MEASURE"}:
        return None
    if pair and left is not None and {unit.kind, left.kind} - SINGLE:  # 千|禾, 林|沐 behind a mark, a verb or a place
        further = reading.before(left.start, first)
        whole = {unit.kind, left.kind} <= SINGLE | BRANDED | {"NUMBER"} and {unit.kind, left.kind} & SINGLE
        behind = further is None or further.kind not in MODIFIER or further.kind == "PLACE"
        return Unit(left.start, unit.end, "NAME") if whole and behind and owned else None
    if unit.kind not in SINGLE:
        return None
    start, many = unit.start, 1
    while (left := reading.before(start, first)) is not None:
        if left.end - left.start > 1 or left.kind not in SINGLE or many > 3:
            break
        start, many = left.start, many + 1
    return Unit(start, unit.end, "NAME") if many > 1 else None


def rare(reading: Reading, unit: Unit) -> bool:
    return unit.kind == "PLACE" and words.frequency(reading.text[unit.start : unit.end]) < RARE


@lexicon.cached
def cities() -> frozenset[str]:
    """Short names of cities, some of which the dictionary takes for another word (东营)."""
    table = gazetteer()
    return frozenset([*table.short, *(name[:-1] for name in table.divisions if name[-1] == "市" and len(name) > 2)])


def town(reading: Reading, unit: Unit) -> bool:
    """Whether a rare word before 市, 县 or 区 is a place that the gazetteer does not hold."""
    return unit.kind in ("NOUN", "OTHER", "NAME") and words.frequency(reading.text[unit.start : unit.end]) < RARE


def sound(reading: Reading, unit: Unit, first: int) -> Unit | None:
    """A foreign name behind its country or a mark, as it sounds: 挪威|卑尔根|大学."""
    sounds, text = rules().sounds, reading.text
    if text[unit.end - 1] not in sounds:
        return None
    start = unit.end
    while start > first and unit.end - start < 8 and text[start - 1] in sounds:
        start -= 1
        if unit.end - start > 2 and reading.begins(start):
            left = reading.before(start, first)
            if left is None or left.kind not in MODIFIER or left.kind in ("PLACE", "COUNTRY") or called(text, left):
                return Unit(start, unit.end, "NAME")
    return None


def called(text: str, unit: Unit) -> bool:
    return text.endswith(CALLED, unit.start, unit.end)


def own_name(reading: Reading, unit: Unit, first: int) -> Unit | None:
    """A name of its own between a place and a suffix that ends like a place nobody knows: 天津|鹏|瑞利|医院."""
    left = reading.before(unit.start, first)
    if left is None or left.end - left.start > 1 or left.kind not in SINGLE or not rare(reading, unit):
        return None
    further = reading.ending.get(left.start)
    return Unit(left.start, unit.end, "NAME") if further is not None and further.kind == "PLACE" else None


def town_of_one(reading: Reading, unit: Unit, first: int) -> Unit | None:
    """A town or prefecture of two characters that the dictionary does not know: 崖|州, 岱|镇."""
    left = reading.before(unit.start, first)
    if left is None or left.end - left.start > 1 or left.kind not in SINGLE or reading.text[left.start] in NO_TOWN:
        return None
    return Unit(left.start, unit.end, "NAME")


def with_and(reading: Reading, unit: Unit, first: int) -> Unit | None:
    """A company's name of two characters, the second of which is 和: 福建|顺|和|建材公司."""
    left = reading.before(unit.start, first)
    if left is None or left.end - left.start > 1 or left.kind not in SINGLE | BRANDED | {"NUMBER"}:
        return None
    further = reading.before(left.start, first)
    return Unit(left.start, unit.end, "NAME") if further is not None and further.kind == "PLACE" else None


def brand(reading: Reading, unit: Unit, first: int) -> Unit | None:
    """A company's own name that reads as other words, between its place and what it makes: 湖州|锐驰|智能装备…公司."""
    text, start, end = reading.text, unit.start, unit.end
    if text[end - 1] == "正" and reading.kind_at(end) in ("ACT", "VERB"):
        return None  # 东山社区|正|规划|建设
    while unit.end - start <= 4:
        if text[start] in LIGHT or (end - start > 1 and words.frequency(text[start:end]) > RARE):
            return None
        left = reading.before(start, first)
        if left is None or left.kind == "PLACE":
            return Unit(start, unit.end, "NAME") if left is not None else None
        if left.kind not in BRANDED and left.kind not in NOUNS:
            return None
        start, end = left.start, left.end
    return None


def plain(reading: Reading, at: int, first: int) -> bool:
    """Whether the unit that ends at a place is a word that an organ may have to do with, and no body or person."""
    unit = reading.before(at, first)
    if unit is None or unit.kind not in ("NOUN", "ACT"):
        return False
    word = reading.text[unit.start : unit.end]
    return word not in rules().suffixes and word[-1] not in "长局部司署厅委员任席"


def field(reading: Reading, at: int, first: int, begin: int = -1) -> int:
    """How long the words of an organ's field are that end at a place (the unit before it begins at `begin`); 0 where none do."""
    compiled = rules()
    text = reading.text
    for length in range(min(compiled.longest_field, at - first), 0, -1):
        if text[at - length : at] in compiled.fields and (
            length > 2 or at - length == begin or reading.begins(at - length)
        ):
            return length
    return 0
