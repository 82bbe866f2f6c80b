"""What large corpora cost in core-hours, time and money, reckoned from docs/scale.toml.

    python tests/bench/bench_scale.py            the tables
    python tests/bench/bench_scale.py --write    the same, put into docs/scale.md

Measure first (`bench_speed.py`, `bench_size.py`, `bench_formats.py`) and put the figures into docs/scale.toml.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DOCS = Path(__file__).resolve().parents[2] / "docs"
BETWEEN = re.compile(r"(?<=<!-- reckoned -->\n).*?(?=<!-- end -->)", re.DOTALL)
CORES = (8, 64, 512)
"""Cores for which the time is told."""


def tables(given: dict[str, Any]) -> Iterator[str]:
    """The lines of the tables."""
    measured, prices = given["measured"], {price["what"]: price for price in given["prices"]}
    speed = measured["jieba"] * measured["ratio"]
    heads = ["corpus", "pages", "core-hours", *(f"on {cores} cores" for cores in CORES), "dollars for cores"]
    heads += ["JSON Lines", "Parquet", "dollars a month for both"]
    yield row(heads)
    yield row(["---"] * len(heads))
    for name, size in given["corpora"].items():
        hours = size / speed / 1e6 / 3600
        written = [size * measured[format] / 1e9 for format in ("jsonl", "parquet")]
        yield row([
            name, f"{size / measured['document'] / 1e6:,.0f} million", f"{hours:,.0f}",
            *(duration(hours / cores) for cores in CORES),
            f"{hours * prices['an hour of a core']['dollars']:,.0f}", *(f"{gigabytes:,.0f} GB" for gigabytes in written),
            f"{sum(written) * prices['a month of a gigabyte']['dollars']:,.0f}",
        ])  # fmt: skip
    yield ""
    yield (
        f"At {speed:.2f} MB/s a core: {measured['ratio']} of `jieba.lcut`'s {measured['jieba']} MB/s, measured on "
        f"{measured['day']} on {measured['machine']}."
    )
    yield ""
    for price in given["prices"]:
        yield f"- {price['what']}: {price['dollars']} dollars ({price['source']}, {price['day']})."


def duration(hours: float) -> str:
    """Hours as a person says them.

    >>> duration(0.5), duration(30), duration(100)
    ('30 minutes', '30 hours', '4 days')
    """
    if hours < 2:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:,.0f} days"


def row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main() -> None:
    told = "\n".join(tables(tomllib.loads((DOCS / "scale.toml").read_text("utf-8"))))
    if "--write" in sys.argv[1:]:
        page = DOCS / "scale.md"
        page.write_text(BETWEEN.sub(lambda _: f"{told}\n", page.read_text("utf-8")), "utf-8")
    print(told)


if __name__ == "__main__":
    main()
