"""Whom a verb gives an office: 选举甲为会长、乙为秘书长, 甲当选理事长, 甲，历任校长、院长, 会长由甲担任."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon, words
from kczx.find.people.holders import Holders

SLOTS = ("between", "weak", "life", "naming", "removing", "passive")
REACH = 24
"""Characters between a name and the verb, or before a name, among which words that matter stand."""
LONG = 300
"""The same where the title is one of a row from which people are removed."""
ADVERBIAL = frozenset("dtfmq")
"""First letters of the tags of words that may stand between a name and the verb: 甲|上月刚刚|履新."""
CLOSES = re.compile(r"[，,。；;、\n）)]|$")
SUBJECT = re.compile(r"(?:[，,；;。、\n）)]|^)(?:其后|后|先后|同时|并|还|也|曾|现|期间)?$")
"""What stands before a verb whose subject was named before, not right there."""
OFFICE = re.compile("等?(?:职务|一职|职位|职)")
PRONOUN = re.compile(r"(?:其|他|她)$")


@dataclass(frozen=True, slots=True)
class Rules:
    """What giving.tsv makes."""

    given: re.Pattern[str]  # ends right before a title
    giving: re.Pattern[str]
    slots: dict[str, str]
    naming: re.Pattern[str]
    removing: re.Pattern[str]
    passive: re.Pattern[str]


@lexicon.cached
def rules() -> Rules:
    rows = lexicon.rows("find/people/giving.tsv", 2, SLOTS)
    slots = {word: slot for word, slot in rows if slot in ("between", "weak", "life")}
    verbs = "|".join(sorted(map(re.escape, slots), key=len, reverse=True))
    return Rules(
        re.compile(
            rf"(?:等[\d一二三四五六七八九十]+[人名位])?(?P<verb>{verbs})了?(?:新一届|新一任|首任|新任|首届|该[校院所会县市区])?$"
        ),
        re.compile(f"(?:{verbs})(?:新一届|新一任|首任|新任|首届)?"),
        slots,
        re.compile("|".join(re.escape(word) for word, slot in rows if slot == "naming")),
        re.compile("(?:" + "|".join(re.escape(word) for word, slot in rows if slot == "removing") + ")[:：]?$"),
        re.compile("|".join(re.escape(word) for word, slot in rows if slot == "passive")),
    )


def appointees(holders: Holders, begin: int, end: int) -> list[int]:
    """The names to which a verb gives the titles of [begin, end)."""
    text = holders.text
    passive = _passive(holders, end)
    if passive:
        return passive
    match = rules().given.search(text, max(0, begin - 16), begin)
    if match is None:
        return _removed(holders, begin, end)
    verb, slot = match.start(), rules().slots[match["verb"]]
    sentence = max(text.rfind(mark, 0, verb) for mark in "。；;\n！？") + 1
    given = holders.titled_row(holders.ended_by(verb) or _past_adverbs(holders, verb))
    if not given and PRONOUN.search(text, max(0, verb - 1), verb):
        last = holders.last_before(verb, sentence)
        given = [] if last is None else [last]
    reach = LONG if match["verb"] == "的" else REACH  # 免去甲的会长职务、|乙的|副会长职务
    named = bool(given) and rules().naming.search(
        text, max(sentence, holders.starts[given[0]] - reach), holders.starts[given[0]]
    )
    if match["verb"] == "的" and not (named and OFFICE.match(text, end)):
        return []  # 免去甲的会长职务
    if slot == "weak" and not (named or CLOSES.match(text, end)):
        return []
    if not given and slot == "life" and SUBJECT.search(text, max(0, verb - 4), verb):
        line = text.rfind("\n", 0, verb) + 1
        last = holders.last_before(verb, line)
        given = [] if last is None else [last]
    return given


def _removed(holders: Holders, begin: int, end: int) -> list[int]:
    """免去|甲|同志|会长职务, 免去|其|会长职务."""
    text, compiled = holders.text, rules()
    if not OFFICE.match(text, end + 1 if text[end : end + 1] == "的" else end):
        return []
    at = begin - 2 if text[max(0, begin - 2) : begin] == "同志" else begin
    given = holders.ended_by(at)
    if given:
        start = holders.starts[given[0]]
        return given if compiled.removing.search(text, max(0, start - 4), start) else []
    if PRONOUN.search(text, max(0, begin - 1), begin) and compiled.removing.search(text, max(0, begin - 4), begin - 1):
        sentence = max(text.rfind(mark, 0, begin) for mark in "。；;\n！？") + 1
        last = holders.last_before(begin, sentence)
        return [] if last is None else [last]
    return []


def _past_adverbs(holders: Holders, verb: int) -> list[int]:
    """Names before adverbs: 甲|上月刚刚|履新, 甲|全票|当选."""
    number = holders.last_before(verb, verb - REACH)
    if number is None:
        return []
    between = holders.text[holders.tails[number] : verb]
    if len(between) > 10 or not all(
        word.tag[0] in ADVERBIAL or word.tag in ("ad", "eng") for word in words.cut(between)
    ):
        return []
    return holders.ended_by(holders.tails[number])


def _passive(holders: Holders, end: int) -> list[int]:
    """首任站长|由退休教师|甲|担任."""
    if not holders.text.startswith(("由", "一职由", "一职，由", "职务由"), end):
        return []
    number = holders.first_behind(end, end + REACH)
    if number is None or rules().passive.match(holders.text, holders.tails[number]) is None:
        return []
    return [number]


def verb_at(text: str, at: int) -> int:
    """Where the verb that stands at a place ends; the place itself where none does."""
    match = rules().giving.match(text, at)
    return match.end() if match else at
