"""Where a clause says that something was: behind 在, or a place that somebody goes to."""

from __future__ import annotations

import re

from kczx.flow import Findings
from kczx.relate.clauses import inside_quotes
from kczx.relate.frames import tables

REACH = 40
"""Characters before a clause at which a name may begin that ends within it."""
GOING = re.compile("[赴到来抵往]$")
NOT_PLACE = re.compile(
    r"[\ufffd、]|会上|期间|基础|过程|领域|方面|下$|中$|背景|支持|推动|关于|大家|领导|活动(?!中心|室)|会议(?!中心|室|厅|展)|见证|陪同|时$|后$|之际|后[来赴前到转]|频道|栏目|节目|黄金档|出席|参加|[“”《]|当天|同一|方式|形式|名义"
)
VENUE = re.compile(
    r"(?:厅|馆|中心|楼|堂|室|园|广场|宾馆|酒店|饭店|学校|大学|公司|基地|[区县市镇乡村州省]|站|院|所|校区|厂|港|岛|路|层|线上|云端|现场|剧场|操场|小学|中学|体育场|宫|湾|码头|影城|海域|社区|前)$"
)
HOLDING = (
    "(?<!工)作[^为者家]|讲授|见证|敬献|参加|出席|隆重|正式|成功|圆满|顺利|如期|同步|联合|共同|组织|线上|召开|举行|举办|开幕|闭幕|落幕|启动|签约|揭牌|成立|落户|签署|签订|建立|设立|开展|会见|会晤|发射(?!中心|场)|建成|"
    "开工|投产|通车|挂牌|主持|出席|发布|首次|会谈|通话|拉开|落下|揭晓|开赛|结业|开班|开馆|亮相|展出"
)
PLACE_BEFORE = re.compile(
    rf"(?:在|(?<![关对由基至处等属终大小高低优限鉴])于|走进)(?P<place>[^，,。；;在]{{1,24}}?)(?=(?P<held>{HOLDING})|[为向同与就以对]|$)"
)
GOAL = re.compile(
    r"(?:抵达|飞抵|访问|出访|到访|深入|走进|来到|前往|转赴|赴|莅临|考察|走访|参观|视察|检查|奔赴|(?<=[一-龥])到|对)(?:了)?"
)
GOAL_PHRASE = re.compile(
    r"[^，,。；;、的了\d“”《》]{2,16}?(?=实地|进行|开展|考察|调研|走访|参观|看望|慰问|检查|督导|视察|访问|座谈|交流|敬献|出席|察看|会见|与|就|[，,。]|$)"
)
"""What stands between a verb of going and what is done there."""
SEEING = frozenset(["考察", "走访", "参观", "视察", "检查", "对"])
"""Verbs behind which only a place is where the visit was: a body is who was visited."""
VISITS = frozenset(["visit", "survey", "service", "other"])


def told_place(findings: Findings, a: int, b: int, kind: str = "") -> str | None:
    """在北京举行: what stands behind 在, else where somebody goes, else a place in the clause that is no part of a name."""
    text = findings.article.text
    places = findings.within(findings.places, a, b)
    for match in PLACE_BEFORE.finditer(text, a, b):
        start, end = match.span("place")
        if any(place.start < start < place.end for place in places) or findings.within(findings.dates, start, end):
            continue  # 于 in 于都县
        if inside_quotes(text, a, b, start):
            continue
        named = _named_end(findings, start, b)
        if NOT_PLACE.search(match["place"]):
            continue
        if VENUE.search(match["place"]) or (match["held"] and end - start > 1):
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


def place_of_subject(findings: Findings, a: int, at: int) -> str | None:
    """The place that holds something by a predicate at `at`: 莒县|举行."""
    return next((place.text for place in findings.within(findings.places, a, at) if place.end == at), None)


def _goal(findings: Findings, a: int, b: int) -> str | None:
    """抵达首尔, 深入白洋淀调研, 到市博物馆调研: the place or body behind a verb of going."""
    text = findings.article.text
    for match in GOAL.finditer(text, a, b):
        named = _named_end(findings, match.end(), b)
        if match[0] in SEEING and not findings.within(findings.places, match.end(), match.end() + 1):
            continue
        if named - match.end() == 1:
            return _full_name(findings, match.end())
        if named > match.end():
            return text[match.end() : named]
        if match[0] in SEEING:
            continue
        goal = GOAL_PHRASE.match(text, match.end(), b)
        if goal and not NOT_PLACE.search(goal[0]) and not tables().words["no_place"].search(goal[0]):
            return goal[0]
    return None


def _full_name(findings: Findings, start: int) -> str:
    """京 as what it stands for: 北京市."""
    return next(place.name for place in findings.within(findings.places, start, start + 1))


def _named_end(findings: Findings, start: int, b: int) -> int:
    """Where the places and bodies end that stand in a row from `start` on: 浙江省|杭州市, 上海|华东师范大学."""
    mentions = [*findings.within(findings.places, start, b), *findings.within(findings.organizations, start, b)]
    ends = {mention.start: mention.end for mention in sorted(mentions, key=lambda mention: mention.end)}
    end = start
    while end in ends:
        end = ends[end]
    return end
