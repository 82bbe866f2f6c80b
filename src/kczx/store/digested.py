"""What a digest is made of, out of a store: the documents of its time, what the whole store knows of them, and what a saved
question leaves of their events."""

from __future__ import annotations

from pathlib import Path

from kczx import __version__
from kczx.link.corpus import Corpus
from kczx.records import SCHEMA_VERSION, Document, Event, Extraction
from kczx.store.documents import documents, opened
from kczx.store.saved import question
from kczx.store.search import Listing


def whole(where: str | Path | None, since: str, until: str) -> Extraction:
    """The documents that came out from a day to a day or tell an event of then, and what all documents have in common.

    Of the others those stay that tell an indicator's value, so that a change can be cited; nothing else of them is held.
    """
    corpus, kept = Corpus(), []
    inside = {document.id for document in documents(where, since, until)}
    for document in documents(where):
        corpus.add(document)
        if document.id in inside:
            kept.append(document)
        elif any(figure.indicator for figure in document.figures):
            kept.append(document.model_copy(update={"events": [], "articles": []}))
    return Extraction(kczx=__version__, schema_=SCHEMA_VERSION, documents=kept, corpus=corpus.record(), failures=[])


def asked(where: str | Path | None, name: str, run: Extraction) -> frozenset[tuple[str, str]]:
    """The events, by document and id, that answer a saved question or stand in an article that does.

    Raises OptionError where there is no such question.
    """
    saved = question(where, name)
    with opened(where) as database:
        found = {
            (hit.document, hit.kind, hit.article if hit.kind == "article" else hit.start)
            for _, hit in saved.answers(database, listing=Listing(every=True))
        }
    return frozenset(
        (document.id, event.id)
        for document in run.documents
        for event in document.events
        if not found.isdisjoint(_places(document, event))
    )


def _places(document: Document, event: Event) -> list[tuple[str, str, str | int]]:
    """What a hit says of where it is, for an event and for its article."""
    told = [(document.id, event.kind, mention.span[0]) for mention in event.evidence]
    return [(document.id, "article", event.article), *told]
