"""Finds organizations: bodies of the lexicon, and names that end with a suffix such as 学会 or 有限公司.

A suffix tells where a name ends; where it begins is told by walking back to the last word that no name goes through (a verb,
a preposition, a mark).  A suffix behind another body and without such a word between is part of one longer name:
中国科协|学会学术部, 清华大学|公共管理学院.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kczx import lexicon, words
from kczx.find.organizations.boundary import STARTER, begin_of, near
from kczx.find.organizations.sources import companies, sources
from kczx.find.organizations.words import rules
from kczx.flow import Organization, Place

LEADING = re.compile(
    r"(?:\d{1,2}[.．、]|第[一二三四五六七八九十百\d]+[届次个]|(?:19|20)\d\d年?度?|[\d一二三四五六七八九十百千余多两几]+[余多]?[个家名位所支]|首[届批个]|[上本]届|省内外|等|及|原|前"
    r"|当地|我[省市县区国](?=.{3})|[和与及暨同](?=.{3}))+"
)
INNER = re.compile(r"[一-龥](?<![和与及同由向对从在])")
"""A character before 文化部 that makes it a part of another body's name: 宣传文化部."""
PART = re.compile("门|分(?![别管])")
NOT_NAME = re.compile(r"业|家|互联网|消费|产量|进口|市场|需求|储量|生(?!物|态|命|产|活)")
"""What behind a lexicon's name makes its end a part of another word: 中国银行|业, 上海大学|生."""
COUNTED = re.compile(r".*[\d一二两三四五六七八九十][家个所组]")
LEVELS = frozenset("省市县区州")
BARE = frozenset(
    [
        "省委",
        "市委",
        "区委",
        "县委",
        "旗委",
        "政协",
        "人大常委会",
        "团市委",
        "团省委",
        "省政府",
        "市政府",
        "县政府",
        "区政府",
        "州委",
        "科研院",
        "研究生院",
        "理事会",
        "秘书处",
    ]
)
"""Suffixes that name a body by themselves where the text tells of which place or society."""
GOVERNMENT = re.compile(r"(?:[省市县区镇乡州旗盟]|自治[区州县旗]|兵团|新区|开发区)(?=(?:人民)?政府)")
AFTER_CHAIN = re.compile(
    r"[，,。；;：:、\n（()）”》\s]|$|和|与|及|主办|承办|联合|联手|会同|携手|组织|负责|[副正常总]|退休|主任|部长|处长|司长|局长|厅长|科长|书记|院长|所长|秘书"
)


def find(text: str, places: Sequence[Place]) -> list[Organization]:
    """Every organization of a text, left to right, none overlapping; of nested names the whole.

    >>> [o.text for o in find("邀请中国环境科学学会专家赴清华大学公共管理学院调研", [])]
    ['中国环境科学学会', '清华大学公共管理学院']
    """
    found: list[Organization] = []
    for start, end, kind, mode in _anchors(text):
        last = found[-1] if found else None
        if last is not None and end <= last.end:
            continue
        if mode == "known":
            if kind in ("government", "party") and text[start - 1 : start] in LEVELS and not STARTER.match(text, start):
                start -= 1  # 省|全民科学素质工作领导小组
                start = next((place.start for place in places if place.end == start + 1), start)
            while found and found[-1].end > start:
                found.pop()
            found.append(Organization(start, end, text[start:end], "organizations/lexicon", kind))
            continue
        organization = _named(text, start, end, kind, mode, last, places)
        if organization is not None:
            while found and found[-1].end > organization.start:
                found.pop()
            found.append(organization)
    for extra in (*sources(text), *companies(text)):
        if not any(o.start < extra.end and extra.start < o.end for o in found):
            found.append(extra)
    return sorted(found, key=lambda o: o.start)


def _anchors(text: str) -> list[tuple[int, int, str, str]]:
    """Where bodies of the lexicon stand and where suffixes do: (start, end, kind, mode), by their ends."""
    compiled = rules()
    found = []
    for match in compiled.known.finditer(text):
        if match[0].endswith("部") and (
            PART.match(text, match.end())
            or (len(match[0]) == 3 and match.start() and INNER.match(text, match.start() - 1))
        ):
            continue
        if match[0].endswith("报") and text[match.end() : match.end() + 1] in ("告", "名"):
            continue
        if NOT_NAME.match(text, match.end()) and (
            compiled.kinds[match[0]] == "company" or match[0].endswith(("大学", "学院", "中学"))
        ):
            continue
        end = match.end() + (match[0].endswith("报") and text.startswith("网", match.end()))
        found.append((match.start(), end, compiled.kinds[match[0]], "known"))
    at = 0
    while ending := compiled.suffix.search(text, at):
        suffix = compiled.suffixes[ending[0]]
        at = ending.start() + 1  # where a suffix is none (一中|学), another may begin within it (中学)
        if ending.start() and text[ending.start() - 1] in suffix.not_behind:
            continue
        if suffix.banned is None or not suffix.banned.match(text, ending.end()):
            found.append((*ending.span(), suffix.kind, suffix.mode))
            at = ending.end()
    found.sort(key=lambda anchor: (anchor[1], anchor[3] != "known"))
    return found


def _named(
    text: str, start: int, end: int, kind: str, mode: str, last: Organization | None, places: Sequence[Place]
) -> Organization | None:
    """The name that ends with the suffix [start, end), or None where no name does."""
    suffix = text[start:end]
    begin = begin_of(text, start, last, places)
    chained = last is not None and last.end > begin and last.end <= start
    if chained and last is not None:
        between = text[last.end : start]
        if len(between) > 18 or (not between and suffix == "学会"):
            return None
        if mode == "chain" and len(between) > 10:
            return None
        if between and kind == "association" and mode == "free" and _generic(between):
            return None
        if suffix in ("部", "处", "办", "室", "科", "所", "系", "厅", "局", "司") and (
            not between or len(between) > 9 or not AFTER_CHAIN.match(text, end)
        ):
            return None
        return Organization(last.start, end, text[last.start : end], f"organizations/…{suffix}", kind, last.end)
    begin = _strip(text, begin, start)
    if suffix in ("处", "部", "室", "办") and (own := re.match(r"[我本该]?[院校所](?=.{2})", text[begin:start])):
        begin += own.end()  # 院科研处: the institute's own
    name = text[begin:start]
    if not name:
        if suffix in BARE and suffix not in ("理事会", "秘书处"):
            return Organization(begin, end, suffix, f"organizations/{suffix}", kind)
        return None
    if (
        _generic(name)
        or len(name) > 30
        or re.match(r"[的了着等”’》）)]", name)
        or not re.search(r"[一-龥A-Za-z]", name)
    ):
        return None
    located = any(place.start == begin for place in near(places, begin, start)) or bool(re.match("[省市县区].", name))
    if suffix == "政府" and not GOVERNMENT.search(text, max(0, start - 3), end):
        return None
    if mode == "chain" and not located:
        if len(name) < 2 or len(name) > 10 or not AFTER_CHAIN.match(text, end):
            return None
        if len(suffix) == 1 and len(name) == 2 and surname(name[0]) and not words.frequency(name):
            return None  # 贺军|科 is a person
        if suffix in ("理事会", "秘书处", "工作组", "课题组", "研究组", "学校", "常委会", "党委") and len(name) < 3:
            return None
    elif mode == "chain" and suffix in ("部", "处", "办", "室", "科", "所", "系") and not AFTER_CHAIN.match(text, end):
        return None
    if suffix in ("省委", "市委", "区委", "县委") and not located and not name.startswith("中共"):
        return Organization(start, end, suffix, f"organizations/{suffix}", kind)
    return Organization(begin, end, text[begin:end], f"organizations/…{suffix}", kind)


@lexicon.cached
def _surnames() -> frozenset[str]:
    return frozenset(lexicon.words("find/people/surnames.tsv"))


def surname(char: str) -> bool:
    """Whether a character is somebody's surname."""
    return char in _surnames()


def _generic(name: str) -> bool:
    """Whether words before a suffix name nobody: 全国, 各级地方, 有关."""
    generic = rules().generic
    if name in generic:
        return True
    for cut in range(2, len(name)):
        if name[:cut] in generic and name[cut:] in generic:
            return True
    if name.endswith(("试点", "全国", "地方", "有关", "相关", "牵头", "所属", "基层")) or COUNTED.fullmatch(name):
        return True
    return (
        bool(re.fullmatch(r"[一二三四五六七八九十百\d]+|.*(?:级|类|性|型|式)|各.*|全[省市县区国]", name))
        and len(name) < 6
    )


def _strip(text: str, begin: int, start: int) -> int:
    """Past numbers, ordinals and conjunctions that stand before a name."""
    match = LEADING.match(text, begin, start)
    return match.end() if match else begin
