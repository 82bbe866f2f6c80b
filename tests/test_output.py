"""Where output goes: never onto what is read, through links, whole or not at all; and kczx's own output read back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import pytest

from kczx.own import UNFINISHED

NEWS = "2020年6月3日，湖南省科协在长沙召开学术年会。湖南省科协主席周素出席会议并致辞。\n"


def kczx(*arguments: object, stdin: bytes = b"", **more: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kczx", *map(str, arguments)]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, **more)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a.txt", "b/c.txt"):
        place = tmp_path / "in" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(NEWS, "utf-8")
    return tmp_path / "in"


@pytest.mark.parametrize("command", ["extract", "summary"])
@pytest.mark.parametrize(
    ("paths", "output"),
    [
        (["in/a.txt"], "in/a.txt"), (["in"], "in/a.txt"), (["in"], "in/b/c.txt"), (["in/*"], "in/a.txt"),
        (["in/**/*.txt"], "in/b/c.txt"), (["in/a.txt"], "link.txt"), (["in"], "link.txt"), (["in/a.txt"], "hard.txt"),
        (["link.txt"], "in/a.txt"), (["in/a.zip"], "in/a.zip"),
    ],
)  # fmt: skip
def test_what_is_read_is_never_written_onto(command: str, paths: list[str], output: str, folder: Path) -> None:
    (folder.parent / "link.txt").symlink_to(folder / "a.txt")
    (folder.parent / "hard.txt").hardlink_to(folder / "a.txt")
    (folder / "a.zip").write_bytes(b"PK\x03\x04")
    before = {place: place.read_bytes() for place in folder.parent.rglob("*") if place.is_file()}
    arguments = ["--format", "json"] if command == "extract" else []
    done = kczx(command, *paths, "-o", output, *arguments, cwd=folder.parent)
    assert (done.returncode, done.stdout) == (2, b"")
    assert len(done.stderr.splitlines()) == 1 and output.encode() in done.stderr
    assert before == {place: place.read_bytes() for place in folder.parent.rglob("*") if place.is_file()}


def test_a_lexicon_is_read_too(folder: Path, tmp_path: Path) -> None:
    table = tmp_path / "mine/find/people/titles.tsv"
    table.parent.mkdir(parents=True)
    table.write_text("首席科普官\toffice\n", "utf-8")
    done = kczx("extract", folder, "--lexicon", tmp_path / "mine", "-f", "json", "-o", table)
    assert (done.returncode, table.read_text("utf-8")) == (2, "首席科普官\toffice\n")


def test_stdin_is_read_too(folder: Path) -> None:
    with (folder / "a.txt").open("rb") as stdin:
        command = [sys.executable, "-m", "kczx", "extract", "-", "-f", "json", "-o", str(folder / "a.txt")]
        assert subprocess.run(command, stdin=stdin, capture_output=True, check=False).returncode == 2
    assert (folder / "a.txt").read_text("utf-8") == NEWS


def test_ones_own_output_is_replaced_and_not_read(folder: Path) -> None:
    for name in ("out.json", "out.jsonl"):
        for _ in range(2):
            done = kczx("extract", folder, "--hidden", "--exclude", "*.json*", "-o", folder / name)
            assert (done.returncode, done.stderr) == (0, b"")
    for _ in range(2):
        done = kczx("extract", folder, "--exclude", "out.jsonl", "-o", folder / "out.json")
        assert (done.returncode, done.stderr) == (0, b"")
    assert len(json.loads((folder / "out.json").read_bytes())["documents"]) == 2
    with (folder / "redirected.json").open("wb") as stdout:
        command = [sys.executable, "-m", "kczx", "extract", str(folder), "--exclude", "out.*"]
        assert subprocess.run(command, stdout=stdout, stderr=subprocess.PIPE, check=False).stderr == b""
    assert len(json.loads((folder / "redirected.json").read_bytes())["documents"]) == 2
    (other,) = [row for row in kczx("extract", folder).stderr.splitlines() if b"out.jsonl" in row]
    assert b"kczx summary reads it" in other


def test_a_link_stays_and_a_mode_too(folder: Path, tmp_path: Path) -> None:
    real, link, dangling = tmp_path / "real.json", tmp_path / "link.json", tmp_path / "dangling.json"
    real.write_bytes(b"")
    real.chmod(0o640)
    link.symlink_to(real)
    dangling.symlink_to(tmp_path / "new.json")
    for output in (link, dangling):
        assert kczx("extract", folder, "-o", output).returncode == 0
        assert output.is_symlink()
        assert json.loads(output.resolve().read_bytes())["documents"]
    assert real.stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    ("output", "first"), [("o.json", b"{"), ("o.JSONL", b"{"), ("o.ndjson", b"{"), ("o.txt", b"k"), ("o", b"{")]
)
def test_the_ending_says_the_format(output: str, first: bytes, folder: Path) -> None:
    assert kczx("extract", folder, "-o", folder.parent / output).returncode == 0
    assert (folder.parent / output).read_bytes()[:1] == first
    assert (folder.parent / output).read_bytes().startswith(b'{"id"') == (output in ("o.JSONL", "o.ndjson"))


@pytest.mark.parametrize("output", ["o.csv", "o.docx", "o.pdf", "o.xls"])
def test_an_ending_of_no_format_is_refused(output: str, folder: Path) -> None:
    for arguments in (["extract", folder], ["summary", folder]):
        done = kczx(*arguments, "-o", folder / output)
        assert (done.returncode, done.stdout) == (2, b"")
        assert not (folder / output).exists()
    assert kczx("extract", folder, "-f", "json", "-o", folder / output).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_no_unfinished_file_stays(number: signal.Signals, folder: Path, tmp_path: Path) -> None:
    output = tmp_path / "out" / "o.json"
    output.parent.mkdir()
    (output.parent / f".o.json.abc.999999999{UNFINISHED}").write_bytes(b"{")  # of a run that was killed
    os.mkfifo(folder / "z")
    command = [sys.executable, "-m", "kczx", "extract", str(folder), "-", "-o", str(output)]
    # What runs the tests may ignore signals (a shell does for what it starts in the background); this child does not.
    heed = partial(signal.signal, number, signal.SIG_DFL)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, preexec_fn=heed) as child:
        deadline = time.monotonic() + 60
        while not [p for p in output.parent.iterdir() if f".{child.pid}." in p.name] and time.monotonic() < deadline:
            time.sleep(0.05)
        assert [p.name.endswith(f".{child.pid}{UNFINISHED}") for p in output.parent.iterdir()] == [True]
        time.sleep(0.5)
        child.send_signal(number)
        assert child.wait(60) == 128 + number
    assert list(output.parent.iterdir()) == []


def test_what_a_run_wrote_is_summed_up_from_files_and_pipes(folder: Path, tmp_path: Path) -> None:
    whole, rows = kczx("extract", folder).stdout, kczx("extract", folder, "-f", "jsonl").stdout
    indented = json.dumps(json.loads(whole), ensure_ascii=False, indent=2).encode()
    indented_rows = b"\n".join(json.dumps(json.loads(row), indent=2).encode() for row in rows.splitlines())
    wanted = kczx("summary", folder).stdout
    assert wanted.startswith(b"kczx  2 documents")
    for number, data in enumerate([whole, rows, indented, indented_rows]):
        place = tmp_path / f"{number}.json"
        place.write_bytes(data)
        assert kczx("summary", place).stdout == kczx("summary", stdin=data).stdout == wanted
        for command in ("extract", "show"):
            done = kczx(command, place)
            assert done.returncode == 1
            assert b"kczx summary reads it" in done.stderr
    both = kczx("summary", tmp_path / "0.json", folder / "a.txt")
    assert both.stdout.startswith(b"kczx  3 documents")


@pytest.mark.parametrize(
    ("old", "new"),
    [(b'"id":"o1"', b'"id":"o"'), (b'"script":"Hans"', b'"script":"x"'), (b'"people":[{', b'"people":[')],
)
def test_damaged_output_is_told_in_a_line(old: bytes, new: bytes, folder: Path) -> None:
    rows = kczx("extract", folder, "-f", "jsonl").stdout
    assert old in rows
    done = kczx("summary", stdin=rows.replace(old, new))
    assert (done.returncode, done.stdout) == (1, b"")
    assert len(done.stderr.splitlines()) == 1
    assert b"internal error" not in done.stderr and b"pydantic" not in done.stderr.lower()


@pytest.mark.parametrize(
    "arguments",
    [["extract", "empty"], ["extract", "nothing*"], ["extract", "in", "--include", "*.md"], ["extract", ""], ["summary", "empty"]],
)  # fmt: skip
def test_nothing_to_read_is_a_line_and_status_1(arguments: list[str], folder: Path) -> None:
    (folder.parent / "empty").mkdir()
    done = kczx(*arguments, cwd=folder.parent)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [["--help"], ["extract", "in"], ["summary", "in"], ["schema"], ["text", "in/a.txt"]]
)
def test_a_full_disk_is_a_line(arguments: list[str], folder: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "kczx", *arguments]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=folder.parent)
    assert done.returncode == 1
    assert done.stderr == b"kczx: output: No space left on device\n"


def test_no_room_for_temporary_files_is_a_line(folder: Path) -> None:
    code = f"""
import sqlite3, sys
from kczx.link.notebook import Notebook
def full(*arguments): raise sqlite3.OperationalError("database or disk is full")
Notebook.document = full
sys.argv = ["kczx", "extract", {str(folder)!r}]
from kczx.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr == b"kczx: temporary files: database or disk is full\n"


@pytest.mark.parametrize("arguments", [["extract", "-"], ["summary", "-"], ["summary"], ["show", "-"]])
def test_no_stdin_is_a_line(arguments: list[str]) -> None:
    done = kczx(*arguments, preexec_fn=lambda: os.close(0))
    assert done.returncode in (1, 2)
    assert len(done.stderr.splitlines()) == 1
    assert b"internal error" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["extract", "--nope"], "kczx: --nope: no such option"),
        (["extract"], "kczx: PATH: is missing"),
        (["extract", "a", "-f", "xml"], "kczx: --format: 'xml' is not one of"),
        (["extract", "a", "--only", "person"], "kczx: --only: 'person' is none of people, organizations"),
        (["explain", "a", "x"], "kczx: offset: not of the form"),
        (["show", "a", "b\u202e"], "kczx: Got unexpected extra argument(s) (b\\u202e)"),
        (["nothing"], "kczx: No such command 'nothing'"),
    ],
)
def test_usage_is_told_in_one_line(arguments: list[str], says: str) -> None:
    done = kczx(*arguments)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode().startswith(says)
    assert len(done.stderr.splitlines()) == 1
