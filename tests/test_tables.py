"""Stages open their own tables, and those of others that `tables.toml` names."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "src" / "kczx"
STAGES = ("acquire", "clean", "divide", "find", "link", "relate", "write")


def opened(stage: str) -> set[str]:
    """The package's tables that a stage's code names with their folder."""
    nodes = [node for path in (PACKAGE / stage).rglob("*.py") for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    named = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {name for name in named if name.endswith(".tsv") and (PACKAGE / name).is_file()}


def test_stages_open_the_tables_that_they_may() -> None:
    allowed = tomllib.loads((TESTS / "tables.toml").read_text("utf-8"))
    others = {stage: sorted(name for name in opened(stage) if not name.startswith(f"{stage}/")) for stage in STAGES}
    assert {stage: names for stage, names in others.items() if names} == allowed
