"""Indicators over time: planned values apart from reached ones, sources that differ beside each other."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from pathlib import Path

import pytest

import kczx
from kczx.acquire.options import Options
from kczx.store import base
from kczx.store.add import Run, add
from kczx.store.registers.series import series, sparkline
from kczx.store.registers.stored import Stored
from kczx.store.registers.tellings import Of, Source, Value
from kczx.store.registers.written import as_csv, series_json, series_rows, series_table
from kczx.work import Setting
from kczx.write.labels import labels

TEXTS = {
    "2021-06-10": "截至2020年底，全省已有36个试点城市。",
    "2021-06-11": "截至2020年底，全省已有36个试点城市。",
    "2022-06-10": "截至2021年底，全省已有41个试点城市。力争到2025年建成100个试点城市。",
    "2022-07-10": "截至2021年底，全省已有43个试点城市。",
}


def value(number: float, as_of: str | None, owner: str | None = None, planned: bool = False) -> Value:
    source = Source("d", "d.txt", (int(number), int(number) + 1), "", None)
    return Value("cities", "个", number, None, None, None, planned, as_of, owner, source)


def test_a_value_of_one_time_is_told_once_with_all_who_tell_it() -> None:
    documents = [kczx.read(text, path=f"{day}.txt", published=day) for day, text in TEXTS.items()]
    (line,) = series(Of(documents).values("pilot_cities"))
    assert [(point.value.value, len(point.sources), point.disputed) for point in line.reached] == [
        (36, 2, False),
        (41, 1, True),
        (43, 1, True),
    ]
    assert [(point.value.value, point.value.as_of) for point in line.planned] == [(100, "2025")]
    assert line.unit == "个"


@pytest.mark.parametrize(
    ("one", "other", "disputed"),
    [
        (value(3, "2021"), value(4, "2021"), True),
        (value(3, "2021"), value(4, "2022"), False),
        (value(3, "2021"), value(4, None), True),
        (value(3, "2021", "甲"), value(4, "2021", "乙"), False),
        (value(3, "2021", "甲"), value(4, "2021"), True),
        (value(3, "2021"), value(4, "2021", planned=True), False),
        (value(3, "2021"), value(3, "2021", "乙"), False),
    ],
)
def test_values_differ_of_one_time_and_body(one: Value, other: Value, disputed: bool) -> None:
    (line,) = series([one, other])
    assert {point.disputed for point in (*line.reached, *line.planned)} == {disputed}


def test_unknown_times_come_last_and_have_no_bar() -> None:
    (line,) = series([value(9, None), value(5, "2022"), value(1, "2020-01/2021-06")])
    assert [point.value.value for point in line.reached] == [1, 5, 9]
    assert sparkline(line.reached) == "▁█"


def test_bars_stand_for_values() -> None:
    (line,) = series(value(number, str(2010 + number)) for number in range(8))
    assert sparkline(line.reached) == "▁▂▃▄▅▆▇█"
    (flat,) = series([value(3, "2020"), value(3, "2021")])
    assert sparkline(flat.reached) == "▁▁"


def test_a_store_tells_the_same_as_the_records(tmp_path: Path) -> None:
    rows = [json.dumps({"id": day, "text": text, "published": day}, ensure_ascii=False) for day, text in TEXTS.items()]
    (tmp_path / "texts.jsonl").write_text("\n".join(rows), "utf-8")
    add(tmp_path / "kczx.db", [str(tmp_path / "texts.jsonl")], Run(Setting("test", Options())))
    documents = [kczx.read(text, path=f"{day}.txt", published=day) for day, text in TEXTS.items()]
    with closing(base.open(tmp_path / "kczx.db")) as database:
        stored = series(Stored(database).values())

    def told(lines: list) -> list:  # type: ignore[type-arg]
        return [
            (p.value.value, p.value.as_of, p.value.planned, len(p.sources))
            for p in (*lines[0].reached, *lines[0].planned)
        ]

    assert told(stored) == told(series(Of(documents).values()))


def test_series_are_written_as_csv_json_and_a_table() -> None:
    lines = series([value(3, "2021"), value(4.5, "2022"), value(9, "2025", planned=True)])
    rows = list(csv.DictReader(io.StringIO(as_csv(*series_rows(lines)).decode(), newline="")))
    assert [(row["value"], row["planned"], row["as_of"]) for row in rows] == [
        ("3", "0", "2021"),
        ("4.5", "0", "2022"),
        ("9", "1", "2025"),
    ]
    (told,) = series_json(lines)
    assert (len(told["reached"]), len(told["planned"])) == (2, 1)
    assert "▁█" in str(next(iter(series_table(lines, labels("en")))))
