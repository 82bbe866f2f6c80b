"""What README.md shows is so: its commands run, its Python runs, and its excerpt is what the summary says."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kczx
from kczx.write.labels import labels
from kczx.write.only import KINDS
from kczx.write.summary import summary

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the seeds in it, where commands may write."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    return tmp_path


@pytest.mark.parametrize("block", [body for kind, body in BLOCKS if kind == "console"])
def test_commands_run(block: str, folder: Path) -> None:
    lines = [line.removeprefix("$ ") for line in block.splitlines() if line.startswith("$ ")]
    if shutil.which("jq") is None:
        lines = [line for line in lines if "jq" not in line]
    before = set(folder.rglob("*"))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["sh", "-e"],
        input="\n".join(lines).encode(),
        cwd=folder,
        env=os.environ | {"PATH": path},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout or set(folder.rglob("*")) - before, "nothing printed, nothing written"


@pytest.mark.parametrize("block", [body for kind, body in BLOCKS if kind == "python"])
def test_python_runs(block: str, folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", block], cwd=folder, capture_output=True, check=True)
    first, second, *documents = done.stdout.decode().splitlines()
    assert (first, second) == ("怀进鹏 党组书记 2021-04-30", "5 []")
    assert len(documents) == 5 and documents[0].startswith("seeds/000_2a9ea7e1e45ce374.txt ['“科创中国”联合体成立大会'")


def test_the_excerpt_is_what_the_summary_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    told = summary(kczx.read_path("seeds"), labels("en"), KINDS, 80)
    lines = {" ".join(line.split()) for text in told for line in text.plain.split("\n")}
    sections = {re.sub(r" [\d,]+ ─+$", "", line) for line in lines}
    excerpt = next(body for kind, body in BLOCKS if kind == "text")
    assert [line for line in excerpt.splitlines() if " ".join(line.split()) not in lines | sections] == []


@pytest.mark.parametrize("command", ["pip install .", "pip install -e '.[dev]'"])
def test_one_command_installs_and_runs(command: str) -> None:
    assert len([line for kind, body in BLOCKS for line in body.splitlines() if kind == "sh" and command in line]) == 1
