"""The event that a clause tells: a name with a predicate that holds it, or a predicate that is an event by itself."""

from __future__ import annotations

import re

from kczx import lexicon, words
from kczx.flow import Findings
from kczx.relate.belonging import leading
from kczx.relate.clauses import CLAUSE_MARKS, inside_quotes
from kczx.relate.designated import counted, object_of
from kczx.relate.draft import Draft, Scene, named, of_clause
from kczx.relate.frames import Frame, tables
from kczx.relate.misread import across_words, asked_about, within_name
from kczx.relate.names import (
    SAME,
    SEVERAL,
    WHOLE,
    act_name,
    kind_of,
    name_of,
    name_start,
    named_before,
    noun_ends,
    titled_name,
    topic_name,
)  # fmt: skip

LONGEST_NAME = 90
BETWEEN = 34
"""Characters between an event's name and the predicate that says it is held."""
LONGEST_PART = 20
"""Characters between what opens a part and a predicate that may stand within it: 为荣获…奖的企业|颁发."""
SINCE = re.compile(r"[\d年月日近前今昨上下午]*(?:在[^，,。；;的]{1,14})?(?:正式|宣布|宣告)?")
"""What stands between a body that is founded and the predicate: 联盟|17日在北京|成立."""
WHO = re.compile("[^，,。；;在于以的]{0,16}的(?=[^，,。；;]{2})")
"""Between a name and a predicate that it is no part of: 来华出席峰会并访问的|总统."""
IN_LIST = re.compile("、[^，,。；;、]{0,2}$")
LISTED = re.compile("[^，,。；;]{0,4}(?:、|等)")
"""Before and behind a predicate that is one of a list of nouns: 通过交流、签约、参观等."""
BY = re.compile(r"[上中]$|由[^，,]*$")
MEETING = re.compile(r"[\d一-龥“”]{2,20}?会(?=[，,。；;、]|$)")
SERIES_NOUN = "活动"
"""Without a name it tells no event: what is held may be anything."""
PLAIN_HOLDING = frozenset(["召开", "举行", "举办", "组织召开", "联合召开"])
LEADING = frozenset(["award", "designation"])
"""Kinds of acts that the first sentences of an article tell without a day."""
EXACT_OBJECT = frozenset(["开展", "组织开展", "组织"])
"""Predicates that hold many things which are no events: only a proper name counts behind them."""
ORGANIZING = frozenset(["主办", "承办", "协办"])


def held(findings: Findings, a: int, b: int, number: int) -> Draft | None:
    """召开2019“绿色制造”年度推进会议; 长三角集成电路联盟成立大会在上海举行."""
    text, compiled = findings.article.text, tables()
    verbs = [verb for verb in compiled.carrying.finditer(text, a, b) if compiled.carriers[verb[0]].group != "attend"]
    # 走进 and 启动 may stand within a name (启动仪式暨走进…直播课|举行): the plain verbs go first.
    verbs.sort(key=lambda verb: compiled.carriers[verb[0]].group == "open" or verb[0] == "走进")
    for verb in verbs:
        if compiled.noun.match(text, verb.start()):
            continue  # 启动 in 启动仪式
        if (
            inside_quotes(text, a, b, verb.start())
            or within_name(findings, *verb.span())
            or across_words(findings, *verb.span())
            or asked_about(text, a, b, *verb.span())
        ):
            continue
        draft = _name_behind(findings, verb, a, b, number) or _name_before(findings, verb, a, b, number)
        if draft is not None:
            return draft
    return None


def _name_behind(findings: Findings, verb: re.Match[str], a: int, b: int, number: int) -> Draft | None:
    """召开…会议, and 5月15日召开的…会议."""
    text, frame, first = findings.article.text, tables().carriers[verb[0]], verb.end()
    if frame.group != "hold" or verb[0] == "走进" or (verb[0] in ORGANIZING and text[first : first + 1] == "的"):
        return None
    attributive = text[first : first + 1] == "的"
    ends = [end for end in noun_ends(text, first, b, held=True) if end - first <= LONGEST_NAME]
    if verb[0] in ORGANIZING and (further := _further(findings, ends, b)):
        ends = further
    if ends and SEVERAL.match(text[first : first + 12]) and noun_ends(text, a, verb.start()):
        return None  # 年会将举办60场论坛: parts of it
    if not ends and verb[0].endswith("召开"):
        ends = _plain_meeting(findings, first, b)
    if not ends or (attributive and (verb[0] not in PLAIN_HOLDING or _held_later(findings, ends[-1], b))):
        return None
    name, kind = name_of(text, name_start(findings, first, ends[-1]), ends[-1]), kind_of(text[first : ends[-1]])
    if kind is None and text[ends[-1] - 1] == "会":
        kind = "meeting"
    if not kind or not (name or verb[0] in PLAIN_HOLDING or frame.subject[0] == "chair"):
        return None
    if not name and text.endswith(SERIES_NOUN, first, ends[-1]) and _generic(text[first : ends[-1] - len(SERIES_NOUN)]):
        return None  # 举办各类活动
    if attributive and (not name or len(name) < 4):
        return None
    if not name and verb[0] == "主持":
        return None
    if verb[0] in EXACT_OBJECT and any(
        body.end == ends[-1] for body in findings.within(findings.organizations, first, ends[-1])
    ):
        return None  # a body's name, 组织得力赢得了某国际联合会
    if verb[0] in EXACT_OBJECT and kind == "training" and not name:
        return None
    if name is not None and tables().noun.fullmatch(name):
        name = titled_name(findings, name) or name
    if name is None or WHOLE.fullmatch(name):
        before = [end for end in noun_ends(text, a, verb.start()) if verb.start() - end <= BETWEEN]
        if before and not BY.search(text[before[-1] : verb.start()]):
            name = name_of(text, name_start(findings, a, before[-1]), before[-1]) or name
    return named(of_clause(findings, frame, kind, name, a, b, number, (verb.start(), ends[-1]), verb), name, ends[-1])


def _generic(told: str) -> bool:
    """Whether nothing is told of an activity that would set it apart from others: 丰富多彩的."""
    at = 0
    while (match := tables().words["generic"].match(told, at)) is not None:
        at = match.end()
    return at == len(told)


def _further(findings: Findings, ends: list[int], b: int) -> list[int]:
    """Of where names may end behind 主办 those before a predicate of its own: 由甲主办的“培训班”|在上海举行结业仪式."""
    for verb in tables().carrying.finditer(findings.article.text, ends[0], b) if ends else ():
        if tables().carriers[verb[0]].group == "hold" and not inside_quotes(
            findings.article.text, ends[0], b, verb.start()
        ):
            return [end for end in ends if end <= verb.start()]
    return ends


def _plain_meeting(findings: Findings, first: int, b: int) -> list[int]:
    """Where what is convened ends, were it called what it may: 召开碰头会|; a body's name and a word such as 社会 is none."""
    match = MEETING.match(findings.article.text, first, b)
    if match is None or words.tag(match[0][-2:]) is not None:
        return []
    bodies = findings.within(findings.organizations, first, match.end())
    return [] if any(body.end == match.end() for body in bodies) else [match.end()]


def _held_later(findings: Findings, at: int, b: int) -> bool:
    """Whether another predicate behind a name says that it is held: 由学会举办的年会|召开."""
    return any(
        tables().carriers[verb[0]].group != "attend"
        for verb in tables().carrying.finditer(findings.article.text, at, b)
    )


def _name_before(findings: Findings, verb: re.Match[str], a: int, b: int, number: int) -> Draft | None:
    """…会议召开."""
    article, text, frame = findings.article, findings.article.text, tables().carriers[verb[0]]
    if (
        text[verb.end() : verb.end() + 1] == "的"
        or verb[0] in ORGANIZING
        or frame.subject[0] == "chair"
        or (verb[0] in EXACT_OBJECT and verb.end() < b)
    ):
        return None
    before = [end for end in noun_ends(text, a, verb.start()) if verb.start() - end <= BETWEEN]
    while len(before) > 1 and text[before[-1]] in "上中里":
        before.pop()  # …活动在交易会上|亮相
    if not before or BY.search(text[before[-1] : verb.start()]) or WHO.match(text[before[-1] : verb.start()]):
        return None
    end = before[-1]
    first = name_start(findings, a, end)
    name, kind = name_of(text, first, end), kind_of(text[first:end])
    if name is None and findings.within(findings.dates, article.sentences[number][0], verb.start()):
        bare = text[first:end].strip("，, ")
        bare = last if (last := bare.rsplit("的", 1)[-1]) in SAME else bare  # 举办的|年会
        name = named_before(text, first, end) or (None if bare in SAME else bare)
    off = tables().words["called_off"].match(verb[0]) or tables().words["put_off"].match(verb[0])
    if kind == "other" and frame.group == "open" and not off:
        kind = "launch"
    if kind and (not name or name in SAME) and text[first:end].strip("，, ") in SAME:
        name = titled_name(findings, text[first:end].strip("，, "))  # 会议|定于5月6日召开
        if name is None and not any(findings.within(findings.dates, end, verb.start())):
            return None
        return of_clause(findings, frame, kind, name, a, b, number, (end - 1, verb.end()), verb)
    if not kind or not name or name in SAME:
        return None
    return named(of_clause(findings, frame, kind, name, a, b, number, (end - 1, verb.end()), verb), name, end)


def act(findings: Findings, a: int, b: int, number: int, dated: bool, headline: bool, scene: Scene) -> Draft | None:
    """签约, 揭牌, 赴…调研: the first predicate of the clause that is an event and has what it needs."""
    text, compiled = findings.article.text, tables()
    found: list[tuple[re.Match[str], Frame]] = []
    at = a
    while (hit := compiled.quick.search(text, at, b)) is not None:
        at = hit.start() + 1
        for frame in compiled.by_first[text[hit.start()]]:
            match = frame.pattern.match(text, hit.start(), b)
            if match is None or (
                inside_quotes(text, a, b, match.end() - 1)
                or compiled.words["attribute"].match(text, match.end())
                or within_name(findings, match.start(), match.end())
                or across_words(findings, *match.span())
                or asked_about(text, a, b, *match.span())
                or (IN_LIST.search(text, a, match.start()) and LISTED.match(text, match.end(), b))
                or not _needs(findings, frame, match, a, b, number, dated or headline, scene)
                or (opened("topic", text, a, match.start()) and _discussed().match(text, match.end(), b))
            ):
                continue
            found.append((match, frame))
    found.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    for i, (match, frame) in enumerate(found):
        if opened("part_opens", text, a, match.start(), LONGEST_PART) and any(
            "的" in text[match.end() : other.start()] for other, _ in found[i + 1 :]
        ):
            continue  # only tells which thing is meant: 为荣获…奖的企业颁发奖金
        draft = of_clause(findings, frame, frame.kind, None, a, b, number, match.span(), match)
        draft.name = act_name(text, frame.kind, a, b, match.span(), findings.article.sentences[number][0])
        if draft.name is None and frame.kind == "meeting":
            draft.name = topic_name(findings, findings.article.sentences[number][0], a)
        return draft
    return None


def opened(kind: str, text: str, a: int, at: int, within: int = LONGEST_NAME) -> bool:
    """Whether words of a class stand before `at` in the same clause, no farther than so many characters."""
    first = max(a, at - within - 2, *(text.rfind(mark, a, at) + 1 for mark in CLAUSE_MARKS))
    return any(at - found.end() <= within for found in tables().words[kind].finditer(text, first, at))


@lexicon.cached
def _discussed() -> re.Pattern[str]:
    """Behind a predicate that is what others speak of: 就项目签约|等议题交换意见."""
    words = tables().words
    return re.compile(rf"[^，,。；;]*?{words['matter'].pattern}[^，,。；;]{{0,4}}{words['discussing'].pattern}")


def _needs(
    findings: Findings, frame: Frame, match: re.Match[str], a: int, b: int, number: int, dated: bool, scene: Scene
) -> bool:
    """Whether a clause has what an act needs beside its own words."""
    text, beside = findings.article.text, tables().words
    if frame.needs == "dated":
        first = findings.article.sentences[number][0] if frame.kind == "visit" else a
        doers = (findings.people, findings.organizations)
        if frame.kind in LEADING and scene.main is None and leading(findings, findings.article.sentences[number][0]):
            return True
        return dated or bool(scene.main and any(findings.within(kind, first, match.start() + 1) for kind in doers))
    if frame.needs == "body":
        behind = any(o.start - match.end() <= 6 for o in findings.within(findings.organizations, match.end(), b))
        before = any(match.start() - o.end <= 4 for o in findings.within(findings.organizations, a, match.start()))
        near = [m.end() for m in beside["body"].finditer(text, max(a, match.start() - 24), match.start())]
        return (
            behind
            or before
            or bool(beside["body"].search(text, match.end(), min(b, match.end() + 54)))
            or bool(near and SINCE.fullmatch(text, near[-1], match.start()))
        )
    if frame.needs == "named":
        return bool(object_of(findings, frame, match.span())) or (dated and counted(findings, match.span()))
    if frame.needs == "document":
        near = [m.end() for m in beside["document"].finditer(text, a, match.start())]
        return (
            bool(beside["document"].search(text, match.end(), min(b, match.end() + 60)))
            or beside["document"].match(text, match.start()) is not None  # 论文|上线
            or bool(near and match.start() - near[-1] <= 17)
            or "》" in text[findings.article.sentences[number][0] : match.start()]
        )
    return frame.needs != "titled" or bool(beside["titled"].search(text, a, b))
