"""Processes that do items: what hangs, crashes or raises costs itself alone; order, bounds, and how it all ends."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kczx import workers
from kczx.errors import KczxError, LexiconError
from kczx.workers import Item, Workers

LIMIT = 15.0
"""Seconds for a result: one is there within a thousandth of that, but the machine may have much else to do."""


def made(jobs: Iterable[tuple[str, str]]) -> Iterator[Item]:
    return (Item(word, (act, word), len(word)) for act, word in jobs)


def of(jobs: Iterable[tuple[str, str]] | Iterator[Item], processes: int = 2, **more: Any) -> Workers:
    given: dict[str, Any] = {
        "setting": None,
        "lost": lambda item, error, message: f"{error}: {message}".encode(),
        "keep": lambda item, results: None,
    }
    items = jobs if isinstance(jobs, Iterator) else made(jobs)
    return Workers(items, "toy_work:toy", processes=processes, **(given | more))


def test_each_that_hangs_crashes_or_raises_is_one_row() -> None:
    acts = {50: "hang", 90: "exit", 120: "crash", 150: "raise"}
    jobs = [(acts.get(number, ""), str(number)) for number in range(200)]
    with of(jobs, limit=LIMIT) as pool:
        found = [(item.name, results) for item, results in pool.results()]
    assert [name for name, _ in found] == [str(number) for number in range(200)]
    lost = {int(name): results for name, results in found if results != [name.encode(), b"done"]}
    assert lost == {
        50: [b"50", b"TooSlow: it takes more than 15 seconds (--timeout)"],
        90: [b"90", b"Crashed: reading it ended the process that did so (status 3), 2 times"],
        120: [b"120", b"Crashed: reading it ended the process that did so (SIGSEGV), 2 times"],
        150: [b"150", b"ValueError: internal error: 150"],
    }


def test_a_process_that_others_end_costs_nothing(tmp_path: Path) -> None:
    jobs = [("once", str(tmp_path / str(number))) for number in range(6)]
    with of(jobs) as pool:
        found = [(item.name, results) for item, results in pool.results()]
    assert found == [(word, [word.encode(), b"done"]) for _, word in jobs]


def test_results_come_as_they_are_done_or_in_order(tmp_path: Path) -> None:
    gate, big = tmp_path / "gate", 1 << 20  # so large that each is sent by itself
    for ordered in (False, True):
        items = iter([Item("first", ("wait", str(gate)), big), *(Item(f"{n}", ("", f"{n}"), big) for n in range(4))])
        names = []
        with of(items) as pool:
            for item, _ in pool.results(ordered):
                names.append(item.name)
                if len(names) == 4:
                    gate.touch()
        assert names == (["first", "0", "1", "2", "3"] if ordered else ["0", "1", "2", "3", "first"])


def test_what_is_known_is_not_done_again() -> None:
    items = [Item("0", ("", "0")), Item("1", ("exit", "1"), known=[b"kept"]), Item("2", ("", "2"))]
    kept = []
    with of(iter(items), keep=lambda item, results: kept.append(item.name)) as pool:
        assert [results for _, results in pool.results()] == [[b"0", b"done"], [b"kept"], [b"2", b"done"]]
    assert sorted(kept) == ["0", "2"]


def test_only_so_much_is_in_hand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "AHEAD", 10)
    asked, out, most = 0, 0, 0

    def items() -> Iterator[Item]:
        nonlocal asked, most
        for number in range(100):
            asked += 1
            most = max(most, asked - out)
            yield Item(str(number), ("", str(number)))

    with of(items(), processes=3) as pool:
        for _ in pool.results():
            out += 1
    assert (asked, out) == (100, 100) and most <= 10 + 1


def test_what_ends_the_work_is_raised() -> None:
    def items() -> Iterator[Item]:
        yield Item("0", ("", "0"))
        raise LexiconError("a.tsv", 1, "wrong")

    def full(item: Item, results: list[bytes]) -> None:
        raise OSError(28, "No space left on device", "out.journal")

    for pool, error in (
        (of(items()), LexiconError),
        (of([("", "0")], keep=full), OSError),
        (of([("", "0")], setting="wrong"), LexiconError),
        (of([("", "0")], setting="ends"), KczxError),
    ):
        with pytest.raises(error) as raised, pool:
            list(pool.results())
        assert error is not LexiconError or raised.value.why in ("wrong", "no such cell")  # type: ignore[attr-defined]


def test_no_process_is_left(tmp_path: Path) -> None:
    jobs = [("", "0"), *(("hang", str(number)) for number in range(5))]
    with of(jobs) as pool:
        assert next(pool.results())[0].name == "0"
        begun = [seat.process.process for seat in pool._seats if seat.process is not None]
    assert begun and all(process.poll() is not None for process in begun)
    assert all(seat.process is None for seat in pool._seats)
    assert not any(thread.is_alive() for thread in pool._threads)
    assert os.listdir(tmp_path) == []  # noqa: PTH208
