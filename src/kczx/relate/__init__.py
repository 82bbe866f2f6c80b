"""Linked → events: what took place, when, where, and who took which part."""

from __future__ import annotations

from kczx.flow import PAGE_ZONES, Article, Findings, Linked
from kczx.relate.background import reported
from kczx.relate.bodies import organizers
from kczx.relate.carried import carry_days
from kczx.relate.cast import Cast
from kczx.relate.clauses import goes_on
from kczx.relate.detect import sentence_events
from kczx.relate.draft import Draft, Scene, add_person
from kczx.relate.evidence import whole_sentences
from kczx.relate.frames import tables
from kczx.relate.headlines import days_below
from kczx.relate.labels import label
from kczx.relate.later import go_on, is_letter, members
from kczx.relate.merge import merge
from kczx.relate.notices import lines_of_a_notice
from kczx.relate.parts import take_part
from kczx.relate.rows import join_rows
from kczx.relate.sides import put_sides
from kczx.relate.subjects import inherit, leave_done_to
from kczx.relate.teams import stand_in
from kczx.relate.times import within_a_trip

__all__ = ["Draft", "relate"]

LASTING = frozenset(
    [
        "meeting", "founding", "launch", "unveiling", "signing", "award", "training", "competition", "exhibition", "other",
        "reception", "visit", "lecture", "service", "designation",
    ]
)  # fmt: skip
"""Kinds that go on for more than one sentence, so that a later one can name who was there."""
HONOURS = frozenset(["unveiling", "award", "designation"])
SHOWS = frozenset(["launch", "award", "competition", "unveiling", "exhibition", "other"])
ELSEWHERE = frozenset(["visit", "survey", "reception", "instruction", "service"])
"""Kinds whose place is not that of the gathering told before: a ceremony welcomes a guest of the country."""
BEGINNING = 2
"""Sentences in which an article tells of what it is about."""
ELIDED = 2
"""Characters before a predicate in a clause that has no subject of its own."""
OPENING = 12
"""Characters at a sentence's beginning in which the day stands of which it speaks."""
LONGEST_SENTENCE = 5000
"""Characters: what is longer was not written by people."""


def relate(linked: Linked) -> list[Draft]:
    """The events of a document, article by article, each once."""
    drafts = [draft for findings in linked.findings for draft in _article_events(linked, findings)]
    carry_days(drafts)
    put_sides(linked, drafts)
    return drafts


def _article_events(linked: Linked, findings: Findings) -> list[Draft]:
    article = findings.article
    scene, cast = Scene(), Cast(linked, findings)
    drafts: list[Draft] = []
    for number, (start, end) in enumerate(article.sentences):
        zone = article.zone(start)
        line = article.dateline(start)
        if zone.kind in PAGE_ZONES or (line and line.end >= end - 1) or end - start > LONGEST_SENTENCE:
            continue
        told = list(sentence_events(linked, findings, number, scene))
        found = []
        for draft in told:
            draft.others = tuple(d.named_range for d in told if d is not draft and d.named_range)
            if not draft.invited:
                take_part(cast, draft)
            if draft.gathering and not draft.invited:
                organizers(cast, draft, draft.spans[0][0], draft.spans[-1][1])
            leave_done_to(draft, scene.last)
            if not scene.listed and not draft.invited:
                inherit(findings, draft, scene.last)
            if _by_nobody(draft):
                continue
            if draft.place is None:
                _same_place(article, draft, told, scene)
            scene.last = draft
            main = scene.main
            if draft.when is None and not draft.dated and not draft.headline and main and _on_its_day(draft, main):
                draft.when = main.when
            found.append(draft)
        within_a_trip(found)
        _tell_more(cast, number, found, scene, headline=zone.kind == "title")
        for draft in found:
            if _leads(draft, scene, article.published):
                scene.main = draft
        drafts += found
    whole_sentences(drafts)
    kept = reported(article, merge(drafts))
    days_below(linked, findings, kept)
    lines_of_a_notice(linked, findings, kept)
    stand_in(kept)
    for draft in kept:
        draft.label = label(draft)
    return kept


def _by_nobody(draft: Draft) -> bool:
    """Whether a visit is told of no one who could come: 列车抵达上海, 展览供游客参观."""
    text = draft.article.text
    return (
        draft.kind == "visit"
        and not draft.gathering
        and not (draft.people or draft.bodies)
        and draft.verb[0] - draft.clause > ELIDED
        and not tables().words["visitors"].search(text, draft.spans[0][0], draft.verb[1])
    )


def _same_place(article: Article, draft: Draft, found: list[Draft], scene: Scene) -> None:
    """Put what was done at a gathering where that was: …大会在合肥举办。会上发布…."""
    at = next((other for other in found if other is not draft and other.gathering and other.place), scene.main)
    if (
        draft.kind in ELSEWHERE
        or at is None
        or not (at.gathering or at.kind == "reception")
        or at.spans[0][0] > draft.spans[0][0]
        or draft.planned != at.planned
    ):
        return
    if draft.dated and draft.when != at.when:
        return
    start = article.sentences[draft.sentence][0]
    if tables().words["elsewhere"].search(article.text, start, draft.verb[0]):
        return
    if draft.sentence == at.sentence or goes_on(article.text, start):
        draft.place = at.place


def _on_its_day(draft: Draft, main: Draft) -> bool:
    """Whether what is told without a day was on that of the article's main event: not what is still to come or was before."""
    before = tables().words["already"].search(draft.article.text, draft.clause, draft.verb[0])
    return draft.planned <= main.planned and before is None


def _tell_more(cast: Cast, number: int, found: list[Draft], scene: Scene, headline: bool) -> None:
    """Give the article's main event, and those that a sentence itself tells, whom the sentence puts into them."""
    main = scene.main
    if (
        not found
        and main is not None
        and not main.planned
        and not scene.listed
        and _elsewhen(cast.linked, cast.findings, number, main)
    ):
        scene.main = main = None  # another day is told of: what follows does not speak of the event any more
    if main is not None and not scene.listed and not headline:
        # A sentence with its own gathering, or with its own date, does not speak of the one before it.
        if not any(
            draft.gathering or (draft.dated and draft.when is not main.when) or _with_others(main, draft)
            for draft in found
        ) and not _at_talks(cast, number, found, scene):
            apart = {id(e) for d in found if d.kind == "award" for role, e, _ in d.people if role == "recipient"}
            go_on(cast, number, _at_the_last(cast, number, main, scene), apart)
        for draft in found:  # those who unveil and award at a ceremony are there
            if draft.when is main.when and draft.kind in HONOURS and main.kind in SHOWS:
                there = {id(entity) for _, entity, _ in main.people}
                present = [e for role, e, _ in draft.people if role != "recipient" and id(e) not in there]
                main.people += [("attendee", entity, None) for entity in present]
    _received(cast, number, scene.received)
    if (
        scene.visited is not None
        and scene.visited is not main
        and members(cast.text, cast.article.sentences[number][0])
    ):
        go_on(cast, number, scene.visited)
    if main is not None and main.kind == "reception" and scene.opened is not None and not found:
        start, end = cast.article.sentences[number]
        chairing = tables().words["chairs_opening"].search(cast.text, start, end)
        if chairing is not None:
            for person in cast.people(start, chairing.start())[-1:]:
                add_person(scene.opened, cast.person(person), "chair")
    for draft in found:
        if draft.gathering and draft.kind == "meeting" and not headline:
            scene.opened = draft
        if not draft.gathering and draft.kind in ("meeting", "reception") and not headline and len(draft.people) > 1:
            scene.talks = draft
        if draft.kind == "visit" and not headline:
            scene.visited = draft
        if draft.kind == "reception" and not draft.gathering and not headline:
            scene.received = draft
    found = [draft for draft in found if not draft.invited]
    held = [draft for draft in found if draft.gathering]
    if held or (found and (scene.listed or main is None)):
        go_on(cast, number, (held or found)[-1])
    if not headline and not scene.listed:
        join_rows(cast, number, held[-1] if held else main, scene.last)


def _at_the_last(cast: Cast, number: int, main: Draft, scene: Scene) -> Draft:
    """The event that a sentence goes on with: the main one, or the meeting told right before it (召开主任会议。|会议听取了…)."""
    start, end = cast.article.sentences[number]
    opened = scene.opened
    if opened is None or opened is main or opened.sentence <= main.sentence or number - opened.spans_end() > 1:
        return main
    return opened if tables().words["at_the_meeting"].match(cast.text, start, end) else main


def _at_talks(cast: Cast, number: int, found: list[Draft], scene: Scene) -> bool:
    """Whether a sentence goes on with talks told before it in its paragraph, and not with the conference at whose edge they
    were: only those speak who were at them."""
    article, talks, main = cast.article, scene.talks, scene.main
    start, end = article.sentences[number]
    if found or talks is None or talks is main or main is None or not main.gathering or talks.sentence <= main.sentence:
        return False
    if article.zone(talks.spans[0][0]).start != article.zone(start).start or goes_on(article.text, start):
        return False
    there = {id(entity) for _, entity, _ in talks.people}
    people = cast.people(start, end)
    if not people or any(id(cast.person(person)) not in there for person in people):
        return False
    go_on(cast, number, talks)
    return True


def _with_others(visit: Draft, draft: Draft) -> bool:
    """Whether a sentence tells what was done on a visit with people of its own, who do not go along."""
    return visit.kind == "visit" and draft.kind in ("meeting", "signing", "reception") and bool(draft.people)


def _received(cast: Cast, number: int, reception: Draft | None) -> None:
    """Give the last reception those of whom a sentence says that they were at it: 部长乙参加会见，出席报告会."""
    start, end = cast.article.sentences[number]
    if reception is None:
        return
    for match in tables().words["received"].finditer(cast.text, start, end):
        for person in cast.people(start, match.start()):
            add_person(reception, cast.person(person), "attendee")


def _leads(draft: Draft, scene: Scene, published: str | None) -> bool:
    """Whether later sentences speak of an event: a named gathering, or the first event until one comes."""
    if draft.headline or scene.listed or draft.kind not in LASTING or draft.invited or _letter(draft):
        return False
    if _recalled(draft, published):
        return False
    if scene.main is None:
        return True
    if is_letter(draft):
        return False  # nobody is at a letter
    if not draft.dated or _ahead(draft, published):
        return False
    return draft.gathering or (draft.when is not None and draft.when != scene.main.when)


def _recalled(draft: Draft, published: str | None) -> bool:
    """Whether an act is only told to have been in some month before, behind the beginning of the article: 今年4月，甲向乙授旗."""
    when = draft.when
    if draft.gathering or when is None or when.precision == "day" or not (published and when.end):
        return False
    return when.end < published and draft.sentence > BEGINNING


def _letter(draft: Draft) -> bool:
    """Whether somebody only wrote to others: what else the article tells of was not done by that."""
    return is_letter(draft) and bool(draft.doers)


def _ahead(draft: Draft, published: str | None) -> bool:
    """Whether an event was still to come when the article came out: no later sentence tells who was there."""
    return draft.planned or bool(published and draft.when and draft.when.start and draft.when.start > published)


def _elsewhen(linked: Linked, findings: Findings, number: int, main: Draft) -> bool:
    """Whether a sentence speaks of another day than the event's."""
    start, end = findings.article.sentences[number]
    first = findings.index(findings.dates, start)
    last = findings.index(findings.dates, min(end, start + OPENING))
    days = [linked.when[findings.article.id][i] for i in range(first, last)]
    when = main.when
    return when is not None and any(
        day.precision == "day" and day.basis != "stated" and day.edtf[:10] != when.edtf[:10] for day in days[:1]
    )
