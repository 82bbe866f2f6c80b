"""What documents have in common, the years that they lend each other, and where they disagree."""

from __future__ import annotations

import functools
from pathlib import Path

import pytest

from kczx import jobs, lexicon
from kczx.acquire import from_text
from kczx.errors import LexiconError
from kczx.pipeline import read
from kczx.records import Conflict, Corpus, Document, Failure

ROOT = Path(__file__).resolve().parents[1]


@functools.cache
def seeds() -> tuple[dict[str, Document], Corpus]:
    """The five seeds by the number in their names, with their corpus."""
    documents, corpus, failures = jobs.collect(jobs.extract([str(ROOT / "seeds")]))
    assert not failures
    return {Path(document.path).name[:3]: document for document in documents}, corpus.record()


def collected(*texts: str) -> tuple[list[Document], Corpus]:
    results = (read(from_text(text, f"{number}.txt")).document for number, text in enumerate(texts))
    documents, corpus, _ = jobs.collect(results)
    return documents, corpus.record()


def conflict(indicator: str) -> Conflict | None:
    return next((found for found in seeds()[1].conflicts if found.indicator == indicator), None)


def test_a_misspelt_name_is_the_same_person() -> None:
    people = {person.name: person for person in seeds()[1].people}
    assert people["江小涓"].aliases == ["江小娟"]
    assert "江小娟" not in people
    documents = {document.id: number for number, document in seeds()[0].items()}
    assert {documents[reference.document] for reference in people["江小涓"].references} == {"001", "002"}


def test_people_of_several_documents() -> None:
    references = {person.name: len(person.references) for person in seeds()[1].people}
    assert {name: references[name] for name in ("怀进鹏", "周济", "万钢", "吕昭平", "王小谟")} == {
        "怀进鹏": 3, "周济": 4, "万钢": 4, "吕昭平": 3, "王小谟": 2
    }  # fmt: skip


def test_an_organization_by_its_short_and_its_full_name() -> None:
    association = next(body for body in seeds()[1].organizations if body.name == "中国科学技术协会")
    assert "中国科协" in association.aliases
    assert len({reference.document for reference in association.references}) == 5
    assert not [body for body in seeds()[1].organizations if body.name == "中国科协"]


def test_references_lead_to_records() -> None:
    documents, corpus = seeds()
    by_id = {document.id: document for document in documents.values()}
    kinds = {
        "people": [reference for person in corpus.people for reference in person.references],
        "organizations": [reference for body in corpus.organizations for reference in body.references],
        "events": [reference for event in corpus.events for reference in event.references],
    }
    for kind, references in kinds.items():
        assert references
        for reference in references:
            assert reference.id in {record.id for record in getattr(by_id[reference.document], kind)}


@pytest.mark.parametrize(("indicator", "values"), [("founding_units", {88, 71})])
def test_conflicts(indicator: str, values: set[int]) -> None:
    found = conflict(indicator)
    assert found is not None
    assert {value.value for value in found.values} == values
    by_id = {document.id: document for document in seeds()[0].values()}
    for value in found.values:
        source = Path(by_id[value.document].path).read_text("utf-8")
        assert source[slice(*value.span)].replace(" ", "") == value.text


@pytest.mark.parametrize("indicator", ["service_teams"])
def test_where_documents_agree_there_is_no_conflict(indicator: str) -> None:
    told = [
        figure.value for document in seeds()[0].values() for figure in document.figures if figure.indicator == indicator
    ]
    assert told and set(told) == {105}
    assert conflict(indicator) is None


def test_nothing_else_disagrees() -> None:
    assert [found.indicator for found in seeds()[1].conflicts] == ["founding_units"]


def test_pilot_cities_agree() -> None:
    found = {
        number: {figure.value for figure in document.figures if figure.indicator == "pilot_cities"}
        for number, document in seeds()[0].items()
    }
    assert 26 in found["001"] and 26 in found["002"]


def test_the_year_of_seed_002_comes_from_the_others() -> None:
    document = seeds()[0]["002"]
    meeting = next(date for date in document.dates if date.text == "1月18日")
    assert (meeting.edtf, meeting.basis) == ("2021-01-18", "other-document")
    assert document.events[0].date is not None and document.events[0].date.edtf == "2021-01-18"
    alone = jobs.collect(jobs.extract([document.path]))[0][0]
    assert {date.edtf for date in alone.dates if date.text == "1月18日"} == {"XXXX-01-18"}
    event = next(event for event in seeds()[1].events if len(event.references) > 1)
    assert event.date is not None and event.date.edtf == "2021-01-18"


TITLED = "某省科协主席、江南大学教授{}出席会议。"


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        (TITLED.format("陈光华"), TITLED.format("陈光华"), {"陈光华": []}),
        (TITLED.format("陈光华"), TITLED.format("陈光桦"), {"陈光华": ["陈光桦"]}),  # the same two titles
        (
            TITLED.format("陈光华"),
            "江南大学教授陈光桦出席会议。",
            {"陈光华": [], "陈光桦": []},
        ),  # one title is too little
        (TITLED.format("陈华"), TITLED.format("陈桦"), {"陈华": [], "陈桦": []}),  # and so are two characters
        (TITLED.format("陈光华"), TITLED.format("李光桦"), {"陈光华": [], "李光桦": []}),
    ],
)
def test_names_that_differ_by_a_character(one: str, other: str, names: dict[str, list[str]]) -> None:
    assert {person.name: person.aliases for person in collected(one, other)[1].people} == names


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["“科创中国”联合体由88家单位共同发起。", "“科创中国”联合体由71家单位共同发起。"], [88, 71]),
        (["“科创中国”联合体由88家单位共同发起。"] * 2, None),
        (["“科创中国”联合体由88家单位共同发起。", "协会由71名代表组成。"], None),
        ([], None),
    ],
)
def test_conflicts_of_other_texts(texts: list[str], values: list[int] | None) -> None:
    conflicts = collected(*texts)[1].conflicts
    assert [[value.value for value in found.values] for found in conflicts] == ([values] if values else [])


ROW = "courtyards\t家\t科技小院\n"
JANUARY = "截至2022年12月底，全省建成科技小院71家。"
APRIL = "2023年4月30日，全省科技小院增至88家，计划到2025年建成科技小院150家。"


def own_indicators(folder: Path, row: str, *texts: str) -> Corpus:
    """The corpus of some texts, with a user's own row of indicators."""
    table = folder / "find" / "figures" / "indicators.tsv"
    table.parent.mkdir(parents=True)
    table.write_text(row, "utf-8")
    lexicon.overlay(folder)
    try:
        return collected(*texts)[1]
    finally:
        lexicon.overlay(None)


def test_a_users_indicator_gives_its_series(tmp_path: Path) -> None:
    corpus = own_indicators(tmp_path, ROW, APRIL, JANUARY)
    assert [(found.indicator, found.unit) for found in corpus.indicators] == [("courtyards", "家")]
    values = corpus.indicators[0].values
    assert [(value.value, value.as_of, value.planned) for value in values] == [
        (71, "2022-12", False),
        (88, "2023-04-30", False),
        (150, "2025", True),
    ]
    for value, text in zip(values, (JANUARY, APRIL, APRIL), strict=True):
        assert text[slice(*value.span)] == value.text
    assert corpus.conflicts == []  # another time, and what is planned against what is reached


@pytest.mark.parametrize(
    ("texts", "values"),
    [
        (["2023年4月30日，全省科技小院达到88家。", "2023年4月30日，全省科技小院达到71家。"], [88, 71]),
        (["2023年4月30日，全省科技小院达到88家。", "全省科技小院达到71家。"], [88, 71]),  # who knows of when
        (["2023年4月30日，全省科技小院达到88家。", "2023年5月31日，全省科技小院达到91家。"], None),
        (["2023年4月30日，全省科技小院达到88家。", "2023年4月30日，计划建成科技小院95家。"], None),
        (["2023年4月，全省科技小院增加17家。", "2023年4月，全省科技小院达到88家。"], None),  # by and to
    ],
)
def test_a_difference_on_one_day_is_a_conflict(tmp_path: Path, texts: list[str], values: list[int] | None) -> None:
    conflicts = own_indicators(tmp_path, ROW, *texts).conflicts
    assert [[value.value for value in found.values] for found in conflicts] == ([values] if values else [])


@pytest.mark.parametrize("row", ["courtyards\t家\t(科技小院\n", "courtyards\n", "courtyards\t\t\n"])
def test_a_row_that_is_no_indicator_is_told(tmp_path: Path, row: str) -> None:
    with pytest.raises(LexiconError):
        own_indicators(tmp_path, row, JANUARY)


def test_failures_are_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("协会召开会议。", "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    documents, _, failures = jobs.collect(jobs.extract([str(tmp_path), str(tmp_path / "gone")]))
    assert [document.path for document in documents] == [str(tmp_path / "a.txt")]
    assert failures == [
        Failure(path=str(tmp_path / "b.txt"), error="UnreadableFile", message="the file is empty"),
        Failure(path=str(tmp_path / "gone"), error="UnreadableFile", message="no such file"),
    ]


def test_the_order_of_documents_changes_nothing_but_the_order() -> None:
    paths = sorted(str(path) for path in (ROOT / "seeds").glob("*.txt"))
    there, back = (jobs.collect(jobs.extract(order))[0] for order in (paths, paths[::-1]))
    assert there == back[::-1]
