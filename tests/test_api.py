"""The Python API says what the command line says."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas
import pytest

import kczx

SEEDS = Path(__file__).parents[1] / "seeds"


def test_every_public_name_is_there() -> None:
    assert all(getattr(kczx, name) is not None for name in kczx.__all__)
    assert set(kczx.__all__) <= set(dir(kczx))
    with pytest.raises(AttributeError, match="nothing"):
        kczx.nothing  # noqa: B018


def test_read_takes_a_text() -> None:
    text = "4月30日，中国科协党组书记怀进鹏在北京出席会议。"
    document = kczx.read(text, path="memory", title="题", published="2021-05-01")
    assert (document.path, document.title, document.published) == ("memory", "题", "2021-05-01")
    start, end = document.people[0].mentions[0].span
    assert text[start:end] == "怀进鹏"
    assert document.dates[0].edtf == "2021-04-30"
    assert kczx.read(text, base_date=date(2019, 6, 1)).dates[0].edtf == "2019-04-30"


@pytest.mark.parametrize("text", ["", "\n", "A", "。"])
def test_read_of_nearly_nothing(text: str) -> None:
    assert kczx.read(text).people == []


def test_read_path_gives_a_whole_run() -> None:
    run = kczx.read_path(SEEDS)
    assert len(run.documents) == 5
    assert run.failures == []
    assert {value.value for conflict in run.corpus.conflicts for value in conflict.values} >= {88, 71}
    for missing in (SEEDS / "none.txt", "none*.txt", "none.zip!a.txt", ""):
        with pytest.raises(kczx.UnreadableFile):
            kczx.read_path(missing)


def test_errors_form_one_tree() -> None:
    for name in ("EncodingError", "UnreadableFile", "UnsupportedType", "TooLarge"):
        assert issubclass(getattr(kczx, name), kczx.InputError)
    for name in ("InputError", "LexiconError", "ExampleError", "OptionError"):
        assert issubclass(getattr(kczx, name), kczx.KczxError)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("该学会有会员88人。", [88]),
        ("该学会有会员99999999999999999999人。", [1e20]),
        ("该学会有会员9223372036854775807人。", [2.0**63]),
        (f"该学会有会员{'9' * 400}人。", []),
        (f"该学会有会员{'1' * 5000}万人。", []),
    ],
)
def test_numbers_of_any_size_are_read_back(text: str, values: list[float]) -> None:
    row = kczx.read(text).model_dump_json()
    assert [figure.value for figure in kczx.Document.model_validate_json(row).figures] == values
    assert len(pandas.read_json(io.StringIO(row), lines=True)) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        {"text": None}, {"text": b"x"}, {"path": None}, {"title": 7}, {"published": "yesterday"}, {"published": "20210501"},
        {"published": 2021}, {"published": "0001-01-01"}, {"published": "9999-12-31"}, {"base_date": "2021-13-01"},
        {"base_date": "1.5.2021"}, {"base_date": date(9999, 12, 31)}, {"base_date": ""},
    ],
)  # fmt: skip
def test_what_is_no_text_and_no_day_is_told(arguments: dict[str, Any]) -> None:
    with pytest.raises(kczx.OptionError, match=next(iter(arguments))):
        kczx.read(**({"text": "会议召开。"} | arguments))


def test_days_are_dates_or_iso_strings() -> None:
    text = "4月30日，学会在长沙举办培训班。"
    for day in ("2020-05-01", date(2020, 5, 1), datetime(2020, 5, 1, 12)):
        for arguments in ({"published": day}, {"base_date": day}):
            assert kczx.read(text, **arguments).dates[0].edtf == "2020-04-30"  # type: ignore[arg-type]
    with pytest.raises(kczx.OptionError):
        kczx.read_path(SEEDS, base_date="2020")
    with pytest.raises(kczx.OptionError):
        kczx.read_path(None)  # type: ignore[arg-type]


def test_read_all_gives_one_record_after_the_other(tmp_path: Path) -> None:
    """Of a folder what can be read and what cannot, in order; of texts each as soon as it is there."""
    (tmp_path / "a.txt").write_text("88家企业到会。", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "c.txt").write_text("26个城市入选。", "utf-8")
    found = list(kczx.read_all(tmp_path))
    assert [type(one).__name__ for one in found] == ["Document", "Failure", "Document"]

    def endless() -> Iterator[str]:
        while True:
            yield "26个城市入选。"

    first = [document for document, _ in zip(kczx.read_all(endless()), range(2), strict=False)]
    assert [(d.path, d.figures[0].value) for d in first if isinstance(d, kczx.Document)] == [("1", 26), ("2", 26)]
    for wrong in (5, b"text", None):
        with pytest.raises(kczx.OptionError):
            kczx.read_all(wrong)  # type: ignore[arg-type]


def test_rows_of_ones_own_hold_for_the_call(tmp_path: Path) -> None:
    """Read with a folder of rows, then without, then with it again: what was remembered of one is not taken for the other."""
    table = tmp_path / "find" / "people" / "titles.tsv"
    table.parent.mkdir(parents=True)
    table.write_text("首席科普官\toffice\n", "utf-8")
    text = "江苏省科协首席科普官李明介绍了情况。"
    offices = [
        [title.position for person in kczx.read(text, lexicon=folder).people for title in person.titles]
        for folder in (tmp_path, None, tmp_path)
    ]
    assert offices[0] == offices[2] == ["首席科普官"] != offices[1]
    with pytest.raises(kczx.LexiconError):
        kczx.read(text, lexicon=tmp_path / "nothing")
    assert kczx.read(text).people
