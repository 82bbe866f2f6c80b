"""Linked → events: what took place, when, where, and who took which part."""

from __future__ import annotations

from kczx.flow import Findings, Linked
from kczx.relate.detect import sentence_events
from kczx.relate.draft import Draft, Scene
from kczx.relate.merge import merge
from kczx.relate.roles import go_on, take_part

__all__ = ["Draft", "relate"]

CEREMONIES = frozenset(
    [
        "meeting",
        "founding",
        "launch",
        "unveiling",
        "signing",
        "award",
        "training",
        "competition",
        "exhibition",
        "other",
        "reception",
        "visit",
        "lecture",
        "service",
        "designation",
    ]
)
"""Kinds that go on for more than one sentence, so that a later one can name who was there."""


HONOURS = frozenset(["unveiling", "award", "designation"])
SHOWS = frozenset(["launch", "award", "competition", "unveiling", "exhibition", "other"])
LONGEST_SENTENCE = 5000
"""Characters: what is longer was not written by people."""


def relate(linked: Linked) -> list[Draft]:
    """The events of a document, article by article, each once."""
    return [draft for findings in linked.findings for draft in _article_events(linked, findings)]


def _ahead(draft: Draft, published: str | None) -> bool:
    """Whether an event was still to come when the article came out: no later sentence tells who was there."""
    return draft.planned or bool(published and draft.when and draft.when.start and draft.when.start > published)


def _elsewhen(linked: Linked, findings: Findings, number: int, main: Draft) -> bool:
    """Whether a sentence speaks of another day than the event's."""
    start, end = findings.article.sentences[number]
    first = findings.index(findings.dates, start)
    days = [linked.when[findings.article.id][i] for i in range(first, findings.index(findings.dates, end))]
    return bool(main.when) and any(
        d.precision == "day" and d.basis != "stated" and d.edtf[:10] != main.when.edtf[:10]
        for d in days[:1]
        if main.when
    )


def _article_events(linked: Linked, findings: Findings) -> list[Draft]:
    article = findings.article
    scene = Scene()
    drafts: list[Draft] = []
    for number, (start, end) in enumerate(article.sentences):
        zone = article.zone(start)
        if zone.kind in ("meta", "byline", "section") or article.dateline(start) or end - start > LONGEST_SENTENCE:
            continue
        found = list(sentence_events(linked, findings, number, scene))
        for draft in found:
            take_part(linked, findings, draft)
            if draft.when is None and not draft.dated and not draft.headline and scene.main is not None:
                draft.when = scene.main.when
        if scene.main is not None and not scene.listed and zone.kind != "title":
            # A sentence with its own gathering, or with its own date, does not speak of the one before it.
            own = [
                d
                for d in found
                if d.rule.startswith(("hold/", "attend/")) or (d.dated and d.when is not scene.main.when)
            ]
            if not own:
                go_on(linked, findings, number, scene.main)
        if (
            not found
            and scene.main is not None
            and not scene.main.planned
            and not scene.listed
            and _elsewhen(linked, findings, number, scene.main)
        ):
            scene.main = None  # another day is told of: what follows does not speak of the event any more
        for draft in found:  # those who unveil and award at a ceremony are there
            main = scene.main
            if main is not None and draft.when is main.when and draft.kind in HONOURS and main.kind in SHOWS:
                there = {id(entity) for _, entity, _ in main.people}
                present = [e for role, e, _ in draft.people if role != "recipient" and id(e) not in there]
                main.people += [("attendee", entity, None) for entity in present]
        held = [d for d in found if d.rule.startswith(("hold/", "attend/"))]
        if held or (found and (scene.listed or scene.main is None)):
            go_on(linked, findings, number, (held or found)[-1])
        for draft in found:
            # A named gathering is what later sentences speak of; the first event is, until one comes.
            if draft.headline or scene.listed or draft.kind not in CEREMONIES:
                continue
            if (
                scene.main is None
                or (
                    draft.dated
                    and draft.when is not None
                    and draft.when != scene.main.when
                    and not _ahead(draft, article.published)
                )
                or (
                    draft.rule.startswith(("hold/", "attend/")) and draft.dated and not _ahead(draft, article.published)
                )
            ):
                scene.main = draft
        drafts += found
    return merge(drafts)
