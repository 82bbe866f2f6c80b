"""The digest's words: the rows of sections.toml, and how days, periods and numbers are written with them."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from kczx.errors import LexiconError
from kczx.records import EventDate

TABLE = "write/monthly/sections.toml"
KINDS = ("highlights", "rank", "city", "society", "province", "other", "late", "figures", "open", "sources")
DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


@dataclass(frozen=True, slots=True)
class Words:
    """The rows of sections.toml."""

    words: Mapping[str, Any]
    sections: tuple[Mapping[str, Any], ...]
    society: re.Pattern[str]
    never: re.Pattern[str]
    association: re.Pattern[str]
    docx: Mapping[str, Any]

    def __getitem__(self, name: str) -> str:
        return str(self.words[name])

    def columns(self, name: str) -> list[str]:
        return list(self.words[name])

    def put(self, name: str, *values: object) -> str:
        """A word with its blanks filled, in order."""
        text = self[name]
        for value in values:
            text = text.replace("{}", str(value), 1)
        return text

    def day(self, text: str, year: bool = True) -> str:
        """A day, a month or a year as it is written.

        >>> words().day("2016-06-05"), words().day("2016-06-05", False), words().day("2016-06")
        ('2016年6月5日', '6月5日', '2016年6月')
        """
        match = DAY.match(text)
        if match is None:
            return text
        parts = [self.put("year", match[1])] if year or not match[2] else []
        parts += [self.put("month", int(match[2]))] if match[2] else []
        parts += [self.put("day", int(match[3]))] if match[3] else []
        return "".join(parts)

    def days(self, when: EventDate, year: bool = False) -> str:
        """The days of an event, what first and last day have in common once.

        >>> words().days(EventDate(edtf="2016-06-05/2016-06-07", start="2016-06-05", end="2016-06-07"))
        '6月5—7日'
        >>> words().days(EventDate(edtf="2016-05-31/2016-06-01", start="2016-05-31", end="2016-06-01"))
        '5月31日—6月1日'
        """
        return self.edtf(when.edtf, year)

    def edtf(self, text: str, year: bool = True) -> str:
        """The same for a date in EDTF.

        >>> words().edtf("2016-01/2016-09"), words().edtf("2016-06-05T09")
        ('2016年1月—9月', '2016年6月5日')
        """
        first, _, last = (part.partition("T")[0] for part in text.partition("/"))
        if not last or last == first:
            return self.day(first, year)
        if first[:7] == last[:7] and len(first) == len(last) == 10:
            return (
                self.day(first, year).removesuffix(self.put("day", "")) + self["dash"] + self.put("day", int(last[8:]))
            )
        return self.day(first, year) + self["dash"] + self.day(last, first[:4] != last[:4])

    def numeral(self, number: int) -> str:
        """A number below a thousand as headings have it.

        >>> [words().numeral(number) for number in (1, 10, 12, 30, 105, 118)]
        ['一', '十', '十二', '三十', '一百零五', '一百一十八']
        """
        digits = self["digits"]
        hundreds, rest = divmod(number, 100)
        tens, ones = divmod(rest, 10)
        text = digits[hundreds] + self["hundred"] if hundreds else ""
        if tens:
            text += ("" if tens == 1 and not hundreds else digits[tens]) + self["ten"]
        elif hundreds and ones:
            text += digits[0]
        return text + (digits[ones] if ones else "")


@functools.cache
def words() -> Words:
    """The rows of sections.toml."""
    table = tomllib.loads(resources.files("kczx").joinpath(TABLE).read_text("utf-8"))
    for row in table["section"]:
        if row.get("kind") not in KINDS or not row.get("heading"):
            raise LexiconError(TABLE, 0, f"a [[section]] has a heading and a kind of {', '.join(KINDS)}, not {row}")
    society, association = table["society"], table["association"]
    return Words(
        table["words"],
        tuple(table["section"]),
        re.compile(society["name"]),
        re.compile(society["never"]),
        re.compile(association["name"]),
        table["docx"],
    )
