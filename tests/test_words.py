"""jieba's dictionary as kczx holds it: what it tells of a word is what the file tells, in whatever order it is asked."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import jieba
import pytest

from kczx.dictionary import Dictionary, dictionary

Rows = dict[str, tuple[int, str]]


@pytest.fixture(scope="module")
def text() -> str:
    return (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8")


@pytest.fixture(scope="module")
def rows(text: str) -> Rows:
    return {word: (int(count), tag) for word, count, tag in map(str.split, text.splitlines())}


def test_the_sum_that_is_known_is_the_one_of_the_file(text: str) -> None:
    assert dictionary().unknown == Dictionary(text).unknown
    assert dictionary().unknown == math.log(sum(int(line.split()[1]) for line in text.splitlines()))


def test_words_and_pairs_are_those_of_the_file(rows: Rows, text: str) -> None:
    table = Dictionary(text)
    longer: dict[str, list[str]] = {}
    for word in rows:
        if len(word) > 2:
            longer.setdefault(word[:2], []).append(word)
    for word in list(rows)[::29]:
        count, tag = rows[word]
        assert table.entry(word) == (table.unknown - math.log(count), tag, count)
        assert table.has(word)
        two = word[:2]
        if len(two) == 2:
            begun = longer.get(two, [])
            thirds = "".join(dict.fromkeys(other[2] for other in begun))
            sizes = tuple(sorted({len(other) for other in begun}))
            assert table.pair(two) == (table.entry(two) if two in rows else None, thirds, sizes)
    for no_word in ("", "㐂", "会", "科协主席团们", "丨丨"):
        assert (table.entry(no_word) is None) == (no_word not in rows)
        assert no_word in rows or table.pair(no_word) is None or no_word[:2] in longer
    assert dict(table.everything()).keys() == rows.keys()


def test_threads_that_ask_at_once_get_the_same(text: str, rows: Rows) -> None:
    asked = list(rows)[::97]
    alone, shared = Dictionary(text), Dictionary(text)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda word: (shared.entry(word), shared.pair(word[:2])), asked * 3, chunksize=50))
    assert answers == [(alone.entry(word), alone.pair(word[:2])) for word in asked] * 3
