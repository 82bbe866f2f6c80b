"""The words that a person reads, in Chinese and in English, and which of the two the locale asks for."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Labels:
    """The labels of one language; a name that the tables do not hold is shown as it is."""

    language: str
    words: Mapping[str, str]
    kinds: Mapping[str, str]
    roles: Mapping[str, str]
    indicators: Mapping[str, str]

    def word(self, name: str) -> str:
        return self.words.get(name, name)

    def kind(self, name: str) -> str:
        return self.kinds.get(name, name)

    def role(self, name: str) -> str:
        return self.roles.get(name, name)

    def indicator(self, name: str) -> str:
        return self.indicators.get(name, name)

    def count(self, number: int, name: str) -> str:
        """A number of things.

        >>> labels("en").count(1, "document"), labels("en").count(5, "document"), labels("zh").count(5, "document")
        ('1 document', '5 documents', '5 篇文档')
        """
        plural = self.words.get(f"{name}_plural") if number != 1 else None
        return (plural or self.word(name)).replace("#", f"{number:,}")


@functools.cache
def labels(language: str) -> Labels:
    """The labels of `zh` or `en`."""
    table = tomllib.loads(resources.files("kczx").joinpath("write/labels.toml").read_text("utf-8"))[language]
    return Labels(language, table["words"], table["kinds"], table["roles"], table["indicators"])


def language(environment: Mapping[str, str]) -> str:
    """The language that the locale's variables ask for: `zh`, or else `en`.

    >>> language({"LANG": "zh_CN.UTF-8"}), language({"LC_ALL": "C", "LANG": "zh_CN.UTF-8"}), language({})
    ('zh', 'en', 'en')
    """
    asked = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    return "zh" if asked.lower().startswith("zh") else "en"
