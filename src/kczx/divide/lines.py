"""Tells a page's running text from its furniture: menus, link lists, other stories' headlines, counters, footers."""

from __future__ import annotations

import re
from typing import NamedTuple

from kczx import lexicon

FULL_DATE = re.compile(
    r"(?:19|20)(?<!\d\d\d)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}日)"
    r"|(?<![\d/])\d{1,2}/\d{1,2}/(?:19|20)\d\d(?![\d/])"
    r"|(?:民国\s?\d{2,3}|(?<![\d.])1[0-3]\d)\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日"
)
SHUT_DATE = re.compile(r"[\[(（【〔]?(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}日)[\])）】〕]?$")
SENTENCE = re.compile(r"[，。；：,;:]|\d{4}-\d|\d年")
WORD = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]")
HOME = re.compile(r"\W*首页")
SPEAKER = re.compile(r"[^\s:：，,]{2,4}[:：]\S{4,}")
PAGE_DATE = re.compile(r"(?:发布|来源|时间|日期|作者|编辑|浏览|点击)\S{0,4}[:：]")
STOP = re.compile(r"[。！？；…]|[!;](?=\s|$)")
LATIN_STOP = re.compile(r"[!;](?=\s)")
COMMA = re.compile(r"[，,、：:]")
SEPARATORS = re.compile(r"[|｜>›»＞]|->|→")
CREDIT = re.compile(
    r"[(（\[【]?(?:本报|本网|本刊|通讯|特约|实习)?(?:来源|稿源|信息来源|供稿|撰稿|作者|记者|通讯员|文|图|摄影|摄|编辑|责编|责任编辑|审核|[一二三初复终]审|审稿|审校|监制|签发|统筹|校对|核稿|撰文|发布者|发布人|录入)"
    r"(?:单位|部门|人)?(?:(?:/\S{1,6})?[:：]|/[一-龥]{2,4}$)"
)
WRITERS = re.compile(r"[（(][一-龥]{2,4}(?:[ 　、，,]{1,2}[一-龥]{2,4}){1,5}[）)]$")
"""Who wrote it, at a text's end: （甲某某 乙某）."""
SUPPLIED = re.compile(r"[(（][^（()）]{2,40}(?:供稿|报道|摄|撰稿|图|文)[^（()）]{0,20}[)）]$")
SENT_TO = re.compile("(?:抄[报送]|主送|[报送发])[:：]")
"""To whom a newsletter or an official document goes."""
CONTACT = re.compile(r"(?:联\s*系\s*人|联系方式|联系电话|咨询电话|报名电话|会务组?|报名方式)[^:：\s]{0,6}[:：]")
ADDRESS = re.compile(
    r"\W*(?:通讯|邮寄|报到|会议)?(?:地\s?址|邮\s?编|邮政编码|电\s?话|传\s?真|手\s?机|邮\s?箱|电子邮箱|E-?mail|网\s?址)[:：]",
    re.I,
)
NUMBER = re.compile(r"[^\s，。]{1,16}[〔\[（(【［]\s*(?:19|20)\d\d\s*[〕\])）】］]\s*第?\s*\d{1,5}\s*号$")
"""The number of an official document: 宁科普发〔2020〕17号."""
CAPTION = re.compile(
    r"[▲△▼]|.{0,30}合[影照](?:留念)?$|图\s?(?:[为一二三四五六七八九十\d]{1,2}|片)?(?:[:：]|为)|.*[（(](?:前排|后排)?[左右中](?:[一二三四五六七八九十]|起)?[）)]"
)
CLOSED = re.compile(
    r"[\[(（【〔]\s*(?P<by>[^\s\[\]()（）【】\d]{2,24})[\s,，\[【]+(?:19|20)\d\d(?:[-./]\d{1,2}[-./]\d{1,2}|年\d{1,2}月\d{1,2}日|\d{4})"
    r"(?:\s+\d{1,2}:\d\d)?[\s\]】]*[\])）】〕]$"
)
"""A byline and its day in brackets: (科普部 2021-06-06)."""
BARE_DAY = re.compile(r"\W*(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\s+\d{1,2}:\d\d(?::\d\d)?)?\W*$")
LABEL_ALONE = re.compile(
    r"(?:来源|稿源|信息来源|文章来源|发布单位|发布机构|发布者|发布于|发布时间|发布日期|更新时间|时间|日期|作者)\s*[:：]$"
)
COUNTER = re.compile(r"(?:阅读|浏览|点击|访问|点赞|评论|收藏|转发)(?:次数|量|数)?\s*[:：]?\s*\d+\s*次?$")
APPOINTED = re.compile(
    "地点|上午|下午|晚上|"
    + "|".join(
        f"{what}的?(?:时间|日期)"
        for what in (
            *("会议", "活动", "培训", "报到", "举办", "举行", "召开", "开班"),
            *("考试", "比赛", "截止", "报名", "讲座", "论坛", "开幕"),
        )
    )
)
"""What says that a day is a meeting's, and not the one on which the page came out."""
RELEASED = re.compile(r"(?:发布|更新|发表|录入|上传)(?:时间|日期|于)?\s*[:：]")
SALUTATION = re.compile(r"(?:各|尊敬的|亲爱的|有关)[^。！？]{2,60}[:：]$")
LISTED = re.compile(r"(?:名单|姓氏笔[画划](?:为序|排序|顺序)?|排名不分先后|按?姓氏拼音(?:为序|排序)?)[)）:：]{0,2}$")
"""What a line ends with below which rows of names stand."""
NAMES = re.compile("[一-龥·]{2,8}(?:[ \\t\u3000]{1,12}[一-龥·]{1,8}){1,15}")
"""A row of names, set apart by spaces."""
ROW = re.compile(r"[^\t]{2,20}\t[^\t]{0,4}?\d[\d,.]*\s?[^\d\s:/.-]{1,4}")
"""A row of a table with a figure: `参会人数<TAB>120人`."""
LINE = re.compile(r"[^\s\n][^\n]*[^\s\n]|[^\s\n]")
LONG = 100
"""Characters of a line that, with a sentence in it, is running text whatever else it holds."""
HEADLINE_RUN = 5
"""So many headlines on one line, set apart by spaces, are a list of links."""


class Line(NamedTuple):
    """A line [start, end) of the working text and what it is.

    `text`; `short`: a headline, a label, an entry of a list; `meta`: what the page tells of the text, `date`: a day alone,
    `credit`: who wrote it, `closed`: the byline and day that close an article, `number`: an official document's; `contact`: whom to
    ask, and where; `noise`: menus, counters, feet.
    """

    start: int
    end: int
    kind: str


@lexicon.cached
def _furniture() -> re.Pattern[str]:
    rows = lexicon.rows("divide/noise.tsv", 2)
    start = lexicon.alternation(word for word, where in rows if where == "start")
    anywhere = lexicon.alternation(word for word, where in rows if where == "any")
    whole = lexicon.alternation(word for word, where in rows if where == "whole")
    return re.compile(rf"^\W*{start}|{anywhere}|^\W*{whole}\W*$")


def is_furniture(line: str) -> bool:
    """Whether a line holds the words of menus, feet and counters."""
    return bool(_furniture().search(line))


def lines(text: str) -> list[Line]:
    """The lines of a text that are not empty, each with its kind; a bar at a line's end is none of it."""
    found: list[Line] = []
    below = False  # a list's heading
    for start, end in [match.span() for match in LINE.finditer(text)]:
        whole = text[start:end]
        line = whole.rstrip(" \t\u3000|｜") or whole
        kind = _kind(line)
        if found and found[-1].kind == "meta" and kind in ("short", "date") and _labels(text, found[-1]):
            kind = "meta"  # the value of the label above
        if below and NAMES.fullmatch(line):
            kind = "text"
        else:
            below = LISTED.search(line) is not None
        found.append(Line(start, start + len(line), kind))
    return found


def _labels(text: str, line: Line) -> bool:
    return text[line.end - 1] in ":：" and bool(LABEL_ALONE.match(text, line.start, line.end))


def _kind(line: str) -> str:
    """What a line is; the dear patterns are asked only where a cheap sign says that they may match."""
    length = len(line)
    if not WORD.search(line):
        return "noise"
    stop, comma = "。" in line, "，" in line
    if stop and comma and length >= LONG and _stops(line):
        return "text"
    tokens = line.split()
    if len(tokens) >= 4:
        if len(tokens) > HEADLINE_RUN and not stop and length > 100 and length / len(tokens) < 60:
            return "noise"
        if length > 40 and length / len(tokens) > 6 and not SENTENCE.search(line):
            return "noise"  # other stories' headlines
    if SHUT_DATE.match(line):
        return "date"
    if line[-1] in "])）】〕" and CLOSED.match(line):
        return "closed"
    if BARE_DAY.match(line) or (line[-1] in ":：" and LABEL_ALONE.match(line)):
        return "meta"
    if line[-1] == "号" and NUMBER.match(line):
        return "number"
    if COUNTER.match(line):
        return "noise"
    appointed = bool(APPOINTED.search(line)) and not RELEASED.search(line)
    full_date = FULL_DATE.search(line) if length < 120 and not appointed else None
    if full_date and length < 100 and not comma and not stop and (not full_date.start() or PAGE_DATE.search(line)):
        return "meta"
    if length < 300 and not comma and line[-1] not in "。”" and len(_furniture().findall(line)) > 1:
        return "noise"
    sentence = length > (3 if line[-1] == "。" else 8) and _stops(line)
    if not sentence and length < 200:
        if length < 80 and (CONTACT.match(line) or ADDRESS.match(line)):
            return "contact"
        if _furniture().search(line):
            return "noise"
    if length < 120 and SENT_TO.match(line):
        return "credit"
    if length < 60 and (CREDIT.match(line) or (line[-1] in ")）" and (SUPPLIED.match(line) or WRITERS.match(line)))):
        return "credit"
    if line.startswith("原标题") and length < 80:
        return "text"
    if sentence and length >= (5 if line[-1] == "。" else 12):
        return "text"
    if "\t" in line and ROW.fullmatch(line):
        return "text"
    if appointed or SALUTATION.match(line) or (length >= 8 and CAPTION.match(line)):
        return "text"
    if len(SEPARATORS.findall(line)) >= 2 or (SEPARATORS.search(line) and HOME.match(line)):
        return "meta" if length < 60 and FULL_DATE.search(line) else "noise"
    if full_date and line.count("，") + line.count(",") < 2:
        return "meta"
    if len(tokens) >= 4 and max(map(len, tokens)) <= 8 and not COMMA.search(line):
        return "noise"
    if (length >= 24 and comma) or (length >= 30 and line.count(",") > 1) or length >= 60:
        return "text"
    if SPEAKER.match(line) or (length > 12 and line[-1] in "，,、：:"):
        return "text"
    return "short"


def _stops(line: str) -> bool:
    """Whether a sentence ends in a line, marks of the last quotation's own sentences not counted: “好！”他说.

    >>> _stops("“好。”他说"), _stops("“好”他说。"), _stops("“甲”“好！”"), _stops("好。“好")
    (False, True, False, True)
    """
    close = line.rfind("”")
    if close <= line.rfind("“"):
        return STOP.search(line) is not None
    before = max(line.rfind("“", 0, close), line.rfind("”", 0, close)) + 1
    told = STOP.search(line, 0, before) or STOP.search(line, close) or LATIN_STOP.search(line, before, close)
    return told is not None
