"""A store's own files: nothing is written onto them, and they are no documents."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NEWS = "2021年3月5日，云溪市科学技术协会主席周远航在云溪市会见林海生一行。全市现有科普基地12个。\n"


def kczx(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kczx", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, check=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    (folder / "in").mkdir()
    (folder / "in/a.txt").write_text(NEWS, "utf-8")
    assert kczx(folder, "add", "in", "--quiet").returncode == 0
    (folder / "searches.toml").write_text('[one]\nwords = "会见"\n', "utf-8")
    (folder / "link.db").symlink_to("kczx.db")
    (folder / "wal.csv").symlink_to("kczx.db-wal")  # leads to nothing, yet
    (folder / "hard.jsonl").hardlink_to(folder / "kczx.db")
    return folder


@pytest.mark.parametrize(
    "command",
    [
        ["export", "-f", "jsonl"], ["export", "event_list", "-f", "csv"], ["search", "会见", "-f", "jsonl"],
        ["search", "--needs", "", "-f", "csv"], ["register", "-f", "csv"], ["series", "-f", "csv"],
        ["digest", "--month", "2021-03", "-f", "md"],
    ],
)  # fmt: skip
def test_nothing_is_written_onto_a_store(command: list[str], made: Path) -> None:
    names = [
        "kczx.db",
        "kczx.db-wal",
        "kczx.db-shm",
        "kczx.db-journal",
        "searches.toml",
        "link.db",
        "wal.csv",
        "hard.jsonl",
    ]
    before = {place.name: place.read_bytes() for place in made.iterdir() if place.is_file()}
    for store, output in [("kczx.db", name) for name in names] + [("link.db", "kczx.db"), ("link.db", "kczx.db-wal")]:
        done = kczx(made, *command, "--store", store, "-o", output)
        assert (done.returncode, done.stdout) == (2, b""), output
        assert len(done.stderr.splitlines()) == 1 and output.encode() in done.stderr
    assert before == {place.name: place.read_bytes() for place in made.iterdir() if place.is_file()}
    with (made / "kczx.db").open("ab") as onto:
        done = subprocess.run([sys.executable, "-m", "kczx", *command], cwd=made, stdout=onto, stderr=-1, check=False)
    assert done.returncode == 2 and (made / "kczx.db").read_bytes() == before["kczx.db"]
    assert kczx(made, *command, "-o", "elsewhere").returncode == 0
    (made / "elsewhere").unlink()


@pytest.mark.skipif(sys.platform == "win32", reason="has no such terminals")
@pytest.mark.parametrize("command", [["export", "event_list", "-f", "csv"], ["register", "-f", "csv"]])
def test_in_a_terminal_lines_of_csv_end_as_lines_do(command: list[str], made: Path) -> None:
    ours, theirs = os.openpty()
    subprocess.run([sys.executable, "-m", "kczx", *command], cwd=made, stdout=theirs, check=True)
    shown = os.read(ours, 65536)
    os.close(ours)
    os.close(theirs)
    assert b"\\u000d" not in shown and shown.count(b"\r\n") == shown.count(b"\n") > 0 and b"\r\r" not in shown


def test_runs_that_make_the_same_store_at_once_wait_for_each_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(NEWS, "utf-8")
    command = [sys.executable, "-m", "kczx", "add", "a.txt", "--quiet"]
    runs = [subprocess.Popen(command, cwd=tmp_path, stderr=-1) for _ in range(4)]
    assert [(run.communicate()[1], run.returncode) for run in runs] == [(b"", 0)] * 4
