"""The part of a phrase that its measure word counts: bodies, or their people."""

from __future__ import annotations

import re
from typing import NamedTuple

from kczx.find.figures.sentence import Sentence

PERSONS = re.compile(
    "[员者家师生工手兵民士众客友人长户]$|代表$|教授$|专家$|干部$|领队$|官员$|劳模$|(?:小伙|女|男|孩)子$|姑娘$"
)
BODIES = frozenset("家个所支")
THINGS = frozenset("座所艘架条台栋")
"""Measure words of what has people, and is none."""
LEADERS = frozenset(["负责人", "代表", "领导", "负责同志", "领导人", "书记", "工作人员", "员工", "职工"])
SCHOOLS = ("学校", "大学", "学院", "医院", "公司", "中学", "小学", "研究所", "研究院")
MANNER = frozenset(["基本", "总体", "整体", "普遍", "全部", "大多", "部分", "连片", "成片"])
"""Words that the dictionary calls nouns and that tell how a predicate holds: 冬油菜长势|基本|持平."""
AMOUNT = re.compile(r"\d[\d.,]*[万亿]?[余多]?[一-龥]{1,2}(?:[，,。；;、）)]|$)")
"""A number that stands behind what it counts: 推荐作品|1326件，"""


class Run(NamedTuple):
    """A noun phrase as numbers of words: its first, its last, and the one that ended it."""

    first: int
    last: int
    stop: int


def narrowed(sentence: Sentence, run: Run, measure: str) -> Run:
    """The part of a phrase that the measure word counts: 12家企业|负责人, 15名职业学校|教师, 14个市州|推荐作品1326件."""
    tokens = sentence.tokens
    if run.last > run.first and sentence.word(tokens[run.last]) in MANNER:
        run = run._replace(last=run.last - 1)
    last = sentence.word(tokens[run.last])
    if measure in ("名", "位") and last == "集体" and run.last > run.first and _person(sentence, run.last - 1):
        return run._replace(last=run.last - 1)
    if measure in ("名", "位") and PERSONS.search(last):
        body = next((i for i in range(run.last - 1, run.first - 1, -1) if _body(sentence, i)), None)
        return run if body is None else run._replace(first=body + 1)
    if measure in ("名", "位") and PERSONS.search(last) is None and not sentence.is_head(tokens[run.last]):
        named = (i for i in range(run.last - 1, run.first - 1, -1) if _person(sentence, i))
        return run._replace(last=next(named, run.last))  # 百名新船员|集体宣誓仪式
    if measure in THINGS and run.last > run.first and (last == "人员" or PERSONS.search(last)) and last[-1] != "户":
        heads = (i for i in range(run.last - 1, run.first - 1, -1) if sentence.is_head(tokens[i]))
        return run._replace(last=next(heads, run.last))  # 8座码头|服务人员
    if measure in BODIES and last in LEADERS and run.last > run.first:
        heads = (i for i in range(run.last - 1, run.first - 1, -1) if sentence.is_head(tokens[i]))
        before = next(heads, run.last)
        while before > run.first and sentence.word(tokens[before]) in LEADERS:
            before = next(heads, run.first)  # 12个渔会和商会|领导人及船东代表
        persons = PERSONS.search(sentence.word(tokens[before])) is not None
        return run if persons or tokens[before + 1].kind == "V" else run._replace(last=before)
    if (
        run.stop < len(tokens)
        and tokens[run.stop].tag == "eng"
        and run.last == run.stop - 1
        and AMOUNT.match(sentence.text, tokens[run.stop].start)
    ):
        cut = next(
            (i for i in range(run.last - 1, run.first - 1, -1) if tokens[i].kind == "N" and tokens[i + 1].kind in "V"),
            None,
        )
        return run if cut is None else run._replace(last=cut)
    return run


def _person(sentence: Sentence, number: int) -> bool:
    """Whether a word is a noun for persons, of two characters or more."""
    token = sentence.tokens[number]
    return token.kind == "N" and token.end - token.start > 1 and PERSONS.search(sentence.word(token)) is not None


def _body(sentence: Sentence, number: int) -> bool:
    """Whether a word names a body that people belong to: 医院, 某大学."""
    token = sentence.tokens[number]
    return token.tag == "nt" or sentence.word(token).endswith(SCHOOLS)
