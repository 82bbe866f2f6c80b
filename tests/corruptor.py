"""Damages text as the tool did that wrote pinyin notes: the counterpart of `clean.mojibake`, for its tests.

The tool wrote a note behind two GBK bytes wherever it found them to be a traditional character's, also where the two
bytes belonged to two characters; `annotate` does the same.  It also cut the bytes at every mark that it knew, wherever it
found the mark's two bytes, and read each piece alone; `cut_up` does that, too.
"""

from __future__ import annotations

import functools
import random
import re
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

from opencc import OpenCC

from kczx import lexicon
from kczx.acquire import from_text
from kczx.clean import clean
from kczx.clean.plausible import is_traditional

ROOT = Path(__file__).resolve().parents[1]
STRETCH = re.compile("[\u4e00-\u9fff，。、；：“”《》]{4,}[,.0-9a-zA-Z]?")
DICTIONARY = Path(str(find_spec("jieba").origin)).with_name("dict.txt")  # type: ignore[union-attr]


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
    corpus = (ROOT / "tests" / "corpus").glob("[a-e]*.txt")  # not newer ones, which would change what is drawn
    files = [*(ROOT / "seeds").glob("*.txt"), *corpus]
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
