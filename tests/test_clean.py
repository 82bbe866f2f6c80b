"""What cleaning undoes, what it leaves alone, and that each character still knows its place."""

from __future__ import annotations

import pytest

from kczx import lexicon
from kczx.acquire import from_text
from kczx.clean import clean
from kczx.clean.lines import mend_lines
from kczx.clean.marks import single_marks
from kczx.clean.notes import drop_notes
from kczx.clean.width import plain_width
from kczx.spans import Aligned


def cleaned(text: str) -> str:
    return clean(from_text(text)).aligned.text


@pytest.mark.parametrize(
    ("text", "after", "count"),
    [
        ("中國科學(xué)技術(shù)協(xié)會", "中國科學技術協會", 3),
        ("中國科學（xué）技術", "中國科學技術", 1),
        ("科學(xue)", "科學", 1),  # toneless
        ("發(fà)展", "發展", 1),  # another tone of the same syllable
        ("女(nǚ)士、旅(lǚ)游", "女士、旅游", 2),
        ("電氣電子工程師學會(IEEE)", "電氣電子工程師學會(IEEE)", 0),
        ("蘇州(园区)", "蘇州(园区)", 0),
        ("附件(a)", "附件(a)", 0),
        ("規劃(2021-2023年)", "規劃(2021-2023年)", 0),
        ("會議(online)", "會議(online)", 0),
        ("學(guó)", "學(guó)", 0),  # no reading of this character
        ("(xué)", "(xué)", 0),  # nothing before it
        ("abc(xué)", "abc(xué)", 0),
        ("學()", "學()", 0),
        ("學(xué", "學(xué", 0),
        ("學(xué )會(huì )、學(xué)", "學會、學", 3),  # a space within
        ("學(xué) 會(huì) 在", "學會在", 2),  # the notes' writer put a space behind each
        ("科學(xué)院 工學(xué) 北京", "科學院 工學 北京", 2),  # one space of two: it parts two names
        ("朱䶮(yǎn)、㛃（jié）", "朱䶮、㛃", 2),  # a rare character, which no table has
        ("王𬀩(wěi)、𬀩(a)", "王𬀩、𬀩(a)", 1),
    ],
)
def test_notes(text: str, after: str, count: int) -> None:
    aligned, notes = drop_notes(Aligned.of(text))
    assert (aligned.text, notes) == (after, count)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("２０２１年５月", "2021年5月"),
        ("ＣＴＯ张博", "CTO张博"),
        ("⼈⺠⽇报", "人民日报"),  # radicals
        ("⺠政部⾦融", "民政部金融"),
        ("金\uf90a", "金金"),  # a compatibility ideograph
        ("科\u3000协 会\u00a0议", "科 协 会 议"),
        ("科\u200b协\u00ad会\ufeff议\u202e", "科协会议"),  # characters that nobody sees
        ("，。（）：；！？", "，。（）：；！？"),  # punctuation is left as it is
        ("“科创中国”…—", "“科创中国”…—"),
        ("𠮷野家", "𠮷野家"),
        ("", ""),
    ],
)
def test_width(text: str, after: str) -> None:
    assert plain_width(Aligned.of(text)).text == after


@pytest.mark.parametrize(
    ("text", "after", "places"),
    [
        ("代表出席,，专家参加,。主题,、又", "代表出席，专家参加。主题、又", [(4, 6), (10, 12), (14, 16)]),
        ("代表出席,，,专家参加，,再来", "代表出席，专家参加，再来", [(4, 7), (11, 13)]),
        ("出席,,参加,再来。", "出席,,参加,再来。", []),  # which of two commas was a mark cannot be told
        ("1,000,000元,其中5,，6", "1,000,000元,其中5,，6", []),
    ],
)
def test_doubled_marks(text: str, after: str, places: list[tuple[int, int]]) -> None:
    mended, remarks = single_marks(Aligned.of(text))
    assert (mended.text, [remark.span for remark in remarks]) == (after, places)


def test_the_width_table_maps_one_character_to_one() -> None:
    def char(cell: str) -> str:
        return chr(int(cell[2:], 16)) if cell.startswith("U+") else cell

    rows = lexicon.rows("clean/width.tsv", 2)
    table = {char(old): char(new) for old, new in rows}
    assert len(table) == len(rows)
    assert all(len(old) == len(new) == 1 for old, new in table.items())
    assert not table.keys() & set(table.values())  # done once is done
    assert not any("\u4e00" <= old <= "\u9fff" for old in table)


COLUMN = """4 月 30 日，由 88 家单位共
同发起的“科创中国”联合体
成立大会在北京举行。中国科
协党组书记、常务副主席、书
记处第一书记怀进鹏出席会议
并致辞，全网观看量达 225.32

万人次。
"""


def test_a_newsletter_column_reads_in_one_line() -> None:
    assert cleaned(COLUMN).rstrip() == (
        "4月30日，由88家单位共同发起的“科创中国”联合体成立大会在北京举行。中国科协党组书记、常务副主席、书记处第一书记"
        "怀进鹏出席会议并致辞，全网观看量达225.32万人次。"
    )


@pytest.mark.parametrize(
    ("text", "after"),
    [
        # A page whose lines end with their sentences keeps them.
        ("6月3日，协会召开会议。\n6月5日，协会召开大会。", "6月3日，协会召开会议。\n6月5日，协会召开大会。"),
        ("首页\n新闻\n协会要闻", "首页\n新闻\n协会要闻"),
        ("协会召开会议\n6月3日，协会召开会议。", "协会召开会议\n6月3日，协会召开会议。"),
        # A line that cannot be a line's end, or a beginning.
        ("出席会议的有协会会长王素，\n副会长李明等。", "出席会议的有协会会长王素，副会长李明等。"),
        ("本次会议由协会主办\n，学会承办。", "本次会议由协会主办，学会承办。"),
        # Spaces inside words, dates and numbers.
        ("发展的一项\n重 要 工 作 。", "发展的一项\n重要工作。"),
        ("4 月 30 日，", "4月30日，"),
        ("4 月 30 日下午 3 时", "4月30日下午3时"),
        ("共 105 个服务团、近 30 万人次", "共105个服务团、近30万人次"),
        ("第 26 届年会", "第26届年会"),
        # Names of two characters, padded to the width of three.
        ("王　素、李　明、张三丰", "王素、李明、张三丰"),
        ("会长：王　素", "会长：王素"),
        ("会议由王　素主持。", "会议由王素主持。"),
        ("主席  王 素", "主席  王素"),
        # Spaces that part words stay.
        ("开幕 王素 李明 赵三", "开幕 王素 李明 赵三"),
        ("企业云课堂 启动仪式", "企业云课堂 启动仪式"),
        ("Science and Technology", "Science and Technology"),
    ],
)
def test_lines_and_spaces(text: str, after: str) -> None:
    assert mend_lines(plain_width(Aligned.of(text))).text == after


NARROW = """怀进鹏强调，打造“科创中国”品
牌是中国科协响应中央号召、回
应社会诉求、助力科技经济融合
的一项
重 要 工 作 。
中国科协将
以需求为导
向，构建资
源整合平台。

中国科协办公厅

[2021-05-14]

协会举办学术年会

6 月 3 日，协会在南京举办学术
年会，来自各地的 200 多名代表
参加会议，会议由协会副会长张
立主持。
"""


def test_a_column_beside_a_picture_and_the_article_behind_it() -> None:
    assert [line for line in cleaned(NARROW).split("\n") if line.strip()] == [
        "怀进鹏强调，打造“科创中国”品牌是中国科协响应中央号召、回应社会诉求、助力科技经济融合的一项重要工作。",
        "中国科协将以需求为导向，构建资源整合平台。",
        "中国科协办公厅",
        "[2021-05-14]",
        "协会举办学术年会",
        "6月3日，协会在南京举办学术年会，来自各地的200多名代表参加会议，会议由协会副会长张立主持。",
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    lines = cleaned(COLUMN.replace("\n", end)).split()
    assert lines[0].startswith("4月30日，由88家单位共同发起的“科创中国”联合体成立大会在北京举行。中国科协党组书记")


@pytest.mark.parametrize(
    ("text", "after", "script"),
    [
        ("中国科协在乾县召开会议", "中国科协在乾县召开会议", "Hans"),  # 乾 stays in simplified text
        ("乾隆年间，於幼军著书，甦醒", "乾隆年间，於幼军著书，甦醒", "Hans"),
        ("甯春雨、林汎出席会议", "甯春雨、林汎出席会议", "Hans"),
        ("為什麼", "为什么", "Hant"),
        ("什么", "什么", "Hans"),
        ("中國科協會長馬小飛", "中国科协会长马小飞", "Hant"),
        ("頭髮發展裏面以後皇后", "头发发展里面以后皇后", "Hant"),
        ("臺灣與大陸", "台湾与大陆", "Hant"),
        ("中国科协与學會召开会议", "中国科协与学会召开会议", "mixed"),
        ("中国科协会议纪要\n馬小飛", "中国科协会议纪要\n马小飞", "mixed"),
        ("Only Latin 123", "Only Latin 123", "Hans"),
        ("", "", "Hans"),
        ("乾安县的活动，臺湾客人參加", "乾安县的活动，台湾客人参加", "mixed"),  # a line of simplified text stays so
        ("县长於宝山與會", "县长於宝山与会", "mixed"),
        ("乾縣的乾陵，乾隆年間，乾安縣", "乾县的乾陵，乾隆年间，乾安县", "Hant"),
        ("牛肉乾、乾淨的，於是", "牛肉干、干净的，于是", "Hant"),
    ],
)
def test_script(text: str, after: str, script: str) -> None:
    result = clean(from_text(text))
    assert (result.aligned.text, result.script) == (after, script)


def test_one_traditional_character_in_a_long_text_makes_no_other_script() -> None:
    assert clean(from_text("中国科协学术会议纪要发布" * 20 + "臺")).script == "Hans"


def test_lines_in_simplified_characters_are_not_converted() -> None:
    assert cleaned("於幼军到乾县。\n中國科協") == "於幼军到乾县。\n中国科协"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("中国科协", []),
        ("科學(xué)", ["notes-dropped"]),
        ("獲獎?wù)唏R小飛", ["mojibake-repaired"]),
        ("科學(xué)獲獎?wù)唏R小飛。", ["mojibake-repaired", "notes-dropped"]),
    ],
)
def test_remarks(text: str, codes: list[str]) -> None:
    assert [remark.code for remark in clean(from_text(text)).remarks] == codes


@pytest.mark.parametrize(
    ("text", "word", "source"),
    [
        ("科學(xué)技術(shù)協(xié)會", "科学技术", "科學(xué)技術"),
        ("4 月 30 日召開", "4月30日", "4 月 30 日"),
        ("会长：王　素、", "王素", "王　素"),
        ("中国科\n协，会议，\n召开，", "会议", "会议"),
        ("４月", "4", "４"),
        ("科\u200b协", "科协", "科\u200b协"),
        ("獲獎?wù)唏R小飛說", "小飞", "小飛"),
    ],
)
def test_what_is_found_leads_back_to_the_source(text: str, word: str, source: str) -> None:
    aligned = clean(from_text(text)).aligned
    at = aligned.text.index(word)
    start, end = aligned.span(at, at + len(word))
    assert text[start:end] == source
