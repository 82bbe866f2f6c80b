"""What stands before a suffix, unit by unit, each with its class in a body's name and its cost."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from kczx import lexicon, words
from kczx.find.chunk import MODIFIER, ORDINAL, Reading, Unit
from kczx.find.organizations.words import Cost, Suffix, rules
from kczx.find.places.gazetteer import gazetteer

WINDOW = 40
"""Characters that a name may reach back from its suffix."""
MOST = 14
"""Units that a name may have before its suffix."""
ANCHORS = frozenset(["PLACE", "COUNTRY", "NATIONAL", "LEVEL", "BODY", "QUOTED", "NAME", "LATIN", "PERSON"])
OWN = frozenset(["NAME", "QUOTED", "LATIN"])
"""Names of their own."""
LOCATED = frozenset(["PLACE", "COUNTRY", "NATIONAL", "BODY"])
PLAIN = frozenset(["GENERIC", "IDIOM", "QUALITY", "ORDINAL", "SIDE", "CONJUNCTION", "BRACKET"])
"""Units that tell of no body in particular."""
JOINED = frozenset(["NOUN", "ACT", "FIELD", "HUMAN", "NAME", "QUALITY", "GENERIC"])
"""What 和 within a name stands between."""
JOINING = Cost(math.inf, 0.7, 1.0)
CALLED = ("企业", "公司", "机构", "商", "巨头", "媒体")
"""What goes before a company's name and is none of it: 零售商|塔吉特公司."""
ACTING = frozenset(["government", "association"])
"""Kinds of bodies that may be called after what they do, with a verb: 国务院|遏制|浪费|领导小组."""
ACTED = Cost(math.inf, 0.6, 0.0)
OWNED = frozenset(["company", "education", "research"])
"""Kinds of bodies that have a name of their own behind their place's: 湖州|锐驰|…公司, 昆明|育明|中学."""
BRANDED = frozenset(["VERB", "ADVERB", "MEASURE", "SIDE"])
"""What a company's own name can look like."""
RARE = 300
"""Occurrences in the dictionary's corpus below which a word may be a name."""
LIGHT = frozenset("到赴在与和同向对从由为是有以将把被给让使请要会可应去来进出往至抵访率携邀的了着过等及或不都也还又")
"""Characters too common for a company's own name."""
DIGITS = frozenset("0123456789一两三")
SINGLE = frozenset(["NOUN", "NAME", "OTHER", "QUALITY", "MEASURE"])
"""Classes of the characters that an unknown name is made of."""
NEVER = Cost(math.inf, math.inf, 0.0)
TERM = Cost(math.inf, 0.1, 3.0)
"""Of 第十五届, between a body and its part."""
FORMER = Cost(math.inf, 0.0, 0.5)
"""Of 原 between a place and an organ that it had."""
PARTED = Cost(math.inf, 0.3, 2.4)
"""Of 和 between two fields of one organ: 交通|和|物流|部."""
NATIONAL = Cost(-2.0, 0.0, 2.5)
DASHES = "—-－–"
LEGAL = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
"""What a company is called in law: what stands before it is its own name, whatever it looks like."""
LINKING = Cost(0.0, 0.0, 4.0)
DASHING = Cost(math.inf, 0.0, 4.0)
OF_ALL = re.compile("[二两三四五六七八九十]大")
SPECIAL = frozenset(["PERSON", "BRACKET", "CONJUNCTION", "VERB", "ADVERB", "MEASURE", "SIDE", "ORDINAL", "GENERIC"])
"""Classes whose cost depends on the suffix and on the parts between."""
STATE = frozenset(["government", "military"])
BRACKETED = re.compile(r"[（(](?:集团|中国|国际|控股|香港|亚洲|亚太|大中华区|筹)[）)]")


class Part(NamedTuple):
    """A unit of a name with its class, which may be FIELD, and its cost."""

    unit: Unit
    kind: str
    cost: Cost


def parts_before(
    reading: Reading, start: int, end: int, suffix: Suffix, suffixes_end: Sequence[int] | set[int]
) -> list[Part]:
    """The units before a suffix, from right to left, to the first that no name goes through (which is the last part)."""
    compiled, towns, text = rules(), _cities(), reading.text
    costs, sounds = compiled.costs, compiled.sounds
    long_tail, owned = end - start > 1, suffix.kind in OWNED
    organ = suffix.needs in ("field", "body") or (suffix.needs == "word" and suffix.kind == "government")
    first = max(0, start - WINDOW)
    parts: list[Part] = []
    at = start
    while len(parts) < MOST:
        unit = reading.before(at, first)
        if unit is None:
            break
        begin, _, kind = unit
        field = _field(reading, at, first, begin) if organ else 0
        if field and kind not in ("PLACE", "COUNTRY", "BODY") and at - field <= begin:
            unit, kind = Unit(at - field, at, "FIELD"), "FIELD"
        else:
            organ = False
            if text[at - 1] in sounds and (kind not in LOCATED or _rare(reading, unit)):
                sound = _sound(reading, unit, first)
            else:
                sound = None
            if sound is not None:
                unit, kind = sound, "NAME"
            elif parts and parts[-1].kind == "LEVEL" and _town(reading, unit):
                kind = "NAME"
            elif kind in ("NOUN", "NAME") and text[begin:at] in towns:
                kind = "PLACE"  # 东营|工作站
            elif (
                long_tail
                and begin == at - 1
                and kind not in ANCHORS
                and (long := _run(reading, unit, first, owned)) is not None
            ):
                unit, kind = long, "NAME"
        begin = unit.start
        word = text[begin:at]
        if word[0] in "和与及" and word[1:] and begin in reading.ending and reading.ending[begin].kind == "BODY":
            kind = "NAME"  # …理事会|和|平山湖集团
            parts.append(Part(Unit(begin + 1, at, kind), kind, costs[kind]))
            parts.append(Part(Unit(begin, begin + 1, "CONJUNCTION"), "CONJUNCTION", NEVER))
            break
        if kind == "LATIN" and not word.isalpha():
            kind = "NOUN"  # 5G
        part = Part(unit, kind, costs.get(kind, NEVER))
        if (
            kind in SPECIAL
            or begin == at - 1
            or word[-1] == "大"
            or word in compiled.linking
            or (parts and suffix.kind == "company")
        ):
            part = _special(reading, part, word, parts, suffix, suffixes_end, first)
        parts.append(part)
        if part.cost.first == part.cost.within == math.inf:
            break
        at = part.unit.start
    return parts


def _special(
    reading: Reading,
    part: Part,
    word: str,
    parts: list[Part],
    suffix: Suffix,
    suffixes_end: Sequence[int] | set[int],
    first: int,
) -> Part:
    """A part whose cost depends on what the suffix is and on the parts between."""
    unit, kind, _ = part
    compiled, text = rules(), reading.text
    if kind == "PERSON" and not suffix.person:
        if text.startswith(LEGAL, unit.end) or any(text.startswith(LEGAL, part.unit.end) for part in parts):
            return Part(unit, "NAME", compiled.costs["NAME"])
        return Part(unit, kind, NEVER)
    if word in compiled.apart:
        return Part(unit, kind, NEVER)
    if kind in ("NOUN", "NUMBER") and OF_ALL.fullmatch(word):
        return Part(unit, kind, NEVER)  # 全球|五大|新闻联盟
    if kind == "ORDINAL" and not ORDINAL.fullmatch(word):  # 第十五届, but 第一所|大学
        return Part(unit, kind, TERM if word[-1] in "届次" and not text.startswith("政府", unit.end) else NEVER)
    if word == "全国" and parts and suffix.kind == "association":
        return Part(unit, "NATIONAL", NATIONAL)
    if word == "原" and parts and suffix.kind == "government":
        return Part(unit, kind, FORMER)
    if kind == "BRACKET":
        inside = reading.ending.get(unit.end - 1)
        located = inside is not None and inside.kind == "PLACE" and inside.start == unit.start + 1
        return part if located or BRACKETED.fullmatch(word) else Part(unit, kind, NEVER)
    if kind == "CONJUNCTION":
        if not _joins(reading, parts, unit, suffixes_end, first):
            return Part(unit, kind, NEVER)
        fields = parts[-1].kind == "FIELD" and _field(reading, unit.start, first)
        named = suffix.kind in ("education", "research") and word == "与"
        return Part(unit, kind, PARTED if fields or named else JOINING)
    if kind in BRANDED and suffix.kind in OWNED and (brand := _brand(reading, unit, first)) is not None:
        return Part(brand, "NAME", compiled.costs["NAME"])
    if word == "所" and (number := reading.before(unit.start, first)) is not None and number.kind == "NUMBER":
        return Part(unit, kind, NEVER)  # 3|所|航空学院
    if suffix.kind == "company" and parts and parts[-1].kind in OWN and word.endswith(CALLED):
        return Part(unit, kind, NEVER)
    if kind == "VERB" and suffix.kind in ACTING and _acts(reading, unit, parts, first):
        return Part(unit, kind, ACTED)
    if word in compiled.links:
        return Part(unit, "LINK", LINKING)
    if word in DASHES and parts and parts[-1].kind in LOCATED:
        left = reading.before(unit.start, first)
        return Part(unit, kind, DASHING if left is not None and left.kind in LOCATED else NEVER)
    if (
        word in compiled.countries
        and not parts
        and not text[unit.start - 1 : unit.start].isdigit()
        and suffix.needs in ("anchor", "seat")
        and suffix.kind in STATE
    ):
        return Part(unit, "COUNTRY", compiled.costs["COUNTRY"])
    return part


def _field(reading: Reading, at: int, first: int, begin: int = -1) -> int:
    """How long the words of an organ's field are that end at a place (the unit before it begins at `begin`); 0 where none do."""
    compiled = rules()
    text = reading.text
    for length in range(min(compiled.longest_field, at - first), 0, -1):
        if text[at - length : at] in compiled.fields and (
            length > 2 or at - length == begin or reading.begins(at - length)
        ):
            return length
    return 0


def _run(reading: Reading, unit: Unit, first: int, owned: bool) -> Unit | None:
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


def _rare(reading: Reading, unit: Unit) -> bool:
    return unit.kind == "PLACE" and words.frequency(reading.text[unit.start : unit.end]) < RARE


@lexicon.cached
def _cities() -> frozenset[str]:
    """Short names of cities, some of which the dictionary takes for another word (东营)."""
    table = gazetteer()
    return frozenset([*table.short, *(name[:-1] for name in table.divisions if name[-1] == "市" and len(name) > 2)])


def _acts(reading: Reading, unit: Unit, parts: list[Part], first: int) -> bool:
    """Whether a verb stands within a body's name: between another body or a place and nouns, and no verb that tells of acts."""
    if not parts or parts[-1].kind not in ("NOUN", "ACT", "HUMAN", "VERB") or unit.end - unit.start < 2:
        return False
    if reading.own.get(reading.text[unit.start : unit.end]) == "VERB":
        return False
    left = reading.before(unit.start, first)
    if left is not None and left.kind == "VERB" and left.end - left.start > 1:
        left = reading.before(left.start, first)
    return left is not None and left.kind in ("BODY", "PLACE", "COUNTRY")


def _town(reading: Reading, unit: Unit) -> bool:
    """Whether a rare word before 市, 县 or 区 is a place that the gazetteer does not hold."""
    return unit.kind in ("NOUN", "OTHER", "NAME") and words.frequency(reading.text[unit.start : unit.end]) < RARE


def _sound(reading: Reading, unit: Unit, first: int) -> Unit | None:
    """A foreign name behind its country or a mark, as it sounds: 挪威|卑尔根|大学."""
    sounds, text = rules().sounds, reading.text
    if text[unit.end - 1] not in sounds:
        return None
    start = unit.end
    while start > first and unit.end - start < 8 and text[start - 1] in sounds:
        start -= 1
        if unit.end - start > 2 and reading.begins(start):
            left = reading.before(start, first)
            if left is None or left.kind not in MODIFIER or left.kind in ("PLACE", "COUNTRY"):
                return Unit(start, unit.end, "NAME")
    return None


def _brand(reading: Reading, unit: Unit, first: int) -> Unit | None:
    """A company's own name that reads as other words, between its place and what it makes: 湖州|锐驰|智能装备…公司."""
    text, start = reading.text, unit.start
    while unit.end - start <= 4:
        word = text[start : unit.end] if start == unit.start else text[start]
        if text[start] in LIGHT or (len(word) > 1 and words.frequency(word) > RARE):
            return None
        left = reading.before(start, first)
        if left is None or left.kind == "PLACE":
            return Unit(start, unit.end, "NAME") if left is not None else None
        if left.kind not in BRANDED and left.kind not in JOINED:
            return None
        start = left.start
    return None


def _joins(reading: Reading, parts: list[Part], unit: Unit, suffixes_end: Sequence[int] | set[int], first: int) -> bool:
    """Whether 和 stands within a name (省|材料|与|结构|学会) rather than between two bodies."""
    if not parts or parts[-1].kind not in JOINED or unit.start in suffixes_end or len(parts) > 4:
        return False
    if reading.text[parts[-1].unit.start : parts[-1].unit.end] in rules().suffixes:
        return False  # 会议|和|政协|第九届|全国|委员会
    left = reading.before(unit.start, first)
    return left is not None and left.kind in JOINED - PLAIN - {"HUMAN"}
