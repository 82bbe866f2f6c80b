"""CSV, Excel, SQLite and Parquet hold what the JSON holds, whatever stands in it, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet
import pytest
from frictionless import Package
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

import kczx
from kczx.records import Document, Failure, Mention, Person, Title
from kczx.write import csv_tables, formats, tables

ROOT = Path(__file__).parents[1]
HOSTILE = (
    "=cmd|' /C calc'!A0",
    "@SUM(1)",
    "-2+3",
    "+1",
    "\t=1",
    "甲|乙\\",
    '"',
    "’,;\n\r二",
    "<script>",
    "𠮷",
    "\u202e",
    "",
)


def document(names: list[str]) -> Document:
    """A document whose people bear such names."""
    mention = Mention(span=(0, 2), text="甲乙")
    people = [
        Person(
            id=f"p{n}",
            name=name,
            aliases=names,
            mentions=[mention],
            titles=[Title(organization=None, position=name, span=(0, 1))],
        )
        for n, name in enumerate(names, 1)
    ]
    return Document(
        id="sha256:0123456789abcdef", path="甲.txt", source_id=None, media_type="text/plain", encoding="utf-8",
        script="Hans", title=names[0] if names else None, publisher=None, published=None, articles=[], people=people,
        organizations=[], places=[], dates=[], figures=[], events=[], notices=[],
    )  # fmt: skip


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    read = [one for one in kczx.read_all(str(ROOT / "seeds")) if isinstance(one, Document)]
    return [*read, document(list(HOSTILE))]


def expected(documents: list[Document]) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = {name: [] for name in tables.tables()}
    for one in documents:
        for name, row in tables.rows(one):
            found[name].append(row)
    return found


def test_rows_hold_every_record(documents: list[Document]) -> None:
    found = expected(documents)
    for kind in ("articles", "people", "organizations", "places", "dates", "figures", "events", "notices"):
        assert len(found[kind]) == sum(len(getattr(one, kind)) for one in documents)
    assert len(found["titles"]) == sum(len(person.titles) for one in documents for person in one.people)
    columns = [column.name for column in tables.tables()["participants"].columns]
    told = [dict(zip(columns, row, strict=True)) for row in found["participants"]]
    told_of = [
        (one.id, event.id, part.role, part.ref, part.name)
        for one in documents for event in one.events for part in event.participants
    ]  # fmt: skip
    assert [(t["document"], t["event"], t["role"], t["ref"], t["name"]) for t in told] == told_of


def test_csv_is_what_was_read_and_a_valid_package(documents: list[Document], tmp_path: Path) -> None:
    csv_tables.write_folder(documents, [Failure(path="=1", error="E", message="m")], tmp_path)
    found = expected(documents)
    for name, table in tables.tables().items():
        with (tmp_path / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        assert head == [column.name for column in table.columns]
        if name != "failures":
            assert rows == [["" if cell is None else str(cell) for cell in row] for row in found[name]]
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["type", "note"])[:5]


def test_csv_for_excel_has_a_mark_and_no_formulas(documents: list[Document]) -> None:
    sink = io.BytesIO()
    csv_tables.write_zip(documents, [], sink, excel=True)
    with zipfile.ZipFile(sink) as archive:
        assert sorted(archive.namelist()) == sorted([*(f"{name}.csv" for name in tables.tables()), "datapackage.json"])
        for name in tables.tables():
            data = archive.read(f"{name}.csv")
            assert data.startswith(b"\xef\xbb\xbf")
            for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")):
                assert not any(cell.startswith(("=", "+", "@", "\t", "\r")) for cell in row)


def test_numbers_are_no_formulas() -> None:
    assert csv_tables._inert([-2.5, "-2.5"]) == [-2.5, "'-2.5"]


def sheets(data: bytes) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    for sheet in book:
        yield sheet.title, list(sheet.iter_rows(values_only=True))
        assert not any(cell.data_type == "f" for row in sheet.iter_rows() for cell in row if cell.value is not None)


def test_excel_is_what_was_read(documents: list[Document]) -> None:
    from kczx.write.xlsx import write_xlsx

    sink = io.BytesIO()
    write_xlsx(documents, [], sink)
    found = expected(documents)
    for name, (head, *rows) in sheets(sink.getvalue()):
        assert list(head) == [column.name for column in tables.tables()[name].columns]
        read = [tuple(unescape(cell) if isinstance(cell, str) else cell for cell in row) for row in rows if any(row)]
        assert read == found[name]


def test_excel_goes_on_on_another_sheet_and_tells_what_it_cuts(monkeypatch: pytest.MonkeyPatch) -> None:
    from kczx.write import xlsx

    monkeypatch.setattr(xlsx, "ROWS", 4)
    sink = io.BytesIO()
    xlsx.write_xlsx([document([*"甲乙丙丁戊", "长" * 40_000, "=1+1"])], [], sink)
    found = dict(sheets(sink.getvalue()))
    names = [row[2] for name in ("people", "people 2", "people 3") for row in found[name][1:]]
    assert names[:5] == list("甲乙丙丁戊") and names[5].endswith("长…[cut]") and len(names[5]) == 32_767
    assert names[6] == "=1+1"


def test_sqlite_is_what_was_read(documents: list[Document], tmp_path: Path) -> None:
    from kczx.write.sqlite import write_sqlite

    place = tmp_path / "out.sqlite"
    with place.open("wb") as sink:
        write_sqlite(documents, [Failure(path="a", error="E", message="m")], sink)
    with closing(sqlite3.connect(place)) as database:
        for name, rows in expected(documents).items():
            if name != "failures":
                assert database.execute(f'select * from "{name}" order by rowid').fetchall() == rows
        assert database.execute("select * from failures").fetchall() == [("a", "E", "m")]
        assert database.execute("pragma foreign_key_check").fetchall() == []
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)


def test_parquet_is_what_was_read(documents: list[Document], tmp_path: Path) -> None:
    from kczx.write.parquet import write_parquet

    place = tmp_path / "out.parquet"
    with place.open("wb") as sink:
        write_parquet(documents * 30, [], sink)
    read = [Document.model_validate(_tuples(row)) for row in pyarrow.parquet.read_table(place).to_pylist()]
    assert read == documents * 30


def _tuples(told: Any) -> Any:
    """Parquet has lists only."""
    if isinstance(told, dict):
        return {
            name: tuple(value) if name in ("span", "bbox") and value else [tuple(v) for v in value] if name == "spans"
            else _tuples(value) for name, value in told.items()
        }  # fmt: skip
    return [_tuples(item) for item in told] if isinstance(told, list) else told


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1), max_size=5))
def test_any_names_come_back(names: list[str]) -> None:
    from kczx.write.sqlite import write_sqlite

    sink = io.BytesIO()
    csv_tables.write_zip([document(names)], [], sink)
    with zipfile.ZipFile(sink) as archive:
        _, *rows = csv.reader(io.StringIO(archive.read("people.csv").decode(), newline=""))
    assert [row[2] for row in rows] == names
    assert all(_split(row[3]) == names for row in rows)
    write_sqlite([document(names)], [], io.BytesIO())


def _split(cell: str) -> list[str]:
    items, at = [""], 0
    while at < len(cell):
        if cell[at] == "|":
            items.append("")
        else:
            at += cell[at] == "\\"
            items[-1] += cell[at]
        at += 1
    return items


def kczx_command(*arguments: str, folder: Path) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "kczx", *arguments], capture_output=True, cwd=folder, check=False)


def test_the_ending_chooses_and_a_folder_is_whole(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "甲.txt").write_text("5月13日，省科协在南京召开学术年会，省科协主席李明出席。", "utf-8")
    for name in ("a.zip", "a.xlsx", "a.parquet", "a.sqlite"):
        done = kczx_command("extract", "in", "-o", name, "-q", folder=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b""), name
        assert (tmp_path / name).stat().st_size > 500
    for _ in range(2):  # an earlier run's folder is replaced
        done = kczx_command("extract", "in", "-f", "csv", "-o", "out", "-q", folder=tmp_path)
        assert (done.returncode, done.stderr) == (0, b"")
        assert len(list((tmp_path / "out").iterdir())) == len(tables.tables()) + 1
    done = kczx_command("extract", "out", "-q", folder=tmp_path)  # and never read as news
    assert done.returncode == 1 and json.loads(done.stdout)["documents"] == []
    (tmp_path / "out" / "mine.txt").write_text("x", "utf-8")
    done = kczx_command("extract", "in", "-f", "csv", "-o", "out", "-q", folder=tmp_path)
    assert (
        done.returncode == 2
        and b"not a folder that an earlier run has written" in done.stderr
        and (tmp_path / "out" / "mine.txt").exists()
    )
    done = kczx_command("extract", "in", "-f", "xlsx", "--excel", "-q", folder=tmp_path)
    assert done.returncode == 2 and b"--excel is for csv" in done.stderr
    done = kczx_command("extract", "in", "-o", "a.docx", "-q", folder=tmp_path)
    assert done.returncode == 2 and b"no format ends in .docx" in done.stderr
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_run_that_ends_leaves_nothing(tmp_path: Path) -> None:
    def ends() -> Iterator[Document]:
        yield document(["甲"])
        raise KeyboardInterrupt

    for format, name in (
        ("csv", "out"),
        ("csv", "out.zip"),
        ("xlsx", "a.xlsx"),
        ("parquet", "a.parquet"),
        ("sqlite", "a.db"),
    ):
        with pytest.raises(KeyboardInterrupt):
            formats.write(format, ends(), [], str(tmp_path / name))
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_that_has_no_room_leaves_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kczx", "extract", "-", "-q", "-f", "xlsx"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command, input="中国科协在京召开会议。".encode(), stdout=full, stderr=subprocess.PIPE, check=False,
            env=os.environ | {"TMPDIR": str(tmp_path)},
        )  # fmt: skip
    assert (done.returncode, done.stderr) == (1, b"kczx: output: No space left on device\n")
    assert list(tmp_path.iterdir()) == []
