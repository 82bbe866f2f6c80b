"""What bodies seek and offer: in the records, and side by side out of a store."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

import kczx
from kczx.acquire.options import Options
from kczx.errors import OptionError
from kczx.store import base
from kczx.store.add import Run, add
from kczx.store.asked import Asked
from kczx.store.needs import sought
from kczx.store.query import query
from kczx.work import Setting

TEXTS = {
    "a.txt": "2021年6月5日，省科协在芜湖举办产学研对接会，发布新能源电池回收技术难题35项，推介高校电池材料科技成果120项。"
    "省科协主席林国栋主持会议。",
    "b.txt": "2021年7月5日，海星公司与蓝鲸大学举行对接活动，展示了耐高温电池涂层专利技术。会议最终推介50项先导技术。",
    "c.txt": "2021年8月5日，省科协召开会议，强调要围绕国家战略需求，总结丰硕成果，为企业提供有力技术支撑。",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    add(folder / "kczx.db", [str(folder / name) for name in TEXTS], Run(Setting("test", Options())))
    return folder / "kczx.db"


def told(store: Path, asked: Asked | None = None, limit: int | None = None, **words: str) -> list[tuple[str, str]]:
    questions = {side: query(text) for side, text in words.items()}
    with closing(base.open(store)) as database:
        return [(hit.kind, hit.snippet) for hit in sought(database, questions, asked or Asked(records=True), limit)]


def test_events_carry_what_their_sentences_say_is_sought_and_offered() -> None:
    (event,) = kczx.read(TEXTS["a.txt"]).events
    assert [mention.text for mention in event.needs] == ["新能源电池回收技术难题35项"]
    assert [mention.text for mention in event.offers] == ["高校电池材料科技成果120项"]
    assert TEXTS["a.txt"][slice(*event.needs[0].span)] == event.needs[0].text
    (idle,) = kczx.read(TEXTS["c.txt"]).events
    assert (idle.needs, idle.offers) == ([], [])


def test_figures_tell_which_side_they_count() -> None:
    figures = [figure for text in TEXTS.values() for figure in kczx.read(text).figures]
    assert [(figure.text, figure.side) for figure in figures] == [
        ("35项", "needs"),
        ("120项", "offers"),
        ("50项", "offers"),
    ]


def test_both_sides_are_listed_by_the_words_that_they_hold(store: Path) -> None:
    battery = [
        ("needs", "新能源电池回收技术难题35项"),
        ("offers", "耐高温电池涂层专利技术"),
        ("offers", "高校电池材料科技成果120项"),
    ]
    assert told(store, needs="電池", offers="电池") == battery
    assert told(store, needs="电池 回收", offers="材料") == [battery[0], battery[2]]
    assert told(store, needs="电池 -回收", offers="涂层") == [battery[1]]
    assert told(store, limit=1, needs="电池", offers="电池") == battery[:2]
    assert told(store, offers="") == [*battery[1:], ("offers", "50项先导技术")]


def test_who_and_when_narrow_them(store: Path) -> None:
    assert told(store, Asked(records=True, person=("林国栋",)), offers="") == [("offers", "高校电池材料科技成果120项")]
    assert told(store, Asked(records=True, since="2021-07"), needs="", offers="") == [
        ("offers", "耐高温电池涂层专利技术")
    ]


def rows(folder: Path, text: str) -> Path:
    """A lexicon's folder with a table of sides."""
    (folder / "relate").mkdir(parents=True)
    (folder / "relate/sides.tsv").write_text(text, "utf-8")
    return folder


def test_rows_of_ones_own_count(tmp_path: Path) -> None:
    text = "2021年6月5日，市科协召开会议，招领海洋观测揭牌任务。"
    own, wrong = rows(tmp_path / "own", "needs\t招领\t揭牌任务\n"), rows(tmp_path / "wrong", "wants\t招领\t任务\n")
    try:
        assert not kczx.read(text).events[0].needs
        assert [m.text for m in kczx.read(text, lexicon=own).events[0].needs] == ["海洋观测揭牌任务"]
        with pytest.raises(kczx.LexiconError, match=r"sides.tsv:1: 'wants' is none of needs, offers, never"):
            kczx.read(text, lexicon=wrong)
    finally:
        kczx.read("", lexicon=None)


def test_sides_go_with_no_other_question(store: Path) -> None:
    from kczx.cli.asking import search

    with pytest.raises(OptionError, match="--needs"):
        search(words=["年会"], needs="电池", store=str(store))
