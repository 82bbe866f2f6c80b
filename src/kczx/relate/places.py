"""Where a clause says that something was: behind 在, or a place that somebody goes to."""

from __future__ import annotations

import re

from kczx.flow import Findings, Mention

VENUE = re.compile(
    r"(?:厅|馆|中心|楼|堂|室|园|广场|宾馆|酒店|饭店|学校|大学|公司|基地|[区县市镇乡村州省]|站|院|所|校区|厂|港|岛|路|层|线上|云端|现场)$"
)
PLACE_BEFORE = re.compile(
    r"(?:在|于|走进)(?P<place>[^，,。；;在]{2,24}?)(?=隆重|正式|成功|圆满|顺利|如期|同步|联合|共同|组织|线上|召开|举行|举办|开幕|闭幕|落幕|启动|签约|揭牌|成立|落户|签署|签订|建立|设立|开展|会见|会晤|$)"
)


def _is_place(findings: Findings, start: int, end: int) -> bool:
    """Whether words behind 在 name a place: they begin with one, are a body's, or end like a venue."""
    text = findings.article.text[start:end]
    if re.search("[\ufffd、]", text):
        return False
    if any(
        m.start == start
        for m in (*findings.within(findings.places, start, end), *findings.within(findings.organizations, start, end))
    ):
        return True
    return bool(VENUE.search(text))


def told_place(findings: Findings, a: int, b: int) -> str | None:
    """在北京举行: what stands behind 在, else a place in the clause that is no part of a name."""
    text = findings.article.text
    for match in PLACE_BEFORE.finditer(text, a, b):
        venue = match["place"]
        if not _is_place(findings, match.start("place"), match.end("place")):
            continue
        if not re.search(r"会上|期间|基础|过程|领域|方面|下$|中$|背景|支持|推动|关于|大家|领导", venue):
            return venue
    names: list[Mention] = [*findings.organizations, *findings.people]
    for place_mention in findings.within(findings.places, a, b):
        inside = any(n.start <= place_mention.start < n.end for n in names)
        if not inside and re.search(r"[赴到来抵往]$", text[max(0, place_mention.start - 1) : place_mention.start]):
            return place_mention.text
    return None
