"""Peak memory of the whole command in each format, over many small documents against few.

    python tests/bench/bench_formats.py [--few 200] [--many 20000] [--formats json csv …]

Every document tells of another event and of other people, so that nothing that is remembered of one serves for another.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

FORMATS = ("jsonl", "json", "csv", "xlsx", "sqlite", "duckdb", "parquet", "flat")
SURNAMES, GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文斌宇浩凯晨",
)
CITIES = ("南京", "杭州", "成都", "长沙", "武汉", "西安", "合肥", "济南", "福州", "广州")
BODIES = ("省科协", "市科技局", "省农业科学院", "市人民医院", "省教育厅")
FIELDS = ("智慧农业", "精准医疗", "绿色制造", "数字科普", "新能源汽车", "海洋牧场", "集成电路")


def texts(count: int) -> Iterator[str]:
    """Reports of a forum each."""
    rng = random.Random(20210118)

    def name() -> str:
        return rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)

    for number in range(count):
        city, field = rng.choice(CITIES), rng.choice(FIELDS)
        yield (
            f"{field}论坛在{city}举行\n{rng.randint(2010, 2023)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日，第"
            f"{number % 97 + 2}届{city}{field}创新发展论坛在{city}召开。{rng.choice(BODIES)}主席"
            f"{name()}出席会议并致辞，{name()}院士作主题报告，会议由"
            f"{rng.choice(BODIES)}副主席{name()}主持。来自{rng.randint(5, 400)}家单位的{rng.randint(50, 900)}名代表参加会议。\n"
        )


def peak(source: Path, format: str, folder: Path) -> float:
    """Megabytes that the command takes at most."""
    arguments = ["-f", "parquet", "--flat"] if format == "flat" else ["-f", format]
    command = [sys.executable, "-m", "kczx", "extract", str(source), "-q", "-o", str(folder / format), *arguments]
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"kczx ended with {status}")
    return usage.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--few", type=int, default=200)
    parser.add_argument("--many", type=int, default=20_000)
    parser.add_argument("--formats", nargs="*", choices=FORMATS, default=FORMATS)
    options = parser.parse_args()
    for format in options.formats:
        peaks = []
        for count in (options.few, options.many):
            with tempfile.TemporaryDirectory() as folder:
                source = Path(folder) / "in.jsonl"
                with source.open("w", encoding="utf-8") as file:
                    file.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts(count))
                peaks.append(peak(source, format, Path(folder)))
        few, many = peaks
        told = f"{options.few} documents {few:.0f} MB, {options.many} documents {many:.0f} MB"
        print(f"{format:8} {told}: {many / few:.2f} times (target: at most 1.1)", flush=True)


if __name__ == "__main__":
    main()
