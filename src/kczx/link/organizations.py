"""Organizations' mentions → entities: short form and full name, 省科协 under its heading, parts of a longer name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kczx import lexicon
from kczx.flow import Article, Entity, Findings, Organization

LOCAL = re.compile(r"(?:全)?(?P<level>[省市县区州旗])(?=[^省市县区].)")
"""A name that leaves its place out: 省科协, 市委, 市化学会."""
LEVELS = {"省": "province", "市": "prefecture", "县": "county", "区": "county", "州": "prefecture", "旗": "county"}
MUNICIPALITIES = frozenset(["11", "12", "31", "50"])
DEFINED = re.compile(
    r"[（(](?:以下|下称|下文|简称|以下简称|又称|英文简称)*[:：]?[“\"]?(?P<alias>[一-龥A-Za-z]{2,12})[”\"]?[）)]"
)
SHORTENED = re.compile(r"以下简称|简称|下称")
PREFIX = re.compile(r"(?:中共|中国共产党)(?=.{2,})")
HEADING = re.compile(r"[^，。,；;:：]{2,12}[:：]")


@lexicon.cached
def _official() -> dict[str, str]:
    """Short form → full name, of the national bodies."""
    found: dict[str, str] = {}
    for name, forms, _ in lexicon.rows("find/organizations/organs.tsv", 3):
        for form in filter(None, forms.split(",")):
            found.setdefault(form, name)
    return found


@lexicon.cached
def _divisions() -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    """Full place name → (level, code), and code → full name."""
    levels: dict[str, tuple[str, str]] = {}
    codes: dict[str, str] = {}
    for code, name, _, level in lexicon.rows("find/places/places.tsv", 4):
        levels.setdefault(name, (level, code))
        codes.setdefault(code, name)
    return levels, codes


class Register:
    """The organizations of a document, by every form of their names."""

    def __init__(self) -> None:
        self.entities: list[Entity] = []
        self.forms: dict[str, Entity] = {}

    def add(self, article: Article, mention: Organization, names: list[str], kind: str) -> Entity:
        """The entity that bears one of the names (the fullest first), or a new one."""
        keys = [name for name in names if name == names[0] or not LOCAL.match(name)]
        entity = next((self.forms[name] for name in keys if name in self.forms), None)
        if entity is None:
            entity = Entity(f"o{len(self.entities) + 1}", names[0], "organization", kind=kind)
            self.entities.append(entity)
        for name in names:
            if name == names[0] or not LOCAL.match(name):  # 省科协 is another body in another province
                self.forms.setdefault(name, entity)
            if name != entity.name and name not in entity.aliases:
                entity.aliases.append(name)
        entity.mentions.append((article, mention))
        return entity


def link_organizations(all_findings: list[Findings]) -> tuple[list[Entity], dict[tuple[str, int, str], Entity]]:
    """The organizations of a document, and which of them each mention names."""
    register = Register()
    found: dict[tuple[str, int, str], Entity] = {}
    texts: dict[str, set[str]] = {}  # by their last four characters
    for findings in all_findings:
        for organization in findings.organizations:
            texts.setdefault(organization.text[-4:], set()).add(organization.text)
    for findings in all_findings:
        for organization in findings.organizations:
            names = list(_names(findings, organization, texts))
            entity = register.add(findings.article, organization, names, organization.kind)
            found[findings.article.id, organization.start, "organization"] = entity
    _parents(all_findings, found)
    return register.entities, found


def _names(findings: Findings, organization: Organization, texts: dict[str, set[str]]) -> Iterator[str]:
    """The forms of a mention's name: the official or full one first, then what the text says."""
    text = organization.text
    official = _official().get(text)
    if official is not None:
        yield official
        yield text
        return
    local = LOCAL.match(text)
    if local is not None:
        place = governing_place(findings, organization.start, local["level"])
        if place is not None:
            yield place + text[local.end() :]
    if len(text) >= 4:
        longer = [other for other in texts.get(text[-4:], ()) if len(other) > len(text) and other.endswith(text)]
        if len(longer) == 1 and local is None and not re.match("[省市县区]", text):
            yield longer[0]
    if (plain := PREFIX.sub("", text)) != text:
        yield text
        yield plain
        return
    yield text
    defined = DEFINED.match(findings.article.text, organization.end)
    if defined is not None and (SHORTENED.search(defined[0]) or re.fullmatch("[A-Z]{2,10}", defined["alias"])):
        yield defined["alias"]


def governing_place(findings: Findings, at: int, level: str) -> str | None:
    """The province, city or county that 省, 市 or 县 means at a place of the text: the one that a list's heading names,
    else the last one told before."""
    levels, codes = _divisions()
    article = findings.article
    line = article.zone(at)
    heading = HEADING.match(article.text, line.start, line.end)
    headed = findings.within(findings.located, line.start, min(at, heading.end())) if heading is not None else []
    number = findings.index(findings.located, at)
    wanted = LEVELS[level]
    for place in headed[:1] or reversed(findings.located[max(0, number - 6) : number]):
        own, code = levels.get(place.name, ("", place.code or ""))
        if not code:
            continue
        if wanted == "province":
            if code[:2] in MUNICIPALITIES:
                continue
            return codes.get(code[:2] + "0000")
        if own == wanted or (wanted == "prefecture" and code[:2] in MUNICIPALITIES):
            return codes.get(code[:2] + "0000") if code[:2] in MUNICIPALITIES else place.name
        if wanted == "prefecture" and own == "county" and not place.name.endswith("市"):
            return codes.get(code[:4] + "00")
        if wanted == "prefecture" and own == "county":
            return place.name
    return None


def _parents(all_findings: list[Findings], found: dict[tuple[str, int, str], Entity]) -> None:
    """A nested name's head is its parent, where the document names that body by itself."""
    names = {form: entity for entity in found.values() for form in (entity.name, *entity.aliases)}
    for findings in all_findings:
        for organization in findings.organizations:
            if organization.head:
                head = findings.article.text[organization.start : organization.head]
                entity, parent = found[findings.article.id, organization.start, "organization"], names.get(head)
                if parent is not None and parent is not entity:
                    entity.parent = parent.id
