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
from kczx.find.chunk import MODIFIER, Reading, Unit
from kczx.find.organizations.words import Cost, Suffix, rules
from kczx.find.places.gazetteer import gazetteer

WINDOW = 40
"""Characters that a name may reach back from its suffix."""
MOST = 14
"""Units that a name may have before its suffix."""
ANCHORS = frozenset(["PLACE", "COUNTRY", "NATIONAL", "LEVEL", "BODY", "QUOTED", "NAME", "LATIN", "PERSON"])
OPEN = frozenset(["COUNTRY", "NATIONAL"])
"""Anchors that alone tell of no body: 美国大学, 国际公司."""
OWN = frozenset(["NAME", "QUOTED", "LATIN"])
"""Names of their own."""
LOCATED = frozenset(["PLACE", "COUNTRY", "NATIONAL", "BODY"])
PLAIN = frozenset(["GENERIC", "IDIOM", "QUALITY", "ORDINAL", "SIDE", "CONJUNCTION", "BRACKET"])
"""Units that tell of no body in particular."""
JOINED = frozenset(["NOUN", "ACT", "FIELD", "HUMAN", "NAME", "QUALITY", "GENERIC"])
"""What 和 within a name stands between."""
CONTINUED = frozenset(["NOUN", "NAME", "ACT", "QUALITY", "OTHER", "SIDE", "LEVEL", "GENERIC"])
"""What makes 部, 处 and the like a part of a longer word or phrase, unless it is an office (BEHIND_PART)."""
JOINING = Cost(math.inf, 0.7, 1.0)
CALLED = ("企业", "公司", "机构", "商", "巨头", "媒体")
"""What goes before a company's name and is none of it: 零售商|塔吉特公司."""
ACTING = frozenset(["government", "association"])
"""Kinds of bodies that may be called after what they do, with a verb: 国务院|根治|拖欠|农民工工资工作领导小组."""
ACTED = Cost(math.inf, 0.6, 0.0)
OWNED = frozenset(["company", "education", "research"])
"""Kinds of bodies that have a name of their own behind their place's: 无锡|锐导|…公司, 广州|执信|中学."""
BRANDED = frozenset(["VERB", "ADVERB", "MEASURE", "SIDE"])
"""What a company's own name can look like."""
RARE = 300
"""Occurrences in the dictionary's corpus below which a word may be a name."""
PAIRED = frozenset("中俄美日韩朝英法德印巴欧越新蒙泰缅非拉阿")
LIGHT = frozenset("到赴在与和同向对从由为是有以将把被给让使请要会可应去来进出往至抵访率携邀的了着过等及或不都也还又")
"""Characters too common for a company's own name."""
DIGITS = frozenset("0123456789一两三")
SINGLE = frozenset(["NOUN", "NAME", "OTHER", "QUALITY", "MEASURE"])
"""Classes of the characters that an unknown name is made of."""
COUNTING = frozenset(["PARTICLE", "NUMBER", "MEASURE", "PRONOUN"])
"""What before a name without an anchor makes it a common noun."""
STEM = frozenset(["NOUN", "NAME", "OTHER", "ACT"])
NEVER = Cost(math.inf, math.inf, 0.0)
DASHES = "—-－–"
STATE = frozenset(["government", "military"])
BRACKETED = re.compile(r"[（(](?:集团|中国|国际|控股|香港|亚洲|亚太|大中华区|筹)[）)]")
BEHIND_PART = re.compile(
    r"[，,。；;：:、！？\n（()）”》\s]|$|和|与|及|等|在|将|对|的|主办|承办|联合|联手|会同|携手|组织|负责|[副正常总原]|退休|主任|部长|处长|司长|局长|厅长|科长|书记|院长|所长|秘书|教授|博士|研究员"
)
"""What stands behind 部, 处 and the like where they are a part of a body."""


BEHIND_OFFICE = re.compile(r"[副正]?(?:主任|部长|处长|司长|局长|厅长|科长|书记|院长|所长|秘书)|负责")


class Part(NamedTuple):
    """A unit of a name with its class, which may be FIELD, and its cost."""

    unit: Unit
    kind: str
    cost: Cost


class Name(NamedTuple):
    """A name found: where it begins, and where the body that it begins with ends (0 where it begins with none)."""

    start: int
    head: int


def name(reading: Reading, start: int, end: int, suffix: Suffix, suffixes_end: Sequence[int] | set[int]) -> Name | None:
    """The name that ends with the suffix [start, end), or None where no name does."""
    if suffix.needs == "alone":
        # 江苏|省委 where the text tells of 江苏省
        start = next((at for at in range(start + 3, start, -1) if _covers(reading, at, start)), start)
        word = reading.word(start)  # 震泽镇|政府, where the text tells of no place
        known = reading.kind(reading.text[word.start : word.end], word.tag) in ("PLACE", "NAME", "NOUN")
        if known and word.start + 1 < start < word.end < end and reading.text[word.end - 1] in "省市县区州旗镇乡":
            return Name(word.start, 0)
    parts = _parts(reading, start, end, suffix, suffixes_end)
    if not parts:
        return _alone(reading, start, end, suffix)
    best, least, within = 0, math.inf, 0.0
    for number, (unit, kind, cost) in enumerate(parts):
        following = parts[number + 1] if number + 1 < len(parts) else None
        out = following.cost.out if following is not None else 0.0
        if following is not None and kind == "BODY" and following.kind in ("PLACE", "COUNTRY"):
            out = 0.3  # 上海|复旦大学: what a body's own name holds is not asked for
        elif following is not None and kind == "PLACE" and following.kind in OWN and reading.text[start] in "分支":
            out = 3.0  # 招行|广州|分行
        if reading.begins(unit.start) or kind in LOCATED or kind == "FIELD" or (following and following.cost is NEVER):
            total = cost.first + within + out
            if total <= least:
                least, best = total, number
        within += _within(reading, parts, number, suffix, reading.text[start:end])
    chosen = parts[: best + 1]
    if math.isinf(least) or not _enough(reading, chosen, start, end, suffix):
        return _alone(reading, start, end, suffix)
    first = chosen[-1]
    return Name(first.unit.start, first.unit.end if first.kind == "BODY" else 0)


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
    if suffix.needs == "alone":
        return Name(start, 0)
    office = suffix.needs == "anchor" and end - start > 2 and reading.text[end - 1] in "部委局厅院"
    return Name(start, 0) if office and reading.kind_at(end) in ("HUMAN", "OFFICE") else None


def _free(reading: Reading, start: int) -> bool:
    """Whether a suffix that names a body by itself can begin at a place: at a word, or at the end of a place (江苏|省委)."""
    if reading.text[start - 1 : start] in ("省", "市", "县", "区") and start:
        return False
    return reading.begins(start) or start + 1 in reading.ending or start in reading.ending


def _parts(
    reading: Reading, start: int, end: int, suffix: Suffix, suffixes_end: Sequence[int] | set[int]
) -> list[Part]:
    """The units before a suffix, from right to left, to the first that no name goes through (which is the last part)."""
    compiled = rules()
    text = reading.text
    tail = text[start:end]
    first = max(0, start - WINDOW)
    parts: list[Part] = []
    at = start
    while len(parts) < MOST:
        unit = reading.before(at, first)
        if unit is None:
            break
        kind = unit.kind
        organ = suffix.needs in ("field", "body") or (suffix.needs == "word" and suffix.kind == "government")
        organ = organ and (not parts or parts[-1].kind == "FIELD")
        field = _field(reading, at, first) if organ else 0
        if field and kind not in ("PLACE", "COUNTRY", "BODY") and at - field <= unit.start:
            unit, kind = Unit(at - field, at, "FIELD"), "FIELD"
        elif (kind not in LOCATED or _rare(reading, unit)) and (sound := _sound(reading, unit, first)) is not None:
            unit, kind = sound, "NAME"
        elif parts and parts[-1].kind == "LEVEL" and _town(reading, unit):
            kind = "NAME"
        elif kind == "NOUN" and _city(text[unit.start : unit.end]):
            kind = "PLACE"  # 日照|工作站
        elif (
            kind not in ANCHORS
            and len(tail) > 1
            and (long := _run(reading, unit, first, suffix.kind in OWNED)) is not None
        ):
            unit, kind = long, "NAME"
        word = text[unit.start : unit.end]
        if (
            unit.start in reading.ending
            and reading.ending[unit.start].kind == "BODY"
            and word[0] in "和与及"
            and word[1:]
        ):
            unit, kind = Unit(unit.start + 1, unit.end, kind), "NAME"  # …理事会|和|平陆运河集团
            parts.append(Part(unit, kind, compiled.costs[kind]))
            parts.append(Part(Unit(unit.start - 1, unit.start, "CONJUNCTION"), "CONJUNCTION", NEVER))
            break
        if kind == "LATIN" and not word.isalpha():
            kind = "NOUN"  # 5G
        cost = compiled.costs.get(kind, NEVER)
        if kind == "PERSON" and not suffix.person:
            cost = NEVER
        elif kind == "BRACKET":
            inside = reading.ending.get(unit.end - 1)
            located = inside is not None and inside.kind == "PLACE" and inside.start == unit.start + 1
            cost = cost if located or BRACKETED.fullmatch(word) else NEVER
        elif kind == "CONJUNCTION":
            cost = JOINING if _joins(reading, parts, unit, suffixes_end, first) else NEVER
        elif kind in BRANDED and suffix.kind in OWNED and (brand := _brand(reading, unit, first)) is not None:
            unit, kind, cost = brand, "NAME", compiled.costs["NAME"]
        elif word == "所" and (number := reading.before(unit.start, first)) is not None and number.kind == "NUMBER":
            cost = NEVER  # 3|所|航空学院
        elif suffix.kind == "company" and parts and parts[-1].kind in OWN and word.endswith(CALLED):
            cost = NEVER
        elif kind == "VERB" and suffix.kind in ACTING and _acts(reading, unit, parts, first):
            cost = ACTED
        elif word in compiled.links:
            kind, cost = "LINK", Cost(0.0, 0.0, 4.0)
        elif word in DASHES and parts and parts[-1].kind in LOCATED:
            left = reading.before(unit.start, first)
            cost = Cost(math.inf, 0.0, 4.0) if left is not None and left.kind in LOCATED else NEVER
        elif (
            word in compiled.countries
            and not parts
            and not text[unit.start - 1 : unit.start].isdigit()
            and suffix.needs in ("anchor", "seat")
            and suffix.kind in STATE
        ):
            kind, cost = "COUNTRY", compiled.costs["COUNTRY"]
        parts.append(Part(unit, kind, cost))
        if math.isinf(cost.first) and math.isinf(cost.within):
            break
        at = unit.start
    return parts


def _field(reading: Reading, at: int, first: int) -> int:
    """How long the words of an organ's field are that end at a place; 0 where none do."""
    compiled = rules()
    text = reading.text
    for length in range(min(compiled.longest_field, at - first), 0, -1):
        if text[at - length : at] in compiled.fields and (reading.begins(at - length) or length > 2):
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
    if pair and left is not None and {unit.kind, left.kind} - SINGLE:  # 万|海, 树|兰 behind a mark, a verb or a place
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


def _city(word: str) -> bool:
    """Whether a word that the dictionary takes for another is a city's short name (日照)."""
    return len(word) > 1 and (word in gazetteer().short or word + "市" in gazetteer().divisions)


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
    """A foreign name behind its country or a mark, as it sounds: 荷兰|瓦赫宁根|大学."""
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
    """A company's own name that reads as other words, between its place and what it makes: 无锡|锐导|智能装备…公司."""
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
    left = reading.before(unit.start, first)
    return left is not None and left.kind in JOINED - PLAIN - {"HUMAN"}


def _within(reading: Reading, parts: list[Part], number: int, suffix: Suffix, tail: str) -> float:
    """What a unit costs within a name, as the unit before it is."""
    _, kind, cost = parts[number]
    before = parts[number + 1].kind if number + 1 < len(parts) else ""
    if kind not in ("PLACE", "COUNTRY", "NATIONAL", "LEVEL", "BODY"):
        return cost.within
    left = parts[number + 1].unit if number + 1 < len(parts) else None
    if left is not None and (before == "LINK" or reading.text[left.start : left.end] in DASHES):
        return 0.0
    if kind == "LEVEL":
        return 0.0 if before in ("PLACE", "NAME", "COUNTRY", "OTHER", "LEVEL") else 0.3 if before == "QUOTED" else 2.5
    if kind == "BODY":
        return cost.within if before in ("PLACE", "COUNTRY", "NATIONAL", "QUOTED") else 2.5
    if before in ("PLACE", "COUNTRY", "LEVEL"):
        return 2.0 if kind == "COUNTRY" and before != "COUNTRY" else 0.0
    if before == "QUOTED":
        return 0.2
    if before == "BODY":
        return 0.8 if (tail.endswith(rules().branches) and kind == "PLACE") or kind == "NATIONAL" else 2.5
    if before == "NATIONAL" or (before in OWN and tail[0] in "分支"):
        return 0.3
    if before == "BRACKET":
        return 0.5
    return 2.5


def _text(reading: Reading, part: Part) -> str:
    return reading.text[part.unit.start : part.unit.end]


def _officed(reading: Reading, start: int, end: int) -> bool:
    """Whether a department that no body is told of stands in a list or before an office: 财务部、科研处, 国际部|主任."""
    around = (reading.text[start - 1 : start], reading.text[end : end + 1])
    return (
        "、" in around
        or reading.kind_at(end) in ("OFFICE", "HUMAN")
        or BEHIND_OFFICE.match(reading.text, end) is not None
    )


def _cut(reading: Reading, at: int) -> bool:
    """Whether a name that begins with 省, 市 or 州 leaves out the place's own name, which nobody knows."""
    unit = reading.before(at)
    return unit is not None and unit.kind in ("OTHER", "NAME", "LEVEL") and unit.end == at


def _enough(reading: Reading, parts: list[Part], start: int, end: int, suffix: Suffix) -> bool:
    """Whether what stands before a suffix tells of a body."""
    text = reading.text
    compiled = rules()
    kinds = [part.kind for part in parts]
    telling = [kind for kind in kinds if kind not in PLAIN]
    anchors = [kind for kind in telling if kind in ANCHORS]
    if kinds[-1] == "LEVEL" and _cut(reading, parts[-1].unit.start):
        return False
    if not telling or (kinds[-1] == "LINK" and suffix.kind != "military"):
        return False
    before = reading.before(parts[-1].unit.start)
    if before is not None:
        if not anchors and before.kind in COUNTING and text[before.start : before.end] != "了":
            return False  # 领导的|政治联盟, 一个|跨部门委员会
        if (
            before.kind in STEM
            and (not anchors or kinds[-1] == "NATIONAL")
            and suffix.needs in ("word", "both", "place")
        ):
            return False  # 金砖国家深海资源|国际研究中心: more stands before it than the grammar knows
        if suffix.needs == "team" and text[before.start : before.end] in ("驻", "常驻"):
            return False
    if kinds[-1] == "BODY" and len(parts) > 1 and len(anchors) == 1 and _text(reading, parts[-2]) == "直属":
        return False  # 教育部|直属|师范大学
    if parts[0].kind == "GENERIC" and suffix.kind in ("association", "party"):
        return False
    if suffix.needs in ("word", "modifier"):
        if set(telling) <= {"ACT", "HUMAN"} or (set(telling) == {"BODY"} and suffix.needs == "modifier"):
            return False
        if (
            kinds in (["NOUN"], ["ACT"], ["QUALITY"])
            and suffix.kind != "education"
            and parts[0].unit.end - parts[0].unit.start == 1
        ):
            return False
        return any(kind not in OPEN for kind in telling) or suffix.kind in ("government", "party")
    if suffix.needs == "anchor":
        return bool(anchors)
    if suffix.needs in ("seat", "alone"):
        direct = [kind for kind in kinds if kind not in ("GENERIC", "ORDINAL")]
        if any(part.kind == "GENERIC" and text[part.unit.start : part.unit.end] != "临时" for part in parts):
            return False
        if suffix.needs == "alone" and kinds[0] == "BODY":
            return False  # 省委|省政府
        if len(parts) == 1 and kinds == ["NATIONAL"] and set(text[parts[0].unit.start : start]) <= PAIRED:
            return False  # 俄中|议会
        return all(kind in (*LOCATED, "LEVEL") for kind in direct) and kinds[-1] in (*LOCATED, "LEVEL")
    if suffix.needs == "name":
        return any(kind in OWN for kind in anchors) and reading.kind_at(end) not in CONTINUED
    if suffix.needs == "media" and kinds[-1] == "BOOK":
        return len(parts) == 1
    if suffix.needs == "place":
        return any(kind not in OPEN for kind in anchors) or (bool(anchors) and len(telling) > len(anchors))
    if suffix.needs == "local" and all(kind in OPEN for kind in anchors):
        return False
    if suffix.needs in ("both", "local", "media"):
        strong = [kind for kind in anchors if kind in ("NAME", "QUOTED", "LATIN", "PERSON")]
        if kinds == ["BODY"]:
            short = suffix.kind == "company" and parts[0].unit.end - parts[0].unit.start < 5
            return short or (end - start > 2 and text.endswith(compiled.branches, start, end))
        return bool(strong) or (bool(anchors) and len(telling) > 1)
    if suffix.needs == "brand":
        following = reading.kind_at(end)
        return kinds in (["NAME"], ["LATIN"]) and (following in ("HUMAN", "OFFICE") or following not in MODIFIER)
    if suffix.needs == "team":
        if kinds[-1] == "BODY" and parts[-1].unit.end - parts[-1].unit.start > 4:
            return False
        own = [text[part.unit.start : part.unit.end] for part in parts if part.kind not in ("PLACE", "COUNTRY", "BODY")]
        return len(own) < len(parts) and all(word in compiled.sports for word in own)
    single = end - start == 1
    word = reading.word(start)
    if single and word.start < start and kinds[0] != "FIELD" and word.tag != "nt":
        return False  # 会议室, 社科: a word of its own
    if single and suffix.needs in ("field", "body") and text[start:end] not in "局厅委省":
        following = reading.kind_at(end)
        if (following in CONTINUED or (following == "VERB" and text[start] == "所")) and not BEHIND_PART.match(
            text, end
        ):
            return False
        if "BODY" in kinds or "LEVEL" in kinds:
            return len(telling) > 1 and len(parts) <= 7
    if text[start:end] == "所" and kinds[0] == "FIELD" and ("PLACE" in kinds or kinds == ["FIELD"]):
        return "PLACE" in kinds or reading.kind_at(parts[0].unit.start - 1) == "MARK"
    if suffix.needs == "body":
        return "BODY" in kinds and len(parts) <= 7
    if kinds[0] == "FIELD":
        if single and not anchors and text[start] in "部处办司署" and not _officed(reading, parts[-1].unit.start, end):
            return False
        word = reading.word(start)  # 内|政局 is a word 政局, and no 内政|局
        return word.start >= start or word.start >= parts[0].unit.start or len(telling) > 1
    if "BODY" in kinds:
        return len(telling) > 1 or not single
    if len(telling) < 2 or not anchors:
        return False
    return not single or (text[start:end] in "局厅委" and "PLACE" in kinds)
