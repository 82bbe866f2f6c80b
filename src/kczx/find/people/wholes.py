"""Names whole: pieces of foreign names put together, words beside that are none of a name cut off, surnames met again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kczx import words
from kczx.find.people.beside import TITLED
from kczx.find.people.candidates import DOTS, is_han
from kczx.find.people.dictionary import NAMES, other_words
from kczx.find.people.model import model
from kczx.find.people.reading import Name, Reading, own

FORMAL = frozenset("和同与及跟才又也将已为向对从让由被把就都在到时家正继因任")
"""Words of one character that stand beside a name more often than they are part of one."""
ADDRESSED = re.compile("[前后内外中间里上下原代正](?:同志|先生|女士)")
"""The rest of a name that is another word, before what it is addressed with: 刘向|前|同志."""
DEPARTMENTS = "司区"
CHIEF = {char: re.compile(f"副?{char}长") for char in DEPARTMENTS}
"""What begins no name where its chief stands behind: 科技司|田某|副司长."""
JOINING = frozenset("同和与及跟对向给")
CHINESE = frozenset(["name", "dictionary"])
PROVEN = 4.0
"""What its characters say for a Chinese name that is one by itself."""
MORE = 3
"""Words that a foreign name can be longer by than it was read."""
COMMON = 50
"""Occurrences of a word in jieba's corpus from which it rather begins with a name's last character: 穆赫尔|代表."""
ANNOUNCED = 2.6
"""Weight of a word before a name that tells who somebody is."""
SPOKEN = 0.5
"""Weight of a word behind a name from which it tells that the name has ended."""
LONGEST_LAND, LONGEST_TITLE = 18, 11
"""One more than the characters of the longest country and title that are looked for before a foreign name."""
ITEM = re.compile("[一-龥]{0,2}(?=[、（(])")
"""The rest of a row's item: 、司马义·铁尔|瓦地|、."""
ENDED = frozenset("、，。；：（）()《“”！？\n等和与及")


def stretched(text: str, reading: Reading) -> list[Name]:
    """The names of a reading, foreign ones with the unread characters beside: 部长加|卢先科|, 总统|呼日|勒苏赫."""
    names: list[Name] = []
    step = reading.words.step
    begins = {step[at]: at for at in reading.words.starts}
    for name in reading.names:
        last = names[-1] if names else None
        if last is not None and last.end == name.start and _pieces(text, last, name):
            name = Name(last.start, name.end, "foreign", last.score + name.score, last.before, name.behind)
            names.pop()
        name = _without(text, _untitled(text, name))
        if _foreign(text, name):
            start, end = _front(text, name, begins), _end(text, name, step)
            if (start, end) != (name.start, name.end):
                before = TITLED if start < name.start else name.before
                behind = max(name.behind, SPOKEN) if end > name.end else name.behind
                name = Name(start, end, name.kind, name.score, before, behind)
        names.append(name)
    return names


def _without(text: str, name: Name) -> Name:
    """A foreign name without the conjunction that was read as its beginning: 总统同|萨尔达·贝迪耶夫, 国家主席和|索鲁."""
    first, weights = text[name.start], model()
    if first in JOINING and name.end - name.start > 2 and first not in weights.pairs["^"]:
        dotted = not DOTS.isdisjoint(text[name.start : name.end])
        rest = all(char in weights.foreign for char in text[name.start + 1 : name.end])
        if dotted or (rest and name.before >= TITLED and own(name) < 0.0):
            return replace(name, start=name.start + 1, kind="foreign")
    return name


def _untitled(text: str, name: Name) -> Name:
    """A foreign name without the country and the title that were read as its beginning: 卡塔尔|埃米尔|塔明."""
    if name.kind != "foreign":
        return name
    word = text[name.start : name.end]
    for land in range(2, min(len(word) - 3, LONGEST_LAND)):
        if word[:land] not in other_words():
            continue
        for title in range(land + 2, min(len(word) - 1, land + LONGEST_TITLE)):
            if model().before.get(word[land:title], 0.0) >= ANNOUNCED:
                return replace(name, start=name.start + title, before=TITLED)
    return name


def _foreign(text: str, name: Name) -> bool:
    """Whether a name is written as foreign ones are."""
    weights = model()
    return name.kind != "known" and (
        name.kind in ("foreign", "element", "elements")
        or all(char in weights.foreign for char in text[name.start : name.end])
    )


def _pieces(text: str, last: Name, name: Name) -> bool:
    """Whether two names in a row are one foreign name: 诺兹德|廖夫, but not those of a list whose marks were lost."""
    if "foreign" not in last.kind + name.kind and "element" not in name.kind:
        return False
    return last.kind != "elements" and all(
        _foreign(text, one) and (one.kind not in CHINESE or own(one) < PROVEN) for one in (last, name)
    )


def _loose(word: str) -> bool:
    """Whether a word can be a piece of a foreign name that was not read."""
    weights = model()
    if not all(char in weights.foreign for char in word) or word in weights.behind:
        return False
    return len(word) == 1 or words.tag(word) in NAMES


def _end(text: str, name: Name, step: Sequence[int]) -> int:
    """Where a name ends with the loose pieces behind it, if what follows them tells that it is over."""
    if name.before < SPOKEN and DOTS.isdisjoint(text[name.start : name.end]):
        return name.end
    end = name.end
    for _ in range(MORE):
        if end >= len(text) or not _loose(text[end : step[end]]):
            break
        end = step[end]
    if (
        end < len(text)
        and text[name.start - 1 : name.start] == "、"
        and not DOTS.isdisjoint(text[name.start : name.end])
    ):
        item = ITEM.match(text, end)
        return item.end() if item else end
    if end == name.end or end >= len(text):
        return end
    follows = text[end : step[end]]
    over = follows[0] in ENDED or not is_han(follows[0]) or model().behind.get(follows, 0.0) >= SPOKEN
    return end if over else name.end


def _front(text: str, name: Name, begins: dict[int, int]) -> int:
    """Where a name begins with one loose piece before it, if a title stands before that."""
    start = begins.get(name.start, name.start)
    piece = text[start : name.start]
    if not piece or name.before >= SPOKEN or not _loose(piece) or piece in model().before:
        return name.start
    known = model().before
    titled = any(known.get(text[start - size : start], 0.0) >= TITLED for size in range(2, 6) if start >= size)
    return start if titled else name.start


def _fronts(text: str, names: Sequence[Name]) -> set[str]:
    """Names of two characters with one and the same character before them wherever they stand, behind a mark: a rare surname."""
    before: dict[str, list[str]] = {}
    for name in names:
        if name.end - name.start == 2 and name.kind == "name":
            before.setdefault(text[name.start : name.end], []).append(text[max(0, name.start - 2) : name.start])
    known = model().before
    return {
        word
        for word, found in before.items()
        if len(found) > 2
        and len({front[-1:] for front in found}) == 1
        and is_han(found[0][-1:])
        and found[0][-1] not in FORMAL
        and found[0][-1] not in known
        and any(len(front) < 2 or not is_han(front[0]) for front in found)
        and not any(words.frequency(front) for front in found)
    }


def _titled(text: str, at: int, begins: set[int]) -> bool:
    """Whether a title stands at a place and a name right behind it."""
    return any(at + size in begins and model().before.get(text[at : at + size], 0.0) >= TITLED for size in range(2, 6))


def whole(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """The names, without a word beside that is none of it where the article has the name alone (和|叶明远, 叶明远|才), and with
    a character that it has elsewhere behind a title: 署长比罗登 … 比|罗登|说.

    >>> from kczx.find.people.lattice import read
    >>> text = "省科协副主席林国栋签发，二审：林国栋"
    >>> [(name.start, name.end) for name in whole(text, read(text).names)]
    [(6, 9), (15, 18)]
    """
    told = {text[name.start : name.end] for name in names}
    fronts = _fronts(text, names)
    begins = {name.start for name in names}
    titled = {text[name.start : name.end] for name in names if name.before >= TITLED}
    for name in names:
        start, end = name.start, name.end
        word = text[start:end]
        if word in fronts or (start and text[start - 1 : end] in titled):
            start -= 1
        elif end < len(text) and text[start : end + 1] in titled and name.before < TITLED:
            end += 1
        elif len(word) > 2 and (
            (word[0] in FORMAL and word[1:] in told) or (word[0] in DEPARTMENTS and CHIEF[word[0]].match(text, end))
        ):
            start += 1
        elif len(word) == 2 and name.kind == "name" and ADDRESSED.match(text, end):
            end += 1
        elif (
            len(word) > 2
            and word[:-1] in told
            and (word[-1] in FORMAL or words.frequency(text[end - 1 : end + 1]) > COMMON)
        ):
            end -= 1
        elif len(word) > 2 and word[-1] in "和与及代副原" and _titled(text, end, begins):
            end -= 1
            if text[start:end] in other_words():
                continue  # 韩国|代总统|某某
        yield Name(start, end, name.kind, name.score, name.before, name.behind)
