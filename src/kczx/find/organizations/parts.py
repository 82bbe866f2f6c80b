"""What stands before a suffix, unit by unit, each with its class in a body's name and its cost."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kczx.find.chunk import ORDINAL, Reading, Unit
from kczx.find.organizations import own
from kczx.find.organizations.words import Cost, Suffix, rules

WINDOW = 40
"""Characters that a name may reach back from its suffix."""
MOST = 14
"""Units that a name may have before its suffix."""
ANCHORS = frozenset(["PLACE", "COUNTRY", "NATIONAL", "LEVEL", "BODY", "QUOTED", "NAME", "LATIN", "PERSON"])
OWN = frozenset(["NAME", "QUOTED", "LATIN"])
"""Names of their own."""
LOCATED = frozenset(["PLACE", "COUNTRY", "NATIONAL", "BODY"])
WHOSE = frozenset(["PLACE", "COUNTRY", "NATIONAL", "BODY", "LEVEL"])
"""Whose a body for a purpose is."""
PLAIN = frozenset(["GENERIC", "IDIOM", "QUALITY", "ORDINAL", "SIDE", "CONJUNCTION", "BRACKET"])
"""Units that tell of no body in particular."""
JOINED = frozenset(["NOUN", "ACT", "FIELD", "HUMAN", "NAME", "QUALITY", "GENERIC", "NATIONAL"])
"""What 和 within a name stands between."""
JOINING = Cost(math.inf, 0.7, 1.0)
ACTING = frozenset(["government", "association"])
"""Kinds of bodies that may be called after what they do, with a verb: 国务院|遏制|浪费|领导小组."""
ACTED = Cost(math.inf, 0.6, 0.0)
OWNED = frozenset(["company", "education", "research"])
"""Kinds of bodies that have a name of their own behind their place's: 湖州|锐驰|…公司, 昆明|育明|中学."""
NEVER = Cost(math.inf, math.inf, 0.0)
TERM = Cost(math.inf, 0.1, 3.0)
"""Of 第十五届, between a body and its part."""
FORMER = Cost(math.inf, 0.0, 0.5)
"""Of 原 between a place and an organ that it had."""
PARTED = Cost(math.inf, 0.3, 2.4)
"""Of 和 between two fields of one organ: 交通|和|物流|部."""
NATIONAL = Cost(-2.0, 0.0, 2.5)
HEADING = Cost(math.inf, 0.2, 0.0)
"""Of 总统 and the like between a state and its office: 立陶宛|总统|办公厅."""
SERVING = Cost(math.inf, 0.3, 0.0)
"""Of 代表 and the like between a body and its part: 市人大常委会|代表|联络|委员会."""
INDUSTRIAL = Cost(-1.5, 0.2, 3.0)
"""Of 核工业 and the like before a place."""
OFFICED = re.compile(r"[副正]?(?:主任|[部处司局厅署科院所]长|大臣|书记|秘书|教师|老师|教授|博士)|负责")
"""What stands behind an organ that is told of for its head."""
AIMING = Cost(math.inf, 0.3, 3.0)
"""Of the verb that tells what a body is for: 省|推进|乡村旅游|领导小组."""
DASHES = "—-－–"
LEGAL = ("有限公司", "有限责任公司", "股份有限公司", "集团有限公司")
"""What a company is called in law: what stands before it is its own name, whatever it looks like."""
LINKING = Cost(0.0, 0.0, 4.0)
DASHING = Cost(math.inf, 0.0, 4.0)
OF_ALL = re.compile("[二两三四五六七八九十]大")
SPECIAL = frozenset(
    ["OFFICE", "PERSON", "BRACKET", "CONJUNCTION", "VERB", "ADVERB", "MEASURE", "SIDE", "ORDINAL", "GENERIC"]
)
"""Classes whose cost depends on the suffix and on the parts between."""
STATE = frozenset(["government", "military"])
PUBLIC = frozenset(["FIELD", "GENERIC", "NATIONAL"])
"""What may stand between a country's character and its organ: 黎|公共|卫生部."""
CLAUSES = frozenset(["NOUN", "NAME", "PLACE"])
"""Classes that the dictionary has for clauses too: 积极|探索 is a noun there, 热烈|祝贺 a place."""
BRACKETED = re.compile(r"[（(](?:集团|中国|国际|控股|香港|亚洲|亚太|大中华区|筹)[）)]")


@dataclass(slots=True)
class Part:
    """A unit of a name with its class, which may be FIELD, and its cost."""

    unit: Unit
    kind: str
    cost: Cost


def parts_before(
    reading: Reading, start: int, end: int, suffix: Suffix, suffixes_end: Sequence[int] | set[int]
) -> list[Part]:
    """The units before a suffix, from right to left, to the first that no name goes through (which is the last part)."""
    compiled, towns, text = rules(), own.cities(), reading.text
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
        if (number := own.numbered(text, start, at, first)) is not None:
            parts.append(Part(number, "ORDINAL", TERM if text[at - 1] == "届" else costs["ORDINAL"]))
            at = number.start
            continue
        begin, kind = unit.start, unit.kind
        field = own.field(reading, at, first, begin) if organ else 0
        if field and kind not in ("PLACE", "COUNTRY", "BODY") and at - field <= begin:
            unit, kind = Unit(at - field, at, "FIELD"), "FIELD"
        else:
            organ = False
            sounding = text[at - 1] in sounds and (kind not in LOCATED or own.rare(reading, unit))
            sound = own.sound(reading, unit, first) if sounding else None
            if sound is not None:
                unit, kind = sound, "NAME"
            elif parts and parts[-1].kind == "LEVEL" and own.town(reading, unit):
                kind = "NAME"
            elif kind == "LEVEL" and text[begin] in "州镇乡" and (place := own.town_of_one(reading, unit, first)):
                unit, kind = place, "NAME"
            elif kind in ("NOUN", "NAME") and text[begin:at] in towns:
                kind = "PLACE"  # 东营|工作站
            elif (
                long_tail
                and begin == at - 1
                and kind not in ANCHORS
                and (long := own.run(reading, unit, first, owned)) is not None
            ):
                unit, kind = long, "NAME"
            elif (
                owned and kind == "PLACE" and at not in reading.ending and (named := own.own_name(reading, unit, first))
            ):
                unit, kind = named, "NAME"
        begin = unit.start
        word = text[begin:at]
        if at - begin == 4 and kind in CLAUSES and own.clause(word):
            kind = "VERB"
        joined = (
            word[0] in "和与及"
            and word[1:]
            and begin in reading.ending
            and (kind not in ("PLACE", "COUNTRY") or at - begin == 2)
        )
        if joined and reading.ending[begin].kind == "BODY":
            kind = "NAME"  # …理事会|和|平山湖集团
            parts.append(Part(Unit(begin + 1, at, kind), kind, costs[kind]))
            parts.append(Part(Unit(begin, begin + 1, "CONJUNCTION"), "CONJUNCTION", NEVER))
            break
        if word in compiled.last and parts:
            parts.append(Part(unit, kind, NEVER))
            break
        if word in compiled.aims and parts and text[start:end] in compiled.aimed:
            left = reading.before(begin, first)
            whose = left is not None and left.end == begin and left.kind in WHOSE
            parts.append(Part(unit, "AIM" if whose else "VERB", AIMING if whose else NEVER))
            if not whose:
                break
            at = begin
            continue
        if kind == "LATIN" and not word.isalpha():
            kind = "NOUN"  # 5G
        part = Part(unit, kind, costs.get(kind, NEVER))
        if word in compiled.industries and parts and parts[-1].kind == "PLACE":
            part = Part(unit, "INDUSTRY", INDUSTRIAL)
        if (
            kind in SPECIAL
            or begin == at - 1
            or word[-1] == "大"
            or word in compiled.linking
            or (parts and (suffix.kind == "company" or word.endswith(own.CALLED)))
        ):
            part = _special(reading, part, word, parts, suffix, suffixes_end, first, end)
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
    end: int,
) -> Part:
    """A part whose cost depends on what the suffix is and on the parts between."""
    unit, kind = part.unit, part.kind
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
        term = word[-1] in "届次" and not text.startswith("政府", unit.end)
        named = parts and parts[-1].kind in ("COUNTRY", "PLACE", "BODY")  # 第九届|中国科协|年会
        return Part(unit, kind, TERM if term and not named else NEVER)
    if word == "全国" and parts and suffix.kind == "association":
        return Part(unit, "NATIONAL", NATIONAL)
    if word == "原" and parts and suffix.kind == "government":
        return Part(unit, kind, FORMER)
    if kind == "BRACKET":
        inside = reading.ending.get(unit.end - 1)
        located = inside is not None and inside.kind == "PLACE" and inside.start == unit.start + 1
        left = reading.before(unit.start, first)  # 国家（中关村）火炬学院
        located = located or (left is not None and left.kind == "NATIONAL" and unit.end - unit.start < 8)
        return part if located or BRACKETED.fullmatch(word) else Part(unit, kind, NEVER)
    if word == "、":
        several = suffix.needs == "field" and any(part.kind == "CONJUNCTION" for part in parts)
        if (
            several
            and parts[-1].kind != "CONJUNCTION"
            and OFFICED.match(text, end)
            and own.plain(reading, unit.start, first)
        ):
            return Part(unit, "CONJUNCTION", PARTED)  # 经济|、|教育|和|研究|部|部长
        return Part(unit, kind, NEVER)
    if kind == "CONJUNCTION":
        if word == "和" and suffix.kind == "company" and (with_it := own.with_and(reading, unit, first)) is not None:
            return Part(with_it, "NAME", compiled.costs["NAME"])
        if not _joins(reading, parts, unit, suffix, suffixes_end, first):
            return Part(unit, kind, NEVER)
        fields = parts[-1].kind in ("FIELD", "NATIONAL") and own.field(reading, unit.start, first)
        named = suffix.kind in ("education", "research") and word == "与"
        headed = (
            suffix.needs == "field" and OFFICED.match(text, end) is not None and own.plain(reading, unit.start, first)
        )
        regions = parts[-1].kind == "NATIONAL"
        return Part(unit, kind, PARTED if fields or named or headed or regions else JOINING)
    if kind in own.BRANDED and suffix.kind in OWNED and (brand := own.brand(reading, unit, first)) is not None:
        return Part(brand, "NAME", compiled.costs["NAME"])
    if word == "所" and (number := reading.before(unit.start, first)) is not None and number.kind == "NUMBER":
        return Part(unit, kind, NEVER)  # 3|所|航空学院
    if parts and parts[-1].kind in OWN and word.endswith(own.CALLED):
        return Part(unit, kind, NEVER)
    if kind == "VERB" and suffix.kind in ACTING and _acts(reading, unit, parts, first):
        return Part(unit, kind, ACTED)
    if kind == "OFFICE":
        left = reading.before(unit.start, first)
        if left is None or left.end != unit.start:
            return part
        if word in compiled.heads:
            direct = not parts or parts[0].kind == "FIELD"
            return Part(unit, kind, HEADING) if direct and left.kind in ("PLACE", "COUNTRY") else part
        if not parts:
            return part
        return Part(unit, kind, SERVING) if left.kind == "BODY" and parts[0].kind in ("ACT", "NOUN", "FIELD") else part
    if word == "好" and (left := reading.before(unit.start, first)) is not None and left.kind in ("ACT", "VERB"):
        return Part(unit, kind, NEVER)  # 宣传|好|人民代表大会
    if word in compiled.links:
        return Part(unit, "LINK", LINKING)
    if word in DASHES and parts and parts[-1].kind in LOCATED:
        left = reading.before(unit.start, first)
        return Part(unit, kind, DASHING if left is not None and left.kind in LOCATED else NEVER)
    if (
        word in compiled.countries
        and all(part.kind in PUBLIC for part in parts)
        and not text[unit.start - 1 : unit.start].isdigit()
        and suffix.needs in ("anchor", "seat", "field")
        and suffix.kind in STATE
    ):
        return Part(unit, "COUNTRY", compiled.costs["COUNTRY"])
    return part


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


def _joins(
    reading: Reading,
    parts: list[Part],
    unit: Unit,
    suffix: Suffix,
    suffixes_end: Sequence[int] | set[int],
    first: int,
) -> bool:
    """Whether 和 stands within a name (省|材料|与|结构|学会) rather than between two bodies."""
    if not parts or parts[-1].kind not in JOINED or unit.start in suffixes_end or len(parts) > 4:
        return False
    if reading.text[parts[-1].unit.start : parts[-1].unit.end] in rules().suffixes:
        return False  # 会议|和|政协|第九届|全国|委员会
    left = reading.before(unit.start, first)
    regions = left is not None and left.kind == parts[-1].kind == "NATIONAL"  # 东亚|及|西太平洋|…协会
    if regions and suffix.kind in ("association", "international") and reading.text[unit.start] == "及":
        return True
    if parts[-1].kind == "NATIONAL" and suffix.needs != "field":
        return False
    if left is not None and left.kind == "NATIONAL" and suffix.kind not in OWNED:
        return False
    return left is not None and left.kind in JOINED - PLAIN - {"HUMAN"}
