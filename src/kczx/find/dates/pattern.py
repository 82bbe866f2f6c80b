"""The grammar of dates, put together from grammar.tsv and the tables of words that it names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kczx import lexicon
from kczx.errors import LexiconError
from kczx.find.dates.points import BUILD
from kczx.find.dates.reading import Reader
from kczx.find.dates.words import words

TABLE = "find/dates/grammar.tsv"
NAME = re.compile(r"%([A-Z_]+)(?::([\w,]*))?%")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of date: its name, its pattern and the reader of what matched."""

    name: str
    pattern: re.Pattern[str]
    read: Reader


@dataclass(frozen=True, slots=True)
class Grammar:
    """How dates begin (the group that matched tells which way), the kinds that are tried behind each way in their order, what
    joins the two ends of an interval, and a time of the day (9:30, 下午3时)."""

    begins: re.Pattern[str]
    kinds: dict[str, tuple[Kind, ...]]
    to: re.Pattern[str]
    clock: re.Pattern[str]


@lexicon.cached
def grammar() -> Grammar:
    """Raises LexiconError where a row names a part that no row before it is, a way to begin or a reader that there is not, or
    has a pattern that is none."""
    known = words()
    tables = (*known.holidays, *known.parts, *known.named)
    parts = {
        "PARTS": lexicon.alternation(known.parts),
        "ERAS": lexicon.alternation(known.eras),
        "HOLIDAYS": lexicon.alternation(known.holidays),
        "BEGUN": lexicon.alternation({name[:2] for name in (*tables, *known.eras)}),
    }

    def fill(match: re.Match[str]) -> str:
        name, more = match[1], match[2]
        if name == "OF":
            return known.of(*more.split(","))
        if name == "YEAR" and more is not None:
            return f"(?:(?P<{more}y>{parts['STATED']})|(?P<{more}ny>{parts['NAMED_YEAR']})的?)"
        return parts[name]

    first = "".join({re.escape(name[0]) for name in (*tables, *known.eras)})
    begins: dict[str, str] = {}
    kinds: dict[str, list[Kind]] = {}
    for name, what, pattern, more in lexicon.rows(TABLE, 4, choices=("part", "begin", "kind")):
        try:
            whole = NAME.sub(fill, pattern)
            compiled = re.compile(whole) if what == "kind" or what == "begin" else None
            if compiled is None:
                parts[name] = whole
            elif what == "begin":
                # The character is taken first, so that the search may look for it alone, and what it begins is looked at then.
                begins[name] = rf"(?<=(?={whole})[\s\S])(?P<{name}>)"
                first += more
            else:
                for begin in more:
                    kinds.setdefault(begin, []).append(Kind(name, compiled, BUILD[name]))
        except KeyError as error:
            raise LexiconError(TABLE, 0, f"{name} ({what}) names {error}, which nothing is") from error
        except re.error as error:
            raise LexiconError(TABLE, 0, f"{name}: {error}") from error
    if unknown := kinds.keys() - begins.keys():
        raise LexiconError(TABLE, 0, f"{', '.join(sorted(unknown))}: no such begin")
    return Grammar(
        re.compile(f"[{first}](?:{'|'.join(begins.values())})"),
        {begin: tuple(kinds.get(begin, ())) for begin in begins},
        re.compile(parts["TO"]),
        re.compile(parts["CLOCK"]),
    )
