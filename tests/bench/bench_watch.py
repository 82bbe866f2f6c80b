"""`kczx watch` at work, as long as it takes:  python tests/bench/bench_watch.py

1,000 files are written slowly, moved in, replaced, deleted, in new folders, while it runs and while it does not: each is in the
store once, none half-read, and two runs in different orders give the same feed.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import feedparser

from kczx.store import saved
from kczx.store.documents import documents

KCZX = [sys.executable, "-m", "kczx"]
TEXT = "2021年3月{day}日，云溪市科学技术协会主席周远航在云溪市会见青禾市水利学会理事长林海生一行。第{number}次。"


def bench_watch(folder: Path) -> None:
    feeds = [_watched(folder / str(number), seed) for number, seed in enumerate((1, 2))]
    assert feeds[0] == feeds[1], "the feeds differ"
    feed = feedparser.parse(feeds[0])
    assert not feed.bozo
    print(
        f"watched: 1,000 files, each in the store once and whole; feeds equal, {len(feed.entries)} entries read by feedparser"
    )


def _watched(folder: Path, seed: int) -> bytes:
    inside, aside = Path("/tmp/kczx-watched"), folder / "aside"  # one place, since feeds tell paths
    shutil.rmtree(inside, ignore_errors=True)
    inside.mkdir()
    aside.mkdir(parents=True)
    store, feed = folder / "kczx.db", folder / "news.atom"
    saved.save(store, "met", saved.Question("会见"))
    command = [
        *KCZX,
        "watch",
        str(inside),
        "--store",
        str(store),
        "--feed",
        str(feed),
        "--prune",
        "--settle",
        "1",
        "--poll",
        "5",
        "-q",
    ]
    chance = random.Random(seed)
    texts = {f"{number % 40}/{number}.txt": TEXT.format(day=1 + number % 28, number=number) for number in range(1000)}
    order = list(texts)
    chance.shuffle(order)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    slow: list[tuple[Path, bytes]] = []
    for count, name in enumerate(order):
        place, data = inside / name, texts[name].encode()
        place.parent.mkdir(exist_ok=True)
        if count % 5 == 0:  # in pieces, each in less time than settles
            place.write_bytes(data[:20])
            slow.append((place, data))
        elif count % 5 == 1:
            (aside / "file").write_bytes(data)
            (aside / "file").replace(place)
        elif count % 5 == 2:
            place.with_suffix(".part").write_bytes(data)
            place.with_suffix(".part").rename(place)
        elif count % 5 == 3:
            place.write_text("另一篇：" + texts[name], "utf-8")
            place.write_bytes(data)
        else:
            place.write_bytes(data)
            (inside / f"gone{count}.txt").write_text(TEXT.format(day=9, number="无"), "utf-8")
        for one, whole in slow:
            one.write_bytes(whole[: one.stat().st_size + 20])
        slow = [(one, whole) for one, whole in slow if one.stat().st_size < len(whole)]
        if count in (300, 600):
            process.terminate()
            process.wait()
        if count in (450, 800):
            process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        time.sleep(0.002)
    for one, whole in slow:
        one.write_bytes(whole)
    for gone in inside.glob("gone*"):
        gone.unlink()
    for place in inside.rglob("*.txt"):  # what a feed tells of when
        _stamp(place)
    time.sleep(12)
    process.terminate()
    process.wait()
    subprocess.run([*command, "--once"], check=True, stdout=subprocess.DEVNULL)
    found = [(document.path.removeprefix(f"{inside}/"), document.articles[0].text) for document in documents(store)]
    assert sorted(found) == sorted(texts.items()), (len(found), len(texts))
    return feed.read_bytes()


def _stamp(place: Path) -> None:
    os.utime(place, (1_600_000_000 + int(place.stem), 1_600_000_000 + int(place.stem)))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="kczx-bench-") as place:
        bench_watch(Path(place))
