"""Which files are read: folders, patterns, what is hidden, linked, left out, or named within an archive."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import made
from kczx.acquire import Options, acquire
from kczx.acquire.select import wanted
from kczx.errors import UnreadableFile
from kczx.flow import Source

TEXT = "中国科协主席王素在北京召开会议。"


def tree(folder: Path, *names: str) -> None:
    for name in names:
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{name}：{TEXT}", "utf-8")


def found(folder: Path, *paths: str, **options: object) -> list[str]:
    """The paths of the documents below a folder, relative to it."""
    results = list(acquire([str(folder / path) for path in paths or ["."]], Options(**options)))  # type: ignore[arg-type]
    assert all(isinstance(result, Source) for result in results), results
    return [os.path.relpath(result.path, folder) for result in results if isinstance(result, Source)]


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({}, ["2020/a.txt", "2020/b.md", "2021/a.txt", "2021/c/d.txt", "e.txt"]),
        ({"include": ("*.md",)}, ["2020/b.md"]),
        ({"include": ("*.md", "e.*")}, ["2020/b.md", "e.txt"]),
        ({"include": ("2021/*",)}, ["2021/a.txt", "2021/c/d.txt"]),
        ({"exclude": ("a.txt",)}, ["2020/b.md", "2021/c/d.txt", "e.txt"]),
        ({"exclude": ("2021",)}, ["2020/a.txt", "2020/b.md", "e.txt"]),
        ({"exclude": ("2021/c",)}, ["2020/a.txt", "2020/b.md", "2021/a.txt", "e.txt"]),
        ({"include": ("*.txt",), "exclude": ("2020",)}, ["2021/a.txt", "2021/c/d.txt", "e.txt"]),
        ({"hidden": True, "include": ("h*",)}, [".x/h.txt"]),
        ({"include": ("[ab].*",)}, ["2020/a.txt", "2020/b.md", "2021/a.txt"]),
    ],
)
def test_patterns(tmp_path: Path, options: dict[str, object], kept: list[str]) -> None:
    tree(tmp_path, "2020/a.txt", "2020/b.md", "2021/a.txt", "2021/c/d.txt", "e.txt", ".x/h.txt", "2020/.y.txt")
    assert found(tmp_path, **options) == kept


def test_nothing_that_matches_is_told(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt")
    (tmp_path / "empty").mkdir()
    for path, options in ((tmp_path, Options(include=("没有",))), (tmp_path / "empty", Options())):
        ((where, error),) = acquire([str(path)], options)  # type: ignore[misc]
        assert (where, str(error)) == (str(path), "there is nothing to read in it")


def test_a_shell_pattern_that_the_shell_left(tmp_path: Path) -> None:
    tree(tmp_path, "b1.txt", "b2.txt", "c.txt", "d/b3.txt", "[b].txt")
    assert found(tmp_path, "b*.txt") == ["b1.txt", "b2.txt"]
    assert found(tmp_path, "**/b*.txt") == ["b1.txt", "b2.txt", "d/b3.txt"]
    assert found(tmp_path, "[b].txt") == ["[b].txt"]  # a file of that name
    ((path, error),) = acquire([str(tmp_path / "x*")])  # type: ignore[misc]
    assert isinstance(error, UnreadableFile) and path.endswith("x*")


def test_a_file_that_is_named_is_read_whatever_the_patterns(tmp_path: Path) -> None:
    tree(tmp_path, ".hidden.txt", "a.txt")
    assert found(tmp_path, ".hidden.txt", "a.txt", include=("*.md",)) == [".hidden.txt", "a.txt"]


def test_links_to_folders_and_circles(tmp_path: Path) -> None:
    tree(tmp_path, "a/1.txt", "b/2.txt")
    (tmp_path / "a/up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a/b").symlink_to(tmp_path / "b", target_is_directory=True)
    (tmp_path / "a/3.txt").symlink_to(tmp_path / "b/2.txt")
    assert found(tmp_path) == ["a/1.txt", "a/3.txt", "b/2.txt"]
    assert found(tmp_path, follow_links=True) == ["a/1.txt", "a/3.txt", "a/b/2.txt", "b/2.txt"]


def test_patterns_go_by_no_link_and_read_a_file_once(tmp_path: Path) -> None:
    tree(tmp_path, "p/a/1.txt", "p/2.txt", "q/3.txt")
    (tmp_path / "p/a/up").symlink_to("..")
    for number in range(20):
        (tmp_path / f"p/up{number}").symlink_to(".")
    (tmp_path / "p/q").symlink_to("../q")
    for pattern in ("p/**/*.txt", "p/**", "p/**/*", "**/p/**/*.txt"):
        assert found(tmp_path, pattern) == ["p/2.txt", "p/a/1.txt"]
    assert found(tmp_path, "p/q/*.txt") == ["p/q/3.txt"]
    assert found(tmp_path, "p/**/*.txt", follow_links=True)[-1:] == ["p/q/3.txt"]
    assert found(tmp_path, "?/*.txt") == ["p/2.txt", "q/3.txt"]


def test_a_link_that_leads_nowhere_costs_itself_alone(tmp_path: Path) -> None:
    tree(tmp_path, "a.txt", "z/b.txt")
    (tmp_path / "m1").symlink_to("m2")
    (tmp_path / "m2").symlink_to("m1")
    (tmp_path / "n").symlink_to("nowhere")
    results = [result if isinstance(result, tuple) else result.path for result in acquire([str(tmp_path)])]
    assert [result for result in results if isinstance(result, str)] == [
        str(tmp_path / "a.txt"), str(tmp_path / "z/b.txt")
    ]  # fmt: skip
    assert [result[0] for result in results if isinstance(result, tuple)] == [
        str(tmp_path / n) for n in ("m1", "m2", "n")
    ]


def test_folders_a_thousand_deep(tmp_path: Path) -> None:
    deep = [tmp_path / "/".join("d" * depth) for depth in range(1, 1201)]  # deeper than Python's calls may go
    for folder in deep:
        folder.mkdir()
    (deep[-1] / "a.txt").write_text(TEXT, "utf-8")
    try:
        assert len(list(acquire([str(tmp_path)]))) == 1
    finally:  # pytest's own way to take a folder away is by recursion
        (deep[-1] / "a.txt").unlink()
        for folder in reversed(deep):
            folder.rmdir()


def test_members_of_archives_are_asked_for_like_files(tmp_path: Path) -> None:
    members = {
        "甲/a.txt": TEXT.encode(),
        "甲/b.md": TEXT.encode(),
        "__MACOSX/._a.txt": b"x",
        "c.zip": made.zipped({"d.txt": TEXT.encode()}),
    }
    (tmp_path / "z.zip").write_bytes(made.zipped(members))
    assert found(tmp_path) == ["z.zip!甲/a.txt", "z.zip!甲/b.md", "z.zip!c.zip!d.txt"]
    assert found(tmp_path, include=("*.txt",)) == ["z.zip!甲/a.txt", "z.zip!c.zip!d.txt"]
    assert found(tmp_path, exclude=("甲", "z.tar")) == ["z.zip!c.zip!d.txt"]
    assert found(tmp_path, "z.zip!甲/b.md") == ["z.zip!甲/b.md"]
    assert found(tmp_path, "z.zip!c.zip!d.txt") == ["z.zip!c.zip!d.txt"]
    ((_, error),) = acquire([str(tmp_path / "z.zip!none")])  # type: ignore[misc]
    assert "no member none" in str(error)


@pytest.mark.parametrize(
    ("within", "options", "told"),
    [
        ("a/b.txt", Options(), True),
        ("a/.b.txt", Options(), False),
        ("../b.txt", Options(), True),
        ("./b.txt", Options(), True),
        (".git/b.txt", Options(), False),
        (".git/b.txt", Options(hidden=True), True),
        ("a/b.txt", Options(include=("a/*",)), True),
        ("x/a/b.txt", Options(include=("a/*",)), False),
        ("a/b.TXT", Options(include=("*.txt",)), False),
        ("", Options(), True),
    ],
)
def test_wanted(within: str, options: Options, told: bool) -> None:
    assert wanted(within, options) is told
