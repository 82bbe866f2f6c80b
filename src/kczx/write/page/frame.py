"""A page put together: its frame, style, script and data in one file that asks the network for nothing."""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Any

from kczx.write.labels import labels

STYLES = ("page.css", "text.css", "lists.css", "narrow.css", "print.css")
SCRIPTS = ("page.js", "text.js", "paint.js", "records.js", "rows.js", "list.js", "filters.js", "card.js", "start.js")
LANGUAGES = ("zh", "en")


def framed(title: str, language: str, text: Iterable[str], data: Mapping[str, Any]) -> Iterator[str]:
    """Yield a page; `data` are its tables, `text` is HTML.

    The policy lets run and style what stands in this file, known by its hash, and lets nothing be loaded.
    """
    style, script = _joined(STYLES), _joined(SCRIPTS)
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    words = _words()
    before, after = _file("page.html").split("<!-- cut -->\n")
    told = {**data, "language": language, "words": {each: words[each] for each in LANGUAGES}}
    fields = {
        "language": "zh-CN" if language == "zh" else "en", "policy": html.escape(policy), "title": html.escape(title),
        "style": style, "script": script, "data": _data(told),
        **{f"word {name}": html.escape(word) for name, word in words[language]["page"].items()},
    }  # fmt: skip
    yield _filled(before, fields)
    yield from text
    yield _filled(after, fields)


@functools.cache
def _words() -> dict[str, dict[str, Any]]:
    """What the page says, by language: its own words, and the labels of kinds, roles and indicators."""
    own = tomllib.loads(_file("words.toml"))
    return {
        language: {
            "page": {**labels(language).words, **own[language]}, "kinds": dict(labels(language).kinds),
            "roles": dict(labels(language).roles), "indicators": dict(labels(language).indicators),
        }
        for language in LANGUAGES
    }  # fmt: skip


def _filled(frame: str, fields: Mapping[str, str]) -> str:
    """The frame with `{{name}}` filled in, each once and in one pass, so that nothing in a value is taken for a field."""
    parts = frame.split("{{")
    return parts[0] + "".join(fields[name] + rest for name, _, rest in (part.partition("}}") for part in parts[1:]))


def _data(data: Mapping[str, Any]) -> str:
    """Data as JSON in which no element can begin or end."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@functools.cache
def _joined(names: tuple[str, ...]) -> str:
    return "\n" + "\n".join(map(_file, names))


@functools.cache
def _file(name: str) -> str:
    return resources.files("kczx.write.page").joinpath(name).read_text("utf-8")
