"""Names that a verb announces, and names told again."""

from __future__ import annotations

import re
from collections import Counter

from kczx.find.people.names import rules
from kczx.find.people.search import Search

CLAUSE = re.compile(
    r"(?:^|(?<=[，,。；;：:！？\n）)”]))(?:随后|会上|会后|其中|期间|仪式上|最后|首先|当天|此外|同时)?(?=[一-龥]{2})"
)
BEHIND = re.compile(r"(?<=[与和同由向对为经请])(?=[一-龥]{2,3}(?:交换|交流|会谈|座谈|主持|介绍|讲|作|等|颁|授))")
ADVERBIAL = re.compile(
    r"(?:\d{1,2}日|当天|[上下]午|昨日|今天)?(?:在[^，,。；;、]{2,12}?(?=会见|会晤|出席|主持|调研|考察|参加|走访|看望|致辞|宣布|指出))?"
)
COUNTED_IN = re.compile(r"等(?:同志|\d+[名位人]|[一二三四五六七八九十]+[名位人])")
NAMED_FOR = re.compile(r"任命|免去|选举|推选|聘任|聘请|提名|授予|给予|增补")


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
            search.list_on(end, match[0] + "+names")
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
