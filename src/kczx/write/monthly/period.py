"""The period of a digest, and where an event's days lie: in it, shortly before it, elsewhere, or nobody knows."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from kczx.errors import OptionError
from kczx.records import EventDate
from kczx.write.selection import selection

Where = Literal["in", "before", "unknown", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Period:
    """From `since` to `until`, each a day, a month or a year, both included; an empty one is open."""

    since: str
    until: str
    late: int = 0
    """Days before `since` that are still told as reported late."""

    def where(self, when: EventDate | None) -> Where:
        """Where an event's days lie; unknown where no year is told, or where they may as well lie outside (2016 for June 2016).

        >>> june = Period("2016-06", "2016-06", 31)
        >>> day = lambda edtf: EventDate(edtf=edtf, start=edtf.split("/")[0], end=edtf.split("/")[-1])
        >>> [june.where(day(it)) for it in ("2016-06-30", "2016-05-31/2016-06-01", "2016-05-20", "2016", "XXXX-06-02")]
        ['in', 'in', 'before', 'unknown', 'unknown']
        >>> [june.where(day(it)) for it in ("2016-06", "2016-01/2016-09", "2016-05/2016-06", "2016-01/2016-05", "2016-07-02")]
        ['in', 'unknown', 'in', 'elsewhere', 'elsewhere']
        """
        if when is None or not (when.start[:4].isdigit() and when.end[:4].isdigit()):
            return "unknown"
        start, end, since, until = _first(when.start), _last(when.end), self.first, self.last
        if start <= until and end >= since:
            early, goes_on = start < since, end > until
            vague = len(when.edtf) < len("2016-06-05")  # a month or a year that is more than the period
            return "unknown" if (early and goes_on) or (vague and (early or goes_on)) else "in"
        return "before" if self._earliest() <= start and end < since else "elsewhere"

    @property
    def first(self) -> str:
        """The first day."""
        return _first(self.since) if self.since else "0000"

    @property
    def last(self) -> str:
        """The last day."""
        return _last(self.until) if self.until else "9999"

    def holds(self, day: str | None) -> bool:
        """Whether a day, such as that of publication, lies in the period."""
        return day is not None and self.where(EventDate(edtf=day, start=day, end=day)) == "in"

    def _earliest(self) -> str:
        """The first day that is not too early; later than any where nothing is."""
        if not self.since or not self.late:
            return "9999"
        first = date.fromisoformat(self.first)
        return (first - timedelta(min(self.late, first.toordinal() - 1))).isoformat()


def _first(day: str) -> str:
    """The first day of a month or a year, as of a day itself."""
    return day[:10] + "-01-01"[min(len(day), 10) - 4 :]


def _last(day: str) -> str:
    """The last one."""
    if len(day) >= len("2016-06-05"):
        return day[:10]
    year, month = int(day[:4]), int(day[5:7] or 12)
    return f"{year:04}-{month:02}-{monthrange(year, month)[1]}"


def period(month: str | None, since: str | None, until: str | None, late: int = 0) -> Period:
    """The period that options ask for: a month (or a year), or from a day to a day.

    >>> period("2016-06", None, None)
    Period(since='2016-06', until='2016-06', late=0)

    Raises OptionError where none is asked for, both are, or a value is no day.
    """
    if month is not None:
        if since is not None or until is not None:
            raise OptionError("--month: --since and --until tell the period as well; give one or the other")
        try:
            asked = selection(month, month)
        except OptionError:
            asked = None
        if asked is None or len(month) not in (4, 7):
            raise OptionError(f"--month: {month!r} is no month, such as 2016-06")
        return Period(month, month, late)
    if since is None and until is None:
        raise OptionError("say which month (--month 2016-06), or since and until when")
    asked = selection(since, until)
    return Period(asked.since, asked.until, late)
