"""Readers of times that are told from another: 本月下旬, 上周三, 今天, 三年前, 春节假期, 18日."""

from __future__ import annotations

import re

from kczx.find.dates.reading import TENTHS, TWO_COUNTS, WEEKDAYS, Ends, clock, number, span_of_year, with_year
from kczx.find.dates.words import words
from kczx.mentions import Moment

SEASONS = {"春": 1, "夏": 2, "秋": 3, "冬": 4}
UNITS = {
    "年": "year",
    "个月": "month",
    "月": "month",
    "天": "day",
    "日": "day",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
}
LEADS = "在于到至从自每逢"
EVE = re.compile("[前后将]|到来|来临|临近|这一?天")
LETTER = re.compile("[一-龥“《]")


def thismonth(match: re.Match[str]) -> Ends:
    told = words().named[match["tmonth"]]
    base = Moment(months_back=-told.offset, anchor=told.anchor)
    first = base._replace(day=number(match["td"]), time=clock(match["tclock"], match["tpart"]))
    return first, base._replace(day=number(match["td2"])) if match["td2"] else first


def monthpart(match: re.Match[str]) -> Ends:
    told = words().named[match["pm"]]
    base = Moment(months_back=-told.offset, anchor=told.anchor)
    if part := match["ptenth"] or match["phalf"]:
        first, last = TENTHS[part]
        return base._replace(day=first), base._replace(day=last)
    return base, base


def halfmonth(match: re.Match[str]) -> Ends:
    first, last = TENTHS[match[0]]
    return Moment(months_back=0, day=first), Moment(months_back=0, day=last)


def quarter(match: re.Match[str]) -> Ends | None:
    if match["nq"]:
        told = words().named[match["nq"]]
        return (moment := Moment(quarters_back=-told.offset)), moment
    text = match["q"] or match["q2"]
    if not re.search("季|半年|[Qq]", text):
        return None
    return span_of_year(Moment(years_back=0, loose=True), text, match["qedge"] or match["qedge2"])


def halfthis(match: re.Match[str]) -> Ends:
    """上个半年: what the grammar of whole texts makes of it."""
    return (moment := Moment()), moment


def yearpart(match: re.Match[str]) -> Ends:
    if match[0][0] == "月":
        return (this := Moment(months_back=0)), this
    month = {"底": 12, "末": 12, "初": 1, "中": 6}.get(match[0][1])
    return (moment := Moment(years_back=0, month=month)), moment


def feast(match: re.Match[str]) -> Ends | None:
    """春节, 2023年中秋节当晚, “五一”假期."""
    name = match["hn"]
    rule, *marks = words().holidays[name]
    after = match["hp"] or ""
    told = bool(after or match["hd"] or match["hpp"] or match["hy"] or match["hny"])
    text, at = match.string, match.start()
    free = not LETTER.match(text, match.end()) and (at == 0 or text[at - 1] in LEADS or not LETTER.match(text, at - 1))
    if "loose" in marks and not (after or (free and (name[0] == "“" or name.endswith("日")))):
        return None
    if not told and not free and not (len(name) > 2 and EVE.match(text, match.end())):
        return None  # 国庆招待会, 感受清明的自然之美: the holiday's name, and no time
    off = "off" in marks and bool(re.search("假|黄金周|期间", after))
    moment = with_year(
        Moment(
            holiday=rule,
            name=name,
            off=off or ("off" in marks and bool(match["hd"])),
            shift=-1 if after == "前夕" else 0,
            nth=_days_of(match["hd"].lstrip("的")) if match["hd"] else None,
            time=clock(match["hclock"], match["hpp"]),
        ),
        match,
        "hy",
        "hny",
    )
    return moment, moment


def _days_of(text: str) -> tuple[str, int, int]:
    """Which of a holiday's days are told, the first and the last: 第三天, 首日, 前三天, 最后一天 (-1)."""
    if text.startswith("最后"):
        return "day", -1, -1
    count = number(text[1]) or 1
    return "day", 1 if text.startswith("前") else count, count


def season(match: re.Match[str]) -> Ends:
    season = SEASONS[match["se"] or match["se2"]]
    if match["sn"]:
        back = {"今": 0, "去": 1, "前": 2, "明": -1}[match["sn"]]
        return (moment := Moment(years_back=back, season=season)), moment
    return (moment := with_year(Moment(season=season), match, "ey", "eny")), moment


def week(match: re.Match[str]) -> Ends:
    told = words().named[match["wk"]]
    day = WEEKDAYS.get((match["wwd"] or " ")[-1])
    weekend = (match["wwd"] or "").endswith("末")
    if match["wbm"]:
        return (
            moment := Moment(None, number(match["wbm"]), number(match["wbd"]), clock(match["wclock"], match["wpart"]))
        ), moment
    base = Moment(
        weeks_back=-told.offset, anchor=told.anchor, time=clock(match["wclock"], match["wpart"]) if day else None
    )
    if weekend:
        return base._replace(weekday=6), base._replace(weekday=7)
    return (moment := base._replace(weekday=day)), moment


def weekday(match: re.Match[str]) -> Ends:
    if match["dbm"]:
        return (
            moment := Moment(None, number(match["dbm"]), number(match["dbd"]), clock(match["dwclock"], match["dpart"]))
        ), moment
    word = match["dwd1"] or match["dwd2"] or match["dwd3"] or match["dwd4"]
    day = WEEKDAYS[word[-1]]
    if word.endswith("末"):
        return Moment(weeks_back=0, weekday=6), Moment(weeks_back=0, weekday=7)
    return (moment := Moment(weeks_back=0, weekday=day, time=clock(match["dwclock"], match["dpart"]))), moment


def namedin(match: re.Match[str]) -> Ends:
    """今(18)日: the day itself, of the month of the report."""
    back = {"今": 0, "昨": 1, "前": 2, "明": -1}[match["nin"]]
    moment = Moment(
        day=number(match["nd"]), days_back=back, anchor="news", time=clock(match["nclock2"], match["npart"])
    )
    return moment, moment


def named_day(match: re.Match[str]) -> Ends:
    told = words().named[match["nm"]]
    part = match["npart2"] or next((p for p in (match["nm"][-1],) if p in words().parts), None)
    time = clock(match["nclock"], part)
    if match["nbd"]:
        return (moment := Moment(None, number(match["nbm"]), number(match["nbd"]), time, anchor=told.anchor)), moment
    return (moment := Moment(days_back=-told.offset, anchor=told.anchor, time=time)), moment


def ago(match: re.Match[str]) -> Ends | None:
    """三年前, 两个月后; 近三年, 未来五年."""
    text = match["agon"] or match["agon2"]
    vague = text[-1] in "几多余"
    count = number(text.rstrip("几多余"))
    if not count or text == "半" or TWO_COUNTS.match(text):
        return None
    unit = UNITS[match["agou"] or match["agou2"]]
    if match["agodir"]:
        way = -1 if match["agodir"] in ("近", "最近", "过去") else 1
        return (moment := Moment(reach=(unit, way * count))), moment
    if vague or (unit == "year" and count > 1000):
        return None
    way = -1 if match["agodir2"] == "前" else 1
    return (moment := Moment(away=(unit, way * count))), moment


def pair(match: re.Match[str]) -> Ends | None:
    """今明两年, 昨今两天."""
    ways = {"去": 1, "昨": 1, "今": 0, "明": -1, "后": -2}
    first, last = ways[match["pa"]], ways[match["pb"]]
    if (match["pa"] == "去") != (match["pu"] == "年") and match["pa"] != "今":
        return None
    if match["pu"] == "年":
        return Moment(years_back=first), Moment(years_back=last)
    return Moment(days_back=first, anchor="news"), Moment(days_back=last, anchor="news")


def bare(match: re.Match[str]) -> Ends:
    first = Moment(day=number(match["bd"]), time=clock(match["bclock"], match["bpart"]))
    return first, Moment(day=int(match["bd2"])) if match["bd2"] else first


def clock_alone(match: re.Match[str]) -> Ends:
    told = Moment(days_back=0, anchor="text", time=clock(match["tclock1"], match["timepart"]), bare_clock=True)
    return told, told
