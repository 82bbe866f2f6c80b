"""What docs/scale.md says is what its script reckons from docs/scale.toml."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "bench"))


def test_the_table_is_what_the_script_makes() -> None:
    from bench_scale import BETWEEN, tables

    given = tomllib.loads((ROOT / "docs" / "scale.toml").read_text("utf-8"))
    found = BETWEEN.search((ROOT / "docs" / "scale.md").read_text("utf-8"))
    assert found is not None and found[0] == "\n".join(tables(given)) + "\n"
    assert all(price["source"].startswith("https://") and price["day"] for price in given["prices"])


def test_cost_goes_with_the_text_and_time_with_the_cores() -> None:
    from bench_scale import tables

    given = tomllib.loads((ROOT / "docs" / "scale.toml").read_text("utf-8")) | {"corpora": {"a": 36e9, "b": 72e9}}
    given["measured"] |= {"jieba": 1.0, "ratio": 0.5}
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in tables(given) if line.startswith(("| a ", "| b "))
    ]
    assert [row[2] for row in rows] == ["20", "40"]
    assert rows[0][3:6] == ["2 hours", "19 minutes", "2 minutes"]
