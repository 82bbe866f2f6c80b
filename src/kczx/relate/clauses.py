"""Sentences → clauses: what is quoted or reported, and what a clause says of whether something takes place."""

from __future__ import annotations

import re

from kczx.flow import Findings
from kczx.relate.frames import tables

PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "【": "】", "「": "」"}
STOP = re.compile("[，,；;。！？“《（(【「]")
STOP_OR_SPACE = re.compile("[，,；;。！？“《（(【「]|(?<=[一-龥”》]) +(?=[一-龥“《])")
ASIDE_ENDS = ("，", ",", "：", ":")
CLAUSE_MARKS = "，,。；;"
CLAUSE_END = re.compile("[，,。；;]")
QUOTATION = re.compile(r"“[^”]*”|《[^》]*》")
ATTRIBUTE = re.compile(r"[^，,。；;的]{2,14}的(?!会议|大会)")
VERBS = frozenset(["v", "vd"])
"""Tags of verbs: a date with one and 的 is another thing's, 去年9月建成开放的海洋馆."""
NEAR = 10
"""Characters before a predicate in which some qualifiers must stand."""


def clauses(text: str, start: int, end: int, headline: bool = False) -> list[tuple[int, int]]:
    """The ranges between the commas of a sentence [start, end), quotations and brackets kept whole; a
    headline's parts are set apart by spaces as well.

    >>> text = "6月3日,召开“汽车,复材”研讨会,签约。"
    >>> [text[a:b] for a, b in clauses(text, 0, len(text))]
    ['6月3日', '召开“汽车,复材”研讨会', '签约']
    """
    found, at, i = [], start, start
    pattern = STOP_OR_SPACE if headline else STOP
    while (stop := pattern.search(text, i, end)) is not None:
        i, closing = stop.end(), PAIRS.get(stop[0])
        if closing is None:
            if stop.start() > at:
                found.append((at, stop.start()))
            at = i
        elif (shut := text.find(closing, i, end)) >= 0:
            i = shut + 1
    if end > at:
        found.append((at, end))
    return found


def begins(findings: Findings, number: int) -> int:
    """Where a sentence's own words begin: behind what tells who reports it (据…介绍，), and behind a dateline."""
    text = findings.article.text
    start, end = findings.article.sentences[number]
    if (line := findings.article.dateline(start)) is not None and line.end < end:
        start = line.end
    asides = tables().qualifiers["aside", "start"]
    while (aside := asides.match(text, start, end)) and text[aside.end() : aside.end() + 1] in ASIDE_ENDS:
        start = aside.end() + 1  # 据某报报道，|记者从学会获悉：|…
    return start


def reported_from(text: str, start: int, end: int, speaker: int | None = None) -> int:
    """Where reported speech begins in a sentence, or its end where there is none; `speaker` is where the name of a
    transcript's speaker ends, `宋玉荣:各位…`."""
    if speaker is not None and text[speaker : speaker + 1] in (":", "："):
        return speaker + 1
    qualifiers = tables().qualifiers
    if qualifiers["wished", "start"].match(text, start, end) or _talks(text, start, end):
        return start
    for match in qualifiers["reported", "speech"].finditer(text, start, end):
        if _followed(text, start, match.start()):
            continue
        at = match.end() + (text[match.end() : match.end() + 1] in ("道", "说"))
        if text[at : at + 1] and text[at : at + 1] in "，,:：“":
            return at + 1
    return end


def _talks(text: str, start: int, end: int) -> bool:
    """Whether a sentence begins as one that goes on with what a side says in talks: 中方愿…."""
    words = tables().words
    return bool(words["talk_start"].match(text, start, end) or words["side_says"].match(text, start + 1, end))


def _followed(text: str, start: int, at: int) -> bool:
    """Whether a word of speech at `at` only names what is done by it: 按照省委统一部署和要求，."""
    according = tables().words["according"]
    stop = max(text.rfind(mark, start, at) for mark in CLAUSE_MARKS)
    return according.match(text, max(start, stop + 1), at) is not None


def no_event(text: str, start: int, a: int, b: int, trigger: tuple[int, int]) -> bool:
    """Whether a clause [a, b) of a sentence that begins at `start` denies, wishes, repeats or remembers its predicate."""
    first, last = trigger
    denying = tables().denying
    return bool(
        denying["clause"].search(text, a, first)
        or denying["near"].search(text, max(a, first - NEAR), first)
        or denying["sentence"].search(text, start, first)
        or denying["after"].search(text, last, b)
        or denying["start"].match(text, start)
        or denying["behind"].match(text, last)
    )


def is_planned(findings: Findings, a: int, trigger: tuple[int, int], name: range = range(0)) -> bool:
    """Whether a clause says that what its predicate tells is still to come; 将 before a name only shifts it (将甲授予乙);
    what stands within the event's `name` says nothing (筹备工作推进会)."""
    text = findings.article.text
    mentions = (findings.organizations, findings.people, findings.places, findings.figures)
    titles: list[tuple[int, int]] | None = None
    if tables().qualifiers["planned", "start"].match(text, a, trigger[0] + 1):
        return True  # 离港期间，会由政务司司长署任
    for match in tables().qualifiers["planned", "clause"].finditer(text, a, trigger[1]):
        if match.start() in name or _of_another(findings, match.end(), trigger[0]):
            continue  # 将于6月1日施行的《条例》宣讲会
        if any(body.end > match.start() for body in findings.within(findings.organizations, a, match.start())):
            continue  # 世界粮食计划署
        titles = quoted(text, a, trigger[1]) if titles is None else titles
        if any(first < match.start() - a < last for first, last in titles):
            continue  # 《三年行动计划》正式发布
        shifts = any(findings.within(kind, match.end(), match.end() + 1) for kind in mentions)
        if match.end() == trigger[0]:
            return True  # 将|组织转化对接活动
        if match[0] != "将" or not (
            shifts or (_shifted(text, match.end()) and not tables().words["goes"].match(text, match.end()))
        ):
            return True
    return False


def _shifted(text: str, at: int) -> bool:
    """Whether 将 before `at` only puts a thing first: 将|银犁奖授予高松林."""
    stop = CLAUSE_END.search(text, at + 2)
    last = min(at + 48, stop.start() if stop else len(text))
    return tables().words["shifted"].search(text, at + 2, last) is not None


def goes_on(text: str, start: int) -> bool:
    """Whether a sentence goes on with what was told before it: 会上，…; 座谈会期间，…."""
    at = start
    while at < start + 2 and at < len(text) and not text[at].isalnum():
        at += 1
    if tables().qualifiers["continuing", "start"].match(text, at):
        return True
    noun = tables().noun.match(text, at + (text[at : at + 1] == "在"))
    if (
        noun is not None
        and (there := tables().words["at_it"].match(text, noun.end()))
        and text[there.end() : there.end() + 1] in ("，", ",")
    ):
        return True  # 在培训班上，
    hand = tables().words["at_hand"].search(text, at, at + 10)
    return hand is not None and CLAUSE_END.search(text, at, hand.start()) is None


def _of_another(findings: Findings, at: int, end: int) -> bool:
    """Whether what ends at `at` belongs to a predicate before 的: 原计划|5月8日动工的引水工程."""
    match = ATTRIBUTE.match(findings.article.text, at, end)
    return match is not None and (
        tables().quick.search(findings.article.text, at, match.end() - 1) is not None or of_a_thing(findings, at, end)
    )


def of_a_thing(findings: Findings, at: int, end: int) -> bool:
    """Whether what ends at `at`, a date or 计划, only tells which thing is meant, by a verb that is no event before 的
    (6月1日|施行的条例)."""
    text = findings.article.text
    match = ATTRIBUTE.match(text, at, end)
    if match is None or triggered(text, at, match.end()):
        return False
    last = findings.words.at(match.end() - 2)
    return last.tag in VERBS and last.end - last.start > 1


def triggered(text: str, start: int, end: int) -> bool:
    """Whether a predicate stands in [start, end)."""
    return bool(tables().quick.search(text, start, end) or tables().carrying.search(text, start, end))


def is_vague(text: str, start: int, end: int) -> bool:
    """Whether a stretch tells a day without telling which: 近日."""
    return bool(tables().qualifiers["vague", "clause"].search(text, start, end))


def quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges inside “” and 《》 of a sentence, counted from its start."""
    if text.find("“", start, end) < 0 and text.find("《", start, end) < 0:
        return []
    return [(a - start, b - start) for a, b in (match.span() for match in QUOTATION.finditer(text, start, end))]


def inside_quotes(text: str, a: int, b: int, at: int) -> bool:
    return any(a + s < at < a + e for s, e in quoted(text, a, b))


def near(kind: str, text: str, start: int, end: int, within: int) -> re.Match[str] | None:
    """The words of a class that stand no farther than so many characters behind `start`, in the same clause."""
    found = tables().words[kind].search(text, start, end)
    if found is None or found.start() - start > within or CLAUSE_END.search(text, start, found.start()):
        return None
    return found
