"""What others read of what is written: pandas, DuckDB, jq and frictionless, on real pages and on hostile names."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pytest
from frictionless import Package

import kczx
from kczx.link.corpus import Corpus
from kczx.records import Article, Document, Failure
from kczx.write import formats, stream, tables
from test_written_tables import HOSTILE, document, expected

ROOT = Path(__file__).parents[1]
LARGE = "全市共有123456789012345678901234567890家单位参加，另有9007199254740993人报名，下降2.5%。"
FAILURES = [Failure(path="=1", error="E", message="m")]


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    read = [one for one in kczx.read_all(str(ROOT / "seeds")) if isinstance(one, Document)]
    return [*read, kczx.read(LARGE), document(list(HOSTILE))]


@pytest.fixture(scope="module")
def written(documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the documents in every format."""
    folder = tmp_path_factory.mktemp("written")
    for name in ("a.duckdb", "a.zip", "a.parquet", "a.xlsx", "a.db"):
        formats.write(formats.ENDINGS[Path(name).suffix], documents, FAILURES, str(folder / name))
    formats.write("parquet", documents, FAILURES, str(folder / "flat"), flat=True)
    formats.write("csv", documents, FAILURES, str(folder / "csv"))
    (folder / "a.jsonl").write_bytes(b"".join(stream.json_lines(documents, [])))
    (folder / "a.json").write_bytes(b"".join(stream.json_document(documents, Corpus(), [], "0")))
    return folder


def test_pandas_reads_json_lines_and_json(documents: list[Document], written: Path) -> None:
    frame = pandas.read_json(written / "a.jsonl", lines=True)
    assert list(frame["id"]) == [one.id for one in documents]
    whole = pandas.read_json(written / "a.json", typ="series")
    assert pandas.json_normalize(whole["documents"], "events").shape[0] == sum(len(one.events) for one in documents)


@pytest.mark.parametrize("name", ["a.jsonl", "a.parquet"])
def test_duckdb_reads_nested_rows(documents: list[Document], written: Path, name: str) -> None:
    with duckdb.connect() as database:
        told = database.execute(
            f"select id, p.name, len(p.mentions), p.aliases from (select id, unnest(people) as p from '{written / name}')"
        ).fetchall()
    assert sorted(told) == sorted((d.id, p.name, len(p.mentions), p.aliases) for d in documents for p in d.people)


def by_duckdb(select: Callable[[str], str]) -> dict[str, list[tuple[Any, ...]]]:
    with duckdb.connect() as database:
        return {name: database.execute(select(name)).fetchall() for name in tables.tables()}


def test_duckdb_reads_flat_parquet(documents: list[Document], written: Path) -> None:
    assert by_duckdb(lambda name: f"from '{written / 'flat' / name}.parquet'") == with_failures(documents)


def test_duckdb_reads_csv(documents: list[Document], written: Path) -> None:
    """Which columns are numbers, DuckDB guesses; every cell's text is what was read, and an empty one is none."""
    found = by_duckdb(lambda name: f"from read_csv('{written / 'csv' / name}.csv', header = true, all_varchar = true)")
    told = {
        name: [tuple(None if cell in (None, "") else str(cell) for cell in row) for row in rows]
        for name, rows in with_failures(documents).items()
    }
    assert {name: [tuple(cell or None for cell in row) for row in rows] for name, rows in found.items()} == told


def test_the_duckdb_file_is_what_was_read(documents: list[Document], written: Path) -> None:
    with duckdb.connect(str(written / "a.duckdb"), read_only=True) as database:
        found = {name: database.execute(f'from "{name}"').fetchall() for name in tables.tables()}
        types = dict(database.execute("select column_name, column_type from (describe figures)").fetchall())
        joined = database.execute(
            "select count(*) from participants join events using (document) where id = event"
        ).fetchone()
    assert found == with_failures(documents)
    assert (types["value"], types["planned"], types["span_start"]) == ("DOUBLE", "BOOLEAN", "BIGINT")
    assert joined == (len(found["participants"]),)


def test_the_longest_texts_fit_into_duckdb(tmp_path: Path) -> None:
    article = Article(id="a1", title=None, byline=None, published=None, spans=[(0, 1)], text="中文" * 2_000_000)
    long = [document(["甲"]).model_copy(update={"id": f"sha256:{n:016x}", "articles": [article]}) for n in range(3)]
    formats.write("duckdb", long, [], str(tmp_path / "a.duckdb"))
    with duckdb.connect(str(tmp_path / "a.duckdb"), read_only=True) as database:
        assert database.execute("select count(*), sum(length(text)) from articles").fetchone() == (3, 12_000_000)


def test_the_package_of_csv_is_valid_as_a_folder_and_as_an_archive(written: Path, tmp_path: Path) -> None:
    shutil.unpack_archive(written / "a.zip", tmp_path)
    for place in (written / "csv", tmp_path):
        report = Package(str(place / "datapackage.json")).validate()
        assert report.valid, report.flatten(["type", "note"])[:5]


def test_jq_reads_json_and_json_lines(documents: list[Document], written: Path) -> None:
    if shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    figures = [figure.value for one in documents for figure in one.figures]
    for program, name in ((".documents[].figures[].value", "a.json"), (".figures[].value", "a.jsonl")):
        done = subprocess.run(["jq", "-c", program, str(written / name)], capture_output=True, check=True)
        assert [json.loads(line, parse_int=float) for line in done.stdout.splitlines()] == figures


def test_whole_numbers_are_such_as_a_double_holds() -> None:
    values = [figure.value for figure in kczx.read(LARGE).figures]
    assert [type(value) for value in values if abs(value) > 1000] == [float, float]


def with_failures(documents: list[Document]) -> dict[str, list[tuple[Any, ...]]]:
    return expected(documents) | {"failures": [("=1", "E", "m")]}
