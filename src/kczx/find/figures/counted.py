"""What a figure counts: the noun phrase behind it, else the one before it; for a rate, what it is the rate of."""

from __future__ import annotations

import re

from kczx.find.figures.words import rules

CHANGE = re.compile(
    r"(?:同比|环比|比上年|较上年|较去年|比去年|(?:较|比)(?:去年|上年)同期|年均)?(?:分别)?(?:增长|下降|提高|增加|减少|上升|回落|降低|增幅|降幅|提升|增|降)(?:率|了|到|至|为|达|约|近|超过|高达)*$"
)
TRAILING = re.compile(
    r"(?:(?>分别|总共|共计|合计|累计|总计|已经|已|均|全部|又|再|还|约|近|达到|达|高达|多达|为|是|有|共有|共|计|超过|超|逾|突破|仅|占|增至|增加到|增长到|降至"
    r"|提高到|上升到|降到|减至|下降到|减少到|升至|从|由|当初的|最初的|不少于|不低于|不足|不到|至少|等|了|到|至|各|将近|大约|新增|评出|选出|产生|收到|发放|赠送|送去|实到|应到|扩大到|扩大至|增加至|提升至|提高至|提升到|扩至|降为|发展到|增长至|跃升至|攀升至|缩减至|压缩到|压减到)|[,，、:：(（]|\s){1,60}+$"
)
AGED = re.compile(r"\d+岁(?:以上|以下)?的?|组成的|规模的")
BEFORE = re.compile(r".*(?:入驻|其中|[一二三四五六]是|组织|邀请|举办|召开|开展|完成|实现|拥有|建成)(?=.{2})")
CLAUSE = re.compile(r"[，,；;。：:！？\n]")
OPEN_END = re.compile(r"[，,；;。：:！？\n、]|[（(](?![^（()）]{1,8}[）)][一-龥])|[）)](?=[，,；;。：:！？\n、]|$)|$")
CLASSIFIERS = frozenset(
    "款味版堂课节轮宗起例首则个家名位项场类支所件条种套张篇部台座只头辆艘架枚株户间幅份册批期门对队组处"
)


def counted(text: str, match: re.Match[str], clause: int, unit: str | None, metric: str) -> str:
    """What a figure counts: the noun phrase behind it, else the one before it; for a rate, what it is the rate of."""
    start = match.start("percent") if match["percent"] else match.start("number")
    if match["group"]:
        return match["noun"]
    before = text[clause:start]
    rate = unit in ("%", "‰", "个百分点", "倍")
    if rate and CHANGE.search(before):
        change = TRAILING.sub("", before)
        alone = len(change) <= 6 or re.match("同比|环比|[比较](?:上年|去年|上届|上一届|同期)", change)
        return metric + change if alone else change
    if not rate and unit not in ("元", "美元", "欧元"):
        behind = _behind(text, match.end())
        # 人 or 立方米 is a noun by itself: what follows it is what is counted only where it is a noun.
        if behind and (unit in CLASSIFIERS or rules().heads.search(behind)):
            return behind
    elif unit in ("元", "美元", "欧元"):
        behind = _behind(text, match.end())
        if behind and rules().heads.search(behind) and not TRAILING.search(before):
            return behind
    phrase = TRAILING.sub("", before)
    if not phrase and metric and before.strip():
        return metric
    if (
        not phrase and clause > 1 and CLAUSE.match(text[clause - 1])
    ):  # 等数百家 after a list: the phrase stands before the mark
        earlier = max(
            (m.end() for m in CLAUSE.finditer(text, max(0, clause - 40), clause - 1)), default=max(0, clause - 40)
        )
        phrase = TRAILING.sub("", text[earlier : clause - 1])
    tail = re.split(r"[，,；;。：:\n“”（）()]", phrase)[-1] or phrase
    if boundary := BEFORE.match(tail):
        tail = tail[boundary.end() :]
    if len(tail) > 12 and not rules().heads.search(tail):
        tail = tail[-4:]
    tail = re.sub("^(?:以上|以下|以内|左右|开始|、)+", "", tail)
    return tail[-24:].lstrip("的了等和与及、先后")


def _behind(text: str, at: int) -> str:
    """The noun phrase that begins at a place: to its last head noun, within marks and words that begin something else."""
    compiled = rules()
    age = AGED.match(text, at)
    at = age.end() if age else at
    if text[at : at + 1] in "的之" and at < len(text):
        at += 1
    stop = OPEN_END.search(text, at, at + 40)
    end = stop.start() if stop else min(len(text), at + 40)
    if (number := re.search(r"的?\d", text[at:end])) is not None:
        end = at + number.start()
    quote = text.find("“", at, end)
    if quote >= 0:  # nothing inside quotation marks ends the phrase
        close = text.find("”", quote)
        stop = OPEN_END.search(text, close + 1, close + 30) if close >= 0 else stop
        end = stop.start() if stop and close >= 0 else end
    phrase = text[at:end]
    inside = {i for head in compiled.heads.finditer(phrase) for i in range(head.start(), head.end())}
    for boundary in compiled.boundaries.finditer(phrase):
        if boundary.start() in inside or (boundary[0] == "等" and phrase[boundary.start() - 1] in "高中初平"):
            continue
        if boundary.start() and phrase.count("“", 0, boundary.start()) == phrase.count("”", 0, boundary.start()):
            if boundary.start() < 2 and not compiled.heads.fullmatch(phrase[: boundary.start()]):
                continue
            phrase = phrase[: boundary.start()]
            break
        if not boundary.start():
            return ""
    of = phrase.find("的")
    if of > 0 and compiled.heads.search(phrase[:of]) and not phrase.startswith("“"):
        phrase = phrase[:of]
    heads = [head.end() for head in compiled.heads.finditer(phrase)]
    if heads and not phrase.endswith(("）", ")", "”")):
        phrase = phrase[: heads[-1]]
    return phrase.strip()
