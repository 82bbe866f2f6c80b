"""The tables of `relate`, read and checked: predicate frames, the marks of their parts, names of events, qualifiers."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import get_args

from kczx import lexicon, records
from kczx.relate.patterns import AnyOf, Cell, beginnings, expression, options

GROUPS = ("act", "hold", "open", "attend", "part", "organize")
NEEDS = ("", "free", "dated", "body", "document", "titled", "named")
KINDS = get_args(records.EventKind)
ROLES = (*get_args(records.Role), "-")
MEANINGS = (
    "negated", "wished", "habitual", "background", "planned", "reported", "aside", "vague", "continuing",
)  # fmt: skip
CLASSES = (
    "about", "already", "generic", "ended", "since", "parted", "dismissed", "headed_end", "led", "listed_behind",
    "whose", "whose_act", "both_do", "listing", "inviting", "at_it", "goes", "talk_start", "side_says", "held_for",
    "charged", "longer_end", "founded_end", "chairs_opening", "opening_of", "posted_behind",
    "body", "document", "titled", "of_other", "subject", "leading", "cut", "adverb", "attribute", "team", "no_place",
    "winner", "saying", "at_hand", "elsewhere", "shifted", "no_venue", "no_venue_end", "venue_end", "holding", "going",
    "done_there", "they", "members", "nominal", "according", "visitors", "photo", "on_behalf",
    "staff", "no_goal", "place_ends", "talks", "past", "declared", "hears", "lecturers", "attending",
    "by_contract", "received", "area_end",
    "guests", "act", "winning", "office", "meanwhile", "causing", "legation_end",
     "for_it", "after_welcome", "opening", "company", "in_company", "everywhere", "electing", "both",
     "entering_end",
    "attends", "of_others", "welcome", "and_then",
    "witnessing", "together", "mentioned", "site", "honoured", "designate", "designated_end", "designated_by", "also_end",
    "zone_end", "chosen_end",
    "in_force", "arriving", "to_press",
    "at_other_talks", "other_occasion", "at_the_meeting", "opening_end", "certificate", "theme", "season",
    "speaks_to", "talk_about", "topic", "matter", "discussing", "part_opens",
    "studied_end", "says_at_length", "hosts_talk", "label_day", "label_place", "welcomed_by", "looks_round", "thanks_behind",
    "called_off", "put_off", "envoy", "lasting", "spokesman",
)  # fmt: skip
NO_EVENT = frozenset(["negated", "wished", "habitual", "background"])
PLACES = ("clause", "near", "sentence", "start", "behind", "after", "speech")


@dataclass(frozen=True, slots=True)
class Frame:
    """A predicate: what kind of event it tells, and the roles of persons and bodies that do it or to whom it is done."""

    group: str
    kind: str
    needs: str
    words: str
    cell: Cell
    subject: tuple[str, str]  # of a person, of a body; "-" is none
    object: tuple[str, str]
    gathering: bool  # a name tells the event, as of something that people come to

    @property
    def pattern(self) -> re.Pattern[str]:
        """Compiled when a text first has what it may begin with: most rows no document needs."""
        return _compiled(self.cell)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a clause that words open and close, and the part of those whom it names: a role, subject, object, -."""

    number: int
    pattern: re.Pattern[str]
    closed: bool
    part: str
    only: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that `relate` goes by."""

    acts: tuple[Frame, ...]
    quick: AnyOf  # any act
    by_first: dict[str, tuple[Frame, ...]]  # the acts that can begin with a character
    carriers: dict[str, Frame]  # hold, open and attend, by their words
    carrying: AnyOf
    parts: dict[str, Frame]
    part: AnyOf
    organizing: re.Pattern[str]  # with the groups `words` and `is`
    organizers: dict[str, str]
    opening: re.Pattern[str]  # where a mark may open
    marks: dict[str, tuple[Mark, ...]]  # by the character that they open with
    noun: re.Pattern[str]
    kinds: dict[str, str]
    words: dict[str, AnyOf]  # by class
    qualifiers: dict[tuple[str, str], AnyOf]  # by meaning and place
    denying: dict[str, AnyOf]  # those that say there is no event, by place


@functools.lru_cache(maxsize=1024)
def _compiled(cell: Cell) -> re.Pattern[str]:
    return re.compile(expression(*cell))


@lexicon.cached
def tables() -> Tables:
    """The tables, compiled once.  Raises LexiconError, with file and line, where a row is wrong."""
    frames = [_frame(row) for row in lexicon.rows("relate/frames.tsv", 8, check=_wrong_frame)]
    acts = tuple(frame for frame in frames if frame.group == "act")
    carriers = {w: f for f in frames if f.group in ("hold", "open", "attend") for w in f.words.split("|")}
    parts = {word: frame for frame in frames if frame.group == "part" for word in frame.words.split("|")}
    organizers = {w: f.subject[1] for f in frames if f.group == "organize" for w in f.words.split("|")}
    kinds = {row[0]: row[1] for row in lexicon.rows("relate/nouns.tsv", 2, KINDS)}
    by_first: dict[str, list[Frame]] = {}
    for frame in acts:
        for char in {start[0] for option in options(frame.words) for start in beginnings(option)}:
            by_first.setdefault(char, []).append(frame)
    return Tables(
        acts,
        AnyOf(frame.cell for frame in acts),
        {char: tuple(told) for char, told in by_first.items()},
        carriers,
        AnyOf(f.cell for f in sorted(frames, key=_longest) if f.group in ("hold", "open", "attend")),
        parts,
        AnyOf(frame.cell for frame in frames if frame.group == "part"),
        _organizing(frame for frame in frames if frame.group == "organize"),
        organizers,
        *_marks(),
        re.compile(f"{lexicon.alternation(kinds)}(?!议|堂|员|长(?![江三春沙期征城])|委员会|组委会|评委会)"),
        kinds,
        _words_beside(),
        *_qualifiers(),
    )  # fmt: skip


def _organizing(frames: Iterable[Frame]) -> re.Pattern[str]:
    """What bodies do for an event: 主办, and 主办方有, with the groups `words` and `is`."""
    told = AnyOf(frame.cell for frame in frames).pattern
    return re.compile(rf"(?P<words>{told})(?:方|单位)?(?P<is>(?:分别)?(?:是|为(?!期)|有|包括|[:：]))?")


def _longest(frame: Frame) -> int:
    return -max(map(len, frame.words.split("|")))


def _frame(row: tuple[str, ...]) -> Frame:
    group, kind, needs, words, subject, object, before, behind = row
    if not set(words) & set("()…_"):
        words = "|".join(sorted(words.split("|"), key=len, reverse=True))  # 参加了 before 参加
    return Frame(group, kind, needs, words, (words, before, behind), _roles(subject), _roles(object), group != "act")


def _roles(cell: str) -> tuple[str, str]:
    """`chair/organizer` → the role of a person, of a body; one role is both's."""
    person, _, body = (cell or "-").partition("/")
    return person, body or person


def _marks() -> tuple[re.Pattern[str], dict[str, tuple[Mark, ...]]]:
    """Where a mark may open, and the marks by their first character; a mark's number is its place in the table."""
    rows = lexicon.rows("relate/marks.tsv", 4, check=_wrong_mark)
    by_first: dict[str, list[Mark]] = {}
    for number, (opens, closes, part, only) in enumerate(rows):
        inside = "(?P<inside>[^。；;]{1,120}?)" if closes else ""
        closing = lexicon.alternation(closes.split("|")) if closes else ""
        pattern = re.compile(f"{lexicon.alternation(opens.split('|'))}{inside}{closing}")
        mark = Mark(number, pattern, bool(closes), part, frozenset(only.split()))
        for char in {word[0] for word in opens.split("|")}:
            by_first.setdefault(char, []).append(mark)
    return re.compile(f"[{''.join(by_first)}]"), {char: tuple(told) for char, told in by_first.items()}


def _qualifiers() -> tuple[dict[tuple[str, str], AnyOf], dict[str, AnyOf]]:
    """The qualifiers by meaning and place, and all those that deny an event by place."""
    cells: dict[tuple[str, str], list[Cell]] = {}
    denying: dict[str, list[Cell]] = {place: [] for place in PLACES}
    for meaning, place, words, before, behind in lexicon.rows("relate/qualifiers.tsv", 5, check=_wrong_qualifier):
        cell = (words, before, behind)
        cells.setdefault((meaning, place), []).append(cell)
        if meaning in NO_EVENT and (meaning, place) != ("wished", "start"):  # what is wished is told by `reported_from`
            denying[place].append(cell)
    return (
        {key: AnyOf(told) for key, told in cells.items()},
        {place: AnyOf(told) for place, told in denying.items()},
    )


def _words_beside() -> dict[str, AnyOf]:
    cells: dict[str, list[Cell]] = {}
    for kind, words, before, behind in lexicon.rows("relate/words.tsv", 4, check=_wrong_words):
        cells.setdefault(kind, []).append((words, before, behind))
    return {kind: AnyOf(told, edge=r"\Z" if kind.endswith("_end") else "") for kind, told in cells.items()}


def _checked(cells: tuple[str, ...], *rules: tuple[int, Callable[[str], bool], str]) -> str | None:
    """What is wrong with a row: the first of the rules (cell, test, what it must be) that does not hold."""
    for number, test, what in rules:
        if not test(cells[number]):
            return f"{cells[number]!r} is not {what}"
    return None


def _words(cell: str) -> bool:
    try:
        expression(cell)
    except ValueError:
        return False
    return True


def _are_roles(cell: str) -> bool:
    return not cell or (cell.count("/") < 2 and all(role in ROLES for role in cell.split("/")))


def _wrong_frame(row: tuple[str, ...]) -> str | None:
    act = row[0] == "act"
    return _checked(
        row,
        (0, lambda cell: cell in GROUPS, f"one of {', '.join(GROUPS)}"),
        (1, lambda cell: cell in KINDS if act else cell == "-", f"one of {', '.join(KINDS)}" if act else "-"),
        (2, lambda cell: cell in NEEDS, f"one of {', '.join(NEEDS[1:])}"),
        (3, _words, "made of words, |, ( ), … and _"),
        (3, lambda cell: act or not set(cell) & set("()…_"), "made of words and |, as only an act may have more"),
        (4, lambda cell: bool(cell) and _are_roles(cell), f"a role: {', '.join(ROLES)}"),
        (5, _are_roles, f"a role: {', '.join(ROLES)}"),
    )


def _wrong_mark(row: tuple[str, ...]) -> str | None:
    parts = (*ROLES, "subject", "passive", "object", "where")
    return _checked(
        row,
        (0, lambda cell: _words(cell) and not set(cell) & set("()…_"), "made of words and |"),
        (1, lambda cell: not cell or (_words(cell) and not set(cell) & set("()…_")), "made of words and |"),
        (2, lambda cell: cell in parts, f"one of {', '.join(parts)}"),
        (3, lambda cell: all(kind in KINDS for kind in cell.split()), f"kinds of events: {', '.join(KINDS)}"),
    )


def _wrong_words(row: tuple[str, ...]) -> str | None:
    return _checked(
        row,
        (0, lambda cell: cell in CLASSES, f"one of {', '.join(CLASSES)}"),
        (1, _words, "made of words, |, ( ), … and _"),
    )


def _wrong_qualifier(row: tuple[str, ...]) -> str | None:
    return _checked(
        row,
        (0, lambda cell: cell in MEANINGS, f"one of {', '.join(MEANINGS)}"),
        (1, lambda cell: cell in PLACES, f"one of {', '.join(PLACES)}"),
        (2, _words, "made of words, |, ( ), … and _"),
    )
