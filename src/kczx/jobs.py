"""Many documents: the pipeline over everything that the user points at; one that fails is told and the rest goes on."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date as Day

from pydantic import ValidationError

from kczx.acquire import Options, acquire
from kczx.errors import KczxError, UnsupportedType
from kczx.flow import Source
from kczx.link.corpus import Corpus
from kczx.pipeline import Reading, read
from kczx.records import SCHEMA_VERSION, Document, Extraction, Failure

Progress = Callable[[str], None]


def extract(
    paths: Iterable[str],
    base_date: Day | None = None,
    progress: Progress | None = None,
    options: Options | None = None,
) -> Iterator[Document | Failure]:
    """Yield, one by one, a document's record for each input that can be read and a failure for each that cannot.

    No two documents have the same id: a second one of the same bytes has `-2` behind it, and so on.
    """
    times: dict[str, int] = {}
    for found in acquire(paths, options):
        if isinstance(found, tuple):
            path, error = found
            yield Failure(path=path, error=type(error).__name__, message=str(error))
            continue
        if progress is not None:
            progress(found.path)
        try:
            document = read(found, base_date).document
        except KczxError:
            raise  # a wrong lexicon is not the document's fault
        except Exception as error:  # a bug of ours must not cost the user the rest of the batch; it is told, not hidden
            if os.environ.get("KCZX_DEBUG"):
                raise
            yield Failure(path=found.path, error=type(error).__name__, message=f"internal error: {error}")
            continue
        times[found.id] = times.get(found.id, 0) + 1
        yield document if times[found.id] == 1 else document.model_copy(update={"id": f"{found.id}-{times[found.id]}"})


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
    return (read(source, base_date) for source in sources(path, options))


def read_back(data: bytes, version: str) -> Extraction:
    """The record of a run from the JSON or JSON Lines that it wrote; raises UnsupportedType for anything else."""
    try:
        if data.lstrip()[:8].startswith(b'{"kczx"'):
            return Extraction.model_validate_json(data)
        rows = [Document.model_validate_json(line) for line in data.splitlines() if line.strip()]
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise UnsupportedType(
            f"stdin: not what kczx extract writes: {where + ': ' if where else ''}{first['msg']}"
        ) from error
    if not rows:
        raise UnsupportedType("stdin: there is nothing to read")
    return extraction(rows, version)
