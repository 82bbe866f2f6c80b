"""How fast the pipeline is, against jieba alone on the same text, in one process on one core; and how fast it starts.

    python tests/bench/bench_speed.py [--mb 10]        MB/s of `jieba.lcut` and of the pipeline, and their ratio
    python tests/bench/bench_speed.py --stages [--mb 1]   MB/s of each stage, beside jieba.lcut, jieba.posseg, jionlp.extract_time
                                                       (where it is installed) and a bare scan
    python tests/bench/bench_speed.py --start [--pairs 5]   the whole command against `import jieba; jieba.initialize()`
    python tests/bench/bench_speed.py --profile --mb 1      the functions that cost most by themselves

The text is the seeds and the test corpus over and over, each copy with other digits, so that no cache can answer.
"""

from __future__ import annotations

import argparse
import contextlib
import cProfile
import functools
import importlib
import pstats
import random
import re
import statistics
import subprocess
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
DIGIT = re.compile(r"\d")
TURN = 50
"""Documents that one side reads before the other has its turn."""


def texts(size: int) -> list[str]:
    """Documents of at least `size` bytes in all, none the same as another; months, days and years stay possible."""
    kept = re.compile(r"(?:19|20)\d\d|\d{1,2}(?= ?[年月日时点])|\d{4}")
    originals = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    originals += [path.read_text("utf-8") for path in sorted((ROOT / "tests" / "corpus").glob("*.txt"))]
    rng = random.Random(20210118)

    def other_digits(match: re.Match[str]) -> str:
        old = match[0]
        if kept.fullmatch(old) and len(old) <= 2:
            return str(rng.randint(1, 12))
        return f"20{rng.randint(10, 29)}" if len(old) == 4 else DIGIT.sub(lambda _: str(rng.randint(1, 9)), old)

    found: list[str] = []
    total = 0
    while total < size:
        for original in originals:
            text = re.sub(r"\d+", other_digits, original)
            found.append(text)
            total += len(text.encode())
            if total >= size:
                break
    return found


def speed(size: int) -> float:
    """Print both speeds; give back their ratio."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's sources hold invalid escapes
        import jieba
    from kczx import pipeline
    from kczx.acquire import from_text

    documents = texts(size)
    megabytes = sum(len(text.encode()) for text in documents) / 1e6
    jieba.setLogLevel(60)
    jieba.initialize()
    pipeline.read(from_text(documents[0]))  # so that neither side pays for loading
    clock = time.process_time
    ours = theirs = 0.0
    for first in range(0, len(documents), TURN):  # by turns, so that a busy neighbour slows both
        turn = documents[first : first + TURN]
        began = clock()
        for text in turn:
            jieba.lcut(text)
        between = clock()
        for text in turn:
            pipeline.read(from_text(text))
        theirs, ours = theirs + between - began, ours + clock() - between
    ours, theirs = megabytes / ours, megabytes / theirs
    print(f"{len(documents)} documents, {megabytes:.1f} MB, one core, CPU time")
    print(f"jieba.lcut   {theirs:6.2f} MB/s")
    print(f"pipeline     {ours:6.2f} MB/s   ratio {ours / theirs:.2f} (target: at least 0.90)")
    return ours / theirs


STAGES = (
    ("kczx.pipeline", ("clean", "divide", "find", "link", "relate", "document")),
    ("kczx.find", ("find_dates", "find_names", "find_places", "find_figures", "find_organizations", "find_people")),
)
"""Functions as the modules that call them name them; those of the second are parts of `find`."""


def jionlp_times() -> Callable[[str], Any] | None:
    """What finds times with jionlp, where somebody has installed it: nothing else here needs it."""
    try:
        with warnings.catch_warnings(), contextlib.redirect_stdout(sys.stderr):
            warnings.simplefilter("ignore")
            jionlp = importlib.import_module("jionlp")
    except ImportError:
        return None
    return functools.partial(jionlp.ner.extract_time, time_base={"year": 2021, "month": 5, "day": 6})


def stages(size: int) -> dict[str, float]:
    """Print how fast each stage is, beside others that read the same text; give back the seconds that each took."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's sources hold invalid escapes
        import jieba
        import jieba.posseg
    from kczx import pipeline
    from kczx.acquire import from_text

    documents = texts(size)
    jieba.setLogLevel(60)
    jieba.initialize()
    taken: dict[str, float] = {}

    def timed(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any) -> Any:
            began = time.process_time()
            result = function(*arguments)
            if isinstance(result, Iterator):
                result = list(result)
            taken[name] = taken.get(name, 0.0) + time.process_time() - began
            return result

        return run

    for module, names in STAGES:
        owner = importlib.import_module(module)
        for name in names:
            setattr(owner, name, timed(name, getattr(owner, name)))
    readers: dict[str, Callable[[str], Any]] = {
        "a bare scan": re.compile(r"[一-龥]+").findall,
        "jieba.lcut": jieba.lcut,
        "jieba.posseg": lambda text: list(jieba.posseg.cut(text)),
        "the pipeline": lambda text: pipeline.read(from_text(text)),
    }
    if (times := jionlp_times()) is not None:
        readers["jionlp.extract_time"] = times
    for text in documents[:TURN]:  # what is made when a text first needs it is made here
        for reader in readers.values():
            reader(text)
    taken.clear()
    documents = documents[TURN:]
    megabytes = sum(len(text.encode()) for text in documents) / 1e6
    for name, reader in readers.items():
        for text in documents:
            timed(name, reader)(text)
    print(f"{len(documents)} documents, {megabytes:.1f} MB, one core, CPU time; the ratio is to jieba.lcut")
    for name in (*readers, *STAGES[0][1], *STAGES[1][1]):
        ratio = taken["jieba.lcut"] / taken[name]
        print(f"{'  ' * (name in STAGES[1][1]) + name:22} {megabytes / taken[name]:8.2f} MB/s   ratio {ratio:6.2f}")
    return taken


def profile(size: int, rows: int = 25) -> None:
    """Print the functions that cost most by themselves."""
    from kczx import pipeline
    from kczx.acquire import from_text

    documents = texts(size)
    pipeline.read(from_text(documents[0]))
    profiler = cProfile.Profile()
    profiler.enable()
    for text in documents:
        pipeline.read(from_text(text))
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(rows)
    pstats.Stats(profiler).sort_stats("cumtime").print_stats(rows * 2)


def start(pairs: int) -> float:
    """Print how long the whole command takes, and jieba's start; give back the ratio of the medians."""
    ours = [str(Path(sys.executable).with_name("kczx")), "extract", str(ROOT / "seeds"), "--format", "json"]
    theirs = [sys.executable, "-c", "import jieba; jieba.initialize()"]

    def wall(command: list[str]) -> float:
        began = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - began

    wall(ours), wall(theirs)  # both files and jieba's own cache are warm from here on
    times = [(wall(ours), wall(theirs)) for _ in range(pairs)]
    mine, other = (statistics.median(float(pair[side]) for pair in times) for side in (0, 1))
    print(f"kczx extract seeds/      {mine:6.3f} s (median of {pairs})")
    print(f"jieba.initialize()       {other:6.3f} s   ratio {mine / other:.2f} (target: at most 0.70)")
    return mine / other


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mb", type=float, default=10.0, help="how much text")
    parser.add_argument("--stages", action="store_true", help="measure each stage")
    parser.add_argument("--start", action="store_true", help="measure the start of the command")
    parser.add_argument("--pairs", type=int, default=5, help="how many runs of each command")
    parser.add_argument("--profile", action="store_true", help="print the costliest functions")
    options = parser.parse_args()
    if options.start:
        start(options.pairs)
    elif options.stages:
        stages(int(options.mb * 1e6))
    elif options.profile:
        profile(int(options.mb * 1e6))
    else:
        speed(int(options.mb * 1e6))


if __name__ == "__main__":
    main()
