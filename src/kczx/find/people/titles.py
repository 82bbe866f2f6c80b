"""Finds titles: the words of an office or a rank, with what belongs to them and who employs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kczx import words
from kczx.find.chunk import Reading
from kczx.find.people.employers import Window
from kczx.find.people.employing import ends_like_body, matters, suffixes
from kczx.find.people.offices import ends_with_title, office, rules
from kczx.mentions import Organization, Person, Place

LABELLED = re.compile(r"[ \t　]*[:：/|｜丨]|[ \t　]{1,4}(?=[一-龥A-Za-z])")
GAP = re.compile(r"[:：/／|｜丨 \t　]")
"""What stands between a label and a name, in some place of its line."""
PARTY_CHAR = "党"
DEPARTMENT = "系"
OFFICE = "办公室"
NAMED_OFFICE = frozenset(["NOUN", "ACT", "NAME", "GENERIC", "FIELD"])
"""Classes of what an office is for: 素质教育|办公室|主任, but 省政府|办公室主任."""
LABEL_BEFORE = re.compile(r"(?:^|[\s（(\[【|｜/、，,。；;：:·•])$")
ALIAS = re.compile("[（(][^（()）]{2,20}[）)]$")
"""What may be the short form of the name before it."""
AIDE_GAP = 12
"""Characters that may stand between an office and the one that serves it: 总统|气候问题|特使."""
NOTE = re.compile("[（(](?![左右中前后]|按|排名|以)[一-龥、]{2,10}[）)]")
"""What an office is for, between it and a name."""
POSTS = frozenset(["PLACE", "COUNTRY", "NOUN", "NAME", "BODY", "LEVEL", "NATIONAL"])
"""Classes of what somebody is posted to: 驻|联合国|代表."""


@dataclass(slots=True)
class Occurrence:
    """A title's words in a text: [start, end) is the position, `kind` and `post` as in the lexicon; the employer before it."""

    start: int
    end: int
    position: str
    kind: str
    post: bool
    begin: int  # where the employer begins; the position's start where there is none
    employer: str | None
    part: bool = False  # the employer is a noun phrase that names no body by itself: 宣传部, 学会
    owner: tuple[int, str] | None = (
        None  # of a title behind a name: who employs before the name, and where: 化学系|王某|主任
    )


def find(
    text: str,
    organizations: Sequence[Organization],
    places: Sequence[Place],
    cut: words.Words | None = None,
    names: Sequence[Person] | None = None,
) -> Iterator[Occurrence]:
    """Yield every title of a text, left to right, with its employer where the text names one right before it.

    `cut` are the text's words, `names` the persons that are named in it: no employer reaches into a name, and lines are
    left out that hold neither a name nor what may be a label.
    """
    kept: Occurrence | None = None  # waits for an office that serves it: 总统|新闻秘书
    closed = sorted([(o.start, o.end, "BODY") for o in organizations] + [(p.start, p.end, "PLACE") for p in places])
    named = {name.end: name.start for name in names or ()}  # 罗某主席|特使: the envoy is somebody else
    begun = frozenset(named.values())
    persons = ((name.start, name.end, "PERSON") for name in names or ())
    reading = Reading(text, cut, [*closed, *persons])
    lines = [(0, len(text))] if names is None else _lines(text, [name.start for name in names])
    for title in (title for line in lines for title in _titles(reading, *line, organizations, closed, named, begun)):
        if kept is not None and kept.start not in named and _serves(text, kept, title):
            kept = replace(
                title, start=kept.start, position=text[kept.start : title.end], begin=kept.begin, employer=kept.employer
            )
            continue
        if kept is not None:
            yield kept
        kept = title
    if kept is not None:
        yield kept


def _lines(text: str, names: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of the lines in which a title can be somebody's."""
    start, number = 0, 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        while number < len(names) and names[number] < start:
            number += 1
        if (number < len(names) and names[number] < end) or GAP.search(text, start, end):
            yield start, end
        start = end + 1


def _serves(text: str, holder: Occurrence, title: Occurrence) -> bool:
    between = text[holder.end : title.start]
    return (
        holder.kind == title.kind == "office"
        and "aide" in office(title.position).marks
        and len(between) <= AIDE_GAP
        and re.fullmatch("[一-龥]*", between) is not None
        and title.begin >= holder.end
        and (not between or between.endswith(matters()[0]))
        and not _acts(between)
    )


def _acts(between: str) -> bool:
    return any(
        word.tag[0] not in "nabjlfsv" or word.tag == "v" for word in words.cut(between) if word.tag not in ("c", "p")
    )


def _titles(
    reading: Reading,
    at: int,
    until: int,
    organizations: Sequence[Organization],
    closed: Sequence[tuple[int, int, str]],
    named: Mapping[int, int],
    begun: frozenset[int],
) -> Iterator[Occurrence]:
    """The titles in [at, until)."""
    compiled, text = rules(), reading.text
    index, last = bisect_left(organizations, at, key=lambda body: body.end), at
    while (match := compiled.title.search(text, at, until)) is not None:
        start, end = match.span()
        at = end
        while index < len(organizations) and organizations[index].end <= start:
            index += 1
        body = organizations[index] if index < len(organizations) else None
        if body is not None and body.start < end and body.end > start:
            # A body's name may hold a title's word (院士工作站) or end within its prefix.
            if body.end >= end:
                continue
            posted = match["posted"] and body.start > match.start("posted")  # 驻|东盟|大使
            start = start if posted else body.end
            if start > match.start("head"):  # 宣传部|部长 where 宣传部 is a body
                shorter = compiled.title.match(text, start)
                if shorter is not None:
                    match, at = shorter, shorter.end()
                    end = at
                elif text[start:end] == "长" and body.start <= match.start():
                    start = match.start()  # 安全部|长: the minister, not the ministry
                else:
                    continue
        if _part_of_more(text, match, end):
            continue
        window = Window(reading, start, end, last, closed)
        if match["posted"] and start == match.start() and not _posted(window, match):
            at = match.start() + len(match["prefix"]) + 1
            continue
        kind, post = next(
            compiled.heads[match[0][cut:]] for cut in range(len(match[0])) if match[0][cut:] in compiled.heads
        )
        if window.cut_off(start) and start < match.start("head"):
            start += 1  # 日|前|市长: the prefix is the end of another word
        if match["head"][0] == PARTY_CHAR and start == match.start("head") and window.named(start):
            start += 1  # 自由党|主席
        if match["head"].startswith(OFFICE) and start == match.start("head") and len(match["head"]) > 3:
            before = reading.before(start)
            if before is not None and before.end == start and before.kind in NAMED_OFFICE:
                start += len(OFFICE)  # 农民素质教育办公室|主任
        if text[start] == DEPARTMENT and match["head"][0] == DEPARTMENT and window.named(start):
            start += 1  # 语言文学系|主任
        if window.splits(start, end):
            at = match.start() + 1
            continue
        delegate = match[0] == "代表" and start and text[start - 1] == "大" and body is not None and body.end == start
        if kind == "intro" and (match["posted"] or delegate):
            kind = "office"  # 常驻联合国|代表, 全国人大|代表
        at_medium = index and organizations[index - 1].end == start and organizations[index - 1].kind == "media"
        if kind == "intro" and at_medium and "medium" in office(match[0]).marks:
            kind = "rank"  # 某广播电视台|主持人
        if kind == "label" and not (LABELLED.match(text, end) and LABEL_BEFORE.search(text[max(0, start - 1) : start])):
            continue
        title = _employed(text, window, start, end, kind, post)
        if (
            kind == "office"
            and (note := NOTE.match(text, end)) is not None
            and note.end() in begun
            and not ends_with_title(text, end + 1, note.end() - 1)
        ):
            title = replace(title, end=note.end(), position=title.position + note[0])  # 副校长（研究）|某某
        if post and title.employer is None and start in named and kind in ("office", "rank"):
            owner = _owner(reading, named[start], kind, last, closed)
            title = title if owner is None else replace(title, owner=owner)
        yield title
        last = end


def _owner(
    reading: Reading, at: int, kind: str, last: int, closed: Sequence[tuple[int, int, str]]
) -> tuple[int, str] | None:
    """Who employs the bearer of a name with a title behind it: 化学系|王某|主任."""
    found = Window(reading, at, at, last, closed).employer(at, kind, frozenset())
    if found is None or found.end != at:
        return None
    phrase, ending = reading.text[found.start : at].strip(), reading.word(at - 1)
    whole = (
        ending.tag == "nt" or ending.end - ending.start > 2 or reading.text[ending.start : ending.end] in suffixes()[0]
    )  # not 学习领会|某某|书记
    return (found.start, phrase) if whole and ends_like_body(phrase) else None


def _part_of_more(text: str, match: re.Match[str], end: int) -> bool:
    """Whether what stands behind a title's word makes it a part of something else: 主席|台, 代表|团."""
    if rules().followers.match(text, end):
        return True
    head = match["head"]
    if text[end : end + 1] in "兼和与及" or text.startswith("职务", end):  # the dictionary has 总裁兼, 部长职务
        return False
    return any(words.frequency(head + text[end : end + more]) for more in (1, 2) if text[end : end + more].isalpha())


def _posted(window: Window, match: re.Match[str]) -> bool:
    """Whether between 驻 and the office a place stands, and not what somebody does there."""
    begin, end, text = match.start("posted") + match["posted"].index("驻") + 1, match.end("posted"), window.text
    if any(unit.kind in ("PLACE", "BODY") for unit in [window.reading.behind(begin - 1)] if unit is not None):
        return False  # 驻马店市|市长
    several = match["posted"].endswith("等国") or "、" in match["posted"]
    return all(
        unit.kind in POSTS
        or (unit.kind == "CONJUNCTION" and unit.start > begin)
        or (several and text[unit.start] in "、等")
        for unit in window.reading.on(begin, end)
    )


def _without_alias(window: Window, start: int, end: int) -> str:
    """The name of who employs at [start, end), without a short form in brackets behind it."""
    name = window.text[start:end].strip()
    note = ALIAS.search(name)
    if note is None:
        return name
    at = window.text.index(note[0], start) + 1
    unit = window.reading.beginning.get(at)
    short = unit is not None and unit.kind == "BODY" and unit.end == at + len(note[0]) - 2
    return name[: note.start()] if short or "称" in note[0] or note[0].isascii() else name


def _employed(text: str, window: Window, start: int, end: int, kind: str, post: bool) -> Occurrence:
    begin, employer, part = start, None, False
    if kind in ("role", "intro"):
        begin = window.cell(start)
    if kind in ("office", "rank", "role"):
        found = window.employer(start, kind, office(text[start:end]).marks)
        if found is not None:
            begin, employer = found.start, _without_alias(window, found.start, found.end) or None
            part = employer is not None and not found.named
            if found.end < start and text[found.end : start].strip():
                start = found.end
        elif window.shared is not None and kind == "office":  # 绵阳[市]长
            begin, employer = window.shared[0], text[slice(*window.shared)]
        if employer is None:
            ours = window.own(start)  # 院士、|我校|教授
            begin = min(begin, ours)
            if kind == "office" and ours < start:
                employer = text[ours:start]  # 我校|党委书记
    return Occurrence(start, end, text[start:end].replace(" ", ""), kind, post, begin, employer, part)
