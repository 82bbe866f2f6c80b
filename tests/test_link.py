"""What mentions refer to: pronouns, two names of one body, names that leave their place out, districts of one name."""

from __future__ import annotations

import pytest

import kczx
from kczx.link.corpus import Corpus
from kczx.records import Document


def read(text: str) -> Document:
    return kczx.read(text)


def roles(text: str) -> set[tuple[str, str]]:
    return {(p.role, p.name) for event in read(text).events for p in event.participants}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("中国科学院院士方启明4月2日到校。次日，他为附属中学学生作科普讲座。", ("speaker", "方启明")),
        ("海河大学5月1日迎来校庆日。5月2日，该校举办了校友论坛。", ("organizer", "海河大学")),
    ],
)
def test_a_pronoun_means_what_was_told(text: str, role: tuple[str, str]) -> None:
    assert role in roles(text)


@pytest.mark.parametrize(
    "text",
    [
        "方启明、顾长青4月2日到校。次日，他为附属中学学生作科普讲座。",
        "方启明4月2日到校。次日，他们为附属中学学生作科普讲座。",
    ],
)
def test_he_is_nobody_where_two_are_told_or_many_meant(text: str) -> None:
    assert ("speaker", "方启明") not in roles(text)


def test_pronouns_are_no_names_in_the_records() -> None:
    (person,) = read("中国科学院院士方启明4月2日到校。次日，他为附属中学学生作科普讲座。").people
    assert [mention.text for mention in person.mentions] == ["方启明"] and not person.aliases


@pytest.mark.parametrize(
    ("text", "bodies"),
    [
        ("湖州市科学技术协会5月6日启动科普周，湖州市科协主席丁一鸣到会。", {"湖州市科学技术协会": ["湖州市科协"]}),
        ("青海省人民政府发布公告，青海省政府秘书长丁一鸣解读。", {"青海省人民政府": ["青海省政府"]}),
        ("中国石化在青海新建4座加氢站。", {"中国石化": []}),
        ("镇江市委召开会议，市委秘书长丁一鸣通报情况。", {"镇江市委": ["市委"]}),
        ("省科协将于六月组织会员赴浙江省科协学习。", {"省科协": [], "浙江省科协": []}),
        (
            "陕西省茶业协会5月3日到会。\n厦门市：5月4日，省茶业协会来访。\n兰州市：近日，与省茶业协会签约。",
            {"陕西省茶业协会": [], "福建省茶业协会": ["省茶业协会"], "甘肃省茶业协会": ["省茶业协会"]},
        ),
        (
            "厦门市：5月4日，福建省茶业协会来访。\n海河大学：5月6日，省茶业协会来访。",
            {"福建省茶业协会": [], "海河大学": [], "省茶业协会": []},
        ),
        (
            "第十四届全国人大代表丁一鸣、七届全国人大代表方启明、第十三届全国人大代表顾长青、十三届全国人大代表童立到会。",
            {"第十四届全国人大": [], "七届全国人大": [], "第十三届全国人大": ["十三届全国人大"]},
        ),
        ("中国海东集团有限公司（以下简称“海东集团”）发布公告。", {"中国海东集团有限公司": ["海东集团"]}),
    ],
)
def test_one_body_under_two_names_is_one_and_bears_only_names_of_the_text(
    text: str, bodies: dict[str, list[str]]
) -> None:
    assert {body.name: body.aliases for body in read(text).organizations} == bodies


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("徐州市鼓楼区连日晴好。", ["320300", "320302"]),
        ("福州市鼓楼区和南京市鼓楼区连日晴好。", ["350100", "350102", "320100", "320106"]),
        ("吉林长春朝阳区连日晴好。", ["220000", "220100", "220104"]),
        ("朝阳区连日晴好。", [None]),
        ("法国里昂连日晴好。", [None, None]),
    ],
)
def test_a_district_lies_in_the_city_that_is_told(text: str, codes: list[str | None]) -> None:
    assert [place.code for place in read(text).places] == codes


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("江苏省委常委、组织部部长林远到会。", "江苏省委组织部"),
        ("增补林远为第十二届全国政协委员、教育委员会副主任。", "全国政协教育委员会"),
        ("智利经济部和农业部发表声明。", "智利农业部"),
        ("贵州省财政厅原副厅长、水利厅原厅长林远受审。", "贵州省水利厅"),
        ("海河大学副校长、法学院院长林远致辞。", "海河大学法学院"),
        ("中国残联、民政部联合部署。", "民政部"),
        ("国务院国资委副主任、财政部副部长林远出席。", "财政部"),
    ],
)
def test_a_department_is_the_body_s_that_was_named_right_before(text: str, name: str) -> None:
    assert name in [o.name for o in read(text).organizations]


def test_one_character_of_the_city_that_heads_the_line_is_that_city() -> None:
    places = read("宁德市：5月7日，茶业专家来宁调研。\n西宁市：5月8日，茶业专家赴绍调研。").places
    assert [(place.name, place.code) for place in places] == [
        ("宁德市", "350900"),
        ("西宁市", "630100"),
        ("绍兴市", "330600"),
    ]


def test_bodies_of_two_terms_are_two_in_a_corpus() -> None:
    corpus = Corpus()
    for term in ("十三", "十四"):
        corpus.add(read(f"第{term}届全国人大代表丁一鸣到会。"))
    assert [body.name for body in corpus.record().organizations] == ["第十三届全国人大", "第十四届全国人大"]


def test_places_inside_the_names_of_people_and_bodies_are_none() -> None:
    assert not read("工程师黄山松到中山大学作报告，上海合作组织发来贺信。").places


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "5月3日，湖州市文联召开工作会议。党组书记丁一鸣作报告，四级调研员方启明通报情况。",
            {("湖州市文联", "党组书记"), ("湖州市文联", "四级调研员")},
        ),
        (
            "海河大学与海河制药有限公司、青海省药学会5月3日签署协议。理事长丁一鸣、校长顾长青、总经理方启明到场。",
            {("青海省药学会", "理事长"), ("海河大学", "校长"), ("海河制药有限公司", "总经理")},
        ),
        (
            "青海省药学会第三次会员代表大会5月3日在西宁召开。中国药学会丁一鸣秘书长到会。会议选举海河大学教授顾长青为理事长，"
            "青海省人民医院主任医师方启明、西宁大学教授童立为副理事长。",
            {
                ("中国药学会", "秘书长"),
                ("海河大学", "教授"),
                ("青海省药学会", "理事长"),
                ("青海省人民医院", "主任医师"),
                ("青海省药学会", "副理事长"),
                ("西宁大学", "教授"),
            },
        ),
        ("5月3日，海河大学、西宁大学举行论坛。校长丁一鸣致辞。", {(None, "校长")}),
        ("青海大学、西宁大学等7家单位派人参加。校长丁一鸣致辞。", {(None, "校长")}),
        ("5月3日，海河大学来我校交流。校长丁一鸣致辞。", {(None, "校长")}),
        ("5月3日，湖州市文联召开会议。院长丁一鸣致辞。", {(None, "院长")}),
    ],
)
def test_an_office_that_names_no_employer_has_the_only_body_that_fits(
    text: str, titles: set[tuple[str | None, str]]
) -> None:
    assert {(title.organization, title.position) for person in read(text).people for title in person.titles} == titles


@pytest.mark.parametrize(
    ("text", "owners"),
    [
        ("截至3月底，广州市有高新技术企业1.3万家。", ["广州市"]),
        ("广东出口额2万亿元，广东出口额同比增长4%。", ["广东省", "广东省"]),
        ("江苏省苏州市现有科技馆12座。", ["苏州市"]),
        ("在浙江宁波，120名志愿者参加活动。", [None]),
        ("南宁市组织专家30人前往北京，北京10家企业参加。", [None, None]),
        ("海河大学现有教授300人。", ["海河大学"]),
    ],
)
def test_figures_are_those_of_the_body_or_the_place_that_has_what_is_counted(
    text: str, owners: list[str | None]
) -> None:
    assert [figure.owner for figure in read(text).figures] == owners


def test_a_day_that_comes_again_each_year_is_no_month_that_is_told_of() -> None:
    text = "早报\n2025-10-23\n\n1.22日，渔会决定将每年4月第四周设立为读书周。\n\n2.22日，船东会开会。\n"
    days = [date.edtf for date in read(text).dates if date.text == "22日"]
    assert days == ["2025-10-22", "2025-10-22"]
