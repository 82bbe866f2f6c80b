"""The forms of a digest, by their names and by the endings of files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kczx.errors import OptionError
from kczx.write.monthly.report import Report

FORMS = ("md", "html", "docx")
ENDINGS = {".md": "md", ".markdown": "md", ".txt": "md", ".html": "html", ".htm": "html", ".docx": "docx"}


def form(asked: str | None, output: str | None, template: Path | None) -> str:
    """Which form is asked for: by name, else by the file's ending, else Markdown.  Raises OptionError for any other."""
    ending = Path(output or "").suffix.lower()
    found = asked or (ENDINGS.get(ending) if ending else None)
    if asked is not None and asked not in FORMS:
        raise OptionError(f"--format: {asked!r} is not one of {', '.join(FORMS)}")
    if found is None and ending:
        raise OptionError(
            f"{output}: no form of a digest ends in {ending}; there is {', '.join(ENDINGS)} (or say --format)"
        )
    if template is not None and found != "docx":
        raise OptionError("--template is for docx")
    return found or "md"


def written(report: Report, form: str, template: Path | None = None) -> Iterator[bytes]:
    """The digest in a form, in pieces."""
    if form == "docx":
        from kczx.write.monthly.docx import docx

        yield docx(report, template)
        return
    if form == "html":
        from kczx.write.monthly.page import page as lines
    else:
        from kczx.write.monthly.markdown import markdown as lines
    for line in lines(report):
        yield line.encode("utf-8", "backslashreplace")
