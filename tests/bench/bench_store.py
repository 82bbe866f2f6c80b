"""A store at work on real documents, as long as it takes:  python tests/bench/bench_store.py WHAT FOLDER…

add      rows a second, beyond reading
words    200 words of 1 to 12 characters, in both scripts, against a look through the cleaned texts: missed, false, milliseconds
fuzz     10,000 random strings as questions
kills    `kczx add` killed 20 times, the folder added twice, and in other orders: the same exports, byte by byte
linking  documents put and dropped in random lots, linked each time, against all of them put at once
"""

from __future__ import annotations

import hashlib
import random
import signal
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from opencc import OpenCC

from kczx import __version__
from kczx.acquire.options import Options
from kczx.store import base, rows
from kczx.store.add import Run, add, link, transaction
from kczx.store.asked import Asked
from kczx.store.documents import documents
from kczx.store.index import plain
from kczx.store.query import query
from kczx.store.search import Listing, search
from kczx.work import Setting

KCZX = [sys.executable, "-m", "kczx"]


def made(folder: Path, paths: list[str]) -> Path:
    """A store of documents; one that is there already is taken."""
    if len(paths) == 1 and paths[0].endswith(".db"):
        return Path(paths[0])
    store = folder / "kczx.db"
    add(store, paths, Run(Setting(__version__, Options())))
    return store


def bench_add(folder: Path, paths: list[str]) -> None:
    store = made(folder, paths)
    kept = [document.model_dump_json(by_alias=True).encode() for document in documents(store, sources=True)]
    into = base.open(folder / "again.db", write=True)
    begun = time.process_time()
    into.execute("begin")
    into.execute("insert into runs values (1, '', '', '', '')")
    for number, data in enumerate(kept, 1):
        into.execute("insert into files values (?, ?, ?, 0, 0, '', '', 1)", (number, str(number), str(number)))
        rows.put(into, data, number, 0, 1)
        if number % 100 == 0:
            into.execute("commit")
            into.execute("begin")
    into.execute("commit")
    put = time.process_time() - begun
    with transaction(into):
        link(into)
    linked = time.process_time() - begun - put
    tables = [
        name
        for (name,) in into.execute("select name from sqlite_master where type = 'table' and name not like '%index%'")
    ]
    count = sum(into.execute(f"select count(*) from {name}").fetchone()[0] for name in tables)
    each = (put + linked) / count * 1e5
    print(
        f"{len(kept)} documents, {count:,} rows: {put:.2f} s put, {linked:.2f} s linked; {each:.2f} s of CPU for 100,000"
    )


def bench_words(folder: Path, paths: list[str]) -> None:
    database = base.open(made(folder, paths))
    texts = [
        (id, plain(title or ""), plain(text))
        for id, title, text in database.execute("select id, title, text from articles")
    ]
    chance, traditional = random.Random(5), OpenCC("s2t")
    missed = false = hits = 0
    spent: list[float] = []
    for number in range(200):
        length = 1 + number % 12
        while True:
            _, _, text = chance.choice(texts)
            at = chance.randrange(max(1, len(text)))
            word = text[at : at + length]
            if len(word) == length and "\n" not in word and '"' not in word and word == word.strip():
                break
        asked = traditional.convert(word) if number % 2 else word
        forms = {plain(form) for group in query(f'"{asked}"').wanted for form in group}
        wanted = {id for id, title, text in texts if any(form in title or form in text for form in forms | {word})}
        begun = time.process_time()
        found = [hit.id for hit in search(database, query(f'"{asked}"'), Asked(), Listing(limit=20))]
        spent.append(time.process_time() - begun)
        told = {
            id
            for expression in query(f'"{asked}"').expressions()
            for (id,) in database.execute("select rowid from article_index where article_index match ?", (expression,))
        }
        assert len(found) == min(20, len(told))
        missed, false, hits = missed + len(wanted - told), false + len(told - wanted), hits + len(wanted)
    ordered = sorted(spent)
    print(
        f"{len(texts):,} articles, 200 words, {hits:,} hits: {missed} missed, {false} false; "
        f"median {statistics.median(spent) * 1000:.2f} ms of CPU, slowest {ordered[-1] * 1000:.0f} ms"
    )


def bench_fuzz(folder: Path, paths: list[str]) -> None:
    database = base.open(made(folder, paths))
    chance = random.Random(3)
    parts = [
        "科协",
        "AND",
        "OR",
        "NOT",
        "NEAR(",
        '"',
        "-",
        "*",
        ":",
        "^",
        "(",
        ")",
        "title:",
        "\\",
        "\0",
        "'",
        " ",
        "\u3000",
        "\ud800",
        "月",
    ]
    for number in range(10_000):
        size = chance.randint(0, 30)
        text = (
            "".join(chance.choice(parts) for _ in range(size))
            if number % 2
            else "".join(chr(chance.randrange(0x110000)) for _ in range(size))
        )
        for records in (False, True):
            list(search(database, query(text), Asked(records=records), Listing(limit=3)))
    print("10,000 strings asked of texts and records, no error")


def exported(store: Path, folder: Path) -> str:
    """What a store exports, in few characters."""
    found = hashlib.sha256()
    for more in (
        ["-f", "json"],
        ["-f", "sqlite"],
        ["-f", "jsonl"],
        ["event_list"],
        ["office_list"],
        ["part_list"],
        ["who_met_whom"],
    ):
        place = folder / ("out.csv" if "_list" in more[0] or "met" in more[0] else f"out.{more[-1]}")
        place.unlink(missing_ok=True)
        subprocess.run([*KCZX, "export", *more, "--store", str(store), "-o", str(place)], check=True)
        found.update(place.read_bytes())
    return found.hexdigest()


def bench_kills(folder: Path, paths: list[str]) -> None:
    begun = time.monotonic()
    subprocess.run([*KCZX, "add", "-q", *paths, "--store", str(folder / "whole.db"), "--jobs", "2"], check=False)
    lasts = time.monotonic() - begun
    wanted = exported(folder / "whole.db", folder)
    subprocess.run([*KCZX, "add", "-q", *paths, "--store", str(folder / "whole.db")], check=False)
    assert exported(folder / "whole.db", folder) == wanted, "added twice"
    chance, store, kills = random.Random(2), folder / "killed.db", 0
    while kills < 20:
        process = subprocess.Popen([*KCZX, "add", "-q", *paths, "--store", str(store), "--jobs", "2"])
        try:
            process.wait(chance.uniform(0.2, lasts))
            store.unlink()  # it was done: begin anew
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.wait()
            kills += 1
        if store.exists():
            database = base.open(store)
            assert database.execute("pragma integrity_check").fetchone()[0] == "ok"
            assert not database.execute("pragma foreign_key_check").fetchall()
            database.close()
    subprocess.run([*KCZX, "add", "-q", *paths, "--store", str(store)], check=False)
    assert exported(store, folder) == wanted, "killed"
    files = [
        str(file)
        for path in paths
        for file in (sorted(Path(path).rglob("*")) if Path(path).is_dir() else [Path(path)])
        if file.is_file()
    ]
    for number in range(3):
        chance.shuffle(files)
        store = folder / f"order{number}.db"
        for some in (files[: len(files) // 3], files[len(files) // 3 :]):
            subprocess.run([*KCZX, "add", "-q", *some, "--store", str(store)], check=False)
        assert exported(store, folder) == wanted, "another order"
    print(f"killed {kills} times, twice, in 3 other orders: whole, and the same exports ({wanted[:12]})")


def bench_linking(folder: Path, paths: list[str]) -> None:
    kept = [document.model_dump_json(by_alias=True).encode() for document in documents(made(folder, paths))]
    chance, numbers = random.Random(4), range(len(kept))
    whole, other = (base.open(folder / name, write=True) for name in ("whole.db", "other.db"))
    _lot(whole, kept, numbers, ())
    order = list(numbers)
    chance.shuffle(order)
    for at in range(0, len(order), 17):
        _lot(other, kept, order[at : at + 17], ())
    for _ in range(3):
        some = chance.sample(numbers, len(kept) // 4)
        _lot(other, kept, (), some[:9])
        _lot(other, kept, some[:9], some[9:])
        _lot(other, kept, some[9:], ())
    assert _linked(whole) == _linked(other)
    print(f"{len(kept)} documents put, dropped and put again in random lots: entities, names and events are the same")


def _lot(database: sqlite3.Connection, kept: list[bytes], come: Iterable[int], go: Iterable[int]) -> None:
    """Put some documents, drop others, and link."""
    with transaction(database):
        database.execute("insert or ignore into runs values (1, '', '', '', '')")
        for number in go:
            rows.drop(
                database, [n for (n,) in database.execute("select number from documents where file = ?", (number,))]
            )
            database.execute("delete from files where id = ?", (number,))
        for number in come:
            database.execute("insert into files values (?, ?, ?, 0, 0, '', '', 1)", (number, str(number), str(number)))
            rows.put(database, kept[number], number, 0, 1)
        link(database)


def _linked(database: sqlite3.Connection) -> list[list[tuple[object, ...]]]:
    """All that is linked, without numbers."""
    asked = (
        """select e.kind, e.key, e.name, e.subkind, e.code, p.key, (select count(*) from entries where entity = e.id)
        from entities e left join entities p on p.id = e.parent""",
        "select n.name, e.kind, e.key from names n join entities e on e.id = n.entity",
        """select e.key, e.kind, e.name, e.label, e.edtf, e.place, p.key, (select count(*) from reports where event = e.id)
        from events e left join entities p on p.id = e.place_entity""",
    )
    return [sorted(map(tuple, database.execute(sql)), key=str) for sql in asked]


def main(what: str, paths: Iterable[str]) -> None:
    """Run one of the benches in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="kczx-bench-") as folder:
        globals()[f"bench_{what}"](Path(folder), list(paths))


if __name__ == "__main__":
    if len(sys.argv) < 2 or f"bench_{sys.argv[1]}" not in globals():
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
