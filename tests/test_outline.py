"""Headings, round-ups and lists of contents: which articles a file holds, their titles, and the day it came out."""

from __future__ import annotations

import io

import pytest

from kczx.acquire.files import read
from kczx.acquire.inputs import Input
from kczx.acquire.markdown import plain
from kczx.flow import Source
from kczx.pipeline import read as extract
from kczx.records import Document

ONE = "江苏省科协5月13日在南京召开学术年会，江苏省科协主席陈骏出席会议并致辞。"
TWO = "浙江省科协5月12日在杭州举办科普论坛，来自全省的代表参加论坛。"
THREE = "湖北省科协日前启动科普大篷车巡展，首站走进恩施。"


def document(text: str, name: str = "a.md") -> Document:
    stream = io.BufferedReader(io.BytesIO(text.encode()))
    (found,) = read(Input(name, name.rpartition("/")[2], stream))
    assert isinstance(found, Source), found
    return extract(found).document


def titles(text: str, name: str = "a.md") -> list[str | None]:
    return [article.title for article in document(text, name).articles]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Stories under the name of a programme, a newsletter, a column.
        (f"# 《全省新闻》 (20230514)\n\n## 详细新闻\n\n### 年会召开\n\n{ONE}\n\n### 论坛举办\n\n{TWO}\n", ["年会召开", "论坛举办"]),
        (f"# 《学会通讯》2023年第2期\n\n## 年会召开\n\n{ONE}\n\n## 论坛举办\n\n{TWO}\n", ["年会召开", "论坛举办"]),
        (f"# 每周要闻\n\n### 年会在南京召开\n\n{ONE}\n\n### 论坛在杭州举办\n\n{TWO}\n", ["年会在南京召开", "论坛在杭州举办"]),
        (f"## 江苏省科协召开年会\n\n{ONE}\n\n## 浙江省科协举办论坛\n\n{TWO}\n", ["江苏省科协召开年会", "浙江省科协举办论坛"]),
        # An article's own parts.
        (f"# 江苏省科协召开学术年会\n\n## 一、大会开幕\n\n{ONE}\n\n## 二、论坛举办\n\n{TWO}\n", ["江苏省科协召开学术年会"]),
        (f"# 江苏省科协召开学术年会\n\n{ONE}\n\n## 论坛\n\n{TWO}\n\n## 巡展\n\n{THREE}\n", ["江苏省科协召开学术年会"]),
        (f"# 江苏省科协召开学术年会\n\n## 正文\n\n{ONE}\n", ["江苏省科协召开学术年会"]),
        (f"江苏省科协召开学术年会\n===\n\n{ONE}\n", ["江苏省科协召开学术年会"]),
        # Round-ups: by lines in bold, in HTML or Markdown, else by short lines.
        (f"### 简讯\n\n<p><b>新闻网消息</b>：</p><p><strong>年会召开</strong></p><p>{ONE}</p><p><b>论坛举办</b></p><p>{TWO}</p>",
         ["年会召开", "论坛举办"]),
        (f"# 各地动态\n\n**年会召开**\n\n{ONE}\n\n**论坛举办**\n\n{TWO}\n", ["年会召开", "论坛举办"]),
        (f"# 各地快讯\n\n年会在南京召开\n\n{ONE}\n\n论坛在杭州举办\n\n{TWO}\n", ["年会在南京召开", "论坛在杭州举办"]),
        # In any other story a line in bold is a heading within it.
        (f"# 江苏省科协召开学术年会\n\n{ONE}\n\n**论坛同时举办**\n\n{TWO}\n", ["江苏省科协召开学术年会"]),
        # What lists the stories below is none, be it marked or not.
        (f"# 《全省新闻》 (20230514)\n\n## 内容提要\n\n1.年会召开；\n\n## 详细新闻\n\n### 年会召开\n\n{ONE}\n", ["年会召开"]),
        (f"【本期要闻】\n1.年会在南京召开\n2.论坛在杭州举办\n\n年会在南京召开\n\n{ONE}\n\n论坛在杭州举办\n\n{TWO}\n",
         ["年会在南京召开", "论坛在杭州举办"]),
        # Without marks: short lines whose text says the same and begins as reports do; others are headings within a story.
        (f"江苏省科协召开学术年会\n\n5月13日，{ONE}\n（学会部供稿）\n\n浙江省科协举办科普论坛\n\n5月12日，{TWO}\n",
         ["江苏省科协召开学术年会", "浙江省科协举办科普论坛"]),
        (f"江苏省科协召开学术年会\n\n5月13日，{ONE}\n\n浙江省科协举办科普论坛\n\n5月12日，{TWO}\n",
         ["江苏省科协召开学术年会", "浙江省科协举办科普论坛"]),
        (f"江苏省科协召开学术年会\n\n5月13日，{ONE}\n\n聚焦科学普及\n\n大会报告围绕科学普及展开，来自全省的代表发言。\n",
         ["江苏省科协召开学术年会"]),
        # A heading in code is none.
        (f"# 江苏省科协召开学术年会\n\n{ONE}\n\n```\n# 论坛\n```\n", ["江苏省科协召开学术年会"]),
    ],
)  # fmt: skip
def test_articles(text: str, expected: list[str]) -> None:
    assert titles(text) == expected


def test_a_list_of_contents_whose_stories_stand_nowhere_else_is_kept() -> None:
    (article,) = document(
        "本期要闻\n1.江苏省科协在南京召开年会，陈骏致辞；\n2.浙江省科协在杭州举办论坛，张立致辞。\n", "a.txt"
    ).articles
    assert "江苏省科协在南京召开年会" in article.text


@pytest.mark.parametrize(
    ("name", "text", "day", "basis"),
    [
        ("a.md", f"---\ndate: 2023-05-14\n---\n# 年会\n\n{ONE}", "2023-05-14", "published"),
        ("a.txt", f"江苏省科协召开年会\n发布时间：2023-05-14\n{ONE}", "2023-05-14", "published"),
        ("a.txt", f"江苏省科协召开年会\n{ONE}\n（科普部 2023-05-14）\n", "2023-05-14", "byline"),
        ("a.txt", f"新华社南京2023年5月14日电 {ONE}", "2023-05-14", "byline"),
        ("a.md", f"# 《全省新闻》 (20230514)\n\n### 年会\n\n{ONE}", "2023-05-14", "heading"),
        ("a.txt", f"江苏省科协召开年会\n20230514 15:20\n\n{ONE}", "2023-05-14", "published"),
        ("a.md", f"# 科技要闻 2023年5月14日\n\n### 年会召开\n\n{ONE}", "2023-05-14", "heading"),
        ("20230514.md", f"# 年会\n\n{ONE}", "2023-05-14", "file-name"),
        ("t20230514_12.txt", ONE, "2023-05-14", "file-name"),
        ("2023/05/14/a.txt", ONE, "2023-05-14", "file-name"),
        ("news/2023-05-14-nanjing.txt", ONE, "2023-05-14", "file-name"),
        # Numbers that are no days, and days that are a meeting's.
        ("20231399.txt", ONE, None, "none"),
        ("2a20230514ef.txt", ONE, None, "none"),
        ("a.txt", f"关于召开会议的通知\n\n会议时间：2023年6月6日上午\n\n{ONE}", None, "previous"),
    ],
)  # fmt: skip
def test_the_day_it_came_out(name: str, text: str, day: str | None, basis: str) -> None:
    told = document(text, name)
    assert told.published == day
    (date,) = [date for date in told.dates if date.text == "5月13日"]
    assert (date.edtf, date.basis) == ("2023-05-13" if basis != "none" else "XXXX-05-13", basis)


def test_the_year_of_an_issue_and_of_a_notice() -> None:
    for text in (
        f"# 《学会通讯》2023年第2期\n\n## 年会召开\n\n{ONE}",
        f"2023年度科技奖获奖项目公告\n\n{ONE.replace('5月', '9月')}",
    ):
        told = document(text)
        assert {date.edtf[:4] for date in told.dates} <= {"2023"}
    assert document(f"2023年度科技奖获奖项目公告\n\n{ONE}").dates[-1].edtf == "XXXX-05-13"  # or of the year after


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>甲</p><p>乙</p>", "甲\n乙"),
        ("甲<br>乙&nbsp;丙&mdash;丁&#183;戊&amp;己", "甲\n乙丙—丁·戊&己"),
        ("<!-- x --><script>var a = '<p>';</script>甲", "甲"),
        ("若a<b 且 c>d", "若a<b 且 c>d"),
        ("<某会议>甲", "<某会议>甲"),
        ("<ul><li>甲</li><li>乙</li></ul>", "甲\n乙"),
        ("<span style=\"color:red\">甲</span><a href='x'>乙</a>", "甲乙"),
    ],
)  # fmt: skip
def test_html_within_markdown(text: str, expected: str) -> None:
    shown = [line.replace("\xa0", " ").strip() for line in plain(text).body.text.splitlines()]
    assert "\n".join(filter(None, shown)) == expected


def test_no_line_of_a_bulletin_is_lost() -> None:
    text = f"# 《全省新闻》 (20230514)\n\n### 国内简讯\n\n**年会召开**\n\n{ONE}\n\n会议还有其他议程。\n\n**论坛举办**\n\n{TWO}\n"
    told = document(text)
    shown = "\n".join(f"{article.title}\n{article.text}" for article in told.articles) + f"\n{told.title}"
    for line in ("国内简讯", "年会召开", ONE, "会议还有其他议程。", "论坛举办", TWO):
        assert line in shown
