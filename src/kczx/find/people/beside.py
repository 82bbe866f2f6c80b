"""What the words beside a name say for it, by contexts.tsv, titles.tsv and the tags of jieba's dictionary."""

from __future__ import annotations

import re

from kczx import lexicon
from kczx.dictionary import dictionary
from kczx.find.people.candidates import is_han
from kczx.find.people.model import Model, model

TAGS = {
    "v": 0.3, "d": 0.6, "p": 0.6, "c": 0.2, "t": 0.4, "r": 0.0, "f": -0.8, "m": -0.8, "q": -1.0, "n": -1.5, "a": -0.6,
    "i": 0.2, "l": 0.0, "b": -0.8, "s": -0.5, "u": -0.2, "x": 0.0, "e": -1.0, "y": -0.5, "z": 0.0, "j": -1.2, "k": -3.0,
}  # fmt: skip
"""Weight of a word behind a name that contexts.tsv does not hold, by the first letter of its tag."""
TAGS_BEFORE = {"n": -1.2, "v": -0.3, "t": 0.2, "d": -0.8, "a": -1.0, "m": -1.0, "i": -0.5, "l": -0.3}
BODY = -0.4
"""Weight of a body before a name."""
PERSONS = frozenset("员师家手长者生工人兵将")
"""A noun that ends so is mostly somebody: 护林员, 魔术师."""
WORKERS = frozenset("工员师匠")
"""What words for somebody end with, also those that the dictionary does not hold: 轧钢工, 讲解员."""
FEW = 20
"""Occurrences up to which jieba's dictionary does not tell what a word before a name is."""
SPACE = "\\s"
"""How contexts.tsv writes a space."""
TITLED = 3.8
"""Weight of a title's word before a name."""
DEPUTY = "副"
POST = 2.0
"""Weight of a word behind a name that is an office."""
LISTED = 2.6
"""Weight of a list mark and another name behind a name."""
DAY = re.compile(
    r"[0-9０-９]{1,2}日(?!电)|[一-龥]{2,4}?(?:[0-9]{1,2}月)?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})日电"
)
WIRED = "日电"
"""What a day ends with that a report was sent on: texts without it have no such place and day."""
ON_A_DAY = 1.3
"""Weight of a day behind a name, or of a report's place and day: 塞尔佩拉22日表示, 记者柳若安台北16日电."""
COLUMN = 2.0
"""Weight of several spaces behind a name: a table's column."""
BETWEEN = 2.5
"""Further weight of a title before a name and a mark, or a verb that persons go with, behind it: 主任|高峰|，."""
OF_BODY = 3.4
"""Further weight of a body before a name and an office behind it: 师范大学|闻一舟|教授."""
ROW = 1.5
"""Weight of a comma and another name behind a name."""
NEXT_NAME = 0.0
"""Weight of a name right behind another: only lists whose marks were lost have that."""


CLOSERS, LONGEST_NOTE = ")）", 12
NOTE = re.compile("(?<=[长任官监席])[（(][一-龥、]{2,10}[）)]$")
"""What an office is for, between it and a name."""
LOOSE = ":： \u3000\t"
"""What may stand between what somebody is and his name: a mark, a column's space."""
BEGINNING = 0.8
"""Weight of the text's beginning before a name."""
SOMEBODY = 1.8
"""Weight of a noun for somebody before a name."""


@lexicon.cached
def most() -> tuple[dict[str, float], float]:
    """What the words before a name say for it at most, with what that adds to the word behind, by the character right before
    it; and the same of all other characters.  It tells without a look at the words which names are too dear."""
    weights, said = model(), dict.fromkeys(PERSONS | WORKERS, SOMEBODY)
    usual = max(BEGINNING, *TAGS_BEFORE.values(), weights.before.get(SPACE, 0.0))
    for word, weight in weights.before.items():
        said[word[-1]] = max(said.get(word[-1], usual), weight)
    for last in {body[-1] for body in weights.bodies}:
        said[last] = max(said.get(last, 0.0), min(said.get(last, usual), TITLED) + OF_BODY)
    titled = max(said.values()) + BETWEEN
    found = {last: most + BETWEEN * (most >= TITLED) for last, most in said.items()}
    return found | dict.fromkeys(LOOSE, titled), usual


def before(text: str, at: int, weights: Model) -> float:
    """What the words before a name's beginning say for it."""
    if at == 0:
        return BEGINNING
    known = weights.before
    last = text[at - 1]
    if not is_han(last):
        if last in CLOSERS and (note := NOTE.search(text, max(0, at - LONGEST_NOTE), at)) is not None:
            return before(text, note.start(), weights)  # 副署长（文化）|某某
        if last in LOOSE and at > 1 and (labelled := before(text, at - 1, weights)) > TITLED - 1.5:
            return labelled  # 负责人：成羽, 研究员　成羽
        return known.get(SPACE if last.isspace() and last != "\n" else last, 0.2)
    for size in weights.sizes_before.get(last, ()):
        if at >= size and (weight := known.get(text[at - size : at])) is not None:
            return weight
    entries = dictionary().entry
    for size in (4, 3, 2):
        if at >= size:
            word = text[at - size : at]
            entry = entries(word)
            if entry is not None and entry[2] > FEW:
                kind = entry[1][0]
                if kind == "n" and last in PERSONS:
                    return SOMEBODY
                return TAGS_BEFORE.get(kind, -0.6) if kind != "n" or not body_before(text, at, weights) else BODY
    return known.get(last, 1.0 if last in WORKERS else -1.2)


def body_before(text: str, at: int, weights: Model) -> bool:
    """Whether what bodies end with stands before a name's beginning."""
    return any(text[at - size : at] in weights.bodies for size in (2, 3, 4) if at > size)


def behind(word: str, tag: str, weights: Model) -> float:
    """What the word behind a name's end says for it."""
    weight = weights.behind.get(word)
    if weight is not None:
        return weight
    if not is_han(word[:1]):
        return 0.1 if not word[:1].isalnum() else -1.0
    if len(word) > 2 and (weight := weights.behind.get(word[:2])) is not None:
        return 0.7 * weight
    return TAGS.get(tag[0], 0.0)
