"""Departments that leave out whose they are → the body named right before: 省委常委、组织部部长, 全国政协常委、外事委员会主任."""

from __future__ import annotations

import re

from kczx import lexicon
from kczx.flow import Findings
from kczx.link.names import LOCAL
from kczx.mentions import Organization

OFFICE = re.compile(
    r"(?:[一-龥]{0,4}?第[一二三]书记|[一-龥]{0,9}?(?:[委成组党团会]员|常委|书记|主席|主任|[部局厅处司署市省县区州校院所会组社厂行]长|总裁|总经理|董事长?|理事长?|教授|研究员|院士))?"
    r"(?:[、，和及]|兼)"
)
"""What stands between a body and another's department that is its own: an office in it, and a mark."""
NAMED = re.compile(r"(?:国家|中央|全国|国务院|国际|世界|中国|中共|第)")
"""Beginnings of names that tell whose a body is."""
OTHERS = re.compile("[国党]|中央|政协|人大|人民|议会|代表")
"""What no name of a committee of the congress or the conference that leaves its owner out holds."""
TERM = re.compile("第?[一二三四五六七八九十百\\d]{1,4}届")
COUNTRYWIDE = re.compile("(?P<owner>.*?(?:政协|人大|人民代表大会))")
CENTRAL = re.compile("(?P<party>.+?[党共])中央")
BACK = 6
"""Bodies of a sentence before a committee that are looked at."""
FAR = 16
"""Characters between a body and a department that leaves it out."""


@lexicon.cached
def departments() -> list[tuple[str, str]]:
    """Endings of departments with what their owners are, the longest first."""
    rows = [(ending, owner) for ending, owner in lexicon.rows("link/departments.tsv", 2)]
    return sorted(rows, key=lambda row: -len(row[0]))


def owner(findings: Findings, number: int) -> str:
    """The owner that the text gives to an organization of an article, as it stands in the text; "" where it gives none."""
    organization = findings.organizations[number]
    text = organization.text
    if (
        organization.head
        or not number
        or len(text) > 16
        or LOCAL.match(text) is not None
        or _told(findings, organization)
    ):
        return ""
    before = findings.organizations[number - 1]
    article = findings.article.text
    bare = text.endswith("委员会") and organization.rule.startswith("organizations/…") and OTHERS.search(text) is None
    if bare and (organ := _countrywide(findings, number)) is not None:
        return organ
    if not 0 < organization.start - before.end <= FAR or not OFFICE.fullmatch(article, before.end, organization.start):
        return ""
    if text.startswith("中央"):
        party = CENTRAL.match(before.text)
        return "" if party is None or party["party"].startswith(("中共", "中国")) else party["party"]
    if NAMED.match(text):
        return ""
    wanted = next((wanted for ending, wanted in departments() if text.endswith(ending)), "")
    if not wanted:
        return ""
    if wanted in ("place", "abroad"):
        return _place(findings, before, abroad=wanted == "abroad")
    root = article[before.start : before.head] if before.head else before.text
    if wanted.startswith("kind:"):
        apart = organization.start - before.end < 2 or organization.rule == "organizations/lexicon"  # 中国残联、民政部
        fits = before.kind in wanted.removeprefix("kind:").split(",") and not root.endswith(text)
        return root if fits and not apart else ""
    for candidate in (before.text, root):
        if TERM.sub("", candidate).endswith(tuple(wanted.split(","))):
            whose = COUNTRYWIDE.match(TERM.sub("", candidate))
            return candidate if whose is None else whose["owner"]
    return ""


def _countrywide(findings: Findings, number: int) -> str | None:
    """The congress or conference of whose committees the sentence tells: 全国政协常委…不再担任|提案委员会|副主任."""
    organization = findings.organizations[number]
    start = findings.article.sentences[findings.article.sentence(organization.start)][0]
    for before in reversed(findings.organizations[max(0, number - BACK) : number]):
        if before.start < start:
            break
        organ = COUNTRYWIDE.match(TERM.sub("", before.text))
        if organ is not None:
            return organ["owner"]
    return None


def _told(findings: Findings, organization: Organization) -> bool:
    """Whether a name begins with a place."""
    return bool(findings.within(findings.located, organization.start, organization.start + 1))


def _place(findings: Findings, before: Organization, *, abroad: bool) -> str:
    """The places that a body's name begins with; of a country's organ the country, where it is another country."""
    at = before.start
    for place in findings.within(findings.located, before.start, before.end):
        if place.start != at or place.end >= before.end:
            break
        at = place.end
    told = findings.article.text[before.start : at]
    if before.kind not in ("government", "party") or not told:
        return ""
    countrywide = any(
        place.code is None and place.start == before.start
        for place in findings.within(findings.located, before.start, before.start + 1)
    )
    return told if countrywide == abroad and not told.startswith(("中国", "中华")) else ""
