"""Where a clause says that something was: behind 在, or a place that somebody goes to."""

from __future__ import annotations

import re

from kczx.flow import Findings

REACH = 40
"""Characters before a clause at which a name may begin that ends within it."""
GOING = re.compile("[赴到来抵往]$")
NOT_PLACE = re.compile(r"[\ufffd、]|会上|期间|基础|过程|领域|方面|下$|中$|背景|支持|推动|关于|大家|领导")
VENUE = re.compile(
    r"(?:厅|馆|中心|楼|堂|室|园|广场|宾馆|酒店|饭店|学校|大学|公司|基地|[区县市镇乡村州省]|站|院|所|校区|厂|港|岛|路|层|线上|云端|现场)$"
)
PLACE_BEFORE = re.compile(
    r"(?:在|于|走进)(?P<place>[^，,。；;在]{1,24}?)(?=隆重|正式|成功|圆满|顺利|如期|同步|联合|共同|组织|线上|召开|举行|举办|开幕|闭幕|落幕|启动|签约|揭牌|成立|落户|签署|签订|建立|设立|开展|会见|会晤|$)"
)


def told_place(findings: Findings, a: int, b: int) -> str | None:
    """在北京举行: what stands behind 在, else a place in the clause that is no part of a name."""
    text = findings.article.text
    places = findings.within(findings.places, a, b)
    for match in PLACE_BEFORE.finditer(text, a, b):
        start, end = match.span("place")
        if any(place.start < start < place.end for place in places):
            continue  # 于 in 于都县
        named = _named_end(findings, start, b)
        if VENUE.search(match["place"]) and not NOT_PLACE.search(match["place"]):
            return match["place"]
        if named > start and not NOT_PLACE.search(text[start:end]):
            return _full_name(findings, start) if named - start == 1 else text[start:named]
    names = [*findings.within(findings.organizations, a - REACH, b), *findings.within(findings.people, a - REACH, b)]
    for place in places:
        inside = any(name.start <= place.start < name.end for name in names)
        if not inside and GOING.search(text, max(0, place.start - 1), place.start):
            return _full_name(findings, place.start) if len(place.text) == 1 else place.text
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
