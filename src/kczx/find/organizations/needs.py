"""Whether what stands before a suffix tells of a body: what each suffix needs (suffixes.tsv), what makes a common noun."""

from __future__ import annotations

import re

from kczx import words
from kczx.find.chunk import MODIFIER, Reading, Unit
from kczx.find.organizations.parts import ANCHORS, LEGAL, LOCATED, OFFICED, OWN, PLAIN, Part
from kczx.find.organizations.words import Suffix, rules

OPEN = frozenset(["COUNTRY", "NATIONAL"])
"""Anchors that alone tell of no body: 美国大学, 国际公司."""
CONTINUED = frozenset(["NOUN", "NAME", "ACT", "QUALITY", "OTHER", "SIDE", "LEVEL", "GENERIC"])
"""What makes 部, 处 and the like a part of a longer word or phrase, unless it is an office (BEHIND_PART)."""
NUMERALS = frozenset("各零一二两三四五六七八九十百千万双多")
"""What makes no name of 零碳|工厂."""
COUNTED_BEHIND = re.compile(
    r"[近约超共达]?(?:\d[\d.]*|[一二两三四五六七八九十百千]+)[余多]?万?[余多]?[家所个支座处间](?![一-龥])"
)
"""What behind a name without a name of its own makes it one of many: 省重点实验室|270多家, 服务队6900多支."""
PLANNED = re.compile(r"建设|布局|创建|申报")
UNIQUE = frozenset(["NAME", "QUOTED", "LATIN", "PERSON"])
PAIRED = frozenset("中俄美日韩朝英法德印巴欧越新蒙泰缅非拉阿")
COUNTED = re.compile(
    r"[一二两三四五六七八九十百千万数多几\d][多余]?[个家所支处座间]$|[二三四五六七八九十]大$|\d个[一-龥]{0,4}的$"
)
"""What before a name of places and nouns makes it one of many: 一支|以色列特种部队, 3个|国家产业创新中心."""
COUNTING = frozenset(["PARTICLE", "NUMBER", "MEASURE", "PRONOUN"])
"""What before a name without an anchor makes it a common noun."""
SCHOOL = re.compile(r"大学[^。；！？\n]*$")
LISTED = re.compile(r"驻[一-龥、]*[、和]$")
"""Before a further country of whose embassies a list tells."""
PARTIES = ("党", "社", "盟", "民建", "民进", "民革")
HOUSES = frozenset("馆院校行厂")
"""Ends of bodies whose kind an association may be one of: 中国自然博物馆|协会."""
EACH = re.compile(r"[各全][^，。；：\n]{0,3}[）)、]$")
STEM = frozenset(["NOUN", "NAME", "OTHER", "ACT"])
BEHIND_PART = re.compile(
    r"[，,。；;：:、！？\n（()）”》\s]|$|和|与|及|等|在|将|对|的|主办|承办|联合|联手|会同|携手|组织|负责|[副正常总原]|退休|主任|部长|处长|司长|局长|厅长|科长|书记|院长|所长|秘书|教授|博士|研究员|调研员|巡视员|督学|有关|相关|干部|工作人员|[一二三四]级"
)
"""What stands behind 部, 处 and the like where they are a part of a body."""


def _text(reading: Reading, part: Part) -> str:
    return reading.text[part.unit.start : part.unit.end]


def _officed(reading: Reading, start: int, end: int) -> bool:
    """Whether a department that no body is told of stands in a list or before an office: 财务部、科研处, 国际部|主任."""
    around = (reading.text[start - 1 : start], reading.text[end : end + 1])
    return "、" in around or reading.kind_at(end) in ("OFFICE", "HUMAN") or OFFICED.match(reading.text, end) is not None


def _for(reading: Reading, unit: Unit | None) -> bool:
    """Whether 等 or a verb that a longer name goes through stands before a name: 东北地区|等|老|工业基地|领导小组."""
    while unit is not None and unit.kind in ("GENERIC", "QUALITY"):
        unit = reading.before(unit.start)
    word = "" if unit is None else reading.text[unit.start : unit.end]
    return word == "等" or word in rules().aims


def _of_some(reading: Reading, unit: Unit | None) -> bool:
    """Whether 有关, 各级 and the like stand before the words that a name leaves out."""
    while unit is not None and unit.kind in ("GENERIC", "QUALITY"):
        if reading.text[unit.start : unit.end] in rules().classes:
            return True
        unit = reading.before(unit.start)
    return False


def _headed(reading: Reading, start: int, end: int) -> bool:
    """Whether a school's name stands in a list, before an office, behind the university whose it is, or more than once."""
    text = reading.text
    twice = text.find(text[start:end]) < start or text.find(text[start:end], end) >= 0
    if twice or "、" in (text[start - 1 : start], text[end : end + 1]) or reading.kind_at(end) == "OFFICE":
        return True
    return OFFICED.match(text, end) is not None or SCHOOL.search(text, max(0, start - 24), start) is not None


def _planned(reading: Reading, first: Part, end: int) -> bool:
    """Whether a name that only 国家 or 国际 begins tells of what is to be: 国家|数据|中心|建设, 多国参与的|国际|研究中心."""
    start = first.unit.start
    return PLANNED.match(reading.text, end) is not None or (
        reading.text[start - 1 : start] == "的" and not reading.text.startswith("国家", start)
    )


def _cut(reading: Reading, at: int) -> bool:
    """Whether a name that begins with 省, 市 or 州 leaves out the place's own name, which nobody knows."""
    unit = reading.before(at)
    return unit is not None and unit.kind in ("OTHER", "NAME", "LEVEL") and unit.end == at


def enough(reading: Reading, parts: list[Part], start: int, end: int, suffix: Suffix) -> bool:
    """Whether what stands before a suffix tells of a body."""
    text = reading.text
    compiled = rules()
    kinds = [part.kind for part in parts]
    telling = [kind for kind in kinds if kind not in PLAIN]
    anchors = [kind for kind in telling if kind in ANCHORS]
    before = reading.before(parts[-1].unit.start)
    if kinds[-1] == "LEVEL" and _cut(reading, parts[-1].unit.start):
        return False
    if (
        kinds[-1] == "NATIONAL"
        and suffix.kind == "research"
        and len(anchors) == 1
        and _planned(reading, parts[-1], end)
    ):
        return False
    if suffix.kind == "education" and end - start == 2 and any(_text(reading, part) == "全国" for part in parts):
        return False  # 全国|高中|棒球大赛
    if any(_text(reading, part) in compiled.classes or _text(reading, part)[0] == "各" for part in parts):
        return False
    if (
        suffix.kind == "research"
        and _text(reading, parts[-1]) == "全球"
        and not text.endswith("“", 0, parts[-1].unit.start)
    ):
        return False  # 全球|算力|中心
    if not telling or (kinds[-1] == "LINK" and suffix.kind != "military"):
        return False
    if text[parts[0].unit.start : start] == "级" or (COUNTED_BEHIND.match(text, end) and not set(kinds) & UNIQUE):
        return False  # 州级|医院
    if text[start:end] in compiled.aimed and _for(reading, before):
        return False  # 东北地区等|老工业基地|领导小组
    if not anchors and _of_some(reading, before):
        return False  # 有关|农村专业|技术|协会
    at = parts[-1].unit.start
    if text[at - 1 : at] in ("在", "于", "向") and text.startswith("驻军", start):
        return False  # 将在某国|驻军
    if text[start - 2 : end].endswith("使馆") and "LINK" not in kinds and LISTED.search(text, max(0, at - 30), at):
        return False  # 中国驻秘鲁、|智利大使馆
    if suffix.kind == "military" and text.endswith(("首都", "首府", "市中心"), 0, at):
        return False  # 首都某城|武装部队总部
    if kinds[-1] == "LEVEL" and text[at - 1 : at] in ("该", "本", "此", "各", "强", "大", "名", "富"):
        return False  # 该|地区|国民警卫队
    if suffix.needs == "anchor" and kinds == ["BODY"] and text.endswith(PARTIES, 0, start):
        return False  # 民建|工商联|界
    if kinds[-1] == "LEVEL" and EACH.search(text, max(0, parts[-1].unit.start - 8), parts[-1].unit.start):
        return False  # 各县（市）|区科协
    if before is not None:
        if COUNTED.search(text, max(0, before.end - 7), before.end) and not set(kinds) & UNIQUE:
            return False
        if before.kind in COUNTING and text[before.start : before.end] != "了":
            if not anchors:
                return False  # 领导的|政治联盟, 一个|跨部门委员会
            if set(anchors) == {"NAME"} and text[before.start] in "这那该某":
                return False  # 这家|电池|公司
        if (
            before.kind in STEM
            and (not anchors or (kinds[-1] == "NATIONAL" and _text(reading, parts[-1]) != "政协"))
            and suffix.needs in ("word", "both", "place")
        ):
            return False  # 海洋资源|国际研究中心: more stands before it than the grammar knows
        if suffix.needs == "team" and text[before.start : before.end] in ("驻", "常驻"):
            return False
    of_all = len(parts) > 1 and _text(reading, parts[-2]) == "直属" and suffix.kind == "education"
    if kinds[-1] == "BODY" and len(anchors) == 1 and of_all:
        return False  # 教育部|直属|师范大学
    if parts[0].kind == "GENERIC" and suffix.kind in ("association", "party"):
        return False
    if suffix.kind == "association" and kinds[-1] == "NOUN" and text[parts[-1].unit.end - 1] == "直":
        return False  # 市直|学会
    if text.startswith(LEGAL, start) and len(parts) == 1 and not anchors:
        return False  # 出版集团|有限公司: its own name is another word
    if suffix.kind == "association" and any(_text(reading, part) == text[start:end] for part in parts):
        return False  # 支持学会|实施|学会|项目
    whole = len(telling) - (kinds[-1] == "ACT")  # 建设|产业|学院
    if text[start:end] == "学院" and not anchors and whole < 2 and not _headed(reading, parts[-1].unit.start, end):
        return False  # 美术|学院|师生
    if suffix.needs in ("word", "modifier"):
        if set(telling) <= {"ACT", "HUMAN"} or (
            set(telling) == {"BODY"} and suffix.needs == "modifier" and text[start - 1] not in HOUSES
        ):
            return False
        if (
            kinds in (["NOUN"], ["ACT"], ["QUALITY"])
            and (suffix.kind != "education" or text[start:end] in ("国中", "国小"))
            and parts[0].unit.end - parts[0].unit.start == 1
        ):
            return False
        return any(kind not in OPEN for kind in telling) or suffix.kind in ("government", "party")
    if suffix.needs == "anchor":
        return bool(anchors)
    if suffix.needs in ("seat", "alone"):
        direct = [kind for kind in kinds if kind not in ("GENERIC", "ORDINAL")]
        if direct[-2:] == ["LEVEL", "NAME"]:
            direct.pop()  # 秀川|县|政协
        if any(part.kind == "GENERIC" and text[part.unit.start : part.unit.end] != "临时" for part in parts):
            return False
        if suffix.needs == "alone" and kinds[0] == "BODY":
            return False  # 省委|省政府
        if len(parts) == 1 and kinds == ["NATIONAL"] and set(text[parts[0].unit.start : start]) <= PAIRED:
            return False  # 俄中|议会
        if text[start:end] in ("人大", "政协") and text.startswith("中央", parts[0].unit.start):
            return False  # 中央|人大|工作会议
        return all(kind in (*LOCATED, "LEVEL") for kind in direct) and direct[-1:] != []
    if suffix.needs == "name":
        return any(kind in OWN for kind in anchors) and reading.kind_at(end) not in CONTINUED
    if suffix.needs == "media" and kinds[-1] == "BOOK":
        return len(parts) == 1
    if text.endswith("公所", start, end) and kinds == ["LEVEL"]:
        return False  # 区|公所
    if suffix.needs == "place":
        return any(kind not in OPEN for kind in anchors) or (bool(anchors) and len(telling) > len(anchors))
    abroad = text.endswith("公司", 0, end) and not text.startswith("中国", parts[-1].unit.start)
    if all(kind in OPEN for kind in anchors) and (suffix.needs == "local" or (suffix.needs == "both" and abroad)):
        return False  # 捷克|贸易|公司
    if suffix.needs in ("both", "local", "media"):
        strong = [part for part in parts if part.kind in ("NAME", "QUOTED", "LATIN", "PERSON")]
        if suffix.needs == "local":
            strong = [part for part in strong if part.kind != "LATIN" and text[part.unit.start] not in NUMERALS]
        if kinds == ["BODY"]:
            name = _text(reading, parts[0])
            short = suffix.kind == "company" and (len(name) < 5 or name.isascii())
            of_houses = suffix.kind == "association" and text[start - 1] in HOUSES | {"学"}  # “丝路”大学|联盟
            return short or of_houses or (end - start > 2 and text.endswith(compiled.branches, start, end))
        if (
            suffix.kind == "research"
            and kinds in (["NAME"], ["LATIN"])
            and not words.frequency(_text(reading, parts[0]))
        ):
            return False  # 算力|中心, AI|实验室
        return bool(strong) or (bool(anchors) and len(telling) > 1)
    if suffix.needs == "brand":
        following = reading.kind_at(end)
        if words.frequency(text[start - 1 : end]):
            return False  # 含|房地产
        unknown = kinds == ["PLACE"] and start not in reading.ending and start - parts[0].unit.start < 4  # 东吴|证券
        return (unknown or kinds in (["NAME"], ["LATIN"])) and (
            following in ("HUMAN", "OFFICE") or following not in MODIFIER
        )
    if suffix.needs == "team":
        if kinds[-1] == "BODY" and parts[-1].unit.end - parts[-1].unit.start > 4:
            return False
        own = [text[part.unit.start : part.unit.end] for part in parts if part.kind not in ("PLACE", "COUNTRY", "BODY")]
        return len(own) < len(parts) and all(word in compiled.sports for word in own)
    single = end - start == 1
    word = reading.word(start)
    owned = "BODY" in kinds or (len(telling) > 1 and "PLACE" in kinds)
    managing = owned and text[word.start : start] in compiled.fields  # 某部|种植业|管理司, 某市|就业|服务处
    if single and word.start < start and kinds[0] != "FIELD" and word.tag != "nt" and not managing:
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
        at = parts[0].unit.start  # 车管|所
        return "PLACE" in kinds or (at > 0 and reading.kind_at(at - 1) == "MARK")
    if suffix.needs == "body":
        return "BODY" in kinds and len(parts) <= 7
    if kinds[0] == "FIELD":
        if single and not anchors and text[start] in "部处办司署" and not _officed(reading, parts[-1].unit.start, end):
            return False
        word = reading.word(start)  # 内|政局 is a word 政局, and no 内政|局
        return word.start >= start or word.start >= parts[0].unit.start or len(telling) > 1
    if "BODY" in kinds:
        return len(telling) > 1 or not single
    if len(telling) > 1 and not anchors and "CONJUNCTION" in kinds and OFFICED.match(text, end):
        return True  # 环境|及|自然|保育|局|局长
    if len(telling) < 2 or not anchors:
        return False
    return not single or (text[start:end] in "局厅委" and "PLACE" in kinds)
