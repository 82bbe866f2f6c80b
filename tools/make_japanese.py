"""Makes src/kczx/find/people/japanese_more.tsv: Japanese surnames that the table by hand does not have.

    pip install japanese-personal-name-dataset==0.4.0
    python tools/make_japanese.py

The data set (MIT) tells the 2,000 commonest surnames with their bearers, in Japanese characters, which news in Chinese writes
in simplified ones.  A name that is also a word of jieba's dictionary or a place at home is left out.
"""

from __future__ import annotations

from pathlib import Path

from japanese_personal_name_dataset import load_dataset
from opencc import OpenCC

from kczx import lexicon, words
from kczx.find.people.dictionary import NAMES, other_words

TABLE = Path(__file__).resolve().parents[1] / "src" / "kczx" / "find" / "people" / "japanese_more.tsv"
HEADER = """\
# Japanese surnames beside those of japanese.tsv, in simplified characters.  Columns: surnames, comma separated.
# Source: the 2,000 commonest surnames of japanese-personal-name-dataset 0.4.0 (MIT).  Made by tools/make_japanese.py; do not edit.
"""
FORMS = str.maketrans(
    "斎斉辺邉邊沢広桜浜関黒塩竜渋栄恵円実児戸亀滝豊塚峯嶋﨑髙条蔵穂浅鉄応徳頼仏伝巌両瀬稲冨篠",
    "斋齐边边边泽广樱滨关黑盐龙涩荣惠圆实儿户龟泷丰冢峰岛崎高条藏穗浅铁应德赖佛传岩两濑稻富筱",
)
"""Japanese forms of characters, which no table from traditional to simplified ones has."""
COMMON = 10
"""Occurrences of a word in jieba's corpus from which a surname of its characters is left out."""


def main() -> None:
    """Write the table."""
    convert = OpenCC("t2s").convert
    known = {name for (names,) in lexicon.rows("find/people/japanese.tsv", 1) for name in names.split(",")}
    _, _, surnames = load_dataset(include_last_names=True)
    found = []
    for surname in surnames:
        name = convert(surname.translate(FORMS))
        if len(name) < 2 or name in other_words() or name in known:
            continue
        if words.frequency(name) > COMMON and words.tag(name) not in NAMES:
            continue
        found.append(name)
    rows = [",".join(found[at : at + 100]) + "\n" for at in range(0, len(found), 100)]
    TABLE.write_text(HEADER + "".join(rows), "utf-8")
    print(f"{len(found)} surnames")


if __name__ == "__main__":
    main()
