"""Finds titles: the words of an office or a rank, with what belongs to them and who employs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kczx import lexicon
from kczx.flow import Organization, Place

NOT_TITLE = re.compile(
    r"会(?![长见晤上员])|团(?!长)|处(?!长)|组(?!长)|部(?!长)|单位|级|节(?![一-龥])|委(?!员)|办公|后勤|后[备续]|制|座谈|工作站|精神|服务|论坛|大会|联席|证书|称号|奖[项金学]|们|职务|岗位|人选|候选|换届|负责制|小组|专家工作|专栏|楼|评审|库|智库|资源|手[册记]|证|服|席位|名额|班|队(?!长)|专用|学院|大学"
)
"""What makes a title's word a part of something else: 委员|会, 代表|团, 专家|组."""
GOVERNMENT = re.compile(r"(?:常务|第一|代)?副?(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长|主席)$")
PARTY = re.compile(r"(?:中共)?(?P<place>.*?[省市县区州盟旗镇乡])(?:委员会|委)$")
BOUNDARY = re.compile(r"[，,。；;：:！？!\n、|【】\[\]—…/（()）》《]|\s|[和与及兼暨]")
KINDS = ("office", "rank", "role", "honour", "intro", "address")
VERBS = re.compile(
    r"分管[一-龥]{2,10}|由|的|为|是|在|对|向|邀请|聘任|聘请|选举|当选|担任|任命|出任|推选|陪同|有|以及|其中|还有|包括|随|赴|到|受|让|请|给|据|并|来自|授予|作为|[等名位](?=.)|称|主持|代表(?=.)|著名|知名|我国|国内|国际|青年(?=.)|优秀|资深|[一二三四五六七八九十两]位|届时|分别|同时|特邀|中外|各级|当地|现场|现任|原任|首任|就任|新任|接任|(?<![主责担历信常])任(?=.)|选出|推举|产生"
)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A title's words in a text: [start, end) is the position, `kind` and `post` as in the lexicon; the employer before it."""

    start: int
    end: int
    position: str
    kind: str
    post: bool
    begin: int  # where the employer begins; the position's start where there is none
    employer: str | None


@lexicon.cached
def _rules() -> tuple[re.Pattern[str], dict[str, tuple[str, bool]]]:
    heads = {row[0]: (row[1], row[2] == "post") for row in reversed(lexicon.rows("find/people/titles.tsv", 3, KINDS))}
    prefixes = lexicon.alternation(lexicon.words("find/people/title_prefixes.tsv"))
    firsts = "".join(sorted({word[0] for word in (*heads, *lexicon.words("find/people/title_prefixes.tsv"))}))
    return re.compile(f"(?=[{firsts}])(?P<prefix>{prefixes}{{0,3}})(?P<head>{lexicon.alternation(heads)})"), heads


def find(text: str, organizations: Sequence[Organization], places: Sequence[Place]) -> Iterator[Occurrence]:
    """Yield every title of a text, left to right, with its employer where the text names one right before it."""
    pattern, heads = _rules()
    ends = {organization.end: organization for organization in organizations}
    place_ends = {place.end: place for place in places}
    inside = [(o.start, o.end) for o in organizations]
    index, last = 0, 0
    for match in pattern.finditer(text):
        while index < len(inside) and inside[index][1] <= match.start():
            index += 1
        start, end = match.span()
        if index < len(inside) and inside[index][0] < end and inside[index][1] > start:
            # A body's name may hold a title's word (院士工作站) or end within its prefix.
            if inside[index][1] >= end:
                continue
            start = inside[index][1]
            if start > match.start("head"):  # 宣传部|部长 where 宣传部 is a body
                shorter = pattern.match(text, start)
                if shorter is None:
                    continue
                match, end = shorter, shorter.end()
        if NOT_TITLE.match(text, end) and match["head"] not in ("总书记",):
            continue
        kind, post = heads[match["head"]]
        kind, post = heads.get(
            match[0], (kind, post and not match["prefix"])
        )  # 总书记, 首席科学家 are words of their own
        begin, employer = _employer(text, start, last, ends, place_ends, kind)
        if (
            employer is not None
            and text.startswith(employer, begin)
            and kind == "office"
            and text[begin + len(employer) : start].isalpha()
        ):
            start = begin + len(employer)
        yield Occurrence(start, end, text[start:end].replace(" ", ""), kind, post, begin, employer)
        last = end


def _employer(
    text: str, start: int, last: int, ends: dict[int, Organization], places: dict[int, Place], kind: str
) -> tuple[int, str | None]:
    """Who employs, from the text right before a title, and where it begins."""
    at = start
    if at and text[at - 1] in "）)":  # 电气和电子工程师协会(IEEE)执行总干事
        opening = max(text.rfind("(", 0, at), text.rfind("（", 0, at))
        if opening >= 0 and opening in ends:
            at = opening
    while at and text[at - 1] == " ":
        at -= 1
    organization = ends.get(at)
    if organization is not None:
        return organization.start, organization.text
    if kind == "office":  # 股份有限公司研发|总监: what stands between is the position's
        for length in range(1, 9):
            organization = ends.get(at - length)
            between = text[at - length : at]
            if (
                organization is not None
                and re.fullmatch(r"[一-龥]+", between)
                and not VERBS.search(between)
                and not BOUNDARY.search(between)
                and organization.end > last
            ):
                return organization.start, organization.text
    window = max(last, at - 20)
    marks = [mark.end() for mark in BOUNDARY.finditer(text, window, at)]
    begin = marks[-1] if marks else window
    if begin == window and window == at - 20:
        return start, None
    verbs = [verb.end() for verb in VERBS.finditer(text, begin, at)]
    begin = max([begin, *verbs])
    place = places.get(at)
    if place is not None and place.start >= begin:
        first = place
        while first.start in places and places[first.start].start >= begin:
            first = places[first.start]
        return first.start, text[first.start : at]
    words = re.sub("[讯电]$", "", text[begin:at])
    quotes = words.count("“") - words.count("”")
    if not words or quotes or not re.fullmatch(r"[一-龥A-Za-z0-9“”·]{2,16}", words):
        return start, None
    if kind in ("intro", "address") or (kind == "role" and len(words) > 10):
        return start, None
    return begin, words


def inherited(previous: str | None, position: str) -> str | None:
    """The employer of a position that names none, by the one before it: a mayor's is the city whose 市委 was named."""
    if previous is None:
        return None
    if re.search(r"(?:省长|市长|县长|区长|州长|盟长|旗长|镇长|乡长)$", position):
        party = PARTY.match(previous)
        return party["place"] if party else previous if re.search("[省市县区州盟旗镇乡]$", previous) else None
    return previous
