"""What the figures of a sentence have told that those behind them go on with."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Range = tuple[int, int]
LIST = re.compile(r"(?:\d[\d.,]*+[^\d，,。；;：:、和与及]{0,8}(?:以及|[、和与及])(?:超|近|约|达)?){1,8}\d")
"""Numbers in a row: 8.3%、5.5%和6%."""
COMMA = re.compile("、")
JOIN = re.compile(r"以及|[、和与及]")


@dataclass(slots=True)
class Told:
    """The memory of a sentence.

    `near` what was counted last, `metric` what was measured last, `past` what was before a semicolon, `unit` the last measure word,
    `direct` whether a comma follows the last figure; `amounts` what
    the amounts since the last rate were of, `queue` what the next numbers of a row are of; `share` the whole that a share was told
    of, `owner` whose the last measured thing is, `base` what words that only tell which are of, `prize` what the last prizes are
    for; `words` the whole words for ranges that say too little.
    """

    near: Range | None = None
    metric: Range | None = None
    amounts: list[str] = field(default_factory=list)
    queue: list[str] = field(default_factory=list)
    share: str | None = None
    past: Range | None = None
    unit: str = ""
    direct: bool = False
    owner: str | None = None
    base: Range | None = None
    prize: str | None = None
    words: dict[Range, str] = field(default_factory=dict)

    def before(self) -> Range | None:
        """What a clause goes on with that names nothing itself."""
        return self.near if self.direct else self.metric

    def again(self, measure: str, among: bool) -> Range | None:
        """What things or persons are counted that nothing names: those counted last, if they are counted so again or in part."""
        return self.near if among or measure == self.unit else None

    def say(self, text: str, place: Range) -> str:
        """The words for a range."""
        return self.words.get(place) or text[slice(*place)]

    def forget(self, stop: str) -> None:
        """A sentence ends, or a part of it with a semicolon: whose things are is not told again behind that."""
        if stop not in ";；":
            self.owner = None
        self.prize = None
        self.past = (self.metric or self.past) if stop in ";；" else None
        self.near = self.metric = self.share = None
        self.unit = ""
        self.amounts.clear()
        self.queue.clear()


def row(text: str, at: int) -> int:
    """How many rates stand in a row at a place."""
    match = LIST.match(text, at)
    return len(JOIN.findall(match[0])) + 1 if match else 1
