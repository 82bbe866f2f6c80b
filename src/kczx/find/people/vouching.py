"""Whom a text vouches for: of what looks like a name, what the words beside it tell to be somebody's, at one place at least.

Characters alone do not tell: towns abroad are written with the characters of foreign names, a row of plants or of crafts
(林药、林蜂、林油) has items that begin like surnames.  A mark of a row says no more than its other items do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kczx import lexicon, words
from kczx.find.people.beside import POST, TITLED
from kczx.find.people.candidates import DOTS
from kczx.find.people.dictionary import other_words
from kczx.find.people.lattice import PLACES as LANDS
from kczx.find.people.model import model
from kczx.find.people.reading import Name, own

FOREIGN = 1.0
"""What must be said for a name in foreign characters: it could be a town's."""
ODD = 2.5
"""The same for one with a dot and characters that foreign names do not have: a slogan's dot, 冰雪·暖冬."""
TOWN = 2.4
"""The same for a name that a town abroad has, LAND for one that ends as villages, hills and buildings do."""
LAND = 3.0
PLAIN = -0.55
"""The same for other names; CHINESE for one that a surname and a given name's characters alone make likely by `OWN`."""
CHINESE = -2.8
OWN = 8.0
TOLD = 2.5
"""What is said by a word that persons alone go with; without one, `TOGETHER` is what it and the characters must come to."""
TOGETHER = 1.0
PROVEN = 4.0
"""From which sum a Chinese name proves the row that it stands in; `SHARED` is what a row then says for its other items, `MANY`
where several prove it."""
SHARED = 2.5
MANY = 4.0
NOTHING = 9.0
QUOTED = -3.0
"""Weight of quotation marks that hold the name alone: a ship, a storm, a slogan, somebody's by-name."""
DOUBTFUL = frozenset(["foreign", "dictionary foreign", "element", "japanese surname"])
CHINESE_KINDS = frozenset(["name", "dictionary", "elements", "married"])
LINK = re.compile(r"(?:[（(][^（()）\n]{1,12}[）)])?(?:、(?:(?P<item>[一-龥]{2,3})、)?|[/／和与及①-⑳]|以及)")
"""What joins two items of a row, one that was not read as a name among them."""
MARKS = frozenset("、/／和与及①②③④⑤⑥⑦⑧⑨⑩")
NUMBERED = re.compile("[一二三四五六七八九十]{1,3}世(?![界纪代])")
"""A ruler's number behind his name."""
ROW_OF_PLACES = re.compile(
    "(?:[、和与及][\u4e00-\u9fff·]{1,12}){0,12}等(?:[0-9]{1,3}|[两三四五六七八九十多数])?[个座]?"
    "(?:地(?![方位])|方向|市(?![民长委])|县(?![长委])|国(?!家领)|州|城[市镇乡]|省份|村|镇(?!长)|岛屿|景[区点])"
)
"""What closes a row of places: 甲、乙等地, 等三座城市."""
ROW_OF_PEOPLE = re.compile(
    r"(?:的[一-龥（）]{2,24}职务|等?(?:\d{1,3}|[两二三四五六七八九十])[余多]?(?:人(?![次均])|[名位])|等(?:人(?!民)|同志"
    "|[\u4e00-\u9fff]{0,5}(?:[员师者将手]|[渔农牧居村市]民|专家|学者|代表|老师|教授|同学|[学考新]生|名家|大家|[球歌影]星|委员|[^法]人)(?![\u4e00-\u9fff]{0,2}[会团组队])))"
)
"""What closes a row of people: 甲、乙等5人, 丙、丁两位院士."""


def vouched(text: str, names: Sequence[Name]) -> list[Name]:
    """The names that the words beside tell to be somebody's at one place at least.

    One of known.tsv needs no word, nor one in a row without marks; a foreign one of several parts is hardly anything else.
    """
    starts, ends = {name.start for name in names}, {name.end for name in names}
    told: set[str] = set()
    last: Name | None = None
    japan = any(name.kind in JAPANESE for name in names) and JAPAN.search(text) is not None
    countries = _countries(text, names)
    names = [name for name in names if not _else(text, name, countries)]
    for row in _rows(text, names):
        said = [_alone(text, name, last) for name in row]
        proof = [_proves(text, name, weight) for name, weight in zip(row, said, strict=True)]
        proven = sum(proof)
        last = row[-1] if proof[-1] else None
        several = sum(one.kind in CHINESE_KINDS and own(one) > 0.0 for one in row) > 2
        closed = bool(ROW_OF_PEOPLE.match(text, row[-1].end))
        for number, (name, weight) in enumerate(zip(row, said, strict=True)):
            word = text[name.start : name.end]
            if word in told:
                continue
            others = proven - proof[number] + closed + several
            shared = MANY if others > 1 else SHARED if others else 0.0
            if (
                (name.kind == "known" and (len(word) > 2 or word[-1] != "子"))
                or (_enough(word, name, weight + shared) and (japan or _at_home(word, name, weight + shared)))
                or name.start in ends
                or name.end in starts
            ):
                told.add(word)
    return [
        name
        for name in names
        if text[name.start : name.end] in told and (name.before >= TITLED or not ROW_OF_PLACES.match(text, name.end))
    ]


JAPANESE = frozenset(["japanese", "japanese surname"])
JAPAN = re.compile("日本|日方|日军|日媒|日元|东京|大阪|[^0-9一二三四五六七八九十]日[、和籍]")
BEFORE_WORD = frozenset("于从向和同对自由到至与往贺")
"""Surnames that are rather prepositions or a verb before a word that is no name: 从|金华, 于|亚太, 贺|新春."""
TURNED = re.compile("变(?:[成为]|[一-龥]{1,6}[为成])?$|化[一-龥]{1,6}为$")
"""Before what something is turned into, which is nobody: 变|洪水|为|清泉, 变成|金山."""
FAMILY = re.compile("[一-龥]家(?:[一二两三四五六七八九十](?=[兄弟姐妹代口]))?")
"""A family, and no one of it: 邻居|郑家, 郑家三|兄弟."""
SIDE = frozenset("方军企媒商侨资币籍警")
"""What stands behind a country's first character: 卢|方, 韩|企."""


@lexicon.cached
def initials() -> dict[str, tuple[str, ...]]:
    """Countries by their first characters, without China."""
    found: dict[str, list[str]] = {}
    for name, _, code in lexicon.rows("find/places/countries.tsv", 3):
        if code != "CN":
            found.setdefault(name[0], []).append(name)
    return {char: tuple(names) for char, names in found.items()}


def _countries(text: str, names: Sequence[Name]) -> frozenset[str]:
    """The characters of and before the names that can stand for a country which the text names."""
    chars = {char for name in names for char in text[max(0, name.start - 1) : name.start + 2]} & initials().keys()
    return frozenset(char for char in chars if any(country in text for country in initials()[char]))


def _else(text: str, name: Name, countries: frozenset[str]) -> bool:
    """Whether a name is none by what it is made of, unless a title stands before it."""
    if text[name.start] in "年月日时" and text[name.start - 1 : name.start].isdigit():
        return True
    if name.kind not in ("name", "dictionary"):
        return False
    if (family := FAMILY.match(text, name.start)) is not None and family.end() == name.end:
        return True
    if name.before >= TITLED:
        return False
    word, before = text[name.start : name.end], text[name.start - 1 : name.start]
    if word[0] in BEFORE_WORD and word[1:] in other_words():
        return True
    if TURNED.search(text, max(0, name.start - 9), name.start):
        return True
    if len(word) > 3 or word[0] not in countries:
        return False
    return word[1] in SIDE or before in countries or before == "中" or (len(word) == 2 and word[1] in countries)


def _rows(text: str, names: Sequence[Name]) -> list[list[Name]]:
    """The names, those together that stand in one row."""
    rows: list[list[Name]] = []
    for name in names:
        link = LINK.match(text, rows[-1][-1].end) if rows else None
        beyond = link is not None and link.end() == name.start
        if link is not None and link["item"] and name.start == link.start("item"):
            beyond = True
        elif beyond and link is not None and link["item"]:
            beyond = not words.frequency(link["item"])
        if beyond:
            rows[-1].append(name)
        else:
            rows.append([name])
    return rows


def _alone(text: str, name: Name, last: Name | None) -> float:
    """What the words beside a name say, without the marks of its row, and without a title that is the last name's."""
    before, behind = name.before, name.behind
    if last is not None and before >= TITLED and text[last.end : name.start] in model().behind:
        before = 0.0
    if name.start and text[name.start - 1] in MARKS:
        before = 0.0
    if NUMBERED.match(text, name.end):
        return TITLED  # 阿卜杜拉二世
    if (text[name.end : name.end + 1] == "等" and behind < POST) or LINK.match(text, name.end):
        behind = 0.0  # a row's end, and not 某大学|方宁|等完成
    if before < TITLED and is_foreign(text[name.start : name.end]):
        before = min(before, _place(text, name.start))
    if (
        before < TITLED
        and text[name.start - 1 : name.start] in ("“", "‘")
        and text[name.end : name.end + 1] in ("”", "’")
    ):
        return QUOTED
    return before + behind


@lexicon.cached
def towns() -> frozenset[str]:
    """Towns abroad whose names could be somebody's."""
    return frozenset(name for names, _ in lexicon.rows("find/people/towns.tsv", 2) for name in names.split(","))


def _place(text: str, at: int) -> float:
    """What the word before a foreign name says if it tells of a place."""
    weights = model().place
    return min((weights.get(text[at - size : at], 0.0) for size in (1, 2) if at >= size), default=0.0) or NOTHING


def _proves(text: str, name: Name, weight: float) -> bool:
    """Whether a name is one so surely that its row is one of names."""
    if name.kind == "known" or weight >= TITLED:
        return True
    word = text[name.start : name.end]
    if name.kind not in CHINESE_KINDS or is_foreign(word):
        return not DOTS.isdisjoint(word) and not is_odd(word)
    return own(name) + weight >= PROVEN


def is_foreign(word: str) -> bool:
    """Whether all characters of a name of three and more can be a foreign name's."""
    weights = model()
    return len(word) > 2 and all(char in weights.foreign for char in word)


def is_odd(word: str) -> bool:
    """Whether more than a few characters of a name with a dot are none of foreign names."""
    weights = model()
    return 4 * sum(char not in weights.foreign and char not in DOTS for char in word) > len(word)


def _at_home(word: str, name: Name, said: float) -> bool:
    """Whether a name is not Japanese, or would be one in a text that does not tell of Japan."""
    return name.kind not in JAPANESE or said >= LAND or (said >= TOLD / 2 and len(word) < 5)


def _enough(word: str, name: Name, said: float) -> bool:
    """Whether what is said for a name is enough for one of its kind."""
    if not DOTS.isdisjoint(word):
        return name.kind == "elements" or not is_odd(word) or said >= ODD
    if word[-1] in model().lands:
        return said >= LAND
    if word in towns() and said < TOWN:
        return False
    if name.kind in DOUBTFUL:
        return said >= (LAND if word[-1] in LANDS else FOREIGN)
    if is_foreign(word) and name.kind in ("name", "dictionary") and said < FOREIGN:
        return False
    alone = own(name)
    if alone >= OWN:
        return said >= CHINESE
    return said >= PLAIN and (said >= TOLD or alone + said >= TOGETHER)
