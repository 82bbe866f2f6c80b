"""How the time of a reading grows with its length, for the texts of `shapes.txt`: CPU time at n, 2n and 4n characters.

python tests/bench/bench_growth.py [--length 8000] [--only 学会]     a line a shape, and 1 where one grows too fast
"""

from __future__ import annotations

import argparse
import gc
import itertools
import sys
import time
from collections.abc import Iterator
from pathlib import Path

MOST = 2.4
"""How much longer twice the text may take."""
LEAST = 0.05
"""Seconds below which a measurement is noise."""
TURNS = 9
"""Measurements at most, of which the shortest counts, while it grows too fast: another program's load only adds."""
FIRST, CHARACTERS = 0x4E00, 20_000
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文志海波宁玲红梅春燕飞鹏辉龙晓东雪松浩宇晨阳佳欣怡"
ESCAPES = (("\\n", "\n"), ("\\t", "\t"), ("\\s", " "))


def shapes() -> Iterator[tuple[str, str, str, str]]:
    """Each shape as it is written, and its three parts."""
    for line in Path(__file__).with_name("shapes.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("# "):
            continue
        parts = [part.replace("\0", "|") for part in line.replace("\\|", "\0").split("|")]
        for written, meant in ESCAPES:
            parts = [part.replace(written, meant) for part in parts]
        head, unit, tail = ("", parts[0], "") if len(parts) == 1 else (*parts, "")[:3]
        yield line, head, unit, tail


def made(head: str, unit: str, tail: str, length: int) -> str:
    """The text of a shape, of at least a length."""
    characters = (chr(FIRST + number * 7 % CHARACTERS) for number in itertools.count())
    names = map("".join, itertools.cycle(itertools.product(SURNAMES, GIVEN, reversed(GIVEN))))
    parts, size, number = [head], len(head), 0
    while size < length:
        number += 1
        part = unit.replace("{n}", str(number)).replace("{day}", str(number % 28 + 1))
        for mark, own in (("{han}", characters), ("{name}", names)):
            while mark in part:
                part = part.replace(mark, next(own), 1)
        parts.append(part)
        size += len(part)
    return "".join([*parts, tail])


def taken(text: str) -> float:
    """Seconds of CPU that a reading takes, its record written."""
    from kczx.acquire import from_text
    from kczx.pipeline import read

    gc.collect()
    began = time.process_time()
    read(from_text(text)).document.model_dump_json()
    return time.process_time() - began


def growth(texts: list[str]) -> tuple[float, list[float]]:
    """The larger factor of the two doublings, and the seconds; where it is too large, each text is measured again."""
    seconds = [taken(text) for text in texts]
    for _ in range(TURNS - 1):
        if factor(seconds) <= MOST:
            break
        seconds = [min(before, taken(text)) for before, text in zip(seconds, texts, strict=True)]
    return factor(seconds), seconds


def factor(seconds: list[float]) -> float:
    return max((more / less for less, more in itertools.pairwise(seconds) if less > LEAST), default=1.0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--length", type=int, default=8_000)
    parser.add_argument("--only", default="", help="a part of the shape's line")
    options = parser.parse_args()
    taken("2021年5月13日，江蘇省科協在南京召開年會。" * 50)  # so that no shape pays for loading
    gc.freeze()  # nor for looking through what was loaded
    worst, count = 0.0, 0
    for line, head, unit, tail in shapes():
        if options.only in line:
            texts = [made(head, unit, tail, options.length * times) for times in (1, 2, 4)]
            found, seconds = growth(texts)
            worst, count = max(worst, found), count + 1
            told = " ".join(f"{second:7.3f}" for second in seconds)
            print(f"{found:5.2f} {told}  {line}{'   TOO FAST' if found > MOST else ''}", flush=True)
    print(f"{count} shapes; worst factor a doubling {worst:.2f} (at most {MOST})")
    sys.exit(worst > MOST)


if __name__ == "__main__":
    main()
