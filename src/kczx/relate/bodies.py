"""Which bodies a sentence puts into an event: who held it, who came, who signed."""

from __future__ import annotations

import re

from kczx import lexicon
from kczx.relate.cast import Cast, Noun
from kczx.relate.draft import Draft, add_body
from kczx.relate.frames import tables

WILL = "将"
AT = ("在", "于")


@lexicon.cached
def _row() -> re.Pattern[str]:
    """What stands between bodies of a list, and between the last and its predicate."""
    return re.compile(
        rf"[、和与及，,]?|[、和与及][^，,。；;、]{{2,16}}|{tables().words['together'].pattern}|是[^，,。]{{0,8}}联合"
    )


def organizers(cast: Cast, draft: Draft, start: int, limit: int) -> bool:
    """The bodies of 主办方有A、B, 由A主办 or A、B是联合主办方."""
    text, compiled = cast.text, tables()
    bodies: list[Noun] | None = None
    did = False
    for match in compiled.organizing.finditer(text, start, limit):
        if bodies is None:
            bodies = [noun for noun in cast.nouns(start, limit) if not noun.person]
        role = compiled.organizers[match["words"]]
        if match["is"]:
            following = compiled.organizing.search(text, match.end(), limit)
            last = following.start() if following else limit
            chosen = [body for body in bodies if match.end() <= body.start < last]
        else:
            chosen = _in_a_row(text, bodies, match.start())
        for body in chosen:
            draft.bodies = [row for row in draft.bodies if row[1] is not body.entity]
            add_body(draft, body.entity, role)
            did = True
    return did


def _in_a_row(text: str, bodies: list[Noun], at: int) -> list[Noun]:
    """The bodies that stand in a row right before a predicate, or behind 由."""
    chosen: list[Noun] = []
    for body in reversed([body for body in bodies if body.end <= at]):
        between = text[body.end : at]
        if not _row().fullmatch(between) or (
            body.end == at
            and text[body.start - 1 : body.start] in AT
            and not tables().words["legation_end"].search(text, body.start, body.end)
        ):
            break  # 在甲展览馆|举办
        chosen.append(body)
        at = body.start
    return chosen


def guests(cast: Cast, draft: Draft, start: int, limit: int) -> bool:
    """The bodies that came, 包括A、B等在内的团体参加, and those that a contract names, 根据协议，A、B将共建."""
    text, words = cast.text, tables().words
    did = False
    for verb in words["attending"].finditer(text, start, limit) if draft.gathering else ():
        bodies = [noun for noun in cast.nouns(start, verb.start()) if not noun.person]
        if not bodies or not _came(cast, bodies[-1].end, verb.start()):
            continue
        for body in _in_a_row(text, bodies, bodies[-1].end):
            add_body(draft, body.entity, "attendee")
            did = True
    if draft.kind == "signing" and words["by_contract"].match(text, start, limit):
        will = text.find(WILL, start, limit)
        for noun in cast.nouns(start, will if will >= 0 else start):
            if not noun.person:
                add_body(draft, noun.entity, "signatory")
                did = True
    return did


def _came(cast: Cast, start: int, end: int) -> bool:
    """Whether what stands between bodies and a predicate leaves them its subject: neither their staff nor another act."""
    return (
        (start == end or tables().words["guests"].fullmatch(cast.text[start:end]) is not None)
        and tables().words["staff"].search(cast.text, start, end) is None
        and not cast.people(start, end)
        and not tables().quick.search(cast.text, start, end)
        and not tables().carrying.search(cast.text, start, end)
    )
