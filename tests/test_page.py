"""The page: what stands in the file, and what a browser makes of it (where there is one)."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import subprocess
import sys
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

import browser
from kczx.acquire import from_text
from kczx.errors import OptionError
from kczx.flow import Layout, Source
from kczx.link.corpus import Corpus
from kczx.packed import Packed, packed, unpacked
from kczx.records import Document, Organization, Person, Place
from kczx.sourced import Sourced
from kczx.spans import Aligned
from kczx.work import result
from kczx.write import formats
from kczx.write.page import Beside, write_page
from kczx.write.page.shown import Shown

PLAIN = """江北省科协举办青年科技论坛
5月13日，江北省科协主席李明远、秘书长王小荷在临江市出席青年科技论坛开幕式。论坛由江北省科协和临江市人民政府共同主办，88家单位的260余名代表参加。
李明远指出，2021年全省已建成试点城市26个。𠮷林𠀋大学教授赵一川作报告。
"""
TRADITIONAL = "2020年1月18日,江北省科學(xué)技術(shù)協(xié)會主席李明遠在臨江市會見了技術(shù)專家趙一川。"
BROKEN = """6 月 2 日，由 35 家学会共
同发起的“江北创新”联合会
成立大会在临江举行。江北省科
协党组书记、常务副主席、书
记处书记周海平出席会议
并致辞，江北省农科院院长孙立文
当选联合会第一届理事会

理事长并发表讲话。

会议由江北省科协党组成员、书
记处书记赵一川主持。
"""
HOSTILE = """</script><script>window.broken = 1</script><img src=x onerror="window.broken=2">
5月6日，江北省科协主席李明远在临江市会见<b onclick=alert(1)>赵一川</b>。javascript:window.broken=3 &lt;i&gt; &amp;
\u202e倒着写\u202c的文字，\u200b零宽，\x01控制符，{{title}} <!-- 注 --> ]]>
"""


def sourced(text: str, path: str = "a.txt", **more: Any) -> Sourced:
    found = result(
        Source(path, text, from_text(text).id, **more) if more else from_text(text, path), None, sources=True
    )
    assert isinstance(found, Sourced)
    return found


def page(*documents: Document, language: str = "zh", **more: Any) -> str:
    sink = io.BytesIO()
    write_page(documents, [], sink, Corpus(), language, **more)
    return sink.getvalue().decode()


def data_of(html: str) -> dict[str, Any]:
    """The tables of a page."""
    node = LexborHTMLParser(html).css_first("#data")
    assert node is not None
    found: dict[str, Any] = json.loads(node.text())
    return found


def blocks(html: str, number: int = 1) -> list[str]:
    """The texts of a document's paragraphs, as a parser by the standard reads them."""
    return [node.text() for node in LexborHTMLParser(html).css(f"#d{number} .text > *")]


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


needs_browser = pytest.mark.skipif(browser.missing() is not None, reason=browser.missing() or "")


@pytest.fixture(scope="module")
def chrome() -> Iterator[Any]:
    with browser.opened() as found:
        yield found


Open = Callable[..., Any]


@pytest.fixture
def seen(chrome: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens documents as a page in the browser; what goes wrong in it, and what it asks the network for, fails the test."""
    contexts, faults = [], []

    def show(*documents: Document, address: str = "", **more: Any) -> Any:
        place = tmp_path / "page.html"
        place.write_text(page(*documents), "utf-8", newline="")
        contexts.append(chrome.new_context(**{"viewport": {"width": 1440, "height": 900}, **more}))
        tab = contexts[-1].new_page()
        tab.on("pageerror", lambda error: faults.append(str(error)))
        tab.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        tab.on("dialog", lambda dialog: faults.append(dialog.message))
        tab.on("request", lambda request: faults.append(request.url) if request.url != f"{place.as_uri()}" else None)
        tab.goto(place.as_uri() + address)
        return tab

    yield show
    for context in contexts:
        context.close()
    assert not faults


ALL_MARKS = """() => documents.map((doc) => {
    doc.paragraphs.forEach(paint);
    const told = doc.marks.map(() => "");
    for (const node of doc.section.querySelectorAll("mark.m")) told[node.mark.number] += node.textContent;
    return doc.marks.map((mark, number) =>
        [sourcePlace(doc, mark.start), sourcePlace(doc, mark.end - 1) + 1, mark.kind, told[number]]);
})"""


@needs_browser
def test_the_text_of_each_mark_is_the_source_s(seen: Open) -> None:
    documents = [
        sourced(text, f"{number}.txt") for number, text in enumerate((PLAIN, TRADITIONAL, BROKEN, HOSTILE, PLAIN * 30))
    ]
    for document, marks in zip(documents, seen(*documents).evaluate(ALL_MARKS), strict=True):
        entities: tuple[Person | Organization | Place, ...] = (
            *document.people,
            *document.organizations,
            *document.places,
        )
        wanted = {tuple(mention.span) for entity in entities for mention in entity.mentions}
        wanted |= {tuple(one.span) for one in document.dates} | {tuple(one.span) for one in document.figures}
        wanted |= {tuple(title.span) for person in document.people for title in person.titles}
        wanted |= {tuple(mention.span) for event in document.events for mention in event.evidence}
        assert {(start, end) for start, end, _, _ in marks} == wanted
        for start, end, _, text in marks:
            assert text.replace("\n", "") == document.source.text[start:end].replace("\n", "")


@needs_browser
def test_markup_is_taken_out_and_marks_still_stand_at_their_places(seen: Open) -> None:
    lines = ("5月13日，<b>江北省</b>科协主席李明远在临江市出席论坛&mdash;开幕式。", PLAIN.split("\n")[1])
    html = "<html><body><h1>江北省科协举办论坛</h1>" + "".join(f"<p>{line}</p>" for line in lines)
    document = next(iter(_read(html)))
    marks = seen(document).evaluate(ALL_MARKS)[0]
    people = {mention.span: mention.text for person in document.people for mention in person.mentions}
    told = {(start, end): text for start, end, kind, text in marks if kind == 0}
    assert people and told == people


def _read(html: str) -> Iterator[Sourced]:
    import tempfile

    from kczx.jobs import sources

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "a.html"
        place.write_text(f"<meta charset=utf-8>{html}", "utf-8")
        for source in sources(str(place)):
            found = result(source, None, sources=True)
            assert isinstance(found, Sourced)
            yield found


@needs_browser
def test_a_hostile_text_is_inert_and_shown(seen: Open) -> None:
    tab = seen(sourced(HOSTILE, "<img src=x onerror=window.broken=6>.txt"), sourced(PLAIN))
    tab.evaluate(ALL_MARKS)
    for tabbed in ("people", "documents", "events"):
        tab.evaluate(
            "(name) => { openTab(name); for (let at = 0; at < list.items.length; at += 1) selectAt(at); }", tabbed
        )
    assert tab.evaluate("window.broken") is None and tab.evaluate("document.images.length") == 0
    shown = tab.inner_text("#d1 .text")
    assert (
        "</script><script>window.broken = 1</script><img src=x onerror" in shown
        and "javascript:window.broken=3" in shown
    )
    assert (
        tab.evaluate("getComputedStyle(document.querySelector('bdi[data-c=\"U+202E\"]'), '::before').content")
        == '"U+202E"'
    )


@needs_browser
def test_a_click_on_a_record_leads_to_its_place_and_back(seen: Open) -> None:
    tab = seen(sourced(PLAIN))
    tab.locator("#list .row").first.click()
    assert tab.locator("mark.k6.on").count() == 1 and tab.url.endswith("#e1")
    assert "规则" in tab.inner_text("#card") and tab.locator(".row[aria-current=true]").count() == 1
    tab.locator("mark.k0", has_text="李明远").last.click()
    assert tab.inner_text("#card h2") == "李明远" and "江北省科协主席" in tab.inner_text(".row[aria-current=true]")
    tab.locator("mark.k4").first.click()
    assert "XXXX-05-13" in tab.inner_text("#card")
    tab.locator("mark.k5", has_text="26个").click()
    assert "试点城市" in tab.inner_text("#card")


@needs_browser
def test_keys_addresses_and_languages(seen: Open) -> None:
    tab = seen(sourced(PLAIN), sourced(TRADITIONAL, "b.txt"), address="#d2c30")
    assert "李明遠" not in tab.inner_text("#card h2") and tab.locator("mark.on").count() >= 1
    tab.keyboard.press("Escape")
    assert tab.locator("#card").is_hidden()
    tab.keyboard.press("j")
    first = tab.inner_text("#card h2")
    tab.keyboard.press("j")
    assert tab.inner_text("#card h2") != first
    tab.keyboard.press("k")
    assert tab.inner_text("#card h2") == first
    tab.keyboard.press("/")
    assert tab.evaluate("document.activeElement.id") == "find"
    tab.click("text=English")
    assert tab.get_attribute("html", "lang") == "en" and "Events" in tab.inner_text("#tabs")


@needs_browser
def test_filters_by_kind_person_place_and_month(seen: Open) -> None:
    tab = seen(sourced(PLAIN.replace("5月13日", "2021年5月13日")), sourced(TRADITIONAL, "b.txt"))
    rows = tab.locator("#list .row").count()
    for name in ("kind", "person", "place", "month"):
        value = tab.evaluate(f"document.querySelector('#filter-{name}').options[1].value")
        tab.select_option(f"#filter-{name}", value)
        assert 0 < tab.locator("#list .row").count() <= rows and tab.evaluate(f"chosen.{name}") == value
        tab.click(".clear")
    tab.fill("#find", "没有的词")
    assert tab.locator("#list .row").count() == 0


@needs_browser
def test_what_was_repaired_is_told_and_shown_beside(seen: Open) -> None:
    tab = seen(sourced(TRADITIONAL))
    tab.locator("mark.k2").first.click()
    told = tab.inner_text("#card")
    assert "科學(xué)技術(shù)協(xié)會" in told and "江北省科学技术协会" in told
    tab.check(".switch input")
    tab.locator(".reading", has_text="李明远在临江市会见了技术专家赵一川").wait_for()


@needs_browser
def test_a_source_with_pages_shows_page_and_box(seen: Open) -> None:
    text = PLAIN.split("\n")[1]
    edges = array("d", [edge for at in range(len(text)) for edge in (10.0 * at, 20, 10.0 * at + 10, 30)])
    tab = seen(sourced(text, "a.pdf", layout=Layout(array("l", [3] * len(text)), edges)))
    tab.locator("mark.k0").first.click()
    assert "第 3 页" in tab.inner_text("#card") and tab.locator("#card .sheet .box").count() == 1


@needs_browser
def test_without_scripts_the_text_is_there_and_nothing_else(seen: Open) -> None:
    tab = seen(sourced(PLAIN), java_script_enabled=False)
    assert "江北省科协主席李明远" in tab.locator("#d1").inner_text()
    assert tab.locator("#records").is_hidden() and "未启用" in tab.locator(".noscript").inner_text()


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_screen_readers_find_no_fault(seen: Open, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python", reason="no axe-playwright-python (pip install 'kczx[dev]')")
    script = next(Path(axe.__file__).parent.rglob("axe*.js")).read_text("utf-8")
    tab = seen(
        sourced(PLAIN), sourced(TRADITIONAL, "b.txt"), sourced(HOSTILE, "c.txt"),
        viewport={"width": width, "height": 800}, color_scheme=scheme,
    )  # fmt: skip
    tab.evaluate(script)
    for state in (
        'view("records")',
        'view("source")',
        "selectAt(0)",
        'openTab("people")',
        "document.querySelector('mark.k2').click()",
    ):
        tab.evaluate(state)
        found = tab.evaluate("axe.run(document)")["violations"]
        assert not [(one["id"], one["nodes"][0]["html"][:200]) for one in found], state
