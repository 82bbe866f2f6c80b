"""What the lexicons of figures make: the pattern of quantities, units, heads and boundaries of what is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon

ARABIC = r"(?<!\d[,，])\d{1,3}(?:[,，  ]\d{3}){1,6}(?![\d年月])|\d++(?:\.\d++)?"
DIGITS = "一二两三四五六七八九十百千万亿〇零"
CHINESE = rf"(?<![{DIGITS}])[{DIGITS}]++"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the lexicons make: the quantity pattern, unit forms, heads and boundaries of counted phrases, indicators."""

    quantity: re.Pattern[str]
    units: dict[str, str]
    heads: re.Pattern[str]
    boundaries: re.Pattern[str]
    set_phrases: re.Pattern[str]
    indicators: tuple[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]], ...]


@lexicon.cached
def rules() -> Rules:
    measures = lexicon.rows("find/figures/measures.tsv", 2)
    heads = lexicon.alternation(lexicon.words("find/figures/heads.tsv"))
    quantity = re.compile(
        rf"""
        (?=[\d将大约近超逾突不至多高百{DIGITS}])
        (?P<before>将近|大约|约有|近|约|超过|超|逾|突破|不足|不到|至少|不少于|不低于|多达|高达)?\s?
        (?:(?P<percent>百分之(?P<pn>{CHINESE}(?:点{CHINESE})?|(?:{ARABIC})))
          |(?P<number>(?<![\d.A-Za-z/-])(?:{ARABIC})(?:\s?[十百千万亿]+)?|{CHINESE})
           (?:(?P<odd>余|多|来)?(?P<myriad>[万亿]+)?(?P<odd2>余|多)?\s?
             (?:(?P<measure>{lexicon.alternation(row[0] for row in measures)})(?P<odd3>多|余)?
               |(?P<group>大)(?P<noun>{heads}|[一-龥]{{2}})
               |(?P<none>(?<=[万亿])(?=[一-龥，。、；,;）)]|$)))))
        (?P<after>左右|上下|以上|以下|以内)?
        """,
        re.VERBOSE,
    )
    indicators = tuple(
        (name, re.compile(measure or ""), re.compile(counted or ""), re.compile(context or ""))
        for name, measure, counted, context in lexicon.rows("find/figures/indicators.tsv", 4)
    )
    boundaries = lexicon.alternation(lexicon.words("find/figures/boundaries.tsv"))
    return Rules(
        quantity,
        {row[0]: row[1] or row[0] for row in measures},
        re.compile(heads),
        re.compile(boundaries),
        re.compile(lexicon.alternation(lexicon.words("find/figures/set_phrases.tsv"))),
        indicators,
    )
