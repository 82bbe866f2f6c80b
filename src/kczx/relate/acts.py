"""Events that a verb tells by itself: 签约, 揭牌, 赴…调研."""

from __future__ import annotations

import re

from kczx.flow import Findings
from kczx.relate.clauses import inside_quotes
from kczx.relate.draft import Draft, Scene
from kczx.relate.triggers import rules

BODY = re.compile(
    r"[^，,。；;]{0,50}(?:站|中心|联盟|协会|学会|分会|联合体|委员会|基地|小组|工作室|实验室|研究院|研究所|支部|团队|服务团|队|公司|院|俱乐部|基金|智库|孵化器|园)"
)
DOCUMENT = re.compile(
    r"[^，,。；;]{0,40}(?:《|榜单|报告|名单|办法|意见|通知|白皮书|指南|规划|计划|成果|数据|标准|清单|倡议|宣言|公报|目录|图谱|蓝皮书|共识|案例|方案|条例|规定|论文|研究|文章)"
)
BEFORE_DOCUMENT = re.compile(r"(?:》|榜单|报告|名单|数据|白皮书|蓝皮书|倡议|宣言|成果)[^，,。；;]{0,16}$")
NOT_TOLD = re.compile(r"的|结束后|之后|后(?=[，,])|时(?=[，,])|期间|以来|前(?=[，,])|过程|工作的|情况的")
"""What behind a verb makes it the time or the attribute of something else: 会见结束后, 签署的."""


def act(findings: Findings, a: int, b: int, number: int, dated: bool, headline: bool, scene: Scene) -> Draft | None:
    """签约, 揭牌, 赴…调研: the first verb of the clause that is an event and has what it needs."""
    text, compiled = findings.article.text, rules()
    if compiled.quick.search(text, a, b) is None:
        return None
    best: tuple[int, Draft] | None = None
    for act in compiled.acts:
        for match in act.pattern.finditer(text, a, b):
            if inside_quotes(text, a, b, match.end() - 1) or NOT_TOLD.match(text, match.end()):
                continue
            if act.needs == "dated" and not (
                dated or headline or (scene.main and findings.within(findings.people, a, match.start() + 1))
            ):
                continue
            if act.needs == "body" and not (
                BODY.match(text, match.end(), b)
                or _organization_behind(findings, match.end(), b)
                or _organization_before(findings, a, match.start())
            ):
                continue
            if act.needs == "document" and not (
                DOCUMENT.match(text, match.end(), b)
                or BEFORE_DOCUMENT.search(text, a, match.start())
                or "》" in text[findings.article.sentences[number][0] : match.start()]
            ):
                continue
            if act.needs == "titled" and not re.search("[“《]|讲座|授课", text[a:b]):
                continue
            if best is None or match.start() < best[0]:
                draft = Draft(
                    act.kind, None, findings.article, number, [(a, b)], match.span(), f"act/{act.kind}/{match[0][:2]}"
                )
                best = (match.start(), draft)
            break
    return best[1] if best else None


def _organization_behind(findings: Findings, at: int, b: int) -> bool:
    return any(o.start - at <= 6 for o in findings.within(findings.organizations, at, b))


def _organization_before(findings: Findings, a: int, at: int) -> bool:
    return any(at - o.end <= 4 for o in findings.within(findings.organizations, a, at))
