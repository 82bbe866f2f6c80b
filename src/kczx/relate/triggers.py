"""What tells of events: names of events with verbs that hold them, and verbs that are events by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon

GENERAL = frozenset(["other"])
SERIES = re.compile(
    r"“[^”]{2,14}(?:日|周|月|节|行|营|季)”|(?:服务|科普|开放|活动|宣传)(?:日|周|月|季)(?=[^一-龥常]|$|活动)"
)
NOT_NOUN = re.compile(
    r"[室厅]|精神|纪要|通知|方案|指出|认为|强调|要求|期间|主题|评委|组委|筹备|名单|作品|选手|经费|氛围|组织者|负责人|平台|品牌|体系|制度|机制|基地|中心|材料|课程|系列|会长|协会|联盟|成果(?!展)|单位|上(?![线午海])|议定|决定|听取|表决|通过|审议|还|现场|形式|方式|模式|旨在|共|吸引|分为|设|是"
)
"""What behind an event's noun says that the noun is a subject of something else or a part of another word."""
LEADING = re.compile(
    r"(?:了|随后的|接下来的|之后的|的|一场|一次|首场|此次|本次|该|这次|为期[^的]{1,6}的|专题|以[^的]{2,30}为主题的|主题为[^的]{2,30}的|题为|第[一二三四五六七八九十\d]+场|\s|[，,])+"
)
CUT = re.compile(
    r"(?:主办|承办|发起|举办|组织|协办|召开|牵头|筹办|参与|开展|举行)的(?=[^的]*$)|(?:出席|参加)(?:了)?(?=[^，,]{3,}$)"
)


@dataclass(frozen=True, slots=True)
class Act:
    """A verb that is an event by itself."""

    kind: str
    pattern: re.Pattern[str]
    needs: str


@dataclass(frozen=True, slots=True)
class Rules:
    noun: re.Pattern[str]
    kinds: dict[str, str]
    holding: re.Pattern[str]
    parts: dict[str, str]
    acts: tuple[Act, ...]
    quick: re.Pattern[str]
    presence: re.Pattern[str]
    roles: dict[str, str]


@lexicon.cached
def rules() -> Rules:
    kinds, parts, roles = (
        {row[0]: row[1] for row in lexicon.rows(f"relate/{name}.tsv", 2)} for name in ("nouns", "holding", "presence")
    )
    acts = tuple(Act(kind, re.compile(pattern), needs) for kind, pattern, needs in lexicon.rows("relate/acts.tsv", 3))
    return Rules(
        re.compile(f"{lexicon.alternation(kinds)}(?!委员会|组委会|评委会)"),
        kinds,
        re.compile(lexicon.alternation(parts)),
        parts,
        acts,
        re.compile(_quick([act.pattern.pattern for act in acts])),
        re.compile(lexicon.alternation(roles)),
        roles,
    )


def _quick(patterns: list[str]) -> str:
    """The patterns as one, tried only at characters with which one of them can begin."""
    firsts = set().union(*map(first_characters, patterns))
    return f"{lexicon.first_of(firsts)}(?:{'|'.join(patterns)})"


def first_characters(pattern: str) -> set[str]:
    """The characters with which a match of a row of `acts.tsv` can begin; a row begins with words, groups of words, or
    look-behinds before them.

    >>> sorted(first_characters("(?<!的)(?:宣布|正式)?成立(?!的)|开业"))
    ['宣', '开', '成', '正']
    """
    found: set[str] = set()
    for option in _options(pattern):
        while option.startswith(("(?<!", "(?<=", "(?!", "(?=")):
            option = option[_closing(option) + 1 :]
        if option.startswith("(?:"):
            end = _closing(option)
            found |= first_characters(option[3:end])
            if option[end + 1 : end + 2] == "?":
                found |= first_characters(option[end + 2 :])
        elif option.startswith("[") or not option:
            raise ValueError(f"a row must not begin with a class or be empty: {pattern}")
        else:
            found.add(option[0])
            if option[1:2] == "?":
                found |= first_characters(option[2:])
    return found


def _options(pattern: str) -> list[str]:
    """A pattern cut at the bars that stand in no group and no class."""
    found, depth, start, inside = [], 0, 0, False
    for i, char in enumerate(pattern):
        if char in "[]":
            inside = char == "["
        elif char in "()" and not inside:
            depth += 1 if char == "(" else -1
        elif char == "|" and not depth and not inside:
            found.append(pattern[start:i])
            start = i + 1
    return [*found, pattern[start:]]


def _closing(pattern: str) -> int:
    """Where the group that a pattern begins with closes."""
    depth, inside = 0, False
    for i, char in enumerate(pattern):
        if char in "[]":
            inside = char == "["
        elif char in "()" and not inside:
            depth += 1 if char == "(" else -1
            if not depth:
                return i
    raise ValueError(f"a bracket is not closed: {pattern}")


def kind_of(name: str) -> str | None:
    """The kind of event that a name ends with; a general noun (活动, 仪式) leaves it to the one before it.

    >>> kind_of("“绿色制造”联盟成立大会"), kind_of("项目签约授牌仪式专场活动"), kind_of("中国科协")
    ('founding', 'signing', None)
    """
    compiled = rules()
    found = [compiled.kinds[match[0]] for match in compiled.noun.finditer(name)]
    if not found:
        return "other" if SERIES.search(name) else None
    return next((kind for kind in reversed(found) if kind not in GENERAL), found[-1])


def name_of(text: str, start: int, end: int) -> str | None:
    """The name of an event that ends at `end` and begins at or behind `start`; None where only a bare noun stands there."""
    name = text[start:end]
    cuts = [cut.end() for cut in CUT.finditer(name) if cut.end() < len(name)]
    if cuts:
        name = name[cuts[-1] :]
    name = LEADING.sub("", name, count=1) if LEADING.match(name) else name
    if name.count("”") > name.count("“"):
        name = name[name.index("”") + 1 :] if not name.endswith("”") else name[:-1]
    if name.count("“") > name.count("”"):
        name = name.replace("“", "", 1) if name.startswith("“") else name + "”"
    bare = rules().noun.fullmatch(name)
    return None if bare and len(name) <= 4 else name or None


def noun_ends(text: str, start: int, end: int) -> list[int]:
    """Where names of events may end in [start, end): behind a noun that nothing turns into a part of something else."""
    found = []
    for match in rules().noun.finditer(text, start, end):
        if not NOT_NOUN.match(text, match.end()):
            found.append(match.end() + (text[match.end() : match.end() + 1] == "”"))
    for match in SERIES.finditer(text, start, end):
        if match.end() not in found:
            found.append(match.end())
    return sorted(found)
