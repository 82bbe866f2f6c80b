"""The accuracy gate: what the pipeline finds, against gold that people wrote, with floors that only rise.

python tests/gate.py            print the figures of each set; exit status 1 where one is below its floor
python tests/gate.py --errors   and every miss and every wrong find
python tests/gate.py --raise    lift the floors in floors.json to what is reached
"""

from __future__ import annotations

import argparse
import functools
import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kczx import jobs
from kczx.records import Document
from scorer import WHAT, score
from scores import Gold, Score, Scores

TESTS = Path(__file__).resolve().parent
FLOORS = TESTS / "floors.json"
SLACK = 0.002
SETS = {
    "seeds": (TESTS.parent / "seeds", TESTS / "corpus" / "gold" / "seeds", "*"),
    "a": (TESTS / "corpus", TESTS / "corpus" / "gold", "a*"),
    "b": (TESTS / "corpus", TESTS / "corpus" / "gold", "b*"),
    "c": (TESTS / "corpus", TESTS / "corpus" / "gold", "c*"),
    "d": (TESTS / "corpus", TESTS / "corpus" / "gold", "d*"),
    "e": (TESTS / "corpus", TESTS / "corpus" / "gold", "e*"),
    "f": (TESTS / "corpus", TESTS / "corpus" / "gold", "f*"),
}
"""The documents' folder, the gold's, and the beginning of the files' names."""


@functools.cache
def read_set(name: str) -> tuple[tuple[Gold, Document], ...]:
    """The documents of a set, each behind its gold, in the gold's order; read once a session."""
    folder, gold_folder, pattern = SETS[name]
    documents, _, _ = jobs.collect(jobs.extract(str(path) for path in sorted(folder.glob(f"{pattern}.txt"))))
    by_name = {Path(document.path).name: document for document in documents}
    golds: list[Gold] = [json.loads(path.read_text("utf-8")) for path in sorted(gold_folder.glob(f"{pattern}.json"))]
    return tuple((gold, by_name[gold["doc"]]) for gold in golds)


def score_set(name: str, alter: Callable[[Document], Document] | None = None) -> Scores:
    """The scores of one set of documents, each first put through `alter`; only what the set's gold tells is in them."""
    scores = {what: Score() for what in WHAT}
    for gold, document in read_set(name):
        score(gold, alter(document) if alter else document, scores)
    return {what: found for what, found in scores.items() if found.asked}


def floors() -> dict[str, dict[str, float]]:
    """What was once reached."""
    found: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    return found


def below(reached: dict[str, Scores]) -> Iterator[str]:
    """Yield what has fallen below its floor."""
    for name, kept in floors().items():
        for what, floor in kept.items():
            if (f1 := reached[name][what].f1) < floor - SLACK:
                yield f"{name}: {what} {f1:.4f}, the floor is {floor:.4f}"


def raised(reached: dict[str, Scores]) -> dict[str, dict[str, float]]:
    """The floors, lifted to what is reached, cut after the third digit; none is lowered."""
    old = floors()
    return {
        name: {
            what: max(math.floor(reach.f1 * 1000) / 1000, old.get(name, {}).get(what, 0.0))
            for what, reach in scores.items()
        }
        for name, scores in reached.items()
    }


def table(reached: dict[str, Scores]) -> Iterable[str]:
    """Yield the lines of the table that is printed."""
    kept = floors()
    for name, scores in reached.items():
        yield f"{name:16} {'P':>7}{'R':>7}{'F1':>8}{'floor':>8}"
        for what, found in scores.items():
            floor = kept.get(name, {}).get(what, 0.0)
            yield f"  {what:14} {found.precision:7.3f}{found.recall:7.3f}{found.f1:8.4f}{floor:8.4f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--errors", action="store_true", help="print what is missed and what is wrong")
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what is reached")
    options = parser.parse_args()
    reached = {name: score_set(name) for name in SETS}
    for line in table(reached):
        print(line)
    if options.errors:
        for name, scores in reached.items():
            for what, found in scores.items():
                for kind, rows in (("missed", found.missed), ("wrong", found.wrong)):
                    for row in rows:
                        print(f"{name} {what} {kind}: {row}")
    if options.lift:
        FLOORS.write_text(json.dumps(raised(reached), indent=1) + "\n", "utf-8")
    fallen = list(below(reached))
    for line in fallen:
        print("BELOW", line)
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
