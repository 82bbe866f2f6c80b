"""Names that the layout announces: labels, rows of a table, bodies with a name behind them, rows of names."""

from __future__ import annotations

import re

from kczx.find.people.names import MARK, rules
from kczx.find.people.search import Search

LABEL = re.compile(
    r"(?:记者|通讯员|特约记者|实习生|作者|编辑|责任编辑|责编|审核|校对|核稿|摄影|撰稿|供稿|文字|文/图|图/文|文|图|摄|联系人|主持人|主讲人|主讲|演员)\s*[:：/]\s*"
    r"|[讯电]\s*[（(]\s*(?:记者|通讯员)?\s*|(?:记者|通讯员)\s+"
)
ROW = re.compile(
    r"(?:^|(?<=\n))(?P<name>[一-龥·]{2,12})(?:[（(][^（）()]{1,8}[）)])?(?:[\s　]+|\s*[|｜]\s*)"
    r"(?=(?P<rest>[^\n。；！？]{4,60})(?:\n|$))"
)
DIALOGUE = re.compile(r"(?:^|(?<=\n))(?P<name>[一-龥]{2,4})[:：]")
BOUND = re.compile(r"[、，,。；;）)\n]|等|$")
WON = re.compile(r"、|[荣斩]?获|摘得|夺得|捧得|当选|入选")
NAME_LIST = re.compile(r"(?<![一-龥])[一-龥]{2,16}(?:、[一-龥]{2,4})+、[一-龥]{2,12}")


def labels(search: Search) -> None:
    for label in LABEL.finditer(search.text):
        at = label.end()
        while True:
            end = search.end(at, strong=True)
            following = search.text[end : end + 1] if end is not None else ""
            if (
                end is None
                or search.text[end - 1] in "部处室科局办网报社会院厅台"
                or not (re.match(MARK, following) or rules().follower.match(search.text, end))
            ):
                break
            search.add(at, end, "label")
            separator = re.compile(r"[\s、，,/]+(?:(?:图|摄影|摄|记者|通讯员)[:： ]?)?").match(search.text, end)
            if separator is None or "\n" in separator[0]:
                break
            at = separator.end()


def rows(search: Search) -> None:
    """Rows of a table, `宋玉荣 中国科协宣传文化部副部长`, and speakers of a transcript, `宋玉荣:各位…`."""
    for row in ROW.finditer(search.text):
        end = row.end("name")
        if search.end(row.start(), strong=True) != end:
            continue
        rest, stop = row.start("rest"), row.end("rest")
        inside = [t for t in search.titles if rest <= t.start and t.end <= stop]
        told = inside and not any(p.start >= rest and p.end <= stop for p in search.found.values())
        if told or any(o.start == rest for o in search.organizations):
            search.add(row.start(), end, "row")
    for speaker in DIALOGUE.finditer(search.text):
        if search.end(speaker.start(), strong=False) == speaker.end("name"):
            search.weak[speaker.start()] = speaker.end("name")


def of_organizations(search: Search) -> None:
    """Names right behind a body's: 长沙市第一中学谭天、; names whose body stands in brackets: 谭天(长沙市第一中学)."""
    for organization in search.organizations:
        at = organization.end
        of = search.text[at : at + 1] == "的"  # 来自湖南大学的何安琪获…奖
        if of or search.text[at : at + 1] == " ":
            at += 1
        end = search.end(at, strong=False)
        behind = WON if of else BOUND
        if end is not None and behind.match(search.text, end):
            search.add(at, end, "organization+name")
            search.list_on(end, "organization+names")
        before = organization.start - 1
        if before > 2 and search.text[before] in "(（":
            for start in (before - 3, before - 2):
                if (
                    start >= 0
                    and (start == 0 or not "\u4e00" <= search.text[start - 1] <= "\u9fff")
                    and search.end(start, strong=False) == before
                ):
                    search.add(start, before, "name(organization)")


def lists(search: Search) -> None:
    """Three names or more in a row, with nothing that announces them: 林国栋、高松林、赵文静颁奖."""
    for run in NAME_LIST.finditer(search.text):
        cells, at = [], run.start()
        for cell in run[0].split("、"):
            cells.append((at, at + len(cell)))
            at += len(cell) + 1
        first = next(
            (
                a
                for a in (cells[0][1] - 3, cells[0][1] - 2)
                if a >= cells[0][0] and search.end(a, strong=False) == cells[0][1]
            ),
            None,
        )
        spans = [(a, search.end(a, strong=False)) for a, _ in cells[1:]]
        if first is None and len(spans) > 1:  # the first name may begin like a place: 并向陆川、尉迟敏
            first = next(
                (a for a in (cells[0][1] - 2, cells[0][1] - 3) if search.end(a, strong=True) == cells[0][1]), None
            )
        whole = all(end == b for (_, end), (_, b) in zip(spans[:-1], cells[1:-1], strict=True))
        if first is not None and whole and spans[-1][1] is not None:
            for start, end in ((first, cells[0][1]), *spans):
                search.add(start, end or start, "list of names")
