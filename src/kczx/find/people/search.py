"""One article's search for people: what was found so far, and where a name can begin."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kczx.find.people.names import name_end, rules
from kczx.find.people.titles import Occurrence
from kczx.flow import Organization, Person, Place

NOTE = re.compile(r"[（(][^（()），。]{1,6}[）)]")
LIST = re.compile(r"、|[和与及](?![一-龥]{0,6}[省市])|以及|\s+(?=[一-龥]{2,4}(?:\s|$|[，。、）)]))")
BEFORE_NAME = re.compile(
    r"(?:[与和同由向对为经请及以给将把跟被让受在了]|邀请|陪同|授予|聘请|聘任|欢迎|感谢|慰问|看望|随着|专家|选举|推选|落实|贯彻|学习|围绕|按照|根据|响应|会见|拜会|接见|代表|委托|推荐|任命|免去|增补|增选|表彰)$"
)


def past_note(text: str, end: int) -> int:
    """Where a name's short note in brackets ends: 谷雨桐(女)."""
    note = NOTE.match(text, end)
    return note.end() if note else end


class Search:
    """One article's search: what was found so far, and where a name cannot begin."""

    def __init__(
        self,
        text: str,
        occurrences: Sequence[Occurrence],
        organizations: Sequence[Organization],
        places: Sequence[Place],
    ) -> None:
        self.text = text
        self.organizations = organizations
        self.found: dict[int, Person] = {}
        self.weak: dict[int, int] = {}
        self.starts = {m.start for m in (*organizations, *places) if m.end - m.start > 2}
        self.starts |= {m.start for m in places if m.end - m.start > 1}
        self.places = {place.start: place.end for place in places}
        self.owner = {i: o for o in organizations for i in range(o.start + 1, o.end)}
        self.titles = occurrences
        bodies = {m.start for m in (*organizations, *places)}
        self.offices = {t.start: t for t in self.titles if t.kind == "office"}
        self.positions = {t.start for t in self.titles}
        self.title_ends = {t.end for t in self.titles}
        self.name_ends: set[int] = set()
        self.title_starts = {t.start: t.end for t in reversed(self.titles)}
        self.title_starts |= {t.begin: t.end for t in reversed(self.titles) if t.begin in bodies}

    def end(self, at: int, *, strong: bool) -> int | None:
        """Where a name at a place ends, unless an organization, a place or a title stands there."""
        if at in self.owner or ((at in self.starts or at in self.title_starts) and not self._outgrown(at, strong)):
            return None
        end = name_end(self.text, at, strong=strong)
        if end is not None and any(self.places.get(i, 0) > end for i in range(at + 1, end)):
            return None  # 从|于洪区: a place begins within
        return end

    def _outgrown(self, at: int, strong: bool) -> bool:
        """Whether a body or a place that begins like a name took it in by mistake: 市长张曙光|和首钢总公司, 书记安顺|芝陪同."""
        end = name_end(self.text, at, strong=True) if strong and at not in self.positions else None
        if end is None:
            return False
        if self.places.get(at) == at + 2 < end and rules().follower.match(self.text, end):
            return True
        return self.text[end : end + 1] in ("和", "与", "及", "对", "任") and end in self.owner

    def add(self, start: int, end: int, rule: str) -> None:
        if start not in self.found:
            self.name_ends.add(end)
            self.found[start] = Person(start, end, self.text[start:end].replace(" ", ""), f"people/{rule}")

    def list_on(self, end: int, rule: str) -> int:
        """The names that go on behind a name: 云宏年、齐志英; where the last of them ends."""
        while (link := LIST.match(self.text, past_note(self.text, end))) is not None:
            following = self.end(link.end(), strong=True)
            if following is None or not rules().follower.match(self.text, following):
                break
            if self.offices.get(following):
                break  # 华为|轮值董事长 is an employer, not the list's next name
            self.add(link.end(), following, rule)
            end = following
        return end

    def begins(self, at: int, kind: str) -> bool:
        """Whether a name may begin here: behind a mark, a body, a title or a word that goes before persons."""
        if at == 0 or not "\u4e00" <= self.text[at - 1] <= "\u9fff":
            return True
        if at - 1 in self.owner and self.owner[at - 1].end == at:
            return True
        if at in self.title_ends or at in self.name_ends:
            return True
        return bool(BEFORE_NAME.search(self.text, max(0, at - 2), at))

    def people(self) -> list[Person]:
        people: list[Person] = []
        for person in sorted(self.found.values(), key=lambda p: (p.start, -p.end)):
            if not people or person.start >= people[-1].end:
                people.append(person)
        return people
