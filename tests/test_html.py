"""Markup: entities, tags and white space in names; encodings; what a page tells of itself; lists and forms."""

from __future__ import annotations

import io
import re

import pytest

from kczx.acquire.files import read
from kczx.acquire.html.page import page, site_of
from kczx.acquire.html.tokens import tokens
from kczx.acquire.inputs import Input
from kczx.flow import Source
from kczx.pipeline import read as extract

STORY = "<p>5月13日，{}出席会议并讲话，来自全国的88家单位参加会议。</p><p>会议由江苏省科协主席陈骏主持，会期两天。</p>"


def source(data: str | bytes, charset: str | None = None) -> Source:
    stream = io.BufferedReader(io.BytesIO(data if isinstance(data, bytes) else data.encode()))
    (found,) = read(Input("a.html", "a.html", stream, charset=charset))
    assert isinstance(found, Source), found
    return found


@pytest.mark.parametrize(
    ("markup", "name", "written"),
    [
        ("中国科协党组书记<b>怀</b>进鹏", "怀进鹏", "怀</b>进鹏"),
        ("中国科协党组书记怀<span style='a>b'>进</span>鹏", "怀进鹏", "怀<span style='a>b'>进</span>鹏"),
        ("中国科协党组书记&#24576;进&#x9e4f;", "怀进鹏", "&#24576;进&#x9e4f;"),
        ("中国科协党组书记怀<!-- x -->进鹏", "怀进鹏", "怀<!-- x -->进鹏"),
        ("中国科协党组书记怀\n    进鹏", "怀进鹏", "怀\n    进鹏"),
        ("中国科协党组书记怀进鹏", "怀进鹏", "怀进鹏"),
        ("中国科协党组书记万&nbsp;钢", "万钢", "万&nbsp;钢"),
    ],
)
def test_a_name_in_pieces(markup: str, name: str, written: str) -> None:
    found = source("<html><body>" + STORY.format(markup))
    person = next(person for person in extract(found).document.people if person.name == name)
    assert found.text[slice(*person.mentions[0].span)] == written


def test_a_body_in_pieces() -> None:
    found = source("<html><body>" + STORY.format("中国科&nbsp;协党组书记怀进鹏"))
    assert found.text.count("中国科&nbsp;协") == 1
    body = next(b for b in extract(found).document.organizations if b.name == "中国科协")
    assert found.text[slice(*body.mentions[0].span)] == "中国科&nbsp;协"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("王建国&nbsp;李明", "王建国\xa0李明"),
        ("来源：市科学技术局&nbsp;浏览次数：2", "来源：市科学技术局\xa0浏览次数：2"),
        ("a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"),
        ("one\n  two", "one two"),
        ("江苏\n省科协", "江苏省科协"),
        ("一<br>二<p>三<div>四</div>五", "一\n二\n三\n四\n五"),
        ("<pre>一  二\n三</pre>", "一  二\n三"),
        ("标题<span>2021-05-14</span>", "标题 2021-05-14"),
        ("a&copy;b&xyzzy;c", "a©b&xyzzy;c"),
        ("5 < 6 且 7 > 6", "5 < 6 且 7 > 6"),
    ],
)
def test_running_text(written: str, shown: str) -> None:
    assert getattr(source(f"<html><body>{written}").body, "text", None) == shown


PAGE = (
    "<html><head><meta charset='{}'><title>{}</title>{}</head><body><h1>江苏省科协召开学术年会</h1>"
    + STORY
    + "</body></html>"
)


@pytest.mark.parametrize(
    ("written", "declared", "header", "told"),
    [
        ("utf-8", "utf-8", None, "utf-8"), ("gbk", "gb2312", None, "gb18030"), ("gbk", "utf-8", None, "gb18030"),
        ("utf-8", "gb2312", None, "utf-8"), ("utf-8-sig", "gbk", None, "utf-8"), ("gbk", "", "gbk", "gb18030"),
        ("gbk", "", None, "gb18030"), ("gbk", "iso-8859-1", None, "gb18030"), ("utf-16", "utf-8", None, "utf-16"),
        ("gb18030", "big5", None, "gb18030"), ("utf-8", "没有", "none", "utf-8"),
    ],
)  # fmt: skip
def test_encodings(written: str, declared: str, header: str | None, told: str) -> None:
    found = source(PAGE.format(declared, "江苏省科协召开学术年会", "", "陈骏").encode(written), header)
    assert (found.encoding, found.title) == (told, "江苏省科协召开学术年会")


@pytest.mark.parametrize(("declared", "header"), [("big5", None), ("utf-8", None), ("", "big5")])
def test_traditional_bytes(declared: str, header: str | None) -> None:
    story = "<p>國立臺灣大學校長管中閔十三日出席科學技術協會學術年會並致詞，來自各地的代表參加會議。</p>"
    found = source(f"<html><head><meta charset='{declared}'></head><body>{story}</body></html>".encode("big5"), header)
    assert found.encoding == "big5" and "臺灣大學" in found.text


def test_a_few_wrong_bytes_are_told() -> None:
    data = PAGE.format("utf-8", "t", "", "陈骏").encode().replace("全国".encode(), b"\xff\xfe", 1)
    found = source(data)
    assert [remark.code for remark in found.remarks] == ["bytes-replaced"]
    assert "bytes-replaced" in [notice.code for notice in extract(found).document.notices]


LINKED = '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"会议","datePublished":"2021-05-14T08:00","publisher":{"name":"新华网"}}]}</script>'  # noqa: E501


@pytest.mark.parametrize(
    ("window", "head", "told"),
    [
        ("江苏省科协召开学术年会_江苏科协", "", ("江苏省科协召开学术年会", None, "江苏科协")),
        ("江苏省科协召开学术年会 - 新闻 - 江苏科协", "", ("江苏省科协召开学术年会", None, "江苏科协")),
        ("江苏科协", "<meta name=PubDate content='2021-05-14 10:00'>", ("江苏省科协召开学术年会", "2021-05-14", None)),
        ("x", "<meta name='ContentSource' content='省科协办公室'>", ("江苏省科协召开学术年会", None, "省科协办公室")),
        ("x", "<META CONTENT=2021/5/4 NAME=publishdate>", ("江苏省科协召开学术年会", "2021-05-04", None)),
        ("x", '<meta property="article:published_time" content="2021-05-14T1">', ("江苏省科协召开学术年会", "2021-05-14", None)),
        ("x", '<meta property="og:site_name" content="江苏科协">', ("江苏省科协召开学术年会", None, "江苏科协")),
        ("x", "<meta name=pubdate content=tomorrow>", ("江苏省科协召开学术年会", None, None)),
        ("x", LINKED, ("江苏省科协召开学术年会", "2021-05-14", "新华网")),
        ("x", "<script type='application/ld+json'>{broken</script>", ("江苏省科协召开学术年会", None, None)),
    ],
)  # fmt: skip
def test_what_a_page_tells_of_itself(window: str, head: str, told: tuple[str | None, ...]) -> None:
    found = source(PAGE.format("utf-8", window, head, "陈骏"))
    assert (found.title, found.published, found.publisher) == told


def test_the_day_of_publication_is_no_event() -> None:
    document = extract(source(PAGE.format("utf-8", "x", "<meta name=pubdate content=2021-05-14>", "陈骏"))).document
    assert document.published == "2021-05-14"
    assert [(date.text, date.edtf, date.basis) for date in document.dates] == [("5月13日", "2021-05-13", "published")]


@pytest.mark.parametrize("line", ["<a href=/d>2021年5月14日</a>", "发表于 2021-5-14 10:41", "发布：2021/05/14"])
def test_the_day_below_the_headline(line: str) -> None:
    markup = f"<html><title>江苏省科协召开学术年会</title><h1>江苏省科协召开学术年会</h1><div>{line}</div>{STORY.format('陈骏')}"
    assert source(markup).published == "2021-05-14"


def test_a_day_of_the_story_is_not_that() -> None:
    first = "<p>2021年5月13日，会议召开，来自全国。</p>"
    markup = f"<html><title>江苏省科协召开学术年会</title><h1>江苏省科协召开学术年会</h1>{first}{STORY.format('陈骏')}"
    assert source(markup).published is None


def test_the_software_is_not_the_site() -> None:
    text = "<title>会议 - 论坛 - Powered by Discuz!</title>"
    assert site_of(page(text, list(tokens(text)))) is None


def test_a_page_in_a_form() -> None:
    found = source(f"<html><body><form id=form1 runat=server><input type=hidden value=x>{STORY.format('陈骏')}</form>")
    assert "88家单位" in (found.body.text if found.body else "")


def test_a_list_of_headlines_alone() -> None:
    entries = "".join(
        f"<li><a href=/{n}>江苏省科协召开第{n}次学术年会</a><span>2021-05-1{n}</span></li>" for n in range(9)
    )
    menu = "".join(f"<li><a>{word}</a></li>" for word in ("首页", "工作动态", "通知公告", "联系我们"))
    found = source(f"<html><body><ul>{menu}</ul><div><ul>{entries}</ul></div><p>版权所有</p>")
    lines = found.body.text.split("\n") if found.body else []
    assert lines == [f"江苏省科协召开第{n}次学术年会 2021-05-1{n}" for n in range(9)]


def test_what_is_left_out_divides_the_spans() -> None:
    box = "<div><b>相关阅读</b><ul><li><a>别的新闻一则在此</a></li><li><a>别的新闻二则在此</a></li></ul></div>"
    found = source(f"<html><body><div>{STORY.format('陈骏')}{box}{STORY.format('王素')}</div>")
    (article,) = extract(found).document.articles
    assert len(article.spans) == 2
    assert all("相关阅读" not in found.text[start:end] for start, end in article.spans)


AROUND = (
    "<html><head><title>{title}</title>{head}</head><body><div class=nav><a href=/>首页</a><a href=/a>新闻</a></div>{above}"
    "<div class=content><p>5月13日，江苏省科协在南京召开年会，省科协副主席李明主持会议，来自全省的120名代表参加了会议。</p>"
    "<p>会议听取并审议了工作报告，要求坚持服务科技工作者的基本职能，不断增强组织的吸引力和凝聚力。</p></div>{below}</body></html>"
)
H1 = "<h1>江苏省科协召开年会</h1>"


@pytest.mark.parametrize(
    ("title", "head", "above", "below", "told"),
    [
        ("江苏省科协召开年会_某网", "", f"{H1}<p>2021-05-14<br><i>来源：</i><a>科学周报</a></p>", "", ("2021-05-14", "科学周报")),
        ("江苏省科协召开年会", "", f"{H1}<div>来源: 科学周报(南京)\n<a>举报</a> 2021-05-14</div>", "",
         ("2021-05-14", "科学周报(南京)")),
        ("江苏省科协召开年会", "", f"{H1}<p><i>2021年5月14日</i><a class=source>科学周报</a></p>", "", ("2021-05-14", "科学周报")),
        ("快讯--江苏省科协召开年会", "", H1, "<p>发布日期：2021-05-14</p>", ("2021-05-14", None)),
        ("江苏省科协召开年会-学工", "", f"{H1}<p>来源： | 发布时间：2021-05-14</p>", "", ("2021-05-14", None)),
        ("江苏省科协召开年会", "<meta itemprop=dateUpdate content='2021-5-14 9:00'>", H1, "", ("2021-05-14", None)),
        ("江苏省科协召开年会", "", f"{H1}<time datetime='2021-05-14T09:05:00+08:00'>2天前</time>", "", ("2021-05-14", None)),
        ("江苏省科协召开年会", "", f"{H1}<b id=js_name>科协发布</b>", "<script>var ct = '1620957600';nickname='科协发布'</script>",
         ("2021-05-14", "科协发布")),
    ],
)  # fmt: skip
def test_publisher_and_day_around_a_story(
    title: str, head: str, above: str, below: str, told: tuple[str, str | None]
) -> None:
    document = extract(source(AROUND.format(title=title, head=head, above=above, below=below))).document
    assert (document.title, document.published, document.publisher) == ("江苏省科协召开年会", *told)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("<p>南京大学教授陈红说，未经授权复制他人课件的行为必须纠正，会议将对此作出规定。</p>", True),
        ("<p>关注我们身边的老师，省科协秘书长王磊走访了十二位退休的科技工作者。</p>", True),
        ("<h3>一场有温度的年会</h3>", True),
        ("<p>扫描二维码，关注我们的公众号。</p>", False),
        ("<p>未经授权，任何网站不得转载本网的内容。</p>", False),
        ("<div class=gallery><span>3/21</span><span>图集已浏览完毕</span><a>重新浏览</a></div>", False),
    ],
)
def test_a_word_of_furniture_within_a_sentence_makes_none_of_it(line: str, kept: bool) -> None:
    page = AROUND.format(title="江苏省科协召开年会", head="", above=H1, below="").replace(
        "<p>会议听取", f"{line}<p>会议听取"
    )
    body = source(page).body
    assert body is not None and (re.sub("<[^>]*>", "", line) in body.text) is kept
    assert kept or "图集" not in body.text
