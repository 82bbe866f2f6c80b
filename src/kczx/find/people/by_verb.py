"""Names that a verb announces, names told again, and the titles that a verb gives."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kczx.find.people.names import rules
from kczx.find.people.search import Search, past_note
from kczx.find.people.titles import Occurrence
from kczx.flow import Person

CLAUSE = re.compile(
    r"(?:^|(?<=[，,。；;：:！？\n）)”]))(?:随后|会上|会后|其中|期间|仪式上|最后|首先|当天|此外|同时)?(?=[一-龥]{2})"
)
BEHIND = re.compile(r"(?<=[与和同由向对为经请])(?=[一-龥]{2,3}(?:交换|交流|会谈|座谈|主持|介绍|讲|作|等|颁|授))")
ADVERBIAL = re.compile(
    r"(?:\d{1,2}日|当天|[上下]午|昨日|今天)?(?:在[^，,。；;、]{2,12}?(?=会见|会晤|出席|主持|调研|考察|参加|走访|看望|致辞|宣布|指出))?"
)
COUNTED_IN = re.compile(r"等(?:同志|\d+[名位人]|[一二三四五六七八九十]+[名位人])")
NAMED_FOR = re.compile(r"任命|免去|选举|推选|聘任|聘请|提名|授予|给予|增补")
LIFE = re.compile(r"曾任|历任|现任|先后任|先后担任|兼任|时任")
APPOINTED = re.compile(
    r"(?:等[\d一二三四五六七八九十]+[人名位])?(?:同志)?(?:曾任|历任|现任|先后任|先后担任|时任|当选为?|担任|出任|就任|受聘为|被聘为|连任|兼任|接任|任|为)(?:新一届|首任|新任|首届)?$"
)


def clauses(search: Search) -> None:
    """Subjects of verbs that only persons go with; and names that occur again."""
    compiled = rules()
    for pattern in (CLAUSE, BEHIND):
        for match in pattern.finditer(search.text):
            at = match.end()
            if at in search.found or compiled.surname.match(search.text, at) is None:
                continue
            if compiled.words.match(search.text, at):
                continue
            end = search.end(at, strong=False)
            if end is None:
                continue
            adverbial = ADVERBIAL.match(search.text, end)  # 孙春雷|在南京|会见
            acts = compiled.act.match(search.text, adverbial.end() if adverbial else end)
            if pattern is CLAUSE and (acts or appointed(search, end)):
                search.add(at, end, "name+verb")
            else:
                search.weak[at] = end
    for match in COUNTED_IN.finditer(search.text):
        start = next(
            (
                a
                for a in (match.start() - 3, match.start() - 2)
                if a >= 0 and search.end(a, strong=False) == match.start()
            ),
            None,
        )
        if start is not None and (start == 0 or re.match(r"[、，,和：:]|\W", search.text[start - 1])):
            search.add(start, match.start(), "name+等")
    for match in NAMED_FOR.finditer(search.text):
        end = search.end(match.end(), strong=True)
        if end is not None and re.match(r"[为的任、，等]|同志|担任", search.text[end : end + 2]):
            search.add(match.end(), end, match[0] + "+name")
            search.list_on(end, match[0] + "+names", [])
    counts = Counter(search.text[a:b] for a, b in search.weak.items())
    strong = {person.text for person in search.found.values()}
    for at, end in search.weak.items():
        if counts[search.text[at:end]] > 1 or search.text[at:end] in strong:
            search.add(at, end, "name again")


def appointed(search: Search, end: int) -> bool:
    """Whether behind a name 为, 任 or 担任 a title follows: 屈子健为省科学技术厅总工程师."""
    verb = re.compile(r"(?:同志)?(?:为|任|担任)").match(search.text, end)
    return verb is not None and any(
        verb.end() <= t.start <= verb.end() + 24 and not re.search("[，,。；;]", search.text[verb.end() : t.start])
        for t in search.titles
    )


def again(search: Search) -> None:
    """Every other place where a name that was found stands."""
    names = {p.text for p in search.found.values() if len(p.text) > 1}
    if not names:
        return
    for match in re.finditer("|".join(sorted(map(re.escape, names), key=len, reverse=True)), search.text):
        if match.start() in search.owner or match.start() in search.found:
            continue
        if len(match[0]) == 2 and not (
            search.begins(match.start(), "") or rules().follower.match(search.text, match.end())
        ):
            continue
        search.add(match.start(), match.end(), "known name")


def appointments(search: Search) -> None:
    """Titles that a verb gives: 林国栋当选…理事长, 选举高松林为会长; and a life told: 历任…副校长、…院长."""
    taken = {t.start for p in search.found.values() for t in p.titles}
    chain: list[Occurrence] = []
    for title in [*search.titles, None]:
        if title is not None and title.kind != "office":
            continue
        joined = (
            chain
            and title is not None
            and re.fullmatch(r"[、,，兼和]{1,2}(?:同时)?", search.text[chain[-1].end : title.begin])
        )
        if chain and not joined:
            appoint(search, chain)
            chain = []
        if title is not None and title.begin not in taken:
            chain.append(title)


def appoint(search: Search, chain: Sequence[Occurrence]) -> None:
    at = chain[0].begin
    before = search.text[max(0, at - 40) : at]
    match = APPOINTED.search(before)
    if match is None:
        return
    verb = at - len(before) + match.start()
    titles, _ = search.told(chain, None)
    given = names_before(search, verb)
    if not given and LIFE.search(match[0]):
        line = max(search.text.rfind("\n", 0, verb), 0)
        given = [p for p in sorted(search.found.values(), key=lambda p: p.start) if line <= p.start < verb][-1:]
    for person in given:
        search.add(person.start, person.end, "", titles)


def names_before(search: Search, at: int) -> list[Person]:
    """The names that end at a place: one, or several in a row."""
    ends = {past_note(search.text, person.end): person for person in search.found.values()}
    found: list[Person] = []
    while (person := ends.get(at)) is not None:
        found.append(person)
        at = person.start - 1
        if search.text[at : at + 1] not in ("、", "和", "与"):
            break
    return found
