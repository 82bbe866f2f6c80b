"""README.zh-CN.md says what README.md says: the same sections, commands, names and links, in the same order."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import kczx
from kczx.write.labels import labels
from kczx.write.only import KINDS
from kczx.write.summary import summary

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
ANCHORED = re.compile(r'^<a id="([^"]+)"></a>\n(#+) .+$', re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
LINK = re.compile(r"\]\(([^)]+)\)")
ENGLISH, CHINESE = ((ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))


def blocks(text: str) -> list[tuple[str, str]]:
    """The kinds and lines of what stands between fences, without what is said beside commands."""
    return [(kind, re.sub(r"  +# .*$", "", body, flags=re.MULTILINE)) for kind, body in BLOCK.findall(text)]


def sections(text: str) -> list[str]:
    """The texts under each heading, without what stands between fences."""
    return HEADING.split(BLOCK.sub("", text))[3::3]


def links(text: str) -> list[str]:
    """Where links lead, but from one README to the other."""
    return sorted({*LINK.findall(text)} - {"README.md", "README.zh-CN.md"})


def slug(heading: str) -> str:
    """The name under which a page links to a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def test_headings_are_the_same_in_order() -> None:
    english = [(slug(heading), level) for level, heading in HEADING.findall(BLOCK.sub("", ENGLISH))]
    assert ANCHORED.findall(BLOCK.sub("", CHINESE)) == english


def test_commands_are_the_same_in_order() -> None:
    english, chinese = blocks(ENGLISH), blocks(CHINESE)
    assert [kind for kind, _ in chinese] == [kind for kind, _ in english]
    assert chinese[1:] == english[1:]  # the first is what a terminal shows


def test_each_section_names_the_same_options_files_and_fields() -> None:
    for english, chinese in zip(sections(ENGLISH), sections(CHINESE), strict=True):
        words = [
            {" ".join(word.split()) for word in CODE.findall(part.replace("\n", " "))} for part in (english, chinese)
        ]
        assert words[1] == words[0]
        assert links(chinese) == links(english)
        assert english.count("\n|") == chinese.count("\n|")
        assert english.count("\n- ") == chinese.count("\n- ")


def test_the_excerpt_is_what_the_chinese_summary_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    told = summary(kczx.read_path("seeds"), labels("zh"), KINDS, 80)
    lines = {" ".join(line.split()) for text in told for line in text.plain.split("\n")}
    lines |= {re.sub(r" [\d,]+ ─+$", "", line) for line in lines}
    excerpt = BLOCK.findall(CHINESE)[0][1]
    assert [line for line in excerpt.splitlines() if " ".join(line.split()) not in lines] == []
