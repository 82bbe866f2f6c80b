"""Finds people and their titles: names first (`names`), then the titles that the structure gives them (`attach`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kczx import lexicon
from kczx.find.people.attach import attach
from kczx.find.people.labels import with_labelled
from kczx.find.people.names import find as find_names
from kczx.find.people.names import inside
from kczx.find.people.titles import find as find_titles
from kczx.mentions import Organization, Person, Place
from kczx.words import Words, frequency


def find(
    text: str,
    organizations: Sequence[Organization],
    places: Sequence[Place],
    names: Sequence[Person] | None = None,
    words: Words | None = None,
) -> tuple[list[Person], list[Organization]]:
    """The people of a text with the titles told at each mention, and its organizations without what names took from them
    and with the employers that only a title tells of.  `names` and `words` are the text's where they were found before.

    >>> people, _ = find("中国科协党组书记、常务副主席林国栋出席", [Organization(0, 4, "中国科协", "", "association")], [])
    >>> [(p.text, [(t.organization, t.position) for t in p.titles]) for p in people]
    [('林国栋', [('中国科协', '党组书记'), ('中国科协', '常务副主席')])]
    """
    if names is None:
        names, reading = find_names(text)
        words = reading.words
    organizations = sorted(_cut(text, names, organizations), key=lambda o: o.start)
    names = [name for name in inside(names, organizations) if name.text not in prefixes()]  # 荣誉|理事长
    occurrences = list(find_titles(text, organizations, places, words, names))
    names = with_labelled(text, names, occurrences)
    people = attach(text, names, occurrences, organizations, places)
    return people, sorted([*organizations, *_employers(text, people, organizations)], key=lambda o: o.start)


@lexicon.cached
def prefixes() -> frozenset[str]:
    """Words that stand before a title's word, and are no names: 荣誉, 高级."""
    return frozenset(lexicon.words("find/people/title_prefixes.tsv"))


COMMON = 100
"""Occurrences of a word in jieba's corpus from which it is rather no name before a conjunction in a body's."""
JOINED = re.compile(r"[和与及对任、]")


def _cut(text: str, names: Sequence[Person], organizations: Sequence[Organization]) -> Iterator[Organization]:
    """The bodies, those that took a name and a conjunction in at their front without them: 贺长缨和|陆航集团."""
    ends = {name.start: name.end for name in names}
    for body in organizations:
        cut = ends.get(body.start)
        common = cut is not None and frequency(text[body.start : cut]) > COMMON  # 康乐|及文化事务署
        if cut is not None and not common and cut < body.end and JOINED.match(text, cut) and body.end - cut > 3:
            yield Organization(cut + 1, body.end, text[cut + 1 : body.end], body.rule, body.kind)
        else:
            yield body


EMPLOYING = re.compile(r"创始人|总裁|董事长|总经理|CEO|CTO|COO|首席.{2,3}官|发起人|合伙人")


def _employers(text: str, people: Sequence[Person], organizations: Sequence[Organization]) -> Iterator[Organization]:
    """Companies that only the title of one of their officers tells of."""
    taken = {at for body in organizations for at in range(body.start, body.end)}
    for person in people:
        for title in person.titles:
            if title.organization is None or title.start in taken or not EMPLOYING.search(title.position):
                continue
            if text.startswith(title.organization, title.start) and len(title.organization) > 3:
                end = title.start + len(title.organization)
                taken.update(range(title.start, end))
                yield Organization(title.start, end, title.organization, "organizations/employer", "company")
