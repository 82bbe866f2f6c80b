"""Compares what the pipeline found in a document with gold that people wrote.

A name counts once a document, a date and a figure at each mention, an event where its evidence and its kind agree; what
is told of a thing (a body's kind, a figure's words, an event's date, place, roles) counts where the thing was found and
the gold tells it.  Gold that is `optional` counts neither way.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from kczx.records import Article, Date, Document, Figure, Organization, Person
from scorer_events import match_events
from scores import Gold, Score, Scores, bearers, forms, listed, names, plain, variants

WHAT = (
    "people", "titles", "employers", "organizations", "body kinds", "date texts", "dates", "figure values", "figures",
    "figure words", "qualifiers", "owners", "events", "event dates", "roles", "role kinds", "event places", "event names",
    "event status", "articles", "header",
)  # fmt: skip
"""The measures: `dates` and `figures` ask for text and value (a figure's also for what is counted, by and large),
`date texts` and `figure values` for less, `figure words` for the very words of what is counted."""
BEFORE = re.compile("^(?:将近|接近|大约|约|近|超过|超|逾|不足|不到|不少于|至少|最多|达到|达|共|总计|多达|高达|累计)+")
"""Words before a number that its text may hold or leave out."""

Pairs = list[tuple[Gold, list[Any]]]


def match_names(gold: list[Gold], found: Sequence[Person | Organization], score: Score) -> Pairs:
    """Score names; gives back each gold entry that was found with the entities that bear one of its names."""
    told = [forms(entity.name, entity.aliases) for entity in found]
    pairs: Pairs = []
    used: set[int] = set()
    for entry in gold:
        hits = [number for number, own in enumerate(told) if names(entry) & own]
        used.update(hits)
        if hits:
            pairs.append((entry, [found[number] for number in hits]))
        if not entry.get("optional"):
            score.count(bool(hits), entry["name"])
            for name, times in Counter(plain(found[number].name) for number in hits).items():
                score.wrong += [f"{name}, twice"] * (times - 1)
    score.wrong += [entity.name for number, entity in enumerate(found) if number not in used]
    return pairs


def match_titles(gold: Gold, pairs: Pairs, scores: Scores) -> None:
    """Score titles, and whether those found name their employer where it is a body of the gold."""
    bodies = [names(entry) for entry in gold["organizations"]]
    known = set().union(*bodies)
    certain = set().union(*(names(entry) for entry in gold["organizations"] if not entry.get("optional")))

    def accepted(title: str | list[str]) -> set[str]:
        """A title as the gold has it, and under the other names of its employer."""
        own = variants(title)
        return own | {
            other + text[len(name) :]
            for text in own
            for body in bodies
            for name in body
            if text.startswith(name) and text != name
            for other in body
        }

    found = {id(entry): entities for entry, entities in pairs}
    for entry in gold["persons"]:
        if entry.get("optional"):
            continue
        wanted = [accepted(title) for title in entry.get("titles") or []]
        allowed = [accepted(title) for title in entry.get("titles_optional") or []]
        told = [title for person in found.get(id(entry), []) for title in person.titles]
        have = sorted({(plain(title.organization), plain(title.position)) for title in told})
        for full in wanted:
            hits = [(body, position) for body, position in have if _same_title(full, body, position, known)]
            text = f"{entry['name']}: {max(sorted(full), key=len)}"
            scores["titles"].count(bool(hits), text)
            if hits and any(title.startswith(name) and title != name for title in full for name in certain):
                good = any(body and _with_employer(full, body + position) for body, position in hits)
                scores["employers"].judge(good, text, told=any(body for body, _ in hits))
        if wanted or allowed:
            scores["titles"].wrong += [
                f"{entry['name']}: {body}|{position}"
                for body, position in have
                if not any(_same_title(full, body, position, known) for full in wanted + allowed)
            ]


def _same_title(full: set[str], body: str, position: str, known: set[str]) -> bool:
    """Whether a title is one of those accepted; one told without its employer is, where the gold's is a known body."""
    if not position:
        return False
    if body + position in full:
        return True
    longer = any(title != position and title.endswith(position) for title in full)
    if position in full and (not body or _with_employer(full, body + position) or not longer):
        return True
    return not body and any(title.endswith(position) and title[: -len(position)] in known for title in full)


def _with_employer(full: set[str], title: str) -> bool:
    return any(text.endswith(title) for text in full)


def match_body_kinds(pairs: Pairs, score: Score) -> None:
    for entry, bodies in pairs:
        if entry.get("kind") and not entry.get("optional"):
            kinds = {body.kind for body in bodies}
            score.judge(bool(kinds & set(listed(entry["kind"]))), f"{entry['name']}: {sorted(kinds)}")


def match_dates(gold: list[Gold], dates: Sequence[Date], scores: Scores) -> None:
    def same(entry: Gold, date: Date) -> bool:
        return date.edtf in listed(entry["edtf"])

    _match_mentions(gold, dates, lambda entry, date: True, same, scores["date texts"], scores["dates"], plain)


def match_figures(gold: Gold, document: Document, scores: Scores) -> None:
    """Score figures by value and unit, what they count, whose they are and how exact."""

    def same(entry: Gold, figure: Figure) -> bool:
        units = variants(entry["unit"] or [])
        near = math.isclose(figure.value, float(entry["value"]), rel_tol=1e-9)
        return near and (not units or plain(figure.unit) in units)

    def counted(entry: Gold, figure: Figure) -> bool:
        told, of = plain(figure.counted), variants(entry.get("of"))
        return "" in of or any(told and (one in told or told in one or one[-2:] == told[-2:]) for one in of)

    def words(entry: Gold, figure: Figure) -> bool:
        """One of the gold's wordings, with no more than four characters of a modifier before it."""
        told, of = plain(figure.counted), variants(entry.get("of"))
        return of == {""} or any(
            one == told or (one and told.endswith(one) and len(told) - len(one) <= 4) for one in of
        )

    figures = gold["figures"]
    bare = ("", Score(), Score())
    pairs = _match_mentions(figures, document.figures, same, counted, scores["figure values"], scores["figures"], _bare)
    _match_mentions(figures, document.figures, same, words, bare[1], scores["figure words"], _bare)
    bodies = [forms(body.name, body.aliases) for body in document.organizations]
    for entry, figure in pairs:
        text = f"{entry['text']} {entry.get('of')}"
        if "qualifier" in entry:
            accepted = listed(entry["qualifier"])
            _judge_part(figure.qualifier in accepted, accepted, figure.qualifier, text, scores["qualifiers"])
        if "owner" in entry:
            accepted = listed(entry["owner"])
            own = plain(figure.owner)
            told = {own}.union(*(body for body in bodies if own in body))
            good = any(bearers(one, gold) & told if one else not own for one in accepted)
            _judge_part(good, accepted, figure.owner, text, scores["owners"])


def _judge_part(good: bool, accepted: list[str | None], told: str | None, text: str, score: Score) -> None:
    """A part that most figures lack: nothing where nothing was to be told does not count."""
    if told or not good:
        score.judge(good, f"{text}: {accepted} {told}", wanted=None not in accepted, told=told is not None)


def _bare(text: str) -> str:
    return BEFORE.sub("", plain(text))


def _match_mentions(
    gold: list[Gold],
    told: Sequence[Any],
    same: Callable[[Gold, Any], bool],
    more: Callable[[Gold, Any], bool],
    found: Score,
    right: Score,
    form: Callable[[str], str],
) -> list[tuple[Gold, Any]]:
    """Score mentions one to one by text; `same` must hold to be found, `more` to be right.  Gives back the pairs."""

    def texts(entry: Gold) -> set[str]:
        return {form(text) for text in [entry["text"], *(entry.get("texts") or [])]}

    needed = [entry for entry in gold if not entry.get("optional")]
    free = set().union(*(texts(entry) for entry in gold if entry.get("optional")))
    left = list(told)
    pairs: dict[int, Any] = {}
    for strict in (True, False):  # right pairs before those merely found
        for number, entry in enumerate(needed):
            if number in pairs:
                continue
            for place, mention in enumerate(left):
                if form(mention.text) in texts(entry) and same(entry, mention) and (not strict or more(entry, mention)):
                    pairs[number] = left.pop(place)
                    break
    for number, entry in enumerate(needed):
        mention = pairs.get(number)
        found.count(mention is not None, entry["text"])
        if mention is None:
            right.missed.append(entry["text"])
        else:
            right.judge(more(entry, mention), f"{entry['text']} {entry.get('edtf', entry.get('of'))}: {_told(mention)}")
    wrong = [f"{mention.text} {_told(mention)}" for mention in left if form(mention.text) not in free]
    found.wrong += wrong
    right.wrong += wrong
    return [(needed[number], mention) for number, mention in pairs.items()]


def _told(mention: Date | Figure) -> str | None:
    return mention.edtf if isinstance(mention, Date) else mention.counted


def match_header(gold: Gold, document: Document, score: Score) -> None:
    """The document's own title, publisher and day; a title may lack or have a part at one of its ends."""
    told = {"published": document.published, "title": document.title, "publisher": document.publisher}
    for field, text in told.items():
        if field not in gold or (field != "published" and not gold[field]):
            continue
        own = plain(text)
        good = any(
            one == own
            or (
                field == "title"
                and bool(one and own)
                and (one in own or own in one)
                and min(len(one), len(own)) >= 0.6 * max(len(one), len(own))
            )
            for one in variants(gold[field])
        )
        score.judge(good, f"{field} {gold[field]}: {text}", wanted=any(variants(gold[field])), told=bool(own))


def match_articles(gold: list[Gold], articles: Sequence[Article], score: Score) -> None:
    """An article is right when it holds what it must and nothing of its neighbours."""
    texts = [plain(article.text) for article in articles]
    for entry in gold:
        must = [plain(text) for text in (entry["first"], entry["last"], *entry["contains"])]
        never = [plain(text) for text in entry["excludes"]]
        good = any(all(one in text for one in must) and not any(one in text for one in never) for text in texts)
        score.count(good, entry["first"])
    score.wrong += [f"{len(articles)} articles, not {len(gold)}"] * max(0, len(articles) - len(gold))


def score(gold: Gold, document: Document, scores: Scores) -> None:
    """Add a document to the scores."""
    people = match_names(gold["persons"], document.people, scores["people"])
    match_titles(gold, people, scores)
    bodies = match_names(gold["organizations"], document.organizations, scores["organizations"])
    match_body_kinds(bodies, scores["body kinds"])
    match_dates(gold["dates"], document.dates, scores)
    match_figures(gold, document, scores)
    match_events(gold, document, scores)
    if gold.get("articles"):
        match_articles(gold["articles"], document.articles, scores["articles"])
    match_header(gold, document, scores["header"])
