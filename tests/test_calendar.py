"""Every way in which news leaves a date's year, month or day out, and what gives it back."""

from __future__ import annotations

import datetime
import sys
from types import FrameType

import pytest

from kczx import jobs, lexicon
from kczx.acquire import from_text
from kczx.find.dates.whole import course
from kczx.link.narrowing import RULES
from kczx.pipeline import read
from kczx.records import Document

MAY = "2021-05-14"
JUNE = "2021-06-10"
MET = "协会召开会议。"


def dates(text: str, published: str | None = None, base: datetime.date | None = None) -> list[tuple[str, str, str]]:
    found = read(from_text(text, published=published), base).document.dates
    return [(date.text, date.edtf, date.basis) for date in found]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("周一", "2021-05-17"), ("本周一", "2021-05-10"), ("教师节", "2021-09-10"), ("元旦", "2022-01-01"),
        ("1月5日", "2022-01-05"), ("4月26日", "2021-04-26"), ("30日", "2021-05-30"), ("两小时后", "2021-05-14"),
        ("前两个月", "2021-03/2021-04"),
        ("下三周", "2021-05-17/2021-06-06"), ("60日内", "2021-05-14/2021-07-13"), ("现在", "2021-05-14"),
        ("20240307", "2024-03-07"),
        ("12/1", "2021-12-01"), ("15:05", "2021-05-14T15:05"),
    ],
)  # fmt: skip
def test_whole_text(text: str, edtf: str) -> None:
    """A time and nothing else is somebody's question, who means the next one."""
    assert [found[:2] for found in dates(text, MAY)] == [(text, edtf)]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2021年5月13日", "2021-05-13"), ("2021年05月13日", "2021-05-13"), ("2021-05-13", "2021-05-13"),
        ("2021/5/13", "2021-05-13"), ("2021.5.13", "2021-05-13"), ("二〇二一年五月十三日", "2021-05-13"),
        ("2021年5月13日下午", "2021-05-13"), ("2021年5月13日15时", "2021-05-13T15"),
        ("2021年5月13日15时30分", "2021-05-13T15:30"), ("2021年5月13日上午9:00", "2021-05-13T09:00"),
        ("2021年5月", "2021-05"), ("2021年", "2021"), ("2020年上半年", "2020-01/2020-06"),
        ("2020年第三季度", "2020-07/2020-09"), ("2019年至2021年", "2019/2021"),
        ("2021年5月13日至15日", "2021-05-13/2021-05-15"), ("2016年5月31日至6月1日", "2016-05-31/2016-06-01"),
        ("2020年2月29日", "2020-02-29"),
        ("2020年12月30日至1月2日", "2020-12-30/2021-01-02"),
        ("2021年5月13日下午3时", "2021-05-13T15"),
    ],
)  # fmt: skip
def test_stated(text: str, edtf: str) -> None:
    assert dates(f"{text}，{MET}") == [(text, edtf, "stated")]
    assert dates(f"{text}，{MET}", "2018-03-29") == [(text, edtf, "stated")]  # a page's date changes nothing


@pytest.mark.parametrize(
    ("text", "published", "edtf"),
    [
        ("5月13日", MAY, "2021-05-13"),
        ("6月5日", MAY, "2021-06-05"),  # announced
        ("12月20日", "2021-01-05", "2020-12-20"),
        ("1月5日", "2020-12-28", "2021-01-05"),
        ("13日", MAY, "2021-05-13"),
        ("28日", "2021-03-02", "2021-02-28"),
        ("31日", "2021-01-02", "2020-12-31"),
        ("5月", MAY, "2021-05"),
        ("5月上旬", MAY, "2021-05-01/2021-05-10"),
        ("5月13日至15日", MAY, "2021-05-13/2021-05-15"),
        ("6月5-7日", JUNE, "2021-06-05/2021-06-07"),
        ("5月31-6月1日", JUNE, "2021-05-31/2021-06-01"),
        ("12月30日至1月2日", "2021-01-05", "2020-12-30/2021-01-02"),
        ("去年3月3日", MAY, "2020-03-03"),
        ("今年3月3日", MAY, "2021-03-03"),
        ("明年3月3日", MAY, "2022-03-03"),
        ("去年", MAY, "2020"),
        ("昨日", MAY, "2021-05-13"),
        ("今天", MAY, "2021-05-14"),
        ("前天", MAY, "2021-05-12"),
        ("昨日", "2021-03-01", "2021-02-28"),
        ("昨日", "2021-01-01", "2020-12-31"),
        ("本月13日", MAY, "2021-05-13"),
        ("上月13日", "2021-01-05", "2020-12-13"),
        ("2月29日", "2021-03-05", "2020-02-29"),  # the last year that has the day
    ],
)
def test_published(text: str, published: str, edtf: str) -> None:
    assert dates(f"{text}，{MET}", published) == [(text, edtf, "published")]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("5月13日", "XXXX-05-13"),
        ("5月", "XXXX-05"),
        ("去年3月3日", "XXXX-03-03"),
        ("5月13日至15日", "XXXX-05-13/XXXX-05-15"),
    ],
)
def test_no_year_anywhere(text: str, edtf: str) -> None:
    assert dates(f"{text}，{MET}") == [(text, edtf, "none")]


@pytest.mark.parametrize("text", ["近日", "日前", "13月45日", "第3日报", "2021号文件", "电话5-13"])
def test_no_date(text: str) -> None:
    assert dates(f"{text}，{MET}", MAY) == []


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        # 当天 and 同日: the day told before.
        ("2020年3月3日，{}当天下午，{}", None, ["2020-03-03", "2020-03-03"]),
        ("3月3日，{}当天下午，{}", None, ["XXXX-03-03", "XXXX-03-03"]),
        ("3月3日，{}同日，{}", MAY, ["2021-03-03", "2021-03-03"]),
        ("5月13日，{}次日，{}", MAY, ["2021-05-13", "2021-05-14"]),
        # 18日: of the month told before.
        ("5月13日，{}18日，{}", MAY, ["2021-05-13", "2021-05-18"]),
        ("3月13日，{}18日，{}", None, ["XXXX-03-13", "XXXX-03-18"]),
        ("5月13日、14日，{}", MAY, ["2021-05-13", "2021-05-14"]),
        ("6月5-7日、9日，{}", JUNE, ["2021-06-05/2021-06-07", "2021-06-09"]),
        # 昨日 counts from the dateline, not from a day told before.
        ("新华社北京5月14日电 昨日，{}", "2021-05-20", ["2021-05-14", "2021-05-13"]),
        # The year told in the same sentence, or, where nothing else tells it, before or behind.
        ("2020年3月3日，协会召开会议，3月5日，{}", MAY, ["2020-03-03", "2020-03-05"]),
        ("2020年3月3日，{}3月5日，{}", None, ["2020-03-03", "2020-03-05"]),
        ("2020年3月3日，{}3月5日，{}", MAY, ["2020-03-03", "2021-03-05"]),
        ("5月13日，{}2018年5月13日，{}", None, ["2018-05-13", "2018-05-13"]),
    ],
)
def test_told_before(text: str, published: str | None, expected: list[str]) -> None:
    assert [edtf for _, edtf, _ in dates(text.replace("{}", MET), published)] == expected


def test_byline() -> None:
    text = f"协会召开会议\n\n5月13日，{MET}会议由李明主持，来自全国的代表出席。\n\n协会办公室\n\n[2021-05-14]\n"
    assert dates(text)[0] == ("5月13日", "2021-05-13", "byline")
    assert dates(text, "2019-01-01")[0][1] == "2021-05-13"  # the article's own date goes before the document's


def test_dateline_of_the_page() -> None:
    text = f"协会召开会议\n发布时间：2021-05-14 来源：协会\n5月13日，{MET}会议由李明主持，来自全国的代表出席。"
    assert ("5月13日", "2021-05-13", "published") in dates(text)


def test_two_articles_keep_their_years_apart() -> None:
    text = "".join(
        f"协会召开会议\n\n5月13日，{MET}会议由李明主持，来自全国的代表出席。\n\n协会办公室\n\n[{year}-05-14]\n\n"
        for year in (2019, 2021)
    )
    assert [edtf for text, edtf, _ in dates(text) if text == "5月13日"] == ["2019-05-13", "2021-05-13"]


STATIONS = "2016“创新中国行”北京站6月5日启动，2016“创新中国行”上海站6月8日启动，2016“创新中国行”广州站举行。"


def test_the_year_in_the_names_of_the_events() -> None:
    found = [("6月5日", "2016-06-05", "heading"), ("6月8日", "2016-06-08", "heading")]
    assert dates(STATIONS, "2018-03-29") == found
    assert [edtf for _, edtf, _ in dates(STATIONS, "2016-06-10")] == ["2016-06-05", "2016-06-08"]


def test_base_date_stands_in_where_nothing_tells() -> None:
    assert dates(f"5月13日，{MET}", base=datetime.date(2020, 6, 1))[0][1] == "2020-05-13"
    assert dates(f"5月13日，{MET}", MAY, base=datetime.date(2010, 6, 1))[0][1] == "2021-05-13"
    assert dates(f"5月13日，{MET}")[0][1] == "XXXX-05-13"  # the clock is never used


def test_no_range_ends_before_it_begins() -> None:
    for published in (None, MAY, "2021-01-02", "2020-12-31"):
        for text in (
            "12月30日至1月2日",
            "5月31日至6月1日",
            "去年12月30日至1月2日",
            "28日至30日",
            "上半年",
            "5月13日15时至17时",
        ):
            for date in read(from_text(f"{text}，{MET}", published=published)).document.dates:
                assert (date.start or "") <= (date.end or date.start or ""), (text, date)


NAMED = "1月18日，某省科协在南京召开2020“江淮创新”年度工作会议，某省科协主席陈骏出席会议并致辞。"
FULL = "2021年1月18日，某省科协在南京召开2020“江淮创新”年度工作会议，某省科协主席陈骏出席会议。"


def collected(*texts: str) -> list[Document]:
    results = (read(from_text(text, f"{number}.txt")).document for number, text in enumerate(texts))
    return jobs.collect(results)[0]


@pytest.mark.parametrize("order", [(NAMED, FULL), (FULL, NAMED)])
def test_another_document_tells_the_year_of_the_same_event(order: tuple[str, str]) -> None:
    document = collected(*order)[order.index(NAMED)]
    assert [(date.text, date.edtf, date.basis) for date in document.dates] == [
        ("1月18日", "2021-01-18", "other-document")
    ]
    assert [event.date.edtf for event in document.events if event.date] == ["2021-01-18"]


@pytest.mark.parametrize(
    "others",
    [
        (),
        (FULL.replace("江淮创新", "湖湘创新"),),  # another event
        (FULL.replace("1月18日", "1月19日"),),  # another day
        (FULL, FULL.replace("2021年", "2020年")),  # two years
    ],
)
def test_another_document_that_does_not_tell_the_year(others: tuple[str, ...]) -> None:
    document = collected(NAMED, *others)[0]
    assert [(date.edtf, date.basis) for date in document.dates] == [("XXXX-01-18", "none")]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("11月25日，省科技厅举行2022年四季度新闻发布会。", "2022-11-25"),
        ("7月15日，市气象局召开会议，介绍2021年6月份气候情况。", "2021-07-15"),
        ("1月15日，市气象局通报2021年12月份气候情况。", "2022-01-15"),
        ("9月16日，2022湖北机械工程学会学术年会在武汉开幕。", "2022-09-16"),
        # What fits two years, what is of another time, and what the day's event is not about.
        ("11月30日，县委召开会议，研究2025年工作思路。", "XXXX-11-30"),
        ("1月8日，2022年度工作会议在武汉召开。", "XXXX-01-08"),
        ("10月18日，学会举办座谈会，该会成立于1986年8月。", "XXXX-10-18"),
        ("10月18日，学会召开会议，总结2018年3月以来的工作。", "XXXX-10-18"),
    ],
)
def test_a_year_beside_a_day_that_only_one_reading_fits(text: str, edtf: str) -> None:
    assert dates(text)[0][1] == edtf


def test_every_step_has_a_meaning() -> None:
    """What the grammar of whole texts reads, the calendar knows."""
    read = {kind for kind, *_ in lexicon.rows("find/dates/whole.tsv", 5)}
    turned = {
        "aside",
        "lunar",
        "fullmoon",
        "yearshort",
        "era",
        "clockto",
        "clockpast",
        "clockfives",
    }  # into other steps, or none
    assert read - turned <= RULES.keys()


@pytest.mark.parametrize("unit", ["1-", "上", "前2", "3月", "一", "2021-", "到", "的", "三年两个月", "周一、"])
def test_hostile_whole_text(unit: str) -> None:
    """Any text of a time's length is read or refused in a few thousand looks at it."""
    text = (unit * 48)[:48]
    looks = 0

    def look(frame: FrameType, event: str, _: object) -> None:
        nonlocal looks
        looks += event == "call"

    course(text)  # the tables are built
    sys.setprofile(look)
    try:
        course(text)
    finally:
        sys.setprofile(None)
    assert looks < 20_000
