"""Many documents: the pipeline over everything that the user points at; one that fails is told and the rest goes on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date as Day

from kczx.acquire import acquire
from kczx.link.corpus import Corpus
from kczx.pipeline import read
from kczx.records import Document, Failure

Progress = Callable[[str], None]


def extract(paths: Iterable[str], base_date: Day | None = None, progress: Progress | None = None) -> Iterator[Document | Failure]:
    """Yield, one by one, a document's record for each input that can be read and a failure for each that cannot."""
    for found in acquire(paths):
        if isinstance(found, tuple):
            path, error = found
            yield Failure(path=path, error=type(error).__name__, message=str(error))
            continue
        if progress is not None:
            progress(found.path)
        yield read(found, base_date).document


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
