"""Pinyin notes and what they did to the text: damage made by the tool's own mistake must be undone.

The tool wrote a note behind two GBK bytes wherever it found them to be a traditional character's, also where the two
bytes belonged to two characters; `annotate` does the same.
"""

from __future__ import annotations

import functools
import random
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from opencc import OpenCC

from kczx import lexicon
from kczx.acquire import from_text
from kczx.clean import clean
from kczx.clean.mojibake import HOLE, repair
from kczx.clean.notes import drop_notes
from kczx.clean.plausible import is_traditional
from kczx.spans import Aligned

ROOT = Path(__file__).resolve().parents[1]
STRETCH = re.compile("[\u4e00-\u9fff，。、；：“”《》]{4,}[,.0-9a-zA-Z]?")
RUNS = 1000


@dataclass(frozen=True, slots=True)
class Damaged:
    """A sound text, the same after the tool was at it, and how many byte pairs were dropped."""

    sound: str
    text: str
    dropped: int


@functools.cache
def readings() -> dict[str, tuple[str, ...]]:
    """For each character the readings that have a tone."""
    found: dict[str, list[str]] = {}
    for reading, chars in lexicon.rows("clean/pinyin.tsv", 2):
        for char in chars if not reading.isascii() else "":
            found.setdefault(char, []).append(reading)
    return {char: tuple(all_of) for char, all_of in found.items()}


@functools.cache
def traditional() -> str:
    """News text in traditional characters, nothing but Chinese characters and their punctuation in long stretches."""
    files = [*(ROOT / "seeds").glob("*.txt"), *(ROOT / "tests" / "corpus").glob("*.txt")]
    text = "\n".join(clean(from_text(path.read_text("utf-8"))).aligned.text for path in sorted(files))
    converted: str = OpenCC("s2t").convert("".join(STRETCH.findall(text)))
    return converted


def pairs(data: bytes) -> list[tuple[int, bool]]:
    """Where two bytes stand, on one character (True) or across two (False), that make a traditional character."""
    starts, i = set(), 0
    while i < len(data):
        starts.add(i)
        i += 1 if data[i] < 0x80 else 2
    found = []
    for i in range(len(data) - 1):
        across = i not in starts and i + 1 in starts and data[i] >= 0x80 and i - 1 in starts and data[i - 1] >= 0x80
        if (i in starts and data[i] >= 0x80) or across:
            char = data[i : i + 2].decode("gbk", "ignore")
            if is_traditional(char) and char in readings():
                found.append((i, not across))
    return found


def read(data: bytes) -> tuple[str, int]:
    """Bytes as a careless program reads them: a pair that cannot be is `?` or nothing; how many pairs that lost."""
    out, i, dropped = [], 0, 0
    while i < len(data):
        pair = data[i : i + 2]
        if data[i] < 0x80:
            out.append(chr(data[i]))
            i += 1
            continue
        i += 2
        try:
            out.append(pair.decode("gbk"))
        except UnicodeDecodeError:
            is_trail = len(pair) == 2 and 0x40 <= pair[1] <= 0xFE and pair[1] != 0x7F
            out.append("" if is_trail else "?")
            dropped += is_trail or pair[1:] != b"("  # `?` in the place of a bracket is what a note leaves
    return "".join(out), dropped


def annotate(text: str, rng: random.Random, across: int, on: int) -> Damaged | None:
    """The text with notes behind byte pairs across two characters and on one; None where there are too few."""
    data = text.encode("gbk", "ignore")
    found = pairs(data)
    straddling, sound = ([at for at, whole in found if whole is kind] for kind in (False, True))
    if len(straddling) < across:
        return None
    chosen = rng.sample(straddling, across)
    sound = [at for at in sound if at + 1 not in chosen]  # a note there would have parted the two bytes
    if len(sound) < on:
        return None
    for at in sorted(chosen + rng.sample(sound, on), reverse=True):
        note = rng.choice(readings()[data[at : at + 2].decode("gbk")])
        data = data[: at + 2] + f"({note})".encode("gbk", "ignore") + data[at + 2 :]
    damaged, dropped = read(data)
    return Damaged(text.encode("gbk", "ignore").decode("gbk"), damaged, dropped)


def runs(count: int, across: int, on: int, dropped: bool, seed: int) -> list[Damaged]:
    """So many damaged stretches of news text, with pairs dropped or without."""
    found: list[Damaged] = []
    rng, text = random.Random(seed), traditional()
    while len(found) < count:
        start = rng.randrange(len(text) - 60)
        damaged = annotate(text[start : start + rng.randint(14, 50)], rng, across, on)
        if damaged is not None and (damaged.dropped > 0) is dropped:
            found.append(damaged)
    return found


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
    """The text before and behind the run is as it was; mostly a notice says that something is missing."""
    marked = around = 0
    everything = runs(RUNS // 2, 1, 0, dropped=True, seed=3)
    for damaged in everything:
        aligned, remarks = repair(Aligned.of(damaged.text))
        marked += any(remark.code == "mojibake-hole" for remark in remarks) and HOLE in aligned.text
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
