"""Who employs: the body, the place or the noun phrase that stands right before a title."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from kczx import words
from kczx.find.chunk import Reading, Unit
from kczx.find.people.employing import armies, ends_like_body, fields, matters, suffixes

REACH = 32
"""Characters before a title among which its employer begins."""
LONGEST = 20
"""Characters of an employer that is neither a body nor a place."""
PART = 14
"""Characters between a body and a title that may name the body's part or the office."""
MARK = re.compile(r"(?<=日)[电讯]|[，,。；;：:！？!?\n、|…—/\t　]|\s{2}")
ANCHORS = frozenset(["BODY", "PLACE", "COUNTRY"])
INNER = frozenset(
    ["NOUN", "NAME", "ACT", "LATIN", "QUOTED", "BOOK", "ORDINAL", "QUALITY", "SIDE", "LEVEL", "GENERIC", "NATIONAL"]
)
"""Classes of units that stand in an employer, and between one and a title."""
NAMING = frozenset(["NAME", "LATIN", "QUOTED", "BOOK", "LEVEL", "NATIONAL"])
"""Classes that make a phrase without a body's suffix the name of one: 华为|轮值董事长, 《工程》|主编."""
CELL = INNER | ANCHORS | frozenset(["HUMAN", "OFFICE"])
LISTED = frozenset(["VERB", "CONJUNCTION", "PARTICLE"])
"""What else stands in the item of a row: 、我国牙周病学的|奠基者、."""
OWN = frozenset("我本该贵")
LEADING = frozenset(["QUALITY", "SIDE", "GENERIC"])
"""Classes that no employer begins with."""
CONJUNCTIONS = frozenset("和与及暨")
FIELDS = frozenset(["NOUN", "ACT", "QUALITY", "GENERIC", "SIDE", "CONJUNCTION", "NATIONAL"])
"""Classes of units that tell what a minister has to do with."""
UNSURE = frozenset(["ADVERB", "QUALITY", "IDIOM", "OTHER"])
COUNTED = frozenset(["TIME", "MEASURE", "NUMBER"])
FORMER = frozenset("前原")
SHORT = frozenset("前原老代正总")
"""What may stand before a title, and ends many other words."""
POSTED = "驻"
"""缅甸|驻|上海|总领事: stands between two places."""

AFFILIATED = "籍"
"""自由党|籍|议员: whom somebody belongs to does not employ him."""
BRANCH = re.compile("(?:[分支](?:行|院|会|局|所|校|部|店|队|公司|中心|社)|调查总?队|办事处|代表处|工作站)$")
"""What branches of bodies end with."""
AGED = re.compile(r"[“‘]\d{2}后[”’]")


class Employer(NamedTuple):
    """Half-open range of who employs, empty where nobody is named; behind it a part of the position may stand."""

    start: int
    end: int
    named: bool  # not only by what it is part of: 宣传部, 学会


class Window:
    """The words before a title, with the bodies and places among them."""

    def __init__(
        self, reading: Reading, start: int, end: int, last: int, closed: Sequence[tuple[int, int, str]]
    ) -> None:
        text = reading.text
        first = self.reach = max(last, start - REACH)
        inside = closed[bisect_left(closed, (first,)) : bisect_left(closed, (start,))]
        for mark in MARK.finditer(text, first, start):
            if not any(a <= mark.start() < b for a, b, _ in inside):
                first = mark.end()
        self.first, self.end = first, end
        self.text, self.reading = text, reading
        self.shared = next(((a, b) for a, b, kind in inside if b == start + 1 and kind == "PLACE"), None)  # 绵阳[市]长

    def cut_off(self, start: int) -> bool:
        """Whether a character that may stand before a title ends a longer word: 日[前]市长, 平[原]省长."""
        return self.text[start] in SHORT and start not in self.reading.ending and not self._begins(start)

    def splits(self, start: int, end: int) -> bool:
        """Whether words reach over both ends of a supposed title: 法[院|长]期."""
        reading = self.reading
        return not self._begins(start) and not reading.begins(end) and reading.word(start).end < end

    def _begins(self, at: int) -> bool:
        return at == self.first or self.reading.begins(at)

    def employer(self, at: int, kind: str, marks: frozenset[str]) -> Employer | None:
        """The employer that ends at a place, or before it where a part of the position follows."""
        if "minister" in marks and (state := self._of_fields(at)) is not None:
            return state
        units: list[Unit] = []
        anchor: Unit | None = None
        for unit in self.reading.back(at, self.first):
            if unit.kind in ANCHORS:
                anchor = unit
                break
            if unit.end < at - LONGEST or not self._inner(unit, units, marks):
                break
            units.append(unit)
        found = None if anchor is None else self._anchored(at, kind, marks, anchor, units)
        named = found is not None or any(unit.kind in NAMING for unit in units)
        found = found or (self._bare(at, marks, units) if kind != "role" else None)
        return None if found is None else Employer(*found, named)

    def _of_fields(self, at: int) -> Employer | None:
        """Whose minister somebody is for several fields in a row: 瑞典|气候、住房与渔业|部长."""
        if self.text[self.first - 1 : self.first] != "、":
            return None
        field: Unit | None = None
        for unit in self.reading.back(at, self.reach):
            word = self.text[unit.start : unit.end]
            if unit.kind in ANCHORS:
                row = field is not None and self.text[field.start] != "、" and field.start == unit.end
                return Employer(unit.start, unit.end, True) if row else None
            whole = field is not None and self.text[unit.start : field.end] in fields()  # 自然|保护
            if unit.kind not in FIELDS and word != "、" and not self._joins(unit) and not whole:
                return None
            field = unit
        return None

    def named(self, at: int) -> bool:
        """Whether words that can be a name stand right before a place: 自由|党主席."""
        unit = self.reading.before(at, self.first)
        return unit is not None and unit.kind in INNER

    def cell(self, at: int) -> int:
        """Where the noun phrase before a trade's word begins, if nothing else stands before it in its row: 、|地震|学家."""
        begin, listed = at, self.text[self.first - 1 : self.first] == "、"  # 、石油炼制|专家、
        for unit in self.reading.back(at, self.first):
            if unit.kind not in CELL and not (
                listed and (unit.kind in LISTED or self.text[unit.start : unit.end] == "我国")
            ):
                return at
            begin = unit.start
        return at if at - begin > LONGEST else begin

    def own(self, at: int) -> int:
        """Where 我校, 该所 begins that ends at a place; the place itself where none does."""
        found, longest = suffixes()
        for length in range(1, longest + 1):
            begin = at - length - 1
            if begin >= self.first and self.text[begin] in OWN and self.text[begin + 1 : at] in found:
                return begin
        return at

    def _inner(self, unit: Unit, units: Sequence[Unit], marks: frozenset[str]) -> bool:
        """Whether an employer, or what stands between it and the title, may go through a unit."""
        word = self.text[unit.start : unit.end]
        if word == "同" or word.endswith(AFFILIATED) or AGED.fullmatch(word):
            return False
        if self._joins(unit):
            return bool(units) or "minister" in marks  # 德国|经济|和|能源部长
        if unit.kind in INNER or unit.kind == "BRACKET":
            return True
        if units and any(
            (words.tag(self.text[unit.start : end]) or "").startswith(("n", "l"))
            for end in (units[-1].end, unit.end + 2)
        ):
            return True  # 自然|科学院, 年|会
        if not units:
            return word == " " or word in suffixes()[0] or ("firm" in marks and self._unknown(unit))  # 校董|会
        if word in FORMER:
            return True  # 意大利|前|政府|总理
        if unit.kind in ("HUMAN", "OFFICE"):
            return self.text[units[-1].start : units[-1].end] in ("办公室", "办")  # 社会文化司|司长|办公室
        # 星驰|出行; 云|杏|医疗
        return "firm" in marks and self._unknown(unit) and (len(word) > 1 or unit.start == self.first)

    def _joins(self, unit: Unit) -> bool:
        return unit.kind == "CONJUNCTION" or self.text[unit.start : unit.end] in CONJUNCTIONS

    def _unknown(self, unit: Unit) -> bool:
        """Whether a verb is one by the dictionary's tag alone."""
        return unit.kind == "VERB" and self.text[unit.start : unit.end] not in self.reading.own

    def _anchored(
        self, at: int, kind: str, marks: frozenset[str], anchor: Unit, units: Sequence[Unit]
    ) -> tuple[int, int] | None:
        """A body or a place, with what stands between it and the title."""
        if kind == "role" and anchor.kind != "BODY":
            return None  # 匈牙利爱国|诗人
        if "aide" in marks and anchor.kind != "BODY" and self.text[anchor.end : at] in matters()[1]:
            whose = self.reading.before(anchor.start, self.first)
            if whose is None or whose.kind not in ANCHORS:
                return anchor.start, anchor.start
            return whose.start, whose.end  # 联合国|也门|问题特使
        begin, alone = anchor.start, False
        for unit in self.reading.back(anchor.start, self.first):
            posted = self.text[unit.start : unit.end] == POSTED
            sender = alone and ends_like_body(self.text[unit.start : unit.end])
            short = anchor.end - anchor.start <= 2 and anchor.kind == "BODY" and unit.kind in INNER  # 企业|科协
            owner = unit.kind == "BODY" and unit.end == begin and self._part_of(anchor, at)
            if not posted and not sender and not short and not owner and unit.kind not in ("PLACE", "COUNTRY"):
                break
            if owner:
                return unit.start, anchor.end if anchor.kind == "BODY" else at
            if anchor.kind == "COUNTRY" and unit.kind == "PLACE" and not alone:
                break  # (新华社)北京|中华人民共和国|主席
            begin, alone = unit.start, posted
        begin = self._former(begin)
        if alone:  # nobody sends: 驻|上海|总领事
            begin += 1
        between = self.text[anchor.end : at].strip()
        if re.fullmatch(r"(?:[（(][^（()）]*[）)])?", between):
            return begin, at if between else anchor.end
        joined = any(map(self._joins, units))
        if ends_like_body("某" + between):
            return begin, at
        fits = "minister" in marks or kind == ("rank" if anchor.kind == "BODY" else "office")
        if joined and len(between) <= PART and fits and not self._joins(units[-1]):
            return begin, anchor.end  # 印尼|公共工程和住房|部长, 某大学|经济学和公共政策|教授
        if joined or len(between) > PART or any(unit.kind == "BRACKET" for unit in units):
            return None
        if anchor.kind != "BODY" and kind != "office":
            return None
        return begin, anchor.end

    def _part_of(self, anchor: Unit, at: int) -> bool:
        """Whether what a country or a place begins is a part of the body before it: 某大学|中国语言文学系, 某银行|北京分行."""
        if anchor.kind != "BODY":
            return self.text[at - 1] in "系所院" and at - anchor.end > 1
        return BRANCH.search(self.text, anchor.start, anchor.end) is not None

    def _cut(self, begin: int) -> bool:
        """Whether the word before what could name a body only with something before it may belong to its name."""
        unit = self.reading.before(begin, self.first)
        return unit is not None and unit.kind in UNSURE and len(self.text[unit.start : unit.end].strip()) > 1

    def _ending(self, unit: Unit) -> bool:
        """Whether a unit is what bodies' names end with, and no more: 集团, 董事会."""
        return self.text[unit.start : unit.end] in suffixes()[0]

    def _former(self, begin: int) -> int:
        """Where an employer begins with the word that tells that it, or its office, is no more: 前|众议院|议长,
        某省|原|粮食局|局长."""
        former = self.reading.before(begin, self.first)
        if former is None or self.text[former.start : former.end] not in FORMER:
            return begin
        owner = self.reading.before(former.start, self.first)
        if owner is not None and owner.kind in COUNTED:
            return begin  # 三年|前|国务院总理
        if owner is not None and owner.kind == "BODY" and self.text[former.start] == "原":
            return owner.start  # 某军区|原|后勤部|部长
        return owner.start if owner is not None and owner.kind in ("PLACE", "COUNTRY") else former.start

    def _bare(self, at: int, marks: frozenset[str], units: list[Unit]) -> tuple[int, int] | None:
        """A noun phrase that is neither body nor place, by its suffix or its name: 茶学院, 该校, 华为."""
        army = armies().search(self.text, max(self.first, at - 4), at)
        if army is not None and self._begins(army.start()):
            return army.start(), at
        kept: list[Unit] = []
        for unit in units:
            if self._joins(unit) and "minister" not in marks:
                break
            kept.append(unit)
        while kept and kept[-1].kind in LEADING and not (kept[-1].kind == "GENERIC" and at - kept[-1].end < 3):
            kept.pop()  # 企业|科协 keeps its first word
        if not kept or self._joins(kept[-1]):
            return None
        begin, end = kept[-1].start, at
        phrase = self.text[begin:end].strip()
        # 村|党支部书记, but not (我)校|副校长 or (联邦参议)院|议长
        level = (
            kept[-1].kind == "LEVEL"
            and phrase not in self.text[at : self.end + 4].split("\n")[0]
            and not (begin > self.first and self.text[begin - 1].isalpha())
        )
        if len(phrase) > LONGEST or (len(phrase) == 1 and not level):
            return None
        joined = any(map(self._joins, kept))
        if joined and kept[-1].kind in NAMING and not ends_like_body(phrase):
            return kept[-1].start, kept[-1].end  # 德国联邦|经济和能源部长
        if all(self._ending(unit) for unit in kept) and self._cut(begin):
            return None  # (成功)大学, (劳拉)公司
        if ends_like_body(phrase) or any(unit.kind in NAMING for unit in kept) or "firm" in marks:
            return begin, end
        return (begin, begin) if "minister" in marks else None  # (德国副总理兼)经济和气候保护部长
