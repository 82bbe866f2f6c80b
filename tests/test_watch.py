"""Watching folders: what is read when, what is pushed, and feeds."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from typer.testing import CliRunner

from kczx import __version__
from kczx.acquire.options import Options
from kczx.cli import app
from kczx.store import saved, watch
from kczx.store.add import Added, Run
from kczx.store.asked import Asked
from kczx.store.documents import documents
from kczx.store.hits import Told
from kczx.store.pushed import Pushed
from kczx.store.watch import Watched
from kczx.work import Setting

TEXT = "2021年3月{}日，云溪市科学技术协会主席周远航在云溪市会见青禾市水利学会理事长林海生一行。"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Time that goes on only when it is told to."""
    now = [0.0]

    def go(seconds: float) -> None:
        now[0] += seconds

    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return go


def watched(folder: Path, settle: float = 2.0, prune: bool = False, **more: object) -> Watched:
    (folder / "in").mkdir(exist_ok=True)
    run = Run(Setting(__version__, Options()), prune=(str(folder / "in"),) if prune else ())
    return Watched(str(folder / "kczx.db"), [str(folder / "in")], run, settle, **more)  # type: ignore[arg-type]


def put(folder: Path, name: str, day: int, text: str = TEXT) -> Path:
    place = folder / "in" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text.format(day), "utf-8")
    return place


def names(folder: Path) -> list[str]:
    return [document.path.rpartition("in/")[2] for document in documents(folder / "kczx.db")]


def test_a_file_is_read_once_it_stands_still(tmp_path: Path, clock: Callable[[float], None]) -> None:
    it = watched(tmp_path)
    whole = TEXT.format(5)
    put(tmp_path, "a.txt", 5, whole[:20])
    assert it.look() is None and it.patience == 2.0
    clock(1.5)
    put(tmp_path, "a.txt", 5, whole)
    assert it.look() is None and it.patience == 2.0
    clock(1.0)
    assert it.look() is None and it.patience == 1.0
    clock(1.0)
    assert it.look() == Added(new=1, documents=1)
    assert [document.articles[0].text for document in documents(tmp_path / "kczx.db")] == [whole]
    clock(9)
    assert it.look() is None and it.patience is None
    assert watched(tmp_path, 0).look() == Added(unchanged=1)  # another process, later


def test_files_come_change_move_and_go(tmp_path: Path) -> None:
    it = watched(tmp_path, 0, prune=True)
    for name in ("a.txt", "b/c.txt", ".hidden.txt", "d.txt.part", "e.tmp", "f.crdownload"):
        put(tmp_path, name, 5 + len(name))
    it.look()
    assert names(tmp_path) == ["a.txt", "b/c.txt"]
    (tmp_path / "in" / "d.txt.part").rename(tmp_path / "in" / "d.txt")
    put(tmp_path, "a.txt", 21)
    (tmp_path / "in" / "b").rename(tmp_path / "in" / "new")
    done = it.look()
    assert done is not None and (done.new, done.changed, done.dropped) == (2, 1, 1)
    assert names(tmp_path) == ["a.txt", "d.txt", "new/c.txt"]
    (tmp_path / "in" / "a.txt").unlink()
    assert it.look() == Added(dropped=1)
    assert it.look() is None
    put(tmp_path, "broken.docx", 1)
    assert it.look() == Added(new=1, failed=1)
    assert it.look() is None  # it is not tried again before it changes
    assert names(tmp_path) == ["d.txt", "new/c.txt"]


def test_new_answers_are_pushed_once_and_again_where_they_were_not_taken(tmp_path: Path) -> None:
    it = watched(tmp_path, 0)
    store = tmp_path / "kczx.db"
    put(tmp_path, "a.txt", 5)
    it.look()
    saved.save(store, "met", saved.Question(asked=Asked(records=True, kind=("reception",))))
    saved.save(store, "none", saved.Question("无此词"))
    took: list[list[Told]] = []
    refusing = True

    def push(found: list[Told]) -> bool:
        took.append(found)
        return not refusing

    watch.tell(str(store), [], push)
    refusing = False
    watch.tell(str(store), [], push)
    watch.tell(str(store), [], push)
    assert [[name for name, _ in found] for found in took] == [["met"], ["met"], []]
    put(tmp_path, "b.txt", 6)
    it.look()
    watch.tell(str(store), ["met"], push)
    assert [hit.day for _, hit in took[-1]] == ["2021-03-06"]


def test_feeds_are_the_same_bytes_whatever_came_first(tmp_path: Path) -> None:
    feeds = []
    for number, order in enumerate([(5, 6, 7), (7, 5, 6)]):
        folder = tmp_path / "x"
        folder.mkdir()
        it = watched(folder, 0)
        saved.save(folder / "kczx.db", "met", saved.Question("会见 <&>\x01 OR 会见"))
        push = Pushed(str(folder / "kczx.db"), [], str(folder / "in" / "news.atom"))
        it.left_out = frozenset([os.path.realpath(folder / "in" / "news.atom")])
        for day in order:
            os.utime(put(folder, f"{day}.txt", day), (day, day))
            it.look()
            watch.tell(str(folder / "kczx.db"), [], push)
        feeds.append((folder / "in" / "news.atom").read_bytes())
        assert names(folder) == ["5.txt", "6.txt", "7.txt"], number
        folder.rename(tmp_path / f"done{number}")
    assert feeds[0] == feeds[1]
    feed = feedparser.parse(feeds[0])
    assert not feed.bozo and [entry.updated[:10] for entry in feed.entries] == ["1970-01-01"] * 3
    assert len({entry.id for entry in feed.entries}) == 3 and "<b>会见</b>" in feed.entries[0].content[0].value


def test_the_command(tmp_path: Path) -> None:
    store = tmp_path / "kczx.db"
    put(tmp_path, "a.txt", 5)
    saved.save(store, "met", saved.Question("会见"))

    def run(*more: str) -> tuple[int, str]:
        command = ["watch", str(tmp_path / "in"), "--store", str(store), "--once", "--settle", "0", *more]
        done = CliRunner().invoke(app, command)
        return done.exit_code, done.stdout

    script = tmp_path / "take.py"
    script.write_text("import sys; open(sys.argv[1], 'a').write(sys.stdin.read()); sys.exit(len(sys.argv) - 2)")
    told = tmp_path / "told.jsonl"
    take = f"{sys.executable} {script} {told}"
    assert run("--run", f"{take} fail") == (1, "")
    code, lines = run("--run", take, "--feed", str(tmp_path / "news.atom"))
    assert (code, lines.count("\n")) == (0, 1)
    assert told.read_text() == lines * 2
    assert len(feedparser.parse((tmp_path / "news.atom").read_bytes()).entries) == 1
    assert run("--run", take) == (0, "")
    assert run("--saved", "other")[0] == 2
    assert CliRunner().invoke(app, ["watch", str(tmp_path / "none"), "--store", str(store)]).exit_code == 2


def test_it_wakes_when_something_changes(tmp_path: Path) -> None:
    """The command as it is run, for as long as it takes to read two files; `--poll` alone would be later than that."""
    put(tmp_path, "a.txt", 5)
    store = tmp_path / "kczx.db"
    saved.save(store, "met", saved.Question("会见"))
    command = [
        sys.executable,
        "-m",
        "kczx",
        "watch",
        str(tmp_path / "in"),
        "--store",
        str(store),
        "--settle",
        "0.1",
        "--poll",
        "500",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        late = threading.Timer(100, process.kill)  # so that a fault ends the test as well
        late.start()
        assert b"a.txt" in process.stdout.readline()
        put(tmp_path, "new/b.txt", 6)
        assert b"b.txt" in process.stdout.readline()
        process.terminate()
        late.cancel()
