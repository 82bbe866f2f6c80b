"""What the tests of `kczx.workers` and `kczx.bulk` have processes do: harm of every kind, told by the job."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

from kczx.errors import LexiconError
from kczx.packed import packed
from kczx.records import Document
from kczx.work import Setting
from kczx.work import reader as real
from kczx.write.only import KINDS


def toy(setting: object) -> Callable[[tuple[str, str]], Iterator[bytes]]:
    """Jobs are pairs: what to do, and with what."""
    if setting == "wrong":
        raise LexiconError("titles.tsv", 7, "no such cell")
    if setting == "ends":
        os._exit(5)

    def work(job: tuple[str, str]) -> Iterator[bytes]:
        act, word = job
        yield word.encode()
        harm(act, Path(word))
        yield b"done"

    return work


def harm(act: str, place: Path) -> None:
    if act == "hang":
        while True:
            time.sleep(1)
    elif act == "wait":
        while not place.exists():
            time.sleep(0.01)
    elif act == "once" and not place.exists():
        place.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    elif act == "exit":
        os._exit(3)
    elif act == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif act == "raise":
        raise ValueError(place.name)


def reader(setting: Setting) -> Callable[[Any], Iterator[bytes]]:
    """Reads documents as it is done anywhere; but a file's name may tell of harm, and who reads each is noted in a folder."""
    work = real(setting)
    notes = os.environ.get("NOTES")

    def noted(unit: Any) -> Iterator[bytes]:
        name = Path(unit.path).name
        if notes:
            (Path(notes) / name).write_text(str(os.getpid()))
        act, _, _ = name.partition("-")
        harm(act, Path(os.environ.get("GATE", "")))
        return work(unit)

    return noted


def long(setting: Setting) -> Callable[[Any], Iterator[bytes]]:
    """Takes no time: of each row comes a record of the row's id with a text that no compression makes small."""

    def work(unit: Any) -> Iterator[bytes]:
        empty: dict[str, list[Any]] = {kind: [] for kind in (*KINDS, "articles", "notices")}
        text = Random(unit.source_id).randbytes(10_000).hex()
        told = {"media_type": unit.media_type, "encoding": "utf-8", "script": "Hans", "title": text, "published": None}
        yield packed(Document(id=unit.id, path=unit.path, source_id=unit.source_id, publisher=None, **told, **empty))  # type: ignore[arg-type]

    return work
