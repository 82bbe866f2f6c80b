"""The stretches of a clause that marks open and close (由, 向, 应…邀请), each with the part of those named in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kczx import words
from kczx.flow import Findings
from kczx.relate.draft import Draft
from kczx.relate.frames import tables

COMMA = re.compile("[，,](?!以及|及|和|与)")
"""Where a stretch of a clause ends, unless a list goes on."""


def stretches(findings: Findings, draft: Draft, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """The stretches of a clause that marks open and close, each with its part, the narrower ones first."""
    text, verb = findings.article.text, draft.verb[0]
    closed: list[tuple[int, int, str]] = []
    open_at: list[tuple[int, int, str]] = []  # a mark's number, where it ends, its part
    ends: dict[int, int] = {}
    compiled = tables()
    for opening in compiled.opening.finditer(text, start, end):
        at = opening.start()
        for mark in compiled.marks[opening[0]]:
            if at < ends.get(mark.number, 0) or (mark.only and draft.kind not in mark.only):
                continue
            match = mark.pattern.match(text, at, end)
            if match is None or (mark.part == "passive" and _of_another(text, at, match.end(), verb)):
                continue
            ends[mark.number] = last = match.end()
            if mark.closed:
                if not at < verb < last or mark.part not in ("-", "subject"):
                    closed.append((at, last, mark.part))
            elif last <= verb and not _within_word(findings, at, last):
                open_at.append((mark.number, last, mark.part))
    if (
        not draft.gathering
    ):  # the nearest predicate: 在副市长见证下 is a mark, 副市长见证…签署 is a predicate of its own
        for match in compiled.words["witnessing"].finditer(text, start, verb):
            if (
                not any(a <= match.start() < b for a, b, _ in closed)
                and not compiled.words["meanwhile"].search(text, match.end(), verb)
                and not compiled.words["and_then"].search(text, match.end(), verb)  # 出席并揭牌: they do both
            ):
                yield start, match.start(), "attendee"
    yield from sorted(closed)
    opened = [(at, part) for _, at, part in sorted(open_at)]
    for goes_by in (opened, [row for row in opened if row[1] != "where"]):  # 为在京的甲颁奖: a person is where 为 leads
        for a, part in goes_by:
            last = min([other for other, _ in goes_by if other > a], default=verb)
            comma = COMMA.search(text, a, verb)
            yield a, min(last, comma.start() if comma else verb), part


def _of_another(text: str, at: int, end: int, verb: int) -> bool:
    """Whether what 被 opens at `at` is done by another predicate before the one at `verb`: 对|被评为示范基地的|甲公司授牌."""
    own = tables().quick.match(text, at) or tables().quick.match(text, end)
    return own is not None and own.end() < verb


def _within_word(findings: Findings, a: int, b: int) -> bool:
    """Whether a mark's characters are a part of a longer word (因为, 方向) or of a name."""
    for mentions in (findings.people, findings.organizations, findings.places):
        if any(m.start <= a < m.end for m in findings.within(mentions, a - 30, b)):
            return True
    word = findings.words.at(a)
    return (word.start, word.end) != (a, b) and words.tag(findings.article.text[word.start : word.end]) is not None
