"""Findings → linked: what mentions refer to, within a document and across documents."""

from __future__ import annotations

from kczx.link.document import link

__all__ = ["link"]
