"""Libraries that only some formats need: loaded when one is read, and told of where they are missing."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

from kczx.errors import MissingLibrary


def library(module: str, extra: str) -> ModuleType:
    """A module of an optional library; raises MissingLibrary, which says how to install it."""
    try:
        return import_module(module)
    except ImportError as error:
        raise MissingLibrary(f"to read this, pip install 'kczx[{extra}]' ({error})") from error
