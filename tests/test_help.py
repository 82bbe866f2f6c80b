"""`--help`, in English and in Chinese, and what the shell completes."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from importlib import resources

import pytest
from typer.main import get_command

import kczx.help
from kczx.cli import app
from kczx.help import told, width

COMMANDS = (
    "",
    "extract",
    "summary",
    "show",
    "text",
    "explain",
    "schema",
    "check",
    "digest",
    "add",
    "export",
    "search",
    "register",
    "series",
    "watch",
)


def shown(*arguments: str, **environment: str) -> str:
    command = [sys.executable, "-m", "kczx", *arguments]
    settings = {"COLUMNS": "80", "LC_ALL": "", "LC_MESSAGES": "", "LANG": "C.UTF-8"} | environment
    return subprocess.run(command, capture_output=True, check=True, env=os.environ | settings).stdout.decode()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_is_what_a_person_types_and_fits_the_terminal(command: str) -> None:
    for text in (shown(*command.split(), "--help"), shown(*command.split(), "--help", LANG="zh_CN.UTF-8")):
        assert not any(mark in text for mark in ("<list", "<str", "<int", "{", "[[", "(256M)"))
        assert max(width(line) for line in text.splitlines()) <= 80
    assert command in text and "用法：kczx" in text


def test_every_help_text_is_there_in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the commands and their options say has a line in the table, and no line of the table is for nothing."""
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("kczx.help._chinese", kczx.help._chinese.__wrapped__)
    whole = get_command(app)
    commands = [whole, *whole.commands.values()]  # type: ignore[attr-defined]
    texts = [text for command in commands for text in (command.help, command.epilog) if text]
    texts += [
        parameter.help for command in commands for parameter in command.params if getattr(parameter, "help", None)
    ]
    assert [text for text in texts if told(text).isascii()] == []
    table = tomllib.loads(resources.files("kczx").joinpath("write/help.toml").read_text("utf-8"))
    english = " ".join(" ".join(shown(*command.split(), "--help").split()) for command in COMMANDS)
    assert [text for text in table if " ".join(text.split()) not in english] == []


def test_the_shell_completes_kinds() -> None:
    environment = {"_KCZX_COMPLETE": "complete_bash", "COMP_WORDS": "kczx extract --only people,p", "COMP_CWORD": "3"}
    assert shown(**environment).split() == ["people,places"]
