"""A run on a cluster: what it writes is what a run on one machine writes, whatever happens to its workers."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kczx.acquire import Options
from kczx.bulk import Plan
from kczx.cluster import inputs, tasks
from kczx.cluster import run as cluster
from kczx.cluster.engine import address
from kczx.errors import OptionError
from kczx.jobs import Numbers, numbered
from kczx.link.corpus import Corpus
from kczx.packed import packed
from kczx.records import Document, Failure
from kczx.work import Setting
from kczx.write.only import KINDS, in_corpus, only
from kczx.write.selection import Selection
from kczx.write.stream import json_document

pytest.importorskip("distributed")
fsspec = pytest.importorskip("fsspec")

VERSION = "1"
NEWS = "2020年6月{}日，湖南省科协在长沙召开学术年会，{}家企业参加。湖南省科协主席周素出席会议并致辞。\n"
TOY = """
import functools
import kczx.bulk
import kczx.cluster.inputs as inputs
from kczx.cli import main
inputs.LEAST = inputs.MOST = 300
kczx.bulk.Plan = functools.partial(kczx.bulk.Plan, reader="toy_work:reader")
main()
"""
"""A run whose documents are read by `toy_work.reader`, two or three to a partition."""
PATIENCE = 300
ALL = frozenset(KINDS)


class Inline:
    """A cluster that does tasks here, in any order, some of them twice."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def each(
        self, function: Callable[..., None], jobs: Iterable[tuple[Any, ...]], done: Callable[[int], None] | None = None
    ) -> None:
        given = list(jobs)
        order = [*range(len(given)), *self.random.sample(range(len(given)), len(given) // 2)]
        self.random.shuffle(order)
        for number in order:
            function(*given[number])


class Words:
    """Documents of few words, so that they have much in common."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def some(self, words: Iterable[str], most: int = 3) -> list[str]:
        words = list(words)
        return self.random.sample(words, self.random.randint(1, min(most, len(words))))

    def document(self, number: int) -> Document:
        pick, mention = self.random.choice, {"span": (0, 1), "text": "会"}
        bodies = ["省科协", "云杉省科学技术协会", "云杉省科协", "云科协", "白桦农业大学", "白桦农大", "学会"]
        title = {"span": (0, 1), "organization": None}
        people = [
            {
                "id": f"p{place}", "name": name, "aliases": [], "mentions": [mention],
                "titles": [title | {"position": word} for word in self.some(["主席", "院士", "书记", "校长"], 4)],
            }
            for place, name in enumerate(self.some(["周甲乙", "周甲丙", "周丁乙", "吴甲", "郑甲乙丙", "郑甲乙丁"]), 1)
        ]  # fmt: skip
        organizations = []
        for place in range(1, self.random.randint(2, 4)):
            name, *aliases = self.some(bodies)
            told = {"kind": pick(["association", "other"]), "parent": None, "mentions": [mention]}
            organizations.append({"id": f"o{place}", "name": name, "aliases": aliases, **told})
        days = ["2021-05-06", "XXXX-05-06", "2021-05-07", "2020-05-06", "2021-05"]
        events = []
        for place in range(1, self.random.randint(1, 5)):
            day = pick([*days, ""])
            doers = [
                {"role": "host", "type": "person", "ref": None, "name": name, "detail": None}
                for name in self.some(["周甲乙", "吴甲", "郑甲乙丙"])
            ]
            events.append({
                "id": f"e{place}", "kind": pick(["meeting", "visit"]), "label": None, "status": "held", "place": "云杉",
                "name": pick([None, "第三届云杉创新发展论坛", "“白桦”科普行动启动仪式", "云杉青年科学家座谈会"]),
                "date": {"edtf": day, "start": day, "end": day} if day else None, "mode": None, "participants": doers,
                "evidence": [mention], "article": "a1", "rule": "r",
            })  # fmt: skip
        figures = [
            {
                "span": (place, place + 1), "text": "8家", "value": self.random.randint(1, 3), "unit": pick(["家", None]),
                "counted": None, "qualifier": None, "low": None, "high": None, "change": None, "planned": False,
                "indicator": pick([None, "members", "teams", "cities"]), "as_of": pick([None, "2021-05-06"]), "owner": None,
            }
            for place in range(self.random.randint(0, 3))
        ]  # fmt: skip
        dates = [{"span": (0, 1), "text": "日", "edtf": "XXXX-05-06", "start": None, "end": None, "basis": "none"}]
        return Document.model_validate({
            "id": f"sha256:{self.random.randint(0, 40):016x}", "path": f"in/{number}", "source_id": None,
            "media_type": "text/plain", "encoding": "utf-8", "script": "Hans", "title": None, "publisher": None,
            "published": "2021-05-08", "people": people, "organizations": organizations, "places": [], "dates": dates,
            "figures": figures, "events": events, "notices": [],
            "articles": [{"id": "a1", "title": None, "byline": None, "published": None, "spans": [], "text": "会"}],
        })  # fmt: skip


def alone(results: list[Document | Failure], kept: frozenset[str], selected: Selection) -> bytes:
    """What `-f json` writes on one machine."""

    def shape(document: Document) -> Document | None:
        chosen = selected.of(document)
        return None if chosen is None else only(chosen, kept)

    number = Numbers()
    told = [one if isinstance(one, Failure) else numbered(one, number.of(one.id)) for one in results]
    chosen = Corpus() if selected else None
    return b"".join(json_document(told, Corpus(), [], VERSION, shape, lambda section: in_corpus(section, kept), chosen))


def joined(folder: Path) -> bytes:
    """The same out of a folder of partitions."""
    documents = b"".join(place.read_bytes() for place in sorted(folder.glob("part-*.jsonl")))
    head, documents_, rest = (folder / "corpus.json").read_bytes().partition(b'"documents": [')
    return head + documents_ + (b"\n" if documents else b"") + documents.rstrip(b"\n").replace(b"\n", b",\n") + rest


def order(output: str, paths: list[str], **more: Any) -> cluster.Order:
    told: dict[str, Any] = {"format": "jsonl", "kept": ALL, "selected": Selection()}
    return cluster.Order(paths, output, setting=Setting(VERSION, Options()), plan=Plan(1), **(told | more))


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def begin(seed: int) -> None:
        @contextmanager
        def engine(address: str | None) -> Iterator[Inline]:
            yield Inline(seed)

        monkeypatch.setattr(cluster, "engine", engine)

    monkeypatch.setattr(inputs, "LEAST", 1)
    monkeypatch.setattr(inputs, "MOST", 1)
    return begin


def done(it: cluster.Order, told: list[str] | None = None) -> list[Failure]:
    return cluster.extract(it, None, lambda parts: lambda number: None, (told if told is not None else []).append)


@pytest.mark.parametrize("seed", range(6))
def test_parts_tell_what_one_machine_tells(
    seed: int, inline: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Documents that have names, misspelt names, other names of bodies, events, days and ids in common, over partitions of one to
    five, with all or some of them wanted.
    """
    words, size, source = Words(seed), 5 - seed % 5, tmp_path / "in"
    source.mkdir()
    results: list[Document | Failure] = [words.document(number) for number in range(60)]
    results[7] = Failure(path="in/7", error="UnreadableFile", message="“x”")
    for place in range(0, 60, size):
        (source / f"{place:02}").write_text(str(place))

    def apart(units: Iterable[Any], *_: object) -> Iterator[bytes]:
        firsts = [int(unit.place.read_text()) for unit in units]
        return (packed(one) for first in firsts for one in results[first : first + size])

    monkeypatch.setattr(tasks, "apart", apart)
    kept = ALL if seed % 2 else frozenset(["people", "events", "articles"])
    selected = Selection(since="2021") if seed > 3 else Selection()
    inline(seed)
    address = f"memory://{tmp_path.name}{seed}/out"
    failures = done(order(address, [str(source)], kept=kept, selected=selected))
    assert [failure.path for failure in failures] == ["in/7"]
    fsspec.filesystem("memory").get(address, str(tmp_path / "out"), recursive=True)
    whole = alone(results, kept, selected)
    assert joined(tmp_path / "out") == whole and b'"aliases":["' in whole and b"2021-05-06" in whole
    names = {place.name for place in (tmp_path / "out").iterdir()}
    assert names == {f"part-{n:05}.jsonl" for n in range(60 // size)} | {"corpus.json", "_kczx.json"}


def test_parquet_holds_what_one_machine_writes(
    inline: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from kczx.link.corpus import Years
    from kczx.write.parquet import write_parquet
    from kczx.write.stream import whole

    words = Words(9)
    documents = [words.document(number) for number in range(12)]
    (tmp_path / "in").mkdir()
    for number in range(12):
        (tmp_path / "in" / f"{number:02}").write_text(str(number))
    monkeypatch.setattr(
        tasks, "apart", lambda units, *_: (packed(documents[int(unit.place.read_text())]) for unit in units)
    )
    inline(9)
    assert done(order(str(tmp_path / "out"), [str(tmp_path / "in")], format="parquet")) == []
    numbers = Numbers()
    with (tmp_path / "one.parquet").open("wb") as sink:
        write_parquet(whole((numbered(one, numbers.of(one.id)) for one in documents), Years(), []), [], sink)
    rows = parquet.read_table(tmp_path / "one.parquet").to_pylist()
    parts = sorted((tmp_path / "out").glob("*.parquet"))
    assert len(parts) == 12 and [row for part in parts for row in parquet.read_table(part).to_pylist()] == rows


def test_what_is_at_an_address_is_read_as_what_is_in_a_folder(tmp_path: Path) -> None:
    files = {
        "a.txt": b"1",
        "b/c.md": b"22",
        "b/.d.txt": b"3",
        "e.pdf": b"4",
        "b.jsonl": b'{"text": "5"}\n{"text": "6"}\n',
    }
    memory = fsspec.filesystem("memory")
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
        memory.pipe(f"/{tmp_path.name}/{name}", content)
    options = Options(exclude=("*.pdf",))
    found = []
    for top in (str(tmp_path), f"memory://{tmp_path.name}"):
        parts = inputs.partitions([top], options)
        units = [unit for part in parts for entry in part.entries for unit in inputs.opened(entry, options)]
        paths = [unit[0] if isinstance(unit, tuple) else unit.path for unit in units]
        found.append([path.partition(f"{tmp_path.name}/")[2] for path in paths])
    assert found[0] == found[1] == ["a.txt", "b/c.md", "b.jsonl", "b.jsonl"]
    lone = [inputs.partitions([path], options) for path in ("memory://no/such", str(tmp_path / "none"))]
    assert [part.entries[0].error is not None or list(inputs.opened(part.entries[0], options)) for (part,) in lone]


def test_partitions_depend_on_sizes_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for number in range(9):
        (tmp_path / f"{number}.txt").write_bytes(b"." * (100 if number == 4 else 30))
    monkeypatch.setattr(inputs, "LEAST", 100)
    parts = inputs.partitions([str(tmp_path)], Options())
    assert ["".join(Path(entry.path).stem for entry in part.entries) for part in parts] == ["012", "3", "4", "567", "8"]
    assert inputs.partitions([str(tmp_path)], Options(), str(tmp_path)) == []
    with pytest.raises(OptionError, match="stdin"):
        inputs.partitions(["-"], Options())


def test_a_folder_is_gone_on_with_by_the_same_options_alone(
    inline: Callable[[int], None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tasks, "apart", lambda units, *_: (packed(Words(1).document(1)) for _ in units))
    inline(1)
    (tmp_path / "a.txt").write_text("会")
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").touch()
    with pytest.raises(OptionError, match="not an earlier run"):
        done(order(str(out), [str(tmp_path)]))
    (out / "mine.txt").rename(out / ".part-00000.jsonl.0.kczx-part")
    done(order(str(out), [str(tmp_path)]))
    before = {place.name: place.read_bytes() for place in out.iterdir()}
    assert set(before) == {"_kczx.json", "corpus.json", "part-00000.jsonl"}
    for more in ({"format": "parquet"}, {"kept": frozenset(["people"])}, {"selected": Selection(since="2020")}):
        with pytest.raises(OptionError, match="without --resume"):
            done(order(str(out), [str(tmp_path)], resume=True, **more))
    (tmp_path / "b.txt").write_text("会")
    with pytest.raises(OptionError, match="another input"):
        done(order(str(out), [str(tmp_path)], resume=True))
    (tmp_path / "b.txt").unlink()
    monkeypatch.setattr(cluster, "engine", None)  # all is there
    done(order(str(out), [str(tmp_path)], resume=True))
    assert {place.name: place.read_bytes() for place in out.iterdir()} == before
    with pytest.raises(OptionError, match="jsonl or parquet"):
        done(order(str(out), [str(tmp_path)], format="csv"))
    for wrong in ("ray", "dask:", "dask: "):
        with pytest.raises(OptionError, match="engine"):
            address(wrong)


@contextmanager
def started(folder: Path, *arguments: object, **environment: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-c", TOY, "extract", "in", "-q", *map(str, arguments)]
    paths = os.pathsep.join([str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    settings = os.environ | {"PYTHONPATH": paths} | environment
    with subprocess.Popen(command, cwd=folder, env=settings, stderr=subprocess.PIPE) as child:
        try:
            yield child
        finally:
            child.kill()


def reader_of(child: subprocess.Popen[bytes], note: Path) -> int:
    """The process that reads a document, as soon as it does."""
    until = time.monotonic() + PATIENCE
    while not (note.exists() and note.read_text()) and child.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    assert child.poll() is None
    reader = int(note.read_text())
    note.unlink()
    return reader


def test_a_worker_and_then_the_run_are_killed_and_a_document_kills_whoever_reads_it(tmp_path: Path) -> None:
    """One of two workers ends while it has a document read, then all of the run; the run that goes on writes what a run by one
    process does, in which the document that ends its process each time is one failure as well."""
    psutil = pytest.importorskip("psutil")
    (tmp_path / "in").mkdir()
    for name in ("1.txt", "2.txt", "exit-3.txt", "4.txt", "5.txt", "6.txt", "wait-7.txt"):
        (tmp_path / "in" / name).write_text(NEWS.format(len(name), name[-5]), "utf-8")
    (tmp_path / "in" / "empty.txt").touch()
    (tmp_path / "in" / "twice.txt").write_bytes((tmp_path / "in" / "1.txt").read_bytes())
    notes, gate = tmp_path / "notes", tmp_path / "gate"
    notes.mkdir()
    seen, settings = notes / "wait-7.txt", {"NOTES": str(notes), "GATE": str(gate)}
    with started(tmp_path, "--on", "dask", "-o", "out", **settings) as child:
        os.kill(psutil.Process(reader_of(child, seen)).ppid(), signal.SIGKILL)
        reader_of(child, seen)
    assert json.loads((tmp_path / "out" / "_kczx.json").read_bytes())["complete"] is False
    gate.touch()
    told = []
    for arguments in (("--on", "dask", "-o", "out", "--resume"), ("-f", "json", "-o", "one.json", "--jobs", "1")):
        with started(tmp_path, *arguments, **settings) as child:
            _, error = child.communicate(timeout=PATIENCE)
            told.append((child.returncode, error.decode()))
    assert told[0] == told[1] and told[0][0] == 1 and len(told[0][1].splitlines()) == 2
    assert joined(tmp_path / "out") == (tmp_path / "one.json").read_bytes()
    names = {place.name for place in (tmp_path / "out").iterdir()}
    assert (
        names == {"_kczx.json", "corpus.json", *(f"part-{n:05}.jsonl" for n in range(len(names) - 2))}
        and len(names) > 4
    )
