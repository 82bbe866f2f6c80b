"""What is no figure, though a number and a measure word stand there: ordinals, names, identifiers, idioms, words' parts."""

from __future__ import annotations

import re

from kczx.find.figures.sentence import Sentence
from kczx.find.figures.tokens import tables
from kczx.find.numerals import HAN
from kczx.mentions import Figure
from kczx.words import likelihood

IDENTIFIER = re.compile(
    r"(?:电话|传真|邮编|编码|热线|号码|账号|帐号|编号|代码|证号|文号|[QＱ]{2}|ISBN|ISSN|NO|No|型号|[A-Za-z/_〔\[-])[.:：]?\s*$"
)
ORDINAL = frozenset("第几某每初老")
CONGRESS = re.compile("(?:十[一二三四五六七八九]?|二十[一二三四五六七八九]?)$")
HAPPENED = re.compile(
    r"(?:举办|举行|连续|开展|(?<!中)共|历经|已|至今|成功|推出|播出|办|办了|坚持|编|出版|完成|有|印|发行|累计|连办|进行)了?$"
)
SESSION = re.compile("全会|全体|代表大?会|理事会|常委会|常务")
"""What a number and 次 are an ordinal before: 二次全会."""
ASSEMBLY = ("届", "大", "协", "会")
"""What ends a body whose session a number and 次 tell: 人大三次会议."""
HANS = frozenset(HAN)
BARE = frozenset("百千万亿十")
PLAIN = frozenset("名个家位项人场次件册株亩元吨")
MARGIN = 7.0
"""Natural logarithm: how much likelier a longer word must be than measure word and rest, before a number is none."""
YEAR = re.compile(r"(?:19|20)\d\d")
"""A year: 2023届毕业生 are those of a year."""
HEAVY = ("吨", "瓦", "伏")
"""What ends units that name the size of a ship or a plant."""
FORMAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
SINGLE = frozenset("一二两三四五六七八九十")


def is_figure(sentence: Sentence, match: re.Match[str], figure: Figure, kind: str) -> bool:
    """Whether a match is a quantity at all."""
    text = sentence.text
    start = figure.start
    before = text[start - 1 : start] if start > sentence.start else ""
    number = match["number"] or match["share"] or ""
    if before in ORDINAL and before and not match["before"]:
        return before == "每" and number not in SINGLE and not set(number) <= BARE and kind != "classifier"
    if match["whole"]:
        return not text.startswith("决赛", match.end())  # 八分之一决赛: a round of a contest
    if before and (before in "十百千万亿" or (before in HANS and not number[:1].isdigit() and not match["vague"])):
        return False
    if IDENTIFIER.search(text, max(sentence.start, start - 8), start) and number[:1].isdigit():
        return False
    if match["currency"] and kind in ("money", "number"):
        return True
    if match["vague"]:
        return text[start - 1 : start] not in ("无", "好", "第", "十", "百")
    following = text[match.end() : match.end() + 1]
    measure = match["measure"] or ""
    if number[:1] == "0" and number[1:2].isdigit():
        return False  # 01组卫星
    if kind == "group":
        return _is_group(sentence, match, number, start)
    if kind == "number":
        return _is_bare(sentence, match, number, following)
    if kind == "session":
        return _is_session(sentence, match, figure, before, following)
    if number in ("一", "半") and kind in ("classifier", "people") and not match["odd"] and not match["to"]:
        return False
    if measure == "台" and following == "阶":
        return False  # 迈上万亿台阶
    if measure == "个" and following == "月" and text[match.end() + 1 : match.end() + 2] not in "饼亮球台嫂":
        return False  # 41个月: a stretch of time
    if before == "前" and kind in ("classifier", "people"):
        return False
    if (measure == "人" and following == "制") or (measure == "档" and before in ":：" and before):
        return False  # 7人制
    if before in "总" and before and measure in ("号", "批"):
        return False
    if measure in ("成", "折"):
        return _is_share(sentence, match, figure, following)
    if measure == "番":
        return before == "翻"
    if measure == "次" and number in SINGLE and (before in ASSEMBLY or SESSION.match(text, match.end())):
        return False
    if measure == "次" and number == "二":
        return False  # 二次伤害: the second; two of them are 两次
    if measure == "批" and (before in "第首" or number in SINGLE):
        return False
    return _whole_words(sentence, match, figure, number)


def _is_group(sentence: Sentence, match: re.Match[str], number: str, start: int) -> bool:
    """五大领域, and neither 二十大代表 nor 九大精神, 三大爷: a noun of the table of heads, and no congress's number."""
    noun = match["noun"]
    if number[0] in FORMAL:
        return False  # 海陆|大通道
    if number in ("一", "百", "千", "万", "亿") or (CONGRESS.fullmatch(number) and number != "十"):
        return False
    return noun in tables().heads and noun not in ("代表", "报告", "会议")


def _is_bare(sentence: Sentence, match: re.Match[str], number: str, following: str) -> bool:
    """10.95亿 without a measure word: a number with its digits, which no word goes on behind."""
    if not number[0].isdigit():
        return (
            number not in ("万", "亿", "千万", "百万", "亿万", "十万", "百万亿")
            and len(number) > 1
            and following in "，。、；,;）)"
        )
    token = sentence.at(match.end())
    return following not in "级年里步种人字象" and (token is None or token.start >= match.end())


def _is_session(sentence: Sentence, match: re.Match[str], figure: Figure, before: str, following: str) -> bool:
    """举办六季, 编内刊24期; a number with 届 or 期 is mostly an ordinal."""
    if number := match["number"]:
        if number == "一" or before == "第" or YEAR.fullmatch(number):
            return False
        ahead = sentence.text[max(sentence.start, figure.start - 4) : figure.start]
        if HAPPENED.search(ahead):
            return True
        clause_ends = not following or following in "，。、；,;）)！？"
        if not clause_ends:
            return False
        token = sentence.at(figure.start - 1) if figure.start > sentence.start and number not in SINGLE else None
        return token is not None and token.end == figure.start and token.kind == "N" and match["measure"] == "期"
    return False


def _is_share(sentence: Sentence, match: re.Match[str], figure: Figure, following: str) -> bool:
    """六成, 75折: and neither 一成不变 nor 两折页."""
    last = sentence.at(figure.end - 1)
    first = sentence.at(figure.start)
    if last is not None and last.end > figure.end and match["measure"] == "成":
        return bool(match["half"]) or (
            last.kind == "N" and first is not last and last.start == figure.end - 1 and False
        )
    if match["measure"] == "折" and last is not None and last.end > figure.end:
        return False
    return following not in "分员立果功本为" or not following


def _whole_words(sentence: Sentence, match: re.Match[str], figure: Figure, number: str) -> bool:
    """Whether number and measure word are whole words: not 零部件, 万家灯火, 一体化, 三方面包, 3部门."""
    end = figure.end
    last = sentence.at(end - 1)
    first = sentence.at(figure.start)
    if first is not None and first.start < figure.start and first.kind != "X" and first.start < match.start():
        return False
    if number in BARE and match["after"] and not match["before"]:
        return False  # 亿元以上项目: a threshold
    if number == "零" or number.startswith(("零", "〇")):
        return False
    chinese = not number[0].isdigit()
    heavy = set(number) <= BARE and (match["measure"] or "").endswith(HEAVY)
    if heavy and sentence.text[end : end + 1] in ("大", "巨", "级") and not sentence.text.startswith("大关", end):
        return False  # 万吨巨轮, 千吨级渔船
    if set(number) <= BARE and match["before"]:
        return True
    if len(number) > 1 and set(number) <= BARE - {"十"}:
        return False  # 千亿斤粮食产能提升行动
    if last is not None and last.end > end and last.tag not in ("m", "eng", "mq"):
        # A word goes on behind the measure word.  Behind 5 it is still the likelier reading, where the word is a rare one.
        if chinese or last.start < match.end("number"):
            return False
        return _apart(sentence, last.start, end)
    if chinese and last is not None and last.end > end:
        return last.tag == "m"
    if chinese and number in SINGLE and last is not None and last.start < figure.start:
        return False
    if chinese and number in BARE and not match["odd"]:
        behind = sentence.at(end) if match["measure"] == "人" else None
        if behind is not None and behind.kind == "N":
            return False  # 万人体育场
        return last is not None and match["measure"] in PLAIN
    return True


def _apart(sentence: Sentence, at: int, end: int) -> bool:
    """Whether a word that begins at `at` and goes on behind `end` is rather a measure word and another: 12|名|单位, 1|场|主论坛."""
    stop = min(end + 6, sentence.end)
    segment = sentence.text[at:stop]
    return likelihood(segment) - likelihood(segment[: end - at]) - likelihood(segment[end - at :]) < MARGIN
