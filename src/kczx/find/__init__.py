"""Article → findings: a folder a kind, run in this order, since each leans on those before it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from kczx.find.dates.rules import find as find_dates
from kczx.find.figures.rules import find as find_figures
from kczx.find.organizations.rules import find as find_organizations
from kczx.find.people.names import find as find_names
from kczx.find.people.rules import find as find_people
from kczx.find.places.rules import find as find_places
from kczx.flow import PAGE_ZONES, Article, Findings
from kczx.mentions import Mention, Person, Place, Title

START = attrgetter("start")

__all__ = ["find", "find_dates", "find_figures", "find_organizations", "find_people", "find_places"]


def find(article: Article) -> Findings:
    """All mentions of an article."""
    text = article.text
    dates = list(find_dates(text))
    names, reading = find_names(text)
    words = reading.words
    places = list(find_places(text, words))
    names = [name for name in names if not _city(name, places)]
    figures = [f for f in find_figures(text, [*dates, *places], words) if article.zone(f.start).kind not in PAGE_ZONES]
    bodies = find_organizations(text, places, words, [(name.start, name.end) for name in names])
    people, organizations = find_people(text, bodies, places, names, words)
    people = sorted(_reporters(article, people), key=START)
    # Places by themselves: not 黄山 in 黄山松, nor 甘肃省 in 甘肃省政府.
    taken = {at for mention in (*people, *organizations) for at in range(mention.start, mention.end)}
    bare = [place for place in places if taken.isdisjoint(range(place.start, place.end))]
    return Findings(article, words, dates, figures, bare, organizations, people, places)


def _city(name: Mention, places: Sequence[Place]) -> bool:
    """Whether a supposed name of a person is a city's or a country's: 华盛顿, 胡志明|市."""
    number = bisect_right(places, name.start, key=lambda place: place.start) - 1
    return number >= 0 and places[number].rule == "places/abroad" and name.end <= places[number].end


def _reporters(article: Article, people: Sequence[Person]) -> Iterator[Person]:
    """The people of an article with the reporters whom only its datelines tell of."""
    yield from people
    told = [reporter for dateline in article.datelines for reporter in dateline.reporters]
    known = {at for person in people for at in range(person.start, person.end)} if told else set()
    for start, end, role in told:
        if start not in known and end - 1 not in known:
            titles = (
                (Title(None, role, start - len(role), start),) if role and article.text.endswith(role, 0, start) else ()
            )
            yield Person(start, end, article.text[start:end], "people/dateline", titles)
