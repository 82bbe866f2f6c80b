"""An article in the making."""

from __future__ import annotations

from dataclasses import dataclass, field

from kczx.divide.lines import Line


@dataclass(slots=True)
class ArticleDraft:
    """An article in the making: its lines in order, each with the zone that it will be."""

    parts: list[tuple[Line, str]] = field(default_factory=list)

    def add(self, line: Line, kind: str) -> None:
        self.parts.append((line, kind))

    def has(self, kind: str) -> bool:
        return any(part == kind for _, part in self.parts)
