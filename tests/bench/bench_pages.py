"""How well and how fast the article of a web page is found, beside libraries that do the same.

pip install trafilatura lxml_html_clean resiliparse      whichever is installed is measured
python tests/bench/bench_pages.py [FOLDER]               pages with their gold; by default those of the tests
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import mean

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from kczx.acquire import acquire
from kczx.acquire.encodings import decode_as
from kczx.flow import Source
from test_pages import measure

TESTS = Path(__file__).resolve().parents[1]
ROUNDS = 5


def ours(path: Path) -> str:
    (found,) = acquire([str(path)])
    return found.body.text if isinstance(found, Source) and found.body else ""


def trafilatura(path: Path) -> str:
    from trafilatura import extract

    return extract(path.read_bytes(), include_comments=False) or ""


def resiliparse(path: Path) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    page = decode_as(path.read_bytes())[0]
    return str(extract_plain_text(page, main_content=True, alt_texts=False, list_bullets=False))


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TESTS / "pages"
    pages = sorted(folder.glob("*.html"))
    gold = [json.loads(path.with_suffix(".json").read_text("utf-8")) for path in pages]
    readers: list[Callable[[Path], str]] = [ours, trafilatura, resiliparse]
    for reader in readers:
        if reader is not ours and importlib.util.find_spec(reader.__name__) is None:
            print(f"{reader.__name__:12} is not installed")
            continue
        shares = [measure(reader(path), told)[:2] for path, told in zip(pages, gold, strict=True)]
        began = time.process_time()
        for path in pages * ROUNDS:
            reader(path)
        each = (time.process_time() - began) / len(pages) / ROUNDS * 1000
        kept, leaked = zip(*shares, strict=True)
        print(
            f"{reader.__name__:12} kept {mean(kept):.3f} (least {min(kept):.3f})  "
            f"leaked {mean(leaked):.3f} (most {max(leaked):.3f})  {each:.1f} ms a page"
        )


if __name__ == "__main__":
    main()
