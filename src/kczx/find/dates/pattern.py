"""The grammar of dates, put together from grammar.tsv and the tables of words that it names."""

from __future__ import annotations

import re

from kczx import lexicon
from kczx.errors import LexiconError
from kczx.find.dates.words import words

NAME = re.compile(r"%([A-Z_]+)(?::([\w,]*))?%")
FIRST = "〇零○一二三四五六七八九十今去明前本上下同当次翌即昨第后这隔该年岁近最过未此再Qq周星礼正腊冬农旧阴闰仨两廿"
"""What a date may begin with, beside digits, the words of PAIRS and those of the tables: elsewhere nothing is tried."""
PAIRS = ("民国", "大前", "大后", "大年", "大约", "大概", "大致", "中旬", "首个", "首季", "首周", "首日", "首月", "首年")
"""The same of characters that mostly begin something else."""


@lexicon.cached
def parts() -> dict[str, str]:
    """The parts of the grammar and its kinds, each with all that it is put together from."""
    known = words()
    found: dict[str, str] = {
        "PARTS": lexicon.alternation(known.parts),
        "HOLIDAYS": lexicon.alternation(known.holidays),
    }

    def fill(match: re.Match[str]) -> str:
        name, more = match[1], match[2]
        if name == "OF":
            return known.of(*more.split(","))
        if name == "YEAR" and more is not None:
            return f"(?:(?P<{more}y>{found['STATED']})|(?P<{more}ny>{found['NAMED_YEAR']})的?)"
        return found[name]

    for name, kind, pattern in lexicon.rows("find/dates/grammar.tsv", 3, choices=("part", "kind", "plain")):
        try:
            found[name] = NAME.sub(fill, pattern)
        except KeyError as error:
            raise LexiconError(
                "find/dates/grammar.tsv", 0, f"{name} ({kind}) names {error}, which no row before it is"
            ) from error
    return found


def _compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of parts; raises LexiconError, with the part's name, where one is none."""
    try:
        return re.compile(pattern)
    except re.error:
        for name, part in parts().items():
            try:
                re.compile(part)
            except re.error as error:
                raise LexiconError("find/dates/grammar.tsv", 0, f"{name}: {error}") from error
        raise


def _grammar(*wanted: str) -> re.Pattern[str]:
    table = lexicon.rows("find/dates/grammar.tsv", 3)
    kinds = "|".join(parts()[name] for name, kind, _ in table if kind in wanted)
    known = words()
    begun = lexicon.alternation({name[:2] for name in (*PAIRS, *known.holidays, *known.parts, *known.named)})
    return _compiled(f"(?=(?<![0-9])[0-9]|[{FIRST}０-９]|{begun})(?:{kinds})")


@lexicon.cached
def pattern() -> re.Pattern[str]:
    """A point of time, or an interval whose ends share their words (6月5-7日); its groups are read by `points`."""
    return _grammar("kind", "plain")


@lexicon.cached
def plain() -> re.Pattern[str]:
    """The same of the plain kinds, for where a holiday or the like turns out to be none: 2020年 in 2020年春节联欢晚会."""
    return _grammar("plain")


@lexicon.cached
def joint() -> re.Pattern[str]:
    """What stands between the two ends of an interval."""
    return re.compile(parts()["TO"])


@lexicon.cached
def clock_time() -> re.Pattern[str]:
    """A time of the day: 9:30, 下午3时."""
    return re.compile(parts()["CLOCK"])
