"""What the command keeps between its runs, and what it does not load: the same records with it, without it and behind damage."""

from __future__ import annotations

import importlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kczx import kept

ROOT = Path(__file__).parents[1]
SEED = str(ROOT / "seeds" / "000_2a9ea7e1e45ce374.txt")
HEAVY = frozenset(["jieba", "opencc", "pydantic", "rich", "typer"])
PATTERNS = [
    (r"(?P<year>\d{4})年(?:(?P<month>\d\d?)月)?", 0),
    (r"[一-龥·\U00020000-\U0002ffff]{2,5}+(?<!的)", re.MULTILINE),
    (r"""(?x) 学(?:会|院)  # a comment
         | (?i:IEEE) (?=\W|$)""", 0),
    ("", 0),
]  # fmt: skip


def run(*arguments: str, cache: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kczx", *arguments]
    return subprocess.run(command, capture_output=True, check=False, env=os.environ | {kept.FOLDER: cache})


def loaded(*arguments: str, **environment: str) -> set[str]:
    """The modules that a run of the command loads, by their first names."""
    command = [sys.executable, "-X", "importtime", "-m", "kczx", *arguments]
    done = subprocess.run(command, capture_output=True, check=True, env=os.environ | environment)
    return {line.rpartition(b"|")[2].strip().partition(b".")[0].decode() for line in done.stderr.splitlines()}


@pytest.mark.parametrize(
    ("arguments", "environment", "wanted"),
    [
        (["--version"], {}, set()),
        (["--help"], {}, {"typer"}),
        (["extract", "--help"], {}, {"typer"}),
        ([], {"_KCZX_COMPLETE": "complete_bash", "COMP_WORDS": "kczx ex", "COMP_CWORD": "1"}, {"typer"}),
        ([], {"_KCZX_COMPLETE": "complete_zsh", "_TYPER_COMPLETE_ARGS": "kczx extract --only peo"}, {"typer"}),
    ],
)
def test_talk_loads_no_library_for_reading(arguments: list[str], environment: dict[str, str], wanted: set[str]) -> None:
    assert loaded(*arguments, **environment) & HEAVY == wanted


def test_records_are_the_same_without_before_and_behind_the_file(tmp_path: Path) -> None:
    folder = tmp_path / "kczx"
    runs = [run("extract", SEED, cache=cache) for cache in ("off", str(folder), str(folder))]
    assert runs[0].stdout
    assert len({each.stdout for each in runs}) == 1
    [file] = folder.iterdir()
    assert folder.stat().st_mode & 0o077 == file.stat().st_mode & 0o077 == 0


def compiled(folder: Path, pattern: str, flags: int) -> tuple[re.Pattern[str], kept.Kept]:
    """A pattern as it comes through the file of a folder."""
    found = kept._kept(folder, "1")
    assert found is not None
    result = found.compile(pattern, flags)
    assert isinstance(result, re.Pattern)
    return result, found


@pytest.mark.parametrize(("pattern", "flags"), PATTERNS)
def test_a_kept_pattern_is_the_compiled_one(tmp_path: Path, pattern: str, flags: int) -> None:
    plain = importlib.import_module("re._compiler").compile(pattern, flags)
    first, file = compiled(tmp_path / "c", pattern, flags)
    assert file.new
    file.write()
    second, file = compiled(tmp_path / "c", pattern, flags)
    assert not file.new  # it was there
    assert first == second == plain  # equal only if their code is
    assert (second.flags, second.groups, second.groupindex) == (plain.flags, plain.groups, plain.groupindex)


def test_what_is_damaged_or_open_to_others_is_passed_over_and_written_anew(tmp_path: Path) -> None:
    folder, (pattern, flags) = tmp_path / "c", PATTERNS[0]
    compiled(folder, pattern, flags)[1].write()
    [file] = folder.iterdir()
    whole = file.read_bytes()
    for damaged in (b"", whole[:10], whole[:-1], whole[:40] + bytes([whole[40] ^ 1]) + whole[41:]):
        file.write_bytes(damaged)
        again = compiled(folder, pattern, flags)[1]
        assert again.new, "taken from a damaged file"
        again.write()
        assert file.read_bytes() == whole
    for path, mode in ((file, 0o622), (folder, 0o777)):
        before = path.stat().st_mode
        path.chmod(mode)
        again = compiled(folder, pattern, flags)[1]
        assert again.new, f"taken although others may write to {path.name}"
        path.chmod(before)
    folder.chmod(0o777)
    file.unlink()
    compiled(folder, pattern, flags)[1].write()
    assert not list(folder.iterdir()), "written where others may write"


def test_tables_are_kept_until_a_file_of_the_package_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"甲": (1.5, frozenset("乙丙")), "丁": (None, ["戊"])}

    def never() -> object:
        raise AssertionError("built although it was kept")

    first = kept._kept(tmp_path / "c", "1")
    assert first is not None and first.made("one", lambda: table) == table
    first.write()
    second = kept._kept(tmp_path / "c", "1")
    assert second is not None and second.made("one", never) == second.made("one", never) == table
    assert second.made("one", never) is not second.made("one", never), "what one caller changes another must not see"
    monkeypatch.setattr(kept, "_state", lambda: "a file was changed")
    third = kept._kept(tmp_path / "c", "1")
    assert third is not None and third.made("one", lambda: "anew") == "anew"


def test_a_users_own_rows_are_read_at_every_start(tmp_path: Path) -> None:
    rows = tmp_path / "mine" / "find" / "organizations" / "organs.tsv"
    rows.parent.mkdir(parents=True)
    told = []
    for name in ("霜叶观测站", "枫桥测候所"):
        rows.write_text(f"{name}\n", "utf-8")
        text = tmp_path / "text.txt"
        text.write_text(f"3月5日，{name}发布公报。", "utf-8")
        for cache in ("off", str(tmp_path / "c"), str(tmp_path / "c")):
            done = run("extract", str(text), "--lexicon", str(tmp_path / "mine"), cache=cache)
            told.append((name, done.stdout, done.stderr))
    assert len(set(told)) == 2, "with and without what is kept the records are the same"


def test_a_folder_that_cannot_be_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("extract", SEED, cache=str(tmp_path / "file" / "below"))
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="where the folder lies is each system's own")
def test_the_folder_is_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value, folder in [
        (kept.FOLDER, "off", None),
        (kept.FOLDER, "/there", Path("/there")),
        ("XDG_CACHE_HOME", "/caches", Path("/caches/kczx")),
        ("XDG_CACHE_HOME", "not/whole", Path("/home/somebody/.cache/kczx")),
    ]:
        for other in (kept.FOLDER, "XDG_CACHE_HOME"):
            monkeypatch.delenv(other, raising=False)
        monkeypatch.setenv("HOME", "/home/somebody")
        monkeypatch.setenv(name, value)
        assert kept.folder() == folder
