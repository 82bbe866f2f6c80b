"""Makes the tables of the Chinese calendar: lunar.tsv (years, leap months) and days_off.tsv (holidays as they were given).

Needs lunar_python and chinesecalendar (both MIT), which kczx itself does without:

    python tools/calendar_tables.py src/kczx/link
"""

from __future__ import annotations

import itertools
import sys
from datetime import date, timedelta
from pathlib import Path

from chinese_calendar.constants import holidays
from lunar_python import LunarYear, Solar

LUNAR = """\
# Years of the Chinese lunar calendar: year, the day of the civil calendar on which it begins, the month that is doubled (0: none),
# and the days of its months in order, the doubled one behind its like, as 9 for 29 and 0 for 30.
# Made by tools/calendar_tables.py with lunar_python (MIT).
"""
OFF = """\
# Days off as the State Council gave them: year, holiday (its name in find/dates/holidays.tsv), first and last day.
# Made by tools/calendar_tables.py with chinesecalendar (MIT), which follows the yearly notices on holidays.
"""
SOLAR = """\
# Solar terms that are holidays or begin a season: year, term, day.  Made by tools/calendar_tables.py with lunar_python (MIT).
"""
NAMES = {
    "New Year's Day": "元旦", "Spring Festival": "春节", "Tomb-sweeping Day": "清明节", "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节", "Mid-autumn Festival": "中秋节", "National Day": "国庆节",
}  # fmt: skip


def lunar_rows() -> list[str]:
    rows = []
    for year in range(1900, 2101):
        months = [m for m in LunarYear.fromYear(year).getMonths() if m.getYear() == year]
        first = Solar.fromJulianDay(months[0].getFirstJulianDay()).toYmd()
        leap = next((-m.getMonth() for m in months if m.getMonth() < 0), 0)
        rows.append(f"{year}\t{first}\t{leap}\t{''.join(str(m.getDayCount() % 10) for m in months)}")
    return rows


def off_rows() -> list[str]:
    days = sorted((day, str(name)) for day, name in holidays.items() if str(name) in NAMES)
    rows = []
    for (name, _), group in itertools.groupby(
        ((NAMES[n], day, i) for i, (day, n) in enumerate(days)),
        key=lambda row: (row[0], row[1] - timedelta(days=row[2])),
    ):
        stretch = [day for _, day, _ in group]
        year = stretch[-1].year
        rows.append(f"{year}\t{name}\t{stretch[0]}\t{stretch[-1]}")
    return rows


def term_rows() -> list[str]:
    rows = []
    for year in range(1900, 2101):
        table = Solar.fromYmd(year, 6, 1).getLunar().getJieQiTable()
        day: date
        solar = table["清明"]
        day = date(solar.getYear(), solar.getMonth(), solar.getDay())
        rows.append(f"{year}\t清明\t{day}")
    return rows


def main() -> None:
    folder = Path(sys.argv[1])
    (folder / "lunar.tsv").write_text(LUNAR + "\n".join(lunar_rows()) + "\n", "utf-8")
    (folder / "days_off.tsv").write_text(OFF + "\n".join(off_rows()) + "\n", "utf-8")
    (folder / "terms.tsv").write_text(SOLAR + "\n".join(term_rows()) + "\n", "utf-8")


if __name__ == "__main__":
    main()
