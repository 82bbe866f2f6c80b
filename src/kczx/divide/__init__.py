"""Cleaned → articles, each with its headings, datelines and bylines, and their sentences."""

from __future__ import annotations

from kczx.divide.articles import divide

__all__ = ["divide"]
