"""Finds places: divisions by full name, short form and customary abbreviation; countries and cities abroad."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kczx import words
from kczx.find.places.districts import ABBREVIATION, at_home, contains, told_apart
from kczx.find.places.gazetteer import behind, gazetteer, travel
from kczx.find.places.reading import alone, begins_word, begun, ends_word, stands
from kczx.mentions import Place

DIRECTION = re.compile("[东南西北中][一二三四五六七八九十]?(?=[路街弄里])|[一二三四五六七八九十](?=[路街弄])")
"""What may stand between a place's name and 路 in the name of a street: 四川|北|路."""
OPENING = re.compile("[在赴到于从往抵至由及和与\\W]")
"""What stands before a place's name, if not another place's: a preposition, a mark."""
LEVEL = re.compile("[市州省县邦]|边疆区")
LISTED = re.compile(r"(?<=[、，\s])[一-龥](?=[一-龥]{2}(?:[、，。\s]|和[一-龥]{2,3}[、，等。]))")
WATER = re.compile("[江河水溪湖]")
TURNED = frozenset("东南西北")
KNOWN = 150
"""Occurrences in jieba's corpus up to which a name abroad may be the beginning or the end of a longer one."""


def find(text: str, cut: words.Words | None = None) -> Iterator[Place]:
    """Yield every place of a text, left to right, none overlapping; of several readings the longest.

    `cut` are the text's words, where they are known.

    >>> [(p.text, p.name, p.code) for p in find("6月13日赴安吉县,江西省科协来甬调研,再访柏林")]
    [('安吉县', '安吉县', '330523'), ('江西省', '江西省', '360000'), ('甬', '宁波市', '330200'), ('柏林', '柏林', None)]
    """
    cut = words.Words.of(text) if cut is None else cut
    found = list(_apart([*_divisions(text, cut)]))
    # Full names go before short forms that overlap them: 会同|安徽省, not 同安.
    taken = {i for place in found for i in range(place.start, place.end)}
    found += [
        p
        for p in (*_short_forms(text, cut, found), *_abbreviations(text))
        if p.start not in taken and p.end - 1 not in taken
    ]
    yield from told_apart(at_home(text, list(_apart(found))))


def _divisions(text: str, cut: words.Words) -> Iterator[Place]:
    """Full names: 安吉县, 浦东新区."""
    table = gazetteer()
    last: Place | None = None
    for suffix in table.suffix.finditer(text):
        end = suffix.end()
        for length in table.tails.get(text[end - 2 : end], ()):
            start = end - length
            name = text[start:end]
            codes = table.divisions.get(name) if start >= 0 else None
            if codes is None:
                continue
            inside = start > 0 and any(contains(code, codes[0]) for code in _codes_before(text, start, last, codes))
            if text.startswith("市场", end - 1) and words.longest(text[end : end + 2]) < 2:
                continue  # 义乌|市场, but 义乌市|场馆
            if inside or (name not in table.generic and stands(text, start, end, length > 2, (), cut.bounds)):
                if not (match := behind().match(text, end)) or match.lastgroup != "apart":
                    last = Place(start, end, name, "places/full", name, codes[0])
                    yield last
                break


def _codes_before(text: str, at: int, last: Place | None, codes: tuple[str, ...]) -> Iterator[str]:
    """The codes of the division whose name ends where another begins: 山西|兴县."""
    table = gazetteer()
    if last is not None and last.end == at:
        yield from table.divisions[last.name]
    for length in (4, 3, 2):
        if at >= length and (entry := table.short.get(text[at - length : at])) is not None:
            yield entry[1]


def _short_forms(text: str, cut: words.Words, divisions: Sequence[Place]) -> Iterator[Place]:
    """安吉, 浦东; 法国, 柏林.  `divisions` are the full names of the text."""
    table = gazetteer()
    codes = {place.end: place.code for place in divisions}  # of what ends at a place of the text
    at = 0
    for start, end in table.names.longest(text):
        if start < at or not _named(text, start, end, cut):
            continue
        form = text[start:end]
        if form in table.abroad:
            name = table.abroad[form]
            level = LEVEL.match(text, end) if form in table.cities else None
            if level is not None and not begins_word(text, end, level.end() - end, ()):
                end = level.end()  # 巴尔的摩|市; the region of a city's name is another place: 利沃夫|州
                name = name if text[end - 1] == "市" else text[start:end]
            yield Place(start, end, text[start:end], "places/abroad", name, None)
        else:
            name, code = table.short[form]
            if form in table.doubtful and not (
                contains(codes.get(start), code) or OPENING.match(text, start - 1) or not start
            ):
                continue
            codes[end] = code
            own = "州" if name.endswith("自治州") else name[-1] if name.endswith(("自治县", "自治旗")) else "-"
            end += text.startswith(own, end)  # 文山|州, 墨江|县
            yield Place(start, end, text[start:end], "places/short", name, code)
        at = end


def _named(text: str, start: int, end: int, cut: words.Words) -> bool:
    """Whether a short form or a name abroad stands for the place, and is no part of a word or of another name."""
    table = gazetteer()
    abroad = text[start:end] in table.abroad
    if abroad and text[start:end] != "中国" and _in_foreign_name(text, start, end):
        return False
    if end - start == 2 and start and LISTED.match(text, start - 1) and text[start - 1] in table.surnames:
        return False  # 、刘桂平、
    if not stands(text, start, end, True, table.short, cut.bounds):
        return False
    if _followed(text, start, end, abroad):
        return False
    return (start in cut.bounds and _goes_with(text[end : cut.step[start]])) or _goes_with(begun(text, start, end))


def _goes_with(rest: str | None) -> bool:
    """Whether a place is still told of where a word of the dictionary goes on behind it: 中国|人, but not 大理|石."""
    return not rest or (words.frequency(rest) > 0 and (len(rest) > 1 or rest in "人籍队省市县区州站城"))


def _followed(text: str, start: int, end: int, abroad: bool) -> bool:
    """Whether what stands behind a name makes it a part of another one: a street, a lake, a people (followers.tsv)."""
    table = gazetteer()
    level = "" if abroad else table.short[text[start:end]][1]
    if level and WATER.match(text, end) and WATER.match(text, end - 1) and text[end : end + 2] not in table.short:
        return not level.endswith("0000")  # 桃江|河水, but 浙江|河道
    turned = DIRECTION.match(text, end)
    if turned is not None and (street := behind().match(text, turned.end())) and street.lastgroup == "street":
        return True
    match = behind().match(text, end)
    if match is None:
        return False
    effect, follower = match.lastgroup, match[0]
    if effect in ("apart", "people"):
        return True
    if effect == "line":
        return level != "" and not level.endswith("00")
    if follower == "里" and text[end - 1] not in TURNED:
        return False
    return (effect != "feature" or not abroad) and not begins_word(text, end, len(follower), table.short)


def _in_foreign_name(text: str, start: int, end: int) -> bool:
    """Whether a name abroad goes on, so that it is a part of a longer one: 巴黎·希尔顿, 苏瓦|乌基."""
    if "·" in (text[end : end + 1], text[start - 1 : start]):
        return True
    sounds = gazetteer().sounds
    if end - start > 3 or words.frequency(text[start:end]) > KNOWN or not sounds.issuperset(text[start:end]):
        return False
    on = text[end : end + 1] in sounds and not begins_word(text, end, 0, gazetteer().abroad)
    return on or (text[start - 1 : start] in sounds and not ends_word(text, start))


def _abbreviations(text: str) -> Iterator[Place]:
    """One character behind a verb of travel: 赴京, 在沪召开."""
    table = gazetteer()
    for match in table.single_pattern.finditer(text):
        at = match.start()
        clear = match[0] in table.clear
        tag = alone(text, at, travel()[text[at - 1]], clear)
        if tag is not None and (clear or tag == "" or tag.startswith("v")):
            yield Place(at, at + 1, match[0], ABBREVIATION, *table.single[match[0]])


def _apart(places: list[Place]) -> Iterator[Place]:
    """The places in the order of the text; of those that overlap, the one that begins first, and then the longest."""
    at = 0
    for place in sorted(places, key=lambda place: (place.start, -place.end)):
        if place.start >= at:
            at = place.end
            yield place
