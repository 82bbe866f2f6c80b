"""The Python API says what the command line says."""

from __future__ import annotations

from datetime import date
from pathlib import Path

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
    missing = kczx.read_path(SEEDS / "none.txt")
    assert [failure.error for failure in missing.failures] == ["UnreadableFile"]


def test_errors_form_one_tree() -> None:
    for name in ("EncodingError", "UnreadableFile", "UnsupportedType", "TooLarge"):
        assert issubclass(getattr(kczx, name), kczx.InputError)
    for name in ("InputError", "LexiconError", "ExampleError", "OptionError"):
        assert issubclass(getattr(kczx, name), kczx.KczxError)
