"""The monthly digest: each event one item of the source's own words, under its heading, with its day, cited."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

import kczx
from kczx.errors import OptionError
from kczx.jobs import extraction
from kczx.records import Document, Extraction
from kczx.write.monthly.build import By, late, report
from kczx.write.monthly.docx import docx as word
from kczx.write.monthly.formats import form, written
from kczx.write.monthly.markdown import markdown
from kczx.write.monthly.page import page
from kczx.write.monthly.period import period
from kczx.write.monthly.report import Group, Item, Report
from kczx.write.monthly.words import words

ROOT = Path(__file__).parents[1]
SEED = next((ROOT / "seeds").glob("004_*.txt"))
ENTRY = re.compile(r"([^，,。；;：:]{2,14})[：:](.*\d+日.*)")
DATED = re.compile(r"\s*(\d+月[\d月日-]*日)\s*,")
FONTS = (("Title", "方正小标宋简体", 22), ("Heading 1", "黑体", 16), ("Heading 2", "楷体", 16), ("Normal", "仿宋", 16))
BULLETIN = """创新工作月报

一、各地情况

乐山市：9月3日，乐山市科协在峨眉山市举办科普讲座；近日，邀请专家赴企业开展技术服务。

延边州：9月6-8日，吉林省科协来延边调研学会工作。

中国茶叶流通学会：9月9日，在杭州召开茶产业发展研讨会。

8月30日，中国科协党组书记高松林在北京会见来宾。

9月12日，中国科协党组书记高松林在北京出席青年科技论坛并致辞。论坛由中国科协主办。
"""
PAPER = "9月12日，青年科技论坛在北京举行。中国科协党组书记高松林出席论坛并致辞。"
HOSTILE = "9月3日，乐山市科协在乐山举办*科普*讲座[一](javascript:alert)<img src=x onerror=alert(1)>。"


def digest(*documents: Document, month: str = "2020-09", by: By | None = None) -> Report:
    return report(extraction(list(documents), "0"), period(month, None, None, late(words())), by)


def read(text: str, path: str = "made.txt") -> Document:
    return kczx.read(text, path=path, published="2020-10-08")


def items(made: Report) -> list[tuple[str, Group, Item]]:
    """The items with their sections' headings, without the numbers of these."""
    return [
        (re.sub(r"^[一二三四五六七八九十]+、", "", section.heading), group, item)
        for section in made.sections
        for group in section.groups
        for item in group.items
    ]


def under(made: Report, name: str) -> list[str]:
    return [
        item.lead + item.text for section, group, item in items(made) if section == name or group.name.endswith(name)
    ]


@pytest.fixture(scope="module")
def bulletin() -> Document:
    return read(BULLETIN)


@pytest.fixture(scope="module")
def seed() -> Extraction:
    return kczx.read_path(SEED)


@pytest.fixture(scope="module")
def june(seed: Extraction) -> Report:
    return report(seed, period("2016-06", None, None, late(words())))


def test_dated_items_of_a_real_report_stand_under_their_city_or_society_with_their_day(june: Report) -> None:
    told = [(group.name, item.lead + item.text) for _, group, item in items(june)]
    wanted = []
    for line in SEED.read_text("utf-8").splitlines():
        if entry := ENTRY.match(line.strip()):
            clauses = entry[2].split(";")
            wanted += [
                (entry[1], day[1], clause.strip()[:25].rstrip("。"))
                for clause in clauses
                if (day := DATED.match(clause))
            ]
    found = [
        (name, day, words_)
        for name, day, words_ in wanted
        if any(group.endswith(f"）{name}") and text.startswith(day) and words_ in text for group, text in told)
    ]
    assert len(wanted) > 60
    assert len(found) / len(wanted) >= 0.95


def test_every_sentence_is_a_sources_and_every_item_cited(seed: Extraction, june: Report) -> None:
    texts = {document.id: "\n".join(article.text for article in document.articles) for document in seed.documents}
    for _, _, item in items(june):
        cited = [note for note in june.notes if note.number in item.notes]
        assert cited
        assert any(item.text in texts[note.document.id] for note in cited)
    for note in june.notes:
        assert 0 <= note.span[0] < note.span[1] <= SEED.stat().st_size


def test_paragraphs_are_their_bodies(bulletin: Document) -> None:
    made = digest(bulletin)
    assert under(made, "乐山市") == ["9月3日，乐山市科协在峨眉山市举办科普讲座"]
    assert under(made, "延边朝鲜族自治州") == ["9月6-8日，吉林省科协来延边调研学会工作。"]
    assert under(made, "中国茶叶流通学会") == ["9月9日，在杭州召开茶产业发展研讨会。"]
    assert under(made, "总体情况") == [
        "9月12日，中国科协党组书记高松林在北京出席青年科技论坛并致辞。论坛由中国科协主办。"
    ]
    assert under(made, "上期补报") == ["8月30日，中国科协党组书记高松林在北京会见来宾。"]
    assert under(made, "日期未写明") == ["（乐山市）近日，邀请专家赴企业开展技术服务。"]


def test_an_event_that_papers_share_is_one_item(bulletin: Document) -> None:
    made = digest(bulletin, read(PAPER, "paper.txt"))
    [item] = [item for section, _, item in items(made) if section == "总体情况"]
    paths = {note.document.path for note in made.notes if note.number in item.notes}
    assert paths == {"made.txt", "paper.txt"}


def test_no_sentence_stands_twice_but_among_the_highlights(june: Report) -> None:
    texts = [item.text for section, _, item in items(june) if section != "本期要闻"]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(("by", "name"), [("place", "乐山市"), ("organization", "乐山市科协"), ("kind", "讲座")])
def test_sections_for_each_place_body_or_kind(bulletin: Document, by: By, name: str) -> None:
    assert under(digest(bulletin, by=by), name) == ["9月3日，乐山市科协在峨眉山市举办科普讲座"]


def test_days_that_no_sentence_begins_with_are_put_before_it() -> None:
    made = digest(read("乐山市科协主席林国栋9月3日在成都会见来宾。"))
    assert [item.lead for _, _, item in items(made)] == ["（9月3日）"]


def test_what_changed_is_a_row() -> None:
    first = kczx.read("2020年8月31日，省科协召开会议，全省学会服务站试点城市达到20个。", path="a")
    second = kczx.read("2020年9月20日，省科协召开会议，全省学会服务站试点城市达到26个。", path="b")
    [table] = [section.table for section in digest(first, second).sections if section.heading.endswith("数据及变化")]
    assert table is not None
    assert [cells[3] for cells, _ in table.rows] == ["较2020年8月31日的20个增6"]


def test_hostile_text_is_text() -> None:
    made = digest(read(HOSTILE))
    text = "".join(markdown(made))
    assert "\\*科普\\*" in text and "\\<img" in text and "\\[一\\]" in text
    assert "<img" not in "".join(page(made)) and "&lt;img" in "".join(page(made))


def test_the_word_document_is_set_as_the_standard_has_it(june: Report) -> None:
    made = word(june)
    assert made == word(june)
    document = docx.Document(io.BytesIO(made))
    section = document.sections[0]
    margins = [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(it.mm) for it in filter(None, (section.page_width, section.page_height, *margins))] == [
        210,
        297,
        37,
        35,
        28,
        26,
    ]
    for name, family, size in FONTS:
        style = document.styles[name]
        fonts = style.element.rPr.rFonts
        assert (fonts.get(qn("w:eastAsia")), style.font.size) == (family, Pt(size))
        assert not [key for key in fonts.keys() if key.endswith("Theme") and "cs" not in key]  # noqa: SIM118
    body = document.styles["Normal"]
    assert body.paragraph_format.line_spacing == Pt(28)
    assert int((Mm(297) - Mm(37) - Mm(35)) / Pt(28)) == 22
    closer = int(body.element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int((Mm(210) - Mm(28) - Mm(26)) / Pt(1) / (16 + closer)) == 28
    told = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs if paragraph.style]
    assert [text[:2] for name, text in told if name == "Heading 1"][1:3] == ["一、", "二、"]
    assert [text[:3] for name, text in told if name == "Heading 2"][:2] == ["（一）", "（二）"]


def test_a_template_gives_its_styles_and_not_its_words(bulletin: Document, tmp_path: Path) -> None:
    house = docx.Document()
    house.add_paragraph("不应留下")
    house.styles["Heading 1"].font.size = Pt(30)
    house.save(str(tmp_path / "house.docx"))
    document = docx.Document(io.BytesIO(word(digest(bulletin), tmp_path / "house.docx")))
    assert document.styles["Heading 1"].font.size == Pt(30)
    assert "不应留下" not in [paragraph.text for paragraph in document.paragraphs]
    (tmp_path / "none.docx").write_text("no document")
    with pytest.raises(OptionError, match=r"none\.docx"):
        word(digest(bulletin), tmp_path / "none.docx")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((None, None, None), "say which month"),
        (("2016-13", None, None), "no month"),
        (("2016-06-01", None, None), "no month"),
        (("2016-06", "2016-06", None), "give one or the other"),
        ((None, "2016-07", "2016-06"), "before"),
    ],
)
def test_periods_that_make_no_sense_are_refused(options: tuple[str | None, str | None, str | None], told: str) -> None:
    with pytest.raises(OptionError, match=told):
        period(*options)


def test_forms_are_found_by_name_and_by_ending() -> None:
    assert [form(None, name, None) for name in (None, "a.docx", "a.HTML", "a")] == ["md", "docx", "html", "md"]
    for asked, output, template in ((None, "a.pdf", None), ("pdf", None, None), ("md", None, Path("house.docx"))):
        with pytest.raises(OptionError):
            form(asked, output, template)


def test_the_command_takes_texts_and_what_extract_has_written(seed: Extraction, june: Report, tmp_path: Path) -> None:
    records = tmp_path / "run.json"
    records.write_text(seed.model_dump_json(by_alias=True), "utf-8")
    command = [sys.executable, "-m", "kczx", "digest", str(records), "--month", "2016-06"]
    done = subprocess.run(command, capture_output=True, check=True)
    assert done.stderr == b""
    assert done.stdout == b"".join(written(june, "md"))


def test_a_store_gives_what_its_files_do_and_a_saved_question_a_part(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.txt").write_text(BULLETIN, "utf-8")
    (tmp_path / "news/b.txt").write_text("2020年10月1日，乐山市科协在乐山召开会议。", "utf-8")

    def kczx_(*arguments: str) -> str:
        command = [sys.executable, "-m", "kczx", *arguments]
        return subprocess.run(command, capture_output=True, check=True, cwd=tmp_path).stdout.decode()

    period_ = ("--month", "2020-09")
    kczx_("add", "news", "--base-date", "2020-10-08")
    told = kczx_("digest", *period_)
    assert told == kczx_("digest", "news", "--base-date", "2020-10-08", *period_)
    assert told.count("\n- ") > 3
    kczx_("search", "--kind", "lecture", "--save", "讲座")
    part = kczx_("digest", "--saved", "讲座", *period_)
    assert part.count("\n- ") == 1 and "科普讲座" in part


def test_a_sentence_that_goes_on_stands_where_its_story_does() -> None:
    text = "乐山科普节开幕\n9月3日，乐山科普节在乐山开幕。\n启动仪式上，与会领导向学生赠送了图书。"
    made = digest(read(text))
    assert all(section == "各市工作情况" and group.name.endswith("乐山市") for section, group, _ in items(made))


def test_over_several_years_each_day_has_its_year() -> None:
    made = report(
        extraction([read(PAPER), read("2019年9月12日，乐山市科协在乐山召开会议。", "b")], "0"),
        period(None, "2019", "2020"),
    )
    leads = [item.lead for section, _, item in items(made) if section != "本期要闻"]
    assert leads == ["（2020年9月12日）", "（2019年9月12日）"]
    assert made.title == "2019年至2020年情况汇总"


@pytest.mark.parametrize("mark", ["1.", "（二）", "●", "3、", "12．"])
def test_marks_of_lists_are_left_out(mark: str) -> None:
    made = digest(read(f"二、各市动态\n乐山市\n{mark}9月3日，市科协在峨眉山市举办科普讲座。"))
    assert under(made, "乐山市") == ["9月3日，市科协在峨眉山市举办科普讲座。"]


def test_a_provinces_society_has_its_own_heading_in_the_provinces_section() -> None:
    made = digest(read("四川省园艺学会：9月3日，在乐山举办果树栽培培训班。"))
    assert [(section, group.name) for section, group, _ in items(made)] == [
        ("各省和省级科协工作情况", "（一）四川省园艺学会")
    ]


def test_copies_are_told_once_and_all_cited(bulletin: Document) -> None:
    alone, both = digest(bulletin), digest(bulletin, read(BULLETIN + "\n", "copy.txt"))
    texts = [(section, group.name, item.lead + item.text) for section, group, item in items(both)]
    assert texts == [(section, group.name, item.lead + item.text) for section, group, item in items(alone)]
    for section, _, item in items(both):
        if section != "本期要闻":
            assert {note.document.path for note in both.notes if note.number in item.notes} == {"made.txt", "copy.txt"}


def test_one_text_in_other_widths_is_told_once_and_another_citys_is_not() -> None:
    first = "乐山市：9月3日，走访民营企业 了解技术需求，协商共建服务站。"
    other = first.replace("，", ",").replace("9", "９").replace(" ", "")
    made = digest(read(first, "a"), read(other, "b"), read(first.replace("乐山", "宜宾"), "c"))
    assert [len(under(made, name)) for name in ("乐山市", "宜宾市")] == [1, 1]


def test_days_that_there_are_none_of_are_in_doubt() -> None:
    made = digest(read("乐山市：9月3日，市科协在乐山举办科普讲座。\n宜宾市：9月31日，市科协在宜宾举办青年论坛。"))
    assert under(made, "乐山市") == ["9月3日，市科协在乐山举办科普讲座。"]
    assert under(made, "日期未写明") == ["（宜宾市）9月31日，市科协在宜宾举办青年论坛。"]
    assert not under(made, "宜宾市")


def test_highlights_name_the_event_and_are_cut_by_weight() -> None:
    text = "9月12日，中国科协党组书记高松林、副主席林国栋出席。9月12日，青年科技论坛在北京举行，中国科协党组书记高松林致辞。"
    assert under(digest(read(text)), "本期要闻")[0].startswith("9月12日，青年科技论坛在北京举行")
    small = "\n".join(f"9月{day}日，中国科协党组书记高松林会见来宾。" for day in range(1, 12))
    large = "\n9月28日，中国科协党组书记高松林、副主席林国栋、四川省副省长何明远出席青年科技论坛并致辞。"
    assert any("9月28日" in told for told in under(digest(read(small + large)), "本期要闻"))


def test_a_level_stands_before_its_growth() -> None:
    text = "9月9日，乐山市科协在乐山召开会议，乐山市科普经费投入比上年增加2000万元，达3亿元。"
    [table] = [section.table for section in digest(read(text)).sections if section.heading.endswith("数据及变化")]
    assert table is not None
    assert [(cells[1], cells[3]) for cells, _ in table.rows] == [("3亿元", ""), ("2000万元", "增")]
