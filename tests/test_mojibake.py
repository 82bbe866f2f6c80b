"""Pinyin notes and what they did to the text: damage made by the tool's own mistake must be undone.

The tool wrote a note behind two GBK bytes wherever it found them to be a traditional character's, also where the two
bytes belonged to two characters; `annotate` does the same.  It also cut the bytes at every mark that it knew, wherever it
found the mark's two bytes, and read each piece alone; `cut_up` does that, too.
"""

from __future__ import annotations

import difflib
import functools
import random
import re
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import pytest
from opencc import OpenCC

from kczx import lexicon
from kczx.acquire import from_text
from kczx.clean import clean
from kczx.clean.mojibake import repair
from kczx.clean.notes import drop_notes
from kczx.clean.plausible import is_traditional
from kczx.clean.shifted import HOLE
from kczx.spans import Aligned

ROOT = Path(__file__).resolve().parents[1]
STRETCH = re.compile("[\u4e00-\u9fff，。、；：“”《》]{4,}[,.0-9a-zA-Z]?")
DICTIONARY = Path(str(find_spec("jieba").origin)).with_name("dict.txt")  # type: ignore[union-attr]
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


KNOWN = frozenset(mark.encode("gbk") for mark in "？；！，。")
"""The marks at which the tool cut the bytes, also where they were halves of two characters."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A sound text, the same after the tool cut it up, which characters lost a byte that nothing tells, pairs dropped, and
    marks found in two halves."""

    sound: str
    text: str
    lost: frozenset[int]
    dropped: int
    marks: int


def starts_of(data: bytes) -> set[int]:
    """Where characters begin."""
    starts, at = set(), 0
    while at < len(data):
        starts.add(at)
        at += 1 if data[at] < 0x80 else 2
    return starts


def cut_up(text: str, rng: random.Random, across: int, on: int, vanish: float = 0.2) -> Cut | None:
    """The text with notes across two characters and on one, cut at them and at marks, each piece read alone.

    An odd byte at a piece's end becomes a question mark, which may swallow a note's bracket, or vanishes.
    """
    data = text.encode("gbk")
    owner = [number for number, char in enumerate(text) for _ in char.encode("gbk")]
    found = pairs(data)
    straddling, sound = ([at for at, whole in found if whole is kind] for kind in (False, True))
    if len(straddling) < across:
        return None
    chosen = rng.sample(straddling, across)
    sound = [at for at in sound if all(abs(at - other) > 1 for other in chosen)]
    chosen += rng.sample(sound, min(on, len(sound)))
    notes = {at + 2: rng.choice(readings()[data[at : at + 2].decode("gbk")]) for at in chosen}
    starts, cuts, marks, at = starts_of(data), set(notes), 0, 0
    while at < len(data) - 1:
        if data[at : at + 2] in KNOWN and at + 1 not in notes:
            cuts |= {at, at + 2}
            marks += at not in starts
            at += 2
        else:
            at += 1
    out: list[str] = []
    lost: set[int] = set()
    dropped = 0
    bounds = sorted({0, *cuts, len(data)})
    for start, end in pairwise(bounds):
        at = start
        while at < end:
            if data[at] < 0x80:
                out.append(chr(data[at]))
                at += 1
            elif at + 1 < end and data[at + 1] >= 0x40:
                char = data[at : at + 2].decode("gbk", "ignore")
                dropped += not char
                out.append(char)
                at += 2
            else:
                noted = end in notes and at + 1 == end  # the note tells which byte this was
                lost |= set() if noted else {owner[at]}
                out.append("" if rng.random() < vanish else "?")
                at += 1
        if end in notes:
            out.append(f"({notes[end]})"[out[-1] == "?" and rng.random() < 0.5 :])
    return Cut(text, "".join(out), frozenset(lost), dropped, marks)


@functools.cache
def joints() -> dict[str, list[str]]:
    """Words in traditional characters by the byte with which they end or begin, where that is half of a mark."""
    found: dict[str, list[str]] = {}
    convert = OpenCC("s2t").convert
    for word, count, _ in map(str.split, DICTIONARY.read_text("utf-8").splitlines()):
        if int(count) >= 300 and 2 <= len(word) <= 3 and all("\u4e00" <= char <= "\u9fff" for char in word):
            data = convert(word).encode("gbk", "ignore")
            if len(data) == 2 * len(word):
                found.setdefault(f"-{data[-1]:X}", []).append(data.decode("gbk"))
                found.setdefault(f"{data[0]:X}-", []).append(data.decode("gbk"))
    return found


def mark_in_halves(rng: random.Random) -> str:
    """Two words, or a word and a mark, between which the bytes of a mark stand."""
    kind = rng.random()
    second = rng.choice(joints()[rng.choice(["BF-", "BB-"])])
    if kind < 0.7:
        return rng.choice(joints()["-A3"]) + second
    if kind < 0.8:
        return "。" + second
    if kind < 0.95:
        return rng.choice(joints()["-A3"]) + rng.choice("、“")
    return rng.choice(joints()["-A1"]) + "，" + rng.choice(joints()["AC-"])


def cuts(count: int, seed: int) -> list[Cut]:
    """So many stretches of news text that the tool cut up, no pair dropped: by notes, by marks in two halves."""
    found: list[Cut] = []
    rng = random.Random(seed)
    text = "".join(char for char in traditional() if char.encode("gbk", "ignore"))
    while len(found) < count:
        start = rng.randrange(len(text) - 80)
        piece = text[start : start + rng.randint(14, 50)]
        by_mark = rng.random() < 0.4
        if by_mark:
            at = rng.randint(4, len(piece) - 4)
            piece = piece[:at] + mark_in_halves(rng) + piece[at:]
        damaged = cut_up(piece, rng, 0 if by_mark else 1, rng.randint(0, 2))
        if damaged is not None and not damaged.dropped and (damaged.marks or not by_mark):
            found.append(damaged)
    return found


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
