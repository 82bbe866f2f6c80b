"""Figures that are indicators, document by document: pandas over JSON Lines, a document a line."""

import io
import subprocess

import pandas

lines = subprocess.run(["kczx", "extract", "seeds", "--format", "jsonl"], check=True, capture_output=True).stdout
documents = pandas.read_json(io.BytesIO(lines), lines=True)
figures = pandas.json_normalize(documents["figures"].explode().dropna().tolist())
told = figures[figures["indicator"].isin(["founding_units", "service_teams"])]
print(told.groupby("indicator")["value"].agg(["min", "max"]).to_string())
