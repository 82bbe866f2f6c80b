"""Pages made of texts for the tests of the page, and the browser that they are looked at in."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

import browser
from kczx.acquire import from_text
from kczx.flow import Source
from kczx.link.corpus import Corpus
from kczx.records import Document
from kczx.sourced import Sourced
from kczx.work import result
from kczx.write.page import write_page

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
