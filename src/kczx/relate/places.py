"""Where a clause says that something was: behind 在, or a place that somebody goes to."""

from __future__ import annotations

import re

from kczx import lexicon
from kczx.flow import Findings
from kczx.relate.clauses import inside_quotes
from kczx.relate.frames import tables

REACH = 40
"""Characters before a clause at which a name may begin that ends within it."""
GOING = re.compile("[赴到来抵往]$")
AFTER_NAME = ("", *"的、，。；,;和与及等并时后工基城乡部")
"""What may stand behind the name of a place that somebody sees."""
NO_NAME = re.compile("[\ufffd、“”《》]")
"""Marks that no place holds."""
IN = (
    "在(?!建(?:的|项目|工程|设(?!银行|兵团|[路街厅局委部大集]))|职(?!业)|线(?:的|教|课|学|服|直|研|培|平)|岗(?:的|职|人|教|员)|编|读(?!书)"
    "|校(?:的|生|学|大|师|期)|任|野(?!三)|逃|押|册)"
)
"""在 before what may be a place: not the beginning of a word, 在建, 在职, 在线."""
NO_BEGINNING = re.compile(r"第[\d一二三四五六七八九十百]+[届次期轮批季场]|与|[向和同对跟].*(?:的|到访|来访)")
"""How no place begins: a number in a row, or what leads to whom."""
ON_A_TRIP = re.compile("(?:访问|出访|到访)了?(?P<goal>[^，,。；;、的在]{1,12}?)(?=期间)")
PHRASE = re.compile(r"[^，,。；;、的了\d“”《》]{2,16}")
"""What may stand between a verb of going and what is done there."""


@lexicon.cached
def _place_before() -> re.Pattern[str]:
    """在北京|举行: the place and, where what is held stands behind it, `held`."""
    holding = tables().words["holding"].pattern
    return re.compile(
        rf"(?:{IN}|(?<=[日于])假(?![期日如若使设定])|(?<![关对由基至处等属终大小高低优限鉴])于|走进)"
        r"(?P<place>[^，,。；;在]{1,24}?)"
        rf"(?=(?P<held>{holding})|[为向同与就以对]|$)"
    )


@lexicon.cached
def _venue() -> re.Pattern[str]:
    """A venue with 与 or 和 in its name, right before what is held there."""
    words = tables().words
    return re.compile(
        rf"[^，,。；;在“”]{{2,14}}[与和][^，,。；;在]{{1,8}}(?<=[所院馆室厅楼站])(?={words['holding'].pattern})"
    )


SEEING = frozenset(["考察", "走访", "参观", "视察", "检查", "对"])
"""Verbs behind which only a place is where the visit was: a body is who was visited."""
SHOWN = frozenset(["参观"])
"""Of those what one also does with a show whose name begins with a place."""
VISITS = frozenset(["visit", "survey", "service", "other"])


def told_place(findings: Findings, a: int, b: int, kind: str = "") -> str | None:
    """在北京举行: what stands behind 在, else where somebody goes, else a place in the clause that is no part of a name."""
    text = findings.article.text
    if kind == "visit" and (trip := ON_A_TRIP.search(text, a, b)) is not None:
        b = trip.end()  # 访问甲国期间|批评乙国: what follows is no place of the visit
        if _named_end(findings, trip.start("goal"), b) == trip.end("goal"):
            return trip["goal"]
    places = findings.within(findings.places, a, b)
    for match in _place_before().finditer(text, a, b):
        start, end = match.span("place")
        if not match["held"] and (whole := _venue().match(text, start, b)) is not None:
            return whole[0]  # 在某院光学与物理所|举行
        if any(place.start < start < place.end for place in places) or findings.within(findings.dates, start, end):
            continue  # 于 in 于都县
        if inside_quotes(text, a, b, start) or _in_company(text, start, b):
            continue
        named = _named_end(findings, start, b)
        if (row := _row_end(findings, named, b)) > named > start and text[row : row + 1] != "的":
            return text[start:row]  # 在黑龙江、吉林|调研
        if named > start and text.startswith("和", named):
            return text[start:named]  # 在上海|和代表团举行会谈
        if _no_place(match["place"]):
            continue
        if (ends := tables().words["place_ends"].search(text, start + 1, end)) and named < end:
            return text[start : max(named, ends.start())]  # 在中国武汉|设线上会场
        if named > start and tables().words["done_there"].match(text, named):
            return _full_name(findings, start) if named - start == 1 else text[start:named]  # 在瑞士|进行正式访问
        if tables().words["venue_end"].search(match["place"]) or (match["held"] and end - start > 1):
            return match["place"]
        if named > start:
            return _full_name(findings, start) if named - start == 1 else text[start:named]
    if kind in VISITS and (goal := _goal(findings, a, b)):
        return goal
    names = [*findings.within(findings.organizations, a - REACH, b), *findings.within(findings.people, a - REACH, b)]
    for place in places:
        inside = any(name.start <= place.start < name.end for name in names)
        if (
            not inside
            and not inside_quotes(text, a, b, place.start)
            and GOING.search(text, max(0, place.start - 1), place.start)
        ):
            return _full_name(findings, place.start) if len(place.text) == 1 else place.text
    return None


def _in_company(text: str, start: int, b: int) -> bool:
    """Whether what stands behind 在 is who goes along: 在|某国农业部长陪同下参观."""
    match = tables().words["in_company"].search(text, start, b)
    return match is not None and "在" not in text[start : match.start()]


def place_of_subject(findings: Findings, a: int, at: int) -> str | None:
    """The place that holds something by a predicate at `at`: 莒县|举行."""
    return next((place.text for place in findings.within(findings.places, a, at) if place.end == at), None)


def _goal(findings: Findings, a: int, b: int) -> str | None:
    """抵达首尔, 深入白洋淀调研, 到市博物馆调研: the place or body behind a verb of going."""
    text = findings.article.text
    for match in tables().words["going"].finditer(text, a, b):
        start = match.end() + (text[match.end() : match.end() + 1] == "了")
        seen = match[0] in SEEING and start == match.end()
        named = _named_end(findings, start, b)
        if seen and not (
            findings.within(findings.places, start, start + 1) and (match[0] not in SHOWN or _ends(text, named))
        ):
            continue
        if match[0] in SHOWN and named > start and not seen and not _ends(text, named):
            continue  # 参观了中国|刺绣展
        if text.startswith("途中", named) or (match[0] == "到" and match.start() == a):
            continue
        if named - start == 1:
            return _full_name(findings, start)
        if named > start:
            return text[start:named]
        if seen:
            continue
        goal = _phrase(text, start, b)
        if goal and tables().words["no_place"].search(goal):
            goal = _area(goal)
        if goal and not _no_place(goal) and not tables().words["no_place"].search(goal):
            return goal
    return None


def _ends(text: str, at: int) -> bool:
    """Whether a name can end at `at`, and is not just the beginning of a longer one (参观中国|刺绣展)."""
    return text[at : at + 1] in AFTER_NAME or tables().words["done_there"].match(text, at) is not None


def _phrase(text: str, start: int, b: int) -> str | None:
    """What stands between a verb of going at `start` and what is done there, or the clause's end."""
    match = PHRASE.match(text, start, b)
    if match is None or tables().words["no_goal"].match(text, start):
        return None
    done = tables().words["done_there"].search(text, start + 2, min(b, start + 18))
    if done is not None and done.start() <= match.end():
        return text[start : done.start()]
    return match[0] if match.end() == b or text[match.end()] in "，,。" else None


def _area(goal: str) -> str | None:
    """The area at the beginning of what is no place as a whole: 高新区|部分重点企业."""
    ends = [end for end in range(2, len(goal)) if tables().words["area_end"].search(goal[:end])]
    return goal[: ends[-1]] if ends else None


def _no_place(name: str) -> bool:
    words = tables().words
    return (
        NO_NAME.search(name) is not None
        or NO_BEGINNING.match(name) is not None
        or words["everywhere"].match(name) is not None
        or any(words[of].search(name) for of in ("no_venue", "no_venue_end"))
    )


def _full_name(findings: Findings, start: int) -> str:
    """京 as what it stands for: 北京市."""
    return next(place.name for place in findings.within(findings.places, start, start + 1))


def _row_end(findings: Findings, named: int, b: int) -> int:
    """Where the places of a list end that goes on at `named`: 黑龙江|、吉林."""
    while findings.article.text[named : named + 1] in tuple("、和") and named < b:
        further = next((place.end for place in findings.within(findings.places, named + 1, named + 2)), named)
        if further == named:
            break
        named = further
    return named


def _named_end(findings: Findings, start: int, b: int) -> int:
    """Where the places and bodies end that stand in a row from `start` on: 浙江省|杭州市, 上海|华东师范大学."""
    mentions = [*findings.within(findings.places, start, b), *findings.within(findings.organizations, start, b)]
    ends = {mention.start: mention.end for mention in sorted(mentions, key=lambda mention: mention.end)}
    end = start
    while end in ends:
        end = ends[end]
    return end
