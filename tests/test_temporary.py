"""Folders for what is not whole yet: gone behind their use, and those of killed processes with the next one's."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kczx.temporary import temporary_folder

HOLD = "from kczx.temporary import temporary_folder\nwith temporary_folder() as f: print(f, flush=True); input()"


def test_what_killed_processes_left_goes_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "kczx-somebody").mkdir()
    (tmp_path / "kczx-link").symlink_to(tmp_path / "kczx-somebody")
    command = [sys.executable, "-c", HOLD]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        held = Path(child.stdout.readline().strip())
        with temporary_folder() as folder:
            (folder / "big").write_bytes(b"0" * 10)
            assert held.is_dir() and list(folder.iterdir()) == [folder / "big"]
        assert held.is_dir() and not folder.exists()
        child.kill()
        child.wait()
        assert held.is_dir()
        with temporary_folder():
            assert not held.parent.exists()
    assert {place.name for place in tmp_path.iterdir()} == {"kczx-somebody", "kczx-link"}
