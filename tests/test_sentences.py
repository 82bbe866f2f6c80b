"""Sentences of an article, and the datelines with which news begins."""

from __future__ import annotations

import pytest

from kczx.acquire import from_text
from kczx.clean import clean
from kczx.divide import divide
from kczx.divide.sentences import sentences
from kczx.flow import Article

HANGZHOU = "6月5日，浙江省科协在杭州举办科普论坛。浙江省科协主席张立出席论坛并讲话，来自全省的代表参加论坛。"


def articles(text: str) -> list[Article]:
    return divide(clean(from_text(text)))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("6月3日，签约。6月5日，考察。", ["6月3日，签约。", "6月5日，考察。"]),
        ("6月3日,签约;近日,考察;", ["6月3日,签约;", "近日,考察;"]),
        ("他说：“好。”会议结束。", ["他说：“好。”", "会议结束。"]),
        ("真的吗？！是的……好", ["真的吗？！", "是的……", "好"]),
        ("中国?海峡项目成果交易会开幕。", ["中国?海峡项目成果交易会开幕。"]),  # a lost middle dot
        ("这样行吗?行。", ["这样行吗?", "行。"]),
        ("增长3.5%，共225.32万人。", ["增长3.5%，共225.32万人。"]),
        ("一\n二\n\n三", ["一", "二", "三"]),
        ("（会议由他主持。）接着讨论。", ["（会议由他主持。）", "接着讨论。"]),
        ("没有句号", ["没有句号"]),
        ("。。。", ["。。。"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[a:b] for a, b in sentences(text)] == parts


@pytest.mark.parametrize(
    ("line", "said", "publisher", "reporters", "day"),
    [
        ("新华社北京6月11日电（记者李明）会议召开。", "新华社北京6月11日电（记者李明）", "新华社", "李明", "XXXX-06-11"),
        ("央视网消息（新闻联播）：会议召开。", "央视网消息（新闻联播）：", "央视网", "", None),
        ("中新社澳门二〇一九年三月二十日电 书展开幕。", "中新社澳门二〇一九年三月二十日电", "中新社", "", "2019-03-20"),
        ("本报讯（记者 李明 通讯员 王素）9月2日，联盟成立。", "本报讯（记者 李明 通讯员 王素）", None, "李明 王素", None),
        ("（中央社记者李明台北十六日电）博物馆签约。", "（中央社记者李明台北十六日电）", "中央社", "李明", "XXXX-XX-16"),
        ("【环球时报综合报道】会议召开。", "【环球时报综合报道】", "环球时报", "", None),
        ("据《湖北日报》报道，会议召开。", "据《湖北日报》报道，", None, "", None),
        ("校长宣布活动开幕。（文/图 王素）", "（文/图 王素）", None, "王素", None),
        ("本报记者 李明 武汉6月1日电 会议召开。", "本报记者 李明 武汉6月1日电 ", None, "李明", "XXXX-06-01"),
        ("中国气象报记者李明 通讯员王素报道：会议召开。", "中国气象报记者李明 通讯员王素报道：", "中国气象报", "李明 王素", None),
        ("【本报武汉讯】会议召开。", "【本报武汉讯】", None, "", None),
        ("会议召开。（来源：湖北日报）", "（来源：湖北日报）", "湖北日报", "", None),
        # A medium that acts, bodies and nets that are none, and what only looks like a report's word.
        ("新华社与湖北省科协12日在武汉签署协议。", None, None, "", None),
        ("国家电网用电量6月1日创新高。", None, None, "", None),
        ("互联网消息，今天天气不错。", None, None, "", None),
        ("据湖北省科协统计，全省有88家学会。", None, None, "", None),
        ("6月1日，中新网报道了会议。", None, None, "", None),
        ("湖北科技报电子版6月1日上线。", None, None, "", None),
    ],
)  # fmt: skip
def test_datelines(line: str, said: str | None, publisher: str | None, reporters: str, day: str | None) -> None:
    first = said is None or line.startswith(said)
    found = articles(f"{line}湖北省科协主席陈骏致辞。\n{HANGZHOU}" if first else f"{HANGZHOU}\n{line}")[0]
    told = found.datelines
    if said is None:
        assert not told
        return
    assert [found.text[d.start : d.end].strip() for d in told] == [said.strip()]
    assert (told[0].publisher, told[0].day) == (publisher, day)
    assert " ".join(found.text[r.start : r.end] for r in told[0].reporters) == reporters
    assert any(sentence == (told[0].start, told[0].start + len(said.strip())) for sentence in found.sentences)
