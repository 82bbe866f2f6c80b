"""Who takes part in an event, and as what: in its own clause, and in the sentences that go on with it."""

from __future__ import annotations

import re

from kczx.flow import Entity, Findings, Linked, Organization, Person
from kczx.relate.clauses import reported_from
from kczx.relate.detect import speaker
from kczx.relate.draft import Draft
from kczx.relate.triggers import rules

PERSON_ROLES = {
    "visit": "visitor", "reception": "host", "signing": "signatory", "award": "awarder", "appointment": "appointee",
    "lecture": "speaker", "publication": "publisher", "instruction": "speaker",
}  # fmt: skip
SUBJECT_ROLES = {
    "visit": "visitor", "reception": "host", "signing": "signatory", "award": "awarder", "publication": "publisher",
    "designation": "awarder", "appointment": "organizer",
}  # fmt: skip
OBJECT_ROLES = {
    "visit": "host", "signing": "signatory", "award": "recipient", "designation": "recipient", "appointment": "appointee",
    "lecture": "attendee", "reception": "visitor", "publication": "participant", "instruction": "recipient",
}  # fmt: skip
ORGANIZERS = re.compile(
    r"(?:牵头|联合|共同|负责)?(?P<role>主办|承办|协办|筹办|合办|联办|支持|指导|举办|共建)(?:方|单位)?(?P<is>(?:分别)?(?:是|为|有|包括|[:：]))?"
)
ORGANIZER_ROLES = {
    "主办": "organizer",
    "承办": "organizer",
    "协办": "co_organizer",
    "支持": "supporter",
    "指导": "supporter",
}
REPORTERS = frozenset(["记者", "通讯员", "编辑", "责编", "摄影", "特约记者"])
COMMISSION = re.compile(r"受[^，,。]{2,40}(?:委托|邀请|指派)")
MENTIONED_ONLY = re.compile(r"(?:重要)?(?:讲话|指示|批示|回信|贺信|思想|论述)(?:的)?(?:重要)?(?:精神|指示)?")
ADDRESSED = re.compile(r"[对向给把][^，,。；;、]{0,20}$")
THEY = re.compile(r"[他她]们(?:分别)?是|分别是|主讲嘉宾(?:包括|有|为)|嘉宾(?:包括|有|为)")
TALK = re.compile(r"(?:围绕|以|就|题为|题目为|作)[^“《，。]{0,10}[“《](?P<title>[^”》]{2,60})[”》]")
RECIPIENTS = re.compile(r"(?:向|为|给)(?P<to>[^，,。；;]{2,200}?)(?:颁发|颁奖|授予|授牌|颁|授|揭牌|送)")


def take_part(linked: Linked, findings: Findings, draft: Draft) -> None:
    """Give an event the people and bodies of its own clause."""
    start, end = draft.spans[0][0], draft.spans[-1][1]
    verb = draft.trigger[0]
    if draft.rule.startswith("act/") and findings.within(
        findings.organizations, draft.clause, min(verb, draft.clause + 3)
    ):
        start = draft.clause  # the clause has its own subject: what stands before it belongs to others
    for person in findings.within(findings.people, start, end):
        if _mentioned_only(linked, findings, person):
            continue
        before = person.start < verb
        role = PERSON_ROLES.get(draft.kind, "attendee") if before else OBJECT_ROLES.get(draft.kind, "attendee")
        if draft.rule.startswith(("hold/", "attend/")):
            role = "attendee"
        _add_person(linked, findings, draft, person, role)
    _recipients(linked, findings, draft, start, end)
    if draft.kind == "appointment":  # 任命A为…,B为…: all whom the sentence gives an office
        for person in findings.within(findings.people, start, findings.article.sentences[draft.sentence][1]):
            if any(title.start > person.end for title in person.titles):
                _add_person(linked, findings, draft, person, "appointee")
    if draft.rule.startswith(("hold/", "attend/")):
        for match in ORGANIZERS.finditer(findings.article.text, start, end):
            _organizers(linked, findings, draft, match, start, end)
    for organization in findings.within(findings.organizations, start, end):
        if (draft.kind != "signing" and _employs(findings, organization)) or organization.rule in (
            "organizations/dateline",
            "organizations/source",
        ):
            continue
        if organization.kind == "media" and re.match(
            r"[一-龥]{0,8}(?:\d{1,2}月)?(?:\d{1,2}日)?[电讯]", findings.article.text[organization.end :]
        ):
            continue
        if any(
            c.start() + start <= organization.start < c.end() + start
            for c in COMMISSION.finditer(findings.article.text[start:end])
        ):
            continue
        if before_is_for(findings, organization):
            _add_body(linked, findings, draft, organization, OBJECT_ROLES.get(draft.kind, "participant"))
            continue
        before = organization.start < verb or draft.rule.startswith("hold/")
        role = SUBJECT_ROLES.get(draft.kind, "organizer") if before else OBJECT_ROLES.get(draft.kind, "participant")
        _add_body(linked, findings, draft, organization, role)
    if draft.listed is not None and draft.listed not in (body for _, body in draft.bodies):
        draft.bodies.append(("organizer", draft.listed))


def go_on(linked: Linked, findings: Findings, number: int, draft: Draft) -> bool:
    """Give an event the people whom a later sentence puts into it; whether it did."""
    article, text = findings.article, findings.article.text
    start, end = article.sentences[number]
    compiled = rules()
    there = findings.within(findings.people, start, end)
    if not there and not ORGANIZERS.search(text, start, end):
        return False
    zone = article.zone(start)
    if zone.kind == "heading" and re.match(r"[^\s]{2,4}\s", text[start:end]):  # a row of a table: name, office
        people = findings.within(findings.people, start, end)
        for person in people[:1]:
            _add_person(linked, findings, draft, person, "speaker" if people[0].rule == "people/row" else "attendee")
        return bool(people)
    limit = reported_from(text, start, end, speaker(findings, start))
    speech = limit < end
    people = [p for p in findings.within(findings.people, start, limit) if not _mentioned_only(linked, findings, p)]
    did = False
    at = 0
    if THEY.match(text, start):  # 他们是…、…: those of whom the sentence before spoke
        for person in people:
            _add_person(linked, findings, draft, person, "speaker")
        return bool(people)
    people = [p for p in people if not re.match(r"people/(?:获奖|得主|获得者|list of names)", p.rule)]
    for verb in compiled.presence.finditer(text, start, limit):
        role = compiled.roles[verb[0]]
        if text[verb.end() : verb.end() + 1] == "的" and role not in ("attendee", "signatory"):
            continue
        if role == "chair":
            chosen = _chair(text, people, verb.start(), verb.end())
        else:
            chosen = [p for p in people[at:] if p.start < verb.start()] or [
                p for p in people if p.start < verb.start()
            ][-1:]
            if not chosen and (verb[0] in ("出席", "参加", "签字") or "主办" in text[start:limit]):
                chosen = [p for p in people if p.start > verb.end()]
        if role == "speaker":  # 林国栋对高松林一行来访表示欢迎: who is spoken to does not speak
            chosen = [p for p in chosen if not ADDRESSED.search(text, max(start, p.start - 30), p.start)] or chosen[:1]
        for person in chosen:
            detail = (
                TALK.search(text, verb.start() - 40 if verb.start() > 40 else 0, min(limit + 40, end))
                if role == "speaker"
                else None
            )
            _add_person(linked, findings, draft, person, role, detail["title"] if detail else None)
            did = True
        if chosen and role != "speaker":
            at = max(at, people.index(chosen[-1]) + 1) if role == "attendee" else at
    if speech and zone.start == start and people and people[0].start == start and not did:
        _add_person(linked, findings, draft, people[0], "speaker")
        did = True
    for match in ORGANIZERS.finditer(text, start, limit):
        did = _organizers(linked, findings, draft, match, start, limit) or did
    if did and not speech and end - start <= 400:
        draft.spans.append((start, end))
    return did


def _organizers(linked: Linked, findings: Findings, draft: Draft, match: re.Match[str], start: int, limit: int) -> bool:
    """The bodies of 主办方有A、B, 由A主办 or A、B是联合主办方."""
    role = ORGANIZER_ROLES.get(match["role"], "organizer")
    bodies = findings.within(findings.organizations, start, limit)
    if match["is"]:
        following = ORGANIZERS.search(findings.article.text, match.end(), limit)
        chosen = [o for o in bodies if match.end() <= o.start < (following.start() if following else limit)]
    else:
        chosen = []  # the bodies that stand in a row right before the verb, or behind 由
        at = match.start()
        for organization in reversed([o for o in bodies if o.end <= match.start()]):
            if re.fullmatch(
                r"[、和与及，,]?|[、和与及][^，,。；;、]{2,16}|是(?:这次|此次|本次)?活动的?|(?:共同|联合|是[^，,。]{0,8}联合|负责|牵头|分别)",
                text_between(findings, organization.end, at),
            ):
                chosen.append(organization)
                at = organization.start
            else:
                break
    for organization in chosen:
        _add_body(linked, findings, draft, organization, role)
    return bool(chosen)


def before_is_for(findings: Findings, organization: Organization) -> bool:
    """Whether 为, 向 or 给 stands right before a body: something is done for it."""
    return findings.article.text[max(0, organization.start - 1) : organization.start] in ("为", "向", "给")


def text_between(findings: Findings, start: int, end: int) -> str:
    """The article's text between two places."""
    return findings.article.text[start:end]


def _chair(text: str, people: list[Person], start: int, end: int) -> list[Person]:
    """会议由X主持: the name before; 主持人为X: the one behind."""
    before = [p for p in people if p.start < start]
    if text[start:end] == "主持人" and re.match(r"[是为:：]", text[end : end + 1]):
        return [p for p in people if p.start >= end][:1]
    return before[-1:]


def _recipients(linked: Linked, findings: Findings, draft: Draft, start: int, end: int) -> None:
    """为X、Y颁奖: those behind 为 or 向 receive."""
    if draft.kind not in ("award", "designation", "unveiling", "service"):
        return
    if draft.kind == "award":  # 为…获奖者颁奖, and those of them named in the rest of the sentence
        last = findings.article.sentences[draft.sentence][1]
        for person in findings.within(findings.people, start, last):
            if re.match(r"people/(?:获奖|得主|获得者|list of names)", person.rule):
                entity = linked.entity[findings.article.id, person.start, "person"]
                draft.people = [row for row in draft.people if row[1] is not entity]
                draft.people.append(("recipient", entity, None))
    for match in RECIPIENTS.finditer(findings.article.text, start, end):
        for person in findings.within(findings.people, match.start("to"), match.end("to")):
            entity = linked.entity[findings.article.id, person.start, "person"]
            draft.people = [row for row in draft.people if row[1] is not entity]
            draft.people.append(("recipient", entity, None))


def _mentioned_only(linked: Linked, findings: Findings, person: Person) -> bool:
    """习近平总书记重要讲话精神: a name in the name of a document is nobody's presence; nor is the reporter's."""
    entity = linked.entity[findings.article.id, person.start, "person"]
    if entity.mentions[0][1].rule == "people/label" or any(title.position in REPORTERS for _, title in entity.titles):
        return True
    behind = findings.article.text[person.end : person.end + 12]
    return (
        "总书记" in behind[:4]
        or bool(re.match(r"(?:同志为核心|新时代)", behind))
        or bool(MENTIONED_ONLY.match(re.sub("^(?:总书记|主席|总理)", "", behind)))
    )


def _employs(findings: Findings, organization: Organization) -> bool:
    """Whether a body only stands in somebody's title."""
    return any(
        title.start <= organization.start < title.end
        for person in findings.within(findings.people, organization.start, organization.start + 80)
        for title in person.titles
    )


def _add_person(
    linked: Linked, findings: Findings, draft: Draft, person: Person, role: str, detail: str | None = None
) -> None:
    entity: Entity = linked.entity[findings.article.id, person.start, "person"]
    for number, (known, other, old) in enumerate(draft.people):
        if other is entity and (known == role or role == "attendee"):
            if detail and not old:
                draft.people[number] = (known, other, detail)
            return
        if other is entity and known == "attendee":
            draft.people[number] = (role, entity, detail)
            return
    draft.people.append((role, entity, detail))


def _add_body(linked: Linked, findings: Findings, draft: Draft, organization: Organization, role: str) -> None:
    entity = linked.entity[findings.article.id, organization.start, "organization"]
    if all(other is not entity for _, other in draft.bodies):
        draft.bodies.append((role, entity))
