"""Finds dates: full and partial ones, ranges, datelines, and those told from another day (今年, 当天下午, 去年3月3日)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from typing import Any

from kczx.find.numerals import numeral
from kczx.flow import Date, Moment

N = r"[〇零○一二三四五六七八九十]"
YEAR = rf"(?:(?:19|20)\d\d|[一二][{N[1:-1]}]{{3}})"
MONTH = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
DAY = r"(?:3[01]|[12]\d|0?[1-9]|三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
TO = r"\s*(?:[-–—―~～至到]|——|--)\s*"
PART = r"(?:上午|下午|晚上|晚间|傍晚|凌晨|清晨|早晨|早上|中午|夜间|晚|早)"
CLOCK = r"(?:\d{1,2}[:：]\d\d(?:[:：]\d\d)?|\d{1,2}[时点](?:\d{1,2}分|半|许)?)"
NAMED_YEAR = r"(?<![目证线基此])(?:今年|去年|明年|前年|本年度|本年|上年|同年|当年|翌年|次年)(?![轻龄薪产会])"
NAMED_DAY = (
    r"(?<![目本此])(?:今天|今日(?!头条)|当天(?!然)|当日(?!本)|同日(?!本)|同天(?!津)|昨天|昨日|"
    r"前天|明天|明日(?!之星)|次日|翌日|即日|今晨|今晚|昨晚|当晚)"
)
"""Not across a word's edge: 目前|天气, 当|日本, 证明|年龄."""
SPAN = r"(?:上半年|下半年|第?[一二三四1-4]季度|前三季度)"
TENTH = r"[上中下]旬|底|初|份"

DATE = re.compile(
    rf"""
    (?=[\d{N[1:-1]}今去明前本上下同当次翌即昨第])
    (?:(?P<iso>(?<![\d.])(?P<iy>(?:19|20)\d\d)(?P<sep>[-./])(?P<im>0?[1-9]|1[0-2])(?P=sep)(?P<id>3[01]|[12]\d|0?[1-9])(?![\d])
       (?:[ T]*(?P<iclock>\d{{1,2}}:\d\d(?::\d\d)?))?)
  | (?P<months>(?<![\d.])(?:(?P<my>{YEAR})年|(?P<mny>{NAMED_YEAR}))?
       (?P<mm1>{MONTH})月?(?:份)?{TO}(?P<mm2>{MONTH})月份?(?![\d{N[1:-1]}]+[日号]))
  | (?P<full>(?:(?P<y>(?<![\d.]){YEAR})\ ?年\ ?|(?P<ny>{NAMED_YEAR}))?
       (?P<m>(?<![\d第作家]){MONTH})\ ?月(?!龄|河|球|饼)份?
       (?:(?P<tenth>[上中下]旬)|(?P<edge>[底末初])|(?:\ ?(?P<d>{DAY})\ ?(?:[日号]|(?={TO}(?:{MONTH}月)?{DAY}[日号])))?)
       (?:{TO}(?:(?P<y2>{YEAR})年)?(?:(?P<m2>{MONTH})\ ?月)?(?:(?P<d2>{DAY})\ ?[日号])(?![前内]))?
       (?:[（(](?:星期|周)[一二三四五六日天][）)])?
       (?P<part>{PART})?(?P<clock>(?<=[日号午上晚晨间）)])\ ?{CLOCK})?)
  | (?P<first>(?:(?P<fy>{YEAR})年|(?P<fny>今年|去年))?前(?P<fm>[1-9]|1[01]|[一二三四五六七八九十]{{1,2}})个?月(?!内|期))
  | (?P<thismonth>(?P<tm>本月|上月|下月|当月)(?P<td>{DAY})[日号]?(?:{TO}(?P<td2>{DAY}))?[日号])
  | (?P<years>(?<![\d.])(?P<y3>(?:19|20)\d\d)年?{TO}(?P<y4>(?:19|20)\d\d)\ ?年)
  | (?P<year>(?<![\d.])(?:(?P<y5>{YEAR})\ ?年(?!代|级|[内前后]?版)度?|(?P<ny5>{NAMED_YEAR}))(?P<span>{SPAN}|年?底前?)?)
  | (?P<spanonly>(?<![一-龥])(?:上|下)半年|(?<=[一-龥])(?<!今年)(?<!去年)(?:上|下)半年
       |今年{SPAN}|(?:本季度|前三季度|第?[一二三四]季度))
  | (?P<named>{NAMED_DAY}{PART}?(?P<nclock>\ ?{CLOCK})?)
  | (?P<bare>(?<![\d月.第一二三四五六七八九十〇零余多几整本每单双])
       (?P<bd>3[01]|[12]\d|0?[1-9])(?:日?{TO}(?P<bd2>3[01]|[12]\d|0?[1-9]))?
       日(?![前内本元常韩照程刊新光后电]|报(?!道))
       (?P<bpart>{PART})?(?P<bclock>\ ?{CLOCK})?))
    """,
    re.VERBOSE,
)
YEARS_BACK = {"今年": 0, "本年度": 0, "本年": 0, "去年": 1, "上年": 1, "明年": -1, "前年": 2}
DAYS_BACK = {
    "今天": 0, "今日": 0, "今晨": 0, "今晚": 0, "即日": 0, "昨天": 1, "昨日": 1, "昨晚": 1, "前天": 2, "明天": -1, "明日": -1,
    "当天": 0, "当日": 0, "同日": 0, "同天": 0, "当晚": 0, "次日": -1, "翌日": -1,
}  # fmt: skip
NEWS_DAYS = frozenset(["今天", "今日", "今晨", "今晚", "昨天", "昨日", "昨晚", "前天", "明天", "明日"])
TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0)}
NUMBER = re.compile(r"(?<![第])(?:NO\.?|No\.?|编号|电话|〔|﹝)\s*$")


def find(text: str) -> Iterator[Date]:
    """Yield every date of a text, left to right, none overlapping; what the text leaves out stays None.

    >>> [(d.text, d.first.month, d.first.day, d.last.day) for d in find("6月5-7日赴辽宁,18日返京")]
    [('6月5-7日', 6, 5, 7), ('18日', None, 18, 18)]
    """
    for match in DATE.finditer(text):
        for kind, build in BUILD.items():
            if match[kind]:
                moments = build(match)
                if moments is not None:
                    end = match.end()
                    while text[end - 1] == " ":
                        end -= 1
                    yield Date(match.start(), end, text[match.start() : end], f"dates/{kind}", *moments)
                break


def _number(text: str | None) -> int | None:
    value = numeral(text) if text else None
    return int(value) if value is not None else None


def _clock(text: str | None, part: str | None = None) -> str | None:
    """`09:35:12`, `15时`, `3点半` as ISO hours: 09:35:12, 15, 03:30; behind 下午 or 晚 counted from noon."""
    parts = re.findall(r"\d+", text or "")
    if not parts or int(parts[0]) > 24:
        return None
    if text and text.endswith("半"):
        parts.append("30")
    if part and part[0] in "下晚傍夜" and int(parts[0]) < 12:
        parts[0] = str(int(parts[0]) + 12)
    return ":".join(f"{int(part):02}" for part in parts)


def _iso(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    if int(match["id"]) > monthrange(int(match["iy"]), int(match["im"]))[1]:
        return None
    moment = Moment(int(match["iy"]), int(match["im"]), int(match["id"]), _clock(match["iclock"]))
    return moment, moment


def _full(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    year, month, day = _number(match["y"]), _number(match["m"]), _number(match["d"])
    back = YEARS_BACK.get(match["ny"] or "")
    if match["tenth"]:
        first, last = TENTHS[match["tenth"]]
        return Moment(year, month, first, years_back=back), Moment(year, month, last or -1, years_back=back)
    if month and day and day > monthrange(year or 2000, month)[1]:
        return None  # 2月30日 is no day
    start = Moment(year, month, day, _clock(match["clock"], match["part"]), years_back=back)
    if match["d2"] is None:
        return start, start
    last_month = _number(match["m2"]) or month
    last_year = _number(match["y2"]) or (year + 1 if year and month and last_month and last_month < month else year)
    end = Moment(last_year, last_month, _number(match["d2"]), years_back=back)
    return start, end


def _first(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    year, back = _number(match["fy"]), YEARS_BACK.get(match["fny"] or "今年")
    return Moment(year, 1, years_back=back), Moment(year, _number(match["fm"]), years_back=back)


def _thismonth(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    back = {"本月": 0, "当月": 0, "上月": 1, "下月": -1}[match["tm"]]
    first = Moment(day=_number(match["td"]), months_back=back)
    return first, Moment(day=_number(match["td2"]), months_back=back) if match["td2"] else first


def _months(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    year, back = _number(match["my"]), YEARS_BACK.get(match["mny"] or "")
    return Moment(year, _number(match["mm1"]), years_back=back), Moment(year, _number(match["mm2"]), years_back=back)


def _years(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    return Moment(int(match["y3"])), Moment(int(match["y4"]))


def _span(text: str) -> dict[str, Any]:
    if "半年" in text:
        return {"half": 1 if "上" in text else 2}
    if "季度" in text and "前三" not in text:
        digit = re.search(r"[一二三四1-4]", text)
        return {"quarter": int(numeral(digit[0]) or 0)} if digit else {}
    return {}


def _year(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    named = match["ny5"] or ""
    if named in ("同年", "当年", "翌年", "次年"):
        return None
    span = match["span"] or ""
    year, back = _number(match["y5"]), YEARS_BACK.get(named)
    if span == "前三季度":
        return Moment(year, 1, years_back=back), Moment(year, 9, years_back=back)
    moment = Moment(year, 12 if "底" in span else None, years_back=back, **_span(span))
    return moment, moment


def _spanonly(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    if "前三季度" in match[0]:
        return Moment(None, 1, years_back=0), Moment(None, 9, years_back=0)
    moment = Moment(years_back=0, **_span(match[0]))
    return moment, moment


def _named(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    name = match[0][:2]
    moment = Moment(
        days_back=DAYS_BACK[name],
        anchor="news" if name in NEWS_DAYS else "text",
        time=_clock(match["nclock"], match[0][2:4]),
    )
    return moment, moment


def _bare(match: re.Match[str]) -> tuple[Moment, Moment] | None:
    first = Moment(day=int(match["bd"]), time=_clock(match["bclock"], match["bpart"]))
    return first, Moment(day=int(match["bd2"])) if match["bd2"] else first


BUILD = {
    "iso": _iso,
    "full": _full,
    "months": _months,
    "first": _first,
    "thismonth": _thismonth,
    "years": _years,
    "year": _year,
    "spanonly": _spanonly,
    "named": _named,
    "bare": _bare,
}
