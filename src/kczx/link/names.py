"""Whether two names are one body's: the same once both are shortened as everybody shortens them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kczx import lexicon

LOCAL = re.compile(r"(?:全)?(?P<level>[省市县区州旗])(?=[^省市县区])")
"""A name that leaves its place out: 省科协, 市委, 市化学会."""
PARTY = re.compile("^(?:中共|中国共产党)(?=.{2,})")
CONFERENCE = re.compile(
    "^(?:中国人民政治协商会议|人民政协|政协)(?:第.{1,4}届)?(?P<place>.{2,12}?)(?:委员会)?(?P<part>常务委员会|常委会)?$"
)
SESSION = re.compile("第?[一二三四五六七八九十百\\d]{1,4}届")
COMMITTEE = re.compile("(?<=[省市县区州旗盟])委员会(?=$|办公厅|组织部|宣传部|统战部|政法委)")
COMPANY = re.compile("(?:股份)?有限(?:责任)?公司$|集团公司$")


@lexicon.cached
def official() -> dict[str, str]:
    """Short form → full name, of the national bodies."""
    found: dict[str, str] = {}
    for name, forms, _ in lexicon.rows("find/organizations/organs.tsv", 3):
        for form in filter(None, forms.split(",")):
            found.setdefault(form, name)
    return found


@lexicon.cached
def _shortenings() -> tuple[re.Pattern[str], dict[str, str]]:
    table: dict[str, str] = {}
    for full, short in lexicon.rows("link/short_names.tsv", 2):
        table[full] = short
    return re.compile(lexicon.alternation(table)), table


@lexicon.remembered
def shortened(name: str) -> str:
    """A body's name as short as can be, which two forms of the name have in common.

    >>> shortened("台州市科学技术协会"), shortened("甘肃省人民政府"), shortened("中共苏州市委员会")
    ('台州市科协', '甘肃省政府', '苏州市委')
    >>> shortened("政协第十四届全国委员会"), shortened("全国政协"), shortened("国家发展改革委")
    ('全国政协', '全国政协', '国家发改委')
    """
    name = PARTY.sub("", SESSION.sub("", official().get(name, name)))
    conference = CONFERENCE.match(name)
    if conference is not None:
        return f"{conference['place']}政协{'常委会' if conference['part'] else ''}"
    pattern, table = _shortenings()
    return COMMITTEE.sub("委", pattern.sub(lambda match: table[match[0]], name))


def known(name: str) -> str:
    """The same, with the number of a term: a body of one term is another than that of the next.

    >>> known("台州市第九届人民代表大会"), known("台州市人民代表大会")
    ('台州市人大九届', '台州市人大')
    """
    term = SESSION.search(name)
    return shortened(name) + ("" if term is None else term[0].removeprefix("第"))


def beyond(forms: Sequence[str]) -> list[str]:
    """Of the names of one body those that tell it outside of its document: without the terms, where one has none."""
    return [form for form in forms if SESSION.search(form) is None] or list(forms)


def core(name: str) -> str:
    """A company's name without its legal form.

    >>> core("某某电力集团有限公司"), core("某某学会")
    ('某某电力集团', '某某学会')
    """
    return COMPANY.sub("", name) if name.endswith("公司") else name
