"""Who brought a text out: by a line of the page, by what stands in its foot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kczx.divide.lines import Line
from kczx.flow import Zone

SOURCE = re.compile(
    r"(?:来源|稿源|信息来源|文章来源|来源于|发布单位|发布机构)[:：][ \t\u3000]*"
    r"(?!\S{0,4}(?:[:：]|次数|日期|时间))(?P<name>[^\s\])】）,，:：|｜]{2,30}?(?:[(（][^()（）\s]{1,8}[)）])?)"
    r"(?=[\s\])】）,，:：|｜]|浏览|点击|阅读|访问|作者|责任编辑|编辑[:：]|责编|发布|日期|时间|字体|字号|分享|打印|$)"
)
LABEL = re.compile(r"\W*(?:来源|稿源|信息来源|文章来源|发布单位|发布机构|来源于)\s*[:：]\s*$")
VALUE = re.compile(r"[^\s:：，。]{2,30}$")
ISSUE = re.compile(r"[（(\s]*《(?P<name>[^《》\n]{2,16})》\s*[（(]?\s*(?:19|20)\d\d")
FOOT = re.compile(
    r"(?:版权所有|主办单位|主办)[:：\s©]{0,3}(?P<name>[一-龥]{4,24}?)(?=[\s\u3000,，。|｜（(A-Za-z\d©]|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP|版权|$)"
    r"|(?:©|[Cc]opyright|COPYRIGHT)[\s©(cC)\d–—-]*(?P<owner>[一-龥]{4,24}?)\s*(?:版权所有|保留|$)|(?:^|\s)(?P<holder>[一-龥]{4,24}?)\s*版权所有"
)
NOBODY = re.compile(r"本[站网]|网站|所有|转载|未经|作者|原创|内容")


def of_lines(text: str, zones: Sequence[Zone]) -> str | None:
    """The publisher that an article's page tells, also on the line below a label; else the programme that it is an issue of."""
    told = [zone for zone in zones if zone.kind in ("meta", "byline")]
    for number, zone in enumerate(told):
        if match := SOURCE.search(text, zone.start, zone.end):
            return match["name"]
        if LABEL.match(text, zone.start, zone.end) and number + 1 < len(told):
            below = told[number + 1]
            if VALUE.fullmatch(text, below.start, below.end):
                return text[below.start : below.end]
    return None


def of_issue(text: str, lines: Sequence[Line]) -> str | None:
    """The programme or paper whose issue a text is: 《科技周刊》（20230424）."""
    return next((match["name"] for line in lines if (match := ISSUE.match(text, line.start, line.end))), None)


def of_foot(text: str, lines: Sequence[Line]) -> str | None:
    """Who holds the rights in a page, by its foot."""
    for line in reversed(lines):
        if line.kind != "text" and (match := FOOT.search(text, line.start, line.end)):
            name = match["name"] or match["owner"] or match["holder"]
            if name and not NOBODY.search(name):
                return str(name)
    return None
