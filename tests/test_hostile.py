"""Input that nobody would write: records come back, spans stay within the source, and time grows with the length."""

from __future__ import annotations

import itertools
import json
import random
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kczx.acquire import from_text
from kczx.acquire.kinds import kind_of
from kczx.acquire.markdown import FIELD, plain
from kczx.pipeline import read
from kczx.records import Document

LONGEST = 50_000
LENGTHS = [LONGEST // 64, LONGEST // 16, LONGEST // 4, LONGEST]
FLOOR = 0.1
"""Seconds of CPU time below which a measurement is noise."""
GROWTH = 9.0
"""How much longer four times the text may take: the square of 3 for twice the text."""
TURNS = 4
"""Measurements of which the least counts, where the first one grows too fast."""


def spans(node: Any) -> Iterator[tuple[int, int]]:
    """Every span within a record's JSON."""
    if isinstance(node, dict):
        for name, value in node.items():
            if name == "span" and value is not None:
                yield (value[0], value[1])
            elif name == "spans":
                yield from ((span[0], span[1]) for span in value)
            else:
                yield from spans(value)
    elif isinstance(node, list):
        for value in node:
            yield from spans(value)


def checked(text: str) -> Document:
    """The record of a text, with its spans in range and its JSON sound."""
    document = read(from_text(text)).document
    found = json.loads(document.model_dump_json())
    assert all(0 <= start < end <= len(text) for start, end in spans(found))
    return document


def seconds(work: Callable[[str], object], text: str) -> float:
    began = time.process_time()
    work(text)
    return time.process_time() - began


def grows_evenly(texts: list[str], work: Callable[[str], object] = checked) -> None:
    """Each text, four times as long as the one before, takes no more than `GROWTH` times its CPU time.

    Too large a factor is measured again, and the least of each counts: other work on a machine only ever slows one down.
    """
    taken = [seconds(work, text) for text in texts]
    for _ in range(TURNS - 1):
        if factor(taken) <= GROWTH:
            break
        taken = [min(before, seconds(work, text)) for before, text in zip(taken, texts, strict=True)]
    assert factor(taken) <= GROWTH, f"{[len(text) for text in texts]} characters took {taken} s"


def factor(taken: list[float]) -> float:
    return max(more / max(less, FLOOR) for less, more in itertools.pairwise(taken))


# fmt: off
UNITS = [
    "（", "(", "）", "（）", "“", "”", "“”", "《", "[", "【】", "1", "3.5", "%", "的", "王", "王李", "王 ", "  王",
    "，", "。", "；", "、", "：", "·", "—", "?", "？", "●", ">", "|", " ", "\u3000", "a", "a ", "😀", "𠮷", "\ufffd",
    "他", "5月", "2021年", "5月13日", "13日", "5月13日至", "2021-05-13 ", "5月13日，", "亿元", "3.5万人次", "第一届",
    "中国科协", "中国科学技术协会", "大学", "省科协", "北京市海淀区", "“科创中国”", "2016“创响中国”",
    "院士", "党组书记、", "中国科协主席王素", "约翰·", "一行", "举行会议", "会议由", "签约", "颁奖", "任命", "和", "与",
    "中国科协主席王素在北京召开会议。", "中国科协主席王素在北京召开会议，", "（以下简称“科协”）", "學", "學(xué)",
    "?wù)", "獎?wù)唏R", "王\n", "，\n", "中国科协办公厅\n[2021-05-14]\n",
    "约·", "王素 ", "主席", "王素、", "一", "一亿", "召开", "123,", "会长王素", "5月1日签约；", "5月13日，北京，协会召开会议；",
    "协会召开会议\n5月13日，协会在北京召开会议，会长王素出席。\n[2021-05-14]\n",
]
# fmt: on


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length(unit: str) -> None:
    checked(unit)  # lexicons are loaded
    grows_evenly([(unit * (length // len(unit) + 1))[:length] for length in LENGTHS])


@pytest.mark.parametrize(("opening", "closing"), ["（）", "()", "“”", "《》", "[]", "【】", "‘’"])
def test_nested_brackets(opening: str, closing: str) -> None:
    depths = (LONGEST // 8, LONGEST // 2)
    grows_evenly([f"协会召开{opening * depth}会议{closing * depth}，王素出席。" for depth in depths])


NEWS = "2021年5月13日，江苏省科协在南京召开学术年会。江苏省科协主席陈骏出席会议并致辞，来自全国的200名代表参加会议。"


@pytest.mark.parametrize(
    "odd",
    ["\ud800", "\udfff", "\x00", "\u202e", "\u2066", "\u200b", "\ufeff", "\ufffe", "\x1b[31m", "\x7f", "\u0301"],
)  # fmt: skip
def test_odd_characters_among_sound_text(odd: str) -> None:
    for text in (odd, odd * 1000, odd + NEWS, NEWS + odd, NEWS.replace("，", odd + "，"), odd.join(NEWS)):
        checked(text)
    people = [person.name for person in checked(odd + "\n" + NEWS + "\n" + odd).people]
    assert people == ["陈骏"]


@pytest.mark.parametrize("odd", ["\u202e", "\u200b", "\u2066", "\ufeff", "\u00ad"])
def test_characters_that_nobody_sees_hide_nothing(odd: str) -> None:
    assert [person.name for person in checked(NEWS.replace("陈骏", f"陈{odd}骏")).people] == ["陈骏"]


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\r\n", "\x00", "。", "a", "王", "（", "\ufeff", "\ud800", "5", "5月", "日"]
)
def test_tiny_texts(text: str) -> None:
    assert checked(text).people == []


def test_texts_shaken_up() -> None:
    """Pieces of news, brackets, digits and rubbish in any order."""
    pieces = [
        *(unit for unit in UNITS if isinstance(unit, str)),
        *NEWS.split("，"),
        "\x00",
        "\ud800",
        "\u202e",
        "\n",
        "\n\n",
        "\r\n",
    ]
    rng = random.Random(7)
    for _ in range(300):
        checked("".join(rng.choices(pieces, k=rng.randint(1, 60))))


def test_comments_are_looked_at_once() -> None:
    def look(comments: str) -> None:
        assert kind_of("a.txt", f"{comments}x".encode()).reader == "text"
        assert kind_of("a.txt", f"{comments}<html>".encode()).reader == "html"

    grows_evenly(["<!-- menu -->\n" * count for count in (5, 20, 80, 320)], look)


@pytest.mark.parametrize("words", ["达到了约为", "约、近", "增至共计，", "约"])
def test_words_before_a_number_are_looked_at_once(words: str) -> None:
    grows_evenly([f"该学会会员从{words * count}单位45家。" for count in (4, 16, 64, 256)])


@pytest.mark.parametrize(("head", "tail"), [("", "x"), ("---\ntitle: x", "x\n---\n"), ("|", "x")])
def test_markdowns_marks_are_looked_at_once(head: str, tail: str) -> None:
    def look(text: str) -> None:
        plain(text)
        FIELD.findall(text)

    grows_evenly([f"{head}{' ' * count}{tail}\n{NEWS}" for count in (5_000, 20_000, 80_000)], look)
