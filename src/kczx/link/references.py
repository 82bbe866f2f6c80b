"""Pronouns → whom they mean: 他 the only person told before, 该校 the school told last, a bare 学会 the only one there is.

They are given to the stages behind as mentions, so that what he did is his; the records list names only.
"""

from __future__ import annotations

import re

from kczx import lexicon, words
from kczx.flow import Entity, Findings
from kczx.mentions import Organization, Person

HE = re.compile("[他她](?<![其吉利排维无自].)(?![们人国乡日山用杀律者处])")
THAT = re.compile("该(?<![应本活].)")
SENTENCES_BACK = 2
"""Sentences before that of 他 in which a person may stand whom it means."""
PEOPLE_BACK = 8
"""Names of a sentence that are looked at; where they are more than one person's, nothing tells whom he is."""
BODIES_BACK = 30
"""Bodies before 该校 that are asked."""
BARE = re.compile(
    r"(?P<noun>学会|协会|研究会|联合会|基金会|商会)(?=召开|举行|举办|主办|承办|组织|发布|联合|将|还|又|也|于|在|与|和|同|向|"
    r"第[一二三四五六七八九十\d]|签[署订约]|开展|启动|成立|表彰|授予|发起|提供)"
)
ALONE = frozenset("，,。；;：: \n\u3000由与和同向、")
"""What may stand before it."""
"""A noun alone that does something, or holds something that is counted: 年会后，学会|召开理事会."""
Found = dict[tuple[str, int, str], Entity]


@lexicon.cached
def that_body() -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    """该 with its noun, and what names end with that it can mean."""
    table = {noun: tuple(endings.split(",")) for noun, endings in lexicon.rows("link/that_body.tsv", 2)}
    return re.compile(f"{THAT.pattern}(?P<noun>{lexicon.alternation(table)})"), table


def led_back(findings: Findings, found: Found) -> None:
    """Add to an article's people and bodies the pronouns that mean one of them, and to `found` whom they mean."""
    people = [(person, found[findings.article.id, person.start, "person"]) for person in _he(findings, found)]
    meant = [*_that(findings, found), *_bare(findings, found)]
    bodies = [(body, found[findings.article.id, body.start, "organization"]) for body in meant]
    if people:
        findings.people = sorted([*findings.people, *(person for person, _ in people)], key=lambda one: one.start)
    if bodies:
        findings.organizations = sorted([*findings.organizations, *(body for body, _ in bodies)], key=lambda o: o.start)
    findings.starts = {}


def _he(findings: Findings, found: Found) -> list[Person]:
    article, told = findings.article, []
    for match in HE.finditer(article.text):
        at = match.start()
        number = article.sentence(at)
        for sentence in range(number, max(-1, number - 1 - SENTENCES_BACK), -1):
            start, end = article.sentences[sentence]
            first, last = (findings.index(findings.people, edge) for edge in (start, min(end, at)))
            before = findings.people[max(first, last - PEOPLE_BACK) : last]
            meant = {id(e): e for e in (found.get((article.id, p.start, "person")) for p in before) if e is not None}
            if meant:
                if len(meant) == 1:
                    told.append(Person(at, match.end(), match[0], "people/pronoun"))
                    found[article.id, at, "person"] = next(iter(meant.values()))
                break
    return told


def _that(findings: Findings, found: Found) -> list[Organization]:
    article, told = findings.article, []
    pattern, endings = that_body()
    for match in pattern.finditer(article.text):
        start, end, noun = match.start(), match.end(), match["noun"]
        if len(noun) == 1 and words.frequency(article.text[end - 1 : end + 1]):  # 该|校长, 该|会议
            continue
        number = findings.index(findings.organizations, start)
        before = findings.organizations[max(0, number - BODIES_BACK) : number]
        body = next((body for body in reversed(before) if body.text.endswith(endings[noun])), None)
        if body is not None and body.end <= start:
            told.append(Organization(start, end, match[0], "organizations/pronoun", body.kind))
            found[article.id, start, "organization"] = found[article.id, body.start, "organization"]
    return told


def _bare(findings: Findings, found: Found) -> list[Organization]:
    """学会召开理事会: the noun alone means the only body of its kind that the article names."""
    article, told = findings.article, []
    _, endings = that_body()
    for match in BARE.finditer(article.text):
        start, end = match.span()
        if start and article.text[start - 1] not in ALONE:
            continue
        before = findings.organizations[: findings.index(findings.organizations, start + 1)]
        if before and before[-1].end > start:
            continue
        named = [body for body in findings.organizations if body.text.endswith(endings[match["noun"]])]
        meant = {
            id(entity): entity for entity in (found.get((article.id, o.start, "organization")) for o in named) if entity
        }
        if len(meant) == 1 and named[0].start < start:
            told.append(Organization(start, end, match[0], "organizations/pronoun", named[0].kind))
            found[article.id, start, "organization"] = next(iter(meant.values()))
    return told
