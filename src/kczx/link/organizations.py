"""Organizations' mentions → entities: short form and full name, 省科协 under its heading, parts of a longer name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from kczx.flow import Article, Entity, Findings
from kczx.link.governing import VISITED, governing_place, item
from kczx.link.names import LOCAL, SESSION, core, shortened
from kczx.link.owners import owner
from kczx.mentions import Organization

ALIAS = "organizations/alias "
"""Begins the rule of a mention by a form that the text made; the name that it is short for is the rest of it."""
LONGEST = 40
"""Characters of a name whose endings are remembered."""
SHORTEST = 4
"""Characters of an ending that stands for the whole name."""

LEVEL = re.compile("(?<=[一-龥]{2})[省市县区州旗](?=.)")
DEFINED = re.compile(
    r"[（(](?:以下|下称|下文|简称|以下简称|又称|英文简称)*[:：]?[“\"]?(?P<alias>[一-龥A-Za-z]{2,12})[”\"]?[）)]"
)
SHORTENED = re.compile(r"以下简称|简称|下称")
PREFIX = re.compile(r"(?:中共|中国共产党)(?=.{2,})")
HEADING = re.compile(r"[^，。,；;:：]{2,12}[:：]")
NUMERALS = frozenset("一二三四五六七八九十百0123456789")


class Told(NamedTuple):
    """A body that was told by its full name: in which article, at which place of it."""

    entity: Entity
    article: Article
    at: int


class Register:
    """The organizations of a document, by what their names are when shortened."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.keys: dict[str, Entity] = {}
        self.forms: dict[str, dict[str, None]] = {}  # an entity's id → the forms of its name, as told
        self.own: dict[tuple[str, str, int | None], Entity] = {}  # article, 省科协 and item → whose it was there
        self.terms: dict[str, str] = {}  # a body's name and the term that it was first told with
        self.last: dict[tuple[str, str], Told] = {}  # level and 科协 → the body told last: 浙江省科协

    def add(
        self, article: Article, mention: Organization, keys: list[str], forms: list[str], entity: Entity | None = None
    ) -> Entity:
        """The given entity, else the one that bears one of the keys (the surest first), else a new one; keys and forms are
        its own from now on."""
        entity = entity or next((self.keys[key] for key in keys if key in self.keys), None)
        if entity is None:
            entity = Entity(f"o{len(self.entities) + 1}", forms[0], "organization", kind=mention.kind)
            self.entities.append(entity)
        for key in keys:
            self.keys.setdefault(key, entity)
        self.forms.setdefault(entity.id, {}).update(dict.fromkeys(forms))
        entity.mentions.append((article, mention))
        return entity

    def key(self, text: str) -> str:
        """A name as short as can be; with its term, where another term of the same body was told before."""
        key, term = shortened(text), SESSION.search(text)
        if term is None:
            return key
        number = term[0].removeprefix("第")  # 第九届 and 九届 are one
        return key if self.terms.setdefault(key, number) == number else key + number

    def name(self) -> None:
        """Give each entity the fullest form that the document tells for its name, and the others as aliases."""
        for entity in self.entities:
            forms = list(self.forms[entity.id])
            whole = [form for form in forms if LOCAL.match(form) is None] or forms
            whole = [
                form for form in whole if SESSION.search(form) is None
            ] or whole  # 全国人大常委会, rather than 第九届…
            entity.name = max(whole, key=len)
            entity.aliases = [form for form in forms if form != entity.name]


def link_organizations(all_findings: list[Findings]) -> tuple[list[Entity], dict[tuple[str, int, str], Entity]]:
    """The organizations of a document, and which of them each mention names."""
    register = Register()
    found: dict[tuple[str, int, str], Entity] = {}
    longer = _longer(dict.fromkeys(o.text for findings in all_findings for o in findings.organizations))
    for findings in all_findings:
        for number, organization in enumerate(findings.organizations):
            entity = _entity(register, findings, organization, longer, owner(findings, number))
            found[findings.article.id, organization.start, "organization"] = entity
    register.name()
    _parents(all_findings, found)
    return register.entities, found


def _longer(texts: Iterable[str]) -> dict[str, str]:
    """The ending of a name → the only longer name of the document that ends so; "" where several do."""
    found: dict[str, str] = {}
    for text in texts:
        for name in {text, core(text)}:
            for at in range(1 if name == text else 0, min(len(name), LONGEST) - SHORTEST + 1):
                ending = name[at:]
                if at and name[at - 1] in NUMERALS and SESSION.match(ending):
                    continue  # 四届 is no ending of 十四届
                found[ending] = text if found.get(ending, text) == text else ""
    return found


def _entity(
    register: Register, findings: Findings, organization: Organization, longer: dict[str, str], owned_by: str
) -> Entity:
    """Whom a mention names, entered into the register."""
    article, text = findings.article, organization.text
    if owned_by:  # 省委常委、组织部部长
        return register.add(article, organization, [shortened(owned_by + text)], [owned_by + text, text])
    forms, keys = [text], [register.key(text)]
    local = LOCAL.match(text)
    if local is not None:  # 省科协 is another body in another province, and in another article may be
        rest = shortened(text[local.end() :])
        # 市十六届人大常委会 is 市人大常委会
        own = article.id, local["level"] + rest, item(findings, organization.start)
        entity = register.own.get(own)
        if entity is None:
            place, sure = governing_place(findings, organization.start, local["level"])
            told = register.last.get((local["level"], rest))
            if place is None or (not sure and shortened(place + rest) not in register.keys):
                entity = told.entity if told is not None and _told_of(findings, organization.start, told) else None
            keys = [shortened(place + rest)] if place is not None else []
            if sure and place is not None and place.endswith(local["level"]) and own[2] is not None:
                forms = [place + text[local.end() :], text]  # what heads the item tells whose it is
        entity = register.own[own] = register.add(article, organization, keys if entity is None else [], forms, entity)
        return entity
    if len(text) >= SHORTEST and (whole := longer.get(text)):
        keys.append(register.key(whole))
    if organization.rule.startswith(ALIAS):  # the text itself told what it is short for
        keys.insert(0, shortened(organization.rule[len(ALIAS) :]))
    defined = DEFINED.match(article.text, organization.end)
    if defined is not None and (SHORTENED.search(defined[0]) or re.fullmatch("[A-Z]{2,10}", defined["alias"])):
        forms.append(defined["alias"])
        keys.append(shortened(defined["alias"]))
    if text.startswith("中") and (plain := PREFIX.sub("", text)) != text:
        forms.append(plain)
    entity = register.add(article, organization, keys, forms)
    if not VISITED.search(article.text, max(0, organization.start - 2), organization.start):
        for match in LEVEL.finditer(keys[0]):
            register.last[match[0], keys[0][match.end() :]] = Told(entity, article, organization.start)
    return entity


def _told_of(findings: Findings, at: int, told: Told) -> bool:
    """Whether a name that leaves its place out may mean the body told last: not the one of another item of a round-up."""
    article, own = findings.article, item(findings, at)
    if told.article.id != article.id:
        return own is None and article.first("section") is None
    return item(findings, told.at) in (None, own)


def _parents(all_findings: list[Findings], found: dict[tuple[str, int, str], Entity]) -> None:
    """A nested name's head is its parent, where the document names that body by itself."""
    told = {id(entity): entity for entity in found.values()}.values()  # each once, however often it is named
    names = {form: entity for entity in told for form in (entity.name, *entity.aliases)}
    for findings in all_findings:
        for organization in findings.organizations:
            if organization.head:
                head = findings.article.text[organization.start : organization.head]
                entity, parent = found[findings.article.id, organization.start, "organization"], names.get(head)
                if parent is not None and parent is not entity:
                    entity.parent = parent.id
