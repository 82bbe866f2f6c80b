"""Who brought a text out: by a line of the page, by what stands in its foot."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kczx.divide.lines import Line
from kczx.flow import Zone

SOURCE = re.compile(
    r"(?:来源|稿源|信息来源|文章来源|来源于|发布单位|发布机构)[:：][ \t\u3000]*"
    r"(?!\S{0,4}(?:[:：]|次数|日期|时间))(?P<name>[^\s\])】）,，:：|｜]{2,30}?(?:[(（][^()（）\s]{1,8}[)）])?)"
    r"(?=[\s\])】）,，:：|｜]|(?:浏览|点击|阅读|访问)(?:次|量|数|[:：\d])|作者|责任编辑|编辑[:：]|责编|发布|日期|时间|字体|字号|分享|打印|$)"
)
LABEL = re.compile(r"\W*(?:来源|稿源|信息来源|文章来源|发布单位|发布机构|来源于)\s*[:：]\s*$")
VALUE = re.compile(r"[^\s:：，。]{2,30}$")
ISSUE = re.compile(r"[（(\s]*《(?P<name>[^《》\n]{2,16})》\s*[（(]?\s*(?:19|20)\d\d")
MASTHEAD = re.compile(
    r"(?:[^\s]{0,12}第\s?\d{1,4}\s?期\S{0,12}[ \t\u3000]+)?"
    r"(?P<name>[一-龥]{4,30}?)(?:编印|编辑|主编|编|主办|印发)?[ \t\u3000]+"
    r"(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}日)\W*$"
)
"""Who edits a newsletter, beside its day: 某省科协办公室编  2016年6月20日."""
MEDIUM = r"(?:网|报|社|台|客户端|周刊|杂志|在线|新闻|时讯)"
TIME = r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?\s*(?:\d{1,2}:\d\d(?::\d\d)?)?"
BESIDE = re.compile(
    rf"(?:{TIME}\s+)(?P<name>[一-龥]{{2,14}}{MEDIUM})\s*$|(?P<before>[一-龥]{{2,14}}{MEDIUM})\s+{TIME}\s*$"
)
"""A medium beside the day, without a label: 2021-05-14 08:20 某某日报."""
NUMBERED = re.compile(r"\W*(?:19|20)\d\d\s?年\s?(?:\d{1,2}月\d{1,2}日.*)?第\s*\d+\s*期")
PAPER = re.compile(r"[一-龥]{2,12}(?:报|周刊|时讯|通讯)$")
QUOTED = re.compile(
    r"(?:来源|稿源|[(（][^()（）]{0,24}?)[:：]?\s*《(?P<name>[^《》\n]{2,16}(?:报|刊|网|台|通讯|杂志))》"
)
BODY = re.compile(
    r"[一-龥]{2,30}?(?:[部处室厅局院社办委校站馆所团盟]|[协学]会|中心|公司|集团|政府|科协)(?=$|\s|\d|[\[(（【])"
)
AUTHOR = re.compile(r"(?:作者|供稿|供稿单位|撰稿|发布者|发布人)[:：][ \t\u3000]*")
ISSUER = r"[一-龥]{2,30}?(?:[部处室厅局院社办委校站馆所盟队]|[协学]会|中心|公司|集团|政府|科协)"
BODIES = re.compile(rf"{ISSUER}(?:[ \t\u3000]{{1,8}}{ISSUER}){{0,5}}\s*$")
"""A line of bodies and nothing else: who issues what stands below."""
OPENING = re.compile(r"[\s\[(（【〔]*")
FOOT = re.compile(
    r"(?:版权所有|主办单位|主办)[:：\s©]{0,3}(?P<name>[一-龥]{4,24}?)(?=[\s\u3000,，。|｜（(A-Za-z\d©]|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]ICP|版权|$)"
    r"|(?:©|[Cc]opyright|COPYRIGHT)[\s©(cC)\d–—-]*(?P<owner>[一-龥]{4,24}?)\s*(?:版权所有|保留|$)|(?:^|\s)(?P<holder>[一-龥]{4,24}?)\s*版权所有"
)
MENU = re.compile(
    r"(?:^|[|｜\s])(?P<name>[一-龥]{2,8}(?:报|周刊|在线))\s*[|｜]\s*(?:版面导航|版面概览|数字报|标题导航)"
)
"""A newspaper in the menu of its pages: 返回主页 | 某某日报 | 版面导航."""
NOBODY = re.compile(r"本[站网]|网站|所有|转载|未经|作者|原创|内容")


def of_lines(text: str, zones: Sequence[Zone]) -> str | None:
    """The publisher that an article's page tells, also on the line below a label."""
    told = [zone for zone in zones if zone.kind in ("meta", "byline")]
    for number, zone in enumerate(told):
        if match := QUOTED.search(text, zone.start, zone.end) or SOURCE.search(text, zone.start, zone.end):
            return match["name"].strip("《》")
        if LABEL.match(text, zone.start, zone.end) and number + 1 < len(told):
            below = told[number + 1]
            if VALUE.fullmatch(text, below.start, below.end):
                return text[below.start : below.end]
    for zone in told:
        if match := MASTHEAD.match(text, zone.start, zone.end):
            return match["name"]
        if match := BESIDE.match(text, zone.start, zone.end):
            return match["name"] or match["before"]
    for zone in told:  # who wrote it, where that is a body
        author = AUTHOR.search(text, zone.start, zone.end)
        if author and (match := BODY.match(text, author.end(), zone.end)):
            return match[0]
    return None


def of_byline(text: str, zones: Sequence[Zone]) -> str | None:
    """The body that closes an article with its name and a day."""
    for zone in reversed([zone for zone in zones if zone.kind == "byline"]):
        opening = OPENING.match(text, zone.start, zone.end)
        if opening and (match := BODY.match(text, opening.end(), zone.end)):
            return match[0]
    return None


def of_issue(text: str, lines: Sequence[Line]) -> str | None:
    """The programme or paper whose issue a text is: 《科技周刊》（20230424）."""
    for before, line in zip((None, *lines), lines, strict=False):
        if match := ISSUE.match(text, line.start, line.end):
            return match["name"]
        paper = before and PAPER.match(text, before.start, before.end)
        if paper and NUMBERED.match(text, line.start, line.end):
            return paper[0]
    return None


def of_foot(text: str, lines: Sequence[Line]) -> str | None:
    """Who holds the rights in a page, by its foot."""
    for line in lines:
        if line.kind == "noise" and (menu := MENU.search(text, line.start, line.end)):
            return menu["name"]
    for line in reversed(lines):
        if line.kind != "text" and (match := FOOT.search(text, line.start, line.end)):
            name = match["name"] or match["owner"] or match["holder"]
            if name and not NOBODY.search(name):
                return str(name)
    return None
