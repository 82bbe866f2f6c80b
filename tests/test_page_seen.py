"""The page as a browser shows it (where there is one)."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from pathlib import Path

import pytest

from kczx.flow import Layout
from kczx.records import Organization, Person, Place
from kczx.sourced import Sourced
from kczx.work import result
from pages_made import (
    BROKEN,
    HOSTILE,
    PLAIN,
    TRADITIONAL,
    Open,
    chrome,
    needs_browser,
    seen,
    sourced,
)

__all__ = ["chrome", "seen"]  # fixtures

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
