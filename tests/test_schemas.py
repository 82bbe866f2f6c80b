"""`schemas/` says what the records say, and what is written fits it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import kczx
from kczx import records
from kczx.write.schemas import schemas, serialized

ROOT = Path(__file__).parents[1]


def test_the_folder_is_up_to_date() -> None:
    stored = {path.stem: path.read_bytes() for path in (ROOT / "schemas").glob("*.json")}
    assert stored == {name: serialized(schema) for name, schema in schemas().items()}, "run: kczx schema --out schemas"


def test_there_is_one_for_each_record() -> None:
    models = [model for model in records.Record.__subclasses__() if model.__module__ == records.__name__]
    assert len(schemas()) == len(models) > 20


@pytest.mark.parametrize("name", sorted(schemas()))
def test_each_is_a_schema_of_2020_12(name: str) -> None:
    assert schemas()[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schemas()[name])


def test_a_run_fits_the_schema() -> None:
    run = json.loads(kczx.read_path(ROOT / "seeds").model_dump_json(by_alias=True))
    Draft202012Validator(schemas()["extraction"]).validate(run)
