"""The examples beside the rules hold, and their checker is strict: what must fail does, told with file and line."""

from __future__ import annotations

from collections import Counter
from importlib import resources
from pathlib import Path
from types import SimpleNamespace

import pytest

from kczx import examples
from kczx.clean import clean
from kczx.divide import divide
from kczx.errors import ExampleError, LexiconError
from kczx.flow import Source
from kczx.pipeline import read

LEAST = 60
"""Rows that every file must have."""


def rows(folder: str) -> list[examples.Row]:
    text = resources.files("kczx").joinpath(folder, "examples.txt").read_text("utf-8")
    return list(examples.parse(text, folder, examples.FOLDERS[folder]))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in examples.FOLDERS:
        (tmp_path / name).mkdir(parents=True)
    return tmp_path


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """A folder whose examples are the only ones, so that a check of one row is quick."""
    monkeypatch.setattr("kczx.examples.resources", SimpleNamespace(files=lambda _: folder / "none"))
    return folder


def told(folder: Path, where: str, text: str) -> examples.Outcome:
    (folder / where / "examples.txt").write_text(text, "utf-8")
    return examples.check(folder)


def test_all_examples_hold() -> None:
    outcome = examples.check()
    assert outcome.failures == []
    assert outcome.rows == sum(len(rows(folder)) for folder in examples.FOLDERS)
    assert outcome.known_gaps == sum(row.gap for folder in examples.FOLDERS for row in rows(folder))


@pytest.mark.parametrize("folder", examples.FOLDERS)
def test_every_file_has_enough_rows_and_a_third_of_them_yield_nothing(folder: str) -> None:
    found = rows(folder)
    negative = [row for row in found if not row.marks]
    assert len(found) >= LEAST
    assert len(negative) * 3 >= len(found)
    assert [row for row, count in Counter((row.text, row.published) for row in found).items() if count > 1] == []


def test_the_padding_yields_nothing() -> None:
    document = read(Source("-", examples.PADDING)).document
    assert [article.text for article in document.articles] == [examples.PADDING]
    assert not (document.people or document.organizations or document.places)
    assert not (document.dates or document.figures or document.events)


@pytest.mark.parametrize("folder", examples.FOLDERS)
def test_no_row_passes_because_it_was_not_read(folder: str) -> None:
    for row in rows(folder):
        if "\n" not in row.text:
            stop = "" if examples.STOP.search(row.text) else "。"
            articles = divide(clean(Source("-", row.text + stop + examples.PADDING)))
            zones = [(zone.kind, *article.span(zone.start, zone.end)) for article in articles for zone in article.zones]
            assert zones == [("text", 0, len(row.text + stop + examples.PADDING))], row.text


@pytest.mark.parametrize(
    ("where", "row"),
    [
        ("find/dates", "<date edtf=2019-03-15 basis=stated>2019年3月15日</date>召开"),
        ("find/dates", "[2021-05-14] <date edtf=2021-04-30 basis=published>4月30日</date>召开"),
        ("find/figures", '由<figure value=88 unit=家 counted=单位 qualifier="">88家</figure>单位共同发起'),
        ("find/figures", "联系电话:010-62129657"),
        ("find/places", "來到<place code=310000>上海</place>"),
        ("find/organizations", "<organization kind=association>中国科协</organization>发文"),
        ("find/people", "校长<person titles=校长>高松林</person>讲话"),
        ("find/people", "杨立新 中国科协副主席\\n会议通过了章程和选举办法，选举产生了新一届理事会。"),
        ("relate", "[2021-06-10] 6月5日，<event kind=meeting date=2021-06-05>物理学术年会在杭州召开</event>。"),
    ],
)
def test_a_right_row_passes_once_and_as_a_known_gap_fails(alone: Path, where: str, row: str) -> None:
    if "\\n" in row:  # several lines are read as they are laid out: here a row of a table
        row = row.replace("杨立新", "<person>杨立新</person>")
    assert told(alone, where, f"# a comment\n\n{row}\n") == examples.Outcome(1, 0, [])
    outcome = told(alone, where, f"!{row}\n")
    assert (outcome.rows, outcome.known_gaps, len(outcome.failures)) == (1, 1, 1)
    assert ":1: a known gap passes now, take its ! away: " in outcome.failures[0]


@pytest.mark.parametrize(
    ("where", "row", "why"),
    [
        ("find/figures", "由<figure value=71>88家</figure>单位发起", "88家: value is '88', not '71'"),
        ("find/figures", "由<figure unit=个>88家</figure>单位发起", "88家: unit is '家', not '个'"),
        ("find/figures", "由<figure qualifier=about>88家</figure>单位发起", "88家: qualifier is '', not 'about'"),
        ("find/figures", "由<figure>88</figure>家单位发起", "figure not found: 88"),
        ("find/figures", "共有88家单位", "figure found without a mark: 88家 (value=88 unit=家 counted=单位)"),
        ("find/figures", "<figure>12家</figure>学会、8家企业", "figure found without a mark: 8家"),
        ("find/figures", "<figure>单位</figure>发起", "figure not found: 单位"),
        ("find/dates", "<date edtf=2019-03-16>2019年3月15日</date>", "edtf is '2019-03-15', not '2019-03-16'"),
        ("find/dates", "<date>2019年</date>3月15日", "date not found: 2019年"),
        ("find/places", "<place code=310000>北京</place>", "北京: code is '110000', not '310000'"),
        ("find/organizations", "<organization kind=party>中国科协</organization>", "kind is 'association', not"),
        ("find/people", "校长<person titles=院长>高松林</person>讲话", "titles is '校长', not '院长'"),
        ("find/people", '校长<person titles="校长;院士">高松林</person>讲话', "titles is '校长', not '校长;院士'"),
        ("relate", "2021年6月5日，<event kind=visit>物理年会在杭州召开</event>。", "kind is 'meeting', not"),
        ("relate", "2021年6月5日，物理学术年会在杭州召开。", "event found without a mark: "),
        ("relate", "<event kind=meeting>晴朗</event>。2021年6月5日，物理学术年会召开。", "event not found: 晴朗"),
    ],
)
def test_what_is_wrong_fails_and_is_told(alone: Path, where: str, row: str, why: str) -> None:
    outcome = told(alone, where, f"# a comment\n{row}\n")
    assert all(failure.startswith(str(alone / where / "examples.txt:2: ")) for failure in outcome.failures)
    assert any(why in failure for failure in outcome.failures)
    assert told(alone, where, f"!{row}\n") == examples.Outcome(1, 1, [])


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("由<figure>88家单位", "<figure> is not closed"),
        ("由88家</figure>单位", "</figure> closes nothing"),
        ("由<figure></figure>88家单位", "</figure> closes nothing"),
        ("由<place>88家</place>单位", "<place> in a file of <figure>"),
        ("由<figure size=3>88家</figure>单位", "no attribute of <figure>, or a second one: size=3"),
        ("由<figure unit=家 unit=家>88家</figure>单位", "no attribute of <figure>, or a second one: unit=家"),
        ("由<figure unit>88家</figure>单位", "no attribute of <figure>, or a second one: unit"),
        ("由<figure unit=家;个>88家</figure>单位", "no attribute of <figure>, or a second one: unit=家;个"),
        ("长度<88家", "no text with marks"),
        ("!", "no text with marks"),
        ("[2021-05-14] ", "no text with marks"),
    ],
)
def test_a_row_that_cannot_be_parsed_is_an_error_with_file_and_line(alone: Path, row: str, why: str) -> None:
    with pytest.raises(ExampleError) as caught:
        told(alone, "find/figures", f"# a comment\n由<figure>88家</figure>单位发起\n{row}\n")
    assert str(caught.value).startswith(f"{alone / 'find/figures/examples.txt'}:3: {why}")


def test_nested_marks_and_marks_in_any_order(alone: Path) -> None:
    text = "2021年6月5日，<event kind=meeting>物理<event kind=visit>学术</event>年会在杭州召开</event>。"
    (row,) = examples.parse(text, "-", "event")
    assert row.text == "2021年6月5日，物理学术年会在杭州召开。"
    assert [(mark.spans, mark.values["kind"]) for mark in row.marks] == [([(12, 14)], "visit"), ([(10, 21)], "meeting")]
    # Each mark takes the find that it fits, in whatever order the finds come.
    text = "[2021-06-10] 6月5日，<event date=2021-06-05>化学年会召开</event>。6月6日，<event>物理年会召开</event>。"
    assert told(alone, "relate", text).failures == []


def test_a_folder_adds_examples_and_lexicons_which_are_taken_away_afterwards(folder: Path) -> None:
    (folder / "find/figures/measures.tsv").write_text("坛\n", "utf-8")
    outcome = told(folder, "find/figures", "陈列<figure value=12 unit=坛>12坛</figure>老酒\n")
    assert outcome.failures == []
    assert outcome.rows == 1 + sum(len(rows(name)) for name in examples.FOLDERS)
    assert read(Source("-", "陈列12坛老酒，供来宾品评。")).document.figures == []


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(LexiconError):
        examples.check(tmp_path / "none")
