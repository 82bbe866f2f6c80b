"""Names of events: where one ends and begins, the kind that it tells, what of it is said."""

from __future__ import annotations

import re

from kczx.flow import Findings
from kczx.relate.clauses import CLAUSE_MARKS, quoted, triggered
from kczx.relate.frames import tables

GENERAL = frozenset(["other"])
SERIES = re.compile(
    "|".join(  # each begins with a character, so that a search leaps to it
        [
            r"“[^”]{2,14}(?:日|周|月|节|行|营|季)”",
            *(
                rf"{word}(?:日|周|月|季)(?=[^一-龥常]|$|活动|[在启开]|[今昨](?:天|日|晚))"
                for word in ("服务", "科普", "开放", "活动", "宣传", "购物", "旅游", "消费", "运动", "冰雪", "阅读")
            ),
            r"节(?<=[一-龥”]{2}节)(?<!春节)(?<![环细季情时关礼调章]节)(?=[\d在于今昨明上下启开闭落举暨]|正式|$|[，,])",
            r"展(?<=[一-龥”]{2}展)(?<![发进扩开施舒]展)(?=[\d在于今昨明闭落举暨]|上午|下午|开幕|正式|亮相|$|[，,])",
        ]
    )
)
NUMBERED = re.compile(r"第[一二三四五六七八九十百\d]+[届次期]|(?:19|20)\d\d")
REACH = 2000
"""Characters before a bare noun in which the name may stand that it is short for."""
SAME = frozenset(["活动", "会议", "大会", "仪式", "论坛", "比赛", "大赛", "年会", "展览", "培训"])
"""Bare nouns that speak of the event told before rather than of another one."""
WHOLE = re.compile(r"(?:第[一二三四五六七八九十\d]+次)?(?:全体会议|开幕会|闭幕会|开幕会议|闭幕会议|会议|全会|大会)")
"""Bare nouns of a sitting of what the subject names: 第七次会议举行全体会议."""
SCHOOL = re.compile("学期|学年|学年度|赛季|年度|届|级")
"""Behind a date that is a part of a name: 2026年春季学期毕业典礼."""
AT = "上中，, "
"""What stands between a gathering's name and the clause that tells what was done there."""
MARK = re.compile(r"[:：；;，,】〕|｜丨]|^\W*[（(]?\d{1,2}[）)．.、]|[）)](?=第|[“《])")
"""Behind what a name cannot have begun: a colon, a list's number."""
PROPER = re.compile(r"的(?<=[一-龥]{4}的)(?=[“《][^”》]{2,30}[”》][一-龥]|第[一二三四五六七八九十百\d]+[届次期]|首届)")
"""Behind what a name begins: …联合策划的|“探月之路”主题展."""
TITLED = re.compile(r"《(?<![在于期上]《)[^》]{2,60}》")
DOCUMENT = re.compile(
    r"(?:了|的)?(?P<name>(?:(?:19|20)\d\d年|第[一二三四五六七八九十\d]+[批届期次]|[“一-龥])[^，,。；;、]{2,30}?(?:榜单|白皮书|蓝皮书|公报|年鉴|指南|目录|报告|倡议|宣言|清单))(?=[^一-龥]|$|在|正式|并|由|近日)"
)
SHORT_FORM = re.compile(r"[（(](?:以下)?(?:简称|统称)[^（）()]{1,30}[）)]")
"""What a bracket within a name says that it is called from here on."""
SEVERAL = re.compile(
    r"^(?:好?[\d.一二两三四五六七八九十百千万几数多]+|若干)(?:多|余)?(?:场|项|个|次|名|支|家|部|余|种|期(?!间))|^(?:多|系列|各)[场项类]|等[^，,。]{0,14}(?:场|系列|一系列|形式|多项|多个|项|活动)"
)
"""What tells how many events there are: no name of one."""
PRIZE = re.compile(
    r"(?:获得|获颁|获授|[为向获了]|颁发|授予|荣获|揭晓)(?:了)?(?P<name>[^，,。；;、的为向者获]{2,24}奖)(?![励项金牌状杯品学台章颁])"
)
OPENING_PRIZE = re.compile(
    r"(?P<name>(?:第[一二三四五六七八九十百\d]+届|首届|(?:19|20)\d\d年?度?)[^，,。；;、的]{2,30}奖)(?=[\d今昨]|在|正式|近日|日前|$)"
)
"""The name of a prize that is its clause's subject: 第十届梅花奖|在上海揭晓."""
BECOMES = re.compile("(?:为|入选|获评|跻身|列入)$")
STATUS = re.compile(r"(?:了|[:：])?(?P<name>[^，,。；;、的了]{3,40})(?=$|[，,。；;])")
"""What somebody is made: 认定甲馆为|科普教育基地."""
HONOUR = re.compile("(?P<name>“[^”，,。；;]{2,30}”)(?:荣誉)?称号")
"""授予甲|“…”称号."""
OF_SEVERAL = re.compile(r"^.*等[\d一二三四五六七八九十百]*[名位个家]?(?:同志|人|个人|单位|集体|项目)?")
"""Before a prize's name: to whom it is given."""
LONG_PRIZE = 8
"""Characters that the name of a prize has at least where it stands behind its winners: one of its classes has less."""
TALK = re.compile(
    r"(?P<name>[“《][^”》]{2,40}[”》](?:[一-龥]{0,4}(?:讲座|报告|公开课)|第[一二三四五六七八九十]+课)?)(?=[在于]|[^，,。；;]{0,6}(?:讲座|报告|演讲|授课|公开课|$|[，,。]))"
)
AS_TOPIC = re.compile(r"(?:以|围绕|题为|就)(?P<name>[“《][^”》]{2,60}[”》])")
MEDIUM = re.compile(r"[\d月日今昨天]*(?:[^，,。；;》]{0,6}?(?:版|头条))?(?:刊发|发表|刊登|刊文|发文|刊载|推出|头版)")
"""Behind the title of a paper that publishes something."""
PRINTING = frozenset(["出版", "出版发行", "正式出版", "印发"])
JUST_TOLD = re.compile(r"(?P<name>《[^》]{2,60}》)(?:一书|[一-龥]{1,3}版|[一-龥]{0,2}单行本)?[，,]$")
"""The title of a book at the end of the clause before the one that says who prints it: 甲编写的《…》一书，|近日由乙出版."""
ENTITLED = re.compile(r"[，,](?:题目是|题目为|题为|标题是|标题为)《[^》]{2,60}》")
PLAN = re.compile(r"“(?!十[一二三四五六]五”)[^”]{2,24}”(?:[一-龥]{0,6}?(?:计划|行动|工程|项目|活动|专项|攻坚战|号))?")
THEMED = re.compile(r"^以(?:“[^”]{2,60}”|《[^》]{2,60}》)为[^，,。；;的]{1,4}的")
"""What an event is about, before its name: 以“稻香，鱼跃”为主题的|农民丰收节."""
OPEN = {"“": "”", "《": "》", "（": "）", "(": ")"}


def kind_of(name: str) -> str | None:
    """The kind of event that a name ends with; a general noun (活动, 仪式) leaves it to the one before it.

    >>> kind_of("“绿色制造”联盟成立大会"), kind_of("项目签约授牌仪式专场活动"), kind_of("中国科协")
    ('founding', 'signing', None)
    """
    kinds = tables().kinds
    found = [kinds[match[0]] for match in tables().noun.finditer(name)]
    if not found or name.endswith("展"):
        return ("exhibition" if name.endswith("展") else "other") if SERIES.search(name) else None
    return next((kind for kind in reversed(found) if kind not in GENERAL), found[-1])


def noun_ends(text: str, start: int, end: int, held: bool = False) -> list[int]:
    """Where names of events may end in [start, end): behind a noun that nothing turns into a part of something else;
    what is said to be `held` may go on as the subject of what was decided there (召开座谈会听取意见)."""
    other, subject = tables().words["of_other"], tables().words["subject"]
    found = []
    for match in tables().noun.finditer(text, start, end):
        if not other.match(text, match.end()) and (held or not subject.match(text, match.end())):
            found.append(match.end() + (text[match.end() : match.end() + 1] in ("”", "》")))
    for match in SERIES.finditer(text, start, end):
        if match.end() not in found:
            found.append(match.end())
    return sorted(found)


def name_start(findings: Findings, a: int, end: int) -> int:
    """Where an event's name that ends at `end` begins at the earliest: behind dates at the clause's beginning, colons and
    a list's numbers."""
    text, start = findings.article.text, a
    inside = [(a + s, a + e) for s, e in quoted(text, a, end)]
    for match in MARK.finditer(text, a, end):
        if not any(s <= match.start() < e for s, e in inside) and match.end() < end - 2:
            start = max(start, match.end())
    for told in findings.within(findings.dates, a, end):
        following = text[told.end : told.end + 1]
        if any(s < told.start < e for s, e in inside):
            continue
        if (
            told.rule not in ("dates/year", "dates/years")
            and following not in "“"
            and not SCHOOL.match(text, told.end)
            and told.end < end - 3
        ):
            start = max(start, told.end)
    return start


def name_of(text: str, start: int, end: int) -> str | None:
    """The name of an event that ends at `end` and begins at or behind `start`; None where only a bare noun stands there.

    >>> name_of("在各界支持下举办的首届草原论坛", 0, 15), name_of("召开会议", 2, 4)
    ('首届草原论坛', None)
    """
    words = tables().words
    name = SHORT_FORM.sub("", text[start:end])
    inside = quoted(name, 0, len(name))
    cuts = [
        cut.end()
        for cut in words["cut"].finditer(name)
        if cut.end() < len(name) - 1 and not any(s < cut.start() < e for s, e in inside)
    ]
    if cuts:
        name = name[cuts[-1] :]
    name = THEMED.sub("", name)
    if (further := PROPER.search(name)) and not any(s <= further.start() < e for s, e in inside if not cuts):
        name = name[further.end() :]
    while (match := words["leading"].match(name)) or (match := re.match(r"\s+", name)):
        name = name[match.end() :]
    name = _balanced(name)
    if several := SEVERAL.search(name):
        name = name[: several.start()]
        if not any(match.end() == len(name) for match in tables().noun.finditer(name)):
            return None  # 游园赏花、体育健身等活动
    bare = tables().noun.fullmatch(name)
    return None if bare and len(name) <= 4 else name or None


def named_before(text: str, start: int, end: int) -> str | None:
    """The name that a bare noun stands for: 年会 after 第二十七届中国科协年会 was told."""
    before = text[max(0, start - REACH) : start]
    found = re.findall(
        rf"第[一二三四五六七八九十百\d]+[届次][^，,。；;：:“”]{{0,20}}{re.escape(text[start:end])}", before
    )
    return max(found, key=len) if found else None


def titled_name(findings: Findings, noun: str) -> str | None:
    """The proper name that an article's title has for a bare noun: 新闻发布会 under 第三届茶博会新闻发布会举行."""
    article = findings.article
    for zone in (zone for zone in article.zones[:3] if zone.kind == "title"):
        for end in noun_ends(article.text, zone.start, zone.end):
            if article.text.endswith(noun, zone.start, end):
                name = name_of(article.text, name_start(findings, zone.start, end), end)
                if name and name != noun and name.endswith(noun) and (NUMBERED.search(name) or "“" in name):
                    return name
    return None


def topic_name(findings: Findings, start: int, a: int) -> str | None:
    """The name of the gathering in a clause of its own before the predicate's at `a`: 下午的供需对接会上，|双方洽谈."""
    text = findings.article.text
    end = a
    while end > start and text[end - 1] in AT:
        end -= 1
    first = 1 + max(text.rfind(mark, start, end) for mark in CLAUSE_MARKS)
    first = max(first, start)
    if end == a or triggered(text, first, end) or end not in noun_ends(text, first, end):
        return None
    name = name_of(text, name_start(findings, first, end), end)
    return name if name and len(name) > 4 else None


def act_name(text: str, kind: str, a: int, b: int, verb: tuple[int, int], start: int) -> str | None:
    """The name of what an act is about, in a sentence that begins at `start`: the document published, the prize awarded, the talk
    given, the plan launched."""
    first, last = verb
    further = ENTITLED.search(text, last, b + 40) if kind == "publication" else None
    titles = [
        (m.start(), m[0])
        for m in TITLED.finditer(text, max(start, a - 40) if kind == "lecture" else a, further.end() if further else b)
        if not (kind == "publication" and MEDIUM.match(text, m.end(), b))  # 《科技日报》发表评论
    ]
    if kind in ("publication", "signing") and titles:
        return titles[-1][1] if titles[0][0] < first and len(titles) > 1 else titles[0][1]
    if kind == "publication" and text[first:last] in PRINTING and (before := JUST_TOLD.search(text, max(0, a - 90), a)):
        return before["name"]
    if kind == "publication":
        match = DOCUMENT.match(text, last, b) or DOCUMENT.match(text, a, first)
        return _balanced(match["name"]) if match else None
    if kind == "award" and (match := OPENING_PRIZE.match(text, a, first)):
        return _balanced(match["name"])
    if kind == "award" and (match := PRIZE.search(text, first, b) or PRIZE.search(text, a, first)):
        several = OF_SEVERAL.match(match["name"])
        name = match["name"][several.end() :] if several else match["name"]
        return _balanced(name) if not several or len(name) >= LONG_PRIZE else None
    if kind == "award" and (match := HONOUR.search(text, last, b)):
        return match["name"]
    if kind == "designation" and (match := STATUS.match(text, last, b)) and BECOMES.search(text[first:last]):
        return _balanced(match["name"])
    if kind == "lecture":
        match = TALK.search(text, a, b) or AS_TOPIC.search(text, max(start, a - 60), b)
        return match["name"] if match else titles[0][1] if titles else None
    if kind == "launch" and titles and titles[-1][0] < first:
        return titles[-1][1]  # 《深海纪行》今晚开播
    if kind == "launch" and (match := PLAN.search(text, max(a, first - 24), min(b, last + 24))):
        return match[0]
    return None


def _balanced(name: str) -> str:
    """A name whose quotation marks and brackets are pairs: what is open is closed, what was shut before it is cut off.

    >>> _balanced("“绿色制造论坛"), _balanced("周”活动"), _balanced("世界（绍兴")
    ('“绿色制造论坛”', '活动', '世界')
    """
    for opening, closing in OPEN.items():
        if name.count(closing) > name.count(opening):
            cut = name.index(closing)
            name = name[cut + 1 :] if cut < len(name) - 1 else name[:-1]
        if name.count(opening) > name.count(closing):
            at = name.rindex(opening)
            name = (name[:at] if at else name[1:]) if opening in "（(" else name + closing
    return name
