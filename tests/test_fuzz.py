"""The fuzz test for as long as the machine that checks a change gives it; fuzz.py runs it for longer by hand."""

from __future__ import annotations

import os

import fuzz

SECONDS = float(os.environ.get("KCZX_FUZZ_SECONDS") or (60 if os.environ.get("CI") else 5))


def test_any_bytes_at_all() -> None:
    tally = fuzz.fuzz(SECONDS)
    assert tally.inputs > 100 and tally.documents > 10 and tally.failures.total() > 10
