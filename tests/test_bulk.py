"""Very many documents: the same results by several processes, and after whatever ends a run."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import kczx
import made
from kczx.errors import OptionError
from kczx.journal import Journal, beside
from kczx.own import JOURNAL

NEWS = "2020年6月{}日，湖南省科协在长沙召开学术年会，{}家企业参加。湖南省科协主席周素出席会议并致辞。\n"
TOLD = {"version": "1", "--base-date": "None"}
TOY = """
import functools, signal
import kczx.bulk
from kczx.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
signal.signal(signal.SIGHUP, signal.SIG_DFL)
kczx.bulk.Plan = functools.partial(kczx.bulk.Plan, reader="toy_work:READER")
main()
"""
"""A run whose documents are read by `toy_work.reader`; Ctrl-C reaches it, whatever the tests run under."""
STATUS = """
import atexit, sys
from pathlib import Path
atexit.register(lambda: sys.stderr.write(Path("/proc/self/status").read_text()))
"""
PATIENCE = 300


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    for number in range(1, 9):
        (tmp_path / "in" / f"{number}.txt").write_text(NEWS.format(number, number), "utf-8")
    (tmp_path / "in" / "again.txt").write_bytes((tmp_path / "in" / "1.txt").read_bytes())
    (tmp_path / "in" / "empty.txt").touch()
    return tmp_path / "in"


def run(
    folder: Path, *arguments: object, reader: str = "reader", before: str = "", **environment: str
) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-c",
        before + TOY.replace("READER", reader),
        "extract",
        folder.name,
        "-q",
        *map(str, arguments),
    ]
    paths = os.pathsep.join([str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    settings = os.environ | {"PYTHONPATH": paths} | environment
    return subprocess.Popen(command, cwd=folder.parent, env=settings, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def ended(child: subprocess.Popen[bytes]) -> tuple[int, bytes, str]:
    out, told = child.communicate(timeout=PATIENCE)
    return child.returncode, out, told.decode()


def await_(child: subprocess.Popen[bytes], seen: Path) -> None:
    """Wait until the run has come to a document."""
    until = time.monotonic() + PATIENCE
    while not seen.exists() and child.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    assert seen.exists() and child.poll() is None


@pytest.mark.parametrize("format", ["json", "jsonl", "csv", "xlsx", "sqlite", "parquet", "summary"])
def test_several_processes_write_what_one_writes(format: str, folder: Path) -> None:
    (folder / "m.zip").write_bytes(
        made.zipped({"a.txt": NEWS.format(9, 9).encode(), "b/c.txt": b"", "d.txt": b"\xff\x00"})
    )
    rows = [{"id": str(n), "text": NEWS.format(n, n * 3), "published": "2021-05-06"} for n in range(4)]
    (folder / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in [*rows, rows[0]]), "utf-8")
    written = []
    for more in ((), ("--jobs", "2")):
        command = [sys.executable, "-m", "kczx", "extract", "in", "nowhere", "-f", format, "-o", "out", "-q", *more]
        done = subprocess.run(command, cwd=folder.parent, capture_output=True, check=False)
        output = folder.parent / "out"
        files = sorted(output.rglob("*.csv")) if output.is_dir() else [output]
        written.append((done.returncode, done.stderr, [file.read_bytes() for file in files]))
        assert sorted(place.name for place in folder.parent.iterdir()) == ["in", "out"]
    assert written[0] == written[1] and written[0][0] == 1 and written[0][2]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_a_run_that_was_ended_goes_on(how: signal.Signals, folder: Path, tmp_path: Path) -> None:
    """A run stops at its last document and is ended there; another goes on, reads no document again, and tells the same."""
    assert ended(run(folder, "-o", "whole.json", "--jobs", "2"))[0] == 1
    whole = json.loads((tmp_path / "whole.json").read_bytes())
    (folder / "wait-last.txt").write_bytes((folder / "2.txt").read_bytes())
    notes, gate = tmp_path / "notes", tmp_path / "gate"
    notes.mkdir()
    with run(folder, "-o", "out.json", "--jobs", "1", NOTES=str(notes), GATE=str(gate)) as child:
        await_(child, notes / "wait-last.txt")
        child.send_signal(how)
        code, _, told = ended(child)
    assert code == (-how if how == signal.SIGKILL else 128 + how)
    assert how == signal.SIGKILL or "--resume" in told
    assert not (tmp_path / "out.json").exists() and (tmp_path / f"out.json{JOURNAL}").stat().st_size > 2000
    for note in notes.iterdir():
        note.unlink()
    gate.touch()
    code, _, told = ended(run(folder, "-o", "out.json", "--base-date", "2021-01-01", "--resume"))
    assert code == 2 and "--base-date" in told
    code, _, told = ended(run(folder, "-o", "out.json", "--jobs", "2", "--resume", NOTES=str(notes), GATE=str(gate)))
    assert code == 1 and {note.name for note in notes.iterdir()} == {"wait-last.txt", "empty.txt"}
    assert ended(run(folder, "-o", "again.json", "--jobs", "1", GATE=str(gate)))[0] == 1
    assert (tmp_path / "out.json").read_bytes() == (tmp_path / "again.json").read_bytes()
    assert len(json.loads((tmp_path / "out.json").read_bytes())["documents"]) == len(whole["documents"]) + 1
    left = {place.name for place in tmp_path.iterdir()} - {"in", "notes", "gate"}
    assert left == {"whole.json", "out.json", "again.json"}


def test_the_same_from_python(folder: Path) -> None:
    texts = [NEWS.format(number, number) for number in range(1, 9)] * 2
    assert list(kczx.read_all(texts, jobs=2)) == list(kczx.read_all(texts))
    assert list(kczx.read_all(folder, timeout=PATIENCE)) == list(kczx.read_all(folder))
    some = kczx.read_all(texts, jobs=2)
    assert isinstance(next(some), kczx.Document)
    some.close()  # type: ignore[attr-defined]
    for wrong in ([7], b"", 7):
        with pytest.raises(kczx.OptionError):
            list(kczx.read_all(wrong, jobs=2))  # type: ignore[arg-type]
    with pytest.raises(kczx.OptionError):
        kczx.read_all(texts, jobs=0)


def test_harm_is_a_row_each_and_the_rest_is_read(folder: Path) -> None:
    for act in ("exit", "crash", "raise"):
        (folder / f"{act}-1.txt").write_text(NEWS.format(1, 1), "utf-8")
    code, out, told = ended(run(folder, "--jobs", "2", "--unordered"))
    run_ = json.loads(out)
    assert code == 1 and len(run_["documents"]) == 9
    assert {row["path"].removeprefix("in/"): row["error"] for row in run_["failures"]} == {
        "crash-1.txt": "Crashed", "empty.txt": "UnreadableFile", "exit-1.txt": "Crashed", "raise-1.txt": "ValueError",
    }  # fmt: skip
    assert len(told.splitlines()) == 4


def test_small_word_documents_by_four_processes(tmp_path: Path) -> None:
    docx = pytest.importorskip("docx")
    (tmp_path / "in").mkdir()
    for number in range(28):
        document = docx.Document()
        document.add_paragraph(NEWS.format(number, number))
        document.save(tmp_path / "in" / f"{number}.docx")
    code, out, told = ended(run(tmp_path / "in", "-f", "jsonl", "--jobs", "4"))
    assert (code, told, len(out.splitlines())) == (0, "", 28)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_one_clear_error(folder: Path) -> None:
    for more in ((), ("--jobs", "2")):
        code, _, told = ended(run(folder, "-f", "jsonl", "-o", "/dev/full", *more))
        assert code == 1 and "kczx: /dev/full: No space left on device" in told.splitlines()[-1]


def test_resume_wants_a_file(folder: Path) -> None:
    code, _, told = ended(run(folder, "--resume"))
    assert code == 2 and "--output" in told and len(told.splitlines()) == 1


def test_a_journal_keeps_what_was_written_to_its_end(tmp_path: Path) -> None:
    place = beside(str(tmp_path / "out.json"))
    assert place.name == f"out.json{JOURNAL}" and len(os.fsencode(beside("/会" * 1 + "会" * 83).name)) <= 255
    keys, results = [bytes([n]) * 16 for n in range(3)], [[b"a", b"bc"], [], [b"\x00" * 5000]]
    with Journal(place, TOLD, resume=False) as journal:
        for key, found in zip(keys, results, strict=True):
            journal.add(key, found)
        with pytest.raises(OptionError, match="another run"):
            Journal(place, TOLD, resume=True)
    whole = place.read_bytes()
    for cut in range(len(whole) - 5000, len(whole), 499):
        place.write_bytes(whole[:cut])
        with Journal(place, TOLD, resume=True) as journal:
            assert [journal.get(key) for key in keys] == [[b"a", b"bc"], [], None]
            journal.add(keys[2], results[2])
        with Journal(place, TOLD, resume=True) as journal:
            assert [journal.get(key) for key in keys] == results
    place.write_bytes(whole[:-9] + b"x" + whole[-8:])
    with Journal(place, TOLD, resume=True) as journal:
        assert journal.held == 2
    for other in (TOLD | {"version": "2"}, {"--only": "people"}):
        with pytest.raises(OptionError, match="without --resume"):
            Journal(place, other, resume=True)
    place.write_bytes(b"somebody's own\n")
    with pytest.raises(OptionError):
        Journal(place, TOLD, resume=True)


def test_what_killed_runs_left_is_swept(folder: Path, tmp_path: Path) -> None:
    for name in (".out.a1.999999999.kczx-part", ".out.a2.1.kczx-part"):  # the second is of a process that runs
        (tmp_path / name).mkdir()
        (tmp_path / name / "people.csv").touch()
    assert ended(run(folder, "-f", "csv", "-o", "out"))[0] == 1
    assert {place.name for place in tmp_path.iterdir()} == {"in", "out", ".out.a2.1.kczx-part"}


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no such system")
def test_memory_does_not_grow_with_the_documents(tmp_path: Path) -> None:
    """The most that the process took which hands work out and writes; those that read begin anew with each document."""
    most = []
    for count in (200, 2000):
        (tmp_path / str(count)).mkdir()
        (tmp_path / str(count) / "r.jsonl").write_text(
            "".join(f'{{"id": "{n}", "text": "{n}"}}\n' for n in range(count))
        )
        with run(
            tmp_path / str(count), "-f", "jsonl", "-o", f"{count}.jsonl", "--jobs", "2", reader="long", before=STATUS
        ) as child:
            code, _, status = ended(child)
        assert code == 0 and (tmp_path / f"{count}.jsonl").read_bytes().count(b"\n") == count
        most.append(int(status.partition("VmHWM:")[2].split()[0]))
    assert most[1] <= 1.1 * most[0]


def test_a_limit_beyond_every_clock_is_none(folder: Path) -> None:
    assert ended(run(folder, "-f", "jsonl", "--timeout", "inf"))[0] == ended(run(folder, "-f", "jsonl"))[0]
