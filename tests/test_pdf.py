"""PDF: reading order, what pages repeat, paragraphs, and where on the pages everything stands."""

from __future__ import annotations

import functools
import io
import re
from typing import Any

import pytest

import kczx
import made
from kczx.acquire.files import read
from kczx.acquire.inputs import Input
from kczx.flow import Source

SENTENCES = [
    f"第{n}段：5月{n % 28 + 1}日，江苏省科协主席陈骏在南京出席第{n}次学术年会并致辞，来自全国的{n + 100}名代表参加会议，会期两天。"
    for n in range(1, 61)
]
TEXT = "\n\n".join(SENTENCES)


@functools.cache
def source(columns: int, text: str = TEXT) -> Source:
    data = made.pdf(text, columns)
    (found,) = read(Input("a.pdf", "a.pdf", io.BufferedReader(io.BytesIO(data))))
    assert isinstance(found, Source), found
    return found


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_the_text_is_in_reading_order_and_whole(columns: int) -> None:
    assert bare(source(columns).text) == bare(TEXT)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_paragraphs_are_joined_over_lines_columns_and_pages(columns: int) -> None:
    assert [bare(line) for line in source(columns).text.split("\n") if line.strip()] == [
        bare(line) for line in SENTENCES
    ]


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_running_heads_and_page_numbers_are_dropped(columns: int) -> None:
    assert "科技通讯" not in source(columns).text
    assert not re.search(r"— ?\d+ ?—", source(columns).text)


def test_what_is_like_a_page_number_within_a_page_stays() -> None:
    text = source(2, "\n\n".join([*SENTENCES[:20], "2021", "[2021-05-14]", *SENTENCES[20:40]])).text
    assert "2021\n" in text and "[2021-05-14]" in text


def test_the_characters_boxes() -> None:
    """A line's characters stand side by side, on pages as they are numbered, and the left column before the right one."""
    found = source(2)
    layout = found.layout
    assert layout is not None
    assert len(layout.pages) == len(found.text) and len(layout.edges) == 4 * len(found.text)
    first, second = found.text.index("第1段"), found.text.index("第2段")
    placed = layout.place(first, first + 3), layout.place(second, second + 3)
    assert all(placed)
    (page, (left, top, right, bottom)), (_, below) = placed  # type: ignore[misc]
    assert page == 1
    assert 0 < left < right < 300 and 26 < right - left < 29  # three characters of nine points
    assert 0 < top < bottom < 842 and 8 < bottom - top < 14
    assert below[0] == left and below[1] > top
    assert sorted(layout.pages) != list(layout.pages)  # a line's end stands on no page
    pages = [page for page in layout.pages if page]
    assert pages == sorted(pages) and pages[-1] >= 2


def test_records_tell_page_and_box(tmp_path: object) -> None:
    from pathlib import Path

    place = Path(str(tmp_path)) / "a.pdf"
    place.write_bytes(made.pdf(TEXT, 2))
    (document,) = kczx.read_path(place).documents
    assert document.media_type == "application/pdf"
    spanned = [(m.page, m.bbox) for person in document.people for m in [*person.mentions]]
    spanned += [(title.page, title.bbox) for person in document.people for title in person.titles]
    spanned += [(m.page, m.bbox) for event in document.events for m in event.evidence]
    spanned += [(one.page, one.bbox) for one in document.dates] + [(one.page, one.bbox) for one in document.figures]
    assert len(spanned) > 100
    for page, bbox in spanned:
        assert page is not None and bbox is not None
        left, top, right, bottom = bbox
        assert 0 <= left < right <= 596 and 0 <= top < bottom <= 842
    assert {page for page, _ in spanned} == set(range(1, max(page or 0 for page, _ in spanned) + 1))


def test_text_without_pages_has_no_page() -> None:
    document = kczx.read("5月13日，江苏省科协主席陈骏在南京出席会议。")
    assert [(date.page, date.bbox) for date in document.dates] == [(None, None)]


def test_a_headline_across_the_columns() -> None:
    """Set by hand: a headline over two columns, a caption across them, two columns again."""
    from kczx.acquire.pdf.glyphs import Run
    from kczx.acquire.pdf.order import in_order

    def run(text: str, left: float, top: float) -> Run:
        made_run = Run(left, top, left, top + 10, 10)
        for i, char in enumerate(text):
            made_run.add(char, (left + 10 * i, top, left + 10 * i + 10, top + 10))
        return made_run

    def columns(top: float, name: str) -> list[Run]:
        left = [run(f"左{name}栏第{i}行的文字共十五个字。", 50, top + 15 * i) for i in range(5)]
        return left + [run(f"右{name}栏第{i}行的文字共十五个字。", 230, top + 7 + 15 * i) for i in range(5)]

    runs = [
        run("横跨两栏的大标题横跨两栏的大标题在此", 100, 20),
        *columns(50, "上"),
        run("横跨两栏的图片说明横跨两栏的图片说明", 100, 140),
        *columns(160, "下"),
    ]
    order = [str(line.runs[0])[:3] for column in in_order(runs) for line in column]
    assert order == ["横跨两", *["左上栏"] * 5, *["右上栏"] * 5, "横跨两", *["左下栏"] * 5, *["右下栏"] * 5]


def test_a_table_is_read_by_rows() -> None:
    from kczx.acquire.pdf.glyphs import Run
    from kczx.acquire.pdf.order import in_order

    runs = []
    for row, cells in enumerate([("姓名", "单位", "职务"), *[(f"王{n}", "江苏省科协", "主席") for n in "一二三四五"]]):
        for column, text in enumerate(cells):
            one = Run(50 + 150 * column, 30 * row, 50 + 150 * column, 30 * row + 10, 10)
            for i, char in enumerate(text):
                one.add(char, (50 + 150 * column + 10 * i, 30 * row, 60 + 150 * column + 10 * i, 30 * row + 10))
            runs.append(one)
    ((*lines,),) = in_order(runs)
    assert ["".join(map(str, line.runs)) for line in lines][:2] == ["姓名单位职务", "王一江苏省科协主席"]


@pytest.mark.parametrize("spacing", [0.0, 2.0, 4.0])
def test_letters_set_apart_are_no_words_apart(spacing: float) -> None:
    """Numbers in letter-spaced lines stay whole; words of Latin letters, between which more is blank, do not run together."""
    from kczx.acquire.pdf.glyphs import Run, _spaced

    run = Run(0, 0, 0, 10, 10)
    at = 0.0
    for char in "5月13日120名代表到会讨论GDP|2020年|增长":
        if char == "|":
            at += 3.0
            continue
        width = 5 if char.isascii() else 10
        run.add(char, (at, 0, at + width, 10))
        at += width + spacing
    assert str(_spaced(run)) == "5月13日120名代表到会讨论GDP 2020年增长"


def test_tables_and_scattered_characters_cost_no_more_than_their_number() -> None:
    """Counted, not timed: how often ranges of a page's width are put together for a table of 20 columns and twice its lines."""
    from kczx.acquire.pdf import order
    from kczx.acquire.pdf.glyphs import Run

    def calls(lines: int) -> int:
        runs = [
            Run(25.0 * column, 12.0 * line, 25.0 * column + 10, 12.0 * line + 10, 10, list("甲"), [(0, 0, 10, 10)])
            for line in range(lines)
            for column in range(20)
        ]
        count = 0
        joined = order._joined

        def counted(*arguments: Any) -> list[tuple[float, float]]:
            nonlocal count
            count += 1
            return joined(*arguments)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(order, "_joined", counted)
            order.in_order(runs)
        return count

    assert calls(400) < 2.4 * calls(200)


def unembedded(latin: bool) -> bytes:
    """A PDF by hand whose Chinese font is not in it, each character set by itself, with numbers in Helvetica or without."""
    text = "江苏省科协召开年会"
    drawn = [f"BT /F1 14 Tf 1 0 0 1 {90 + 14 * i} 760 Tm <{ord(c):04x}> Tj ET" for i, c in enumerate(text)]
    stream = "\n".join([*drawn, "BT /F2 14 Tf 1 0 0 1 216 760 Tm (2021) Tj ET"] if latin else drawn)
    whole = "<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R/F2 8 0 R>>>>>>",
        f"<</Length {len(stream)}>>\nstream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
        f"<</Type/Font/Subtype/CIDFontType2/BaseFont/STSong-Light/CIDSystemInfo{whole}/FontDescriptor 7 0 R/DW 1000>>",
        "<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[0 -200 1000 900]/ItalicAngle 0/Ascent 859/Descent -141"
        "/CapHeight 700/StemV 80>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{part}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(parts) + 1
    end = (
        f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(data)}\n%%EOF"
    )
    return data + end.encode()


@pytest.mark.parametrize(("latin", "text"), [(False, "江苏省科协召开年会"), (True, "江苏省科协召开年会2021")])
def test_fonts_that_are_not_in_the_file(latin: bool, text: str) -> None:
    """Whether or not the machine has Chinese fonts, the characters are those that the encoding names, with their boxes."""
    (found,) = read(Input("a.pdf", "a.pdf", io.BufferedReader(io.BytesIO(unembedded(latin)))))
    assert isinstance(found, Source) and found.text == text and found.layout is not None
    page, box = found.layout.place(0, 9)  # type: ignore[misc]
    assert page == 1 and abs(box[0] - 90) < 1 and abs(box[2] - 216) < 1 and 60 < box[1] < box[3] < 90
