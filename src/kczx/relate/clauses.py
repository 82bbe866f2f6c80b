"""Sentences → clauses: what is quoted or reported, and what a clause says of whether something takes place."""

from __future__ import annotations

import re

PAIRS = {"“": "”", "《": "》", "（": "）", "(": ")", "【": "】", "「": "」"}
BREAK = frozenset("，,；;。！？")
SPEECH = re.compile(
    r"(?<![据经])(?:指出|强调|表示|认为|介绍|要求|提出|希望|建议|呼吁|谈到|透露|说|称|坦言|直言|致辞时|发言时|告诉记者|寄语|号召|勉励|期待)(?:道|说)?[，,:：“]"
)
UNREAL = re.compile(
    r"希望|要求|应当|应该|必须|需要|鼓励|引导(?![员中])|力争|旨在|有利于|为了|推动(?!成立|[会中])|加快|促进(?![中会])|定期|每年|每月|每周|每季度|进一步|切实|如何|能够|可以|要(?=[^，,。]{0,6}(?:建|开|举|推|加|坚|深|强|做|抓))"
    r"|支持[^，,。]{0,10}$|致力于|用于|以便|从而|争取|研究制定|取消|延期|推迟|暂停|没有|尚未|未能|不再|探索|曾(?!任)|以来"
)
HABIT = re.compile(
    r"每年|每月|每周|每季度|每逢|每次|如果|如不能|如有|一旦|倘若|历年|截至[^，,。]{0,14}[，,]?(?:全|已|共|累计)"
)
"""What anywhere before a verb in its sentence makes it a habit, a condition or a sum."""
PLANNED = re.compile(r"将(?!军|来|士|领)|拟(?![定订制])|计划(?!》|[“”])|定于|即将|预计|筹备|届时|有望")
VAGUE = re.compile(r"近日|日前|近期|最近|不久前|近来|前不久|连日来|上周|本周|本月|月底")


UNREAL_START = re.compile(
    r"(?:同时)?(?:希望|要求|要(?![闻求素])|必须|应(?!邀|急|用)|今后|下一步|下一阶段|未来|力争|建议|号召)"
)
"""How a sentence begins that tells what somebody wants."""
CONTINUING = re.compile(
    r"^(?:\W{0,2})(?:当[天日晚]|同日|随后|会后|会前|会上|会议(?!室)|大会|仪式|现场|期间|活动|下午|上午|中午|晚上|当晚|其间|接着|之后|最后|另|此外|同时|启动会|论坛|座谈会上|[^，,。]{0,6}(?:会上|仪式上|期间|现场|结束后)|(?:会见|会谈|活动|座谈|参观)[前后]|展会|年会|大赛|论坛期间)"
)
"""How a sentence begins that goes on with what was told before it."""


def clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges between the commas of a sentence [start, end), quotations and brackets kept whole.

    >>> text = "6月3日,召开“汽车,复材”研讨会,签约。"
    >>> [text[a:b] for a, b in clauses(text, 0, len(text))]
    ['6月3日', '召开“汽车,复材”研讨会', '签约']
    """
    found, at, closing = [], start, ""
    for i in range(start, end):
        char = text[i]
        if closing:
            if char == closing:
                closing = ""
        elif char in PAIRS:
            closing = PAIRS[char] if PAIRS[char] in text[i:end] else ""
        elif char in BREAK:
            if i > at:
                found.append((at, i))
            at = i + 1
    if end > at:
        found.append((at, end))
    return found


def reported_from(text: str, start: int, end: int, speaker: int | None = None) -> int:
    """Where reported speech begins in a sentence, or its end where there is none; `speaker` is where the name of a
    transcript's speaker ends, `宋玉荣:各位…`."""
    if speaker is not None and text[speaker : speaker + 1] in (":", "："):
        return speaker + 1
    if UNREAL_START.match(text, start, end):
        return start
    match = SPEECH.search(text, start, end)
    return match.end() if match else end


def quoted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The ranges inside “” and 《》 of a sentence."""
    return [match.span() for match in re.finditer(r"“[^”]*”|《[^》]*》", text[start:end])]


def inside_quotes(text: str, a: int, b: int, at: int) -> bool:
    return any(a + s < at < a + e for s, e in quoted(text, a, b))
