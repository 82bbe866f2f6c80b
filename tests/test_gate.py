"""Accuracy never falls: the gate's figures against their floors, and the scorer against cases with known answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import gate
from kczx.acquire import from_text
from kczx.pipeline import read
from kczx.records import Document
from scorer import WHAT, score
from scores import Gold, Score, Scores

TEXT = """江苏省科协召开学术年会
发布时间：2021-05-14  来源：江苏日报

2021年5月13日，江苏省科协在南京召开学术年会。江苏省科协主席陈骏出席会议并致辞，来自全国的200余名代表参加会议。江苏省科协拥有会员3万人。
"""
ARTICLE = {"first": "2021年5月13日", "last": "会员3万人", "contains": ["在南京召开"], "excludes": ["来源"]}
GOLD: Gold = {
    "title": "江苏省科协召开学术年会", "publisher": "江苏日报", "published": "2021-05-14", "role_kinds": True,
    "persons": [{"name": "陈骏", "titles": ["江苏省科协主席"]}],
    "organizations": [
        {"name": "江苏省科学技术协会", "aliases": ["江苏省科协"], "kind": "association"},
        {"name": "江苏日报", "optional": True},
    ],
    "dates": [
        {"text": "2021年5月13日", "edtf": ["2021-05-13"]},
        {"text": "2021-05-14", "edtf": ["2021-05-14"], "optional": True},
    ],
    "figures": [
        {"text": "200余名", "value": 200, "unit": "名", "of": "代表", "qualifier": "at_least", "owner": None},
        {"text": "3万人", "value": 30000, "unit": "人", "of": "会员", "qualifier": None, "owner": "江苏省科协"},
    ],
    "events": [
        {
            "kind": ["meeting"], "evidence": "江苏省科协在南京召开学术年会", "start": "2021-05-13", "end": "2021-05-13",
            "name": ["学术年会"], "place": "南京", "status": "held",
            "roles": {"organizer": ["江苏省科协"], "attendee": ["陈骏"], "speaker": ["陈骏"]},
        }
    ],
    "articles": [ARTICLE],
}  # fmt: skip


def told() -> Document:
    """What a pipeline that makes no mistake tells of the text."""
    document = read(from_text(TEXT)).document
    body = next(body for body in document.organizations if "江苏省科协" in (body.name, *body.aliases))
    owned = [
        figure.model_copy(update={"owner": body.name if figure.counted == "会员" else None})
        for figure in document.figures
    ]
    events = [event.model_copy(update={"name": "学术年会"}) for event in document.events]
    return document.model_copy(update={"figures": owned, "events": events})


def scored(gold: Gold) -> Scores:
    scores = {what: Score() for what in WHAT}
    score(gold, told(), scores)
    return scores


@pytest.mark.parametrize("name", list(gate.SETS))
def test_no_figure_falls_below_its_floor(name: str) -> None:
    kept = gate.floors()
    reached = gate.score_set(name)
    assert set(kept[name]) == set(reached)
    fallen = {
        what: (reached[what].f1, floor) for what, floor in kept[name].items() if reached[what].f1 < floor - gate.SLACK
    }
    assert not fallen, {what: (reached[what].missed, reached[what].wrong) for what in fallen}


@pytest.mark.parametrize("name", list(gate.SETS))
def test_every_document_of_a_set_has_gold(name: str) -> None:
    folder, gold, pattern = gate.SETS[name]
    documents = {path.name for path in folder.glob(f"{pattern}.txt")}
    assert documents and documents == {
        json.loads(path.read_text("utf-8"))["doc"] for path in gold.glob(f"{pattern}.json")
    }


def test_floors_only_rise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "FLOORS", tmp_path / "floors.json")
    gate.FLOORS.write_text('{"a": {"people": 0.9, "dates": 0.2}}', "utf-8")
    reached = {"a": {"people": Score(right=1, missed=["x"]), "dates": Score(right=1), "figures": Score(right=1)}}
    assert gate.raised(reached) == {"a": {"people": 0.9, "dates": 1.0, "figures": 1.0}}
    assert [line.split()[:2] for line in gate.below(reached)] == [["a:", "people"]]


def test_the_scorer_finds_everything_right() -> None:
    assert {what: found.f1 for what, found in scored(GOLD).items()} == dict.fromkeys(WHAT, 1.0)


def event(**changes: object) -> Gold:
    return {"events": [GOLD["events"][0] | changes]}


def figure(number: int, **changes: object) -> Gold:
    figures = list(GOLD["figures"])
    figures[number] = figures[number] | changes
    return {"figures": figures}


def body(**changes: object) -> Gold:
    return {"organizations": [GOLD["organizations"][0] | changes, GOLD["organizations"][1]]}


@pytest.mark.parametrize(
    ("what", "change", "precision", "recall"),
    [
        ("people", {"persons": []}, 0.0, 1.0),
        ("people", {"persons": [*GOLD["persons"], {"name": "李明"}]}, 1.0, 0.5),
        ("people", {"persons": [{"name": "陈骏", "optional": True}]}, 1.0, 1.0),
        ("titles", {"persons": [{"name": "陈骏", "titles": ["浙江省科协主席"]}]}, 0.0, 0.0),
        ("titles", {"persons": [{"name": "陈骏", "titles": ["江苏省科学技术协会主席"]}]}, 1.0, 1.0),
        ("titles", {"persons": [{"name": "陈骏", "titles": [], "titles_optional": ["江苏省科协主席"]}]}, 1.0, 1.0),
        ("organizations", {"organizations": [{"name": "浙江省科协"}]}, 0.0, 0.0),
        ("body kinds", body(kind="company"), 0.0, 0.0),
        ("body kinds", body(kind=["company", "association"]), 1.0, 1.0),
        ("date texts", {"dates": [{"text": "2021年5月13日", "edtf": ["2021-05-14"]}, GOLD["dates"][1]]}, 1.0, 1.0),
        ("dates", {"dates": [{"text": "2021年5月13日", "edtf": ["2021-05-14"]}, GOLD["dates"][1]]}, 0.0, 0.0),
        ("figure values", figure(0, value=300), 0.5, 0.5),
        ("figure values", figure(0, unit="家"), 0.5, 0.5),
        (
            "figure values",
            figure(0, text="两百余名", texts=["近200余名"]),
            1.0,
            1.0,
        ),  # with the words before it or without
        ("figure values", {"figures": []}, 0.0, 1.0),
        ("figure values", figure(0, of="单位"), 1.0, 1.0),
        ("figures", figure(0, of="单位"), 0.5, 0.5),
        ("figures", figure(0, of="全国代表"), 1.0, 1.0),
        ("figure words", figure(0, of="全国代表"), 0.5, 0.5),
        ("figure words", figure(0, of=["全国代表", "代表"]), 1.0, 1.0),
        ("qualifiers", figure(0, qualifier="about"), 0.0, 0.0),
        ("qualifiers", figure(0, qualifier=None), 0.0, 1.0),
        ("qualifiers", figure(1, qualifier="about"), 1.0, 0.5),
        ("owners", figure(1, owner="浙江省科协"), 0.0, 0.0),
        ("owners", figure(1, owner=None), 0.0, 1.0),
        ("owners", figure(0, owner="江苏省科协"), 1.0, 0.5),
        ("events", {"events": []}, 0.0, 1.0),
        ("events", event(kind=["signing"]), 0.0, 0.0),
        ("events", event(evidence="浙江大学发布年度报告书"), 0.0, 0.0),
        ("event dates", event(start="2021-05-12"), 0.0, 0.0),
        ("event dates", event(start=["2021-05-12", "2021-05-13"]), 1.0, 1.0),
        ("event names", event(name="江苏省学术年会"), 1.0, 1.0),  # a word more at one end
        ("event names", event(name="江苏省科协2021年学术年会"), 0.0, 0.0),
        ("event places", event(place="江苏南京"), 1.0, 1.0),
        ("event places", event(place="苏州"), 0.0, 0.0),
        ("event status", event(status="planned"), 0.0, 0.0),
        ("roles", event(roles={"chair": ["李明"]}), 0.0, 0.0),
        ("roles", event(roles={"chair": ["陈骏"]}), 1.0, 1.0),
        ("role kinds", event(roles={"chair": ["陈骏"]}), 0.0, 0.0),
        ("role kinds", event(roles={"participant": ["陈骏"]}), 1.0, 1.0),
        ("role kinds", event(roles={"chair": ["陈骏"]}) | {"role_kinds": False}, 1.0, 1.0),
        ("articles", {"articles": [ARTICLE | {"excludes": ["陈骏"]}]}, 1.0, 0.0),
        ("articles", {"articles": []}, 1.0, 1.0),
        ("header", {"title": "江苏省科协召开学术年会_江苏网"}, 1.0, 1.0),  # with the site's name behind it
        ("header", {"title": "浙江省科协召开学术年会"}, 2 / 3, 2 / 3),
        ("header", {"publisher": ["江苏网", "江苏日报"], "published": None}, 2 / 3, 1.0),
    ],
)
def test_the_scorer_finds_what_is_wrong(what: str, change: Gold, precision: float, recall: float) -> None:
    found = scored(GOLD | change)[what]
    assert (found.precision, found.recall) == (precision, recall), (found.wrong, found.missed)


@pytest.mark.parametrize(("organization", "f1"), [("江苏省科协", 1.0), (None, 0.0)])
def test_an_employer_that_the_gold_gives_must_be_told(organization: str | None, f1: float) -> None:
    document = told()
    title = document.people[0].titles[0].model_copy(update={"organization": organization})
    person = document.people[0].model_copy(update={"titles": [title]})
    scores = {what: Score() for what in WHAT}
    score(GOLD, document.model_copy(update={"people": [person]}), scores)
    assert (scores["titles"].f1, scores["employers"].f1) == (1.0, f1)


def test_what_is_told_twice_is_wrong() -> None:
    document = told()
    again = document.model_copy(update={"people": document.people * 2, "events": document.events * 2})
    scores = {what: Score() for what in WHAT}
    score(GOLD, again, scores)
    assert {what: scores[what].precision for what in ("people", "events")} == {"people": 0.5, "events": 0.5}
