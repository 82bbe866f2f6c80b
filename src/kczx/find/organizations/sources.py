"""Bodies that the text tells of without a suffix: media it was taken from, enterprises in a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kczx.find.chunk import Reading
from kczx.mentions import Organization

DATELINE = re.compile(
    r"(?:^|\n|[（(])\s*(?P<name>[一-龥A-Za-z]{1,9}(?:网|报|社|台|在线|客户端|发布))(?=[一-龥]{0,8}(?:(?:\d{1,2}月)?\d{1,2}日[讯电]|[讯电](?:[\s（(：:，,]|记者)))"
)
BEHIND_SOURCE = re.compile(r"(?:来源|稿源)[:：]\s*(?P<name>[一-龥A-Za-z]{2,16}?)(?=[\s\])】）,，]|$)")
LISTED = re.compile(r"(?<=、)[一-龥A-Za-z]{3,12}等(?:\d+家|多家|相关)?(?:企业|公司)")
LIKE_COMPANIES = re.compile(
    r"(?P<list>(?:[一-龥A-Za-z]{3,12}、){1,5}[一-龥A-Za-z]{3,12})等(?:\d+家|多家|相关)?(?P<kind>企业|公司)"
)


def sources(text: str) -> Iterator[Organization]:
    """Media that the text was taken from: a dateline's, a source line's."""
    for pattern, rule in ((DATELINE, "dateline"), (BEHIND_SOURCE, "source")):
        for match in pattern.finditer(text):
            name = match["name"]
            if not name.startswith(("本", "来自")) and not re.search(
                r"秘书处|办公室|未知|互联网|物联网|网络$|转载", name
            ):
                yield Organization(*match.span("name"), name, f"organizations/{rule}", "media")


def companies(reading: Reading) -> Iterator[Organization]:
    """Names without a suffix that the text itself calls enterprises: 华光电子科技、绿源生态农业等企业."""
    text = reading.text
    if LISTED.search(text) is None:
        return
    for match in LIKE_COMPANIES.finditer(text):
        at = match.start("list")
        for number, item in enumerate(match["list"].split("、")):
            begin = at
            if number == 0:
                begin = max(at, reading.phrase_before(at + len(item), at))
            name = text[begin : at + len(item)]
            if len(name) >= 4 and not re.search(
                r"企业|公司|机构|高校|院所|人员|领域|产业$|行业|服务$|信息$|装备$|制造$|医药$|材料$|能源$", name
            ):
                yield Organization(begin, at + len(item), name, "organizations/…等企业", "company")
            at += len(item) + 1
