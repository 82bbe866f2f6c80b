"""Files that were made to do harm: each costs one failure row, whatever its library does, and the rest is read."""

from __future__ import annotations

import io
import json
import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import made
from kczx import process
from kczx.acquire import acquire, alive, child
from kczx.acquire.files import read
from kczx.acquire.inputs import Input
from kczx.errors import TooLarge, UnreadableFile
from kczx.flow import Source

NEWS = "2020年6月3日，湖南省科协在长沙召开学术年会。湖南省科协主席周素出席会议并致辞。\n"
MEMORY = 1_500_000_000


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of objects, the first of which is the catalogue; readers find them without a table."""
    body = b"".join(b"%d 0 obj%bendobj\n" % (number, item) for number, item in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n%%EOF"


FORM = pdf_of(
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 90]/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>>>",
    b"<</Length 5>>stream\n/F Do\nendstream ",
    b"<</Length 11/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</F 5 0 R>>>>>>stream\n"
    b"/F Do /F Do\nendstream ",
)
FONTS = b"{\\rtf1{\\fonttbl " + b"\\f0\\fcharset0 " * 300 + b"x" + NEWS.encode("gbk")
LINES = b"From: a@b\nMIME-Version: 1.0\nContent-Type: text/plain\n\n" + b"\n" * 25_000_000
SUBJECT = b"Subject: " + b"=?utf-8?B?5Lit?=\n " * 40_000 + b"x\nMIME-Version: 1.0\n\n" + NEWS.encode()
BOMB = made.zipped({"a.txt": b"0" * 40_000_000})
POISON = {"form.pdf": FORM, "fonts.rtf": FONTS, "lines.eml": LINES, "subject.eml": SUBJECT}


def limited() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def test_poison_among_sound_files_costs_a_row_each(tmp_path: Path) -> None:
    for number in range(50):
        (tmp_path / f"{number:02}.txt").write_text(NEWS, "utf-8")
    poison = {"03form.pdf": FORM, "07subject.eml": SUBJECT, "20bomb.zip": BOMB, "30long.txt": b"a" * 30_000_000}
    for name, data in poison.items():
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-m", "kczx", "extract", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=False, preexec_fn=limited, timeout=600)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 4
    run = json.loads(done.stdout)
    assert [Path(failure["path"]).name.partition("!")[0] for failure in run["failures"]] == list(poison)
    assert len(run["documents"]) == 50


@pytest.mark.parametrize("name", POISON)
def test_one_file_costs_one_row(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alive, "STEP", 1.5)
    monkeypatch.setattr(alive, "STEP_PER_MEGABYTE", 0.0)
    child.close_all()
    ((path, error),) = list(read(Input(name, name, io.BufferedReader(io.BytesIO(POISON[name])))))  # type: ignore[misc]
    assert path == name
    assert isinstance(error, (TooLarge, UnreadableFile))


def read_rich_text(data: bytes) -> list[object]:
    return list(read(Input("a.rtf", "a.rtf", io.BufferedReader(io.BytesIO(data)))))


def test_a_process_reads_one_file_after_the_other_and_is_made_anew_when_it_ended() -> None:
    sound = made.rich_text(NEWS)
    read_rich_text(sound)
    (first,) = child._idle
    for _ in range(3):
        assert isinstance(read_rich_text(b"{\\rtf1 }")[0], tuple)
        assert isinstance(read_rich_text(sound)[0], Source)
    assert child._idle == [first]
    first.process.kill()
    first.process.wait()
    assert isinstance(read_rich_text(sound)[0], Source)
    assert child._idle != [first]


def test_a_process_that_ends_amid_its_work_costs_that_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(process, "BOOT", "import os, sys; sys.stdin.buffer.read(100); os.abort()")
        child.close_all()
        (failure,) = read_rich_text(made.rich_text(NEWS))
    assert isinstance(failure, tuple) and failure[0] == "a.rtf" and "SIGABRT" in str(failure[1])
    assert isinstance(read_rich_text(made.rich_text(NEWS))[0], Source)


def test_threads_and_readers_by_turns(tmp_path: Path) -> None:
    rows = [{"text": f"{number}{NEWS}"} for number in range(200)]
    (tmp_path / "a.parquet").write_bytes(made.parquet_rows(rows))
    both = list(zip(acquire([str(tmp_path)]), acquire([str(tmp_path)]), strict=True))
    assert [one for one, _ in both] == [other for _, other in both]
    assert len(both) == 200
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.extend(read_rich_text(made.rich_text(NEWS)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [isinstance(it, Source) for it in found] == [True] * 6


def test_a_reader_that_is_left_early_and_a_fork(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(made.parquet_rows([{"text": NEWS}] * 200))
    assert isinstance(next(acquire([str(tmp_path)])), Source)
    read_rich_text(made.rich_text(NEWS))
    if os.fork() == 0:
        os._exit(0 if isinstance(read_rich_text(made.rich_text(NEWS))[0], Source) else 1)
    assert os.wait()[1] == 0
    assert isinstance(read_rich_text(made.rich_text(NEWS))[0], Source)
