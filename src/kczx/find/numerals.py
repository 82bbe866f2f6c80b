"""Numbers as Chinese text writes them: 88, 1,234.56万, 三十五, 3万4000, 一点五亿, 两千多万, 百余, ○, 壹仟.

One pattern finds a number, one parser reads it: Arabic and Chinese digits may be mixed, 十百千 and 万亿 may follow each other,
a point may be 点, separators of thousands are skipped.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = {
    char: value
    for value, chars in enumerate(("〇零○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for char in chars
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
SCORES = {"廿": 20, "卅": 30}
MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
LATIN = {"k": 1000, "K": 1000, "w": 10000, "W": 10000}

ONES = "".join(DIGITS)
"""The digits 0 to 9, in all their Chinese forms."""
HAN = ONES + "".join(TENS) + "".join(SCORES) + "万亿"
"""Characters that Chinese numbers are made of."""
UNITS = "".join(TENS) + "万亿"
UNIT = "(?:[十拾百佰仟万亿]|千(?![瓦米克卡帕赫伏焦]))"
DIGIT = f"(?:[{ONES}{''.join(SCORES)}]|{UNIT})"
"""A character of a number; 千 is none where a unit begins with it, 20万千瓦."""
LONGEST = 40
"""Characters: whatever is longer is no number that anybody wrote down."""

ARABIC = r"(?:(?<!\d[,，])\d{1,3}(?:[,， \u00a0\u2009]\d{3}){1,6}(?![\d年月])(?:\.\d++)?|\d++(?:\.\d++)?)"
"""Digits with or without separators of thousands; 1,234,5 is none with separators, nor are years (5,2021年)."""
NUMBER = (
    rf"(?:(?<![\d.]){ARABIC}(?:[kKwW](?![A-Za-z])|\s?{UNIT}{{1,4}}+(?:[零〇]?\d{{1,4}}+(?![.,，]?\d){UNIT}{{0,2}}+"
    rf"|{DIGIT}{{1,8}}+){{0,4}}+)?"
    rf"|(?<![{HAN}]){DIGIT}{{1,24}}+(?:点[{ONES}]{{1,8}}+{UNIT}{{0,3}}+|\d{{1,4}}+{UNIT}{{0,2}}+)?)"
)
"""A number of any kind, as a part of a pattern."""
PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,9})?")
TOKEN = re.compile(rf"\d+(?:\.\d+)?|[{HAN}兆]|点|[kKwW]")
SEPARATORS = re.compile(r"[,，\s\u00a0\u2009]")


def numeral(text: str) -> float | None:
    """The value of a number in Arabic or Chinese digits, or None where it is none.

    >>> [numeral(n) for n in ("88", "1,500", "1,234.56万", "225.32万", "10.95亿", "三十五", "四千", "百", "两", "一百零五")]
    [88.0, 1500.0, 12345600.0, 2253200.0, 1095000000.0, 35.0, 4000.0, 100.0, 2.0, 105.0]
    >>> [numeral(n) for n in ("3万4000", "25万6千", "1亿2000万", "一点五亿", "2千零6", "二〇二一", "廿三", "两万五", "一百五")]
    [34000.0, 256000.0, 120000000.0, 150000000.0, 2006.0, 2021.0, 23.0, 25000.0, 150.0]
    >>> [numeral(n) for n in ("12.54亿亿", "1.5万亿", "壹仟贰佰万", "30w", "余", "", "点五")]
    [1.254e+17, 1500000000000.0, 12000000.0, 300000.0, None, None, None]
    """
    if PLAIN.fullmatch(text):
        return float(text)
    text = SEPARATORS.sub("", text)
    if not text or len(text) > LONGEST:
        return None
    tokens = TOKEN.findall(text)
    if sum(map(len, tokens)) != len(text):
        return None
    if len(tokens) > 1 and all(token in DIGITS for token in tokens):  # 二〇二一, 五五
        return float("".join(str(DIGITS[token]) for token in tokens))
    value = _read(tokens)
    return None if value is None else float(value)


def _read(tokens: list[str]) -> Decimal | None:
    """Sum of the sections that 万 and 亿 close; a unit right behind another multiplies it (万亿, 亿亿)."""
    total = section = Decimal(0)
    digit: Decimal | None = None
    last = 1  # the unit that the last token was, else 0 behind 零, else 1
    before = ""
    decimals: list[str] | None = None
    for token in tokens:
        if decimals is not None and token in DIGITS:
            decimals.append(str(DIGITS[token]))
            continue
        if decimals is not None:
            if not decimals:
                return None
            digit, section, decimals = _point(section + (digit or 0), decimals), Decimal(0), None
        if token == "点":
            if digit is None and not section:
                return None
            decimals = []
        elif token[0].isdecimal():
            digit = Decimal(token)
        elif token in DIGITS:
            if digit is not None and DIGITS[token] and before not in ("零", "〇", "○"):
                return None  # 三五十 is no number
            digit = Decimal(DIGITS[token])
            if before in TENS or before in MYRIADS:
                last = TENS.get(before) or MYRIADS[before]
        elif token in SCORES:
            section += SCORES[token]
        elif token in TENS or token in LATIN:
            factor = TENS.get(token) or LATIN[token]
            if before in TENS and digit is None:
                section *= factor  # 十百
            else:
                section += (Decimal(1) if digit is None else digit or Decimal(1)) * factor
            digit = None
        else:
            value = section + (digit or 0)
            if value:
                total = (total + value) * MYRIADS[token] if total < MYRIADS[token] else total + value * MYRIADS[token]
            else:
                total = (total or Decimal(1)) * MYRIADS[token]
            section, digit = Decimal(0), None
        before = token
    if decimals is not None:
        if not decimals:
            return None
        digit, section = _point(section + (digit or 0), decimals), Decimal(0)
    elif digit is not None and before in DIGITS and len(tokens) > 2 and tokens[-2] in (TENS | MYRIADS) and last > 10:
        digit *= last // 10  # 两万五, 一百五
    return total + section + (digit or 0)


def _point(whole: Decimal, decimals: list[str]) -> Decimal:
    return Decimal(f"{int(whole)}.{''.join(decimals)}")
