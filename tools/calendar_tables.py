"""Makes the tables of calendars: lunar.tsv (years, leap months), terms.tsv (solar terms), days_off.tsv (holidays as they were
given), feasts.tsv (days of Hindu calendars) and hijri.tsv (months of the Islamic calendar as Saudi Arabia keeps it).

Needs lunar_python, chinesecalendar, holidays and hijridate (all MIT), which kczx itself does without:

    python tools/calendar_tables.py src/kczx/link
"""

from __future__ import annotations

import itertools
import sys
from datetime import date, timedelta
from pathlib import Path

from chinese_calendar.constants import holidays
from hijridate import Hijri
from holidays.calendars.hindu import _HinduLunisolar as Hindu
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
# Solar terms: year, and the days on which its terms begin, two in each month, from 小寒 in January on.
# Made by tools/calendar_tables.py with lunar_python (MIT).
"""
FEASTS = """\
# Days of Hindu calendars: year, feast (its name in find/dates/holidays.tsv), first and last day.
# Made by tools/calendar_tables.py with holidays (MIT).
"""
HIJRI = """\
# Years of the Islamic calendar as Saudi Arabia keeps it (Umm al-Qura): year, the day of the civil calendar on which it begins,
# and the days of its months in order, as 8 for 28, 9 for 29 and 0 for 30.
# Made by tools/calendar_tables.py with hijridate (MIT).
"""
HINDU = {
    "排灯节": (Hindu.DIWALI_INDIA_DATES, 1), "洒红节": (Hindu.HOLI_DATES, 1), "印度兄妹节": (Hindu.RAKSHA_BANDHAN_DATES, 1),
    "欧南节": (Hindu.ONAM_DATES, 1), "十胜节": (Hindu.DUSSEHRA_DATES, 1), "九夜节": (Hindu.SHARAD_NAVRATRI_DATES, 9),
    "克哈特普迦节": (Hindu.CHHATH_PUJA_DATES, 1), "象头神节": (Hindu.GANESH_CHATURTHI_DATES, 1),
}  # fmt: skip
TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)  # fmt: skip
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
        days = []
        for number, name in enumerate(TERMS):
            solar = table[name]
            if solar.getYear() != year:  # the winter solstice of the year before
                solar = table["DONG_ZHI"]
            assert (solar.getYear(), solar.getMonth()) == (year, number // 2 + 1)
            days.append(str(solar.getDay()))
        rows.append(f"{year}\t{' '.join(days)}")
    return rows


def _days(told: object) -> list[tuple[int, int]]:
    """One day or several: (8, 8), ((1, 3), (12, 23))."""
    assert isinstance(told, tuple)
    return [told] if isinstance(told[0], int) else list(told)


def feast_rows() -> list[str]:
    return [
        f"{year}\t{name}\t{date(year, *day)}\t{date(year, *day) + timedelta(days=length - 1)}"
        for name, (dates, length) in HINDU.items()
        for year in sorted(dates)
        for day in _days(dates[year])
    ]


def hijri_rows() -> list[str]:
    return [
        f"{year}\t{Hijri(year, 1, 1).to_gregorian()}\t"
        + "".join(str(Hijri(year, month, 1).month_length() % 10) for month in range(1, 13))
        for year in range(1343, 1501)
    ]


def main() -> None:
    folder = Path(sys.argv[1])
    (folder / "lunar.tsv").write_text(LUNAR + "\n".join(lunar_rows()) + "\n", "utf-8")
    (folder / "days_off.tsv").write_text(OFF + "\n".join(off_rows()) + "\n", "utf-8")
    (folder / "terms.tsv").write_text(SOLAR + "\n".join(term_rows()) + "\n", "utf-8")
    (folder / "feasts.tsv").write_text(FEASTS + "\n".join(feast_rows()) + "\n", "utf-8")
    (folder / "hijri.tsv").write_text(HIJRI + "\n".join(hijri_rows()) + "\n", "utf-8")


if __name__ == "__main__":
    main()
