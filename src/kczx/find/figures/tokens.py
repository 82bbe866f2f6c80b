"""The words of a sentence for the phrases around its numbers: their classes, and what is one word though no dictionary has it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kczx import lexicon, words
from kczx.words import Words

QUOTED = re.compile(r"“[^“”\n]{1,20}”|《[^《》\n]{1,30}》|「[^「」\n]{1,20}」|‘[^‘’\n]{1,20}’")
CLASSES = {"VERB": "X", "PREPOSITION": "X", "QUALITY": "A"}
"""What the classes of find/classes.tsv are here, for words that the dictionary calls nouns."""
NAMES = frozenset(["nr", "nrt"])
"""Tags of names that a place may be the beginning of."""
PLACES = frozenset(["ns", "j"])
"""Tags of single characters for places: 沪, 华."""
QUOTES = frozenset("“《「‘")
BRACKETED = r"[（(][^（）()，。；\d\n]{1,16}[）)]"
HAN = re.compile(r"[一-龥]+")
STOPS = re.compile(r"[。！？；!?;\n]")
MARKS = re.compile(r"[。！？；!?;\n，：:,](?:(?<!\d,)|(?!\d))")


class Token(NamedTuple):
    """A word: its range in the text, its class and jieba's tag.

    The classes: N noun, A modifier, T time, F 以上, V verb that may be part of a noun, D 的, C 和, L 、, B words in brackets, X
    anything else, which ends a phrase.
    """

    start: int
    end: int
    kind: str
    tag: str


@dataclass(frozen=True, slots=True)
class Tables:
    """Verbs with an object that look like nouns, verbs within nouns, heads of phrases (and with what measures, `counted`), words
    that are never a part of one, characters that end nouns, words that begin a predicate, nouns that measure, prepositions, last
    characters of nouns, terms, nouns that describe, verbal nouns, verbs that are nothing else, nouns of what is told
    of something, verbs that modify with their noun, objects within verbs, classes that the dictionary's tag gets
    wrong; what is cut as one: quotations,
    brackets, heads and terms that the dictionary lacks."""

    verbs: frozenset[str]
    nominal: frozenset[str]
    heads: frozenset[str]
    counted: frozenset[str]
    edges: frozenset[str]
    suffixes: frozenset[str]
    predicates: frozenset[str]
    metrics: frozenset[str]
    adjuncts: frozenset[str]
    endings: frozenset[str]
    terms: frozenset[str]
    modifiers: frozenset[str]
    acts: frozenset[str]
    plain: frozenset[str]
    attributes: frozenset[str]
    prefixes: dict[str, str]
    objects: frozenset[str]
    classes: dict[str, str]
    parts: re.Pattern[str]


@lexicon.cached
def tables() -> Tables:
    heads = lexicon.words("find/figures/heads.tsv")
    metrics = frozenset(lexicon.words("find/figures/metrics.tsv"))
    terms = lexicon.words("find/figures/terms.tsv")
    own = lexicon.rows("find/classes.tsv", 2)
    entries = (*heads, *metrics, *terms)
    lacking = lexicon.alternation(word for word in entries if len(word) > 1 and not words.known(word))
    return Tables(
        frozenset(lexicon.words("find/figures/verbs.tsv")),
        frozenset(lexicon.words("find/figures/nominal.tsv")),
        frozenset(heads),
        frozenset(heads) | metrics,
        frozenset(lexicon.words("find/figures/edges.tsv")),
        frozenset(lexicon.words("find/figures/suffixes.tsv")),
        frozenset(lexicon.words("find/figures/boundaries.tsv")),
        metrics,
        frozenset(lexicon.words("find/figures/adjuncts.tsv")),
        frozenset(lexicon.words("find/figures/endings.tsv")),
        frozenset(terms),
        frozenset(lexicon.words("find/figures/modifiers.tsv")),
        frozenset(word for word, kind in own if kind == "ACT"),
        frozenset(word for word, kind in own if kind == "VERB"),
        frozenset(lexicon.words("find/figures/attributes.tsv")),
        {row[0]: row[1] for row in lexicon.rows("find/figures/prefixes.tsv", 2, choices=("place", ""))},
        frozenset(lexicon.words("find/figures/objects.tsv")),
        {word: CLASSES[kind] for word, kind in own if kind in CLASSES and len(word) > 1},
        re.compile(f"{QUOTED.pattern}|{BRACKETED}|{lacking}"),
    )


class Cut:
    """A text and its words, with the places where its sentences (`stops`) and their clauses (`marks`) end."""

    __slots__ = ("marks", "stops", "text", "words")

    def __init__(self, text: str, cut: Words | None = None) -> None:
        self.text = text
        self.words = Words.of(text) if cut is None else cut
        self.stops = [mark.start() for mark in STOPS.finditer(text)]
        self.marks = [mark.start() for mark in MARKS.finditer(text)]

    def tokens(self, start: int, end: int) -> list[Token]:
        """The words of a stretch of text, quotations and words in brackets as one each."""
        found: list[Token] = []
        at = start
        for aside in tables().parts.finditer(self.text, start, end):
            kind = "B" if aside[0][0] in "（(" else "X" if aside[0] in tables().edges else "N"
            if kind != "B" and aside[0][0] not in QUOTES and not self._loose(*aside.span()):
                continue
            self._add(at, aside.start(), found)
            tag = "aside" if kind == "B" else "n" if aside[0] in tables().terms else "joined"
            found.append(Token(aside.start(), aside.end(), kind, tag))
            at = aside.end()
        self._add(at, end, found)
        return _joined(self.text, found)

    def _loose(self, start: int, end: int) -> bool:
        """Whether a term begins or ends where one of the words does: 再|贷款 may, 赛项 of 参赛|项目 is a piece of two words."""
        return start in self.words.bounds or end in self.words.bounds

    def _add(self, start: int, end: int, found: list[Token]) -> None:
        """Append the words from a place to another; a word that goes on beyond is cut anew."""
        if start >= end:
            return
        text, cut, kind = self.text, self.words, kinds()
        step, tags, at = cut.step, cut.tags, start
        if start not in cut.bounds:
            at = min(end, cut.at(start).end)
            found += fresh(text, start, at)
        while at < end:
            stop, tag = step[at], tags[at]
            if stop > end:
                found += fresh(text, at, end)
            else:
                found.append(Token(at, stop, kind(text[at:stop], tag), tag))
            at = stop


def fresh(text: str, start: int, end: int) -> list[Token]:
    """The words of a stretch of text, read by itself."""
    kind = kinds()
    cut = words.cut(text[start:end])
    ranges = ((start + word.start, start + word.end, word.tag) for word in cut)
    return [Token(at, stop, kind(text[at:stop], tag), tag) for at, stop, tag in ranges]


def _joined(text: str, tokens: list[Token]) -> list[Token]:
    """Verbs and single characters joined with the character behind them that makes them a noun."""
    known = tables()
    found: list[Token] = []
    for number, token in enumerate(tokens):
        if text[token.start] == "率" and number + 1 < len(tokens) and tokens[number + 1].kind == "N":
            found.append(token._replace(kind="X"))  # 率团, 率调研组
            continue
        following = tokens[number + 1] if number + 1 < len(tokens) else None
        if (modifier := _modifier(text, found, token, following)) is not None:
            found[-1] = modifier
            continue
        if text[token.start : token.end] == "级" and found and found[-1].tag == "eng" and found[-1].end == token.start:
            found[-1] = Token(found[-1].start, token.end, "A", "b")  # A|级
            continue
        kind_of = following is not None and following.start == token.end and following.kind == "N"
        kind_of = kind_of and following is not None and text[following.end - 1] not in "幅速额量率值"
        kind_of = kind_of and bool(found) and found[-1].kind in "NV" and found[-1].end == token.start
        if kind_of and text[token.start : token.end] == "类":
            found[-1] = Token(found[-1].start, token.end, "A", "b")  # 科学技术类|博物馆
            continue
        single = token.end - token.start == 1 and found and found[-1].end == token.start
        pair = text[token.start - 1 : token.end] if single else ""
        apart = single and found[-1].end - found[-1].start == 1 and pair in known.metrics  # 总|重
        if single and (pair in known.heads or apart) and token.tag[0] not in "pdrv":
            found[-1] = Token(found[-1].start, token.end, "N", "joined")  # 观测站|位, 机|时
            continue
        if (
            single
            and text[token.start] in known.suffixes
            and text[found[-1].start : token.start] not in known.predicates
        ):
            before = found[-1]
            size = before.end - before.start
            if text[before.start : token.end] in ("大类", "中类", "小类"):
                found[-1] = Token(before.start, token.end, "N", "joined")
                continue
            earlier = found[-2] if len(found) > 1 and found[-2].end == before.start else None
            if size == 1 and _loose(text, before) and token.tag != "q":
                start = before.start
                found.pop()
                if earlier is not None and earlier.end - earlier.start == 1 and _loose(text, earlier):
                    start = earlier.start
                    found.pop()
                found.append(Token(start, token.end, "N", "joined"))
                continue
            acts = before.tag[0] == "v" or text[before.start : before.end] in known.nominal
            verb = acts and text[token.start] not in "长高宽深厚重点所区报"
            verb = verb or (before.tag[0] == "a" and text[token.start] in "度性")
            if size == 2 and (verb or text[token.start] in "率量额值数费类型级式"):
                found[-1] = Token(before.start, token.end, "N", "joined")
                continue
        found.append(token)
    return found


def _modifier(text: str, found: list[Token], token: Token, following: Token | None) -> Token | None:
    """A verb and the noun behind it as one modifier: 跨|区域, 在|沪."""
    if not found or found[-1].end != token.start or token.kind not in "NV":
        return None
    before = found[-1]
    kind = tables().prefixes.get(text[before.start : before.end])
    if (
        kind is None
        or token.end - token.start > 2
        or (kind and (token.end - token.start > 1 or token.tag not in PLACES))
    ):
        return None
    if (
        following is None
        or following.start != token.end
        or following.tag[0] not in "nvabjlsz"
        or following.tag in NAMES
    ):
        return None
    return Token(before.start, token.end, "A", "b")


def _loose(text: str, token: Token) -> bool:
    """Whether a single character is a piece of an unknown word rather than a word by itself."""
    return (
        token.tag[0] in "vngzajx"
        and text[token.start] not in "是有为在由到达共占的之、第各每"
        and bool(HAN.match(text[token.start]))
    )


@lexicon.cached
def kinds() -> Callable[[str, str], str]:
    """The class of a word with its tag."""
    return lru_cache(maxsize=1 << 14)(_kind)


def _kind(word: str, tag: str) -> str:
    if word in "的之":
        return "D"
    if word == "、":
        return "L"
    if word in ("和", "与", "及", "以及", "或"):
        return "C"
    known = tables()
    if word in known.heads or word in known.metrics:
        return "N"
    if word in ("首期", "首批", "首轮") or word in known.modifiers:
        return "A"
    if tag[0] == "n" and (kind := known.classes.get(word)) is not None and word not in known.nominal:
        return kind
    if tag[0] == "f":
        return "F"
    if tag == "nr" and not words.frequency(word):
        return "X"  # a person's name, which the reading of names found
    if word in known.edges:
        return "X"
    if tag[0] == "t" and word[-1] in "季代朝" and len(word) == 2:
        return "A"  # 春季|线路, 宋代|词人
    if tag[0] == "t" or word == "月份":
        return "T"
    if tag[0] == "r" and word[0] == "各":
        return "A"
    if tag == "m" and len(word) == 2 and word[0] in "分大子":
        return "A"  # 分项, 大宗
    if tag == "m" and word[0] == "第":
        return "A"
    if tag == "vn" or (tag[0] in "vd" and (word in known.nominal or word in known.acts)):
        return "V"
    if tag[0] in "nljigskh" or tag in ("an", "eng") or (tag == "x" and HAN.fullmatch(word)):
        return "X" if tag == "eng" and word[0].isdigit() else "N"
    if tag[0] in "abz" and tag not in ("ad",):
        return "A"
    return "X"
