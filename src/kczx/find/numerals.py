"""Numbers as Chinese text writes them: 88, 225.32万, 三十五, 两千多万, 百余, ○."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

DIGITS = {
    char: value
    for value, chars in enumerate(("〇零○", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖"))
    for char in chars
}
TENS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
MYRIADS = {"万": 10**4, "亿": 10**8, "兆": 10**12}


LONGEST = 24
"""Characters: whatever is longer is no number that anybody wrote down."""


def numeral(text: str) -> float | None:
    """The value of a number in Arabic or Chinese digits, or None where it is none.

    >>> [numeral(n) for n in ("88", "1,500", "225.32万", "10.95亿", "三十五", "四千", "百", "两", "一百零五", "二〇二一", "十")]
    [88.0, 1500.0, 2253200.0, 1095000000.0, 35.0, 4000.0, 100.0, 2.0, 105.0, 2021.0, 10.0]
    >>> numeral("余") is None
    True
    """
    text = re.sub("[,， \u2009]", "", text)
    if len(text) > LONGEST:
        return None
    digits = text.rstrip("十百千万亿兆")
    if digits and digits[0].isascii() and digits[0].isdigit():
        try:
            value = Decimal(digits)  # 225.32万 is 2253200, not 2253199.9999…
        except InvalidOperation:
            return None
        for unit in text[len(digits) :]:
            value *= TENS.get(unit) or MYRIADS[unit]
        return float(value)
    if len(text) > 1 and all(char in DIGITS for char in text):
        return float("".join(str(DIGITS[char]) for char in text))
    return _chinese(text)


def _chinese(text: str) -> float | None:
    total = section = 0
    digit: int | None = None
    seen = False
    for char in text:
        if char in DIGITS:
            digit = DIGITS[char]
        elif char in TENS:
            section += (1 if digit is None else digit or 1) * TENS[char]
            digit = None
        elif char in MYRIADS:
            value = section + (digit or 0)
            total = (
                (total + (value or (0 if total else 1))) * MYRIADS[char]
                if char == "亿"
                else total + (value or 1) * MYRIADS[char]
            )
            section, digit = 0, None
        else:
            return None
        seen = True
    return float(total + section + (digit or 0)) if seen else None
