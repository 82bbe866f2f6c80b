"""The evidence of an event: whole sentences with their stops, each once."""

from __future__ import annotations

from collections.abc import Iterable

from kczx.relate.draft import Draft

LONGEST = 300
"""Characters of a sentence that is evidence as a whole; of a longer one the clauses are."""


def whole_sentences(drafts: Iterable[Draft]) -> None:
    """Widen the stretches that tell of events to their sentences."""
    for draft in drafts:
        widened = []
        for start, end in draft.spans:
            first, last = draft.article.sentences[draft.article.sentence(start)]
            whole = first <= start and end <= last and last - first <= LONGEST
            widened.append((first, last) if whole else (start, end))
        draft.spans = sorted(set(widened))
