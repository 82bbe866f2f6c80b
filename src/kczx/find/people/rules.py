"""Finds people and their titles.

A name is announced by something: a title before or behind it, a list that it goes on with, a verb that only persons go with, a
label (记者, 编辑), a row of a table.  What has a good reason is `strong`; a name with a poor one counts where the article
repeats it.  Names once found are found again wherever they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kczx.find.people.names import MARK, name_end, rules
from kczx.find.people.titles import Occurrence, inherited
from kczx.find.people.titles import find as find_titles
from kczx.flow import Organization, Person, Place, Title

LINK = re.compile(r"[、，,兼和及与暨]|以及|\s")
LIST = re.compile(r"、|[和与及](?![一-龥]{0,6}[省市])|以及|\s+(?=[一-龥]{2,4}(?:\s|$|[，。、）)]))")
LABEL = re.compile(
    r"(?:记者|通讯员|特约记者|实习生|作者|编辑|责任编辑|责编|审核|校对|核稿|摄影|撰稿|供稿|文字|文/图|图/文|文|图|摄|联系人|主持人|主讲人|主讲|演员)\s*[:：/]\s*|[讯电]\s*[（(]\s*(?:记者|通讯员)?\s*|(?:记者|通讯员)\s+"
)
ROW = re.compile(r"(?:^|(?<=\n))(?P<name>[一-龥·]{2,12})(?:[（(][^（）()]{1,8}[）)])?(?:[\s　]+|\s*[|｜]\s*)(?=(?P<rest>[^\n。；！？]{4,60})(?:\n|$))")
DIALOGUE = re.compile(r"(?:^|(?<=\n))(?P<name>[一-龥]{2,4})[:：]")
CLAUSE = re.compile(r"(?:^|(?<=[，,。；;：:！？\n）)”]))(?:随后|会上|会后|其中|期间|仪式上|最后|首先|当天|此外|同时)?(?=[一-龥]{2})")
BEHIND = re.compile(r"(?<=[与和同由向对为经请])(?=[一-龥]{2,3}(?:交换|交流|会谈|座谈|主持|介绍|讲|作|等|颁|授))")
NAME_LIST = re.compile(r"(?<![一-龥])[一-龥]{2,16}(?:、[一-龥]{2,4})+、[一-龥]{2,12}")
COUNTED_IN = re.compile(r"等(?:同志|\d+[名位人]|[一二三四五六七八九十]+[名位人])")
NAMED_FOR = re.compile(r"任命|免去|选举|推选|聘任|聘请|提名|授予|给予|增补")
LIFE = re.compile(r"曾任|历任|现任|先后任|先后担任|兼任|时任")
APPOINTED = re.compile(r"(?:等[\d一二三四五六七八九十]+[人名位])?(?:同志)?(?:曾任|历任|现任|先后任|先后担任|时任|当选为?|担任|出任|就任|受聘为|被聘为|连任|兼任|接任|任|为)(?:新一届|首任|新任|首届)?$")
BEFORE_NAME = re.compile(
    r"(?:[与和同由向对为经请及以给将把跟被让受在了]|邀请|陪同|授予|聘请|聘任|欢迎|感谢|慰问|看望|随着|专家|选举|推选|落实|贯彻|学习|围绕|按照|根据|响应|会见|拜会|接见|代表|委托|推荐|任命|免去|增补|增选|表彰)$"
)
REPORTED = frozenset(["office", "rank", "role"])
NO_EMPLOYER = frozenset(["rank", "role", "address", "intro", "honour"])


class Finder:
    """One article's search: what was found so far, and where a name cannot begin."""

    def __init__(self, text: str, organizations: Sequence[Organization], places: Sequence[Place]) -> None:
        self.text = text
        self.organizations = organizations
        self.found: dict[int, Person] = {}
        self.weak: dict[int, int] = {}
        self.starts = {m.start for m in (*organizations, *places) if m.end - m.start > 2}
        self.starts |= {m.start for m in places if m.end - m.start > 1}
        self.places = {place.start: place.end for place in places}
        self.owner = {i: o for o in organizations for i in range(o.start + 1, o.end)}
        self.titles = list(find_titles(text, organizations, places))
        bodies = {m.start for m in (*organizations, *places)}
        self.positions = {t.start for t in self.titles}
        self.title_starts = {t.start: t.end for t in reversed(self.titles)}
        self.title_starts |= {t.begin: t.end for t in reversed(self.titles) if t.begin in bodies}

    def end(self, at: int, *, strong: bool) -> int | None:
        """Where a name at a place ends, unless an organization, a place or a title stands there."""
        if at in self.owner or ((at in self.starts or at in self.title_starts) and not self._outgrown(at, strong)):
            return None
        return name_end(self.text, at, strong=strong)

    def _outgrown(self, at: int, strong: bool) -> bool:
        """Whether a body or a place that begins like a name took it in by mistake: 市长张曙光|和首钢总公司, 书记安顺|芝陪同."""
        end = name_end(self.text, at, strong=True) if strong and at not in self.positions else None
        if end is None:
            return False
        if self.places.get(at) == at + 2 < end and rules().follower.match(self.text, end):
            return True
        return self.text[end : end + 1] in ("和", "与", "及", "对", "任") and end in self.owner

    def add(self, start: int, end: int, rule: str, titles: Iterable[Title] = (), strong: bool = True) -> None:
        known = self.found.get(start)
        told = tuple(titles)
        if known is not None:
            more = tuple(title for title in told if title not in known.titles)
            if more:
                self.found[start] = replace(known, titles=(*known.titles, *more))
            return
        self.found[start] = Person(start, end, self.text[start:end].replace(" ", ""), f"people/{rule}", told, strong)

    def run(self) -> list[Person]:
        self._before()
        self._behind()
        self._labels()
        self._rows()
        self._of_organizations()
        self._lists()
        self._clauses()
        for person in list(self.found.values()):
            self._list(person.end, "list of names", [])
        self._again()
        self._appointments()
        return self._sorted()

    def _sorted(self) -> list[Person]:
        people: list[Person] = []
        for person in sorted(self.found.values(), key=lambda p: (p.start, -p.end)):
            if not people or person.start >= people[-1].end:
                people.append(person)
        return people

    def _list(self, end: int, rule: str, titles: Sequence[Title]) -> int:
        """The names that go on behind a name, 云宏年、齐志英, which share its titles; where the last of them ends."""
        while (link := LIST.match(self.text, end)) is not None:
            following = self.end(link.end(), strong=True)
            if following is None or not rules().follower.match(self.text, following):
                break
            self.add(link.end(), following, rule, titles)
            end = following
        return end

    def _before(self) -> None:
        """Titles before names: chains with elided employers, one chain for several names."""
        text = self.text
        chain: list[Occurrence] = []
        last_end, last_name, last_employer = -1, -1, None
        names: set[int] = set()  # where names end: a rank right behind one (韦伯|博士) begins no chain
        for title in self.titles:
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
            name = self.end(at + labelled, strong=title.kind != "intro")
            if name is None or (labelled and not re.match(MARK, text[name : name + 1])):
                continue
            at += labelled
            if title.post and title.kind == "address":
                continue
            near = 0 <= chain[0].begin - last_name <= 2 and re.fullmatch(r"[、和与及，,\s]*", text[last_name : chain[0].begin])
            titles, employer = self._told(chain, last_employer if near else None)
            self.add(at, name, f"{title.position}+name", titles)
            last_name = self._list(name, f"{title.position}+names", titles)
            names |= {name, last_name}
            last_employer, chain, last_end = employer, [], -1

    def _told(self, chain: Sequence[Occurrence], employer: str | None) -> tuple[list[Title], str | None]:
        """A chain's titles with the employers that the text leaves out, and the employer that goes on."""
        told = []
        for number, title in enumerate(chain):
            own = title.employer
            if own is None and title.kind not in NO_EMPLOYER:
                own = inherited(employer, title.position)
            if title.employer is not None and title.kind == "office":
                employer = title.employer
            position = title.position
            if title.kind == "role" and own is not None and number == len(chain) - 1 and "专家" in position:
                own, position = None, own + position
            if title.kind in REPORTED:
                told.append(Title(own, position, title.begin, title.end))
        return told, employer

    def _behind(self) -> None:
        """Names before titles: 贺泓院士, 江小涓女士, 尚勇书记."""
        compiled = rules()
        ends = {person.end: person.start for person in self.found.values()}
        for title in self.titles:
            if not title.post or title.start in self.owner:
                continue
            at = title.start
            while at and self.text[at - 1] == " ":
                at -= 1
            if at in ends:
                if title.kind == "rank":
                    self.add(ends[at], at, "", [Title(None, title.position, title.start, title.end)])
                continue
            for length in (3, 2, 4):
                start = at - length
                if start < 0 or start in self.owner or start in self.starts or start in self.found:
                    continue
                surname = compiled.surname.match(self.text, start)
                if surname is None or compiled.words.match(self.text, start) or (length == 4 and len(surname[0]) < 2):
                    continue
                if not re.fullmatch(r"[一-龥]+", self.text[start:at]) or not self._begins(start, title.kind):
                    continue
                if title.kind in ("office", "rank") and name_end(self.text, start, strong=False) != at:
                    continue
                reported = [Title(None, title.position, title.start, title.end)] if title.kind in REPORTED else []
                self.add(start, at, f"name+{title.position}", reported)
                break
            else:
                match = compiled.transliterated.search(self.text, max(0, at - 16), at)
                if match and match.end() == at and title.kind in ("rank", "address") and self._begins(match.start(), title.kind) and title.position != "同学":
                    reported = [Title(None, title.position, title.start, title.end)] if title.kind in REPORTED else []
                    self.add(match.start(), at, f"name+{title.position}", reported)

    def _begins(self, at: int, kind: str) -> bool:
        """Whether a name may begin here: behind a mark, a body, a title or a word that goes before persons."""
        if at == 0 or not "\u4e00" <= self.text[at - 1] <= "\u9fff":
            return True
        if at - 1 in self.owner and self.owner[at - 1].end == at:
            return True
        if any(title.end == at for title in self.titles) or (at - 1) in {p.end - 1 for p in self.found.values()}:
            return True
        return bool(BEFORE_NAME.search(self.text, max(0, at - 2), at))

    def _labels(self) -> None:
        for label in LABEL.finditer(self.text):
            at = label.end()
            word = re.match(r"\W*([一-龥]{2,4})", label[0])
            role = word[1] if word and word[1] in ("记者", "通讯员", "编辑", "责编", "责任编辑") else None
            while True:
                end = self.end(at, strong=True)
                following = self.text[end : end + 1] if end is not None else ""
                if end is None or self.text[end - 1] in "部处室科局办网报社会院厅台" or not (re.match(MARK, following) or rules().follower.match(self.text, end)):
                    break
                titles = [Title(None, role, label.start(), label.end())] if role else []
                self.add(at, end, "label", titles)
                separator = re.compile(r"[\s、，,/]+(?:(?:图|摄影|摄|记者|通讯员)[:： ]?)?").match(self.text, end)
                if separator is None or "\n" in separator[0]:
                    break
                at = separator.end()

    def _rows(self) -> None:
        """Rows of a table, `宋玉荣 中国科协宣传文化部副部长`, and speakers of a transcript, `宋玉荣:各位…`."""
        for row in ROW.finditer(self.text):
            end = row.end("name")
            if self.end(row.start(), strong=True) != end:
                continue
            rest, stop = row.start("rest"), row.end("rest")
            inside = [t for t in self.titles if rest <= t.start and t.end <= stop]
            if inside and not any(p.start >= rest and p.end <= stop for p in self.found.values()):
                self.add(row.start(), end, "row", self._told(inside, None)[0])
            elif any(o.start == rest for o in self.organizations):
                self.add(row.start(), end, "row")
        for speaker in DIALOGUE.finditer(self.text):
            if self.end(speaker.start(), strong=False) == speaker.end("name"):
                self.weak[speaker.start()] = speaker.end("name")

    def _of_organizations(self) -> None:
        """Names right behind a body's: 长沙市第一中学谭天、; names whose body stands in brackets: 谭天(长沙市第一中学)."""
        for organization in self.organizations:
            at = organization.end
            if self.text[at : at + 1] == " ":
                at += 1
            end = self.end(at, strong=False)
            if end is not None and re.match(r"[、，,。；;）)\n]|等|$", self.text[end : end + 1]):
                self.add(at, end, "organization+name")
                self._list(end, "organization+names", [])
            before = organization.start - 1
            if before > 2 and self.text[before] in "(（":
                for start in (before - 3, before - 2):
                    if start >= 0 and (start == 0 or not "\u4e00" <= self.text[start - 1] <= "\u9fff") and self.end(start, strong=False) == before:
                        self.add(start, before, "name(organization)")

    def _lists(self) -> None:
        """Three names or more in a row, with nothing that announces them: 张跃飞、陶晓明、林学春颁奖."""
        for run in NAME_LIST.finditer(self.text):
            cells, at = [], run.start()
            for cell in run[0].split("、"):
                cells.append((at, at + len(cell)))
                at += len(cell) + 1
            first = next((a for a in (cells[0][1] - 3, cells[0][1] - 2) if a >= cells[0][0] and self.end(a, strong=False) == cells[0][1]), None)
            spans = [(a, self.end(a, strong=False)) for a, _ in cells[1:]]
            whole = all(end == b for (_, end), (_, b) in zip(spans[:-1], cells[1:-1], strict=True))
            if first is not None and whole and spans[-1][1] is not None:
                for start, end in ((first, cells[0][1]), *spans):
                    self.add(start, end or start, "list of names")

    def _appointments(self) -> None:
        """Titles that a verb gives: 周济当选…理事长, 选举赵震声为会长; and a life told: 历任…副校长、…院长."""
        taken = {t.start for p in self.found.values() for t in p.titles}
        chain: list[Occurrence] = []
        for title in [*self.titles, None]:
            if title is not None and title.kind != "office":
                continue
            joined = chain and title is not None and re.fullmatch(r"[、,，兼和]{1,2}(?:同时)?", self.text[chain[-1].end : title.begin])
            if chain and not joined:
                self._appoint(chain)
                chain = []
            if title is not None and title.begin not in taken:
                chain.append(title)

    def _appoint(self, chain: Sequence[Occurrence]) -> None:
        at = chain[0].begin
        before = self.text[max(0, at - 40) : at]
        match = APPOINTED.search(before)
        if match is None:
            return
        verb = at - len(before) + match.start()
        titles, _ = self._told(chain, None)
        given = self._names_before(verb)
        if not given and LIFE.search(match[0]):
            line = max(self.text.rfind("\n", 0, verb), 0)
            given = [p for p in sorted(self.found.values(), key=lambda p: p.start) if line <= p.start < verb][-1:]
        for person in given:
            self.add(person.start, person.end, "", titles)

    def _names_before(self, at: int) -> list[Person]:
        """The names that end at a place: one, or several in a row."""
        ends = {person.end: person for person in self.found.values()}
        found: list[Person] = []
        while (person := ends.get(at)) is not None:
            found.append(person)
            at = person.start - 1
            if self.text[at : at + 1] not in ("、", "和", "与"):
                break
        return found

    def _clauses(self) -> None:
        """Subjects of verbs that only persons go with; and names that occur again."""
        compiled = rules()
        for pattern in (CLAUSE, BEHIND):
            for match in pattern.finditer(self.text):
                at = match.end()
                if at in self.found or compiled.surname.match(self.text, at) is None:
                    continue
                if compiled.words.match(self.text, at):
                    continue
                end = self.end(at, strong=False)
                if end is None:
                    continue
                if pattern is CLAUSE and (compiled.act.match(self.text, end) or self._appointed(end)):
                    self.add(at, end, "name+verb")
                else:
                    self.weak[at] = end
        for match in COUNTED_IN.finditer(self.text):
            start = next((a for a in (match.start() - 3, match.start() - 2) if a >= 0 and self.end(a, strong=False) == match.start()), None)
            if start is not None and (start == 0 or re.match(r"[、，,和：:]|\W", self.text[start - 1])):
                self.add(start, match.start(), "name+等")
        for match in NAMED_FOR.finditer(self.text):
            end = self.end(match.end(), strong=True)
            if end is not None and re.match(r"[为的任、，等]|同志|担任", self.text[end : end + 2]):
                self.add(match.end(), end, match[0] + "+name")
                self._list(end, match[0] + "+names", [])
        counts = Counter(self.text[a:b] for a, b in self.weak.items())
        strong = {person.text for person in self.found.values()}
        for at, end in self.weak.items():
            if counts[self.text[at:end]] > 1 or self.text[at:end] in strong:
                self.add(at, end, "name again")

    def _appointed(self, end: int) -> bool:
        """Whether behind a name 为, 任 or 担任 a title follows: 屈子健为省科学技术厅总工程师."""
        verb = re.compile(r"(?:同志)?(?:为|任|担任)").match(self.text, end)
        return verb is not None and any(
            verb.end() <= t.start <= verb.end() + 24 and not re.search("[，,。；;]", self.text[verb.end() : t.start]) for t in self.titles
        )

    def _again(self) -> None:
        """Every other place where a name that was found stands."""
        names = {p.text for p in self.found.values() if len(p.text) > 1}
        if not names:
            return
        for match in re.finditer("|".join(sorted(map(re.escape, names), key=len, reverse=True)), self.text):
            if match.start() in self.owner or match.start() in self.found:
                continue
            if len(match[0]) == 2 and not (self._begins(match.start(), "") or rules().follower.match(self.text, match.end())):
                continue
            self.add(match.start(), match.end(), "known name")


def find(
    text: str, organizations: Sequence[Organization], places: Sequence[Place]
) -> tuple[list[Person], list[Organization]]:
    """The people of a text with the titles told at each mention, and its organizations without what names took from them
    and with the employers that only a title tells of (滴滴出行|联合创始人).

    >>> people, _ = find("中国科协党组书记、常务副主席怀进鹏出席", [Organization(0, 4, "中国科协", "", "association")], [])
    >>> [(p.text, [(t.organization, t.position) for t in p.titles]) for p in people]
    [('怀进鹏', [('中国科协', '党组书记'), ('中国科协', '常务副主席')])]
    """
    finder = Finder(text, organizations, places)
    people = finder.run()
    settled = sorted(_settled(text, people, organizations), key=lambda o: o.start)
    # 贺长缨和陆航集团总经理: where a name took itself out of a body's, the title's employer is the rest.
    old = {o.start: o for o in organizations}
    ends = {o.end: o for o in settled}

    def mended(title: Title) -> Title:
        whole = old.get(title.start)
        rest = ends.get(whole.end) if whole is not None and whole.text == title.organization else None
        return title if rest is None or rest is whole else replace(title, organization=rest.text, start=rest.start)

    people = [replace(p, titles=tuple(map(mended, p.titles))) if p.titles else p for p in people]
    return people, settled


EMPLOYING = re.compile(r"创始人|总裁|董事长|总经理|CEO|CTO|COO|首席.{2,3}官|发起人|合伙人")


def _settled(text: str, people: Sequence[Person], organizations: Sequence[Organization]) -> Iterator[Organization]:
    ends = {person.start: person.end for person in people}
    for organization in organizations:
        cut = ends.get(organization.start)
        if cut is not None and cut < organization.end:
            start = cut + 1 if text[cut] in "和与及对任" else cut
            if organization.end - start > 3:
                yield Organization(start, organization.end, text[start : organization.end], organization.rule, organization.kind)
            continue
        yield organization
    taken = {o.start for o in organizations}
    for person in people:
        for title in person.titles:
            if title.organization is None or title.start in taken or not EMPLOYING.search(title.position):
                continue
            if text.startswith(title.organization, title.start) and len(title.organization) > 3:
                taken.add(title.start)
                end = title.start + len(title.organization)
                yield Organization(title.start, end, title.organization, "organizations/employer", "company")
