"""Many documents: the pipeline over everything that the user points at; one that fails is told and the rest goes on."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date as Day
from typing import TYPE_CHECKING

from pydantic import ValidationError

from kczx.acquire import Options, acquire
from kczx.acquire.inputs import head_of
from kczx.errors import OptionError, UnsupportedType
from kczx.flow import Source
from kczx.link.corpus import Corpus
from kczx.link.same_events import together
from kczx.own import is_own
from kczx.records import SCHEMA_VERSION, Document, Extraction, Failure
from kczx.work import result as result_of

if TYPE_CHECKING:
    from kczx.pipeline import Reading

Progress = Callable[[str], None]
HEAD = 4096
TOLD = re.compile(r"\S")


def extract(
    paths: Iterable[str],
    base_date: Day | None = None,
    progress: Progress | None = None,
    options: Options | None = None,
) -> Iterator[Document | Failure]:
    """Yield, one by one, a document's record for each input that can be read and a failure for each that cannot.

    No two documents have the same id: a second one of the same bytes has `-2` behind it, and so on.
    """
    number = Numbers()
    for found in acquire(paths, options):
        if progress is not None and not isinstance(found, tuple):
            progress(found.path)
        told = result_of(found, base_date)
        yield told if isinstance(told, Failure) else numbered(told, number.of(told.id))


class Numbers:
    """How often each document's id has come so far in a run, in little room."""

    def __init__(self) -> None:
        self.seen: set[int] = set()
        self.more: dict[str, int] = {}

    def of(self, id: str) -> int:
        """1 for an id that comes for the first time, 2 for the second, and so on."""
        own = int(id.rpartition(":")[2], 16)
        if own not in self.seen:
            self.seen.add(own)
            return 1
        self.more[id] = self.more.get(id, 1) + 1
        return self.more[id]


def numbered(document: Document, times: int) -> Document:
    """The document with `-2` behind its id where it is the second of these bytes, and so on."""
    return document if times == 1 else document.model_copy(update={"id": f"{document.id}-{times}"})


def collect(results: Iterable[Document | Failure]) -> tuple[list[Document], Corpus, list[Failure]]:
    """All documents of a run with the years that others of them tell, the corpus, and the failures."""
    corpus, documents, failures = Corpus(), [], []
    for result in results:
        if isinstance(result, Failure):
            failures.append(result)
        else:
            corpus.add(result)
            documents.append(result)
    return [corpus.with_years(d) if corpus.needs_year(d) else d for d in documents], corpus, failures


def extraction(results: Iterable[Document | Failure], version: str) -> Extraction:
    """A whole run as one record; `version` is that of kczx."""
    documents, corpus, failures = collect(results)
    return Extraction(
        kczx=version, schema_=SCHEMA_VERSION, documents=documents, corpus=corpus.record(), failures=failures
    )


def sources(path: str, options: Options | None = None) -> Iterator[Source]:
    """Yield the documents of a path as they were read; raises the InputError of one that cannot be."""
    for found in acquire([path], options):
        if isinstance(found, tuple):
            raise type(found[1])(f"{found[0]}: {found[1]}")
        yield found


def readings(path: str, base_date: Day | None = None, options: Options | None = None) -> Iterator[Reading]:
    """Yield what each stage made of the documents of a path; raises as `sources` does."""
    from kczx.pipeline import read

    return (read(source, base_date) for source in sources(path, options))


def elsewhere(
    file: str, paths: Iterable[str], base_date: Day | None = None
) -> Callable[[str, int], Iterator[tuple[str, str, str]]]:
    """What tells, of a document's id and an offset in it, which events there other documents of `paths` tell as well: each
    with the other document's path and why it is the same.  `file` holds that document, whether `paths` do or not.

    Raises OptionError where it is stdin, which cannot be read twice.
    """
    if file == "-":
        raise OptionError("--among needs a file: stdin cannot be read twice")
    documents, corpus, _ = collect(extract([*paths, file], base_date))
    told = list(corpus.events())
    by_id = {document.id: number for number, document in reversed(list(enumerate(documents)))}

    def tell(id: str, offset: int) -> Iterator[tuple[str, str, str]]:
        number = by_id[id]
        for event in documents[number].events:
            if any(evidence.span[0] <= offset < evidence.span[1] for evidence in event.evidence):
                for other, _, reason in together(told, number, int(event.id[1:])):
                    if documents[other].id.split("-")[0] != id:  # the file itself, read once more
                        yield event.name or event.label or event.kind, documents[other].path, reason

    return tell


class EarlierFailure(Failure):
    """A failure that an earlier run has told of."""


def written(path: str) -> bytes | None:
    """The bytes of a file that kczx has written; None of any other, which is left as it is."""
    if path == "-":
        stream = None if sys.stdin is None else sys.stdin.buffer
        return stream.read() if stream is not None and is_own(head_of(stream)) else None
    try:
        with open(path, "rb") as file:  # noqa: PTH123 (a path may be empty)
            return head + file.read() if is_own(head := file.read(HEAD)) else None
    except (OSError, ValueError):  # told where it is read
        return None


def read_back(data: bytes, name: str) -> Iterator[Document | Failure]:
    """What a run told, from the JSON or JSON Lines that it wrote, indented or not; raises UnsupportedType where it is damaged."""
    position, decoder = 0, json.JSONDecoder()
    try:
        text = data.decode("utf-8-sig")
        while match := TOLD.search(text, position):
            item, position = decoder.raw_decode(text, match.start())
            if isinstance(item, dict) and "kczx" in item:
                run = Extraction.model_validate(item)
                yield from run.documents
                yield from (EarlierFailure(**failure.model_dump()) for failure in run.failures)
            else:
                yield Document.model_validate(item)
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False)[0]["loc"]))
        raise UnsupportedType(f"{name}: kczx has not written it so: {where or 'the whole'}") from error
    except UnicodeDecodeError as error:
        raise UnsupportedType(f"{name}: byte {error.start} is not UTF-8") from error
    except ValueError as error:
        raise UnsupportedType(f"{name}: the JSON is cut off or damaged behind character {position}") from error
