"""How long a page of a megabyte takes to load, to jump in and to filter in the system's Chromium, and how large it is.

    python tests/bench/bench_page.py [FILE …] [--times 5]

Without files a text is made: a megabyte with some 15,000 mentions.  Of each time the least of several is told, on the wall's clock
and as the time that the page's thread worked; a busy machine makes the first longer.  Bars: load 0.5 s, jump and filter 0.1 s, the
page at most 1.5 times the text, no request.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import browser
from kczx.acquire import from_text
from kczx.jobs import sources
from kczx.link.corpus import Corpus
from kczx.sourced import Sourced
from kczx.work import result
from kczx.write.page import write_page

SIZE = 1_015_000
BARS = {"load": 0.5, "jump": 0.1, "filter": 0.1}
SURNAMES, GIVEN = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗",
    "伟芳敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国文斌宇浩凯晨",
)
CITIES = ("南京", "杭州", "成都", "长沙", "武汉", "西安", "合肥", "济南", "福州", "广州")
BODIES = ("省科协", "市科技局", "省农业科学院", "市人民医院", "省教育厅", "省气象学会", "市生态环境局")
ACTS = ("出席智慧农业论坛", "主持召开工作会议", "会见来访专家", "到企业调研", "为示范基地揭牌", "作专题报告")
FILLER = (
    "大家认为，要把握科技发展的规律，坚持问题导向，把更多的力量放到基层去，让群众看得见、用得上、信得过，"
    "形成上下贯通、左右协同的工作格局，推动各项任务落到实处、见到成效。",
    "与会人员围绕如何提升服务能力展开了深入讨论，结合各自的工作谈了体会，也提出了不少好的意见和建议。",
    "实践表明，只有扎根一线、贴近需要，工作才会有生命力，成果才能真正转化为发展的动力。",
)
FRAME = """const frame = () => new Promise((done) => requestAnimationFrame(() => {
    const channel = new MessageChannel(); channel.port1.onmessage = () => done(); channel.port2.postMessage(0); }));"""
ACTIONS = {
    "jump": "async (turn) => { %s selectAt((turn * 7919) %% list.items.length); await frame(); }",
    "filter": "async (turn) => { %s chosen.kind = turn %% 2 ? 'meeting' : ''; filtered(); await frame(); }",
    "hide a kind": "async () => { %s document.querySelector('.legend .k2').click(); await frame(); }",
}


def text(size: int, seed: int = 1) -> str:
    """A text of so many bytes in which something is told in every third sentence."""
    rng = random.Random(seed)
    pieces, done = [], 0
    while done < size:
        who = rng.choice(SURNAMES) + "".join(rng.sample(GIVEN, 2))
        told = (
            f"{rng.randint(2014, 2024)}年{rng.randint(1, 12)}月{rng.randint(1, 28)}日，{rng.choice(BODIES)}主任{who}"
            f"在{rng.choice(CITIES)}{rng.choice(ACTS)}，{rng.randint(20, 900)}名代表参加。"
        )
        pieces.append(told + rng.choice(FILLER) + rng.choice(FILLER))
        done += len(pieces[-1].encode()) + 1
    return "\n".join(pieces)


def documents(paths: list[str]) -> Iterator[Sourced]:
    found = (source for path in paths for source in sources(path)) if paths else (from_text(text(SIZE), "made.txt"),)
    for source in found:
        document = result(source, None, sources=True)
        assert isinstance(document, Sourced)
        yield document


def measured(tab: Any, devtools: Any, code: str, turn: int) -> tuple[float, float]:
    """Seconds on the wall's clock (by the page) and of work that an act takes."""
    before = _worked(devtools)
    clock = tab.evaluate("performance.now()")
    tab.evaluate(code % FRAME, turn)
    return (tab.evaluate("performance.now()") - clock) / 1000, _worked(devtools) - before


def _worked(devtools: Any) -> float:
    metrics = devtools.send("Performance.getMetrics")["metrics"]
    return float(next(row["value"] for row in metrics if row["name"] == "TaskDuration"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*")
    parser.add_argument("--times", type=int, default=5)
    asked = parser.parse_args()
    if why := browser.missing():
        sys.exit(why)
    shown, sink = list(documents(asked.files)), BytesIO()
    write_page(shown, [], sink, Corpus(), "zh")
    size = sum(len(document.source.text.encode()) for document in shown)
    with tempfile.TemporaryDirectory() as folder, browser.opened() as chrome:
        place = Path(folder) / "page.html"
        place.write_bytes(sink.getvalue())
        requests: list[str] = []
        times: dict[str, list[tuple[float, float]]] = {"load": [], **{name: [] for name in ACTIONS}}
        for _ in range(asked.times):
            context = chrome.new_context(viewport={"width": 1440, "height": 900})
            tab = context.new_page()
            tab.on("request", lambda request: requests.append(request.url))
            devtools = context.new_cdp_session(tab)
            devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
            before = _worked(devtools)
            tab.goto(place.as_uri(), wait_until="load")
            wall = tab.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000
            times["load"].append((wall, _worked(devtools) - before))
            marks = tab.evaluate("documents.reduce((sum, doc) => sum + doc.marks.length, 0)")
            for name, code in ACTIONS.items():
                for turn in range(1, 7):
                    tab.wait_for_timeout(150)  # what is painted behind the last act is not of this one
                    times[name].append(measured(tab, devtools, code, turn))
            context.close()
    print(f"{len(shown)} documents, {size:,} bytes of text, {marks:,} marks")
    print(f"page: {len(sink.getvalue()):,} bytes, {len(sink.getvalue()) / size:.2f} times the text (at most 1.5)")
    for name, found in times.items():
        bar = f"  (at most {BARS[name]} s)" if name in BARS else ""
        least, worked = min(wall for wall, _ in found), min(work for _, work in found)
        print(f"{name}: {least:.3f} s, {worked:.3f} s of work{bar}")
    print(f"requests beyond the page itself: {len([url for url in requests if url != place.as_uri()])}")


if __name__ == "__main__":
    main()
