"""The seeds in every format: what is found in them is what is found in the plain text."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import made
from kczx import jobs
from kczx.records import Document
from scorer import WHAT, score
from scores import Score, Scores

ROOT = Path(__file__).parents[1]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
GOLD = [json.loads(path.read_text("utf-8")) for path in sorted((ROOT / "tests/corpus/gold/seeds").glob("*.json"))]
WITHIN = 0.02
IN_TEXT = [what for what in WHAT if what not in ("articles", "header")]
"""What the text alone decides: a page, a mail and a saved page have titles and days of their own, a PDF file has pages."""
ALONE: dict[str, Callable[[str], bytes]] = {
    "html": made.html_page,
    "docx": made.word,
    "pdf": made.pdf,
    "rtf": made.rich_text,
    "eml": made.mail,
    "mht": made.saved_page,
    "md": made.markdown,
}


def in_archive(form: str, texts: dict[str, str]) -> bytes:
    """All texts in one file."""
    files = {f"新闻/{name}.txt": text.encode() for name, text in texts.items()}
    rows = [{"text": text, "id": name, "published": ""} for name, text in texts.items()]
    return {
        "zip": lambda: made.zipped({f"新闻/{name}.html": made.html_page(text) for name, text in texts.items()}),
        "tar.gz": lambda: made.tarred(files),
        "warc.gz": lambda: made.web_archive({f"https://example.org/{n}": made.html_page(t) for n, t in texts.items()}),
        "warc": lambda: made.web_archive(
            {f"https://example.org/{n}": t.encode() for n, t in texts.items()}, "text/plain", False
        ),
        "jsonl": lambda: made.json_rows(rows),
        "csv": lambda: made.comma_rows(rows),
        "parquet": lambda: made.parquet_rows(rows),
    }[form]()


def scores_of(documents: list[Document]) -> Scores:
    scores = {what: Score() for what in WHAT}
    for gold, document in zip(GOLD, documents, strict=True):
        score(gold, document, scores)
    return scores


@functools.cache
def plain() -> dict[str, float]:
    documents, _, failures = jobs.collect(jobs.extract(map(str, SEEDS)))
    assert not failures
    return {what: reached.f1 for what, reached in scores_of(documents).items()}


def gaps(documents: list[Document]) -> Iterator[str]:
    for what, reached in scores_of(documents).items():
        if what in IN_TEXT and abs(reached.f1 - plain()[what]) > WITHIN:
            yield f"{what}: {reached.f1:.3f}, plain text {plain()[what]:.3f}; missed {reached.missed}, wrong {reached.wrong}"


@pytest.mark.parametrize("ending", ALONE)
def test_seed_scores_in_a_file_each(ending: str, tmp_path: Path) -> None:
    for path in SEEDS:
        (tmp_path / f"{path.stem}.{ending}").write_bytes(ALONE[ending](path.read_text("utf-8")))
    documents, _, failures = jobs.collect(jobs.extract([str(tmp_path)]))
    assert not failures
    assert list(gaps(documents)) == []


@pytest.mark.parametrize("columns", [1, 3])
def test_seed_scores_in_pages_of_other_columns(columns: int, tmp_path: Path) -> None:
    for path in SEEDS:
        (tmp_path / f"{path.stem}.pdf").write_bytes(made.pdf(path.read_text("utf-8"), columns))
    documents, _, _ = jobs.collect(jobs.extract([str(tmp_path)]))
    assert list(gaps(documents)) == []


@pytest.mark.parametrize("form", ["zip", "tar.gz", "warc.gz", "warc", "jsonl", "csv", "parquet"])
def test_seed_scores_in_one_file(form: str, tmp_path: Path) -> None:
    place = tmp_path / f"all.{form}"
    place.write_bytes(in_archive(form, {path.stem: path.read_text("utf-8") for path in SEEDS}))
    documents, _, failures = jobs.collect(jobs.extract([str(place)]))
    assert not failures
    assert list(gaps(documents)) == []


def main() -> None:
    """Print the scores of each format."""
    import tempfile

    print(f"{'':10}", *(f"{what[:8]:>9}" for what in WHAT))
    print(f"{'text':10}", *(f"{plain()[what]:9.3f}" for what in WHAT))
    texts = {path.stem: path.read_text("utf-8") for path in SEEDS}
    forms = {ending: {f"{n}.{ending}": make(t) for n, t in texts.items()} for ending, make in ALONE.items()}
    forms |= {f"pdf {n}": {f"{name}.pdf": made.pdf(t, n) for name, t in texts.items()} for n in (1, 3)}
    forms |= {
        form: {f"all.{form}": in_archive(form, texts)}
        for form in ("zip", "tar.gz", "warc.gz", "warc", "jsonl", "csv", "parquet")
    }
    for form, files in forms.items():
        with tempfile.TemporaryDirectory() as folder:
            for name, data in files.items():
                (Path(folder) / name).write_bytes(data)
            documents, _, failures = jobs.collect(jobs.extract([folder]))
            if failures or len(documents) != len(GOLD):
                print(form, failures[:3])
                continue
            reached = scores_of(documents)
            print(f"{form:10}", *(f"{reached[what].f1:9.3f}" for what in WHAT))
            for what in WHAT:
                if abs(reached[what].f1 - plain()[what]) > 0.005:
                    print("   ", what, "missed", reached[what].missed[:8], "wrong", reached[what].wrong[:8])


if __name__ == "__main__":
    main()
