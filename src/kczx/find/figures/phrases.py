"""Noun phrases on either side of a number: whole words by jieba's dictionary, ended by verbs, prepositions and marks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from kczx.find.figures.tokens import HAN, Cut, Token, tables

WINDOW = 120
"""Characters on either side that are read: no phrase reaches further."""
LONGEST = 24
"""Characters of a phrase; what is longer is a clause that was not understood."""
BRACKET = re.compile(r"[（(][一-龥、“”]{1,8}[）)](?![，,。；;]?[是为])")
WITHIN = frozenset("内里中上")
"""What ends a place or a time in which something is told to be: no noun that is counted ends so."""
PROPER = frozenset(["ns", "t"])
NEAR = 9
"""Words of a clause with 的 that may stand before what is counted."""


class Sentence:
    """The words of the clause around a place, for as many questions as there are numbers in it, and where its sentence begins."""

    __slots__ = ("_cut", "_ends", "_first", "_starts", "end", "start", "text", "tokens")

    def __init__(self, cut: Cut, at: int) -> None:
        far = max(0, at - WINDOW)
        stops, marks = cut.stops, cut.marks
        number = bisect_left(stops, at) - 1
        self.start = stops[number] + 1 if number >= 0 and stops[number] >= far else far
        number = bisect_left(marks, at)
        self._first = max(self.start, marks[number - 1] + 1) if number else self.start
        self.end = min(at + WINDOW, marks[number] if number < len(marks) else len(cut.text))
        self._cut = cut
        self.text = cut.text
        self._read(cut.tokens(self._first, self.end))

    def _read(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self._starts = [token.start for token in tokens]
        self._ends = [token.end for token in tokens]

    def holds(self, at: int) -> bool:
        """Whether a place lies in the clause, with enough of it behind the place."""
        return self._first <= at < self.end and (at + LONGEST <= self.end or self.end - self._first < WINDOW)

    def at(self, place: int) -> Token | None:
        """The word that holds a place."""
        number = bisect_right(self._starts, place) - 1
        return self.tokens[number] if number >= 0 and place < self.tokens[number].end else None

    def behind(self, at: int, verb: bool = False) -> tuple[int, int] | None:
        """The noun phrase that begins at a place: up to the last noun before a verb, a mark or a number.

        With `verb` it may begin with any verb that has a noun behind it: 三位发布人.
        """
        number = bisect_left(self._starts, at)
        if at < self.end and (number == len(self.tokens) or self.tokens[number].start != at):
            self._recut(at)
            number = bisect_left(self._starts, at)
        object_at = self._relative(number)
        if object_at is not None:
            number = object_at
        elif number < len(self.tokens) and self.tokens[number].kind in "DB":
            number += 1
        first = number
        last = head = -1
        if verb and number + 1 < len(self.tokens) and self._agent(number):
            number += 1
        while number < len(self.tokens):
            token = self.tokens[number]
            following = self.tokens[number + 1] if number + 1 < len(self.tokens) else None
            word = self._word(token)
            if (token.kind not in "CL" and word in tables().predicates and word not in tables().heads) or (
                token.tag == "nr" and token.end - token.start == 1 and last >= first
            ):
                break
            if token.kind == "N":
                last = number
                if self._is_head(token) or (head >= first and self._goes_on(token)):
                    head = number
            elif token.kind in "AVF" or token.tag == "v":
                if not self._leads(number, last >= first):
                    break
            elif token.kind in "CL":
                if last != number - 1 or not self._listed(number):
                    break
            else:
                break
            if following is not None and following.start != token.end:
                break
            number += 1
        if last < first:
            return None
        last = head if head >= first else last  # 专家|进站: behind the last noun that is counted something is done
        start, end = self.tokens[first].start, self.tokens[last].end
        if object_at is not None and self.text[end : end + 1] == "、":
            return None
        if bracket := BRACKET.match(self.text, end, min(end + 12, self.end)):
            end = bracket.end()
        return self._checked(start, end)

    def _relative(self, number: int) -> int | None:
        """Where the object stands of a clause with 的 that begins with its verb: 推动产业升级的|重点项目."""
        if number + 2 >= len(self.tokens):
            return None
        token = self.tokens[number]
        if token.tag[0] != "v" or (token.tag != "v" and self._word(token) not in tables().verbs):
            return None
        for at in range(number + 1, min(number + NEAR, len(self.tokens) - 1)):
            kind, tag = self.tokens[at].kind, self.tokens[at].tag
            if kind == "D":
                return at + 1 if self.tokens[at + 1].kind in "NAV" else None
            if kind == "X" and (tag[0] != "v" or self.tokens[at - 1].kind != "C"):
                return None  # the verb's clause goes on with another: 侦察小组在城外的行动
        return None

    def _measures(self, number: int) -> bool:
        """Whether a word is a noun that measures: 海拔, 宽度."""
        word = self._word(self.tokens[number])
        return word in tables().metrics or word[-2:] in tables().metrics

    def act(self, at: int) -> int | None:
        """Where a verb begins that ends at a place and is no part of a noun, if a word stands before it in the sentence."""
        number = bisect_right(self._ends, at) - 1
        if number < 1 or self.tokens[number].end != at:
            return None
        token = self.tokens[number]
        plain = token.tag == "v" and token.kind == "X" and token.end - token.start > 1
        return token.start if plain and self.tokens[number - 1].end == token.start else None

    def _recut(self, at: int) -> None:
        """Read the words anew, with an edge at a place: a number, or a link before one, ends there."""
        self._read([*self._cut.tokens(self._first, at), *self._cut.tokens(at, self.end)])

    def edge(self, at: int) -> bool:
        """Whether a word begins at a place."""
        number = bisect_left(self._starts, at)
        return number < len(self.tokens) and self._starts[number] == at

    def _agent(self, number: int) -> bool:
        """Whether a verb and the noun behind it are one word for somebody or something: 发布人, 颁奖礼仪."""
        verb, noun = self.tokens[number : number + 2]
        ended = number + 2 >= len(self.tokens) or self.tokens[number + 2].kind != "D"
        return verb.tag == "v" and self._word(verb) not in tables().predicates and noun.kind == "N" and ended

    def _leads(self, number: int, inside: bool) -> bool:
        """Whether a modifier or a verb is followed by a noun of the same phrase."""
        token = self.tokens[number]
        if number + 1 >= len(self.tokens):
            return False
        following = self.tokens[number + 1]
        if token.kind == "F":
            return inside and following.kind == "N"
        if token.kind == "A":
            return following.kind in "NAV" or (following.kind == "D" and not inside)
        if not inside:
            return token.kind == "V" and following.kind in "NV"
        if token.tag != "vn" and token.kind in "XV" and self._is_head(self.tokens[number - 1]):
            return False
        while following.kind == "V" and number + 2 < len(self.tokens):
            number += 1
            following = self.tokens[number + 1]
        return following.kind == "N" and self._is_head(following)

    def _is_head(self, token: Token) -> bool:
        word = self._word(token)
        known = tables()
        return bool({word, word[-2:]} & (known.heads | known.metrics)) or token.tag == "joined"

    def _goes_on(self, token: Token) -> bool:
        """Whether a noun behind such a head still belongs to the phrase: 产业|集群, but not 专家|进站."""
        word = self._word(token)
        return token.tag == "n" and len(word) > 1 and word[-1] in tables().endings and word not in tables().verbs

    def headed(self, end: int) -> bool:
        """Whether the word that ends at a place is a noun that is known to be counted."""
        number = bisect_right(self._ends, end) - 1
        return number >= 0 and self.tokens[number].end == end and self._is_head(self.tokens[number])

    def _listed(self, number: int) -> bool:
        """Whether what follows 、 or 和 is another short noun, and the last of them ends there: 国家和地区, 省、自治区、直辖市."""
        tokens = self.tokens
        size = 0
        at = number + 1
        if self._word(tokens[number]) == "与" or (at < len(tokens) and tokens[at].tag[0] == "r"):
            return False
        while at < len(tokens) and tokens[at].kind in "NAV" and size <= 8:
            if tokens[at].tag in ("nr", "ns", "nt", "nrt") and self._word(tokens[at]) not in tables().heads:
                return False
            size += tokens[at].end - tokens[at].start
            at += 1
        if not size or size > 8 or tokens[at - 1].kind != "N":
            return False
        return at >= len(tokens) or tokens[at].kind in "XDLC" or (tokens[at].tag.startswith("v"))

    def ahead(self, at: int, floor: int, listed: bool = False, verb: bool = False) -> tuple[int, int] | None:
        """The noun phrase that ends at a place and begins at `floor` or behind it; of a list the last item, or all (`listed`).

        With `verb` it may end with what was done: 展览占地, 大篷车行驶.
        """
        number = bisect_right(self._ends, at) - 1
        if number < 0 or self.tokens[number].end != at:
            if not self._first < at < self.end:
                return None
            self._recut(at)
            number = bisect_right(self._ends, at) - 1
        if self.tokens[number].kind == "B" and number:  # 投入强度(与生产总值之比)为1.74%
            number -= 1
            at = self.tokens[number].end
        last = number
        token = self.tokens[last]
        acted = verb and token.tag[0] == "v" and number and self.tokens[number - 1].kind == "N"
        if not (token.kind == "N" or acted or (token.kind == "V" and self._noun_like(last))):
            return None
        while number >= 0 and self.tokens[number].start >= floor:
            token = self.tokens[number]
            if number < last and token.end != self.tokens[number + 1].start:
                break
            if token.kind in "CL":
                if not listed or number == 0 or self.tokens[number - 1].kind not in "NV":
                    break
            elif token.tag == "v" and number < last and self._word(self.tokens[number + 1]) in tables().metrics:
                pass  # 死亡人数
            elif number < last and self._modifies(number):
                number -= 1
                break  # 安排|运行|经费
            elif number < last:
                if token.kind not in "NAVFB" or (token.kind == "V" and token.tag == "v" and not self._inner(number)):
                    break
            elif not acted and token.kind not in "NAV":
                break
            number -= 1
        number += 1
        while (number < last and at - self.tokens[number + 1].start > 1) and (
            self.tokens[number].kind in "CLTFB"
            or self.tokens[number].tag[0] == "r"
            or self._governs(number)
            or self._word(self.tokens[number]) in tables().edges
            or self._piece(number)
        ):
            number += 1
        if self.text[at - 1] in WITHIN:
            return None  # 区域内, 比赛中
        if number and self._word(self.tokens[number - 1]) in tables().adjuncts and not self._measures(last):
            return None  # 距地球400公里, 由现行20亿元
        if all(self.tokens[i].tag in PROPER and not self._is_head(self.tokens[i]) for i in range(number, last + 1)):
            return None  # a place or a person is not what is counted
        return self._checked(self.tokens[number].start, at)

    def _governs(self, number: int) -> bool:
        """Whether the phrase's first word is the verb of what follows: 培训护林员, but not 培训人数."""
        known = tables()
        if self._word(self.tokens[number]) not in known.verbs or self._word(self.tokens[number + 1]) in known.metrics:
            return False
        before = self.tokens[number - 1] if number else None
        if self._word(self.tokens[number]) not in known.nominal:
            return True
        return before is None or before.tag[0] != "v" or before.kind != "X"  # 下拨|补助资金 has its verb already

    def _modifies(self, number: int) -> bool:
        """Whether a verb right behind another is part of the noun behind it: 安排运行经费, 签订合作协议."""
        if number == 0:
            return False
        token, before = self.tokens[number], self.tokens[number - 1]
        pair = token.tag == "v" and before.tag[0] == "v" and token.kind == "X" and before.end == token.start
        return (
            pair
            and token.end - token.start == before.end - before.start == 2
            and self._is_head(self.tokens[number + 1])
        )

    def _piece(self, number: int) -> bool:
        """Whether a single character at a phrase's beginning is the rest of a word that the dictionary lacks: 返|港|渔船."""
        token = self.tokens[number]
        before = self.tokens[number - 1] if number else None
        return (
            token.end - token.start == 1
            and before is not None
            and before.end == token.start
            and (
                before.kind == "T"  # 春节|档票房
                or (
                    before.end - before.start == 1
                    and before.tag[0] in "vgzx"
                    and bool(HAN.fullmatch(self._word(before)))
                )
            )
        )

    def _inner(self, number: int) -> bool:
        """Whether a verb before a noun is part of it: one of the table's, with a noun before it."""
        before = self.tokens[number - 1] if number else None
        return before is not None and before.kind in "NA" and self._word(self.tokens[number]) not in tables().verbs

    def _noun_like(self, number: int) -> bool:
        return self.tokens[number].tag != "v" or self._word(self.tokens[number]) in tables().nominal

    def _word(self, token: Token) -> str:
        return self.text[token.start : token.end]

    def _checked(self, start: int, end: int) -> tuple[int, int] | None:
        phrase = self.text[start:end]
        if end - start > LONGEST or (end - start < 2 and phrase not in tables().heads) or phrase in tables().edges:
            return None
        return start, end
