"""Datasette opens a store as it is: its tables, its views and its indexes."""

from __future__ import annotations

import asyncio
import warnings
from pathlib import Path
from typing import Any

from kczx import __version__
from kczx.acquire.options import Options
from kczx.store.add import Run, add
from kczx.store.query import query
from kczx.work import Setting
from kczx.write.only import VIEWS

TEXT = "2021年3月5日，云溪市科学技术协会主席周远航在云溪市会见青禾市水利学会理事长林海生一行。"


def test_tables_views_and_search(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    add(tmp_path / "kczx.db", [str(tmp_path / "a.txt")], Run(Setting(__version__, Options())))
    told = asyncio.run(_asked(tmp_path / "kczx.db"))
    assert {"documents", "articles", "entities", "events", "reports", "participants", *VIEWS} <= set(told)
    assert told["who_met_whom"][0]["person"] == "周远航" and told["who_met_whom"][0]["day"] == "2021-03-05"
    assert {row["name"] for row in told["entities"]} >= {"周远航", "林海生", "云溪市科学技术协会"}
    assert [row["path"] for row in told["found"]] == [str(tmp_path / "a.txt")]


async def _asked(store: Path) -> dict[str, list[dict[str, Any]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of other libraries'
        from datasette.app import Datasette

        served = Datasette([str(store)])
        await served.invoke_startup()
        names = [*(await served.get_database("kczx").table_names()), *(await served.get_database("kczx").view_names())]
        told: dict[str, list[dict[str, Any]]] = {}
        for name in names:
            answer = await served.client.get(f"/kczx/{name}.json?_shape=array")
            assert answer.status_code == 200, name
            told[name] = answer.json()
        sql = "select d.path from article_index i join articles a on a.id = i.rowid join documents d on d.number = a.document "
        [word] = query("水利学会").expressions()
        answer = await served.client.get(
            "/kczx.json", params={"sql": sql + "where article_index match :q", "q": word, "_shape": "array"}
        )
        told["found"] = answer.json()
        page = await served.client.get("/kczx/event_list")
        assert page.status_code == 200 and "周远航" in page.text
    return told
