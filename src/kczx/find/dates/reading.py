"""Numbers, clocks and years as the grammar of dates finds them, for the readers of its kinds."""

from __future__ import annotations

import re
from collections.abc import Callable

from kczx.find.dates.words import words
from kczx.find.numerals import numeral
from kczx.mentions import Moment

Ends = tuple[Moment, Moment]
Reader = Callable[[re.Match[str]], Ends | None]
"""What reads a match of the grammar: the first and last moment, or None where it is none."""
WEEKDAYS = {
    char: number for number, chars in enumerate(("一", "二", "三", "四", "五", "六", "日天末"), 1) for char in chars
}
TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, -1), "上半月": (1, 15), "下半月": (16, -1)}
TWO_COUNTS = re.compile("[一二两三四五六七八九]{2}")
"""三五天后 is three to five."""
AFTERNOON = 12
NOON = 11
ROC = re.compile(r"(?:中华)?民国\s?")


def number(text: str | None) -> int | None:
    """The whole number that a text is, else None."""
    if text == "仨":
        return 3
    value = numeral(text) if text else None
    return int(value) if value is not None else None


def clock(text: str | None, part: str | None = None) -> str | None:
    """`09:35:12`, `15时`, `3点半`, `三点十五` as ISO hours: 09:35:12, 15, 03:30, 03:15; behind 下午 or 晚 counted from noon."""
    if not text:
        return None
    numbers = [
        number(n)
        for n in re.findall(r"\d+|[零〇一二两三四五六七八九十]+", text.replace("一刻", "15分").replace("三刻", "45分"))
    ]
    if not numbers or numbers[0] is None or numbers[0] > 24:
        return None
    told = [n for n in numbers if n is not None]
    if "半" in text:
        told.append(30)
    hours = words().parts.get(part or "", 0)
    if (hours in (AFTERNOON,) and told[0] < 12) or (hours == NOON and told[0] < 3):
        told[0] += 12
    if len(told) > 1 and told[1] > 59:
        return None
    return ":".join(f"{n:02}" for n in told[:3])


def year_of(text: str | None, named: str | None) -> tuple[int | None, int | None, str]:
    """The year that is told, or how many years back it lies and from what: 2021年, 民国113年, 乾隆二年, 08年, 去年."""
    if named:
        word, _, beside = named.removesuffix("的").partition("（" if "（" in named else "(")
        if beside:  # 明年（民国114年）
            return year_of(beside.rstrip("）)年").removeprefix("公元").removeprefix("西元"), None)
        told = words().named[word]
        return None, -told.offset, told.anchor
    if not text:
        return None, None, ""
    plain = re.sub(r"[年度的\s]", "", text)
    if ROC.match(plain):
        year = 1 if plain.endswith("元") else number(ROC.sub("", plain))
        return (1911 + year if year else None), None, ""
    if (era := words().eras.get(plain[:2])) is not None:
        year = 1 if plain.endswith("元") else number(plain[2:])
        return (era - 1 + year if year else None), None, ""
    year = number(plain)
    if year is not None and len(plain) == 2:
        year += 2000 if year < 50 else 1900
    elif year is not None and len(plain) == 3:  # 113年3月, as Taiwan counts
        year += 1911
    return year, None, ""


def with_year(moment: Moment, match: re.Match[str], stated: str, named: str) -> Moment:
    year, back, anchor = year_of(match[stated], match[named])
    return moment._replace(year=year, years_back=back, anchor=anchor or moment.anchor)


def span_of_year(base: Moment, text: str, edge: str | None) -> Ends:
    """A quarter or half of a year, or its first or last month."""
    if "半年" in text:
        first, last = (1, 6) if text[0] in "上前" else (7, 12)
    elif text.startswith("前"):
        first, last = 1, 3 * (number(text[1]) or 3)
    else:
        digit = re.search(r"[一二三四1-4]", text)
        quarter = number(digit[0]) if digit else 1
        first, last = 3 * (quarter or 1) - 2, 3 * (quarter or 1)
    first, last = (first, first) if edge == "初" else (last, last) if edge == "末" else (first, last)
    return base._replace(month=first), base._replace(month=last)
