"""The page as a file: what stands in it, and when it is written."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from kczx.errors import OptionError
from kczx.packed import Packed, packed, unpacked
from kczx.records import Document
from kczx.spans import Aligned
from kczx.write import formats
from kczx.write.page import Beside
from kczx.write.page.shown import Shown
from pages_made import (
    BROKEN,
    HOSTILE,
    PLAIN,
    TRADITIONAL,
    blocks,
    data_of,
    page,
    sourced,
)


@pytest.mark.parametrize("text", [PLAIN, TRADITIONAL, BROKEN, HOSTILE])
def test_the_source_stands_in_the_page_character_by_character(text: str) -> None:
    document = sourced(text)
    told = "".join("".join(block.split("\n")) for block in blocks(page(document)))
    assert told == document.source.text.replace("\n", "")


@pytest.mark.parametrize(
    "text", [PLAIN, TRADITIONAL, BROKEN, HOSTILE, "<p>5月6日，<b>江北</b>省科协&amp;学会开会。</p>"]
)
def test_the_repairs_lead_from_the_source_to_what_was_read(text: str) -> None:
    document = sourced(text)
    shown = Aligned.of(document.source.text).edit(document.source.markup)
    read = shown.edit(document.source.repairs).text
    assert all(article.text.partition("\n")[0] in read for article in document.articles)


def test_a_line_that_was_broken_is_one_paragraph() -> None:
    assert len(Shown.of(sourced(BROKEN).source).paragraphs) < BROKEN.count("\n") - 3


def test_a_document_keeps_its_source_from_process_to_process() -> None:
    document = sourced(TRADITIONAL)
    again = unpacked(packed(document))
    assert isinstance(again, Packed)
    assert again.numbered(2).document() == document.model_copy(update={"id": f"{document.id}-2"})


def test_nothing_is_loaded_and_only_the_page_s_own_script_may_run() -> None:
    html = page(sourced(HOSTILE))
    tree = LexborHTMLParser(html)
    policy = tree.css("meta[http-equiv=Content-Security-Policy]")[0].attributes["content"] or ""
    scripts = [node for node in tree.css("script") if node.attributes.get("type") is None]
    assert len(scripts) == 1 and len(tree.css("script")) == 2 and not tree.css("img, iframe, object, base, form, b")
    start = html.rindex("<script>") + len("<script>")
    script = html[start : html.index("</script>", start)]
    style = html[html.index("<style>") + len("<style>") : html.index("</style>")]
    for name, content in (("script-src", script), ("style-src", style)):
        told = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{name} 'sha256-{told}'" in policy
    assert policy.startswith("default-src 'none'") and "unsafe" not in policy and "http" not in policy
    links = [
        value
        for node in tree.css("[href], [src]")
        for name, value in node.attributes.items()
        if name in ("href", "src")
    ]
    assert all(link and link.startswith(("#", "data:")) for link in links)


def test_no_text_is_taken_for_markup_or_for_a_field_of_the_frame() -> None:
    document = sourced(HOSTILE, "a</title><script>window.broken=4</script>{{data}}.txt")
    html = page(document.model_copy(update={"title": "</title><script>window.broken=5</script>"}))
    assert html.count("<script") == 2 and html.count("</script>") == 2
    assert data_of(html)["documents"][0][1].startswith("</title>")


def test_what_nobody_sees_is_named_and_stands_apart() -> None:
    names = [node.attributes["data-c"] for node in LexborHTMLParser(page(sourced(HOSTILE))).css(".text bdi")]
    assert names == ["U+202E", "U+202C", "U+200B", "U+0001"]


def test_above_so_much_text_each_document_has_a_page_of_its_own(tmp_path: Path) -> None:
    documents = [sourced(PLAIN, "a.txt"), sourced(BROKEN, "b.txt"), sourced(TRADITIONAL, "c.txt")]
    index = page(*documents, beside=Beside("report_files", "../report.html", lambda: tmp_path), most=500)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["0001.html", "0002.html", "0003.html"]
    data = data_of(index)
    assert data["pages"] == [f"report_files/000{number}.html" for number in (1, 2, 3)] and not blocks(index)
    links = [node.attributes["href"] for node in LexborHTMLParser(index).css(".contents a")]
    assert links == data["pages"]
    assert data["events"] and "../report.html" in (tmp_path / "0002.html").read_text("utf-8")


def test_the_command_writes_a_page_a_folder_or_a_pipe_and_never_reads_its_own(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PLAIN, "utf-8")

    def kczx(*arguments: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "kczx", "extract", "-q", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)

    assert kczx("a.txt", "-o", "report.html", "--lang", "zh").returncode == 0
    assert kczx("a.txt", "-f", "html", "-o", "folder").returncode == 0
    piped = kczx("a.txt", "-f", "html", "--lang", "zh").stdout
    report = (tmp_path / "report.html").read_text("utf-8")
    assert (tmp_path / "folder" / "index.html").exists() and '<html lang="zh-CN">' in report
    assert len(blocks(report)) == 3 and piped.decode() == report
    assert b"report.html: this is what kczx extract wrote" in kczx(".").stderr


def test_records_without_their_sources_are_refused() -> None:
    document = Document(**{name: getattr(sourced(PLAIN), name) for name in Document.model_fields})
    with pytest.raises(OptionError, match="the source"):
        page(document)


def test_every_field_of_the_frame_and_every_word_is_there_in_both_languages() -> None:
    assert "html" in formats.OWN and "{{" not in page(sourced("会议。"))
    words = data_of(page(sourced(PLAIN)))["words"]
    assert words["zh"]["page"].keys() >= words["en"]["page"].keys() - {
        name for name in words["en"]["page"] if name.endswith("_plural")
    }
    scripts = "\n".join(file.read_text("utf-8") for file in Path(formats.__file__).parent.joinpath("page").glob("*.js"))
    asked = set(re.findall(r'(?:word|term)\("([a-z_]+)"', scripts))
    assert len(asked) > 40 and not asked - words["zh"]["page"].keys()
