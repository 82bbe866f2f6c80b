"""The grammar of dates, put together from grammar.tsv and the tables of words that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon
from kczx.errors import LexiconError
from kczx.find.dates.points import BUILD
from kczx.find.dates.words import words

TABLE = "find/dates/grammar.tsv"
ROWS = ("part", "begin", "kind", "doubt")
NAME = re.compile(r"%([A-Z_]+)(?::([\w,]*))?%")


@dataclass(frozen=True, slots=True)
class Grammar:
    """How dates begin, the kinds of dates (in groups that are tried in their order; the group of a pattern that matched has the
    kind's name), what joins the two ends of an interval, a time of the day (9:30, 下午3时) and a part of it."""

    begins: re.Pattern[str]
    kinds: tuple[re.Pattern[str], ...]
    to: re.Pattern[str]
    clock: re.Pattern[str]
    part: re.Pattern[str]


Parts = dict[str, str]


def filled(pattern: str, parts: Parts) -> str:
    """A pattern with the parts that it names; KeyError where one is none."""

    def fill(match: re.Match[str]) -> str:
        name, more = match[1], match[2]
        if name == "OF":
            return words().of(*more.split(","))
        if name == "YEAR" and more is not None:
            return f"(?:(?P<{more}y>{parts['STATED']})|(?P<{more}ny>{parts['NAMED_YEAR']})的?)"
        return parts[name]

    return NAME.sub(fill, pattern)


@lexicon.cached
def table_parts() -> Parts:
    """The parts of patterns: those of the tables of words, and the rows of grammar.tsv that are parts.

    Raises LexiconError where a row names a part that no row before it is.
    """
    known = words()
    parts = {
        "PARTS": lexicon.alternation(known.parts),
        "ERAS": lexicon.alternation(known.eras),
        "HOLIDAYS": lexicon.alternation(known.running),
        "ALL_HOLIDAYS": lexicon.alternation(known.holidays),
        "BEGUN": lexicon.alternation({*known.running, *known.parts, *known.spoken, *known.eras}),
    }
    for name, what, pattern, _ in lexicon.rows(TABLE, 4, choices=ROWS):
        if what == "part":
            try:
                parts[name] = filled(pattern, parts)
            except KeyError as error:
                raise LexiconError(TABLE, 0, f"{name} ({what}) names {error}, which nothing is") from error
    return parts


@lexicon.cached
def grammar() -> Grammar:
    """Raises LexiconError where a row names a part that no row before it is, a way to begin or a reader that there is not, or
    has a pattern that is none."""
    known, parts = words(), table_parts()
    first = "".join({re.escape(name[0]) for name in (*known.running, *known.parts, *known.spoken, *known.eras)})
    begins: list[str] = []
    groups: list[list[str]] = [[]]
    for name, what, pattern, more in lexicon.rows(TABLE, 4, choices=ROWS):
        if what == "part":
            continue
        try:
            whole = filled(pattern, parts)
        except KeyError as error:
            raise LexiconError(TABLE, 0, f"{name} ({what}) names {error}, which nothing is") from error
        if what == "begin":
            begins.append(whole)
            first += more
        elif name not in BUILD or not whole.startswith(f"(?P<{name}>"):
            raise LexiconError(
                TABLE, 0, f"{name}: no reader has that name, or it is not the name of the pattern's first group"
            )
        else:
            groups[-1].append(whole)
            if what == "doubt":
                groups.append([])
    try:
        return Grammar(
            # The character is taken first, so that the search may look for it alone, and what it begins is looked at then.
            re.compile(rf"[{first}](?<=(?={'|'.join(begins)})[\s\S])"),
            tuple(re.compile("|".join(group)) for group in groups if group),
            re.compile(parts["TO"]),
            re.compile(parts["CLOCK"]),
            re.compile(parts["PARTS"]),
        )
    except re.error as error:
        raise LexiconError(TABLE, 0, str(error)) from error
