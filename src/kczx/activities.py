"""The year that the names of a text's activities bear: what tells the year of a text that has no other."""

from __future__ import annotations

import re

from kczx import lexicon

YEAR = r"((?:19|20)(?<![\d.\-/]..)\d\d)"
ANY_YEAR = re.compile(YEAR + "(?=年|[“《]|[一-龥])")


@lexicon.cached
def _activity() -> re.Pattern[str]:
    """An activity with the year in its name: 2024年全国科普日, 2022年学术年会; not 2024年度, 2024年上半年 or 2024年举办活动."""
    rows = list(lexicon.rows("activities.tsv", 2, ("activity", "does")))
    ends, does = (lexicon.alternation(word for word, what in rows if what == own) for own in ("activity", "does"))
    return re.compile(
        YEAR + "年?[“《（]?(?![度以至到初底末中]|[一二三四上下]半?[季年月])"
        rf"(?:(?!{does})[^\s，,。；;、：:？?！!的了在于从自将已\d]){{1,14}}?{ends}"
    )


def activity_year(text: str) -> int | None:
    """The year that the names of a text's activities bear, where they agree and the text tells no later one.

    >>> activity_year("2024CHINA科普日在县城举行。"), activity_year("2024年科普日办完，2025年再办。")
    (2024, None)
    """
    named = {int(match[1]) for match in _activity().finditer(text)}
    told = named.union(map(int, ANY_YEAR.findall(text)))
    return max(named) if len(named) == 1 and max(told) in named else None
