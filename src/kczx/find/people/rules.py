"""Finds people and their titles.

A name is announced by something: a title before or behind it, a list that it goes on with, a verb that only persons go with, a
label (记者, 编辑), a row of a table.  What has a good reason is `strong`; a name with a poor one counts where the article
repeats it.  Names once found are found again wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kczx.find.people.attach import attach
from kczx.find.people.by_layout import labels, lists, of_organizations, rows
from kczx.find.people.by_title import before, behind
from kczx.find.people.by_verb import again, clauses
from kczx.find.people.search import Search
from kczx.find.people.titles import find as find_titles
from kczx.flow import Organization, Person, Place, Title


def _names(search: Search) -> list[Person]:
    """The strategies in their order: the surest first, since those behind them lean on what is found."""
    before(search)
    behind(search)
    labels(search)
    rows(search)
    of_organizations(search)
    lists(search)
    clauses(search)
    for person in list(search.found.values()):
        search.list_on(person.end, "list of names")
    again(search)
    return search.people()


def find(
    text: str, organizations: Sequence[Organization], places: Sequence[Place]
) -> tuple[list[Person], list[Organization]]:
    """The people of a text with the titles told at each mention, and its organizations without what names took from them
    and with the employers that only a title tells of (滴滴出行|联合创始人).

    >>> people, _ = find("中国科协党组书记、常务副主席林国栋出席", [Organization(0, 4, "中国科协", "", "association")], [])
    >>> [(p.text, [(t.organization, t.position) for t in p.titles]) for p in people]
    [('林国栋', [('中国科协', '党组书记'), ('中国科协', '常务副主席')])]
    """
    occurrences = list(find_titles(text, organizations, places))
    names = _names(Search(text, occurrences, organizations, places))
    people = attach(text, names, occurrences, organizations, places)
    settled = sorted(_settled(text, people, organizations), key=lambda o: o.start)
    # 贺长缨和陆航集团总经理: where a name took itself out of a body's, the title's employer is the rest.
    old = {o.start: o for o in organizations}
    ends = {o.end: o for o in settled}

    def mended(title: Title) -> Title:
        whole = old.get(title.start)
        rest = ends.get(whole.end) if whole is not None and whole.text == title.organization else None
        return title if rest is None or rest is whole else replace(title, organization=rest.text, start=rest.start)

    people = [replace(p, titles=tuple(map(mended, p.titles))) if p.titles else p for p in people]
    return people, settled


EMPLOYING = re.compile(r"创始人|总裁|董事长|总经理|CEO|CTO|COO|首席.{2,3}官|发起人|合伙人")


def _settled(text: str, people: Sequence[Person], organizations: Sequence[Organization]) -> Iterator[Organization]:
    ends = {person.start: person.end for person in people}
    for organization in organizations:
        cut = ends.get(organization.start)
        if cut is not None and cut < organization.end:
            start = cut + 1 if text[cut] in "和与及对任" else cut
            if organization.end - start > 3:
                yield Organization(
                    start, organization.end, text[start : organization.end], organization.rule, organization.kind
                )
            continue
        yield organization
    taken = {o.start for o in organizations}
    for person in people:
        for title in person.titles:
            if title.organization is None or title.start in taken or not EMPLOYING.search(title.position):
                continue
            if text.startswith(title.organization, title.start) and len(title.organization) > 3:
                taken.add(title.start)
                end = title.start + len(title.organization)
                yield Organization(title.start, end, title.organization, "organizations/employer", "company")
