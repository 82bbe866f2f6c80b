"""The words of offices and ranks, from titles.tsv, title_prefixes.tsv, title_offices.tsv and title_followers.tsv."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kczx import lexicon
from kczx.errors import LexiconError

KINDS = ("office", "rank", "role", "label", "honour", "intro", "address")
MARKS = frozenset(["one", "own", "aide", "firm", "minister", "medium"])


@dataclass(frozen=True, slots=True)
class Office:
    """What title_offices.tsv tells of an office."""

    marks: frozenset[str] = frozenset()
    bodies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rules:
    """What the lexicons make."""

    title: re.Pattern[str]
    heads: dict[str, tuple[str, bool]]
    offices: dict[str, Office]
    followers: re.Pattern[str]


@lexicon.cached
def rules() -> Rules:
    heads = {row[0]: (row[1], row[2] == "post") for row in reversed(lexicon.rows("find/people/titles.tsv", 3, KINDS))}
    heads = {word: (kind, post or _behind(word, kind, heads)) for word, (kind, post) in heads.items()}
    words_before = lexicon.words("find/people/title_prefixes.tsv")
    offices = {}
    for number, (word, marks, bodies) in enumerate(lexicon.rows("find/people/title_offices.tsv", 3), 1):
        if not MARKS.issuperset(marks.split()):
            raise LexiconError(
                "find/people/title_offices.tsv", number, f"{marks!r} is none of {', '.join(sorted(MARKS))}"
            )
        offices[word] = Office(frozenset(marks.split()), tuple(filter(None, bodies.split(","))))
    followers = [
        re.escape(word) + (f"(?![{behind}])" if behind else "")
        for word, behind in lexicon.rows("find/people/title_followers.tsv", 2)
    ]
    firsts = "".join(sorted({word[0] for word in (*heads, *words_before)} | set("常驻")))
    prefix, head = lexicon.alternation(words_before), lexicon.alternation(heads)
    words_with = {word[1] for word in (*heads, *words_before) if len(word) > 1}
    seconds = "".join(sorted(words_with.union(firsts)))
    return Rules(
        re.compile(
            f"(?=[{firsts}][{seconds}]|驻)(?P<prefix>{prefix}{{0,3}})(?P<posted>常?驻[一-龥]{{1,8}}?(?:、[一-龥]{{2,8}}?){{0,4}}(?:等国)?)?(?(posted)(?:副|代理|候任)?)(?P<head>{head})"
        ),
        heads,
        offices,
        re.compile("|".join(sorted(followers, key=len, reverse=True))),
    )


def _behind(word: str, kind: str, heads: dict[str, tuple[str, bool]]) -> bool:
    """Whether a title ends with a word that may stand behind a name, as 党委书记 does with 书记."""
    return kind in ("office", "rank") and any(heads.get(word[at:], ("", False))[1] for at in range(1, len(word) - 1))


def is_title(text: str, start: int, end: int) -> bool:
    """Whether a title's words, all of them, stand in [start, end)."""
    return rules().title.fullmatch(text, start, end) is not None


def ends_with_title(text: str, start: int, end: int) -> bool:
    """Whether [start, end) ends with a title's words."""
    return any(is_title(text, at, end) for at in range(start, end - 1))


@lexicon.remembered
def office(position: str) -> Office:
    """What is known of the office that a position ends with; nothing where its deputy or a former one is meant."""
    known = rules().offices
    for at in range(len(position)):
        found = known.get(position[at:])
        if found is not None:
            return found if at == 0 else replace(found, marks=found.marks - {"one"})
    return Office()
