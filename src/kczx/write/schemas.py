"""The records' JSON Schema (draft 2020-12): what `kczx extract` writes, said in a form that programs check."""

from __future__ import annotations

import json
import re

from kczx import records

DRAFT = "https://json-schema.org/draft/2020-12/schema"
HUMPS = re.compile(r"(?<=[a-z])(?=[A-Z])")


def schemas() -> dict[str, dict[str, object]]:
    """A schema for each record, by its name in lower case with hyphens; `extraction` is the output of a run."""
    written = [model for model in records.Record.__subclasses__() if model.__module__ == records.__name__]
    models: list[type[records.Record]] = [records.Extraction, *sorted(written, key=lambda model: model.__name__)]
    return {HUMPS.sub("-", model.__name__).lower(): _schema(model) for model in dict.fromkeys(models)}


def serialized(schema: dict[str, object]) -> bytes:
    """A schema as it stands in a file."""
    return json.dumps(schema, ensure_ascii=False, indent=2).encode() + b"\n"


def _schema(model: type[records.Record]) -> dict[str, object]:
    return {"$schema": DRAFT, **model.model_json_schema(by_alias=True, mode="serialization")}
