"""A package that brings a format: found by name, by ending, by the shell; told in one line where it is wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

LINES = """
endings = (".lines",)

def write(documents, failures, sink):
    for document in documents:
        sink.write(f"{document.path} {len(document.people)}\\n".encode())
    sink.write(f"{len(failures)}\\n".encode())
"""
TEXT = "5月13日，江苏省科协主席李明在南京出席会议。"


def package(folder: Path, name: str, code: str, *points: str) -> None:
    """A distribution as a package index gives it: a module, and what tells of it."""
    (folder / f"{name}.py").write_text(code, "utf-8")
    told = folder / f"{name}-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", "utf-8")
    (told / "entry_points.txt").write_text("[kczx.formats]\n" + "".join(f"{point}\n" for point in points), "utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    site.mkdir()
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_bytes(b"")
    package(site, "kczx_lines", LINES, "lines = kczx_lines", "json = kczx_lines")
    return tmp_path


def kczx(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[bytes]:
    path = os.pathsep.join([str(folder / "site"), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, "-m", "kczx", *arguments]
    return subprocess.run(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": path} | environment, capture_output=True, check=False
    )


def test_a_package_brings_a_format(folder: Path) -> None:
    for arguments in (("-f", "lines"), ("-o", "out.lines"), ("-f", "lines", "-o", "out.txt")):
        done = kczx("extract", "a.txt", "b.txt", "-q", *arguments, folder=folder)
        data = done.stdout if len(arguments) == 2 and arguments[0] == "-f" else (folder / arguments[-1]).read_bytes()
        assert (done.returncode, data) == (1, b"a.txt 1\n1\n"), done.stderr


def test_own_formats_come_first(folder: Path) -> None:
    assert kczx("extract", "a.txt", "-f", "json", folder=folder).stdout.startswith(b'{"kczx"')


def test_the_shell_completes_it(folder: Path) -> None:
    line = {"_KCZX_COMPLETE": "complete_bash", "COMP_WORDS": "kczx extract -f l", "COMP_CWORD": "3"}
    assert kczx(folder=folder, **line).stdout.split() == [b"lines"]


@pytest.mark.parametrize(
    ("code", "points", "says"),
    [
        ("import nothing_at_all", ("bad = kczx_bad",), b"bad: kczx_bad cannot be loaded (ModuleNotFoundError"),
        ("1 / 0", ("bad = kczx_bad",), b"bad: kczx_bad cannot be loaded (ZeroDivisionError"),
        ("", ("bad = kczx_bad",), b"bad: kczx_bad has no `write` and `endings` at kczx_bad"),
        ("endings = '.bad'\ndef write(*_): ...", ("bad = kczx_bad",), b"bad: kczx_bad has no `write` and `endings`"),
        ("", ("lines = kczx_bad",), b"lines: kczx_bad and kczx_lines both bring a format of this name"),
    ],
)
def test_a_wrong_one_is_a_line(folder: Path, code: str, points: tuple[str, ...], says: bytes) -> None:
    package(folder / "site", "kczx_bad", code, *points)
    done = kczx("extract", "a.txt", "-f", points[0].partition(" ")[0], folder=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"kczx: " + says) and done.stderr.count(b"\n") == 1


def test_one_that_raises_leaves_no_file(folder: Path) -> None:
    code = "endings = ['.bad']\ndef write(documents, failures, sink):\n    raise OSError(28, 'No space left on device')"
    package(folder / "site", "kczx_bad", code, "bad = kczx_bad")
    done = kczx("extract", "a.txt", "-q", "-o", "out.bad", folder=folder)
    assert (done.returncode, done.stderr) == (1, b"kczx: out.bad: No space left on device\n")
    assert not [path for path in folder.iterdir() if "out" in path.name]
