"""Rows of names behind what says who they are: those who came (出席会议的有…), who won (获奖者分别是…), who signed."""

from __future__ import annotations

import re

from kczx import lexicon
from kczx.relate.cast import Cast, Noun
from kczx.relate.clauses import CLAUSE_END
from kczx.relate.draft import Draft, add_body, add_person
from kczx.relate.frames import tables

BETWEEN = re.compile("[、，,和与及]|以及|[和与及]其")
"""What stands between the names of a row."""
OURS = re.compile("[，, ]?(?:(?:我[校院会所市县省区国厅局馆]|学校|学院|公司)[、和与及同])?")
"""What may stand before parties, without a name."""
LISTED = re.compile(r"[^，,。；;]{0,12}的[^，,。；;有]{0,4}?还?(?:有|包括|为|是)[:：]?")
"""Behind a predicate of presence: who came stands behind it."""
WILL = re.compile("(?:双方|三方|各方)?(?:将|会|在|就|共同|分别|拟)")
HEADS = re.compile("[主会理秘][席长事书]+长?(?:和|及)")
"""Heads of bodies who came with others: 学会等友好学会的主席和|代表团."""
OF_BODY = re.compile("[^，,。；;、]{2,20}的")
"""Before a name: whose he is, 海星大学的|甲."""
HONOURING = frozenset(["award", "designation", "publication", "appointment"])
LONGEST_EVIDENCE = 400
RECENT = 2
"""Sentences between an event and the rows that join it."""


def join_rows(cast: Cast, number: int, main: Draft | None, last: Draft | None) -> None:
    """Give the article's main event, and the one told last, the rows that a sentence puts into them."""
    start, end = cast.article.sentences[number]
    if main is not None and main.gathering:
        _put(main, _came(cast, start, end), "attendee", start, end)
    if last is None or not 0 <= number - last.spans_end() <= RECENT:
        return
    if last.kind == "signing":
        _put(last, _parties(cast, start, end), "signatory", start, end)
    elif last.kind in HONOURING:
        role = "appointee" if last.kind == "appointment" else "recipient"
        _put(last, _winners(cast, start, end), role, start, end)


def _put(draft: Draft, nouns: list[Noun], role: str, start: int, end: int) -> None:
    for noun in nouns:
        if noun.person:
            add_person(draft, noun.entity, role)
        else:
            add_body(draft, noun.entity, role)
    if nouns and end - start <= LONGEST_EVIDENCE:
        draft.spans.append((start, end))


def _rows(cast: Cast, start: int, end: int, person: bool = False) -> list[list[Noun]]:
    """The rows of bodies, or of persons, that [start, end) names; those that only stand in somebody's office are in none."""
    rows: list[list[Noun]] = []
    for noun in cast.nouns(start, end):
        if noun.person != person:
            continue
        first = noun.first if not rows or noun.first > rows[-1][-1].end else noun.start
        if rows and BETWEEN.fullmatch(cast.text, rows[-1][-1].end, first):
            rows[-1].append(noun)
        else:
            rows.append([noun])
    return rows


def _came(cast: Cast, start: int, end: int) -> list[Noun]:
    """Bodies that stand behind 参加开幕式的有: those of whom no more is said than that somebody came for them."""
    text, guests, staff = cast.text, tables().words["guests"], tables().words["staff"]
    found: list[Noun] = []
    for verb in tables().words["attending"].finditer(text, start, end):
        listed = LISTED.match(text, verb.end(), end)
        for row in _rows(cast, listed.end(), end) if listed else ():
            stop = CLAUSE_END.search(text, row[-1].end, end)
            rest = text[row[-1].end : stop.start() if stop else end]
            etc = rest.rfind("等")
            rest = HEADS.sub("", rest[max(etc, 0) :])  # an unknown name may stand before 等
            if (not rest or guests.fullmatch(rest)) and not staff.search(text, row[-1].end, row[-1].end + 12):
                found += row
    return found


def _parties(cast: Cast, start: int, end: int) -> list[Noun]:
    """根据协议，甲公司、乙公司、丙大学将…: they have signed."""
    text = cast.text
    agreed = tables().words["by_contract"].match(text, start, end)
    stop = CLAUSE_END.search(text, agreed.start(), end) if agreed else None
    row = next(iter(_rows(cast, stop.end(), end)), None) if stop else None
    if stop is None or row is None:
        return []
    return row if OURS.fullmatch(text, stop.end(), row[0].start) and WILL.match(text, row[-1].end) else []


@lexicon.cached
def _won() -> re.Pattern[str]:
    """What stands before the names of a list of winners: 获奖者分别是, 获奖名单：."""
    return re.compile(
        rf"{tables().words['winning'].pattern}[^，,。；;：:]{{0,8}}(?:[，,][^，,。；;：:]{{0,10}})?"
        r"(?:(?:分别|依次)(?:是|为)|的还?有|[是为有]?(?=[：:]))[：:]?"
    )


def _winners(cast: Cast, start: int, end: int) -> list[Noun]:
    """获奖者分别是甲、乙、丙; 获奖名单：甲、乙."""
    found: list[Noun] = []
    for won in _won().finditer(cast.text, start, end):
        row = next(iter(_rows(cast, won.end(), end, person=True)), None)
        if row and (row[0].first <= won.end() + 2 or OF_BODY.fullmatch(cast.text, won.end(), row[0].first)):
            found += row
    return found
