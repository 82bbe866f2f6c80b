"""Finds organizations: bodies of the lexicon, and names that end with a suffix such as 学会 or 有限公司.

A suffix tells where a name ends; the grammar tells where it begins.  A suffix behind another body and with nothing but nouns
between is part of one longer name: 中国科协|学会学术部, 清华大学|公共管理学院.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kczx import words as dictionary
from kczx.find.chunk import NOMINAL, ORDINAL, Reading, classes
from kczx.find.organizations.aliases import aliases
from kczx.find.organizations.grammar import name
from kczx.find.organizations.parts import DASHES
from kczx.find.organizations.sources import companies, sources
from kczx.find.organizations.words import Rules, Suffix, rules
from kczx.mentions import Organization, Place

NOT_NAME = re.compile(r"地区|(?<=[GS]\d)[一-龥]{0,3}高速|业|互联网|消费|产量|进口|市场|需求|储量|生(?!物|态|命|产|活)")
"""What behind a lexicon's name makes its end a part of another word: 中国银行|业, 上海大学|生."""
PART = re.compile("门|分(?![别管])")
LIGHT = frozenset("副和与及同将在对的为是以并也等由向从把被已就还都")
"""Characters that the dictionary may have drawn into a word behind a name: 科|协同 is 科协|同."""
STATE = re.compile("国际|世界|亚洲|中国|中共|中央|中华|国家|全国|国务院|最高")
"""What tells of the State's own organs."""
TERM = re.compile(r"第?[一二三四五六七八九十百\d]+届$")
TERMED = re.compile("全国人大|全国人民代表大会|全国政协")
"""Bodies that are counted by their terms."""
FORCES = ("党", "共", "军", "部队", "武装力量")
"""Ends of parties and armed forces, which have central organs and staffs of their own."""
IN_GENERAL = ("各级", "各地", "基层", "历届", "各国", "多国", "境外", "国外", "海外")
"""What before a name of organs in general makes it nobody's in particular: 各级|纪律检查委员会, 境外|央行."""
WING = re.compile(r"[（(][一-龥]{1,8}(?:中心|派|马列|主义)[）)]")
"""A party's wing, told in brackets: 尼泊尔共产党（联合马列）."""
CAMPUS = re.compile(r"[（(](?P<place>[一-龥]{2,4})[）)]")


def find(
    text: str,
    places: Sequence[Place],
    words: dictionary.Words | None = None,
    names: Sequence[tuple[int, int]] = (),
) -> list[Organization]:
    """Every organization of a text, left to right, none overlapping; of nested names the whole.

    `words` are the text's words , `names` the ranges of persons' names that were found before: a body begins in
    none of them, and holds one only where such bodies are named after persons.

    >>> [o.text for o in find("邀请中国环境科学学会专家赴清华大学公共管理学院调研", [])]
    ['中国环境科学学会', '清华大学公共管理学院']
    """
    own = classes()[1]
    closed = [(place.start, place.end, "COUNTRY" if own.get(place.text) == "COUNTRY" else "PLACE") for place in places]
    reading = Reading(text, words, [*closed, *((*span, "PERSON") for span in names)])
    compiled = rules()
    within = {at for start, end in names for at in range(start + 1, end)} | {start for start, _ in names}
    begun = dict(names)
    found: list[Organization] = []
    suffixes = list(_suffixes(reading, compiled))
    ends = {end for _, end, suffix in suffixes if suffix.needs not in ("brand", "field", "body")}
    anchors: list[tuple[int, int, str | Suffix]] = [*_known(reading, compiled), *suffixes]
    for start, end, what in sorted(anchors, key=lambda a: (a[1], not isinstance(a[2], str), a[0])):
        last = found[-1] if found else None
        if last is not None and (end < last.end or (end == last.end and (isinstance(what, str) or last.head))):
            continue
        if last is not None and end == last.end and not _extends(reading, last):
            continue
        if isinstance(what, str):
            begin, head, kind, rule = _widened(reading, start, what), 0, what, "organizations/lexicon"
            if begin in within and not (end - begin > 3 and begin in begun and begun[begin] < end):
                continue
        else:
            named = name(reading, start, end, what, ends)
            if named is None:
                continue
            begin, head = named
            if text[begin - 1 : begin + 1] == "在华":
                continue  # 外国在|华商协会
            if text[begin] in "日月年" and text[begin - 1 : begin].isdigit():
                continue  # 11|日假某书院
            if text[begin] in "各从和与及其本该":  # the dictionary's words reach over the beginning: 记者|从全|国…
                continue
            if last is not None and last.end == end and not _longer(reading, last, begin, head):
                continue
            kind, rule = what.kind, f"organizations/…{text[start:end]}"
            owner = next((o for o in reversed(found) if o.end == head), None) if head else None
            if owner is not None and (what.needs in ("field", "body") or kind == "government"):
                kind = owner.kind  # 中国科协|学会学术部 is the association's
            elif owner is not None and owner.kind == "media" and text.endswith("中心", start, end):
                kind = owner.kind  # 某广播电视台|文艺节目中心
        campus = CAMPUS.match(text, end) if text.endswith(("大学", "银行"), start, end) else None
        if campus is not None and _place(reading, campus):
            end = campus.end()
        if text[end - 1] == "党" and (wing := WING.match(text, end)) is not None:
            end = wing.end()
        while found and found[-1].end > begin:
            found.pop()
        found.append(Organization(begin, end, text[begin:end], rule, kind, head))
        reading.close(begin, end, "BODY")
    taken = {at for body in found for at in range(body.start, body.end)}
    for extra in (*sources(text), *companies(reading), *aliases(reading, found)):
        if taken.isdisjoint(range(extra.start, extra.end)):
            taken.update(range(extra.start, extra.end))
            found.append(extra)
    return sorted(found, key=lambda o: o.start)


def _extends(reading: Reading, known: Organization) -> bool:
    """Whether a name may go on before a body of the lexicon."""
    unit = reading.before(known.start)
    return unit is not None and unit.kind in rules().costs


def _longer(reading: Reading, known: Organization, begin: int, head: int) -> bool:
    """Whether the name that the grammar reads goes before the lexicon's that ends at the same place: 挪威|工程院,
    山东大学|齐鲁医院."""
    if begin >= known.start or (known.kind == "international" and reading.text[known.start - 1] in DASHES):
        return False  # 中国-海湾阿拉伯国家合作委员会|峰会
    unit = reading.before(known.start)
    if head and known.text.endswith("议院"):
        return True  # 美国国会|众议院
    if head and known.text.startswith(("总", "中央")) and reading.text.endswith(FORCES, begin, head):
        return True  # 丹麦武装部队|总参谋部, 朝鲜劳动党|中央军事委员会
    if head and known.kind not in ("research", "education", "association", "media"):
        text, fields = reading.text, rules().fields  # 组织|人事部, 宣传|文化部
        return known.end - known.start <= 3 and any(
            text[known.start - length : end] in fields
            for length in (1, 2, 3, 4)
            for end in (known.start, known.end - 1)
        )
    organ = known.kind in ("government", "party", "military") and STATE.search(known.text) is None
    located = reading.kind_at(begin) in ("PLACE", "COUNTRY", "NATIONAL", "LEVEL", "ORDINAL")
    if organ and (located or reading.text[begin] in rules().countries):
        return True  # 黎巴嫩|公共|卫生部, 内蒙古自治区|发展改革委
    return head > 0 or (
        known.end - known.start <= 4 and unit is not None and unit.kind in ("COUNTRY", "PLACE", "LEVEL")
    )


def _place(reading: Reading, campus: re.Match[str]) -> bool:
    """Whether brackets behind a name hold a place and nothing else: 大学（武汉）, 银行（中国）."""
    place = reading.beginning.get(campus.start("place"))
    if place is not None:
        return place.kind in ("PLACE", "COUNTRY") and place.end == campus.end("place")
    return reading.kind(campus["place"], "x") == "COUNTRY"


def _known(reading: Reading, compiled: Rules) -> Iterator[tuple[int, int, str]]:
    """The bodies of the lexicon: (start, end, kind)."""
    text = reading.text
    at = 0
    for start, end in compiled.known.longest(text):
        if start < at:
            continue
        at, known = end, text[start:end]
        kind = compiled.kinds[known]
        if known.endswith("部") and PART.match(text, end):
            continue
        if known.endswith("报") and text[end : end + 1] in ("告", "名", "道"):
            continue
        if NOT_NAME.match(text, end) and (
            kind in ("company", "team") or text[end - 1].isdigit() or known.endswith(("大学", "学院", "中学"))
        ):
            continue
        if (
            kind == "company"
            and len(known) == 4
            and known.startswith("中国")
            and reading.kind_at(end) in ("NOUN", "ACT")
        ):
            continue  # 中国建筑|文化
        if known.startswith("以") and text[end : end + 1] == "为":  # 以军|为主
            continue
        if known in compiled.doubtful:
            before, behind = compiled.doubtful[known]
            if (before and before.search(text, max(0, start - 4), start)) or (behind and behind.match(text, end)):
                continue
        if end - start == 2 and _across(reading, start, end):
            continue
        if kind == "company" and (text[end : end + 1].isdigit() or text[start - 1 : start].isdigit()):
            continue  # 波音|737 is an aircraft, 7.5|特斯拉 a field
        if text[start - 1 : start] == "《" and text[end : end + 1] in ("：", "》", ":") and kind not in ("media", ""):
            continue  # 《志愿军》
        if kind == "government" and text.endswith(IN_GENERAL, max(0, start - 2), start):
            continue
        if end - start < 4 and _listed(reading, start, end):
            continue
        if not (_open(reading, start, end) and _shut(reading, start, end)):
            continue
        if known.endswith("报") and text.startswith(("网", "社"), end):
            end += 1
        yield start, end, kind


def _listed(reading: Reading, start: int, end: int) -> bool:
    """Whether a short name stands between persons: 李明、包钢、王强."""
    text = reading.text
    left, right = reading.ending.get(start - 1), reading.beginning.get(end + 1)
    marks = text[start - 1 : start], text[end : end + 1]
    return marks == ("、", "、") and left is not None and right is not None and left.kind == right.kind == "PERSON"


def _across(reading: Reading, start: int, end: int) -> bool:
    """Whether a much more frequent word lies across an end of a name of two characters: 高栏港|大桥, 路网|易."""
    text = reading.text
    least = 5 * max(dictionary.frequency(text[start:end]), 20)
    left, right = reading.before(start), reading.behind(end)
    return (right is not None and right.end == end + 1 and dictionary.frequency(text[end - 1 : end + 1]) > least) or (
        left is not None and left.start == start - 1 and dictionary.frequency(text[start - 1 : start + 1]) > least
    )


def _open(reading: Reading, start: int, end: int) -> bool:
    """Whether a body of the lexicon can begin at a place: at a word's beginning, or behind a rest that is a word."""
    if reading.begins(start) or start in reading.ending:
        return True
    word = reading.word(start)
    if word.end > end:
        return False
    rest = reading.text[word.start : start]
    if word.end == end and len(rest) == 1 and word.tag in ("nrt", "nr", "nz", "ns"):
        return False  # 菲|尼克斯
    return bool(dictionary.frequency(rest)) and (
        end - start > 3 or (end - start > 2 and len(rest) > 1) or rest in rules().countries | LIGHT
    )


def _shut(reading: Reading, start: int, end: int) -> bool:
    """Whether a name can end at a place: at a word's end, or before a rest that is a light word."""
    if reading.begins(end):
        return True
    word = reading.word(end - 1)
    rest = reading.text[end : word.end]
    if reading.own.get(rest) in ("HUMAN", "OFFICE"):  # 市委|书记
        return True
    if rest == "副" and word.start == start:  # 青年工作|部|副部长, where 部副 is a word
        return True
    if word.start <= start:  # the name lies within one word: a longer name of the dictionary (中国科学院|力学所)
        return end - start > 3 and len(rest) > 1 and bool(dictionary.frequency(rest))
    if rest in LIGHT or (end - start > 3 and bool(dictionary.frequency(rest))):
        return True
    # 联合国安理会|常任|理事国
    return end - start > 3 and len(rest) > 3 and dictionary.cut(rest)[0].end > 1


def _suffixes(reading: Reading, compiled: Rules) -> Iterator[tuple[int, int, Suffix]]:
    """The suffixes of a text that end with a word."""
    text, at = reading.text, 0
    for start, end in compiled.suffix.longest(text):
        if start < at:
            continue  # where a suffix is none (一中|学), another may begin within it (中学)
        suffix = compiled.suffixes[text[start:end]]
        if text[start - 1 : start] in suffix.not_behind and start and suffix.not_behind:
            continue
        if suffix.needs == "never":
            at = end
            continue
        if suffix.banned is not None and suffix.banned.match(text, end):
            continue
        if text[start:end] == "国会" and not reading.begins(start) and reading.kind_at(end) not in NOMINAL:
            continue  # 不代表美国|会立刻…
        if not _shut(reading, start, end):
            continue
        if not reading.begins(start):
            word = reading.word(start)
            if reading.kind(text[word.start : word.end], word.tag) in ("VERB", "ADVERB", "SIDE", "HUMAN"):
                continue
        yield start, end, suffix
        at = end


def _widened(reading: Reading, start: int, kind: str) -> int:
    """Where a body of the lexicon begins in the text: with the country or the level before it (法国|外交部, 省|…领导小组)."""
    unit = reading.before(start)
    if unit is not None and kind == "association":  # 青岛|欧美同学会
        return unit.start if unit.kind == "PLACE" and STATE.search(reading.text, start, start + 4) is None else start
    if unit is not None and kind == "research" and unit.kind == "BODY" and reading.text.endswith("科学院", 0, unit.end):
        return unit.start  # 中国科学院|大连化物所
    if unit is None or kind not in ("government", "party", "education", "military"):
        return start
    if kind == "education":  # 英国|杜伦大学, 国立|清华大学
        abroad = unit.kind == "COUNTRY" and reading.text[unit.start : unit.end] != "中国"
        return unit.start if abroad or reading.text[unit.start : unit.end] in ("国立", "私立") else start
    if unit.kind == "BODY" and kind == "military" and reading.text.startswith("驻", start):
        return unit.start  # 中国人民解放军|驻香港部队
    word = reading.text[unit.start : unit.end]
    short = (
        word in rules().countries and kind == "government" and not reading.text[unit.start - 1 : unit.start].isdigit()
    )
    if kind == "military":  # 伊朗|伊斯兰革命卫队, but 美国|北约
        return unit.start if unit.kind == "COUNTRY" and not reading.begins(start + 2) else start
    national = reading.text.startswith(("全国", "国家", "中央", "中国"), start)
    if unit.kind == "COUNTRY" or (unit.kind == "LEVEL" and not national and word != "地区") or word == "国家" or short:
        return unit.start
    if kind == "government" and ORDINAL.fullmatch(word):
        return unit.start  # 第三|机械工业部
    if kind == "government" and unit.kind in ("NUMBER", "ORDINAL", "MEASURE"):  # 第九届|全国人民代表大会
        term = TERM.search(reading.text, max(0, start - 8), start)
        return term.start() if term is not None and TERMED.match(reading.text, start) else start
    return start
