"""Readers of the kinds of dates: what a match of the grammar says, with nothing added that is not told."""

from __future__ import annotations

import re
from calendar import monthrange

from kczx.find.dates import relative
from kczx.find.dates.reading import TENTHS, WEEKDAYS, Ends, Reader, clock, number, span_of_year, with_year
from kczx.find.dates.words import words
from kczx.mentions import Moment


def _iso(match: re.Match[str]) -> Ends | None:
    year, month, day = int(match["iy"]), int(match["im"]), int(match["id"])
    if day > monthrange(year, month)[1]:
        return None
    moment = Moment(year, month, day, clock(match["iclock"], match["ipart"]))
    return moment, moment


def _slash(match: re.Match[str]) -> Ends | None:
    if match["sy"]:
        year, month, day = int(match["sy"]), int(match["sm"] or match["sm2"]), int(match["sd"] or match["sd2"])
        if day > monthrange(year, month)[1]:
            return None
        return (moment := Moment(year, month, day)), moment
    if match["fm"]:
        return (moment := Moment(None, int(match["fm"]), int(match["fd"]))), moment
    if match["dm"]:
        return (moment := Moment(None, int(match["dm"]), int(match["dd"]), match["dclock"])), moment
    return (moment := Moment(None, int(match["hm"]), int(match["hd"]))), moment


def _yearmonth(match: re.Match[str]) -> Ends:
    return (moment := Moment(int(match["jy"]), int(match["jm"]))), moment


def _lunar(match: re.Match[str]) -> Ends | None:
    """农历五月初五, 腊月廿三, 正月, 闰四月; 五月十五 without such words is of the civil calendar."""
    month_text = next(match[f"lm{i}"] for i in range(4) if match[f"lm{i}"])
    day_text = next((match[f"ld{i}"] for i in range(4) if match[f"ld{i}"]), None)
    month = {"正": 1, "冬": 11, "腊": 12}.get(month_text) or number(month_text)
    day = number(day_text.removeprefix("初")) if day_text else None
    time = clock(match["lclock"], match["lpart"])
    moment = with_year(
        Moment(month=month, day=day, time=time, lunar=True, leap=bool(match["leap"])), match, "ly", "lny"
    )
    return moment, moment


def _months(match: re.Match[str]) -> Ends:
    first = with_year(Moment(month=number(match["mm1"])), match, "my", "mny")
    return first, first._replace(month=number(match["mm2"]))


def _firsts(match: re.Match[str]) -> Ends | None:
    """前10个月, 今年前五个月, 首月, 最后4个月; 4月前4天; 2021年的第二周, 第三个月."""
    count = number(match["fn"]) or 1
    unit, which = match["fu"], match["which"] or match["which2"]
    whole = bool(match["fy"] or match["fny"])
    month = number(match["fmm"] or match["fym"])
    base = with_year(Moment(month=month), match, "fy", "fny")
    if match["fmonth"]:
        told = words().named[match["fmonth"]]
        base = base._replace(months_back=-told.offset, anchor=told.anchor)
    inner = bool(month or match["fmonth"])
    if not whole and base.years_back is None:
        base = base._replace(years_back=0) if not inner else base
    if unit == "月":
        if (
            inner
            or count > 12
            or (which in ("第", "最后", "后", "最末") and not whole)
            or (which == "后" and "个" not in match[0] and not whole)
        ):
            return None
        if which in ("前", "头", "首"):
            return base._replace(month=1), base._replace(month=count)
        if which == "第":
            return (moment := base._replace(month=count)), moment
        return base._replace(month=13 - count), base._replace(month=12)
    if unit == "季度":
        if inner or count > 4:
            return None
        if which == "第":
            return base._replace(month=3 * count - 2), base._replace(month=3 * count)
        return (base._replace(month=1), base._replace(month=3 * count)) if which in ("前", "头", "首") else None
    if not (whole or inner):
        return None
    kind = "day" if unit == "天" else "week"
    first = count if which in ("第", "首") else 1 if which in ("前", "头") else -count
    last = count if which in ("第", "首", "前", "头") else -1
    return base._replace(nth=(kind, first, 0)), base._replace(nth=(kind, last, 1))


def _nth(match: re.Match[str]) -> Ends:
    """6月第3个星期日."""
    base = with_year(Moment(month=number(match["tm"])), match, "ty", "tny")
    moment = base._replace(nth=("weekday", number(match["tn"]) or 1, WEEKDAYS[match["tw"][-1]]))
    return moment, moment


def _full(match: re.Match[str]) -> Ends | None:
    month = number(match["m"])
    day = number(match["d"] or match["d0"])
    base = with_year(Moment(month=month), match, "y", "ny")
    if tenth := match["tenth"] or match["hm1"]:
        first, last = TENTHS[tenth]
        return base._replace(day=first), base._replace(day=last)
    if month and day and day > monthrange(base.year or 2000, month)[1]:
        return None  # 2月30日 is no day
    start = base._replace(day=day, time=clock(match["clock"], match["part"]))
    if match["d2"] is None:
        return start, start
    last_month = number(match["m2"]) or month
    last_year = number(match["y2"]) or (
        base.year + 1 if base.year and month and last_month and last_month < month else base.year
    )
    return start, base._replace(year=last_year, month=last_month, day=number(match["d2"]))


def _years(match: re.Match[str]) -> Ends:
    return Moment(int(match["y3"])), Moment(int(match["y4"]))


def _year(match: re.Match[str]) -> Ends | None:
    base = with_year(Moment(), match, "zy", "zny")
    if base.anchor == "text" and not match["span"] and not match["yedge"]:
        return None  # 当年 and 第二年 by themselves tell no time that anybody could look up
    if match["span"]:
        return span_of_year(base, match["span"], match["spanedge"])
    text = match[0]
    if text.endswith("同期"):
        return (moment := base._replace(same=True)), moment
    edge = match["yedge"] or ""
    month = (
        12
        if edge[-1:] in ("底", "末") and edge
        else 1
        if edge[-1:] == "初" or text.endswith("伊始")
        else 6
        if edge == "中"
        else None
    )
    moment = base._replace(month=month)
    return moment, moment


def _decade(match: re.Match[str]) -> Ends:
    tens = number(match["dn"] or f"{match['dn3']}十") or 0
    decades = ((number(match["dn2"] or match["dn4"]) or tens) - tens) // 10 if match["dn2"] or match["dn4"] else 0
    century = match["century"]
    if tens >= 1000:
        start = tens  # 2030年代
    elif century is None:
        start = 1900 + tens if tens >= 30 else 2000 + tens
    elif century.startswith("上"):
        start = 1900 + tens
    elif century.startswith("本"):
        start = 2000 + tens
    else:
        start = ((number(century.removesuffix("世纪")) or 20) - 1) * 100 + tens
    return Moment(start), Moment(start + 9 + 10 * max(decades, 0))


def _cent(match: re.Match[str]) -> Ends | None:
    century = number(match["cn"]) if match["cn"] else 21 if match["cthis"] == "本" else 20
    if not century or century > 30:
        return None
    start = (century - 1) * 100
    edge = (match["cedge"] or "")[:1]
    if edge == "初":
        return Moment(start or 1), Moment(start + 19)
    if edge == "末":
        return Moment(start + 80), Moment(start + 99)
    return (Moment(start + 40), Moment(start + 59)) if edge else (Moment(start or 1), Moment(start + 99))


def _plan(match: re.Match[str]) -> Ends | None:
    """“十四五”: the years of a five-year plan; the first ran from 1953, the third from 1966."""
    plan = number(match["pn1"] or match["pn2"])
    if not plan:
        return None
    start = 1953 + 5 * (plan - 1) + (3 if plan > 2 else 0)
    edge = match["pedge1"] or match["pedge2"] or ""
    if edge == "末":
        return (moment := Moment(start + 4)), moment
    if edge == "初":
        return (moment := Moment(start)), moment
    return Moment(start), Moment(start + (number(edge[1]) or 5) - 1 if edge else start + 4)


BUILD: dict[str, Reader] = {
    "iso": _iso, "slash": _slash, "yearmonth": _yearmonth, "lunar": _lunar, "months": _months, "firsts": _firsts,
    "nth": _nth, "full": _full, "thismonth": relative.thismonth, "monthpart": relative.monthpart,
    "halfmonth": relative.halfmonth, "years": _years, "feast": relative.feast, "halfthis": relative.halfthis,
    "season": relative.season,
    "year": _year, "quarter": relative.quarter, "yearpart": relative.yearpart, "decade": _decade, "cent": _cent,
    "plan": _plan, "week": relative.week, "weekday": relative.weekday, "namedin": relative.namedin,
    "named": relative.named_day, "ago": relative.ago, "bare": relative.bare, "time": relative.clock_alone,
    "pair": relative.pair,
}  # fmt: skip
"""The reader of each kind of the grammar."""
