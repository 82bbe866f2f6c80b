"""Who took part in events, in all that is written: each by the record of its own kind, places as well as people and bodies."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pyld import jsonld

import kczx
from kczx.link.corpus import Corpus
from kczx.records import Document
from kczx.store.documents import opened
from kczx.store.views import rows
from kczx.write.csv_tables import write_zip
from kczx.write.ftm import write_ftm
from kczx.write.jsonld import write_jsonld
from kczx.write.labels import labels
from kczx.write.only import KINDS
from kczx.write.page import Beside
from kczx.write.page.tables import PARTS
from kczx.write.summary import summary
from pages_made import PLAIN, Open, chrome, data_of, needs_browser, page, seen, sourced
from test_store import put, write

__all__ = ["chrome", "seen"]  # fixtures
CITIES = """2020年5月6日，李明远主持青年科技论坛，李明远在论坛上致辞，赵一川出席论坛，孙立文、周海平陪同出席。
日前，江北省科协命名了第二批科普示范城市，云南昆明、山东济南入选。
"""
NAMES = ["云南昆明", "山东济南"]


@pytest.fixture(scope="module")
def document() -> Document:
    return sourced(CITIES)


def places(document: Document) -> list[str]:
    """The places that took part, by their ids; there are as many people as would be taken for them."""
    found = [part for event in document.events for part in event.participants if part.type == "place"]
    assert [part.name for part in found] == NAMES and len(document.people) >= 4
    return [part.ref or "" for part in found]


def test_a_page_s_tables_lead_to_the_places(document: Document) -> None:
    assert places(document)
    data = data_of(page(document))
    told = [part for event in data["events"] for part in event[-1] if PARTS[part[0] % len(PARTS)] == "place"]
    assert [data["strings"][data["places"][part[1]][0]] for part in told] == ["昆明", "济南"]
    assert [data["strings"][part[3]] for part in told] == NAMES


def test_references_of_other_formats_lead_to_what_is_written(document: Document, tmp_path: Path) -> None:
    wanted = places(document)
    sink = io.BytesIO()
    write_ftm([document], [], sink)
    lines = [json.loads(line) for line in sink.getvalue().splitlines()]
    ids = {line["id"] for line in lines}
    for line in lines:
        assert {*line["properties"].get("involved", ()), *line["properties"].get("organizer", ())} <= ids
    assert any(f"recipient {NAMES[0]}" in line["properties"].get("summary", [""])[0] for line in lines)

    sink = io.BytesIO()
    write_jsonld([document], [], sink, Corpus())
    nodes: list[Any] = jsonld.expand(json.loads(sink.getvalue()))
    known = {node["@id"]: node for node in nodes}
    used = {it["@id"] for node in nodes for values in node.values() for it in values if "@id" in it and len(it) == 1}
    assert {it for it in used if it.startswith("urn:")} <= known.keys()
    assert all(any(it.endswith(f"-{ref}") for it in used) for ref in wanted)

    sink = io.BytesIO()
    write_zip([document], [], sink)
    with zipfile.ZipFile(sink) as archive:
        parts = archive.read("participants.csv").decode().splitlines()
        listed = archive.read("places.csv").decode()
    assert [line.split(",")[5] for line in parts if ",place," in line] == wanted
    assert all(f",{ref}," in listed for ref in wanted)


def test_a_store_s_list_of_parts_names_the_places(tmp_path: Path) -> None:
    put(tmp_path / "s.db", write(tmp_path / "texts", {"a.txt": CITIES}))
    with opened(tmp_path / "s.db") as database:
        names, told = rows(database, "part_list")
        parts = [dict(zip(names, row, strict=True)) for row in told]
    assert [part["participant"] for part in parts if part["type"] == "place"] == ["昆明", "济南"]


def test_the_summary_colors_places_as_places(tmp_path: Path) -> None:
    run = kczx.read_path(write(tmp_path, {"a.txt": CITIES}))
    [_, line] = [line for line in summary(run, labels("en"), KINDS, 100) if NAMES[0] in line.plain]
    at = line.plain.index(NAMES[0])
    assert [str(span.style) for span in line.spans if span.start <= at < span.end] == ["green"]


@needs_browser
def test_list_and_card_show_the_places_and_each_name_once(seen: Open) -> None:
    tab = seen(sourced(CITIES))
    rows = tab.locator("#list .row")
    [forum] = [text for text in rows.all_inner_texts() if "李明远" in text]
    assert forum.split("·")[-1].count("李明远") == 1 and "赵一川" in forum
    city = rows.filter(has_text=NAMES[0])
    assert all(name in city.inner_text() for name in NAMES) and "李明远" not in city.inner_text()
    city.click()
    assert "李明远" not in tab.inner_text("#card dl") and NAMES[1] in tab.inner_text("#card dl")
    tab.click(f"#card .to:text-is('{NAMES[1]}')")
    assert tab.inner_text("#card h2") == "济南" and "370100" in tab.inner_text("#card dl")


@needs_browser
def test_an_address_on_an_index_leads_to_the_document_s_own_page(chrome: Any, tmp_path: Path) -> None:
    (folder := tmp_path / "many_files").mkdir()
    documents = [sourced(CITIES, "a.txt"), sourced(PLAIN, "b.txt")]
    index = page(*documents, beside=Beside("many_files", "../many.html", lambda: folder), most=10)
    (tmp_path / "many.html").write_text(index, "utf-8")
    home = (tmp_path / "many.html").as_uri()
    tab = chrome.new_page()
    for place, head in (("e1", "青年科技论坛"), (f"c{PLAIN.index('王小荷')}", "王小荷")):
        tab.goto("about:blank")
        tab.goto(f"{home}#d2{place}")
        tab.wait_for_url(f"**/many_files/0002.html#{place}")
        assert head in tab.inner_text("#card h2")
    tab.goto(f"{home}#d9e1")  # of no document
    assert tab.get_attribute("html", "data-ready") and tab.locator(".contents").count() == 1
    tab.evaluate("location.hash = '#d1'")
    tab.wait_for_url("**/many_files/0001.html")
    tab.close()


@needs_browser
@pytest.mark.parametrize("width", [1440, 1100])
def test_english_words_have_room(seen: Open, width: int) -> None:
    tab = seen(sourced(PLAIN), sourced(CITIES, "b.txt"), viewport={"width": width, "height": 900})
    if tab.get_attribute("html", "lang") != "en":
        tab.click("text=English")
    tab.locator("#list .row").first.click()
    edges = """(all) => all.map((one) => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return range.getBoundingClientRect().right;
    })"""
    terms = tab.locator("#card dt")
    assert "Document" in terms.all_inner_texts()
    values = tab.locator("#card dd").evaluate_all(
        "(all) => Math.min(...all.map((one) => one.getBoundingClientRect().left))"
    )
    assert max(terms.evaluate_all(edges)) + 6 <= values
    column = tab.locator("#records").evaluate("(one) => one.getBoundingClientRect().right")
    assert max(tab.locator("#tabs button").evaluate_all(edges)) + 8 <= column
