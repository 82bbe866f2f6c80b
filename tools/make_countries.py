"""Adds to src/kczx/find/places/countries.tsv what the Unicode CLDR calls a country, in both scripts, by way of Babel.

    pip install Babel
    python tools/make_countries.py

Rows, and short and former names by hand, stay; a name that is missing is added to the other names, in simplified
characters: 义大利 and 纽西兰 as Taiwan has them.
"""

from __future__ import annotations

import re
from pathlib import Path

from babel import Locale
from opencc import OpenCC

from kczx import lexicon

TABLE = Path(__file__).resolve().parents[1] / "src" / "kczx" / "find" / "places" / "countries.tsv"
NAME = re.compile("[一-龥]{2,}")
DROPPED = frozenset(
    [
        "蒙古",
        "黑山",
        "查德",
        "诺鲁",
        "中非",
        "加彭",
        "葛摩",
        "马利",
        "贝南",
        "狮子山",
        "东加",
        "卡达",
        "尼日",
        "叶门",
        "根息",
        "曼岛",
        "乔治亚",
    ]
)
"""Also a people, a county, a word or somebody's name."""


def main() -> None:
    """Rewrite the table."""
    convert = OpenCC("t2s").convert
    locales = [Locale.parse("zh_Hans"), Locale.parse("zh_Hant")]
    lines = []
    for line in TABLE.read_text("utf-8").splitlines():
        if line.startswith("#"):
            lines.append(line)
            continue
        name, forms, code = line.split("\t")
        spelt = dict.fromkeys(filter(None, forms.split(",")))
        for locale in locales:
            told = convert(str(locale.territories.get(code, "")))
            if NAME.fullmatch(told) and told != name and told not in DROPPED:
                spelt[told] = None
        lines.append(f"{name}\t{','.join(spelt)}\t{code}")
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")
    taken: dict[str, str] = {}
    for name, forms, code in lexicon.rows("find/places/countries.tsv", 3):
        for form in filter(None, (name, *forms.split(","))):
            assert taken.setdefault(form, code) == code, (form, code, taken[form])


if __name__ == "__main__":
    main()
