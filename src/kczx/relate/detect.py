"""Finds events sentence by sentence: an event's name with a verb that holds it, or a verb that is an event by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from kczx.flow import Article, Entity, Findings, Linked, Mention, When
from kczx.relate.clauses import CONTINUING, HABIT, PLANNED, UNREAL, VAGUE, clauses, quoted, reported_from
from kczx.relate.triggers import kind_of, name_of, noun_ends, rules

BODY = re.compile(r"[^，,。；;]{0,50}(?:站|中心|联盟|协会|学会|分会|联合体|委员会|基地|小组|工作室|实验室|研究院|研究所|支部|团队|服务团|队|公司|院|俱乐部|基金|智库|孵化器|园)")
DOCUMENT = re.compile(r"[^，,。；;]{0,40}(?:《|榜单|报告|名单|办法|意见|通知|白皮书|指南|规划|计划|成果|数据|标准|清单|倡议|宣言|公报|目录|图谱|蓝皮书|共识|案例|方案|条例|规定)")
BEFORE_DOCUMENT = re.compile(r"(?:》|榜单|报告|名单|数据|白皮书|蓝皮书|倡议|宣言|成果)[^，,。；;]{0,16}$")
LIST_HEADING = re.compile(r"[^，,。；;:：]{2,14}[:：]")
ENUMERATION = re.compile(r"(?:分别|依次)?(?:为|是)(?=.{4})|包括|其中包括|即")
"""How a clause begins that only names those of whom the clause before it spoke."""
PLACE_BEFORE = re.compile(r"(?:在|于|走进)(?P<place>[^，,。；;在]{2,24}?)(?=隆重|正式|成功|圆满|顺利|如期|同步|联合|共同|组织|线上|召开|举行|举办|开幕|闭幕|落幕|启动|签约|揭牌|成立|落户|签署|签订|建立|设立|开展|会见|会晤|$)")
VENUE = re.compile(r"(?:厅|馆|中心|楼|堂|室|园|广场|宾馆|酒店|饭店|学校|大学|公司|基地|[区县市镇乡村州省]|站|院|所|校区|厂|港|岛|路|层|线上|云端|现场)$")
MODES = (
    ("hybrid", re.compile(r"线上线下|线上与线下|线上\+线下|线下线上")),
    ("televised", re.compile(r"电视电话会议|视频会议")),
    ("online", re.compile(r"线上(?:召开|举行|举办|形式|方式|会议)|网上(?:召开|举行)|云端|以视频|视频方式|视频形式|视频连线|网络直播")),
    ("onsite", re.compile(r"线下(?:召开|举行|举办)")),
)
NOT_TOLD = re.compile(r"的|结束后|之后|后(?=[，,])|时(?=[，,])|期间|以来|前(?=[，,])|过程|工作的|情况的")
"""What behind a verb makes it the time or the attribute of something else: 会见结束后, 签署的."""
DAYS = {char: value for value, chars in enumerate(("一", "两二", "三", "四", "五", "六", "七", "八", "九", "十"), 1) for char in chars}
DAYS_LATER = re.compile(r"(?P<days>[一两二三四五六七八九十]|\d{1,2})[天日]之?(?P<way>[后前])")
NUMBERED = re.compile(r"第[一二三四五六七八九十百\d]+[届次期]|(?:19|20)\d\d")
CHAIRED = re.compile(r"由[^，,。；;]{2,40}主持")
DECIDED = re.compile(r"(?:现|研究|会议|经[^，,。]{0,12})?决定[:：，,]?[^，,。；;]{0,8}$")
BETWEEN = 34
"""Characters between an event's name and the verb that says it is held."""


FORMAL = frozenset(["signing", "unveiling", "award", "appointment", "publication"])
"""Kinds that a body does as well as a person, so that its name suffices in an article that tells of an event."""


@dataclass(slots=True)
class Draft:
    """An event in the making."""

    kind: str
    name: str | None
    article: Article
    sentence: int
    spans: list[tuple[int, int]]
    trigger: tuple[int, int]
    rule: str
    clause: int = 0  # where the trigger's own clause begins
    when: When | None = None
    dated: bool = False
    planned: bool = False
    headline: bool = False
    place: str | None = None
    mode: str | None = None
    listed: Entity | None = None
    people: list[tuple[str, Entity, str | None]] = field(default_factory=list)
    bodies: list[tuple[str, Entity]] = field(default_factory=list)


@dataclass(slots=True)
class Scene:
    """What a sentence stands in: its line's heading in a list, the events before it, the date that goes on."""

    main: Draft | None = None
    line: int = -1
    subject: Entity | None = None
    place: str | None = None
    listed: bool = False
    when: When | None = None
    dated: bool = False


def sentence_events(linked: Linked, findings: Findings, number: int, scene: Scene) -> Iterator[Draft]:
    """Yield the events that a sentence tells, left to right."""
    article = findings.article
    text = article.text
    start, end = article.sentences[number]
    zone = article.zone(start)
    if scene.line != zone.start:
        _enter(linked, findings, zone.start, zone.end, scene)
    limit = reported_from(text, start, end, speaker(findings, start))
    if scene.listed and zone.start == start:
        heading = LIST_HEADING.match(text, start, end)
        limit = max(limit, reported_from(text, heading.end(), end)) if heading else limit
        start = heading.end() if heading else start
    headline = zone.kind in ("title", "heading")
    parts = [(a, b) for a, b in clauses(text, start, min(limit, end)) if b - a > 1]
    holds, acts = rules().holding.search(text, start, end), rules().quick.search(text, start, end)
    if not holds and not acts and "主持" not in text[start:end]:
        if not scene.listed:
            return
        parts = []
    when, dated = _date(linked, findings, start, end)
    goes_on = scene.main is not None and bool(CONTINUING.match(text[start : start + 20]))
    if not dated and scene.listed:
        when, dated = scene.when, scene.dated
    elif not dated and scene.main is not None and (after := DAYS_LATER.match(text, start)):
        when, dated = _later(scene.main.when, after), True
    elif not dated and goes_on and scene.main is not None:
        when, dated = scene.main.when, True
    elif dated:
        scene.when, scene.dated = when, dated
    previous: Draft | None = None
    at = start
    for a, b in parts:
        draft = (
            (_held(findings, a, b, number) or _attended(findings, a, b, number)) if holds else None
        ) or _chaired(findings, a, b, number) or (_act(findings, a, b, number, dated, headline, scene) if acts else None)
        if draft is None:
            continue
        if UNREAL.search(text, a, draft.trigger[0]) or HABIT.search(text, start, draft.trigger[0]):
            continue
        draft.planned = bool(PLANNED.search(text, a, draft.trigger[1]))
        own, own_dated = _date(linked, findings, a, b)
        draft.when, draft.dated = (own, own_dated) if own_dated else (when, dated)
        draft.headline, draft.listed, draft.clause = headline, scene.subject, a
        if previous is not None and draft.rule.startswith("act/") and _goes_on(previous, draft, findings, own_dated and previous.dated):
            previous.spans[-1] = (previous.spans[-1][0], b)
            if own_dated:
                previous.when, previous.dated = own, True
            continue
        if not (dated or headline) and not _belongs(findings, draft, a, zone.start, scene):
            continue
        last = b
        while (more := next((part for part in parts if part[0] in (last + 1, last + 2)), None)) and ENUMERATION.match(text, more[0]):
            last = more[1]
        draft.spans = [(_lead(text, start if b - a < 10 else at, a, b), last)]
        draft.place = _place(findings, draft, a, b) or scene.place
        draft.mode = next((mode for mode, pattern in MODES if pattern.search(text, start, end)), None)
        yield draft
        previous, at = draft, b + 1


def _later(when: When | None, match: re.Match[str]) -> When | None:
    """两天后: so many days after the event told last."""
    if when is None or when.start is None or when.precision != "day":
        return None
    days = DAYS[match["days"]] if match["days"] in DAYS else int(match["days"])
    day = (date.fromisoformat(when.start) + timedelta(days=days if match["way"] == "后" else -days)).isoformat()
    return When(day, day, day, "previous", "day")


def speaker(findings: Findings, start: int) -> int | None:
    """Where the name that begins a line of a transcript ends."""
    if findings.article.zone(start).start != start:
        return None
    return next((p.end for p in findings.within(findings.people, start, start + 1)), None)


def _enter(linked: Linked, findings: Findings, start: int, end: int, scene: Scene) -> None:
    """Step into a line; a list's line begins with the place or the body that its items speak of."""
    article = findings.article
    scene.line, scene.subject, scene.place, scene.listed = start, None, None, False
    heading = LIST_HEADING.match(article.text, start, end)
    if heading is None or article.text.find("；", start, end) < 0 and article.text.find(";", start, end) < 0 and not _date_follows(findings, heading.end()):
        return
    for organization in findings.within(findings.organizations, start, heading.end()):
        if organization.end == heading.end() - 1:
            scene.subject = linked.entity[article.id, organization.start, "organization"]
            scene.listed = True
            return
    for place in findings.within(findings.places, start, heading.end()):
        if place.end == heading.end() - 1:
            scene.place, scene.listed = place.text, True
            return


def _date_follows(findings: Findings, at: int) -> bool:
    return bool(findings.within(findings.dates, at, at + 3)) or bool(VAGUE.match(findings.article.text, at))


def _date(linked: Linked, findings: Findings, start: int, end: int) -> tuple[When | None, bool]:
    """The date that a stretch of text tells, and whether it tells one at all (近日 is one without a value)."""
    text = findings.article.text
    best: When | None = None
    resolved = linked.when[findings.article.id]
    first = findings.index(findings.dates, start)
    dates = findings.within(findings.dates, start, end)
    inside = [(start + a, start + b) for a, b in quoted(text, start, end)] if dates else []
    for number, told in enumerate(dates, first):
        if any(a < told.start < b for a, b in inside):
            continue
        when = resolved[number]
        if when.precision == "day":
            return when, True
        if when.precision == "month" and best is None and told.rule != "dates/first":
            best = when
    if VAGUE.search(text, start, end):
        return None, True
    return best, best is not None


def _held(findings: Findings, a: int, b: int, number: int) -> Draft | None:
    """召开2020“科创中国”年度工作会议; “科创中国”联合体成立大会在北京举行."""
    article, text, compiled = findings.article, findings.article.text, rules()
    for verb in compiled.holding.finditer(text, a, b):
        if compiled.parts[verb[0]] == "attend" or _inside_quotes(text, a, b, verb.start()):
            continue
        attributive = text[verb.end() : verb.end() + 1] == "的"
        ends = [] if attributive else [e for e in noun_ends(text, verb.end(), b) if e - verb.end() <= 90]
        if ends and verb[0] != "走进" and compiled.parts[verb[0]] == "hold":
            name = name_of(text, verb.end(), ends[-1])
            kind = kind_of(text[verb.end() : ends[-1]])
            if kind and (name or verb[0] in ("召开", "举行", "举办")) and not (verb[0] in ("开展", "组织开展") and kind in ("training",) and not name):
                return Draft(kind, name, article, number, [(a, b)], (verb.start(), ends[-1]), f"hold/{verb[0]}…{kind}")
        if attributive or verb[0] in ("主办", "承办", "协办") or (verb[0] in ("开展", "组织开展") and verb.end() < b):
            continue
        before = [e for e in noun_ends(text, a, verb.start()) if verb.start() - e <= BETWEEN]
        if before and not re.search(r"[上中]$|由[^，,]*$", text[before[-1] : verb.start()]):
            first = _name_start(findings, a, before[-1])
            name, kind = name_of(text, first, before[-1]), kind_of(text[first : before[-1]])
            if name is None and findings.within(findings.dates, article.sentences[number][0], verb.start()):
                name = _named_before(text, first, before[-1]) or text[first : before[-1]].strip("，, ")
            if kind == "other" and compiled.parts[verb[0]] == "subject":
                kind = "launch"
            if kind and name:
                return Draft(kind, name, article, number, [(a, b)], (before[-1] - 1, verb.end()), f"hold/{kind}…{verb[0]}")
    return None


def _named_before(text: str, start: int, end: int) -> str | None:
    """The name that a bare noun stands for: 年会 after 第二十七届中国科协年会 was told."""
    found = re.findall(rf"第[一二三四五六七八九十百\d]+[届次][^，,。；;：:“”]{{0,20}}{re.escape(text[start:end])}", text[:start])
    return max(found, key=len) if found else None


def _name_start(findings: Findings, a: int, end: int) -> int:
    """Where an event's name that ends at `end` begins: behind dates at the clause's beginning."""
    start = a
    for told in findings.within(findings.dates, a, end):
        following = findings.article.text[told.end : told.end + 1]
        if told.rule not in ("dates/year", "dates/years") and following not in "“" and told.end < end - 3:
            start = max(start, told.end)
    return start


def _chaired(findings: Findings, a: int, b: int, number: int) -> Draft | None:
    """随后的航次总结会由副主任佘静主持: a named meeting that somebody chairs is an event."""
    article, text = findings.article, findings.article.text
    match = CHAIRED.search(text, a, b)
    ends = [e for e in noun_ends(text, a, match.start()) if e == match.start()] if match else []
    if not ends:
        return None
    name, kind = name_of(text, _name_start(findings, a, ends[0]), ends[0]), kind_of(text[a : ends[0]])
    dated = findings.within(findings.dates, article.sentences[number][0], ends[0])
    if dated and kind and not name:
        name = text[a : ends[0]].split("的")[-1]
    if not name or not kind or (len(name) < 5 and not dated) or re.match(r"会议|[本此这该]", name):
        return None
    return Draft(kind, name, article, number, [(a, b)], (ends[0] - 1, b), f"chaired/{kind}")


def _attended(findings: Findings, a: int, b: int, number: int) -> Draft | None:
    """出席2016“创响中国”巡回接力活动成都站启动仪式: a named event that somebody attends is an event."""
    article, text, compiled = findings.article, findings.article.text, rules()
    for verb in compiled.holding.finditer(text, a, b):
        if compiled.parts[verb[0]] != "attend" or text[verb.end() : verb.end() + 1] in "的了":
            continue
        ends = [e for e in noun_ends(text, verb.end(), b) if e - verb.end() <= 90]
        if ends:
            name, kind = name_of(text, verb.end(), ends[-1]), kind_of(text[verb.end() : ends[-1]])
            if kind and name and len(name) > 5:
                return Draft(kind, name, article, number, [(a, b)], (verb.start(), ends[-1]), f"attend/{verb[0]}")
    return None


def _act(findings: Findings, a: int, b: int, number: int, dated: bool, headline: bool, scene: Scene) -> Draft | None:
    """签约, 揭牌, 赴…调研: the first verb of the clause that is an event and has what it needs."""
    text, compiled = findings.article.text, rules()
    best: tuple[int, Draft] | None = None
    for act in compiled.acts:
        for match in act.pattern.finditer(text, a, b):
            if _inside_quotes(text, a, b, match.end() - 1) or NOT_TOLD.match(text, match.end()):
                continue
            if act.needs == "dated" and not (dated or headline or scene.main and findings.within(findings.people, a, match.start() + 1)):
                continue
            if act.needs == "body" and not (BODY.match(text, match.end(), b) or _organization_behind(findings, match.end(), b) or _organization_before(findings, a, match.start())):
                continue
            if act.needs == "document" and not (DOCUMENT.match(text, match.end(), b) or BEFORE_DOCUMENT.search(text, a, match.start())):
                continue
            if act.needs == "titled" and not re.search("[“《]|讲座|授课", text[a:b]):
                continue
            if best is None or match.start() < best[0]:
                draft = Draft(act.kind, None, findings.article, number, [(a, b)], match.span(), f"act/{act.kind}/{match[0][:2]}")
                best = (match.start(), draft)
            break
    return best[1] if best else None


def _organization_behind(findings: Findings, at: int, b: int) -> bool:
    return any(o.start - at <= 6 for o in findings.within(findings.organizations, at, b))


def _organization_before(findings: Findings, a: int, at: int) -> bool:
    return any(at - o.end <= 4 for o in findings.within(findings.organizations, a, at))


def _inside_quotes(text: str, a: int, b: int, at: int) -> bool:
    return any(a + s < at < a + e for s, e in quoted(text, a, b))


def _goes_on(previous: Draft, draft: Draft, findings: Findings, own_dated: bool) -> bool:
    """Whether a clause only goes on with the event before it: 赴辽宁调研,考察…; 赴芜湖调研,现场开展服务."""
    if own_dated:
        return False
    follow = {"visit": {"visit", "service", "survey", "reception"}}
    if draft.kind not in follow.get(previous.kind, {previous.kind}):
        return False
    if re.match(r"并?[赴到]", findings.article.text[draft.spans[0][0] :]) and findings.within(findings.organizations, *draft.spans[0]):
        return False
    subject = findings.within(findings.people, draft.spans[0][0], draft.trigger[0])
    return not subject or previous.kind == draft.kind and previous.rule.startswith("act/")


def _belongs(findings: Findings, draft: Draft, a: int, line: int, scene: Scene) -> bool:
    """Whether a clause without a date tells an event all the same: persons meet, or it goes on with the article's event."""
    if draft.rule.startswith(("hold/", "attend/", "chaired/")):
        if draft.name is None:
            return False
        mentions = (findings.organizations, findings.people, findings.places)
        return bool(NUMBERED.search(draft.name)) or any(findings.within(kind, a, draft.trigger[1]) for kind in mentions)
    acting = bool(findings.within(findings.people, a, draft.trigger[0] + 1))
    if DECIDED.search(findings.article.text, max(0, draft.trigger[0] - 24), draft.trigger[0]) and draft.kind in ("award", "appointment", "designation"):
        return True
    if draft.kind == "appointment":
        acting = bool(findings.within(findings.people, a, draft.spans[0][1]))
    elif draft.kind in FORMAL and scene.main is not None:
        acting = acting or bool(findings.within(findings.organizations, a, draft.trigger[0] + 1))
    if scene.main is None:
        return draft.kind == "reception" and bool(findings.within(findings.people, a, draft.spans[0][1]))
    return acting or findings.article.zone(scene.main.spans[0][0]).start == line


def _lead(text: str, at: int, a: int, b: int) -> int:
    """Where an event's evidence begins: with the sentence, unless that is far off."""
    start = at if a - at <= 120 and b - at <= 300 else a
    while start < a and text[start] in "，,；;。 、":
        start += 1
    return start


def _is_place(findings: Findings, start: int, end: int) -> bool:
    """Whether words behind 在 name a place: they begin with one, are a body's, or end like a venue."""
    text = findings.article.text[start:end]
    if re.search("[\ufffd、]", text):
        return False
    if any(m.start == start for m in (*findings.within(findings.places, start, end), *findings.within(findings.organizations, start, end))):
        return True
    return bool(VENUE.search(text))


def _place(findings: Findings, draft: Draft, a: int, b: int) -> str | None:
    """在北京举行: what stands behind 在, else a place in the clause that is no part of a name."""
    text = findings.article.text
    for match in PLACE_BEFORE.finditer(text, a, b):
        place = match["place"]
        if not _is_place(findings, match.start("place"), match.end("place")):
            continue
        if not re.search(r"会上|期间|基础|过程|领域|方面|下$|中$|背景|支持|推动|关于|大家|领导", place):
            return place
    names: list[Mention] = [*findings.organizations, *findings.people]
    for place_mention in findings.within(findings.places, a, b):
        inside = any(n.start <= place_mention.start < n.end for n in names)
        if not inside and re.search(r"[赴到来抵往]$", text[max(0, place_mention.start - 1) : place_mention.start]):
            return place_mention.text
    return None
