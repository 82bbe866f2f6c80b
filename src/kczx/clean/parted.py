"""Takes out spaces that a layout set inside words, 工 程师 and 香 港: where a character stands alone that the dictionary joins."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kczx import words
from kczx.spans import Edit

HAN = "\u3400-\u9fff"
GAP = re.compile(rf" (?<=[{HAN}] )(?=[{HAN}])")
RUNNING = re.compile(r"(?m)^[^\n]*[，。；,;][^\n]*")
"""A line of running text; what stands apart in tables and menus is apart."""
LEFT, RIGHT = re.compile(rf"[{HAN}]{{1,6}}$"), re.compile(rf"[{HAN}]{{1,6}}")
LONGEST = 4
GAIN = 6.5
"""How much likelier the words must be without the space."""


def parted(text: str) -> Iterator[Edit]:
    """The spaces of a text that part a word, as edits."""
    for line in RUNNING.finditer(text) if GAP.search(text) else ():
        for gap in GAP.finditer(text, *line.span()):
            if _parts_a_word(text, gap.start()):
                yield (*gap.span(), "")


def _parts_a_word(text: str, at: int) -> bool:
    left, right = LEFT.search(text, max(0, at - 6), at), RIGHT.match(text, at + 1)
    if left is None or right is None:
        return False
    before, after = left[0], right[0]
    sizes = ((a, b) for a in range(1, LONGEST) for b in range(1, LONGEST + 1 - a))
    if not any(words.frequency(before[-a:] + after[:b]) for a, b in sizes if a <= len(before) and b <= len(after)):
        return False
    last, first = words.cut(before)[-1], words.cut(after)[0]
    if first.end > 1 or last.end - last.start == 2:
        return False
    whole = before + after
    if not any(word.start < len(before) < word.end for word in words.cut(whole)):
        return False
    return words.likelihood(whole) - words.likelihood(before) - words.likelihood(after) > GAIN
