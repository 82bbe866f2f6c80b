"""Asking a store: nothing counts as told that was not shown, nothing is written onto, and what cannot be is refused in a line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from kczx import __version__
from kczx.acquire.options import Options
from kczx.cli import app
from kczx.errors import OptionError
from kczx.store import saved, watch
from kczx.store.add import Run, add
from kczx.store.asked import Asked
from kczx.store.documents import documents
from kczx.store.hits import Told
from kczx.store.listed import listed
from kczx.store.pushed import Pushed, checked
from kczx.store.saved import Kept, Question
from kczx.store.watch import Watched
from kczx.work import Setting

TEXT = "2021年3月{}日，云溪市科学技术协会主席周远航在云溪市会见青禾市水利学会理事长林海生一行。"
COUNT = 23


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("asking")
    (place / "in").mkdir()
    for day in range(1, COUNT + 1):
        (place / "in" / f"{day}.txt").write_text(TEXT.format(day), "utf-8")
    add(place / "kczx.db", [str(place / "in")], Run(Setting(__version__, Options())))
    return place


def ask(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["search", *arguments, "--store", str(folder / "kczx.db")])


def watching(folder: Path, *arguments: str) -> Result:
    command = ["watch", str(folder / "in"), "--store", str(folder / "kczx.db"), "--once", "--settle", "0"]
    return CliRunner().invoke(app, [*command, *arguments])


def test_what_is_new_is_told_whole(folder: Path) -> None:
    assert ask(folder, "会见", "--save", "met").exit_code == 0
    refused = ask(folder, "--saved", "met", "--new", "--limit", "3")
    assert refused.exit_code == 2 and "--limit" in refused.stderr
    assert ask(folder, "--saved", "met", "--new").stdout.count("周远航在") == COUNT
    assert ask(folder, "--saved", "met", "--new").stdout == ""
    ask(folder, "会见", "--save", "met")  # the same question: its mark stays
    assert ask(folder, "--saved", "met", "--new").stdout == ""
    ask(folder, "会见 云溪", "--save", "met")
    assert ask(folder, "--saved", "met", "--new", "-f", "jsonl").stdout.count("\n") == COUNT
    assert ask(folder, "会见", "--save", " ").exit_code == 2


def test_a_table_says_what_it_leaves_out(folder: Path) -> None:
    assert ask(folder, "会见").stderr == f"kczx: 20 of {COUNT}; --limit for more\n"
    for more in (["--limit", "5"], ["-f", "jsonl"], ["3月1日"]):
        assert ask(folder, "会见", *more).stderr == ""


def test_numbers_that_are_too_great(folder: Path) -> None:
    assert ask(folder, "会见", "--limit", "9" * 23, "-f", "jsonl").stdout.count("\n") == COUNT
    for option in ("--settle", "--poll"):
        for value in ("inf", "nan", "1e300"):
            done = watching(folder, option, value)
            assert (done.exit_code, done.stderr.count("\n")) == (2, 1) and option in done.stderr


def test_values_that_are_no_text(folder: Path) -> None:
    for option in ("--person", "--organization", "--place", "--indicator", "--save", "--saved", "--needs"):
        done = ask(folder, *([] if option in ("--saved", "--needs") else ["会见"]), option, "\udcff周")
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1) and option in done.stderr
    assert ask(folder, "\udcff").exit_code == 2
    assert watching(folder, "--saved", "\udcff").exit_code == 2
    ascii_only = "会见".encode().decode("ascii", "surrogateescape")  # as words arrive where LC_ALL is C
    assert ask(folder, ascii_only, "-f", "jsonl").stdout.count("\n") == COUNT


def test_a_feed_replaces_nothing_but_a_feed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(TEXT.format(5), "utf-8")
    saved.save(tmp_path / "kczx.db", "met", Question("会见"))
    (tmp_path / "other.atom").write_text('<?xml version="1.0"?><feed/>', "utf-8")
    (tmp_path / "link.atom").symlink_to(tmp_path / "in" / "a.txt")
    for name in ("in/a.txt", "other.atom", "link.atom", "kczx.db", "kczx.db-wal", "kczx.db-shm", "searches.toml"):
        before = {place: place.read_bytes() for place in tmp_path.rglob("*") if place.is_file()}
        done = watching(tmp_path, "--feed", str(tmp_path / name))
        assert (done.exit_code, done.stderr.count("\n")) == (2, 1) and f"{name}: " in done.stderr
        assert before == {place: place.read_bytes() for place in tmp_path.rglob("*") if place.is_file()}
    (tmp_path / "empty.atom").touch()
    feed = tmp_path / "in" / "news.xml"
    for place in (tmp_path / "empty.atom", feed, feed):
        assert watching(tmp_path, "--feed", str(place)).exit_code == 0
    assert checked(str(feed), None) == str(feed)
    add(tmp_path / "kczx.db", [str(tmp_path / "in")], Run(Setting(__version__, Options())))
    assert [Path(document.path).name for document in documents(tmp_path / "kczx.db")] == ["a.txt"]


def test_questions_that_make_no_sense_for_a_moment(tmp_path: Path) -> None:
    store = tmp_path / "kczx.db"
    saved.save(store, "met", Question("会见"))
    said: list[str] = []
    kept = Kept(store, said.append)
    taken: list[Told] = []
    push = Pushed(str(store), [], str(tmp_path / "news.atom"), kept=kept)

    def take(found: list[Told]) -> bool:
        taken.extend(found)
        return push([])

    (tmp_path / "a.txt").write_text(TEXT.format(5), "utf-8")
    whole = saved.beside(store).read_text("utf-8")
    add(store, [str(tmp_path / "a.txt")], Run(Setting(__version__, Options())))
    assert kept() == {"met": Question("会见")}
    saved.beside(store).write_text("[met", "utf-8")
    for _ in range(3):
        watch.tell(str(store), [], take, kept)
    assert len(taken) == 1 and len(said) == 1 and "searches.toml" in said[0]
    saved.beside(store).write_text(whole + 'place = "云溪"\n', "utf-8")
    assert kept() == {"met": Question("会见", Asked(place=("云溪",)))}
    saved.beside(store).write_text("[met", "utf-8")
    with pytest.raises(OptionError):
        Kept(store)()


def test_a_folder_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "in" / "shut").mkdir(parents=True)
    scan = os.scandir

    def refuse(place: str | Path) -> object:
        if str(place).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(place))
        return scan(place)

    monkeypatch.setattr(os, "scandir", refuse)
    done = watching(tmp_path)
    assert done.exit_code == 1 and done.stderr.count("shut: ") == 1
    told: list[str] = []
    run = Run(Setting(__version__, Options()), told=lambda failure: told.append(failure.path))
    it = Watched(str(tmp_path / "kczx.db"), [str(tmp_path / "in")], run, 0)
    first = it.look()
    assert first is not None and first.failed == 1 and it.look() is None and len(told) == 1


def test_a_list_of_questions(tmp_path: Path) -> None:
    file = tmp_path / "q.csv"

    def read(text: str) -> list[tuple[str, Question]]:
        file.write_text(text, "utf-8")
        return list(listed(str(file)))

    assert read("科协\n\n年会\n") == [("科协", Question("科协")), ("年会", Question("年会"))]
    asked = Asked(records=True, kind=("visit", "reception"), since="2021")
    assert read("name,words,kind,in,since\n1,,visit;reception,records,2021\n2,年会,,,\n") == [
        ("visit reception 2021", Question("", asked)),
        ("年会", Question("年会")),
    ]
    for text, line in (
        ("wrods,person\n年会,\n", 1), ("words,words\n年会,\n", 1), ("words,kind\n年会,visit\n\n年会,party\n", 4),
        ("words,since\n年会,soon\n", 2), ("words\n年会,more\n", 2), ("words,in\n,records\n", 2), ("科协\n年会,青年\n", 2),
    ):  # fmt: skip
        with pytest.raises(OptionError, match=rf"q\.csv:{line}: "):
            read(text)
    with pytest.raises(OptionError, match=r"q\.csv: "):
        read("")
