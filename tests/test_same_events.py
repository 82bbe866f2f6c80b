"""Events that several documents tell become one, and those of another day do not."""

from __future__ import annotations

import pytest

from kczx import records
from kczx.link.same_events import Tellings, together


def event(name: str | None, day: str | None, **more: object) -> records.Event:
    date = {"edtf": day, "start": day, "end": day} if day else None
    told: dict[str, object] = {
        "id": "e1", "kind": "meeting", "name": name, "label": None, "status": "held", "date": date, "place": None, "mode": None,
        "participants": [], "evidence": [], "article": "a1", "rule": "r",
    }  # fmt: skip
    return records.Event.model_validate(told | more)


def people(**roles: str) -> list[dict[str, object]]:
    return [{"role": role, "type": "person", "ref": "p1", "name": name, "detail": None} for role, name in roles.items()]


@pytest.mark.parametrize(
    ("one", "other", "events"),
    [
        (event("省政府常务会议", "2021-06-05"), event("省政府常务会议", "2021-06-05"), 1),
        (event("省政府常务会议", "2021-06-05"), event("省政府常务会议", "2021-06-12"), 2),
        (event("省政府常务会议", "2021-06-05"), event("省政府常务会议", None), 2),
        (event("第三届茶叶科技论坛", "2021-06-05"), event("第三届茶叶科技论坛", "2021-06-07"), 1),
        (event("第三届茶叶科技论坛", "2021-06-05"), event("第三届茶叶科技论坛", None), 1),
        (event("茶叶科技发展论坛", "2021-06-05"), event("茶叶科技发展论坛", "XXXX-06-05"), 1),
        (event("茶叶科技发展论坛", "2021-06-05"), event("茶叶科技发展论坛", "2020-06-05"), 2),
    ],
)
def test_named_events_are_one_by_name_and_day(one: records.Event, other: records.Event, events: int) -> None:
    tellings = Tellings()
    for number, told in enumerate((one, other)):
        tellings.add(told, number)
    found = list(tellings.events())
    assert len(found) == events
    assert sum(len(told.places) for told in found) == 4


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (event("省政府常务会议", "2021-06-05"), event("省政府常务会议", "2021-06-05"), "the same name on the same day"),
        (event("第三届茶叶科技论坛", "2021-06-05"), event("第三届茶叶科技论坛", "2021-06-07"), "no more than 31 apart"),
        (event("第三届茶叶科技论坛", "2021-06-05"), event("第三届茶叶科技论坛", None), "tells no day"),
        (event("茶叶科技发展论坛", "2021-06-05"), event("茶叶科技发展论坛", "XXXX-06-05"), "without the year"),
        (event("茶叶科技发展论坛", "2021-06-05"), event("水稻育种发展论坛", "2021-06-05"), None),
    ],
)
def test_each_telling_has_a_reason(one: records.Event, other: records.Event, reason: str | None) -> None:
    tellings = Tellings()
    for number, told in enumerate((one, other)):
        tellings.add(told, number)
    once = list(tellings.events())
    for document in (0, 1):
        found = list(together(once, document, 1))
        assert [(there, event) for there, event, _ in found] == ([(1 - document, 1)] if reason else [])
        assert all(reason in why for _, _, why in found if reason)


def test_events_without_a_name_are_one_by_day_and_people() -> None:
    met = {"kind": "reception", "label": "林国栋会见高松林"}
    same = event(None, "2021-06-05", participants=people(host="林国栋", visitor="高松林"), **met)
    longer = event(None, "2021-06-05", participants=people(host="林国栋", visitor="高松林", attendee="陈国华"), **met)
    later = event(None, "2021-06-06", participants=people(host="林国栋", visitor="高松林"), **met)
    tellings = Tellings()
    for number, told in enumerate((same, longer, later)):
        tellings.add(told, number)
    found = list(tellings.events())
    assert [(told.label, list(told.places)) for told in found] == [("林国栋会见高松林", [0, 1, 1, 1])]
