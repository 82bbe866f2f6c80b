"""Pinyin notes and what they did to the text: damage made by the tool's own mistake (`corruptor`) must be undone."""

from __future__ import annotations

import difflib
import re

import pytest
from opencc import OpenCC

from corruptor import ROOT, cuts, pairs, read, runs
from kczx.acquire import from_text
from kczx.clean import clean
from kczx.clean.mojibake import repair
from kczx.clean.notes import drop_notes
from kczx.clean.shifted import HOLE
from kczx.spans import Aligned

RUNS = 1000


def alike(text: str, sound: str) -> int:
    """How many characters two texts have in common, in one order."""
    blocks = difflib.SequenceMatcher(None, text, sound, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks)


def mended(text: str) -> str:
    return drop_notes(repair(Aligned.of(text))[0])[0].text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("科學(xué)技術(shù)協(xié)會", "科學技術協會"),
        ("獲獎?wù)唏R小飛", "獲獎者馬小飛"),
        ("科學(xue)技術", "科學技術"),  # toneless
        ("科學（xué）技術", "科學技術"),  # full-width brackets
        ("科学(xué)技术", "科学技术"),  # on a simplified character
        ("長(cháng)期 成長(zhǎng)", "長期 成長"),  # either reading
    ],
)
def test_mended(text: str, after: str) -> None:
    assert mended(text) == after


@pytest.mark.parametrize(
    "text",
    [
        "电气电子工程师学会(IEEE)年会", "苏州(园区)", "规划(2021-2023年)", "附件(a)和(b)", "甲(a)乙(b)丙(c)", "方案(e)",
        "真的吗?(a)是的", "行不行？(b)不行", "毛竹(保定)科技", "学会(xué会)", "会(hui4)", "术(SHU)", "(xué)", "xué",
        "?wù)唏R", "学会 (xué)", "党(dǎ)", "", "?", "?)", "(", "科?技", "中国?海峡项目",
    ],
)  # fmt: skip
def test_left_alone(text: str) -> None:
    assert mended(text) == text


def test_the_generator_damages_as_the_tool_did() -> None:
    data = "獲獎者馬小飛".encode("gbk")
    assert [(data[at : at + 2].decode("gbk"), whole) for at, whole in pairs(data) if not whole] == [("務", False)]
    assert read(data[:5] + "(wù)".encode("gbk") + data[5:]) == ("獲獎?wù)唏R小飛", 0)


def test_what_the_tool_cut_up_comes_back() -> None:
    """Each character is right, or a marked hole where a byte of it was lost that nothing tells; what stood well still does."""
    wrong, worse, told, filled = [], [], 0, 0
    for damaged in cuts(RUNS, seed=7):
        text = mended(damaged.text)
        right = len(text) == len(damaged.sound) and all(
            char == sound or (char == HOLE and number in damaged.lost)
            for number, (char, sound) in enumerate(zip(text, damaged.sound, strict=True))
        )
        wrong += [] if right else [(damaged.text, text, damaged.sound)]
        without, _ = drop_notes(Aligned.of(damaged.text))
        if alike(text, damaged.sound) < alike(without.text, damaged.sound):
            worse.append((damaged.text, text, damaged.sound))
        if len(text) == len(damaged.sound):
            filled += sum(text[number] != HOLE for number in damaged.lost)
            told += sum(text[number] == damaged.sound[number] for number in damaged.lost)
    assert len(wrong) <= RUNS * 0.05, wrong[:10]
    assert worse == []
    assert told >= filled * 0.95  # of the characters that words told


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("會議在上??萍拣^開幕。", "會議在上海科技館開幕。"),  # 海 ends and 科 begins as ？ does
        ("這樣好嗎??會長說不好;回去再議", "這樣好嗎??會長說不好;回去再議"),
        ("廠長說：“機器都修好了?！?/p>", "廠長說：“機器都修好了。”"),  # the quote's half swallowed what opens the tag
        ("農業(yè)科普洱e(jǔ)家", "農業科普洱e家"),  # behind half a character and a letter
    ],
)
def test_mended_at_marks(text: str, after: str) -> None:
    assert mended(text) == after


def test_runs_with_nothing_dropped_come_back() -> None:
    everything = runs(RUNS, 1, 0, dropped=False, seed=1)
    results = [(damaged, repair(Aligned.of(damaged.text))[0].text) for damaged in everything]
    wrong = [(damaged.text, text, damaged.sound) for damaged, text in results if text != damaged.sound]
    assert len(wrong) <= RUNS * 0.05, wrong[:10]


def test_runs_among_notes_come_back() -> None:
    results = [(damaged, mended(damaged.text)) for damaged in runs(RUNS, 1, 2, dropped=False, seed=2)]
    wrong = [(damaged.text, text, damaged.sound) for damaged, text in results if text != damaged.sound]
    assert len(wrong) <= RUNS * 0.05, wrong[:10]


def test_what_a_dropped_pair_leaves() -> None:
    """The text before and behind the run is as it was; where it is not right again, a notice mostly says what is missing."""
    marked = around = 0
    everything = runs(RUNS // 2, 1, 0, dropped=True, seed=3)
    for damaged in everything:
        aligned, remarks = repair(Aligned.of(damaged.text))
        hole = any(remark.code == "mojibake-hole" for remark in remarks) and HOLE in aligned.text
        marked += hole or aligned.text == damaged.sound  # words told the lost byte
        before = damaged.text.index("?") - 1
        ended = re.compile("[\x00-\x7f]").search(damaged.sound, before)  # a run never passes a single-byte character
        behind = damaged.sound[ended.end() :] if ended else ""
        around += aligned.text.startswith(damaged.sound[:before]) and aligned.text.endswith(behind)
    assert around == len(everything)
    assert marked >= len(everything) * 0.85


def test_spans_of_a_repaired_run_stay_within_it() -> None:
    found = 0
    for damaged in runs(100, 1, 0, dropped=False, seed=4):
        source = f"前言。{damaged.text}。后记"
        aligned, remarks = repair(Aligned.of(source))
        repaired = [remark.span for remark in remarks if remark.span]
        if len(repaired) != 1:  # a run that left no question mark behind is not seen
            continue
        found += 1
        for i, char in enumerate(aligned.text):
            start, end = aligned.span(i, i + 1)
            assert source[start:end] == char or repaired[0][0] <= start < end <= repaired[0][1]
    assert found >= 95


def test_ten_megabytes_of_sound_text_stay_as_they_are() -> None:
    simplified = "\n".join(path.read_text("utf-8") for path in sorted((ROOT / "tests" / "corpus").glob("*.txt")))
    simplified = clean(from_text(simplified)).aligned.text
    simplified += "(IEEE)会议?(园区)附件(a)、(b)、(c)。真的吗?是!(2021-2023年)\n"
    unit = simplified + OpenCC("s2t").convert(simplified)
    text = unit * (10_000_000 // len(unit.encode()) + 1)
    assert len(text.encode()) >= 10_000_000
    aligned, remarks = repair(Aligned.of(text))
    assert (aligned.text == text, remarks) == (True, [])
    aligned, notes = drop_notes(aligned)
    assert (aligned.text == text, notes) == (True, 0)
