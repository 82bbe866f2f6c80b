"""What a run on a cluster consists of: each function is one task, reads files of the folder and writes one that appears whole.

Whatever is there already is not done again, so that a task may be done twice, by whichever workers, and a run may be ended at any
time.  Partitions are read (`read`); what they must know of each other is brought together by its keys (`census`); documents get
their numbers and years and are written (`finish`); what they tell is dealt out by its keys (`name_bodies`, `deal`), brought
together (`link`, `compare`) and written as the corpus (`assemble`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from kczx.bulk import Plan, apart
from kczx.cluster.folder import Folder, lot_of
from kczx.cluster.inputs import Partition, opened
from kczx.jobs import Numbers
from kczx.link.corpus import Corpus, Years, days_told, lacking
from kczx.link.facts import BODY, Fact, facts, known_key, names, own_key
from kczx.link.merging import PEOPLE, Merged, misspelt, rows, shapes
from kczx.link.notebook import Notebook
from kczx.packed import Packed, unpacked
from kczx.records import Document, Failure
from kczx.temporary import temporary_folder
from kczx.work import Setting
from kczx.write import formats
from kczx.write.only import KINDS, in_corpus, only
from kczx.write.selection import Selection
from kczx.write.stream import json_head, json_lines, json_rest

WORK = "_kczx_work"
"""The folder of what is not needed any more once all is done."""
CORPUS = "corpus.json"
DOCUMENTS, FAILURES, FACTS, NAMES, COUNT, FOUND = "documents", "failures", "facts", "names", "count", "found"
"""Lots that hold all lines of a kind."""
IDS, DAY, LACKING, FACT, SHAPE = "id", "day", "lacking", "fact", "shape"
"""Kinds whose lines are in as many lots as there are, by their keys; or in one for each partition that they are for."""


@dataclass(frozen=True, slots=True)
class Job:
    """What all tasks of a run have in common; `tables` are the rows of the user's own lexicon, by their paths in it."""

    address: str
    format: str
    setting: Setting
    plan: Plan
    kept: frozenset[str]
    selected: Selection
    tables: dict[str, bytes]
    partitions: int
    lots: int

    @property
    def folder(self) -> Folder:
        """Where they read and write."""
        return Folder(self.address)

    def shape(self, document: Document) -> Document | None:
        """What is written of a document; None where nothing is."""
        chosen = self.selected.of(document)
        return None if chosen is None else only(chosen, self.kept)


def read(job: Job, partition: Partition) -> None:
    """Read the documents of a partition, in processes of their own."""
    folder, name = job.folder, f"{WORK}/{partition.name}.read"
    if folder.has(name):
        return
    with _setting(job) as setting, folder.lots(name) as lots:
        units = (unit for entry in partition.entries for unit in opened(entry, setting.options))
        index = 0
        for result in map(unpacked, apart(units, setting, job.plan)):
            if isinstance(result, Failure):
                lots.add(FAILURES, [result.path, result.error, result.message])
                continue
            lots.add(DOCUMENTS, [result.json.decode()])
            document = result.document()
            lots.add(_lot(job, IDS, document.id), [index, document.id])
            for event, day in days_told(document):
                lots.add(_lot(job, DAY, event), [index, event, day])
            for event in lacking(document):
                lots.add(_lot(job, LACKING, event), [event])
            index += 1


def census(job: Job, lot: str) -> None:
    """Tell partitions which of their documents' ids have come before, and which days others tell of events without a year."""
    folder, name = job.folder, f"{WORK}/census-{lot}"
    if folder.has(name):
        return
    with folder.lots(name) as lots:
        numbers, notes = Numbers(), Notebook()
        wanted: dict[str, list[int]] = {}
        for part in range(job.partitions):
            source = f"{WORK}/{_name(part)}.read"
            for index, id in folder.lines(source, f"{IDS}-{lot}"):
                if (times := numbers.of(id)) > 1:
                    lots.add(f"{IDS}-{part}", [index, times])
            for index, event, day in folder.lines(source, f"{DAY}-{lot}"):
                notes.day(event, day, f"{part}:{index}")
            for (event,) in folder.lines(source, f"{LACKING}-{lot}"):
                if not (parts := wanted.setdefault(event, [])) or parts[-1] != part:
                    parts.append(part)
        for event, parts in wanted.items():
            for day, document in notes.days(event):
                for part in parts:
                    lots.add(f"{DAY}-{part}", [event, day, document])


def finish(job: Job, partition: int) -> None:
    """Write the documents of a partition as they are in the end, and what they tell a corpus."""
    folder, name = job.folder, f"{WORK}/{_name(partition)}.facts"
    final = f"{_name(partition)}.{job.format}"
    if folder.has(name) and folder.has(final):
        return
    with folder.lots(name) as lots:
        known: set[tuple[str, ...]] = set()
        count = 0

        def tell(document: Document) -> None:
            nonlocal count
            told = list(facts(document, lambda body: ""))
            bodies = iter(document.organizations)
            for number, fact in enumerate(told):
                if fact.sort == BODY:
                    body = next(bodies)
                    if called := tuple(names(body)):
                        told[number] = fact._replace(key=called)  # type: ignore[arg-type]
                        if called not in known:
                            known.add(called)
                            lots.add(NAMES, list(called))
            lots.add(FACTS, [document.id, told])
            count += 1

        with folder.new(final) as sink:
            done = _finished(job, partition, tell)
            if job.format == "jsonl":
                sink.writelines(json_lines(done, []))
            else:
                records = (one.document() if isinstance(one, Packed) else one for one in done)
                formats.writer_of(job.format)(records, [], sink)
        lots.add(COUNT, [count])


def name_bodies(job: Job) -> None:
    """Tell partitions the keys of their bodies: who is who depends on the order of the documents."""
    folder, name = job.folder, f"{WORK}/bodies"
    if folder.has(name):
        return
    with folder.lots(name) as lots:
        notes, first = Notebook(), 0
        for part in range(job.partitions):
            source = f"{WORK}/{_name(part)}.facts"
            lots.add(f"{COUNT}-{part}", [first])
            for (count,) in folder.lines(source, COUNT):
                first += count
            for called in folder.lines(source, NAMES):
                lots.add(f"{NAMES}-{part}", [called, known_key(called, notes)])


def deal(job: Job, partition: int) -> None:
    """Put the facts of a partition into lots by their keys."""
    folder, name = job.folder, f"{WORK}/{_name(partition)}.dealt"
    if folder.has(name):
        return
    keys = {tuple(called): key for called, key in folder.lines(f"{WORK}/bodies", f"{NAMES}-{partition}")}
    ((first,),) = folder.lines(f"{WORK}/bodies", f"{COUNT}-{partition}")
    with folder.lots(name) as lots:
        for number, (id, told) in enumerate(folder.lines(f"{WORK}/{_name(partition)}.facts", FACTS), first):
            dealt: dict[str, list[Fact]] = {}
            for fact in (Fact(*row) for row in told):
                if fact.sort == BODY:
                    key = keys[tuple(fact.key)] if fact.key else own_key(str(fact.words[0]), number)
                    fact = fact._replace(key=key)
                dealt.setdefault(_lot(job, FACT, fact.key), []).append(fact)
            for lot, some in dealt.items():
                lots.add(lot, [number, id, some])


def link(job: Job, lot: str) -> None:
    """Bring together what all documents tell of the keys of a lot."""
    folder, name = job.folder, f"{WORK}/linked-{lot}"
    if folder.has(name):
        return
    corpus = Corpus()
    for part in range(job.partitions):
        for number, id, told in folder.lines(f"{WORK}/{_name(part)}.dealt", f"{FACT}-{lot}"):
            corpus.tell(number, id, (Fact(*fact) for fact in told))
    with folder.lots(name) as lots:
        for section, row in rows(corpus):
            lots.add(section, row)
            if section == PEOPLE:
                for shape, told in shapes(row):
                    lots.add(_lot(job, SHAPE, shape), told)


def compare(job: Job, lot: str) -> None:
    """Find the misspelt names among those that differ by one character."""
    folder, name = job.folder, f"{WORK}/compared-{lot}"
    if folder.has(name):
        return
    told = (line for other in range(job.lots) for line in folder.lines(f"{WORK}/linked-{other}", f"{SHAPE}-{lot}"))
    with folder.lots(name) as lots:
        for row in misspelt(told):
            lots.add(FOUND, row)


def assemble(job: Job) -> None:
    """Write the corpus and the failures, as JSON of a run has them, without its documents."""
    folder = job.folder
    if folder.has(CORPUS):
        return
    found = [line for lot in range(job.lots) for line in folder.lines(f"{WORK}/compared-{lot}", FOUND)]
    merged = Merged(lambda section: [folder.lines(f"{WORK}/linked-{lot}", section) for lot in range(job.lots)], found)
    with folder.new(CORPUS) as sink:
        sink.write(json_head(job.setting.version))
        sink.writelines(json_rest(merged.sections(), failures(job), lambda section: in_corpus(section, job.kept)))


def failures(job: Job) -> Iterator[Failure]:
    """Yield what could not be read, in the order of the input."""
    for part in range(job.partitions):
        for path, error, message in job.folder.lines(f"{WORK}/{_name(part)}.read", FAILURES):
            yield Failure(path=path, error=error, message=message)


def _finished(job: Job, partition: int, tell: Callable[[Document], None]) -> Iterator[Packed | Document]:
    """The documents of a partition as they are written; `tell` is told each that the corpus is of."""
    folder = job.folder
    numbers: dict[int, int] = {}
    years = Years()
    for lot in range(job.lots):
        census = f"{WORK}/census-{lot}"
        numbers.update((index, times) for index, times in folder.lines(census, f"{IDS}-{partition}"))
        for event, day, document in folder.lines(census, f"{DAY}-{partition}"):
            years.notes.day(event, day, document)
    as_it_is = len(job.kept) == len(KINDS) and not job.selected
    for index, (json,) in enumerate(folder.lines(f"{WORK}/{_name(partition)}.read", DOCUMENTS)):
        packed = Packed(json.encode()).numbered(numbers.get(index, 1))
        document = packed.document()
        dated = _dated(document, f"{partition}:{index}", years)
        shaped = dated if as_it_is else job.shape(dated)
        if shaped is not None:
            tell(shaped if job.selected else document)
            yield packed if shaped is document else shaped
        elif not job.selected:
            tell(document)


def _dated(document: Document, place: str, years: Years) -> Document:
    """The document with the years that others tell, which are known by their places there."""
    if not years.needs_year(document):
        return document
    there = document.model_copy(update={"id": place})
    found = years.with_years(there)
    return document if found is there else found.model_copy(update={"id": document.id})


def _lot(job: Job, kind: str, key: str) -> str:
    return f"{kind}-{lot_of(key, job.lots)}"


def _name(partition: int) -> str:
    return Partition(partition, ()).name


@contextmanager
def _setting(job: Job) -> Iterator[Setting]:
    """The setting, with the user's own rows in a folder of this machine's."""
    if not job.tables:
        yield job.setting
        return
    with temporary_folder() as own:
        for name, rows in job.tables.items():
            place = own / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(rows)
        yield replace(job.setting, lexicon=own)
