"""The commands of a store, which remembers documents: add, search, watch, export and what is asked of it."""

from __future__ import annotations
