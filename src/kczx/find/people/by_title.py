"""Names that a title announces: chains before a name, and titles behind one."""

from __future__ import annotations

import re

from kczx.find.people.names import MARK, UNLIKELY, name_end, rules
from kczx.find.people.search import Search
from kczx.find.people.titles import Occurrence

LINK = re.compile(r"[、，,兼和及与暨]|以及|\s")


def before(search: Search) -> None:
    """Titles before names: chains with elided employers, one chain for several names."""
    text = search.text
    chain: list[Occurrence] = []
    last_end = -1
    names: set[int] = set()  # where names end: a rank right behind one (韦伯|博士) begins no chain
    for title in search.titles:
        if title.start in names:
            chain, last_end = [], -1
            continue
        gap = text[last_end : title.begin] if last_end >= 0 else "。"
        if not chain or not (len(gap) <= 3 and all(LINK.match(char) for char in gap)) or ("，" in gap or "," in gap):
            chain = []
        chain.append(title)
        last_end = title.end
        at = title.end
        while at < len(text) and text[at] == " ":
            at += 1
        labelled = text[at : at + 1] in (":", "：")
        name = search.end(at + labelled, strong=title.kind != "intro")
        if name is None or (labelled and not re.match(MARK, text[name : name + 1])):
            continue
        at += labelled
        if title.post and title.kind == "address":
            continue
        search.add(at, name, f"{title.position}+name")
        names |= {name, search.list_on(name, f"{title.position}+names")}
        chain, last_end = [], -1


def behind(search: Search) -> None:
    """Names before titles: 周明德院士, 赵文静女士, 林国栋书记."""
    compiled = rules()
    ends = {person.end: person.start for person in search.found.values()}
    for title in search.titles:
        if not title.post or title.start in search.owner:
            continue
        at = title.start
        while at and search.text[at - 1] == " ":
            at -= 1
        if at in ends:
            continue
        for length in (3, 2, 4):
            start = at - length
            if start < 0 or start in search.owner or start in search.starts or start in search.found:
                continue
            surname = compiled.surname.match(search.text, start)
            if surname is None or compiled.words.match(search.text, start) or (length == 4 and len(surname[0]) < 2):
                continue
            if not re.fullmatch(r"[一-龥]+", search.text[start:at]) or not search.begins(start, title.kind):
                continue
            if surname[0] in UNLIKELY or search.text[start - 1 : start].isdigit():  # 向|全体同志, 30余|位院士
                continue
            if title.kind in ("office", "rank") and name_end(search.text, start, strong=False) != at:
                continue
            search.add(start, at, f"name+{title.position}")
            break
        else:
            match = compiled.transliterated.search(search.text, max(0, at - 16), at)
            if (
                match
                and match.end() == at
                and title.kind in ("rank", "address")
                and search.begins(match.start(), title.kind)
                and title.position != "同学"
            ):
                search.add(match.start(), at, f"name+{title.position}")
