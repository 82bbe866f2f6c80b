"""Running text apart from a page's furniture; articles whole and apart from each other; sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

import kczx
from kczx.acquire import from_text
from kczx.clean import clean
from kczx.divide import divide
from kczx.divide.lines import lines
from kczx.flow import Article

ROOT = Path(__file__).resolve().parents[1]
NANJING = "5月13日，江苏省科协在南京召开学术年会。江苏省科协主席陈骏出席会议并致辞。会议由江苏省科协副主席李明主持。"
HANGZHOU = "6月5日，浙江省科协在杭州举办科普论坛。浙江省科协主席张立出席论坛并讲话，来自全省的代表参加论坛。"


def articles(text: str) -> list[Article]:
    return divide(clean(from_text(text)))


def running(article: Article) -> str:
    """The text of an article without its titles, datelines and bylines."""
    return "\n".join(article.text[zone.start : zone.end] for zone in article.zones if zone.kind == "text")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (NANJING, "text"),
        ("江苏省科协召开学术年会", "short"),
        ("中国科协办公厅", "short"),
        ("主办单位：湖北省地质学会", "text"),
        ("志愿服务传递正能量", "short"),
        ("第一时间为您推送权威资讯", "noise"),
        ("[2021-05-14]", "date"),
        ("（2021年5月14日）", "date"),
        ("2021-05-14", "date"),
        ("发布时间：2021-05-14 10:20 来源：江苏省科协", "meta"),
        ("2021年05月14日 08:21 中国新闻网", "meta"),
        ("(责编：王素、李明)", "credit"),
        ("来源：江苏省科协学会部", "credit"),
        ("首页 > 新闻中心 > 科协要闻", "noise"),
        ("您的位置：首页 > 要闻", "noise"),
        ("科协概况 | 机构设置 | 通知公告 | 党建", "noise"),
        ("上一篇：浙江省科协举办论坛", "noise"),
        ("版权所有 江苏省科学技术协会", "noise"),
        ("苏ICP备12345678号", "noise"),
        ("登录", "noise"),
        ("打印 关闭窗口", "noise"),
        ("新闻 视频 图片 专题 评论", "noise"),
        ("————————", "noise"),
        ("联系人：王素 联系电话：010-62129657", "contact"),
        ("地址：武汉市东湖路1号", "contact"),
        ("宁科普发〔2020〕17号", "number"),
        ("（科普部 2021-06-06）", "closed"),
        ("20220708 15:20", "meta"),
        ("会议时间：2022年6月6日上午", "text"),
        ("阅读：58 次", "noise"),
        ("各会员单位：", "text"),
        ("副主任王素带队。", "text"),
        ("图为江苏省科协副主席李明（左三）为优胜队颁奖", "text"),
        # Words of menus within a sentence make no menu of it.
        ("他说，打印店的首页要放上二维码，并扫码登录。", "text"),
        ("协会网站的版权所有者是江苏省科学技术协会，任何单位不得转载。", "text"),
        ("参观人次\t3,200人", "text"),  # a row of a table
        ("参观须知\t在线预约", "short"),
    ],
)
def test_lines(line: str, kind: str) -> None:
    assert [found.kind for found in lines(line)] == [kind]


def test_lines_skip_what_is_empty() -> None:
    text = "\n 甲 \n\n\t\n乙\n"
    assert [text[line.start : line.end] for line in lines(text)] == ["甲", "乙"]
    assert lines("") == lines(" \n\t\n") == []


PAGE = f"""首页
新闻
党建
学会
科普
当前位置：首页 > 科协要闻
江苏省科协召开学术年会
发布时间：2021-05-14 来源：江苏省科协
{NANJING}
{HANGZHOU}
分享到
相关新闻
湖南省科协慰问科技工作者
山东省科协启动科普日
版权所有 江苏省科学技术协会
"""
RUN = " ".join(
    f"{place}科协举办{what}"
    for place in ("江苏省", "浙江省", "湖南省", "山东省")
    for what in ("论坛", "科普日", "年会")
)


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        (PAGE, "江苏省科协召开学术年会", f"{NANJING}\n{HANGZHOU}"),
        (f"江苏省科协召开学术年会\n{NANJING}", "江苏省科协召开学术年会", NANJING),
        (f"原标题：江苏省科协召开学术年会\n{NANJING}", "原标题：江苏省科协召开学术年会", NANJING),
        (f"首页 > 要闻\n登录\n注册\n\n江苏省科协召开学术年会\n\n{NANJING}", "江苏省科协召开学术年会", NANJING),
        (f"{RUN}\n{NANJING}", None, NANJING),
        (f"{NANJING}\n{RUN}", None, NANJING),
        (
            f"{' '.join(['科协动态 学会风采 院士专家 科普中国'] * 40)}\n江苏省科协召开年会\n{NANJING}",
            "江苏省科协召开年会",
            NANJING,
        ),
        (NANJING, None, NANJING),
    ],
)
def test_a_page(text: str, title: str | None, body: str) -> None:
    (article,) = articles(text)
    assert (article.first("title"), running(article)) == (title, body)


SHORT_RUN = " ".join(
    f"{place}科协举办{what}" for place in ("江苏省", "浙江省", "湖南省") for what in ("论坛", "科普日", "年会")
)
DATED = "江苏省科协召开学术年会\n发布时间：2021-05-14 来源：江苏省科协 浏览次数：12"


@pytest.mark.parametrize(
    "page",
    [
        f"首页 > 要闻\n{DATED}\n{NANJING}\n上一篇：某会议在宁召开\n下一篇：某论坛开幕",
        f"{SHORT_RUN}\n{NANJING}",
        f"{DATED}\n{NANJING}",
    ],
)
def test_a_page_with_little_text(page: str) -> None:
    (article,) = articles(page)
    assert running(article) == NANJING


TWO = """江苏省科协召开学术年会

{first}

江苏省科协办公室

{opening}2021-05-14{closing}

浙江省科协举办科普论坛

{second}

浙江省科协学会部

{opening}2021-06-06{closing}
"""


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ("（", "）"), ("", ""), ("【", "】")])
def test_two_articles_closed_by_bylines(opening: str, closing: str) -> None:
    text = TWO.format(first=NANJING, second=HANGZHOU, opening=opening, closing=closing)
    one, two = articles(text)
    assert (one.id, one.first("title"), one.first("byline"), one.published, running(one)) == (
        "a1", "江苏省科协召开学术年会", "江苏省科协办公室", "2021-05-14", NANJING
    )  # fmt: skip
    assert (two.id, two.first("title"), two.first("byline"), two.published, running(two)) == (
        "a2", "浙江省科协举办科普论坛", "浙江省科协学会部", "2021-06-06", HANGZHOU
    )  # fmt: skip
    assert [text[a:b].split()[0] for a, b in one.pieces + two.pieces] == [
        "江苏省科协召开学术年会",
        "浙江省科协举办科普论坛",
    ]


def test_two_articles_opened_by_headings_and_datelines() -> None:
    text = (
        f"江苏省科协召开学术年会\n发布时间：2021-05-14 来源：江苏省科协\n{NANJING}\n"
        f"浙江省科协举办科普论坛\n发布时间：2021-06-06 来源：浙江省科协\n{HANGZHOU}"
    )
    found = [
        (article.first("title"), article.published, article.publisher, running(article)) for article in articles(text)
    ]
    assert found == [
        ("江苏省科协召开学术年会", "2021-05-14", "江苏省科协", NANJING),
        ("浙江省科协举办科普论坛", "2021-06-06", "浙江省科协", HANGZHOU),
    ]


def test_two_articles_opened_by_headings_and_bare_dates() -> None:
    text = f"江苏省科协召开学术年会\n2021-05-14\n{NANJING}\n浙江省科协举办科普论坛\n2021-06-06\n{HANGZHOU}"
    assert [(article.first("title"), article.published) for article in articles(text)] == [
        ("江苏省科协召开学术年会", "2021-05-14"), ("浙江省科协举办科普论坛", "2021-06-06")
    ]  # fmt: skip


TORN = """“江淮创新”联合体成立大会在合肥召开

3月8日，由多家单位共同发起的“江淮创新”联合体成立大会在合肥举行，安徽省科协主席陈骏出席会议并致辞。
陈骏指出，“江淮创新”联合体要构建协作网络，促进主体融通协作，形成有影响力的工作载体。

的意见；并欢迎芬兰企业参加展会，助力中芬合作。李明还邀请他出席下届大会。
科斯基就电池应用问题与李明交换意见，希望同安徽企业开展合作。

安徽省科协国际部

[2021-03-19]

李明会见合肥市副市长张立一行

3月13日，安徽省科协副主席李明会见合肥市副市长张立一行。双方就人才建设进行了交流。

安徽省科协办公室

[2021-03-14]

陈骏强调，“江淮创新”联合体是联系创新主体的工作载体，要构建协作网络，促进主体融通协作。
“江淮创新”联合体由企业和高校发起成立，服务高质量发展。

安徽省科协学会部

[2021-03-09]
"""


def test_an_article_that_the_layout_tore_apart() -> None:
    found = {article.first("byline"): article for article in articles(TORN)}
    assert set(found) == {"安徽省科协国际部", "安徽省科协办公室", "安徽省科协学会部"}
    torn = found["安徽省科协学会部"]
    assert (torn.first("title"), torn.published) == ("“江淮创新”联合体成立大会在合肥召开", "2021-03-09")
    assert running(torn).startswith("3月8日") and running(torn).endswith("服务高质量发展。")
    assert "科斯基" not in torn.text and "张立" not in torn.text
    assert len(torn.pieces) == 2
    assert "陈骏强调" in TORN[slice(*torn.pieces[1])]
    rest = found["安徽省科协国际部"]
    assert (rest.first("title"), rest.published) == (None, "2021-03-19")
    assert running(rest).startswith("的意见；并欢迎芬兰企业") and running(rest).endswith("希望同安徽企业开展合作。")


def test_the_four_articles_of_seed_000() -> None:
    text = (ROOT / "seeds" / "000_2a9ea7e1e45ce374.txt").read_text("utf-8")
    found = [(article.first("byline"), article.published, len(article.pieces)) for article in articles(text)]
    assert sorted(found, key=str) == [
        ("中国科协企业创新服务中心", "2021-05-14", 1),
        ("中国科协办公厅", "2021-05-14", 1),
        ("中国科协国际联络部", "2021-05-19", 1),
        ("中国科协学会学术部", "2021-05-01", 2),
    ]


@pytest.mark.parametrize("text", ["", " \n\n", "首页 > 要闻\n登录\n注册", "————\n****"])
def test_no_article_where_nothing_is_told(text: str) -> None:
    assert articles(text) == []


def test_a_headline_alone_is_an_article() -> None:
    (article,) = articles("江苏省科协召开学术年会")
    assert (article.first("title"), running(article)) == ("江苏省科协召开学术年会", "")


def test_every_zone_is_a_line_of_the_article() -> None:
    for path in sorted((ROOT / "seeds").glob("*.txt")):
        for article in articles(path.read_text("utf-8")):
            assert [article.text[zone.start : zone.end] for zone in article.zones] == article.text.split("\n")


def test_rows_of_names_below_a_list_s_heading_are_text() -> None:
    names = "丁一鸣　方启明　顾长青　童立\n魏　然　申雅琴　麦长青　郎静宜"
    assert "郎静宜" in articles(f"{HANGZHOU}\n附：理事名单\n（以姓氏笔画为序）\n{names}")[0].text
    assert "郎静宜" not in articles(f"{HANGZHOU}\n{names}")[0].text


@pytest.mark.parametrize(
    ("head", "title", "publisher"),
    [
        ("湖州市药学会工作月报\n（2019年4月）\n", "湖州市药学会工作月报 （2019年4月）", None),
        ("湖州药学通讯\n2019 年第 4 期\n\n药学科普月启动\n", "药学科普月启动", "湖州药学通讯"),
        ("湖州市2019年药品抽检公报\n湖州市药监局　湖州市统计局\n2019年4月2日\n", "湖州市2019年药品抽检公报", "湖州市药监局"),
        ("药学科普月启动\n作者：湖州市药学会　　时间：2019年4月2日\n", "药学科普月启动", "湖州市药学会"),
        ("药学科普月启动\n作者：丁一鸣　　时间：2019年4月2日\n", "药学科普月启动", None),
        ("湖州科协简报\n2019年第4期　湖州市科协主办　2019年4月2日\n药学科普月启动\n", "药学科普月启动", "湖州市科协"),
        ("# 一周药讯\n2019-04-02\n**药学科普月启动**\n", "一周药讯", None),
    ],
)  # fmt: skip
def test_what_stands_above_a_text_is_its_title_or_tells_who_issues_it(
    head: str, title: str, publisher: str | None
) -> None:
    document = kczx.read(
        f"{head}4月1日，湖州市药学会在湖州举办科普讲座，120名会员参加。讲座为期两天，由学会秘书处承办。\n"
    )
    assert (document.title, document.publisher) == (title, publisher)
