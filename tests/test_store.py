"""A store: what `add` puts there, in whatever order and however often it is ended, and what `export` gives back."""

from __future__ import annotations

import itertools
import os
import shutil
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from kczx import __version__
from kczx.acquire.options import Options
from kczx.bulk import Plan
from kczx.errors import OptionError
from kczx.jobs import collect, extract
from kczx.records import Failure
from kczx.sourced import Sourced
from kczx.store import base
from kczx.store.add import Added, Run, add
from kczx.store.documents import documents, opened, results
from kczx.store.views import rows
from kczx.work import Setting

TEXTS = {
    "a.txt": "2021年3月5日，云溪市科学技术协会主席周远航在云溪市会见青禾市水利学会理事长林海生一行。",
    "b.txt": "3月8日，云溪市科协党组书记、主席周远航在云溪市召开“智汇云溪”第三届学术年会，88人出席。",
    "c.txt": "2021年3月8日，“智汇云溪”第三届学术年会在云溪市举行。省科协副主席林海生、周远航、沈知秋出席会议。",
    "d/e.txt": "云溪市科协党组书记、主席周远舫2022年7月2日在青禾市调研。",
}
VIEWS = ("event_list", "office_list", "indicator_series", "part_list", "who_met_whom")


def write(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def put(store: Path, *paths: Path, prune: bool = False, lexicon: Path | None = None, relink: bool = False) -> Added:
    told: list[Failure] = []
    setting = Setting(__version__, Options(), None, lexicon)
    return add(
        store, map(str, paths), Run(setting, Plan(), tuple(map(str, paths)) if prune else (), relink, told.append)
    )


def state(store: Path) -> list[object]:
    """All that a store gives back: documents, failures, and the views over all of them."""
    with opened(store) as database:
        found: list[object] = [
            result.model_dump_json() if isinstance(result, Failure) else result.json for result in results(database)
        ]
        for view in VIEWS:
            found.append((view, list(rows(database, view)[1])))
        assert database.execute("pragma integrity_check").fetchone()[0] == "ok"
        assert database.execute("pragma foreign_key_check").fetchall() == []
        assert database.execute("select count(*) from touched").fetchone()[0] == 0
        assert database.execute("select count(*) from entries where entity is null").fetchone()[0] == 0
        assert database.execute("select count(*) from reports where event is null").fetchone()[0] == 0
        for index, table in (("article_index", "articles"), ("record_index", "reports")):
            if database.in_transaction:
                database.execute("commit")
            database.execute(f"insert into {index} ({index}) values ('integrity-check')")
            assert [n for (n,) in database.execute(f"select rowid from {index}_docsize order by 1")] == [
                n for (n,) in database.execute(f"select id from {table} order by 1")
            ]
    return found


def names(store: Path, kind: str) -> set[str]:
    with opened(store) as database:
        return {name for (name,) in database.execute("select name from entities where kind = ?", (kind,))}


def test_what_is_in_a_store_is_what_a_run_yields(tmp_path: Path) -> None:
    folder, store = write(tmp_path / "in", TEXTS), tmp_path / "s.db"
    done = put(store, folder)
    assert (done.new, done.documents, done.failed) == (4, 4, 0)
    assert list(documents(store)) == collect(extract([str(folder)]))[0]
    for document, (name, text) in zip(documents(store, sources=True), TEXTS.items(), strict=True):
        assert isinstance(document, Sourced) and document.source.text == text and document.path.endswith(name)
    assert [d.path[-5:] for d in documents(store, "2022-07", "2022")] == ["e.txt"]


def test_the_end_does_not_depend_on_the_way(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", TEXTS | {"copy.txt": TEXTS["a.txt"], "broken.docx": "no document"})
    put(tmp_path / "whole.db", folder)
    wanted = state(tmp_path / "whole.db")
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    for number, order in enumerate(itertools.islice(itertools.permutations(files), 0, 720, 103)):
        store = tmp_path / f"{number}.db"
        put(store, *order[:2])
        for path in order[2:]:
            put(store, path)
        put(store, folder)
        assert state(store) == wanted


def test_unchanged_files_are_skipped_changed_ones_replaced_vanished_ones_kept_or_dropped(tmp_path: Path) -> None:
    folder, store = write(tmp_path / "in", TEXTS), tmp_path / "s.db"
    put(store, folder)
    before = state(store)
    assert put(store, folder) == Added(unchanged=4)
    os.utime(folder / "a.txt", (1, 1))
    assert put(store, folder) == Added(unchanged=4)  # its bytes are what they were
    assert state(store) == before
    write(folder, {"b.txt": "2023年1月2日，青禾市科协主席顾明川在青禾市会见来宾。"})
    assert put(store, folder) == Added(changed=1, unchanged=3, documents=1)
    assert "顾明川" in names(store, "person")
    (folder / "b.txt").unlink()
    put(store, folder)
    assert "顾明川" in names(store, "person")
    assert put(store, folder, prune=True).dropped == 1
    assert "顾明川" not in names(store, "person")
    (folder / "c.txt").rename(folder / "z.txt")
    assert put(store, folder) == Added(new=1, dropped=1, unchanged=2, documents=1)
    whole = tmp_path / "whole.db"
    put(whole, folder)
    assert state(store) == state(whole)


def test_a_folder_that_is_not_there_drops_nothing(tmp_path: Path) -> None:
    folder, store = write(tmp_path / "in", TEXTS), tmp_path / "s.db"
    put(store, folder)
    folder.rename(tmp_path / "elsewhere")
    assert put(store, folder, prune=True) == Added(failed=1)
    assert len(list(documents(store))) == 4


def test_documents_in_archives_and_rows_are_of_their_file(tmp_path: Path) -> None:
    store, packed = tmp_path / "s.db", tmp_path / "in.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in TEXTS.items():
            archive.writestr(name, text)
    (tmp_path / "rows.csv").write_text(
        "id,text\n" + "".join(f"{n},{t}\n" for n, t in enumerate(TEXTS.values())), "utf-8"
    )
    done = put(store, packed, tmp_path / "rows.csv")
    assert (done.new, done.documents) == (2, 8)
    assert put(store, packed, tmp_path / "rows.csv") == Added(unchanged=2)
    assert list(documents(store)) == collect(extract([str(packed), str(tmp_path / "rows.csv")]))[0]


def test_what_failed_is_told_kept_and_tried_again(tmp_path: Path) -> None:
    folder, store = write(tmp_path / "in", {"a.docx": "no document"}), tmp_path / "s.db"
    assert put(store, folder).failed == put(store, folder).failed == 1
    assert [f.path[-6:] for f in results_of(store)] == ["a.docx"]
    write(folder, {"a.txt": TEXTS["a.txt"]})
    shutil.move(folder / "a.txt", folder / "a.docx.txt")
    (folder / "a.docx").unlink()
    put(store, folder, prune=True)
    assert results_of(store) == []


def results_of(store: Path) -> list[Failure]:
    with opened(store) as database:
        return [result for result in results(database) if isinstance(result, Failure)]


def test_who_is_the_same_can_be_corrected_and_stays_so(tmp_path: Path) -> None:
    folder, store, rows = write(tmp_path / "in", TEXTS), tmp_path / "s.db", tmp_path / "rows"
    put(store, folder)
    assert {"周远航", "林海生"} <= names(store, "person") and "周远舫" not in names(store, "person")  # misspelt
    assert "省科协" in names(store, "organization")
    write(rows, {"link/different.tsv": "person\t周远航\t周远舫\nperson\t林海生\t省科协\n"})
    write(rows, {"link/same.tsv": "organization\t云溪市科协\t青禾市科协\n"})
    put(store, folder, lexicon=rows)
    assert {"周远航", "周远舫"} <= names(store, "person")
    with opened(store) as database:
        assert database.execute("select count(*) from entities where name = '林海生'").fetchone()[0] == 2
    write(folder, {"f.txt": "2023年1月2日，青禾市科协主席顾明川在青禾市会见来宾。"})
    put(store, folder)  # without the rows: they are known
    assert {"周远航", "周远舫"} <= names(store, "person")
    with opened(store) as database:
        told = database.execute("select entity from names where name in ('云溪市科协', '青禾市科协')").fetchall()
        assert len(told) == 2 and len(set(map(tuple, told))) == 1
    before = state(store)
    put(store, folder, relink=True)
    assert state(store) == before
    write(rows, {"link/different.tsv": "", "link/same.tsv": ""})
    put(store, folder, lexicon=rows)
    assert "周远舫" not in names(store, "person")


def test_what_cannot_be_is_told(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="no such store"):
        base.open(tmp_path / "none.db")
    with pytest.raises(OptionError, match="stdin"):
        add(tmp_path / "s.db", ["-"], Run(Setting(__version__, Options())))
    with sqlite3.connect(tmp_path / "other.db") as other:
        other.execute("create table t (x)")
    (tmp_path / "text.db").write_text("this is a text and no database at all, however long it may be" * 9)
    for name in ("other.db", "text.db"):
        before = (tmp_path / name).read_bytes()
        with pytest.raises(OptionError):
            base.open(tmp_path / name, write=True)
        assert (tmp_path / name).read_bytes() == before
    base.open(tmp_path / "later.db", write=True).execute("pragma user_version = 99")
    with pytest.raises(OptionError, match="later version"):
        base.open(tmp_path / "later.db", write=True)


def test_a_store_in_the_folder_that_is_added_is_no_document(tmp_path: Path) -> None:
    write(tmp_path, TEXTS)
    assert put(tmp_path / "kczx.db", tmp_path) == Added(new=4, documents=4)
    assert put(tmp_path / "kczx.db", tmp_path) == Added(unchanged=4)


def test_the_commands(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", TEXTS)
    setting = os.environ | {base.VARIABLE: str(tmp_path / "s.db")}

    def run(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "kczx", *arguments]
        return subprocess.run(command, capture_output=True, check=False, env=setting)

    assert run("export").returncode == 2
    done = run("add", str(folder))
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode().startswith("kczx: files: 4 new; 4 documents")
    assert run("export").stdout == run("extract", str(folder)).stdout
    told = run("export", "who_met_whom", "--since", "2021-03", "--until", "2021-03").stdout.decode()
    assert told.splitlines()[1].startswith("2021-03-05,周远航,林海生,reception,")
    assert run("add", str(tmp_path / "none")).returncode == 1
    with sqlite3.connect(tmp_path / "empty.db") as made, base.open(tmp_path / "s.db") as known:
        made.executescript(run("schema", "--sql").stdout.decode())
        named = "select type, name, sql from sqlite_master where name not like 'sqlite_%' order by 1, 2"
        assert made.execute(named).fetchall() == [tuple(row) for row in known.execute(named)]
