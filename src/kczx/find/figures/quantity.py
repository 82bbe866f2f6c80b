"""What the lexicons of figures make: the pattern of a quantity, units and their kinds, words that tell how exact it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon
from kczx.find.numerals import HAN, NUMBER, ONES, UNIT

KINDS = ("classifier", "session", "people", "unit", "money", "rate")
TO = r"\s?(?:[-–—―－~～〜至到]|——|--)\s?"
SMALL_MONEY = {"角": 0.1, "毛": 0.1, "分": 0.01}
"""Parts of a yuan that may follow one: 五元三毛, 50元6角三分."""
MINUTES = 60


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure word: the unit that a figure bears, and the kind that says on which side what is counted stands."""

    unit: str
    kind: str


@dataclass(frozen=True, slots=True)
class Rules:
    """Where a quantity may begin and the pattern that it matches there; measures, qualifiers by side, set phrases."""

    begins: re.Pattern[str]
    quantity: re.Pattern[str]
    measures: dict[str, Measure]
    qualifiers: dict[str, str]
    set_phrases: re.Pattern[str]


@lexicon.cached
def rules() -> Rules:
    table = lexicon.rows("find/figures/measures.tsv", 3, choices=(*KINDS, ""), at=2)
    measures = {word: Measure(unit or word, kind or "classifier") for word, unit, kind in table}
    degrees = lexicon.rows("find/figures/qualifiers.tsv", 3, choices=("before", "behind", "within"))
    sides = {
        side: lexicon.alternation(word for word, where, _ in degrees if where == side)
        for side in ("before", "behind", "within")
    }
    money = [word for word, m in measures.items() if m.kind == "money" and len(word) > 1]
    currencies = lexicon.alternation(money)
    odd = sides["within"]
    measure = lexicon.alternation(measures)
    divisor = lexicon.alternation(word for word, m in measures.items() if m.kind in ("unit", "people", "classifier"))
    quantity = re.compile(
        rf"""
        (?:(?!(?<=以)上)(?P<before>{sides["before"]})\s?)?+
        (?:(?P<currency>{currencies})\s?(?=[\d{HAN}]))?+
        (?:(?P<whole>百\s?分\s?之\s?|[百千万]{{1,3}}\s?分之\s?|(?<![{HAN}\d.])(?:[{ONES}十]{{1,3}}|\d{{1,2}})分之)
           (?P<share>百(?![{HAN}])|{NUMBER})(?:{TO}(?:百分之)?(?P<share2>{NUMBER})(?=[^\d{HAN}年月日%个]|$))?
         |(?P<vague>[数几])(?P<scale>[十百千万亿]{{1,3}})(?P<odd0>{odd})?\s?
           (?:(?P<measure0>{measure}))
         |(?<![\dA-Za-z./_第-])
          (?P<number>{NUMBER}|半(?=[成折]))
          (?P<odd>{odd})?(?:(?:个(?=亿))?(?P<myriad>{UNIT}{{1,2}}))?(?P<odd2>{odd})?[^\S\n]{{0,4}}+
          (?:(?P<unit1>{measure})?{TO}(?P<to>{NUMBER})(?P<odd4>{odd})?\s?(?=%|％|{measure}))?
          (?:(?P<measure>{measure})
             (?:(?P<per>/(?:{divisor}|年|月|日|天|时|秒))|(?P<odd3>多(?![边元式样媒维层功])|余(?![震额波款])|有余)|(?P<half>半(?:小时)?)(?=[^天年月日]|$)
               |(?<=时)(?P<minutes>[\d{ONES}十]{{1,3}})分(?:钟(?!以))?(?![一-龥]*之)|(?<!时)(?P<coins>(?:[\d{ONES}]{{1,2}}[角毛分]){{1,2}}))?
            |(?P<group>大)(?P<noun>[一-龥]{{2}})
            |(?P<none>(?<=[万亿])(?=[一-龥，。、；,;）)]|$)|(?<=\d[wW])(?=上下|左右))))
        (?P<after>{sides["behind"]})?
        """,
        re.VERBOSE,
    )
    words = {word[0] for word in money} | {word[0] for word, where, _ in degrees if where == "before"}
    # One character is looked for, and only where it stands it is asked whether a number begins there.
    begins = re.compile(
        rf"(?:\d(?<![\d.].)|[{HAN}](?<![{HAN}\d.第].)|[数几半百千万{re.escape(''.join(words))}])"
        rf"(?<=(?=(?:{sides['before']}\s?)?+(?:{currencies}\s?(?=[\d{HAN}]))?+(?:[数几\d{HAN}]|半[成折]))[\s\S])"
    )
    return Rules(
        begins,
        quantity,
        measures,
        {word: qualifier for word, _, qualifier in degrees},
        re.compile(lexicon.alternation(lexicon.words("find/figures/set_phrases.tsv"))),
    )
