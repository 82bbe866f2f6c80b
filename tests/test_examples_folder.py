"""The scripts of `examples/` print what stands beside them; to write it anew: python tests/test_examples_folder.py."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SCRIPTS = sorted(path for path in (ROOT / "examples").iterdir() if path.suffix in (".sh", ".py"))


def printed(script: Path) -> bytes:
    """What a script prints when it is run in the project's folder with `kczx` on the path."""
    interpreter = "sh" if script.suffix == ".sh" else sys.executable
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [interpreter, str(script)]
    env = os.environ | {"PATH": path, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True).stdout


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_it_prints_what_stands_beside_it(script: Path) -> None:
    if script.suffix == ".sh" and shutil.which("jq") is None:
        pytest.skip("jq is not installed")
    assert printed(script).decode() == script.with_suffix(".out").read_text("utf-8")


def test_there_are_at_least_three() -> None:
    assert len(SCRIPTS) >= 3


if __name__ == "__main__":
    for each in SCRIPTS:
        each.with_suffix(".out").write_bytes(printed(each))
