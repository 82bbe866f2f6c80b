"""The commands: what they write where, and with which exit status."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import kczx
from kczx import lexicon
from kczx.cli import app

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"
FIRST = str(SEEDS / "000_2a9ea7e1e45ce374.txt")
KINDS = ("people", "organizations", "places", "dates", "figures", "events")
NEWS = "4月30日，由88家单位共同发起的“科创中国”联合体成立大会在北京举行。中国科协党组书记怀进鹏出席会议并致辞。"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner(env={"LANG": "C.UTF-8", "LC_ALL": "", "LC_MESSAGES": ""}).invoke(app, list(arguments), input=stdin)


def process(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "kczx", *arguments]
    return subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=os.environ | environment
    )


def in_terminal(*arguments: str, **environment: str) -> str:
    """What a command writes where stdout is a terminal of 80 columns."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "kczx", *arguments]
    env = os.environ | {"TERM": "xterm-256color", "COLUMNS": "80", "LINES": "40"} | environment
    child = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave, env=env)
    os.close(slave)
    parts = []
    try:
        while part := os.read(master, 65536):
            parts.append(part)
    except OSError:  # what Linux says at the end of a terminal
        pass
    os.close(master)
    child.wait()
    return b"".join(parts).decode()


def test_a_pipe_gets_json_that_is_the_record() -> None:
    result = run("extract", FIRST)
    assert result.exit_code == 0
    assert result.stderr == ""
    extraction = kczx.Extraction.model_validate_json(result.stdout_bytes)
    assert extraction.kczx == kczx.__version__
    assert [document.path for document in extraction.documents] == [FIRST]
    assert "怀进鹏" in [person.name for person in extraction.documents[0].people]


def test_json_lines_are_documents_in_the_order_of_names() -> None:
    rows = run("extract", str(SEEDS), "--format", "jsonl").stdout_bytes.splitlines()
    paths = [kczx.Document.model_validate_json(row).path for row in rows]
    assert paths == sorted(str(path) for path in SEEDS.iterdir())


def test_rows_come_back_with_their_ids(tmp_path: Path) -> None:
    place = tmp_path / "行.jsonl"
    rows = [{"id": "甲", "text": NEWS, "published": "2021-05-01"}, {"id": 7, "text": NEWS, "title": "题"}]
    place.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    read = [json.loads(row) for row in run("extract", str(place), "-f", "jsonl").stdout_bytes.splitlines()]
    assert [(row["source_id"], row["published"], row["title"]) for row in read] == [
        ("甲", "2021-05-01", None),
        ("7", None, "题"),
    ]
    assert read[0]["dates"][0]["edtf"] == "2021-04-30"


@pytest.mark.parametrize("kept", [["people"], ["dates", "figures"], ["events"]])
def test_only_empties_the_other_lists(kept: list[str]) -> None:
    for arguments in (["--only", ",".join(kept)], [part for kind in kept for part in ("--only", kind)]):
        data = json.loads(run("extract", FIRST, *arguments).stdout_bytes)
        document = data["documents"][0]
        assert [kind for kind in KINDS if document[kind]] == [kind for kind in KINDS if kind in kept]
        assert document["articles"]
        assert bool(data["corpus"]["people"]) == ("people" in kept)


def test_base_date_gives_the_year() -> None:
    for arguments, wanted in ((["--base-date", "2019-06-01"], "2019-04-30"), ([], "XXXX-04-30")):
        document = json.loads(run("extract", "-", *arguments, stdin=NEWS).stdout_bytes)["documents"][0]
        assert document["dates"][0]["edtf"] == wanted


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract",),
        ("extract", FIRST, "--base-date", "2021-13-01"),
        ("extract", FIRST, "--base-date", "20210101"),
        ("extract", FIRST, "--only", "persons"),
        ("extract", FIRST, "--format", "xml"),
        ("extract", FIRST, "--lexicon", "/no/such/folder"),
        ("extract", FIRST, "--output", "/no/such/folder/out.json"),
        ("extract", FIRST, "--output", str(SEEDS)),
        ("explain", FIRST, "99999999"),
        ("explain", FIRST, "-1"),
        ("explain", FIRST, "x"),
        ("nothing",),
    ],
)
def test_wrong_usage_is_status_2_and_no_data(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_what_cannot_be_read_is_a_row_and_a_line_and_status_1(tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_bytes(b"")
    (tmp_path / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    (tmp_path / "文.txt").write_text(NEWS, "utf-8")
    result = run("extract", str(tmp_path), str(tmp_path / "无此文件"))
    assert result.exit_code == 1
    data = json.loads(result.stdout_bytes)
    assert [Path(document["path"]).name for document in data["documents"]] == ["文.txt"]
    assert sorted(Path(row["path"]).name for row in data["failures"]) == ["图.png", "无此文件", "空.txt"]
    lines = result.stderr.splitlines()
    assert len(lines) == 3
    assert all(line.startswith("kczx: ") for line in lines)


def test_output_appears_when_it_is_complete(tmp_path: Path) -> None:
    place = tmp_path / "出.json"
    assert run("extract", FIRST, "--output", str(place)).stdout == ""
    assert json.loads(place.read_bytes())["documents"]
    rows = tmp_path / "出.jsonl"
    run("extract", FIRST, "-o", str(rows))
    assert json.loads(rows.read_bytes())["path"] == FIRST
    assert sorted(tmp_path.iterdir()) == sorted([place, rows])


def test_a_lexicon_of_ones_own_is_laid_over(tmp_path: Path) -> None:
    wrong = tmp_path / "find" / "people"
    wrong.mkdir(parents=True)
    (wrong / "surnames.tsv").write_text("\t空\n", "utf-8")
    try:
        result = run("extract", "-", "--lexicon", str(tmp_path), stdin=NEWS)
    finally:
        lexicon.overlay(None)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "surnames.tsv:1:" in result.stderr


def test_hostile_text_and_names_never_reach_the_terminal_raw(tmp_path: Path) -> None:
    place = tmp_path / "恶\x1b[2J意\u202e.txt"
    place.write_text(f"\x1b[31m标题\x07\u202e\n{NEWS}\n\x9b5A江苏省科协主席\u2066李明\u2069出席会议。", "utf-8")
    missing = str(tmp_path / "无\x1b]0;x\x07")
    for arguments in (("summary", str(place), missing), ("show", str(place)), ("explain", str(place), "12")):
        text = in_terminal(*arguments, NO_COLOR="1")
        assert not [char for char in text if char in "\x07\x9b\u202e\u2066\u2069"]
        assert "\x1b[2J" not in text
        assert "\x1b]0" not in text
        result = run(*arguments)
        assert "\x1b" not in result.stdout + result.stderr
    assert r"\x1b]0;x\x07" in run("extract", missing).stderr


HIDDEN = "\x1b[2J\x1b]0;x\x07\x9b5m\x7f\u202e\u2066\u034f\u115f\u17b4\u180e\u3164\uffa0\ufe0f\U000e0101\u200b\xad"


@pytest.mark.parametrize(
    "arguments",
    [
        ("extract", "{}"), ("extract", "{}", "-f", "json"), ("extract", "{}", "-f", "jsonl"), ("extract", "{}", "-v"),
        ("summary", "{}", "-a"), ("show", "{}"), ("text", "{}"), ("explain", "{}", "3"), ("show", "{}", HIDDEN),
        ("extract", HIDDEN), ("extract", "{}", "--only", HIDDEN), ("extract", "{}", f"--{HIDDEN}"), (HIDDEN,),
        ("extract", "{}", "-o", f"/{HIDDEN}/x"), ("summary", "{}!" + HIDDEN),
    ],
)  # fmt: skip
def test_one_guard_stands_before_the_terminal(arguments: tuple[str, ...], tmp_path: Path) -> None:
    row = {
        "id": HIDDEN,
        "title": f"题{HIDDEN}",
        "published": HIDDEN,
        "text": f"{HIDDEN}{NEWS}{HIDDEN}\n王{HIDDEN}素出席会议。",
    }
    (tmp_path / f"a{HIDDEN.replace('/', '')}.jsonl").write_text(json.dumps(row), "utf-8")
    (place,) = tmp_path.iterdir()
    shown = in_terminal(*(it.replace("{}", str(place)).replace("\0", "") for it in arguments), NO_COLOR="1")
    assert not [hex(ord(char)) for char in shown if char in HIDDEN and char not in "\x1b[]0;x2J5m"]
    assert "\x1b[2J" not in shown and "\x1b]" not in shown


def test_json_in_a_terminal_is_still_json(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": HIDDEN, "text": NEWS}), "utf-8")
    shown = in_terminal("extract", str(tmp_path), "-f", "jsonl", "--quiet")
    assert json.loads(shown)["source_id"] == HIDDEN


def test_colours_where_they_are_asked_for() -> None:
    for command in (("show", FIRST), ("summary", FIRST), ("explain", FIRST, "40"), ("extract", FIRST, "-f", "summary")):
        assert b"\x1b[" in process(*command, "--color", "always").stdout
        assert b"\x1b[" in process(*command, FORCE_COLOR="1").stdout
        assert b"\x1b[" not in process(*command).stdout
        assert b"\x1b[" not in process(*command, "--color", "never", FORCE_COLOR="1").stdout
    assert "\x1b[36m" not in in_terminal("summary", FIRST, "--color", "never")
    assert "\x1b[36m" in in_terminal("summary", FIRST, "--color", "always", NO_COLOR="1")
    assert process("show", FIRST, "--color", "blue").returncode == 2


def test_a_terminal_gets_the_summary_in_colours_or_without() -> None:
    coloured, plain = in_terminal("extract", FIRST), in_terminal("extract", FIRST, NO_COLOR="1")
    for text in (coloured, plain):
        assert "怀进鹏" in text
        assert "{" not in text
    assert "\x1b[36m" in coloured
    assert "\x1b[36m" not in plain


def test_show_colours_in_a_terminal_and_is_plain_in_a_pipe() -> None:
    assert "\x1b[" in in_terminal("show", FIRST)
    result = run("show", FIRST)
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "由88家单位共同发起的“科创中国”联合体成立大会在北京举行。" in result.stdout


def test_explain_tells_the_rule_and_the_words() -> None:
    at = NEWS.index("88家")
    text = run("explain", "-", str(at), stdin=NEWS).stdout
    assert f"88家  [{at}, {at + 3})" in text
    assert "figures/" in text
    assert "founding_units" in text
    assert "find/figures/" in text
    assert "联合体成立大会" in text
    assert "nothing was found" in run("explain", "-", "1", stdin="今后我们将继续努力，把各项工作做得更好。").stdout


def test_explain_tells_why_two_documents_events_are_one(tmp_path: Path) -> None:
    for name, lead in (
        ("one", "2021年6月5日，第三届茶叶科技论坛在信阳举行。"),
        ("two", "第三届茶叶科技论坛于2021年6月6日在信阳闭幕。"),
    ):
        (tmp_path / f"{name}.txt").write_text(lead, "utf-8")
    (tmp_path / "three.txt").write_text("2021年6月5日，第四届水稻育种论坛在信阳举行。", "utf-8")
    one = str(tmp_path / "one.txt")
    text = "".join(run("explain", one, "12", "--among", str(tmp_path)).stdout.split())  # a long path is broken
    assert "two.txt" in text
    assert "numberedorinquotationmarks" in text
    assert "three.txt" not in text
    assert "two.txt" not in run("explain", one, "12").stdout
    assert run("explain", "-", "1", "--among", one, stdin=NEWS).exit_code == 2


def test_summary_of_what_extract_wrote() -> None:
    for form in ("json", "jsonl"):
        written = run("extract", str(SEEDS), "--format", form).stdout_bytes
        for arguments in ((), ("-",)):
            result = run("summary", *arguments, stdin=written)
            assert result.exit_code == 0
            assert "88家" in result.stdout
    assert run("summary", stdin=b"").exit_code == 1
    refused = run("summary", stdin='{"kczx": 1}')
    assert refused.exit_code == 1
    assert len(refused.stderr.splitlines()) == 1


def test_the_locale_chooses_the_language() -> None:
    for environment, word in (({"LANG": "zh_CN.UTF-8"}, "人物"), ({"LC_ALL": "en_US.UTF-8"}, "People")):
        result = process("summary", FIRST, LC_MESSAGES="", **({"LC_ALL": ""} | environment))
        assert word in result.stdout.decode()
    assert "人物" in run("summary", FIRST, "--lang", "zh").stdout


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    errors = tmp_path / "stderr"
    with errors.open("wb") as stderr:
        command = [sys.executable, "-m", "kczx", "extract", str(SEEDS)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr) as child:
            assert child.stdout is not None
            assert child.stdout.read(100).startswith(b'{"kczx"')
            child.stdout.close()
    assert errors.read_bytes() == b""


def test_verbose_tells_on_stderr_and_quiet_leaves_failures() -> None:
    result = run("extract", FIRST, "--verbose")
    assert "4 articles" in result.stderr
    assert json.loads(result.stdout_bytes)
    assert run("extract", "无此文件", "--quiet").stderr == "kczx: 无此文件: no such file\n"


def test_version_help_and_completion() -> None:
    assert run("--version").stdout == f"kczx {kczx.__version__}\n"
    commands = ("extract", "summary", "show", "explain", "schema", "check")
    assert all(command in run("--help").stdout for command in commands)
    assert all(run(command, "--help").exit_code == 0 for command in commands)
    shown = process("--show-completion", "bash", _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert b"_KCZX_COMPLETE" in shown.stdout


@pytest.mark.parametrize("loaded", ["kczx", "kczx.cli"])
def test_imports_are_lazy(loaded: str) -> None:
    code = f"import sys, {loaded}; print([m for m in ('jieba', 'rich', 'opencc', 'pydantic') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"
