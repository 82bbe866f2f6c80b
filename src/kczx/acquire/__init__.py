"""Bytes → sources: whatever the user points at, decoded, with its name and digest."""

from __future__ import annotations

from kczx.acquire.files import acquire, from_text

__all__ = ["acquire", "from_text"]
