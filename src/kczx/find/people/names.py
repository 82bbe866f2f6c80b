"""Recognizes a person's name that begins, or ends, at a given place: surnames, given names, foreign names with dots."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon, words

DOT = "·•・‧∙⋅"
NEVER = frozenset("的了是着们这那我你他她它您吗呢吧很把被不没第、，。；：")
"""Characters that no given name holds."""
FUNCTION = frozenset("和与及等则在将向对就也还并又从到赴率任说称做因经按由把给曾已均都同为以于所获作主出参致介指表强")
UNLIKELY = frozenset("和于向从有那后多第来曾时为常同自由应")
"""Surnames that are, without anything that announces a name, some other word."""
CONJUNCTION = frozenset("和与及同")
RANK = re.compile("院士|教授|研究员|博士|同志|先生|女士")
MARK = r"[，,、。；;：:！？!?（()）\[\]【】“”‘’《》〈〉…—\-/|\s]|$"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the lexicons make: patterns that match at a place."""

    surname: re.Pattern[str]
    compound: frozenset[str]
    follower: re.Pattern[str]
    verb: re.Pattern[str]
    act: re.Pattern[str]
    foreign: re.Pattern[str]
    transliterated: re.Pattern[str]
    words: re.Pattern[str]


@lexicon.cached
def rules() -> Rules:
    surnames = lexicon.rows("find/people/surnames.tsv", 2)
    followers = lexicon.rows("find/people/followers.tsv", 2)
    chars = "".join(sorted(set("".join(lexicon.words("find/people/transliteration_characters.tsv")))))
    heads = [row[0] for row in lexicon.rows("find/people/titles.tsv", 3)]
    prefixes = [word for word in lexicon.words("find/people/title_prefixes.tsv") if len(word) > 1 or word in "副总原"]
    follower = lexicon.alternation([row[0] for row in followers] + heads + prefixes)
    part = rf"(?:(?:阿[不布]都|[{chars}]){{1,8}}|[A-Z]\.?)"
    return Rules(
        re.compile(lexicon.alternation(row[0] for row in surnames)),
        frozenset(row[0] for row in surnames if row[1] == "compound"),
        re.compile(rf"{MARK}|{follower}"),
        re.compile(lexicon.alternation(row[0] for row in followers if row[0] not in heads)),
        re.compile(lexicon.alternation(row[0] for row in followers if row[1] == "act")),
        re.compile(rf"[一-龥]{{1,6}}(?:[{DOT}]{part})+(?![{DOT}])"),
        re.compile(rf"[{chars}]{{1,6}}(?:[{DOT}][{chars}]{{1,8}})+|[{chars}]{{2,6}}"),
        re.compile(lexicon.alternation(lexicon.words("find/people/common_words.tsv"))),
    )


def name_end(text: str, at: int, *, strong: bool) -> int | None:
    """Where the name that begins at `at` ends, or None where none does.

    `strong` says that something before it (a title) announces a name; otherwise what follows must be a mark or a word that
    goes with persons, and jieba's dictionary must not know the string as another word.

    >>> [text[: name_end(text, 0, strong=True)] for text in ("周敏当选理事长", "林国栋出席", "高松代表领导小组", "欧阳明高院士")]
    ['周敏', '林国栋', '高松', '欧阳明高']
    """
    compiled = rules()
    foreign = compiled.foreign.match(text, at)
    if foreign is not None:
        return _foreign_end(text, at, foreign.end())
    surname = compiled.surname.match(text, at)
    if surname is None or (not strong and surname[0] in UNLIKELY):
        return None
    marked = re.match(MARK, text[at + 2 : at + 3] or "。") or re.match(MARK, text[at + 3 : at + 4] or "。")
    if compiled.words.match(text, at) and not (strong and marked):
        return None
    first = surname.end()
    if surname[0] in compiled.compound and not _given(text, first, first + 1):
        first = at + 1
    lengths = [end for end in (first + 2, first + 1) if _given(text, first, end)]
    fitting = [end for end in lengths if compiled.follower.match(text, end)]
    if len(fitting) == 2:
        end = _of_two(text, first)
    elif fitting:
        end = fitting[0]
    elif strong and lengths and surname[0] not in UNLIKELY:
        end = _by_dictionary(text, lengths)
    else:
        return None
    if compiled.follower.fullmatch(text, at, end) or (not strong and is_word(text, at, end)):
        return None
    return end


def _given(text: str, start: int, end: int) -> bool:
    given = text[start:end]
    return len(given) == end - start and all("\u4e00" <= char <= "\u9fff" and char not in NEVER for char in given)


def _of_two(text: str, first: int) -> int:
    """One given name or two, where what follows fits both: 李明|和副主任 but 周和平|出席."""
    char = text[first + 1]
    if char in CONJUNCTION:  # 李明|和副主任, 李明|和王强, but 周和平|出席 and 栾景和|先后致辞
        behind = first + 2
        whole = re.match(MARK, text[behind : behind + 1] or "。") or rules().verb.match(text, behind)
        whole = whole or RANK.match(text, behind)  # 包信和|院士
        return behind if whole else first + 1
    if char in "说称讲谈":
        return first + 1
    if char in FUNCTION:
        follower = rules().follower.match(text, first + 1)
        return (
            first + 1
            if follower and (len(follower[0]) > 1 or not re.match(MARK, text[first + 2 : first + 3] or "。"))
            else first + 2
        )
    follower = rules().follower.match(text, first + 1)
    return (
        first + 1
        if follower
        and len(follower[0]) > 1
        and not re.match(MARK, text[first + 2 : first + 3] or "。")
        and _splits(text, first + 1)
        else first + 2
    )


def _splits(text: str, at: int) -> bool:
    """Whether the two characters at a place are a commoner word than the two behind its first."""
    return words.frequency(text[at : at + 2]) > words.frequency(text[at + 1 : at + 3])


def _by_dictionary(text: str, lengths: list[int]) -> int:
    """Where nothing known follows: the end at which the commoner word begins."""
    return max(lengths, key=lambda end: (words.frequency(text[end : end + 2]), end))


def _foreign_end(text: str, at: int, end: int) -> int:
    """A dotted name runs on into the text when the words behind it are written with the same characters."""
    last = max(text.rfind(dot, at, end) for dot in DOT)
    for cut in range(last + 2, end):
        follower = rules().follower.match(text, cut)
        if follower is not None and (len(follower[0]) > 1 or follower[0] in "和与及等在因就为则") and cut > last + 2:
            return cut
    return end


def is_word(text: str, start: int, end: int) -> bool:
    """Whether jieba reads a supposed name as a word, or as parts of words around it."""
    name = text[start:end]
    if words.frequency(name) > 40 and (len(name) < 3 or words.frequency(name[1:])):  # 高科技, but not a famous name
        return True
    if any(words.frequency(name[:cut]) > 300 for cut in range(2, len(name))):
        return True
    follower = rules().verb.match(text, end)  # 仝志坚|辞去: what follows is a word, whatever else jieba makes of it
    followed = follower is not None and len(follower[0]) > 1
    window = text[max(0, start - 3) : end + 3]
    offset = start - max(0, start - 3)
    at = 0
    for token in words.tokens(window):
        a, b = at, at + len(token)
        at = b
        if len(token) > 1 and (a < offset < b or (a < offset + len(name) < b and not followed)):
            return True
    return False
