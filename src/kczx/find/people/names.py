"""Finds names of people: the lattice's names, then those names again wherever else the article has them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kczx import lexicon, words
from kczx.find.people.abroad import officers
from kczx.find.people.beside import TITLED
from kczx.find.people.lattice import read
from kczx.find.people.model import model
from kczx.find.people.reading import Name, Reading, occurrences, own
from kczx.find.people.vouching import NUMBERED, vouched
from kczx.find.people.wholes import FORMAL, stretched, whole
from kczx.mentions import Organization, Person

SURE = 3.0
"""Score from which a name that stands once is looked for elsewhere in the article."""
BREAK = re.compile(r"[。！？；\n]")
HONOUR = re.compile(
    "(?:[\u4e00-\u9fff]{0,10}奖(?![金牌励])|路(?![\u4e00-\u9fff]*(?:说|表示))|大[道街](?=[\u4e00-\u9fff]?))"
)
VERBAL = re.compile("[获得颁领授评的将、捧揽]|荣膺")
VESSEL = re.compile("[“‘][^”’\n]{1,20}[”’](?:号|轮(?!流)|级|舰)")
"""A ship or a craft by its name."""
GIVEN = re.compile("授予|颁给|发给|奖励|[向给]$")
"""What stands before him who is given a prize: 授予|某某|科技进步奖."""
CAPITAL, SMALL = "[A-ZÀ-ÖØ-ÞĀ-ž]", "[a-zß-öø-ÿĀ-ž]"
LATIN = re.compile(
    rf"(?<![A-Za-zÀ-ž]){CAPITAL}{SMALL}+(?:[ ·-](?:{CAPITAL}\.|{CAPITAL}{SMALL}+|van|von|de|der|den|del|la|da|do|dos|bin|al))"
    rf"{{1,4}}(?![A-Za-zÀ-ž])(?<={SMALL})"
)


def find(text: str) -> tuple[list[Person], Reading]:
    """The names of a text, in order, none overlapping, with the reading that they come from.

    >>> [p.text for p in find("会议由梅若曦主持。随后，代表们向梅若曦致谢。")[0]]
    ['梅若曦', '梅若曦']
    """
    reading = read(text)
    names = {name.start: name for name in vouched(text, stretched(text, reading))}
    for name in _again(text, list(names.values())):
        names.setdefault(name.start, name)
    for name in officers(text, list(names.values())):
        names.setdefault(name.start, name)
    for name in _listed(text, list(names.values())):
        names.setdefault(name.start, name)
    names = {name.start: name for name in _latin(text, names.values())} | names
    names = {name.start: name for name in whole(text, list(names.values()))}
    vessels = {at for match in VESSEL.finditer(text) for at in range(*match.span())}
    return [
        _person(text, name)
        for name in _apart(names.values())
        if not _honoured(text, name) and name.start not in vessels
    ], reading


def _listed(text: str, names: Sequence[Name]) -> Iterator[Name]:
    """What stands alone between the marks of a row of names and has a surname, though its words are common: 董|方向, 许|达.

    Two names of the row beside it must be read, on one side or on both; a rare surname has names on both: 陈武、铁兰、王光.
    """
    starts, ends = {name.start: name for name in names}, {name.end: name for name in names}
    for name in names:
        yield from _first(text, name, starts)
        if name.before >= TITLED and (item := LAST_ITEM.match(text, name.end)) is not None:
            cost = model().surnames.get(item["name"][0], DEAR)
            if cost < USUAL and item.start("name") not in starts and not words.frequency(item["name"]):
                yield Name(*item.span("name"), "listed", SURE)
        at = _past_title(text, name.end)
        if at > name.end and text[at : at + 1] == "、" and at + 1 not in starts:
            yield from _titled_item(text, at + 1)
            continue
        if text[name.end : name.end + 1] != "、" or name.end + 1 in starts:
            continue
        item = ITEM.match(text, name.end + 1)
        if item is None or words.frequency(item[0]):
            continue
        surname = model().surnames.get(item[0][0])
        before = ends.get(name.start - 1) if text[name.start - 1 : name.start] == "、" else None
        amid = text.startswith(("、", "和"), item.end()) and item.end() + 1 in starts
        last = len(item[0]) > 2 and surname is not None and surname < LAST
        if surname is None or (surname >= DEAR and not (before is not None and (amid or last))):
            continue
        if before is not None or (text.startswith("、", item.end()) and item.end() + 1 in starts):
            yield Name(*item.span(), "listed", SURE)


def _first(text: str, name: Name, starts: Mapping[int, Name]) -> Iterator[Name]:
    """The name that begins a row, whose surname or whose words are common: ，代|方宁、甲、乙, of which two more are read."""
    at = name.start - 1
    if text[at : at + 1] == "、" and name.start > 2:  # what stands before it was not read
        second, sizes = name, [size for size in (2, 3) if at == size or text[at - size - 1 : at - size] in CLAUSE]
        begin = at - sizes[0] if sizes and at >= sizes[0] else -1
        word = text[max(0, begin) : at]
    elif name.end - name.start == 2 and at >= 0 and (at == 0 or text[at - 1] in CLAUSE) and name.end + 1 in starts:
        begin, second, word = at, starts[name.end + 1], text[at : name.end]
    else:
        return
    third = starts.get(second.end + 1)
    if third is None or text[second.end : second.end + 1] != "、" or text[third.end : third.end + 1] not in "、和等":
        return
    surname = model().surnames.get(word[:1])
    if (
        begin < 0
        or surname is None
        or surname > LEADING
        or word[0] in FORMAL
        or words.frequency(word)
        or not ITEM.match(text, begin)
    ):
        return
    if all(text[one.start - 1] == "、" for one in (second, third)) and own(second) > 0 and own(third) > 0:
        yield Name(begin, begin + len(word), "listed", SURE)


CLAUSE = ("，", "。", "；", "：", "\n", ",", ";", ":")
LEADING = 10.0
"""Cost of a surname up to which a row can begin with one that was not read."""


def _past_title(text: str, at: int) -> int:
    """Where an office or a rank ends that begins at a place; the place itself where none does."""
    known, start = model().behind, at + text.startswith("副", at)
    return next((start + size for size in (5, 4, 3, 2) if known.get(text[start : start + size], 0.0) >= SURE), at)


def _titled_item(text: str, at: int) -> Iterator[Name]:
    """The name that begins an item of a row whose other items are names with titles behind: 、罗|旗手|副校长、."""
    for end in (at + 3, at + 2):
        stop = _past_title(text, end)
        word = text[at:end]
        if stop == end or text[stop : stop + 1] not in "、，,。等和的" or model().surnames.get(word[0], DEAR) >= DEAR:
            continue
        if not words.frequency(word) and not words.frequency(word[:2]):
            yield Name(at, end, "listed", SURE)
            return


ITEM = re.compile("[\u4e00-\u9fff]{2,3}(?=[、。，；和等])")
"""Two or three characters that are all between two marks of a row."""
LAST_ITEM = re.compile("[和与及](?P<name>[一-龥]{3})(?=[，。；,;）)\n])")
"""The last of a row of two whom a title announces, all of what stands before a mark: 常委|甲|及|吴平安|，."""
USUAL = 6.5
"""Cost of a surname that is so usual that its item is a name."""
LAST = 9.5
"""The same for the last item of three characters behind two names: 甲、乙、郎静和。"""
DEAR = 7.5
"""Cost of a surname so rare that a row's word that begins with it is rather another word."""


def _person(text: str, name: Name) -> Person:
    end = name.end
    if name.kind in ("foreign", "element", "office", "dictionary", "dictionary foreign", "known") and (
        numbered := NUMBERED.match(text, end)
    ):
        end = numbered.end()  # 阿卜杜拉二世
    return Person(
        name.start, end, text[name.start : end], f"people/{name.kind} {name.score:.1f}", strong=name.score >= SURE
    )


def _apart(names: Iterable[Name]) -> list[Name]:
    found: list[Name] = []
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if not found or name.start >= found[-1].end:
            found.append(name)
    return found


def _latin(text: str, names: Iterable[Name]) -> Iterator[Name]:
    """Names in Latin letters beside a title: 处长Daniel Wong, Emma Clarke教授."""
    weights = model()
    for match in LATIN.finditer(text):
        start, end = match.span()
        before = max(
            (weights.before.get(text[max(0, start - size) : start], 0.0) for size in (5, 4, 3, 2)), default=0.0
        )
        behind = max((weights.behind.get(text[end : end + size], 0.0) for size in (4, 3, 2)), default=0.0)
        if max(before, behind) >= SURE:
            yield Name(start, end, "latin", max(before, behind))


def _again(text: str, names: Sequence[Name]) -> list[Name]:
    """Other places where the article has a name that it has surely somewhere, each read once more with the name known."""
    counts = Counter(text[name.start : name.end] for name in names)
    sure = {text[n.start : n.end] for n in names if n.score >= SURE or counts[text[n.start : n.end]] > 1}
    if not sure:
        return []
    taken = {at for name in names for at in range(name.start, name.end)}
    found: list[Name] = []
    done = -1
    for begin, end in occurrences(text, sure):
        if begin in taken or end - 1 in taken or begin < done:
            continue
        start = max((mark.end() for mark in BREAK.finditer(text, max(0, begin - 60), begin)), default=None)
        start = max(0, begin - 60) if start is None else start
        stop = BREAK.search(text, end, end + 60)
        done = stop.start() if stop else min(len(text), end + 60)
        found += [
            Name(name.start + start, name.end + start, "again", name.score)
            for name in read(text[start:done], sure).names
            if text[name.start + start : name.end + start] in sure and name.start + start not in taken
        ]
    return found


@lexicon.cached
def named_after() -> re.Pattern[str]:
    """What makes a name a thing's, behind a quotation mark as well: “郑和”|号."""
    rows = sorted(lexicon.rows("find/people/named_after.tsv", 2), key=lambda row: -len(row[0]))
    return re.compile(
        "[”’]?(?:" + "|".join(re.escape(word) + (f"(?![{behind}])" if behind else "") for word, behind in rows) + ")"
    )


def _honoured(text: str, name: Name) -> bool:
    """Whether a name is part of a prize's, a street's, a ship's or a theory's: 茅以升科学技术奖."""
    match = None if GIVEN.search(text, max(0, name.start - 3), name.start) else HONOUR.match(text, name.end)
    return (match is not None and not VERBAL.search(match[0])) or bool(named_after().match(text, name.end))


def inside(names: Sequence[Person], organizations: Sequence[Organization]) -> list[Person]:
    """The names that do not lie within a body's name: 宋庆龄|基金会 names no person here."""
    owned = {at for body in organizations for at in range(body.start, body.end)}
    return [name for name in names if name.start not in owned]
