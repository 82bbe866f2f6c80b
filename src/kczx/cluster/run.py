"""A run on a cluster, from where it is begun: what is to be done, and what there is of it already."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kczx.bulk import Plan, told
from kczx.cluster import tasks
from kczx.cluster.engine import engine
from kczx.cluster.folder import Folder
from kczx.cluster.inputs import REMOTE, Partition, partitions
from kczx.cluster.tasks import CORPUS, WORK, Job, failures
from kczx.errors import OptionError
from kczx.own import UNFINISHED
from kczx.records import SCHEMA_VERSION, Failure
from kczx.work import Setting
from kczx.write.selection import Selection

STATE = "_kczx.json"
"""The file that tells what a folder is of: options, version and partitions, and whether all is there."""
FORMATS = ("jsonl", "parquet")
LOTS = 256
"""Lots at most into which what is brought together by keys is divided."""


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody wants done: paths and addresses, and where what goes."""

    paths: list[str]
    output: str
    format: str
    setting: Setting
    plan: Plan
    kept: frozenset[str]
    selected: Selection
    resume: bool = False


def extract(
    order: Order,
    address: str | None,
    begin: Callable[[list[Partition]], Callable[[int], None]],
    tell: Callable[[str], None],
) -> list[Failure]:
    """Read documents on the cluster at an address, or on one of this machine's; what could not be read.

    `begin` is told the partitions and gives what is told the number of each that is read; `tell` is told what the user should know.
    Raises OptionError where the folder is another run's or somebody's own.
    """
    if order.format not in FORMATS:
        raise OptionError(f"--on writes {' or '.join(FORMATS)}, not {order.format}")
    where = order.output if REMOTE in order.output else os.path.realpath(order.output)
    folder = Folder(where.rstrip("/"))
    parts = partitions(order.paths, order.setting.options, folder.address)
    job = Job(
        folder.address, order.format, order.setting, order.plan, order.kept, order.selected, _tables(order.setting.lexicon),
        len(parts), max(1, min(LOTS, len(parts))),
    )  # fmt: skip
    state = _state(order, parts)
    complete = _begun(folder, state, order, tell)
    if not complete:
        with engine(address) as cluster:
            done = begin(parts)
            numbers, lots = [(job, n) for n in range(len(parts))], [(job, str(n)) for n in range(job.lots)]
            cluster.each(tasks.read, ((job, part) for part in parts), done)
            cluster.each(tasks.census, lots)
            cluster.each(tasks.finish, numbers)
            cluster.each(tasks.name_bodies, [(job,)])
            cluster.each(tasks.deal, numbers)
            cluster.each(tasks.link, lots)
            cluster.each(tasks.compare, lots)
            cluster.each(tasks.assemble, [(job,)])
        state |= {"complete": True, "failures": [one.model_dump() for one in failures(job)]}
        _write(folder, state)
    folder.remove(WORK)
    _sweep(folder)
    return [Failure(**one) for one in _read(folder)["failures"]]


def _begun(folder: Folder, state: dict[str, Any], order: Order, tell: Callable[[str], None]) -> bool:
    """Make the folder ready, with what an earlier run left in it or without; whether all is there already."""
    names = folder.names()
    found = _read(folder) if STATE in names else {}
    if names and not found and not all(name.endswith(UNFINISHED) for name in names):
        raise OptionError(f"{order.output}: is there, and not an earlier run's folder")
    folder.make()
    _sweep(folder)
    if order.resume and found:
        for name, value in (*state["options"].items(), ("partitions", state["partitions"])):
            before = found.get("options", {}).get(name) if name != "partitions" else found.get(name)
            if before != value:
                what = "input" if name == "partitions" else f"{name} ({before}, not {value})"
                raise OptionError(f"{order.output}: made with another {what}; begin anew without --resume")
        return bool(found.get("complete"))
    if found and not found.get("complete"):
        tell(f"{order.output}: of a run that was ended; it is begun anew, --resume would have gone on with it")
    _write(folder, {name: state[name] for name in ("kczx", "schema")})  # which nothing can go on with
    for name in sorted(names & {WORK, CORPUS}) + sorted(name for name in names if name.startswith("part-")):
        folder.remove(name)
    folder.make(WORK)
    _write(folder, state)
    return False


def _state(order: Order, parts: Iterable[Partition]) -> dict[str, Any]:
    selected = order.selected
    options = told(order.setting) | {
        "--format": order.format,
        "--only": ",".join(sorted(order.kept)),
        "--since": selected.since,
        "--until": selected.until,
        "--kind": ",".join(sorted(selected.kinds)),
        "--person": ",".join(sorted(selected.people)),
        "--place": ",".join(map(repr, selected.places)),
    }
    return {
        "kczx": order.setting.version, "schema": SCHEMA_VERSION, "complete": False, "options": options,
        "partitions": [part.told() for part in parts],
    }  # fmt: skip


def _write(folder: Folder, state: dict[str, Any]) -> None:
    with folder.new(STATE) as sink:
        sink.write(json.dumps(state, ensure_ascii=False, indent=1).encode() + b"\n")


def _read(folder: Folder) -> dict[str, Any]:
    """What the folder's file tells; nothing where it is no such file."""
    try:
        with folder.open(STATE) as file:
            found = json.load(file)
    except ValueError:
        return {}
    return found if isinstance(found, dict) and "kczx" in found else {}


def _sweep(folder: Folder) -> None:
    """Remove what workers left that were ended while they wrote."""
    for within in ("", f"{WORK}/"):
        for name in folder.names(within):
            if name.startswith(".") and name.endswith(UNFINISHED):
                folder.remove(within + name)


def _tables(lexicon: Path | None) -> dict[str, bytes]:
    """The rows of a lexicon by their paths in it."""
    if lexicon is None:
        return {}
    return {table.relative_to(lexicon).as_posix(): table.read_bytes() for table in sorted(lexicon.rglob("*.tsv"))}
