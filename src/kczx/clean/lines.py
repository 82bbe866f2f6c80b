"""Joins lines that the layout broke, and takes spaces out of words.

A newsletter column breaks lines inside names, dates and numbers, and leaves empty lines between the halves of a sentence; a
web page's lines end where a sentence ends.  Which of the two a text is, is told by how many of its lines break off.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import pairwise

from kczx import lexicon
from kczx.clean.parted import parted
from kczx.spans import Aligned, Edit

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
END = re.compile(r"[。！？!?；;：:…][”’」』）)\]】》]*\W*$|[）)\]】]$")
CAPTION = frozenset("▲△▼▽")
"""What begins the words below a picture, which go on from nothing."""
STOP_END = re.compile(r"[。！？!?…][”’」』）)\]】》]*$")
INNER = re.compile(r"[，、。；：,;]")
RUNNING = re.compile(r"[，、。；;]|,(?!\d)")
"""Marks of running text; a colon may stand in a line of the page: 来源：江苏省科协."""
COMMA_END = re.compile(r"[，、,]$")
OPENING = re.compile(r"[，。、；：！？”’」』）》]")
SHUT = re.compile(r"[\[(（【〔]?\s*(?:19|20)\d\d[-./年]\s*\d{1,2}[-./月]\s*\d{1,2}日?[^，。,]{0,24}$")
"""A line that is a date, perhaps with a time or a source: it closes or opens an article, so nothing is joined to it."""
NUMBERED = re.compile(r"[（(]?(?:(?:19|20)\d\d ?年 ?)?(?:总 ?)?第 ?\d{1,4} ?期(?: ?[（(][^（()）]{1,12}[）)])?$")
"""A line that is a newsletter's number: nothing is joined to it."""
FRESH = re.compile(
    r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[）)]|\d{1,2}[.、．]|第[一二三四五六七八九十]+[章节条]|[●■◆▲★·•]"
    r"|\d{1,4} ?[年月]|[近日]日|本报讯|新华社|中新[社网]|人民网|据)"
)
"""How a paragraph or a list item begins."""
# The patterns below begin with the space that they are about: a search then leaps from space to space.
PADDED = re.compile(
    rf" (?<=[{HAN}] )(?<![{HAN}]{{2}} )(?<![{HAN}] [{HAN}] ) *[{HAN}](?: +[{HAN}])*(?![{HAN}])",
)
"""Single characters set apart, `重 要 工 作` or `王 素`, between line ends, punctuation or wider gaps; from the first space on."""
NUMBER_GAP = re.compile(
    r" (?:(?<=\d ) *(?=[年月日号时点分秒万亿千百余多个家名位项人次场期届类支所只件条种批套张篇部台座亩吨元米%％])"
    r"|(?<=[年月] ) *(?=\d{1,2} ?[月日])|(?<=[第约近达超共有由午晚晨] ) *(?=\d))"
)
MARKS = "，。、；：“”‘’《》（）！？"
HAN_GAP = re.compile(rf" (?:(?<=[{HAN}{MARKS}] )(?=[{HAN}{MARKS}\d])|(?<=\d )(?=[{HAN}{MARKS}]))")
QUOTE_GAP = re.compile(rf" (?:(?<=[“‘《（(] ) *(?=[{HAN}])|(?<=[{HAN}] ) *(?=[”’》）)，。、；：]))")


@lexicon.cached
def _name_gap() -> re.Pattern[str]:
    """The space that pads a two-character name amid running text, 副校长王 伟、: behind a title or a mark, and a surname."""
    surnames = "".join(word for word, kind in lexicon.rows("find/people/surnames.tsv", 2) if kind != "compound")
    return re.compile(
        rf" (?:(?<=[者员] [{surnames}] ) *(?=[{HAN}][)）\s])"
        rf"|(?<=[长任记席员授师士事裁理由为请与和予聘、，,：:；;（(][{surnames}] ) *(?=[{HAN}](?:[、，,。；;：:）)\s]|"
        rf"[{HAN}])))"
    )


def mend_lines(text: Aligned) -> Aligned:
    """The text with broken lines joined and without spaces inside words, numbers and dates."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\s][^\n]*[^\s]|[^\s]", text.text)]
    wrapped = _is_wrapped([text.text[a:b] for a, b in lines])
    text = text.edit(_joints(text.text, lines, wrapped))
    for gap in (NUMBER_GAP, PADDED, QUOTE_GAP, _name_gap()):
        text = text.edit(_gaps(text.text, gap))
    text = text.edit(parted(text.text))
    if wrapped:
        running = [m.span() for m in re.finditer(r"(?m)^[^\n]*[，。][^\n]*", text.text)]
        text = text.edit(edit for a, b in running for edit in _gaps(text.text, HAN_GAP, a, b))
    return text


def _gaps(text: str, gap: re.Pattern[str], start: int = 0, end: int = sys.maxsize) -> Iterator[Edit]:
    for match in gap.finditer(text, start, end):
        if match[0].isspace():
            yield (*match.span(), "")
        else:
            for space in re.finditer(" +", match[0]):
                yield match.start() + space.start(), match.start() + space.end(), ""


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines of running text break off more often than they end."""
    broken = running = 0
    for line in lines:
        if len(line) > 3 and RUNNING.search(line):
            running += 1
            broken += len(line) <= 60 and not END.search(line)
    return broken >= 3 and broken > running * 0.5


WIDE = re.compile("[\u2e80-\U0010ffff“”‘’…—·]")


def _width(line: str) -> int:
    return len(line) + len(WIDE.findall(line)) - line.count(" ")


def _joints(text: str, lines: list[tuple[int, int]], wrapped: bool) -> Iterator[Edit]:
    """The gaps between lines that are to be closed."""
    if not wrapped:
        for (a, b), (c, d) in pairwise(lines):
            line, following = text[a:b], text[c:d]
            if (b - a >= 12 and COMMA_END.search(line) and re.match(f"[{HAN}“]", following)) or (
                b - a >= 4 and OPENING.match(following) and re.search(f"[{HAN}”]$", line)
            ):
                yield b, c, ""
        return
    widths = [_width(text[a:b]) for a, b in lines]
    full = _full_widths(text, lines, widths)
    running = False  # whether the paragraph so far holds a punctuation mark
    for number, ((a, b), (c, d)) in enumerate(pairwise(lines)):
        line, following = text[a:b], text[c:d]
        running = running or bool(INNER.search(line))
        gap = text[b:c].count("\n")
        if _breaks(line, following, running, gap, widths[number], full[number]):
            running = False
        else:
            yield b, c, ""


def _breaks(line: str, following: str, running: bool, gap: int, width: int, full: int) -> bool:
    """Whether a paragraph ends with this line."""
    if (
        following[0] in CAPTION
        or STOP_END.search(line)
        or SHUT.match(following)
        or SHUT.match(line)
        or NUMBERED.match(line)
        or NUMBERED.match(following)
        or re.search(r"[\]】|>]$|^[\[【|>]", line)
    ):
        return True
    if running:
        return bool(re.match(r"[\[【]", following))
    # No mark so far: a heading, a menu, a byline, or a paragraph's first line (indented by two characters).
    if not re.search(f"[{HAN}”》]$", line) or "  " in line or "  " in following:
        return True
    if width > full + 2 or width < full - 5:
        return True
    return bool(FRESH.match(following)) and (gap > 1 or width < full - 1)


def _usual_width(widths: list[int]) -> int:
    ordered = sorted(widths)
    return ordered[len(ordered) * 2 // 3] if ordered else 0


def _full_widths(text: str, lines: list[tuple[int, int]], widths: list[int]) -> list[int]:
    """For each line the width that is full there: a picture beside the column makes the lines next to it narrower."""
    full = _usual_width([w for (a, b), w in zip(lines, widths, strict=True) if INNER.search(text[a:b])])
    adjacent = [text[a[1] : b[0]].count("\n") < 2 for a, b in pairwise(lines)]
    found = []
    for i in range(len(lines)):
        near = [widths[i]]
        if i and adjacent[i - 1]:
            near.append(widths[i - 1])
        if i < len(adjacent) and adjacent[i]:
            near.append(widths[i + 1])
        found.append(max(near) if len(near) > 1 and max(near) < full - 6 else full)
    return found
