"""Who is made or named something (增补甲市、乙区为试点城市; 丙馆被认定为基地): places, as well as bodies, of a list."""

from __future__ import annotations

import re
from typing import NamedTuple

from kczx.flow import Findings
from kczx.mentions import Mention
from kczx.relate.cast import Cast
from kczx.relate.draft import Draft
from kczx.relate.frames import Frame, tables
from kczx.relate.names import BECOMES
from kczx.relate.subjects import OPENED

JOINT = re.compile("[、/ ]|以及|[和与及]")
"""What stands between the names of a list."""
COUNT = re.compile(
    r"(?=[等共这\d一二两三四五六七八九十])[等共这]{0,2}(?:[\d一二两三四五六七八九十百]{1,4}余?[个座地]|多[个地])?"
    r"(?:城市|地区|省份|地|园区|[县区市省州盟旗镇乡村]{0,3})(?:[（(][^（）()]{1,8}[）)])?"
)
"""What may stand behind a list of places: 等33个城市（区）, 三座城市, 等地."""
ZONE = 14
"""Characters of a zone's name behind the place that it begins with: 海东高新技术产业开发区."""
HAN = re.compile("[一-龥]+")
QUOTE = "“"
"""Where the honour begins that stands behind a list."""
BRACKETS = re.compile("[（(][^（）()]{1,8}[）)]$")


class Chosen(NamedTuple):
    """One of a list: the text's [start, end), and the place or body that its name ends with (None for a zone of a place)."""

    start: int
    end: int
    mention: Mention | None
    place: bool


def object_of(findings: Findings, frame: Frame, verb: tuple[int, int]) -> list[Chosen]:
    """The places and bodies between a predicate's two parts: 增补|甲市、乙区|为."""
    text, words = findings.article.text, tables().words
    first = words["designate"].match(text, verb[0], verb[1])
    last = words["designated_end"].search(text, verb[0], verb[1])
    if frame.needs != "named" or first is None or last is None:
        return []
    return _listed(findings, first.end(), last.start())


def counted(findings: Findings, verb: tuple[int, int]) -> bool:
    """Whether a number of such as become something stands between a predicate's two parts: 命名|12个单位|为."""
    chosen = tables().words["chosen_end"]
    return any(figure.counted and chosen.search(figure.counted) for figure in findings.within(findings.figures, *verb))


def subject_of(findings: Findings, start: int, verb: int) -> list[Chosen]:
    """The places and bodies of the list that ends before a predicate at `verb`: 甲市、乙市和丙区三座城市|入选."""
    text, words = findings.article.text, tables().words
    by = words["designated_by"].search(text, start, verb)
    end = by.start() if by else verb
    while (adverb := words["also_end"].search(text, start, end)) is not None:
        end = adverb.start()
    found = _listed(findings, start, end)
    opened = found and found[0].start > start and OPENED.match(text, found[0].start - 1)
    return [] if opened else found


def recipients(cast: Cast, draft: Draft) -> None:
    """Give a designation, and an honour (授予甲市“…”称号), the places that it names: `take_part` has given it the bodies."""
    findings = cast.findings
    if draft.kind == "award":
        quote = cast.text.find(QUOTE, draft.verb[1], draft.spans[-1][1])
        named = _listed(findings, draft.verb[1], quote) if quote > draft.verb[1] else []
        named = [] if named and named[0].start > draft.verb[1] else named
    else:
        named = object_of(findings, draft.frame, draft.verb)
    if (
        draft.kind == "designation"
        and draft.frame.subject[0] == "recipient"
        and BECOMES.search(cast.text[slice(*draft.verb)])
    ):
        named = subject_of(findings, draft.clause, draft.verb[0])
    for one in named:
        if one.place:
            at = one.mention.start if one.mention else -1
            entity = cast.linked.entity.get((cast.article.id, at, "place"))
            draft.places.append(("recipient", entity, cast.text[one.start : one.end]))


def _listed(findings: Findings, start: int, end: int) -> list[Chosen]:
    """The last list of [start, end): from its end back, as long as each of its members is a place, a body or a zone."""
    text = findings.article.text
    while end > start and text[end - 1] in "，,：: ":
        end -= 1
    end = _before_count(findings, start, end)
    found: list[Chosen] = []
    edges = [start, *(joint.end() for joint in JOINT.finditer(text, start, end))]
    last = end
    for first in reversed(edges):
        if first >= last:
            continue
        joint = next((j for j in JOINT.finditer(text, max(start, last - 2), last) if j.end() == last), None)
        stop = joint.start() if joint and found else last
        one = _one(findings, first, stop)
        if one is None:
            if joint is None or not found:
                continue  # the name itself may hold a joint
            break
        found.insert(0, one)
        last = first
        if one.start > first:
            break  # what stands before it is no part of the list
    return found


def _before_count(findings: Findings, start: int, end: int) -> int:
    """Where a list ends before 等33个城市, if it does."""
    text = findings.article.text
    for mentions in (findings.places, findings.organizations):
        for mention in reversed(findings.within(mentions, max(start, end - 24), end)):
            if mention.end <= end and COUNT.fullmatch(text, mention.end, end):
                return mention.end
    return end


def _one(findings: Findings, start: int, end: int) -> Chosen | None:
    """The place, zone or body that [start, end) ends with."""
    text = findings.article.text
    bracket = BRACKETS.search(text, start, end)
    for stop in (end, bracket.start()) if bracket else (end,):
        for body in findings.within(findings.organizations, start, stop):
            if body.end == stop:
                return Chosen(body.start, stop, body, False)
        places = list(findings.within(findings.places, start, stop))
        if not places:
            continue
        last = len(places) - 1
        first = last
        while first and places[first - 1].end == places[first].start:
            first -= 1  # 四川|成都
        rest = text[places[last].end : stop]
        if not rest:
            return Chosen(places[first].start, stop, places[last], True)
        if (
            len(rest) <= ZONE
            and HAN.fullmatch(rest)
            and tables().words["zone_end"].search(text, places[last].end, stop)
        ):
            return Chosen(places[first].start, stop, None, True)
    return None
