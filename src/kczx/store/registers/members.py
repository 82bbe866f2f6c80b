"""A register filled: its members, each with its sources and days, and how many of those counted are named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kczx.store.registers.definitions import Register
from kczx.store.registers.tellings import Office, Part, Source, Tellings, Value

BESIDE = re.compile(r"[^，,。；;：:]{0,8}")
"""What may stand between a pattern and the first name behind it, and between the names of a list: offices, 、, 和."""
NUMBERED = re.compile(
    r"第?[一二三四五六七八九十百\d]+[届次批]|首[届批]|[“”‘’《》\s]|^(?:19|20)\d\d年?度?|理事会(?=理事)"
)
"""What two tellings of the same honour or office may differ in."""


@dataclass(slots=True)
class Member:
    """One of a register: since and until when as far as events tell it, and between which days it is told of."""

    key: str
    name: str
    kind: str
    detail: str | None
    since: str | None = None
    until: str | None = None
    organization: str | None = None
    position: str | None = None
    sources: list[Source] = field(default_factory=list)

    @property
    def first(self) -> str | None:
        """The first day on which something tells of it."""
        return min((source.published for source in self.sources if source.published), default=None)

    @property
    def last(self) -> str | None:
        """The last day on which something tells of it."""
        return max((source.published for source in self.sources if source.published), default=None)

    @property
    def documents(self) -> int:
        """How many documents tell of it."""
        return len({source.document for source in self.sources})

    @property
    def begins(self) -> str | None:
        """Since when it is known to be one."""
        return self.since or self.first


@dataclass(frozen=True, slots=True)
class Filled:
    """A register's members, the values of its figure, the earlier first, and how many no day is known of that is asked for."""

    register: Register
    members: list[Member]
    values: list[Value]
    undated: int = 0

    @property
    def of(self) -> Value | None:
        """How many there are, by the latest value that is reached; None where no figure tells it."""
        reached = [value for value in self.values if not value.planned]
        return max(reached, key=lambda value: _end(value) or "", default=None)

    @property
    def otherwise(self) -> list[float | int]:
        """Other numbers that are told of the same time, or of one that is not known."""
        of = self.of
        if of is None:
            return []
        told = [v.value for v in self.values if not v.planned and _end(v) in (_end(of), None) and v.value != of.value]
        return sorted(set(told))


def fill(
    register: Register, tellings: Tellings, as_of: str | None = None, person: str = "", organization: str = ""
) -> Filled:
    """A register as what is told fills it: as of a day, month or year, of one person, of one body (a part of its name).

    Nobody is a member whom no document names as one; planned events make none.
    """
    found: dict[tuple[str, str], Member] = {}
    for member, source in (
        *_by_events(register, tellings),
        *_by_offices(register, tellings, person),
        *_by_name(register, tellings),
    ):
        if register.not_members is not None and register.not_members.search(member.name):
            continue
        kept = found.setdefault((member.key, _apart(register, member)), member)
        if source not in kept.sources:
            kept.sources.append(source)
        kept.since = min(filter(None, (kept.since, member.since)), default=None)
        kept.until = max(filter(None, (kept.until, member.until)), default=None)
    members = [m for m in found.values() if person in ("", m.name, m.key) and _of_body(m, organization)]
    values = (
        sorted(tellings.values(register.figure), key=lambda v: (_end(v) is None, _end(v) or ""))
        if register.figure
        else []
    )
    undated = 0
    if as_of:
        undated = sum(member.begins is None for member in members)
        members = [m for m in members if m.begins and not _later(m.begins, as_of) and not _over(m, as_of)]
        values = [value for value in values if (end := _end(value)) and not _later(end, as_of)]
    members.sort(key=lambda m: (m.begins is None, m.begins or ""))
    return Filled(register, members, values, undated)


def _by_events(register: Register, tellings: Tellings) -> Iterator[tuple[Member, Source]]:
    parts: Iterable[Part] = tellings.parts(register) if register.events else ()
    for part in parts:
        detail = part.name
        if register.named is not None and not (part.name and register.named.search(part.name)):
            continue
        if register.told is not None and not any(register.told.search(text) for _, text in part.evidence):
            continue
        if register.behind is not None:
            if not any(register.behind.search(text) for _, text in part.evidence):
                continue
            bodies = list(tellings.organizations(part.source.document))
            detail = next(
                (
                    body
                    for _, text in part.evidence
                    for name, body in behind(register.behind, text, bodies, part.member)
                ),
                None,
            )
            if detail is None:
                continue
        source = _naming(part)
        yield Member(part.key, part.member, part.type, detail, part.day), source


def behind(pattern: re.Pattern[str], text: str, bodies: Iterable[str], member: str) -> Iterator[tuple[str, str]]:
    """Yield somebody, and the body, where a list of names that holds him stands right behind the body in a text.

    >>> list(behind(re.compile("委员会"), "为甲委员会李明院士、王芳女士颁发聘书，为赵刚颁发证书", ["甲委员会"], "王芳"))
    [('王芳', '甲委员会')]
    >>> list(behind(re.compile("委员会"), "为甲委员会李明院士颁发聘书，为赵刚颁发证书", ["甲委员会"], "赵刚"))
    []
    """
    for match in pattern.finditer(text):
        ends = [body for body in bodies if text.endswith(body, 0, match.end()) or body.endswith(match[0])]
        at = text.find(member, match.end())
        if at < 0:
            continue
        between = text[match.end() : at]
        if all(BESIDE.fullmatch(piece) for piece in re.split("[、和与及]", between)) and len(between) < LONGEST_ROW:
            named = [body for body in ends if text.endswith(body, 0, match.end())]
            yield member, max(named or ends or [match[0]], key=len)


LONGEST_ROW = 120
"""Characters of a list of names."""


def _naming(part: Part) -> Source:
    """The sentence of an event that names the one who takes the part, else the first."""
    span, text = next((told for told in part.evidence if part.member in told[1]), part.evidence[0])
    return Source(part.source.document, part.source.path, span, text, part.source.published)


def _by_offices(register: Register, tellings: Tellings, person: str) -> Iterator[tuple[Member, Source]]:
    offices: Iterable[Office] = tellings.offices(register, person) if register.offices else ()
    for office in offices:
        detail = (office.organization or "") + office.position
        member = Member(office.key, office.person, "person", detail, office.since, office.until)
        member.organization, member.position = office.organization, office.position
        yield member, office.source


def _by_name(register: Register, tellings: Tellings) -> Iterator[tuple[Member, Source]]:
    for body in tellings.bodies(register) if register.bodies else ():
        yield Member(body.key, body.name, "organization", None), body.source


def _apart(register: Register, member: Member) -> str:
    """What sets a row apart from another of the same member."""
    return NUMBERED.sub("", member.detail or "") if register.each else ""


def _of_body(member: Member, organization: str) -> bool:
    return not organization or organization in (member.detail or "") or organization in member.name


def _end(value: Value) -> str | None:
    """The end of the time that a value is of."""
    end = (value.as_of or "").rpartition("/")[2]
    return end if end[:4].isdigit() else None


def _later(day: str, than: str) -> bool:
    """Whether a day, as far as it is known, is behind a day, month or year."""
    return day[: len(than)] > than


def _over(member: Member, as_of: str) -> bool:
    return member.until is not None and member.until < as_of
