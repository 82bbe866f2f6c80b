"""Tables with a document a row: JSON Lines, CSV and Parquet, with any names of fields."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow
import pyarrow.parquet
import pytest

import kczx
import made
from kczx.acquire import Options
from kczx.acquire.files import read
from kczx.acquire.inputs import Found, Input
from kczx.flow import Source

TEXT = "中国科协主席王素\n在北京召开会议，“科创中国”启动。"
ROWS = [{"编号": f"n{n}", "正文": f"{n}{TEXT}", "日期": "2021年5月3日", "其他": "x,y"} for n in range(5)]
OPTIONS = Options(text_field="正文", id_field="编号", date_field="日期")
FORMS = {
    "a.jsonl": made.json_rows(ROWS),
    "a.csv": made.comma_rows(ROWS),
    "b.csv": made.comma_rows(ROWS, "utf-8-sig"),
    "c.csv": made.comma_rows(ROWS, "gb18030"),
    "d.csv": made.comma_rows(ROWS, "utf-16"),
    "a.tsv": made.comma_rows(ROWS).replace(b",", b"\t").replace(b"x\ty", b"x,y"),
    "a.parquet": made.parquet_rows(ROWS),
}


def rows(name: str, data: bytes, options: Options = OPTIONS) -> list[Found]:
    return list(read(Input(name, name, io.BufferedReader(io.BytesIO(data)), options)))


def wrong(found: list[Found]) -> list[tuple[str, str]]:
    return [(one[0], type(one[1]).__name__) for one in found if isinstance(one, tuple)]


@pytest.mark.parametrize("name", FORMS)
def test_fields(name: str) -> None:
    found = rows(name, FORMS[name])
    told = [(s.source_id, s.text.replace("\r\n", "\n"), s.published) for s in found if isinstance(s, Source)]
    assert told == [(row["编号"], row["正文"], "2021-05-03") for row in ROWS]


@pytest.mark.parametrize("name", [name for name in FORMS if name != "a.jsonl"])
def test_a_field_that_is_not_there_is_told_with_those_that_are(name: str) -> None:
    ((path, error),) = rows(name, FORMS[name], Options())  # type: ignore[misc]
    assert path == name
    assert "--text-field" in str(error) and "正文" in str(error)


def test_a_row_with_wrong_bytes_costs_itself_alone() -> None:
    lines = made.comma_rows(ROWS, "gb18030").split(b"\r\n")
    damaged = b"\r\n".join([*lines[:3], b"n9,\xff\xff,x,y", *lines[3:]])
    found = rows("a.csv", damaged)
    assert wrong(found) == [("a.csv:4", "EncodingError")]
    assert len(found) == len(ROWS) + 1


def test_cells_that_are_too_large() -> None:
    found = rows("a.csv", "正文\n好\n".encode() + b'"' + b"x" * 9000, Options(text_field="正文", max_bytes=5000))
    assert wrong(found) == [("a.csv:3", "UnsupportedType")]
    found = rows("a.jsonl", b'{"text": "' + b"x" * 9000 + b'"}\n{"text": "a"}\n', Options(max_bytes=5000))
    assert wrong(found) == [("a.jsonl:1", "TooLarge")] and len(found) == 2


def test_short_and_long_rows() -> None:
    found = rows("a.csv", "id,text,published\n1\n2,好\n\n3,好,2021-05-01,y,z\n".encode(), Options())
    assert wrong(found) == [("a.csv:2", "UnsupportedType")]
    assert [s.published for s in found if isinstance(s, Source)] == [None, "2021-05-01"]


def test_values_of_other_types_in_parquet() -> None:
    import datetime

    sink = io.BytesIO()
    table = pyarrow.Table.from_pylist(
        [
            {"text": "好", "id": 7, "published": datetime.date(2021, 5, 3)},
            {"text": None, "id": 8, "published": None},
            {"text": "好", "id": None, "published": datetime.date(2021, 5, 4)},
        ]
    )
    pyarrow.parquet.write_table(table, sink)
    found = rows("a.parquet", sink.getvalue(), Options())
    assert [(s.source_id, s.published) for s in found if isinstance(s, Source)] == [
        ("7", "2021-05-03"),
        (None, "2021-05-04"),
    ]
    assert wrong(found) == [("a.parquet:2", "UnsupportedType")]


@pytest.mark.parametrize("size", [4, 20, 200, 700])
def test_parquet_that_is_cut_off(size: int) -> None:
    assert wrong(rows("a.parquet", FORMS["a.parquet"][:size])) == [("a.parquet", "UnreadableFile")]


def test_json_lines_on_stdin() -> None:
    found = rows("-", made.json_rows([{"text": "好", "id": "a"}]), Options())
    assert [s.source_id for s in found if isinstance(s, Source)] == ["a"]


@pytest.mark.parametrize("published", ["0001-01-01", "9999-12-31", "昨天", "2021-02-30", "\x1b[2J\u202e", "1"])
@pytest.mark.parametrize("when", ["昨日", "12月31日", "上月30日", "2月29日", "明天", "1月12日"])
def test_a_day_that_is_none_is_a_notice(published: str, when: str, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": f"{when}，协会开会。", "published": published}), "utf-8")
    (document,) = kczx.read_path(tmp_path / "a.jsonl").documents
    assert document.published is None
    assert [notice.code for notice in document.notices] == ["published-unread"]
    assert all(ord(char) > 31 and char != "\u202e" for char in document.notices[0].message)


@pytest.mark.parametrize(
    "data",
    [
        '[{"id": 1, "text": "甲"}, {"id": 2, "text": "乙"}]',
        '[\n  {"id": 1, "text": "甲"},\n  {"id": 2, "text": "乙"}\n]\n',
        '{"id": 1, "text": "甲"}\n{"id": 2, "text": "乙"}\n',
        '{\n  "id": 1,\n  "text": "甲"\n}\n{\n  "id": 2,\n  "text": "乙"\n}\n',
        '\ufeff [{"id": 1, "text": "甲"}, {"id": 2, "text": "乙"}',
    ],
)
@pytest.mark.parametrize("name", ["a.json", "-"])
def test_json_in_any_layout(data: str, name: str) -> None:
    found = rows(name, data.encode(), Options())
    assert [(it.source_id, it.text) for it in found if isinstance(it, Source)] == [("1", "甲"), ("2", "乙")]
    assert len(found) == 2


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ('{"name": "x", "version": "1"}', 'no "text"'), ("[1, 2]", "no JSON object"), ('["甲"]', "no JSON object"),
        ('[{"text": "甲"', "not JSON at character 14"), ("x", "not JSON at character 1"), ("[" * 100_000, "no JSON that"),
        ('{"text": ' + "9" * 5000 + "}", "no JSON that"),
    ],
)  # fmt: skip
def test_json_that_holds_no_rows(data: str, says: str) -> None:
    found = rows("a.json", data.encode(), Options())
    assert says in str(found[0][1]) if isinstance(found[0], tuple) else False
