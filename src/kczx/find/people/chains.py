"""Titles in a row → chains, and a chain → titles with the employers that the text leaves out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter
from types import MappingProxyType

from kczx import lexicon
from kczx.find.people.employing import ends_like_body
from kczx.find.people.giving import verb_at
from kczx.find.people.labels import surnames
from kczx.find.people.offices import is_title, office
from kczx.find.people.titles import Occurrence
from kczx.mentions import Organization, Person, Title

Chain = list[Occurrence]
JOINED = re.compile(r"(?:[,，]{0,2}、[,，]{0,2}|[兼和及与暨]|以及|兼任|同时|[ \t　]){1,3}")
PARTS = re.compile(
    r"[一-龥]{2,10}?(?:部|处|科|司|室|办公室|办)$|(?:审判|检察|学术|学位评定|专业|常务)委员会$|[董监理]事会$"
)
"""Parts of the body that was named before them: 省委常委、|宣传部|部长."""
AFTER_NAME = re.compile(r"\s*(?:[（(][^（()）]{1,8}[）)])?(?:同志)?(?:等[\d一二三四五六七八九十]+[人名位])?")
AFTER_OTHER = re.compile(r"^[和与及、，,兼同对向由给在）)\s]+")
PARTY = re.compile(r"(?:中共)?(?P<place>.*?[省市县区州盟旗镇乡])(?:委员会|委|人民政府|政府|人大常委会|人大|政协)$")
STATE = re.compile("总统|首相|总理|国王|女王")
"""Whom the envoys and helpers of a state serve."""
PARTY_POST = re.compile("(?:原)?党(?:组|委|工委|总支|支部)(?:副?书记|成员)")
DEPUTY = re.compile("^(?:常务|执行|第一)?副")
CHAIRS = ("教授", "研究员")
"""Ranks that the house gives which was named before them."""
HAN_CHAR = re.compile(r"[一-龥]")
HAN = re.compile(r"[一-龥A-Za-z]{2}")
REPORTED = frozenset(["office", "rank", "role", "label"])


@lexicon.cached
def houses() -> tuple[str, ...]:
    """What the names of schools and research institutes end with."""
    return tuple(
        row[0] for row in lexicon.rows("find/organizations/suffixes.tsv", 6) if row[1] in ("education", "research")
    )


def trimmed(text: str, names: Sequence[Person], occurrences: Sequence[Occurrence]) -> list[Occurrence]:
    """The titles that no name holds, with employers that no name reaches into."""
    starts = [name.start for name in names]
    found = []
    for title in occurrences:
        number = bisect_left(starts, title.end) - 1
        name = names[number] if number >= 0 else None
        if name is None or name.end <= title.begin:
            found.append(title)
            continue
        if title.start < name.start and is_title(text, title.start, name.start):  # 总统|普京|新闻秘书
            found.append(replace(title, end=name.start, position=text[title.start : name.start]))
        start = max(title.start, name.end)  # 国家林草局彭建军|副局长: the name was taken for a part of the position
        if start > title.start and not is_title(text, start, title.end):
            continue
        given = verb_at(text, AFTER_NAME.match(text, name.end).end())  # type: ignore[union-attr]  # it matches nothing, too
        own = AFTER_OTHER.sub("", text[given:start].strip()) if given < start else ""
        own = own if HAN.search(own) else ""
        begin = text.rfind(own, given, start) if own else start
        found.append(replace(title, start=start, position=text[start : title.end], employer=own or None, begin=begin))
    return found


def chains(text: str, occurrences: Sequence[Occurrence]) -> Iterator[Chain]:
    """Titles that stand in a row: 党组书记、常务副主席兼书记处第一书记."""
    chain: Chain = []
    for title in occurrences:
        if chain and not _joined(text, chain[-1], title):
            yield chain
            chain = []
        chain.append(title)
    if chain:
        yield chain


def surnamed(text: str, at: int) -> bool:
    """Whether a surname stands alone before a title: 江|主席, but not 九江|市长."""
    return (
        at > 0 and surnames().fullmatch(text, at - 1, at) is not None and (at == 1 or not HAN_CHAR.match(text, at - 2))
    )


def _joined(text: str, last: Occurrence, title: Occurrence) -> bool:
    """Whether a title goes on with another one: 书记、|主席; also 非盟轮值主席|科摩罗总统."""
    if last.employer is None and surnamed(text, last.start):
        return False  # 江主席与|某国总统
    if title.begin <= last.end:
        own = title.employer  # 总统|廉政委员会|主席: the president is somebody else
        if own is None:  # 党组书记|常务副主席, 院长|党委副书记: the mark between them was left out
            return (
                title.begin == last.end and last.kind == title.kind == "office" and _two(last.position, title.position)
            )
        return title.begin == last.end and (title.kind != "office" or not ends_like_body(own))
    return JOINED.fullmatch(text, last.end, title.begin) is not None


def _country(name: str | None) -> bool:
    return name is not None and name in countries().get(name[:2], ())


def _two(first: str, second: str) -> bool:
    """Whether two offices without a mark between are one's, and neither serves the other: one of the two is the Party's."""
    return PARTY_POST.match(first) is not None or PARTY_POST.match(second) is not None


def told(
    text: str,
    chain: Sequence[Occurrence],
    employer: str | None,
    organizations: Sequence[Organization],
    known: Mapping[str, str | None] = MappingProxyType({}),
) -> tuple[list[Title], str | None]:
    """A chain's titles with the employers that the text leaves out, and the employer that goes on.

    `known` are the employers of the offices of the chain before: a deputy's is that of the office.
    """
    found: list[Title] = []
    shared: list[Organization] = []  # bodies that have the same officer as the last employer
    for title in chain:
        own = title.employer
        if own is None and title.kind == "office":
            chief = DEPUTY.sub("", title.position)
            if chief in known and chief != title.position:
                own = known[chief]
                employer = own if employer is None else employer
            else:
                own = inherited(employer, title.position)
            state = STATE.match(title.position) or "minister" in office(title.position).marks
            if state and not any(other.employer for other in chain):
                own = next(filter(_country, known.values()), own)  # 甲国副总统兼水利委员会主席某、|商务部长|某
        elif title.kind == "office" and own is not None:
            if title.part and employer is not None and PARTS.fullmatch(own) and not PARTS.fullmatch(employer):
                own = employer + own
            else:
                employer = own
        elif own is None and title.position.endswith(CHAIRS) and employer is not None and employer.endswith(houses()):
            own = employer  # 某大学环境学院院长、|教授
        if title.kind not in REPORTED:
            continue
        if title.kind in ("office", "rank") and title.employer is not None:
            shared = sharing(text, title, organizations)
        elif title.employer is not None:
            shared = []
        if title.kind in ("office", "rank"):
            found += [Title(body.text, title.position, body.start, title.end) for body in shared]
        found.append(Title(own, title.position, title.begin if title.employer else title.start, title.end))
    return found, employer


def sharing(text: str, title: Occurrence, organizations: Sequence[Organization]) -> list[Organization]:
    """The bodies before a title's employer that share the office: 甲学会、|乙学会|会长."""
    found: list[Organization] = []
    begin = title.begin
    for number in range(bisect_left(organizations, begin, key=attrgetter("start")) - 1, -1, -1):
        body = organizations[number]
        between = text[body.end : begin]
        if between not in ("、", "和", "与", "暨") or title.employer is None or body.text[-1] != title.employer[-1]:
            break
        found.append(body)
        begin = body.start
    return found[::-1]


@lexicon.cached
def countries() -> dict[str, tuple[str, ...]]:
    """Countries abroad by their first two characters, the longest first: their heads and ministers are no body's."""
    found: dict[str, list[str]] = {}
    for name, forms, code in lexicon.rows("find/places/countries.tsv", 3):
        for form in (name, *filter(None, forms.split(","))) if code != "CN" else ():
            found.setdefault(form[:2], []).append(form)
    return {two: tuple(sorted(names, key=len, reverse=True)) for two, names in found.items()}


def inherited(previous: str | None, position: str) -> str | None:
    """The employer of a position that names none, by the one before it: a mayor's is the city whose 市委 was named."""
    known = office(position)
    if position.startswith("驻") and previous is not None:
        return previous
    if previous is None or (known.bodies and known.bodies[0] in "省市县区州盟旗镇乡"):
        party = PARTY.match(previous or "")
        place = party["place"] if party else previous
        return place if place and len(place) > 1 and known.bodies and place.endswith(known.bodies) else None
    if "own" in known.marks:
        return next((land for land in countries().get(previous[:2], ()) if previous.startswith(land)), None)
    if known.bodies and not previous.endswith(known.bodies):
        return None
    return previous
