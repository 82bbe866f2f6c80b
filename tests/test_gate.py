"""Accuracy never falls: the gate's figures against their floors, and the scorer against cases with known answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import gate
from kczx.acquire import from_text
from kczx.pipeline import read
from scorer import WHAT, Gold, Score, Scores, score

TEXT = "2021年5月13日，江苏省科协在南京召开学术年会。江苏省科协主席陈骏出席会议并致辞，来自全国的200名代表参加会议。"
GOLD: Gold = {
    "persons": [{"name": "陈骏", "titles": ["江苏省科协主席"]}],
    "organizations": [{"name": "江苏省科学技术协会", "aliases": ["江苏省科协"]}],
    "dates": [{"text": "2021年5月13日", "edtf": ["2021-05-13"]}],
    "figures": [{"text": "200名", "value": 200, "unit": "名", "of": "代表"}],
    "events": [
        {
            "kind": ["meeting"], "evidence": "江苏省科协在南京召开学术年会", "start": "2021-05-13", "end": "2021-05-13",
            "roles": {"organizer": ["江苏省科协"], "attendee": ["陈骏"]},
        }
    ],
}  # fmt: skip


def scored(gold: Gold, text: str = TEXT) -> Scores:
    scores = {what: Score() for what in WHAT}
    score(gold, read(from_text(text)).document, scores)
    return scores


@pytest.mark.parametrize("name", list(gate.SETS))
def test_no_figure_falls_below_its_floor(name: str) -> None:
    kept = gate.floors()
    assert set(kept[name]) == set(WHAT)
    reached = gate.score_set(name)
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


@pytest.mark.parametrize(
    ("what", "change", "precision", "recall"),
    [
        ("people", {"persons": []}, 0.0, 1.0),
        ("people", {"persons": [*GOLD["persons"], {"name": "李明"}]}, 1.0, 0.5),
        ("people", {"persons": [{"name": "陈骏", "optional": True}]}, 1.0, 1.0),
        ("titles", {"persons": [{"name": "陈骏", "titles": ["浙江省科协主席"]}]}, 0.0, 0.0),
        ("titles", {"persons": [{"name": "陈骏", "titles": ["江苏省科学技术协会主席"]}]}, 1.0, 1.0),
        ("organizations", {"organizations": [{"name": "浙江省科协"}]}, 0.0, 0.0),
        ("dates", {"dates": [{"text": "2021年5月13日", "edtf": ["2021-05-14"]}]}, 0.0, 0.0),
        ("figures", {"figures": [{"text": "200名", "value": 300, "unit": "名", "of": "代表"}]}, 0.0, 0.0),
        ("figures", {"figures": [{"text": "200名", "value": 200, "unit": "家", "of": "代表"}]}, 0.0, 0.0),
        ("figures", {"figures": []}, 0.0, 1.0),
        ("events", {"events": []}, 0.0, 1.0),
        ("events", {"events": [GOLD["events"][0] | {"kind": ["signing"]}]}, 0.0, 0.0),
        ("events", {"events": [GOLD["events"][0] | {"evidence": "浙江大学发布年度报告书"}]}, 0.0, 0.0),
        ("event dates", {"events": [GOLD["events"][0] | {"start": "2021-05-12"}]}, 0.0, 0.0),
        ("roles", {"events": [GOLD["events"][0] | {"roles": {"chair": ["李明"]}}]}, 0.0, 0.0),
    ],
)
def test_the_scorer_finds_what_is_wrong(what: str, change: Gold, precision: float, recall: float) -> None:
    found = scored(GOLD | change)[what]
    assert (found.precision, found.recall) == (precision, recall), (found.wrong, found.missed)
