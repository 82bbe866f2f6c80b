"""Bytes → sources: whatever the user points at, decoded, with its name and digest."""

from __future__ import annotations

from kczx.acquire.files import acquire
from kczx.acquire.inputs import from_text
from kczx.acquire.options import Options

__all__ = ["Options", "acquire", "from_text"]
