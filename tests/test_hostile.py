"""Input that nobody would write: records come back, spans stay within the source, and time grows with the length."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
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


def seconds(text: str) -> float:
    began = time.process_time()
    checked(text)
    return time.process_time() - began


# fmt: off
UNITS = [
    "（", "(", "）", "（）", "“", "”", "“”", "《", "[", "【】", "1", "3.5", "%", "的", "王", "王李", "王 ", "  王",
    "，", "。", "；", "、", "：", "·", "—", "?", "？", "●", ">", "|", " ", "\u3000", "a", "a ", "😀", "𠮷", "\ufffd",
    "他", "5月", "2021年", "5月13日", "13日", "5月13日至", "2021-05-13 ", "5月13日，", "亿元", "3.5万人次", "第一届",
    "中国科协", "中国科学技术协会", "大学", "省科协", "北京市海淀区", "“科创中国”", "2016“创响中国”",
    "院士", "党组书记、", "中国科协主席王素", "约翰·", "一行", "举行会议", "会议由", "签约", "颁奖", "任命", "和", "与",
    "中国科协主席王素在北京召开会议。", "中国科协主席王素在北京召开会议，", "（以下简称“科协”）", "學", "學(xué)",
    "?wù)", "獎?wù)唏R", "王\n", "，\n", "中国科协办公厅\n[2021-05-14]\n",
    "主席", "王素、", "一", "一亿", "召开", "123,", "会长王素", "5月1日签约；", "5月13日，北京，协会召开会议；",
    "协会召开会议\n5月13日，协会在北京召开会议，会长王素出席。\n[2021-05-14]\n",
]
# fmt: on


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length(unit: str) -> None:
    checked(unit)  # lexicons are loaded
    before = FLOOR
    for length in LENGTHS:
        taken = seconds((unit * (length // len(unit) + 1))[:length])
        assert taken <= GROWTH * max(before, FLOOR), (
            f"{length} characters took {taken:.2f} s, a quarter of them {before:.2f} s"
        )
        before = taken


@pytest.mark.parametrize(("opening", "closing"), ["（）", "()", "“”", "《》", "[]", "【】", "‘’"])
def test_nested_brackets(opening: str, closing: str) -> None:
    quarter, whole = (
        seconds(f"协会召开{opening * depth}会议{closing * depth}，王素出席。") for depth in (LONGEST // 8, LONGEST // 2)
    )
    assert whole <= GROWTH * max(quarter, FLOOR)


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


@pytest.mark.parametrize("count", [30, 300])
def test_comments_are_looked_at_once(count: int) -> None:
    began = time.process_time()
    assert kind_of("a.txt", b"<!-- menu -->\n" * count + b"x").reader == "text"
    assert kind_of("a.txt", b"<!-- menu -->\n" * count + b"<html>").reader == "html"
    assert time.process_time() - began < FLOOR


@pytest.mark.parametrize("words", ["达到了约为", "约、近", "增至共计，", "约"])
def test_words_before_a_number_are_looked_at_once(words: str) -> None:
    checked(NEWS)
    assert seconds(f"该学会会员从{words * 60}单位45家。") < 5 * FLOOR


@pytest.mark.parametrize("text", [" " * 20_000 + "x", f"---\ntitle: x{' ' * 20_000}x\n---\n", "|" + " " * 20_000 + "x"])
def test_markdowns_marks_are_looked_at_once(text: str) -> None:
    began = time.process_time()
    plain(f"{text}\n{NEWS}")
    FIELD.findall(text)
    assert time.process_time() - began < 5 * FLOOR
