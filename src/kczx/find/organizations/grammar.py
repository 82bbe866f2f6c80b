"""The grammar of bodies' names: (place | country | body | quoted | noun | known abbreviation)+ suffix.

From a suffix the units before it are read back to the first that no name goes through.  Each of them could be the name's first;
what a beginning costs is what its unit costs there, what the units within cost, and what it costs to leave out the unit right
before it (costs.tsv).  The cheapest is taken, and is a name where the suffix has what it needs (suffixes.tsv).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from kczx import words
from kczx.find.chunk import Reading, Unit
from kczx.find.organizations.needs import NUMERALS, enough
from kczx.find.organizations.own import LIGHT, RARE
from kczx.find.organizations.parts import DASHES, LEGAL, LOCATED, NEVER, OWN, Part, parts_before
from kczx.find.organizations.words import Suffix, rules

SEATED = LOCATED | {"LEVEL"}
"""Classes whose cost within a name depends on what stands before them."""


OF_COMPANIES = ("NOUN", "NAME", "ACT", "QUALITY", "GENERIC", "OTHER")
"""Classes that a company's name in law is made of."""
RESTS = ("NOUN", "OTHER")
"""Classes of a character that is a rest of a name."""
BREAKING = ("MARK", "CONJUNCTION", "PREPOSITION", "PRONOUN", "TIME", "PLACE", "BODY", "COUNTRY")
"""Classes that no name that the dictionary does not know goes through."""
LONGEST_BRAND = 5
USUAL = 500
"""Occurrences in the dictionary's corpus above which a word is hardly a part of a name."""
VILLAGE = re.compile(r"[一-龥]{0,4}?[村乡镇]")


class Name(NamedTuple):
    """A name found: where it begins, and where the body that it begins with ends (0 where it begins with none)."""

    start: int
    head: int


def name(reading: Reading, start: int, end: int, suffix: Suffix, suffixes_end: Sequence[int] | set[int]) -> Name | None:
    """The name that ends with the suffix [start, end), or None where no name does."""
    if suffix.needs == "alone" and reading.text[start - 1 : start] in ("等", "各"):
        return None  # 焦裕禄等|县委|书记
    if suffix.needs == "alone":
        # 江苏|省委 where the text tells of 江苏省
        start = next((at for at in range(start + 3, start, -1) if _covers(reading, at, start)), start)
        word = reading.word(start)  # 柳树镇|政府, where the text tells of no place
        known = reading.kind(reading.text[word.start : word.end], word.tag) in ("PLACE", "NAME", "NOUN")
        if known and word.start + 1 < start < word.end < end and reading.text[word.end - 1] in "省市县区州旗镇乡":
            return Name(word.start, 0)
    parts = parts_before(reading, start, end, suffix, suffixes_end)
    if not parts:
        return _alone(reading, start, end, suffix)
    chosen = parts[: _first(reading, parts, start, end) + 1]
    if not chosen or not enough(reading, chosen, start, end, suffix):
        return _alone(reading, start, end, suffix)
    first = chosen[-1]
    word = reading.word(first.unit.start)
    if word.tag == "nt" and word.end == end and word.start < first.unit.start:
        return Name(word.start, 0)  # 联合国日内瓦办事处 is a word
    village = VILLAGE.match(reading.text, first.unit.start, start + 1)
    if village is not None and first.kind in ("NAME", "PLACE", "LEVEL", "NOUN", "OTHER"):
        return Name(_grown(reading, first.unit.start), 0)
    if first.kind not in LOCATED and reading.text.startswith(LEGAL, start):
        return Name(_branded(reading, first.unit.start, legal=True), 0)
    return Name(first.unit.start, first.unit.end if first.kind == "BODY" else 0)


def _branded(reading: Reading, start: int, *, legal: bool = False) -> int:
    """Where a company's name begins whose own words stand behind its place, whatever they look like: 上海|玖|奕晟|材料公司,
    杭州|四维|远见|信息公司."""
    at = start
    while (unit := reading.before(at)) is not None and start - unit.start <= LONGEST_BRAND:
        word = reading.text[unit.start : unit.end]
        if unit.kind in BREAKING or len(word) > 2 or word in LIGHT or (len(word) > 1 and words.frequency(word) > USUAL):
            break
        at = unit.start
    if at == start:
        return start
    if unit is None or unit.kind != "PLACE":
        return at if legal and (unit is None or unit.kind in ("MARK", "PREPOSITION", "VERB")) else start
    while unit is not None and unit.kind == "PLACE":
        at = unit.start
        unit = reading.before(at)
    return at


def _grown(reading: Reading, start: int) -> int:
    """Where a village's name begins that the dictionary does not know whole: 江安|双|西村, 伊宁|喀|拉|亚|哈奇乡."""
    at = _branded(reading, start)
    if at < start:
        return at
    left = reading.before(start)
    if left is None:
        return start
    if left.end - left.start > 1 or left.kind not in RESTS:
        return start
    named = reading.before(left.start)  # 燕子|河|镇
    if (
        named is not None
        and named.kind == "NAME"
        and words.frequency(reading.text[named.start : named.end]) < 4 * USUAL
    ):
        return named.start
    return left.start


def _first(reading: Reading, parts: list[Part], start: int, end: int) -> int:
    """The number of the part that a name begins with at the least cost; -1 where none can be the first."""
    text, bounds = reading.text, reading.bounds
    works = text[end - 1] == "厂"
    branch, legal = text[start] in "分支", text.startswith(LEGAL, start)
    best, least, within = -1, math.inf, 0.0
    last = len(parts) - 1
    for number, part in enumerate(parts):
        kind, cost = part.kind, part.cost
        out, open_ = 0.0, part.unit.start in bounds or kind in LOCATED or kind == "FIELD"
        if number < last:
            before = parts[number + 1]
            following, left = before.kind, before.cost
            out = 2.5 if legal and following == "BODY" else left.out
            if legal and following in OF_COMPANIES:
                out = max(out, 2.0)  # 中电兴|通信|科技有限公司
            if kind == "LEVEL" and _nameless(reading, before.unit):
                out = 3.0  # 南|基伍|省
            open_ = open_ or left is NEVER
            if kind == "BODY" and following in ("PLACE", "COUNTRY"):
                out = 0.3  # 上海|复旦大学: what a body's own name holds is not asked for
            if kind == "BODY" and following == "PLACE" and legal:
                out = 3.0  # 扬州|中远海运|…有限公司 is a company of its own
            elif works and kind == "PLACE" and following == "BODY":
                out = 3.0  # 空客|天津|总装厂
            elif branch and kind == "PLACE" and following in OWN:
                out = 3.0  # 招行|广州|分行
        if open_:
            total = cost.first + within + out
            if total <= least and total < math.inf:
                least, best = total, number
        within += _within(reading, parts, number, text[start:end]) if kind in SEATED else cost.within
    return best


def _nameless(reading: Reading, unit: Unit) -> bool:
    """Whether a unit before 省, 市, 县, 州 or 区 is the name of a place that nobody knows."""
    word = reading.text[unit.start : unit.end]
    return unit.kind in ("NAME", "OTHER") or (unit.kind == "NOUN" and words.frequency(word) < RARE)


def _covers(reading: Reading, at: int, start: int) -> bool:
    """Whether a place that ends at one place of the text begins before another."""
    unit = reading.ending.get(at)
    return unit is not None and unit.kind == "PLACE" and unit.start < start


def _alone(reading: Reading, start: int, end: int, suffix: Suffix) -> Name | None:
    """A suffix that names a body with nothing before it: 市委, 组织部 before 部长, or a word of the dictionary that is a name."""
    word = reading.word(start)
    if word.tag == "nt" and word.end == end and word.end - word.start > 5 and word.start < start:
        return Name(word.start, 0)
    if not _free(reading, start):
        return None
    if reading.text[start - 1 : start] in NUMERALS and start:
        return None  # 云南三|省人民政府
    if suffix.needs == "alone":
        begin = _unknown(reading, start)
        return Name(begin, 0) if start - begin != 1 else None  # 高|市政府
    office = suffix.needs == "anchor" and end - start > 2 and reading.text[end - 1] in "部委局厅院"
    office = office or (suffix.needs == "anchor" and reading.text.endswith("总会", start, end))
    listed = reading.text[start - 1 : start] == "、" and (body := reading.ending.get(start - 1)) and body.kind == "BODY"
    return Name(start, 0) if office and (listed or reading.kind_at(end) in ("HUMAN", "OFFICE")) else None


def _unknown(reading: Reading, start: int) -> int:
    """Where the characters begin of which the dictionary makes no word before 县委, 市政府 and the like: 秀|川|县委."""
    at = start
    while (unit := reading.before(at)) is not None and unit.end - unit.start == 1 and start - at < 3:
        if unit.kind not in ("NOUN", "QUALITY", "NAME", "OTHER"):
            break
        at = unit.start
    return at


def _free(reading: Reading, start: int) -> bool:
    """Whether a suffix that names a body by itself can begin at a place: at a word, or at the end of a place (江苏|省委)."""
    if reading.text[start - 1 : start] in ("省", "市", "县", "区") and start:
        return False
    return reading.begins(start) or start + 1 in reading.ending or start in reading.ending


def _within(reading: Reading, parts: list[Part], number: int, tail: str) -> float:
    """What a place, a country, a level or a body costs within a name, as the unit before it is."""
    kind, cost = parts[number].kind, parts[number].cost
    before = parts[number + 1].kind if number + 1 < len(parts) else ""
    left = parts[number + 1].unit if number + 1 < len(parts) else None
    if left is not None and (before == "LINK" or reading.text[left.start : left.end] in DASHES):
        return 0.0
    if kind == "LEVEL":
        return (
            0.0
            if before in ("PLACE", "NAME", "COUNTRY", "OTHER", "LEVEL", "SIDE")
            else 0.3
            if before == "QUOTED"
            else 2.5
        )
    if kind == "BODY":
        return cost.within if before in ("PLACE", "COUNTRY", "NATIONAL", "QUOTED") else 2.5
    if before in ("PLACE", "COUNTRY", "LEVEL"):
        return 2.0 if kind == "COUNTRY" and before != "COUNTRY" else 0.0
    if before == "QUOTED":
        return 0.2
    if before in ("INDUSTRY", "AIM") or (before in ("CONJUNCTION", "NAME") and kind == "NATIONAL"):
        return 0.3
    further = parts[number + 2].kind if number + 2 < len(parts) else ""
    if before in ("NOUN", "ACT") and further == "BODY" and kind != "NATIONAL" and tail.endswith(rules().branches):
        return 0.8  # 金砖国家|工业|中国|能力中心
    if before == "BODY":
        return 0.8 if tail.endswith(rules().branches) or kind == "NATIONAL" else 2.5
    if before == "NATIONAL" or (before in OWN and tail[0] in "分支"):
        return 0.3
    if kind == "NATIONAL" and left is not None and reading.text[left.end - 1] == "届":
        return 0.0  # 民盟|第十三届|中央|委员会
    if before == "BRACKET":
        return 0.5
    return 2.5
