"""Where an organization's name begins: behind the last mark or word that no name goes through."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kczx.find.organizations.words import CONJUNCTION, rules
from kczx.flow import Organization, Place

LONGEST_PLACE = 16
WINDOW = 36
"""Characters that a name may reach back from its suffix."""
MARK = re.compile(r"[，,。；;：:！？!\n、|【】\[\]—…/>＞»]|\s|[（()）]")
OF_NAMES = re.compile("[（(](?:集团|中国|国际|控股|筹)")
PARENTHESIS = re.compile(r"[（(][一-龥]{1,8}[）)]")
STARTER = re.compile(r"中[国华共]|全国|国[家际务]|世界|亚洲|亚太|[省市县区](?=[^省市县区])|[“‘《]")
QUOTED = re.compile(r"[“\"]([^”\"]{2,24})[”\"]")


def near(places: Sequence[Place], start: int, end: int) -> Iterator[Place]:
    """The places (in the order of the text) that overlap [start, end)."""
    for number in range(bisect_left(places, start - LONGEST_PLACE, key=_start), len(places)):
        place = places[number]
        if place.start >= end:
            return
        if place.end > start:
            yield place


def _start(place: Place) -> int:
    return place.start


def begin_of(text: str, start: int, last: Organization | None, places: Sequence[Place]) -> int:
    """Where a name that reaches up to `start` begins: behind the last mark or word that no name goes through."""
    window = max(0, start - WINDOW)
    size = start - window
    masked = text[window : start + 2]  # with the suffix's first characters, which tell 发布|会 from 发布|处
    around = list(near(places, window, start))
    for parenthesis in PARENTHESIS.finditer(masked):
        at = window + parenthesis.start() + 1
        if any(place.start == at for place in around) or OF_NAMES.match(parenthesis[0]):
            masked = masked[: parenthesis.start()] + "※" * len(parenthesis[0]) + masked[parenthesis.end() :]
    for quoted in QUOTED.finditer(masked):
        masked = masked[: quoted.start()] + "“" + "※" * (len(quoted[0]) - 2) + "”" + masked[quoted.end() :]
    marks = [mark.end() for mark in MARK.finditer(masked, 0, size)]
    begin = marks[-1] if marks else 0
    inside = [(max(0, place.start - window), place.end - window) for place in around]
    if last is not None and last.end > window:
        inside.append((max(0, last.start - window), last.end - window))
    compiled = rules()
    cuts = [begin]
    for stop in compiled.stops.finditer(masked, begin):
        if stop.end() > size:
            break
        if any(a <= stop.start() < b or a < stop.end() <= b for a, b in inside):
            continue
        behind = stop.end()
        if CONJUNCTION.fullmatch(stop[0]):
            if _joins(masked[:size], cuts[-1], stop.start(), inside, window, last):
                continue
        elif stop[0] in compiled.weak and not (
            any(a == behind for a, _ in inside) or STARTER.match(text, window + behind)
        ):
            continue
        cuts.append(behind)
    begin = cuts[-1]
    masked = masked[:size]
    # A quotation mark: inside an open quotation a name begins behind it; a closed one is the name's own first part.
    opened = masked.rfind("“", begin)
    closed = masked.rfind("”", begin)
    if opened > closed:
        begin = opened + 1
    elif closed >= 0 and opened < 0:
        begin = closed + 1
    elif opened > begin and not any(b == opened for _, b in inside):
        begin = opened
    shut = max(masked.rfind("》", begin), masked.rfind("《", begin))
    return window + max(begin, shut + 1)


def _joins(
    masked: str, cut: int, at: int, inside: list[tuple[int, int]], window: int, last: Organization | None
) -> bool:
    """Whether 和, 与, 及 stand within a name (省材料与结构学会) rather than between two."""
    left, right = masked[cut:at], masked[at + 1 :]
    if re.search("[省市县区镇乡州院校所厂]$", left):
        return False
    if not left or not right or any(b == at for _, b in inside) or any(a == at + 1 for a, _ in inside):
        return False
    if STARTER.match(right) or len(right) > 14:
        return False
    begins = any(a == cut for a, _ in inside) or bool(STARTER.match(left))
    if last is not None and last.start - window >= cut and last.end - window < at:
        return len(left) - (last.end - window - cut) <= 8
    return len(left) <= 10 if begins else 2 <= len(left) <= 4 and len(right) <= 6
